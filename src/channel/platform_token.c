/* platform_token.c -- tokens in a table: one read finds a fresh one, a claim lets one caller
 * of all processes fetch. */
#include "channel/platform_token.h"

#include "channel/channel_sql.h"
#include "sys/sys.h"

#include <string.h>

enum {
    FRESH_MS  = 5 * MS_PER_MINUTE,  /* fetched again this long before it ends             */
    USABLE_MS = 20 * MS_PER_SECOND, /* still good enough while another caller fetches     */
    CLAIM_MS  = 15 * MS_PER_SECOND, /* longer than a call may take                        */
    WAIT_MS   = 25,
    WAITS_MAX = 400,
};

static Code read_row(Ctx *cx, const Connection *connection, const char *kind, PlatformToken *row)
{
    bool found = false;
    TRY(cx_find(cx, &channel_sql_token_by_kind, row, &found,
                ARGS(V(connection->tenant_id), V(connection->id), V(str_of(kind)))));
    if (found) return OK;
    *row = (PlatformToken){ .tenant_id     = connection->tenant_id,
                            .connection_id = connection->id,
                            .kind          = str_of(kind) };
    return cx_insert_all(cx, &channel_sql_token, (Rows){ row, 1 }, true, NULL);
}

static Code open_row(Ctx *cx, const PlatformToken *row, Str *token)
{
    return secret_open(cx, S("wecom.token"), row->sealed, token);
}

static Code claim(Ctx *cx, const Connection *connection, const char *kind, int64_t now_ms,
                  bool *mine)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &channel_sql_token_claim, &changed,
               ARGS(V(connection->tenant_id), V(connection->id), V(str_of(kind)), V(now_ms),
                    V(now_ms + CLAIM_MS))));
    *mine = changed == 1;
    return OK;
}

/* ---- fetching --------------------------------------------------------------- */

/* The token the platform refused, where that is why another one is asked for. */
static Code refused_token(Ctx *cx, const Connection *connection, const char *kind, Str *token)
{
    PlatformToken row = { 0 };
    *token            = (Str){ 0 };
    TRY(read_row(cx, connection, kind, &row));
    if (row.expires_at_ms != 0 || row.sealed.len == 0) return OK;
    return open_row(cx, &row, token);
}

static Code fetch_access_token(Ctx *cx, const Connection *connection, const char *kind,
                               PlatformAnswer *answer, Str *token)
{
    const bool is_contact = strcmp(kind, "contact") == 0;
    const Str  sealed =
        is_contact ? connection->contact_secret_sealed : connection->app_secret_sealed;
    TokenAsk ask     = { .kind     = connection->kind,
                         .base_url = connection->base_url,
                         .account  = connection->corp_id };
    Str      refused = { 0 };
    TRY(secret_open(cx, S("connection.secret"), sealed, &ask.secret));
    TRY(refused_token(cx, connection, kind, &refused));
    platform_api_fetch_token(cx, &ask, answer);
    /* 公众号 gives the same token again while it believes in it: then a new one is forced. */
    if (channel_is_oa(connection->kind) && answer->class == PLATFORM_OK && refused.len > 0 &&
        str_equal(refused, json_str(answer->json, S("access_token")))) {
        ask.is_forced = true;
        platform_api_fetch_token(cx, &ask, answer);
    }
    if (answer->class == PLATFORM_OK) *token = json_str(answer->json, S("access_token"));
    return OK;
}

static Code fetch_ticket(Ctx *cx, const Connection *connection, const char *kind,
                         PlatformAnswer *answer, Str *token)
{
    const bool is_agent = strcmp(kind, "agent_ticket") == 0;
    const Str  path =
        is_agent ? S("/cgi-bin/ticket/get?type=agent_config") : S("/cgi-bin/get_jsapi_ticket");
    TRY(platform_api_call(cx, connection, &(PlatformCall){ .app = WECOM_APP, .path = path },
                          answer));
    if (answer->class == PLATFORM_OK) *token = json_str(answer->json, S("ticket"));
    return OK;
}

static Code store(Ctx *cx, const Connection *connection, const char *kind, Str token,
                  int64_t expires_at_ms)
{
    return cx_run(cx, &channel_sql_token_store, NULL,
                  ARGS(V(connection->tenant_id), V(connection->id), V(str_of(kind)),
                       V(secret_seal(cx, S("wecom.token"), token)), V(expires_at_ms)));
}

static Code fetch(Ctx *cx, const Connection *connection, const char *kind, PlatformAnswer *answer,
                  Str *token)
{
    const bool    is_ticket = strstr(kind, "ticket") != NULL;
    const int64_t asked_ms  = cx->services->clock();
    TRY((is_ticket ? fetch_ticket : fetch_access_token)(cx, connection, kind, answer, token));
    if (token->len == 0)
        return cx_run(cx, &channel_sql_token_release, NULL,
                      ARGS(V(connection->tenant_id), V(connection->id), V(str_of(kind))));
    const int64_t life_s = json_i64(answer->json, S("expires_in"), 7200);
    return store(cx, connection, kind, *token, asked_ms + life_s * MS_PER_SECOND);
}

/* ---- getting ------------------------------------------------------------------ */

Code platform_token_get(Ctx *cx, const Connection *connection, const char *kind, Str *token,
                        PlatformAnswer *answer)
{
    ASSERT(connection->tenant_id == cx->tenant_id);
    for (int waited = 0; waited < WAITS_MAX; waited++) {
        const int64_t now_ms = cx->services->clock();
        PlatformToken row    = { 0 };
        bool          mine   = false;
        TRY(read_row(cx, connection, kind, &row));
        if (row.expires_at_ms > now_ms + FRESH_MS) return open_row(cx, &row, token);
        TRY(claim(cx, connection, kind, now_ms, &mine));
        if (mine) return fetch(cx, connection, kind, answer, token);
        if (row.expires_at_ms > now_ms + USABLE_MS) return open_row(cx, &row, token);
        clock_sleep_ms(WAIT_MS);
    }
    return fetch(cx, connection, kind, answer, token); /* whoever claimed it is gone */
}

Code platform_token_drop(Ctx *cx, const Connection *connection, const char *kind, Str token)
{
    PlatformToken row  = { 0 };
    Str           kept = { 0 };
    TRY(read_row(cx, connection, kind, &row));
    if (row.sealed.len == 0) return OK;
    TRY(open_row(cx, &row, &kept));
    if (!str_equal(kept, token)) return OK;
    return cx_run(
        cx, &channel_sql_token_drop, NULL,
        ARGS(V(connection->tenant_id), V(connection->id), V(str_of(kind)), V(row.sealed)));
}
