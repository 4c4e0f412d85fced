/* report_schedule_http.c -- the routes of schedules of boards: no rules here. */
#include "report/report_http.h"

#include "report/report_schedule.h"

// clang-format off
typedef struct SchedulePage { Rows items; } SchedulePage;
static const Field schedule_page_fields[] = { FIELD_LIST(SchedulePage, items, report_schedule_shape) };
static const Shape schedule_page_shape    = SHAPE(SchedulePage, schedule_page_fields);

typedef struct RunPage { Rows items; Str next_cursor; } RunPage;
static const Field run_page_fields[] = { FIELD_LIST(RunPage, items, report_run_shape), FIELD(RunPage, next_cursor) };
static const Shape run_page_shape    = SHAPE(RunPage, run_page_fields);

typedef struct ScheduleQuery { Str board; } ScheduleQuery;
static const Field schedule_query_fields[] = { FIELD_WITH(ScheduleQuery, board, .max = 40, .about = "Of one board; absent: of all") };
static const Shape schedule_query_shape    = SHAPE(ScheduleQuery, schedule_query_fields);
// clang-format on

static ReportScheduleId id_of(const Call *call) { return (ReportScheduleId){ call->id }; }

static Code list_schedules(Call *call)
{
    const ScheduleQuery *query = call->query;
    return report_schedule_list(call->cx, query->board, &((SchedulePage *)call->out)->items);
}
static Code get_schedule(Call *call)
{
    return report_schedule_get(call->cx, id_of(call), call->out);
}
static Code create_schedule(Call *call)
{
    return report_schedule_create(call->cx, call->in, call->out);
}
static Code put_schedule(Call *call)
{
    return report_schedule_update(call->cx, id_of(call), call->if_match, call->in, call->out);
}
static Code delete_schedule(Call *call) { return report_schedule_delete(call->cx, id_of(call)); }
static Code restore_schedule(Call *call)
{
    return report_schedule_restore(call->cx, id_of(call), call->out);
}
static Code take_schedule(Call *call)
{
    return report_schedule_take(call->cx, id_of(call), call->out);
}
static Code leave_schedule(Call *call) { return report_schedule_leave(call->cx, id_of(call)); }
static Code try_schedule(Call *call)
{
    return report_schedule_try(call->cx, id_of(call), call->out);
}

static Code list_runs(Call *call)
{
    const PageQuery *query = call->query;
    RunPage         *out   = call->out;
    return report_schedule_runs(call->cx, id_of(call), query->cursor, query->limit, &out->items,
                                &out->next_cursor);
}

static Code get_picture(Call *call)
{
    Str path = { 0 };
    TRY(report_schedule_picture(call->cx, call->id, &path));
    call->reply->type = S("image/png");
    call->reply->file = str_z(call->cx->arena, path);
    http_reply_header(call->reply, S("Cache-Control"), S("private, max-age=3600"));
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/report-schedules",               PERM_BOARD_READ, list_schedules,   &schedule_query_shape, NULL, &schedule_page_shape, 0, "Boards sent by the clock: mine, and those sent to me" },
    { POST,    "/api/report-schedules",               PERM_BOARD_READ, create_schedule,  NULL, &report_schedule_shape, &report_schedule_shape, AUDITED | IDEMPOTENT | CREATED, "Send a board by the clock" },
    { GET,     "/api/report-schedules/{id}",          PERM_BOARD_READ, get_schedule,     NULL, NULL, &report_schedule_shape, 0, "One schedule with its newest sending" },
    { PUT,     "/api/report-schedules/{id}",          PERM_BOARD_READ, put_schedule,     NULL, &report_schedule_shape, &report_schedule_shape, AUDITED | IDEMPOTENT | IF_MATCH, "Change a schedule" },
    { DELETE_, "/api/report-schedules/{id}",          PERM_BOARD_READ, delete_schedule,  NULL, NULL, NULL, AUDITED | NO_BODY, "Delete a schedule" },
    { POST,    "/api/report-schedules/{id}/restore",  PERM_BOARD_READ, restore_schedule, NULL, NULL, &report_schedule_shape, AUDITED | IDEMPOTENT, "Take the deletion of a schedule back" },
    { POST,    "/api/report-schedules/{id}/take",     PERM_BOARD_TAKE, take_schedule,    NULL, NULL, &report_schedule_shape, AUDITED | IDEMPOTENT, "Take over a schedule of somebody who left" },
    { POST,    "/api/report-schedules/{id}/leave",    PERM_BOARD_READ, leave_schedule,   NULL, NULL, NULL, AUDITED | NO_BODY, "Get it no more" },
    { POST,    "/api/report-schedules/{id}/try",      PERM_BOARD_READ, try_schedule,     NULL, NULL, &report_run_shape, AUDITED | IDEMPOTENT | ACCEPTED, "Send it now, to me alone" },
    { GET,     "/api/report-schedules/{id}/runs",     PERM_BOARD_READ, list_runs,        &page_query_shape, NULL, &run_page_shape, 0, "When it was sent and what became of it, newest first" },
    { GET,     "/api/report-deliveries/{id}/picture", PERM_BOARD_READ, get_picture,      NULL, NULL, NULL, RAW, "The picture that was sent to me" },
};
const RouteList report_schedule_routes = ROUTE_LIST_OF(MODULE_BOARD, "report", routes);
// clang-format on
