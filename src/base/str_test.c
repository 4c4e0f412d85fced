/* str_test.c -- borrowed text and the bounded buffer. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define assert_str(text, literal)                                          \
    do {                                                                   \
        const Str got_ = (text);                                           \
        if (!str_equal(got_, S(literal))) fail_msg("got %.*s", FMT(got_)); \
    } while (0)

static void test_comparing(void **state)
{
    (void)state;
    assert_true(str_equal(S("a"), S("a")));
    assert_false(str_equal(S("a"), S("b")));
    assert_false(str_equal(S("a"), S("ab")));
    assert_true(str_equal((Str){ 0 }, S("")));
    assert_true(str_equal_nocase(S("Content-TYPE"), S("content-type")));
    assert_false(str_equal_nocase(S("a@"), S("A`")));
    assert_true(str_compare(S("a"), S("b")) < 0);
    assert_true(str_compare(S("ab"), S("a")) > 0);
    assert_true(str_compare(S("\xFF"), S("a")) > 0);
    assert_int_equal(str_compare((Str){ 0 }, S("")), 0);
    assert_true(str_starts(S("abc"), S("ab")));
    assert_false(str_starts(S("a"), S("ab")));
    assert_true(str_ends(S("abc"), S("bc")));
    assert_false(str_ends(S("c"), S("bc")));
    assert_true(str_ends((Str){ 0 }, S("")));
}

static void test_joining(void **state)
{
    (void)state;
    char room[STR_DIGITS_ROOM];
    assert_str(STR_JOIN(arena, S("a"), (Str){ 0 }, S("\n"), S("bc")), "a\nbc");
    assert_int_equal(STR_JOIN(arena, S("a")).ptr[1], '\0');
    assert_str(STR_JOIN(arena, (Str){ 0 }), "");
    assert_str(str_digits(room, 0), "0");
    assert_str(str_digits(room, -120), "-120");
    assert_str(str_digits(room, INT64_MAX), "9223372036854775807");
    assert_str(str_digits(room, INT64_MIN), "-9223372036854775808");
}

static void test_finding_and_slicing(void **state)
{
    (void)state;
    assert_int_equal(str_find(S("abcabc"), S("ca")), 2);
    assert_int_equal(str_find(S("abc"), S("x")), -1);
    assert_int_equal(str_find(S("abc"), S("")), 0);
    assert_int_equal(str_find((Str){ 0 }, S("x")), -1);
    assert_str(str_slice(S("abc"), 1, 2), "b");
    assert_str(str_slice(S("abc"), 2, 99), "c");
    assert_str(str_slice(S("abc"), 5, 9), "");
    assert_str(str_slice(S("abc"), 2, 1), "");
    assert_null(str_slice((Str){ 0 }, 0, 5).ptr);
    assert_str(str_trim(S(" \t a b\r\n")), "a b");
    assert_str(str_trim(S("  ")), "");
}

static void test_cutting_until_nothing_is_left(void **state)
{
    (void)state;
    Str rest = S("a,,b,");
    assert_str(str_cut(&rest, ','), "a");
    assert_str(str_cut(&rest, ','), "");
    assert_str(str_cut(&rest, ','), "b");
    assert_non_null(rest.ptr);
    assert_str(str_cut(&rest, ','), "");
    assert_null(rest.ptr);
    assert_null(str_cut(&rest, ',').ptr);
}

static void test_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t     value;
    } good[] = { { "0", 0 },
                 { "-0", 0 },
                 { "+7", 7 },
                 { "-12", -12 },
                 { "9223372036854775807", INT64_MAX },
                 { "-9223372036854775808", INT64_MIN },
                 { "007", 7 } };
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t value = 99;
        if (!str_to_i64(str_of(good[i].text), &value)) fail_msg("refused %s", good[i].text);
        assert_int_equal(value, good[i].value);
    }
    const char *const bad[] = { "",
                                "-",
                                "+",
                                " 1",
                                "1 ",
                                "1.0",
                                "0x1",
                                "--1",
                                "9223372036854775808",
                                "-9223372036854775809",
                                "99999999999999999999" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t value = 99;
        if (str_to_i64(str_of(bad[i]), &value)) fail_msg("accepted %s", bad[i]);
        assert_int_equal(value, 99);
    }
}

static void test_code_points(void **state)
{
    (void)state;
    const Str text = S("a\xE5\xAE\xA2\xF0\x9F\x98\x80z");
    assert_int_equal(str_chars(text), 4);
    assert_str(str_prefix_chars(text, 2), "a\xE5\xAE\xA2");
    assert_str(str_prefix_chars(text, 9), "a\xE5\xAE\xA2\xF0\x9F\x98\x80z");
    assert_str(str_prefix_chars(text, 0), "");
    assert_str(str_prefix_bytes(text, 3), "a");
    assert_str(str_prefix_bytes(text, 4), "a\xE5\xAE\xA2");
    assert_str(str_prefix_bytes(text, 7), "a\xE5\xAE\xA2");
    assert_str(str_prefix_bytes(text, 8), "a\xE5\xAE\xA2\xF0\x9F\x98\x80");
}

static void test_what_is_utf8(void **state)
{
    (void)state;
    const char *const good[] = { "",
                                 "abc",
                                 "\xC2\x80",
                                 "\xDF\xBF",
                                 "\xE0\xA0\x80",
                                 "\xED\x9F\xBF",
                                 "\xEE\x80\x80",
                                 "\xF0\x90\x80\x80",
                                 "\xF4\x8F\xBF\xBF" };
    const char *const bad[]  = {
         "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",
         "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
         "\xC2",         "\xE5\xAE",         "\xE5\xAEz",        "\xFF",
         "a\xF0\x9F\x98"
    };
    for (size_t i = 0; i < COUNT(good); i++) assert_true(str_is_utf8(str_of(good[i])));
    for (size_t i = 0; i < COUNT(bad); i++)
        if (str_is_utf8(str_of(bad[i]))) fail_msg("accepted %zu", i);
}

static void test_hashes_never_change(void **state)
{
    (void)state;
    assert_true(str_hash(S("")) == 0xcbf29ce484222325u);
    assert_true(str_hash(S("a")) == 0xaf63dc4c8601ec8cu);
    assert_true(str_hash(S("foobar")) == 0x85944171f73967e8u);
}

static void test_building(void **state)
{
    (void)state;
    assert_str(str_fmt(arena, "%s-%d", "a", 5), "a-5");
    assert_str(str_replace(arena, S("a.b..c"), S("."), S("::")), "a::b::::c");
    assert_str(str_replace(arena, S("aaa"), S("aa"), S("b")), "ba");
    assert_str(str_replace(arena, S("abc"), S(""), S("x")), "abc");
    assert_str(str_replace(arena, S("abc"), S("abc"), S("")), "");
    assert_string_equal(str_z(arena, (Str){ "abc", 2 }), "ab");
    assert_string_equal(str_z(arena, (Str){ 0 }), "");
    assert_null(str_copy(arena, (Str){ 0 }).ptr);
    assert_non_null(str_copy(arena, S("")).ptr);
}

static void test_a_buffer_stops_at_its_maximum(void **state)
{
    (void)state;
    StrBuf buf = strbuf(arena, 300);
    for (int i = 0; i < 100; i++) strbuf_fmt(&buf, "%03d", i);
    assert_int_equal(strbuf_str(&buf).len, 300);
    assert_false(buf.failed);
    strbuf_char(&buf, 'x');
    assert_true(buf.failed);
    assert_int_equal(strbuf_str(&buf).len, 300);
    StrBuf small = strbuf(arena, 5);
    strbuf_add(&small, S("abc"));
    strbuf_add(&small, S("def"));
    strbuf_char(&small, 'g'); /* what follows a drop is dropped as well */
    strbuf_fmt(&small, "%d", 1);
    assert_str(strbuf_str(&small), "abc");
    assert_true(small.failed);
    StrBuf empty = strbuf(arena, 0);
    assert_non_null(strbuf_str(&empty).ptr);
}

static void test_what_was_typed_is_a_pattern_that_means_exactly_that(void **state)
{
    (void)state;
    assert_true(str_equal(like_anywhere(arena, S(" 50%_Off! ")), S("%50!%!_off!!%")));
    assert_true(str_equal(like_anywhere(arena, S("织客 A")), S("%织客 a%")));
    assert_true(str_equal(like_anywhere(arena, S("  ")), S("")));
    assert_true(str_equal(like_beginning(arena, S("POST /a_b")), S("POST /a!_b%")));
    assert_true(str_equal(like_beginning(arena, S("")), S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_typed_is_a_pattern_that_means_exactly_that),
        cmocka_unit_test(test_comparing),
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_finding_and_slicing),
        cmocka_unit_test(test_cutting_until_nothing_is_left),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_code_points),
        cmocka_unit_test(test_what_is_utf8),
        cmocka_unit_test(test_hashes_never_change),
        cmocka_unit_test(test_building),
        cmocka_unit_test(test_a_buffer_stops_at_its_maximum),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
