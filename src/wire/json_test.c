/* json_test.c -- JSON in and out. */
#include "wire/json.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Json *parsed(const char *text)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, str_of(text), JSON_LIMITS, &json, &error) != OK)
        fail_msg("%s: %s", error.reason, text);
    return json;
}

static void refused(Str text, JsonLimits limits, Code code, const char *reason)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, text, limits, &json, &error) != code)
        fail_msg("not refused so: %.*s", FMT(str_prefix_bytes(text, 60)));
    assert_string_equal(error.reason, reason);
    assert_null(json);
}

static Str written(const Json *json)
{
    JsonOut out  = json_out(arena, 1 << 20);
    Str     text = { 0 };
    json_put(&out, json);
    assert_int_equal(json_out_done(&out, &text), OK);
    return text;
}

#define assert_str(text, literal)                                          \
    do {                                                                   \
        const Str got_ = (text);                                           \
        if (!str_equal(got_, S(literal))) fail_msg("got %.*s", FMT(got_)); \
    } while (0)

static void test_a_tree_reads_back_as_written(void **state)
{
    (void)state;
    assert_str(written(NULL), "null"); /* a member that is not there */
    const char *const texts[] = {
        "{}",
        "[]",
        "null",
        "true",
        "false",
        "0",
        "-1",
        "\"\"",
        "\"\xE5\xAE\xA2\xE6\x88\xB7\"",
        "[[],[[]],{},{\"a\":{}}]",
        "{\"a\":1,\"b\":[1,2,{\"c\":null}],\"d\":\"e\"}",
        "{\"max\":9223372036854775807,\"min\":-9223372036854775808}",
        "[0.1,1e+300,-2.5e-08]",
        "\"\\u0000\\u001f\\\"\\\\\\n\"",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        const Str text = written(parsed(texts[i]));
        if (!str_equal(text, str_of(texts[i]))) fail_msg("%s became %.*s", texts[i], FMT(text));
    }
}

static void test_members_are_found_by_key_and_path(void **state)
{
    (void)state;
    const Json *json = parsed("{\"errcode\":0,\"external_contact\":{\"name\":\"\\u674e\\u56db\"},"
                              "\"follow_user\":[{\"userid\":\"rocky\",\"tags\":[\"a\",\"b\"]}],"
                              "\"id\":\"42\",\"on\":true,\"x\":1,\"x\":2,\"r\":3.0}");
    assert_str(json_at(json, "external_contact.name")->as.str, "\xE6\x9D\x8E\xE5\x9B\x9B");
    assert_str(json_at(json, "follow_user[0].userid")->as.str, "rocky");
    assert_str(json_at(json, "follow_user[0].tags[1]")->as.str, "b");
    assert_null(json_at(json, "follow_user[1].userid"));
    assert_null(json_at(json, "follow_user[-1]"));
    assert_null(json_at(json, "errcode.name"));
    assert_null(json_at(json, "follow_user[x]"));
    assert_ptr_equal(json_at(json, ""), json);
    assert_int_equal(json_i64(json, S("id"), -1), 42);
    assert_int_equal(json_i64(json, S("errcode"), -1), 0);
    assert_int_equal(json_i64(json, S("r"), -1), 3);
    assert_int_equal(json_i64(json, S("on"), -1), -1);
    assert_int_equal(json_i64(json, S("x"), -1), 2);
    assert_true(json_bool(json, S("on"), false));
    assert_true(json_bool(json, S("id"), true));
    assert_null(json_str(json, S("errcode")).ptr);
    assert_null(json_str(NULL, S("errcode")).ptr);
    assert_int_equal(json_items(json, S("follow_user")).count, 1);
    assert_int_equal(json_items(json, S("id")).count, 0);
}

static void test_integers_keep_64_bits(void **state)
{
    (void)state;
    assert_true(parsed("9223372036854775807")->as.integer == INT64_MAX);
    assert_true(parsed("-9223372036854775808")->as.integer == INT64_MIN);
    assert_int_equal(parsed("9223372036854775808")->kind, JSON_REAL);
    assert_int_equal(parsed("1.0")->kind, JSON_REAL);
    refused(S("01"), JSON_LIMITS, ERR_INVALID, "json.malformed");
    refused(S("1e999"), JSON_LIMITS, ERR_INVALID, "json.malformed");
}

static void test_malformed_text_is_refused_with_its_reason(void **state)
{
    (void)state;
    const char *const bad[] = {
        "",    " ",       "{",      "[1,]", "{\"a\"}", "{\"a\":1,}", "nul",
        "1 2", "\"\\x\"", "\"\n\"", "[1}",  "'a'",     "NaN",        "\"abc"
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        refused(str_of(bad[i]), JSON_LIMITS, ERR_INVALID, "json.malformed");
    refused(S("\"\xff\""), JSON_LIMITS, ERR_INVALID, "json.bad_utf8");
    refused(S("\"\xed\xa0\x80\""), JSON_LIMITS, ERR_INVALID, "json.bad_utf8");
    refused(S("\"\\ud800\""), JSON_LIMITS, ERR_INVALID, "json.malformed");
    refused((Str){ "{\"a\":1}", 6 }, JSON_LIMITS, ERR_INVALID, "json.malformed");
}

static Str nested(size_t depth)
{
    StrBuf buf = strbuf(arena, 1 << 20);
    for (size_t i = 0; i < depth; i++) strbuf_char(&buf, '[');
    for (size_t i = 0; i < depth; i++) strbuf_char(&buf, ']');
    return strbuf_str(&buf);
}

static Str zeros(size_t count)
{
    StrBuf buf = strbuf(arena, 1 << 20);
    strbuf_add(&buf, S("[0"));
    for (size_t i = 1; i < count; i++) strbuf_add(&buf, S(",0"));
    strbuf_char(&buf, ']');
    return strbuf_str(&buf);
}

static void test_limits_hold_exactly(void **state)
{
    (void)state;
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    const JsonLimits limits = { .bytes = 200000, .nodes = 100, .depth = 64 };
    assert_int_equal(json_parse(arena, nested(64), limits, &json, &error), OK);
    json = NULL;
    refused(nested(65), limits, ERR_INVALID, "json.too_deep");
    refused(nested(50000), limits, ERR_INVALID, "json.too_deep");
    assert_int_equal(json_parse(arena, zeros(99), limits, &json, &error), OK);
    assert_int_equal(json->count, 99);
    refused(zeros(100), limits, ERR_LIMIT, "json.too_large");
    refused(S("[1]"), (JsonLimits){ .bytes = 2, .nodes = 9, .depth = 9 }, ERR_LIMIT,
            "json.too_large");
}

static void test_the_tree_outlives_the_text_and_the_next_document(void **state)
{
    (void)state;
    char        text[] = "{\"key\":[\"value\",\"\\u0041\"]}";
    const Json *json   = parsed(text);
    memset(text, 'x', sizeof(text) - 1);
    parsed("[1,2,3,4,5,6,7,8,9,\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]");
    assert_str(written(json), "{\"key\":[\"value\",\"A\"]}");
}

static void test_a_document_larger_than_the_kept_parser(void **state)
{
    (void)state;
    const size_t size = 5u << 20;
    char        *text = arena_make(arena, char, size);
    memset(text, 'a', size);
    text[0] = text[size - 1] = '"';
    const Json      *json    = NULL;
    JsonError        error   = { 0 };
    const JsonLimits limits  = { .bytes = size, .nodes = 10, .depth = 1 };
    assert_int_equal(json_parse(arena, (Str){ text, size }, limits, &json, &error), OK);
    assert_int_equal(json->as.str.len, size - 2);
}

static void test_writing_escapes_and_mends(void **state)
{
    (void)state;
    JsonOut out  = json_out(arena, 1 << 20);
    Str     text = { 0 };
    json_open_array(&out);
    json_put_str(&out, S("\x01\t\"\\/\x7f"));
    json_put_str(&out, S("a\xff"
                         "b\xe5\xae"
                         "c\xe5\xae\xa2"));
    json_put_str(&out, (Str){ 0 });
    json_put_str(&out, S(""));
    json_put_id(&out, 9007199254740993);
    json_put_id(&out, 0);
    json_put_time(&out, 0, (Zone){ 480 });
    json_put_time(&out, 1795343400000, (Zone){ 480 });
    json_put_real(&out, 0.1);
    json_put_real(&out, 1.0 / 3);
    json_put_real(&out, NAN);
    json_put_i64(&out, INT64_MIN);
    json_put_raw(&out, S("{\"a\":1}"));
    json_put_raw(&out, (Str){ 0 });
    json_close_array(&out);
    assert_int_equal(json_out_done(&out, &text), OK);
    assert_str(text, "[\"\\u0001\\t\\\"\\\\/\x7f\",\"a\xEF\xBF\xBD"
                     "b\xEF\xBF\xBD\xEF\xBF\xBD"
                     "c\xe5\xae\xa2\","
                     "null,\"\",\"9007199254740993\",null,null,\"2026-11-22T18:30:00+08:00\",0.1,"
                     "0.3333333333333333,null,-9223372036854775808,{\"a\":1},null]");
}

/* The fewest digits that are read as the same number. */
static Str shortest(char room[40], double value)
{
    int len = 0;
    for (int precision = 15; precision <= 17; precision++) {
        len = snprintf(room, 40, "%.*g", precision, value);
        if (!(strtod(room, NULL) < value) && !(strtod(room, NULL) > value)) break;
    }
    return (Str){ room, (size_t)len };
}

static void test_a_real_has_the_fewest_digits(void **state)
{
    static const double some[] = {
        0,    -0.0,   0.5,    -0.5,   1,     -1,          12.5,   -12.05,
        0.01, 0.0001, 0.1005, 1e10,   1e9,   9999999.995, 1e-7,   199.0,
        3.14, 100.10, -7.007, 0.3333, 1e300, 123456.7891, 5e-324, 2.675
    };
    uint64_t seed = 3;
    (void)state;
    for (size_t i = 0; i < 20000; i++) {
        char            room[40];
        Str             text  = { 0 };
        const ArenaMark mark  = arena_mark(arena);
        JsonOut         out   = json_out(arena, 64);
        double          value = (double)(int64_t)prng_next(&seed) / 1e12 / (double)(1 + i % 1000);
        if (i % 2) value = (double)((int64_t)prng_next(&seed) >> 20 >> i % 40) / 10000;
        if (i < COUNT(some)) value = some[i];
        json_put_real(&out, value);
        assert_int_equal(json_out_done(&out, &text), OK);
        if (!str_equal(text, shortest(room, value))) fail_msg("%.*s is not %s", FMT(text), room);
        arena_rewind(arena, mark);
    }
}

static void test_pairs_and_nested_objects_get_their_commas(void **state)
{
    (void)state;
    JsonOut out  = json_out(arena, 1000);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("a"), S("b"));
    json_key(&out, S("c"));
    json_open_array(&out);
    json_open_object(&out);
    json_close_object(&out);
    json_open_object(&out);
    json_pair_bool(&out, S("d"), false);
    json_close_object(&out);
    json_close_array(&out);
    json_pair_i64(&out, S("e"), -5);
    json_pair_id(&out, S("f"), 7);
    json_close_object(&out);
    assert_int_equal(json_out_done(&out, &text), OK);
    assert_str(text, "{\"a\":\"b\",\"c\":[{},{\"d\":false}],\"e\":-5,\"f\":\"7\"}");
}

static void test_passing_the_maximum_is_told_at_the_end(void **state)
{
    (void)state;
    JsonOut out  = json_out(arena, 10);
    Str     text = { 0 };
    json_put_str(&out, S("123456789"));
    assert_int_equal(json_out_done(&out, &text), ERR_LIMIT);
    JsonOut deep = json_out(arena, 1000);
    for (int i = 0; i < 100; i++) json_open_array(&deep);
    for (int i = 0; i < 100; i++) json_close_array(&deep);
    assert_int_equal(json_out_done(&deep, &text), ERR_LIMIT);
    assert_null(text.ptr);
}

static void *parse_many(void *arg)
{
    const int number = *(const int *)arg;
    Arena    *own    = arena_new(1 << 20);
    for (int i = 0; i < 500; i++) {
        arena_reset(own);
        const Json *json  = NULL;
        JsonError   error = { 0 };
        const Str   text  = str_fmt(own, "{\"number\":[%d,%d,\"%d\"]}", number, i, number);
        assert_int_equal(json_parse(own, text, JSON_LIMITS, &json, &error), OK);
        assert_int_equal(json_at(json, "number[0]")->as.integer, number);
        assert_int_equal(json_at(json, "number[1]")->as.integer, i);
    }
    arena_free(own);
    return NULL;
}

static void test_threads_do_not_share_a_parser(void **state)
{
    (void)state;
    pthread_t threads[4];
    int       numbers[COUNT(threads)];
    for (int i = 0; i < (int)COUNT(threads); i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, parse_many, &numbers[i]), 0);
    }
    for (size_t i = 0; i < COUNT(threads); i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static void test_random_reals_read_back(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int i = 0; i < 20000; i++) {
        const uint64_t bits = prng_next(&seed);
        double         real = 0;
        memcpy(&real, &bits, sizeof(real));
        if (!isfinite(real)) continue;
        JsonOut out  = json_out(arena, 100);
        Str     text = { 0 };
        json_put_real(&out, real);
        assert_int_equal(json_out_done(&out, &text), OK);
        const Json  *back = parsed(str_z(arena, text));
        const double got  = back->kind == JSON_INT ? (double)back->as.integer : back->as.real;
        if (memcmp(&got, &real, sizeof(real)) != 0) fail_msg("%.*s", FMT(text));
        arena_reset(arena);
    }
}

static void test_whole_numbers_beyond_64_bits_are_reals(void **state)
{
    (void)state;
    const Json *json = parsed("[123456789012345678901, -9223372036854775809, 9223372036854775807, "
                              "{\"a 123456789012345678901\": 1e2}, 1.5]");
    assert_int_equal(json->as.first[0].kind, JSON_REAL);
    assert_true(fabs(json->as.first[0].as.real - 123456789012345678901.0) < 1e5);
    assert_int_equal(json->as.first[1].kind, JSON_REAL);
    assert_int_equal(json->as.first[2].as.integer, INT64_MAX);
    assert_str(json->as.first[3].as.first[0].key, "a 123456789012345678901");
    assert_int_equal(parsed("-123456789012345678901234567890")->kind, JSON_REAL);
    refused(S("[123456789012345678901"), JSON_LIMITS, ERR_INVALID, "json.malformed");
    refused(S("0123456789012345678901"), JSON_LIMITS, ERR_INVALID, "json.malformed");
}

static void test_ids_are_a_list_of_numbers(void **state)
{
    (void)state;
    const int64_t ids[] = { INT64_MAX, 0, INT64_MIN };
    assert_str(json_ids(arena, (Ids){ ids, 0 }), "[]");
    assert_str(json_ids(arena, (Ids){ ids, 1 }), "[9223372036854775807]");
    assert_str(json_ids(arena, (Ids){ ids, 3 }), "[9223372036854775807,0,-9223372036854775808]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_numbers_beyond_64_bits_are_reals),
        cmocka_unit_test(test_a_tree_reads_back_as_written),
        cmocka_unit_test(test_members_are_found_by_key_and_path),
        cmocka_unit_test(test_integers_keep_64_bits),
        cmocka_unit_test(test_malformed_text_is_refused_with_its_reason),
        cmocka_unit_test(test_limits_hold_exactly),
        cmocka_unit_test(test_the_tree_outlives_the_text_and_the_next_document),
        cmocka_unit_test(test_a_document_larger_than_the_kept_parser),
        cmocka_unit_test(test_writing_escapes_and_mends),
        cmocka_unit_test(test_a_real_has_the_fewest_digits),
        cmocka_unit_test(test_pairs_and_nested_objects_get_their_commas),
        cmocka_unit_test(test_passing_the_maximum_is_told_at_the_end),
        cmocka_unit_test(test_threads_do_not_share_a_parser),
        cmocka_unit_test(test_random_reals_read_back),
        cmocka_unit_test(test_ids_are_a_list_of_numbers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
