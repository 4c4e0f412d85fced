/* customer_interval.c -- facts of a relation folded into intervals.  No SQL, no clock. */
#include "customer/customer_interval.h"

static bool before(const Fact *a, const Fact *b)
{
    if (a->at_ms != b->at_ms) return a->at_ms < b->at_ms;
    if (a->kind != b->kind) return a->kind < b->kind;
    return a->by < b->by;
}

/* Few facts, often in order already. */
static void sort(Fact *facts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const Fact fact = facts[i];
        size_t     at   = i;
        for (; at > 0 && before(&fact, &facts[at - 1]); at--) facts[at] = facts[at - 1];
        facts[at] = fact;
    }
}

static bool platform_time_near(const Fact *facts, size_t count, int64_t at_ms)
{
    for (size_t i = 0; i < count; i++)
        if (facts[i].kind == FACT_CREATED && facts[i].at_ms >= at_ms - INTERVAL_TOLERANCE_MS &&
            facts[i].at_ms <= at_ms + INTERVAL_TOLERANCE_MS)
            return true;
    return false;
}

static void start(Vec *intervals, const Fact *fact)
{
    Interval *interval = VEC_ADD(intervals, Interval);
    *interval          = (Interval){ .added_at_ms = fact->at_ms,
                                     .is_exact    = fact->kind == FACT_CREATED,
                                     .seen_at_ms  = fact->seen_at_ms };
}

static void end(Interval *interval, int64_t at_ms, EndedBy by)
{
    interval->ended_at_ms = at_ms;
    interval->ended_by    = by;
}

static void hear_created(Vec *intervals, Interval *last, const Fact *fact)
{
    if (last && last->added_at_ms == fact->at_ms && last->is_exact) {
        if (fact->seen_at_ms > last->seen_at_ms) last->seen_at_ms = fact->seen_at_ms;
        return;
    }
    if (last && last->ended_at_ms == 0) end(last, fact->at_ms, ENDED_BY_SYSTEM);
    start(intervals, fact);
}

static void hear_ended(Interval *last, const Fact *fact)
{
    if (!last) return;
    const bool is_open = last->ended_at_ms == 0;
    if (fact->by == ENDED_BY_SYSTEM) {
        if (is_open && fact->at_ms > last->seen_at_ms) end(last, fact->at_ms, fact->by);
        return;
    }
    if (is_open || last->ended_by == ENDED_BY_SYSTEM) end(last, fact->at_ms, fact->by);
}

Rows customer_interval_fold(Arena *arena, Fact *facts, size_t count)
{
    Vec intervals = vec_of(arena, Interval);
    sort(facts, count);
    for (size_t i = 0; i < count; i++) {
        const Fact *fact = &facts[i];
        Interval *last = intervals.count ? VEC_AT(intervals, Interval, intervals.count - 1) : NULL;
        switch (fact->kind) {
        case FACT_CREATED: hear_created(&intervals, last, fact); break;
        case FACT_TOLD:
            if ((!last || last->ended_at_ms != 0) && !platform_time_near(facts, count, fact->at_ms))
                start(&intervals, fact);
            break;
        case FACT_ENDED: hear_ended(last, fact); break;
        }
    }
    return vec_rows(&intervals);
}
