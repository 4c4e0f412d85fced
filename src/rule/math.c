/* math.c -- numbers: + and * read as parseFloat does, the others as Number. */
#include "rule/node.h"

#include <math.h>

RuleValue rule_add(RuleRun *run, const RuleNode *node)
{
    double sum = 0;
    for (uint32_t i = 0; i < node->count; i++)
        sum += rule_to_float(run, rule_value_of(run, &node->args[i]));
    return rule_of_number(sum);
}

/* One alone is passed through as it is. */
RuleValue rule_multiply(RuleRun *run, const RuleNode *node)
{
    RuleValue product = rule_arg(run, node, 0);
    for (uint32_t i = 1; i < node->count; i++) {
        const RuleValue factor = rule_value_of(run, &node->args[i]);
        const double    left   = rule_to_float(run, product);
        product                = rule_of_number(left * rule_to_float(run, factor));
    }
    return product;
}

RuleValue rule_subtract(RuleRun *run, const RuleNode *node)
{
    const RuleValue a = rule_arg(run, node, 0), b = rule_arg(run, node, 1);
    const double    left = rule_to_number(run, a);
    return rule_of_number(b.kind == RULE_ABSENT ? -left : left - rule_to_number(run, b));
}

RuleValue rule_divide(RuleRun *run, const RuleNode *node)
{
    const double left = rule_to_number(run, rule_arg(run, node, 0));
    const double by   = rule_to_number(run, rule_arg(run, node, 1));
    const bool   zero = !(by < 0) && !(by > 0) && !isnan(by);
    if (!zero) return rule_of_number(left / by);
    /* As JavaScript says it, not the sanitizers. */
    const bool no_number = isnan(left) || (!(left < 0) && !(left > 0));
    if (no_number) return rule_of_number((double)NAN);
    return rule_of_number((left < 0) != (signbit(by) != 0) ? -(double)INFINITY : (double)INFINITY);
}

RuleValue rule_remainder(RuleRun *run, const RuleNode *node)
{
    const double left = rule_to_number(run, rule_arg(run, node, 0));
    return rule_of_number(fmod(left, rule_to_number(run, rule_arg(run, node, 1))));
}

static RuleValue extreme(RuleRun *run, const RuleNode *node, bool is_max)
{
    double best   = is_max ? -(double)INFINITY : (double)INFINITY;
    bool   is_nan = false;
    for (uint32_t i = 0; i < node->count; i++) {
        const double number = rule_to_number(run, rule_value_of(run, &node->args[i]));
        is_nan              = is_nan || isnan(number);
        if (is_max ? number > best : number < best) best = number;
    }
    return rule_of_number(is_nan ? (double)NAN : best);
}

RuleValue rule_min(RuleRun *run, const RuleNode *node) { return extreme(run, node, false); }

RuleValue rule_max(RuleRun *run, const RuleNode *node) { return extreme(run, node, true); }
