/* rule_explain_test.c -- rules as sentences. */
#include "rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }
#define VARIABLE(called, kind, english, chinese)                                                \
    {                                                                                           \
        .name = TEXT(called), .type = (kind), .label = TEXT(english), .label_zh = TEXT(chinese) \
    }
static const RuleVariable variables[] = {
    VARIABLE("level", RULE_TYPE_NUMBER, "level", "等级"),
    VARIABLE("city", RULE_TYPE_TEXT, "city", "城市"),
    VARIABLE("spent", RULE_TYPE_MONEY, "money spent", "消费"),
    VARIABLE("vip", RULE_TYPE_FLAG, "VIP", "贵宾"),
};
static const RuleSchema schema = { variables, COUNT(variables) };

static void said(const char *document, const char *english, const char *chinese)
{
    const Str   text  = str_replace(arena, str_of(document), S("'"), S("\""));
    const Json *json  = NULL;
    const Rule *rule  = NULL;
    JsonError   wrong = { 0 };
    RuleError   error = { 0 };
    assert_int_equal(json_parse(arena, text, JSON_LIMITS, &json, &wrong), OK);
    assert_int_equal(rule_compile(arena, json, &schema, &rule, &error), OK);
    const Str in_english = rule_explain(arena, rule, RULE_ENGLISH);
    const Str in_chinese = rule_explain(arena, rule, RULE_CHINESE);
    if (!str_equal(in_english, str_of(english)) || !str_equal(in_chinese, str_of(chinese)))
        fail_msg("%s\n  %.*s\n  %.*s", document, FMT(in_english), FMT(in_chinese));
}

static void test_conditions_are_readable(void **state)
{
    (void)state;
    said("{'and':[{'>=':[{'var':'level'},3]},{'in':[{'var':'city'},['上海','北京']]},{'>':[{'var':'"
         "spent'},50000]}]}",
         "level ≥ 3 and city is one of “上海”, “北京” and money spent > ¥500.00",
         "等级 ≥ 3 且 城市 是 “上海”、“北京” 之一 且 消费 > 500.00 元");
    said("{'or':[{'and':[{'var':'vip'},{'<':[1,{'var':'level'},5]}]},{'!':{'var':'vip'}}]}",
         "(VIP and 1 < level < 5) or VIP is no", "（贵宾 且 1 < 等级 < 5） 或 贵宾 为否");
    said("{'and':[{'or':[{'var':'vip'},{'==':[{'var':'city'},'上海']}]},{'!':{'or':[{'!':{'var':'"
         "city'}},{'!=':[{'var':'city'},null]}]}}]}",
         "(VIP or city is “上海”) and not (city is empty or city is not empty)",
         "（贵宾 或 城市 是 “上海”） 且 并非 （城市 为空 或 城市 不为空）");
    said("{'and':[{'and':[{'var':'vip'},true]},{'==':[{'var':'vip'},false]}]}",
         "VIP and yes and VIP is no", "贵宾 且 是 且 贵宾 为否");
    said("{'in':['海',{'var':'city'}]}", "city contains “海”", "城市 包含 “海”");
    said("{'in':[{'var':'spent'},[100,250]]}", "money spent is one of ¥1.00, ¥2.50",
         "消费 是 1.00 元、2.50 元 之一");
    said("{'<=':[100,{'var':'spent'}]}", "¥1.00 ≤ money spent", "1.00 元 ≤ 消费");
}

static void test_events_are_readable(void **state)
{
    (void)state;
    said("{'>=':[{'event_count':['order.paid','30d',{'>':[{'var':'amount_fen'},10000]}]},2]}",
         "the number of order.paid in the last 30 days with (amount_fen > 10000) ≥ 2",
         "近 30 天 order.paid（amount_fen > 10000） 的次数 ≥ 2");
    said("{'and':[{'did':['order.paid','last_7_days']},{'did_not':['message.received',null]}]}",
         "there is order.paid in the 7 days before today and there is no message.received",
         "今天之前的 7 天 有 order.paid 且 没有 message.received");
    said("{'did':['a',['2026-11-01','2026-12-01']]}",
         "there is a from 2026-11-01 on and before 2026-12-01",
         "自 2026-11-01 起、2026-12-01 之前 有 a");
    said("{'did':['a',['2026-11-01',null]]}", "there is a from 2026-11-01 on",
         "自 2026-11-01 起 有 a");
    said("{'did_not':['a',[null,'2026-12-01']]}", "there is no a before 2026-12-01",
         "2026-12-01 之前 没有 a");
    said("{'>':[{'event_sum':['order.paid','amount_fen','this_month']},{'*':[{'var':'level'},{'+':["
         "1,2]}]}]}",
         "the sum of amount of order.paid this month > level × (1 + 2)",
         "本月 order.paid 的 金额 合计 > 等级 × （1 + 2）");
    said("{'<':[{'days_since':{'event_last':['order.paid']}},30]}",
         "the days since the last order.paid < 30", "距 最近一次 order.paid 的天数 < 30");
    said("{'==':[{'event_first':['order.paid','shop.id','1d']},'a']}",
         "the shop.id of the first order.paid in the last 1 day is “a”",
         "近 1 天 首次 order.paid 的 shop.id 是 “a”");
    said("{'>=':[{'consecutive_days':['page.viewed','4w']},3]}",
         "the longest run of days with page.viewed in the last 4 weeks ≥ 3",
         "近 4 周 连续有 page.viewed 的最长天数 ≥ 3");
    said("{'>=':[{'streak':['page.viewed']},3]}",
         "the days in a row, until now, with page.viewed ≥ 3", "至今连续有 page.viewed 的天数 ≥ 3");
    said("{'<=':[{'days_until_anniversary':{'attribute':'birthday'}},7]}",
         "the days until the attribute birthday comes again ≤ 7",
         "距下一个 属性 birthday 的天数 ≤ 7");
}

static void test_persons_are_readable(void **state)
{
    (void)state;
    said("{'has_tag':['妈妈','vip']}", "has one of the tags “妈妈”, “vip”",
         "有标签 “妈妈”、“vip” 之一");
    said("{'has_relation':{'and':[{'var':'is_open'},{'==':[{'var':'staff_id'},'7']}]}}",
         "has a relation with (is_open and staff_id is “7”)",
         "有满足（is_open 且 staff_id 是 “7”）的好友关系");
    said("{'has_relation':[]}", "has a relation", "有好友关系");
}

static void test_formulas_are_readable(void **state)
{
    (void)state;
    said("{'if':[{'var':'vip'},{'-':[{'var':'spent'},{'-':[5,2]}]},{'>':[{'var':'level'},2]},10,{'-"
         "':[1]}]}",
         "if VIP then money spent − (5 − 2), else if level > 2 then 10, else −1",
         "若 贵宾 则 消费 − （5 − 2），否则若 等级 > 2 则 10，否则 −1");
    said("{'some':[{'filter':[{'var':'items'},{'>':[{'var':'q'},1]}]},{'==':[{'var':''},{'var':'n'}"
         "]}]}",
         "some item of the items of items with (q > 1) has (the item = n)",
         "items 中满足（q > 1）的项 中有一项满足（该项 = n）");
    said("{'==':[{'date_part':['weekday']},1]}", "the weekday of now = 1", "现在 的 星期 = 1");
    said("{'==':[{'date_part':['month',{'var':'x'}]},{'date':[]}]}", "the month of x = today",
         "x 的 月份 = 今天");
    said("{'cat':['满',{'var':'spent'},{'/':[{'var':'a'},3]}]}",
         "the text of “满”, money spent, (a ÷ 3)", "“满”、消费、（a ÷ 3） 连成的文字");
    said("{'map':[[1,{'var':'x'}],{'reduce':[{'var':''},{'max':[{'var':'current'},{'var':'"
         "accumulator'}]},0]}]}",
         "((the largest of current, accumulator) over all items of the item, from 0) of every item "
         "of [1, x]",
         "［1、x］ 中每项的（由 0 起对 该项 的每项累计（current、accumulator 中的最大值））");
    said("{'missing':['a','b']}", "what is missing of “a”, “b”", "“a”、“b” 中缺少的");
    said("{'<':[{'var':'created'},{'now':[]}]}", "created < now", "created < 现在");
}

/* However long a rule is, its sentence has an end, and no half character. */
static void test_a_sentence_has_an_end(void **state)
{
    (void)state;
    StrBuf      buf   = strbuf(arena, 4 << 20);
    const Json *json  = NULL;
    const Rule *rule  = NULL;
    JsonError   wrong = { 0 };
    RuleError   error = { 0 };
    strbuf_add(&buf, S("[\"x"));
    for (int i = 0; i < 100000; i++) strbuf_add(&buf, S("织"));
    strbuf_add(&buf, S("\"]"));
    assert_int_equal(json_parse(arena, strbuf_str(&buf), JSON_LIMITS, &json, &wrong), OK);
    assert_int_equal(rule_compile(arena, json, NULL, &rule, &error), OK);
    const Str text = rule_explain(arena, rule, RULE_CHINESE);
    assert_true(text.len <= 64 << 10);
    assert_true(str_is_utf8(text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions_are_readable),
        cmocka_unit_test(test_events_are_readable),
        cmocka_unit_test(test_persons_are_readable),
        cmocka_unit_test(test_formulas_are_readable),
        cmocka_unit_test(test_a_sentence_has_an_end),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
