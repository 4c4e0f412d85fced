/* alert_rule.c -- what a rule means. */
#include "alert/alert_rule.h"

/* ---- spans -------------------------------------------------------------------------- */

static AlertSpan days(Zone zone, int64_t first, int64_t until)
{
    return (AlertSpan){ day_start_ms(first, zone), day_start_ms(until, zone) };
}

static int64_t month_start_ms(Zone zone, int64_t at_ms, int32_t months)
{
    const CivilTime civil = civil_time(at_ms, zone);
    return civil_to_ms((CivilTime){ .year = civil.year, .month = civil.month + months, .day = 1 },
                       zone);
}

AlertSpan alert_rule_span(AlertPeriod period, Zone zone, int64_t now_ms)
{
    const int64_t today = day_of(now_ms, zone);
    /* Hours are those of the zone, which may lie between those of UTC. */
    const int64_t hour = now_ms - (now_ms - day_start_ms(today, zone)) % MS_PER_HOUR;
    switch (period) {
    case ALERT_LAST_HOUR: return (AlertSpan){ hour - MS_PER_HOUR, hour };
    case ALERT_YESTERDAY: return days(zone, today - 1, today);
    case ALERT_LAST_7_DAYS: return days(zone, today - 7, today);
    case ALERT_LAST_30_DAYS: return days(zone, today - 30, today);
    case ALERT_THIS_MONTH: return (AlertSpan){ month_start_ms(zone, now_ms, 0), now_ms };
    case ALERT_TODAY:
    default: return (AlertSpan){ day_start_ms(today, zone), now_ms };
    }
}

static AlertSpan earlier(AlertSpan span, int64_t ms)
{
    return (AlertSpan){ span.from_ms - ms, span.until_ms - ms };
}

/* As much of the month before, which may be shorter. */
static AlertSpan month_before(Zone zone, AlertSpan span)
{
    const int64_t from  = month_start_ms(zone, span.from_ms, -1);
    const int64_t until = from + (span.until_ms - span.from_ms);
    return (AlertSpan){ from, until < span.from_ms ? until : span.from_ms };
}

AlertSpan alert_rule_base(AlertPeriod period, AlertBase base, Zone zone, AlertSpan span)
{
    const int64_t day = MS_PER_DAY;
    if (base == ALERT_WEEK_BEFORE) return earlier(span, 7 * day);
    switch (period) {
    case ALERT_LAST_HOUR: return earlier(span, MS_PER_HOUR);
    case ALERT_LAST_7_DAYS: return earlier(span, 7 * day);
    case ALERT_LAST_30_DAYS: return earlier(span, 30 * day);
    case ALERT_THIS_MONTH: return month_before(zone, span);
    case ALERT_YESTERDAY:
    case ALERT_TODAY:
    default: return earlier(span, day);
    }
}

/* ---- verdict and move --------------------------------------------------------------- */

Figure alert_rule_threshold(int64_t threshold, MetricUnit unit)
{
    return (Figure){ threshold, unit == METRIC_RATIO ? 10000 : 1 };
}

bool alert_rule_compares(AlertCondition condition) { return condition >= ALERT_RISEN; }

AlertVerdict alert_rule_verdict(const Alert *alert, MetricUnit unit, Figure value, Figure before)
{
    if (value.den == 0) return ALERT_UNKNOWN;
    bool is_broken = false;
    if (alert_rule_compares(alert->condition)) {
        if (before.den == 0 || before.num == 0) return ALERT_UNKNOWN;
        const int  way     = figure_compare(value, before);
        const bool differs = figure_differs(value, before, alert->percent);
        is_broken          = differs && ((way > 0 && alert->condition != ALERT_FALLEN) ||
                                (way < 0 && alert->condition != ALERT_RISEN));
    } else {
        const int way = figure_compare(value, alert_rule_threshold(alert->threshold, unit));
        is_broken     = alert->condition == ALERT_ABOVE ? way > 0 : way < 0;
    }
    return is_broken ? ALERT_BROKEN : ALERT_KEPT;
}

AlertMove alert_rule_move(bool is_firing, int64_t fired_until_ms, AlertVerdict verdict,
                          AlertSpan span)
{
    if (verdict == ALERT_KEPT) return is_firing ? ALERT_ENDS : ALERT_STAYS;
    if (verdict != ALERT_BROKEN) return ALERT_STAYS;
    return !is_firing || span.from_ms >= fired_until_ms ? ALERT_FIRES : ALERT_STAYS;
}

int64_t alert_rule_next_ms(AlertEvery every, int32_t hour, Zone zone, int64_t now_ms)
{
    const int64_t today = day_of(now_ms, zone), start = day_start_ms(today, zone);
    if (every == ALERT_DAILY) {
        const int64_t at = start + (int64_t)hour * MS_PER_HOUR;
        return at > now_ms ? at : at + MS_PER_DAY;
    }
    const int64_t at = now_ms - (now_ms - start) % MS_PER_HOUR + MS_PER_MINUTE;
    return at > now_ms ? at : at + MS_PER_HOUR;
}
