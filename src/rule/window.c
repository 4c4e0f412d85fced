/* window.c -- spans of time, by words and in the tenant's zone. */
#include "rule/window.h"

#include <math.h>

/* Beyond these years a calendar means nothing to anybody. */
static const double instant_max = 8.64e15;

enum { COUNT_MAX = 36500 };

bool rule_instant_of(RuleValue value, Zone zone, int64_t *at_ms)
{
    int64_t day = 0;
    if (value.kind == RULE_NUMBER) {
        if (!(fabs(value.as.number) <= instant_max)) return false;
        *at_ms = (int64_t)floor(value.as.number);
        return true;
    }
    if (value.kind != RULE_TEXT) return false;
    if (day_parse(rule_text(value), &day)) {
        *at_ms = day_start_ms(day, zone);
        return true;
    }
    return rfc3339_parse(rule_text(value), at_ms);
}

/* ---- reading ---------------------------------------------------------------------- */

typedef struct Word {
    const char    *text;
    RuleWindowKind kind;
    int64_t        count;
} Word;

static const Word words[] = {
    { "ever", RULE_EVER, 0 },        { "today", RULE_DAY, 0 },      { "yesterday", RULE_DAY, 1 },
    { "this_week", RULE_WEEK, 0 },   { "last_week", RULE_WEEK, 1 }, { "this_month", RULE_MONTH, 0 },
    { "last_month", RULE_MONTH, 1 }, { "this_year", RULE_YEAR, 0 }, { "last_year", RULE_YEAR, 1 },
};

Str rule_window_forms(void)
{
    return S("30m, 24h, 30d, 4w, today, yesterday, last_30_days, this_week, last_week, this_month, "
             "last_month, this_year, last_year, ever, [from, until]");
}

static bool count_of(Str digits, int64_t *out)
{
    if (digits.len == 0 || digits.ptr[0] < '1' || digits.ptr[0] > '9') return false;
    return str_to_i64(digits, out) && *out <= COUNT_MAX;
}

static int64_t unit_ms(char unit)
{
    switch (unit) {
    case 'm': return MS_PER_MINUTE;
    case 'h': return MS_PER_HOUR;
    case 'd': return MS_PER_DAY;
    case 'w': return 7ll * MS_PER_DAY;
    default: return 0;
    }
}

static bool window_of_text(Str text, RuleWindow *out)
{
    int64_t count = 0;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!str_equal(text, str_of(words[i].text))) continue;
        *out = (RuleWindow){ .kind = words[i].kind, .count = words[i].count };
        return true;
    }
    if (str_starts(text, S("last_")) && str_ends(text, S("_days")) && text.len > 10) {
        if (!count_of(str_slice(text, 5, text.len - 5), &count)) return false;
        *out = (RuleWindow){ .kind = RULE_LAST_DAYS, .count = count };
        return true;
    }
    if (text.len < 2 || !count_of(str_slice(text, 0, text.len - 1), &count)) return false;
    const int64_t unit = unit_ms(text.ptr[text.len - 1]);
    *out = (RuleWindow){ .kind = RULE_ROLLING, .count = count, .span_ms = count * unit };
    return unit > 0;
}

bool rule_window_of(RuleValue value, RuleWindow *out)
{
    const Zone zone  = { 0 };
    int64_t    at_ms = 0;
    if (value.kind <= RULE_NULL) {
        *out = (RuleWindow){ .kind = RULE_EVER };
        return true;
    }
    if (value.kind == RULE_TEXT) return window_of_text(rule_text(value), out);
    if (value.kind != RULE_LIST || value.size != 2) return false;
    *out =
        (RuleWindow){ .kind = RULE_FIXED, .from = value.as.items[0], .until = value.as.items[1] };
    return (out->from.kind == RULE_NULL || rule_instant_of(out->from, zone, &at_ms)) &&
           (out->until.kind == RULE_NULL || rule_instant_of(out->until, zone, &at_ms));
}

/* ---- where it lies ------------------------------------------------------------------- */

static RuleSpan days(int64_t from, int64_t until, Zone zone)
{
    return (RuleSpan){ day_start_ms(from, zone), day_start_ms(until, zone) };
}

static int64_t month_start(CivilTime civil, int64_t months, Zone zone)
{
    const int64_t month = (int64_t)civil.year * 12 + civil.month - 1 + months;
    return civil_to_ms(
        (CivilTime){ .year = (int32_t)(month / 12), .month = (int32_t)(month % 12) + 1, .day = 1 },
        zone);
}

static RuleSpan fixed(const RuleWindow *window, Zone zone)
{
    RuleSpan span = { INT64_MIN, INT64_MAX };
    if (window->from.kind != RULE_NULL) (void)rule_instant_of(window->from, zone, &span.from_ms);
    if (window->until.kind != RULE_NULL) (void)rule_instant_of(window->until, zone, &span.until_ms);
    return span;
}

static RuleSpan whole_span(const RuleWindow *window, int64_t now_ms, Zone zone)
{
    const CivilTime civil = civil_time(now_ms, zone);
    const int64_t   today = day_of(now_ms, zone), count = window->count;
    const int64_t   monday = today - (civil.weekday - 1) - 7 * count;
    switch (window->kind) {
    case RULE_ROLLING: return (RuleSpan){ now_ms - window->span_ms + 1, INT64_MAX };
    case RULE_LAST_DAYS: return days(today - count, today, zone);
    case RULE_DAY: return days(today - count, today - count + 1, zone);
    case RULE_WEEK: return days(monday, monday + 7, zone);
    case RULE_MONTH:
        return (RuleSpan){ month_start(civil, -count, zone), month_start(civil, 1 - count, zone) };
    case RULE_YEAR:
        return (RuleSpan){ month_start(civil, -12 * count - civil.month + 1, zone),
                           month_start(civil, -12 * count - civil.month + 13, zone) };
    case RULE_FIXED: return fixed(window, zone);
    case RULE_EVER: break;
    }
    return (RuleSpan){ INT64_MIN, INT64_MAX };
}

RuleSpan rule_window_span(const RuleWindow *window, int64_t now_ms, Zone zone)
{
    RuleSpan span = whole_span(window, now_ms, zone);
    if (span.until_ms > now_ms + 1) span.until_ms = now_ms + 1;
    return span;
}
