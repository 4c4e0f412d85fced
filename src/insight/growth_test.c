/* Random histories of re-adds, handovers and leaving staff, against a model that looks at every
 * half hour and knows nothing of spans in order. */
#include "customer/customer.h"
#include "insight/retention.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum {
    STAFF  = 6,
    PEOPLE = 60,
    DAYS   = 40,
    HOUR   = 3600,
    HOURS  = DAYS * 24,
    ROUNDS = 60,
    ZONE   = 8 * HOUR
};
/* 2024-02-20 00:00 in Beijing: the history goes over a leap day. */
static const int64_t epoch = 1708358400;

typedef struct Told { /* one span, in hours from the epoch */
    int added, ended; /* -1: open */
    int staff, by, way, state;
} Told;

typedef struct History {
    Told   told[PEOPLE][12];
    size_t count[PEOPLE];
} History;

typedef struct World {
    Arena      *arena;
    uint64_t    prng;
    History     history;
    People     *people;
    PeopleSpans spans; /* of the people, who hold still */
    uint8_t     sees[STAFF + 1];
    uint8_t     states[8];
    Lens        lens, presence;
    uint32_t    part_first[STAFF + 2], parts[32];
    bool        member[STAFF][4]; /* of part, by staff as told */
    int         part_count;
} World;

static int dice(World *world, int sides) { return (int)prng_below(&world->prng, (uint64_t)sides); }

/* ---- making ------------------------------------------------------------------------ */

static int other_end(World *world, int added)
{
    if (dice(world, 3) == 0) return -1;
    const int ended = added + 1 + dice(world, 24 * 12);
    return ended < HOURS ? ended : -1;
}

static bool overlaps(const History *history, int person, const Told *told)
{
    for (size_t i = 0; i < history->count[person]; i++) {
        const Told *known = &history->told[person][i];
        const int   end   = known->ended < 0 ? HOURS : known->ended,
                  mine    = told->ended < 0 ? HOURS : told->ended;
        if (known->staff == told->staff && told->added <= end && known->added <= mine) return true;
    }
    return false;
}

static void tell(World *world, int person, Told told)
{
    History *history = &world->history;
    if (history->count[person] == 12 || told.added >= HOURS || overlaps(history, person, &told))
        return;
    history->told[person][history->count[person]++] = told;
}

static void live(World *world, int person)
{
    const int adds = 1 + dice(world, 4);
    for (int i = 0; i < adds; i++) {
        Told told           = { .added = dice(world, HOURS),
                                .staff = dice(world, STAFF),
                                .way   = ADD_WAY_QR_CODE,
                                .state = dice(world, 3) };
        told.ended          = other_end(world, told.added);
        told.by             = told.ended < 0 ? 0 : ENDED_BY_CUSTOMER + dice(world, 4);
        const size_t before = world->history.count[person];
        tell(world, person, told);
        if (world->history.count[person] == before || told.ended < 0) continue;
        if (told.by != ENDED_BY_TRANSFER && !(told.by == ENDED_BY_SYSTEM && dice(world, 2)))
            continue;
        if (dice(world, 5) == 0) continue; /* nobody took over */
        Told next  = { .added = told.ended + dice(world, 24 * 5),
                       .staff = dice(world, STAFF),
                       .way   = ADD_WAY_ASSIGNED };
        next.ended = other_end(world, next.added);
        next.by    = next.ended < 0 ? 0 : ENDED_BY_CUSTOMER + dice(world, 4);
        tell(world, person, next);
    }
}

static PeopleRelation relation_of(const Told *told)
{
    const Str states[] = { S(""), S("a"), S("b") };
    return (PeopleRelation){
        .staff_id    = told->staff + 1,
        .state       = states[told->state],
        .added_at_ms = (epoch + (int64_t)told->added * HOUR) * 1000,
        .ended_at_ms = told->ended < 0 ? 0 : (epoch + (int64_t)told->ended * HOUR) * 1000,
        .ended_by    = (uint8_t)told->by,
        .add_way     = (uint8_t)told->way,
    };
}

static void put(World *world, int person, const PeopleRelation *relations, size_t count)
{
    const PeopleDraft draft = {
        .id = 1000 - person, .text = S("王五"), .relations = relations, .relation_count = count
    };
    assert_true(people_put(world->people, &draft, 1));
}

static void forget(World *world)
{
    if (world->people == NULL) return;
    people_spans_end(world->people);
    people_free(world->people);
    world->people = NULL;
}

static void make(World *world, uint64_t seed)
{
    forget(world);
    world->prng = seed;
    memset(&world->history, 0, sizeof world->history);
    world->people = people_new(0);
    for (int person = 0; person < PEOPLE; person++) {
        PeopleRelation list[12];
        live(world, person);
        const size_t count = world->history.count[person];
        for (size_t i = 0; i < count; i++) list[i] = relation_of(&world->history.told[person][i]);
        /* What was known before is replaced, whatever order it came in. */
        if (count > 1 && dice(world, 2)) put(world, person, list, count - 1);
        if (dice(world, 4) == 0) put(world, person, list + count / 2, count - count / 2);
        put(world, person, list, count);
    }
    people_spans_begin(world->people, &world->spans);
}

/* Random sight and parts: a member in 0..3 of them. */
static void aim(World *world)
{
    const PeopleSpans *spans = &world->spans;
    size_t             at    = 0;
    world->part_count        = 4;
    for (int staff = 0; staff < STAFF; staff++)
        for (int part = 0; part < 4; part++) world->member[staff][part] = dice(world, 3) == 0;
    for (size_t no = 0; no < spans->staff_count; no++) {
        const int staff       = (int)spans->staff_id[no] - 1;
        world->sees[no]       = dice(world, 4) > 0;
        world->part_first[no] = (uint32_t)at;
        for (uint32_t part = 0; part < 4; part++)
            if (world->member[staff][part]) world->parts[at++] = part;
    }
    world->part_first[spans->staff_count] = (uint32_t)at;
    world->lens                           = (Lens){ .sees_staff = world->sees,
                                                    .by         = LENS_STAFF,
                                                    .part_first = world->part_first,
                                                    .parts      = world->parts,
                                                    .part_count = 4 };
    world->presence                       = (Lens){ .sees_staff = world->sees };
}

/* ---- the model ----------------------------------------------------------------------- */

static bool sees(const World *world, const Told *told, int part)
{
    for (size_t no = 0; no < world->spans.staff_count; no++)
        if (world->spans.staff_id[no] == told->staff + 1)
            return world->sees[no] && (part < 0 || world->member[told->staff][part]);
    return false;
}

/* In half hours: whether the person has a relation, or is being handed over, at that moment. */
static bool has(const World *world, int person, int part, int half)
{
    const History *history = &world->history;
    int            end = -1, by = 0, next = -1, way = 0;
    for (size_t i = 0; i < history->count[person]; i++) {
        const Told *told = &history->told[person][i];
        if (!sees(world, told, part)) continue;
        const int start = told->added * 2, stop = told->ended < 0 ? HOURS * 4 : told->ended * 2;
        if (start < half && half <= stop) return true;
        if (stop < half && (stop > end || (stop == end && told->added * 2 > 0))) {
            /* of ends at the same moment, the one that began last */
            bool later = stop > end;
            for (size_t j = 0; !later && j < history->count[person]; j++) {
                const Told *same = &history->told[person][j];
                if (sees(world, same, part) && same->ended * 2 == end && same->by == by)
                    later = told->added >= same->added;
            }
            if (later) end = stop, by = told->by;
        }
        if (start >= half && (next < 0 || start < next)) next = start, way = told->way;
    }
    if (end < 0 || next < 0 || next - end > HANDOVER_S / HOUR * 2) return false;
    return by == ENDED_BY_TRANSFER || (by == ENDED_BY_SYSTEM && way == ADD_WAY_ASSIGNED);
}

static int first_of(const World *world, int person)
{
    int first = HOURS;
    for (size_t i = 0; i < world->history.count[person]; i++)
        if (world->history.told[person][i].added < first)
            first = world->history.told[person][i].added;
    return first;
}

static Tally model(const World *world, int part, int from, int until)
{
    Tally tally = { 0 };
    for (int person = 0; person < PEOPLE; person++) {
        bool first_known = false;
        for (size_t i = 0; i < world->history.count[person]; i++) {
            const Told *told   = &world->history.told[person][i];
            const bool  newest = told->added == first_of(world, person) && !first_known;
            if (newest) first_known = true;
            if (!sees(world, told, part)) continue;
            const Happening start = told->way == ADD_WAY_ASSIGNED ? IS_MOVED_IN
                                    : newest                      ? IS_NEW
                                                                  : IS_AGAIN;
            const Happening end   = told->by == ENDED_BY_CUSTOMER ? IS_LOST_BY_CUSTOMER
                                    : told->by == ENDED_BY_STAFF  ? IS_LOST_BY_STAFF
                                    : told->by == ENDED_BY_SYSTEM ? IS_LOST_BY_SYSTEM
                                                                  : IS_MOVED_OUT;
            if (told->added >= from && told->added < until) tally.n[start]++;
            if (told->ended >= from && told->ended < until) tally.n[end]++;
            if (told->added < from && (told->ended < 0 || told->ended >= from)) tally.open_before++;
        }
        if (has(world, person, part, from * 2)) tally.people_before++;
        for (int hour = from; hour < until; hour++) {
            const bool before = has(world, person, part, hour * 2),
                       after  = has(world, person, part, hour * 2 + 1);
            if (!before && after) tally.n[IS_JOINED]++;
            if (before && !after) tally.n[IS_CHURNED]++; /* or given away: told apart below */
        }
    }
    return tally;
}

static int hour_of(int64_t day)
{
    return (int)((day_start_ms(day, (Zone){ 480 }) / 1000 - epoch) / HOUR);
}

/* ---- comparing ------------------------------------------------------------------------- */

static void same(const Tally *is, const Tally *want, bool people, uint64_t seed)
{
    for (int what = 0; what < IS_JOINED; what++)
        if (is->n[what] != want->n[what])
            fail_msg("seed %d: happening %d: %d, not %d", (int)seed, what, (int)is->n[what],
                     (int)want->n[what]);
    assert_int_equal(is->open_before, want->open_before);
    if (!people) return;
    assert_int_equal(is->people_before, want->people_before);
    assert_int_equal(is->n[IS_JOINED], want->n[IS_JOINED]);
    assert_int_equal(is->n[IS_CHURNED] + is->n[IS_GIVEN_AWAY], want->n[IS_CHURNED]);
}

static Tally summed(const Tally *tallies, size_t count)
{
    Tally sum = { 0 };
    for (size_t i = 0; i < count; i++) {
        for (int what = 0; what < HAPPENING_COUNT; what++) sum.n[what] += tallies[i].n[what];
        sum.open_before += tallies[i].open_before;
        sum.people_before += tallies[i].people_before;
    }
    return sum;
}

static size_t listed(const World *world, Window window, uint32_t wanted, int64_t part)
{
    Vec hits = vec_of(world->arena, GrowthHit);
    growth_list(&world->spans, &world->lens, window, wanted, part, &hits);
    return hits.count;
}

static void test_figures_are_those_of_the_model(void **state)
{
    World *world = *state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        arena_reset(world->arena);
        make(world, seed);
        aim(world);
        const int64_t first = day_of(epoch * 1000, (Zone){ 480 }) + dice(world, 15),
                      last  = first + dice(world, 20);
        Period period =
            period_of(world->arena, (Zone){ 480 }, first, last, (Unit)(UNIT_DAY + dice(world, 3)));
        Tally *buckets = arena_make(world->arena, Tally, period.bucket_count),
              *parts   = arena_make(world->arena, Tally, 4);
        growth_count(&(GrowthAsk){ .spans         = &world->spans,
                                   .lens          = &world->lens,
                                   .window        = period.window,
                                   .zone_s        = ZONE,
                                   .bucket_of_day = period.bucket_of_day,
                                   .by_bucket     = buckets,
                                   .by_part       = parts });
        const int from   = (int)((period.window.start_s - epoch) / HOUR),
                  until  = (int)((period.window.end_s - epoch) / HOUR);
        const Tally sum  = summed(buckets, period.bucket_count),
                    want = model(world, -1, from, until);
        same(&sum, &want, true, seed);
        for (int part = 0; part < 4; part++) {
            const Tally wanted = model(world, part, from, until);
            same(&parts[part], &wanted, true, seed);
            for (int what = 0; what < HAPPENING_COUNT; what++)
                assert_int_equal(listed(world, period.window, 1u << what, part),
                                 parts[part].n[what]);
        }
        for (size_t i = 0; i < period.bucket_count; i++) {
            const Bucket *b    = &period.buckets[i];
            const Tally wanted = model(world, -1, hour_of(b->first_day), hour_of(b->last_day + 1));
            for (int what = 0; what < IS_CHURNED; what++)
                assert_int_equal(buckets[i].n[what], wanted.n[what]);
        }
        /* What lies open at the end is what lay open, and what came and went. */
        const int64_t net = sum.n[IS_NEW] + sum.n[IS_AGAIN] + sum.n[IS_MOVED_IN] -
                            sum.n[IS_LOST_BY_CUSTOMER] - sum.n[IS_LOST_BY_STAFF] -
                            sum.n[IS_LOST_BY_SYSTEM] - sum.n[IS_MOVED_OUT];
        assert_int_equal(listed(world, period.window, GROWTH_OPEN_END, -1), sum.open_before + net);
        assert_int_equal(listed(world, period.window, GROWTH_PEOPLE_END, -1),
                         sum.people_before + sum.n[IS_JOINED] - sum.n[IS_CHURNED] -
                             sum.n[IS_GIVEN_AWAY]);
    }
}

static void test_parts_that_do_not_overlap_sum_to_the_whole(void **state)
{
    World *world = *state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        arena_reset(world->arena);
        make(world, seed);
        aim(world);
        uint32_t *of = arena_make(world->arena, uint32_t, 8);
        for (uint32_t no = 0; no < world->spans.state_count; no++) of[no] = no;
        Lens   by_state = { .sees_staff = world->sees,
                            .by         = LENS_STATE,
                            .part_of    = of,
                            .part_count = world->spans.state_count };
        Period period =
            period_of(world->arena, (Zone){ 480 }, day_of(epoch * 1000, (Zone){ 480 }) + 5,
                      day_of(epoch * 1000, (Zone){ 480 }) + 30, UNIT_WEEK);
        Tally *buckets = arena_make(world->arena, Tally, period.bucket_count),
              *parts   = arena_make(world->arena, Tally, 8);
        growth_count(&(GrowthAsk){ .spans         = &world->spans,
                                   .lens          = &by_state,
                                   .window        = period.window,
                                   .zone_s        = ZONE,
                                   .bucket_of_day = period.bucket_of_day,
                                   .by_bucket     = buckets,
                                   .by_part       = parts });
        const Tally sum     = summed(buckets, period.bucket_count),
                    by_part = summed(parts, by_state.part_count);
        same(&by_part, &sum, false, seed);
    }
}

static void check_cohort(const World *world, const RetentionAsk *ask, const Cohort *cohort,
                         int part, int from, int until)
{
    Cohort want = { 0 };
    for (int person = 0; person < PEOPLE; person++) {
        int entered = -1;
        for (size_t i = 0; i < world->history.count[person]; i++) {
            const Told *told = &world->history.told[person][i];
            if (!sees(world, told, part) || told->way == ADD_WAY_ASSIGNED || told->added < from ||
                told->added >= until)
                continue;
            if (entered < 0 || told->added < entered) entered = told->added;
        }
        if (entered < 0) continue;
        want.size++;
        for (size_t i = 0; i < RETENTION_POINTS; i++) {
            const int64_t day =
                (epoch + (int64_t)entered * HOUR + ZONE) / 86400 + retention_points[i];
            if (day >= ask->today) break;
            want.reached[i]++;
            if (has(world, person, part, (int)(((day + 1) * 86400 - ZONE - epoch) / HOUR * 2)))
                want.retained[i]++;
        }
    }
    assert_memory_equal(cohort, &want, sizeof want);
}

static void test_retention_is_that_of_the_model(void **state)
{
    World *world = *state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        arena_reset(world->arena);
        make(world, seed);
        aim(world);
        const int64_t start = day_of(epoch * 1000, (Zone){ 480 });
        Period  period = period_of(world->arena, (Zone){ 480 }, start + 3, start + 20, UNIT_WEEK);
        Lens    whole  = { .sees_staff = world->sees };
        Cohort  total = { 0 }, parts[4] = { 0 };
        Cohort *weeks     = arena_make(world->arena, Cohort, period.bucket_count);
        RetentionAsk ask  = { .spans         = &world->spans,
                              .lens          = &world->lens,
                              .presence      = &world->presence,
                              .window        = period.window,
                              .zone_s        = ZONE,
                              .today         = start + 25 + dice(world, 10),
                              .member        = COHORT_ALL,
                              .bucket_of_day = period.bucket_of_day,
                              .cohort_count  = 4,
                              .cohorts       = parts,
                              .total         = &total };
        const int    from = (int)((period.window.start_s - epoch) / HOUR),
                  until   = (int)((period.window.end_s - epoch) / HOUR);
        retention_count(&ask);
        check_cohort(world, &ask, &total, -1, from, until);
        for (int part = 0; part < 4; part++) {
            check_cohort(world, &ask, &parts[part], part, from, until);
            Vec kept = vec_of(world->arena, GrowthHit), gone = vec_of(world->arena, GrowthHit);
            retention_list(&ask, part, RETENTION_KEPT, 4, &kept);
            retention_list(&ask, part, RETENTION_GONE, 4, &gone);
            assert_int_equal(kept.count, parts[part].retained[4]);
            assert_int_equal(gone.count, parts[part].reached[4] - parts[part].retained[4]);
        }
        ask.lens = &whole, ask.cohorts = weeks, ask.cohort_count = period.bucket_count,
        total = (Cohort){ 0 };
        retention_count(&ask);
        for (size_t i = 0; i < period.bucket_count; i++)
            check_cohort(
                world, &ask, &weeks[i], -1,
                (int)((day_start_ms(period.buckets[i].first_day, (Zone){ 480 }) / 1000 - epoch) /
                      HOUR),
                (int)((day_start_ms(period.buckets[i].last_day + 1, (Zone){ 480 }) / 1000 - epoch) /
                      HOUR));
    }
}

/* ---- periods ------------------------------------------------------------------------------ */

static int64_t day(const char *text)
{
    int64_t out = 0;
    assert_true(day_parse(str_of(text), &out));
    return out;
}

static Str text_of(const World *world, int64_t of) { return day_text(world->arena, of); }

static void test_buckets_are_calendar_units_cut_by_the_range(void **state)
{
    World *world = *state;
    Period weeks =
        period_of(world->arena, (Zone){ 480 }, day("2024-02-27"), day("2024-03-11"), UNIT_WEEK);
    assert_int_equal(weeks.bucket_count, 3);
    assert_true(str_equal(weeks.buckets[0].key, S("2024-02-26")));
    assert_true(weeks.buckets[0].is_cut && !weeks.buckets[1].is_cut && weeks.buckets[2].is_cut);
    assert_int_equal(weeks.buckets[2].first_day, day("2024-03-11"));
    Period months =
        period_of(world->arena, (Zone){ 480 }, day("2024-02-01"), day("2024-03-31"), UNIT_MONTH);
    assert_int_equal(months.bucket_count, 2);
    assert_true(str_equal(months.buckets[0].key, S("2024-02")));
    assert_int_equal(months.buckets[0].last_day, day("2024-02-29"));
    assert_false(months.buckets[0].is_cut);
    assert_int_equal(months.bucket_of_day[28], 0);
    assert_int_equal(months.bucket_of_day[29], 1);
    Period one =
        period_of(world->arena, (Zone){ 480 }, day("2024-02-29"), day("2024-02-29"), UNIT_DAY);
    assert_int_equal(one.window.end_s - one.window.start_s, 86400);
}

static void test_what_is_compared_has_the_same_length(void **state)
{
    World       *world = *state;
    const Period period =
        period_of(world->arena, (Zone){ 480 }, day("2024-02-29"), day("2024-03-04"), UNIT_DAY);
    const int64_t later  = period.window.end_s + 1000;
    Window        before = period_before(&period, COMPARE_PREVIOUS, later);
    assert_true(str_equal(text_of(world, before.first_day), S("2024-02-24")));
    assert_int_equal(before.end_s, period.window.start_s);
    before = period_before(&period, COMPARE_YEAR, later);
    assert_true(str_equal(text_of(world, before.first_day), S("2023-02-28")));
    assert_int_equal(before.end_s - before.start_s, period.window.end_s - period.window.start_s);
    /* Half of the last day is not over: neither is it asked of the days before. */
    before = period_before(&period, COMPARE_PREVIOUS, period.window.end_s - 43200);
    assert_int_equal(before.end_s - before.start_s, 5 * 86400 - 43200 + 1);
}

static int setup(void **state)
{
    static World world;
    world.arena = arena_new((size_t)256 << 20);
    *state      = &world;
    return 0;
}

static int teardown(void **state)
{
    World *world = *state;
    forget(world);
    arena_free(world->arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_are_those_of_the_model),
        cmocka_unit_test(test_parts_that_do_not_overlap_sum_to_the_whole),
        cmocka_unit_test(test_retention_is_that_of_the_model),
        cmocka_unit_test(test_buckets_are_calendar_units_cut_by_the_range),
        cmocka_unit_test(test_what_is_compared_has_the_same_length),
    };
    return cmocka_run_group_tests_name("growth", tests, setup, teardown);
}
