/* Pictures of boards: what is on them fits, whatever the answers are. */
#include "report/report_sample.h"

#include "report/report_heat.h"

static Str days(Arena *arena, int count, int scale, bool two)
{
    StrBuf out = strbuf(arena, 64000);
    strbuf_char(&out, '[');
    for (int i = 0; i < count; i++) {
        const int a = scale * (40 + (i * 37) % 23 + i), b = scale * (20 + (i * 53) % 17);
        strbuf_fmt(&out, "%s[\"%.*s\",%d", i ? "," : "", FMT(day_text(arena, 20758 + i)), a);
        if (two) strbuf_fmt(&out, ",%d", b);
        strbuf_char(&out, ']');
    }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static void test_a_board_of_all_looks_fits(void **state)
{
    Arena             *arena = arena_new(1 << 20);
    const ReportSample all[] = {
        { .title   = "支付金额",
          .look    = "number",
          .columns = { "order.paid_fen" },
          .rows    = "[[123456789]]",
          .before  = "[[110000000]]" },
        { .title   = "新增客户",
          .look    = "number",
          .columns = { "customer.new" },
          .rows    = "[[3392]]",
          .before  = "[[4100]]" },
        { .title   = "退款率",
          .look    = "number",
          .columns = { "order.refund_rate" },
          .rows    = "[[0.0312]]" },
        { .title   = "支付金额走势",
          .look    = "line",
          .columns = { "day", "order.paid_fen" },
          .rows    = days(arena, 28, 90000, false).ptr },
        { .title   = "新增与流失",
          .look    = "line",
          .columns = { "day", "customer.new", "customer.new_before" },
          .rows    = days(arena, 28, 1, true).ptr },
        { .title   = "支付与新增",
          .look    = "line",
          .columns = { "day", "order.paid_fen", "customer.new" },
          .rows    = days(arena, 28, 9000, true).ptr },
        { .title   = "公众号消息",
          .look    = "bar",
          .columns = { "day", "customer.new" },
          .rows    = days(arena, 14, 3, false).ptr },
        { .title   = "各渠道添加",
          .look    = "pie",
          .columns = { "channel", "customer.new" },
          .rows = "[[\"wecom\",900],[\"oa\",420],[\"抖店旗舰店（华东大区）\",130],[\"jd\",2]]" },
        { .title   = "按门店汇总",
          .look    = "table",
          .columns = { "store", "customer.new", "order.paid_fen", "order.refund_rate" },
          .rows = "[[\"上海徐汇店\",120,4500000,0.02],[\"杭州西湖店\",98,3900000,0.031],["
                  "\"南京新街口店\",77,2100000,0.014],[\"苏州观前店\",54,1900000,null]]" },
        { .title = "不能统计的", .look = "line", .reason = "query.hidden_people" },
        { .title = "没有数据", .look = "line", .columns = { "day", "customer.new" }, .rows = "[]" },
    };
    (void)state;
    const int zh = report_sample_drawn("board-zh", all, COUNT(all), false, false);
    const int en = report_sample_drawn("board-en", all, COUNT(all), true, true);
    assert_true(zh > 2500 && zh < 6000);
    assert_true(en > zh); /* the late one says so */
    arena_free(arena);
}

#define PATHS "{\"kind\":\"paths\",\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\"}}"
#define PATH_COLUMNS                  \
    {                                 \
        "step", "from", "to", "count" \
    }

/* Sessions of `names` nodes at each of `steps`, fewer of each later one. */
static Str ways(Arena *arena, int steps, int names)
{
    StrBuf out = strbuf(arena, 4 << 20);
    strbuf_char(&out, '[');
    for (int step = 1; step < steps; step++)
        for (int from = 0; from < names; from++)
            for (int to = 0; to <= names; to += 1 + (from + step) % 3)
                strbuf_fmt(&out,
                           to < names ? "%s[%d,\"节点 %d\",\"节点 %d\",%d]"
                                      : "%s[%d,\"节点 %d\",null,%d]",
                           out.len > 1 ? "," : "", step, from, to, 1000 / (1 + from * to + step));
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

// clang-format off
static const char demo_paths[] =
    "[[1,\"product.viewed\",\"product.viewed\",820],"
    "[1,\"product.viewed\",\"order.created\",410],"
    "[1,\"product.viewed\",null,300],"
    "[1,\"contact.added\",\"message.received\",260],"
    "[1,\"contact.added\",\"product.viewed\",120],"
    "[1,\"link.opened\",\"product.viewed\",90],"
    "[2,\"product.viewed\",\"order.created\",350],"
    "[2,\"product.viewed\",null,400],"
    "[2,\"product.viewed\",\"other\",280],"
    "[2,\"order.created\",\"order.paid\",330],"
    "[2,\"order.created\",null,80],"
    "[2,\"message.received\",\"message.sent\",200],"
    "[2,\"message.received\",null,60],"
    "[3,\"order.created\",\"order.paid\",300],"
    "[3,\"order.created\",null,50],"
    "[3,\"order.paid\",\"other\",30],"
    "[3,\"order.paid\",null,300],"
    "[3,\"message.sent\",\"message.received\",110],"
    "[3,\"message.sent\",null,90],"
    "[3,\"other\",null,280],"
    "[4,\"order.paid\",\"contact.added\",8],"
    "[4,\"order.paid\",null,292],"
    "[4,\"message.received\",null,110],"
    "[4,\"other\",null,30]]";
// clang-format on

static void test_paths_are_drawn(void **state)
{
    Arena             *arena = arena_new(16 << 20);
    const ReportSample all[] = {
        { .title   = "访问路径",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = demo_paths },
        { .title   = "一步",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = "[[1,\"order.paid\",null,12]]" },
        { .title   = "五十个节点",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = ways(arena, 5, 50).ptr },
        { .title   = "二十步，很长的名字",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = ways(arena, 20, 3).ptr },
        { .title   = "名字很长",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = "[[1,\"上海市徐汇区漕溪北路旗舰店一层东侧导购扫码入会\",\"第二\\n行\",5],"
                     "[1,\"a very long name without any room for it at all\",\"第二\\n行\",1]]" },
        { .title   = "没有人",
          .look    = "sankey",
          .columns = PATH_COLUMNS,
          .query   = PATHS,
          .rows    = "[[1,\"order.paid\",null,0]]" },
    };
    (void)state;
    assert_in_range(report_sample_drawn("paths-zh", all, COUNT(all), false, false), 2500, 5500);
    assert_in_range(report_sample_drawn("paths-en", all, COUNT(all), true, false), 2500, 5500);
    arena_free(arena);
}

#define KEPT(unit)                             \
    "{\"kind\":\"retention\",\"unit\":\"" unit \
    "\",\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\"}}"
#define KEPT_COLUMNS                                              \
    {                                                             \
        "cohort", "size", "period", "reached", "retained", "rate" \
    }

/* Cohorts of days, the last of them not over. */
static Str kept(Arena *arena, int cohorts, int periods)
{
    StrBuf out = strbuf(arena, 1 << 20);
    strbuf_char(&out, '[');
    for (int i = -1; i < cohorts; i++)
        for (int n = 1; n <= periods; n++) {
            const bool is_over = i + n <= cohorts;
            const int  size = 40 + (i * 37 + 60) % 60, back = size * 2 / (2 + n) + (i + n) % 5;
            strbuf_fmt(&out, out.len > 1 ? ",[" : "[");
            if (i < 0)
                strbuf_add(&out, S("null"));
            else
                strbuf_fmt(&out, "\"%.*s\"", FMT(day_text(arena, 20758 + i)));
            strbuf_fmt(&out, ",%d,%d,%d,%d,", size, n, is_over ? size : 0, is_over ? back : 0);
            strbuf_fmt(&out, is_over ? "%.17g]" : "null]", (double)back / size);
        }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static void test_retention_is_drawn(void **state)
{
    Arena             *arena = arena_new(16 << 20);
    const ReportSample all[] = {
        { .title   = "留存",
          .look    = "cohort",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("day"),
          .rows    = kept(arena, 10, 7).ptr },
        { .title   = "一个月",
          .look    = "cohort",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("week"),
          .rows    = kept(arena, 28, 30).ptr },
        { .title   = "每人累计",
          .look    = "cohort",
          .columns = { "cohort", "size", "period", "reached", "retained", "rate", "value",
                       "value_per_person" },
          .query   = "{\"kind\":\"retention\",\"unit\":\"month\",\"value\":\"property.paid_fen\"}",
          .rows =
              "[[null,300,0,300,300,1,4500000,15000],[null,300,1,200,90,0.45,3900000,19500],"
              "[null,300,2,100,30,0.3,2500000,25012.5],[\"2026-09\",100,0,100,100,1,1500000,15000],"
              "[\"2026-09\",100,1,100,50,0.5,1900000,19000],[\"2026-09\",100,2,100,30,0.3,2500000,"
              "25012.5],"
              "[\"2026-10\",100,0,100,100,1,1200000,12000],[\"2026-10\",100,1,100,40,0.4,2000000,"
              "20000],"
              "[\"2026-11\",100,0,100,100,1,1800000,18000]]" },
        { .title   = "按渠道",
          .look    = "cohort",
          .columns = { "channel", "cohort", "size", "period", "reached", "retained", "rate" },
          .query   = KEPT("day"),
          .rows    = "[[\"wecom\",null,90,1,90,45,0.5],[\"wecom\",\"2026-11-01\",50,1,50,25,0.5],"
                     "[\"抖店旗舰店（华东大区）很长的名字\",null,9,1,0,0,null]]" },
        { .title   = "皆零",
          .look    = "cohort",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("day"),
          .rows    = "[[null,0,1,0,0,null],[null,0,2,3,0,0],[\"2026-11-01\",3,1,3,0,0]]" },
        { .title = "没有", .look = "cohort", .columns = KEPT_COLUMNS, .query = KEPT("day") },
        { .title   = "不是留存",
          .look    = "cohort",
          .columns = { "day", "customer.new" },
          .rows    = "[[\"2026-11-01\",5]]" },
    };
    (void)state;
    assert_in_range(report_sample_drawn("kept-zh", all, COUNT(all), false, false), 2500, 5500);
    assert_in_range(report_sample_drawn("kept-en", all, COUNT(all), true, false), 2500, 5500);
    arena_free(arena);
}

static void test_retention_is_drawn_as_curves(void **state)
{
    Arena             *arena = arena_new(16 << 20);
    const ReportSample all[] = {
        { .title   = "留存曲线",
          .look    = "curve",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("day"),
          .rows    = kept(arena, 10, 7).ptr },
        { .title   = "很多期",
          .look    = "curve",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("week"),
          .rows    = kept(arena, 28, 70).ptr },
        { .title   = "每人累计",
          .look    = "curve",
          .columns = { "cohort", "size", "period", "reached", "retained", "rate", "value",
                       "value_per_person" },
          .query   = "{\"kind\":\"retention\",\"unit\":\"month\",\"value\":\"property.paid_fen\"}",
          .rows    = "[[null,300,0,300,300,1,4500000,15000],[null,300,1,200,90,0.45,3900000,19500],"
                     "[null,300,2,100,30,0.3,2500000,25012.5],"
                     "[\"2026-10\",100,0,100,100,1,1200000,12000],[\"2026-10\",100,1,100,40,0.4,"
                     "2000000,20000]]" },
        { .title   = "按渠道",
          .look    = "curve",
          .columns = { "channel", "cohort", "size", "period", "reached", "retained", "rate" },
          .query   = KEPT("day"),
          .rows    = "[[\"wecom\",null,90,1,90,45,0.5],[\"wecom\",null,90,2,90,40,0.44],"
                     "[\"wecom\",\"2026-11-01\",50,1,50,25,0.5],"
                     "[\"抖店旗舰店（华东大区）很长的名字\",null,9,1,9,3,0.33],"
                     "[\"抖店旗舰店（华东大区）很长的名字\",null,9,2,9,1,0.11]]" },
        { .title   = "还没到",
          .look    = "curve",
          .columns = KEPT_COLUMNS,
          .query   = KEPT("day"),
          .rows    = "[[\"2026-11-01\",3,1,0,0,null]]" },
        { .title   = "不是留存",
          .look    = "curve",
          .columns = { "day", "customer.new" },
          .rows    = "[[\"2026-11-01\",5]]" },
    };
    (void)state;
    assert_in_range(report_sample_drawn("curve-zh", all, COUNT(all), false, false), 1800, 4500);
    assert_in_range(report_sample_drawn("curve-en", all, COUNT(all), true, false), 1800, 4500);
    arena_free(arena);
}

/* A pivot of hours and weekdays with its totals; most at noon, none at night. */
static Str hours(Arena *arena, int rows, int columns)
{
    StrBuf out = strbuf(arena, 1 << 20);
    strbuf_add(&out, S("[[null,null,0,9999]"));
    for (int i = 0; i < rows; i++) {
        strbuf_fmt(&out, ",[%d,null,1,%d]", i, i * 700);
        for (int k = 1; k <= columns; k++)
            if (i > 6) strbuf_fmt(&out, ",[%d,%d,2,%d]", i, k, (30 - abs(i - 13)) * k * k);
    }
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static void test_two_dimensions_are_drawn_as_heat(void **state)
{
    Arena             *arena = arena_new(16 << 20);
    const ReportSample all[] = {
        { .title   = "时段",
          .look    = "matrix",
          .columns = { "hour_of_day", "weekday", "level", "customer.new" },
          .rows    = hours(arena, 24, 7).ptr },
        { .title   = "很多列",
          .look    = "matrix",
          .columns = { "store", "property.city", "level", "order.paid_fen", "customer.new" },
          .rows    = hours(arena, 40, 50).ptr },
        { .title   = "星期与时段",
          .look    = "matrix",
          .columns = { "weekday", "hour_of_day", "level", "order.refund_rate" },
          .rows    = "[[3,10,2,0.5],[3,11,2,0.25],[5,23,2,0.01],[5,null,1,0.3]]" },
        { .title   = "门店",
          .look    = "matrix",
          .columns = { "store", "month", "level", "order.paid_fen" },
          .rows = "[[null,null,0,900],[\"上海徐汇店\",null,1,4500000],[\"上海徐汇店\",\"2026-10\","
                  "2,2500000],"
                  "[\"上海徐汇店\",\"2026-11\",2,2000000],[\"杭州西湖店\",\"2026-11\",2,990000],["
                  "null,\"2026-11\",2,-5]]" },
        { .title   = "动线",
          .look    = "moves",
          .columns = PATH_COLUMNS,
          .query   = "{\"kind\":\"paths\",\"node\":\"channel\"}",
          .rows = "[[1,\"wecom\",\"oa\",300],[1,\"wecom\",\"wecom\",900],[1,\"oa\",\"wecom\",120],"
                  "[2,\"oa\",\"tmall\",44],[1,\"tmall\",\"wecom\",9],[1,\"tmall\",null,80]]" },
        { .title   = "没有动线",
          .look    = "moves",
          .columns = PATH_COLUMNS,
          .rows    = "[[1,\"a\",null,4]]" },
        { .title   = "不是透视",
          .look    = "matrix",
          .columns = { "day", "customer.new" },
          .rows    = "[[\"d\",1]]" },
        { .title   = "没有格子",
          .look    = "matrix",
          .columns = { "store", "city", "level", "customer.new" },
          .rows    = "[[null,null,0,null],[],[\"a\"]]" },
    };
    (void)state;
    assert_in_range(report_sample_drawn("heat-zh", all, COUNT(all), false, false), 3000, 6500);
    assert_in_range(report_sample_drawn("heat-en", all, COUNT(all), true, false), 3000, 6500);
    arena_free(arena);
}

/* What an engine may answer, at its edges. */
static void test_strange_answers_draw(void **state)
{
    // clang-format off
    static const ReportSample all[] = {
        { .title = "", .look = "number", .columns = { "customer.new" }, .rows = "[]" },
        { .title = "空", .look = "number", .columns = { "customer.new" }, .rows = "[[null]]", .before = "[[0]]" },
        { .title = "一天", .look = "line", .columns = { "day", "customer.new" }, .rows = "[[\"2026-11-01\",5]]" },
        { .title = "皆零", .look = "line", .columns = { "day", "customer.new" }, .rows = "[[\"2026-11-01\",0],[\"2026-11-02\",0]]" },
        { .title = "有负", .look = "bar", .columns = { "day", "customer.new" }, .rows = "[[\"2026-11-01\",-5],[\"2026-11-02\",7],[\"2026-11-03\",null]]" },
        { .title = "缺列", .look = "bar", .columns = { "channel", "customer.new" }, .rows = "[[\"a\"],[]]" },
        { .title = "多列", .look = "pivot", .columns = { "channel", "store", "customer.new", "order.paid_fen", "a", "b", "c", "d" },
          .rows = "[[\"a\",\"很长很长很长很长很长很长的名字\",1,2,3,4,5,6]]" },
        { .title = "分组", .look = "line", .columns = { "day", "channel", "customer.new" },
          .rows = "[[\"d1\",\"a\",1],[\"d1\",\"b\",2],[\"d1\",\"c\",3],[\"d1\",\"d\",4],[\"d1\",\"e\",5],[\"d1\",\"f\",6],[\"d2\",\"a\",9],[\"d2\",\"f\",1]]" },
        { .title = "无列", .look = "sankey", .rows = "[[1]]" },
    };
    (void)state;
    assert_true(report_sample_drawn("strange", all, COUNT(all), false, false) > 500);
}

static Json number(double real) { return (Json){ .kind = JSON_REAL, .as.real = real }; }

/* What was paid less what was given back falls below nothing and comes up again. */
static void test_a_change_from_below_nothing_goes_the_way_it_went(void **state)
{
    const Json less = number(-100), more = number(50), none = number(0);
    double     change = 0;
    (void)state;
    assert_true(report_card_change(&more, &less, &change));
    assert_true(change > 1.499 && change < 1.501);
    assert_true(report_card_change(&less, &more, &change));
    assert_true(change > -3.001 && change < -2.999);
    assert_false(report_card_change(&more, &none, &change));
}

static void test_what_is_below_nothing_is_drawn_from_nothing(void **state)
{
    enum { BELOW = 0xe8912d, FILLED = 0xe8f0fc }; /* the ink of a line, a tenth of it on white */
    // clang-format off
    static const ReportSample refunds[] = { { .title = "净额", .look = "pie", .columns = { "channel", "order.paid_fen" },
        .rows = "[[\"wecom\",-9000],[\"oa\",-4500],[\"jd\",4500]]" } };
    static const ReportSample course[] = { { .title = "净额", .look = "line", .columns = { "day", "order.paid_fen" },
        .rows = "[[\"d1\",-9000],[\"d2\",0],[\"d3\",0],[\"d4\",0],[\"d5\",0],[\"d6\",0],[\"d7\",0],[\"d8\",0]]" } };
    // clang-format on
    Arena *arena = arena_new(128 << 20);
    (void)state;
    const Seen bars = report_sample_picture(arena, "refunds", refunds, 1, false, false);
    const Seen line = report_sample_picture(arena, "net", course, 1, false, false);
    assert_in_range(report_sample_inked(&bars, BELOW), 4000, 20000);
    /* A seventh of the plot, and half of that. */
    assert_in_range(report_sample_inked(&line, FILLED), 4000, 20000);
    arena_free(arena);
}

/* The message below the picture: a change says from what, else it is read as from yesterday. */
static void test_a_figure_in_words_says_what_it_is_compared_with(void **state)
{
    static const struct {
        QueryCompare compare;
        bool         english;
        const char  *said;
    } all[] = {
        { COMPARE_BEFORE, false, "\n新增客户 3,392（▼17.3%，比上期）" },
        { COMPARE_LAST_YEAR, false, "\n新增客户 3,392（▼17.3%，比去年同期）" },
        { COMPARE_BEFORE, true, "\n新增客户 3,392 (▼17.3% on the period before)" },
    };
    const ReportSample sample = { .title   = "新增客户",
                                  .look    = "number",
                                  .columns = { "customer.new" },
                                  .rows    = "[[3392]]",
                                  .before  = "[[4100]]" };
    Arena             *arena  = arena_new(1 << 20);
    Ctx                cx     = { .arena = arena };
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        ReportPanel part = report_sample_part(arena, &sample);
        ReportBook  book = { .english = all[i].english };
        StrBuf      out  = strbuf(arena, 400);
        part.compare     = all[i].compare;
        report_picture_figures(&cx, &book, (Rows){ &part, 1 }, 3, &out);
        assert_string_equal(str_z(arena, strbuf_str(&out)), all[i].said);
    }
    arena_free(arena);
}

/* The head says a condition of the whole board: a card it does not hold for tells so. */
static void test_a_card_tells_the_condition_that_does_not_hold_for_it(void **state)
{
    int       heights[2];
    const Str left[2] = { S("[]"), S("[{\"condition\":{\"==\":[{\"var\":\"channel\"},\"oa\"]},"
                                     "\"missing\":\"channel\",\"is_owner\":false}]") };
    const ReportSample sample = {
        .title = "新增客户", .look = "number", .columns = { "customer.new" }, .rows = "[[3392]]"
    };
    (void)state;
    for (int i = 0; i < 2; i++) {
        Arena           *arena = arena_new(64 << 20);
        Ctx              cx    = { .arena = arena, .zone = { 480 } };
        ReportPanel      part  = report_sample_part(arena, &sample);
        const ReportBook book  = { .name = S("看板") };
        const ReportMark mark  = { .as_of = S("2026-11-28 09:00") };
        Str              png   = { 0 };
        part.tile.left_out     = left[i];
        assert_int_equal(report_picture_draw(&cx, &book, (Rows){ &part, 1 }, &mark, &png), OK);
        heights[i] = report_testing_see(arena, png).height;
        report_sample_keep(arena, i ? "left-out" : "left-none", png);
        arena_free(arena);
    }
    assert_true(heights[1] > heights[0] + 20);
}

/* Who sees a part of the brand reads of whom, in how many words ever. */
static void test_whose_customers_the_figures_are_of_is_said(void **state)
{
    const Str whose[] = {
        S(""), S("只含本门店（上海徐汇店）的客户"),
        S("Only customers of your stores (Shanghai Xuhui flagship, Hangzhou West Lake, "
          "Ningbo Tianyi and 12 more)")
    };
    const ReportSample sample = {
        .title = "新增客户", .look = "number", .columns = { "customer.new" }, .rows = "[[3392]]"
    };
    int heights[COUNT(whose)];
    (void)state;
    for (size_t i = 0; i < COUNT(whose); i++) {
        Arena           *arena = arena_new(64 << 20);
        Ctx              cx    = { .arena = arena, .zone = { 480 } };
        ReportPanel      part  = report_sample_part(arena, &sample);
        const ReportBook book  = { .name = S("看板") };
        const ReportMark mark  = { .as_of = S("2026-11-28 09:00"), .whose = whose[i] };
        Str              png   = { 0 };
        assert_int_equal(report_picture_draw(&cx, &book, (Rows){ &part, 1 }, &mark, &png), OK);
        heights[i] = report_testing_see(arena, png).height;
        report_sample_keep(arena, str_fmt(arena, "whose-%zu", i).ptr, png);
        arena_free(arena);
    }
    assert_true(heights[1] > heights[0] + 20);
    assert_true(heights[2] > heights[1] + 20);
}

static void test_a_board_too_tall_ends_and_says_so(void **state)
{
    Arena       *arena = arena_new(1 << 20);
    ReportSample all[40];
    const Str    rows = days(arena, 28, 1, true);
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++)
        all[i] = (ReportSample){ .title   = "走势",
                                 .look    = "line",
                                 .columns = { "day", "customer.new", "order.paid_fen" },
                                 .rows    = rows.ptr };
    assert_in_range(report_sample_drawn("tall", all, COUNT(all), false, false), 10000, 16000);
    arena_free(arena);
}

/* The last card is whole, and the foot stands below it. */
static void test_a_board_of_tall_cards_ends_with_a_whole_card_and_its_foot(void **state)
{
    enum { FOOT = 80, MIDDLE = PAINT_WIDTH / 2 - 150 };
    Arena             *arena = arena_new(256 << 20);
    const ReportSample heat  = { .title   = "时段",
                                 .look    = "matrix",
                                 .columns = { "hour_of_day", "weekday", "level", "customer.new" },
                                 .rows    = hours(arena, 24, 7).ptr };
    const ReportSample one   = {
          .title = "新增客户", .look = "number", .columns = { "customer.new" }, .rows = "[[3392]]"
    };
    ReportSample all[30];
    (void)state;
    for (size_t before = 0; before < 8; before += 2) { /* so that the edge falls elsewhere */
        for (size_t i = 0; i < COUNT(all); i++) all[i] = i < before ? one : heat;
        const Seen seen = report_sample_picture(arena, "tall-heat", all, COUNT(all), false, false);
        const PaintBox foot = { MIDDLE, seen.height - FOOT, 300, FOOT };
        assert_in_range(seen.height, 10000, PAINT_TALL - 1);
        assert_true(report_testing_inked(&seen, foot, INK_FAINT) > 20);
        assert_int_equal(report_testing_inked(&seen, foot, INK_CARD), 0);
    }
    arena_free(arena);
}

static Seen alone(Arena *arena, const char *name, ReportSample sample)
{
    return report_sample_picture(arena, name, &sample, 1, false, false);
}

/* Each as itself, not as the table it would be without its drawing. */
static void test_every_look_has_its_own_drawing(void **state)
{
    Arena             *arena = arena_new(256 << 20);
    const ReportSample paths = { .title   = "访问路径",
                                 .look    = "sankey",
                                 .columns = PATH_COLUMNS,
                                 .query   = PATHS,
                                 .rows    = demo_paths };
    const ReportSample whom  = { .title   = "留存",
                                 .look    = "cohort",
                                 .columns = KEPT_COLUMNS,
                                 .query   = KEPT("day"),
                                 .rows    = kept(arena, 10, 7).ptr };
    const ReportSample when  = { .title   = "时段",
                                 .look    = "matrix",
                                 .columns = { "hour_of_day", "weekday", "level", "customer.new" },
                                 .rows    = hours(arena, 24, 7).ptr };
    const ReportSample where = { .title   = "动线",
                                 .look    = "moves",
                                 .columns = PATH_COLUMNS,
                                 .query   = "{\"kind\":\"paths\",\"node\":\"channel\"}",
                                 .rows    = "[[1,\"wecom\",\"oa\",300],[1,\"oa\",\"wecom\",120]]" };
    const ReportSample years = { .title   = "年",
                                 .look    = "line",
                                 .columns = { "year", "customer.new" },
                                 .rows    = "[[\"2024\",3],[\"2025\",5],[\"2026\",9]]" };
    (void)state;
    const Seen sankey = alone(arena, "alone-sankey", paths),
               cohort = alone(arena, "alone-kept", whom);
    const Seen matrix = alone(arena, "alone-heat", when),
               moves  = alone(arena, "alone-moves", where);
    const Seen course = alone(arena, "alone-years", years);
    assert_true(report_sample_inked(&sankey, 0x52a065) > 1000); /* the bars of its second name */
    assert_true(report_sample_inked(&cohort, report_heat_ink(1000)) > 500);
    assert_true(report_sample_inked(&matrix, report_heat_ink(1000)) > 500);
    assert_true(report_sample_inked(&moves, report_heat_ink(1000)) > 3000);
    assert_true(report_sample_inked(&course, 0xe8f0fc) > 4000); /* the ground below a line */
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_board_of_all_looks_fits),
        cmocka_unit_test(test_paths_are_drawn),
        cmocka_unit_test(test_retention_is_drawn),
        cmocka_unit_test(test_retention_is_drawn_as_curves),
        cmocka_unit_test(test_two_dimensions_are_drawn_as_heat),
        cmocka_unit_test(test_strange_answers_draw),
        cmocka_unit_test(test_a_change_from_below_nothing_goes_the_way_it_went),
        cmocka_unit_test(test_what_is_below_nothing_is_drawn_from_nothing),
        cmocka_unit_test(test_a_figure_in_words_says_what_it_is_compared_with),
        cmocka_unit_test(test_a_card_tells_the_condition_that_does_not_hold_for_it),
        cmocka_unit_test(test_whose_customers_the_figures_are_of_is_said),
        cmocka_unit_test(test_a_board_too_tall_ends_and_says_so),
        cmocka_unit_test(test_a_board_of_tall_cards_ends_with_a_whole_card_and_its_foot),
        cmocka_unit_test(test_every_look_has_its_own_drawing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
