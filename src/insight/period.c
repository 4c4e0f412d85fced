/* period.c -- ranges of business days. */
#include "insight/period.h"

static Window window_of(Zone zone, int64_t first_day, int64_t last_day)
{
    return (Window){ day_start_ms(first_day, zone) / MS_PER_SECOND,
                     day_start_ms(last_day + 1, zone) / MS_PER_SECOND, first_day };
}

/* Business days have no zone any more: their calendar is that of UTC. */
static CivilTime date_of(int64_t day) { return civil_time(day * MS_PER_DAY, (Zone){ 0 }); }
static int64_t   day_of_date(CivilTime date) { return civil_to_ms(date, (Zone){ 0 }) / MS_PER_DAY; }

static int64_t month_start(int64_t day, int32_t months)
{
    CivilTime date = date_of(day);
    return day_of_date((CivilTime){ .year = date.year, .month = date.month + months, .day = 1 });
}

static void unit_around(Unit unit, int64_t day, int64_t *first, int64_t *last)
{
    *first = *last = day;
    if (unit == UNIT_WEEK) {
        *first = day - (date_of(day).weekday - 1);
        *last  = *first + 6;
    } else if (unit == UNIT_MONTH) {
        *first = month_start(day, 0);
        *last  = month_start(day, 1) - 1;
    }
}

static Bucket bucket_at(Arena *arena, const Period *period, Unit unit, int64_t day)
{
    int64_t first = 0, last = 0;
    unit_around(unit, day, &first, &last);
    const Str text   = day_text(arena, first);
    Bucket    bucket = { .first_day = first < period->first_day ? period->first_day : first,
                         .last_day  = last > period->last_day ? period->last_day : last,
                         .key       = unit == UNIT_MONTH ? str_slice(text, 0, 7) : text };
    bucket.is_cut    = first < period->first_day || last > period->last_day;
    return bucket;
}

Period period_of(Arena *arena, Zone zone, int64_t first_day, int64_t last_day, Unit unit)
{
    ASSERT(first_day <= last_day && last_day - first_day < PERIOD_DAYS_MAX);
    const size_t days    = (size_t)(last_day - first_day + 1);
    Period       period  = { .zone = zone, .first_day = first_day, .last_day = last_day };
    period.window        = window_of(zone, first_day, last_day);
    period.buckets       = arena_make(arena, Bucket, days);
    period.bucket_of_day = arena_make(arena, int32_t, days);
    for (int64_t day = first_day; day <= last_day;) {
        const Bucket bucket = bucket_at(arena, &period, unit, day);
        for (; day <= bucket.last_day; day++)
            period.bucket_of_day[day - first_day] = (int32_t)period.bucket_count;
        period.buckets[period.bucket_count++] = bucket;
    }
    return period;
}

Window period_before(const Period *period, Compare compare, int64_t now_s)
{
    const int64_t days  = period->last_day - period->first_day + 1;
    int64_t       first = period->first_day - days;
    if (compare == COMPARE_YEAR) first = day_year_before(period->first_day);
    Window        before = window_of(period->zone, first, first + days - 1);
    const int64_t gone   = now_s + 1 - period->window.start_s;
    if (gone >= 0 && gone < before.end_s - before.start_s) before.end_s = before.start_s + gone;
    return before;
}
