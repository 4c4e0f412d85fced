/* calendar.c -- exact arithmetic of the proleptic Gregorian calendar.  Reading and
 * writing it as text is in calendar_text.c. */
#include "base/calendar.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_EPOCH = 719468 };

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static int64_t floor_mod(int64_t a, int64_t b) { return a % b + (a % b < 0 ? b : 0); }

/* Days since 1970-01-01.  A year is counted from March here, so that the leap day is
 * its last one; an era is 400 years.  `month` may be any number. */
static int64_t days_of_civil(int64_t year, int64_t month, int64_t day)
{
    year += floor_div(month - 3, 12);
    month                     = floor_mod(month - 3, 12);
    const int64_t era         = floor_div(year, 400);
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * month + 2) / 5 + day - 1;
    return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - DAYS_TO_EPOCH;
}

static void civil_of_days(int64_t days, CivilTime *out)
{
    days += DAYS_TO_EPOCH;
    const int64_t era = floor_div(days, DAYS_PER_ERA);
    const int64_t doe = days - era * DAYS_PER_ERA;
    const int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int64_t mp  = (5 * doy + 2) / 153; /* months since March */
    out->day          = (int32_t)(doy - (153 * mp + 2) / 5 + 1);
    out->month        = (int32_t)(mp < 10 ? mp + 3 : mp - 9);
    out->year         = (int32_t)(yoe + era * 400 + (mp >= 10));
}

/* The local day and the milliseconds into it, without overflow at either end of time. */
static int64_t split(int64_t at_ms, Zone zone, int64_t *ms_of_day)
{
    const int64_t day = floor_div(at_ms, MS_PER_DAY);
    const int64_t local =
        floor_mod(at_ms, MS_PER_DAY) + (int64_t)zone.offset_minutes * MS_PER_MINUTE;
    *ms_of_day = floor_mod(local, MS_PER_DAY);
    return day + floor_div(local, MS_PER_DAY);
}

CivilTime civil_time(int64_t at_ms, Zone zone)
{
    int64_t       ms  = 0;
    const int64_t day = split(at_ms, zone, &ms);
    CivilTime     out = { .hour    = (int32_t)(ms / MS_PER_HOUR),
                          .minute  = (int32_t)(ms / MS_PER_MINUTE % 60),
                          .second  = (int32_t)(ms / MS_PER_SECOND % 60),
                          .ms      = (int32_t)(ms % MS_PER_SECOND),
                          .weekday = (int32_t)floor_mod(day + 3, 7) + 1 };
    civil_of_days(day, &out);
    return out;
}

int64_t civil_to_ms(CivilTime civil, Zone zone)
{
    const int64_t day = days_of_civil(civil.year, civil.month, civil.day);
    const int64_t ms  = (int64_t)civil.hour * MS_PER_HOUR + (int64_t)civil.minute * MS_PER_MINUTE +
                       (int64_t)civil.second * MS_PER_SECOND + civil.ms -
                       (int64_t)zone.offset_minutes * MS_PER_MINUTE;
    int64_t at_ms = 0;
    if (__builtin_mul_overflow(day, (int64_t)MS_PER_DAY, &at_ms) ||
        __builtin_add_overflow(at_ms, ms, &at_ms))
        return civil.year < 1970 ? INT64_MIN : INT64_MAX;
    return at_ms;
}

int64_t day_of(int64_t at_ms, Zone zone)
{
    int64_t ms = 0;
    return split(at_ms, zone, &ms);
}

int64_t day_start_ms(int64_t day, Zone zone)
{
    int64_t at_ms = 0;
    if (__builtin_mul_overflow(day, (int64_t)MS_PER_DAY, &at_ms) ||
        __builtin_sub_overflow(at_ms, (int64_t)zone.offset_minutes * MS_PER_MINUTE, &at_ms))
        return day < 0 ? INT64_MIN : INT64_MAX;
    return at_ms;
}

int64_t day_year_before(int64_t day)
{
    CivilTime date = civil_time(day_start_ms(day, (Zone){ 0 }), (Zone){ 0 });
    if (date.month == 2 && date.day == 29) date.day = 28;
    return days_of_civil(date.year - 1, date.month, date.day);
}

int32_t minute_of_week(int64_t at_ms, Zone zone)
{
    int64_t       ms  = 0;
    const int64_t day = split(at_ms, zone, &ms);
    return (int32_t)(floor_mod(day + 3, 7) * MINUTES_PER_DAY + ms / MS_PER_MINUTE);
}

/* The window of one weekday (0 Monday) in minutes of the week; it may end in the next. */
static bool window_on(WeekWindow window, int32_t weekday, int32_t *from, int32_t *until)
{
    if (!(window.weekdays >> weekday & 1)) return false;
    *from  = weekday * MINUTES_PER_DAY + window.from_minute;
    *until = weekday * MINUTES_PER_DAY + window.until_minute;
    if (window.until_minute <= window.from_minute) *until += MINUTES_PER_DAY;
    return true;
}

bool week_window_holds(WeekWindow window, int64_t at_ms, Zone zone)
{
    const int32_t minute = minute_of_week(at_ms, zone);
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        int32_t from = 0, until = 0;
        if (!window_on(window, weekday, &from, &until)) continue;
        if (minute >= from && minute < until) return true;
        if (minute + MINUTES_PER_WEEK < until) return true;
    }
    return false;
}

/* Minutes from `minute` until the week shows `boundary` next: 1 .. a whole week. */
static int32_t minutes_until(int32_t boundary, int32_t minute)
{
    return (int32_t)floor_mod(boundary - minute - 1, MINUTES_PER_WEEK) + 1;
}

int64_t week_windows_next_change(const WeekWindow *windows, size_t count, int64_t at_ms, Zone zone)
{
    const int32_t minute = minute_of_week(at_ms, zone);
    int32_t       wait   = INT32_MAX;
    for (size_t i = 0; i < count; i++) {
        for (int32_t weekday = 0; weekday < 7; weekday++) {
            int32_t from = 0, until = 0;
            if (!window_on(windows[i], weekday, &from, &until)) continue;
            const int32_t begins = minutes_until(from, minute), ends = minutes_until(until, minute);
            if (begins < wait) wait = begins;
            if (ends < wait) wait = ends;
        }
    }
    if (wait == INT32_MAX) return INT64_MAX;
    return at_ms - floor_mod(at_ms, MS_PER_MINUTE) + (int64_t)wait * MS_PER_MINUTE;
}
