/* list.c -- merge, and the loops: their body sees an item in the place of the data. */
#include "rule/node.h"

RuleValue rule_merge(RuleRun *run, const RuleNode *node)
{
    RuleValue *parts = rule_take(run, node->count, sizeof(RuleValue));
    size_t     count = 0, at = 0;
    if (!parts) return RULE_UNDEFINED;
    for (uint32_t i = 0; i < node->count; i++) {
        parts[i] = rule_value_of(run, &node->args[i]);
        count += rule_is_list(parts[i]) ? rule_list_count(parts[i]) : 1;
    }
    RuleValue *items = rule_take(run, count, sizeof(RuleValue));
    if (!items || !rule_charge(run, count / 8)) return RULE_UNDEFINED;
    for (uint32_t i = 0; i < node->count; i++) {
        const bool is_list = rule_is_list(parts[i]);
        for (size_t k = 0; is_list && k < rule_list_count(parts[i]); k++)
            items[at++] = rule_list_at(parts[i], k);
        if (!is_list) items[at++] = parts[i];
    }
    return (RuleValue){ .kind = RULE_LIST, .size = (uint32_t)count, .as.items = items };
}

/* ---- loops ------------------------------------------------------------------------ */

typedef struct Loop {
    RuleValue       list, outer;
    const RuleNode *body; /* NULL: none, which counts as false */
    size_t          at, count;
} Loop;

/* No list is as an empty one. */
static Loop loop_over(RuleRun *run, const RuleNode *node)
{
    Loop loop = { .list = rule_arg(run, node, 0), .outer = run->data };
    loop.body = node->count > 1 ? &node->args[1] : NULL;
    if (!run->reason && rule_is_list(loop.list)) loop.count = rule_list_count(loop.list);
    return loop;
}

/* Puts the next item before the body; false when there is none or the run is over. */
static bool loop_next(RuleRun *run, Loop *loop)
{
    run->data = loop->outer;
    if (loop->at >= loop->count || !rule_charge(run, loop->body ? loop->body->weight : 1))
        return false;
    run->data = rule_list_at(loop->list, loop->at++);
    return true;
}

static bool body_holds(RuleRun *run, const Loop *loop)
{
    return loop->body && rule_test_of(run, loop->body);
}

RuleValue rule_map(RuleRun *run, const RuleNode *node)
{
    Loop       loop  = loop_over(run, node);
    RuleValue *items = rule_take(run, loop.count, sizeof(RuleValue));
    if (!items) return RULE_UNDEFINED;
    while (loop_next(run, &loop))
        items[loop.at - 1] = loop.body ? rule_value_of(run, loop.body) : RULE_UNDEFINED;
    return (RuleValue){ .kind = RULE_LIST, .size = (uint32_t)loop.count, .as.items = items };
}

RuleValue rule_filter(RuleRun *run, const RuleNode *node)
{
    Loop       loop  = loop_over(run, node);
    uint32_t   count = 0;
    RuleValue *items = rule_take(run, loop.count, sizeof(RuleValue));
    if (!items) return RULE_UNDEFINED;
    while (loop_next(run, &loop))
        if (body_holds(run, &loop)) items[count++] = rule_list_at(loop.list, loop.at - 1);
    return (RuleValue){ .kind = RULE_LIST, .size = count, .as.items = items };
}

RuleValue rule_reduce(RuleRun *run, const RuleNode *node)
{
    Loop      loop   = loop_over(run, node);
    RuleValue result = node->count > 2 ? rule_value_of(run, &node->args[2]) : RULE_NOTHING;
    while (loop_next(run, &loop)) {
        RuleValue *pair = rule_take(run, 2, sizeof(RuleValue));
        if (pair) {
            pair[0]   = run->data;
            pair[1]   = result;
            run->data = (RuleValue){ .kind = RULE_FOLD, .size = 2, .as.items = pair };
            result    = loop.body ? rule_value_of(run, loop.body) : RULE_UNDEFINED;
        }
    }
    return result;
}

/* Whether some item holds as `wanted`. */
static bool some_item(RuleRun *run, Loop *loop, bool wanted)
{
    bool found = false;
    while (!found && loop_next(run, loop)) found = body_holds(run, loop) == wanted;
    run->data = loop->outer;
    return found;
}

RuleValue rule_all(RuleRun *run, const RuleNode *node)
{
    Loop loop = loop_over(run, node);
    return rule_of_flag(loop.count > 0 && !some_item(run, &loop, false));
}

RuleValue rule_some(RuleRun *run, const RuleNode *node)
{
    Loop loop = loop_over(run, node);
    return rule_of_flag(some_item(run, &loop, true));
}

RuleValue rule_none(RuleRun *run, const RuleNode *node)
{
    Loop loop = loop_over(run, node);
    return rule_of_flag(!some_item(run, &loop, true));
}
