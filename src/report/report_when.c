/* report_when.c -- when a schedule is due. */
#include "report/report_when.h"

enum { LATE_MS = 10 * MS_PER_MINUTE, DAYS_MAX = 62 /* a month has one due day */ };

static bool is_last_of_month(int64_t day, Zone zone)
{
    return civil_time(day_start_ms(day + 1, zone), zone).day == 1;
}

static bool is_due_on(const ReportSchedule *schedule, Zone zone, int64_t day)
{
    const CivilTime civil = civil_time(day_start_ms(day, zone), zone);
    switch (schedule->every) {
    case REPORT_WEEKLY: return (schedule->weekdays >> (civil.weekday - 1) & 1) != 0;
    case REPORT_MONTHLY:
        if (schedule->day == 0 || civil.day < schedule->day)
            return (schedule->day == 0 || schedule->day > 28) && is_last_of_month(day, zone);
        return civil.day == schedule->day;
    case REPORT_DAILY:
    default: return true;
    }
}

int64_t report_when_next_ms(const ReportSchedule *schedule, Zone zone, int64_t now_ms)
{
    ASSERT(schedule->every != REPORT_WEEKLY || (schedule->weekdays & 127) != 0);
    const int64_t today = day_of(now_ms, zone);
    for (int64_t day = today; day <= today + DAYS_MAX; day++) {
        const int64_t at = day_start_ms(day, zone) + (int64_t)schedule->minute * MS_PER_MINUTE;
        if (at > now_ms && is_due_on(schedule, zone, day)) return at;
    }
    return now_ms + MS_PER_DAY; /* cannot be: each month has its day */
}

bool report_when_is_late(int64_t due_ms, int64_t now_ms) { return now_ms - due_ms > LATE_MS; }
