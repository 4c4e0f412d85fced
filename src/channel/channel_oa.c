/* channel_oa.c -- the door and the calls of 公众号: finds the account, opens, appends, asks. */
#include "channel/channel_oa.h"

#include "channel/channel_connection.h"
#include "channel/channel_door.h"
#include "channel/channel_health.h"
#include "channel/channel_sql.h"
#include "channel/oa_callback.h"
#include "channel/platform_api.h"

#include <string.h>

bool channel_is_oa(ConnectionKind kind)
{
    return kind == CONNECTION_OA || kind == CONNECTION_MINI_PROGRAM;
}

static Code find(Ctx *cx, Str app_id, Connection *out)
{
    bool found = false;
    TRY(cx_find(cx, &channel_sql_connection_by_corp, out, &found, ARGS(V(app_id))));
    REQUIRE(cx, found && channel_is_oa(out->kind), ERR_NOT_FOUND, "callback.unknown_account");
    cx->tenant_id = out->tenant_id;
    return OK;
}

Code channel_oa_find(Ctx *cx, Str app_id, Connection *out)
{
    TRY(find(cx, app_id, out));
    REQUIRE(cx, out->state == CONNECTION_ACTIVE, ERR_NOT_FOUND, "callback.unknown_account");
    return OK;
}

static Code open_lock(Ctx *cx, Str app_id, Connection *connection, DeliveryLock *lock)
{
    TRY(find(cx, app_id, connection));
    lock->receiver = connection->corp_id;
    return channel_connection_callback_keys(cx, connection, &lock->token, &lock->aes_key);
}

static Code refused(Ctx *cx, Code code, const char *reason, Str app_id)
{
    return fail(cx, code, reason, "account %.*s", FMT(str_prefix_bytes(app_id, 64)));
}

Code channel_oa_verify(Ctx *cx, Str app_id, const Delivery *delivery, Str *echo)
{
    Connection   connection;
    DeliveryLock lock   = { 0 };
    const char  *reason = NULL;
    TRY(open_lock(cx, app_id, &connection, &lock));
    const Code code = oa_callback_verify(&lock, delivery, echo, &reason);
    if (code != OK) return refused(cx, code, reason, app_id);
    return channel_door_note_verified(cx, &connection);
}

Code channel_oa_open(Ctx *cx, Str app_id, const Delivery *delivery, OaDelivered *out)
{
    Str         message = { 0 };
    const char *reason  = NULL;
    TRY(open_lock(cx, app_id, &out->connection, &out->lock));
    Code code =
        oa_callback_open(cx->arena, &out->lock, delivery, &message, &out->is_sealed, &reason);
    if (code == OK) code = delivery_parse(cx->arena, message, &out->told, &reason);
    return code == OK ? OK : refused(cx, code, reason, app_id);
}

Code channel_oa_append(Ctx *cx, const OaDelivered *delivered, Str id, int64_t person_id,
                       bool *is_new)
{
    const Connection *connection = &delivered->connection;
    EventDraft        draft      = { .id             = id,
                                     .type           = event_word(EV_CALLBACK_RECEIVED),
                                     .person_id      = person_id,
                                     .actor          = S("platform:oa"),
                                     .source         = S("oa"),
                                     .occurred_at_ms = delivered->told.created_at_ms };
    draft.object                 = str_fmt(cx->arena, "connection:%lld", (long long)connection->id);
    TRY(channel_door_payload(cx, connection, S("oa"), &delivered->told, &draft.payload));
    return channel_door_append(cx, connection, &draft, is_new);
}

Code channel_oa_seal(Ctx *cx, const OaDelivered *delivered, Str reply, Str *body)
{
    OaSeal seal = { 0 };
    *body       = reply;
    if (!delivered->is_sealed || reply.len == 0) return OK;
    seal.timestamp = str_fmt(cx->arena, "%lld", (long long)(cx->now_ms / MS_PER_SECOND));
    seal.nonce     = cx_token(cx, 10);
    for (size_t i = 0; i < sizeof(seal.random16); i++)
        seal.random16[i] = (uint8_t)cx_random(cx, 256);
    if (oa_callback_seal(cx->arena, &delivered->lock, &seal, reply, body) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "callback.undecryptable", "the key of the callback");
}

/* ---- calls ------------------------------------------------------------------ */

Code channel_oa_ask(Ctx *cx, const Connection *connection, Str path, Str body,
                    PlatformAnswer *answer)
{
    *answer = (PlatformAnswer){ .class = PLATFORM_RETRY_LATER };
    TRY(platform_api_call(cx, connection, &(PlatformCall){ .path = path, .body = body }, answer));
    /* Health is a courtesy: failing to note it must not fail the call. */
    if (channel_health_note(cx, connection, answer) != OK) forgive(cx);
    return OK;
}

Code channel_oa_session(Ctx *cx, const Connection *connection, Str js_code, PlatformAnswer *answer)
{
    Str secret = { 0 };
    Str url    = str_fmt(cx->arena, "%.*s/sns/jscode2session", FMT(connection->base_url));
    *answer    = (PlatformAnswer){ .class = PLATFORM_RETRY_LATER };
    TRY(secret_open(cx, S("connection.secret"), connection->app_secret_sealed, &secret));
    url = platform_api_with(cx->arena, url, "appid", connection->corp_id);
    url = platform_api_with(cx->arena, url, "secret", secret);
    url = platform_api_with(cx->arena, url, "js_code", js_code);
    url = platform_api_with(cx->arena, url, "grant_type", S("authorization_code"));
    platform_api_plain(cx, url, &(PlatformCall){ .kind = connection->kind }, answer);
    if (channel_health_note(cx, connection, answer) != OK) forgive(cx);
    return OK;
}

Code channel_oa_note_synced(Ctx *cx, int64_t connection_id, int64_t fan_count)
{
    TRY(cx_run(cx, &channel_sql_connection_synced, NULL,
               ARGS(V(cx->tenant_id), V(connection_id), V(cx->now_ms), V(fan_count))));
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection_id);
    return event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object });
}
