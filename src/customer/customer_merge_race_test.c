/* Merges, imports and deletions that race with what comes in: nothing is lost, everything lands at
 * the survivor, and the door's memory never gives an event to anybody else. */
#include "customer/customer_door.h"
#include "customer/customer_erased.h"
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
enum { CROWD_DOORS = 3, CROWD = CROWD_DOORS + 3 /* one merges, one imports, one deletes */ };
/* On PostgreSQL they lock each other's rows, and who is in a circle waits a second. */
enum { CROWD_ROUNDS = 60, CROWD_ROUNDS_PG = 10, TRIES_MAX = 15, ROWS_AT_ONCE = 3 };

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

static void make_all(Ctx *cx, CustomerId *made)
{
    for (int at = 0; at < PERSONS; at++) {
        DoorWho who = { .claims = { openid_of(cx->arena, at) }, .count = 1 };
        TXN(txn);
        GOOD(cx, cx_begin(cx, &txn));
        GOOD(cx, customer_door_resolve(cx, S("race"), &who, 1));
        GOOD(cx, cx_commit(cx, &txn));
        made[at].v = who.person_id;
    }
}

static void test_events_land_at_the_survivor_while_persons_merge_and_split(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Worker     workers[DOORS + MERGERS];
    CustomerId first[PERSONS];
    int64_t    events = 0, merges = 0;
    house->services.door_memory = customer_door_memory_new(house->db);
    make_all(cx, first);
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

/* ---- while people are imported and deleted, too ---------------------------------------------- */

/* Beside the statement, in the same transaction: the person whom the door found holds it. */
static Code is_of_holder(Ctx *cx, const DoorWho *who)
{
    const DoorClaim *claim = &who->claims[0];
    CustomerId       id    = { 0 };
    bool             found = false;
    TRY(customer_identity_find(cx, claim->kind, claim->scope, claim->value, &id, &found));
    if (found && id.v == who->person_id) return OK;
    cx->err = (Err){ .code = ERR_INTERNAL, .reason = "race.somebody_else" };
    return ERR_INTERNAL;
}

static Code touch_and_append(Ctx *cx, const Worker *worker, int round, const DoorWho *who)
{
    const EventDraft draft = { .id   = str_fmt(cx->arena, "crowd:%d:%d", worker->number, round),
                               .type = S("page.viewed"),
                               .person_id = who->person_id };
    TRY(is_of_holder(cx, who));
    TRY(customer_touch_seldom(cx, (CustomerId){ who->person_id }, cx->now_ms + round));
    return event_append(cx, &draft, NULL);
}

static Code enter_one(Ctx *cx, const Worker *worker, int round)
{
    DoorWho who = { .claims = { openid_of(cx->arena, (int)cx_random(cx, PERSONS)) }, .count = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_door_resolve(cx, S("race"), &who, 1));
    TRY(touch_and_append(cx, worker, round, &who));
    return round % 4 ? cx_commit(cx, &txn) : OK; /* one in four is undone */
}

/* Rows of a file: some people, each with a name of his own, and when he was last heard of. */
static Code import_some(Ctx *cx, const Worker *worker, int round)
{
    DoorWho    whos[ROWS_AT_ONCE];
    PersonSeen seen[ROWS_AT_ONCE];
    size_t     count = 0;
    (void)worker;
    for (int at = 0; at < ROWS_AT_ONCE; at++)
        whos[at] = (DoorWho){ .claims = { openid_of(cx->arena, (round + at) % PERSONS),
                                          { .kind  = IDENTITY_USER_ID,
                                            .scope = S(""),
                                            .value = str_fmt(cx->arena, "u%d-%d",
                                                             (round + at) % PERSONS, round % 4) } },
                              .count  = 2 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_door_resolve(cx, S("import:1"), whos, ROWS_AT_ONCE));
    for (int at = 0; at < ROWS_AT_ONCE; at++) {
        bool is_known = false;
        TRY(is_of_holder(cx, &whos[at]));
        for (size_t i = 0; i < count; i++) is_known |= seen[i].id == whos[at].person_id;
        if (!is_known) seen[count++] = (PersonSeen){ whos[at].person_id, cx->now_ms + round };
    }
    TRY(customer_touch_all(cx, seen, count));
    return cx_commit(cx, &txn);
}

static Code erase_some(Ctx *cx, const Worker *worker, int round)
{
    CustomerId id = { 0 };
    (void)worker, (void)round;
    TRY(holder_of(cx, (int)cx_random(cx, PERSONS), &id));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_erase(cx, id));
    return cx_commit(cx, &txn);
}

/* Who was chosen was merged or deleted before it came to it. */
static bool was_too_late(const Ctx *cx)
{
    return cx->err.code == ERR_NOT_FOUND || str_equal(str_of(cx->err.reason), S("race.nobody"));
}

static void *crowd(void *arg)
{
    typedef Code       Work(Ctx * cx, const Worker *worker, int round);
    static Work *const works[] = { merge_some, import_some, erase_some };
    Worker            *worker  = arg;
    const bool         is_door = worker->number < CROWD_DOORS;
    Work              *work    = is_door ? enter_one : works[worker->number - CROWD_DOORS];
    Arena             *arena   = arena_new(ARENA_MAX);
    const int          rounds  = test_house_engine() == DB_SQLITE ? CROWD_ROUNDS : CROWD_ROUNDS_PG;
    /* Who lost every race yet goes on until he has won one. */
    const int          most = rounds * TRIES_MAX;
    for (int round = 0; round < (worker->done ? rounds : most) && !worker->wrong.code; round++) {
        Ctx        cx   = fresh(worker, arena, round);
        const Code code = work(&cx, worker, round);
        worker->done += code == OK;
        if (code != OK && !is_race(&cx) && (is_door || !was_too_late(&cx))) worker->wrong = cx.err;
    }
    arena_free(arena);
    return NULL;
}

static void test_no_event_is_given_to_somebody_else_while_people_come_merge_and_go(void **state)
{
    TestHouse *house          = *state;
    Worker     workers[CROWD] = { 0 };
    CustomerId first[PERSONS];
    house->services.door_memory = customer_door_memory_new(house->db);
    make_all(test_house_ctx(house), first);
    for (int i = 0; i < CROWD; i++) {
        workers[i]        = (Worker){ .house = house, .number = i };
        workers[i].thread = thread_start("crowd", 512, crowd, &workers[i]);
    }
    for (int i = 0; i < CROWD; i++) thread_join(workers[i].thread);
    for (int i = 0; i < CROWD; i++) {
        if (workers[i].wrong.code)
            fail_msg("%d: %s %.*s", i, workers[i].wrong.reason, FMT(workers[i].wrong.detail));
        assert_true(workers[i].done > 0); /* else nothing raced */
    }
    Rows rows = { 0 };
    Ctx *cx   = test_house_ctx(house);
    GOOD(cx, cx_list(cx, &orphans, &rows, ARGS(V(cx->tenant_id))));
    assert_int_equal(rows.count, 0); /* what somebody is known by is a living person's */
    customer_door_memory_free(house->services.door_memory);
    house->services.door_memory = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_no_event_is_given_to_somebody_else_while_people_come_merge_and_go),
        ON_HOUSE(test_events_land_at_the_survivor_while_persons_merge_and_split),
    };
    return FOR_EACH_ENGINE(tests);
}
