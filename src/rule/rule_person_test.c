/* rule_person_test.c -- what a person did and is: events in windows, days in a row, tags,
 * relations, and dates in the tenant's zone. */
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

static const Json *parsed(const char *text)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, str_of(text), JSON_LIMITS, &json, &error) != OK)
        fail_msg("%s: %s", error.reason, text);
    return json;
}

/* Noon of Wednesday, 25 November 2026, in Shanghai. */
static const char now_text[] = "2026-11-25T12:00:00+08:00";

static const char *person = "null";
static int64_t     now_ms;
static Zone        zone;

static void given(const char *about)
{
    person = about;
    zone   = (Zone){ 480 };
    assert_true(rfc3339_parse(str_of(now_text), &now_ms));
}

/* `result` is JSON; single quotes in the document stand for double ones. */
static void expect(const char *document, const char *result)
{
    const Str        quoted = str_replace(arena, str_of(document), S("'"), S("\""));
    const Json      *about  = parsed(str_replace(arena, str_of(person), S("'"), S("\"")).ptr);
    const RuleSource source = rule_json_source(arena, about, zone);
    RuleRun          run    = { .arena  = arena,
                                .data   = rule_of_json(about),
                                .source = &source,
                                .now_ms = now_ms,
                                .zone   = zone };
    const Rule      *rule   = NULL;
    RuleError        error  = { 0 };
    RuleValue        value  = { 0 };
    JsonOut          out    = json_out(arena, 1 << 16);
    Str              text   = { 0 };
    if (rule_compile(arena, parsed(quoted.ptr), NULL, &rule, &error) != OK)
        fail_msg("%s: %s at %.*s", document, error.reason, FMT(error.place));
    assert_int_equal(rule_evaluate(rule, &run, &value), OK);
    assert_true(rule_put(&out, value));
    assert_int_equal(json_out_done(&out, &text), OK);
    if (!str_equal(text, str_replace(arena, str_of(result), S("'"), S("\""))))
        fail_msg("%s is %.*s, not %s", document, FMT(text), result);
    assert_int_equal(rule_truthy(value), rule_holds(rule, &run));
}

static void refused(const char *document, const char *reason, const char *place)
{
    const Str   quoted = str_replace(arena, str_of(document), S("'"), S("\""));
    const Rule *rule   = NULL;
    RuleError   error  = { 0 };
    assert_int_equal(rule_compile(arena, parsed(quoted.ptr), NULL, &rule, &error), ERR_INVALID);
    assert_string_equal(error.reason, reason);
    if (!str_equal(error.place, str_of(place)))
        fail_msg("%s: at %.*s, not %s", document, FMT(error.place), place);
}

static const char orders[] =
    "{'events':["
    "{'type':'order.paid','at':'2026-11-25T11:59:59+08:00','fen':30000,'shop':{'id':'a'}},"
    "{'type':'order.paid','at':'2026-11-24T23:59:59.999+08:00','fen':20000,'shop':{'id':'b'}},"
    "{'type':'order.paid','at':'2026-11-23T00:00:00+08:00','fen':5000},"
    "{'type':'order.paid','at':'2026-10-31T23:00:00+08:00','fen':1000},"
    "{'type':'order.paid','at':'2026-11-25T13:00:00+08:00','fen':999999},"
    "{'type':'page.viewed','at':'2026-11-20','title':'双11'},"
    "{'type':'page.viewed','at':'nonsense'},"
    "{'at':'2026-11-20'}],"
    "'attributes':{'level':3,'milk':null},'tags':['vip','妈妈'],"
    "'relations':[{'staff_id':'7','is_open':false},{'staff_id':'8','is_open':true}]}";

static void test_events_are_counted_within_a_window(void **state)
{
    (void)state;
    given(orders);
    expect("{'did':'order.paid'}", "true");
    expect("{'did':['order.paid','1m']}", "true");
    expect("{'did':['order.refunded','30d']}", "false");
    expect("{'did_not':['order.refunded','30d']}", "true");
    expect("{'did_not':['order.paid','today']}", "false");
    /* What lies in the future has not happened. */
    expect("{'event_count':['order.paid']}", "4");
    expect("{'event_count':['order.paid','ever']}", "4");
    expect("{'event_count':['order.paid',null]}", "4");
    expect("{'event_count':['order.paid','24h']}", "2");
    expect("{'event_count':['page.viewed']}", "1");
    expect("{'event_count':['nothing']}", "0");
}

static void test_windows_of_days_are_the_zones(void **state)
{
    (void)state;
    given(orders);
    expect("{'event_count':['order.paid','today']}", "1");
    expect("{'event_count':['order.paid','yesterday']}", "1");
    expect("{'event_count':['order.paid','last_2_days']}", "2");
    expect("{'event_count':['order.paid','last_1_days']}", "1");
    expect("{'event_count':['order.paid','this_week']}", "3");
    expect("{'event_count':['order.paid','last_week']}", "0");
    expect("{'event_count':['order.paid','this_month']}", "3");
    expect("{'event_count':['order.paid','last_month']}", "1");
    expect("{'event_count':['order.paid','this_year']}", "4");
    expect("{'event_count':['order.paid','last_year']}", "0");
    zone = (Zone){ 0 }; /* in London it is another day */
    expect("{'event_count':['order.paid','today']}", "1");
    expect("{'event_count':['order.paid','last_2_days']}", "1");
    expect("{'event_count':['order.paid','this_week']}", "2");
}

static void test_windows_begin_within_and_end_without(void **state)
{
    (void)state;
    given(orders);
    expect("{'event_count':['order.paid',['2026-11-23','2026-11-25']]}", "2");
    expect("{'event_count':['order.paid',['2026-11-23T00:00:00.001+08:00','2026-11-25']]}", "1");
    expect("{'event_count':['order.paid',['2026-11-24',null]]}", "2");
    expect("{'event_count':['order.paid',[null,'2026-11-23']]}", "1");
    expect("{'event_count':['order.paid',[null,'2027-01-01']]}", "4");
    expect("{'event_count':['order.paid',['2026-11-25','2026-11-23']]}", "0");
    /* A rolling window leaves out what happened exactly so long ago. */
    given("{'events':[{'type':'a','at':'2026-11-24T12:00:00+08:00'},"
          "{'type':'a','at':'2026-11-24T12:00:00.001+08:00'},{'type':'a','at':1795579200000}]}");
    expect("{'event_count':['a','1d']}", "2");
    expect("{'event_count':['a','24h']}", "2");
    expect("{'event_count':['a','1440m']}", "2");
    expect("{'event_count':['a','1w']}", "3");
}

static void test_a_where_sees_the_event(void **state)
{
    (void)state;
    given(orders);
    expect("{'event_count':['order.paid','30d',{'>=':[{'var':'fen'},20000]}]}", "2");
    expect("{'did':['order.paid',null,{'==':[{'var':'shop.id'},'b']}]}", "true");
    expect("{'did':['order.paid','today',{'==':[{'var':'shop.id'},'b']}]}", "false");
    expect("{'did':['order.paid','30d',null]}", "true");
    /* And the data is there again behind it. */
    expect("{'and':[{'did':['order.paid',null,{'var':'fen'}]},{'var':'attributes.level'}]}", "3");
    expect("{'if':[{'did_not':['order.paid',null,{'var':'nope'}]},{'var':'tags.0'}]}", "'vip'");
}

static void test_sums_first_and_last(void **state)
{
    (void)state;
    given(orders);
    expect("{'event_sum':['order.paid','fen']}", "56000");
    expect("{'event_sum':['order.paid','fen','this_week',{'var':'shop'}]}", "50000");
    expect("{'event_sum':['order.paid','shop.id']}", "0");
    expect("{'event_first':['order.paid']}", "1793458800000");
    expect("{'event_first':['order.paid','fen']}", "1000");
    expect("{'event_last':['order.paid','fen']}", "30000");
    expect("{'event_last':['order.paid','shop.id','yesterday']}", "'b'");
    expect("{'event_last':['order.paid','nope']}", "null");
    expect("{'event_last':['nothing']}", "null");
    expect("{'days_since':{'event_last':['order.paid',null,'yesterday']}}", "1");
    expect("{'date':{'event_first':'page.viewed'}}", "'2026-11-20'");
}

static void test_days_in_a_row(void **state)
{
    (void)state;
    given(orders);
    expect("{'event_days':['order.paid']}", "4");
    expect("{'consecutive_days':['order.paid']}", "3");
    expect("{'consecutive_days':['order.paid','this_week']}", "3");
    expect("{'streak':['order.paid']}", "3");
    expect("{'streak':['order.paid',{'>':[{'var':'fen'},10000]}]}", "2");
    expect("{'streak':['nothing']}", "0");
    expect("{'streak':['page.viewed']}", "0");
    given("{'events':[{'type':'a','at':'2026-11-22'},{'type':'a','at':'2026-11-23'},"
          "{'type':'a','at':'2026-11-23T09:00:00+08:00'},{'type':'a','at':'2026-11-24'}]}");
    expect("{'streak':['a']}", "3"); /* until yesterday: it goes on */
    now_ms += MS_PER_DAY;
    expect("{'streak':['a']}", "0"); /* a day was left out */
    expect("{'consecutive_days':['a']}", "3");
    expect("{'event_days':['a']}", "3");
}

static void test_attributes_tags_and_relations(void **state)
{
    (void)state;
    given(orders);
    expect("{'attribute':'level'}", "3");
    expect("{'attribute':'milk'}", "null");
    expect("{'attribute':['milk',1]}", "null");
    expect("{'attribute':['nope',1]}", "1");
    expect("{'attribute':'nope'}", "null");
    expect("{'has_tag':'vip'}", "true");
    expect("{'has_tag':['x','妈妈']}", "true");
    expect("{'has_tag':[['x','y'],'z']}", "false");
    expect("{'has_tag':[null]}", "false");
    expect("{'has_relation':[]}", "true");
    expect("{'has_relation':{'var':'is_open'}}", "true");
    expect("{'has_relation':{'and':[{'var':'is_open'},{'==':[{'var':'staff_id'},'7']}]}}", "false");
}

static void test_nothing_is_known_without_a_source(void **state)
{
    (void)state;
    given("null");
    expect("{'did':'a'}", "false");
    expect("{'did_not':'a'}", "true");
    expect("{'event_count':'a'}", "0");
    expect("{'event_last':'a'}", "null");
    expect("{'attribute':['a',5]}", "5");
    expect("{'has_tag':'a'}", "false");
    expect("{'has_relation':[]}", "false");
}

static void test_dates_in_the_zone(void **state)
{
    (void)state;
    given("null");
    expect("{'now':[]}", "1795579200000");
    expect("{'date':[]}", "'2026-11-25'");
    expect("{'date':'2026-11-24T17:00:00Z'}", "'2026-11-25'");
    expect("{'date':'x'}", "null");
    expect("{'days_since':'2026-11-24T15:59:59Z'}", "1");
    expect("{'days_since':'2026-11-24T16:00:00Z'}", "0");
    expect("{'days_since':'2026-12-01'}", "-6");
    expect("{'days_since':{'now':[]}}", "0");
    expect("{'days_since':'yesterday'}", "null");
    expect("{'days_since':1e300}", "null");
    expect("{'days_until':'2026-12-01'}", "6");
    expect("{'date_part':'year'}", "2026");
    expect("{'date_part':'month'}", "11");
    expect("{'date_part':['day','2026-11-30']}", "30");
    expect("{'date_part':['weekday']}", "3");
    expect("{'date_part':['hour','2026-11-24T17:30:00Z']}", "1");
    expect("{'date_part':['minute','2026-11-24T17:30:00Z']}", "30");
    expect("{'date_part':['minute',true]}", "null");
}

static void test_the_next_anniversary(void **state)
{
    (void)state;
    given("null");
    expect("{'days_until_anniversary':'1990-11-25'}", "0");
    expect("{'days_until_anniversary':'1990-11-24'}", "364");
    expect("{'days_until_anniversary':'12-02'}", "7");
    expect("{'days_until_anniversary':'13-02'}", "null");
    expect("{'days_until_anniversary':null}", "null");
    /* 29 February is kept on the 28th in a common year. */
    expect("{'days_until_anniversary':'2000-02-29'}", "95");
    expect("{'days_until_anniversary':'2000-02-28'}", "95");
}

static void test_what_must_be_written_out_is(void **state)
{
    (void)state;
    refused("{'did':[]}", "rule.wrong_count", "/did");
    refused("{'did':{'var':'x'}}", "rule.not_constant", "/did");
    refused("{'did':['a',{'cat':'30d'}]}", "rule.bad_window", "/did/1");
    refused("{'and':[{'did':['a','30y']}]}", "rule.bad_window", "/and/0/did/1");
    refused("{'did':['a','0d']}", "rule.bad_window", "/did/1");
    refused("{'did':['a','99999d']}", "rule.bad_window", "/did/1");
    refused("{'did':['a','last__days']}", "rule.bad_window", "/did/1");
    refused("{'did':['a',['2026-13-01',null]]}", "rule.bad_window", "/did/1");
    refused("{'did':['a',['2026-12-01']]}", "rule.bad_window", "/did/1");
    refused("{'event_sum':['a',null]}", "rule.not_constant", "/event_sum/1");
    refused("{'date_part':['century']}", "rule.unknown_part", "/date_part/0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events_are_counted_within_a_window),
        cmocka_unit_test(test_windows_of_days_are_the_zones),
        cmocka_unit_test(test_windows_begin_within_and_end_without),
        cmocka_unit_test(test_a_where_sees_the_event),
        cmocka_unit_test(test_sums_first_and_last),
        cmocka_unit_test(test_days_in_a_row),
        cmocka_unit_test(test_attributes_tags_and_relations),
        cmocka_unit_test(test_nothing_is_known_without_a_source),
        cmocka_unit_test(test_dates_in_the_zone),
        cmocka_unit_test(test_the_next_anniversary),
        cmocka_unit_test(test_what_must_be_written_out_is),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
