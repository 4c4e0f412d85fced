/* Cards of a picture: no figure is lost, read as another, or drawn outside of its card. */
#include "report/report_testing.h"

#include "kernel/testing.h"
#include "report/report_heat.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LEFT = 56, TOP = 10, WIDE = 638, ALL_TALL = 4000 };

typedef double Draw(const ReportCard *card);

typedef struct Drawn {
    Seen   seen;
    double tall;
} Drawn;

static const Json *parsed(Arena *arena, const char *text)
{
    const Json *out = NULL;
    JsonError   error;
    assert_int_equal(json_parse(arena, str_of(text), JSON_LIMITS, &out, &error), OK);
    return out;
}

/* `names`: of the columns, with blanks between. */
static Drawn drawn(Arena *arena, Draw *draw, const char *names, const char *query, const char *rows)
{
    PAINT(paint);
    Ctx         cx      = { .arena = arena, .zone = { 480 } };
    ReportPanel part    = { .look = S("") };
    Vec         columns = vec_of(arena, Str);
    Str         png     = { 0 };
    for (Str rest = str_of(names); rest.len > 0;) *VEC_ADD(&columns, Str) = str_cut(&rest, ' ');
    ReportCard card = { .cx    = &cx,
                        .paint = &paint,
                        .part  = &part,
                        .count = columns.count,
                        .query = parsed(arena, query),
                        .rows  = parsed(arena, rows),
                        .inner = { LEFT, TOP, WIDE, 0 } };
    card.columns =
        report_column_all(arena, (Rows){ 0 }, card.query,
                          (Strs){ (const Str *)(const void *)columns.at, columns.count }, false);
    assert_int_equal(report_paint_open(&cx, &paint), OK);
    report_paint_box(&paint, (PaintBox){ 0, 0, PAINT_WIDTH, ALL_TALL }, 0, INK_CARD);
    paint.y = draw(&card);
    assert_int_equal(report_paint_png(&cx, &paint, &png), OK);
    return (Drawn){ .seen = report_testing_see(arena, png), .tall = paint.y - TOP };
}

static size_t inked(const Drawn *picture, uint32_t ink)
{
    return report_testing_inked(&picture->seen, (PaintBox){ 0, 0, PAINT_WIDTH, ALL_TALL }, ink);
}

/* Of a property with parts, as a score has: what reads the same is not the same. */
static void test_figures_that_read_the_same_have_rows_of_their_own(void **state)
{
    Arena      *arena = arena_new(128 << 20);
    const Drawn two   = drawn(arena, report_card_matrix, "property.score month level people", "{}",
                              "[[1.501,\"2026-11\",2,30],[1.504,\"2026-11\",2,40]]");
    const Drawn one   = drawn(arena, report_card_matrix, "property.score month level people", "{}",
                              "[[1.501,\"2026-11\",2,30],[1.501,\"2026-10\",2,40]]");
    (void)state;
    assert_true(two.tall > one.tall + 30);
    assert_true(inked(&two, report_heat_ink(1000)) > 3000);
    assert_true(inked(&two, report_heat_ink(750)) > 3000);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_that_read_the_same_have_rows_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
