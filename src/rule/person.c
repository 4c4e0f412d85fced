/* person.c -- what is known of the person: attributes, tags, relations. */
#include "rule/node.h"

RuleValue rule_attribute(RuleRun *run, const RuleNode *node)
{
    const Str name  = rule_to_text(run, rule_arg(run, node, 0));
    RuleValue value = RULE_UNDEFINED;
    if (run->source && run->source->attribute)
        value = run->source->attribute(run->source->with, name);
    if (value.kind != RULE_ABSENT) return value;
    const RuleValue otherwise = rule_arg(run, node, 1);
    return otherwise.kind == RULE_ABSENT ? RULE_NOTHING : otherwise;
}

typedef bool Has(void *with, Str name);

static bool has(RuleRun *run, Has *ask, RuleValue name)
{
    return rule_charge(run, 1) && name.kind > RULE_NULL &&
           ask(run->source->with, rule_to_text(run, name));
}

/* One of those named is enough; a list stands for what is in it. */
static bool has_one(RuleRun *run, const RuleNode *node, Has *ask)
{
    bool found = false;
    for (uint32_t i = 0; ask && i < node->count && !found; i++) {
        const RuleValue name    = rule_value_of(run, &node->args[i]);
        const bool      is_list = rule_is_list(name);
        for (size_t k = 0; is_list && !found && k < rule_list_count(name); k++)
            found = has(run, ask, rule_list_at(name, k));
        if (!is_list) found = has(run, ask, name);
    }
    return found;
}

bool rule_has_tag_test(RuleRun *run, const RuleNode *node)
{
    return has_one(run, node, run->source ? run->source->has_tag : NULL);
}

bool rule_in_segment_test(RuleRun *run, const RuleNode *node)
{
    return has_one(run, node, run->source ? run->source->in_segment : NULL);
}

RuleValue rule_in_segment(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_in_segment_test(run, node));
}

RuleValue rule_has_tag(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_has_tag_test(run, node));
}

/* Whether a relation meets the condition, which sees it as its data; any, without a condition. */
bool rule_has_relation_test(RuleRun *run, const RuleNode *node)
{
    const Json *relations = NULL;
    if (run->source && run->source->relations)
        relations = run->source->relations(run->source->with);
    const RuleNode *where = node->count > 0 ? &node->args[0] : NULL;
    const RuleValue outer = run->data;
    bool            found = false;
    for (uint32_t i = 0; relations && i < relations->count && !found; i++) {
        if (!rule_charge(run, where ? where->weight : 1)) break;
        run->data = rule_of_json(&relations->as.first[i]);
        found     = !where || rule_test_of(run, where);
    }
    run->data = outer;
    return found;
}

RuleValue rule_has_relation(RuleRun *run, const RuleNode *node)
{
    return rule_of_flag(rule_has_relation_test(run, node));
}
