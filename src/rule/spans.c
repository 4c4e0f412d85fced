/* spans.c -- which stretches of time a rule looks at, for who has to know when they move. */
#include "rule/event.h"

static bool is_event(RuleOp op)
{
    return op == RULE_OP_DID || op == RULE_OP_DID_NOT || op == RULE_OP_EVENT_COUNT ||
           op == RULE_OP_EVENT_SUM || op == RULE_OP_EVENT_FIRST || op == RULE_OP_EVENT_LAST ||
           op == RULE_OP_EVENT_DAYS || op == RULE_OP_CONSECUTIVE_DAYS || op == RULE_OP_STREAK;
}

static void take(const RuleNode *node, int64_t now_ms, Zone zone, RuleEventSpan *out)
{
    const RuleEventPlan *plan = node->more;
    const RuleSpan       span = rule_window_span(&plan->window, now_ms, zone);
    *out =
        (RuleEventSpan){ .type = plan->type, .from_ms = span.from_ms, .until_ms = span.until_ms };
    if (plan->window.kind == RULE_ROLLING) out->rolling_ms = plan->window.span_ms;
    out->is_daily = plan->window.kind != RULE_ROLLING && plan->window.kind != RULE_EVER &&
                    plan->window.kind != RULE_FIXED;
    if (node->op != RULE_OP_STREAK) return;
    /* A streak is over when the day before yesterday was its last. */
    out->from_ms  = day_start_ms(day_of(now_ms, zone) - 1, zone);
    out->is_daily = true;
}

/* As deep as the document, which is bounded. */
static size_t walk(const RuleNode *node, int64_t now_ms, Zone zone, RuleEventSpan *out, size_t max)
{
    size_t count = 0;
    if (is_event(node->op) && max > 0) take(node, now_ms, zone, &out[count++]);
    for (uint32_t i = 0; i < node->count; i++)
        count += walk(&node->args[i], now_ms, zone, out + count, max - count);
    return count;
}

size_t rule_spans(const Rule *rule, int64_t now_ms, Zone zone, RuleEventSpan *out, size_t max)
{
    return walk(rule->root, now_ms, zone, out, max);
}
