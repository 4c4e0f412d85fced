/* rule_fuzz.c -- any rule over any data, a line each: it ends, says the same twice, and what counts
 * as true holds. */
#include "rule/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Json *parsed(Arena *arena, Str text)
{
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    const JsonLimits limits = { .bytes = 1 << 16, .nodes = 10000, .depth = RULE_DEPTH_MAX };
    return json_parse(arena, text, limits, &json, &error) == OK ? json : NULL;
}

/* Names of the data's members, as variables of any type. */
static RuleSchema schema_of(Arena *arena, const Json *data)
{
    const size_t  count     = data && data->kind == JSON_OBJECT ? data->count : 0;
    RuleVariable *variables = arena_make(arena, RuleVariable, count);
    for (size_t i = 0; i < count; i++)
        variables[i] = (RuleVariable){ .name = data->as.first[i].key,
                                       .type = (RuleType)(i % RULE_TYPE_LIST + 1) };
    return (RuleSchema){ variables, count };
}

static Str evaluated(Arena *arena, const Rule *rule, RuleRun *run)
{
    RuleValue value = { 0 };
    JsonOut   out   = json_out(arena, 64 << 20);
    Str       text  = { 0 };
    if (rule_evaluate(rule, run, &value) != OK) {
        ASSERT(run->reason != NULL);
        return str_of(run->reason);
    }
    ASSERT(rule_holds(rule, run) == (rule_truthy(value) && !run->reason));
    if (!rule_put(&out, value)) return S("too deep");
    ASSERT(json_out_done(&out, &text) == OK || out.buf.failed);
    return text;
}

static void check(Arena *arena, const Json *document, const Json *data)
{
    const Rule      *rule = NULL, *typed = NULL;
    RuleError        error  = { 0 };
    const Zone       zone   = { 480 };
    const RuleSchema schema = schema_of(arena, data);
    const RuleSource source = rule_json_source(arena, data, zone);
    RuleRun          run    = { .arena  = arena,
                                .data   = rule_of_json(data),
                                .source = &source,
                                .now_ms = 1795579200000,
                                .zone   = zone };
    if (rule_compile(arena, document, NULL, &rule, &error) != OK) {
        ASSERT(error.reason != NULL);
        return;
    }
    const Str first = evaluated(arena, rule, &run);
    ASSERT(str_equal(first, evaluated(arena, rule, &run)));
    ASSERT(rule_compile(arena, document, &schema, &typed, &error) == OK);
    if (rule_check(arena, typed, RULE_TYPE_FLAG, &error) != OK) ASSERT(error.reason != NULL);
    ASSERT(str_is_utf8(rule_explain(arena, typed, RULE_ENGLISH)));
    ASSERT(str_is_utf8(rule_explain(arena, typed, RULE_CHINESE)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena      *arena    = arena_new(SIZE_MAX);
    Str         rest     = { (const char *)data, size };
    const Json *document = parsed(arena, str_cut(&rest, '\n'));
    if (document) check(arena, document, parsed(arena, rest));
    arena_free(arena);
    return 0;
}
