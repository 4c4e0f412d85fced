/* channel_effect.c -- what all effects on a platform share. */
#include "channel/channel_effect.h"

#include "channel/channel_health.h"

#include <string.h>

/* An answer has 64 KiB at most; beside it stands a detail, each byte of it six when escaped. */
enum { PAUSE_MS = MS_PER_MINUTE, SETTLED_MAX = 96 * 1024 };

/* ---- outcomes ---------------------------------------------------------------- */

void channel_effect_done(Sending *sending, Str answer_json)
{
    *sending->outcome = (Outcome){ .verdict = VERDICT_DONE, .answer = answer_json };
}

void channel_effect_dead(Sending *sending, const char *reason, Str detail)
{
    *sending->outcome = (Outcome){ .verdict = VERDICT_DEAD, .reason = reason, .detail = detail };
}

void channel_effect_retry(Sending *sending, const char *reason, Str detail, int64_t retry_at_ms)
{
    *sending->outcome = (Outcome){
        .verdict = VERDICT_RETRY, .reason = reason, .detail = detail, .retry_at_ms = retry_at_ms
    };
}

static void wait(Sending *sending, const char *reason, Str detail)
{
    *sending->outcome = (Outcome){ .verdict     = VERDICT_WAIT,
                                   .reason      = reason,
                                   .detail      = detail,
                                   .retry_at_ms = sending->cx->services->clock() + PAUSE_MS };
}

void channel_effect_broke(Sending *sending)
{
    Ctx *cx = sending->cx;
    channel_effect_retry(sending, cx->err.reason ? cx->err.reason : "internal", cx->err.detail, 0);
    forgive(cx);
}

static void set_outcome(Sending *sending, const PlatformAnswer *answer)
{
    const Str detail =
        str_fmt(sending->cx->arena, "%lld %.*s", (long long)answer->errcode, FMT(answer->errmsg));
    switch (answer->class) {
    case PLATFORM_OK: channel_effect_done(sending, (Str){ 0 }); break;
    case PLATFORM_RETRY_NOW:
    case PLATFORM_RETRY_LATER: channel_effect_retry(sending, answer->reason, detail, 0); break;
    case PLATFORM_WAIT: wait(sending, answer->reason, detail); break;
    case PLATFORM_NEVER: channel_effect_dead(sending, answer->reason, detail); break;
    }
}

/* ---- sending ------------------------------------------------------------------- */

bool channel_effect_open(Sending *sending, Ctx *cx, const Effect *effect, Outcome *outcome)
{
    JsonError error         = { 0 };
    *sending                = (Sending){ .cx = cx, .effect = effect, .outcome = outcome };
    const JsonLimits limits = { .bytes = 1 << 20, .nodes = 50000, .depth = 32 };
    if (json_parse(cx->arena, effect->payload, limits, &sending->payload, &error) != OK) {
        channel_effect_dead(sending, "effect.bad_payload", str_of(error.reason));
        return false;
    }
    const ConnectionId id   = { json_i64(sending->payload, S("connection_id"), 0) };
    const Code         code = channel_connection_get(cx, id, &sending->connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        channel_effect_dead(sending, "connection.gone", (Str){ 0 });
        return false;
    }
    if (code != OK) {
        channel_effect_broke(sending);
        return false;
    }
    if (sending->connection.state != CONNECTION_PAUSED) return true;
    wait(sending, "connection.paused", (Str){ 0 });
    return false;
}

bool channel_effect_call(Sending *sending, const PlatformCall *call, PlatformAnswer *answer)
{
    Ctx *cx = sending->cx;
    *answer = (PlatformAnswer){ .class = PLATFORM_RETRY_LATER };
    if (platform_api_call(cx, &sending->connection, call, answer) != OK) {
        channel_effect_broke(sending);
        return false;
    }
    /* Health is a courtesy: failing to note it must not fail the effect. */
    if (channel_health_note(cx, &sending->connection, answer) != OK) forgive(cx);
    set_outcome(sending, answer);
    return answer->class == PLATFORM_OK;
}

Str channel_effect_str(const Sending *sending, const char *key)
{
    return json_str(sending->payload, str_of(key));
}

/* ---- settling -------------------------------------------------------------------- */

static Str settled_payload(Ctx *cx, const Effect *effect, const Outcome *outcome,
                           const char *reason)
{
    JsonOut out  = json_out(cx->arena, SETTLED_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("effect_id"), effect->id);
    json_pair_str(&out, S("kind"), effect->kind);
    json_pair_str(&out, S("object"), effect->object);
    json_pair_str(&out, S("state"), outcome->verdict == VERDICT_DONE ? S("done") : S("dead"));
    json_pair_str(&out, S("reason"), str_of(reason));
    json_pair_str(&out, S("detail"), str_prefix_bytes(outcome->detail, 1000));
    json_key(&out, S("answer"));
    json_put_raw(&out, outcome->answer);
    json_pair_i64(&out, S("created_at_ms"), effect->created_at_ms);
    json_pair_i64(&out, S("settled_at_ms"), cx->now_ms);
    json_close_object(&out);
    const Code code = json_out_done(&out, &text);
    ASSERT(code == OK);
    return text;
}

Code channel_effect_emit(Ctx *cx, const Effect *effect, const Outcome *outcome, const char *reason)
{
    if (effect->object.len == 0) return OK;
    /* A replayed effect settles again: the instant tells the ends apart. */
    const Str id =
        str_fmt(cx->arena, "settled:%lld:%lld", (long long)effect->id, (long long)cx->now_ms);
    return event_emit(
        cx, EV_EFFECT_SETTLED,
        (EventDraft){ .id      = id,
                      .object  = effect->object,
                      .source  = str_starts(effect->kind, S("oa.")) ? S("oa") : S("wecom"),
                      .payload = settled_payload(cx, effect, outcome, reason) });
}

static Code tell_dead(Ctx *cx, const Effect *effect, const char *reason)
{
    JsonOut out    = json_out(cx->arena, 2048);
    Str     params = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("kind"), effect->kind);
    json_pair_str(&out, S("reason"), str_of(reason));
    json_pair_str(&out, S("object"), effect->object);
    json_close_object(&out);
    if (json_out_done(&out, &params) != OK) params = S("{}");
    const Str key = str_fmt(cx->arena, "effect.dead:%.*s:%s:%lld", FMT(effect->kind), reason,
                            (long long)(cx->now_ms / MS_PER_DAY));
    return org_notify(cx, &(NotificationDraft){ .kind          = S("effect.dead"),
                                                .severity      = S("warning"),
                                                .to_holders_of = PERM_CONNECTION_WRITE,
                                                .params        = params,
                                                .link = S("/connections/effects?state=dead"),
                                                .key  = key });
}

/* Relations end while an effect is on its way: nothing for a person to mend. */
static bool is_ordinary(const char *reason)
{
    static const char *const ordinary[] = { "wecom.not_a_contact", "wecom.not_a_follower",
                                            "connection.gone",     "oa.not_following",
                                            "oa.window_over",      "oa.window_used_up",
                                            "oa.refused_by_fan",   "oa.unknown_fan" };
    for (size_t i = 0; i < COUNT(ordinary); i++)
        if (strcmp(reason, ordinary[i]) == 0) return true;
    return false;
}

Code channel_effect_settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const char *reason = outcome->reason ? outcome->reason : "internal";
    TRY(channel_effect_emit(cx, effect, outcome, outcome->reason));
    if (outcome->verdict != VERDICT_DEAD || is_ordinary(reason)) return OK;
    return tell_dead(cx, effect, reason);
}

/* ---- putting ------------------------------------------------------------------------ */

Code channel_effect_put(Ctx *cx, const Connection *connection, EffectPlan plan)
{
    const Str quota =
        plan.api ? str_fmt(cx->arena, "%.*s:%s", FMT(connection->corp_id), plan.api) : (Str){ 0 };
    const Str own_key = str_fmt(cx->arena, "%lld", (long long)cx_new_id(cx));
    return outbox_put(cx,
                      (EffectDraft){ .kind        = str_of(plan.kind),
                                     .key         = plan.key.len > 0 ? plan.key : own_key,
                                     .quota       = quota,
                                     .lane        = plan.lane,
                                     .object      = plan.object,
                                     .payload     = plan.payload,
                                     .next_at_ms  = plan.next_at_ms,
                                     .deadline_ms = plan.deadline_ms,
                                     .supersede   = plan.supersede },
                      NULL);
}

Code channel_effect_json(Ctx *cx, JsonOut *out, Str *text)
{
    if (json_out_done(out, text) == OK) return OK;
    return fail(cx, ERR_LIMIT, "effect.too_large", "more than %zu bytes", out->buf.max);
}

void channel_effect_put_strs(JsonOut *out, Str key, Strs texts)
{
    json_key(out, key);
    json_open_array(out);
    for (size_t i = 0; i < texts.count; i++) json_put_str(out, texts.at[i]);
    json_close_array(out);
}
