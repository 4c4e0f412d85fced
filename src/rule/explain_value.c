/* explain_value.c -- windows and constants in words. */
#include "rule/explain.h"

#include <math.h>

void rule_say(RuleWriter *writer, const char *english, const char *chinese)
{
    strbuf_add(&writer->buf, str_of(writer->language == RULE_CHINESE ? chinese : english));
}

/* ---- windows ----------------------------------------------------------------------- */

static void say_rolling(RuleWriter *writer, const RuleWindow *window)
{
    static const struct {
        int64_t     ms;
        const char *english, *chinese;
    } units[]             = { { MS_PER_MINUTE, "minute", "分钟" },
                              { MS_PER_HOUR, "hour", "小时" },
                              { MS_PER_DAY, "day", "天" },
                              { 7ll * MS_PER_DAY, "week", "周" } };
    const long long count = window->count;
    for (size_t i = 0; i < COUNT(units); i++) {
        if (window->span_ms != window->count * units[i].ms) continue;
        if (writer->language == RULE_CHINESE)
            strbuf_fmt(&writer->buf, "近 %lld %s", count, units[i].chinese);
        else
            strbuf_fmt(&writer->buf, "in the last %lld %s%s", count, units[i].english,
                       count == 1 ? "" : "s");
    }
}

/* A day as it stands there, without quotes. */
static void say_instant(RuleWriter *writer, RuleValue at)
{
    if (at.kind == RULE_TEXT)
        strbuf_add(&writer->buf, rule_text(at));
    else
        rule_say_value(writer, at, false);
}

static void say_fixed(RuleWriter *writer, const RuleWindow *window)
{
    const bool has_from  = window->from.kind != RULE_NULL,
               has_until = window->until.kind != RULE_NULL;
    if (has_from) {
        rule_say(writer, "from ", "自 ");
        say_instant(writer, window->from);
        rule_say(writer, " on", " 起");
    }
    if (has_from && has_until) rule_say(writer, " and ", "、");
    if (has_until) {
        rule_say(writer, "before ", "");
        say_instant(writer, window->until);
        rule_say(writer, "", " 之前");
    }
}

static void say_calendar(RuleWriter *writer, const RuleWindow *window)
{
    const bool now = window->count == 0;
    switch (window->kind) {
    case RULE_DAY: rule_say(writer, now ? "today" : "yesterday", now ? "今天" : "昨天"); break;
    case RULE_WEEK: rule_say(writer, now ? "this week" : "last week", now ? "本周" : "上周"); break;
    case RULE_MONTH:
        rule_say(writer, now ? "this month" : "last month", now ? "本月" : "上月");
        break;
    case RULE_YEAR: rule_say(writer, now ? "this year" : "last year", now ? "今年" : "去年"); break;
    case RULE_LAST_DAYS:
        strbuf_fmt(&writer->buf,
                   writer->language == RULE_CHINESE ? "今天之前的 %lld 天"
                                                    : "in the %lld days before today",
                   (long long)window->count);
        break;
    case RULE_EVER:
    case RULE_ROLLING:
    case RULE_FIXED: break;
    }
}

void rule_say_window(RuleWriter *writer, const RuleWindow *window)
{
    if (window->kind == RULE_EVER) return;
    rule_say(writer, " ", "");
    if (window->kind == RULE_ROLLING)
        say_rolling(writer, window);
    else if (window->kind == RULE_FIXED)
        say_fixed(writer, window);
    else
        say_calendar(writer, window);
    rule_say(writer, "", " ");
}

/* ---- constants ------------------------------------------------------------------------- */

static void say_money(RuleWriter *writer, double fen)
{
    strbuf_fmt(&writer->buf, writer->language == RULE_CHINESE ? "%.2f 元" : "¥%.2f", fen / 100);
}

static void say_list(RuleWriter *writer, RuleValue list, bool as_money)
{
    for (size_t i = 0; i < rule_list_count(list); i++) {
        if (i > 0) rule_say(writer, ", ", "、");
        rule_say_value(writer, rule_list_at(list, i), as_money);
    }
}

void rule_say_value(RuleWriter *writer, RuleValue value, bool as_money)
{
    char text[RULE_NUMBER_CHARS];
    switch (value.kind) {
    case RULE_ABSENT:
    case RULE_NULL: rule_say(writer, "nothing", "空"); break;
    case RULE_FLAG:
        rule_say(writer, value.as.flag ? "yes" : "no", value.as.flag ? "是" : "否");
        break;
    case RULE_NUMBER:
        if (as_money && fabs(value.as.number) < 1e15)
            say_money(writer, value.as.number);
        else
            strbuf_add(&writer->buf, (Str){ text, rule_number_text(value.as.number, text) });
        break;
    case RULE_TEXT: strbuf_fmt(&writer->buf, "“%.*s”", FMT(rule_text(value))); break;
    case RULE_LIST:
        rule_say(writer, "[", "［");
        say_list(writer, value, as_money);
        rule_say(writer, "]", "］");
        break;
    case RULE_JSON:
    case RULE_FOLD: rule_say(writer, "an object", "一个对象"); break;
    }
}
