/* alert_look.c -- looking at a rule. */
#include "alert/alert_look.h"

#include "wire/wire.h"

Code alert_look_metric(Ctx *cx, const Alert *alert, Metric *out)
{
    const Json *json = NULL;
    JsonError   error;
    Rows        all = { 0 };
    *out = (Metric){ .name_zh = alert->name, .name_en = alert->name, .unit = METRIC_COUNT };
    if (json_parse(cx->arena, alert->metric, JSON_LIMITS, &json, &error) != OK) return OK;
    const Str key = json->kind == JSON_OBJECT ? json_str(json, S("metric")) : (Str){ 0 };
    if (key.len == 0) return OK;
    TRY(metric_list(cx, &all));
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(ROWS_AT(Metric, all, i)->key, key)) *out = *ROWS_AT(Metric, all, i);
    return OK;
}

static Code ask(Ctx *cx, const Alert *alert, AlertSpan span, Figure *out)
{
    const FigureAsk asked = { .metric   = alert->metric,
                              .filters  = alert->filters,
                              .from_ms  = span.from_ms,
                              .until_ms = span.until_ms };
    *out                  = (Figure){ 0 };
    /* At the very beginning of a day or month there is nothing to ask for. */
    return span.from_ms < span.until_ms ? figure_ask(cx, &asked, out) : OK;
}

typedef struct Looking {
    Ctx         *cx;
    const Alert *alert;
    Metric       metric;
    AlertSpan    now, base;
    Figure       value, before;
    Rows         causes;
} Looking;

static Code find_numbers(Looking *looking, bool is_whole, AlertLook *out)
{
    Ctx         *cx       = looking->cx;
    const Alert *alert    = looking->alert;
    const bool   compares = alert_rule_compares(alert->condition);
    TRY(ask(cx, alert, looking->now, &looking->value));
    if (compares || is_whole) TRY(ask(cx, alert, looking->base, &looking->before));
    out->verdict = alert_rule_verdict(alert, looking->metric.unit, looking->value, looking->before);
    if (out->verdict == ALERT_UNKNOWN)
        out->reason = looking->value.den == 0 ? S("alert.no_value") : S("alert.no_base");
    if (out->verdict != ALERT_BROKEN && !is_whole) return OK;
    if (!compares && !is_whole) TRY(ask(cx, alert, looking->base, &looking->before));
    if (looking->value.den == 0) return OK;
    return alert_cause_find(cx, alert, looking->now, looking->base, &looking->causes);
}

Code alert_look(Ctx *cx, const Alert *alert, bool is_whole, AlertLook *out)
{
    Looking looking = { .cx = cx, .alert = alert };
    looking.now     = alert_rule_span(alert->period, cx->zone, cx->now_ms);
    looking.base    = alert_rule_base(alert->period, alert->base, cx->zone, looking.now);
    *out            = (AlertLook){ .revision      = alert->revision,
                                   .asked_at_ms   = cx->now_ms,
                                   .from_ms       = looking.now.from_ms,
                                   .until_ms      = looking.now.until_ms,
                                   .base_from_ms  = looking.base.from_ms,
                                   .base_until_ms = looking.base.until_ms,
                                   .cause         = S("[]"),
                                   .reason        = S(""),
                                   .detail        = S(""),
                                   .said_zh       = S(""),
                                   .said_en       = S("") };
    TRY(alert_look_metric(cx, alert, &looking.metric));
    const Code code = find_numbers(&looking, is_whole, out);
    if (code != OK) {
        if (code == ERR_UNAVAILABLE || code == ERR_INTERNAL || code == ERR_CONFLICT) return code;
        out->verdict = ALERT_UNKNOWN;
        out->reason  = str_of(cx->err.reason);
        out->detail  = cx->err.field.ptr ? cx->err.field : S("");
        forgive(cx);
        return OK;
    }
    const AlertSaid said = { alert, &looking.metric, looking.value, looking.before,
                             looking.causes };
    out->value_num       = looking.value.num;
    out->value_den       = looking.value.den;
    out->before_num      = looking.before.num;
    out->before_den      = looking.before.den;
    out->cause           = alert_cause_json(cx->arena, looking.causes);
    if (out->verdict == ALERT_UNKNOWN) return OK;
    out->said_zh = alert_say(cx->arena, &said, false);
    out->said_en = alert_say(cx->arena, &said, true);
    return OK;
}
