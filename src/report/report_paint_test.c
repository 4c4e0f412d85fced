/* Text of a picture: however it is broken, it has no more lines than it may. */
#include "report/report_paint.h"

#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static double tall(Ctx *cx, Paint *paint, const char *text, int lines)
{
    return report_paint_text(cx, paint, (PaintBox){ 0, 0, 300, 0 }, str_of(text),
                             &(PaintText){ .pixels = 20, .ink = INK_TEXT, .lines = lines });
}

static void test_a_name_with_line_breaks_stays_in_its_lines(void **state)
{
    PAINT(paint);
    Arena *arena = arena_new(8 << 20);
    Ctx    cx    = { .arena = arena };
    (void)state;
    assert_int_equal(report_paint_open(&cx, &paint), OK);
    const double one = tall(&cx, &paint, "华东", 1);
    const double two =
        tall(&cx, &paint, "上海市徐汇区漕溪北路旗舰店一层东侧导购扫码入会上海市徐汇区漕溪北路", 2);
    assert_true(one > 15 && two > 1.5 * one);
    assert_true(tall(&cx, &paint, "华东\n华南\r\n华北\n\n西北", 0) <= one);
    assert_true(tall(&cx, &paint, "华东\n华南\r\n华北\n\n西北", 2) <= two);
    assert_true(tall(&cx, &paint, "上海市徐汇区漕溪北路旗舰店一层\n东侧导购扫码入会\n上海\n市徐汇",
                     2) <= two);
    assert_true(tall(&cx, &paint, "", 2) <= 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_with_line_breaks_stays_in_its_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
