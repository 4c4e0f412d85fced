/* funnel.c -- one pass over each person's events. */
#include "columnar/funnel.h"

#include <stdlib.h>
#include <string.h>

/* How one unit got on. */
typedef struct Walk {
    size_t  depth; /* steps reached by the best attempt */
    int32_t node;  /* of the first event of step 1      */
    int64_t since_ms[FUNNEL_STEPS_MAX], total_ms[FUNNEL_STEPS_MAX];
} Walk;

/* The latest attempt that has reached a step: a later one has more of its window left. */
typedef struct Attempt {
    bool    is_open;
    int64_t began_ms, at_ms;
} Attempt;

static void advance(Walk *walk, size_t step, const Attempt *before, const Attempt *now)
{
    if (step < walk->depth) return;
    walk->depth          = step + 1;
    walk->since_ms[step] = step ? now->at_ms - before->at_ms : 0;
    walk->total_ms[step] = now->at_ms - now->began_ms;
}

static void walk_ordered(const FunnelAsk *ask, const Trail *trail, size_t from, size_t until,
                         Walk *walk)
{
    Attempt attempts[FUNNEL_STEPS_MAX];
    for (size_t step = 0; step < ask->step_count; step++) attempts[step].is_open = false;
    for (size_t i = from; i < until && walk->depth < ask->step_count; i++) {
        const int64_t ms = trail->ms[i];
        /* From the last step down, so that one event is one step of an attempt. */
        for (uint32_t mask = trail->mask[i] & ~1u; mask;) {
            const size_t   step   = 31 - (size_t)__builtin_clz(mask);
            const Attempt *before = &attempts[step - 1];
            mask &= ~(1u << step);
            if (!before->is_open) continue;
            if (ask->window_ms > 0 && ms - before->began_ms > ask->window_ms) continue;
            attempts[step] = (Attempt){ true, before->began_ms, ms };
            advance(walk, step, before, &attempts[step]);
        }
        if (trail->mask[i] & 1) {
            attempts[0] = (Attempt){ true, ms, ms };
            advance(walk, 0, NULL, &attempts[0]);
        }
    }
}

/* Each event must go on with an attempt that the one right before it reached. */
static void walk_strict(const FunnelAsk *ask, const Trail *trail, size_t from, size_t until,
                        Walk *walk)
{
    Attempt before[FUNNEL_STEPS_MAX] = { 0 }, now[FUNNEL_STEPS_MAX];
    for (size_t i = from; i < until; i++) {
        const int64_t ms = trail->ms[i];
        memset(now, 0, sizeof now);
        for (size_t step = 0; step < ask->step_count; step++) {
            if (!(trail->mask[i] >> step & 1)) continue;
            if (step == 0)
                now[0] = (Attempt){ true, ms, ms };
            else if (before[step - 1].is_open &&
                     (ask->window_ms == 0 || ms - before[step - 1].began_ms <= ask->window_ms))
                now[step] = (Attempt){ true, before[step - 1].began_ms, ms };
            if (now[step].is_open) advance(walk, step, step ? &before[step - 1] : NULL, &now[step]);
        }
        memcpy(before, now, sizeof before);
    }
}

/* The longest run of steps 1..k that some window holds. */
static void walk_any(const FunnelAsk *ask, const Trail *trail, size_t from, size_t until,
                     Walk *walk)
{
    size_t count[FUNNEL_STEPS_MAX] = { 0 };
    size_t tail                    = from;
    for (size_t i = from; i < until; i++) {
        for (size_t step = 0; step < ask->step_count; step++)
            count[step] += trail->mask[i] >> step & 1;
        while (ask->window_ms > 0 && trail->ms[i] - trail->ms[tail] > ask->window_ms) {
            for (size_t step = 0; step < ask->step_count; step++)
                count[step] -= trail->mask[tail] >> step & 1;
            tail++;
        }
        size_t depth = 0;
        while (depth < ask->step_count && count[depth] > 0) depth++;
        if (depth > walk->depth) walk->depth = depth;
    }
}

/* ---- medians ------------------------------------------------------------------------ */

typedef struct Times {
    int64_t *at;
    size_t   count, room;
} Times;

static void reserve(Times *times, size_t more)
{
    if (times->count + more <= times->room) return;
    times->room = times->count + more + times->room;
    if (times->room < 64) times->room = 64;
    times->at = realloc(times->at, times->room * sizeof *times->at);
    ASSERT(times->at != NULL);
}

static void note(Times *times, int64_t ms)
{
    if (times->count == times->room) reserve(times, 1);
    times->at[times->count++] = ms;
}

static void take_over(Times *times, Times *from)
{
    reserve(times, from->count);
    if (from->count > 0) memcpy(times->at + times->count, from->at, from->count * sizeof *from->at);
    times->count += from->count;
    free(from->at);
    *from = (Times){ 0 };
}

/* The value that would stand at a place, were they in order: the part it is in is halved again and
 * again. */
static int64_t ranked(int64_t *at, size_t count, size_t place)
{
    size_t low = 0, high = count - 1;
    while (low < high) {
        const int64_t pivot = at[low + (high - low) / 2];
        size_t        i = low, j = high;
        for (;;) {
            while (at[i] < pivot) i++;
            while (at[j] > pivot) j--;
            if (i >= j) break;
            const int64_t other = at[i];
            at[i++]             = at[j];
            at[j--]             = other;
        }
        if (place <= j)
            high = j;
        else
            low = j + 1;
    }
    return at[place];
}

/* The one in the middle; of two the first. */
static int64_t median(const Times *times)
{
    return times->count ? ranked(times->at, times->count, (times->count - 1) / 2) : 0;
}

/* ---- counting ------------------------------------------------------------------------ */

/* Since the first event the first step took no time, and the second as long as since the one
 * before. */
struct FunnelCount {
    FunnelAsk   ask;
    size_t      parts;
    FunnelPart *reached;       /* without the medians */
    Times      *since, *total; /* by part and step */
};

FunnelCount *funnel_new(const FunnelAsk *ask)
{
    FunnelCount *count = calloc(1, sizeof *count);
    ASSERT(count != NULL);
    ASSERT(ask->step_count >= 1 && ask->step_count <= FUNNEL_STEPS_MAX);
    count->ask     = *ask;
    count->parts   = ask->part_count ? ask->part_count : 1;
    count->reached = calloc(count->parts, sizeof *count->reached);
    count->since   = calloc(count->parts * FUNNEL_STEPS_MAX, sizeof(Times));
    count->total   = calloc(count->parts * FUNNEL_STEPS_MAX, sizeof(Times));
    ASSERT(count->reached != NULL && count->since != NULL && count->total != NULL);
    return count;
}

static void count_unit(FunnelCount *count, const Trail *trail, int64_t person, size_t from,
                       size_t until)
{
    const FunnelAsk *ask  = &count->ask;
    Walk             walk = { .node = TRAIL_NONE };
    if (ask->mode == FUNNEL_STRICT)
        walk_strict(ask, trail, from, until, &walk);
    else if (ask->mode == FUNNEL_ANY)
        walk_any(ask, trail, from, until, &walk);
    else
        walk_ordered(ask, trail, from, until, &walk);
    if (walk.depth == 0) return;
    size_t part = 0;
    if (ask->part_count > 0) {
        while (!(trail->mask[from] & 1)) from++;
        part = (size_t)trail->node[from];
        ASSERT(part < ask->part_count);
    }
    for (size_t step = 0; step < walk.depth; step++) {
        count->reached[part].reached[step]++;
        if (step == 0 || ask->mode == FUNNEL_ANY) continue;
        note(&count->since[part * FUNNEL_STEPS_MAX + step], walk.since_ms[step]);
        if (step > 1) note(&count->total[part * FUNNEL_STEPS_MAX + step], walk.total_ms[step]);
    }
    if (ask->hit) ask->hit(ask->with, person, walk.depth);
}

static void count_sessions(FunnelCount *count, const Trail *trail, int64_t person, size_t from,
                           size_t until)
{
    for (size_t i = from + 1; i < until; i++) {
        if (trail->ms[i] - trail->ms[i - 1] <= count->ask.session_ms) continue;
        count_unit(count, trail, person, from, i);
        from = i;
    }
    if (from < until) count_unit(count, trail, person, from, until);
}

void funnel_add(FunnelCount *count, const Trail *trail)
{
    for (size_t i = 0; i < trail->person_count; i++) {
        const size_t from = trail->starts[i], until = trail->starts[i + 1];
        if (count->ask.session_ms > 0)
            count_sessions(count, trail, trail->persons[i], from, until);
        else
            count_unit(count, trail, trail->persons[i], from, until);
    }
}

static void forget(FunnelCount *count)
{
    for (size_t i = 0; i < count->parts * FUNNEL_STEPS_MAX; i++) {
        free(count->since[i].at);
        free(count->total[i].at);
    }
    free(count->reached);
    free(count->since);
    free(count->total);
    free(count);
}

void funnel_join(FunnelCount *count, FunnelCount *from)
{
    for (size_t part = 0; part < count->parts; part++)
        for (size_t step = 0; step < FUNNEL_STEPS_MAX; step++)
            count->reached[part].reached[step] += from->reached[part].reached[step];
    for (size_t i = 0; i < count->parts * FUNNEL_STEPS_MAX; i++) {
        take_over(&count->since[i], &from->since[i]);
        take_over(&count->total[i], &from->total[i]);
    }
    forget(from);
}

void funnel_done(FunnelCount *count, FunnelPart *parts)
{
    if (count == NULL) return;
    for (size_t i = 0; parts && i < count->parts; i++) {
        parts[i] = count->reached[i];
        for (size_t step = 1; step < FUNNEL_STEPS_MAX; step++) {
            const size_t at          = i * FUNNEL_STEPS_MAX + step;
            parts[i].median_ms[step] = median(&count->since[at]);
            parts[i].median_total_ms[step] =
                step == 1 ? parts[i].median_ms[step] : median(&count->total[at]);
        }
    }
    forget(count);
}

void funnel_count(const FunnelAsk *ask, FunnelPart *parts)
{
    FunnelCount *count = funnel_new(ask);
    funnel_add(count, ask->trail);
    funnel_done(count, parts);
}
