/* Metrics: what comes with the program, what a brand makes itself, and who changes it. */
#include "kernel/testing.h"
#include "metric/metric.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const Metric draft = { .name_zh = { "浏览", sizeof "浏览" - 1 },
                              .unit    = METRIC_COUNT,
                              .formula = { "{\"event\":\"page.viewed\"}",
                                           sizeof "{\"event\":\"page.viewed\"}" - 1 } };

static Metric created(TestHouse *house)
{
    Ctx   *cx  = test_house_ctx(house);
    Metric out = { 0 };
    assert_int_equal(metric_create(cx, &draft, &out), OK);
    return out;
}

static void test_no_two_of_the_program_have_one_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < metric_catalogue_count; i++) {
        assert_true(metric_catalogue[i].name_zh.len > 0 && metric_catalogue[i].name_en.len > 0);
        assert_true(metric_catalogue[i].about_zh.len > 0 && metric_catalogue[i].about_en.len > 0);
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(metric_catalogue[i].key, metric_catalogue[k].key));
    }
}

static void test_a_formula_is_found_by_its_key(void **state)
{
    TestHouse   *house = *state;
    const Metric own   = created(house);
    Ctx         *cx    = test_house_ctx(house);
    Str          found = { 0 };
    assert_int_equal(metric_find_formula(cx, metric_catalogue[0].key, &found), OK);
    assert_true(str_equal(found, metric_catalogue[0].formula));
    const Str key = str_fmt(cx->arena, "own.%lld", (long long)own.id);
    assert_int_equal(metric_find_formula(cx, key, &found), OK);
    assert_true(str_equal(found, draft.formula));
    static const char *const none[] = { "", "own.", "own.x", "own.77", "no.such" };
    for (size_t i = 0; i < COUNT(none); i++) {
        assert_int_equal(metric_find_formula(cx, str_of(none[i]), &found), OK);
        assert_null(found.ptr);
    }
    cx = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(
        metric_find_formula(cx, str_fmt(cx->arena, "own.%lld", (long long)own.id), &found), OK);
    assert_null(found.ptr);
}

static void test_only_its_maker_changes_a_metric(void **state)
{
    TestHouse   *house = *state;
    const Metric own   = created(house);
    Ctx         *cx    = test_house_ctx(house);
    Metric       out   = { 0 };
    cx->user_id        = TEST_USER + 1;
    assert_int_equal(metric_update(cx, (MetricId){ own.id }, 1, &draft, &out), ERR_NOT_FOUND);
    cx          = test_house_ctx(house);
    cx->user_id = TEST_USER + 1;
    assert_int_equal(metric_delete(cx, (MetricId){ own.id }), ERR_NOT_FOUND);
    cx = test_house_ctx(house);
    assert_int_equal(metric_update(cx, (MetricId){ own.id }, 2, &draft, &out), ERR_CONFLICT);
    Metric bad  = draft;
    bad.formula = S("7");
    cx          = test_house_ctx(house);
    assert_int_equal(metric_update(cx, (MetricId){ own.id }, 1, &bad, &out), ERR_INVALID);
    assert_string_equal(cx->err.reason, "metric.bad_formula");
}

static void test_a_failing_statement_changes_nothing(void **state)
{
    TestHouse   *house = *state;
    const Metric own   = created(house);
    Code         code  = ERR_INTERNAL;
    for (int n = 1; code != OK; n++) {
        Ctx   *cx   = test_house_ctx(house);
        Metric next = draft, out = { 0 };
        Rows   rows  = { 0 };
        next.name_zh = S("阅读");
        db_fail_at(house->db, n);
        code = metric_update(cx, (MetricId){ own.id }, 1, &next, &out);
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        assert_int_equal(metric_list(cx, &rows), OK);
        assert_int_equal(ROWS_AT(Metric, rows, rows.count - 1)->revision, code == OK ? 2 : 1);
        assert_true(n < 60);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_two_of_the_program_have_one_key),
        ON_HOUSE(test_a_formula_is_found_by_its_key),
        ON_HOUSE(test_only_its_maker_changes_a_metric),
        ON_HOUSE(test_a_failing_statement_changes_nothing),
    };
    return FOR_EACH_ENGINE(tests);
}
