/* Merges that race with what comes in: nothing is lost, and everything lands at the survivor. */
#include "customer/customer_door.h"
#include "customer/customer_merge.h"
#include "kernel/testing.h"
#include "sys/sys.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

enum { PERSONS = 8, DOORS = 3, MERGERS = 2, ROUNDS = 40, ARENA_MAX = 64 << 20 };

/* ---- what the threads do ------------------------------------------------------------------- */

typedef struct Worker {
    TestHouse *house;
    int        number;
    int64_t    done;
    Err        wrong; /* a failure that is no part of a race */
    pthread_t  thread;
} Worker;

static Ctx fresh(const Worker *worker, Arena *arena, int round)
{
    arena_reset(arena);
    Ctx cx     = ctx_system(&worker->house->services, arena, TEST_TENANT, "system:race");
    cx.seed    = (uint64_t)(worker->number * 1000 + round + 1);
    cx.user_id = TEST_USER;
    return cx;
}

static DoorClaim openid_of(Arena *arena, int at)
{
    return (DoorClaim){ .kind        = IDENTITY_OPENID,
                        .scope       = S("wx1"),
                        .value       = str_fmt(arena, "o%d", at),
                        .decides     = true,
                        .is_verified = true };
}

/* An event of somebody, who is seen with a device nobody has seen. */
static Code enter(Ctx *cx, const Worker *worker, int round)
{
    const int at  = (int)cx_random(cx, PERSONS);
    DoorWho   who = { .claims = { openid_of(cx->arena, at),
                                  { .kind    = IDENTITY_ANONYMOUS_ID,
                                    .scope   = S(""),
                                    .value   = str_fmt(cx->arena, "d%d-%d", worker->number, round),
                                    .decides = true } },
                      .count  = 2 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_door_resolve(cx, S("race"), &who, 1));
    const EventDraft draft = { .id        = str_fmt(cx->arena, "race:%d:%d", worker->number, round),
                               .type      = S("page.viewed"),
                               .person_id = who.person_id };
    TRY(event_append(cx, &draft, NULL));
    return cx_commit(cx, &txn);
}

static Code holder_of(Ctx *cx, int at, CustomerId *id)
{
    bool            found = false;
    const DoorClaim claim = openid_of(cx->arena, at);
    TRY(customer_identity_find(cx, claim.kind, claim.scope, claim.value, id, &found));
    if (!found) cx->err = (Err){ .code = ERR_INTERNAL, .reason = "race.nobody" };
    return found ? OK : ERR_INTERNAL;
}

/* Two of them become one; one merge in two is taken back at once. */
static Code merge_some(Ctx *cx, const Worker *worker, int round)
{
    CustomerId          a = { 0 }, b = { 0 };
    MergeId             merge = { 0 };
    const MergeEvidence said  = { .source = S("console") };
    (void)worker;
    TRY(holder_of(cx, (int)cx_random(cx, PERSONS), &a));
    TRY(holder_of(cx, (int)cx_random(cx, PERSONS), &b));
    if (a.v == b.v) return OK;
    TRY(customer_merge(cx, a, b, &said, &merge));
    return round % 2 ? customer_split(cx, merge, NULL, NULL) : OK;
}

/* Another was faster, or the engine asks to do it again. */
static bool is_race(const Ctx *cx)
{
    return cx->err.retry || cx->err.code == ERR_UNAVAILABLE ||
           str_equal(str_of(cx->err.reason), S("customer.merge_self")) ||
           str_equal(str_of(cx->err.reason), S("merge.already_split"));
}

static void *door(void *arg)
{
    Worker *worker = arg;
    Arena  *arena  = arena_new(ARENA_MAX);
    for (int round = 0; round < ROUNDS && !worker->wrong.code;) {
        Ctx        cx   = fresh(worker, arena, round);
        const Code code = enter(&cx, worker, round);
        if (code == OK) {
            worker->done++;
            round++;
        } else if (!is_race(&cx)) {
            worker->wrong = cx.err;
        }
    }
    arena_free(arena);
    return NULL;
}

static void *merger(void *arg)
{
    Worker *worker = arg;
    Arena  *arena  = arena_new(ARENA_MAX);
    for (int round = 0; round < ROUNDS && !worker->wrong.code; round++) {
        Ctx        cx   = fresh(worker, arena, round);
        const Code code = merge_some(&cx, worker, round);
        worker->done += code == OK;
        if (code != OK && !is_race(&cx)) worker->wrong = cx.err;
    }
    arena_free(arena);
    return NULL;
}

/* ---- what must hold afterwards --------------------------------------------------------------- */

// clang-format off
typedef struct IdRow { int64_t id; } IdRow;
static const Field id_fields[] = { FIELD_ID(IdRow, id) };
static const Shape id_shape    = SHAPE(IdRow, id_fields);
// clang-format on

static const Query orphans = {
    .name   = "test.orphans",
    .sql    = "SELECT i.id AS id FROM customer_identity i JOIN customer_folded f"
              " ON f.tenant_id = i.tenant_id AND f.id = i.customer_id"
              " WHERE i.tenant_id = $1 AND i.is_holder",
    .out    = &id_shape,
    .global = true,
};
static const Query open_merges = {
    .name   = "test.open_merges",
    .sql    = "SELECT id FROM customer_merge WHERE tenant_id = $1 AND split_at_ms = 0 ORDER BY id",
    .out    = &id_shape,
    .global = true,
};
static const Query survivors = {
    .name   = "test.survivors",
    .sql    = "SELECT id FROM customer WHERE tenant_id = $1 ORDER BY id",
    .out    = &id_shape,
    .global = true,
};

static int64_t events_of_all(Ctx *cx)
{
    Rows    persons = { 0 };
    int64_t count   = 0;
    GOOD(cx, cx_list(cx, &survivors, &persons, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < persons.count; i++) {
        Rows items = { 0 };
        Str  next  = { 0 };
        do {
            GOOD(cx, event_history(cx, ROWS_AT(IdRow, persons, i)->id, S("page.viewed"), next, 100,
                                   &items, &next));
            count += (int64_t)items.count;
        } while (next.len);
    }
    return count;
}

static void check_all(Ctx *cx, const CustomerId *first, int64_t events)
{
    Rows rows = { 0 };
    GOOD(cx, cx_list(cx, &orphans, &rows, ARGS(V(cx->tenant_id))));
    assert_int_equal(rows.count, 0); /* what somebody is known by is a living person's */
    assert_int_equal(events_of_all(cx), events);
    GOOD(cx, cx_list(cx, &open_merges, &rows, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < rows.count; i++)
        GOOD(cx, customer_split(cx, (MergeId){ ROWS_AT(IdRow, rows, i)->id }, NULL, NULL));
    for (int at = 0; at < PERSONS; at++) {
        CustomerId holder = { 0 };
        GOOD(cx, holder_of(cx, at, &holder));
        assert_int_equal(holder.v, first[at].v); /* each has his own again */
    }
    assert_int_equal(events_of_all(cx), events);
}

static void test_events_land_at_the_survivor_while_persons_merge_and_split(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Worker     workers[DOORS + MERGERS];
    CustomerId first[PERSONS];
    int64_t    events = 0, merges = 0;
    house->services.door_memory = customer_door_memory_new(house->db);
    for (int at = 0; at < PERSONS; at++) {
        DoorWho who = { .claims = { openid_of(cx->arena, at) }, .count = 1 };
        TXN(txn);
        GOOD(cx, cx_begin(cx, &txn));
        GOOD(cx, customer_door_resolve(cx, S("race"), &who, 1));
        GOOD(cx, cx_commit(cx, &txn));
        first[at].v = who.person_id;
    }
    for (int i = 0; i < DOORS + MERGERS; i++) {
        workers[i]        = (Worker){ .house = house, .number = i };
        workers[i].thread = thread_start("race", 512, i < DOORS ? door : merger, &workers[i]);
    }
    for (int i = 0; i < DOORS + MERGERS; i++) {
        thread_join(workers[i].thread);
        *(i < DOORS ? &events : &merges) += workers[i].done;
    }
    for (int i = 0; i < DOORS + MERGERS; i++) {
        if (workers[i].wrong.code)
            fail_msg("%s %.*s", workers[i].wrong.reason, FMT(workers[i].wrong.detail));
    }
    assert_int_equal(events, DOORS * ROUNDS);
    check_all(test_house_ctx(house), first, events);
    customer_door_memory_free(house->services.door_memory);
    house->services.door_memory = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_events_land_at_the_survivor_while_persons_merge_and_split),
    };
    return FOR_EACH_ENGINE(tests);
}
