/* fast.c -- the conditions most rules are made of, without detours: a variable against a number,
 * a text or a list of texts.  Whatever is of another kind takes the common way. */
#include "rule/node.h"

#include <string.h>

enum { KEYS_FEW = 32 };

/* A member of a small object of the data; NULL when the common way must look. */
static inline const Json *quick_member(const RuleRun *run, const RuleNode *node)
{
    if (run->data.kind != RULE_JSON || node->path.count != 1) return NULL;
    const Json *object = run->data.as.json;
    if (object->kind != JSON_OBJECT || object->count > KEYS_FEW) return NULL;
    const Str key = node->path.parts[0];
    for (const Json *at = object->as.first + object->count; at-- > object->as.first;)
        if (at->key.len == key.len && memcmp(at->key.ptr, key.ptr, key.len) == 0) return at;
    return NULL;
}

static inline RuleValue load(RuleRun *run, const RuleNode *node)
{
    if (node->slot >= 0) return run->slots[node->slot];
    const Json *member = quick_member(run, node);
    if (!member) return rule_var(run, &node->args[0]);
    if (member->kind == JSON_INT) return rule_of_number((double)member->as.integer);
    return member->kind == JSON_STR ? rule_of_text(member->as.str) : rule_of_json(member);
}

static bool slowly(RuleRun *run, const RuleNode *node)
{
    return rule_operators[node->op].value(run, node).as.flag;
}

/* ---- a number --------------------------------------------------------------------- */

#define NUMBER_TEST(name, condition)                                        \
    static bool name(RuleRun *run, const RuleNode *node)                    \
    {                                                                       \
        const RuleValue value = load(run, node);                            \
        const double    a = value.as.number, b = node->constant.as.number;  \
        return value.kind == RULE_NUMBER ? (condition) : slowly(run, node); \
    }

NUMBER_TEST(number_below, a < b)
NUMBER_TEST(number_at_most, a <= b)
NUMBER_TEST(number_above, a > b)
NUMBER_TEST(number_at_least, a >= b)
NUMBER_TEST(number_equal, a <= b && a >= b)
NUMBER_TEST(number_differs, !(a <= b && a >= b))

static RuleTestOf *number_test(RuleOp op)
{
    if (op == RULE_OP_BELOW) return number_below;
    if (op == RULE_OP_AT_MOST) return number_at_most;
    if (op == RULE_OP_ABOVE) return number_above;
    if (op == RULE_OP_AT_LEAST) return number_at_least;
    if (op == RULE_OP_EQUAL || op == RULE_OP_SAME) return number_equal;
    if (op == RULE_OP_UNEQUAL || op == RULE_OP_NOT_SAME) return number_differs;
    return NULL;
}

/* ---- a text ------------------------------------------------------------------------- */

/* Texts of one length mostly differ at their end; that is asked before all of them. */
static inline bool is_text(RuleValue value, RuleValue text)
{
    const uint32_t size = text.size;
    if (value.size != size) return false;
    if (size == 0) return true;
    return value.as.text[size - 1] == text.as.text[size - 1] &&
           memcmp(value.as.text, text.as.text, size) == 0;
}

static bool text_equal(RuleRun *run, const RuleNode *node)
{
    const RuleValue value = load(run, node);
    return value.kind == RULE_TEXT ? is_text(value, node->constant) : slowly(run, node);
}

static bool text_differs(RuleRun *run, const RuleNode *node)
{
    const RuleValue value = load(run, node);
    return value.kind == RULE_TEXT ? !is_text(value, node->constant) : slowly(run, node);
}

static RuleTestOf *text_test(RuleOp op)
{
    if (op == RULE_OP_EQUAL || op == RULE_OP_SAME) return text_equal;
    if (op == RULE_OP_UNEQUAL || op == RULE_OP_NOT_SAME) return text_differs;
    return NULL;
}

/* ---- one of some texts ---------------------------------------------------------------- */

enum { FEW = 8 };

static bool one_of_few(RuleRun *run, const RuleNode *node)
{
    const RuleValue  value = load(run, node);
    const RuleValue *items = node->constant.as.items;
    if (value.kind != RULE_TEXT) return false;
    for (uint32_t i = 0; i < node->constant.size; i++)
        if (is_text(value, items[i])) return true;
    return false;
}

static bool one_of_many(RuleRun *run, const RuleNode *node)
{
    const RuleValue value = load(run, node);
    if (value.kind != RULE_TEXT) return false;
    if (value.size > 64) (void)rule_charge(run, value.size / 64);
    return strmap_find(node->more, rule_text(value)) != NULL;
}

static bool are_texts(RuleValue list)
{
    for (uint32_t i = 0; i < list.size; i++)
        if (list.as.items[i].kind != RULE_TEXT) return false;
    return true;
}

static const StrMap *map_of(Arena *arena, RuleValue list)
{
    StrMap *map = strmap_new(arena);
    for (uint32_t i = 0; i < list.size; i++)
        (void)strmap_put(map, rule_text(list.as.items[i]), arena_make(arena, char, 1));
    return map;
}

static RuleTestOf *in_test(Arena *arena, RuleNode *node, RuleValue list)
{
    if (list.kind != RULE_LIST || !are_texts(list)) return NULL;
    if (list.size <= FEW) return one_of_few;
    node->more = map_of(arena, list);
    return one_of_many;
}

/* ---- choosing --------------------------------------------------------------------------- */

static RuleValue tested_value(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(node->test(run, node));
}

void rule_fasten(Arena *arena, RuleNode *node)
{
    if (node->count != 2 || node->args[0].op != RULE_OP_VAR || node->args[1].op != RULE_OP_NONE)
        return;
    const RuleValue constant = node->args[1].constant;
    RuleTestOf     *test     = NULL;
    if (constant.kind == RULE_NUMBER) test = number_test(node->op);
    if (constant.kind == RULE_TEXT) test = text_test(node->op);
    if (node->op == RULE_OP_IN) test = in_test(arena, node, constant);
    if (!test) return;
    node->test     = test;
    node->value    = tested_value;
    node->slot     = node->args[0].slot;
    node->path     = node->args[0].path;
    node->constant = constant;
}
