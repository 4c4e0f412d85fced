/* time.c -- now, days between, parts of a date, in the tenant's zone. */
#include "rule/time.h"

#include "rule/window.h"

#include <string.h>

RuleValue rule_now(RuleRun *run, const RuleNode *node)
{
    (void)node;
    return rule_of_number((double)run->now_ms);
}

/* The day of the first argument; false when it is no time. */
static bool day_of_arg(RuleRun *run, const RuleNode *node, int64_t *day)
{
    int64_t at_ms = 0;
    if (!rule_instant_of(rule_arg(run, node, 0), run->zone, &at_ms)) return false;
    *day = day_of(at_ms, run->zone);
    return true;
}

RuleValue rule_days_since(RuleRun *run, const RuleNode *node)
{
    int64_t day = 0;
    if (!day_of_arg(run, node, &day)) return RULE_NOTHING;
    return rule_of_number((double)(day_of(run->now_ms, run->zone) - day));
}

RuleValue rule_days_until(RuleRun *run, const RuleNode *node)
{
    int64_t day = 0;
    if (!day_of_arg(run, node, &day)) return RULE_NOTHING;
    return rule_of_number((double)(day - day_of(run->now_ms, run->zone)));
}

static bool is_leap(int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/* The day of `month` and `day` in a year; 29 February is the 28th in a common one. */
static int64_t day_in_year(int32_t year, int32_t month, int32_t day)
{
    const Zone utc = { 0 };
    if (month == 2 && day == 29 && !is_leap(year)) day = 28;
    return day_of(civil_to_ms((CivilTime){ .year = year, .month = month, .day = day }, utc), utc);
}

/* "05-12" or a day with its year. */
static bool month_and_day(RuleRun *run, RuleValue value, int32_t *month, int32_t *day)
{
    int64_t at_ms = 0, number = 0;
    if (value.kind == RULE_TEXT && value.size == 5) {
        const Str leap = str_fmt(run->arena, "2000-%.*s", FMT(rule_text(value)));
        if (!day_parse(leap, &number)) return false;
        at_ms = day_start_ms(number, run->zone);
    } else if (!rule_instant_of(value, run->zone, &at_ms)) {
        return false;
    }
    const CivilTime civil = civil_time(at_ms, run->zone);
    *month                = civil.month;
    *day                  = civil.day;
    return true;
}

RuleValue rule_days_until_anniversary(RuleRun *run, const RuleNode *node)
{
    int32_t month = 0, day = 0;
    if (!month_and_day(run, rule_arg(run, node, 0), &month, &day)) return RULE_NOTHING;
    const int64_t today = day_of(run->now_ms, run->zone);
    const int32_t year  = civil_time(run->now_ms, run->zone).year;
    int64_t       next  = day_in_year(year, month, day);
    if (next < today) next = day_in_year(year + 1, month, day);
    return rule_of_number((double)(next - today));
}

/* ---- parts ------------------------------------------------------------------------------ */

static const char *const part_words[] = {
    [RULE_YEAR_PART] = "year", [RULE_MONTH_PART] = "month",   [RULE_DAY_PART] = "day",
    [RULE_HOUR_PART] = "hour", [RULE_MINUTE_PART] = "minute", [RULE_WEEKDAY_PART] = "weekday",
};
const Words rule_part_words = { part_words, COUNT(part_words) };

static int32_t part_of(CivilTime civil, int part)
{
    switch (part) {
    case RULE_YEAR_PART: return civil.year;
    case RULE_MONTH_PART: return civil.month;
    case RULE_DAY_PART: return civil.day;
    case RULE_HOUR_PART: return civil.hour;
    case RULE_MINUTE_PART: return civil.minute;
    default: return civil.weekday;
    }
}

/* Of now, where no time is given. */
RuleValue rule_date_part(RuleRun *run, const RuleNode *node)
{
    int64_t   at_ms = run->now_ms;
    const int part  = value_of(&rule_part_words, rule_text(node->args[0].constant));
    if (node->count > 1 && !rule_instant_of(rule_arg(run, node, 1), run->zone, &at_ms))
        return RULE_NOTHING;
    return rule_of_number(part_of(civil_time(at_ms, run->zone), part));
}

/* "2026-11-22": days compare as texts do. */
RuleValue rule_date(RuleRun *run, const RuleNode *node)
{
    int64_t at_ms = run->now_ms;
    if (node->count > 0 && !rule_instant_of(rule_arg(run, node, 0), run->zone, &at_ms))
        return RULE_NOTHING;
    const CivilTime civil = civil_time(at_ms, run->zone);
    if (civil.year < 1 || civil.year > 9999) return RULE_NOTHING;
    run->bytes_left -= 16;
    return rule_of_text(day_text(run->arena, day_of(at_ms, run->zone)));
}
