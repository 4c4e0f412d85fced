/* org_session.c -- signing in with name and password, sessions, and the throttle. */
#include "org/org_guess.h"
#include "org/org_role.h"
#include "org/org_security.h"
#include "org/org_sql.h"
#include "org/org_totp.h"
#include "wire/shape_json.h"
#include "wire/text_codec.h"

enum { TOKEN_CHARS = 43, SESSION_MS = SESSION_DAYS * MS_PER_DAY, PURGE_ONE_IN = 50 };

/* ---- cookies -------------------------------------------------------------- */

static Str cookie_of(Ctx *cx, Str token, int64_t max_age_s)
{
    const bool secure = str_starts(cx->services->public_url, S("https://"));
    return str_fmt(cx->arena, "weft_session=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                   FMT(token), (long long)max_age_s, secure ? "; Secure" : "");
}

Str org_session_cookie_gone(Ctx *cx) { return cookie_of(cx, S(""), 0); }

/* ---- sessions --------------------------------------------------------------- */

static Code check_enabled(Ctx *cx, const User *user)
{
    REQUIRE(cx, !user->is_shut_out, ERR_DENIED, "user.staff_disabled");
    REQUIRE(cx, !user->is_disabled, ERR_DENIED, "user.disabled");
    return OK;
}

Code org_session_open(Ctx *cx, int64_t user_id, SessionWay way, Str user_agent, Str address,
                      Str *cookie)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    User user;
    TRY(org_user_get(cx, (UserId){ user_id }, &user));
    TRY(check_enabled(cx, &user));
    TRY(org_security_admit_here(cx, address));
    const Str     token   = cx_token(cx, TOKEN_CHARS);
    const Session session = { .token_hash      = token_hash(cx->arena, token),
                              .tenant_id       = cx->tenant_id,
                              .id              = cx_new_id(cx),
                              .user_id         = user_id,
                              .way             = way,
                              .user_agent      = str_prefix_bytes(user_agent, 200),
                              .address         = address,
                              .created_at_ms   = cx->now_ms,
                              .last_seen_at_ms = cx->now_ms,
                              .expires_at_ms   = cx->now_ms + SESSION_MS };
    TRY(cx_insert(cx, &org_sql_session, &session));
    TRY(cx_run(cx, &org_sql_user_signed_in, NULL,
               ARGS(V(cx->tenant_id), V(user_id), V(cx->now_ms))));
    if (cx_random(cx, PURGE_ONE_IN) == 0)
        TRY(cx_run(cx, &org_sql_session_purge, NULL, ARGS(V(cx->now_ms))));
    TRY(event_emit(cx, EV_USER_SIGNED_IN,
                   (EventDraft){ .actor  = str_fmt(cx->arena, "user:%lld", (long long)user_id),
                                 .object = str_fmt(cx->arena, "user:%lld", (long long)user_id) }));
    TRY(cx_commit(cx, &txn));
    *cookie = cookie_of(cx, token, SESSION_MS / MS_PER_SECOND);
    return OK;
}

Code org_session_close(Ctx *cx, Str token)
{
    if (token.len == 0) return OK;
    int64_t ended = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &org_sql_session_delete, &ended, ARGS(V(token_hash(cx->arena, token)))));
    if (ended > 0) TRY(org_role_tell(cx, str_fmt(cx->arena, "user:%lld", (long long)cx->user_id)));
    return cx_commit(cx, &txn);
}

/* ---- signing in ----------------------------------------------------------------- */

static Code refuse(Ctx *cx, Str name, Str address, const char *reason)
{
    TRY(org_guess_note(cx, name, address));
    return fail(cx, ERR_DENIED, reason, "%.*s", FMT(name));
}

Code org_user_check_password(Ctx *cx, Str password)
{
    ASSERT(cx->depth == 0);
    OrgText hash = { 0 };
    TRY(org_guess_check_own(cx, GUESS_PASSWORD));
    TRY(cx_one(cx, &org_sql_user_password, &hash, ARGS(V(cx->tenant_id), V(cx->user_id))));
    if (password_matches(hash.text, password)) return org_guess_clear_own(cx, GUESS_PASSWORD);
    TRY(org_guess_note_own(cx, GUESS_PASSWORD));
    return fail(cx, ERR_INVALID, "session.wrong_password", "user:%lld", (long long)cx->user_id);
}

static Code check_password(Ctx *cx, bool found, const User *user, Str password, bool *holds)
{
    OrgText hash = { 0 };
    if (found)
        TRY(cx_one(cx, &org_sql_user_password, &hash, ARGS(V(user->tenant_id), V(user->id))));
    if (hash.text.len > 0) {
        *holds = password_matches(hash.text, password);
        return OK;
    }
    /* Costs what a known name costs: the time must not tell which names exist. */
    (void)password_hash(cx, password);
    *holds = false;
    return OK;
}

static Code become(Ctx *cx, const User *user)
{
    TRY(org_ctx_for_tenant(cx, user->tenant_id));
    TRY(org_scope_rights_of(cx, user->id));
    cx->user_id = user->id;
    cx->actor   = str_fmt(cx->arena, "user:%lld", (long long)user->id);
    return OK;
}

/* A name with codes has to give one; a wrong one counts as a wrong password does. */
static Code check_code(Ctx *cx, Str name, const SignIn *in, SessionWay *way)
{
    bool has = false;
    *way     = WAY_PASSWORD;
    TRY(org_totp_has(cx, cx->user_id, &has));
    if (!has) return OK;
    REQUIRE(cx, in->code.len > 0, ERR_DENIED, "session.totp_required");
    TRY(org_totp_take(cx, cx->user_id, in->code, way));
    return *way != 0 ? OK : refuse(cx, name, in->address, "session.wrong_code");
}

Code org_session_sign_in(Ctx *cx, const SignIn *in, Str *cookie, int64_t *retry_after_s)
{
    ASSERT(cx->depth == 0);
    const Str  who   = str_prefix_bytes(str_trim(in->name), 200);
    User       user  = { 0 };
    SessionWay way   = WAY_PASSWORD;
    bool       found = false, holds = false;
    TRY(org_guess_check(cx, who, in->address, retry_after_s));
    /* Any name costs a hash: a crowd of them must not take the workers from everybody. */
    REQUIRE(cx, !password_is_busy(), ERR_LIMIT, "session.throttled");
    TRY(org_user_find_by_name(cx, who, &user, &found));
    TRY(check_password(cx, found, &user, in->password, &holds));
    if (!holds) return refuse(cx, who, in->address, "session.wrong_credentials");
    TRY(check_enabled(cx, &user));
    TRY(become(cx, &user));
    TRY(check_code(cx, who, in, &way));
    TRY(org_guess_clear(cx, who, in->address));
    return org_session_open(cx, user.id, way, in->user_agent, in->address, cookie);
}

/* ---- a code after another way ----------------------------------------------------- */

/* Who the platform says he is, while he looks for his authenticator. */
typedef struct Asked {
    int64_t tenant_id, user_id, until_ms;
} Asked;
static const Field asked_fields[] = { FIELD_ID(Asked, tenant_id, .flags = 0),
                                      FIELD_ID(Asked, user_id, .flags = 0),
                                      FIELD(Asked, until_ms) };
static const Shape asked_shape    = SHAPE(Asked, asked_fields);

static const Str asked_as = { "sign_in.code", 12 };

static Str code_cookie_of(Ctx *cx, Str value, int64_t max_age_s)
{
    const bool secure = str_starts(cx->services->public_url, S("https://"));
    return str_fmt(cx->arena,
                   "weft_code=%.*s; Path=/api/sessions; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                   FMT(value), (long long)max_age_s, secure ? "; Secure" : "");
}

Str org_session_code_gone(Ctx *cx) { return code_cookie_of(cx, S(""), 0); }

Str org_session_ask_code(Ctx *cx, int64_t user_id)
{
    const Asked asked   = { .tenant_id = cx->tenant_id,
                            .user_id   = user_id,
                            .until_ms  = cx->now_ms + SESSION_CODE_MINUTES * MS_PER_MINUTE };
    Ctx         sealing = *cx; /* it is opened before anybody knows the tenant */
    sealing.tenant_id   = 0;
    const Str sealed = secret_seal(&sealing, asked_as, shape_json(cx->arena, &asked_shape, &asked));
    return code_cookie_of(cx, url_encode(cx->arena, sealed), SESSION_CODE_MINUTES * 60);
}

static Code open_asked(Ctx *cx, Str kept, Asked *out)
{
    Str         text    = { 0 };
    const Json *json    = NULL;
    JsonError   error   = { 0 };
    ShapeError  shape   = { 0 };
    Ctx         opening = *cx;
    opening.tenant_id   = 0;
    const Str  sealed   = url_decode(cx->arena, kept, false);
    const bool readable = sealed.len > 0 && secret_open(&opening, asked_as, sealed, &text) == OK &&
                          json_parse(cx->arena, text, JSON_LIMITS, &json, &error) == OK &&
                          shape_from_json(cx->arena, &asked_shape, json, out, NULL, &shape) == OK;
    REQUIRE(cx, readable && out->until_ms > cx->now_ms, ERR_DENIED, "session.sign_in_too_late");
    return OK;
}

Code org_session_give_code(Ctx *cx, Str kept, const SignIn *in, Str *cookie, int64_t *retry_after_s)
{
    ASSERT(cx->depth == 0);
    Asked      asked = { 0 };
    User       user  = { 0 };
    SessionWay way   = WAY_TOTP;
    TRY(open_asked(cx, kept, &asked));
    TRY(org_ctx_for_tenant(cx, asked.tenant_id));
    cx->scope_id = 0; /* whoever this browser was signed in as before */
    TRY(org_user_get(cx, (UserId){ asked.user_id }, &user));
    TRY(org_guess_check(cx, user.name, in->address, retry_after_s));
    TRY(check_enabled(cx, &user));
    TRY(become(cx, &user));
    TRY(check_code(cx, user.name, in, &way));
    TRY(org_guess_clear(cx, user.name, in->address));
    return org_session_open(cx, user.id, WAY_WECOM, in->user_agent, in->address, cookie);
}
