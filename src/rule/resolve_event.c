/* resolve_event.c -- the constant arguments of event and time operators, read once. */
#include "rule/compile.h"
#include "rule/event.h"
#include "rule/time.h"

/* Which argument is what; -1: the operator has none. */
typedef struct Places {
    RuleOp op;
    int    property, window, where;
} Places;

static const Places places[] = {
    { RULE_OP_DID, -1, 1, 2 },         { RULE_OP_DID_NOT, -1, 1, 2 },
    { RULE_OP_EVENT_COUNT, -1, 1, 2 }, { RULE_OP_EVENT_DAYS, -1, 1, 2 },
    { RULE_OP_STREAK, -1, -1, 1 },     { RULE_OP_CONSECUTIVE_DAYS, -1, 1, 2 },
    { RULE_OP_EVENT_SUM, 1, 2, 3 },    { RULE_OP_EVENT_FIRST, 1, 2, 3 },
    { RULE_OP_EVENT_LAST, 1, 2, 3 },
};

static const Places *places_of(RuleOp op)
{
    for (size_t i = 0; i < COUNT(places); i++)
        if (places[i].op == op) return &places[i];
    return NULL;
}

static const RuleNode *arg_at(const RuleNode *node, int at)
{
    return at >= 0 && (uint32_t)at < node->count ? &node->args[at] : NULL;
}

/* Refuses argument `at` of the operator at `place`. */
static Code refuse_arg(RuleCompiler *compiler, const RulePlace *place, const RuleNode *node, int at,
                       const char *reason, Str allowed)
{
    const RulePlace inner = { .outer = place, .at = (size_t)at };
    return rule_refuse(compiler, ERR_INVALID, node->is_bare ? place : &inner, reason, allowed);
}

/* A text that is written out; null is absent where that is allowed. */
static Code text_arg(RuleCompiler *compiler, const RulePlace *place, const RuleNode *node, int at,
                     bool may_be_null, Str *out)
{
    const RuleNode *arg = arg_at(node, at);
    if (!arg) return OK;
    if (arg->op == RULE_OP_NONE && arg->constant.kind == RULE_NULL && may_be_null) return OK;
    if (arg->op != RULE_OP_NONE || arg->constant.kind != RULE_TEXT || arg->constant.size == 0)
        return refuse_arg(compiler, place, node, at, "rule.not_constant", S("text"));
    *out = rule_text(arg->constant);
    return OK;
}

static Code resolve_event(RuleCompiler *compiler, const RulePlace *place, const Places *at,
                          RuleNode *node)
{
    RuleEventPlan  *plan   = arena_make(compiler->arena, RuleEventPlan, 1);
    const RuleNode *window = arg_at(node, at->window);
    *plan = (RuleEventPlan){ .window = { .kind = RULE_EVER }, .where = arg_at(node, at->where) };
    TRY(text_arg(compiler, place, node, 0, false, &plan->type));
    TRY(text_arg(compiler, place, node, at->property, node->op != RULE_OP_EVENT_SUM,
                 &plan->property));
    if (window && (window->op != RULE_OP_NONE || !rule_window_of(window->constant, &plan->window)))
        return refuse_arg(compiler, place, node, at->window, "rule.bad_window",
                          rule_window_forms());
    /* A `where` of null is none. */
    if (plan->where && plan->where->op == RULE_OP_NONE && plan->where->constant.kind == RULE_NULL)
        plan->where = NULL;
    node->more = plan;
    return OK;
}

static Str part_list(Arena *arena)
{
    StrBuf buf = strbuf(arena, 256);
    for (size_t i = 1; i < rule_part_words.count; i++)
        strbuf_fmt(&buf, "%s%s", i > 1 ? ", " : "", rule_part_words.word[i]);
    return strbuf_str(&buf);
}

/* Names that are written out; whatever else is left to the evaluation. */
static void resolve_names(RuleCompiler *compiler, RuleNode *node)
{
    size_t count = 0;
    for (uint32_t i = 0; i < node->count; i++) {
        const RuleNode *arg = &node->args[i];
        if (arg->op != RULE_OP_NONE ||
            rule_is_object(arg->constant) != (arg->constant.kind == RULE_LIST))
            return;
        count += arg->constant.kind == RULE_LIST ? arg->constant.size : 1;
    }
    RuleValue *values = arena_make(compiler->arena, RuleValue, count);
    RuleNames *names  = arena_make(compiler->arena, RuleNames, 1);
    *names            = (RuleNames){ values, 0 };
    for (uint32_t i = 0; i < node->count; i++) {
        const RuleValue constant = node->args[i].constant;
        const bool      is_list  = constant.kind == RULE_LIST;
        for (uint32_t k = 0; k < (is_list ? constant.size : 1); k++)
            values[names->count++] = is_list ? constant.as.items[k] : constant;
    }
    node->more = names;
}

Code rule_resolve_event(RuleCompiler *compiler, const RulePlace *place, RuleNode *node)
{
    const Places *at   = places_of(node->op);
    Str           part = { 0 };
    if (at) return resolve_event(compiler, place, at, node);
    if (node->op == RULE_OP_HAS_TAG || node->op == RULE_OP_IN_SEGMENT)
        resolve_names(compiler, node);
    if (node->op != RULE_OP_DATE_PART) return OK;
    TRY(text_arg(compiler, place, node, 0, false, &part));
    if (value_of(&rule_part_words, part) == 0)
        return refuse_arg(compiler, place, node, 0, "rule.unknown_part",
                          part_list(compiler->arena));
    return OK;
}
