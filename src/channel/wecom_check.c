/* wecom_check.c -- the wizard's questions to WeCom, answered in plain reasons. */
#include "channel/wecom_check.h"

enum { IP_NOT_TRUSTED = 60020 };

/* What is asked, in order. */
typedef enum Step { APP_TOKEN, APP_ACCESS, CONTACT_ACCESS, IP, DEPARTMENT_ACCESS, CALLBACK } Step;
static const char *const step_words[] = { "app_token", "app_access",        "contact_access",
                                          "ip",        "department_access", "callback" };

typedef struct Asking {
    Checking *c;
    Str       app_token, contact_token, ip;
    bool      ip_refused;
} Asking;

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

/* The reason a person can act on; permission codes differ in wording by step. */
static const char *reason_of(Step step, const PlatformAnswer *answer)
{
    const bool permission =
        answer->errcode == 48002 || answer->errcode == 84074 || answer->errcode == 60011;
    if (permission && step == CONTACT_ACCESS) return "connection.no_contact_permission";
    if (permission && step == DEPARTMENT_ACCESS) return "connection.no_department_access";
    if (answer->errcode == PLATFORM_BAD_ANSWER) return "connection.unreachable";
    return answer->reason ? answer->reason : "wecom.refused";
}

static void judge(Asking *a, Step step, const PlatformAnswer *answer)
{
    if (answer->errcode == IP_NOT_TRUSTED) {
        a->ip_refused = true;
        a->ip         = wecom_check_ip(answer->errmsg);
    }
    if (answer->class == PLATFORM_OK)
        channel_check_set(a->c, step, CHECK_OK, NULL, NULL);
    else
        channel_check_set(a->c, step, CHECK_FAILED, reason_of(step, answer), answer);
}

static Str fetch_token(Asking *a, Step step, Str secret)
{
    PlatformAnswer answer = { 0 };
    const TokenAsk asked  = { .kind     = CONNECTION_WECOM,
                              .base_url = a->c->base_url,
                              .account  = str_trim(a->c->draft->corp_id),
                              .secret   = str_trim(secret) };
    platform_api_fetch_token(a->c->cx, &asked, &answer);
    if (step == APP_TOKEN || answer.class != PLATFORM_OK) judge(a, step, &answer);
    return answer.class == PLATFORM_OK ? json_str(answer.json, S("access_token")) : (Str){ 0 };
}

static void ask(Asking *a, Step step, Str token, Str path)
{
    PlatformAnswer answer = { 0 };
    if (token.len == 0) {
        if (a->c->checks[step].state == 0) channel_check_set(a->c, step, CHECK_SKIPPED, NULL, NULL);
        return;
    }
    const Str url = str_fmt(a->c->cx->arena, "%.*s%.*s", FMT(a->c->base_url), FMT(path));
    platform_api_plain(a->c->cx, platform_api_with(a->c->cx->arena, url, "access_token", token),
                       &(PlatformCall){ .app = WECOM_APP }, &answer);
    judge(a, step, &answer);
}

static void check_platform(Checking *c)
{
    Asking                 asking = { .c = c };
    Asking                *a      = &asking;
    const ConnectionDraft *draft  = a->c->draft;
    a->app_token                  = fetch_token(a, APP_TOKEN, draft->app_secret);
    a->contact_token              = str_trim(draft->contact_secret).len > 0
                                        ? fetch_token(a, CONTACT_ACCESS, draft->contact_secret)
                                        : a->app_token;
    const Str agent =
        str_fmt(a->c->cx->arena, "/cgi-bin/agent/get?agentid=%lld", (long long)draft->agent_id);
    ask(a, APP_ACCESS, a->app_token, agent);
    ask(a, CONTACT_ACCESS, a->contact_token, S("/cgi-bin/externalcontact/get_follow_user_list"));
    ask(a, DEPARTMENT_ACCESS, a->app_token, S("/cgi-bin/department/simplelist"));
    if (a->ip_refused) {
        channel_check_set(a->c, IP, CHECK_FAILED, "connection.ip_not_trusted", NULL);
        a->c->checks[IP].errcode = IP_NOT_TRUSTED;
        a->c->checks[IP].detail  = a->ip;
    } else {
        channel_check_set(a->c, IP, a->app_token.len > 0 ? CHECK_OK : CHECK_SKIPPED, NULL, NULL);
    }
}

const CheckPlan wecom_check_plan = { step_words, COUNT(step_words), check_platform };
