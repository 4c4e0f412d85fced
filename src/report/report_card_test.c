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
static Drawn drawn_by(Arena *arena, Draw *draw, const char *names, const char *query,
                      const char *rows, size_t labels)
{
    PAINT(paint);
    Ctx         cx      = { .arena = arena, .zone = { 480 } };
    ReportPanel part    = { .look = S("") };
    Vec         columns = vec_of(arena, Str);
    Str         png     = { 0 };
    for (Str rest = str_of(names); rest.len > 0;) *VEC_ADD(&columns, Str) = str_cut(&rest, ' ');
    ReportCard card = { .cx     = &cx,
                        .paint  = &paint,
                        .part   = &part,
                        .count  = columns.count,
                        .labels = labels,
                        .query  = parsed(arena, query),
                        .rows   = parsed(arena, rows),
                        .inner  = { LEFT, TOP, WIDE, 0 } };
    card.columns =
        report_column_all(arena, (Rows){ 0 }, card.query,
                          (Strs){ (const Str *)(const void *)columns.at, columns.count }, false);
    assert_int_equal(report_paint_open(&cx, &paint), OK);
    report_paint_box(&paint, (PaintBox){ 0, 0, PAINT_WIDTH, ALL_TALL }, 0, INK_CARD);
    paint.y = draw(&card);
    assert_int_equal(report_paint_png(&cx, &paint, &png), OK);
    return (Drawn){ .seen = report_testing_see(arena, png), .tall = paint.y - TOP };
}

static Drawn drawn(Arena *arena, Draw *draw, const char *names, const char *query, const char *rows)
{
    return drawn_by(arena, draw, names, query, rows, 1);
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

#define KEPT_OF "source cohort size period reached retained rate"

/* sync and wecom are both 企业微信. */
static void test_parts_of_one_name_have_rows_of_their_own(void **state)
{
    Arena      *arena = arena_new(128 << 20);
    const Drawn kept  = drawn(arena, report_card_cohort, KEPT_OF, "{}",
                              "[[\"sync\",\"2026-11-01\",50,1,50,50,1],"
                               "[\"wecom\",\"2026-11-01\",50,1,50,25,0.5]]");
    (void)state;
    assert_true(inked(&kept, report_heat_ink(1000)) > 3000);
    assert_true(inked(&kept, report_heat_ink(500)) > 3000);
    arena_free(arena);
}

static void test_a_cohort_of_a_part_with_a_long_name_keeps_its_date(void **state)
{
    static const char part[] = "抖店旗舰店（华东大区）很长的名字";
    Arena            *arena  = arena_new(128 << 20);
    const PaintBox    names  = { LEFT, TOP, 190, 70 };
    Drawn             days[2];
    (void)state;
    for (int i = 0; i < 2; i++)
        days[i] = drawn(
            arena, report_card_cohort, "channel cohort size period reached retained rate", "{}",
            str_fmt(arena, "[[\"%s\",\"2026-11-0%d\",50,1,50,25,0.5]]", part, i + 1).ptr);
    assert_false(report_testing_same(&days[0].seen, &days[1].seen, names));
    arena_free(arena);
}

/* The longest a question may ask for. */
static void test_the_last_period_is_drawn(void **state)
{
    Arena      *arena = arena_new(128 << 20);
    const Drawn kept =
        drawn(arena, report_card_cohort, "cohort size period reached retained rate", "{}",
              "[[\"2015-01-01\",50,0,50,50,1],[\"2015-01-01\",50,4000,50,25,0.5]]");
    (void)state;
    assert_true(inked(&kept, report_heat_ink(500)) > 3000);
    arena_free(arena);
}

/* Two figures that begin with the same digits: cut, they would look the same. */
static void assert_told_apart(Draw *draw, const char *names, const char *less, const char *more,
                              PaintBox within)
{
    Arena      *arena = arena_new(128 << 20);
    const Drawn one   = drawn(arena, draw, names, "{}", less);
    const Drawn other = drawn(arena, draw, names, "{}", more);
    assert_false(report_testing_same(&one.seen, &other.seen, within));
    arena_free(arena);
}

static void test_no_figure_is_cut_to_a_smaller_one(void **state)
{
    const PaintBox all = { LEFT, TOP, WIDE, 200 };
    (void)state;
    assert_told_apart(report_card_matrix, "source month level order.paid_fen",
                      "[[\"oa\",null,1,11111111111111],[\"oa\",\"2026-11\",2,5]]",
                      "[[\"oa\",null,1,11111111111111111],[\"oa\",\"2026-11\",2,5]]", all);
    assert_told_apart(report_card_bars, "source order.paid_fen", "[[\"oa\",11111111111111]]",
                      "[[\"oa\",11111111111111111]]", all);
    assert_told_apart(report_card_table, "source order.paid_fen a b c",
                      "[[\"oa\",11111111111111,1,1,1]]", "[[\"oa\",11111111111111111,1,1,1]]", all);
    /* Above the note, which tells all of them. */
    assert_told_apart(report_card_sankey, "step from to count",
                      "[[1,\"a\",\"b\",11111111],[2,\"b\",\"c\",11111111],[3,\"c\",\"d\",11111111],"
                      "[4,\"d\",\"e\",11111111],[5,\"e\",\"f\",11111111]]",
                      "[[1,\"a\",\"b\",11111111111],[2,\"b\",\"c\",11111111111],"
                      "[3,\"c\",\"d\",11111111111],[4,\"d\",\"e\",11111111111],"
                      "[5,\"e\",\"f\",11111111111]]",
                      (PaintBox){ LEFT, TOP, WIDE, 380 });
}

/* In a narrow cell or beside a line nobody reads "1e+04万". */
static void test_a_short_figure_is_rounded_to_what_a_person_reads(void **state)
{
    static const struct {
        bool        english;
        ReportUnit  unit;
        double      value;
        const char *said;
    } all[] = {
        { false, REPORT_COUNT, 9999.97, "1万" },        { false, REPORT_COUNT, 9999, "9999" },
        { false, REPORT_COUNT, 99999600, "1亿" },       { false, REPORT_COUNT, 12345678, "1235万" },
        { false, REPORT_FEN, 123456, "¥1235" },         { false, REPORT_FEN, -1234567, "-¥1.23万" },
        { false, REPORT_SHARE, 0.004, "0.4%" },         { false, REPORT_COUNT, 0.0125, "0.0125" },
        { true, REPORT_COUNT, 999960, "1M" },           { true, REPORT_COUNT, 1250, "1.25k" },
        { true, REPORT_COUNT, 5000000000000, "5000B" }, { false, REPORT_COUNT, 0, "0" },
    };
    Arena *arena = arena_new(1 << 20);
    Ctx    cx    = { .arena = arena };
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        const ReportCard card = { .cx = &cx, .english = all[i].english };
        assert_string_equal(str_z(arena, report_card_brief(&card, all[i].unit, all[i].value)),
                            all[i].said);
    }
    arena_free(arena);
}

#define CURVE_OF "cohort size period reached retained rate"

/* A picture is not pointed at: what the console tells then stands beside the curve. */
static void test_the_curve_of_all_tells_its_figures(void **state)
{
    Arena         *arena = arena_new(128 << 20);
    const PaintBox plot  = { LEFT + 100, TOP, WIDE - 100, 330 };
    const Drawn    one   = drawn(arena, report_card_curve, CURVE_OF, "{}",
                                 "[[null,50,1,50,25,0.5],[null,50,2,50,20,0.4]]");
    const Drawn    other = drawn(arena, report_card_curve, CURVE_OF, "{}",
                                 "[[\"2026-11\",50,1,50,25,0.5],[\"2026-11\",50,2,50,20,0.4]]");
    (void)state;
    assert_true(report_testing_inked(&one.seen, plot, INK_TEXT) > 50);
    assert_int_equal(report_testing_inked(&other.seen, plot, INK_TEXT), 0);
    arena_free(arena);
}

/* The widest word of that ink on any line of a box, between blanks. */
static int widest_word(const Seen *seen, PaintBox box, uint32_t ink)
{
    enum { BLANK = 12 };
    int out = 0;
    for (int y = (int)box.y; y < (int)(box.y + box.height); y++)
        for (int x = (int)box.x, from = -1, last = -1; x < (int)(box.x + box.width); x++) {
            if (report_testing_at(seen, x, y) != ink) continue;
            if (from < 0 || x - last > BLANK) from = x;
            last = x;
            if (last - from > out) out = last - from;
        }
    return out;
}

static void test_figures_of_a_curve_do_not_touch(void **state)
{
    Arena *arena = arena_new(128 << 20);
    StrBuf rows  = strbuf(arena, 4000);
    (void)state;
    for (int n = 1; n <= 9; n++) strbuf_fmt(&rows, "%s[null,50,%d,50,50,1]", n > 1 ? "," : "[", n);
    strbuf_char(&rows, ']');
    const Drawn kept = drawn(arena, report_card_curve, CURVE_OF, "{}", strbuf_str(&rows).ptr);
    /* "100.0%" is 60 to 70 wide, and the points are 67 apart. */
    const int   wide =
        widest_word(&kept.seen, (PaintBox){ LEFT + 90, TOP, WIDE - 90, 100 }, INK_TEXT);
    assert_in_range(wide, 30, 75);
    arena_free(arena);
}

/* Of whom no period is over is nothing to see: an older cohort has that place. */
static void test_eight_cohorts_that_came_back_have_curves(void **state)
{
    Arena *arena = arena_new(128 << 20);
    StrBuf rows  = strbuf(arena, 8000);
    (void)state;
    strbuf_add(&rows, S("[[null,50,1,50,25,0.9],[null,50,2,50,25,0.9]"));
    for (int i = 1; i <= 12; i++)
        for (int n = 1; n <= 2; n++)
            strbuf_fmt(&rows,
                       i > 9 ? ",[\"2026-11-%02d\",50,%d,0,0,null]"
                             : ",[\"2026-11-%02d\",50,%d,50,9,0.0%d]",
                       i, n, i);
    strbuf_char(&rows, ']');
    const Drawn    kept = drawn(arena, report_card_curve, CURVE_OF, "{}", strbuf_str(&rows).ptr);
    const PaintBox plot = { LEFT + 100, TOP + 150, WIDE - 100, 320 };
    for (size_t i = 0; i <= 8; i++)
        assert_true(report_testing_inked(&kept.seen, plot, report_paint_tone(i)) > 100);
    arena_free(arena);
}

/* sync and wecom are both 企业微信: the second line was drawn over the first, which was lost. */
static void test_lines_of_one_name_are_two(void **state)
{
    Arena         *arena = arena_new(128 << 20);
    const Drawn    both  = drawn_by(arena, report_card_course, "day source people", "{}",
                                    "[[\"d1\",\"sync\",9],[\"d2\",\"sync\",9],"
                                        "[\"d1\",\"wecom\",5],[\"d2\",\"wecom\",5]]",
                                    2);
    const PaintBox plot  = { LEFT + 100, TOP + 50, WIDE - 100, 320 };
    (void)state;
    assert_true(report_testing_inked(&both.seen, plot, report_paint_tone(0)) > 1000);
    assert_true(report_testing_inked(&both.seen, plot, report_paint_tone(1)) > 1000);
    arena_free(arena);
}

/* How wide the first stretch of that ink is, right below the headings. */
static int stretch(const Drawn *picture, uint32_t ink)
{
    for (int y = TOP; y < picture->seen.height; y++)
        for (int x = 0, out = 0; x < PAINT_WIDTH; x++) {
            const bool is_in = report_testing_at(&picture->seen, x, y + 4) == ink;
            if (!is_in && out > 6) return out;
            out = is_in ? out + 1 : 0;
        }
    return 0;
}

/* A row of 24 columns. */
static Str wide_rows(Arena *arena, bool are_times)
{
    StrBuf out = strbuf(arena, 8000);
    for (int i = 0; i < HEAT_COLUMNS; i++) {
        strbuf_add(&out, i > 0 ? S(",") : S("["));
        if (are_times)
            strbuf_fmt(&out, "[\"oa\",\"%d-%02d\",2,7]", 2025 + i / 12, 1 + i % 12);
        else
            strbuf_fmt(&out, "[\"oa\",\"第 %d 家上海徐汇漕溪北路旗舰店\",2,7]", i);
    }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static void test_of_times_some_are_named_and_all_else_has_room_for_its_name(void **state)
{
    Arena      *arena = arena_new(128 << 20);
    const Drawn times = drawn(arena, report_card_matrix, "source month level people", "{}",
                              wide_rows(arena, true).ptr);
    const Drawn shops = drawn(arena, report_card_matrix, "source property.shop level people", "{}",
                              wide_rows(arena, false).ptr);
    (void)state;
    assert_in_range(stretch(&times, report_heat_ink(1000)), 12, 28);
    assert_true(stretch(&shops, report_heat_ink(1000)) >= 54);
    assert_true(shops.tall > times.tall); /* a note says how many there are */
    assert_true(inked(&shops, report_heat_ink(1000)) > 10000);
    assert_int_equal(
        report_testing_inked(&times.seen, (PaintBox){ 0, 0, LEFT, TOP + 70 }, INK_CARD),
        LEFT * (TOP + 70));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parts_of_one_name_have_rows_of_their_own),
        cmocka_unit_test(test_a_cohort_of_a_part_with_a_long_name_keeps_its_date),
        cmocka_unit_test(test_the_last_period_is_drawn),
        cmocka_unit_test(test_no_figure_is_cut_to_a_smaller_one),
        cmocka_unit_test(test_of_times_some_are_named_and_all_else_has_room_for_its_name),
        cmocka_unit_test(test_a_short_figure_is_rounded_to_what_a_person_reads),
        cmocka_unit_test(test_the_curve_of_all_tells_its_figures),
        cmocka_unit_test(test_figures_of_a_curve_do_not_touch),
        cmocka_unit_test(test_eight_cohorts_that_came_back_have_curves),
        cmocka_unit_test(test_lines_of_one_name_are_two),
        cmocka_unit_test(test_figures_that_read_the_same_have_rows_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
