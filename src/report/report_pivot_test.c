/* Pivots of pictures: totals, order and heat are those of the console, and no cell is cut. */
#include "report/report_sample.h"

#include "report/report_heat.h"
#include "report/report_pivot.h"

#define CITIES_BY_MONTH                                                               \
    "{\"kind\":\"pivot\",\"dimensions\":[\"property.city\",\"month\"],\"columns\":1," \
    "\"subtotals\":true}"
#define DOWN(dimensions) "{\"kind\":\"pivot\",\"dimensions\":[" dimensions "],\"subtotals\":true}"

// clang-format off
static const char cities[] =
    "[[null,null,0,0,1000],[null,\"2026-10\",0,1,400],[null,\"2026-11\",0,1,600],"
    "[\"杭州\",null,1,0,700],[\"杭州\",\"2026-10\",1,1,300],[\"杭州\",\"2026-11\",1,1,400],"
    "[\"上海\",null,1,0,290],[\"上海\",\"2026-10\",1,1,0],[\"上海\",\"2026-11\",1,1,200],"
    "[null,null,1,0,100],[null,\"2026-10\",1,1,100]]";
// clang-format on

static ReportSample by_city(const char *title, const char *show)
{
    return (ReportSample){ .title   = title,
                           .look    = "pivot",
                           .columns = { "property.city", "month", "level", "column_level",
                                        "customer.new" },
                           .query   = CITIES_BY_MONTH,
                           .rows    = cities,
                           .show    = show };
}

static void put_shop(StrBuf *out, const char *shop, int at, int columns)
{
    strbuf_fmt(out, ",[%s,null,1,0,%d,%d]", shop, columns * (90 - at), columns * 7654321);
    for (int k = 0; k < columns; k++)
        strbuf_fmt(out, ",[%s,\"2026-11-%02d\",1,1,%d,%d]", shop, k + 1, 90 - at + k,
                   (k + 1) * 123456 - at * 9999);
}

/* So many shops by so many days, with two figures. */
static Str shops(Arena *arena, int rows, int columns)
{
    StrBuf out = strbuf(arena, 4 << 20);
    strbuf_fmt(&out, "[[null,null,0,0,%d,%d]", rows * columns * 50, columns * 12345678);
    for (int k = 1; k <= columns; k++)
        strbuf_fmt(&out, ",[null,\"2026-11-%02d\",0,1,%d,%d]", k, rows * (40 + k), k * 12345678);
    for (int i = 0; i < rows; i++)
        put_shop(&out, str_fmt(arena, "\"第 %d 家漕溪北路旗舰店\"", i).ptr, i, columns);
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

/* Provinces with their cities. */
static Str places(Arena *arena, int provinces, int within)
{
    StrBuf out = strbuf(arena, 1 << 20);
    strbuf_fmt(&out, "[[null,null,0,%d,0.05]", provinces * within * 10);
    for (int i = 0; i < provinces; i++) {
        strbuf_fmt(&out, ",[\"省 %d\",null,1,%d,0.0%d]", i, within * (20 - i), i + 1);
        for (int k = 0; k < within; k++)
            strbuf_fmt(&out, ",[\"省 %d\",\"城市 %d-%d\",2,%d,0.0%d]", i, i, k, 20 - i + k, k + 1);
    }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static ReportSample of_places(const char *title, Str rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "pivot",
                           .columns = { "property.province", "property.city", "level",
                                        "customer.new", "order.refund_rate" },
                           .query   = DOWN("\"property.province\",\"property.city\""),
                           .rows    = rows.ptr };
}

static ReportSample by_channel(const char *title, const char *figure, const char *rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "pivot",
                           .columns = { "channel", "level", figure },
                           .query   = DOWN("\"channel\""),
                           .rows    = rows };
}

static Seen alone(Arena *arena, const char *name, ReportSample sample)
{
    return report_sample_picture(arena, name, &sample, 1, false, false);
}

static void test_pivots_fit_their_cards(void **state)
{
    Arena             *arena = arena_new(64 << 20);
    const ReportSample all[] = {
        by_city("城市与月份", NULL),
        by_city("占全部，按名称", "{\"as\":[\"whole\"],\"sort\":{\"desc\":false}}"),
        by_city("没有颜色", "{\"heat\":false}"),
        { .title   = "门店与日期，两项指标",
          .look    = "pivot",
          .columns = { "store", "day", "level", "column_level", "customer.new", "order.paid_fen" },
          .query   = "{\"dimensions\":[\"store\",\"day\"],\"columns\":1,\"subtotals\":true}",
          .rows    = shops(arena, 40, 30).ptr },
        of_places("省与城市", places(arena, 4, 4)),
        of_places("很多城市", places(arena, 9, 9)),
        by_channel("净额", "order.paid_fen",
                   "[[null,0,-123456789],[\"wecom\",1,-200000000],[\"oa\",1,76543211],"
                   "[\"jd\",1,null]]"),
        by_channel("破的行", "customer.new",
                   "[[],[null,0,5],[\"oa\",7,5],[\"oa\",-1,5],[\"oa\",\"x\",5],[\"oa\",1,\"y\"]]"),
        by_channel("只有合计", "customer.new", "[[null,0,5]]"),
        { .title   = "没有合计",
          .look    = "pivot",
          .columns = { "channel", "customer.new" },
          .query   = "{\"kind\":\"pivot\",\"dimensions\":[\"channel\"]}",
          .rows    = "[[\"wecom\",5]]" },
    };
    (void)state;
    for (int english = 0; english < 2; english++)
        assert_in_range(
            report_sample_drawn(english ? "pivot-en" : "pivot-zh", all, COUNT(all), english, false),
            3500, 7000);
    arena_free(arena);
}

/* ---- what it says ---------------------------------------------------------------------------- */

typedef struct Read {
    Ctx         cx;
    ReportCard  card;
    ReportPivot pivot;
} Read;

static const Json *parsed(Arena *arena, const char *text)
{
    const Json *out = NULL;
    JsonError   error;
    assert_int_equal(json_parse(arena, str_of(text), JSON_LIMITS, &out, &error), OK);
    return out;
}

static void read_cities(Arena *arena, const char *show, Read *out)
{
    const Str names[] = { S("property.city"), S("month"), S("level"), S("column_level"),
                          S("people") };
    out->cx           = (Ctx){ .arena = arena };
    out->card         = (ReportCard){ .cx    = &out->cx,
                                      .count = COUNT(names),
                                      .query = parsed(arena, CITIES_BY_MONTH),
                                      .rows  = parsed(arena, cities),
                                      .show  = parsed(arena, show) };
    out->card.columns = report_column_all(arena, (Rows){ 0 }, out->card.query,
                                          (Strs){ names, COUNT(names) }, false);
    assert_true(report_pivot_read(&out->card, &out->pivot));
}

/* "杭州 上海 （无）": all but the whole. */
static const char *rows_of(Arena *arena, const char *show)
{
    Read   read;
    StrBuf out = strbuf(arena, 400);
    read_cities(arena, show, &read);
    const Vec rows = report_pivot_lines(&read.pivot, PIVOT_ROWS, 1);
    for (size_t i = 1; i < rows.count; i++)
        strbuf_fmt(&out, "%s%.*s", i > 1 ? " " : "",
                   FMT((*VEC_AT(rows, ReportPivotLine *, i))->name));
    return str_z(arena, strbuf_str(&out));
}

#define OCTOBER "{\"sort\":{\"column\":\"[\\\"2026-10\\\"]\",\"figure\":0,\"desc\":false}}"

static void test_rows_stand_in_the_order_of_the_console(void **state)
{
    Arena *arena = arena_new(16 << 20);
    (void)state;
    assert_string_equal(rows_of(arena, "{}"), "杭州 上海 （无）");
    assert_string_equal(rows_of(arena, "{\"sort\":{\"figure\":0,\"desc\":false}}"),
                        "（无） 上海 杭州");
    assert_string_equal(rows_of(arena, OCTOBER), "上海 （无） 杭州"); /* 0, 100 and 300 */
    assert_string_equal(rows_of(arena, "{\"sort\":{\"desc\":true}}"), "杭州 上海 （无）");
    arena_free(arena);
}

/* People of two months are not the sum of those of each. */
static void test_totals_are_those_of_the_answer(void **state)
{
    Arena *arena = arena_new(16 << 20);
    Read   read;
    (void)state;
    read_cities(arena, "{}", &read);
    const Vec rows    = report_pivot_lines(&read.pivot, PIVOT_ROWS, 1);
    const Vec columns = report_pivot_lines(&read.pivot, PIVOT_COLUMNS, 1);
    assert_int_equal(columns.count, 3);
    const ReportPivotLine *all      = *VEC_AT(rows, ReportPivotLine *, 0);
    const ReportPivotLine *shanghai = *VEC_AT(rows, ReportPivotLine *, 2);
    const ReportPivotLine *october  = *VEC_AT(columns, ReportPivotLine *, 0);
    const ReportPivotLine *both     = *VEC_AT(columns, ReportPivotLine *, 2);
    assert_int_equal((int)report_pivot_value(&read.pivot, all, both, 0), 1000);
    assert_int_equal((int)report_pivot_value(&read.pivot, all, october, 0), 400);
    assert_int_equal((int)report_pivot_value(&read.pivot, shanghai, both, 0), 290);
    arena_free(arena);
}

/* A total is more than all of its parts: shaded, it would make them pale. */
static void test_the_largest_cell_is_darkest_and_totals_have_no_colour(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen heat  = alone(arena, "alone-pivot", by_city("城市", NULL));
    const Seen plain = alone(arena, "plain-pivot", by_city("城市", "{\"heat\":false}"));
    (void)state;
    assert_in_range(report_sample_inked(&heat, report_heat_ink(1000)), 3000, 9000);
    assert_true(report_sample_inked(&heat, report_heat_ink(750)) > 3000);
    assert_int_equal(report_sample_inked(&plain, report_heat_ink(1000)), 0);
    arena_free(arena);
}

static void test_figures_of_two_units_have_heat_of_their_own(void **state)
{
    Arena       *arena  = arena_new(256 << 20);
    ReportSample sample = by_channel("渠道", "customer.new",
                                     "[[null,0,15,99999999],[\"wecom\",1,10,33333333],"
                                     "[\"oa\",1,5,66666666]]");
    (void)state;
    sample.columns[3] = "order.paid_fen";
    const Seen   both = alone(arena, "two-units", sample);
    const size_t cell = report_sample_inked(&both, report_heat_ink(500)) / 2;
    assert_true(cell > 3000); /* 5 and half of the money */
    assert_true(report_sample_inked(&both, report_heat_ink(1000)) > cell * 3 / 2);
    arena_free(arena);
}

static void test_a_share_is_said_and_the_figure_shaded(void **state)
{
    Arena         *arena = arena_new(256 << 20);
    const PaintBox table = { 0, 360, PAINT_WIDTH, 260 };
    const Seen     value = alone(arena, "as-value", by_city("城市", NULL));
    const Seen     row   = alone(arena, "as-row", by_city("城市", "{\"as\":[\"row\"]}"));
    const Seen     sums  = alone(arena, "as-running", by_city("城市", "{\"as\":[\"running\"]}"));
    (void)state;
    assert_false(report_testing_same(&value, &row, table));
    assert_false(report_testing_same(&value, &sums, table));
    assert_true(report_sample_inked(&row, report_heat_ink(1000)) > 3000);
    assert_true(report_sample_inked(&row, report_heat_ink(750)) > 3000);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pivots_fit_their_cards),
        cmocka_unit_test(test_rows_stand_in_the_order_of_the_console),
        cmocka_unit_test(test_totals_are_those_of_the_answer),
        cmocka_unit_test(test_the_largest_cell_is_darkest_and_totals_have_no_colour),
        cmocka_unit_test(test_figures_of_two_units_have_heat_of_their_own),
        cmocka_unit_test(test_a_share_is_said_and_the_figure_shaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
