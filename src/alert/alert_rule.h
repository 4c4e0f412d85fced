/* alert_rule.h -- what a rule means: spans of time, when it is broken, when it fires and when that
 * is over.  No SQL, no JSON, no clock.  Private to alert/. */
#ifndef ALERT_ALERT_RULE_H
#define ALERT_ALERT_RULE_H

#include "alert/alert.h"

/* from <= at < until. */
typedef struct AlertSpan {
    int64_t from_ms, until_ms;
} AlertSpan;

/* The period as of an instant, and the span it is compared with. */
AlertSpan alert_rule_span(AlertPeriod period, Zone zone, int64_t now_ms);
AlertSpan alert_rule_base(AlertPeriod period, AlertBase base, Zone zone, AlertSpan span);

/* A ratio's threshold stands in ten-thousandths. */
Figure       alert_rule_threshold(int64_t threshold, MetricUnit unit);
/* ALERT_UNKNOWN when there is no number, or none (or 0) to compare with where that is asked. */
AlertVerdict alert_rule_verdict(const Alert *alert, MetricUnit unit, Figure value, Figure before);
bool         alert_rule_compares(AlertCondition condition);

typedef enum AlertMove {
    ALERT_STAYS = 1,
    ALERT_FIRES, /* people are told     */
    ALERT_ENDS   /* it has come back    */
} AlertMove;
/* It fires once a breach: again only after it came back, or when nothing of the span was in
 * the one it fired for.  What is unknown changes nothing. */
AlertMove alert_rule_move(bool is_firing, int64_t fired_until_ms, AlertVerdict verdict,
                          AlertSpan span);

/* When it is looked at next, after an instant: a minute past each hour, so that what came in its
 * last seconds is there; or at the hour of the day. */
int64_t alert_rule_next_ms(AlertEvery every, int32_t hour, Zone zone, int64_t now_ms);

#endif
