/* rule_test.c -- what JsonLogic documents say: every operator against its table
 * (tests/rule/operators.json, whose results are JavaScript's), refusals, and limits. */
#include "rule/rule.h"

#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sys/sys.h"

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(256u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Json *parsed(Str text)
{
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    const JsonLimits limits = { .bytes = 8 << 20, .nodes = 1 << 20, .depth = 500 };
    if (json_parse(arena, text, limits, &json, &error) != OK)
        fail_msg("%s: %.*s", error.reason, FMT(str_prefix_bytes(text, 200)));
    return json;
}

static Str written(const Json *json)
{
    JsonOut out  = json_out(arena, 8 << 20);
    Str     text = { 0 };
    assert_true(rule_put(&out, rule_of_json(json)));
    assert_int_equal(json_out_done(&out, &text), OK);
    return text;
}

static const Rule *compiled(const Json *document)
{
    const Rule *rule  = NULL;
    RuleError   error = { 0 };
    if (rule_compile(arena, document, NULL, &rule, &error) != OK)
        fail_msg("%s at %.*s: %.*s", error.reason, FMT(error.place), FMT(written(document)));
    return rule;
}

static RuleRun run_over(const Json *data)
{
    return (RuleRun){ .arena = arena, .data = rule_of_json(data), .zone = { 480 } };
}

/* The result as JSON text; also asks whether it counts as true, which must agree. */
static Str result_of(const Json *document, const Json *data)
{
    const Rule *rule   = compiled(document);
    RuleRun     run    = run_over(data);
    RuleValue   result = { 0 };
    JsonOut     out    = json_out(arena, 8 << 20);
    Str         text   = { 0 };
    if (rule_evaluate(rule, &run, &result) != OK)
        fail_msg("%s: %.*s", run.reason, FMT(written(document)));
    assert_int_equal(rule_truthy(result), rule_holds(rule, &run));
    assert_true(rule_put(&out, result));
    assert_int_equal(json_out_done(&out, &text), OK);
    return text;
}

static void expect(const char *document, const char *data, const char *result)
{
    const Str got = result_of(parsed(str_of(document)), parsed(str_of(data)));
    if (!str_equal(got, str_of(result))) fail_msg("%s is %.*s, not %s", document, FMT(got), result);
}

/* ---- the tables ---------------------------------------------------------------------- */

static void check_case(const Json *rule, const Json *data, const Json *result)
{
    const Str got = result_of(rule, data), wanted = written(result);
    if (!str_equal(got, wanted))
        fail_msg("%.*s is %.*s, not %.*s", FMT(written(rule)), FMT(got), FMT(wanted));
}

static void test_every_operator_says_what_javascript_says(void **state)
{
    (void)state;
    Str text = { 0 };
    assert_int_equal(file_read(arena, WEFT_SOURCE_DIR "/tests/rule/operators.json", 1 << 20, &text),
                     OK);
    const Json     *table = parsed(text), *data = json_get(table, S("data"));
    const JsonItems cases = json_items(table, S("cases"));
    assert_true(cases.count > 250);
    for (size_t i = 0; i < cases.count; i++)
        check_case(json_get(&cases.at[i], S("rule")), data, json_get(&cases.at[i], S("result")));
}

/* The public suite, where the shared data lies beside the sources. */
static void test_the_public_suite_passes(void **state)
{
    (void)state;
    const char *shared = getenv("WEFT_SHARED");
    const Str   path   = str_fmt(arena, "%s/data/jsonlogic/compatible.json",
                             shared ? shared : WEFT_SOURCE_DIR "/../shared");
    Str         text   = { 0 };
    if (!file_exists(path.ptr)) skip();
    assert_int_equal(file_read(arena, path.ptr, 1 << 20, &text), OK);
    const Json *suite = parsed(text);
    size_t      count = 0;
    for (uint32_t i = 0; i < suite->count; i++) {
        const Json *one = &suite->as.first[i];
        if (one->kind != JSON_OBJECT) continue; /* a heading */
        check_case(json_get(one, S("rule")), json_get(one, S("data")), json_get(one, S("result")));
        count++;
    }
    assert_true(count > 270);
}

static void test_half_of_a_pair_reads_as_a_replacement(void **state)
{
    (void)state;
    expect("{\"substr\":[\"a😀b\",1,1]}", "null", "\"\xEF\xBF\xBD\"");
    expect("{\"substr\":[\"a😀b\",2]}", "null",
           "\"\xEF\xBF\xBD"
           "b\"");
    expect("{\"substr\":[\"😀😀\",1,2]}", "null", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    expect("{\"var\":\"1\"}", "\"a😀\"", "\"\xEF\xBF\xBD\"");
}

static void test_an_operator_given_twice_is_one(void **state)
{
    (void)state;
    expect("{\"+\":[1],\"+\":[2]}", "null", "2");
    expect("{\"+\":[1],\"-\":[2]}", "null", "{\"+\":[1],\"-\":[2]}");
}

/* ---- numbers ---------------------------------------------------------------------------- */

static void test_a_number_reads_back_from_its_text(void **state)
{
    (void)state;
    uint64_t prng = 20261127;
    for (int i = 0; i < 100000; i++) {
        const uint64_t bits  = prng_next(&prng);
        double         value = 0;
        memcpy(&value, &bits, sizeof(value));
        char      text[RULE_NUMBER_CHARS];
        const Str shown = { text, rule_number_text(value, text) };
        assert_true(shown.len < sizeof(text));
        const double again = rule_number_of_text(shown);
        if (isnan(value)) assert_true(isnan(again));
        if (!isnan(value)) assert_memory_equal(&again, &value, sizeof(value));
    }
}

static void check_number(double value, const char *wanted)
{
    char      text[RULE_NUMBER_CHARS];
    const Str shown = { text, rule_number_text(value, text) };
    if (!str_equal(shown, str_of(wanted))) fail_msg("%.*s, not %s", FMT(shown), wanted);
}

static void test_numbers_look_like_javascripts(void **state)
{
    (void)state;
    check_number(0, "0");
    check_number(-0.0, "0");
    check_number(-1.5, "-1.5");
    check_number(1e21, "1e+21");
    check_number(123456789012345680000.0, "123456789012345680000");
    check_number(0.000001, "0.000001");
    check_number(0.0000001, "1e-7");
    check_number(5e-324, "5e-324");
    check_number(5.684341886080802e-14, "5.684341886080802e-14");
    check_number(1.7976931348623157e308, "1.7976931348623157e+308");
    check_number(9007199254740993.0, "9007199254740992");
    check_number(0.1 + 0.2, "0.30000000000000004");
    check_number((double)NAN, "NaN");
    check_number(-(double)INFINITY, "-Infinity");
}

/* ---- refusals ------------------------------------------------------------------------------ */

static void refused(const char *document, const char *reason, const char *place)
{
    const Rule *rule  = NULL;
    RuleError   error = { 0 };
    assert_int_not_equal(rule_compile(arena, parsed(str_of(document)), NULL, &rule, &error), OK);
    assert_null(rule);
    assert_string_equal(error.reason, reason);
    if (!str_equal(error.place, str_of(place)))
        fail_msg("%s: at %.*s, not %s", document, FMT(error.place), place);
}

static void test_a_refusal_names_the_place(void **state)
{
    (void)state;
    refused("{\"nope\":1}", "rule.unknown_operator", "/nope");
    refused("{\"and\":[1,{\"or\":[{\"a/b~c\":[]}]}]}", "rule.unknown_operator",
            "/and/1/or/0/a~1b~0c");
    refused("{\"!\":{\"x\":1}}", "rule.unknown_operator", "/!/x");
    refused("[1,{\"*\":[]}]", "rule.wrong_count", "/1/*");
    refused("{\"missing_some\":[1]}", "rule.wrong_count", "/missing_some");
}

static Str nested(const char *open, const char *inner, const char *close, int depth)
{
    StrBuf buf = strbuf(arena, 1 << 20);
    for (int i = 0; i < depth; i++) strbuf_add(&buf, str_of(open));
    strbuf_add(&buf, str_of(inner));
    for (int i = 0; i < depth; i++) strbuf_add(&buf, str_of(close));
    return str_copy(arena, strbuf_str(&buf));
}

static void test_depth_and_size_are_bounded(void **state)
{
    (void)state;
    refused(nested("[", "1", "]", RULE_DEPTH_MAX + 1).ptr, "rule.too_deep", "");
    assert_non_null(compiled(parsed(nested("[", "1", "]", RULE_DEPTH_MAX))));
    assert_non_null(compiled(parsed(nested("{\"!\":", "1", "}", RULE_DEPTH_MAX))));
    const Str many = nested("1,", "1", "", RULE_NODES_MAX);
    refused(str_fmt(arena, "[%.*s]", FMT(many)).ptr, "rule.too_large", "");
}

/* ---- what would not end ---------------------------------------------------------------------- */

static void stopped(const char *document, const char *data, const char *reason)
{
    const bool  is_wrong = strcmp(reason, "rule.no_list") == 0;
    const Rule *rule     = compiled(parsed(str_of(document)));
    RuleRun     run      = run_over(parsed(str_of(data)));
    RuleValue   result   = { 0 };
    assert_int_equal(rule_evaluate(rule, &run, &result), is_wrong ? ERR_INVALID : ERR_LIMIT);
    assert_string_equal(run.reason, reason);
    assert_false(rule_holds(rule, &run));
    assert_non_null(run.reason);
}

static void test_no_document_runs_for_ever(void **state)
{
    (void)state;
    const char *thousand = str_fmt(arena, "[%.*s]", FMT(nested("1,", "1", "", 999))).ptr;
    stopped("{\"map\":[{\"var\":\"\"},{\"reduce\":[[1,2,3],{\"cat\":[{\"var\":\"accumulator\"},"
            "{\"var\":\"accumulator\"}]},\"abcdefgh\"]}]}",
            str_fmt(arena, "[%.*s]", FMT(nested("1,", "1", "", 99999))).ptr, "rule.too_large");
    stopped("{\"reduce\":[{\"var\":\"\"},{\"cat\":[{\"var\":\"accumulator\"},{\"var\":"
            "\"accumulator\"}]},\"a\"]}",
            thousand, "rule.too_large");
    stopped("{\"reduce\":[{\"var\":\"\"},{\"merge\":[{\"var\":\"accumulator\"},{\"var\":"
            "\"accumulator\"}]},[1]]}",
            thousand, "rule.too_large");
    /* Every item against every other, and that again. */
    stopped("{\"reduce\":[{\"var\":\"\"},{\"+\":[{\"var\":\"accumulator\"},{\"reduce\":[{\"var\":"
            "\"current\"},{\"some\":[[1,2,3,4,5,6,7,8],{\"==\":[{\"var\":\"\"},9]}]},0]}]},0]}",
            str_fmt(arena, "[%.*s]", FMT(nested(str_fmt(arena, "%s,", thousand).ptr, "1", "", 100)))
                .ptr,
            "rule.too_long");
    /* A list in a list in a list, made by a loop: its text would need as many levels. */
    stopped("{\"cat\":[{\"reduce\":[{\"var\":\"\"},[{\"var\":\"accumulator\"}],1]}]}", thousand,
            "rule.too_deep");
    stopped("{\"missing_some\":[1,{\"var\":\"\"}]}", "null", "rule.no_list");
}

static void test_what_is_too_deep_is_not_written(void **state)
{
    (void)state;
    const Rule *rule =
        compiled(parsed(S("{\"reduce\":[{\"var\":\"\"},[{\"var\":\"accumulator\"}],1]}")));
    RuleRun   run    = run_over(parsed(str_fmt(arena, "[%.*s]", FMT(nested("1,", "1", "", 99)))));
    RuleValue result = { 0 };
    JsonOut   out    = json_out(arena, 1 << 20);
    assert_int_equal(rule_evaluate(rule, &run, &result), OK);
    assert_false(rule_put(&out, result));
}

/* ---- records --------------------------------------------------------------------------------- */

static const RuleVariable customer[] = {
    { .name = { "level", 5 }, .type = RULE_TYPE_NUMBER },
    { .name = { "city", 4 }, .type = RULE_TYPE_TEXT },
    { .name = { "shop.name", 9 }, .type = RULE_TYPE_TEXT },
};
static const RuleSchema customer_schema = { customer, COUNT(customer) };

static bool holds_for(const char *document, const RuleValue *slots, const Json *data)
{
    const Rule *rule  = NULL;
    RuleError   error = { 0 };
    RuleRun     run   = run_over(data);
    run.slots         = slots;
    assert_int_equal(rule_compile(arena, parsed(str_of(document)), &customer_schema, &rule, &error),
                     OK);
    const bool holds = rule_holds(rule, &run);
    assert_null(run.reason);
    return holds;
}

static void test_variables_of_a_record_come_from_its_slots(void **state)
{
    (void)state;
    const RuleValue slots[] = { rule_of_number(3),
                                rule_of_text(S("上海")),
                                { .kind = RULE_ABSENT } };
    const Json     *data    = parsed(S("{\"level\":9,\"other\":[{\"level\":7}]}"));
    assert_true(holds_for("{\"==\":[{\"var\":\"level\"},3]}", slots, data));
    assert_true(holds_for("{\"in\":[{\"var\":\"city\"},[\"北京\",\"上海\"]]}", slots, data));
    assert_true(holds_for("{\"===\":[{\"var\":[\"shop.name\",\"x\"]},\"x\"]}", slots, data));
    assert_true(holds_for("{\"===\":[{\"var\":\"shop.name\"},null]}", slots, data));
    /* What the schema does not name stands in the data; an item of a loop is no record. */
    assert_true(holds_for("{\"some\":[{\"var\":\"other\"},{\"==\":[{\"var\":\"level\"},7]}]}",
                          slots, data));
}

static void test_quick_conditions_take_other_kinds_the_common_way(void **state)
{
    (void)state;
    const RuleValue slots[] = { rule_of_text(S(" 3 ")), rule_of_number(5), rule_of_flag(true) };
    assert_true(holds_for("{\"==\":[{\"var\":\"level\"},3]}", slots, NULL));
    assert_false(holds_for("{\"===\":[{\"var\":\"level\"},3]}", slots, NULL));
    assert_true(holds_for("{\"!==\":[{\"var\":\"level\"},3]}", slots, NULL));
    assert_true(holds_for("{\">=\":[{\"var\":\"level\"},3]}", slots, NULL));
    assert_true(holds_for("{\"==\":[{\"var\":\"city\"},\"5\"]}", slots, NULL));
    assert_false(holds_for("{\"in\":[{\"var\":\"city\"},[\"5\"]]}", slots, NULL));
    assert_true(holds_for("{\"==\":[{\"var\":\"shop.name\"},\"1\"]}", slots, NULL));
}

static void test_conditions_over_slots_take_no_memory(void **state)
{
    (void)state;
    const RuleValue slots[] = { rule_of_number(3), rule_of_text(S("b")), { .kind = RULE_NULL } };
    const Rule     *rule    = NULL;
    RuleError       error   = { 0 };
    RuleRun         run     = run_over(NULL);
    run.slots               = slots;
    assert_int_equal(
        rule_compile(arena,
                     parsed(S("{\"and\":[{\">=\":[{\"var\":\"level\"},3]},{\"in\":[{\"var\":"
                              "\"city\"},[\"a\",\"b\"]]},{\"!\":{\"var\":\"shop.name\"}}]}")),
                     &customer_schema, &rule, &error),
        OK);
    const size_t used = arena_used(arena);
    for (int i = 0; i < 1000; i++) assert_true(rule_holds(rule, &run));
    assert_int_equal(arena_used(arena), used);
}

/* ---- many at once ---------------------------------------------------------------------------- */

static void *evaluate_often(void *with)
{
    const Rule     *rule     = with;
    Arena          *own      = arena_new(1 << 20);
    const RuleValue slots[3] = { rule_of_number(3), rule_of_text(S("上海")), rule_of_flag(true) };
    RuleRun         run      = { .arena = own, .slots = slots };
    size_t          wrong    = 0;
    for (int i = 0; i < 2000; i++) {
        RuleValue result = { 0 };
        if (rule_evaluate(rule, &run, &result) != OK || !str_equal(rule_text(result), S("上海3")))
            wrong++;
        arena_reset(own);
    }
    arena_free(own);
    return (void *)(uintptr_t)wrong;
}

static void test_threads_share_a_rule(void **state)
{
    (void)state;
    const Rule *rule  = NULL;
    RuleError   error = { 0 };
    pthread_t   threads[4];
    assert_int_equal(
        rule_compile(
            arena,
            parsed(S("{\"if\":[{\"in\":[{\"var\":\"city\"},[\"上海\"]]},{\"cat\":[{\"var\":"
                     "\"city\"},{\"var\":\"level\"}]}]}")),
            &customer_schema, &rule, &error),
        OK);
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, evaluate_often, (void *)(uintptr_t)rule),
                         0);
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_operator_says_what_javascript_says),
        cmocka_unit_test(test_the_public_suite_passes),
        cmocka_unit_test(test_half_of_a_pair_reads_as_a_replacement),
        cmocka_unit_test(test_an_operator_given_twice_is_one),
        cmocka_unit_test(test_a_number_reads_back_from_its_text),
        cmocka_unit_test(test_numbers_look_like_javascripts),
        cmocka_unit_test(test_a_refusal_names_the_place),
        cmocka_unit_test(test_depth_and_size_are_bounded),
        cmocka_unit_test(test_no_document_runs_for_ever),
        cmocka_unit_test(test_what_is_too_deep_is_not_written),
        cmocka_unit_test(test_variables_of_a_record_come_from_its_slots),
        cmocka_unit_test(test_quick_conditions_take_other_kinds_the_common_way),
        cmocka_unit_test(test_conditions_over_slots_take_no_memory),
        cmocka_unit_test(test_threads_share_a_rule),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
