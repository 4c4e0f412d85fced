/* report_sql.c -- every statement of schedules. */
#include "report/report_sql.h"

typedef struct ReportNumber {
    int64_t n;
} ReportNumber;

// clang-format off
static const Field number_fields[] = { FIELD(ReportNumber, n) };
static const Shape number_shape    = SHAPE(ReportNumber, number_fields);

static const Field receiver_fields[] = {
    FIELD_ID(ReportReceiver, tenant_id), FIELD_ID(ReportReceiver, schedule_id), FIELD_ID(ReportReceiver, user_id),
};
static const Shape receiver_shape = SHAPE(ReportReceiver, receiver_fields);

static const Field addressee_fields[] = {
    FIELD_ID(ReportAddressee, user_id), FIELD_ID(ReportAddressee, staff_id), FIELD_ID(ReportAddressee, connection_id),
    FIELD   (ReportAddressee, userid),  FIELD   (ReportAddressee, locale),   FIELD   (ReportAddressee, is_app),
};
static const Shape addressee_shape = SHAPE(ReportAddressee, addressee_fields);
// clang-format on

static const Table schedules  = { "report_schedule", &report_schedule_shape };
static const Table receivers  = { "report_receiver", &receiver_shape };
static const Table runs       = { "report_run", &report_run_shape };
static const Table deliveries = { "report_delivery", &report_delivery_shape };

#define LONG "CAST($2 AS BIGINT)"
/* $2: the caller, 0 the system; $3: 1 when he may take over what people left. */
#define IS_LEFT                                                            \
    "NOT EXISTS (SELECT 1 FROM org_user x WHERE x.tenant_id = s.tenant_id" \
    " AND x.id = s.user_id AND NOT x.is_disabled)"
#define IS_RECEIVED                                                           \
    "EXISTS (SELECT 1 FROM report_receiver r WHERE r.tenant_id = s.tenant_id" \
    " AND r.schedule_id = s.id AND r.user_id = " LONG ")"
#define SEEN                                                 \
    " (" LONG " = 0 OR s.user_id = " LONG " OR " IS_RECEIVED \
    " OR (CAST($3 AS BIGINT) = 1 AND " IS_LEFT "))"
#define SELECT_SCHEDULE                                                                   \
    "SELECT {s.cols}, s.user_id = " LONG " AS is_mine, s.user_id = " LONG " AS may_edit," \
    " " IS_RECEIVED " AS is_received, " IS_LEFT " AS is_left,"                            \
    " coalesce(u.display_name, '') AS owner_name, coalesce(b.name, '') AS board_name"     \
    " FROM report_schedule s"                                                             \
    " LEFT JOIN org_user u ON u.tenant_id = s.tenant_id AND u.id = s.user_id"             \
    " LEFT JOIN board b ON b.tenant_id = s.tenant_id AND CAST(b.id AS TEXT) = s.board"

static const char SELF[]  = "told by its maker, or to whom it is sent";
static const char OWNED[] = "told by the schedule it belongs to";

static const Query list = {
    .name     = "report.list",
    .unscoped = SELF,
    .sql      = SELECT_SCHEDULE " WHERE s.tenant_id = $1 AND s.deleted_at_ms = 0"
                                " AND (CAST($4 AS TEXT) = '' OR s.board = $4) AND" SEEN
                           " ORDER BY s.id LIMIT 500",
    .out = &report_schedule_shape,
};
static const Query by_id = {
    .name     = "report.by_id",
    .unscoped = SELF,
    .sql      = SELECT_SCHEDULE " WHERE s.tenant_id = $1 AND s.id = $4 AND" SEEN,
    .out      = &report_schedule_shape,
};
static const Query count = {
    .name = "report.count",
    .sql  = "SELECT count(*) AS n FROM report_schedule WHERE tenant_id = $1 AND deleted_at_ms = 0",
    .out  = &number_shape,
};
static const Query update = {
    .name = "report.update",
    .sql  = "UPDATE report_schedule SET board = $4, filter = $5, every = $6, weekdays = $7,"
            " day = $8, minute = $9, has_sheet = $10, is_on = $11, reason = '',"
            " changed_at_ms = $12, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND deleted_at_ms = 0",
};
static const Query set_deleted = {
    .name = "report.set_deleted",
    .sql  = "UPDATE report_schedule SET deleted_at_ms = $3, gone_with_board = FALSE,"
            " revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
};
static const Query pause = {
    .name = "report.pause",
    .sql  = "UPDATE report_schedule SET is_on = FALSE, reason = $3, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND deleted_at_ms = 0",
};
static const Query take = {
    .name     = "report.take",
    .unscoped = "only who may take over what people left asks",
    .sql      = "UPDATE report_schedule SET user_id = $2, is_on = FALSE, changed_at_ms = $4,"
                " revision = revision + 1 WHERE tenant_id = $1 AND id = $3 AND deleted_at_ms = 0"
                " AND NOT EXISTS (SELECT 1 FROM org_user x"
                " WHERE x.tenant_id = report_schedule.tenant_id AND x.id = report_schedule.user_id"
                " AND NOT x.is_disabled)",
};
static const Query of_board = {
    .name = "report.of_board",
    .sql  = "SELECT id AS n FROM report_schedule WHERE tenant_id = $1 AND board = $2"
            " AND (CAST($3 AS BIGINT) = 0) = (deleted_at_ms = 0)"
            " AND (CAST($3 AS BIGINT) = 0 OR gone_with_board) ORDER BY id",
    .out  = &number_shape,
};
static const Query set_board = {
    .name = "report.set_board",
    .sql  = "UPDATE report_schedule SET deleted_at_ms = $3, gone_with_board = $4,"
            " revision = revision + 1 WHERE tenant_id = $1 AND board = $2"
            " AND ((deleted_at_ms = 0 AND $4) OR (gone_with_board AND NOT $4))",
};
static const Query receivers_of = {
    .name     = "report.receivers",
    .unscoped = OWNED,
    .sql      = "SELECT {r.cols} FROM report_receiver r WHERE r.tenant_id = $1"
                " AND (" LONG " = 0 OR r.schedule_id = $2) ORDER BY r.schedule_id, r.user_id",
    .out      = &receiver_shape,
};
static const Query forget_receivers = {
    .name = "report.forget_receivers",
    .sql  = "DELETE FROM report_receiver WHERE tenant_id = $1 AND schedule_id = $2",
};
static const Query leave = {
    .name = "report.leave",
    .sql  = "DELETE FROM report_receiver WHERE tenant_id = $1 AND schedule_id = $2"
            " AND user_id = $3",
};
#define KNOWN(listed) \
    "SELECT count(*) AS n FROM org_user WHERE tenant_id = $1 AND id IN (" listed ")"
static const Query known_users = {
    .name     = "report.known_users",
    .unscoped = "how many of the chosen are there",
    .sql      = KNOWN("SELECT value FROM json_each($2)"),
    .pg  = KNOWN("SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json))"),
    .out = &number_shape,
};
static const Query run_by_id = {
    .name     = "report.run",
    .unscoped = OWNED,
    .sql      = "SELECT {r.cols} FROM report_run r WHERE r.tenant_id = $1 AND r.id = $2",
    .out      = &report_run_shape,
};
static const Query runs_page = {
    .name     = "report.runs",
    .unscoped = OWNED,
    .sql      = "SELECT {r.cols} FROM report_run r WHERE r.tenant_id = $1 AND r.schedule_id = $2"
                " AND r.id < $3 ORDER BY r.id DESC LIMIT $4",
    .out      = &report_run_shape,
};
static const Query last_runs = {
    .name     = "report.last_runs",
    .unscoped = OWNED,
    .sql      = "SELECT {r.cols} FROM report_run r WHERE r.tenant_id = $1 AND r.id ="
                " (SELECT max(o.id) FROM report_run o WHERE o.tenant_id = r.tenant_id"
                " AND o.schedule_id = r.schedule_id AND NOT o.is_trial)",
    .out      = &report_run_shape,
};
static const Query deliveries_of = {
    .name     = "report.deliveries",
    .unscoped = OWNED,
    .sql      = "SELECT {d.cols}, coalesce(u.display_name, '') AS user_name FROM report_delivery d"
                " LEFT JOIN org_user u ON u.tenant_id = d.tenant_id AND u.id = d.user_id"
                " WHERE d.tenant_id = $1 AND d.run_id >= $2 AND d.run_id <= $3"
                " AND (CAST($4 AS BIGINT) = 0 OR d.user_id = $4) ORDER BY d.run_id, d.id",
    .out      = &report_delivery_shape,
};
static const Query part_of_run = {
    .name     = "report.part",
    .unscoped = OWNED,
    .sql      = "SELECT {d.cols} FROM report_delivery d WHERE d.tenant_id = $1 AND d.run_id = $2"
                " AND d.part = $3 AND d.state = 'waiting' ORDER BY d.id",
    .out      = &report_delivery_shape,
};
static const Query delivery_by_id = {
    .name     = "report.delivery",
    .unscoped = OWNED,
    .sql      = "SELECT {d.cols} FROM report_delivery d WHERE d.tenant_id = $1 AND d.id = $2",
    .out      = &report_delivery_shape,
};
static const Query settle = {
    .name = "report.settle",
    .sql  = "UPDATE report_delivery SET state = $3, reason = $4, settled_at_ms = $5"
            " WHERE tenant_id = $1 AND id = $2 AND (state IN ('waiting', 'sending')"
            " OR ($3 = 'failed' AND state = 'sent'))",
};
/* Whoever chose to be told in the console only, or not at all, gets no message. */
static const Query addressee = {
    .name     = "report.addressee",
    .unscoped = "who is sent a board, chosen by its maker",
    .sql      = "SELECT u.id AS user_id, u.staff_id, coalesce(s.connection_id, 0) AS connection_id,"
                " CASE WHEN s.status = 'left' THEN '' ELSE coalesce(s.userid, '') END AS userid,"
                " u.locale, coalesce(c.channel, 'app') = 'app' AS is_app FROM org_user u"
                " LEFT JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id"
                " LEFT JOIN notification_choice c ON c.tenant_id = u.tenant_id"
                " AND c.user_id = u.id AND c.kind = 'report.ready'"
                " WHERE u.tenant_id = $1 AND u.id = $2 AND NOT u.is_disabled",
    .out      = &addressee_shape,
};
#define OLD_RUNS                                                                   \
    "(SELECT r.id FROM report_run r WHERE r.tenant_id = $1 AND r.schedule_id = $2" \
    " ORDER BY r.id DESC LIMIT 1000 OFFSET $3)"
static const Query trim_deliveries = {
    .name = "report.trim_deliveries",
    .sql  = "DELETE FROM report_delivery WHERE tenant_id = $1 AND run_id IN " OLD_RUNS,
};
static const Query trim_runs = {
    .name = "report.trim_runs",
    .sql  = "DELETE FROM report_run WHERE tenant_id = $1 AND id IN " OLD_RUNS,
};

static const Query *const queries[] = {
    &list,           &by_id,     &count,     &update,          &set_deleted,      &pause,
    &take,           &of_board,  &set_board, &receivers_of,    &forget_receivers, &leave,
    &known_users,    &run_by_id, &runs_page, &last_runs,       &deliveries_of,    &part_of_run,
    &delivery_by_id, &settle,    &addressee, &trim_deliveries, &trim_runs,
};
static const Table *const tables[] = { &schedules, &receivers, &runs, &deliveries };

const SqlList report_sql = SQL_LIST("report", queries, tables);

static int64_t may_take(const Ctx *cx) { return cx->scope_id == 0 && cx_may(cx, PERM_BOARD_TAKE); }

Code report_sql_list(Ctx *cx, Str board, Rows *rows)
{
    return cx_list(
        cx, &list, rows,
        ARGS(V(cx->tenant_id), V(cx->user_id), V(may_take(cx)), V(board.ptr ? board : S(""))));
}

Code report_sql_find(Ctx *cx, int64_t id, ReportSchedule *out, bool *found)
{
    TRY(cx_find(cx, &by_id, out, found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V(may_take(cx)), V(id))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

static Code one_number(Ctx *cx, const Query *query, int64_t *out, const Value *args, size_t given)
{
    ReportNumber number = { 0 };
    TRY(cx_one(cx, query, &number, args, given));
    *out = number.n;
    return OK;
}

static Code whether_one(Ctx *cx, const Query *query, bool *is_done, const Value *args, size_t given)
{
    int64_t changed = 0;
    TRY(cx_run(cx, query, &changed, args, given));
    *is_done = changed == 1;
    return OK;
}

Code report_sql_count(Ctx *cx, int64_t *out)
{
    return one_number(cx, &count, out, ARGS(V(cx->tenant_id)));
}

Code report_sql_insert(Ctx *cx, const ReportSchedule *schedule)
{
    return cx_insert(cx, &schedules, schedule);
}

Code report_sql_update(Ctx *cx, const ReportSchedule *s, int64_t revision, bool *is_done)
{
    return whether_one(cx, &update, is_done,
                       ARGS(V(cx->tenant_id), V(s->id), V(revision), V(s->board), V(s->filter),
                            V(word_of(&report_every_words, (int)s->every)), V((int64_t)s->weekdays),
                            V((int64_t)s->day), V((int64_t)s->minute), V(s->has_sheet), V(s->is_on),
                            V(s->changed_at_ms)));
}

Code report_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &set_deleted, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

Code report_sql_pause(Ctx *cx, int64_t id, Str reason)
{
    return cx_run(cx, &pause, NULL, ARGS(V(cx->tenant_id), V(id), V(reason)));
}

Code report_sql_take(Ctx *cx, int64_t id, bool *is_done)
{
    return whether_one(cx, &take, is_done,
                       ARGS(V(cx->tenant_id), V(cx->user_id), V(id), V(cx->now_ms)));
}

Code report_sql_of_board(Ctx *cx, Str board, bool gone, Ids *ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &of_board, &rows, ARGS(V(cx->tenant_id), V(board), V((int64_t)gone))));
    int64_t *all = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) all[i] = ROWS_AT(ReportNumber, rows, i)->n;
    *ids = (Ids){ all, rows.count };
    return OK;
}

Code report_sql_set_board(Ctx *cx, Str board, bool gone)
{
    return cx_run(cx, &set_board, NULL,
                  ARGS(V(cx->tenant_id), V(board), V(gone ? cx->now_ms : 0), V(gone)));
}

Code report_sql_receivers(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &receivers_of, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code report_sql_set_receivers(Ctx *cx, int64_t id, Rows rows)
{
    TRY(cx_run(cx, &forget_receivers, NULL, ARGS(V(cx->tenant_id), V(id))));
    return cx_insert_all(cx, &receivers, rows, true, NULL);
}

Code report_sql_leave(Ctx *cx, int64_t id, bool *is_done)
{
    return whether_one(cx, &leave, is_done, ARGS(V(cx->tenant_id), V(id), V(cx->user_id)));
}

Code report_sql_known_users(Ctx *cx, Ids ids, int64_t *out)
{
    return one_number(cx, &known_users, out, ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids))));
}

/* ---- runs ------------------------------------------------------------------------------ */

Code report_sql_insert_run(Ctx *cx, const ReportRun *run, bool *is_new)
{
    int64_t    inserted = 0;
    const Rows one      = { (void *)run, 1 };
    TRY(cx_insert_all(cx, &runs, one, true, &inserted));
    *is_new = inserted == 1;
    return OK;
}

Code report_sql_insert_deliveries(Ctx *cx, Rows rows)
{
    return cx_insert_all(cx, &deliveries, rows, false, NULL);
}

Code report_sql_run(Ctx *cx, int64_t id, ReportRun *out, bool *found)
{
    return cx_find(cx, &run_by_id, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code report_sql_runs(Ctx *cx, int64_t schedule_id, int64_t before, int64_t limit, Rows *rows)
{
    return cx_list(cx, &runs_page, rows,
                   ARGS(V(cx->tenant_id), V(schedule_id), V(before), V(limit)));
}

Code report_sql_last_runs(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &last_runs, rows, ARGS(V(cx->tenant_id)));
}

Code report_sql_deliveries(Ctx *cx, int64_t from, int64_t until, bool own, Rows *rows)
{
    return cx_list(cx, &deliveries_of, rows,
                   ARGS(V(cx->tenant_id), V(from), V(until), V(own ? cx->user_id : 0)));
}

Code report_sql_part(Ctx *cx, int64_t run_id, int32_t part, Rows *rows)
{
    return cx_list(cx, &part_of_run, rows, ARGS(V(cx->tenant_id), V(run_id), V((int64_t)part)));
}

Code report_sql_delivery(Ctx *cx, int64_t id, ReportDelivery *out, bool *found)
{
    return cx_find(cx, &delivery_by_id, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code report_sql_settle(Ctx *cx, int64_t id, ReportDeliveryState state, Str reason)
{
    return cx_run(cx, &settle, NULL,
                  ARGS(V(cx->tenant_id), V(id),
                       V(word_of(&report_delivery_state_words, (int)state)), V(reason),
                       V(cx->now_ms)));
}

Code report_sql_addressee(Ctx *cx, int64_t user_id, ReportAddressee *out, bool *found)
{
    return cx_find(cx, &addressee, out, found, ARGS(V(cx->tenant_id), V(user_id)));
}

Code report_sql_trim(Ctx *cx, int64_t schedule_id)
{
    const int64_t kept = REPORT_RUNS_KEPT;
    TRY(cx_run(cx, &trim_deliveries, NULL, ARGS(V(cx->tenant_id), V(schedule_id), V(kept))));
    return cx_run(cx, &trim_runs, NULL, ARGS(V(cx->tenant_id), V(schedule_id), V(kept)));
}
