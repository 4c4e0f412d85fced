/* channel_door.c -- takes callbacks in: one read, one insert, nothing else. */
#include "channel/channel_door.h"

#include "channel/channel_connection.h"
#include "channel/channel_sql.h"
#include "kernel/together.h"

enum {
    NOTE_EVERY_MS = MS_PER_MINUTE,
    APP_BYTES_MAX = 64,
    PAYLOAD_MAX   = 250 * 1024,
    ARRIVALS_MAX  = 64
};

static Code open_lock(Ctx *cx, Str corp_id, Connection *connection, DeliveryLock *lock)
{
    bool found = false;
    TRY(cx_find(cx, &channel_sql_connection_by_corp, connection, &found, ARGS(V(corp_id))));
    REQUIRE(cx, found && connection->kind == CONNECTION_WECOM, ERR_NOT_FOUND,
            "callback.unknown_corp");
    cx->tenant_id  = connection->tenant_id;
    lock->receiver = connection->corp_id;
    return channel_connection_callback_keys(cx, connection, &lock->token, &lock->aes_key);
}

static Code refused(Ctx *cx, Code code, const char *reason, Str corp_id)
{
    return fail(cx, code, reason, "corp %.*s", FMT(str_prefix_bytes(corp_id, 64)));
}

Code channel_door_verify(Ctx *cx, Str corp_id, const Delivery *delivery, Str *echo)
{
    Connection   connection;
    DeliveryLock lock   = { 0 };
    const char  *reason = NULL;
    TRY(open_lock(cx, corp_id, &connection, &lock));
    const Code code = wecom_callback_verify(cx->arena, &lock, delivery, echo, &reason);
    if (code != OK) return refused(cx, code, reason, corp_id);
    return channel_door_note_verified(cx, &connection);
}

Code channel_door_note_verified(Ctx *cx, const Connection *connection)
{
    if (cx->now_ms - connection->callback_verified_at_ms < NOTE_EVERY_MS) return OK;
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &channel_sql_connection_verified, NULL,
               ARGS(V(cx->tenant_id), V(connection->id), V(cx->now_ms))));
    TRY(event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object }));
    return cx_commit(cx, &txn);
}

Code channel_door_payload(Ctx *cx, const Connection *connection, Str app,
                          const DeliveryTold *callback, Str *payload)
{
    JsonOut out = json_out(cx->arena, PAYLOAD_MAX);
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("app"), str_prefix_bytes(app, APP_BYTES_MAX));
    json_pair_str(&out, S("event"), callback->event);
    json_pair_str(&out, S("change_type"), callback->change_type);
    json_key(&out, S("fields"));
    json_put_raw(&out, callback->fields);
    json_close_object(&out);
    if (json_out_done(&out, payload) == OK) return OK;
    return fail(cx, ERR_INVALID, "callback.malformed", "payload too large");
}

/* Now and then, not with every callback: one more write each would halve the door. */
static Code note_called(Ctx *cx, const Connection *connection)
{
    if (cx->now_ms - connection->last_callback_at_ms < NOTE_EVERY_MS) return OK;
    return cx_run(cx, &channel_sql_connection_called, NULL,
                  ARGS(V(cx->tenant_id), V(connection->id), V(cx->now_ms)));
}

Code channel_door_append(Ctx *cx, const Connection *connection, const EventDraft *draft,
                         bool *is_new)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(event_append(cx, draft, is_new));
    TRY(note_called(cx, connection));
    return cx_commit(cx, &txn);
}

typedef struct Arrival {
    const Connection *connection;
    const EventDraft *draft;
    int64_t           now_ms;
} Arrival;

static bool was_noted(void *const *items, size_t before, int64_t connection_id)
{
    for (size_t i = 0; i < before; i++)
        if (((const Arrival *)items[i])->connection->id == connection_id) return true;
    return false;
}

static Code take_in(Ctx *cx, void *const *items, size_t count)
{
    cx->memo  = memo_new(cx->arena);
    Code code = OK;
    for (size_t i = 0; i < count && code == OK; i++) {
        const Arrival *one = items[i];
        cx->tenant_id      = one->connection->tenant_id;
        cx->now_ms         = one->now_ms;
        code               = event_append(cx, one->draft, NULL);
        if (code == OK && !was_noted(items, i, one->connection->id))
            code = note_called(cx, one->connection);
    }
    if (code == OK) code = memo_settle(cx);
    cx->memo = NULL;
    return code;
}

static const Together arriving = { take_in, ARRIVALS_MAX };

Code channel_door_receive(Ctx *cx, Str corp_id, Str app, const Delivery *delivery)
{
    Connection   connection;
    DeliveryLock lock     = { 0 };
    DeliveryTold callback = { 0 };
    Str          message = { 0 }, payload = { 0 };
    const char  *reason = NULL;
    TRY(open_lock(cx, corp_id, &connection, &lock));
    Code code = wecom_callback_open(cx->arena, &lock, delivery, &message, &reason);
    if (code == OK) code = delivery_parse(cx->arena, message, &callback, &reason);
    if (code != OK) return refused(cx, code, reason, corp_id);
    TRY(channel_door_payload(cx, &connection, app, &callback, &payload));
    const EventDraft draft = {
        .id             = digest_hex(cx->arena, sha256(message)),
        .type           = event_word(EV_CALLBACK_RECEIVED),
        .actor          = S("platform:wecom"),
        .object         = str_fmt(cx->arena, "connection:%lld", (long long)connection.id),
        .source         = S("wecom"),
        .occurred_at_ms = callback.created_at_ms,
        .payload        = payload,
    };
    Arrival arrival = { &connection, &draft, cx->now_ms };
    return together(cx, &arriving, &arrival, 1);
}
