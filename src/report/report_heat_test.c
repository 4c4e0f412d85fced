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
    for (int sign = -1; sign <= 1; sign += 2)
        for (int i = 1; i <= 1000; i++) {
            const double one = light(report_heat_ink(sign * i));
            assert_true(one <= light(report_heat_ink(sign * (i - 1))));
            if (i >= 10) assert_true(one < light(report_heat_ink(sign * (i - 10))));
            assert_true((one + 0.05) / (light(INK_TEXT) + 0.05) >= 4.5);
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

/* One buyer among ten thousand is not none. */
static void test_what_is_little_is_not_nothing(void **state)
{
    Arena      *arena   = arena_new(32 << 20);
    Ctx         cx      = { .arena = arena, .zone = { 480 } };
    ReportHeat *heat    = report_heat_new(arena);
    uint32_t    seen[8] = { 0 };
    (void)state;
    heat->unit         = REPORT_COUNT;
    heat->row_count    = 1;
    heat->column_count = 4;
    heat->cells[0][0]  = 0;
    heat->cells[0][1]  = 1;
    heat->cells[0][2]  = -1;
    heat->cells[0][3]  = 10000;
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), 4);
    assert_int_equal(seen[0], INK_STRIPE);
    assert_int_equal(seen[1], report_heat_ink(1));
    assert_int_equal(seen[2], report_heat_ink(-1));
    assert_true(light(seen[1]) < light(INK_STRIPE) - 0.05);
    assert_true(light(seen[2]) < light(INK_STRIPE) - 0.03);
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
    heat->unit = heat->total_unit = REPORT_COUNT;
    heat->total                   = S("合计");
    heat->row_count               = 1;
    heat->rows[0] = (ReportHeatHead){ .name = S("很长很长很长很长很长很长很长很长的名字"),
                                      .total = 1234567890123456.0 };
    heat->column_count = HEAT_COLUMNS;
    for (size_t k = 0; k < HEAT_COLUMNS; k++) {
        heat->columns[k]  = (ReportHeatHead){ .name = S("一个放不下的名字") };
        heat->cells[0][k] = 123456789.0 * (double)(k + 1);
    }
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), HEAT_COLUMNS);
    for (size_t k = 1; k < HEAT_COLUMNS; k++) assert_true(light(seen[k]) < light(seen[k - 1]));
    arena_free(arena);
}

/* As long as their time is, or longer than all columns together. */
static void test_headings_stay_over_the_columns(void **state)
{
    static const char *const names[] = {
        "2026-11", "上海市徐汇区漕溪北路旗舰店一层东侧导购扫码入会上海市徐汇区漕溪北路旗舰店"
    };
    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        PAINT(paint);
        Arena           *arena = arena_new(64 << 20);
        Ctx              cx    = { .arena = arena, .zone = { 480 } };
        ReportHeat      *heat  = report_heat_new(arena);
        const ReportCard card  = { .cx = &cx, .paint = &paint, .inner = { 56, 0, 638, 0 } };
        Str              png   = { 0 };
        heat->unit             = REPORT_COUNT;
        heat->row_count        = 1;
        heat->column_count     = HEAT_COLUMNS;
        for (size_t k = 0; k < HEAT_COLUMNS; k++)
            heat->columns[k] = (ReportHeatHead){ .name = str_of(names[i]) };
        assert_int_equal(report_paint_open(&cx, &paint), OK);
        report_paint_box(&paint, (PaintBox){ 0, 0, PAINT_WIDTH, 200 }, 0, INK_CARD);
        paint.y = report_heat_draw(&card, heat, 0);
        assert_int_equal(report_paint_png(&cx, &paint, &png), OK);
        const Seen     seen = report_testing_see(arena, png);
        const PaintBox left = { 0, 0, 56 + 14, 38 }, right = { 56 + 638, 0, 56, 38 };
        const PaintBox over = { 56 + 14, 0, 638 - 14, 38 };
        assert_int_equal(report_testing_inked(&seen, left, INK_CARD), 70 * 38);
        assert_int_equal(report_testing_inked(&seen, right, INK_CARD), 56 * 38);
        assert_true(report_testing_inked(&seen, over, INK_CARD) < 623 * 38);
        arena_free(arena);
    }
}

static void test_as_many_columns_as_have_room_for_their_names(void **state)
{
    PAINT(paint);
    Arena           *arena = arena_new(64 << 20);
    Ctx              cx    = { .arena = arena };
    ReportHeat      *heat  = report_heat_new(arena);
    const ReportCard card  = { .cx = &cx, .paint = &paint, .inner = { 0, 0, 638, 0 } };
    (void)state;
    assert_int_equal(report_paint_open(&cx, &paint), OK);
    heat->row_count    = 1;
    heat->column_count = HEAT_COLUMNS;
    for (size_t k = 0; k < HEAT_COLUMNS; k++) heat->columns[k].name = S("很长很长的名字");
    assert_int_equal(report_heat_fit(&card, heat), 10); /* 60 wide each */
    for (size_t k = 0; k < HEAT_COLUMNS; k++) heat->columns[k].name = S("北京");
    assert_in_range(report_heat_fit(&card, heat), 14, 20);
    for (size_t k = 0; k < HEAT_COLUMNS; k++) heat->columns[k].name = S("7");
    assert_int_equal(report_heat_fit(&card, heat), HEAT_COLUMNS);
    heat->column_count = 2;
    assert_int_equal(report_heat_fit(&card, heat), 2);
    arena_free(arena);
}

/* Refunds: the more was given back, the deeper, in an ink of their own. */
static void test_what_is_below_nothing_is_shaded_too(void **state)
{
    static const double below[] = { -0.1, -0.4, 0, -0.8 }, both[] = { -0.4, 0, 0.8 };
    Arena              *arena   = arena_new(64 << 20);
    Ctx                 cx      = { .arena = arena, .zone = { 480 } };
    ReportHeat         *heat    = report_heat_new(arena);
    uint32_t            seen[8] = { 0 };
    (void)state;
    heat->unit      = REPORT_SHARE;
    heat->row_count = 1;
    for (size_t k = 0; k < COUNT(below); k++) heat->cells[0][k] = below[k];
    heat->column_count = COUNT(below);
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), COUNT(below));
    assert_int_equal(seen[0], report_heat_ink(-125));
    assert_int_equal(seen[1], report_heat_ink(-500));
    assert_int_equal(seen[2], INK_STRIPE);
    assert_int_equal(seen[3], report_heat_ink(-1000));
    for (size_t k = 0; k < COUNT(both); k++) heat->cells[0][k] = both[k];
    heat->column_count = COUNT(both);
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), COUNT(both));
    assert_int_equal(seen[0], report_heat_ink(-500));
    assert_int_equal(seen[2], report_heat_ink(1000));
    arena_free(arena);
}

static void test_the_largest_figures_there_are_are_shaded(void **state)
{
    Arena      *arena   = arena_new(64 << 20);
    Ctx         cx      = { .arena = arena, .zone = { 480 } };
    ReportHeat *heat    = report_heat_new(arena);
    uint32_t    seen[4] = { 0 };
    (void)state;
    heat->unit         = REPORT_COUNT;
    heat->row_count    = 1;
    heat->column_count = 2;
    heat->cells[0][0]  = 8e307;
    heat->cells[0][1]  = 1.6e308;
    assert_int_equal(shades(&cx, heat, seen, COUNT(seen)), 2);
    assert_int_equal(seen[0], report_heat_ink(500));
    assert_int_equal(seen[1], report_heat_ink(1000));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deeper_is_more_and_text_stays_readable),
        cmocka_unit_test(test_a_row_is_shaded_as_its_figures_are),
        cmocka_unit_test(test_what_is_little_is_not_nothing),
        cmocka_unit_test(test_narrow_columns_keep_their_shades),
        cmocka_unit_test(test_headings_stay_over_the_columns),
        cmocka_unit_test(test_as_many_columns_as_have_room_for_their_names),
        cmocka_unit_test(test_what_is_below_nothing_is_shaded_too),
        cmocka_unit_test(test_the_largest_figures_there_are_are_shaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
