/* plan.c -- a rule over everybody: what indexes can answer, put together as sets. */
#include "rule/event.h"

#include <math.h>

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

/* Tags or audiences that are written out. */
static bool name_predicate(const RuleNode *node, RulePredicate *out)
{
    const bool is_tag = node->op == RULE_OP_HAS_TAG;
    if ((!is_tag && node->op != RULE_OP_IN_SEGMENT) || !node->more) return false;
    const RuleNames *names = node->more;
    out->ask               = is_tag ? RULE_ASK_TAG : RULE_ASK_SEGMENT;
    out->values            = names->values;
    out->count             = names->count;
    return true;
}

/* A property of the relation that `where` compares with texts written out. */
static bool relation_values(const RuleNode *where, RulePredicate *out)
{
    const bool is_in = where->op == RULE_OP_IN;
    if ((!is_in && where->op != RULE_OP_EQUAL && where->op != RULE_OP_SAME) || where->count != 2)
        return false;
    const RuleNode *variable = &where->args[0], *value = &where->args[1];
    if (variable->op != RULE_OP_VAR || variable->count != 1 || variable->path.count != 1 ||
        value->op != RULE_OP_NONE)
        return false;
    const RuleValue constant = value->constant;
    if (constant.kind != (is_in ? RULE_LIST : RULE_TEXT)) return false;
    out->variable = variable->path.parts[0];
    out->values   = is_in ? constant.as.items : &value->constant;
    out->count    = is_in ? constant.size : 1;
    for (size_t i = 0; i < out->count; i++)
        if (out->values[i].kind != RULE_TEXT) return false;
    return true;
}

static bool relation_predicate(const RuleNode *node, RulePredicate *out, bool *is_wider)
{
    if (node->op != RULE_OP_HAS_RELATION) return false;
    *is_wider = node->count > 0 && !relation_values(&node->args[0], out);
    if (*is_wider) *out = (RulePredicate){ 0 };
    out->ask = RULE_ASK_RELATION;
    return true;
}

static void event_predicate(const Planner *planner, const RuleEventPlan *plan, RulePredicate *out)
{
    const RuleSpan span = rule_window_span(&plan->window, planner->now_ms, planner->zone);
    *out                = (RulePredicate){ .ask = RULE_ASK_DID, .type = plan->type };
    out->from_ms        = span.from_ms;
    out->until_ms       = span.until_ms;
}

/* ---- figures of events ---------------------------------------------------------------- */

static bool is_figure(RuleOp op)
{
    return op == RULE_OP_EVENT_COUNT || op == RULE_OP_EVENT_SUM || op == RULE_OP_EVENT_DAYS ||
           op == RULE_OP_CONSECUTIVE_DAYS || op == RULE_OP_STREAK || op == RULE_OP_EVENT_FIRST ||
           op == RULE_OP_EVENT_LAST;
}

/* What the figure is compared with, in whichever order they stand. */
static const RuleNode *figure_of(const RuleNode *node, RuleAsk *ask, RuleValue *constant)
{
    const RuleNode *args  = node->args;
    const bool      first = is_figure(args[0].op) && args[1].op == RULE_OP_NONE;
    if (!first && !(is_figure(args[1].op) && args[0].op == RULE_OP_NONE)) return NULL;
    if (!first) *ask = turned(*ask);
    *constant = args[first ? 1 : 0].constant;
    return &args[first ? 0 : 1];
}

/* Whether it holds of a person without such events, whose figure is 0, or null where it is told
 * of an event. */
static bool holds_of_none(RuleOp op, RuleAsk ask, RuleValue constant)
{
    const bool   is_told = op == RULE_OP_EVENT_FIRST || op == RULE_OP_EVENT_LAST;
    const double number  = constant.as.number;
    if (constant.kind != RULE_NUMBER) return constant.kind != RULE_TEXT || !is_told;
    if (ask == RULE_ASK_EQUAL) return !is_told && number <= 0 && number >= 0;
    if (ask == RULE_ASK_BELOW) return 0 < number;
    if (ask == RULE_ASK_AT_MOST) return 0 <= number;
    return ask == RULE_ASK_ABOVE ? 0 > number : 0 >= number;
}

/* Whole numbers from `least` to `most` are those that meet it. */
static void times_of(RuleAsk ask, double number, RulePredicate *out)
{
    const double limit = UINT32_MAX - 1.0;
    double       least = 0, most = limit;
    if (ask == RULE_ASK_ABOVE) least = floor(number) + 1;
    if (ask == RULE_ASK_AT_LEAST || ask == RULE_ASK_EQUAL) least = ceil(number);
    if (ask == RULE_ASK_BELOW) most = ceil(number) - 1;
    if (ask == RULE_ASK_AT_MOST || ask == RULE_ASK_EQUAL) most = floor(number);
    const bool is_nobody = !(least <= most) || most < 0 || least > limit;
    out->least           = is_nobody ? 1 : least > 0 ? (uint32_t)least : 0;
    out->most            = is_nobody ? 0 : most >= limit ? UINT32_MAX : (uint32_t)most;
}

/* A count is exact without `where`; of the other figures only those can have one that have
 * events. */
static bool figure_predicate(const Planner *planner, const RuleNode *node, RulePredicate *out,
                             bool *differs, bool *is_wider)
{
    RuleValue constant = { 0 };
    RuleAsk   ask      = ask_of(node->op, differs);
    if (ask == 0 || node->count != 2) return false;
    const RuleNode *figure = figure_of(node, &ask, &constant);
    if (!figure) return false;
    const RuleEventPlan *plan = figure->more;
    const bool is_count       = figure->op == RULE_OP_EVENT_COUNT && constant.kind == RULE_NUMBER;
    *is_wider                 = !is_count || plan->where;
    if (*is_wider && holds_of_none(figure->op, ask, constant)) return false;
    event_predicate(planner, plan, out);
    out->ask   = RULE_ASK_TIMES;
    out->least = 1;
    out->most  = UINT32_MAX;
    if (is_count) times_of(ask, constant.as.number, out);
    if (*is_wider) out->most = UINT32_MAX;
    return true;
}

/* The predicate a node is; `differs` when it is its opposite, `is_wider` when it is more than
 * the predicate. */
static bool predicate_of(const Planner *planner, const RuleNode *node, RulePredicate *out,
                         bool *differs, bool *is_wider)
{
    *out = (RulePredicate){ 0 };
    if (compare_predicate(node, out, differs) || in_predicate(node, out) ||
        name_predicate(node, out))
        return true;
    *differs = false;
    if (relation_predicate(node, out, is_wider)) return true;
    if (figure_predicate(planner, node, out, differs, is_wider)) return true;
    *differs = *is_wider = false;
    *out                 = (RulePredicate){ .ask = RULE_ASK_TRUE };
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

bool rule_meets(const RulePredicate *predicate, RuleValue value)
{
    RuleRun run = { .steps_left = RULE_STEPS, .bytes_left = RULE_BYTES };
    if (predicate->ask == RULE_ASK_TRUE) return rule_truthy(value);
    if (predicate->ask == RULE_ASK_EQUAL) return rule_equal(&run, value, predicate->values[0]);
    for (size_t i = 0; predicate->ask == RULE_ASK_ONE_OF && i < predicate->count; i++)
        if (rule_same(&run, value, predicate->values[i])) return true;
    if (predicate->ask == RULE_ASK_ONE_OF) return false;
    const RuleOrder order = rule_order(&run, value, predicate->values[0]);
    if (predicate->ask == RULE_ASK_BELOW) return order == RULE_LESS;
    if (predicate->ask == RULE_ASK_AT_MOST) return order == RULE_LESS || order == RULE_EVEN;
    if (predicate->ask == RULE_ASK_ABOVE) return order == RULE_MORE;
    return order == RULE_MORE || order == RULE_EVEN;
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
