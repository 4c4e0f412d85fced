/* audit_chain_test.c -- the chain over the audit: sealed by many at once, and what it shows. */
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#define must(expression) assert_int_equal((expression), OK)

static void write_lines(TestHouse *house, int count)
{
    for (int i = 0; i < count; i++) {
        Ctx *cx = test_house_ctx(house);
        must(audit_write(cx, S("PUT /api/stores/{id}"), str_fmt(cx->arena, "store:%d", i), S("ok"),
                         (Str){ 0 }, S("127.0.0.1")));
    }
}

static int64_t seal(TestHouse *house)
{
    int64_t count = 0;
    must(audit_chain_seal(test_house_ctx(house), AUDIT_WINDOW_MS, &count));
    return count;
}

static AuditVerdict verify(TestHouse *house)
{
    AuditVerdict verdict;
    must(audit_chain_verify(test_house_ctx(house), &verdict));
    return verdict;
}

static void test_lines_are_sealed_in_blocks_and_are_whole(void **state)
{
    TestHouse *house = *state;
    assert_true(verify(house).is_whole); /* nothing is whole, too */
    write_lines(house, AUDIT_BLOCK + 7);
    assert_int_equal(verify(house).waiting_count, AUDIT_BLOCK + 7);
    assert_int_equal(seal(house), AUDIT_BLOCK);
    assert_int_equal(seal(house), 7);
    assert_int_equal(seal(house), 0);
    const AuditVerdict verdict = verify(house);
    assert_true(verdict.is_whole);
    assert_int_equal(verdict.checked_count, AUDIT_BLOCK + 7);
    assert_int_equal(verdict.waiting_count, 0);
    assert_int_equal(verdict.head_hash.len, 64);
    write_lines(house, 2);
    assert_int_equal(seal(house), 2);
    assert_true(verify(house).is_whole);
}

static void test_tenants_have_chains_of_their_own(void **state)
{
    TestHouse *house = *state;
    write_lines(house, 3);
    Ctx *other = test_house_ctx_of(house, 2);
    must(audit_write(other, S("x"), S("y"), S("ok"), (Str){ 0 }, S("::1")));
    assert_int_equal(seal(house), 3);
    AuditVerdict verdict;
    must(audit_chain_verify(test_house_ctx_of(house, 2), &verdict));
    assert_int_equal(verdict.checked_count, 0);
    assert_int_equal(verdict.waiting_count, 1);
}

/* ---- what a forger does ------------------------------------------------------- */

/* Line 3 of 5 is changed (each column), removed, put back as another; places and the end too. */
typedef struct Forgery {
    const char *sqlite, *pg;
    AuditFault  want;
    int64_t     seq;
} Forgery;

#define THIRD                                        \
    " WHERE tenant_id = 1 AND id = (SELECT audit_id" \
    " FROM audit_chain WHERE tenant_id = 1 AND seq = 3)"
#define SET(what) "UPDATE audit_log SET " what THIRD
#define BOTH(sql) sql, NULL

// clang-format off
static const Forgery forgeries[] = {
    { BOTH(SET("outcome = 'x'")),                                 AUDIT_CHANGED, 3 },
    { BOTH(SET("user_id = 8")),                                   AUDIT_CHANGED, 3 },
    { BOTH(SET("actor = 'user:8'")),                              AUDIT_CHANGED, 3 },
    { BOTH(SET("action = 'GET /'")),                              AUDIT_CHANGED, 3 },
    { BOTH(SET("object = NULL")),                                 AUDIT_CHANGED, 3 },
    { BOTH(SET("object = ''")),                                   AUDIT_CHANGED, 3 },
    { BOTH(SET("detail = '{}'")),                                 AUDIT_CHANGED, 3 },
    { BOTH(SET("request_id = 'r'")),                              AUDIT_CHANGED, 3 },
    { BOTH(SET("address = '::1'")),                               AUDIT_CHANGED, 3 },
    { BOTH(SET("at_ms = at_ms - 1")),                             AUDIT_CHANGED, 3 },
    { BOTH("DELETE FROM audit_log" THIRD),                        AUDIT_REMOVED, 3 },
    { BOTH("DELETE FROM audit_chain WHERE tenant_id = 1 AND seq = 3"), AUDIT_GAP, 3 },
    { BOTH("DELETE FROM audit_chain WHERE tenant_id = 1 AND seq = 5"), AUDIT_CUT, 5 },
    { BOTH("UPDATE audit_chain SET hash = 'f' WHERE tenant_id = 1 AND seq = 3"), AUDIT_CHANGED, 3 },
    { BOTH("UPDATE audit_head SET hash = 'f' WHERE tenant_id = 1"), AUDIT_CUT, 5 },
    { BOTH("UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_chain WHERE tenant_id = 1"
           " AND seq = 4) WHERE tenant_id = 1"),                  AUDIT_CUT, 4 },
    { BOTH("DELETE FROM audit_head WHERE tenant_id = 1"),         AUDIT_CUT, 6 },
};
// clang-format on

static void run(Ctx *cx, const char *sql, const char *pg)
{
    /* Kept: a statement is known by its address. */
    Query *query = arena_make(cx->arena, Query, 1);
    *query       = (Query){ .name = "test.forge", .sql = sql, .pg = pg, .global = true };
    must(cx_run(cx, query, NULL, NO_ARGS));
}

static void test_each_forgery_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(forgeries); i++) {
        TestHouse *house = test_house_open(test_house_engine());
        write_lines(house, 5);
        assert_int_equal(seal(house), 5);
        Ctx *cx = test_house_ctx(house);
        db_test_spoil(house->db);
        run(cx, "DROP TRIGGER audit_log_stays", "DROP TRIGGER audit_log_stays ON audit_log");
        run(cx, "DROP TRIGGER audit_chain_stays", "DROP TRIGGER audit_chain_stays ON audit_chain");
        run(cx, forgeries[i].sqlite, forgeries[i].pg);
        const AuditVerdict verdict = verify(house);
        if (verdict.fault != forgeries[i].want || verdict.fault_seq != forgeries[i].seq)
            print_error("%s\n", forgeries[i].sqlite);
        assert_false(verdict.is_whole);
        assert_int_equal(verdict.fault, forgeries[i].want);
        assert_int_equal(verdict.fault_seq, forgeries[i].seq);
        test_house_close(house);
    }
}

static void test_a_line_nobody_sealed_is_told_in_time(void **state)
{
    TestHouse *house = *state;
    write_lines(house, 1);
    test_house_set_clock(test_house_clock() + AUDIT_LATE_MS - 1);
    assert_true(verify(house).is_whole);
    test_house_set_clock(test_house_clock() + 2);
    assert_int_equal(verify(house).fault, AUDIT_UNSEALED);
    int64_t count = 0;
    must(audit_chain_seal(test_house_ctx(house), AUDIT_WINDOW_MS, &count));
    assert_int_equal(count, 0); /* too old for the short look */
    must(audit_chain_seal(test_house_ctx(house), AUDIT_LONG_MS, &count));
    assert_int_equal(count, 1);
    assert_true(verify(house).is_whole);
}

/* ---- many at once ---------------------------------------------------------------- */

enum { WRITERS = 4, SEALERS = 3, LINES_EACH = 60 };

typedef struct Crowd {
    TestHouse  *house;
    atomic_bool done;
} Crowd;

static void *write_many(void *arg)
{
    Crowd *crowd = arg;
    Arena *arena = arena_new(8 << 20);
    for (int i = 0; i < LINES_EACH; i++) {
        arena_reset(arena);
        Ctx cx = ctx_system(&crowd->house->services, arena, TEST_TENANT, "user:7");
        TXN(txn);
        if (cx_begin(&cx, &txn) != OK) abort();
        if (audit_write(&cx, S("a"), S("b"), S("ok"), (Str){ 0 }, S("::1")) != OK) abort();
        if (cx_commit(&cx, &txn) != OK) abort();
    }
    arena_free(arena);
    return NULL;
}

static void *seal_many(void *arg)
{
    Crowd *crowd = arg;
    Arena *arena = arena_new(64 << 20);
    while (!atomic_load(&crowd->done)) {
        arena_reset(arena);
        Ctx        cx    = ctx_system(&crowd->house->services, arena, TEST_TENANT, "system:audit");
        int64_t    count = 0;
        const Code code  = audit_chain_seal(&cx, AUDIT_WINDOW_MS, &count);
        if (code != OK && !cx.err.retry) abort();
    }
    arena_free(arena);
    return NULL;
}

static void test_many_writers_and_sealers_make_one_chain(void **state)
{
    Crowd     crowd = { .house = *state };
    pthread_t writers[WRITERS], sealers[SEALERS];
    for (int i = 0; i < SEALERS; i++) sealers[i] = thread_start("seal", 512, seal_many, &crowd);
    for (int i = 0; i < WRITERS; i++) writers[i] = thread_start("write", 512, write_many, &crowd);
    for (int i = 0; i < WRITERS; i++) thread_join(writers[i]);
    atomic_store(&crowd.done, true);
    for (int i = 0; i < SEALERS; i++) thread_join(sealers[i]);
    (void)seal(crowd.house);
    const AuditVerdict verdict = verify(crowd.house);
    assert_true(verdict.is_whole);
    assert_int_equal(verdict.checked_count, WRITERS * LINES_EACH);
    assert_int_equal(verdict.waiting_count, 0);
}

/* ---- searching --------------------------------------------------------------------- */

static int64_t count_of(TestHouse *house, AuditFilter filter)
{
    Rows items;
    Str  next;
    filter.limit = 100;
    must(audit_list(test_house_ctx(house), &filter, &items, &next));
    return (int64_t)items.count;
}

static void test_lines_are_found_by_all_that_is_known_of_them(void **state)
{
    TestHouse    *house = *state;
    const int64_t start = test_house_clock();
    write_lines(house, 12);
    test_house_set_clock(start + MS_PER_HOUR);
    Ctx *cx     = test_house_ctx(house);
    cx->user_id = 99;
    cx->actor   = S("user:99");
    must(audit_write(cx, S("POST /api/roles"), S("role:5"), S("role.held"), S("{\"n\":\"50%\"}"),
                     S("192.0.2.7")));
    assert_int_equal(count_of(house, (AuditFilter){ 0 }), 13);
    assert_int_equal(count_of(house, (AuditFilter){ .user_id = 99 }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .action = S("PUT /api/st") }), 12);
    assert_int_equal(count_of(house, (AuditFilter){ .object = S("store:1") }), 3);
    assert_int_equal(count_of(house, (AuditFilter){ .outcome = S("ok") }), 12);
    assert_int_equal(count_of(house, (AuditFilter){ .outcome = S("failed") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .outcome = S("role.held") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .to_ms = start + 1 }), 12);
    assert_int_equal(count_of(house, (AuditFilter){ .from_ms = start + 1 }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .q = S("API/Roles") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .q = S("192.0.2") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .q = S("0%") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .q = S("%") }), 1);
    assert_int_equal(count_of(house, (AuditFilter){ .user_id = 99, .outcome = S("ok") }), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_lines_are_sealed_in_blocks_and_are_whole),
        ON_HOUSE(test_tenants_have_chains_of_their_own),
        ON_HOUSE(test_each_forgery_is_named),
        ON_HOUSE(test_a_line_nobody_sealed_is_told_in_time),
        ON_HOUSE(test_many_writers_and_sealers_make_one_chain),
        ON_HOUSE(test_lines_are_found_by_all_that_is_known_of_them),
    };
    return FOR_EACH_ENGINE(tests);
}
