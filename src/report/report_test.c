/* Boards answered: the filter of a board as conditions, and which of them a tile's events can meet.
 */
#include "report/report_card.h"
#include "report/report_column.h"
#include "report/report_reason.h"
#include "report/report_said.h"
#include "report/report_tile.h"
#include "report/report_word.h"

#include "kernel/testing.h"
#include "sys/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Ctx context(Arena *arena)
{
    return (Ctx){ .arena = arena, .tenant_id = 1, .zone = { 8 * 60 }, .now_ms = 1780000000000 };
}

static void test_a_filter_is_read_or_refused_by_member(void **state)
{
    static const struct {
        const char *text, *field;
    } rows[] = {
        { "", NULL },
        { "{}", NULL },
        { "{\"range\":{\"days\":7},\"compare\":\"year\",\"channel\":[\"oa\"],"
          "\"owner\":{\"kind\":\"store\",\"id\":\"5\"},\"filters\":{\"and\":[]}}",
          NULL },
        { "[]", "filter" },
        { "{\"range\":7}", "filter.range" },
        { "{\"compare\":\"moon\"}", "filter.compare" },
        { "{\"channel\":\"oa\"}", "filter.channel" },
        { "{\"channel\":[1]}", "filter.channel" },
        { "{\"owner\":{\"kind\":\"store\"}}", "filter.owner" },
        { "{\"owner\":{\"kind\":\"brand\",\"id\":\"5\"}}", "filter.owner" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Arena       *arena = arena_new(1 << 20);
        Ctx          cx    = context(arena);
        ReportFilter filter;
        const Code   code = report_filter_read(&cx, str_of(rows[i].text), &filter);
        assert_int_equal(code, rows[i].field ? ERR_INVALID : OK);
        if (rows[i].field) assert_string_equal(str_z(arena, cx.err.field), rows[i].field);
        arena_free(arena);
    }
}

/* What is missing of each condition, with commas; "-": it applies. */
static Str missing_of(Arena *arena, const char *filters, Strs types, Rows carriers)
{
    Ctx          cx         = context(arena);
    Vec          conditions = vec_of(arena, ReportCondition);
    ReportFilter filter;
    StrBuf       out = strbuf(arena, 1000);
    assert_int_equal(report_filter_read(&cx, str_fmt(arena, "{\"filters\":%s}", filters), &filter),
                     OK);
    assert_int_equal(report_filter_conditions(&cx, &filter, &conditions), OK);
    const Rows rows = vec_rows(&conditions);
    report_filter_judge(rows, report_filter_properties(arena, rows), types, carriers);
    for (size_t i = 0; i < rows.count; i++) {
        const Str missing = ROWS_AT(ReportCondition, rows, i)->missing;
        if (i > 0) strbuf_add(&out, S(","));
        strbuf_add(&out, missing.ptr ? missing : S("-"));
    }
    return strbuf_str(&out);
}

static void test_what_events_do_not_carry_is_left_out(void **state)
{
    /* Properties in the order they are asked for: "city", "way". */
#define CITY "{\"==\":[{\"var\":\"property.city\"},\"x\"]}"
#define WAY  "{\"in\":[{\"var\":[\"property.way\"]},[\"x\"]]}"
#define TAG  "{\"!\":{\"has_tag\":[\"7\"]}}"
    ReportCarrier carriers[] = {
        { .type = S("bought"), .events = 9, .people = 3, .with = { 9, 0 } },
        { .type = S("added"), .events = 9, .people = 3, .with = { 0, 2 } },
        { .type = S("synced"), .events = 4 }
    };
    const Str bought[] = { S("bought") }, two[] = { S("bought"), S("added") },
              synced[] = { S("synced") }, never[] = { S("never") };
    const struct {
        const char *filters;
        Strs        types;
        const char *want;
    } rows[] = {
        { "{\"and\":[]}", { bought, 1 }, "" },
        { "{\"and\":[" CITY "," WAY "]}", { bought, 1 }, "-,way" },
        { "{\"and\":[" CITY "," WAY "]}", { two, 2 }, "city,way" },
        { "{\"and\":[" CITY "," WAY "]}", { NULL, 0 }, "-,-" },
        { "{\"and\":[" CITY "," WAY "," TAG "]}", { synced, 1 }, "city,way,person" },
        { "{\"and\":[" CITY "," WAY "]}", { never, 1 }, "-,-" },
        { "{\"or\":[" CITY "," WAY "]}", { bought, 1 }, "way" },
        { TAG, { bought, 1 }, "-" },
        { "{\"==\":[{\"var\":\"customer.gender\"},\"female\"]}", { synced, 1 }, "person" },
        { "{\"==\":[{\"var\":\"source\"},\"oa\"]}", { synced, 1 }, "-" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Arena    *arena = arena_new(1 << 20);
        const Str got =
            missing_of(arena, rows[i].filters, rows[i].types, (Rows){ carriers, COUNT(carriers) });
        assert_string_equal(str_z(arena, got), rows[i].want);
        arena_free(arena);
    }
}

static void test_a_range_is_compared_with_as_many_days_before_it_or_a_year_ago(void **state)
{
    static const struct {
        const char  *range;
        QueryCompare compare;
        const char  *want;
    } rows[] = {
        { "{\"days\":7}", COMPARE_BEFORE, "{\"from\":\"2026-05-16\",\"to\":\"2026-05-22\"}" },
        { "{\"from\":\"2026-03-01\",\"to\":\"2026-03-10\"}", COMPARE_BEFORE,
          "{\"from\":\"2026-02-19\",\"to\":\"2026-02-28\"}" },
        { "{\"from\":\"2026-03-01\",\"to\":\"2026-03-10\"}", COMPARE_LAST_YEAR,
          "{\"from\":\"2025-03-01\",\"to\":\"2025-03-10\"}" },
        { "{\"from\":\"2024-02-01\",\"to\":\"2024-02-29\"}", COMPARE_LAST_YEAR,
          "{\"from\":\"2023-02-01\",\"to\":\"2023-02-28\"}" },
        { "{\"from\":\"2024-11-01\",\"to\":\"2024-11-30\"}", COMPARE_LAST_YEAR,
          "{\"from\":\"2023-11-01\",\"to\":\"2023-11-30\"}" },
        { "{\"days\":7}", COMPARE_NOTHING, "" },
        { "{\"from\":\"2026-03-01T00:00:00Z\",\"to\":\"2026-03-10T00:00:00Z\"}", COMPARE_BEFORE,
          "" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Arena *arena = arena_new(1 << 20);
        Ctx    cx    = context(arena);
        assert_string_equal(
            str_z(arena, report_tile_before(&cx, str_of(rows[i].range), rows[i].compare)),
            rows[i].want);
        arena_free(arena);
    }
}

static void test_conditions_are_said_in_words(void **state)
{
    static const struct {
        const char *logic, *zh, *en;
    } rows[] = {
        { "{\"==\":[{\"var\":\"type\"},\"contact.added\"]}", "事件类型 = 添加好友",
          "Type of event = Contact added" },
        { "{\"and\":[{\"in\":[{\"var\":\"channel\"},[\"oa\",\"moon\"]]},"
          "{\">=\":[{\"var\":\"property.price\"},5]}]}",
          "渠道 属于 公众号、moon，price ≥ 5",
          "Channel is one of Official account, moon, price ≥ 5" },
        { "{\"and\":[{\"==\":[{\"var\":\"source\"},\"jd\"]},{\"or\":[{\"==\":[{\"var\":"
          "\"property.city\"},null]},{\"!\":{\"<\":[1,{\"var\":[\"property.price\"]},5]}}]}]}",
          "来源 = 京东，（城市 为空 或 不满足（1 < price < 5））",
          "Source = JD, (City is empty or not (1 < price < 5))" },
        { "{\"has_tag\":[\"7\"]}", "有标签 “会员”", "has the tag “会员”" },
        { "{\"has_tag\":[7,8]}", "有标签 “会员”、“8” 之一", "has one of the tags “会员”, “8”" },
        { "{\"or\":[{\"!\":{\"in_segment\":[\"9\"]}},{\"==\":[{\"var\":\"source\"},\"jd\"]}]}",
          "不满足（属于分群 “老客”） 或 来源 = 京东",
          "not (is in the audience “老客”) or Source = JD" },
        { "{\"==\":[{\"var\":\"customer.gender\"},\"female\"]}", "性别 是 “女”",
          "gender is “female”" },
        { "{\"and\":[]}", NULL, NULL },
        { "{\"cat\":[1]}", NULL, NULL },
        { "true", NULL, NULL },
    };
    static const TagName tags[]     = { { 7, { "会员", sizeof "会员" - 1 } } };
    static const TagName segments[] = { { 9, { "老客", sizeof "老客" - 1 } } };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int english = 0; english < 2; english++) {
            Arena      *arena    = arena_new(1 << 20);
            const Json *logic    = NULL;
            TagLanguage language = { .tags     = { (void *)(uintptr_t)tags, 1 },
                                     .segments = { (void *)(uintptr_t)segments, 1 } };
            JsonError   error;
            language.schema = tagging_language_schema(arena, &language.attributes);
            assert_int_equal(json_parse(arena, str_of(rows[i].logic), JSON_LIMITS, &logic, &error),
                             OK);
            const Str   said = report_said_conditions(arena, &language, logic, english);
            const char *want = english ? rows[i].en : rows[i].zh;
            assert_int_equal(said.ptr != NULL, want != NULL);
            if (want) assert_string_equal(str_z(arena, said), want);
            arena_free(arena);
        }
}

/* Heading and, in brackets, the unit: what a person would read a hundred times too large. */
static void test_columns_are_in_the_unit_of_their_question(void **state)
{
#define TOUCHED "{\"kind\":\"attribution\",\"touches\":{\"event\":\"a\",\"by\":\"channel\"}"
    static const struct {
        const char *query, *column, *zh, *en;
    } rows[] = {
        { TOUCHED ",\"goal\":{\"event\":\"b\",\"value\":\"property.paid_fen\"}}", "time_decay",
          "时间衰减（元）", "Time decay (CNY)" },
        { TOUCHED ",\"goal\":{\"event\":\"b\"}}", "markov", "马尔可夫", "Markov" },
        { TOUCHED ",\"cost\":\"spend.recorded\"}", "cost", "费用（元）", "Cost (CNY)" },
        { TOUCHED ",\"cost\":{\"event\":\"c\",\"value\":\"property.coins\"}}", "cost_per_person",
          "获客成本", "Cost per person" },
        { TOUCHED ",\"cost\":\"spend.recorded\"}", "roi", "投产比", "ROI" },
        { TOUCHED "}", "repeat_rate", "复购率（%）", "Repeat rate (%)" },
        { TOUCHED "}", "touch", "触点", "Touch" },
        { "{\"kind\":\"retention\",\"value\":\"property.paid_fen\"}", "value_per_person",
          "每人累计（元）", "Each so far (CNY)" },
        { "{\"kind\":\"retention\",\"value\":\"property.days\"}", "value", "累计价值",
          "Value so far" },
        { "{\"kind\":\"retention\"}", "rate", "转化率（%）", "Rate (%)" },
        { "{\"kind\":\"distribution\",\"metrics\":[{\"measure\":\"events\"},"
          "{\"measure\":\"sum\",\"property\":\"property.paid_fen\"}]}",
          "from_2", "从 2（元）", "From 2 (CNY)" },
        { "{\"kind\":\"distribution\",\"metrics\":[{\"measure\":\"events\"}]}", "from", "从",
          "From" },
        { "{\"kind\":\"interval\"}", "q1_ms", "下四分位（秒）", "Lower quartile (s)" },
        { "{\"kind\":\"trend\"}", "sum(paid_fen):order.paid|order.closed",
          "支付订单 或 订单关闭 · 实付金额 · 总和（元）",
          "Order paid or Order closed · Paid · Sum (CNY)" },
        { "{\"kind\":\"trend\"}", "people_before", "人数（对比期）", "People, before" },
        { "{\"kind\":\"pivot\"}", "last", "last", "last" }, /* somebody called a metric so */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int english = 0; english < 2; english++) {
            Arena      *arena = arena_new(1 << 20);
            const Json *query = NULL;
            const Str   name  = str_of(rows[i].column);
            JsonError   error;
            assert_int_equal(json_parse(arena, str_of(rows[i].query), JSON_LIMITS, &query, &error),
                             OK);
            const ReportColumn *column =
                report_column_all(arena, (Rows){ 0 }, query, (Strs){ &name, 1 }, english);
            const Str got = str_fmt(arena, "%.*s%.*s", FMT(column->heading),
                                    FMT(report_word_suffix(column->unit, english)));
            assert_string_equal(str_z(arena, got), english ? rows[i].en : rows[i].zh);
            arena_free(arena);
        }
}

/* As everywhere in the console: the sign stands before the money. */
static void test_money_below_zero_is_said_with_its_sign_before_it(void **state)
{
    Arena           *arena = arena_new(1 << 20);
    Ctx              cx    = { .arena = arena };
    const ReportCard zh = { .cx = &cx }, en = { .cx = &cx, .english = true };
    (void)state;
    const Str said[] = {
        report_word_real(arena, REPORT_FEN, -5),
        report_word_figure(arena, REPORT_FEN, -123456, 1),
        report_card_brief(&zh, REPORT_FEN, -9000),
        report_card_brief(&zh, REPORT_FEN, -2500000),
        report_card_brief(&en, REPORT_FEN, -2500000),
    };
    const Str want[] = { S("-¥0.05"), S("-¥1,234.56"), S("-¥90"), S("-¥2.5万"), S("-¥25k") };
    for (size_t i = 0; i < COUNT(said); i++)
        assert_string_equal(str_z(arena, said[i]), str_z(arena, want[i]));
    arena_free(arena);
}

/* "'query.required': 'Something'," or the sentence on the next line, in either quotes. */
static Str sentence_of(Str text, size_t at)
{
    while (text.ptr[at] != '\'' && text.ptr[at] != '"') at++;
    const size_t from = at + 1;
    const char   end  = text.ptr[at];
    for (at = from; text.ptr[at] != end; at++)
        ;
    return str_slice(text, from, at);
}

/* A file says of a refusal what the console says; every refusal of a question has its sentence. */
static void test_a_refusal_is_said_as_the_console_says_it(void **state)
{
    static const char *const files[]  = { "zh-CN", "en-US" };
    static const char *const spoken[] = { "  'query.", "  'events.", "  'rule." };
    (void)state;
    for (int english = 0; english < 2; english++) {
        Arena *arena = arena_new(4 << 20);
        Str    text  = { 0 };
        size_t count = 0;
        assert_int_equal(file_read(arena,
                                   str_fmt(arena, "%s/console/src/i18n/reasons.%s.ts",
                                           WEFT_SOURCE_DIR, files[english])
                                       .ptr,
                                   2 << 20, &text),
                         OK);
        for (Str rest = text; rest.len > 0;) {
            const Str line = str_cut(&rest, '\n');
            for (size_t i = 0; i < COUNT(spoken); i++) {
                if (!str_starts(line, str_of(spoken[i]))) continue;
                Str       tail   = str_slice(line, 3, line.len);
                const Str reason = str_cut(&tail, '\'');
                if (str_ends(reason, S(".no_file"))) continue; /* of the command line */
                const Str said = sentence_of(text, (size_t)(tail.ptr - text.ptr));
                assert_string_equal(str_z(arena, report_reason_said(reason, english)),
                                    str_z(arena, said));
                count++;
            }
        }
        assert_true(count > 30);
        assert_string_equal(str_z(arena, report_reason_said(S("module.off"), english)),
                            english ? "Your brand or store has switched this module off. Ask an "
                                      "administrator."
                                    : "该功能模块已被您的品牌或门店停用，请联系管理员。");
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_filter_is_read_or_refused_by_member),
        cmocka_unit_test(test_what_events_do_not_carry_is_left_out),
        cmocka_unit_test(test_a_range_is_compared_with_as_many_days_before_it_or_a_year_ago),
        cmocka_unit_test(test_conditions_are_said_in_words),
        cmocka_unit_test(test_columns_are_in_the_unit_of_their_question),
        cmocka_unit_test(test_money_below_zero_is_said_with_its_sign_before_it),
        cmocka_unit_test(test_a_refusal_is_said_as_the_console_says_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
