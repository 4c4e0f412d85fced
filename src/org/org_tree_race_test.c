/* org_tree_race_test.c -- moves of regions and answers of the platform at the same time: no way
 * upwards ever meets itself, whoever comes first, and nobody waits for ever. */
#include "kernel/testing.h"
#include "org/org_tree.h"
#include "sys/sys.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define must(expression) assert_int_equal((expression), OK)

enum { CONNECTION = 5, ROUNDS = 60, RACERS = 4, NODES = 3, ARENA_MAX = 16 << 20 };

/* ---- one who races ----------------------------------------------------------------------- */

typedef struct Race {
    TestHouse        *house;
    int64_t           tenant_id;
    int64_t           region[NODES];
    pthread_barrier_t start;
} Race;

typedef struct Racer {
    Race *race;
    Code (*run)(Ctx *cx, const struct Racer *racer);
    int       from, to; /* puts this one below that one */
    int64_t   done, refused;
    Err       wrong; /* a failure that is no part of a race */
    pthread_t thread;
} Racer;

static Code move(Ctx *cx, const Racer *racer)
{
    const RegionId id     = { racer->race->region[racer->from] };
    Rows           all    = { 0 };
    Region         region = { 0 };
    TRY(org_region_list(cx, &all));
    for (size_t i = 0; i < all.count; i++)
        if (ROWS_AT(Region, all, i)->id == id.v) region = *ROWS_AT(Region, all, i);
    const Move where = { .parent_id = racer->race->region[racer->to] };
    return org_tree_move_region(cx, id, region.revision, where, &region);
}

/* The platform tells of one department alone, as its callbacks do. */
static Code tell(Ctx *cx, const Racer *racer)
{
    const DepartmentDraft draft = { .platform_id        = racer->from + 1,
                                    .parent_platform_id = racer->to + 1 };
    return org_sync_departments(cx, CONNECTION, &draft, 1, false, NULL);
}

static bool is_race(const Ctx *cx)
{
    const Str reason = str_of(cx->err.reason ? cx->err.reason : "");
    return cx->err.retry || cx->err.code == ERR_UNAVAILABLE ||
           str_equal(reason, S("region.cycle")) || str_equal(reason, S("region.changed_meanwhile"));
}

static void *run(void *arg)
{
    Racer *racer = arg;
    Arena *arena = arena_new(ARENA_MAX);
    Ctx    cx = ctx_system(&racer->race->house->services, arena, racer->race->tenant_id, "user:7");
    (void)pthread_barrier_wait(&racer->race->start);
    const Code code = racer->run(&cx, racer);
    racer->done += code == OK;
    racer->refused += code != OK;
    if (code != OK && !is_race(&cx)) racer->wrong = cx.err;
    arena_free(arena);
    return NULL;
}

/* ---- what must hold afterwards ------------------------------------------------------------- */

// clang-format off
typedef struct Link { int64_t id, parent_id; } Link;
static const Field link_fields[] = { FIELD_ID(Link, id), FIELD_ID(Link, parent_id) };
static const Shape link_shape    = SHAPE(Link, link_fields);
// clang-format on

static const Query departments = { .name = "test.departments",
                                   .sql  = "SELECT platform_id AS id,"
                                           " platform_parent_id AS parent_id FROM department"
                                           " WHERE tenant_id = $1",
                                   .out  = &link_shape };
static const Query regions     = { .name = "test.regions",
                                   .sql  = "SELECT id, parent_id FROM region WHERE tenant_id = $1",
                                   .out  = &link_shape };
static const Query flatten     = { .name = "test.flatten",
                                   .sql  = "UPDATE region SET parent_id = 0 WHERE tenant_id = $1" };

static void assert_ways_end(Ctx *cx, const Query *query, const char *what, int round)
{
    Rows rows = { 0 };
    must(cx_list(cx, query, &rows, ARGS(V(cx->tenant_id))));
    assert_int_equal(rows.count, NODES);
    for (size_t i = 0; i < rows.count; i++) {
        int64_t at   = ROWS_AT(Link, rows, i)->id;
        size_t  step = 0;
        while (at != 0 && step <= rows.count) {
            int64_t above = 0;
            for (size_t k = 0; k < rows.count; k++)
                if (ROWS_AT(Link, rows, k)->id == at) above = ROWS_AT(Link, rows, k)->parent_id;
            at = above;
            step++;
        }
        if (at != 0) fail_msg("round %d: a circle of %s", round, what);
    }
}

static void flat(Ctx *cx)
{
    const DepartmentDraft tree[] = { { .platform_id = 1 },
                                     { .platform_id = 2 },
                                     { .platform_id = 3 } };
    must(org_sync_departments(cx, CONNECTION, tree, COUNT(tree), true, NULL));
    must(cx_run(cx, &flatten, NULL, ARGS(V(cx->tenant_id))));
}

static void begin(Race *race, TestHouse *house)
{
    Tenant tenant;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("a"), S("Asia/Shanghai"), &tenant));
    Ctx *cx = test_house_ctx_of(house, tenant.id);
    *race   = (Race){ .house = house, .tenant_id = tenant.id };
    for (size_t i = 0; i < NODES; i++) {
        const Region draft = { .name = str_fmt(cx->arena, "r%zu", i) };
        Region       made;
        must(org_region_create(cx, &draft, &made));
        race->region[i] = made.id;
    }
    assert_int_equal(pthread_barrier_init(&race->start, NULL, RACERS), 0);
}

static void test_two_moves_at_once_make_no_circle(void **state)
{
    Race    race;
    int64_t moved = 0, refused = 0;
    begin(&race, *state);
    for (int round = 0; round < ROUNDS; round++) {
        /* A below B and B below A, of regions by people and of departments by the platform. */
        const int a = round % NODES, b = (round + 1) % NODES;
        Racer     racers[RACERS] = { { &race, move, a, b, 0, 0, { 0 }, 0 },
                                     { &race, move, b, a, 0, 0, { 0 }, 0 },
                                     { &race, tell, a, b, 0, 0, { 0 }, 0 },
                                     { &race, tell, b, a, 0, 0, { 0 }, 0 } };
        flat(test_house_ctx_of(*state, race.tenant_id));
        for (size_t i = 0; i < RACERS; i++)
            racers[i].thread = thread_start("race", 512, run, &racers[i]);
        for (size_t i = 0; i < RACERS; i++) thread_join(racers[i].thread);
        for (size_t i = 0; i < RACERS; i++) {
            if (racers[i].wrong.code)
                fail_msg("round %d: %s %.*s", round, racers[i].wrong.reason,
                         FMT(racers[i].wrong.detail));
            moved += i < 2 ? racers[i].done : 0;
            refused += i < 2 ? racers[i].refused : 0;
        }
        Ctx *cx = test_house_ctx_of(*state, race.tenant_id);
        assert_ways_end(cx, &departments, "departments", round);
        assert_ways_end(cx, &regions, "regions", round);
    }
    /* One of two wins each round; were it always both or none, nothing was tried. */
    assert_true(moved >= ROUNDS / 2 && refused >= ROUNDS / 2);
    assert_int_equal(pthread_barrier_destroy(&race.start), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { ON_HOUSE(test_two_moves_at_once_make_no_circle) };
    return FOR_EACH_ENGINE(tests);
}
