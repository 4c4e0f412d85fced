/* report_when.h -- when a schedule is due.  No SQL, no JSON, no clock.  Private to report/. */
#ifndef REPORT_REPORT_WHEN_H
#define REPORT_REPORT_WHEN_H

#include "report/report_schedule.h"

/* The next time after an instant. */
int64_t report_when_next_ms(const ReportSchedule *schedule, Zone zone, int64_t now_ms);
/* Whether what was due is sent so long after that it is to be said. */
bool    report_when_is_late(int64_t due_ms, int64_t now_ms);

#endif
