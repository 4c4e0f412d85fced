/* Funnels, paths and cohorts against a slow model on random logs, and against each other. */
#include "base/prng.h"
#include "columnar/cohort.h"
#include "columnar/funnel.h"
#include "columnar/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PERSONS = 12, EVENTS = 160, STEPS = 3, NODES = 5, ROUNDS = 300, UNITS = 8, DAY = 1000 };

/* The events as they were made, before any order. */
typedef struct Log {
    size_t   count;
    int64_t  person[EVENTS], ms[EVENTS];
    uint32_t mask[EVENTS];
    int32_t  node[EVENTS];
} Log;

static Log random_log(uint64_t seed, Trail *trail)
{
    uint64_t random = seed;
    Log      log    = { .count = prng_below(&random, EVENTS) };
    trail_init(trail, true, false);
    assert_true(trail_reserve(trail, log.count));
    for (size_t i = 0; i < log.count; i++) {
        log.person[i] = 1 + (int64_t)prng_below(&random, PERSONS);
        log.ms[i]     = (int64_t)prng_below(&random, UNITS * DAY);
        log.mask[i]   = (uint32_t)prng_below(&random, 1u << STEPS);
        log.node[i]   = (int32_t)prng_below(&random, NODES);
        trail_add(trail, log.person[i], log.ms[i], (int64_t)i, log.mask[i], log.node[i], 0);
    }
    trail_sort(trail);
    return log;
}

/* A person's events in order, by picking the smallest again and again. */
static size_t events_of(const Log *log, int64_t person, size_t *out)
{
    size_t count         = 0;
    bool   taken[EVENTS] = { false };
    for (;;) {
        size_t best = EVENTS;
        for (size_t i = 0; i < log->count; i++)
            if (log->person[i] == person && !taken[i] &&
                (best == EVENTS || log->ms[i] < log->ms[best]))
                best = i;
        if (best == EVENTS) return count;
        taken[best]  = true;
        out[count++] = best;
    }
}

static void test_a_trail_is_in_order(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        const Log log   = random_log(seed, &trail);
        size_t    total = 0, events[EVENTS];
        for (size_t p = 0; p < trail.person_count; p++) {
            const size_t count = events_of(&log, trail.persons[p], events);
            assert_int_equal(trail.starts[p + 1] - trail.starts[p], count);
            for (size_t i = 0; i < count; i++) {
                assert_int_equal(trail.ms[trail.starts[p] + i], log.ms[events[i]]);
                assert_int_equal(trail.mask[trail.starts[p] + i], log.mask[events[i]]);
                assert_int_equal(trail.node[trail.starts[p] + i], log.node[events[i]]);
            }
            total += count;
        }
        assert_int_equal(total, log.count);
    }
}

/* ---- funnels -------------------------------------------------------------------------- */

typedef struct Model {
    const Log    *log;
    const size_t *events;
    size_t        count;
    int64_t       window;
} Model;

static bool fits(const Model *model, int64_t from, int64_t to)
{
    return model->window == 0 || to - from <= model->window;
}

/* Tries every event for every step. */
static size_t deepest(const Model *model, size_t at, size_t step, int64_t began, bool is_strict)
{
    size_t best = step;
    if (step == STEPS) return best;
    const size_t until = is_strict && step > 0 ? at + 1 : model->count;
    for (size_t i = at; i < until && i < model->count; i++) {
        const size_t event = model->events[i];
        if (!(model->log->mask[event] >> step & 1)) continue;
        const int64_t from = step ? began : model->log->ms[event];
        if (!fits(model, from, model->log->ms[event])) continue;
        const size_t depth = deepest(model, i + 1, step + 1, from, is_strict);
        if (depth > best) best = depth;
    }
    return best;
}

/* Tries every event as the last of a window. */
static size_t deepest_any(const Model *model)
{
    size_t best = 0;
    for (size_t last = 0; last < model->count; last++) {
        uint32_t seen = 0;
        for (size_t i = 0; i <= last; i++)
            if (fits(model, model->log->ms[model->events[i]], model->log->ms[model->events[last]]))
                seen |= model->log->mask[model->events[i]];
        size_t depth = 0;
        while (depth < STEPS && seen >> depth & 1) depth++;
        if (depth > best) best = depth;
    }
    return best;
}

static size_t modelled(const Model *model, FunnelMode mode)
{
    if (mode == FUNNEL_ANY) return deepest_any(model);
    return deepest(model, 0, 0, 0, mode == FUNNEL_STRICT);
}

/* The persons of a trail from one to another, as a trail of their own. */
static Trail piece_of(const Trail *trail, size_t from, size_t until, size_t *starts)
{
    Trail piece = *trail;
    for (size_t i = from; i <= until; i++)
        starts[i - from] = trail->starts[i] - trail->starts[from];
    piece.count        = starts[until - from];
    piece.ms           = trail->ms + trail->starts[from];
    piece.mask         = trail->mask + trail->starts[from];
    piece.node         = trail->node + trail->starts[from];
    piece.person_count = until - from;
    piece.persons      = trail->persons + from;
    piece.starts       = starts;
    return piece;
}

/* Two counts of pieces, joined, tell what one count of all did. */
static void check_funnel_pieces(const Trail *trail, FunnelMode mode, int64_t window,
                                int64_t session, const FunnelPart *expected)
{
    const FunnelAsk ask = {
        .step_count = STEPS, .mode = mode, .window_ms = window, .session_ms = session
    };
    size_t       starts[PERSONS + 1];
    FunnelPart   part;
    FunnelCount *counts[2] = { funnel_new(&ask), funnel_new(&ask) };
    for (size_t i = 0; i < trail->person_count; i++) {
        const Trail piece = piece_of(trail, i, i + 1, starts);
        funnel_add(counts[i % 2], &piece);
    }
    funnel_join(counts[0], counts[1]);
    funnel_done(counts[0], &part);
    assert_memory_equal(&part, expected, sizeof part);
}

static void check_funnel(uint64_t seed, FunnelMode mode, int64_t window, int64_t session)
{
    TRAIL(trail);
    const Log  log             = random_log(seed, &trail);
    int64_t    expected[STEPS] = { 0 };
    size_t     events[EVENTS];
    FunnelPart part;
    for (int64_t person = 1; person <= PERSONS; person++) {
        const size_t count = events_of(&log, person, events);
        size_t       from  = 0;
        for (size_t i = 1; i <= count; i++) {
            const bool ends =
                i == count || (session > 0 && log.ms[events[i]] - log.ms[events[i - 1]] > session);
            if (!ends) continue;
            const Model model = { &log, events + from, i - from, window };
            for (size_t step = modelled(&model, mode); step-- > 0;) expected[step]++;
            from = i;
        }
    }
    funnel_count(&(FunnelAsk){ .trail      = &trail,
                               .step_count = STEPS,
                               .mode       = mode,
                               .window_ms  = window,
                               .session_ms = session },
                 &part);
    for (size_t step = 0; step < STEPS; step++)
        assert_int_equal(part.reached[step], expected[step]);
    check_funnel_pieces(&trail, mode, window, session, &part);
}

static void test_funnels_agree_with_the_model(void **state)
{
    static const int64_t windows[] = { 0, 40, 700 }, sessions[] = { 0, 300 };
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        for (int mode = FUNNEL_ORDERED; mode <= FUNNEL_STRICT; mode++)
            for (size_t w = 0; w < COUNT(windows); w++)
                for (size_t s = 0; s < COUNT(sessions); s++)
                    check_funnel(seed, (FunnelMode)mode, windows[w], sessions[s]);
}

static void test_times_are_of_the_attempt_that_got_there(void **state)
{
    (void)state;
    TRAIL(trail);
    FunnelPart part;
    trail_init(&trail, false, false);
    assert_true(trail_reserve(&trail, 4));
    trail_add(&trail, 1, 0, 1, 1, 0, 0);   /* a first attempt that comes to nothing */
    trail_add(&trail, 1, 500, 2, 1, 0, 0); /* the one that does                     */
    trail_add(&trail, 1, 530, 3, 2, 0, 0);
    trail_add(&trail, 1, 600, 4, 4, 0, 0);
    trail_sort(&trail);
    funnel_count(&(FunnelAsk){ .trail = &trail, .step_count = 3, .mode = FUNNEL_ORDERED }, &part);
    assert_int_equal(part.median_ms[1], 30);
    assert_int_equal(part.median_ms[2], 70);
    assert_int_equal(part.median_total_ms[2], 100);
}

static int by_size(const void *a, const void *b)
{
    const int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

/* Of any number of persons, also where many took equally long. */
static void test_medians_are_those_in_the_middle(void **state)
{
    enum { MANY = 120 };
    uint64_t random = 3;
    (void)state;
    for (int64_t persons = 1; persons <= MANY; persons++) {
        TRAIL(trail);
        FunnelPart part;
        int64_t    took[MANY], total[MANY];
        trail_init(&trail, false, false);
        assert_true(trail_reserve(&trail, 3 * MANY));
        for (int64_t i = 0; i < persons; i++) {
            took[i]  = (int64_t)prng_below(&random, (uint64_t)(persons % 7 ? 1000 : 5));
            total[i] = took[i] + (int64_t)prng_below(&random, 1000);
            trail_add(&trail, i + 1, 0, 3 * i, 1, 0, 0);
            trail_add(&trail, i + 1, took[i], 3 * i + 1, 2, 0, 0);
            trail_add(&trail, i + 1, total[i], 3 * i + 2, 4, 0, 0);
        }
        trail_sort(&trail);
        funnel_count(&(FunnelAsk){ .trail = &trail, .step_count = 3, .mode = FUNNEL_ORDERED },
                     &part);
        qsort(took, (size_t)persons, sizeof *took, by_size);
        qsort(total, (size_t)persons, sizeof *total, by_size);
        assert_int_equal(part.median_ms[1], took[(persons - 1) / 2]);
        assert_int_equal(part.median_total_ms[2], total[(persons - 1) / 2]);
    }
}

/* ---- paths ---------------------------------------------------------------------------- */

enum { SESSION = 300, LENGTH = 4 };

static int64_t counted(const PathResult *result, int32_t step, int32_t from, int32_t to)
{
    for (size_t i = 0; i < result->edge_count; i++)
        if (result->edges[i].step == step && result->edges[i].from == from &&
            result->edges[i].to == to)
            return result->edges[i].count;
    return 0;
}

/* edges[step][from][to], the last `to` for an end. */
typedef struct Edges {
    int64_t at[LENGTH + 1][NODES][NODES + 1];
} Edges;

static void model_session(const Log *log, const size_t *events, size_t count, bool from_start,
                          Edges *edges)
{
    size_t first = 0;
    while (from_start && first < count && !(log->mask[events[first]] & 1)) first++;
    for (size_t i = first, step = 1; i < count && step <= LENGTH; i++, step++) {
        const bool is_last = i + 1 == count;
        if (step == LENGTH && !is_last) break;
        edges->at[step][log->node[events[i]]][is_last ? NODES : log->node[events[i + 1]]]++;
    }
}

static void ignore_edge(void *with, int64_t person, int32_t step, int32_t from, int32_t to)
{
    (void)with, (void)person, (void)step, (void)from, (void)to;
}

/* Who is told of edges has them counted one by one; pieces have a cell for each. */
static void check_path_ways(const Trail *trail, PathAsk ask)
{
    PathResult by_edge, by_piece;
    PathCount *counts[2] = { path_new(&ask), path_new(&ask) };
    size_t     starts[PERSONS + 1];
    ask.hit = ignore_edge;
    assert_null(path_new(&ask));
    path_count(&ask, &by_edge);
    for (size_t i = 0; i < trail->person_count; i++) {
        const Trail piece = piece_of(trail, i, i + 1, starts);
        path_add(counts[i % 2], &piece);
    }
    path_join(counts[0], counts[1]);
    path_done(counts[0], &by_piece);
    assert_int_equal(by_edge.edge_count, by_piece.edge_count);
    assert_int_equal(by_edge.path_count, by_piece.path_count);
    for (size_t i = 0; i < by_edge.edge_count; i++)
        assert_memory_equal(&by_edge.edges[i], &by_piece.edges[i], sizeof by_edge.edges[i]);
    path_forget(&by_edge);
    path_forget(&by_piece);
}

static void test_paths_are_counted_alike_whichever_way(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        (void)random_log(seed, &trail);
        check_path_ways(&trail, (PathAsk){ .trail      = &trail,
                                           .session_ms = SESSION,
                                           .length     = 2 + seed % LENGTH,
                                           .from_start = seed % 2,
                                           .to_end     = seed % 3 == 0,
                                           .node_count = NODES,
                                           .kept       = 1 + seed % NODES });
    }
}

static void test_paths_agree_with_the_model(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        const Log  log        = random_log(seed, &trail);
        const bool from_start = seed % 2;
        Edges      edges      = { 0 };
        PathResult result;
        size_t     events[EVENTS];
        for (int64_t person = 1; person <= PERSONS; person++) {
            const size_t count = events_of(&log, person, events);
            size_t       from  = 0;
            for (size_t i = 1; i <= count; i++) {
                if (i < count && log.ms[events[i]] - log.ms[events[i - 1]] <= SESSION) continue;
                model_session(&log, events + from, i - from, from_start, &edges);
                from = i;
            }
        }
        path_count(&(PathAsk){ .trail      = &trail,
                               .session_ms = SESSION,
                               .length     = LENGTH,
                               .from_start = from_start,
                               .node_count = NODES,
                               .kept       = NODES },
                   &result);
        size_t present = 0;
        for (int32_t step = 1; step <= LENGTH; step++)
            for (int32_t from = 0; from < NODES; from++)
                for (int32_t to = 0; to <= NODES; to++) {
                    const int64_t expected = edges.at[step][from][to];
                    present += expected > 0;
                    assert_int_equal(counted(&result, step, from, to == NODES ? PATH_ENDED : to),
                                     expected);
                }
        assert_int_equal(present, result.edge_count);
        path_forget(&result);
    }
}

/* What a funnel by session counts at its first step is what leaves the first step of the paths
 * from there. */
static void test_a_funnel_is_the_sum_of_its_edges(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        (void)random_log(seed, &trail);
        FunnelPart part;
        PathResult result;
        int64_t    leaving = 0;
        funnel_count(&(FunnelAsk){ .trail      = &trail,
                                   .step_count = STEPS,
                                   .mode       = FUNNEL_ORDERED,
                                   .session_ms = SESSION },
                     &part);
        path_count(&(PathAsk){ .trail      = &trail,
                               .session_ms = SESSION,
                               .length     = LENGTH,
                               .from_start = true,
                               .node_count = NODES,
                               .kept       = 2 },
                   &result);
        for (size_t i = 0; i < result.edge_count; i++)
            if (result.edges[i].step == 1) leaving += result.edges[i].count;
        assert_int_equal(leaving, part.reached[0]);
        assert_int_equal(leaving, result.path_count);
        path_forget(&result);
    }
}

/* ---- cohorts -------------------------------------------------------------------------- */

static double worth(int64_t ms) { return (double)(ms % 97); }

static void test_cohorts_agree_with_the_model(void **state)
{
    static const int32_t periods[] = { 3, 0, 1, 3, 4000 };
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        const Log  log = random_log(seed, &trail);
        int64_t    starts[UNITS + 1], sizes[UNITS] = { 0 }, expected[UNITS] = { 0 };
        CohortCell cells[UNITS * COUNT(periods)]                = { { 0, 0, 0 } },
                                 wanted[UNITS * COUNT(periods)] = { { 0, 0, 0 } };
        size_t events[EVENTS];
        for (int64_t i = 0; i <= UNITS; i++) starts[i] = i * DAY;
        for (int64_t person = 1; person <= PERSONS; person++) {
            const size_t count = events_of(&log, person, events);
            size_t       first = 0;
            while (first < count && !(log.mask[events[first]] & 1)) first++;
            if (first == count) continue;
            const int64_t unit = log.ms[events[first]] / DAY;
            expected[unit]++;
            for (size_t p = 0; p < COUNT(periods); p++) {
                const int64_t then = unit + periods[p];
                bool          was  = false;
                double        sum  = 0;
                for (size_t i = first; i < count; i++) {
                    if (!(log.mask[events[i]] & 2)) continue;
                    was |= log.ms[events[i]] / DAY == then;
                    if (log.ms[events[i]] / DAY <= then) sum += worth(log.ms[events[i]]);
                }
                if (then >= UNITS) continue;
                wanted[unit * (int64_t)COUNT(periods) + (int64_t)p].reached++;
                wanted[unit * (int64_t)COUNT(periods) + (int64_t)p].retained += was;
                wanted[unit * (int64_t)COUNT(periods) + (int64_t)p].value += sum;
            }
        }
        trail.value = calloc(trail.count + 1, sizeof *trail.value);
        for (size_t i = 0; i < trail.count; i++) trail.value[i] = worth(trail.ms[i]);
        cohort_count(&(CohortAsk){ .trail        = &trail,
                                   .has_value    = true,
                                   .unit_start   = starts,
                                   .unit_count   = UNITS,
                                   .periods      = periods,
                                   .period_count = COUNT(periods) },
                     sizes, cells);
        assert_memory_equal(sizes, expected, sizeof sizes);
        assert_memory_equal(cells, wanted, sizeof cells);
    }
}

/* 40 years by day in 270 parts: sums of all 4000 units would not fit into any memory. */
static void test_one_far_period_takes_room_for_one(void **state)
{
    enum { FAR = 3999, ALL_UNITS = 14640, PARTS = 270 };
    static int64_t       starts[ALL_UNITS + 1];
    static const int32_t far = FAR;
    const CohortAsk      ask = { .unit_start   = starts,
                                 .unit_count   = ALL_UNITS,
                                 .has_value    = true,
                                 .periods      = &far,
                                 .period_count = 1,
                                 .part_count   = PARTS };
    (void)state;
    for (int64_t i = 0; i <= ALL_UNITS; i++) starts[i] = i * DAY;
    CohortCount *count          = cohort_new(&ask);
    size_t       trail_starts[] = { 0, 4 };
    int64_t      person = 7, ms[] = { DAY, DAY + 1, (FAR + 1) * DAY, (FAR + 2) * DAY };
    uint32_t     mask[]  = { 1, 2, 2, 2 };
    int32_t      node[]  = { 269, 0, 0, 0 };
    double       value[] = { 1, 10, 100, 1000 };
    const Trail  trail   = { .persons      = &person,
                             .starts       = trail_starts,
                             .ms           = ms,
                             .mask         = mask,
                             .node         = node,
                             .value        = value,
                             .count        = 4,
                             .person_count = 1 };
    cohort_add(count, &trail);
    int64_t    *sizes = calloc((size_t)PARTS * ALL_UNITS, sizeof *sizes);
    CohortCell *cells = calloc((size_t)PARTS * ALL_UNITS, sizeof *cells);
    cohort_done(count, sizes, cells, NULL);
    const CohortCell *cell = &cells[269 * ALL_UNITS + 1];
    assert_int_equal(cell->reached, 1);
    assert_int_equal(cell->retained, 1);
    assert_float_equal(cell->value, 110, 0);
    free(sizes);
    free(cells);
}

/* ---- as they are held -------------------------------------------------------------------- */

static void counted_by_runs(const Trail *trail, const PeopleMeaning *meanings, uint64_t seed)
{
    static const int32_t periods[] = { 2, 0, 5 };
    uint64_t             words[EVENTS];
    PeopleRun            runs[PERSONS];
    int64_t              starts[UNITS + 1], sizes[2][UNITS] = { 0 };
    CohortCell           cells[2][UNITS * COUNT(periods)] = { 0 };
    PathResult           paths[2];
    for (int64_t i = 0; i <= UNITS; i++) starts[i] = i * DAY;
    for (size_t i = 0; i < trail->count; i++)
        words[i] = people_word(trail->ms[i], (uint32_t)trail->node[i]);
    for (size_t i = 0; i < trail->person_count; i++)
        runs[i] = (PeopleRun){ trail->persons[i], words + trail->starts[i],
                               trail->starts[i + 1] - trail->starts[i] };
    const PeopleRuns all    = { runs, trail->person_count, meanings };
    const CohortAsk  cohort = { .trail        = trail,
                                .unit_start   = starts,
                                .unit_count   = UNITS,
                                .periods      = periods,
                                .period_count = COUNT(periods) };
    cohort_count(&cohort, sizes[0], cells[0]);
    CohortCount *cohorts = cohort_new(&cohort);
    cohort_add_runs(cohorts, &all);
    cohort_done(cohorts, sizes[1], cells[1], NULL);
    assert_memory_equal(sizes[0], sizes[1], sizeof sizes[0]);
    assert_memory_equal(cells[0], cells[1], sizeof cells[0]);
    const PathAsk ask    = { .trail      = trail,
                             .session_ms = SESSION,
                             .length     = 2 + seed % LENGTH,
                             .node_count = NODES,
                             .kept       = 1 + seed % NODES };
    PathCount    *counts = path_new(&ask);
    path_count(&ask, &paths[0]);
    path_add_runs(counts, &all);
    path_done(counts, &paths[1]);
    assert_int_equal(paths[0].path_count, paths[1].path_count);
    assert_int_equal(paths[0].edge_count, paths[1].edge_count);
    if (paths[0].edge_count > 0)
        assert_memory_equal(paths[0].edges, paths[1].edges,
                            paths[0].edge_count * sizeof *paths[0].edges);
    path_forget(&paths[0]);
    path_forget(&paths[1]);
}

static void test_persons_as_they_are_held_are_counted_like_trails(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        TRAIL(trail);
        PeopleMeaning meanings[NODES];
        uint64_t      random = seed;
        (void)random_log(seed, &trail);
        for (int32_t i = 0; i < NODES; i++)
            meanings[i] = (PeopleMeaning){ (uint32_t)prng_below(&random, 4), i, 1 };
        for (size_t i = 0; i < trail.count; i++) trail.mask[i] = meanings[trail.node[i]].mask;
        counted_by_runs(&trail, meanings, seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_trail_is_in_order),
        cmocka_unit_test(test_funnels_agree_with_the_model),
        cmocka_unit_test(test_times_are_of_the_attempt_that_got_there),
        cmocka_unit_test(test_medians_are_those_in_the_middle),
        cmocka_unit_test(test_paths_agree_with_the_model),
        cmocka_unit_test(test_paths_are_counted_alike_whichever_way),
        cmocka_unit_test(test_a_funnel_is_the_sum_of_its_edges),
        cmocka_unit_test(test_cohorts_agree_with_the_model),
        cmocka_unit_test(test_one_far_period_takes_room_for_one),
        cmocka_unit_test(test_persons_as_they_are_held_are_counted_like_trails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
