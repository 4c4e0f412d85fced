/* api.c -- finds the endpoint, checks token, address, frequency and permission, answers. */
#include "sim/api.h"

#include "sim/act.h"
#include "sim/calls.h"
#include "sim/fault.h"
#include "sim/journal.h"
#include "sim/limit.h"
#include "sys/clock.h"
#include "sys/random.h"

#include <string.h>

enum { ANSWER_MAX = 64 << 20, QUERY_PAIRS = 32 };

static const Endpoints *const api_families[] = {
    &token_endpoints,    &agent_endpoints,    &org_endpoints,     &member_endpoints,
    &label_endpoints,    &contact_endpoints,  &tag_endpoints,     &way_endpoints,
    &group_endpoints,    &welcome_endpoints,  &mass_endpoints,    &link_endpoints,
    &moment_endpoints,   &template_endpoints, &message_endpoints, &media_endpoints,
    &transfer_endpoints,
};
static const Endpoints *const sim_families[]     = { &admin_endpoints,        &play_endpoints,
                                                     &staff_endpoints,        &knob_endpoints,
                                                     &account_play_endpoints, &shop_endpoints };
static const Endpoints *const account_families[] = { &account_endpoints, &account_stat_endpoints };

static bool path_fits(Call *call, const char *pattern, Str path)
{
    Str    rest = str_of(pattern);
    size_t args = 0;
    while (rest.ptr && path.ptr) {
        const Str want = str_cut(&rest, '/'), have = str_cut(&path, '/');
        if (str_equal(want, S("{}")))
            call->arg[args++] = url_decode(call->arena, have, false);
        else if (!str_equal(want, have))
            return false;
    }
    return rest.ptr == NULL && path.ptr == NULL;
}

static const Endpoint *find_in(Call *call, const Endpoints *const *families, size_t count, Str path)
{
    for (size_t f = 0; f < count; f++) {
        for (size_t i = 0; i < families[f]->count; i++) {
            if (path_fits(call, families[f]->at[i].path, path)) return &families[f]->at[i];
        }
    }
    return NULL;
}

static bool is_platform(const Call *call) { return !str_starts(call->path, S("/sim/")); }

static Str short_path(const Call *call)
{
    size_t skip = 1; /* "sns/jscode2session", "datacube/getusersummary" */
    if (!is_platform(call)) skip = strlen("/sim/");
    if (str_starts(call->path, S("/cgi-bin/"))) skip = strlen("/cgi-bin/");
    return str_slice(call->path, skip, call->path.len);
}

bool api_is_path(Str path)
{
    static const char *const begins[] = { "/cgi-bin/", "/sim/", "/sns/", "/datacube/", "/wxa/" };
    for (size_t i = 0; i < COUNT(begins); i++)
        if (str_starts(path, str_of(begins[i]))) return true;
    return false;
}

/* Both platforms have a menu/get: whose is asked is told by the token, once the world is locked. */
static void find_endpoint(Call *call)
{
    if (call->endpoint) return;
    if (!is_platform(call)) {
        call->endpoint = find_in(call, sim_families, COUNT(sim_families), short_path(call));
        return;
    }
    call->endpoint = find_in(call, api_families, COUNT(api_families), short_path(call));
    if (call->endpoint) return;
    call->endpoint   = find_in(call, account_families, COUNT(account_families), short_path(call));
    call->is_account = call->endpoint != NULL;
}

/* Locked: a token of an account makes it the account's call. */
static void settle_endpoint(Call *call)
{
    if (!is_platform(call) || call->is_account) return;
    const Str  token = pairs_find(call->query, S("access_token"));
    const App *app   = token.len ? strmap_find(call->world->token_app, token) : NULL;
    if (app == NULL && token.len) app = strmap_find(call->world->old_tokens, token);
    if (call->app) app = call->app; /* of a journal */
    if (app == NULL || app->account == NULL) return;
    const Endpoint *own =
        find_in(call, account_families, COUNT(account_families), short_path(call));
    call->is_account = true;
    if (own) call->endpoint = own;
}

/* ---- refusing ------------------------------------------------------------------------- */

typedef struct ErrorText {
    int         code;
    const char *text;
} ErrorText;

static const ErrorText error_texts[] = {
    { -1, "system busy" },
    { 40001, "invalid credential" },
    { 40003, "invalid userid" },
    { 40004, "invalid media type" },
    { 40006, "invalid media size" },
    { 40007, "invalid media_id" },
    { 40008, "invalid message type" },
    { 40013, "invalid corpid" },
    { 40014, "invalid access_token" },
    { 40029, "invalid oauth_code" },
    { 40035, "invalid parameter" },
    { 40050, "invalid chatid" },
    { 40056, "invalid agentid" },
    { 40058, "invalid Request Parameter" },
    { 40063, "some parameters are empty" },
    { 40068, "invalid tagid" },
    { 40071, "invalid tag name" },
    { 40072, "tag name too long" },
    { 40096, "invalid external userid" },
    { 40097, "userid not resigned" },
    { 40098, "userid not verified" },
    { 40100, "external contact is transferring" },
    { 40126, "tag count exceed limit" },
    { 40128, "transferred too many times" },
    { 40130, "handover_userid and takeover_userid are the same" },
    { 40131, "handover_userid is not the follower" },
    { 41001, "access_token missing" },
    { 41002, "corpid missing" },
    { 41004, "corpsecret missing" },
    { 41006, "media_id missing" },
    { 41009, "userid missing" },
    { 41035, "external_userid missing" },
    { 41037, "missing contact way type" },
    { 41038, "missing contact way scene" },
    { 41039, "invalid contact way type" },
    { 41040, "invalid contact way scene" },
    { 41041, "contact way user count limit" },
    { 41042, "invalid contact way style" },
    { 41043, "missing config_id" },
    { 41044, "invalid config_id" },
    { 41046, "missing group msg id" },
    { 41047, "invalid group msg id" },
    { 41048, "no customer to send" },
    { 41049, "missing welcome code" },
    { 41050, "invalid welcome code" },
    { 41051, "external user has already started chatting" },
    { 41055, "welcome template count limit" },
    { 41059, "missing moment id" },
    { 41060, "invalid moment id" },
    { 41064, "invalid attachments size" },
    { 41065, "invalid attachments msgtype" },
    { 41072, "invalid attachment type" },
    { 41079, "moment is being distributed" },
    { 41089, "moment content is empty" },
    { 41091, "chat_id_list too many" },
    { 41093, "group msg has been cancelled" },
    { 41094, "remind too many times" },
    { 41096, "welcome msg is being distributed" },
    { 42001, "access_token expired" },
    { 42022, "code has been used" },
    { 44001, "empty media data" },
    { 44004, "text content is empty" },
    { 45001, "media size exceed limit" },
    { 45002, "message content exceed limit" },
    { 45009, "api freq out of limit" },
    { 45033, "api concurrent out of limit" },
    { 46004, "user no exist" },
    { 47001, "data format error" },
    { 48002, "api forbidden" },
    { 50001, "redirect_url domain not trusted" },
    { 60003, "department not found" },
    { 60004, "parent department not found" },
    { 60005, "department contains user" },
    { 60006, "department contains sub department" },
    { 60008, "department existed" },
    { 60011, "no privilege to access/modify contact/party/agent" },
    { 60020, "not allow to access from your ip" },
    { 60021, "userid not in the visible range" },
    { 60102, "userid existed" },
    { 60111, "userid not found" },
    { 60123, "invalid party id" },
    { 60136, "record not found" },
    { 81013, "user & party & tag all invalid" },
    { 82001, "all user/party/tag list is empty" },
    { 84061, "not external contact" },
    { 84074, "not permitted to use external contact" },
    { 84083, "user has no external contact permission" },
    { 90501, "not external group chat" },
    { 301002, "not allow operate another agent with this accesstoken" },
};

/* 公众号 words some of them otherwise. */
static const ErrorText account_texts[] = {
    { 40001, "invalid credential, access_token is invalid or not latest" },
    { 40003, "invalid openid" },
    { 40013, "invalid appid" },
    { 40125, "invalid appsecret" },
    { 40163, "code been used" },
    { 40029, "invalid code" },
    { 40016, "invalid button size" },
    { 40018, "invalid button name size" },
    { 40023, "invalid sub button size" },
    { 40097, "invalid args" },
    { 41002, "appid missing" },
    { 41004, "appsecret missing" },
    { 41008, "missing code" },
    { 43004, "require subscribe" },
    { 45009, "reach max api daily quota limit" },
    { 45011, "api minute-quota reach limit, must slower, retry next minute" },
    { 45015, "response out of time limit or subscription is canceled" },
    { 45047, "out of response count limit" },
    { 46003, "menu no exist" },
    { 48001, "api unauthorized" },
    { 61500, "date format error" },
    { 61501, "date range error" },
};

static const char *account_text(int errcode)
{
    for (size_t i = 0; i < COUNT(account_texts); i++) {
        if (account_texts[i].code == errcode) return account_texts[i].text;
    }
    return NULL;
}

static const char *error_text(int errcode)
{
    for (size_t i = 0; i < COUNT(error_texts); i++) {
        if (error_texts[i].code == errcode) return error_texts[i].text;
    }
    return "invalid request";
}

int api_refuse(Call *call, int errcode, const char *text)
{
    const char *warning = call->is_bad_json ? ", Warning: wrong json format. " : "";
    call->errcode       = errcode;
    if (call->is_account) {
        const char *known = account_text(errcode);
        call->errmsg =
            str_fmt(call->arena, "%s rid: %08llx-%08llx-%08llx",
                    text    ? text
                    : known ? known
                            : error_text(errcode),
                    (unsigned long long)call->now_s, (unsigned long long)(random_u64() >> 32),
                    (unsigned long long)(random_u64() >> 32));
        return errcode;
    }
    call->errmsg =
        str_fmt(call->arena,
                "%s%s, hint: [%lld%014llu], from ip: %.*s, more info at "
                "https://open.work.weixin.qq.com/devtool/query?e=%d",
                text ? text : error_text(errcode), warning, (long long)call->now_s,
                (unsigned long long)(random_u64() % 100000000000000u), FMT(call->ip), errcode);
    return errcode;
}

/* ---- answering --------------------------------------------------------------------------- */

void api_header(Call *call, Str name, Str value)
{
    ASSERT((size_t)call->header_count < COUNT(call->headers));
    call->headers[call->header_count][0] = name;
    call->headers[call->header_count][1] = value;
    call->header_count++;
}

static void begin_out(Call *call)
{
    call->out = json_out(call->arena, ANSWER_MAX);
    json_open_object(&call->out);
    if (is_platform(call) && !(call->endpoint->flags & BARE)) {
        json_pair_i64(&call->out, S("errcode"), 0);
        json_pair_str(&call->out, S("errmsg"),
                      str_of(call->endpoint->says ? call->endpoint->says : "ok"));
    }
}

static void write_refusal(Call *call)
{
    JsonOut out = json_out(call->arena, 64 << 10);
    json_open_object(&out);
    json_pair_i64(&out, S("errcode"), call->errcode);
    json_pair_str(&out, S("errmsg"), call->errmsg);
    json_close_object(&out);
    call->reply_body = strbuf_str(&out.buf);
    call->reply_type = S("application/json; charset=UTF-8");
    if (!is_platform(call) && call->status == 0) call->status = 400;
}

static void finish(Call *call)
{
    if (call->status == 0 && call->errcode == 0) call->status = 200;
    if (call->errcode != 0) {
        write_refusal(call);
    } else if (call->reply_body.ptr == NULL) {
        json_close_object(&call->out);
        if (json_out_done(&call->out, &call->reply_body) != OK) call->reply_body = S("{}");
        call->reply_type = S("application/json; charset=UTF-8");
    }
    if (call->status == 0) call->status = 200;
}

static void read_input(Call *call)
{
    call->query    = query_parse(call->arena, call->query_text, QUERY_PAIRS);
    const Str body = str_trim(call->body);
    if (body.len == 0 || str_starts(call->type, S("multipart/"))) return;
    JsonError        error;
    const JsonLimits limits = { .bytes = 8u << 20, .nodes = 400000, .depth = 64 };
    if (json_parse(call->arena, body, limits, &call->in, &error) != OK) {
        call->in          = NULL;
        call->is_bad_json = true;
    }
}

/* ---- who calls, and whether he may --------------------------------------------------------- */

static bool address_fits(Str trusted, Str ip)
{
    while (trusted.ptr && trusted.len) {
        const Str one = str_trim(str_cut(&trusted, ' '));
        if (one.len == 0) continue;
        if (str_ends(one, S("*")) && str_starts(ip, str_slice(one, 0, one.len - 1))) return true;
        if (str_equal(one, ip)) return true;
    }
    return false;
}

/* An account whose token is unknown, another's or not the latest is told 40001. */
static int check_account(Call *call)
{
    const Str token = pairs_find(call->query, S("access_token"));
    if (token.len == 0) return api_refuse(call, 41001, NULL);
    App *app = strmap_find(call->world->token_app, token);
    if (app == NULL || app->account == NULL || !str_equal(app->access_token, token) ||
        app->is_token_dead)
        return api_refuse(call, 40001, NULL);
    if (call->now_ms >= app->token_until_ms) return api_refuse(call, 42001, NULL);
    call->app  = app;
    call->corp = app->corp;
    return 0;
}

static int check_caller(Call *call)
{
    if (call->endpoint->flags & NO_TOKEN) return 0;
    if (call->is_account) return check_account(call);
    const Str token = pairs_find(call->query, S("access_token"));
    if (token.len == 0) return api_refuse(call, 41001, NULL);
    App *app = strmap_find(call->world->token_app, token);
    if (app == NULL || app->account) return api_refuse(call, 40014, NULL);
    if (!str_equal(app->access_token, token)) {
        return api_refuse(call, strmap_find(call->world->old_tokens, token) ? 42001 : 40014, NULL);
    }
    if (call->now_ms >= app->token_until_ms) return api_refuse(call, 42001, NULL);
    call->app  = app;
    call->corp = app->corp;
    if (call->world->check_ips && app->kind == APP_BUILT &&
        !address_fits(app->trusted_ips, call->ip)) {
        return api_refuse(call, 60020, NULL);
    }
    return 0;
}

bool api_may_call(const Call *call, const App *app)
{
    return !call->world->check_ips || address_fits(app->trusted_ips, call->ip);
}

static int check_permission(Call *call)
{
    const unsigned flags = call->endpoint->flags;
    if ((flags & CUSTOMERS) && !(call->app->may & MAY_CUSTOMERS))
        return api_refuse(call, 48002, NULL);
    if ((flags & ORG_WRITE) && !(call->app->may & MAY_WRITE_ORG))
        return api_refuse(call, 48002, NULL);
    return 0;
}

static int admit(Call *call)
{
    if (!is_platform(call)) {
        call->corp = world_corp(call->world, api_text(call, "corp"));
        return call->corp ? 0 : api_refuse(call, 40013, NULL);
    }
    TRY_API(check_caller(call));
    if (!limit_allows(call->sim->limiter, call->corp, call->endpoint->path, call->ip,
                      clock_now_ms())) {
        return api_refuse(call, 45009, NULL);
    }
    return check_permission(call);
}

static void run(Call *call)
{
    call->now_ms = world_now_ms(call->world);
    call->now_s  = call->now_ms / MS_PER_SECOND;
    if (admit(call) != 0) return;
    if (call->errcode != 0) return; /* its preparation refused */
    begin_out(call);
    act_tick(call->world, call->now_ms);
    call->errcode = call->endpoint->run(call);
    if ((call->endpoint->flags & WRITES) && call->errcode == 0 && !call->wrote_nothing) {
        call->world->changes++;
        journal_add(call->sim->journal, call);
    }
}

/* ---- the way of a call ----------------------------------------------------------------------- */

static void not_found(Call *call)
{
    call->status     = 404;
    call->reply_type = S("text/plain");
    call->reply_body = S("404 page not found");
}

/* True when an ordered fault answers instead; then nothing is executed. */
static bool fault_answers(Call *call, const Fault *fault)
{
    if (fault == NULL) return false;
    call->delay_ms   = fault->delay_ms;
    call->is_dropped = fault->is_drop;
    if (fault->is_after) return false;
    if (fault->http_status != 0) {
        call->status     = fault->http_status;
        call->reply_type = fault->is_html ? S("text/html") : S("application/json");
        call->reply_body = fault->is_html ? S("<html><head><title>502 Bad Gateway</title></head>"
                                              "<body><center><h1>502 Bad Gateway</h1></center>"
                                              "</body></html>")
                                          : S("");
    } else if (fault->errcode != 0) {
        (void)api_refuse(call, fault->errcode, NULL);
        write_refusal(call);
        call->status = 200;
    }
    return fault->http_status != 0 || fault->errcode != 0 || fault->is_drop;
}

static void answer_locked(Call *call)
{
    LOCKED(&call->world->lock);
    const int64_t begun_us = clock_mono_us();
    settle_endpoint(call);
    Fault *fault =
        is_platform(call) ? fault_take(&call->sim->faults, short_path(call), clock_now_ms()) : NULL;
    call->now_ms = world_now_ms(call->world);
    call->now_s  = call->now_ms / MS_PER_SECOND;
    if (!fault_answers(call, fault)) {
        run(call);
        finish(call);
        if (fault && fault->is_after && fault->http_status) call->status = fault->http_status;
        if (fault && fault->is_after && fault->errcode) {
            (void)api_refuse(call, fault->errcode, NULL);
            write_refusal(call);
        }
    }
    if (is_platform(call)) {
        calls_add(call->sim->calls, call, short_path(call), clock_mono_us() - begun_us,
                  fault != NULL);
    }
}

void api_answer(Call *call)
{
    find_endpoint(call);
    if (call->endpoint == NULL) {
        not_found(call);
        return;
    }
    read_input(call);
    if (call->endpoint->flags & NO_LOCK) {
        {
            LOCKED(&call->world->lock);
            call->corp = world_corp(call->world, api_text(call, "corp"));
        }
        begin_out(call);
        call->errcode = call->endpoint->run(call);
        finish(call);
        return;
    }
    if (call->endpoint->prepare) {
        {
            LOCKED(&call->world->lock);
            call->corp = world_corp(call->world, api_text(call, "corp"));
        }
        call->errcode = call->endpoint->prepare(call);
    }
    answer_locked(call);
}

bool api_is_slow(const Call *call)
{
    Call copy = *call;
    find_endpoint(&copy);
    return copy.endpoint && ((copy.endpoint->flags & NO_LOCK) || copy.endpoint->prepare);
}

void api_replay(Call *call)
{
    find_endpoint(call);
    if (call->endpoint == NULL) return;
    read_input(call);
    call->now_ms = world_now_ms(call->world);
    call->now_s  = call->now_ms / MS_PER_SECOND;
    settle_endpoint(call);
    begin_out(call);
    act_tick(call->world, call->now_ms);
    (void)call->endpoint->run(call);
}
