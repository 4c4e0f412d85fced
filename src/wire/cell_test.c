/* cell_test.c -- what spreadsheets and people do to cells. */
#include "wire/cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(1u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void test_text_loses_what_nobody_sees(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *text;
    } cases[] = {
        { "  王芳\t", "王芳" },
        { "\xE3\x80\x80王芳\xC2\xA0", "王芳" },
        { "\xEF\xBB\xBFid", "id" },
        { "'13800138000", "13800138000" },
        { "王\xE2\x80\x8B芳", "王 芳" },
        { "👩\xE2\x80\x8D👧", "👩\xE2\x80\x8D👧" },
        { "第一行\n第二行", "第一行\n第二行" },
        { "", "" },
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(str_z(arena, cell_text(arena, str_of(cases[i].cell))), cases[i].text);
    assert_string_equal(str_z(arena, cell_narrow(arena, S("ＡＢｃ１２３．５－！"))), "ABc123.5-!");
}

static void test_identifiers_stay_whole_or_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *code; /* NULL: digits were lost */
    } cases[] = {
        { "13800138000.0", "13800138000" },
        { "1.3800138E+10", NULL },
        { "1.3800138000E+10", "13800138000" },
        { "1E+17", NULL },
        { "１３８００１３８０００", "13800138000" },
        { "85123A", "85123A" },
        { "00123", "00123" },
        { "12E5", "12E5" },
        { "1.2.3", "1.2.3" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str        out  = { 0 };
        const bool good = cell_code(arena, str_of(cases[i].cell), &out);
        assert_int_equal(good, cases[i].code != NULL);
        if (good) assert_string_equal(str_z(arena, out), cases[i].code);
    }
}

static void test_amounts_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        int         scale;
        bool        rounds, is_good;
        int64_t     units;
    } cases[] = {
        { "21.0", 2, false, true, 2100 },
        { "-0.5", 2, false, true, -50 },
        { "¥1,234.56", 2, false, true, 123456 },
        { "￥-3元", 2, false, true, -300 },
        { "1.2E+3", 2, false, true, 120000 },
        { "0.001", 2, false, false, 0 },
        { "0.005", 2, true, true, 1 },
        { "0.0049999", 2, true, true, 0 },
        { "-0.005", 2, true, true, -1 },
        { "2.5e-1", 2, false, true, 25 },
        { "1,23", 2, false, false, 0 },
        { "12 34", 2, false, false, 0 },
        { "", 2, false, false, 0 },
        { "-", 2, false, false, 0 },
        { "1e99", 2, false, false, 0 },
        { "1234567890123456789", 0, false, false, 0 },
        { "1e-25", 2, true, false, 0 },
        { "0000000000000000000001", 0, false, true, 1 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        Decimal    decimal = { 0 };
        int64_t    units   = 0;
        const bool good    = cell_decimal(str_of(cases[i].cell), &decimal) &&
                          cell_units(decimal, cases[i].scale, cases[i].rounds, &units);
        if (good != cases[i].is_good) fail_msg("%s", cases[i].cell);
        if (good) assert_int_equal(units, cases[i].units);
    }
}

static void test_instants_in_all_their_forms(void **state)
{
    (void)state;
    const Zone beijing = { 480 };
    static const struct {
        const char *cell, *format, *instant; /* NULL: none */
    } cases[] = {
        { "2020-02-20 23:59:54", "", "2020-02-20T23:59:54+08:00" },
        { "2020/2/20 9:05", "", "2020-02-20T09:05:00+08:00" },
        { "2020年2月20日", "", "2020-02-20T00:00:00+08:00" },
        { "2020年2月20日 9时5分7秒", "", "2020-02-20T09:05:07+08:00" },
        { "2020-02-20T23:59:54Z", "", "2020-02-20T23:59:54Z" },
        { "2020-02-20 23:59:54.123", "", "2020-02-20T23:59:54+08:00" },
        { "20200220", "", "2020-02-20T00:00:00+08:00" },
        { "20200220235954", "", "2020-02-20T23:59:54+08:00" },
        { "1582214394", "", "2020-02-20T15:59:54Z" },
        { "1582214394000", "", "2020-02-20T15:59:54Z" },
        { "43881", "", "2020-02-20T00:00:00+08:00" },
        { "43881.99993", "", "2020-02-20T23:59:54+08:00" },
        { "42419.99993", "excel1904", "2020-02-20T23:59:54+08:00" },
        { "19970101", "YYYYMMDD", "1997-01-01T00:00:00+08:00" },
        { "12/1/2010 8:26", "MM/DD/YYYY hh:mm", "2010-12-01T08:26:00+08:00" },
        { "1/12/2010", "DD/MM/YYYY", "2010-12-01T00:00:00+08:00" },
        { "2020-02-30", "", NULL },
        { "2020-13-01", "", NULL },
        { "yesterday", "", NULL },
        { "12", "seconds", NULL },
        { "2020-02-20 25:00:00", "", NULL },
        { "2020-02-20 x", "", NULL },
        { "1.58E+09", "", NULL },
        { "", "", NULL },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t    at_ms = 0, meant = 0;
        const bool good =
            cell_time(str_of(cases[i].cell), str_of(cases[i].format), beijing, &at_ms);
        if (good != (cases[i].instant != NULL)) fail_msg("%s", cases[i].cell);
        if (!good) continue;
        assert_true(rfc3339_parse(str_of(cases[i].instant), &meant));
        if (at_ms != meant) fail_msg("%s: %lld", cases[i].cell, (long long)(at_ms - meant));
    }
    assert_true(cell_time_format(S("YYYY.MM.DD hh:mm")));
    assert_false(cell_time_format(S("MM/DD")));
    assert_false(cell_time_format(S("YYYY-YYYY-MM-DD")));
    assert_false(cell_time_format(S("soon")));
}

static void test_patterns(void **state)
{
    (void)state;
    assert_true(cell_like(S("C536379"), S("C*")));
    assert_false(cell_like(S("536379"), S("C*")));
    assert_true(cell_like(S("85123A"), S("*[0-9]*")));
    assert_false(cell_like(S("POST"), S("*[0-9]*")));
    assert_true(cell_like(S(""), S("*")));
    assert_false(cell_like(S(""), S("?")));
    assert_true(cell_like(S("a[b"), S("a[b")));
    assert_true(cell_like(S("交易成功"), S("交易成功")));
    assert_true(cell_like(S("aXbXc"), S("a*b*c")));
    assert_false(cell_like(S("aXbX"), S("a*b*c")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text_loses_what_nobody_sees, setup, teardown),
        cmocka_unit_test_setup_teardown(test_identifiers_stay_whole_or_are_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_amounts_are_exact, setup, teardown),
        cmocka_unit_test_setup_teardown(test_instants_in_all_their_forms, setup, teardown),
        cmocka_unit_test_setup_teardown(test_patterns, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
