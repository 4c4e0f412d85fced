/* org_authenticate.c -- who a request is: one indexed read of a session or a key. */
#include "org/org_http.h"
#include "org/org_role.h"
#include "org/org_security.h"
#include "org/org_sql.h"

enum { SEEN_EVERY_MS = 5 * MS_PER_MINUTE };

static void identify(Ctx *cx, const Grant *grant, Identity *out)
{
    const Rights rights = org_role_rights(cx->arena, grant);
    Identity     who    = { .tenant_id   = grant->tenant_id,
                            .user_id     = grant->user_id,
                            .scope_id    = rights.scope_id,
                            .permissions = rights.permissions,
                            .masks       = rights.masks };
    who.is_viewing      = grant->view_id != 0;
    if (!zone_of(grant->zone, &who.zone)) who.zone = (Zone){ 0 };
    *out = who;
}

/* Noting when it was seen must not stop a request that is allowed. */
static void note_seen(Ctx *cx, Code code)
{
    if (code != OK) forgive(cx);
}

static Code by_session(Ctx *cx, const HttpRequest *request, Str token, Identity *out)
{
    const Str hash  = token_hash(cx->arena, token);
    Grant     grant = { 0 };
    bool      found = false;
    TRY(cx_find(cx, &org_sql_session_grant, &grant, &found, ARGS(V(hash), V(cx->now_ms))));
    if (!found) return OK;
    TRY(org_security_admit(cx, grant.address_json, request->address));
    identify(cx, &grant, out);
    /* What he sees is the other's; what he does, if anything, is his own. */
    out->owner_id = grant.user_id;
    if (grant.as_user_id != 0 && request->method == GET) out->user_id = grant.as_user_id;
    out->by_cookie = true;
    out->actor     = str_fmt(cx->arena, "user:%lld", (long long)grant.user_id);
    if (cx->now_ms - grant.last_seen_at_ms < SEEN_EVERY_MS) return OK;
    const int64_t until = cx->now_ms + (int64_t)SESSION_DAYS * MS_PER_DAY;
    note_seen(cx, cx_run(cx, &org_sql_session_seen, NULL,
                         ARGS(V(grant.tenant_id), V(hash), V(cx->now_ms), V(until))));
    return OK;
}

static Code by_key(Ctx *cx, const HttpRequest *request, Str key, Identity *out)
{
    Grant grant = { 0 };
    bool  found = false;
    TRY(cx_find(cx, &org_sql_key_grant, &grant, &found,
                ARGS(V(token_hash(cx->arena, key)), V(cx->now_ms))));
    if (!found) return OK;
    TRY(org_security_admit(cx, grant.address_json, request->address));
    TRY(org_security_admit(cx, grant.key_address_json, request->address));
    identify(cx, &grant, out);
    /* A key made on the command line has no user; it still is somebody. */
    if (out->user_id == 0) out->user_id = grant.key_id;
    out->actor = str_fmt(cx->arena, "api_key:%lld", (long long)grant.key_id);
    if (cx->now_ms - grant.last_seen_at_ms < SEEN_EVERY_MS) return OK;
    note_seen(cx, cx_run(cx, &org_sql_key_used, NULL,
                         ARGS(V(grant.tenant_id), V(grant.key_id), V(cx->now_ms))));
    return OK;
}

Code org_authenticate(Ctx *cx, const HttpRequest *request, Identity *out)
{
    const Str bearer = S("Bearer "), header = http_header(request, S("Authorization"));
    if (header.len > bearer.len && str_equal_nocase(str_slice(header, 0, bearer.len), bearer))
        return by_key(cx, request, str_trim(str_slice(header, bearer.len, header.len)), out);
    const Str token = http_cookie(request, S("weft_session"));
    return token.len > 0 ? by_session(cx, request, token, out) : OK;
}
