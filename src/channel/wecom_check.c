/* wecom_check.c -- the wizard's questions to the platform, answered in plain reasons. */
#include "channel/wecom_check.h"
#include "channel/channel_connection.h"

#include "channel/channel_sql.h"
#include "channel/wecom_api.h"

enum { STEPS = 6, IP_NOT_TRUSTED = 60020 };

static const char *const state_words[] = {
    [CHECK_OK]      = "ok",
    [CHECK_FAILED]  = "failed",
    [CHECK_SKIPPED] = "skipped",
    [CHECK_WAITING] = "waiting",
};
const Words wecom_check_state_words = { state_words, COUNT(state_words) };

static const Field check_fields[] = {
    FIELD(Check, step),     FIELD_ENUM(Check, state, wecom_check_state_words),
    FIELD(Check, reason),   FIELD(Check, errcode),
    FIELD(Check, errmsg),   FIELD(Check, detail),
    FIELD(Check, hint_key),
};
const Shape        check_shape           = SHAPE(Check, check_fields);
static const Field check_result_fields[] = {
    FIELD_LIST(CheckResult, checks, check_shape, .flags = 0),
    FIELD(CheckResult, corp_ok),
};
const Shape check_result_shape = SHAPE(CheckResult, check_result_fields);

/* What is asked, in order. */
typedef enum Step { APP_TOKEN, APP_ACCESS, CONTACT_ACCESS, IP, DEPARTMENT_ACCESS, CALLBACK } Step;
static const char *const step_words[STEPS] = { "app_token", "app_access",        "contact_access",
                                               "ip",        "department_access", "callback" };

typedef struct Checking {
    Ctx                   *cx;
    const ConnectionDraft *draft;
    Str                    base_url, app_token, contact_token, ip;
    bool                   ip_refused, asked;
    Check                 *checks;
} Checking;

Str wecom_check_ip(Str errmsg)
{
    const Str     mark = S("from ip: ");
    const int64_t at   = str_find(errmsg, mark);
    if (at < 0) return (Str){ 0 };
    const Str rest = str_slice(errmsg, (size_t)at + mark.len, errmsg.len);
    size_t    end  = 0;
    while (end < rest.len && rest.ptr[end] != ',' && rest.ptr[end] != ' ') end++;
    return str_slice(rest, 0, end);
}

static void set(Checking *c, Step step, CheckState state, const char *reason,
                const WecomAnswer *answer)
{
    Check *check    = &c->checks[step];
    check->state    = state;
    check->reason   = str_of(reason);
    check->hint_key = str_of(reason);
    if (!answer) return;
    check->errcode = answer->errcode;
    check->errmsg  = answer->errmsg;
}

/* The reason a person can act on; permission codes differ in wording by step. */
static const char *reason_of(Step step, const WecomAnswer *answer)
{
    const bool permission =
        answer->errcode == 48002 || answer->errcode == 84074 || answer->errcode == 60011;
    if (permission && step == CONTACT_ACCESS) return "connection.no_contact_permission";
    if (permission && step == DEPARTMENT_ACCESS) return "connection.no_department_access";
    if (answer->errcode == WECOM_BAD_ANSWER) return "connection.unreachable";
    return answer->reason ? answer->reason : "wecom.refused";
}

static void judge(Checking *c, Step step, const WecomAnswer *answer)
{
    c->asked = true;
    if (answer->errcode == IP_NOT_TRUSTED) {
        c->ip_refused = true;
        c->ip         = wecom_check_ip(answer->errmsg);
    }
    if (answer->class == WECOM_OK)
        set(c, step, CHECK_OK, NULL, NULL);
    else
        set(c, step, CHECK_FAILED, reason_of(step, answer), answer);
}

static Str fetch_token(Checking *c, Step step, Str secret)
{
    WecomAnswer answer = { 0 };
    wecom_api_fetch_token(c->cx, c->base_url, str_trim(c->draft->corp_id), str_trim(secret),
                          &answer);
    if (step == APP_TOKEN || answer.class != WECOM_OK) judge(c, step, &answer);
    return answer.class == WECOM_OK ? json_str(answer.json, S("access_token")) : (Str){ 0 };
}

static void ask(Checking *c, Step step, Str token, Str path)
{
    WecomAnswer answer = { 0 };
    if (token.len == 0) {
        if (c->checks[step].state == 0) set(c, step, CHECK_SKIPPED, NULL, NULL);
        return;
    }
    const Str url = str_fmt(c->cx->arena, "%.*s%.*s", FMT(c->base_url), FMT(path));
    wecom_api_plain(c->cx, wecom_api_with(c->cx->arena, url, "access_token", token),
                    &(WecomCall){ .app = WECOM_APP }, &answer);
    judge(c, step, &answer);
}

static void check_platform(Checking *c)
{
    const ConnectionDraft *draft = c->draft;
    c->app_token                 = fetch_token(c, APP_TOKEN, draft->app_secret);
    c->contact_token             = str_trim(draft->contact_secret).len > 0
                                       ? fetch_token(c, CONTACT_ACCESS, draft->contact_secret)
                                       : c->app_token;
    const Str agent =
        str_fmt(c->cx->arena, "/cgi-bin/agent/get?agentid=%lld", (long long)draft->agent_id);
    ask(c, APP_ACCESS, c->app_token, agent);
    ask(c, CONTACT_ACCESS, c->contact_token, S("/cgi-bin/externalcontact/get_follow_user_list"));
    ask(c, DEPARTMENT_ACCESS, c->app_token, S("/cgi-bin/department/simplelist"));
    if (c->ip_refused) {
        set(c, IP, CHECK_FAILED, "connection.ip_not_trusted", NULL);
        c->checks[IP].errcode = IP_NOT_TRUSTED;
        c->checks[IP].detail  = c->ip;
    } else {
        set(c, IP, c->app_token.len > 0 ? CHECK_OK : CHECK_SKIPPED, NULL, NULL);
    }
}

Code wecom_check_run(Ctx *cx, const ConnectionDraft *draft, bool callback_verified,
                     CheckResult *out)
{
    Url      url;
    Checking c = { .cx = cx, .draft = draft, .base_url = str_trim(draft->base_url) };
    if (c.base_url.len == 0) c.base_url = S("https://qyapi.weixin.qq.com");
    while (str_ends(c.base_url, S("/"))) c.base_url.len--;
    if (url_parse(c.base_url, &url) != OK || url.query.ptr || url.fragment.ptr)
        return fail_field(cx, "connection.bad_url", S("base_url"), "http:// | https://");
    TRY(channel_connection_check_base(cx, c.base_url));
    c.checks = arena_make(cx->arena, Check, STEPS);
    for (int i = 0; i < STEPS; i++) c.checks[i].step = str_of(step_words[i]);
    check_platform(&c);
    if (callback_verified)
        set(&c, CALLBACK, CHECK_OK, NULL, NULL);
    else
        set(&c, CALLBACK, CHECK_WAITING, "connection.callback_not_verified", NULL);
    out->checks  = (Rows){ c.checks, STEPS };
    out->corp_ok = c.checks[APP_TOKEN].state == CHECK_OK;
    return OK;
}

/* ---- a stored one ------------------------------------------------------------------ */

static Code note(Ctx *cx, const Connection *connection, const CheckResult *result)
{
    Str reason = { 0 };
    for (size_t i = 0; i < result->checks.count && reason.len == 0; i++) {
        const Check *check = ROWS_AT(Check, result->checks, i);
        if (check->state == CHECK_FAILED) reason = check->reason;
    }
    const ConnectionHealth health = reason.len == 0   ? HEALTH_GOOD
                                    : result->corp_ok ? HEALTH_WARNING
                                                      : HEALTH_BAD;
    const int64_t          ok_at  = result->corp_ok ? cx->now_ms : connection->last_api_ok_at_ms;
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &channel_sql_connection_answered, NULL,
               ARGS(V(cx->tenant_id), V(connection->id), V(ok_at),
                    V(word_of(&connection_health_words, (int)health)), V(reason))));
    TRY(event_emit(cx, EV_CONNECTION_CHANGED, (EventDraft){ .object = object }));
    return cx_commit(cx, &txn);
}

Code wecom_check_connection(Ctx *cx, ConnectionId id, CheckResult *out)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    ConnectionDraft draft = { .corp_id  = connection.corp_id,
                              .agent_id = connection.agent_id,
                              .base_url = connection.base_url };
    TRY(secret_open(cx, S("connection.secret"), connection.app_secret_sealed, &draft.app_secret));
    if (connection.has_contact_secret)
        TRY(secret_open(cx, S("connection.secret"), connection.contact_secret_sealed,
                        &draft.contact_secret));
    TRY(wecom_check_run(cx, &draft, connection.callback_verified_at_ms > 0, out));
    return note(cx, &connection, out);
}
