/* Funnels and attribution of pictures: how many went on, and what each model credits, can be seen.
 */
#include "report/report_sample.h"

#define FUNNEL "{\"kind\":\"funnel\",\"range\":{\"from\":\"2026-11-01\",\"to\":\"2026-11-28\"}}"
#define ATTRIBUTION                                                                           \
    "{\"kind\":\"attribution\",\"touches\":{\"event\":\"contact.added\",\"by\":\"channel\"}," \
    "\"goal\":{\"event\":\"order.paid\",\"value\":\"property.paid_fen\"}}"

static ReportSample funnel(const char *title, const char *rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "funnel",
                           .columns = { "step", "name", "count", "dropped", "rate", "step_rate",
                                        "median_ms" },
                           .query   = FUNNEL,
                           .rows    = rows };
}

static ReportSample parted(const char *title, const char *rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "funnel",
                           .columns = { "channel", "step", "name", "count", "dropped", "rate",
                                        "step_rate", "median_ms" },
                           .query   = FUNNEL,
                           .rows    = rows };
}

static ReportSample models(const char *title, const char *rows)
{
    return (ReportSample){ .title   = title,
                           .look    = "attribution",
                           .columns = { "touch", "touches", "first", "last", "linear", "markov",
                                        "shapley" },
                           .query   = ATTRIBUTION,
                           .rows    = rows };
}

static const char steps[] =
    "[[1,\"contact.added\",1200,0,1,null,null],[2,\"page.viewed\",640,560,0.5333,0.5333,60000],"
    "[3,\"order.paid\",80,560,0.0667,0.125,3600000],[4,\"order.refunded\",0,80,0,0,null]]";
static const char touches[] =
    "[[\"oa\",820,1200000,990000,1100000,1050000.5,1090000],[\"wecom\",90,250000,400000,330000,"
    "350000,310000],[null,0,120000,120000,120000,120000,120000],[\"doudian\",3,100,0,50,20,10],"
    "[\"jd\",3,0,0,0,0,0]]";

static void test_steps_and_models_fit_their_cards(void **state)
{
    const ReportSample all[] = {
        funnel("从添加到支付", steps),
        parted("按渠道",
               "[[\"oa\",1,\"contact.added\",1200,0,1,null,null],[\"oa\",2,\"order.paid\",90,1110,"
               "0.075,"
               "0.075,1],[\"jd\",1,\"contact.added\",12345678901,0,1,null,null],[\"jd\",2,\"order."
               "paid\","
               "1,9,0.0001,0.0001,1],[\"a\",1,\"contact.added\",1,0,1,null,null],[\"b\",1,"
               "\"contact.added\",1,0,1,null,null],[\"c\",1,\"contact.added\",1,0,1,null,null]]"),
        funnel("破的行", "[[],[1],[\"x\",null,\"y\",null,null,null,null]]"),
        { .title   = "不是漏斗",
          .look    = "funnel",
          .columns = { "channel", "customer.new" },
          .rows    = "[[\"oa\",5]]" },
        models("各模型", touches),
        models("破的归因", "[[],[\"oa\"],[\"oa\",1,\"x\",null,1,1,1]]"),
        models("没有触点", "[[null,0,5,5,5,5,5]]"),
    };
    (void)state;
    for (int english = 0; english < 2; english++)
        assert_in_range(
            report_sample_drawn(english ? "steps-en" : "steps-zh", all, COUNT(all), english, false),
            2500, 6000);
}

static Seen alone(Arena *arena, const char *name, ReportSample sample)
{
    return report_sample_picture(arena, name, &sample, 1, false, false);
}

/* Half as many are half as wide. */
static void test_a_step_is_as_wide_as_they_are_many(void **state)
{
    static const char whole[] = "[[1,\"a\",100,0,1,null,null],[2,\"b\",100,0,1,1,1]]";
    Arena            *arena   = arena_new(256 << 20);
    const uint32_t    ink     = report_paint_mix(INK_BRAND, 420);
    const Seen        all     = alone(arena, "funnel-all", funnel("步骤", whole));
    const Seen        half =
        alone(arena, "funnel-half",
              funnel("步骤", "[[1,\"a\",100,0,1,null,null],[2,\"b\",50,50,0.5,0.5,1]]"));
    (void)state;
    assert_int_equal(all.height, half.height);
    assert_in_range(report_sample_inked(&half, ink) * 100 / report_sample_inked(&all, ink), 70, 80);
    arena_free(arena);
}

static void test_between_steps_stands_who_went_on(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen one =
        alone(arena, "funnel-one",
              funnel("步骤", "[[1,\"a\",100,0,1,null,null],[2,\"b\",50,50,0.5,0.5,1]]"));
    const Seen other =
        alone(arena, "funnel-other",
              funnel("步骤", "[[1,\"a\",100,0,1,null,null],[2,\"b\",50,51,0.5,0.5,1]]"));
    (void)state;
    assert_int_equal(one.height, other.height);
    assert_false(report_testing_same(&one, &other, (PaintBox){ 0, 330, PAINT_WIDTH, 200 }));
    arena_free(arena);
}

#define STEP(part, n) "[\"" part "\",1,\"contact.added\"," n ",0,1,null,null]"

/* Parts come by their names: without room for all it is the largest that are drawn. */
static void test_the_largest_parts_are_drawn(void **state)
{
    static const char by_name[] = "[" STEP("a", "1") "," STEP("b", "2") "," STEP(
        "c", "30") "," STEP("d", "40") "," STEP("e", "50") "," STEP("f", "60") "]";
    static const char by_size[] = "[" STEP("f", "60") "," STEP("e", "50") "," STEP(
        "d", "40") "," STEP("c", "30") "," STEP("b", "2") "," STEP("a", "1") "]";
    Arena     *arena = arena_new(256 << 20);
    const Seen one   = alone(arena, "funnel-by-name", parted("按渠道", by_name));
    const Seen other = alone(arena, "funnel-by-size", parted("按渠道", by_size));
    (void)state;
    assert_int_equal(one.height, other.height);
    assert_true(
        report_testing_same(&one, &other, (PaintBox){ 0, 0, PAINT_WIDTH, (double)one.height }));
    arena_free(arena);
}

/* A bar of each model for each touch that has any credit, as long as it. */
static void test_models_stand_side_by_side(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen seen  = alone(arena, "models", models("各模型", touches));
    (void)state;
    for (size_t k = 0; k < 5; k++)
        assert_true(report_sample_inked(&seen, report_paint_tone(k)) > 5000);
    assert_true(report_sample_inked(&seen, report_paint_tone(0)) >
                report_sample_inked(&seen, report_paint_tone(1)));
    arena_free(arena);
}

static void test_what_no_touch_came_before_is_told(void **state)
{
    Arena     *arena = arena_new(256 << 20);
    const Seen none  = alone(arena, "models-none", models("模型", "[[\"oa\",1,9,9,9,9,9]]"));
    const Seen some =
        alone(arena, "models-some", models("模型", "[[\"oa\",1,9,9,9,9,9],[null,0,5,5,5,5,5]]"));
    (void)state;
    ReportSample worth = models("模型", "[[\"oa\",1,9,9,9,9,9]]");
    worth.columns[7]   = "cost";
    worth.rows         = "[[\"oa\",1,9,9,9,9,9,4]]";
    assert_true(some.height > none.height + 20);
    assert_true(alone(arena, "models-cost", worth).height > none.height + 20);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_and_models_fit_their_cards),
        cmocka_unit_test(test_a_step_is_as_wide_as_they_are_many),
        cmocka_unit_test(test_between_steps_stands_who_went_on),
        cmocka_unit_test(test_the_largest_parts_are_drawn),
        cmocka_unit_test(test_models_stand_side_by_side),
        cmocka_unit_test(test_what_no_touch_came_before_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
