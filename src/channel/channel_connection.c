/* channel_connection.c -- connections to platforms: made, changed, found. */
#include "channel/channel_connection.h"

#include "channel/channel_sql.h"
#include "http/client.h"

enum { TOKEN_CHARS = 32, AES_KEY_CHARS = 43 };

Str channel_connection_own_url(ConnectionKind kind)
{
    return channel_is_oa(kind) ? S("https://api.weixin.qq.com") : S("https://qyapi.weixin.qq.com");
}

/* ---- reading -------------------------------------------------------------- */

Code channel_connection_get(Ctx *cx, ConnectionId id, Connection *out)
{
    bool              found = false;
    const Str         key   = str_fmt(cx->arena, "connection %lld", (long long)id.v);
    const Connection *known = memo_find(cx, key);
    if (known) {
        *out = *known;
        return OK;
    }
    TRY(cx_find(cx, &channel_sql_connection_by_id, out, &found, ARGS(V(cx->tenant_id), V(id.v))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "connection.not_found");
    ASSERT(out->tenant_id == cx->tenant_id);
    memo_keep(cx, key, channel_sql_connection_by_id.out, out);
    return OK;
}

Code channel_connection_list(Ctx *cx, Rows *connections)
{
    return cx_list(cx, &channel_sql_connections, connections, ARGS(V(cx->tenant_id)));
}

Code channel_connection_default(Ctx *cx, Connection *out)
{
    bool found = false;
    TRY(cx_find(cx, &channel_sql_connection_default, out, &found, ARGS(V(cx->tenant_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "connection.none");
    return OK;
}

Code channel_connection_describe(Ctx *cx, Connection *connection, bool with_keys)
{
    ChannelNumber oldest = { 0 };
    TRY(org_staff_count(cx, connection->id, &connection->staff_count));
    TRY(cx_one(cx, &channel_sql_callback_oldest, &oldest,
               ARGS(V(cx->tenant_id), V(connection->id))));
    connection->lag_ms = oldest.n > 0 && oldest.n < cx->now_ms ? cx->now_ms - oldest.n : 0;
    const bool is_oa   = channel_is_oa(connection->kind);
    connection->callback_url =
        str_fmt(cx->arena, is_oa ? "%.*s/callback/oa/%.*s" : "%.*s/callback/wecom/%.*s/contact",
                FMT(cx->services->public_url), FMT(connection->corp_id));
    if (!with_keys) return OK;
    return channel_connection_callback_keys(cx, connection, &connection->callback_token,
                                            &connection->callback_aes_key);
}

Code channel_connection_callback_keys(Ctx *cx, const Connection *connection, Str *token,
                                      Str *aes_key)
{
    TRY(secret_open(cx, S("connection.secret"), connection->token_sealed, token));
    return secret_open(cx, S("connection.secret"), connection->aes_key_sealed, aes_key);
}

/* ---- rules ------------------------------------------------------------------ */

static Str without_slash(Str url)
{
    url = str_trim(url);
    while (str_ends(url, S("/"))) url.len--;
    return url;
}

static Code take_url(Ctx *cx, Str given, Str otherwise, const char *field, Str *out)
{
    Url parsed;
    *out = without_slash(given);
    if (out->len == 0) {
        *out = otherwise;
        return OK;
    }
    /* A question mark or hash would make what we put behind it say something else. */
    if (url_parse(*out, &parsed) != OK || parsed.query.ptr || parsed.fragment.ptr)
        return fail_field(cx, "connection.bad_url", str_of(field), "http:// | https://");
    return OK;
}

Code channel_connection_check_base(Ctx *cx, Str url)
{
    const HttpClient *client = cx->services->client;
    if (client != NULL && !http_client_allows(client, cx->arena, url))
        return fail_field(cx, "connection.private_url", S("base_url"), "https://");
    return OK;
}

/* Letters and digits only: the platform's form takes nothing else. */
static Str plain_token(Ctx *cx, size_t chars)
{
    char *text = arena_make(cx->arena, char, chars + 1);
    for (size_t at = 0; at < chars;) {
        const Str random = cx_token(cx, 64);
        for (size_t i = 0; i < random.len && at < chars; i++)
            if (random.ptr[i] != '-' && random.ptr[i] != '_') text[at++] = random.ptr[i];
    }
    return (Str){ text, chars };
}

static Str sealed_or_absent(Ctx *cx, Str secret)
{
    const Str text = str_trim(secret);
    return text.len > 0 ? secret_seal(cx, S("connection.secret"), text) : (Str){ 0 };
}

static Code emit_changed(Ctx *cx, int64_t id)
{
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)id);
    return event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object });
}

static Code check_corp_free(Ctx *cx, Str corp_id)
{
    Connection known = { 0 };
    bool       found = false;
    TRY(cx_find(cx, &channel_sql_connection_by_corp, &known, &found, ARGS(V(corp_id))));
    REQUIRE(cx, !found, ERR_CONFLICT, "connection.corp_taken");
    return OK;
}

/* The keys of the callback as the platform's form takes them. */
static Code check_keys(Ctx *cx, const ConnectionDraft *draft)
{
    enum { TOKEN_MIN = 3 };
    const Str   token = str_trim(draft->token), aes_key = str_trim(draft->aes_key);
    WxKey       key;
    const char *why = NULL;
    if (token.len > 0 && token.len < TOKEN_MIN)
        return fail_field(cx, "connection.bad_token", S("token"), "A-Za-z0-9");
    for (size_t i = 0; i < token.len; i++) {
        const char c = token.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
            return fail_field(cx, "connection.bad_token", S("token"), "A-Za-z0-9");
    }
    if (aes_key.len > 0 && (aes_key.len != AES_KEY_CHARS || wx_key(aes_key, &key, &why) != OK))
        return fail_field(cx, "connection.bad_aes_key", S("aes_key"), "A-Za-z0-9, 43");
    return OK;
}

static Str given_or_made(Ctx *cx, Str given, size_t chars)
{
    return sealed_or_absent(cx, str_trim(given).len > 0 ? given : plain_token(cx, chars));
}

/* ---- changing ----------------------------------------------------------------- */

Code channel_connection_create(Ctx *cx, const ConnectionDraft *draft, Connection *out)
{
    const Str corp_id = str_trim(draft->corp_id);
    REQUIRE(cx, corp_id.len > 0, ERR_INVALID, "connection.corp_missing");
    REQUIRE(cx, str_trim(draft->app_secret).len > 0, ERR_INVALID, "connection.secret_missing");
    TRY(check_keys(cx, draft));
    const ConnectionKind kind = draft->kind ? draft->kind : CONNECTION_WECOM;
    Connection           made = {
                  .id                    = cx_new_id(cx),
                  .tenant_id             = cx->tenant_id,
                  .kind                  = kind,
                  .name                  = draft->name.len > 0 ? str_trim(draft->name) : corp_id,
                  .corp_id               = corp_id,
                  .agent_id              = draft->agent_id,
                  .state                 = CONNECTION_ACTIVE,
                  .health                = HEALTH_UNKNOWN,
                  .has_app_secret        = true,
                  .has_contact_secret    = str_trim(draft->contact_secret).len > 0,
                  .app_secret_sealed     = sealed_or_absent(cx, draft->app_secret),
                  .contact_secret_sealed = sealed_or_absent(cx, draft->contact_secret),
                  .token_sealed          = given_or_made(cx, draft->token, TOKEN_CHARS),
                  .aes_key_sealed        = given_or_made(cx, draft->aes_key, AES_KEY_CHARS),
                  .created_at_ms         = cx->now_ms,
                  .revision              = 1,
    };
    TRY(take_url(cx, draft->base_url, channel_connection_own_url(kind), "base_url",
                 &made.base_url));
    TRY(channel_connection_check_base(cx, made.base_url));
    TRY(take_url(cx, draft->login_url, (Str){ 0 }, "login_url", &made.login_url));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(check_corp_free(cx, corp_id));
    TRY(cx_insert(cx, &channel_sql_connection, &made));
    TRY(emit_changed(cx, made.id));
    TRY(channel_connection_describe(cx, &made, true));
    TRY(cx_commit(cx, &txn));
    *out = made;
    return OK;
}

/* The kept secrets were given for that address: nobody who does not know them may have them
 * sent to another. */
static Code take_base_url(Ctx *cx, const ConnectionDraft *draft, Connection *connection)
{
    Str url = { 0 };
    TRY(take_url(cx, draft->base_url, channel_connection_own_url(connection->kind), "base_url",
                 &url));
    const bool is_same = str_equal(url, connection->base_url);
    if (!is_same) TRY(channel_connection_check_base(cx, url));
    if (!is_same && str_trim(draft->app_secret).len == 0)
        return fail_field(cx, "connection.secret_missing", S("app_secret"), NULL);
    if (!is_same && connection->has_contact_secret && !draft->contact_secret.ptr)
        return fail_field(cx, "connection.secret_missing", S("contact_secret"), NULL);
    connection->base_url = url;
    return OK;
}

/* Other keys: the platform has to check our address anew. */
static Code take_keys(Ctx *cx, const ConnectionDraft *draft, Connection *connection)
{
    TRY(check_keys(cx, draft));
    const bool has_token = str_trim(draft->token).len > 0,
               has_key   = str_trim(draft->aes_key).len > 0;
    if (has_token) connection->token_sealed = sealed_or_absent(cx, draft->token);
    if (has_key) connection->aes_key_sealed = sealed_or_absent(cx, draft->aes_key);
    if (has_token || has_key) connection->callback_verified_at_ms = 0;
    return OK;
}

static Code apply(Ctx *cx, const ConnectionDraft *draft, Connection *connection)
{
    const Str corp_id = str_trim(draft->corp_id);
    /* Another corp's contacts and staff are other people: that is another connection. */
    REQUIRE(cx, corp_id.len == 0 || str_equal(corp_id, connection->corp_id), ERR_CONFLICT,
            "connection.corp_fixed");
    REQUIRE(cx, !draft->kind || draft->kind == connection->kind, ERR_CONFLICT,
            "connection.corp_fixed");
    TRY(take_keys(cx, draft, connection));
    REQUIRE(cx, draft->state != CONNECTION_FAILED, ERR_INVALID, "connection.bad_state");
    if (draft->name.len > 0) connection->name = str_trim(draft->name);
    if (draft->agent_id > 0) connection->agent_id = draft->agent_id;
    if (draft->state) connection->state = draft->state;
    if (draft->base_url.ptr) TRY(take_base_url(cx, draft, connection));
    if (draft->login_url.ptr)
        TRY(take_url(cx, draft->login_url, (Str){ 0 }, "login_url", &connection->login_url));
    if (str_trim(draft->app_secret).len > 0)
        connection->app_secret_sealed = sealed_or_absent(cx, draft->app_secret);
    if (draft->contact_secret.ptr) {
        connection->contact_secret_sealed = sealed_or_absent(cx, draft->contact_secret);
        connection->has_contact_secret    = connection->contact_secret_sealed.len > 0;
    }
    return OK;
}

Code channel_connection_update(Ctx *cx, ConnectionId id, int64_t revision,
                               const ConnectionDraft *draft, Connection *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Connection c;
    TRY(channel_connection_get(cx, id, &c));
    TRY(apply(cx, draft, &c));
    int64_t changed = 0;
    TRY(cx_run(cx, &channel_sql_connection_update, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(c.name), V(c.agent_id), V(c.base_url),
                    V(c.login_url), V(word_of(&connection_state_words, (int)c.state)),
                    V(c.app_secret_sealed), V(c.contact_secret_sealed), V(c.has_contact_secret),
                    V(c.token_sealed), V(c.aes_key_sealed), V(c.callback_verified_at_ms))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "connection.changed_meanwhile");
    /* Tokens belong to the old secrets. */
    TRY(cx_run(cx, &channel_sql_tokens_delete, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    TRY(emit_changed(cx, id.v));
    TRY(channel_connection_get(cx, id, out));
    TRY(channel_connection_describe(cx, out, true));
    return cx_commit(cx, &txn);
}

Code channel_connection_delete(Ctx *cx, ConnectionId id, int64_t revision)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    int64_t changed = 0;
    TRY(cx_run(cx, &channel_sql_connection_delete, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "connection.changed_meanwhile");
    TRY(cx_run(cx, &channel_sql_tokens_delete, NULL, ARGS(V(cx->tenant_id), V(id.v))));
    TRY(emit_changed(cx, id.v));
    return cx_commit(cx, &txn);
}
