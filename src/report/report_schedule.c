/* report_schedule.c -- the rules of schedules: kept, changed, deleted, taken back, taken over. */
#include "report/report_schedule.h"

#include "report/report_book.h"
#include "report/report_send.h"
#include "report/report_sql.h"
#include "report/report_when.h"
#include "sys/file.h"

enum { FILTER_BYTES_MAX = 32 * 1024 };

/* ---- reading ------------------------------------------------------------------------- */

static bool may_send(const Ctx *cx) { return cx_may(cx, PERM_REPORT_SEND); }

/* Who only receives it sees of the receivers himself alone. */
static void put_receivers(Ctx *cx, ReportSchedule *schedule, Rows receivers)
{
    int64_t *ids   = arena_make(cx->arena, int64_t, receivers.count);
    size_t   count = 0;
    for (size_t i = 0; i < receivers.count; i++) {
        const ReportReceiver *one = ROWS_AT(ReportReceiver, receivers, i);
        if (one->schedule_id != schedule->id) continue;
        if (schedule->is_received && !schedule->is_mine && cx->user_id != 0 &&
            one->user_id != cx->user_id)
            continue;
        ids[count++] = one->user_id;
    }
    schedule->user_ids = (Ids){ ids, count };
}

static const BoardPreset *preset_of(Str key)
{
    for (size_t i = 0; i < board_preset_count; i++)
        if (str_equal(board_presets[i].key, key)) return &board_presets[i];
    return NULL;
}

static void complete(Ctx *cx, ReportSchedule *schedule, Rows receivers)
{
    const BoardPreset *preset = preset_of(schedule->board);
    put_receivers(cx, schedule, receivers);
    if (preset) schedule->board_name = preset->name_zh;
    if (schedule->is_on) schedule->next_at_ms = report_when_next_ms(schedule, cx->zone, cx->now_ms);
}

/* Of runs in any order, what went to the caller, or to all. */
static Code put_deliveries(Ctx *cx, Rows runs, bool own)
{
    Rows    all  = { 0 };
    int64_t from = INT64_MAX, until = 0;
    for (size_t i = 0; i < runs.count; i++) {
        const int64_t id = ROWS_AT(ReportRun, runs, i)->id;
        if (id < from) from = id;
        if (id > until) until = id;
    }
    if (runs.count == 0) return OK;
    TRY(report_sql_deliveries(cx, from, until, own, &all));
    for (size_t i = 0; i < runs.count; i++) {
        ReportRun *run  = ROWS_AT(ReportRun, runs, i);
        Vec        mine = vec_of(cx->arena, ReportDelivery);
        for (size_t k = 0; k < all.count; k++) {
            ReportDelivery *one = ROWS_AT(ReportDelivery, all, k);
            if (one->run_id != run->id) continue;
            one->has_picture =
                one->user_id == cx->user_id && report_send_has_picture(cx, run->id, one->part);
            *VEC_ADD(&mine, ReportDelivery) = *one;
        }
        run->deliveries = vec_rows(&mine);
    }
    return OK;
}

static Code put_last(Ctx *cx, ReportSchedule *schedule, Rows runs)
{
    for (size_t i = 0; i < runs.count; i++) {
        ReportRun *run = ROWS_AT(ReportRun, runs, i);
        if (run->schedule_id != schedule->id) continue;
        schedule->last = (Rows){ run, 1 };
        return put_deliveries(cx, schedule->last, !schedule->is_mine);
    }
    return OK;
}

Code report_schedule_list(Ctx *cx, Str board, Rows *out)
{
    Rows receivers = { 0 }, runs = { 0 };
    TRY(report_sql_list(cx, board, out));
    TRY(report_sql_receivers(cx, 0, &receivers));
    TRY(report_sql_last_runs(cx, &runs));
    for (size_t i = 0; i < out->count; i++) {
        ReportSchedule *one = ROWS_AT(ReportSchedule, *out, i);
        complete(cx, one, receivers);
        TRY(put_last(cx, one, runs));
    }
    return OK;
}

static Code get_any(Ctx *cx, ReportScheduleId id, ReportSchedule *out)
{
    bool found     = false;
    Rows receivers = { 0 };
    TRY(report_sql_find(cx, id.v, out, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "not_found");
    TRY(report_sql_receivers(cx, id.v, &receivers));
    complete(cx, out, receivers);
    return OK;
}

Code report_schedule_get(Ctx *cx, ReportScheduleId id, ReportSchedule *out)
{
    Rows runs = { 0 };
    TRY(get_any(cx, id, out));
    REQUIRE(cx, out->deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    TRY(report_sql_runs(cx, id.v, INT64_MAX, 1, &runs));
    return put_last(cx, out, runs);
}

Code report_schedule_runs(Ctx *cx, ReportScheduleId id, Str cursor, int64_t limit, Rows *runs,
                          Str *next_cursor)
{
    int64_t        before = 0;
    const int64_t  most   = page_limit(limit);
    ReportSchedule known;
    TRY(report_schedule_get(cx, id, &known));
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    TRY(report_sql_runs(cx, id.v, before, most + 1, runs));
    const bool has_more = (int64_t)runs->count > most;
    if (has_more) runs->count = (size_t)most;
    if (has_more)
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(ReportRun, *runs, runs->count - 1)->id, 1);
    return put_deliveries(cx, *runs, !known.is_mine);
}

Code report_schedule_picture(Ctx *cx, int64_t delivery_id, Str *path)
{
    ReportDelivery one   = { 0 };
    bool           found = false;
    TRY(report_sql_delivery(cx, delivery_id, &one, &found));
    REQUIRE(cx, found && one.user_id == cx->user_id, ERR_NOT_FOUND, "not_found");
    REQUIRE(cx, report_send_has_picture(cx, one.run_id, one.part), ERR_NOT_FOUND, "not_found");
    *path = report_send_path(cx, one.run_id, one.part, "png");
    return OK;
}

/* ---- writing ------------------------------------------------------------------------- */

static bool is_to_others(const Ctx *cx, Ids ids)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] != cx->user_id) return true;
    return false;
}

/* A board that its receivers could not open says nothing to them. */
static Code check_board(Ctx *cx, const ReportSchedule *draft, Ids ids)
{
    ReportBook book;
    Board      board = { 0 };
    TRY(report_book_open(cx, draft->board, draft->filter, false, &book));
    if (!is_to_others(cx, ids)) return OK;
    if (!may_send(cx)) return fail(cx, ERR_DENIED, "report.may_not_send", "to others");
    if (!str_to_i64(draft->board, &board.id)) return OK;
    TRY(board_get(cx, (BoardId){ board.id }, &board));
    if (board.is_shared) return OK;
    return fail_field(cx, "report.board_not_shared", S("board"), NULL);
}

/* What people write, checked, into `out`. */
static Code take(Ctx *cx, const ReportSchedule *draft, ReportSchedule *out)
{
    out->board         = draft->board;
    out->filter        = draft->filter.ptr ? draft->filter : S("");
    out->every         = draft->every;
    out->weekdays      = draft->every == REPORT_WEEKLY ? draft->weekdays : 0;
    out->day           = draft->every == REPORT_MONTHLY ? draft->day : 0;
    out->minute        = draft->minute;
    out->has_sheet     = draft->has_sheet;
    out->is_on         = draft->is_on;
    out->reason        = S("");
    out->changed_at_ms = cx->now_ms;
    if (str_equal(out->filter, S("null"))) out->filter = S("");
    if (out->filter.len > FILTER_BYTES_MAX)
        return fail_field(cx, "board.bad_filter", S("filter"), "a smaller one");
    if (out->every == REPORT_WEEKLY && out->weekdays == 0)
        return fail_field(cx, "report.no_weekday", S("weekdays"), "1..127");
    return OK;
}

static Ids receivers_of(Ctx *cx, const ReportSchedule *draft)
{
    if (draft->user_ids.count > 0) return draft->user_ids;
    int64_t *self = arena_make(cx->arena, int64_t, 1);
    self[0]       = cx->user_id;
    return (Ids){ self, 1 };
}

static Code set_receivers(Ctx *cx, int64_t id, Ids ids)
{
    Vec     rows  = vec_of(cx->arena, ReportReceiver);
    int64_t known = 0;
    TRY(report_sql_known_users(cx, ids, &known));
    if (known != (int64_t)ids.count)
        return fail_field(cx, "report.unknown_receiver", S("user_ids"), NULL);
    for (size_t i = 0; i < ids.count; i++)
        *VEC_ADD(&rows, ReportReceiver) =
            (ReportReceiver){ .tenant_id = cx->tenant_id, .schedule_id = id, .user_id = ids.at[i] };
    return report_sql_set_receivers(cx, id, vec_rows(&rows));
}

static Code require_room(Ctx *cx)
{
    int64_t count = 0;
    TRY(report_sql_count(cx, &count));
    REQUIRE(cx, count < REPORT_SCHEDULES_MAX, ERR_LIMIT, "report.too_many");
    return OK;
}

Code report_schedule_create(Ctx *cx, const ReportSchedule *draft, ReportSchedule *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    const Ids      ids      = receivers_of(cx, draft);
    ReportSchedule schedule = { .id            = cx_new_id(cx),
                                .tenant_id     = cx->tenant_id,
                                .user_id       = cx->user_id,
                                .revision      = 1,
                                .created_at_ms = cx->now_ms };
    TRY(take(cx, draft, &schedule));
    TRY(check_board(cx, &schedule, ids));
    TRY(require_room(cx));
    TRY(report_sql_insert(cx, &schedule));
    TRY(set_receivers(cx, schedule.id, ids));
    TRY(report_send_wait(cx, &schedule));
    TRY(report_send_say(cx, schedule.id, "created"));
    TRY(report_schedule_get(cx, (ReportScheduleId){ schedule.id }, out));
    return cx_commit(cx, &txn);
}

Code report_schedule_update(Ctx *cx, ReportScheduleId id, int64_t revision,
                            const ReportSchedule *draft, ReportSchedule *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ReportSchedule next;
    bool           is_done = false;
    const Ids      ids     = receivers_of(cx, draft);
    TRY(report_schedule_get(cx, id, &next));
    REQUIRE(cx, next.is_mine, ERR_DENIED, "report.not_yours");
    TRY(take(cx, draft, &next));
    TRY(check_board(cx, &next, ids));
    TRY(report_sql_update(cx, &next, revision, &is_done));
    REQUIRE(cx, is_done, ERR_CONFLICT, "report.changed_meanwhile");
    TRY(set_receivers(cx, id.v, ids));
    TRY(report_send_wait(cx, &next));
    TRY(report_send_say(cx, id.v, "changed"));
    TRY(report_schedule_get(cx, id, out));
    return cx_commit(cx, &txn);
}

/* His own, or of who left where he may take it over. */
static Code require_own(Ctx *cx, ReportScheduleId id, ReportSchedule *out)
{
    TRY(get_any(cx, id, out));
    const bool may_take = out->is_left && cx->scope_id == 0 && cx_may(cx, PERM_BOARD_TAKE);
    REQUIRE(cx, out->is_mine || may_take, ERR_DENIED, "report.not_yours");
    return OK;
}

Code report_schedule_delete(Ctx *cx, ReportScheduleId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ReportSchedule known;
    TRY(require_own(cx, id, &known));
    REQUIRE(cx, known.deleted_at_ms == 0, ERR_NOT_FOUND, "not_found");
    TRY(report_sql_set_deleted(cx, id.v, cx->now_ms));
    known.is_on = false;
    TRY(report_send_wait(cx, &known));
    TRY(report_send_say(cx, id.v, "deleted"));
    return cx_commit(cx, &txn);
}

Code report_schedule_restore(Ctx *cx, ReportScheduleId id, ReportSchedule *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(require_own(cx, id, out));
    if (out->deleted_at_ms == 0) return cx_commit(cx, &txn);
    TRY(require_room(cx));
    TRY(report_sql_set_deleted(cx, id.v, 0));
    TRY(report_send_wait(cx, out));
    TRY(report_send_say(cx, id.v, "restored"));
    TRY(report_schedule_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code report_schedule_take(Ctx *cx, ReportScheduleId id, ReportSchedule *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    bool is_done = false;
    REQUIRE(cx, cx->scope_id == 0, ERR_NOT_FOUND, "not_found");
    TRY(report_sql_take(cx, id.v, &is_done));
    REQUIRE(cx, is_done, ERR_NOT_FOUND, "not_found");
    TRY(report_schedule_get(cx, id, out));
    TRY(report_send_wait(cx, out));
    TRY(report_send_say(cx, id.v, "taken"));
    return cx_commit(cx, &txn);
}

Code report_schedule_leave(Ctx *cx, ReportScheduleId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    bool           is_done = false;
    ReportSchedule known;
    TRY(report_schedule_get(cx, id, &known));
    TRY(report_sql_leave(cx, id.v, &is_done));
    if (is_done) TRY(report_send_say(cx, id.v, "left"));
    return cx_commit(cx, &txn);
}

Code report_schedule_try(Ctx *cx, ReportScheduleId id, ReportRun *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ReportSchedule known;
    bool           found = false;
    TRY(report_schedule_get(cx, id, &known));
    const int64_t self[] = { cx->user_id };
    ReportRun     run    = { .id            = cx_new_id(cx),
                             .tenant_id     = cx->tenant_id,
                             .schedule_id   = id.v,
                             .due_at_ms     = cx->now_ms,
                             .started_at_ms = cx->now_ms,
                             .is_trial      = true };
    TRY(report_send_start(cx, &known, &run, (Ids){ self, 1 }));
    TRY(report_sql_run(cx, run.id, out, &found));
    ASSERT(found);
    TRY(put_deliveries(cx, (Rows){ out, 1 }, true));
    return cx_commit(cx, &txn);
}
