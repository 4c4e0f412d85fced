/* report_send.c -- a schedule carried out: the timer, who gets what, pausing by itself. */
#include "report/report_send.h"

#include "report/report_book.h"
#include "report/report_when.h"
#include "sys/file.h"
#include "wire/text_codec.h"

enum { FILES_KEPT_MS = 7 * MS_PER_DAY, PARTS_MAX = REPORT_RECEIVERS_MAX, PARAMS_MAX = 4096 };

static Str id_text(Ctx *cx, int64_t id) { return str_fmt(cx->arena, "%lld", (long long)id); }

static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "report_schedule:%lld", (long long)id);
}

Code report_send_wait(Ctx *cx, const ReportSchedule *schedule)
{
    const Str kind = str_of(report_due_timer.word), key = id_text(cx, schedule->id);
    if (!schedule->is_on || schedule->deleted_at_ms != 0) return timer_clear(cx, kind, key);
    return timer_set(cx, kind, key, report_when_next_ms(schedule, cx->zone, cx->now_ms),
                     (Str){ 0 });
}

Code report_send_say(Ctx *cx, int64_t schedule_id, const char *change)
{
    return event_emit(
        cx, EV_REPORT_CHANGED,
        (EventDraft){ .object  = object_of(cx, schedule_id),
                      .payload = str_fmt(cx->arena, "{\"schedule_id\":\"%lld\",\"change\":\"%s\"}",
                                         (long long)schedule_id, change) });
}

/* ---- files ------------------------------------------------------------------------------ */

Str report_send_path(const Ctx *cx, int64_t run_id, int32_t part, const char *ending)
{
    return str_fmt(cx->arena, "%s/reports/%lld-%d.%s", cx->services->data_dir, (long long)run_id,
                   (int)part, ending);
}

bool report_send_has_picture(const Ctx *cx, int64_t run_id, int32_t part)
{
    return file_exists(report_send_path(cx, run_id, part, "png").ptr);
}

/* A part without a file was refused, or carried no spreadsheet. */
static Code forget_file(Ctx *cx, Str path)
{
    if (!file_exists(path.ptr) || file_remove(path.ptr) == OK) return OK;
    return fail(cx, ERR_UNAVAILABLE, "report.file_stays", "%s", file_error());
}

static Code forget_files(Ctx *cx, const Timer *timer)
{
    int64_t run_id = 0;
    if (!str_to_i64(timer->key, &run_id)) return OK;
    for (int32_t part = 0; part < PARTS_MAX; part++) {
        TRY(forget_file(cx, report_send_path(cx, run_id, part, "png")));
        TRY(forget_file(cx, report_send_path(cx, run_id, part, "xlsx")));
    }
    return OK;
}

const TimerKind report_files_timer = { "report.files", forget_files };

/* ---- what a receiver may see ---------------------------------------------------------------- */

Code report_send_as(const Ctx *cx, Arena *own, int64_t user_id, Ctx *out)
{
    *out         = *cx;
    out->arena   = own;
    out->user_id = user_id;
    return cx->services->rights_of ? cx->services->rights_of(out, user_id) : OK;
}

Code report_send_may_see(Ctx *as, Str board, Str *reason)
{
    bool  has_module = true;
    Board known      = { 0 };
    *reason          = (Str){ 0 };
    if (as->services->rights_of) TRY(org_module_has(as, MODULE_BOARD, &has_module));
    if (!has_module) *reason = S("module.off");
    if (!cx_may(as, PERM_BOARD_READ)) *reason = S("report.receiver_may_not");
    if (reason->ptr || !str_to_i64(board, &known.id)) return OK;
    const Code code = board_get(as, (BoardId){ known.id }, &known);
    if (code != ERR_NOT_FOUND) return code;
    forgive(as);
    *reason = S("report.receiver_may_not");
    return OK;
}

Str report_send_sight(const Ctx *as, bool english)
{
    const PermissionSet *may = &as->permissions;
    const Masks         *m   = &as->masks;
    return str_fmt(as->arena, "%d.%lld.%llx.%llx.%d%d%d%d%d%d", english, (long long)as->scope_id,
                   (unsigned long long)may->bits[0], (unsigned long long)may->bits[1],
                   (int)m->phone, (int)m->email, (int)m->address, (int)m->birthday, (int)m->remark,
                   (int)m->id_number);
}

/* ---- beginning a run ------------------------------------------------------------------------- */

/* Who sees the same gets the same picture: the place of his sight among those there are. */
static int32_t part_of(Vec *sights, Str sight)
{
    for (size_t i = 0; i < sights->count; i++)
        if (str_equal(*VEC_AT(*sights, Str, i), sight)) return (int32_t)i;
    *VEC_ADD(sights, Str) = sight;
    return (int32_t)sights->count - 1;
}

static Code plan(Ctx *cx, const ReportSchedule *schedule, int64_t user_id, Vec *sights,
                 ReportDelivery *out)
{
    Ctx             as;
    ReportAddressee to     = { 0 };
    bool            found  = false;
    Str             reason = { 0 };
    TRY(report_sql_addressee(cx, user_id, &to, &found));
    Code code = report_send_as(cx, cx->arena, user_id, &as);
    if (code == OK) code = report_send_may_see(&as, schedule->board, &reason);
    if (code != OK) {
        cx->err = as.err;
        return code;
    }
    if (!found) reason = S("report.receiver_gone");
    out->state         = reason.ptr ? REPORT_REFUSED : REPORT_WAITING;
    out->reason        = reason.ptr ? reason : S("");
    out->settled_at_ms = reason.ptr ? cx->now_ms : 0;
    if (!reason.ptr)
        out->part = part_of(sights, report_send_sight(&as, str_starts(to.locale, S("en"))));
    return OK;
}

static Code put_part(Ctx *cx, const ReportRun *run, int32_t part)
{
    const EffectDraft draft = {
        .kind   = str_of(report_draw_effect.word),
        .key    = str_fmt(cx->arena, "%lld:%d", (long long)run->id, (int)part),
        .lane   = S("report"), /* one at a time: boards are asked beside what people ask */
        .object = object_of(cx, run->schedule_id),
        .payload =
            str_fmt(cx->arena, "{\"run_id\":\"%lld\",\"part\":%d}", (long long)run->id, (int)part),
    };
    return outbox_put(cx, draft, NULL);
}

Code report_send_start(Ctx *cx, const ReportSchedule *schedule, const ReportRun *run, Ids user_ids)
{
    bool is_new = false;
    Vec  rows = vec_of(cx->arena, ReportDelivery), sights = vec_of(cx->arena, Str);
    TRY(report_sql_insert_run(cx, run, &is_new));
    if (!is_new) return OK;
    for (size_t i = 0; i < user_ids.count; i++) {
        ReportDelivery *one = VEC_ADD(&rows, ReportDelivery);
        *one                = (ReportDelivery){ .id        = cx_new_id(cx),
                                                .tenant_id = cx->tenant_id,
                                                .run_id    = run->id,
                                                .user_id   = user_ids.at[i] };
        TRY(plan(cx, schedule, user_ids.at[i], &sights, one));
    }
    TRY(report_sql_insert_deliveries(cx, vec_rows(&rows)));
    for (size_t i = 0; i < sights.count; i++) TRY(put_part(cx, run, (int32_t)i));
    TRY(report_sql_trim(cx, schedule->id));
    return timer_set(cx, str_of(report_files_timer.word), id_text(cx, run->id),
                     cx->now_ms + FILES_KEPT_MS, (Str){ 0 });
}

/* ---- pausing --------------------------------------------------------------------------------- */

static Code params_of(Ctx *cx, const ReportSchedule *schedule, Str reason, Str *out)
{
    JsonOut json = json_out(cx->arena, PARAMS_MAX);
    json_open_object(&json);
    json_pair_str(&json, S("name"), str_prefix_bytes(schedule->board_name, 200));
    json_pair_str(&json, S("owner"), str_prefix_bytes(schedule->owner_name, 120));
    json_pair_str(&json, S("reason"), reason);
    json_close_object(&json);
    if (json_out_done(&json, out) != OK)
        return fail(cx, ERR_LIMIT, "notification.too_large", "schedule %lld",
                    (long long)schedule->id);
    return OK;
}

static Code tell(Ctx *cx, Str kind, const ReportSchedule *schedule, int64_t user_id, Permission to,
                 Str reason, int64_t once)
{
    NotificationDraft draft = { .kind          = kind,
                                .severity      = S("warning"),
                                .user_id       = user_id,
                                .to_holders_of = to,
                                .link          = S("/reports") };
    TRY(params_of(cx, schedule, reason, &draft.params));
    draft.key =
        str_fmt(cx->arena, "%.*s:%lld:%lld", FMT(kind), (long long)schedule->id, (long long)once);
    return org_notify(cx, &draft);
}

Code report_send_pause(Ctx *cx, const ReportSchedule *schedule, Str reason)
{
    TRY(report_sql_pause(cx, schedule->id, reason));
    TRY(timer_clear(cx, str_of(report_due_timer.word), id_text(cx, schedule->id)));
    /* Of who left nobody else knows: those who may take it over. */
    TRY(tell(cx, S("report.paused"), schedule, schedule->is_left ? 0 : schedule->user_id,
             schedule->is_left ? PERM_BOARD_TAKE : PERM_UNSET, reason, schedule->revision));
    return report_send_say(cx, schedule->id, "paused");
}

Code report_send_failed(Ctx *cx, int64_t delivery_id, Str reason)
{
    ReportDelivery delivery = { 0 };
    ReportRun      run      = { 0 };
    ReportSchedule schedule = { 0 };
    bool           found    = false;
    TRY(report_sql_settle(cx, delivery_id, REPORT_FAILED, reason));
    TRY(report_sql_delivery(cx, delivery_id, &delivery, &found));
    if (found) TRY(report_sql_run(cx, delivery.run_id, &run, &found));
    if (found) TRY(report_sql_find(cx, run.schedule_id, &schedule, &found));
    if (!found || schedule.is_left) return OK;
    return tell(cx, S("report.failed"), &schedule, schedule.user_id, PERM_UNSET, reason, run.id);
}

/* ---- the timer ------------------------------------------------------------------------------- */

static bool is_to_others(const ReportSchedule *schedule)
{
    for (size_t i = 0; i < schedule->user_ids.count; i++)
        if (schedule->user_ids.at[i] != schedule->user_id) return true;
    return false;
}

/* With what its maker may do now; `reason` absent: it is sent. */
static Code judge(Ctx *cx, const ReportSchedule *schedule, Str *reason)
{
    Ctx  as;
    Code code = report_send_as(cx, cx->arena, schedule->user_id, &as);
    if (code == OK) code = report_send_may_see(&as, schedule->board, reason);
    if (code != OK) {
        cx->err = as.err;
        return code;
    }
    if (schedule->is_left && cx->services->rights_of) {
        *reason = S("report.maker_gone");
    } else if (reason->ptr) {
        *reason = S("report.maker_may_not");
    } else if (is_to_others(schedule) && !cx_may(&as, PERM_REPORT_SEND)) {
        *reason = S("report.may_not_send");
    } else if (schedule->user_ids.count == 0) {
        *reason = S("report.no_receiver");
    }
    return OK;
}

static Code find(Ctx *cx, int64_t id, ReportSchedule *out, bool *found)
{
    TRY(report_sql_find(cx, id, out, found));
    *found = *found && out->deleted_at_ms == 0 && out->is_on;
    if (!*found) return OK;
    return report_schedule_get(cx, (ReportScheduleId){ id }, out);
}

static Code fire(Ctx *cx, const Timer *timer)
{
    ReportSchedule schedule = { 0 };
    bool           found    = false;
    int64_t        id       = 0;
    Str            reason   = { 0 };
    if (!str_to_i64(timer->key, &id)) return OK;
    TRY(find(cx, id, &schedule, &found));
    if (!found) return OK;
    TRY(judge(cx, &schedule, &reason));
    if (reason.ptr) return report_send_pause(cx, &schedule, reason);
    const ReportRun run = { .id            = cx_new_id(cx),
                            .tenant_id     = cx->tenant_id,
                            .schedule_id   = id,
                            .due_at_ms     = timer->due_at_ms,
                            .started_at_ms = cx->now_ms,
                            .is_late       = report_when_is_late(timer->due_at_ms, cx->now_ms) };
    TRY(report_send_start(cx, &schedule, &run, schedule.user_ids));
    return report_send_wait(cx, &schedule); /* what else was missed meanwhile is not sent */
}

const TimerKind report_due_timer = { "report.due", fire };
