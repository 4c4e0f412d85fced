/* channel_callback.c -- what became of callbacks, for people: list, replay. */
#include "channel/channel_callback.h"

#include "channel/channel_event.h"

enum { SCAN_PAGES_MAX = 10 };

static const Field callback_fields[] = {
    FIELD_ID(Callback, id, .flags = 0),
    FIELD_ID(Callback, connection_id, .flags = 0),
    FIELD_TIME(Callback, received_at_ms, .flags = 0),
    FIELD(Callback, event),
    FIELD(Callback, change_type),
    FIELD_ENUM(Callback, state, callback_state_words),
    FIELD(Callback, reason),
    FIELD(Callback, detail),
    FIELD(Callback, attempts),
    FIELD_JSON(Callback, payload, .flags = 0),
};
const Shape callback_shape = SHAPE(Callback, callback_fields);

static const Field filter_fields[] = {
    FIELD_ID(CallbackFilter, connection_id, .flags = 0),
    FIELD_ENUM(CallbackFilter, state, callback_state_words),
    FIELD(CallbackFilter, cursor),
    FIELD_WITH(CallbackFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape callback_filter_shape = SHAPE(CallbackFilter, filter_fields);

/* ---- listing ---------------------------------------------------------------- */

static Callback callback_of(Ctx *cx, const Event *event, const CallbackRow *row)
{
    const Json *payload  = NULL;
    JsonError   error    = { 0 };
    Callback    callback = { .id             = event->seq,
                             .received_at_ms = event->received_at_ms,
                             .payload        = event->payload,
                             .state          = row ? row->state : CALLBACK_RECEIVED,
                             .reason         = row ? row->reason : (Str){ 0 },
                             .detail         = row ? row->detail : (Str){ 0 },
                             .attempts       = row ? row->attempts : 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return callback;
    callback.connection_id = json_i64(payload, S("connection_id"), 0);
    callback.event         = json_str(payload, S("event"));
    callback.change_type   = json_str(payload, S("change_type"));
    return callback;
}

static const CallbackRow *row_of(Rows rows, int64_t seq)
{
    for (size_t i = 0; i < rows.count; i++)
        if (ROWS_AT(CallbackRow, rows, i)->event_seq == seq) return ROWS_AT(CallbackRow, rows, i);
    return NULL;
}

/* Events of one page with their rows; with `waiting_only` just those still to be carried out.
 * What has no row waits, but for what was forgotten. */
static Code add_page(Ctx *cx, Rows events, bool waiting_only, Vec *items)
{
    Rows          rows      = { 0 };
    bool          any_swept = false;
    ChannelNumber swept     = { 0 };
    if (events.count == 0) return OK;
    TRY(cx_find(cx, &channel_sql_callback_swept, &swept, &any_swept, ARGS(V(cx->tenant_id))));
    const int64_t newest = ROWS_AT(Event, events, 0)->seq;
    const int64_t oldest = ROWS_AT(Event, events, events.count - 1)->seq;
    TRY(cx_list(cx, &channel_sql_callback_range, &rows,
                ARGS(V(cx->tenant_id), V(oldest), V(newest))));
    for (size_t i = 0; i < events.count; i++) {
        const Event       *event = ROWS_AT(Event, events, i);
        const CallbackRow *row   = row_of(rows, event->seq);
        if (!row && event->seq <= swept.n) continue;
        if (waiting_only && row && row->state != CALLBACK_RECEIVED) continue;
        *VEC_ADD(items, Callback) = callback_of(cx, event, row);
    }
    return OK;
}

static Code list_events(Ctx *cx, const CallbackFilter *filter, Vec *items, Str *next_cursor)
{
    const bool waiting_only = filter->state == CALLBACK_RECEIVED;
    Str        object       = S("");
    if (filter->connection_id != 0)
        object = str_fmt(cx->arena, "connection:%lld", (long long)filter->connection_id);
    Str cursor = filter->cursor;
    /* What waits is new: a few pages show it, however long the history. */
    for (int page = 0; page < (waiting_only ? SCAN_PAGES_MAX : 1); page++) {
        Rows events  = { 0 };
        *next_cursor = (Str){ 0 };
        TRY(event_list(cx, event_word(EV_CALLBACK_RECEIVED), object, cursor, filter->limit, &events,
                       next_cursor));
        TRY(add_page(cx, events, waiting_only, items));
        cursor = *next_cursor;
        if (cursor.len == 0 || (int64_t)items->count >= page_limit(filter->limit)) break;
    }
    return OK;
}

static Code list_of_state(Ctx *cx, const CallbackFilter *filter, Vec *items, Str *next_cursor)
{
    int64_t before = 0;
    Rows    rows   = { 0 };
    TRY(page_keys(cx, filter->cursor, INT64_MAX, &before, 1));
    const int64_t count = page_limit(filter->limit);
    TRY(cx_list(cx, &channel_sql_callback_of_state, &rows,
                ARGS(V(cx->tenant_id), V(word_of(&callback_state_words, (int)filter->state)),
                     V(before), V(filter->connection_id), V(count + 1))));
    if ((int64_t)rows.count > count) {
        rows.count   = (size_t)count;
        *next_cursor = page_cursor(cx->arena, &ROWS_AT(CallbackRow, rows, count - 1)->event_seq, 1);
    }
    for (size_t i = 0; i < rows.count; i++) {
        const CallbackRow *row = ROWS_AT(CallbackRow, rows, i);
        Event              event;
        const Code         code = event_get(cx, row->event_seq, &event);
        if (code == ERR_NOT_FOUND) { /* kept for a shorter time than its row */
            forgive(cx);
            continue;
        }
        TRY(code);
        *VEC_ADD(items, Callback) = callback_of(cx, &event, row);
    }
    return OK;
}

Code channel_callback_list(Ctx *cx, const CallbackFilter *filter, Rows *items, Str *next_cursor)
{
    Vec        found     = vec_of(cx->arena, Callback);
    const bool by_events = filter->state == 0 || filter->state == CALLBACK_RECEIVED;
    TRY((by_events ? list_events : list_of_state)(cx, filter, &found, next_cursor));
    *items = vec_rows(&found);
    return OK;
}

Code channel_callback_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    CallbackOld old = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &channel_sql_callback_old, &old,
               ARGS(V(cx->tenant_id), V(before_ms), V(limit))));
    if (old.n > 0) {
        TRY(cx_run(cx, &channel_sql_callback_forget, removed,
                   ARGS(V(cx->tenant_id), V(old.last), V(before_ms))));
        TRY(cx_run(cx, &channel_sql_callback_swept_to, NULL, ARGS(V(cx->tenant_id), V(old.last))));
    }
    return cx_commit(cx, &txn);
}

/* ---- carrying out ------------------------------------------------------------- */

static Code write_row(Ctx *cx, const Event *event, int64_t connection_id, const Carried *carried,
                      int32_t attempts)
{
    return cx_run(cx, &channel_sql_callback_put, NULL,
                  ARGS(V(cx->tenant_id), V(event->seq), V(connection_id),
                       V(word_of(&callback_state_words, (int)carried->state)),
                       V(str_of(carried->reason)), V(carried->detail), V((int64_t)attempts),
                       V(event->received_at_ms), V(cx->now_ms)));
}

static bool is_passing(const Ctx *cx) { return cx->err.retry || cx->err.code == ERR_UNAVAILABLE; }

/* In a batch that is undone as a whole when one of it fails, and heard again with care then. */
static bool is_in_haste(const Ctx *cx) { return cx->memo != NULL && cx->depth == 1; }

/* In a part of its own: what fails for good is undone, and becomes the state people see. */
static Code carry_out(Ctx *cx, const Event *event, const Json *payload, int32_t attempts,
                      Carried *carried)
{
    if (is_in_haste(cx)) return channel_event_carry_out(cx, event, payload, attempts, carried);
    TXN(part);
    TRY(cx_begin(cx, &part));
    TRY(channel_event_carry_out(cx, event, payload, attempts, carried));
    return cx_commit(cx, &part);
}

static Code announce(Ctx *cx, int64_t seq, int64_t connection_id, CallbackState state)
{
    const Str word = word_of(&callback_state_words, (int)state);
    return event_emit(
        cx, EV_CALLBACK_APPLIED,
        (EventDraft){ .object  = str_fmt(cx->arena, "connection:%lld", (long long)connection_id),
                      .payload = str_fmt(cx->arena, "{\"callback_id\":\"%lld\",\"state\":\"%.*s\"}",
                                         (long long)seq, FMT(word)) });
}

Code channel_callback_apply(Ctx *cx, const Event *event)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    CallbackRow known   = { 0 };
    Carried     carried = { .state = CALLBACK_IGNORED, .reason = "callback.unreadable" };
    bool        found   = false;
    TRY(cx_find(cx, &channel_sql_callback_by_seq, &known, &found,
                ARGS(V(cx->tenant_id), V(event->seq))));
    const int32_t attempts = known.attempts + 1;
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) == OK) {
        const Code code = carry_out(cx, event, payload, attempts, &carried);
        if (code != OK && (is_passing(cx) || is_in_haste(cx))) return code;
        if (code != OK)
            carried = (Carried){ .state  = CALLBACK_FAILED,
                                 .reason = cx->err.reason ? cx->err.reason : "internal",
                                 .detail = cx->err.detail };
        forgive(cx);
    }
    const int64_t connection_id = json_i64(payload, S("connection_id"), 0);
    TRY(write_row(cx, event, connection_id, &carried, attempts));
    /* Only what a person should see at once; success shows in what it caused. */
    if (carried.state != CALLBACK_FAILED) return OK;
    return announce(cx, event->seq, connection_id, CALLBACK_FAILED);
}

/* ---- what ends later ------------------------------------------------------------ */

Code channel_callback_settle(Ctx *cx, const CallbackEnd *end)
{
    return cx_run(cx, &channel_sql_callback_settle, NULL,
                  ARGS(V(cx->tenant_id), V(end->event_seq),
                       V(word_of(&callback_state_words, (int)end->state)), V(end->reason),
                       V(str_prefix_bytes(end->detail, 500)),
                       V(end->object.ptr ? end->object : S("")), V(cx->now_ms)));
}

static Code repair(Ctx *cx, ConnectionId id, Str object)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &channel_sql_callback_failed_of, &rows,
                ARGS(V(cx->tenant_id), V(id.v), V(object))));
    for (size_t i = 0; i < rows.count; i++) {
        const int64_t     seq = ROWS_AT(CallbackRow, rows, i)->event_seq;
        const CallbackEnd end = { .event_seq = seq,
                                  .state     = CALLBACK_APPLIED,
                                  .reason    = S("callback.repaired") };
        TRY(channel_callback_settle(cx, &end));
        TRY(announce(cx, seq, id.v, CALLBACK_APPLIED));
    }
    return OK;
}

Code channel_callback_repair(Ctx *cx, ConnectionId id, Strs objects)
{
    ChannelNumber failed = { 0 };
    if (objects.count == 0) return OK;
    /* Nearly always there are none: one look for a whole page of contacts. */
    TRY(cx_one(cx, &channel_sql_callback_failed, &failed, ARGS(V(cx->tenant_id), V(id.v))));
    for (size_t i = 0; failed.n > 0 && i < objects.count; i++) TRY(repair(cx, id, objects.at[i]));
    return OK;
}

Code channel_callback_replay(Ctx *cx, int64_t id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Event event;
    TRY(event_get(cx, id, &event));
    REQUIRE(cx, str_equal(event.type, event_word(EV_CALLBACK_RECEIVED)), ERR_NOT_FOUND,
            "callback.not_found");
    TRY(channel_callback_apply(cx, &event));
    return cx_commit(cx, &txn);
}
