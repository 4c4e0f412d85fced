/* audit_test.c -- the audit log, kept answers, and the kernel's statements. */
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* ---- audit ----------------------------------------------------------- */

static const AuditFilter all = { .limit = 10 };

static Code write_line(Ctx *cx, Str object)
{
    return audit_write(cx, S("POST /api/stores"), object, S("ok"), S("{\"name\":\"a\"}"), S("::1"));
}

static void test_audit_pages_are_newest_first_without_gaps(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    for (int i = 0; i < 7; i++)
        assert_int_equal(write_line(cx, str_fmt(cx->arena, "store:%d", i)), OK);
    Str cursor = { 0 };
    int seen   = 7;
    for (int page = 0; page < 3; page++) {
        Rows items;
        assert_int_equal(
            audit_list(cx, &(AuditFilter){ .cursor = cursor, .limit = 3 }, &items, &cursor), OK);
        assert_int_equal(items.count, page < 2 ? 3 : 1);
        for (size_t i = 0; i < items.count; i++) {
            const Audit *line = ROWS_AT(Audit, items, i);
            seen--;
            assert_string_equal(line->object.ptr, str_fmt(cx->arena, "store:%d", seen).ptr);
            assert_int_equal(line->user_id, TEST_USER);
            assert_int_equal(line->at_ms, cx->now_ms);
            assert_true(str_equal(line->request_id, S("test-request")));
        }
    }
    assert_null(cursor.ptr);
    assert_int_equal(seen, 0);
}

static void test_other_tenant_sees_no_audit(void **state)
{
    TestHouse *house = *state;
    assert_int_equal(write_line(test_house_ctx(house), S("store:1")), OK);
    Rows items;
    Str  next;
    assert_int_equal(audit_list(test_house_ctx_of(house, 2), &all, &items, &next), OK);
    assert_int_equal(items.count, 0);
}

static void test_an_abandoned_transaction_takes_its_audit_along(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    {
        TXN(txn);
        assert_int_equal(cx_begin(cx, &txn), OK);
        assert_int_equal(write_line(cx, S("store:1")), OK);
    }
    Rows items;
    Str  next;
    assert_int_equal(audit_list(cx, &all, &items, &next), OK);
    assert_int_equal(items.count, 0);
}

static void test_an_audit_line_cannot_be_changed(void **state)
{
    static const Query forge = { .name = "test.forge",
                                 .sql = "UPDATE audit_log SET outcome = 'x' WHERE tenant_id = $1" };
    Ctx               *cx    = test_house_ctx(*state);
    assert_int_equal(write_line(cx, S("store:1")), OK);
    assert_int_equal(cx_run(cx, &forge, NULL, ARGS(V(cx->tenant_id))), ERR_INTERNAL);
}

/* ---- kept answers ----------------------------------------------------- */

static const Str key = { "key-1", 5 }, route = { "POST /api/stores", 16 };

static Code store(Ctx *cx, Str request, int32_t status)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    const IdempotentReply reply = { .status = status, .body = S("{\"id\":\"1\"}"), .etag = S("e") };
    TRY(idempotency_store(cx, key, route, request, &reply));
    return cx_commit(cx, &txn);
}

static Code find(Ctx *cx, Str with_key, Str with_route, Str request, IdempotentReply *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    return idempotency_find(cx, with_key, with_route, request, out);
}

static void test_a_known_key_answers_as_it_did(void **state)
{
    Ctx            *cx  = test_house_ctx(*state);
    IdempotentReply out = { .status = 1 };
    assert_int_equal(find(cx, key, route, S("h"), &out), OK);
    assert_false(out.known);
    assert_int_equal(store(cx, S("h"), 201), OK);
    assert_int_equal(find(cx, key, route, S("h"), &out), OK);
    assert_true(out.known);
    assert_int_equal(out.status, 201);
    assert_true(str_equal(out.body, S("{\"id\":\"1\"}")));
    assert_true(str_equal(out.etag, S("e")));
}

static void test_a_known_key_with_another_request_is_a_conflict(void **state)
{
    Ctx            *cx  = test_house_ctx(*state);
    IdempotentReply out = { 0 };
    assert_int_equal(store(cx, S("h"), 201), OK);
    assert_int_equal(find(cx, key, route, S("other"), &out), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "idempotency.other_request");
}

static void test_keys_of_others_are_not_known(void **state)
{
    TestHouse      *house = *state;
    Ctx            *cx    = test_house_ctx(house);
    IdempotentReply out   = { 0 };
    assert_int_equal(store(cx, S("h"), 201), OK);
    assert_int_equal(find(cx, S("key-2"), route, S("h"), &out), OK);
    assert_false(out.known);
    assert_int_equal(find(cx, key, S("POST /api/other"), S("h"), &out), OK);
    assert_false(out.known);
    cx->user_id = TEST_USER + 1;
    assert_int_equal(find(cx, key, route, S("h"), &out), OK);
    assert_false(out.known);
    assert_int_equal(find(test_house_ctx_of(house, 2), key, route, S("h"), &out), OK);
    assert_false(out.known);
}

static void test_two_at_once_cannot_both_store(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(store(cx, S("h"), 201), OK);
    assert_int_equal(store(cx, S("h"), 201), ERR_CONFLICT);
}

static Code reserve(Ctx *cx, IdempotentReply *before)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(idempotency_reserve(cx, key, route, S("h"), before));
    return cx_commit(cx, &txn);
}

static Code settle(Ctx *cx)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(idempotency_settle(cx, key, route, &(IdempotentReply){ .status = 201, .body = S("a") }));
    return cx_commit(cx, &txn);
}

static Code release(Ctx *cx)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(idempotency_release(cx, key, route));
    return cx_commit(cx, &txn);
}

static void test_who_reserved_acts_alone(void **state)
{
    TestHouse      *house = *state;
    IdempotentReply out   = { 0 };
    assert_int_equal(reserve(test_house_ctx(house), &out), OK);
    assert_false(out.known);
    assert_int_equal(reserve(test_house_ctx(house), &out), ERR_CONFLICT);
    assert_string_equal(house->cx.err.reason, "idempotency.in_progress");
    assert_int_equal(settle(test_house_ctx(house)), OK);
    assert_int_equal(reserve(test_house_ctx(house), &out), OK);
    assert_true(out.known);
    assert_int_equal(out.status, 201);
}

static void test_a_reservation_is_given_back_or_runs_out(void **state)
{
    TestHouse      *house = *state;
    const int64_t   start = test_house_clock();
    IdempotentReply out   = { 0 };
    assert_int_equal(reserve(test_house_ctx(house), &out), OK);
    assert_int_equal(release(test_house_ctx(house)), OK);
    assert_int_equal(reserve(test_house_ctx(house), &out), OK);
    Ctx slow = *test_house_ctx(house);
    test_house_set_clock(start + 59 * MS_PER_SECOND);
    assert_int_equal(reserve(test_house_ctx(house), &out), ERR_CONFLICT);
    test_house_set_clock(start + 60 * MS_PER_SECOND);
    assert_int_equal(reserve(test_house_ctx(house), &out), OK);
    assert_false(out.known);
    /* What the slow one does now is nothing to the key that another holds. */
    assert_int_equal(settle(&slow), OK);
    assert_int_equal(release(&slow), OK);
    assert_int_equal(reserve(test_house_ctx(house), &out), ERR_CONFLICT);
}

static void test_keys_live_seven_days(void **state)
{
    TestHouse      *house   = *state;
    const int64_t   start   = test_house_clock();
    IdempotentReply out     = { 0 };
    int64_t         removed = -1;
    assert_int_equal(store(test_house_ctx(house), S("h"), 201), OK);
    test_house_set_clock(start + 7 * (int64_t)MS_PER_DAY);
    assert_int_equal(idempotency_purge(test_house_ctx(house), 10, &removed), OK);
    assert_int_equal(removed, 0);
    assert_int_equal(find(test_house_ctx(house), key, route, S("h"), &out), OK);
    assert_true(out.known);
    test_house_set_clock(start + 7 * (int64_t)MS_PER_DAY + 1);
    assert_int_equal(find(test_house_ctx(house), key, route, S("other"), &out), OK);
    assert_false(out.known);
    assert_int_equal(store(test_house_ctx(house), S("other"), 200),
                     OK); /* in place of the old one */
    test_house_set_clock(start + 15 * (int64_t)MS_PER_DAY);
    assert_int_equal(idempotency_purge(test_house_ctx(house), 0, &removed), OK);
    assert_int_equal(removed, 0);
    assert_int_equal(idempotency_purge(test_house_ctx(house), 10, &removed), OK);
    assert_int_equal(removed, 1);
}

/* ---- the statements --------------------------------------------------- */

static void test_the_kernels_statements_fit_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &kernel_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_message("%.*s", FMT(problems));
    assert_int_equal(code, OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_audit_pages_are_newest_first_without_gaps),
        ON_HOUSE(test_other_tenant_sees_no_audit),
        ON_HOUSE(test_an_abandoned_transaction_takes_its_audit_along),
        ON_HOUSE(test_an_audit_line_cannot_be_changed),
        ON_HOUSE(test_a_known_key_answers_as_it_did),
        ON_HOUSE(test_a_known_key_with_another_request_is_a_conflict),
        ON_HOUSE(test_keys_of_others_are_not_known),
        ON_HOUSE(test_two_at_once_cannot_both_store),
        ON_HOUSE(test_who_reserved_acts_alone),
        ON_HOUSE(test_a_reservation_is_given_back_or_runs_out),
        ON_HOUSE(test_keys_live_seven_days),
        ON_HOUSE(test_the_kernels_statements_fit_the_schema),
    };
    return FOR_EACH_ENGINE(tests);
}
