/* oa_event.c -- what follows from callbacks of 公众号, and what official accounts hear. */
#include "oa/oa_answer.h"
#include "oa/oa_fan.h"
#include "oa/oa_menu.h"
#include "oa/oa_qr.h"
#include "oa/oa_stat.h"
#include "oa/oa_told.h"
#include "wire/wire.h"

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 20000, .depth = 32 };
    JsonError        error  = { 0 };
    if (json_parse(cx->arena, text, limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "event.bad_payload", "%s", error.reason);
}

/* ---- callbacks: the fan and his intervals; the same again when carried out again ---------- */

static Code carry_out(Ctx *cx, const Event *event, const Json *payload, int32_t attempt,
                      Carried *out)
{
    Connection         connection;
    OaTold             told      = { 0 };
    OaFan              fan       = { 0 };
    OaQr               qr        = { 0 };
    bool               found     = false;
    const ConnectionId id        = { json_i64(payload, S("connection_id"), 0) };
    JsonOut            fields    = json_out(cx->arena, EVENT_PAYLOAD_MAX);
    DeliveryTold       delivered = { .event         = json_str(payload, S("event")),
                                     .change_type   = json_str(payload, S("change_type")),
                                     .created_at_ms = event->occurred_at_ms };
    /* Whom it told of was deleted on request: carried out again, it tells nothing. */
    *out = (Carried){ .state = CALLBACK_IGNORED, .reason = "callback.not_used" };
    if (!json_get(payload, S("fields"))) return OK;
    json_put(&fields, json_get(payload, S("fields")));
    TRY(json_out_done(&fields, &delivered.fields));
    *out            = (Carried){ .state = CALLBACK_IGNORED, .reason = "connection.gone" };
    const Code code = channel_connection_get(cx, id, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    TRY(oa_told_read(cx, &delivered, &told));
    *out = (Carried){ .state = CALLBACK_IGNORED, .reason = "callback.not_used" };
    if (!told.is_known) return OK;
    *out = (Carried){ .state = CALLBACK_APPLIED };
    if (told.scene.len) TRY(oa_sql_qr_by_scene(cx, id.v, told.scene, &qr, &found));
    const OaFanTold word = { .connection_id = id.v,
                             .app_id        = connection.corp_id,
                             .openid        = told.openid,
                             .at_ms         = event->occurred_at_ms,
                             .is_follow     = told.type == EV_OA_FOLLOWED,
                             .is_unfollow   = told.type == EV_OA_UNFOLLOWED,
                             .qr_id         = found ? qr.id : 0 };
    if (connection.kind != CONNECTION_OA) return OK;
    TRY(oa_fan_take(cx, &word, &fan));
    if (fan.id == 0) return OK;
    /* His unionid, and how he came, are told only when asked; who left is not asked about. */
    if (word.is_unfollow || (fan.unionid.len > 0 && !word.is_follow) ||
        (fan.read_at_ms > 0 && !word.is_follow))
        return OK;
    return oa_fan_put_read(cx, &connection, told.openid,
                           str_fmt(cx->arena, "callback:%lld:%d", (long long)event->seq, attempt));
}

const CallbackReactor oa_reactor = { "oa", carry_out };

/* ---- what fans did: counted once ------------------------------------------------------------- */

static Code hear_scan(Ctx *cx, const Event *event, const Json *payload)
{
    const int64_t qr_id = json_i64(payload, S("qr_id"), 0);
    if (qr_id == 0) return OK;
    return oa_qr_scanned(cx, qr_id, str_equal(event->type, event_word(EV_OA_FOLLOWED)));
}

/* What did not go at once follows as customer messages, while the platform lets us. */
static Code hear_replied(Ctx *cx, const Event *event, const Json *payload)
{
    const ConnectionId id       = { json_i64(payload, S("connection_id"), 0) };
    const int64_t      reply_id = json_i64(payload, S("reply_id"), 0);
    const int64_t      place_id = json_i64(payload, S("place_id"), 0);
    const Str          openid   = json_str(payload, S("openid"));
    const JsonItems    parts    = json_items(payload, S("parts"));
    const int64_t      deadline = json_i64(payload, S("deadline_ms"), 0);
    OaFan              fan      = { 0 };
    bool               found    = false;
    if (reply_id) TRY(oa_sql_reply_hit(cx, reply_id));
    if (place_id) {
        TRY(oa_sql_place_count(cx, place_id, 1, 0, event->occurred_at_ms));
        TRY(oa_sql_fan_find(cx, id.v, openid, &fan, &found));
        if (found) TRY(oa_sql_fan_touch_place(cx, fan.id, place_id, event->occurred_at_ms));
    }
    for (size_t i = (size_t)json_i64(payload, S("at_once"), 0); i < parts.count; i++) {
        const Code code =
            oa_answer_send(cx, id, openid, &parts.at[i], deadline,
                           str_fmt(cx->arena, "reply:%lld:%zu", (long long)event->seq, i));
        if (code == ERR_NOT_FOUND) forgive(cx); /* the account is gone */
        if (code != OK && code != ERR_NOT_FOUND) return code;
    }
    return OK;
}

/* ---- what the platform answered
 * ------------------------------------------------------------------ */

static Code fan_told(Ctx *cx, Str object, const Json *payload)
{
    Connection connection;
    int64_t    id = 0;
    (void)str_cut(&object, ':');
    if (!str_to_i64(str_cut(&object, ':'), &id)) return OK;
    const Code code = channel_connection_get(cx, (ConnectionId){ id }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    return oa_fan_take_info(cx, &connection, json_get(payload, S("answer")),
                            json_i64(payload, S("settled_at_ms"), cx->now_ms));
}

static Code hear_settled(Ctx *cx, const Json *payload)
{
    Str        object  = json_str(payload, S("object"));
    const Str  kind    = json_str(payload, S("kind"));
    const Str  reason  = json_str(payload, S("reason"));
    const bool is_done = str_equal(json_str(payload, S("state")), S("done"));
    int64_t    id      = 0;
    if (str_starts(object, S("oa_fan:"))) return is_done ? fan_told(cx, object, payload) : OK;
    const bool is_qr = str_starts(object, S("oa_qr:"));
    if (!is_qr && !str_starts(object, S("oa_menu:"))) return OK;
    (void)str_cut(&object, ':');
    if (!str_to_i64(object, &id)) return OK;
    if (is_qr) return oa_qr_settled(cx, id, is_done, reason, json_get(payload, S("answer")));
    return oa_menu_settled(cx, id, is_done, str_ends(kind, S("delete_menu")), reason);
}

/* A new account has its figures pulled from tomorrow morning on. */
static Code hear_connection(Ctx *cx, const Event *event)
{
    Connection connection;
    Str        object = event->object;
    int64_t    id     = 0;
    (void)str_cut(&object, ':');
    if (!str_to_i64(object, &id)) return OK;
    const Code code = channel_connection_get(cx, (ConnectionId){ id }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    return connection.kind == CONNECTION_OA ? oa_stat_set_timer(cx, id) : OK;
}

static Code hear(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    TRY(parse(cx, event->payload, &payload));
    if (str_equal(event->type, event_word(EV_OA_REPLIED))) return hear_replied(cx, event, payload);
    if (str_equal(event->type, event_word(EV_CHANNEL_CODE_MATCHED)))
        return oa_place_hear_matched(cx, event, payload);
    if (str_equal(event->type, event_word(EV_EFFECT_SETTLED))) return hear_settled(cx, payload);
    if (str_equal(event->type, event_word(EV_CONNECTION_CHANGED)))
        return hear_connection(cx, event);
    if (str_equal(event->type, event_word(EV_OA_MENU_CLICKED)) ||
        str_equal(event->type, event_word(EV_OA_MENU_VIEWED)))
        return oa_stat_tapped(cx, event, payload);
    return hear_scan(cx, event, payload);
}

static const char *const types[] = { "oa.followed",
                                     "oa.scanned",
                                     "oa.replied",
                                     "platform.effect_settled",
                                     "channel_code.matched",
                                     "oa.menu_clicked",
                                     "oa.menu_viewed",
                                     "connection.changed",
                                     NULL };
const Consumer oa_consumer       = { .name = "oa", .types = types, .hear = hear, .gather_ms = 20 };
