/* rule_plan_test.c -- a rule over everybody by sets is the rule over each of them: random rules
 * over 64 people, of whom an index knows some things exactly, some roughly, some not. */
#include "rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PEOPLE = 64, FIELDS = 3, ROUNDS = 5000 };

static const int64_t now_ms = 1795579200000;

static const RuleVariable fields[FIELDS] = {
    { .name = { "a", 1 } }, /* an index knows it        */
    { .name = { "b", 1 } }, /* an index knows it roughly */
    { .name = { "c", 1 } }, /* nobody knows it          */
};
static const RuleSchema schema = { fields, FIELDS };
static const Str        tags[] = { { "x", 1 }, { "y", 1 } };

typedef struct Person {
    RuleValue slots[FIELDS];
    bool      tags[COUNT(tags)];
    RuleEvent events[2]; /* of type "e", oldest first */
    Json      relation, relations, facts[1];
} Person;

static Arena   *arena;
static uint64_t prng;
static Person   people[PEOPLE];
static int      sets_alive;

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

static uint32_t below(uint32_t bound) { return (uint32_t)prng_below(&prng, bound); }

/* ---- the people ------------------------------------------------------------------------ */

static const RuleEvent *events_of(void *with, Str type, int64_t from_ms, int64_t until_ms,
                                  size_t *count)
{
    const Person *person = with;
    size_t        from = 0, until = 2;
    while (from < 2 && person->events[from].at_ms < from_ms) from++;
    while (until > from && person->events[until - 1].at_ms >= until_ms) until--;
    *count = str_equal(type, S("e")) ? until - from : 0;
    return person->events + from;
}

static bool has_tag(void *with, Str tag)
{
    for (size_t i = 0; i < COUNT(tags); i++)
        if (str_equal(tags[i], tag)) return ((const Person *)with)->tags[i];
    return false;
}

static bool in_segment(void *with, Str segment) { return has_tag(with, segment); }

/* One relation, of member x or y, or none. */
static const Json *relations_of(void *with)
{
    Person *person    = with;
    person->facts[0]  = (Json){ .kind = JSON_STR, .key = S("s"), .as.str = tags[person->tags[0]] };
    person->relation  = (Json){ .kind = JSON_OBJECT, .count = 1, .as.first = person->facts };
    person->relations = (Json){ .kind     = JSON_ARRAY,
                                .count    = person->tags[1] ? 1 : 0,
                                .as.first = &person->relation };
    return &person->relations;
}

static void make_people(void)
{
    for (int i = 0; i < PEOPLE; i++) {
        const int64_t early = now_ms - (int64_t)below(6) * MS_PER_DAY;
        people[i]           = (Person){ .tags = { below(2), below(2) } };
        for (int k = 0; k < FIELDS; k++)
            if (below(4) > 0) people[i].slots[k] = rule_of_number(below(4));
        people[i].events[0].at_ms = early - (int64_t)below(3) * MS_PER_DAY;
        people[i].events[1].at_ms = early;
    }
}

/* ---- an index: sets are bits ------------------------------------------------------------- */

static void *set_of(uint64_t bits)
{
    uint64_t *set = arena_make(arena, uint64_t, 1);
    *set          = bits;
    sets_alive++;
    return set;
}

static bool meets_variable(const Person *person, const RulePredicate *predicate)
{
    const size_t    slot  = (size_t)(predicate->variable.ptr[0] - 'a');
    const RuleValue value = person->slots[slot];
    const double    x     = value.kind == RULE_NUMBER ? value.as.number : 0;
    const double    y     = predicate->count ? predicate->values[0].as.number : 0;
    switch (predicate->ask) {
    case RULE_ASK_BELOW: return x < y;
    case RULE_ASK_AT_MOST: return x <= y;
    case RULE_ASK_ABOVE: return x > y;
    case RULE_ASK_AT_LEAST: return x >= y;
    case RULE_ASK_TRUE: return rule_truthy(value);
    case RULE_ASK_EQUAL:
    case RULE_ASK_ONE_OF:
    case RULE_ASK_TAG:
    case RULE_ASK_DID:
    case RULE_ASK_TIMES:
    case RULE_ASK_SEGMENT:
    case RULE_ASK_RELATION: break;
    }
    for (size_t i = 0; i < predicate->count; i++)
        if (value.kind == RULE_NUMBER && value.as.number <= predicate->values[i].as.number &&
            value.as.number >= predicate->values[i].as.number)
            return true;
    return false;
}

static bool meets(Person *person, const RulePredicate *predicate)
{
    size_t count = 0;
    if (predicate->ask == RULE_ASK_DID || predicate->ask == RULE_ASK_TIMES) {
        (void)events_of(person, predicate->type, predicate->from_ms, predicate->until_ms, &count);
        if (predicate->ask == RULE_ASK_DID) return count > 0;
        return count >= predicate->least &&
               (predicate->most == UINT32_MAX || count <= predicate->most);
    }
    if (predicate->ask == RULE_ASK_RELATION) {
        const bool has = person->tags[1];
        if (!predicate->variable.len) return has;
        for (size_t i = 0; i < predicate->count; i++)
            if (has && str_equal(tags[person->tags[0]], rule_text(predicate->values[i])))
                return true;
        return false;
    }
    if (predicate->ask != RULE_ASK_TAG && predicate->ask != RULE_ASK_SEGMENT)
        return meets_variable(person, predicate);
    for (size_t i = 0; i < predicate->count; i++)
        if (has_tag(person, rule_text(predicate->values[i]))) return true;
    return false;
}

static RuleFit find(void *with, const RulePredicate *predicate, void **set)
{
    (void)with;
    uint64_t bits = 0;
    if (str_equal(predicate->variable, S("c"))) return RULE_UNKNOWN;
    for (int i = 0; i < PEOPLE; i++)
        if (meets(&people[i], predicate)) bits |= 1ull << i;
    const bool is_rough = str_equal(predicate->variable, S("b"));
    *set                = set_of(is_rough ? bits | prng_next(&prng) : bits);
    return is_rough ? RULE_WIDER : RULE_EXACT;
}

static void drop(void *with, void *set)
{
    (void)with, (void)set;
    sets_alive--;
}

static void *both(void *with, void *a, void *b)
{
    drop(with, b);
    *(uint64_t *)a &= *(uint64_t *)b;
    return a;
}

static void *either(void *with, void *a, void *b)
{
    drop(with, b);
    *(uint64_t *)a |= *(uint64_t *)b;
    return a;
}

static void *others(void *with, void *set)
{
    (void)with;
    *(uint64_t *)set = ~*(uint64_t *)set;
    return set;
}

static const RuleSets sets = {
    .find = find, .both = both, .either = either, .others = others, .drop = drop
};

/* ---- rules --------------------------------------------------------------------------------- */

static void add_leaf(StrBuf *buf)
{
    static const char *const words[]   = { "<", "<=", ">", ">=", "==", "!=", "===", "!==" };
    const char               name      = (char)('a' + below(FIELDS));
    static const char *const figures[] = { "event_count", "event_days", "consecutive_days" };
    switch (below(11)) {
    case 7:
        strbuf_fmt(buf, "{\"%s\":[{\"%s\":[\"e\",\"%ud\"%s]},%d]}", words[below(8)],
                   figures[below(3)], below(6) + 1, below(3) ? "" : ",{\"var\":\"at\"}",
                   (int)below(4) - 1);
        break;
    case 8:
        strbuf_fmt(buf, "{\"%s\":[%u,{\"%s\":[\"e\"]}]}", words[below(8)], below(4),
                   below(2) ? "event_count" : "event_last");
        break;
    case 9: strbuf_fmt(buf, "{\"in_segment\":[[\"%s\",\"z\"]]}", below(2) ? "x" : "y"); break;
    case 10:
        strbuf_add(buf, S("{\"has_relation\":"));
        if (below(4) == 0)
            strbuf_add(buf, S("[]}"));
        else
            strbuf_fmt(buf, "{\"%s\":[{\"var\":\"s\"},\"%s\"]}}", words[4 + below(4)],
                       below(2) ? "x" : "y");
        break;
    case 0: strbuf_fmt(buf, "{\"var\":\"%c\"}", name); break;
    case 1: strbuf_fmt(buf, "{\"in\":[{\"var\":\"%c\"},[1,%u]]}", name, below(4)); break;
    case 2:
        strbuf_fmt(buf, below(2) ? "{\"has_tag\":\"%s\"}" : "{\"has_tag\":[\"z\",\"%s\",[\"q\"]]}",
                   below(2) ? "x" : "y");
        break;
    case 3:
        strbuf_fmt(buf, "{\"did%s\":[\"e\",\"%ud\"]}", below(2) ? "_not" : "", below(6) + 1);
        break;
    case 4: strbuf_fmt(buf, "{\"did\":[\"e\",\"today\",%s]}", below(2) ? "true" : "false"); break;
    case 5:
        strbuf_fmt(buf, "{\"%s\":[%u,{\"var\":\"%c\"}]}", words[below(8)], below(4), name);
        break;
    default:
        strbuf_fmt(buf, "{\"%s\":[{\"var\":\"%c\"},%u]}", words[below(8)], name, below(4));
        break;
    }
}

static void add_rule(StrBuf *buf, int depth)
{
    static const char *const words[] = { "and", "or", "!", "!!", "if" };
    if (depth == 0 || below(4) == 0) {
        add_leaf(buf);
        return;
    }
    strbuf_fmt(buf, "{\"%s\":[", words[below(9) < 8 ? below(4) : 4]);
    for (uint32_t i = below(3) + 1; i > 0; i--) {
        add_rule(buf, depth - 1);
        if (i > 1) strbuf_char(buf, ',');
    }
    strbuf_add(buf, S("]}"));
}

static const Rule *compiled(Str text)
{
    const Json *json  = NULL;
    const Rule *rule  = NULL;
    JsonError   wrong = { 0 };
    RuleError   error = { 0 };
    assert_int_equal(json_parse(arena, text, JSON_LIMITS, &json, &wrong), OK);
    assert_int_equal(rule_compile(arena, json, &schema, &rule, &error), OK);
    return rule;
}

/* Everybody, one by one. */
static uint64_t asked_singly(const Rule *rule)
{
    uint64_t bits = 0;
    for (int i = 0; i < PEOPLE; i++) {
        const RuleSource source = { .with       = &people[i],
                                    .events     = events_of,
                                    .has_tag    = has_tag,
                                    .relations  = relations_of,
                                    .in_segment = in_segment };
        RuleRun          run    = { .arena = arena, .source = &source, .now_ms = now_ms };
        run.slots               = people[i].slots;
        if (rule_holds(rule, &run)) bits |= 1ull << i;
        assert_null(run.reason);
    }
    return bits;
}

static void test_a_plan_is_the_rule_over_each(void **state)
{
    (void)state;
    int fits[3] = { 0 };
    prng        = 20261127;
    for (int round = 0; round < ROUNDS; round++) {
        StrBuf buf = strbuf(arena, 1 << 16);
        void  *set = NULL;
        if (round % 50 == 0) make_people();
        add_rule(&buf, 3);
        const Rule    *rule   = compiled(strbuf_str(&buf));
        const uint64_t wanted = asked_singly(rule);
        sets_alive            = 0;
        const RuleFit fit     = rule_plan(rule, &sets, now_ms, (Zone){ 0 }, &set);
        fits[fit]++;
        assert_int_equal(sets_alive, fit == RULE_UNKNOWN ? 0 : 1);
        const bool is_right = fit == RULE_UNKNOWN ||
                              (fit == RULE_EXACT && *(uint64_t *)set == wanted) ||
                              (fit == RULE_WIDER && (wanted & ~*(uint64_t *)set) == 0);
        if (!is_right) fail_msg("%.*s", FMT(strbuf_str(&buf)));
        arena_reset(arena);
    }
    for (size_t i = 0; i < COUNT(fits); i++) assert_true(fits[i] > ROUNDS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_plan_is_the_rule_over_each),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
