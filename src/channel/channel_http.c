/* channel_http.c -- the routes of channel: connections, callbacks, effects, sign-in, the door. */
#include "channel/channel_http.h"

#include "channel/channel_callback.h"
#include "channel/channel_check.h"
#include "channel/channel_connection.h"
#include "channel/channel_door.h"
#include "channel/wecom_login.h"
#include "channel/wecom_sync.h"

typedef struct Page { Rows items; Str next_cursor; } Page;
typedef struct SyncDraft { SyncWhat what; } SyncDraft;
typedef struct JsQuery { Str url; } JsQuery;
typedef struct OptionQuery { Str tenant; } OptionQuery;
typedef struct EffectQuery { EffectState state; Str object, cursor; int64_t limit; } EffectQuery;
typedef struct EffectRow {
    int64_t     id;
    Str         kind, object;
    EffectState state;
    int32_t     attempts;
    int64_t     next_at_ms, deadline_ms;
    Str         reason, detail;
    int64_t     created_at_ms, settled_at_ms;
} EffectRow;

// clang-format off
#define PAGE_SHAPE(stem, of_shape, Name)                                               \
    static const Field stem##_page_fields[] = {                                        \
        FIELD_LIST(Page, items, of_shape, .flags = 0), FIELD(Page, next_cursor),       \
    };                                                                                 \
    static const Shape stem##_page_shape = { .name = Name, .fields = stem##_page_fields, \
        .count = COUNT(stem##_page_fields), .size = sizeof(Page) }

static const Field sync_draft_fields[] = { FIELD_ENUM(SyncDraft, what, wecom_sync_words) };
static const Shape sync_draft_shape = SHAPE(SyncDraft, sync_draft_fields);
static const Field js_query_fields[] = { FIELD_WITH(JsQuery, url, .flags = REQUIRED, .min = 1, .max = 2000) };
static const Shape js_query_shape = SHAPE(JsQuery, js_query_fields);
static const Field option_query_fields[] = { FIELD_WITH(OptionQuery, tenant, .min = 0, .max = 40) };
static const Shape option_query_shape = SHAPE(OptionQuery, option_query_fields);
static const Field effect_query_fields[] = {
    FIELD_ENUM(EffectQuery, state, effect_state_words), FIELD_WITH(EffectQuery, object, .min = 0, .max = 200),
    FIELD(EffectQuery, cursor), FIELD_WITH(EffectQuery, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
static const Shape effect_query_shape = SHAPE(EffectQuery, effect_query_fields);
static const Field effect_row_fields[] = {
    FIELD_ID  (EffectRow, id,            .flags = 0),
    FIELD     (EffectRow, kind),
    FIELD     (EffectRow, object),
    FIELD_ENUM(EffectRow, state,         effect_state_words),
    FIELD     (EffectRow, attempts),
    FIELD_TIME(EffectRow, next_at_ms,    .flags = 0),
    FIELD_TIME(EffectRow, deadline_ms,   .flags = 0),
    FIELD     (EffectRow, reason),
    FIELD     (EffectRow, detail),
    FIELD_TIME(EffectRow, created_at_ms, .flags = 0),
    FIELD_TIME(EffectRow, settled_at_ms, .flags = 0),
};
static const Shape effect_row_shape = SHAPE(EffectRow, effect_row_fields);
static const Field counts_fields[] = {
    FIELD(OutboxCounts, pending), FIELD(OutboxCounts, sending), FIELD(OutboxCounts, dead),
    FIELD_TIME(OutboxCounts, oldest_pending_at_ms, .flags = 0),
};
static const Shape effect_counts_shape = { .name = "EffectCounts", .fields = counts_fields,
    .count = COUNT(counts_fields), .size = sizeof(OutboxCounts) };

PAGE_SHAPE(connection, connection_shape, "ConnectionPage");
PAGE_SHAPE(callback, callback_shape, "CallbackPage");
PAGE_SHAPE(effect, effect_row_shape, "EffectPage");
PAGE_SHAPE(option, sign_in_option_shape, "SignInOptionPage");
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

/* ---- connections ------------------------------------------------------------- */

static Code list_connections(Call *call)
{
    Page *page = call->out;
    TRY(channel_connection_list(call->cx, &page->items));
    for (size_t i = 0; i < page->items.count; i++)
        TRY(channel_connection_describe(call->cx, ROWS_AT(Connection, page->items, i), false));
    return OK;
}

static Code get_connection(Call *call)
{
    TRY(channel_connection_get(call->cx, (ConnectionId){ call->id }, call->out));
    return channel_connection_describe(call->cx, call->out, cx_may(call->cx, PERM_CONNECTION_WRITE));
}

static Code create_connection(Call *call)
{
    TRY(channel_connection_create(call->cx, call->in, call->out));
    note(call, "connection", ((const Connection *)call->out)->id);
    return OK;
}

static Code update_connection(Call *call)
{
    note(call, "connection", call->id);
    return channel_connection_update(call->cx, (ConnectionId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_connection(Call *call)
{
    note(call, "connection", call->id);
    return channel_connection_delete(call->cx, (ConnectionId){ call->id }, call->if_match);
}

static Code check_draft(Call *call) { return channel_check_run(call->cx, call->in, false, call->out); }

static Code check_connection(Call *call)
{
    note(call, "connection", call->id);
    return channel_check_connection(call->cx, (ConnectionId){ call->id }, call->out);
}

static Code start_sync(Call *call)
{
    const SyncDraft *draft = call->in;
    note(call, "connection", call->id);
    return wecom_sync_start(call->cx, (ConnectionId){ call->id }, draft->what ? draft->what : SYNC_ALL,
                            call->out);
}

static Code get_js_ticket(Call *call)
{
    return wecom_login_js_ticket(call->cx, (ConnectionId){ call->id }, ((const JsQuery *)call->query)->url,
                                 call->out);
}

/* ---- callbacks and effects ------------------------------------------------------ */

static Code list_callbacks(Call *call)
{
    Page *page = call->out;
    return channel_callback_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code replay_callback(Call *call)
{
    note(call, "callback", call->id);
    return channel_callback_replay(call->cx, call->id);
}

static Code list_effects(Call *call)
{
    const EffectQuery *query   = call->query;
    Page              *page    = call->out;
    Rows               effects = { 0 };
    TRY(outbox_list(call->cx, query->state, query->object.ptr ? query->object : S(""), query->cursor,
                    query->limit, &effects, &page->next_cursor));
    EffectRow *rows = arena_make(call->cx->arena, EffectRow, effects.count);
    for (size_t i = 0; i < effects.count; i++) {
        const Effect *e = ROWS_AT(Effect, effects, i);
        rows[i] = (EffectRow){ e->id,          e->kind,   e->object, e->state,         e->attempts,     e->next_at_ms,
                               e->deadline_ms, e->reason, e->detail, e->created_at_ms, e->settled_at_ms };
    }
    page->items = (Rows){ rows, effects.count };
    return OK;
}

static Code replay_effect(Call *call)
{
    note(call, "effect", call->id);
    return outbox_replay(call->cx, call->id);
}

static Code discard_effect(Call *call)
{
    note(call, "effect", call->id);
    return outbox_discard(call->cx, call->id);
}

static Code count_effects(Call *call) { return outbox_counts(call->cx, call->out); }

/* ---- signing in --------------------------------------------------------------------- */

static Code list_options(Call *call)
{
    const OptionQuery *query = call->query;
    return wecom_login_options(call->cx, query->tenant, &((Page *)call->out)->items);
}

static void redirect(Call *call, Str location)
{
    call->reply->status = 302;
    call->reply->type   = S("text/plain");
    http_reply_header(call->reply, S("Location"), location);
    http_reply_header(call->reply, S("Cache-Control"), S("no-store"));
}

static Code start_sign_in(Call *call)
{
    const Pairs query     = query_parse(call->cx->arena, call->request->query, 16);
    const bool  in_client = str_find(http_header(call->request, S("User-Agent")), S("wxwork")) >= 0;
    Str         url = { 0 }, cookie = { 0 };
    TRY(wecom_login_start(call->cx, (ConnectionId){ call->id }, pairs_find(query, S("return_to")), in_client,
                          &url, &cookie));
    redirect(call, url);
    http_reply_header(call->reply, S("Set-Cookie"), cookie);
    return OK;
}

static Code finish_sign_in(Call *call)
{
    const Pairs       query = query_parse(call->cx->arena, call->request->query, 16);
    const LoginReturn back  = { .code       = pairs_find(query, S("code")),
                                .state      = pairs_find(query, S("state")),
                                .cookie     = http_cookie(call->request, S("weft_sign_in")),
                                .user_agent = http_header(call->request, S("User-Agent")),
                                .address    = call->request->address };
    Str               location = { 0 }, session = { 0 };
    TRY(wecom_login_finish(call->cx, &back, &location, &session));
    redirect(call, location);
    http_reply_header(call->reply, S("Set-Cookie"), wecom_login_cookie_gone(call->cx));
    if (session.len > 0) http_reply_header(call->reply, S("Set-Cookie"), session);
    return OK;
}

/* ---- the door ---------------------------------------------------------------------------- */

static Delivery delivery_of(const Call *call)
{
    const Pairs query = query_parse(call->cx->arena, call->request->query, 16);
    return (Delivery){ .signature = pairs_find(query, S("msg_signature")),
                            .timestamp = pairs_find(query, S("timestamp")),
                            .nonce     = pairs_find(query, S("nonce")),
                            .echostr   = pairs_find(query, S("echostr")),
                            .body      = call->request->body };
}

static Code verify_door(Call *call)
{
    const Delivery delivery = delivery_of(call);
    call->reply->type            = S("text/plain");
    return channel_door_verify(call->cx, call->arg[0], &delivery, &call->reply->body);
}

static Code receive_callback(Call *call)
{
    const Delivery delivery = delivery_of(call);
    TRY(channel_door_receive(call->cx, call->arg[0], call->arg[1], &delivery));
    call->reply->type = S("text/plain");
    call->reply->body = S("");
    return OK;
}

/* ---- the table ------------------------------------------------------------------------------ */

// clang-format off
#define CHANGE (AUDITED | IDEMPOTENT)
static const Route routes[] = {
    { GET,     "/api/connections",                PERM_CONNECTION_READ,  list_connections,  NULL, NULL, &connection_page_shape, 0, "List connections" },
    { POST,    "/api/connections/check",          PERM_CONNECTION_WRITE, check_draft,       NULL, &connection_draft_shape, &check_result_shape, AUDITED | OUTSIDE, "Try credentials without storing them" },
    { POST,    "/api/connections",                PERM_CONNECTION_WRITE, create_connection, NULL, &connection_draft_shape, &connection_shape, AUDITED | CREATED, "Connect a WeCom corp" },
    { GET,     "/api/connections/{id}",           PERM_CONNECTION_READ,  get_connection,    NULL, NULL, &connection_shape, 0, "Read one connection" },
    { PUT,     "/api/connections/{id}",           PERM_CONNECTION_WRITE, update_connection, NULL, &connection_draft_shape, &connection_shape, AUDITED | IF_MATCH, "Change a connection; absent secrets stay" },
    { DELETE_, "/api/connections/{id}",           PERM_CONNECTION_WRITE, delete_connection, NULL, NULL, NULL, AUDITED | NO_BODY | IF_MATCH, "Disconnect; customers and staff stay" },
    { POST,    "/api/connections/{id}/check",     PERM_CONNECTION_WRITE, check_connection,  NULL, NULL, &check_result_shape, AUDITED | OUTSIDE, "Check a connection with the platform" },
    { POST,    "/api/connections/{id}/sync",      PERM_CONNECTION_WRITE, start_sync,        NULL, &sync_draft_shape, &job_shape, CHANGE | ACCEPTED, "Bring staff, tags and contacts here" },
    { GET,     "/api/connections/{id}/js-ticket", PERM_SIGNED_IN,        get_js_ticket,     &js_query_shape, NULL, &js_ticket_shape, 0, "Signatures for the JS-SDK of the side bar" },
    { GET,     "/api/callbacks",                  PERM_CONNECTION_READ,  list_callbacks,    &callback_filter_shape, NULL, &callback_page_shape, 0, "What the platform told us, and what became of it" },
    { POST,    "/api/callbacks/{id}/replay",      PERM_CONNECTION_WRITE, replay_callback,   NULL, NULL, NULL, AUDITED | NO_BODY, "Carry a callback out once more" },
    { GET,     "/api/effects",                    PERM_CONNECTION_READ,  list_effects,      &effect_query_shape, NULL, &effect_page_shape, 0, "What we tell platforms, and how it went" },
    { GET,     "/api/effects/counts",             PERM_CONNECTION_READ,  count_effects,     NULL, NULL, &effect_counts_shape, 0, "How many effects wait, and how many are dead" },
    { POST,    "/api/effects/{id}/replay",        PERM_CONNECTION_WRITE, replay_effect,     NULL, NULL, NULL, AUDITED | NO_BODY, "Send a dead effect again" },
    { POST,    "/api/effects/{id}/discard",       PERM_CONNECTION_WRITE, discard_effect,    NULL, NULL, NULL, AUDITED | NO_BODY, "Give an effect up" },
    { GET,     "/api/sign-in-options",            PERM_PUBLIC,           list_options,      &option_query_shape, NULL, &option_page_shape, 0, "Ways to sign in to a brand (its code; absent: the first) beside name and password" },
    { GET,     "/api/sign-in/wecom/{id}",         PERM_PUBLIC,           start_sign_in,     NULL, NULL, NULL, RAW, "Go to WeCom to sign in" },
    { GET,     "/api/sign-in/wecom-callback",     PERM_PUBLIC,           finish_sign_in,    NULL, NULL, NULL, RAW, "Back from WeCom" },
    { GET,     "/callback/wecom/{corp_id}/{app}", PERM_PUBLIC,           verify_door,       NULL, NULL, NULL, RAW, "The platform checks our address" },
    { POST,    "/callback/wecom/{corp_id}/{app}", PERM_PUBLIC,           receive_callback,  NULL, NULL, NULL, RAW, "The platform tells us something" },
};
// clang-format on
const RouteList channel_routes = ROUTE_LIST("channel", routes);
