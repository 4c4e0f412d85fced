/* text.c -- cat, substr, log. */
#include "rule/node.h"

#include <math.h>

RuleValue rule_cat(RuleRun *run, const RuleNode *node)
{
    if (run->bytes_left < 0) return RULE_UNDEFINED;
    StrBuf buf = strbuf(run->arena, (size_t)run->bytes_left);
    for (uint32_t i = 0; i < node->count; i++) {
        const RuleValue value = rule_value_of(run, &node->args[i]);
        if (value.kind > RULE_NULL) strbuf_add(&buf, rule_to_text(run, value));
    }
    run->bytes_left -= (int64_t)buf.room;
    if (buf.failed) rule_stop(run, "rule.too_large");
    (void)rule_charge(run, buf.len / 64);
    return rule_of_text(strbuf_str(&buf));
}

/* ToIntegerOrInfinity, counted from the end when negative. */
static size_t place_of(double number, size_t units)
{
    if (isnan(number)) return 0;
    number = trunc(number);
    if (number < 0) number += (double)units;
    if (number < 0) return 0;
    return number > (double)units ? units : (size_t)number;
}

/* A negative length leaves out so many at the end, counted in what the start left. */
static size_t length_of(RuleRun *run, RuleValue end, size_t left)
{
    if (end.kind == RULE_ABSENT) return left;
    double length = rule_to_number(run, end);
    if (length < 0) {
        /* JavaScript would put a text behind the length, and that is no number. */
        if (end.kind == RULE_TEXT || rule_is_object(end)) return 0;
        length += (double)left;
    }
    if (isnan(length) || length < 0) return 0;
    return length > (double)left ? left : (size_t)length;
}

RuleValue rule_substr(RuleRun *run, const RuleNode *node)
{
    const Str       text  = rule_to_text(run, rule_arg(run, node, 0));
    const RuleValue start = rule_arg(run, node, 1), end = rule_arg(run, node, 2);
    const size_t    units = rule_units(text);
    const size_t    from  = place_of(rule_to_number(run, start), units);
    return rule_units_slice(run, text, from, length_of(run, end, units - from));
}

/* Writes nowhere: what is evaluated here has nobody to read it. */
RuleValue rule_log(RuleRun *run, const RuleNode *node) { return rule_arg(run, node, 0); }
