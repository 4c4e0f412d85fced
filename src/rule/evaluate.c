/* evaluate.c -- a rule against one record. */
#include "rule/node.h"

static void begin(const Rule *rule, RuleRun *run)
{
    ASSERT(!rule->schema || rule->schema->count == 0 || run->slots);
    run->reason     = NULL;
    run->steps_left = RULE_STEPS;
    run->bytes_left = RULE_BYTES;
}

Code rule_evaluate(const Rule *rule, RuleRun *run, RuleValue *out)
{
    begin(rule, run);
    const RuleValue data   = run->data;
    const RuleValue result = rule_value_of(run, rule->root);
    run->data              = data;
    if (run->reason)
        return str_equal(str_of(run->reason), S("rule.no_list")) ? ERR_INVALID : ERR_LIMIT;
    *out = result;
    return OK;
}

bool rule_holds(const Rule *rule, RuleRun *run)
{
    begin(rule, run);
    const bool holds = rule_test_of(run, rule->root);
    return holds && !run->reason;
}
