/* headers_test.c -- header values as facts, and failures as problem documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/headers.h"
#include "http/problem.h"

static void test_cookies_are_found_by_name(void **state)
{
    (void)state;
    const Str cookies = S("a=1; weft_session=t0k=en ;b=; c");
    assert_true(str_equal(headers_cookie(cookies, S("weft_session")), S("t0k=en")));
    assert_true(str_equal(headers_cookie(cookies, S("a")), S("1")));
    assert_non_null(headers_cookie(cookies, S("b")).ptr);
    assert_null(headers_cookie(cookies, S("c")).ptr);
    assert_null(headers_cookie(cookies, S("session")).ptr);
    assert_null(headers_cookie(cookies, S("")).ptr);
    assert_null(headers_cookie((Str){ 0 }, S("a")).ptr);
}

static void test_if_match_is_one_revision(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t     want;
    } cases[] = {
        { "\"r7\"", 7 },
        { "r7", 7 },
        { "W/\"r7\"", 7 },
        { " \"r12\" ", 12 },
        { "\"7\"", 0 },
        { "*", 0 },
        { "", 0 },
        { "\"r\"", 0 },
        { "\"r-1\"", 0 },
        { "\"r0\"", 0 },
        { "\"r7\", \"r8\"", 0 },
        { "\"", 0 },
        { "\"r7x\"", 0 },
        { "\"r+1\"", 0 },
        { "r99999999999999999999", 0 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t got = 0;
        assert_int_equal(headers_revision(str_of(cases[i].text), &got), cases[i].want != 0);
        assert_int_equal(got, cases[i].want);
    }
}

static void test_codings_are_taken_by_weight(void **state)
{
    (void)state;
    assert_true(headers_accepts(S("gzip, deflate, br"), S("br")));
    assert_true(headers_accepts(S("GZIP;q=0.5"), S("gzip")));
    assert_false(headers_accepts(S("gzip;q=0"), S("gzip")));
    assert_false(headers_accepts(S("br; q=0.000, gzip"), S("br")));
    assert_false(headers_accepts(S("identity"), S("gzip")));
    assert_false(headers_accepts((Str){ 0 }, S("gzip")));
}

static void test_only_our_own_pages_are_of_our_origin(void **state)
{
    (void)state;
    const Str none = { 0 };
    const Str host = S("weft.example:8080");
    assert_true(headers_same_origin(S("same-origin"), none, host));
    assert_true(headers_same_origin(S("none"), none, host));
    assert_false(headers_same_origin(S("same-site"), S("http://weft.example:8080"), host));
    assert_false(headers_same_origin(S("cross-site"), S("http://weft.example:8080"), host));
    assert_true(headers_same_origin(none, S("https://WEFT.example:8080"), host));
    assert_false(headers_same_origin(none, S("https://evil.example"), host));
    assert_false(headers_same_origin(none, S("https://weft.example:8080.evil.example"), host));
    assert_false(headers_same_origin(none, S("null"), host));
    assert_false(headers_same_origin(none, S("://"), none));
    assert_false(headers_same_origin(none, none, host));
}

static void test_ids_and_keys_are_bounded(void **state)
{
    (void)state;
    assert_true(headers_is_request_id(S("abc-1234")));
    assert_false(headers_is_request_id(S("abc-123")));
    assert_false(headers_is_request_id(S("abc 12345")));
    assert_false(headers_is_request_id(S("abc\n12345")));
    assert_true(headers_is_idempotency_key(S("k")));
    assert_false(headers_is_idempotency_key(S("")));
    assert_false(headers_is_idempotency_key(S("a b")));
    char longest[101];
    for (size_t i = 0; i < sizeof(longest); i++) longest[i] = 'x';
    assert_true(headers_is_idempotency_key((Str){ longest, 100 }));
    assert_false(headers_is_idempotency_key((Str){ longest, 101 }));
}

static void test_each_failure_has_its_status(void **state)
{
    (void)state;
    static const struct {
        Code        code;
        const char *reason;
        int         want;
    } cases[] = {
        { ERR_INVALID, "shape.required", 400 },
        { ERR_DENIED, "store.not_yours", 403 },
        { ERR_DENIED, "session.required", 401 },
        { ERR_DENIED, "session.bad_password", 401 },
        { ERR_DENIED, "session.cross_site", 403 },
        { ERR_NOT_FOUND, "not_found", 404 },
        { ERR_CONFLICT, "store.bad_move", 409 },
        { ERR_CONFLICT, "store.changed_meanwhile", 412 },
        { ERR_LIMIT, "login.too_often", 429 },
        { ERR_LIMIT, "json.too_large", 413 },
        { ERR_LIMIT, "body.too_large", 413 },
        { ERR_INVALID, "if_match.required", 428 },
        { ERR_INVALID, "route.method_not_allowed", 405 },
        { ERR_UNAVAILABLE, "db.unavailable", 503 },
        { ERR_INTERNAL, NULL, 500 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const Err err = { .code = cases[i].code, .reason = cases[i].reason };
        assert_int_equal(problem_status(&err), cases[i].want);
    }
}

static const Json *document(Arena *arena, const Err *err)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    const Str   text  = problem_json(arena, err, S("req-1234"));
    assert_int_equal(json_parse(arena, text, JSON_LIMITS, &json, &error), OK);
    return json;
}

static void test_a_problem_names_field_and_reason(void **state)
{
    (void)state;
    Arena      *arena = arena_new(1 << 20);
    const Err   err   = { .code    = ERR_INVALID,
                          .reason  = "shape.too_large",
                          .field   = S("slots[2].from"),
                          .allowed = S("1..200"),
                          .detail  = S("SELECT secret") };
    const Json *json  = document(arena, &err);
    assert_true(str_equal(json_str(json, S("type")), S("/problems/shape.too_large")));
    assert_true(str_equal(json_str(json, S("title")), S("Bad Request")));
    assert_int_equal(json_i64(json, S("status"), 0), 400);
    assert_true(str_equal(json_str(json, S("reason")), S("shape.too_large")));
    assert_true(str_equal(json_str(json, S("field")), S("slots[2].from")));
    assert_true(str_equal(json_str(json, S("request_id")), S("req-1234")));
    const JsonItems errors = json_items(json, S("errors"));
    assert_int_equal(errors.count, 1);
    assert_true(str_equal(json_str(&errors.at[0], S("allowed")), S("1..200")));
    arena_free(arena);
}

static void test_the_detail_of_a_failure_stays_inside(void **state)
{
    (void)state;
    Arena    *arena = arena_new(1 << 20);
    const Err err   = { .code = ERR_INTERNAL, .reason = "db.failed", .detail = S("SELECT secret") };
    assert_true(str_find(problem_json(arena, &err, S("r")), S("secret")) < 0);
    arena_free(arena);
}

static void test_an_endless_field_is_left_out(void **state)
{
    (void)state;
    enum { LONG = 1 << 18 };
    Arena *arena = arena_new(8 << 20);
    char  *name  = arena_make(arena, char, LONG);
    for (size_t i = 0; i < LONG; i++) name[i] = 'x';
    const Err   err  = { .code   = ERR_INVALID,
                         .reason = "shape.unknown_field",
                         .field  = { name, LONG } };
    const Json *json = document(arena, &err);
    assert_null(json_get(json, S("field")));
    assert_int_equal(json_i64(json, S("status"), 0), 400);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cookies_are_found_by_name),
        cmocka_unit_test(test_if_match_is_one_revision),
        cmocka_unit_test(test_codings_are_taken_by_weight),
        cmocka_unit_test(test_only_our_own_pages_are_of_our_origin),
        cmocka_unit_test(test_ids_and_keys_are_bounded),
        cmocka_unit_test(test_each_failure_has_its_status),
        cmocka_unit_test(test_a_problem_names_field_and_reason),
        cmocka_unit_test(test_the_detail_of_a_failure_stays_inside),
        cmocka_unit_test(test_an_endless_field_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
