/* alert_watch.c -- a timer a rule puts an effect; the effect asks outside any transaction; what it
 * found is written, emitted and told in the transaction that settles it. */
#include "alert/alert_watch.h"

#include "alert/alert_look.h"
#include "alert/alert_sql.h"
#include "wire/wire.h"

enum {
    TRIES_MAX      = 8,         /* of an engine that is away or reading on: about two minutes */
    LOOK_ARENA_MAX = 256 << 20, /* who sees a part brings all the persons he sees           */
    PARAMS_MAX     = 16 * 1024,
};

static Str key_of(Ctx *cx, int64_t id) { return str_fmt(cx->arena, "%lld", (long long)id); }
static Str object_of(Ctx *cx, int64_t id)
{
    return str_fmt(cx->arena, "alert:%lld", (long long)id);
}

Code alert_watch_begin(Ctx *cx, const Alert *alert)
{
    const Str kind = str_of(alert_watch_timer.word), key = key_of(cx, alert->id);
    if (!alert->is_on) return timer_clear(cx, kind, key);
    return timer_set(cx, kind, key, cx->now_ms, (Str){ 0 });
}

/* ---- the timer -------------------------------------------------------------------------- */

static Code find(Ctx *cx, int64_t id, Alert *out, bool *found)
{
    TRY(alert_sql_find(cx, id, out, found));
    *found = *found && out->deleted_at_ms == 0 && out->is_on;
    return OK;
}

static Code fire(Ctx *cx, const Timer *timer)
{
    Alert   alert = { 0 };
    bool    found = false;
    int64_t id    = 0;
    if (!str_to_i64(timer->key, &id)) return OK;
    TRY(find(cx, id, &alert, &found));
    if (!found) return OK;
    const EffectDraft look = {
        .kind    = str_of(alert_watch_effect.word),
        .key     = str_fmt(cx->arena, "%lld:%lld:%lld", (long long)id, (long long)alert.revision,
                           (long long)timer->due_at_ms),
        .lane    = S("alert"), /* one at a time: a brand's looks do not hold up its messages */
        .object  = object_of(cx, id),
        .payload = str_fmt(cx->arena, "{\"alert_id\":\"%lld\"}", (long long)id),
    };
    TRY(outbox_put(cx, look, NULL));
    const int64_t next = alert_rule_next_ms(alert.every, alert.hour, cx->zone, cx->now_ms);
    return timer_set(cx, str_of(alert_watch_timer.word), timer->key, next, (Str){ 0 });
}

const TimerKind alert_watch_timer = { "alert.look", fire };

/* ---- looking ------------------------------------------------------------------------------ */

static int64_t alert_of(Ctx *cx, const Effect *effect)
{
    const Json *payload = NULL;
    JsonError   error;
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK) return 0;
    return json_i64(payload, S("alert_id"), 0);
}

/* With what the owner may see now. */
static Code look_as_owner(Ctx *cx, const Alert *alert, AlertLook *out)
{
    bool has_module = true;
    cx->user_id     = alert->user_id;
    if (cx->services->rights_of) {
        TRY(cx->services->rights_of(cx, alert->user_id));
        TRY(org_module_has(cx, MODULE_BOARD, &has_module));
        *out        = (AlertLook){ .revision    = alert->revision,
                                   .asked_at_ms = cx->now_ms,
                                   .verdict     = ALERT_UNKNOWN,
                                   .cause       = S("[]") };
        out->reason = !has_module ? S("module.off") : S("alert.owner_gone");
        if (!has_module || !cx_may(cx, PERM_BOARD_READ)) return OK;
    }
    return alert_look(cx, alert, false, out);
}

static Code look(Ctx *cx, const Effect *effect, AlertLook *out, bool *found)
{
    Alert alert = { 0 };
    TRY(find(cx, alert_of(cx, effect), &alert, found));
    return *found ? look_as_owner(cx, &alert, out) : OK;
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Arena    *own      = arena_new(LOOK_ARENA_MAX);
    Ctx       asker    = *cx;
    AlertLook found    = { 0 };
    bool      is_there = false;
    asker.arena        = own;
    const Code code    = look(&asker, effect, &found, &is_there);
    *outcome           = (Outcome){ .verdict = VERDICT_DONE };
    if (code == OK) {
        if (is_there) outcome->told = shape_json(cx->arena, &alert_look_shape, &found);
    } else if (effect->attempts < TRIES_MAX) {
        outcome->verdict = VERDICT_RETRY;
        outcome->reason  = asker.err.reason;
    } else {
        /* It is said with the rule; the next look comes by itself. */
        const AlertLook given_up = { .asked_at_ms = cx->now_ms,
                                     .verdict     = ALERT_UNKNOWN,
                                     .reason      = str_of(asker.err.reason) };
        outcome->told            = shape_json(cx->arena, &alert_look_shape, &given_up);
    }
    arena_free(own);
}

/* ---- what follows ---------------------------------------------------------------------------- */

static Code params_of(Ctx *cx, const Alert *alert, const AlertLook *look, Str *out)
{
    JsonOut json = json_out(cx->arena, PARAMS_MAX);
    json_open_object(&json);
    json_pair_str(&json, S("name"), alert->name);
    json_pair_str(&json, S("said_zh"), look->said_zh);
    json_pair_str(&json, S("said_en"), look->said_en);
    json_close_object(&json);
    if (json_out_done(&json, out) != OK)
        return fail(cx, ERR_LIMIT, "notification.too_large", "alert %lld", (long long)alert->id);
    return OK;
}

static Code tell(Ctx *cx, const Alert *alert, const AlertLook *look, int64_t firing_id,
                 int64_t *told)
{
    Ids users  = { 0 };
    Str params = { 0 };
    TRY(alert_sql_told(cx, alert->id, &users));
    TRY(params_of(cx, alert, look, &params));
    for (size_t i = 0; i < users.count; i++) {
        const NotificationDraft draft = {
            .kind     = S("alert.fired"),
            .severity = S("warning"),
            .user_id  = users.at[i],
            .params   = params,
            .link     = str_fmt(cx->arena, "/alerts/%lld", (long long)alert->id),
            .key      = str_fmt(cx->arena, "alert.fired:%lld:%lld", (long long)firing_id,
                                (long long)users.at[i]),
        };
        TRY(org_notify(cx, &draft));
    }
    *told = (int64_t)users.count;
    return OK;
}

static Code emit(Ctx *cx, EventType type, const Alert *alert, int64_t firing_id,
                 const AlertLook *look)
{
    JsonOut out  = json_out(cx->arena, PARAMS_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("alert_id"), alert->id);
    json_pair_id(&out, S("firing_id"), firing_id);
    json_pair_str(&out, S("name"), alert->name);
    json_pair_i64(&out, S("value_num"), look->value_num);
    json_pair_i64(&out, S("value_den"), look->value_den);
    json_close_object(&out);
    if (json_out_done(&out, &text) != OK)
        return fail(cx, ERR_LIMIT, "notification.too_large", "alert %lld", (long long)alert->id);
    return event_emit(cx, type,
                      (EventDraft){ .object = object_of(cx, alert->id), .payload = text });
}

static Code write_firing(Ctx *cx, const Alert *alert, const AlertLook *look)
{
    AlertFiring firing = { .id          = cx_new_id(cx),
                           .tenant_id   = cx->tenant_id,
                           .alert_id    = alert->id,
                           .fired_at_ms = cx->now_ms,
                           .from_ms     = look->from_ms,
                           .until_ms    = look->until_ms,
                           .value_num   = look->value_num,
                           .value_den   = look->value_den,
                           .before_num  = look->before_num,
                           .before_den  = look->before_den,
                           .cause       = look->cause.ptr ? look->cause : S("[]"),
                           .said_zh     = look->said_zh.ptr ? look->said_zh : S(""),
                           .said_en     = look->said_en.ptr ? look->said_en : S("") };
    TRY(alert_sql_end_firings(cx, alert->id));
    TRY(tell(cx, alert, look, firing.id, &firing.told));
    TRY(alert_sql_insert_firing(cx, &firing));
    return emit(cx, EV_ALERT_FIRED, alert, firing.id, look);
}

static Code follow(Ctx *cx, const Alert *known, const AlertLook *look)
{
    Alert           next    = *known;
    bool            is_done = false;
    const AlertSpan span    = { look->from_ms, look->until_ms };
    const AlertMove move =
        alert_rule_move(known->is_firing, known->fired_until_ms, look->verdict, span);
    next.looked_at_ms = look->asked_at_ms;
    next.verdict      = look->verdict;
    next.reason       = look->reason.ptr ? look->reason : S("");
    next.value_num    = look->value_num;
    next.value_den    = look->value_den;
    next.before_num   = look->before_num;
    next.before_den   = look->before_den;
    if (move != ALERT_STAYS) next.is_firing = move == ALERT_FIRES;
    if (move == ALERT_FIRES) next.fired_until_ms = look->until_ms;
    TRY(alert_sql_note(cx, &next, known->looked_at_ms, &is_done));
    if (!is_done) return OK; /* another process, or a change, was quicker */
    if (move == ALERT_FIRES) return write_firing(cx, &next, look);
    if (move == ALERT_STAYS) return OK;
    TRY(alert_sql_end_firings(cx, next.id));
    return emit(cx, EV_ALERT_ENDED, &next, 0, look);
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const Json *json = NULL;
    JsonError   error;
    ShapeError  broken;
    Alert       alert    = { 0 };
    AlertLook   found    = { 0 };
    bool        is_there = false;
    TRY(find(cx, alert_of(cx, effect), &alert, &is_there));
    if (!is_there || outcome->told.len == 0) return OK;
    if (json_parse(cx->arena, outcome->told, JSON_LIMITS, &json, &error) != OK ||
        shape_from_json(cx->arena, &alert_look_shape, json, &found, NULL, &broken) != OK)
        return fail(cx, ERR_INTERNAL, "alert.bad_look", "%.*s", FMT(outcome->told));
    /* Of a rule that was changed while it was asked: the change brings a look of its own. */
    if (found.revision != 0 && found.revision != alert.revision) return OK;
    if (found.asked_at_ms <= alert.looked_at_ms) return OK;
    return follow(cx, &alert, &found);
}

const EffectKind alert_watch_effect = {
    .word = "alert.look", .send = send, .settled = settled, .attempts_max = TRIES_MAX + 2
};
