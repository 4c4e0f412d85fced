/* rule_random_test.c -- random conditions over random records: quick forms, slots and JSON data say
 * what a plain reading of the document says. */
#include "rule/rule.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { FIELDS = 4, ROUNDS = 20000 };

static Arena   *arena;
static uint64_t prng;

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

/* ---- a document and a record ---------------------------------------------------------- */

static const char *const scalars[] = {
    "0",        "1",        "-1",    "2.5",   "3",       "1e21",     "\"\"",
    "\"a\"",    "\"b\"",    "\"1\"", "\"3\"", "\" 3 \"", "\"2.50\"", "\"x1\"",
    "\"上海\"", "\"北京\"", "true",  "false", "null",
};

static const char *scalar(void) { return scalars[below(COUNT(scalars))]; }

static void add_variable(StrBuf *buf)
{
    strbuf_fmt(buf, "{\"var\":\"f%u\"}", below(FIELDS + 1)); /* the last is never there */
}

static void add_operand(StrBuf *buf)
{
    if (below(3) > 0)
        add_variable(buf);
    else
        strbuf_add(buf, str_of(scalar()));
}

static void add_comparison(StrBuf *buf)
{
    static const char *const words[] = { "<", "<=", ">", ">=", "==", "!=", "===", "!==" };
    strbuf_fmt(buf, "{\"%s\":[", words[below(COUNT(words))]);
    add_operand(buf);
    strbuf_char(buf, ',');
    add_operand(buf);
    strbuf_add(buf, S("]}"));
}

static void add_in(StrBuf *buf)
{
    strbuf_add(buf, S("{\"in\":["));
    add_operand(buf);
    strbuf_add(buf, S(",["));
    for (uint32_t i = below(12) + 1; i > 0; i--)
        strbuf_fmt(buf, "%s%s", below(2) ? "\"上海\"" : scalar(), i > 1 ? "," : "");
    strbuf_add(buf, S("]]}"));
}

static void add_rule(StrBuf *buf, int depth)
{
    static const char *const words[] = { "and", "or", "!", "!!", "if" };
    const uint32_t           kind    = below(8);
    if (depth == 0 || kind < 3) {
        if (below(4) > 0)
            add_comparison(buf);
        else if (below(2) > 0)
            add_in(buf);
        else
            add_operand(buf);
        return;
    }
    const char *word = words[below(COUNT(words))];
    strbuf_fmt(buf, "{\"%s\":[", word);
    for (uint32_t i = below(4) + 1; i > 0; i--) {
        add_rule(buf, depth - 1);
        if (i > 1) strbuf_char(buf, ',');
    }
    strbuf_add(buf, S("]}"));
}

static const Json *parsed(Str text)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, text, JSON_LIMITS, &json, &error) != OK) fail_msg("%.*s", FMT(text));
    return json;
}

static const Json *random_rule(void)
{
    StrBuf buf = strbuf(arena, 1 << 16);
    add_rule(&buf, 3);
    return parsed(strbuf_str(&buf));
}

/* Fields are left out now and then. */
static const Json *random_record(void)
{
    StrBuf buf = strbuf(arena, 1 << 12);
    strbuf_add(&buf, S("{\"other\":1"));
    for (int i = 0; i < FIELDS; i++)
        if (below(6) > 0) strbuf_fmt(&buf, ",\"f%d\":%s", i, scalar());
    strbuf_char(&buf, '}');
    return parsed(strbuf_str(&buf));
}

/* ---- a plain reading -------------------------------------------------------------------- */

static double number(RuleValue value)
{
    if (value.kind == RULE_NULL) return 0;
    if (value.kind == RULE_FLAG) return value.as.flag;
    return value.kind == RULE_NUMBER ? value.as.number : rule_number_of_text(rule_text(value));
}

static bool same(RuleValue a, RuleValue b)
{
    if (a.kind != b.kind) return false;
    if (a.kind == RULE_NUMBER) return a.as.number <= b.as.number && a.as.number >= b.as.number;
    if (a.kind == RULE_TEXT) return str_equal(rule_text(a), rule_text(b));
    return a.kind == RULE_NULL || a.as.flag == b.as.flag;
}

static bool alike(RuleValue a, RuleValue b)
{
    if (a.kind == b.kind) return same(a, b);
    if (a.kind == RULE_NULL || b.kind == RULE_NULL) return false;
    return number(a) <= number(b) && number(a) >= number(b);
}

static bool holds_between(Str word, RuleValue a, RuleValue b)
{
    const bool   texts = a.kind == RULE_TEXT && b.kind == RULE_TEXT;
    const int    order = texts ? str_compare(rule_text(a), rule_text(b)) : 0;
    const double x = texts ? order : number(a), y = texts ? 0 : number(b);
    if (str_equal(word, S("<"))) return x < y;
    if (str_equal(word, S("<="))) return x <= y;
    if (str_equal(word, S(">"))) return x > y;
    if (str_equal(word, S(">="))) return x >= y;
    if (str_equal(word, S("=="))) return alike(a, b);
    if (str_equal(word, S("!="))) return !alike(a, b);
    return same(a, b) == str_equal(word, S("==="));
}

static RuleValue read_plainly(const Json *rule, const Json *data);

static RuleValue read_if(JsonItems args, const Json *data)
{
    size_t i = 0;
    for (; i + 1 < args.count; i += 2)
        if (rule_truthy(read_plainly(&args.at[i], data)))
            return read_plainly(&args.at[i + 1], data);
    return i < args.count ? read_plainly(&args.at[i], data) : (RuleValue){ .kind = RULE_NULL };
}

/* The first that counts as `wanted`, or the last. */
static RuleValue read_until(JsonItems args, const Json *data, bool wanted)
{
    RuleValue value = { .kind = RULE_NULL };
    for (size_t i = 0; i < args.count; i++) {
        value = read_plainly(&args.at[i], data);
        if (rule_truthy(value) == wanted) break;
    }
    return value;
}

static bool read_in(RuleValue sought, const Json *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (same(sought, rule_of_json(&list->as.first[i]))) return true;
    return false;
}

static RuleValue read_plainly(const Json *rule, const Json *data)
{
    if (rule->kind != JSON_OBJECT) return rule_of_json(rule);
    const Json     *logic = &rule->as.first[0];
    const Str       word  = logic->key;
    const JsonItems args  = json_items(rule, word);
    if (str_equal(word, S("var"))) {
        const Json *member = json_get(data, logic->as.str);
        return member ? rule_of_json(member) : (RuleValue){ .kind = RULE_NULL };
    }
    if (str_equal(word, S("and"))) return read_until(args, data, false);
    if (str_equal(word, S("or"))) return read_until(args, data, true);
    if (str_equal(word, S("if"))) return read_if(args, data);
    const RuleValue first = read_plainly(&args.at[0], data);
    if (str_equal(word, S("!"))) return rule_of_flag(!rule_truthy(first));
    if (str_equal(word, S("!!"))) return rule_of_flag(rule_truthy(first));
    if (str_equal(word, S("in"))) return rule_of_flag(read_in(first, &args.at[1]));
    return rule_of_flag(holds_between(word, first, read_plainly(&args.at[1], data)));
}

/* ---- the same, four ways ----------------------------------------------------------------- */

static const RuleVariable fields[] = {
    { .name = { "f0", 2 } }, { .name = { "f1", 2 } }, { .name = { "f2", 2 } },
    { .name = { "f3", 2 } }, { .name = { "f4", 2 } },
};
static const RuleSchema schema = { fields, COUNT(fields) };

static Str shown(RuleValue value)
{
    JsonOut out  = json_out(arena, 1 << 12);
    Str     text = { 0 };
    assert_true(rule_put(&out, value));
    assert_int_equal(json_out_done(&out, &text), OK);
    return text;
}

static void check(const Json *document, const Json *record, const RuleSchema *with, Str wanted)
{
    const Rule *rule  = NULL;
    RuleError   error = { 0 };
    RuleValue   slots[COUNT(fields)], value = { 0 };
    for (size_t i = 0; i < COUNT(fields); i++)
        slots[i] = rule_of_json(json_get(record, fields[i].name));
    RuleRun run = { .arena = arena, .data = rule_of_json(record), .slots = slots };
    assert_int_equal(rule_compile(arena, document, with, &rule, &error), OK);
    assert_int_equal(rule_evaluate(rule, &run, &value), OK);
    if (!str_equal(shown(value), wanted)) {
        const Str text = shown(rule_of_json(document)), data = shown(rule_of_json(record));
        fail_msg("%.*s over %.*s is %.*s, not %.*s", FMT(text), FMT(data), FMT(shown(value)),
                 FMT(wanted));
    }
    assert_int_equal(rule_holds(rule, &run), rule_truthy(value));
}

static void test_every_way_says_what_a_plain_reading_says(void **state)
{
    (void)state;
    prng = 20261127;
    for (int i = 0; i < ROUNDS; i++) {
        const Json *document = random_rule(), *record = random_record();
        const Str   wanted = shown(read_plainly(document, record));
        check(document, record, NULL, wanted);
        check(document, record, &schema, wanted);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_way_says_what_a_plain_reading_says),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
