/* Shaded tables: deeper is more, and what stands on a shade can be read. */
#include "report/report_heat.h"

#include "kernel/testing.h"
#include "report/report_testing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static double light(uint32_t ink)
{
    static const double parts[] = { 0.2126, 0.7152, 0.0722 };
    double              out     = 0;
    for (int i = 0; i < 3; i++) {
        const double value = (ink >> (16 - 8 * i) & 255) / 255.0;
        out += parts[i] * (value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
    }
    return out;
}

static void test_deeper_is_more_and_text_stays_readable(void **state)
{
    (void)state;
    assert_int_equal(report_heat_ink(0), 0xffffff);
    for (int i = 1; i <= 1000; i++) {
        assert_true(light(report_heat_ink(i)) <= light(report_heat_ink(i - 1)));
        if (i >= 10) assert_true(light(report_heat_ink(i)) < light(report_heat_ink(i - 10)));
        assert_true((light(report_heat_ink(i)) + 0.05) / (light(INK_TEXT) + 0.05) >= 4.5);
    }
}

/* The shades of the first row from left to right, where no text is: a stretch of one colour each.
 */
static size_t shades(Ctx *cx, const ReportHeat *heat, uint32_t *out, size_t most)
{
    PAINT(paint);
    Str              png   = { 0 };
    const ReportCard card  = { .cx = cx, .paint = &paint, .inner = { 0, 0, 638, 0 } };
    size_t           count = 0;
    assert_int_equal(report_paint_open(cx, &paint), OK);
    report_paint_box(&paint, (PaintBox){ 0, 0, PAINT_WIDTH, 200 }, 0, INK_CARD);
    paint.y = report_heat_draw(&card, heat, 0);
    assert_int_equal(report_paint_png(cx, &paint, &png), OK);
    const Seen seen = report_testing_see(cx->arena, png);
    for (int x = 1, run = 1; x < 700; x++) {
        const uint32_t ink     = report_testing_at(&seen, x - 1, 44);
        const bool     is_same = report_testing_at(&seen, x, 44) == ink;
        if (!is_same && run >= 6 && ink != INK_CARD && count < most) out[count++] = ink;
        run = is_same ? run + 1 : 1;
    }
    return count;
}

static void test_a_row_is_shaded_as_its_figures_are(void **state)
{
    static const double values[] = { 0, 0.05, 0.2, NAN, 0.4, 0.8 };
    Arena              *arena    = arena_new(32 << 20);
    Ctx                 cx       = { .arena = arena, .zone = { 480 } };
    ReportHeat         *heat     = report_heat_new(arena);
    uint32_t            seen[16] = { 0 };
    (void)state;
    heat->unit         = REPORT_SHARE;
    heat->nothing      = S("·");
    heat->row_count    = 1;
    heat->rows[0].name = S("2026-11-01");
    heat->column_count = COUNT(values);
    for (size_t k = 0; k < COUNT(values); k++) heat->cells[0][k] = values[k];
    /* The one whose time has not come has no cell: a 0 has one. */
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), COUNT(values) - 1);
    assert_int_equal(seen[0], INK_STRIPE);
    for (size_t i = 1; i < COUNT(values) - 1; i++) assert_true(light(seen[i]) < light(seen[i - 1]));
    assert_int_equal(seen[COUNT(values) - 2], report_heat_ink(1000));
    arena_free(arena);
}

/* As many as there may be: they have a cell each, though no figure has room. */
static void test_narrow_columns_keep_their_shades(void **state)
{
    Arena      *arena                  = arena_new(32 << 20);
    Ctx         cx                     = { .arena = arena, .zone = { 480 } };
    ReportHeat *heat                   = report_heat_new(arena);
    uint32_t    seen[HEAT_COLUMNS + 1] = { 0 };
    (void)state;
    heat->unit      = REPORT_COUNT;
    heat->total     = S("合计");
    heat->row_count = 1;
    heat->rows[0] = (ReportHeatHead){ .name = S("很长很长很长很长很长很长很长很长的名字"),
                                      .total = S("1,234,567,890,123,456") };
    heat->column_count = HEAT_COLUMNS;
    for (size_t k = 0; k < HEAT_COLUMNS; k++) {
        heat->columns[k]  = (ReportHeatHead){ .name = S("一个放不下的名字") };
        heat->cells[0][k] = 123456789.0 * (double)(k + 1);
    }
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), HEAT_COLUMNS);
    for (size_t k = 1; k < HEAT_COLUMNS; k++) assert_true(light(seen[k]) < light(seen[k - 1]));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deeper_is_more_and_text_stays_readable),
        cmocka_unit_test(test_a_row_is_shaded_as_its_figures_are),
        cmocka_unit_test(test_narrow_columns_keep_their_shades),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
