/* report_send.h -- a schedule carried out: when it is due, who gets what, what became of it.
 * Private to report/. */
#ifndef REPORT_REPORT_SEND_H
#define REPORT_REPORT_SEND_H

#include "report/report_sql.h"

/* Sets or clears the timer of the next time. */
Code report_send_wait(Ctx *cx, const ReportSchedule *schedule) MUST_USE;
/* Emits report.changed. */
Code report_send_say(Ctx *cx, int64_t schedule_id, const char *change) MUST_USE;
/* Writes the run and a delivery for each user, and puts an effect for each different picture.  A
 * run of what was begun already is left alone. */
Code report_send_start(Ctx *cx, const ReportSchedule *schedule, const ReportRun *run,
                       Ids user_ids) MUST_USE;
/* Off, with the reason; who is to know is told. */
Code report_send_pause(Ctx *cx, const ReportSchedule *schedule, Str reason) MUST_USE;
/* Notes that a delivery came to nothing, and tells the maker once a run. */
Code report_send_failed(Ctx *cx, int64_t delivery_id, Str reason) MUST_USE;

/* As that user, with what he may see now, in `own`. */
Code report_send_as(const Ctx *cx, Arena *own, int64_t user_id, Ctx *out) MUST_USE;
/* Whether he may see the board, and why not: "report.receiver_may_not". */
Code report_send_may_see(Ctx *as, Str board, Str *reason) MUST_USE;
/* What decides which figures he sees, and in which language: the same for who sees the same. */
Str  report_send_sight(const Ctx *as, bool english);

/* "reports/RUN-PART.png" below the data folder, with it. */
Str  report_send_path(const Ctx *cx, int64_t run_id, int32_t part, const char *ending);
bool report_send_has_picture(const Ctx *cx, int64_t run_id, int32_t part);

#endif
