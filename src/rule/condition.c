/* condition.c -- and, or, not, if, comparisons, in. */
#include "rule/node.h"

bool rule_any_test(RuleRun *run, const RuleNode *node)
{
    return rule_truthy(node->value(run, node));
}

/* The first that counts as `wanted`, else the last. */
static RuleValue first_of(RuleRun *run, const RuleNode *node, bool wanted)
{
    RuleValue value = RULE_UNDEFINED;
    for (uint32_t i = 0; i < node->count; i++) {
        value = rule_value_of(run, &node->args[i]);
        if (rule_truthy(value) == wanted) break;
    }
    return value;
}

RuleValue rule_and(RuleRun *run, const RuleNode *node) { return first_of(run, node, false); }

RuleValue rule_or(RuleRun *run, const RuleNode *node) { return first_of(run, node, true); }

bool rule_and_test(RuleRun *run, const RuleNode *node)
{
    for (uint32_t i = 0; i < node->count; i++)
        if (!rule_test_of(run, &node->args[i])) return false;
    return node->count > 0;
}

bool rule_or_test(RuleRun *run, const RuleNode *node)
{
    for (uint32_t i = 0; i < node->count; i++)
        if (rule_test_of(run, &node->args[i])) return true;
    return false;
}

bool rule_not_test(RuleRun *run, const RuleNode *node)
{
    return node->count == 0 || !rule_test_of(run, &node->args[0]);
}

bool rule_bool_test(RuleRun *run, const RuleNode *node)
{
    return node->count > 0 && rule_test_of(run, &node->args[0]);
}

RuleValue rule_not(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_not_test(run, node));
}

RuleValue rule_bool(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_bool_test(run, node));
}

/* Pairs of condition and value; one left over is what holds otherwise. */
RuleValue rule_if(RuleRun *run, const RuleNode *node)
{
    uint32_t i = 0;
    for (; i + 1 < node->count; i += 2)
        if (rule_test_of(run, &node->args[i])) return rule_value_of(run, &node->args[i + 1]);
    return i < node->count ? rule_value_of(run, &node->args[i]) : RULE_NOTHING;
}

/* ---- comparing ------------------------------------------------------------------- */

static bool is_equal(RuleRun *run, const RuleNode *node)
{
    const RuleValue a = rule_arg(run, node, 0);
    return rule_equal(run, a, rule_arg(run, node, 1));
}

static bool is_same(RuleRun *run, const RuleNode *node)
{
    const RuleValue a = rule_arg(run, node, 0);
    return rule_same(run, a, rule_arg(run, node, 1));
}

RuleValue rule_equals(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(is_equal(run, node));
}

RuleValue rule_differs(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(!is_equal(run, node));
}

RuleValue rule_is_same(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(is_same(run, node));
}

RuleValue rule_is_not_same(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(!is_same(run, node));
}

/* a < b, or a < b < c; with `or_even` a <= b <= c.  All are evaluated first, as ever. */
static RuleValue rising(RuleRun *run, const RuleNode *node, bool or_even)
{
    const RuleValue a = rule_arg(run, node, 0), b = rule_arg(run, node, 1);
    const RuleValue c     = rule_arg(run, node, 2);
    const RuleOrder first = rule_order(run, a, b);
    bool            holds = first == RULE_LESS || (or_even && first == RULE_EVEN);
    if (holds && c.kind != RULE_ABSENT) {
        const RuleOrder second = rule_order(run, b, c);
        holds                  = second == RULE_LESS || (or_even && second == RULE_EVEN);
    }
    return rule_of_flag(holds);
}

RuleValue rule_below(RuleRun *run, const RuleNode *node) { return rising(run, node, false); }

RuleValue rule_at_most(RuleRun *run, const RuleNode *node) { return rising(run, node, true); }

static RuleOrder order_of_two(RuleRun *run, const RuleNode *node)
{
    const RuleValue a = rule_arg(run, node, 0);
    return rule_order(run, a, rule_arg(run, node, 1));
}

RuleValue rule_above(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(order_of_two(run, node) == RULE_MORE);
}

RuleValue rule_at_least(RuleRun *run, const RuleNode *node)
{
    const RuleOrder order = order_of_two(run, node);
    return rule_of_flag(order == RULE_MORE || order == RULE_EVEN);
}

/* ---- in ---------------------------------------------------------------------------- */

/* Within a list by ===; within a text as a part of it, but nothing is within "". */
RuleValue rule_in(RuleRun *run, const RuleNode *node)
{
    const RuleValue sought = rule_arg(run, node, 0), where = rule_arg(run, node, 1);
    if (where.kind == RULE_TEXT && where.size > 0) {
        const Str part = rule_to_text(run, sought), text = rule_text(where);
        (void)rule_charge(run, (text.len / 64) * (part.len / 64 + 1));
        return rule_of_flag(!run->reason && str_find(text, part) >= 0);
    }
    if (!rule_is_list(where)) return rule_of_flag(false);
    const size_t count = rule_list_count(where);
    (void)rule_charge(run, count / 8);
    for (size_t i = 0; i < count && !run->reason; i++)
        if (rule_same(run, sought, rule_list_at(where, i))) return rule_of_flag(true);
    return rule_of_flag(false);
}
