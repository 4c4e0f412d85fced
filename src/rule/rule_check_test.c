/* rule_check_test.c -- what is told of a rule before it is saved. */
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

static const Str cities[] = { { "北京", 6 }, { "上海", 6 } };

#define VARIABLE(text, kind)                               \
    {                                                      \
        .name = { text, sizeof(text) - 1 }, .type = (kind) \
    }
static const RuleVariable variables[] = {
    VARIABLE("level", RULE_TYPE_NUMBER),
    VARIABLE("spent", RULE_TYPE_MONEY),
    VARIABLE("name", RULE_TYPE_TEXT),
    VARIABLE("birthday", RULE_TYPE_DATE),
    VARIABLE("added", RULE_TYPE_TIME),
    VARIABLE("vip", RULE_TYPE_FLAG),
    VARIABLE("words", RULE_TYPE_LIST),
    VARIABLE("other", RULE_TYPE_ANY),
    VARIABLE("limit", RULE_TYPE_MONEY),
    { .name = { "city", 4 }, .type = RULE_TYPE_ENUM, .choices = { cities, COUNT(cities) } },
};
static const RuleSchema schema = { variables, COUNT(variables) };

static Code check(const char *document, RuleType wanted, RuleError *error)
{
    const Str   text  = str_replace(arena, str_of(document), S("'"), S("\""));
    const Json *json  = NULL;
    const Rule *rule  = NULL;
    JsonError   wrong = { 0 };
    assert_int_equal(json_parse(arena, text, JSON_LIMITS, &json, &wrong), OK);
    assert_int_equal(rule_compile(arena, json, &schema, &rule, error), OK);
    return rule_check(arena, rule, wanted, error);
}

static void accepted(const char *document, RuleType wanted)
{
    RuleError error = { 0 };
    if (check(document, wanted, &error) != OK)
        fail_msg("%s: %s at %.*s (%.*s)", document, error.reason, FMT(error.place),
                 FMT(error.allowed));
}

static void refused(const char *document, const char *reason, const char *place,
                    const char *allowed)
{
    RuleError error = { 0 };
    if (check(document, RULE_TYPE_FLAG, &error) != ERR_INVALID) fail_msg("accepted: %s", document);
    assert_string_equal(error.reason, reason);
    if (!str_equal(error.place, str_of(place)))
        fail_msg("%s: at %.*s, not %s", document, FMT(error.place), place);
    if (!str_equal(error.allowed, str_of(allowed)))
        fail_msg("%s: allowed %.*s, not %s", document, FMT(error.allowed), allowed);
}

static void test_what_makes_sense_is_accepted(void **state)
{
    (void)state;
    accepted("{'>=':[{'var':'level'},3]}", RULE_TYPE_FLAG);
    accepted("{'>':[{'var':'spent'},50000]}", RULE_TYPE_FLAG);
    accepted("{'>':[{'var':'spent'},{'var':'limit'}]}", RULE_TYPE_FLAG);
    accepted("{'<':[100,{'var':'spent'},20000]}", RULE_TYPE_FLAG);
    accepted("{'==':[{'var':'city'},'上海']}", RULE_TYPE_FLAG);
    accepted("{'==':['上海',{'var':'city'}]}", RULE_TYPE_FLAG);
    accepted("{'in':[{'var':'city'},['上海','北京']]}", RULE_TYPE_FLAG);
    accepted("{'in':['王',{'var':'name'}]}", RULE_TYPE_FLAG);
    accepted("{'in':['a',{'var':'words'}]}", RULE_TYPE_FLAG);
    accepted("{'==':[{'var':'birthday'},null]}", RULE_TYPE_FLAG);
    accepted("{'<':[{'var':'birthday'},'2000-01-01']}", RULE_TYPE_FLAG);
    accepted("{'<':[{'var':'birthday'},{'date':[]}]}", RULE_TYPE_FLAG);
    accepted("{'<':[{'days_since':{'var':'added'}},30]}", RULE_TYPE_FLAG);
    accepted("{'<':[{'var':'added'},{'now':[]}]}", RULE_TYPE_FLAG);
    accepted("{'and':[{'var':'vip'},{'or':[{'!':{'var':'name'}},{'did':'a'}]}]}", RULE_TYPE_FLAG);
    accepted("{'some':[{'var':'words'},{'==':[{'var':'x.y'},1]}]}", RULE_TYPE_FLAG);
    accepted("{'>':[{'event_sum':['a','fen','30d',{'var':'anything'}]},{'var':'spent'}]}",
             RULE_TYPE_FLAG);
    accepted("{'==':[{'var':'other'},'x']}", RULE_TYPE_FLAG);
    accepted("{'var':'other'}", RULE_TYPE_FLAG);
    accepted("true", RULE_TYPE_FLAG);
    accepted("{'+':[{'var':'spent'},{'var':'limit'}]}", RULE_TYPE_MONEY);
    accepted("{'/':[{'var':'spent'},{'var':'limit'}]}", RULE_TYPE_NUMBER);
    accepted("{'/':[{'var':'spent'},2]}", RULE_TYPE_MONEY);
    accepted("{'if':[{'var':'vip'},{'var':'spent'},{'var':'limit'}]}", RULE_TYPE_MONEY);
    accepted("{'cat':[{'var':'name'},{'var':'level'}]}", RULE_TYPE_TEXT);
    accepted("500", RULE_TYPE_MONEY);
}

static void test_a_refusal_names_place_and_what_is_allowed(void **state)
{
    (void)state;
    refused("{'>=':[{'var':'level'},'3']}", "rule.wrong_type", "/>=/1", "number");
    refused("{'>=':['3',{'var':'level'}]}", "rule.wrong_type", "/>=/0", "number");
    refused("{'<':[1,{'var':'level'},'3']}", "rule.wrong_type", "/</2", "number");
    refused("{'>':[{'var':'spent'},5.5]}", "rule.wrong_type", "/>/1", "money");
    refused("{'>':[{'var':'spent'},{'var':'level'}]}", "rule.wrong_type", "/>/1", "money");
    refused("{'>':[{'var':'vip'},1]}", "rule.wrong_type", "/>/0",
            "number, money, text, date, time");
    refused("{'==':[{'var':'city'},'广州']}", "rule.unknown_choice", "/==/1", "北京, 上海");
    refused("{'in':[{'var':'city'},['上海','广州']]}", "rule.unknown_choice", "/in/1/1",
            "北京, 上海");
    refused("{'in':[{'var':'level'},[1,'2']]}", "rule.wrong_type", "/in/1/1", "number");
    refused("{'in':[{'var':'level'},{'var':'level'}]}", "rule.wrong_type", "/in/1", "text, list");
    refused("{'<':[{'var':'birthday'},'yesterday']}", "rule.wrong_type", "/</1", "date");
    refused("{'<':[{'var':'birthday'},{'now':[]}]}", "rule.wrong_type", "/</1", "date");
    refused("{'and':[{'var':'vip'},{'or':[{'var':'name'}]}]}", "rule.wrong_type", "/and/1/or/0",
            "flag, list");
    refused("{'and':[{'some':[{'var':'level'},true]}]}", "rule.wrong_type", "/and/0/some/0",
            "list");
    refused("{'==':[{'-':[{'var':'name'},1]},1]}", "rule.wrong_type", "/==/0/-/0", "number, money");
    refused("{'!':{'days_since':{'var':'vip'}}}", "rule.wrong_type", "/!/days_since",
            "number, text, date, time");
    refused("{'!':[{'var':'nope'}]}", "rule.unknown_variable", "/!/0/var",
            "level, spent, name, birthday, added, vip, words, other, limit, city");
    refused("{'var':{'cat':['a','b']}}", "rule.not_constant", "/var", "text");
    refused("{'did':['a','30d',5]}", "rule.wrong_type", "/did/2", "flag, list");
    refused("{'var':'name'}", "rule.wrong_type", "", "flag");
    refused("[{'var':'name'}]", "rule.wrong_type", "", "flag");
    refused("{'!':[[1,{'var':'nope'}]]}", "rule.unknown_variable", "/!/0/1/var",
            "level, spent, name, birthday, added, vip, words, other, limit, city");
}

/* No argument is looked at twice, or this would take 2^29 looks. */
static void test_depth_costs_no_more_than_size(void **state)
{
    (void)state;
    StrBuf sums = strbuf(arena, 1 << 12), lists = strbuf(arena, 1 << 12);
    for (int i = 0; i < 29; i++) strbuf_add(&sums, S("{'+':["));
    strbuf_add(&sums, S("1"));
    for (int i = 0; i < 29; i++) strbuf_add(&sums, S(",1]}"));
    for (int i = 0; i < 19; i++) strbuf_add(&lists, S("{'in':[1,["));
    strbuf_add(&lists, S("1"));
    for (int i = 0; i < 19; i++) strbuf_add(&lists, S("]]}"));
    accepted(str_z(arena, strbuf_str(&sums)), RULE_TYPE_NUMBER);
    accepted(str_z(arena, strbuf_str(&lists)), RULE_TYPE_FLAG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_makes_sense_is_accepted),
        cmocka_unit_test(test_a_refusal_names_place_and_what_is_allowed),
        cmocka_unit_test(test_depth_costs_no_more_than_size),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
