/* plan.c -- a rule over everybody: what indexes can answer, put together as sets. */
#include "rule/event.h"

typedef struct Planner {
    const RuleSets *sets;
    int64_t         now_ms;
    Zone            zone;
} Planner;

typedef struct Part {
    RuleFit fit;
    void   *set; /* unless UNKNOWN */
} Part;

static Part plan_node(const Planner *planner, const RuleNode *node, bool negated);

static Part unknown(const Planner *planner, Part part)
{
    if (part.fit != RULE_UNKNOWN) planner->sets->drop(planner->sets->with, part.set);
    return (Part){ .fit = RULE_UNKNOWN };
}

/* ---- predicates ------------------------------------------------------------------- */

static RuleAsk ask_of(RuleOp op, bool *differs)
{
    *differs = op == RULE_OP_UNEQUAL || op == RULE_OP_NOT_SAME;
    if (op == RULE_OP_EQUAL || op == RULE_OP_SAME || *differs) return RULE_ASK_EQUAL;
    if (op == RULE_OP_BELOW) return RULE_ASK_BELOW;
    if (op == RULE_OP_AT_MOST) return RULE_ASK_AT_MOST;
    if (op == RULE_OP_ABOVE) return RULE_ASK_ABOVE;
    return op == RULE_OP_AT_LEAST ? RULE_ASK_AT_LEAST : (RuleAsk)0;
}

/* "3 < x" asks what "x > 3" does. */
static RuleAsk turned(RuleAsk ask)
{
    if (ask == RULE_ASK_BELOW) return RULE_ASK_ABOVE;
    if (ask == RULE_ASK_ABOVE) return RULE_ASK_BELOW;
    if (ask == RULE_ASK_AT_MOST) return RULE_ASK_AT_LEAST;
    return ask == RULE_ASK_AT_LEAST ? RULE_ASK_AT_MOST : ask;
}

/* A variable of the record, without a default. */
static bool is_variable(const RuleNode *node, Str *name)
{
    if (node->op != RULE_OP_VAR || node->is_inner || node->count != 1 || !node->path.parts ||
        node->args[0].constant.kind != RULE_TEXT)
        return false;
    *name = rule_text(node->args[0].constant);
    return true;
}

/* A variable beside a constant, in either order. */
static bool compare_predicate(const RuleNode *node, RulePredicate *out, bool *differs)
{
    const RuleNode *args = node->args;
    out->ask             = ask_of(node->op, differs);
    out->count           = 1;
    if (out->ask == 0 || node->count != 2) return false;
    if (is_variable(&args[0], &out->variable) && args[1].op == RULE_OP_NONE) {
        out->values = &args[1].constant;
        return !rule_is_object(args[1].constant);
    }
    if (!is_variable(&args[1], &out->variable) || args[0].op != RULE_OP_NONE) return false;
    out->ask    = turned(out->ask);
    out->values = &args[0].constant;
    return !rule_is_object(args[0].constant);
}

static bool in_predicate(const RuleNode *node, RulePredicate *out)
{
    if (node->op != RULE_OP_IN || node->count != 2 || node->args[1].op != RULE_OP_NONE)
        return false;
    const RuleValue list = node->args[1].constant;
    if (list.kind != RULE_LIST || !is_variable(&node->args[0], &out->variable)) return false;
    out->ask    = RULE_ASK_ONE_OF;
    out->values = list.as.items;
    out->count  = list.size;
    return true;
}

/* One tag, or one list of tags, that is written out. */
static bool tag_predicate(const RuleNode *node, RulePredicate *out)
{
    if (node->op != RULE_OP_HAS_TAG || node->count != 1 || node->args[0].op != RULE_OP_NONE)
        return false;
    const RuleValue tag = node->args[0].constant;
    out->ask            = RULE_ASK_TAG;
    out->values         = tag.kind == RULE_LIST ? tag.as.items : &node->args[0].constant;
    out->count          = tag.kind == RULE_LIST ? tag.size : 1;
    return true;
}

static void event_predicate(const Planner *planner, const RuleEventPlan *plan, RulePredicate *out)
{
    const RuleSpan span = rule_window_span(&plan->window, planner->now_ms, planner->zone);
    *out                = (RulePredicate){ .ask = RULE_ASK_DID, .type = plan->type };
    out->from_ms        = span.from_ms;
    out->until_ms       = span.until_ms;
}

/* The predicate a node is; `differs` when it is its opposite, `is_wider` when it is more than
 * the predicate. */
static bool predicate_of(const Planner *planner, const RuleNode *node, RulePredicate *out,
                         bool *differs, bool *is_wider)
{
    *out = (RulePredicate){ 0 };
    if (compare_predicate(node, out, differs) || in_predicate(node, out) ||
        tag_predicate(node, out))
        return true;
    *out = (RulePredicate){ .ask = RULE_ASK_TRUE };
    if (is_variable(node, &out->variable)) return true;
    if (node->op != RULE_OP_DID && node->op != RULE_OP_DID_NOT) return false;
    const RuleEventPlan *plan = node->more;
    event_predicate(planner, plan, out);
    *differs  = node->op == RULE_OP_DID_NOT;
    *is_wider = plan->where != NULL;
    return true;
}

static Part plan_leaf(const Planner *planner, const RuleNode *node, bool negated)
{
    RulePredicate predicate = { 0 };
    bool          differs = false, is_wider = false;
    Part          part = { 0 };
    if (!predicate_of(planner, node, &predicate, &differs, &is_wider)) return part;
    negated  = negated != differs;
    part.fit = planner->sets->find(planner->sets->with, &predicate, &part.set);
    if (is_wider && part.fit == RULE_EXACT) part.fit = RULE_WIDER;
    if (!negated || part.fit == RULE_UNKNOWN) return part;
    if (part.fit == RULE_WIDER) return unknown(planner, part);
    part.set = planner->sets->others(planner->sets->with, part.set);
    return part;
}

/* ---- and, or, not ------------------------------------------------------------------- */

/* What is unknown makes the whole wider. */
static Part plan_all(const Planner *planner, const RuleNode *node, bool negated)
{
    Part whole   = { 0 };
    bool is_true = node->count > 0; /* as far as is known, all of it is exact */
    for (uint32_t i = 0; i < node->count; i++) {
        const Part part = plan_node(planner, &node->args[i], negated);
        is_true         = is_true && part.fit == RULE_EXACT;
        if (part.fit == RULE_UNKNOWN) continue;
        whole.set = whole.fit == RULE_UNKNOWN
                        ? part.set
                        : planner->sets->both(planner->sets->with, whole.set, part.set);
        whole.fit = RULE_WIDER;
    }
    if (is_true) whole.fit = RULE_EXACT;
    return whole;
}

/* What is unknown makes the whole unknown. */
static Part plan_any(const Planner *planner, const RuleNode *node, bool negated)
{
    Part whole = { 0 };
    for (uint32_t i = 0; i < node->count; i++) {
        const Part part = plan_node(planner, &node->args[i], negated);
        if (part.fit == RULE_UNKNOWN) return unknown(planner, whole);
        if (whole.fit == RULE_UNKNOWN) {
            whole = part;
            continue;
        }
        whole.set = planner->sets->either(planner->sets->with, whole.set, part.set);
        if (part.fit == RULE_WIDER) whole.fit = RULE_WIDER;
    }
    return whole;
}

static Part plan_node(const Planner *planner, const RuleNode *node, bool negated)
{
    /* Without arguments they are not the opposite of one another. */
    const bool is_joined = node->count > 0;
    if (node->op == RULE_OP_AND && is_joined)
        return negated ? plan_any(planner, node, true) : plan_all(planner, node, false);
    if (node->op == RULE_OP_OR && is_joined)
        return negated ? plan_all(planner, node, true) : plan_any(planner, node, false);
    if ((node->op == RULE_OP_NOT || node->op == RULE_OP_BOOL) && node->count == 1)
        return plan_node(planner, &node->args[0], negated != (node->op == RULE_OP_NOT));
    return plan_leaf(planner, node, negated);
}

RuleFit rule_plan(const Rule *rule, const RuleSets *sets, int64_t now_ms, Zone zone, void **set)
{
    const Planner planner = { .sets = sets, .now_ms = now_ms, .zone = zone };
    const Part    part    = plan_node(&planner, rule->root, false);
    if (part.fit != RULE_UNKNOWN) *set = part.set;
    return part.fit;
}
