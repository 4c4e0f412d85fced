/* command_rule_bench.c -- how often in a second of a processor a rule is evaluated, over the
 * records of a file. */
#include "app/command.h"

#include "rule/rule.h"
#include "sys/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 5, TEXT_MAX = 64 << 20 };

static const double ROUND_S = 0.5;

static const JsonLimits limits = { .bytes = TEXT_MAX, .nodes = 8 << 20, .depth = RULE_DEPTH_MAX };

typedef struct Records {
    const Rule      *rule;
    RuleSchema       schema; /* of the first record; empty: records are JSON */
    const Json      *records;
    const RuleValue *slots; /* record after record                          */
    RuleRun          run;
} Records;

static const Json *read_file(App *app, Str path)
{
    Str         text  = { 0 };
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (file_read(app->arena, str_z(app->arena, path), TEXT_MAX, &text) != OK) return NULL;
    return json_parse(app->arena, text, limits, &json, &error) == OK ? json : NULL;
}

static RuleSchema schema_of(Arena *arena, const Json *record)
{
    RuleVariable *variables = arena_make(arena, RuleVariable, record->count);
    for (uint32_t i = 0; i < record->count; i++)
        variables[i] = (RuleVariable){ .name = record->as.first[i].key, .type = RULE_TYPE_ANY };
    return (RuleSchema){ variables, record->count };
}

static const RuleValue *slots_of(Arena *arena, const RuleSchema *schema, const Json *records)
{
    RuleValue *slots = arena_make(arena, RuleValue, schema->count * records->count);
    for (uint32_t i = 0; i < records->count; i++)
        for (size_t k = 0; k < schema->count; k++)
            slots[i * schema->count + k] =
                rule_of_json(json_get(&records->as.first[i], schema->variables[k].name));
    return slots;
}

/* Evaluates all records; how many hold. */
static size_t pass(Records *field)
{
    size_t holds = 0;
    for (uint32_t i = 0; i < field->records->count; i++) {
        if (field->slots)
            field->run.slots = field->slots + i * field->schema.count;
        else
            field->run.data = rule_of_json(&field->records->as.first[i]);
        holds += rule_holds(field->rule, &field->run);
    }
    return holds;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What others do on the machine meanwhile does not count. */
static double processor_s(void)
{
    struct timespec at = { 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void measure(const char *name, Records *field)
{
    double rates[ROUNDS];
    size_t holds = pass(field);
    for (int i = 0; i < ROUNDS; i++) {
        const double begin  = processor_s();
        double       now    = begin;
        size_t       passes = 0;
        for (; now - begin < ROUND_S; passes++, now = processor_s()) holds = pass(field);
        rates[i] = (double)passes * field->records->count / (now - begin);
    }
    qsort(rates, ROUNDS, sizeof(rates[0]), by_value);
    printf("{\"form\":\"%s\",\"per_second\":%.0f,\"holds\":%zu}\n", name, rates[ROUNDS / 2], holds);
}

int command_rule_bench(App *app)
{
    const Json *document = read_file(app, app->settings.rule);
    Records     slots    = { .records = read_file(app, app->settings.data) };
    RuleError   error    = { 0 };
    if (!document || !slots.records || slots.records->kind != JSON_ARRAY || !slots.records->count) {
        fprintf(stderr,
                "weft: rule bench needs --rule FILE and --data FILE, an array of objects\n");
        return 2;
    }
    Records json = slots;
    slots.schema = schema_of(app->arena, slots.records->as.first);
    slots.slots  = slots_of(app->arena, &slots.schema, slots.records);
    slots.run = json.run = (RuleRun){ .arena = app->arena, .zone = { 480 } };
    if (rule_compile(app->arena, document, &slots.schema, &slots.rule, &error) != OK ||
        rule_compile(app->arena, document, NULL, &json.rule, &error) != OK) {
        fprintf(stderr, "weft: %s at %.*s\n", error.reason, FMT(error.place));
        return 2;
    }
    measure("record", &slots);
    measure("json", &json);
    return 0;
}
