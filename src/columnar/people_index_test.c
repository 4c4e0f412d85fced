/* The index over a store that is made up: what is held against what happened, also while several
 * ask and more happens. */
#include "columnar/people_grid.h"
#include "columnar/people_index.h"
#include "columnar/people_piece.h"

#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { EVENTS = 4000, PERSONS = 60, TYPES = 5, CHUNK = 97, MS = 100000 };

/* ---- the store ------------------------------------------------------------------------ */

typedef struct Happened {
    int64_t person, ms;
    int     type;
} Happened;

static const char *const type_names[TYPES] = { "e.e", "b.b", "d.d", "a.a", "c.c" };
static Happened          log_of[EVENTS + 1]; /* by place in the log, from 1 */

static void happen_all(uint64_t seed)
{
    for (size_t i = 1; i <= EVENTS; i++)
        log_of[i] = (Happened){ .person = (int64_t)prng_below(&seed, PERSONS),
                                .ms     = (int64_t)prng_below(&seed, MS),
                                .type   = (int)prng_below(&seed, TYPES) };
}

struct ColumnarReader {
    int64_t seq;
};

/* As the index asks: of a tenant, behind a place.  All tenants have the same log. */
static Code ask_store(Ctx *cx, ColumnarReader *reader, const ColumnarAsk *ask)
{
    const int64_t after = VEC_AT(ask->sql->values, Value, 1)->as.i64;
    int64_t       seqs[CHUNK], persons[CHUNK], times[CHUNK];
    Str           types[CHUNK];
    for (int64_t first = after + 1; first <= reader->seq; first += CHUNK) {
        size_t count = 0;
        for (int64_t seq = first; seq <= reader->seq && count < CHUNK; seq++, count++) {
            seqs[count]    = seq;
            persons[count] = log_of[seq].person;
            times[count]   = log_of[seq].ms;
            types[count]   = str_of(type_names[log_of[seq].type]);
        }
        const ColumnarColumn columns[] = { { .kind = COLUMNAR_INT, .ints = seqs },
                                           { .kind = COLUMNAR_INT, .ints = persons },
                                           { .kind = COLUMNAR_INT, .ints = times },
                                           { .kind = COLUMNAR_TEXT, .texts = types } };
        TRY(ask->each(cx, ask->with, &(ColumnarChunk){ count, COUNT(columns), columns }));
    }
    return OK;
}

static const ColumnarDriver made_up = { .name = "made up", .ask = ask_store };

static ProjectionView view_of(PeopleIndex *index, ColumnarReader *reader)
{
    return (ProjectionView){
        .driver = &made_up, .reader = reader, .seq = reader->seq, .people = index, .generation = 1
    };
}

static Ctx ctx_of(Arena *arena, int64_t tenant_id)
{
    return (Ctx){ .arena = arena, .tenant_id = tenant_id };
}

/* Little is much here. */
static PeopleIndex *new_index(void)
{
    return people_index_new(&(PeopleTuning){ .thread_events = 20, .tail_events = 200 }, 3);
}

static const char *take(Ctx *cx, PeopleIndex *index, int64_t seq, PeopleHold *hold)
{
    ColumnarReader       reader = { seq };
    const ProjectionView view   = view_of(index, &reader);
    const char          *plan   = NULL;
    assert_int_equal(people_index_take(cx, &view, hold, &plan), OK);
    return plan;
}

/* ---- against what happened --------------------------------------------------------------- */

/* What the log says, sorted as the store's answers are. */
static void read_log(Trail *trail, int64_t seq, Strs names)
{
    trail_init(trail, true, false);
    assert_true(trail_reserve(trail, EVENTS));
    for (int64_t i = 1; i <= seq; i++) {
        const Happened *one  = &log_of[i];
        int32_t         node = 0;
        while (!str_equal(names.at[node], str_of(type_names[one->type]))) node++;
        if (one->person > 0) trail_add(trail, one->person, one->ms, i, 1, node, 0);
    }
    trail_sort(trail);
}

static void same_trails(const Trail *held, const Trail *read)
{
    assert_int_equal(held->count, read->count);
    assert_int_equal(held->person_count, read->person_count);
    for (size_t i = 0; i < held->person_count; i++) {
        size_t       other = 0;
        const size_t count = held->starts[i + 1] - held->starts[i];
        while (read->persons[other] != held->persons[i]) other++;
        assert_int_equal(read->starts[other + 1] - read->starts[other], count);
        assert_memory_equal(held->ms + held->starts[i], read->ms + read->starts[other],
                            count * sizeof *held->ms);
        assert_memory_equal(held->node + held->starts[i], read->node + read->starts[other],
                            count * sizeof *held->node);
    }
}

static void check_trails(Ctx *cx, const PeopleHold *hold, int64_t seq)
{
    static const Strs    any[1];
    const PeoplePieceAsk ask = { .steps      = any,
                                 .step_count = 1,
                                 .has_node   = true,
                                 .names      = people_piece_names(cx->arena, &hold->seen),
                                 .until_ms   = MS };
    TRAIL(held);
    TRAIL(read);
    assert_true(people_piece_all(cx->arena, &hold->seen, &ask, &held));
    read_log(&read, seq, ask.names);
    same_trails(&held, &read);
}

typedef struct Sums {
    int64_t events[TYPES], people[TYPES];
} Sums;

static Sums sums_of_log(int64_t seq, int64_t from_ms, int64_t until_ms)
{
    Sums sums                = { 0 };
    bool was[TYPES][PERSONS] = { 0 };
    for (int64_t i = 1; i <= seq; i++) {
        const Happened *one = &log_of[i];
        if (one->ms < from_ms || one->ms >= until_ms) continue;
        sums.events[one->type]++;
        sums.people[one->type] += one->person > 0 && !was[one->type][one->person];
        was[one->type][one->person] = true;
    }
    return sums;
}

static void check_sums(const PeopleHold *hold, int64_t seq, int64_t from_ms, int64_t until_ms,
                       bool has_people)
{
    static const uint32_t places[TYPES] = { 0, 1, 2, 3, 4 }, masks[TYPES] = { 1, 1, 1, 1, 1 };
    const PeopleGrid      grid = { .place_count = TYPES,
                                   .type_place  = places,
                                   .from_ms     = from_ms,
                                   .until_ms    = until_ms,
                                   .kind_count  = 1,
                                   .type_mask   = masks,
                                   .has_people  = has_people };
    const Sums            sums = sums_of_log(seq, from_ms, until_ms);
    PeopleCells          *cells[PEOPLE_THREADS_MAX];
    for (size_t i = 0; i < hold->threads; i++) cells[i] = people_grid_new(&grid);
    people_grid_count(&hold->seen, &grid, cells, hold->threads);
    for (size_t i = 0; i < hold->seen.types.count; i++) {
        int type = 0;
        while (!str_equal(hold->seen.types.at[i], str_of(type_names[type]))) type++;
        assert_int_equal(cells[0]->events[i], sums.events[type]);
        if (has_people) assert_int_equal(cells[0]->people[i], sums.people[type]);
    }
    for (size_t i = 0; i < hold->threads; i++) people_grid_free(cells[i]);
}

static void check(Ctx *cx, const PeopleHold *hold, int64_t seq)
{
    check_trails(cx, hold, seq);
    check_sums(hold, seq, 0, MS, true);
    check_sums(hold, seq, 0, MS, false);
    check_sums(hold, seq, MS / 3, MS / 2, true);
    check_sums(hold, seq, MS / 3, MS / 2, false);
}

static void test_what_is_held_is_what_happened(void **state)
{
    (void)state;
    Arena   *arena   = arena_new(64 << 20);
    uint64_t seed    = 5;
    size_t   threads = 0, joined = 0, beside = 0;
    for (int round = 0; round < 6; round++) {
        PeopleIndex *index = new_index();
        happen_all(seed + (uint64_t)round);
        Ctx        first = ctx_of(arena, 1);
        PeopleHold none  = { 0 };
        assert_string_equal(take(&first, index, 1, &none), "first_question");
        for (int64_t seq = (int64_t)prng_below(&seed, 500); seq <= EVENTS;
             seq += (int64_t)prng_below(&seed, 400)) {
            arena_reset(arena);
            Ctx cx = ctx_of(arena, 1);
            HOLDING_PEOPLE(hold);
            assert_null(take(&cx, index, seq, &hold));
            check(&cx, &hold, seq);
            if (hold.threads > threads) threads = hold.threads;
            joined += hold.seen.tail->count == 0;
            beside += hold.seen.tail->count > 0;
            /* A view that is a little older sees less, or the store is asked. */
            HOLDING_PEOPLE(older);
            const int64_t before = seq > 100 ? seq - 100 : seq;
            const char   *plan   = take(&cx, index, before, &older);
            if (plan)
                assert_string_equal(plan, "newer");
            else
                check(&cx, &older, before);
            /* Nothing changed for who still holds what was there. */
            check_sums(&hold, seq, 0, MS, true);
        }
        people_index_free(index);
    }
    assert_int_equal(threads, 3);
    assert_true(joined > 6 && beside > 6);
    arena_free(arena);
}

static void test_the_brand_that_asked_long_ago_goes(void **state)
{
    (void)state;
    Arena       *arena = arena_new(64 << 20);
    PeopleIndex *index = new_index();
    happen_all(9);
    for (int64_t tenant = 1; tenant <= 5; tenant++)
        for (int time = 0; time < 2; time++) {
            Ctx cx = ctx_of(arena, tenant);
            HOLDING_PEOPLE(hold);
            const char *plan = take(&cx, index, EVENTS, &hold);
            if (time == 0) assert_string_equal(plan, "first_question");
            if (time == 1) check(&cx, &hold, EVENTS);
        }
    Ctx gone = ctx_of(arena, 1), there = ctx_of(arena, 3);
    HOLDING_PEOPLE(hold);
    assert_null(take(&there, index, EVENTS, &hold));
    assert_string_equal(take(&gone, index, EVENTS, &hold), "first_question");
    people_index_free(index);
    arena_free(arena);
}

/* ---- at once -------------------------------------------------------------------------------- */

enum { ASKERS = 4, QUESTIONS = 40 };

typedef struct Asker {
    PeopleIndex *index;
    int64_t      number, answered;
    pthread_t    thread;
} Asker;

static void *ask_often(void *arg)
{
    Asker *asker = arg;
    Arena *arena = arena_new(64 << 20);
    for (int64_t i = 1; i <= QUESTIONS; i++) {
        arena_reset(arena);
        /* Two brands; views are of different moments. */
        Ctx           cx  = ctx_of(arena, 1 + asker->number % 2);
        const int64_t seq = i * EVENTS / QUESTIONS - asker->number;
        HOLDING_PEOPLE(hold);
        if (take(&cx, asker->index, seq, &hold)) continue;
        check(&cx, &hold, seq);
        asker->answered++;
    }
    arena_free(arena);
    return NULL;
}

static void test_several_may_ask_while_more_happens(void **state)
{
    (void)state;
    Asker        askers[ASKERS];
    PeopleIndex *index    = new_index();
    int64_t      answered = 0;
    happen_all(11);
    for (int64_t i = 0; i < ASKERS; i++) {
        askers[i]        = (Asker){ .index = index, .number = i };
        askers[i].thread = thread_start("asker", 512, ask_often, &askers[i]);
    }
    for (size_t i = 0; i < ASKERS; i++) {
        thread_join(askers[i].thread);
        answered += askers[i].answered;
    }
    assert_true(answered > 0);
    people_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_held_is_what_happened),
        cmocka_unit_test(test_the_brand_that_asked_long_ago_goes),
        cmocka_unit_test(test_several_may_ask_while_more_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
