/* data.c -- what stands in the data: var, missing, missing_some. */
#include "rule/node.h"

static RuleValue walk(RuleRun *run, RulePath path, RuleValue value)
{
    for (size_t i = 0; i < path.count; i++) {
        if (value.kind <= RULE_NULL) return RULE_UNDEFINED;
        value = rule_property(run, value, path.parts[i]);
    }
    return value;
}

/* The value of a name that is known only now: its parts are cut at points. */
static RuleValue find(RuleRun *run, RuleValue name)
{
    if (name.kind <= RULE_NULL || (name.kind == RULE_TEXT && name.size == 0)) return run->data;
    Str       rest  = rule_to_text(run, name);
    RuleValue value = run->data;
    while (rest.ptr && !run->reason) {
        if (value.kind <= RULE_NULL || !rule_charge(run, 1)) return RULE_UNDEFINED;
        value = rule_property(run, value, str_cut(&rest, '.'));
    }
    return value;
}

/* Only a value that is not there at all makes room for the default. */
static RuleValue or_default(RuleRun *run, const RuleNode *node, RuleValue value)
{
    if (value.kind != RULE_ABSENT) return value;
    const RuleValue otherwise = rule_arg(run, node, 1);
    return otherwise.kind == RULE_ABSENT ? RULE_NOTHING : otherwise;
}

RuleValue rule_var(RuleRun *run, const RuleNode *node)
{
    if (node->slot >= 0) return or_default(run, node, run->slots[node->slot]);
    if (node->path.parts) return or_default(run, node, walk(run, node->path, run->data));
    const RuleValue name = rule_arg(run, node, 0);
    if (name.kind <= RULE_NULL || (name.kind == RULE_TEXT && name.size == 0)) return run->data;
    return or_default(run, node, find(run, name));
}

/* ---- missing ---------------------------------------------------------------------- */

/* A key may be a list: a name and its default, as of var. */
static bool is_missing(RuleRun *run, RuleValue key)
{
    RuleValue otherwise = RULE_NOTHING;
    if (rule_is_list(key)) {
        const size_t count = rule_list_count(key);
        otherwise          = count > 1 ? rule_list_at(key, 1) : RULE_NOTHING;
        key                = count > 0 ? rule_list_at(key, 0) : RULE_UNDEFINED;
    }
    RuleValue value = find(run, key);
    if (value.kind == RULE_ABSENT && key.kind > RULE_NULL) value = otherwise;
    return value.kind == RULE_NULL || (value.kind == RULE_TEXT && value.size == 0);
}

/* Those of the keys that are missing.  A first key that is a list stands for all. */
static RuleValue missing_of(RuleRun *run, RuleValue keys)
{
    if (rule_list_count(keys) > 0 && rule_is_list(rule_list_at(keys, 0)))
        keys = rule_list_at(keys, 0);
    const size_t count = rule_list_count(keys);
    RuleValue   *items = rule_take(run, count, sizeof(RuleValue));
    uint32_t     found = 0;
    for (size_t i = 0; items && i < count && rule_charge(run, 1); i++) {
        const RuleValue key = rule_list_at(keys, i);
        if (is_missing(run, key)) items[found++] = key;
    }
    return (RuleValue){ .kind = RULE_LIST, .size = found, .as.items = items };
}

RuleValue rule_missing(RuleRun *run, const RuleNode *node)
{
    RuleValue *keys = rule_take(run, node->count, sizeof(RuleValue));
    for (uint32_t i = 0; keys && i < node->count; i++) keys[i] = rule_value_of(run, &node->args[i]);
    if (!keys) return RULE_UNDEFINED;
    return missing_of(run, (RuleValue){ .kind = RULE_LIST, .size = node->count, .as.items = keys });
}

RuleValue rule_missing_some(RuleRun *run, const RuleNode *node)
{
    const RuleValue need = rule_arg(run, node, 0), options = rule_arg(run, node, 1);
    const RuleValue one = options;
    if (options.kind <= RULE_NULL) {
        rule_stop(run, "rule.no_list");
        return RULE_UNDEFINED;
    }
    const bool      is_list = rule_is_list(options);
    const RuleValue missing = missing_of(
        run, is_list ? options : (RuleValue){ .kind = RULE_LIST, .size = 1, .as.items = &one });
    if (run->reason) return RULE_UNDEFINED;
    double present = -(double)missing.size;
    if (is_list)
        present += (double)rule_list_count(options);
    else if (options.kind == RULE_TEXT)
        present += (double)rule_units(rule_text(options));
    else
        return missing; /* it has no length: never enough */
    if (!(present >= rule_to_number(run, need))) return missing;
    return (RuleValue){ .kind = RULE_LIST, .as.items = missing.as.items };
}
