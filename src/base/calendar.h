/* calendar.h -- instants, business days and weekly windows, without a clock.
 *
 * An instant is milliseconds since 1970 UTC.  A zone is a fixed offset: the
 * zones of our users have had no summer time since 1991.  A day is the number
 * of days since 1970-01-01 in that zone; a minute of the week counts from
 * Monday 00:00. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/str.h"

enum { MS_PER_SECOND = 1000, MS_PER_MINUTE = 60000, MS_PER_HOUR = 3600000,
       MS_PER_DAY = 86400000, MINUTES_PER_DAY = 1440, MINUTES_PER_WEEK = 10080 };

typedef struct Zone { int32_t offset_minutes; } Zone;

/* "Asia/Shanghai" and the other fixed zones we know, or "+08:00"; false if unknown, and for those
 * with summer time: a fixed offset would be wrong for half the year. */
bool zone_of(Str name, Zone *out);

typedef struct CivilTime {
    int32_t year, month, day;           /* month and day from 1 */
    int32_t hour, minute, second, ms;
    int32_t weekday;                    /* 1 Monday .. 7 Sunday */
} CivilTime;

/* An instant as a calendar shows it, and back; a month or day too many rolls over. */
CivilTime civil_time(int64_t at_ms, Zone zone);
int64_t   civil_to_ms(CivilTime civil, Zone zone);
/* The business day an instant falls on, and the instant a day begins. */
int64_t   day_of(int64_t at_ms, Zone zone);
int64_t   day_start_ms(int64_t day, Zone zone);
/* The same date a year before; of 29 February the 28th. */
int64_t   day_year_before(int64_t day);
/* "2026-11-22"; ten characters. */
Str       day_text(Arena *arena, int64_t day);
bool      day_parse(Str text, int64_t *day);
/* "2026-11-22T18:30:00.123+08:00"; without ".123" when the milliseconds are 0. */
Str       rfc3339(Arena *arena, int64_t at_ms, Zone zone);
/* Any RFC 3339 instant with offset or Z; false when malformed or out of range. */
bool      rfc3339_parse(Str text, int64_t *at_ms);
/* "22:00" to minutes of the day; "24:00" is allowed as an end. */
bool      clock_parse(Str text, int32_t *minute);
int32_t   minute_of_week(int64_t at_ms, Zone zone);

/* A weekly window: on `weekdays` (bit 0 Monday) from `from_minute` (0..1439) until
 * `until_minute` (1..1440).  until <= from means overnight: it ends on the next
 * day, so Sunday 22:00-06:00 reaches into Monday. */
typedef struct WeekWindow {
    uint32_t weekdays;
    int32_t  from_minute, until_minute;
} WeekWindow;
bool    week_window_holds(WeekWindow window, int64_t at_ms, Zone zone);
/* The next instant after `at_ms` at which any of the windows begins or ends;
 * INT64_MAX when there is none. */
int64_t week_windows_next_change(const WeekWindow *windows, size_t count, int64_t at_ms, Zone zone);

#endif
