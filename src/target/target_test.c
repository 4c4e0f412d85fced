/* Targets: what is expected by now, who is behind, whose events count. */
#include "target/target_ask.h"
#include "target/target_import_line.h"
#include "target/target_period.h"

#include "kernel/testing.h"
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const TargetDays ten_days = { 0, 10 * (int64_t)MS_PER_DAY };

static void test_what_is_expected_grows_by_the_days(void **state)
{
    const int64_t day = MS_PER_DAY;
    (void)state;
    assert_int_equal(target_rule_expected(1000, false, ten_days, -1), 0);
    assert_int_equal(target_rule_expected(1000, false, ten_days, 3 * day), 300);
    assert_int_equal(target_rule_expected(1000, false, ten_days, 3 * day + day / 2), 350);
    assert_int_equal(target_rule_expected(1000, false, ten_days, 11 * day), 1000);
    assert_int_equal(target_rule_expected(1000, true, ten_days, 3 * day), 1000);
    assert_int_equal(target_rule_expected(900000000000000, false, ten_days, 5 * day),
                     450000000000000);
}

static void test_days_are_read_as_people_write_them(void **state)
{
    static const struct {
        const char *text, *from, *to;
    } good[] = {
        { "2026-11", "2026-11-01", "2026-11-30" },
        { "2026年2月", "2026-02-01", "2026-02-28" },
        { "2026/12", "2026-12-01", "2026-12-31" },
        { "2026Q4", "2026-10-01", "2026-12-31" },
        { "2026年第1季度", "2026-01-01", "2026-03-31" },
        { "2026", "2026-01-01", "2026-12-31" },
        { "2026-11-01 00:00:00", "2026-11-01", "2026-11-01" },
        { "2026-11-01~2026-11-11", "2026-11-01", "2026-11-11" },
        { "2026.11.1 至 2026.11.11", "2026-11-01", "2026-11-11" },
    };
    static const char *const bad[] = { "",     "本月",   "2026-13",    "2026Q5",
                                       "1 26", "202611", "2026-02-30", "2026-11-11~2026-11-01" };
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t from = 0, to = 0, want_from = 0, want_to = 0;
        assert_true(day_parse(str_of(good[i].from), &want_from));
        assert_true(day_parse(str_of(good[i].to), &want_to));
        assert_true(target_period_read(str_of(good[i].text), &from, &to));
        assert_int_equal(from, want_from);
        assert_int_equal(to, want_to);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t from = 0, to = 0;
        assert_false(target_period_read(str_of(bad[i]), &from, &to));
    }
}

/* w waiting, P on pace, B behind, R reached, M missed, ? unknown. */
static char state_of(bool is_ceiling, bool is_ratio, Figure actual, int64_t day)
{
    const Target target = { .value = 100, .is_ceiling = is_ceiling };
    return "-wPBRM?"[target_rule_state(&target, is_ratio, actual, ten_days, day * MS_PER_DAY)];
}

static void test_who_is_behind(void **state)
{
    static const Figure actual[] = { { 0, 0 },  { 0, 1 },   { 49, 1 },
                                     { 50, 1 }, { 100, 1 }, { 101, 1 } };
    static const struct {
        bool        is_ceiling;
        int64_t     day;
        const char *want;
    } rows[] = {
        /*            actual none 0 49 50 100 101 of 100 */
        { false, -1, "wwwwww" }, { false, 5, "?BBPRR" }, { false, 10, "?MMMRR" },
        { true, -1, "wwwwww" },  { true, 5, "?PPPBM" },  { true, 10, "?RRRRM" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(actual); k++)
            assert_int_equal(state_of(rows[i].is_ceiling, false, actual[k], rows[i].day),
                             rows[i].want[k]);
    /* 1 % in ten-thousandths: a ratio is on pace when it is there, and reached at the end. */
    assert_int_equal(state_of(false, true, (Figure){ 1, 100 }, 5), 'P');
    assert_int_equal(state_of(false, true, (Figure){ 1, 101 }, 5), 'B');
    assert_int_equal(state_of(false, true, (Figure){ 1, 100 }, 10), 'R');
}

static void filter_is(const char *formula, TargetOwner kind, const char *want)
{
    Arena            *arena  = arena_new(1 << 20);
    Ctx               cx     = { .arena = arena };
    Str               got    = { 0 };
    const int64_t     ids[]  = { 3, 4 };
    const Metric      metric = { .formula = str_of(formula) };
    const TargetPlace place  = { .staff_ids = { ids, 2 } };
    assert_int_equal(target_ask_filters(&cx, &metric, kind, 9, &place, &got), OK);
    assert_string_equal(str_z(arena, got), want);
    arena_free(arena);
}

static void test_whose_events_count(void **state)
{
    (void)state;
    filter_is("{\"event\":\"order.paid\"}", TARGET_BRAND, "true");
    filter_is("{\"event\":\"contact.added\"}", TARGET_STORE,
              "{\"in\":[{\"var\":\"property.staff_id\"},[\"3\",\"4\"]]}");
    filter_is("{\"event\":[\"contact.added\",\"page.viewed\"]}", TARGET_STORE,
              "{\"has_relation\":{\"in\":[{\"var\":\"store_id\"},[\"9\"]]}}");
    filter_is("{\"of\":{\"event\":\"contact.lost\"},\"over\":{\"event\":\"contact.added\"}}",
              TARGET_STAFF, "{\"in\":[{\"var\":\"property.staff_id\"},[\"3\",\"4\"]]}");
    filter_is("{\"measure\":\"sum\",\"event\":\"order.paid\"}", TARGET_STAFF,
              "{\"has_relation\":{\"in\":[{\"var\":\"staff_id\"},[\"3\",\"4\"]]}}");
}

/* Of a large department everybody counts, in conditions that a rule and a list take; of one that is
 * too large it is said. */
static void test_of_many_everybody_counts_or_it_is_said(void **state)
{
    static const struct {
        const char *formula;
        size_t      count;
    } rows[] = { { "{\"event\":\"contact.added\"}", 701 },
                 { "{\"event\":\"order.paid\"}", 3500 },
                 { "{\"event\":\"order.paid\"}", TARGET_STAFF_MAX },
                 { "{\"event\":\"order.paid\"}", TARGET_STAFF_MAX + 1 } };
    static int64_t ids[TARGET_STAFF_MAX + 1];
    (void)state;
    for (int64_t i = 0; i < (int64_t)COUNT(ids); i++) ids[i] = INT64_MAX - i;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Arena            *arena  = arena_new(8 << 20);
        Ctx               cx     = { .arena = arena };
        Str               got    = { 0 };
        const Metric      metric = { .formula = str_of(rows[i].formula) };
        const TargetPlace place  = { .staff_ids = { ids, rows[i].count } };
        const Code code = target_ask_filters(&cx, &metric, TARGET_DEPARTMENT, 9, &place, &got);
        const bool is_too_many = rows[i].count > TARGET_STAFF_MAX;
        assert_int_equal(code, is_too_many ? ERR_LIMIT : OK);
        if (is_too_many) {
            assert_string_equal(cx.err.reason, "target.too_many_staff");
        } else {
            const JsonLimits limits = { .bytes = 256 * 1024, .nodes = 20000, .depth = 20 };
            const Json      *json   = NULL;
            JsonError        error;
            size_t           told = 0;
            assert_int_equal(json_parse(arena, got, limits, &json, &error), OK);
            const JsonItems parts = json_items(json, S("or"));
            assert_in_range(parts.count, 2, 20); /* QUESTION_WHO_MAX */
            for (size_t k = 0; k < parts.count; k++) {
                const Json     *related = json_get(&parts.at[k], S("has_relation"));
                const JsonItems in      = json_items(related ? related : &parts.at[k], S("in"));
                assert_int_equal(in.count, 2);
                assert_in_range(in.at[1].count, 1, 1000);
                told += in.at[1].count;
            }
            assert_int_equal(told, rows[i].count);
        }
        arena_free(arena);
    }
}

/* A store's line asks who works there: among many, line after line, that must not add up. */
static void test_lines_of_a_large_brand_take_little_memory(void **state)
{
    enum { STAFF = 5000, LINES = 420, LINE_MAX = 1024 };
    (void)state;
    Arena            *arena   = arena_new(16 << 20);
    Ctx               cx      = { .arena = arena };
    TargetMember     *members = arena_make(arena, TargetMember, STAFF);
    TargetStore       store   = { .id = 7, .name = S("南京") };
    Metric            metric  = { .key = S("customer.adds") };
    Str               cells[] = { S("customer.adds"), S("门店:南京"), S("2026-11"), S("5") };
    const CsvRow      row     = { .cell = cells, .count = COUNT(cells), .number = 2 };
    TargetImportSheet sheet   = { .cx = &cx, .metrics = { &metric, 1 } };
    TargetImportLine  line    = { 0 };
    Str               cell    = { 0 };
    for (int i = 0; i < STAFF; i++)
        members[i] = (TargetMember){ .id = i + 1, .store_id = 7, .name = S(""), .is_seen = true };
    for (int i = 0; i < IMPORT_COLUMNS; i++) sheet.column[i] = -1;
    sheet.column[IMPORT_METRIC] = 0;
    sheet.column[IMPORT_OWNER]  = 1;
    sheet.column[IMPORT_PERIOD] = 2;
    sheet.column[IMPORT_VALUE]  = 3;
    sheet.places        = (TargetPlaces){ .members = { members, STAFF }, .stores = { &store, 1 } };
    const size_t before = arena_used(arena);
    for (int i = 0; i < LINES; i++)
        assert_null(target_import_line_read(&sheet, &row, &line, &cell));
    assert_int_equal(line.owner_id, 7);
    assert_true(arena_used(arena) - before < (size_t)LINES * LINE_MAX);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_expected_grows_by_the_days),
        cmocka_unit_test(test_who_is_behind),
        cmocka_unit_test(test_days_are_read_as_people_write_them),
        cmocka_unit_test(test_whose_events_count),
        cmocka_unit_test(test_of_many_everybody_counts_or_it_is_said),
        cmocka_unit_test(test_lines_of_a_large_brand_take_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
