/* The names over narrow columns: each column has one, and no two look the same. */
#include "report/report_heads.h"

#include "kernel/testing.h"
#include "report/report_testing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { WIDE = 638, LEFT = 56 };

typedef struct Heads {
    ReportHeads heads;
    Seen        seen;
    double      cell;
} Heads;

/* Over columns of that name; "全名|短名" has a brief one. */
static Heads over(Arena *arena, const char *const *names, size_t count, double cell)
{
    PAINT(paint);
    Ctx              cx   = { .arena = arena };
    const ReportCard card = { .cx = &cx, .paint = &paint, .inner = { LEFT, 0, WIDE, 0 } };
    ReportHeat      *heat = report_heat_new(arena);
    Heads            out  = { .cell = cell };
    Str              png  = { 0 };
    heat->column_count    = count;
    for (size_t k = 0; k < count; k++) {
        Str rest               = str_of(names[k]);
        heat->columns[k].name  = str_cut(&rest, '|');
        heat->columns[k].brief = rest;
    }
    assert_int_equal(report_paint_open(&cx, &paint), OK);
    report_paint_box(&paint, (PaintBox){ 0, 0, PAINT_WIDTH, 300 }, 0, INK_CARD);
    out.heads = report_heads_lay(&card, heat, cell);
    report_heads_draw(&card, &out.heads, count, (PaintBox){ LEFT, 0, cell, 0 });
    paint.y = 300;
    assert_int_equal(report_paint_png(&cx, &paint, &png), OK);
    out.seen = report_testing_see(arena, png);
    return out;
}

static bool same_over(const Heads *heads, size_t one, size_t other)
{
    for (int y = 0; y < (int)heads->heads.tall; y++)
        for (int x = 0; x < (int)heads->cell; x++)
            if (report_testing_at(&heads->seen, LEFT + (int)(heads->cell * (double)one) + x, y) !=
                report_testing_at(&heads->seen, LEFT + (int)(heads->cell * (double)other) + x, y))
                return false;
    return true;
}

static size_t text_over(const Heads *heads, size_t column)
{
    const PaintBox box = { LEFT + heads->cell * (double)column, 0, heads->cell, heads->heads.tall };
    return (size_t)(box.width * box.height) - report_testing_inked(&heads->seen, box, INK_CARD);
}

/* A subtotal has a short name, the columns before it have none. */
static void test_each_column_has_a_name(void **state)
{
    static const char *const names[] = { "华东大区旗舰店一层|", "华南大区旗舰店|", "小计|小计",
                                         "2026-11-28|11-28", "合计|" };
    Arena                   *arena = arena_new(64 << 20);
    (void)state;
    for (int cell = 60; cell <= 200; cell += 7) {
        const Heads heads = over(arena, names, COUNT(names), cell);
        assert_int_equal(heads.heads.every, 1);
        for (size_t k = 0; k < COUNT(names); k++) assert_true(text_over(&heads, k) > 40);
    }
    arena_free(arena);
}

static void test_names_that_begin_alike_are_told_apart(void **state)
{
    static const char *const names[] = { "上海市徐汇区漕溪北路旗舰店扫码入会人数",
                                         "上海市徐汇区漕溪北路旗舰店扫码入会次数",
                                         "上海市徐汇区漕溪北路旗舰店一层东侧导购",
                                         "Shanghai Xuhui flagship store, paid orders",
                                         "Shanghai Xuhui flagship store, refunds" };
    Arena                   *arena   = arena_new(64 << 20);
    (void)state;
    for (int cell = 60; cell <= 120; cell += 20) {
        const Heads heads = over(arena, names, COUNT(names), cell);
        for (size_t k = 0; k < COUNT(names); k++)
            for (size_t i = 0; i < k; i++) assert_false(same_over(&heads, i, k));
    }
    arena_free(arena);
}

/* What is long stands on lines of its own before anything of it is left out. */
static void test_names_have_lines(void **state)
{
    static const char *const names[] = { "支付金额 · 占行", "合计" };
    Arena                   *arena   = arena_new(64 << 20);
    (void)state;
    const Heads wide = over(arena, names, 2, 300), narrow = over(arena, names, 2, 64);
    assert_int_equal(wide.heads.lines, 1);
    assert_in_range(narrow.heads.lines, 2, 3);
    assert_true(narrow.heads.tall > wide.heads.tall);
    assert_string_equal(str_z(arena, narrow.heads.said[0]), names[0]);
    arena_free(arena);
}

static void test_of_narrow_times_every_other_is_named(void **state)
{
    const char *names[HEAT_COLUMNS];
    Arena      *arena = arena_new(64 << 20);
    (void)state;
    for (size_t k = 0; k < COUNT(names); k++)
        names[k] = str_fmt(arena, "2026-11-%02zu|11-%02zu", k + 1, k + 1).ptr;
    const Heads heads = over(arena, names, COUNT(names), 26);
    assert_int_equal(heads.heads.every, 2);
    assert_string_equal(str_z(arena, heads.heads.said[2]), "11-03");
    assert_true(text_over(&heads, 22) > 40);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_column_has_a_name),
        cmocka_unit_test(test_names_that_begin_alike_are_told_apart),
        cmocka_unit_test(test_names_have_lines),
        cmocka_unit_test(test_of_narrow_times_every_other_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
