/* Days and provinces of pictures: none is lost, and what each says is to be read. */
#include "report/report_sample.h"

#include "report/report_square.h"
#include "report/report_sum.h"

#define TREND     "{\"kind\":\"trend\",\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\"}}"
#define PROVINCES "{\"kind\":\"pivot\",\"dimensions\":[\"property.province\"]}"

enum { NOVEMBER = 20758, /* 2026-11-01 */ NEW_YEAR = 20089 /* 2025-01-01 */ };

/* Of so many days from the first: `peak` on the eleventh, else from 100 on with the weekday. */
static Str days(Arena *arena, int first, int count, int scale, int peak)
{
    StrBuf out = strbuf(arena, 1 << 20);
    for (int i = 0; i < count; i++)
        strbuf_fmt(&out, "%s[\"%.*s\",%d]", i ? "," : "[", FMT(day_text(arena, first + i)),
                   i == 10 ? peak : scale * (100 + (i * 37) % 60 + (i + first) % 7 * 12));
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

/* As many of each day. */
static Str even(Arena *arena, int first, int count)
{
    StrBuf out = strbuf(arena, 1 << 20);
    for (int i = 0; i < count; i++)
        strbuf_fmt(&out, "%s[\"%.*s\",7]", i ? "," : "[", FMT(day_text(arena, first + i)));
    strbuf_char(&out, ']');
    return strbuf_str(&out);
}

static ReportSample calendar(const char *title, Str rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "calendar",
                           .columns = { "day", "customer.new" },
                           .query   = TREND,
                           .rows    = rows.ptr };
}

static ReportSample provinces(const char *title, const char *rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "divisions",
                           .columns = { "property.province", "order.paid_fen" },
                           .query   = PROVINCES,
                           .rows    = rows };
}

static Seen alone(Arena *arena, const char *name, ReportSample sample)
{
    return report_sample_picture(arena, name, &sample, 1, false, false);
}

static const char of_china[] =
    "[[\"广东省\",18233],[\"浙江省 "
    "杭州市\",9120],[\"江苏\",8800],[\"Shanghai\",7100],[\"北京市\",6400],"
    "[\"四川\",4100],[\"湖北\",3900],[\"山东省\",3600],[\"河南\",2800],[\"福建\",2100],[\"湖南\","
    "1900],"
    "[\"安徽\",1500],[\"河北\",1300],[\"重庆\",1200],[\"陕西\",900],[\"辽宁\",800],[\"江西\",640],"
    "[\"广西壮族自治区\",410],[\"云南\",300],[\"黑龙江省\",210],[\"吉林\",170],[\"内蒙古自治区\","
    "96],"
    "[\"海南\",77],[\"贵州\",63],[\"山西\",60],[\"甘肃\",33],[\"天津\",30],[\"新疆\",12],[\"宁夏\","
    "9],"
    "[\"香港特别行政区\",8],[\"青海\",4],[\"西藏\",2],[\"台湾\",1],[\"澳门\",0],[null,812],"
    "[\"London\",3]]";

static void test_days_and_provinces_fit_their_cards(void **state)
{
    Arena       *arena   = arena_new(64 << 20);
    ReportSample days_[] = {
        calendar("每日新增", days(arena, NOVEMBER, 28, 1, 9000)),
        calendar("半年", days(arena, NOVEMBER - 180, 180, 10, 99999)),
        calendar("一年", days(arena, NOVEMBER - 337, 365, 10, 99999)),
        calendar("三年", days(arena, NEW_YEAR, 1096, 10, 99999)),
        calendar("一天", days(arena, NOVEMBER, 1, 10, 0)),
        calendar("皆零", S("[[\"2026-11-01\",0],[\"2026-11-02\",null]]")),
        { .title   = "净额",
          .look    = "calendar",
          .columns = { "day", "order.paid_fen", "customer.new", "order.refund_rate",
                       "order.paid_fen_before" },
          .query   = TREND,
          .rows    = "[[\"2026-11-01\",-123456789,5,0.5,1],[\"2026-11-02\",987654321,3,0.1,1],"
                     "[\"2026-11-09\",null,3,0.1,1],[\"2026-11-12\",0,8,0.1,1]]" },
        { .title   = "按月",
          .look    = "calendar",
          .columns = { "month", "customer.new" },
          .rows    = "[[\"2026-11\",5]]" },
    };
    ReportSample map[] = {
        provinces("各省新增", of_china),
        { .title   = "各省支付",
          .look    = "divisions",
          .columns = { "property.province", "level", "order.paid_fen", "order.refund_rate" },
          .query   = PROVINCES,
          .rows = "[[null,0,99,0.5],[\"广东\",1,123456789012,0.031],[\"浙江\",1,-4500000,0.3],"
                  "[\"内蒙古\",1,99999950000,0.01],[\"\",1,7,null]]" },
        provinces("没有省份", "[[\"London\",3],[\"Paris\",2]]"),
        { .title   = "按星期",
          .look    = "divisions",
          .columns = { "weekday", "customer.new" },
          .rows    = "[[1,5]]" },
    };
    (void)state;
    for (int english = 0; english < 2; english++) {
        assert_in_range(report_sample_drawn(english ? "days-en" : "days-zh", days_, COUNT(days_),
                                            english, false),
                        4000, 8000);
        assert_in_range(report_sample_drawn(english ? "provinces-en" : "provinces-zh", map,
                                            COUNT(map), english, false),
                        2000, 5000);
    }
    arena_free(arena);
}

/* How many squares of the full shade there are, each so many points wide without its corners. */
static size_t dark(const Seen *seen, size_t wide)
{
    return report_sample_inked(seen, report_square_ink(1, 1)) / (wide * wide);
}

static void test_every_day_of_three_years_has_its_square(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen year  = alone(arena, "even-year", calendar("一年", even(arena, NEW_YEAR, 365)));
    const Seen three = alone(arena, "even-years", calendar("三年", even(arena, NEW_YEAR, 1096)));
    (void)state;
    assert_in_range(dark(&year, 18), 330, 420);
    assert_in_range(dark(&three, 18), 1000, 1230);
    arena_free(arena);
}

static void test_each_day_of_a_month_tells_its_figure(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen one =
        alone(arena, "month", calendar("月", S("[[\"2026-11-02\",900],[\"2026-11-03\",41]]")));
    const Seen other =
        alone(arena, "month", calendar("月", S("[[\"2026-11-02\",900],[\"2026-11-03\",47]]")));
    (void)state;
    assert_int_equal(one.height, other.height);
    assert_false(report_testing_same(&one, &other, (PaintBox){ 0, 330, PAINT_WIDTH, 220 }));
    arena_free(arena);
}

/* As in the console: all but a twentieth of the days keep their shades. */
static void test_one_great_day_does_not_make_all_others_pale(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen sale = alone(arena, "sale", calendar("大促", days(arena, NOVEMBER, 60, 1, 99999)));
    (void)state;
    assert_true(report_sample_inked(&sale, report_square_ink(1, 1)) > 2 * 40 * 40);
    arena_free(arena);
}

static void test_refunds_of_a_day_or_a_province_are_seen_below_nothing(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen day   = alone(arena, "day-below",
                             calendar("净额", S("[[\"2026-11-02\",50],[\"2026-11-03\",-50]]")));
    const Seen map = alone(arena, "map-below", provinces("净额", "[[\"浙江\",50],[\"广东\",-50]]"));
    (void)state;
    assert_true(report_sample_inked(&day, report_square_ink(-50, 50)) > 1000);
    assert_true(report_sample_inked(&day, report_square_ink(50, 50)) > 1000);
    assert_true(report_sample_inked(&map, report_square_ink(-50, 50)) > 1000);
    assert_true(report_sample_inked(&map, report_square_ink(50, 50)) > 1000);
    arena_free(arena);
}

static void test_a_province_is_one_tile_whatever_it_is_called(void **state)
{
    Arena *arena = arena_new(256 << 20);
    const Seen one = alone(arena, "one-province", provinces("省", "[[\"浙江\",60],[\"广东\",20]]"));
    const Seen three = alone(arena, "one-province",
                             provinces("省", "[[\"浙江省\",20],[\"广东\",20],[\"zhejiang\",10],"
                                             "[\" 浙江省 杭州市\",30]]"));
    (void)state;
    assert_int_equal(one.height, three.height);
    assert_true(report_testing_same(&one, &three, (PaintBox){ 0, 0, PAINT_WIDTH, one.height }));
    arena_free(arena);
}

static ReportSample of_rate(const char *figure, const char *rows)
{
    ReportSample out = provinces("省", rows);
    out.columns[1]   = figure;
    return out;
}

/* 30% of Hangzhou and 10% of Ningbo are not 40% of Zhejiang, nor are its people those of both. */
static void test_rates_and_people_of_a_province_are_not_added_up(void **state)
{
    static const char two[] = "[[\"浙江省 杭州市\",0.3],[\"浙江省 宁波市\",0.1],[\"广东\",0.4]]";
    static const char one[]  = "[[\"浙江省\",0.4],[\"广东\",0.4]]";
    Arena            *arena  = arena_new(256 << 20);
    const Seen        rate   = alone(arena, "rate-two", of_rate("order.refund_rate", two));
    const Seen        single = alone(arena, "rate-one", of_rate("order.refund_rate", one));
    const Seen        people = alone(arena, "people-two", of_rate("customer.new", two));
    (void)state;
    /* The tile, its scale and its bar: of Guangdong alone. */
    assert_true(report_sample_inked(&rate, report_square_ink(1, 1)) <
                report_sample_inked(&single, report_square_ink(1, 1)) * 3 / 4);
    assert_true(report_sample_inked(&people, report_square_ink(1, 1)) <
                report_sample_inked(&single, report_square_ink(1, 1)) * 3 / 4);
    assert_int_equal(rate.height, people.height);
    /* A rank less, but each of them told. */
    const Seen other =
        alone(arena, "rate-other",
              of_rate("order.refund_rate", "[[\"浙江省 杭州市\",0.3],"
                                           "[\"浙江省 宁波市\",0.2],[\"广东\",0.4]]"));
    assert_int_equal(rate.height, other.height);
    assert_false(report_testing_same(&rate, &other, (PaintBox){ 0, 0, PAINT_WIDTH, rate.height }));
    arena_free(arena);
}

static void test_only_counts_and_sums_may_be_added(void **state)
{
    static const struct {
        const char *name;
        bool        is_sum;
    } all[]           = { { "order.paid_fen", true },
                          { "customer.new", false },
                          { "order.refund_rate", false },
                          { "events", true },
                          { "events:order.paid", true },
                          { "sum(paid_fen):order.paid", true },
                          { "people:order.paid", false },
                          { "average(paid_fen):order.paid", false },
                          { "own", true },
                          { "mine", false },
                          { "rate", false },
                          { "unknown", false } };
    Arena      *arena = arena_new(1 << 20);
    const Json *query = NULL;
    JsonError   error;
    (void)state;
    assert_int_equal(
        json_parse(arena,
                   S("{\"metrics\":[{\"measure\":\"sum\",\"property\":\"x\",\"name\":\"own\"},"
                     "{\"measure\":\"median\",\"property\":\"x\",\"name\":\"mine\"},"
                     "{\"metric\":\"order.refund_rate\",\"name\":\"rate\"}]}"),
                   JSON_LIMITS, &query, &error),
        OK);
    for (size_t i = 0; i < COUNT(all); i++)
        assert_int_equal(
            report_sum_is(arena, report_sample_metrics(arena), query, str_of(all[i].name)),
            all[i].is_sum);
    arena_free(arena);
}

static void test_what_is_no_province_is_told_with_its_figure(void **state)
{
    Arena         *arena = arena_new(256 << 20);
    const PaintBox all   = { 0, 330, PAINT_WIDTH, 4000 };
    const Seen     none  = alone(arena, "others", provinces("省", "[[\"浙江\",60]]"));
    const Seen     three = alone(arena, "others", provinces("省", "[[\"浙江\",60],[null,3]]"));
    const Seen     four  = alone(arena, "others", provinces("省", "[[\"浙江\",60],[null,4]]"));
    (void)state;
    assert_true(three.height > none.height);
    assert_int_equal(three.height, four.height);
    assert_false(report_testing_same(&three, &four, all));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_and_provinces_fit_their_cards),
        cmocka_unit_test(test_every_day_of_three_years_has_its_square),
        cmocka_unit_test(test_each_day_of_a_month_tells_its_figure),
        cmocka_unit_test(test_one_great_day_does_not_make_all_others_pale),
        cmocka_unit_test(test_refunds_of_a_day_or_a_province_are_seen_below_nothing),
        cmocka_unit_test(test_a_province_is_one_tile_whatever_it_is_called),
        cmocka_unit_test(test_rates_and_people_of_a_province_are_not_added_up),
        cmocka_unit_test(test_only_counts_and_sums_may_be_added),
        cmocka_unit_test(test_what_is_no_province_is_told_with_its_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
