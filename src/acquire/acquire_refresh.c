/* Keeps the platform's list of receivers what duty.h decides.  No SQL, JSON or HTTP. */
#include "acquire/acquire_refresh.h"
#include "acquire/acquire_draft.h"
#include "acquire/figure_sql.h"
#include "channel/channel.h"

typedef struct Situation {
    CodeParts parts;
    Rows      today; /* DayRow of this code and business day */
    Rows      staff; /* Staff                                 */
    DutyPlan  plan;
} Situation;

static const Staff *find_staff(Rows staff, int64_t id)
{
    for (size_t i = 0; i < staff.count; i++)
        if (ROWS_AT(Staff, staff, i)->id == id) return ROWS_AT(Staff, staff, i);
    return NULL;
}

static const DayRow *find_day(Rows today, int64_t staff_id)
{
    for (size_t i = 0; i < today.count; i++)
        if (ROWS_AT(DayRow, today, i)->staff_id == staff_id) return ROWS_AT(DayRow, today, i);
    return NULL;
}

static DutyStaff duty_staff(const Situation *situation, const StaffRow *row)
{
    const Staff  *staff = find_staff(situation->staff, row->staff_id);
    const DayRow *day   = find_day(situation->today, row->staff_id);
    return (DutyStaff){ .staff_id         = row->staff_id,
                        .slot_no          = row->slot_no,
                        .weight           = row->weight > 0 ? row->weight : 1,
                        .daily_cap        = row->daily_cap,
                        .added_today      = day ? day->added : 0,
                        .last_added_at_ms = day ? day->last_added_at_ms : 0,
                        .is_available =
                            staff && staff->status == STAFF_ACTIVE && staff->is_contact };
}

static Code load_staff(Ctx *cx, Situation *situation)
{
    const Rows rows = situation->parts.staff;
    int64_t   *ids  = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(StaffRow, rows, i)->staff_id;
    return org_staff_list_by_ids(cx, (Ids){ ids, rows.count }, &situation->staff);
}

static Code load(Ctx *cx, const ChannelCode *code, Situation *out)
{
    const ChannelCodeId id = { code->id };
    TRY(acquire_sql_parts(cx, id, &out->parts));
    TRY(figure_sql_days(cx, id, day_of(cx->now_ms, cx->zone), &out->today));
    TRY(load_staff(cx, out));

    const Rows rows  = out->parts.staff;
    DutyStaff *staff = arena_make(cx->arena, DutyStaff, rows.count);
    for (size_t i = 0; i < rows.count; i++) staff[i] = duty_staff(out, ROWS_AT(StaffRow, rows, i));

    const Rows slot_rows = out->parts.slots;
    DutySlot  *slots     = arena_make(cx->arena, DutySlot, slot_rows.count);
    for (size_t i = 0; i < slot_rows.count; i++) {
        const SlotRow *row = ROWS_AT(SlotRow, slot_rows, i);
        slots[i]           = (DutySlot){ row->slot_no,
                                         { (uint32_t)row->weekdays, (int32_t)row->from_minute,
                                           (int32_t)row->until_minute } };
    }
    out->plan = (DutyPlan){ .allocation     = code->allocation,
                            .slots          = slots,
                            .slot_count     = slot_rows.count,
                            .staff          = staff,
                            .staff_count    = rows.count,
                            .valid_from_ms  = code->valid_from_ms,
                            .valid_until_ms = code->valid_until_ms };
    return OK;
}

/* While a code rests a customer who scans it must still find somebody: the backup. */
static Ids receivers_at_rest(Ctx *cx, const Situation *situation, const Duty *duty)
{
    Vec ids = vec_of(cx->arena, int64_t);
    for (size_t i = 0; i < situation->plan.staff_count; i++)
        if (situation->plan.staff[i].slot_no < 0)
            *VEC_ADD(&ids, int64_t) = situation->plan.staff[i].staff_id;
    return ids.count > 0 ? (Ids){ (const int64_t *)(const void *)ids.at, ids.count }
                         : duty->receivers;
}

static CodeState state_of(const ChannelCode *code, const Duty *duty)
{
    if (code->state == CODE_PAUSED || code->state == CODE_FAILED) return code->state;
    if (duty->is_expired) return CODE_EXPIRED;
    if (code->config_id.len == 0) return CODE_SYNCING;
    return duty->is_degraded ? CODE_DEGRADED : CODE_ACTIVE;
}

/* All that the platform is asked for, as text that can be compared. */
static Code wanted(Ctx *cx, const ChannelCode *code, Ids receivers, Str *out)
{
    JsonOut json = json_out(cx->arena, 8192);
    json_open_object(&json);
    json_key(&json, S("staff"));
    json_open_array(&json);
    for (size_t i = 0; i < receivers.count; i++) json_put_id(&json, receivers.at[i]);
    json_close_array(&json);
    json_pair_bool(&json, S("skip_verify"), code->skip_verify);
    json_pair_str(&json, S("remark"), code->name);
    json_close_object(&json);
    return json_out_done(&json, out);
}

static Code ask_platform(Ctx *cx, const ChannelCode *code, const Situation *situation,
                         Ids receivers)
{
    Vec userids = vec_of(cx->arena, Str);
    for (size_t i = 0; i < receivers.count; i++) {
        const Staff *staff = find_staff(situation->staff, receivers.at[i]);
        if (staff) *VEC_ADD(&userids, Str) = staff->userid;
    }
    const ContactWayDraft draft = {
        .config_id   = code->config_id.len > 0 ? code->config_id : (Str){ 0 },
        .remark      = str_prefix_chars(code->name, 30),
        .state       = code->token,
        .skip_verify = code->skip_verify,
        .has_link    = code->link.len > 0,
        .userids     = { (const Str *)(const void *)userids.at, userids.count }
    };
    return channel_save_contact_way(cx, (ConnectionId){ code->connection_id }, &draft,
                                    str_fmt(cx->arena, "channel_code:%lld", (long long)code->id));
}

static Code warn_if_degraded(Ctx *cx, const ChannelCode *code, CodeState before)
{
    if (code->state != CODE_DEGRADED || before == CODE_DEGRADED) return OK;
    JsonOut out = json_out(cx->arena, 2048);
    json_open_object(&out);
    json_pair_id(&out, S("code_id"), code->id);
    json_pair_str(&out, S("code_name"), code->name);
    json_close_object(&out);
    Str params;
    TRY(json_out_done(&out, &params));
    const int64_t day = day_of(cx->now_ms, cx->zone);
    return org_notify(cx,
                      &(NotificationDraft){
                          .kind          = S("code.degraded"),
                          .severity      = S("warning"),
                          .to_holders_of = PERM_CHANNEL_CODE_WRITE,
                          .params        = params,
                          .link = str_fmt(cx->arena, "/channel-codes/%lld", (long long)code->id),
                          .key  = str_fmt(cx->arena, "code.degraded:%lld:%lld", (long long)code->id,
                                          (long long)day) });
}

/* Before it is degraded, once a day; a cap of a few is full before anybody could act. */
static Code warn_if_near_cap(Ctx *cx, const ChannelCode *code, const DutyPlan *plan)
{
    enum { NEAR_PERCENT = 80 };
    const DutyCap sum = duty_cap(plan);
    Str           params;
    if (code->state != CODE_ACTIVE || sum.cap == 0 || sum.used >= sum.cap ||
        sum.used * 100 < sum.cap * NEAR_PERCENT)
        return OK;
    JsonOut out = json_out(cx->arena, 2048);
    json_open_object(&out);
    json_pair_id(&out, S("code_id"), code->id);
    json_pair_str(&out, S("code_name"), code->name);
    json_pair_i64(&out, S("used"), sum.used);
    json_pair_i64(&out, S("cap"), sum.cap);
    json_close_object(&out);
    TRY(json_out_done(&out, &params));
    const int64_t day = day_of(cx->now_ms, cx->zone);
    return org_notify(cx,
                      &(NotificationDraft){
                          .kind          = S("code.near_cap"),
                          .severity      = S("warning"),
                          .to_holders_of = PERM_CHANNEL_CODE_WRITE,
                          .params        = params,
                          .link = str_fmt(cx->arena, "/channel-codes/%lld", (long long)code->id),
                          .key  = str_fmt(cx->arena, "code.near_cap:%lld:%lld", (long long)code->id,
                                          (long long)day) });
}

static Str or_empty(Str text) { return text.ptr ? text : S(""); }

static Code set_timer(Ctx *cx, const ChannelCode *code, int64_t next_change_ms)
{
    const Str key = str_fmt(cx->arena, "%lld", (long long)code->id);
    if (next_change_ms == INT64_MAX) return timer_clear(cx, S("channel_code.duty"), key);
    return timer_set(cx, S("channel_code.duty"), key, next_change_ms, S("{}"));
}

static Code refresh(Ctx *cx, ChannelCode *code, bool again)
{
    Situation situation = { 0 };
    TRY(load(cx, code, &situation));
    const Duty duty       = duty_decide(cx->arena, &situation.plan, cx->now_ms, cx->zone);
    const bool is_at_rest = code->state == CODE_PAUSED || duty.is_expired;
    const Ids  receivers  = is_at_rest ? receivers_at_rest(cx, &situation, &duty) : duty.receivers;

    const CodeState before = code->state;
    code->state            = state_of(code, &duty);
    Str ask;
    TRY(wanted(cx, code, receivers, &ask));
    const bool is_news = again || !str_equal(ask, code->on_platform);
    code->on_platform  = ask;
    if (is_news || code->state != before) TRY(acquire_sql_set_platform(cx, code));
    if (is_news) TRY(ask_platform(cx, code, &situation, receivers));
    TRY(warn_if_degraded(cx, code, before));
    TRY(warn_if_near_cap(cx, code, &situation.plan));
    return set_timer(cx, code, duty.next_change_ms);
}

Code acquire_code_refresh(Ctx *cx, ChannelCodeId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    ChannelCode code;
    TRY(acquire_sql_get_to_change(cx, id, &code));
    /* What the platform refused is asked for again when a person changes something. */
    const bool again = code.state == CODE_FAILED;
    if (again) code.state = CODE_SYNCING;
    /* Who is on duty is decided by all of them, whoever asked for it. */
    const int64_t scope_id = cx->scope_id;
    cx->scope_id           = 0;
    const Code refreshed   = refresh(cx, &code, again);
    cx->scope_id           = scope_id;
    TRY(refreshed);
    return cx_commit(cx, &txn);
}

/* A code that was deleted while the platform was asked has nothing to keep. */
static Code find(Ctx *cx, ChannelCodeId id, ChannelCode *code, bool *found)
{
    *found = acquire_sql_get_to_change(cx, id, code) == OK;
    if (*found) return OK;
    if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
    forgive(cx);
    return OK;
}

static void take_picture(ChannelCode *code, const WayAnswer *answer)
{
    if (answer->config_id.len > 0) code->config_id = answer->config_id;
    if (answer->qr_url.len > 0) code->qr_url = answer->qr_url;
    if (answer->link.len > 0) code->link = answer->link;
}

static Code tell_changed(Ctx *cx, ChannelCodeId id)
{
    return event_emit(
        cx, EV_CHANNEL_CODE_CHANGED,
        (EventDraft){ .object = str_fmt(cx->arena, "channel_code:%lld", (long long)id.v) });
}

/* The way stands; only what a scan yields is still to be read from its picture. */
static Code ask_link(Ctx *cx, const ChannelCode *code)
{
    return channel_read_contact_way(cx, (ConnectionId){ code->connection_id }, code->config_id,
                                    str_fmt(cx->arena, "channel_code:%lld", (long long)code->id));
}

/* The code was deleted before its way had a name: nobody has asked for the end of that. */
static Code drop_orphan(Ctx *cx, ChannelCodeId id, const WayAnswer *answer)
{
    ChannelCode code;
    bool        found = false;
    if (!answer->is_done || answer->config_id.len == 0) return OK;
    TRY(acquire_sql_find_deleted(cx, id, &code, &found));
    if (!found || code.config_id.len > 0) return OK;
    code.config_id = answer->config_id;
    TRY(acquire_sql_set_platform(cx, &code));
    const Code asked =
        channel_delete_contact_way(cx, (ConnectionId){ code.connection_id }, code.config_id,
                                   str_fmt(cx->arena, "channel_code:%lld", (long long)code.id));
    if (asked != ERR_NOT_FOUND) return asked;
    forgive(cx); /* the connection is gone, and its ways with it */
    return OK;
}

Code acquire_refresh_settled(Ctx *cx, ChannelCodeId id, const WayAnswer *answer)
{
    ChannelCode code;
    bool        found = false;
    TRY(find(cx, id, &code, &found));
    if (!found) return drop_orphan(cx, id, answer);
    code.sync_reason = answer->is_done ? or_empty(answer->link_reason) : answer->reason;
    if (answer->is_done) take_picture(&code, answer);
    if (code.state != CODE_PAUSED) code.state = answer->is_done ? CODE_SYNCING : CODE_FAILED;
    TRY(acquire_sql_set_platform(cx, &code));
    if (answer->is_done) {
        if (code.link.len == 0 && code.config_id.len > 0) TRY(ask_link(cx, &code));
        TRY(refresh(cx, &code, false));
    }
    return tell_changed(cx, id);
}

Code acquire_refresh_link(Ctx *cx, ChannelCodeId id, const WayAnswer *answer)
{
    ChannelCode code;
    bool        found = false;
    TRY(find(cx, id, &code, &found));
    if (!found) return OK;
    if (answer->is_done) take_picture(&code, answer);
    /* A refusal of the way itself is the graver word. */
    if (code.state != CODE_FAILED) code.sync_reason = answer->is_done ? S("") : answer->reason;
    TRY(acquire_sql_set_platform(cx, &code));
    return tell_changed(cx, id);
}

static Code fire(Ctx *cx, const Timer *timer)
{
    int64_t id = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    const Code code = acquire_code_refresh(cx, (ChannelCodeId){ id });
    if (code != ERR_NOT_FOUND) return code;
    forgive(cx);
    return OK;
}

const TimerKind acquire_duty_timer = { "channel_code.duty", fire };
