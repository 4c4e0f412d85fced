/* oa_check.c -- the wizard's questions to 公众号, answered in plain reasons. */
#include "channel/oa_check.h"

enum { IP_NOT_LISTED = 40164 };

/* What is asked, in order. */
typedef enum Step { APP_TOKEN, IP, FAN_ACCESS, MENU_ACCESS, CALLBACK } Step;
static const char *const step_words[] = { "app_token", "ip", "fan_access", "menu_access",
                                          "callback" };

Str oa_check_ip(Str errmsg)
{
    const Str     mark = S("invalid ip ");
    const int64_t at   = str_find(errmsg, mark);
    if (at < 0) return (Str){ 0 };
    const Str rest = str_slice(errmsg, (size_t)at + mark.len, errmsg.len);
    size_t    end  = 0;
    while (end < rest.len && rest.ptr[end] != ',' && rest.ptr[end] != ' ') end++;
    return str_slice(rest, 0, end);
}

static void judge(Checking *c, Step step, const PlatformAnswer *answer)
{
    enum { NO_MENU = 46003 };
    if (answer->class == PLATFORM_OK || (step == MENU_ACCESS && answer->errcode == NO_MENU)) {
        channel_check_set(c, step, CHECK_OK, NULL, NULL);
        return;
    }
    const char *reason = answer->errcode == PLATFORM_BAD_ANSWER ? "connection.unreachable"
                         : answer->reason                       ? answer->reason
                                                                : "oa.refused";
    channel_check_set(c, step, CHECK_FAILED, reason, answer);
    if (answer->errcode != IP_NOT_LISTED) return;
    channel_check_set(c, IP, CHECK_FAILED, reason, answer);
    c->checks[IP].detail = oa_check_ip(answer->errmsg);
}

static void ask(Checking *c, Step step, Str token, Str path)
{
    PlatformAnswer answer = { 0 };
    if (token.len == 0) {
        channel_check_set(c, step, CHECK_SKIPPED, NULL, NULL);
        return;
    }
    const Str url = str_fmt(c->cx->arena, "%.*s%.*s", FMT(c->base_url), FMT(path));
    platform_api_plain(c->cx, platform_api_with(c->cx->arena, url, "access_token", token),
                       &(PlatformCall){ .kind = CONNECTION_OA }, &answer);
    judge(c, step, &answer);
}

/* The token, and with it whether our address is listed. */
static Str check_token(Checking *c)
{
    PlatformAnswer answer = { 0 };
    const TokenAsk asked  = { .kind     = CONNECTION_OA,
                              .base_url = c->base_url,
                              .account  = str_trim(c->draft->corp_id),
                              .secret   = str_trim(c->draft->app_secret) };
    platform_api_fetch_token(c->cx, &asked, &answer);
    channel_check_set(c, IP, answer.class == PLATFORM_OK ? CHECK_OK : CHECK_SKIPPED, NULL, NULL);
    judge(c, APP_TOKEN, &answer);
    return answer.class == PLATFORM_OK ? json_str(answer.json, S("access_token")) : (Str){ 0 };
}

static void check_account(Checking *c)
{
    const Str token = check_token(c);
    ask(c, FAN_ACCESS, token, S("/cgi-bin/user/get"));
    ask(c, MENU_ACCESS, token, S("/cgi-bin/menu/get"));
}

/* A mini program has neither fans nor a menu. */
static const char *const mini_words[] = { "app_token", "ip", "callback" };

static void check_mini(Checking *c) { (void)check_token(c); }

const CheckPlan oa_check_mini_plan = { mini_words, COUNT(mini_words), check_mini };
const CheckPlan oa_check_plan      = { step_words, COUNT(step_words), check_account };
