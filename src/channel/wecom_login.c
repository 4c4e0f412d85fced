/* wecom_login.c -- OAuth with WeCom: there with a sealed note, back with a code. */
#include "channel/wecom_login.h"

#include "channel/channel_sql.h"
#include "channel/platform_token.h"

enum { STATE_CHARS = 32, NOTE_LIFE_MS = 10 * MS_PER_MINUTE, PATH_MAX_ = 500 };

static const Field option_fields[] = {
    FIELD_ID(SignInOption, connection_id, .flags = 0),
    FIELD(SignInOption, name),
    FIELD(SignInOption, url),
};
const Shape        sign_in_option_shape = SHAPE(SignInOption, option_fields);
static const Field js_ticket_fields[]   = {
      FIELD(JsTicket, corp_id), FIELD(JsTicket, agent_id),         FIELD(JsTicket, timestamp),
      FIELD(JsTicket, nonce),   FIELD(JsTicket, config_signature), FIELD(JsTicket, agent_signature),
};
const Shape js_ticket_shape = SHAPE(JsTicket, js_ticket_fields);

/* What the cookie holds while the browser is with the platform. */
typedef struct Note {
    Str     state, return_to;
    int64_t connection_id, until_ms;
} Note;
static const Field note_fields[] = { FIELD(Note, state), FIELD(Note, return_to),
                                     FIELD(Note, connection_id), FIELD(Note, until_ms) };
static const Shape note_shape    = SHAPE(Note, note_fields);

Str wecom_login_local_path(Str return_to)
{
    /* "//host" and "/\host" are other hosts to a browser. */
    if (return_to.len == 0 || return_to.len > PATH_MAX_ || return_to.ptr[0] != '/') return S("/");
    if (return_to.len > 1 && (return_to.ptr[1] == '/' || return_to.ptr[1] == '\\')) return S("/");
    for (size_t i = 0; i < return_to.len; i++)
        if ((unsigned char)return_to.ptr[i] <= ' ' || return_to.ptr[i] == '\\') return S("/");
    return return_to;
}

/* 0 for none. */
static Code brand_of(Ctx *cx, Str code, int64_t *tenant_id)
{
    Tenant tenant = { 0 };
    Rows   all    = { 0 };
    *tenant_id    = 0;
    if (code.len == 0) {
        TRY(org_tenant_list(cx, &all));
        if (all.count > 0) *tenant_id = ROWS_AT(Tenant, all, 0)->id;
        return OK;
    }
    const Code found = org_tenant_find_by_code(cx, code, &tenant);
    if (found == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    *tenant_id = tenant.id;
    return found;
}

Code wecom_login_options(Ctx *cx, Str tenant_code, Rows *options)
{
    int64_t tenant_id = 0;
    Rows    found     = { 0 };
    TRY(brand_of(cx, tenant_code, &tenant_id));
    TRY(cx_list(cx, &channel_sql_connections_to_sign_in, &found, ARGS(V(tenant_id))));
    SignInOption *rows = arena_make(cx->arena, SignInOption, found.count);
    for (size_t i = 0; i < found.count; i++) {
        const Connection *one = ROWS_AT(Connection, found, i);
        const Str         url = str_fmt(cx->arena, "/api/sign-in/wecom/%lld", (long long)one->id);
        rows[i] = (SignInOption){ .connection_id = one->id, .name = one->name, .url = url };
    }
    *options = (Rows){ rows, found.count };
    return OK;
}

/* ---- there ---------------------------------------------------------------------- */

static Str cookie_of(Ctx *cx, Str value, int64_t max_age_s)
{
    const bool secure = str_starts(cx->services->public_url, S("https://"));
    return str_fmt(cx->arena,
                   "weft_sign_in=%.*s; Path=/api/sign-in; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                   FMT(value), (long long)max_age_s, secure ? "; Secure" : "");
}

Str wecom_login_cookie_gone(Ctx *cx) { return cookie_of(cx, S(""), 0); }

static Str platform_url(Ctx *cx, const Connection *c, bool in_client, Str state)
{
    const Str  back = url_encode(cx->arena, str_fmt(cx->arena, "%.*s/api/sign-in/wecom-callback",
                                                    FMT(cx->services->public_url)));
    const bool own  = c->login_url.len > 0;
    if (in_client) {
        const Str base = own ? c->login_url : S("https://open.weixin.qq.com");
        return str_fmt(
            cx->arena,
            "%.*s/connect/oauth2/authorize?appid=%.*s&redirect_uri=%.*s&response_type=code"
            "&scope=snsapi_base&state=%.*s&agentid=%lld#wechat_redirect",
            FMT(base), FMT(c->corp_id), FMT(back), FMT(state), (long long)c->agent_id);
    }
    const Str base = own ? c->login_url : S("https://login.work.weixin.qq.com");
    return str_fmt(cx->arena,
                   "%.*s/wwlogin/sso/"
                   "login?login_type=CorpApp&appid=%.*s&agentid=%lld&redirect_uri=%.*s&state=%.*s",
                   FMT(base), FMT(c->corp_id), (long long)c->agent_id, FMT(back), FMT(state));
}

static Code find_connection(Ctx *cx, int64_t id, Connection *out)
{
    bool found = false;
    TRY(cx_find(cx, &channel_sql_connection_of_server, out, &found, ARGS(V(id))));
    found = found && out->agent_id != 0; /* as wecom_login_options: others lead nowhere */
    REQUIRE(cx, found, ERR_NOT_FOUND, "connection.not_found");
    return OK;
}

Code wecom_login_start(Ctx *cx, ConnectionId id, Str return_to, bool in_client, Str *url,
                       Str *cookie)
{
    Connection connection;
    TRY(find_connection(cx, id.v, &connection));
    const Note note    = { .state         = cx_token(cx, STATE_CHARS),
                           .return_to     = wecom_login_local_path(return_to),
                           .connection_id = id.v,
                           .until_ms      = cx->now_ms + NOTE_LIFE_MS };
    Ctx        sealing = *cx; /* the note is of no tenant: nobody is signed in yet */
    sealing.tenant_id  = 0;
    const Str sealed =
        secret_seal(&sealing, S("sign_in.note"), shape_json(cx->arena, &note_shape, &note));
    *cookie = cookie_of(cx, url_encode(cx->arena, sealed), NOTE_LIFE_MS / MS_PER_SECOND);
    *url    = platform_url(cx, &connection, in_client, note.state);
    return OK;
}

/* ---- back ------------------------------------------------------------------------- */

static Code open_note(Ctx *cx, const LoginReturn *back, Note *note)
{
    Str         text    = { 0 };
    const Json *json    = NULL;
    JsonError   error   = { 0 };
    ShapeError  shape   = { 0 };
    Ctx         opening = *cx;
    opening.tenant_id   = 0;
    const Str  sealed   = url_decode(cx->arena, back->cookie, false);
    const bool readable = sealed.len > 0 &&
                          secret_open(&opening, S("sign_in.note"), sealed, &text) == OK &&
                          json_parse(cx->arena, text, JSON_LIMITS, &json, &error) == OK &&
                          shape_from_json(cx->arena, &note_shape, json, note, NULL, &shape) == OK;
    REQUIRE(cx, readable, ERR_DENIED, "session.no_sign_in_note");
    REQUIRE(cx, note->until_ms > cx->now_ms, ERR_DENIED, "session.sign_in_too_late");
    REQUIRE(cx, back->state.len > 0 && equal_constant_time(note->state, back->state), ERR_DENIED,
            "session.bad_state");
    return OK;
}

static Code ask_userid(Ctx *cx, const Connection *connection, Str code, Str *userid)
{
    PlatformAnswer answer = { .class = PLATFORM_OK };
    const Str path = platform_api_with(cx->arena, S("/cgi-bin/auth/getuserinfo"), "code", code);
    TRY(platform_api_call(cx, connection, &(PlatformCall){ .app = WECOM_APP, .path = path },
                          &answer));
    if (answer.class != PLATFORM_OK)
        return fail(cx, ERR_DENIED, answer.reason ? answer.reason : "wecom.refused", "%lld %.*s",
                    (long long)answer.errcode, FMT(answer.errmsg));
    *userid = json_str(answer.json, S("userid"));
    if (userid->len == 0)
        *userid = json_str(answer.json, S("UserId")); /* as older addresses answer */
    REQUIRE(cx, userid->len > 0, ERR_DENIED, "session.not_staff");
    return OK;
}

/* In, or first to the page that asks for a code. */
static Code admit(Ctx *cx, const LoginReturn *back, const User *user, Str page, Str *location,
                  Str *session_cookie)
{
    *location = page;
    if (!user->has_totp)
        return org_session_open(cx, user->id, WAY_WECOM, back->user_agent, back->address,
                                session_cookie);
    *session_cookie = org_session_ask_code(cx, user->id);
    *location =
        str_fmt(cx->arena, "/sign-in?step=code&return_to=%.*s", FMT(url_encode(cx->arena, page)));
    return OK;
}

static Code sign_in(Ctx *cx, const LoginReturn *back, Str *location, Str *session_cookie)
{
    Note       note = { 0 };
    Connection connection;
    Staff      staff  = { 0 };
    User       user   = { 0 };
    Str        userid = { 0 };
    bool       found  = false;
    TRY(open_note(cx, back, &note));
    TRY(find_connection(cx, note.connection_id, &connection));
    TRY(org_ctx_for_tenant(cx, connection.tenant_id));
    REQUIRE(cx, back->code.len > 0, ERR_DENIED, "session.no_code");
    TRY(ask_userid(cx, &connection, back->code, &userid));
    TRY(org_staff_find_by_userid(cx, connection.id, userid, &staff, &found));
    REQUIRE(cx, staff.status != STAFF_DISABLED, ERR_DENIED, "user.staff_disabled");
    found = found && staff.status != STAFF_LEFT;
    REQUIRE(cx, found, ERR_DENIED, "session.no_user");
    TRY(org_user_find_by_staff(cx, (StaffId){ staff.id }, &user, &found));
    REQUIRE(cx, found, ERR_DENIED, "session.no_user");
    return admit(cx, back, &user, wecom_login_local_path(note.return_to), location, session_cookie);
}

Code wecom_login_finish(Ctx *cx, const LoginReturn *back, Str *location, Str *session_cookie)
{
    if (sign_in(cx, back, location, session_cookie) == OK) return OK;
    const char *reason = cx->err.reason ? cx->err.reason : "internal";
    *session_cookie    = (Str){ 0 };
    *location          = str_fmt(cx->arena, "/sign-in?reason=%s", reason);
    forgive(cx);
    return OK;
}

/* ---- JS-SDK -------------------------------------------------------------------------- */

static Code sign(Ctx *cx, const Connection *connection, const char *kind, Str url,
                 const JsTicket *ticket, Str *signature)
{
    Str            text   = { 0 };
    PlatformAnswer answer = { .class = PLATFORM_OK };
    TRY(platform_token_get(cx, connection, kind, &text, &answer));
    if (text.len == 0)
        return fail(cx, ERR_UNAVAILABLE, answer.reason ? answer.reason : "wecom.bad_answer", "%.*s",
                    FMT(answer.errmsg));
    const Str time = str_fmt(cx->arena, "%lld", (long long)ticket->timestamp);
    *signature     = wx_jsapi_signature(cx->arena, text, ticket->nonce, time, url);
    return OK;
}

/* A signature lets a page act in the member's name: only pages of our own get one. */
static bool is_own_page(const Ctx *cx, Str url)
{
    Url page, own;
    return url_parse(url, &page) == OK && url_parse(cx->services->public_url, &own) == OK &&
           str_equal(page.scheme, own.scheme) && str_equal_nocase(page.host, own.host) &&
           page.port == own.port;
}

Code wecom_login_js_ticket(Ctx *cx, ConnectionId id, Str url, JsTicket *out)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    REQUIRE(cx, url.len > 0, ERR_INVALID, "js_ticket.url_missing");
    REQUIRE(cx, is_own_page(cx, url), ERR_DENIED, "js_ticket.foreign_url");
    JsTicket ticket = { .corp_id   = connection.corp_id,
                        .agent_id  = connection.agent_id,
                        .timestamp = cx->now_ms / MS_PER_SECOND,
                        .nonce     = cx_token(cx, 16) };
    TRY(sign(cx, &connection, "ticket", url, &ticket, &ticket.config_signature));
    TRY(sign(cx, &connection, "agent_ticket", url, &ticket, &ticket.agent_signature));
    *out = ticket;
    return OK;
}
