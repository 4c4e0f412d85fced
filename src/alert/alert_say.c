/* alert_say.c -- sentences of alerts. */
#include "alert/alert_say.h"

#include <math.h>
#include <stdlib.h>

enum { SHARE_DIGITS_MAX = 9 };

typedef struct Pair {
    const char *zh, *en;
} Pair;

static const Pair periods[] = {
    [ALERT_LAST_HOUR]    = { "上一小时", "in the last hour" },
    [ALERT_TODAY]        = { "今日", "today" },
    [ALERT_YESTERDAY]    = { "昨日", "yesterday" },
    [ALERT_LAST_7_DAYS]  = { "近 7 日", "in the last 7 days" },
    [ALERT_LAST_30_DAYS] = { "近 30 日", "in the last 30 days" },
    [ALERT_THIS_MONTH]   = { "本月", "this month" },
};
static const Pair bases[] = {
    [ALERT_BEFORE]      = { "上一周期", "the period before" },
    [ALERT_WEEK_BEFORE] = { "上周同期", "the same time last week" },
};
/* Those whose keys people can read as they are. */
static const struct {
    const char *word;
    Pair        name;
} dimensions[] = {
    { "store", { "门店", "store" } },   { "staff", { "员工", "" } },
    { "code", { "渠道码", "code" } },   { "shop", { "店铺", "shop" } },
    { "reason", { "原因", "reason" } }, { "page", { "页面", "page" } },
};

static const char *word(Pair pair, bool is_english) { return is_english ? pair.en : pair.zh; }

/* 1234567 as "1,234,567". */
static Str grouped(Arena *arena, int64_t number)
{
    const Str digits = str_fmt(arena, "%lld", llabs((long long)number));
    StrBuf    out    = strbuf(arena, 40);
    if (number < 0) strbuf_add(&out, S("−"));
    for (size_t i = 0; i < digits.len; i++) {
        if (i > 0 && (digits.len - i) % 3 == 0) strbuf_char(&out, ',');
        strbuf_char(&out, digits.ptr[i]);
    }
    return strbuf_str(&out);
}

static Str money(Arena *arena, int64_t fen)
{
    const long long cents = llabs((long long)fen);
    return str_fmt(arena, "%s¥%.*s.%02lld", fen < 0 ? "−" : "", FMT(grouped(arena, cents / 100)),
                   cents % 100);
}

/* Half a digit is rounded up, as the console does. */
static Str percent(Arena *arena, double value, int digits)
{
    return str_fmt(arena, "%.*f%%", digits, nextafter(value * 100, value < 0 ? -1e300 : 1e300));
}

/* One decimal of a percent, as on every page; two where the limit has them, and as many more as it
 * takes to tell the number from the limit it is not. */
static int share_digits(Arena *arena, const AlertSaid *said)
{
    const Alert *alert = said->alert;
    if (said->metric->unit != METRIC_RATIO || alert_rule_compares(alert->condition) ||
        said->value.den == 0)
        return 1;
    const Figure limit  = alert_rule_threshold(alert->threshold, METRIC_RATIO);
    const double at     = (double)limit.num / (double)limit.den;
    const double value  = (double)said->value.num / (double)said->value.den;
    int          digits = alert->threshold % 10 != 0 ? 2 : 1;
    while (value != at && digits < SHARE_DIGITS_MAX &&
           str_equal(percent(arena, value, digits), percent(arena, at, digits)))
        digits++;
    return digits;
}

static Str number(Arena *arena, Figure figure, MetricUnit unit, int digits)
{
    if (figure.den == 0) return S("–");
    const double value = (double)figure.num / (double)figure.den;
    switch (unit) {
    case METRIC_FEN: return money(arena, llround(value));
    case METRIC_RATIO: return percent(arena, value, digits);
    case METRIC_MS: return str_fmt(arena, "%.1f s", value / MS_PER_SECOND);
    case METRIC_COUNT:
    case METRIC_PEOPLE:
    default: return grouped(arena, llround(value));
    }
}

/* By how many percent, from before to now. */
static Str change(Arena *arena, Figure value, Figure before)
{
    const double was = (double)before.num / (double)before.den;
    return str_fmt(arena, "%.1f%%",
                   fabs((double)value.num / (double)value.den - was) * 100 / fabs(was));
}

static void say_broken(StrBuf *out, Arena *arena, const AlertSaid *said, bool is_english)
{
    const Alert *alert = said->alert;
    if (!alert_rule_compares(alert->condition)) {
        const Str  limit = number(arena, alert_rule_threshold(alert->threshold, said->metric->unit),
                                  said->metric->unit, share_digits(arena, said));
        const Pair pair  = alert->condition == ALERT_ABOVE ? (Pair){ "，高于 ", ", above " }
                                                           : (Pair){ "，低于 ", ", below " };
        strbuf_fmt(out, "%s%.*s", word(pair, is_english), FMT(limit));
        return;
    }
    if (said->before.den == 0 || said->before.num == 0 || said->value.den == 0) return;
    const bool is_up = figure_compare(said->value, said->before) > 0;
    const Pair way   = is_up ? (Pair){ "上升", "up" } : (Pair){ "下降", "down" };
    const Str  by    = change(arena, said->value, said->before);
    const Str  was   = number(arena, said->before, said->metric->unit, 1);
    if (is_english)
        strbuf_fmt(out, ", %s %.*s from %s (%.*s)", way.en, FMT(by), bases[alert->base].en,
                   FMT(was));
    else
        strbuf_fmt(out, "，较%s（%.*s）%s %.*s", bases[alert->base].zh, FMT(was), way.zh, FMT(by));
}

static const Pair *name_of(Str dimension)
{
    for (size_t i = 0; i < COUNT(dimensions); i++)
        if (str_equal(dimension, str_of(dimensions[i].word))) return &dimensions[i].name;
    return NULL;
}

/* The first that can be read.  Of a ratio parts are of what is divided: their unit is another. */
static void say_cause(StrBuf *out, Arena *arena, const AlertSaid *said, bool is_english)
{
    const Cause *cause = NULL;
    for (size_t i = 0; i < said->causes.count && cause == NULL; i++)
        if (name_of(ROWS_AT(Cause, said->causes, i)->dimension))
            cause = ROWS_AT(Cause, said->causes, i);
    if (cause == NULL || said->metric->unit == METRIC_RATIO) return;
    const CauseItem *item = ROWS_AT(CauseItem, cause->items, 0);
    if (item->share <= 0) return;
    const char   *name  = word(*name_of(cause->dimension), is_english);
    const int64_t moved = item->value - item->before;
    const Str     by    = number(arena, (Figure){ moved, 1 }, said->metric->unit, 1);
    const char   *plus  = moved > 0 ? "+" : "";
    if (is_english)
        strbuf_fmt(out, "; most of it: %s%s“%.*s” %s%.*s", name, *name ? " " : "", FMT(item->name),
                   plus, FMT(by));
    else
        strbuf_fmt(out, "；主要是%s「%.*s」%s%.*s", name, FMT(item->name), plus, FMT(by));
}

Str alert_say(Arena *arena, const AlertSaid *said, bool is_english)
{
    StrBuf    out = strbuf(arena, 4000);
    const Str now = number(arena, said->value, said->metric->unit, share_digits(arena, said));
    const Str metric =
        is_english && said->metric->name_en.len > 0 ? said->metric->name_en : said->metric->name_zh;
    const char *period = word(periods[said->alert->period], is_english);
    if (is_english)
        strbuf_fmt(&out, "%.*s %s: %.*s", FMT(metric), period, FMT(now));
    else
        strbuf_fmt(&out, "%s%s%.*s %.*s", period,
                   said->alert->period >= ALERT_LAST_7_DAYS &&
                           said->alert->period <= ALERT_LAST_30_DAYS
                       ? " "
                       : "",
                   FMT(metric), FMT(now));
    say_broken(&out, arena, said, is_english);
    say_cause(&out, arena, said, is_english);
    return strbuf_str(&out);
}
