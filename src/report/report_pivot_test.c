/* Pivots of pictures: totals, order and heat are those of the console, and no cell is cut. */
#include "report/report_sample.h"

#include "report/report_heat.h"
#include "report/report_pivot_pick.h"

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

/* Months with their channels across, in a year. */
static Str by_month(Arena *arena, int months)
{
    StrBuf out = strbuf(arena, 1 << 20);
    strbuf_fmt(&out, "[[null,null,null,0,0,%d]", months * 100);
    for (int row = 0; row < 2; row++)
        for (int i = 0; i < months; i++) {
            const char *head = row ? ",[\"杭州\"" : ",[null";
            strbuf_fmt(&out, "%s,\"2026-%02d\",null,%d,1,%d]", head, i + 1, row, 100 + i);
            strbuf_fmt(&out, "%s,\"2026-%02d\",\"公众号\",%d,2,%d]", head, i + 1, row, 60 + i);
            strbuf_fmt(&out, "%s,\"2026-%02d\",\"抖店旗舰店（华东大区）\",%d,2,40]", head, i + 1,
                       row);
        }
    strbuf_fmt(&out, ",[\"杭州\",null,null,1,0,%d]]", months * 100);
    return strbuf_str(&out);
}

#define MONTHS_BY_CHANNEL                                                                         \
    "{\"kind\":\"pivot\",\"dimensions\":[\"property.city\",\"month\",\"channel\"],\"columns\":2," \
    "\"subtotals\":true}"

static ReportSample nested(Arena *arena, const char *show)
{
    return (ReportSample){ .title   = "城市，月份与渠道",
                           .look    = "pivot",
                           .columns = { "property.city", "month", "channel", "level",
                                        "column_level", "customer.new" },
                           .query   = MONTHS_BY_CHANNEL,
                           .rows    = by_month(arena, 7).ptr,
                           .show    = show };
}

/* Two figures whose names are long, and two shops of one name. */
static ReportSample twins(const char *title, const char *show)
{
    return (ReportSample){
        .title   = title,
        .look    = "pivot",
        .columns = { "property.city", "channel", "level", "column_level",
                     "sum(paid_fen):order.paid", "people:order.paid", "events:order.paid" },
        .query = "{\"kind\":\"pivot\",\"dimensions\":[\"property.city\",\"channel\"],\"columns\":1,"
                 "\"subtotals\":true}",
        .rows =
            "[[null,null,0,0,10000,5,6],[null,\"sync\",0,1,9000,4,5],[null,\"wecom\",0,1,1000,1,1],"
            "[\"杭州\",null,1,0,10000,5,6],[\"杭州\",\"sync\",1,1,9000,4,5],"
            "[\"杭州\",\"wecom\",1,1,1000,1,1]]",
        .show = show
    };
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
        nested(arena, NULL),
        twins("两家同名", "{\"as\":[\"row\",\"value\",\"running\"]}"),
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
            3500, 9000);
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

/* Where no figure differs, either: nothing but words tells what a share is of. */
static void test_what_figures_stand_as_is_said(void **state)
{
    static const char *const as[] = { "value", "row", "column", "whole", "running" };
    static const char one[] = "[[null,null,0,0,1],[null,\"2026-11\",0,1,1],[\"杭州\",null,1,0,1],"
                              "[\"杭州\",\"2026-11\",1,1,1]]";
    Arena            *arena = arena_new(512 << 20);
    Seen              seen[COUNT(as)];
    (void)state;
    for (int english = 0; english < 2; english++) {
        for (size_t i = 0; i < COUNT(as); i++) {
            ReportSample sample = by_city("占", str_fmt(arena, "{\"as\":[\"%s\"]}", as[i]).ptr);
            sample.rows         = one;
            seen[i] = report_sample_picture(arena, "as", &sample, 1, english == 1, false);
        }
        for (size_t i = 0; i < COUNT(as); i++)
            for (size_t k = 0; k < i; k++)
                assert_false(report_testing_same(
                    &seen[i], &seen[k], (PaintBox){ 0, 0, PAINT_WIDTH, seen[i].height - 100 }));
    }
    arena_free(arena);
}

/* ---- what is left out ------------------------------------------------------------------------ */

/* "公众号 2026-07 +": each with its column, the whole a plus. */
static const char *picked(Arena *arena, const Json *query, const Json *show, const char *names,
                          Str rows, ReportPivotSide side, size_t most, ReportEnd *end)
{
    Ctx         cx      = { .arena = arena };
    Vec         columns = vec_of(arena, Str);
    StrBuf      out     = strbuf(arena, 1000);
    ReportPivot pivot;
    for (Str rest = str_of(names); rest.len > 0;) *VEC_ADD(&columns, Str) = str_cut(&rest, ' ');
    ReportCard card = { .cx    = &cx,
                        .count = columns.count,
                        .query = query,
                        .rows  = parsed(arena, rows.ptr),
                        .show  = show };
    card.columns =
        report_column_all(arena, (Rows){ 0 }, query,
                          (Strs){ (const Str *)(const void *)columns.at, columns.count }, false);
    assert_true(report_pivot_read(&card, &pivot));
    const ReportPivotPicked all = report_pivot_pick(&pivot, side, pivot.deep[side], most);
    for (size_t i = 0; i < all.lines.count; i++) {
        const ReportPivotLine *one = *VEC_AT(all.lines, ReportPivotLine *, i);
        strbuf_fmt(&out, "%s%.*s", i > 0 ? " " : "", FMT(one->parent ? one->name : S("+")));
    }
    *end = all.end;
    return str_z(arena, strbuf_str(&out));
}

#define NESTED "property.city month channel level column_level people"

static void test_of_times_the_newest_are_drawn_with_all_that_is_theirs(void **state)
{
    Arena      *arena = arena_new(16 << 20);
    const Json *query = parsed(arena, MONTHS_BY_CHANNEL), *show = parsed(arena, "{}");
    const Str   rows = by_month(arena, 7);
    ReportEnd   end  = REPORT_FIRST;
    (void)state;
    assert_string_equal(
        picked(arena, query, show, NESTED, rows, PIVOT_COLUMNS, 7, &end),
        "公众号 抖店旗舰店（华东大区） 2026-06 公众号 抖店旗舰店（华东大区） 2026-07 +");
    assert_int_equal(end, REPORT_NEWEST);
    /* Half of a month, or its total alone, would be taken for it: but rather that than none. */
    assert_string_equal(picked(arena, query, show, NESTED, rows, PIVOT_COLUMNS, 6, &end),
                        "公众号 抖店旗舰店（华东大区） 2026-07 +");
    assert_string_equal(picked(arena, query, show, NESTED, rows, PIVOT_COLUMNS, 3, &end),
                        "公众号 2026-07 +");
    assert_string_equal(picked(arena, query, show, NESTED, rows, PIVOT_COLUMNS, 2, &end), "+");
    arena_free(arena);
}

/* Nobody wants the hours before midnight alone, as "the newest". */
static void test_of_what_comes_round_the_first_are_drawn(void **state)
{
    static const char *const names[] = { "channel hour_of_day level column_level people",
                                         "channel weekday level column_level people" };
    static const char *const of[]    = { "hour_of_day", "weekday" };
    static const char *const said[]  = { "01:00 02:00 03:00 +", "周一 周二 周三 +" };
    Arena                   *arena   = arena_new(16 << 20);
    (void)state;
    for (size_t i = 0; i < COUNT(of); i++) {
        const Json *query = parsed(
            arena, str_fmt(arena,
                           "{\"kind\":\"pivot\",\"dimensions\":[\"channel\",\"%s\"],\"columns\":1,"
                           "\"subtotals\":true}",
                           of[i])
                       .ptr);
        StrBuf    rows = strbuf(arena, 4000);
        ReportEnd end  = REPORT_NEWEST;
        strbuf_add(&rows, S("[[null,null,0,0,70]"));
        for (int k = 1; k <= 7; k++) strbuf_fmt(&rows, ",[null,%d,0,1,%d]", k, k);
        strbuf_add(&rows, S(",[\"oa\",null,1,0,70]]"));
        assert_string_equal(picked(arena, query, parsed(arena, "{}"), names[i], strbuf_str(&rows),
                                   PIVOT_COLUMNS, 4, &end),
                            said[i]);
        assert_int_equal(end, REPORT_FIRST);
    }
    arena_free(arena);
}

static void test_of_rows_the_newest_the_chosen_or_the_largest_are_drawn(void **state)
{
    static const char days[]  = "[[null,0,6],[\"2026-11-01\",1,3],[\"2026-11-02\",1,2],"
                                "[\"2026-11-03\",1,1]]";
    static const char towns[] = "[[null,0,6],[\"a\",1,1],[\"b\",1,3],[\"c\",1,2]]";
    Arena            *arena   = arena_new(16 << 20);
    const Json       *day     = parsed(arena, DOWN("\"day\""));
    const Json       *town    = parsed(arena, DOWN("\"property.city\""));
    const Json       *plain   = parsed(arena, "{}");
    const Json       *chosen  = parsed(arena, "{\"sort\":{\"desc\":false}}");
    ReportEnd         end     = REPORT_FIRST;
    (void)state;
    assert_string_equal(
        picked(arena, day, plain, "day level people", str_of(days), PIVOT_ROWS, 3, &end),
        "+ 2026-11-02 2026-11-03");
    assert_int_equal(end, REPORT_NEWEST);
    assert_string_equal(
        picked(arena, day, chosen, "day level people", str_of(days), PIVOT_ROWS, 3, &end),
        "+ 2026-11-01 2026-11-02");
    assert_int_equal(end, REPORT_FIRST);
    assert_string_equal(picked(arena, town, plain, "property.city level people", str_of(towns),
                               PIVOT_ROWS, 3, &end),
                        "+ b c");
    assert_int_equal(end, REPORT_LARGEST);
    arena_free(arena);
}

static void test_which_part_is_drawn_is_said(void **state)
{
    Arena           *arena   = arena_new(1 << 20);
    Ctx              cx      = { .arena = arena };
    const ReportCard chinese = { .cx = &cx }, english = { .cx = &cx, .english = true };
    StrBuf           zh = strbuf(arena, 200), en = strbuf(arena, 200);
    (void)state;
    report_card_part(&chinese, REPORT_NEWEST, REPORT_COLUMNS, 6, 21, &zh);
    report_card_part(&chinese, REPORT_LARGEST, REPORT_ROWS, 23, 23, &zh);
    report_card_part(&chinese, REPORT_FIRST, REPORT_ROWS, 23, 29, &zh);
    report_card_part(&english, REPORT_NEWEST, REPORT_COLUMNS, 6, 21, &en);
    assert_string_equal(str_z(arena, strbuf_str(&zh)),
                        "只画最近 6 列，共 21 列   只画前 23 行，共 29 行");
    assert_string_equal(str_z(arena, strbuf_str(&en)), "The newest 6 of 21 columns");
    arena_free(arena);
}

/* sync and wecom are both 企业微信. */
static void test_two_of_one_name_have_two(void **state)
{
    static const char rows[] = "[[null,0,6],[\"sync\",1,4],[\"wecom\",1,2]]";
    Arena            *arena  = arena_new(16 << 20);
    ReportEnd         end    = REPORT_FIRST;
    (void)state;
    assert_string_equal(picked(arena, parsed(arena, DOWN("\"source\"")), parsed(arena, "{}"),
                               "source level people", str_of(rows), PIVOT_ROWS, 9, &end),
                        "+ 企业微信 企业微信 (2)");
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
        cmocka_unit_test(test_what_figures_stand_as_is_said),
        cmocka_unit_test(test_of_times_the_newest_are_drawn_with_all_that_is_theirs),
        cmocka_unit_test(test_of_what_comes_round_the_first_are_drawn),
        cmocka_unit_test(test_of_rows_the_newest_the_chosen_or_the_largest_are_drawn),
        cmocka_unit_test(test_which_part_is_drawn_is_said),
        cmocka_unit_test(test_two_of_one_name_have_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
