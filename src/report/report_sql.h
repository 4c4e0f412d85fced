/* report_sql.h -- the statements of schedules.  Private to report/. */
#ifndef REPORT_REPORT_SQL_H
#define REPORT_REPORT_SQL_H

#include "report/report_schedule.h"

typedef struct ReportReceiver {
    int64_t tenant_id, schedule_id, user_id;
} ReportReceiver;

/* Who a delivery goes to, as he is now. */
typedef struct ReportAddressee {
    int64_t user_id, staff_id, connection_id;
    Str     userid; /* on the platform; empty: he is not there */
    Str     locale;
    bool    is_app; /* his app messages go that way            */
} ReportAddressee;

/* Those the caller may see; `board` absent: of all. */
Code report_sql_list(Ctx *cx, Str board, Rows *rows) MUST_USE;
/* Also a deleted one; the system itself sees all. */
Code report_sql_find(Ctx *cx, int64_t id, ReportSchedule *out, bool *found) MUST_USE;
Code report_sql_count(Ctx *cx, int64_t *out) MUST_USE;
Code report_sql_insert(Ctx *cx, const ReportSchedule *schedule) MUST_USE;
Code report_sql_update(Ctx *cx, const ReportSchedule *schedule, int64_t revision,
                       bool *is_done) MUST_USE;
Code report_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms) MUST_USE;
/* Off, and why. */
Code report_sql_pause(Ctx *cx, int64_t id, Str reason) MUST_USE;
/* Of who left; 0 changed: it is not one. */
Code report_sql_take(Ctx *cx, int64_t id, bool *is_done) MUST_USE;
/* With their board, and back: those that went with it, as ids. */
Code report_sql_of_board(Ctx *cx, Str board, bool gone, Ids *ids) MUST_USE;
Code report_sql_set_board(Ctx *cx, Str board, bool gone) MUST_USE;
Code report_sql_receivers(Ctx *cx, int64_t id, Rows *rows) MUST_USE;
Code report_sql_set_receivers(Ctx *cx, int64_t id, Rows rows) MUST_USE;
Code report_sql_leave(Ctx *cx, int64_t id, bool *is_done) MUST_USE;
Code report_sql_known_users(Ctx *cx, Ids ids, int64_t *out) MUST_USE;

/* `is_new` false: what was due then was begun already. */
Code report_sql_insert_run(Ctx *cx, const ReportRun *run, bool *is_new) MUST_USE;
Code report_sql_insert_deliveries(Ctx *cx, Rows rows) MUST_USE;
Code report_sql_run(Ctx *cx, int64_t id, ReportRun *out, bool *found) MUST_USE;
Code report_sql_runs(Ctx *cx, int64_t schedule_id, int64_t before, int64_t limit,
                     Rows *rows) MUST_USE;
/* The newest run of each schedule. */
Code report_sql_last_runs(Ctx *cx, Rows *rows) MUST_USE;
/* Of runs `from` .. `until` (ids); `own`: the caller's alone. */
Code report_sql_deliveries(Ctx *cx, int64_t from, int64_t until, bool own, Rows *rows) MUST_USE;
Code report_sql_part(Ctx *cx, int64_t run_id, int32_t part, Rows *rows) MUST_USE;
Code report_sql_delivery(Ctx *cx, int64_t id, ReportDelivery *out, bool *found) MUST_USE;
/* From any of WAITING and SENDING; what is settled stays. */
Code report_sql_settle(Ctx *cx, int64_t id, ReportDeliveryState state, Str reason) MUST_USE;
Code report_sql_addressee(Ctx *cx, int64_t user_id, ReportAddressee *out, bool *found) MUST_USE;
/* Forgets all but the newest REPORT_RUNS_KEPT runs. */
Code report_sql_trim(Ctx *cx, int64_t schedule_id) MUST_USE;

#endif
