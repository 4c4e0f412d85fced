/* account_api.c -- the API of 公众号 and 小程序: tokens, fans, codes, menu, messages, signing in.
 */
#include "sim/account.h"
#include "sim/api.h"
#include "sim/ids.h"
#include "sim/qr.h"

enum {
    TOKEN_MS       = 7200000,
    PAGE           = 10000,
    BATCH_MAX      = 100,
    TEMPORARY_MAX  = 2592000,
    PERMANENT_MAX  = 100000,
    SCENE_ID_MAX   = 100000,
    SCENE_TEXT_MAX = 64,
    BUTTONS_MAX    = 3,
    SUBS_MAX       = 5,
};

static struct Account *account_of(const Call *call) { return call->app->account; }

/* ---- tokens -------------------------------------------------------------------- */

static void renew(Call *call, App *app)
{
    World *world = call->world;
    if (app->access_token.len) strmap_put(world->old_tokens, app->access_token, app);
    app->token_number++;
    app->is_token_dead  = false;
    app->access_token   = ids_text(world->arena, app->corp->seed ^ str_hash(app->secret),
                                   (uint64_t)app->token_number, "", 136);
    app->token_until_ms = call->now_ms + TOKEN_MS;
    strmap_put(world->token_app, app->access_token, app);
}

static int whose(Call *call, App **out)
{
    const Str app_id = api_text(call, "appid"), secret = api_text(call, "secret");
    call->is_account = true;
    if (app_id.len == 0) return api_refuse(call, 41002, NULL);
    if (secret.len == 0) return api_refuse(call, 41004, NULL);
    *out = account_find(call->world, app_id);
    if (*out == NULL) return api_refuse(call, 40013, NULL);
    call->corp = (*out)->corp;
    if (!str_equal((*out)->secret, secret)) return api_refuse(call, 40125, NULL);
    if (!api_may_call(call, *out))
        return api_refuse(call, 40164,
                          str_fmt(call->arena, "invalid ip %.*s ipv6 ::ffff:%.*s, not in whitelist",
                                  FMT(call->ip), FMT(call->ip))
                              .ptr);
    return 0;
}

static int put_token(Call *call, const App *app)
{
    api_put_text(call, "access_token", app->access_token);
    api_put_number(call, "expires_in", (app->token_until_ms - call->now_ms) / MS_PER_SECOND);
    return 0;
}

/* Each call ends the token before. */
static int token(Call *call)
{
    App *app = NULL;
    if (!str_equal(api_text(call, "grant_type"), S("client_credential"))) {
        call->is_account = true;
        return api_refuse(call, 40002, "invalid grant_type");
    }
    TRY_API(whose(call, &app));
    renew(call, app);
    return put_token(call, app);
}

static int stable_token(Call *call)
{
    App *app = NULL;
    TRY_API(whose(call, &app));
    const bool is_valid = app->access_token.len && call->now_ms < app->token_until_ms;
    if (!is_valid || api_flag(call, "force_refresh", false))
        renew(call, app);
    else
        call->wrote_nothing = true;
    return put_token(call, app);
}

static int addresses(Call *call)
{
    api_open(call, "ip_list", true);
    json_put_str(&call->out, S("127.0.0.1"));
    api_close(call, true);
    return 0;
}

static int done(Call *call)
{
    (void)call;
    return 0;
}

static int ticket(Call *call)
{
    api_put_text(call, "ticket", ids_text(call->arena, call->corp->seed, 7, "sM4AO", 81));
    api_put_number(call, "expires_in", TOKEN_MS / MS_PER_SECOND);
    return 0;
}

/* ---- fans ------------------------------------------------------------------------ */

static int user_get(Call *call)
{
    const struct Account *account = account_of(call);
    const Str             after   = api_text(call, "next_openid");
    int64_t               total = 0, count = 0;
    bool                  begun = after.len == 0;
    Str                   last  = S("");
    LIST_EACH(Fan, fan, account->fans) total += fan->is_following;
    Str *ids = arena_make(call->arena, Str, PAGE);
    LIST_EACH(Fan, fan, account->fans)
    {
        if (begun && fan->is_following && count < PAGE) ids[count++] = fan->openid;
        if (str_equal(fan->openid, after)) begun = true;
    }
    if (!begun) return api_refuse(call, 40003, NULL);
    api_put_number(call, "total", total);
    api_put_number(call, "count", count);
    if (count) {
        api_open(call, "data", false);
        api_open(call, "openid", true);
        for (int64_t i = 0; i < count; i++) json_put_str(&call->out, ids[i]);
        api_close(call, true);
        api_close(call, false);
        last = ids[count - 1];
    }
    api_put_text(call, "next_openid", last);
    return 0;
}

static void put_fan(Call *call, const Fan *fan)
{
    api_put_number(call, "subscribe", fan->is_following);
    api_put_text(call, "openid", fan->openid);
    if (fan->customer->has_unionid)
        api_put_text(call, "unionid",
                     ids_union(call->arena, call->corp->seed, fan->customer->index));
    if (!fan->is_following) return;
    api_put_text(call, "nickname", S(""));
    api_put_number(call, "sex", 0);
    api_put_text(call, "language", S("zh_CN"));
    api_put_number(call, "subscribe_time", fan->followed_s);
    api_put_text(call, "remark", fan->remark.ptr ? fan->remark : S(""));
    api_put_number(call, "groupid", 0);
    api_open(call, "tagid_list", true);
    api_close(call, true);
    api_put_text(call, "subscribe_scene", str_of(fan->scene));
    api_put_number(call, "qr_scene", fan->qr_scene);
    api_put_text(call, "qr_scene_str", fan->qr_text.ptr ? fan->qr_text : S(""));
}

static int user_info(Call *call)
{
    const Fan *fan = account_fan_of(call->app, api_text(call, "openid"));
    if (fan == NULL) return api_refuse(call, 40003, NULL);
    put_fan(call, fan);
    return 0;
}

static int user_batchget(Call *call)
{
    const JsonItems list = api_items(call, "user_list");
    if (list.count == 0 || list.count > BATCH_MAX) return api_refuse(call, 40097, NULL);
    for (size_t i = 0; i < list.count; i++)
        if (account_fan_of(call->app, json_str(&list.at[i], S("openid"))) == NULL)
            return api_refuse(call, 40003, NULL);
    api_open(call, "user_info_list", true);
    for (size_t i = 0; i < list.count; i++) {
        api_open(call, NULL, false);
        put_fan(call, account_fan_of(call->app, json_str(&list.at[i], S("openid"))));
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int user_remark(Call *call)
{
    Fan *fan = account_fan_of(call->app, api_text(call, "openid"));
    if (fan == NULL) return api_refuse(call, 40003, NULL);
    fan->remark = world_keep(call->world, api_text(call, "remark"));
    return 0;
}

/* ---- codes with a scene -------------------------------------------------------------- */

static int read_scene(Call *call, SceneCode *code)
{
    const Str   action   = api_text(call, "action_name");
    const bool  is_limit = str_starts(action, S("QR_LIMIT"));
    const Json *scene    = json_get(json_get(call->in, S("action_info")), S("scene"));
    int64_t     seconds  = api_number(call, "expire_seconds", 60);
    code->text           = json_str(scene, S("scene_str"));
    code->number         = json_i64(scene, S("scene_id"), 0);
    if (str_find(action, S("STR")) >= 0) {
        code->number = 0;
        if (code->text.len == 0 || code->text.len > SCENE_TEXT_MAX)
            return api_refuse(call, 40053, "invalid action info");
    } else {
        if (code->number <= 0 || code->number > (is_limit ? SCENE_ID_MAX : UINT32_MAX))
            return api_refuse(call, 40053, "invalid action info");
        code->text = str_fmt(call->arena, "%lld", (long long)code->number);
    }
    if (!is_limit && !str_starts(action, S("QR_")))
        return api_refuse(call, 40052, "invalid action name");
    if (seconds < 1) seconds = 60;
    if (seconds > TEMPORARY_MAX) seconds = TEMPORARY_MAX;
    code->until_ms = is_limit ? 0 : call->now_ms + seconds * MS_PER_SECOND;
    if (is_limit && account_of(call)->codes_for_ever++ >= PERMANENT_MAX)
        return api_refuse(call, 45029, "qrcode count out of limit");
    return 0;
}

static int qr_create(Call *call)
{
    struct Account *account = account_of(call);
    World          *world   = call->world;
    SceneCode       read    = { 0 };
    if (!account->is_verified) return api_refuse(call, 48001, NULL);
    TRY_API(read_scene(call, &read));
    SceneCode     *code   = arena_make(world->arena, SceneCode, 1);
    const uint64_t number = world_number(world);
    *code                 = read;
    code->text            = world_keep(world, read.text);
    code->ticket =
        str_fmt(world->arena,
                "%.*s==", FMT(ids_text(world->arena, str_hash(account->app_id), number, "gQ", 90)));
    code->url = str_fmt(world->arena, "%.*s/w/%.*s", FMT(world->base_url),
                        FMT(ids_plain(world->arena, str_hash(account->app_id), number, 22)));
    strmap_put(account->code_by_ticket, code->ticket, code);
    strmap_put(account->code_by_url, code->url, code);
    list_add(world, &account->codes, code);
    api_put_text(call, "ticket", code->ticket);
    if (code->until_ms)
        api_put_number(call, "expire_seconds", (code->until_ms - call->now_ms) / MS_PER_SECOND);
    api_put_text(call, "url", code->url);
    return 0;
}

/* A page of mp.weixin.qq.com: no token, a picture. */
static int qr_show(Call *call)
{
    const Str  asked = api_text(call, "ticket");
    SceneCode *code  = NULL;
    LIST_EACH(Corp, corp, call->world->corps)
    LIST_EACH(App, app, corp->accounts)
    if (code == NULL) code = strmap_find(app->account->code_by_ticket, asked);
    if (code == NULL) {
        call->status     = 404;
        call->reply_type = S("text/plain");
        call->reply_body = S("404 page not found");
        return 0;
    }
    call->reply_type = S("image/png");
    call->reply_body = qr_png(call->arena, code->url, 8);
    return 0;
}

/* ---- menu ------------------------------------------------------------------------------ */

static int check_button(Call *call, const Json *button, bool is_top)
{
    const Str       name = json_str(button, S("name")), type = json_str(button, S("type"));
    const JsonItems subs = json_items(button, S("sub_button"));
    if (name.len == 0 || name.len > (is_top ? 16 : 60)) return api_refuse(call, 40018, NULL);
    if (subs.count > SUBS_MAX || (!is_top && subs.count)) return api_refuse(call, 40023, NULL);
    for (size_t i = 0; i < subs.count; i++) TRY_API(check_button(call, &subs.at[i], false));
    if (subs.count) return 0;
    if (str_equal(type, S("view")) && !str_starts(json_str(button, S("url")), S("http")))
        return api_refuse(call, 40055, "invalid button url domain");
    if (str_equal(type, S("click")) && json_str(button, S("key")).len == 0)
        return api_refuse(call, 40019, "invalid button key size");
    if (type.len == 0) return api_refuse(call, 40017, "invalid button type");
    return 0;
}

static int menu_create(Call *call)
{
    const JsonItems buttons = api_items(call, "button");
    if (!account_of(call)->is_verified) return api_refuse(call, 48001, NULL);
    if (buttons.count == 0 || buttons.count > BUTTONS_MAX) return api_refuse(call, 40016, NULL);
    for (size_t i = 0; i < buttons.count; i++) TRY_API(check_button(call, &buttons.at[i], true));
    call->app->menu =
        world_keep(call->world, api_json_text(call->arena, json_get(call->in, S("button"))));
    account_of(call)->menu_id = 208396938 + (int64_t)world_number(call->world);
    return 0;
}

static int menu_get(Call *call)
{
    if (call->app->menu.len == 0) return api_refuse(call, 46003, NULL);
    api_open(call, "menu", false);
    json_key(&call->out, S("button"));
    json_put_raw(&call->out, call->app->menu);
    api_put_number(call, "menuid", account_of(call)->menu_id);
    api_close(call, false);
    return 0;
}

static int menu_delete(Call *call)
{
    call->app->menu = (Str){ 0 };
    return 0;
}

static int self_menu(Call *call)
{
    api_put_number(call, "is_menu_open", call->app->menu.len > 0);
    api_open(call, "selfmenu_info", false);
    json_key(&call->out, S("button"));
    json_put_raw(&call->out, call->app->menu.len ? call->app->menu : S("[]"));
    api_close(call, false);
    return 0;
}

/* ---- messages ------------------------------------------------------------------------------ */

static int custom_send(Call *call)
{
    Fan      *fan  = account_fan_of(call->app, api_text(call, "touser"));
    const Str type = api_text(call, "msgtype");
    if (fan == NULL) return api_refuse(call, 40003, NULL);
    if (json_get(call->in, type) == NULL) return api_refuse(call, 40008, "invalid message type");
    if (!fan->is_following) return api_refuse(call, 43004, NULL);
    if (call->now_ms > fan->window_until_ms) return api_refuse(call, 45015, NULL);
    if (fan->replies_left <= 0) return api_refuse(call, 45047, NULL);
    fan->replies_left--;
    account_line(fan, "account", type, api_json_text(call->arena, json_get(call->in, type)));
    return 0;
}

static int template_send(Call *call)
{
    struct Account *account = account_of(call);
    Fan            *fan     = account_fan_of(call->app, api_text(call, "touser"));
    if (fan == NULL) return api_refuse(call, 40003, NULL);
    if (!account->is_verified) return api_refuse(call, 48001, NULL);
    if (api_text(call, "template_id").len == 0)
        return api_refuse(call, 40037, "invalid template_id");
    if (!fan->is_following) return api_refuse(call, 43004, NULL);
    const Str       id       = str_fmt(call->arena, "%lld", (long long)++account->message_number);
    const TellField fields[] = { { .name = "MsgID", .value = id, .is_raw = true },
                                 { .name = "Status", .value = S("success") } };
    account_line(fan, "account", S("template"),
                 api_json_text(call->arena, json_get(call->in, S("data"))));
    account_tell(fan, "event", "TEMPLATESENDJOBFINISH", fields, COUNT(fields));
    api_put_number(call, "msgid", account->message_number);
    return 0;
}

/* ---- signing in to a mini program ------------------------------------------------------------ */

static int take_code(Call *call, const App *app, Str text, bool is_phone, AccountCode **out)
{
    AccountCode *code = strmap_find(app->account->session_by_code, text);
    if (code == NULL || (code->phone.len > 0) != is_phone || call->now_ms >= code->until_ms)
        return api_refuse(call, 40029, NULL);
    if (code->is_used) return api_refuse(call, 40163, NULL);
    code->is_used = true;
    *out          = code;
    return 0;
}

static int session(Call *call)
{
    App         *app  = NULL;
    AccountCode *code = NULL;
    TRY_API(whose(call, &app));
    if (api_text(call, "js_code").len == 0) return api_refuse(call, 41008, NULL);
    TRY_API(take_code(call, app, api_text(call, "js_code"), false, &code));
    const Fan *fan = account_fan(app, code->customer);
    api_put_text(call, "openid", fan->openid);
    api_put_text(call, "session_key", S("c2ltLXNlc3Npb24ta2V5MDAwMA=="));
    if (code->customer->has_unionid)
        api_put_text(call, "unionid",
                     ids_union(call->arena, app->corp->seed, code->customer->index));
    return 0;
}

static int phone_number(Call *call)
{
    AccountCode *code = NULL;
    TRY_API(take_code(call, call->app, api_text(call, "code"), true, &code));
    api_open(call, "phone_info", false);
    api_put_text(call, "phoneNumber", code->phone);
    api_put_text(call, "purePhoneNumber", code->phone);
    api_put_text(call, "countryCode", S("86"));
    api_open(call, "watermark", false);
    api_put_number(call, "timestamp", call->now_s);
    api_put_text(call, "appid", account_of(call)->app_id);
    api_close(call, false);
    api_close(call, false);
    return 0;
}

static const Endpoint endpoints[] = {
    { "token", token, WRITES | NO_TOKEN | BARE },
    { "stable_token", stable_token, WRITES | NO_TOKEN | BARE },
    { "getcallbackip", addresses, BARE },
    { "get_api_domain_ip", addresses, BARE },
    { "clear_quota", done, 0 },
    { "ticket/getticket", ticket, 0 },
    { "user/get", user_get, BARE },
    { "user/info", user_info, BARE },
    { "user/info/batchget", user_batchget, BARE },
    { "user/info/updateremark", user_remark, WRITES },
    { "qrcode/create", qr_create, WRITES | BARE },
    { "showqrcode", qr_show, NO_TOKEN | RAW_REPLY },
    { "menu/create", menu_create, WRITES },
    { "menu/get", menu_get, BARE },
    { "menu/delete", menu_delete, WRITES },
    { "get_current_selfmenu_info", self_menu, BARE },
    { "message/custom/send", custom_send, WRITES },
    { "message/custom/typing", done, 0 },
    { "message/template/send", template_send, WRITES },
    { "sns/jscode2session", session, WRITES | NO_TOKEN | BARE },
    { "wxa/business/getuserphonenumber", phone_number, WRITES },
};
const Endpoints account_endpoints = { endpoints, COUNT(endpoints) };
