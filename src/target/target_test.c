/* Targets: what is expected by now, who is behind, whose events count. */
#include "target/target_ask.h"
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
    const int64_t     ids[]  = { 3, 4 };
    const Metric      metric = { .formula = str_of(formula) };
    const TargetPlace place  = { .staff_ids = { ids, 2 } };
    assert_string_equal(str_z(arena, target_ask_filters(arena, &metric, kind, 9, &place)), want);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_expected_grows_by_the_days),
        cmocka_unit_test(test_who_is_behind),
        cmocka_unit_test(test_days_are_read_as_people_write_them),
        cmocka_unit_test(test_whose_events_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
