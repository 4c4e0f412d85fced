/* account_play.c -- the admin API of official accounts: /sim/accounts, their settings, their fans.
 */
#include "sim/account.h"
#include "sim/api.h"
#include "sim/ids.h"
#include "sim/pump.h"
#include "sim/show.h"

enum { CODE_MS = 300000 };

static int need_account(Call *call, App **out)
{
    *out = account_find(call->world, call->arg[0]);
    if (*out == NULL) return api_refuse(call, 40013, "no such account");
    call->corp = (*out)->corp;
    return 0;
}

static void put_menu(Call *call, const App *app)
{
    json_key(&call->out, S("menu"));
    json_put_raw(&call->out, app->menu.len ? app->menu : S("[]"));
}

static void put_account(Call *call, const App *app)
{
    const struct Account *account = app->account;
    int64_t               fans    = 0;
    LIST_EACH(Fan, fan, account->fans) fans += fan->is_following;
    api_open(call, NULL, false);
    api_put_text(call, "app_id", account->app_id);
    api_put_text(call, "corp_id", app->corp->corp_id);
    api_put_text(call, "kind", account->is_mini ? S("mini_program") : S("oa"));
    api_put_text(call, "name", app->name);
    api_put_text(call, "gh_id", account->gh_id);
    api_put_text(call, "secret", app->secret);
    api_put_text(call, "mode", word_of(&account_mode_words, (int)account->mode));
    api_put_flag(call, "is_verified", account->is_verified);
    api_put_text(call, "trusted_ips", app->trusted_ips);
    api_put_text(call, "suggested_token", app->suggested_token);
    api_put_text(call, "suggested_aes_key", app->suggested_aes_key);
    api_put_text(call, "callback_url", app->callback.is_set ? app->callback.url : S(""));
    api_put_number(call, "fan_count", fans);
    put_menu(call, app);
    api_open(call, "codes", true);
    for (size_t i = account->codes.count; i-- > 0 && account->codes.count - i <= 50;) {
        const SceneCode *code = account->codes.at[i];
        api_open(call, NULL, false);
        api_put_text(call, "text", code->text);
        api_put_text(call, "ticket", code->ticket);
        api_put_text(call, "url", code->url);
        api_put_number(call, "until_ms", code->until_ms);
        api_put_number(call, "scans", code->scans);
        api_put_number(call, "follows", code->follows);
        api_close(call, false);
    }
    api_close(call, true);
    api_open(call, "articles", true);
    for (size_t i = account->articles.count; i-- > 0;) {
        const Article *article = account->articles.at[i];
        api_open(call, NULL, false);
        api_put_text(call, "msgid", article->msgid);
        api_put_text(call, "title", article->title);
        api_close(call, false);
    }
    api_close(call, true);
    api_close(call, false);
}

static int accounts(Call *call)
{
    api_open(call, "accounts", true);
    LIST_EACH(Corp, corp, call->world->corps)
    LIST_EACH(App, app, corp->accounts) put_account(call, app);
    api_close(call, true);
    return 0;
}

static int account_set(Call *call)
{
    App *app = NULL;
    TRY_API(need_account(call, &app));
    if (api_has(call, "trusted_ips"))
        app->trusted_ips = world_keep(call->world, api_text(call, "trusted_ips"));
    if (api_has(call, "mode")) {
        const int mode = value_of(&account_mode_words, api_text(call, "mode"));
        if (mode == 0) return api_refuse(call, 40035, NULL);
        app->account->mode = (AccountMode)mode;
    }
    app->account->is_verified = api_flag(call, "is_verified", app->account->is_verified);
    /* The next call is refused with 40001 though stable_token gives the same token again. */
    app->is_token_dead = api_flag(call, "kill_token", app->is_token_dead);
    if (api_flag(call, "expire_token", false)) app->token_until_ms = call->now_ms;
    return 0;
}

static CallbackSettings read_settings(const Call *call)
{
    return (CallbackSettings){ .is_set  = true,
                               .url     = api_text(call, "url"),
                               .token   = api_text(call, "token"),
                               .aes_key = api_text(call, "aes_key") };
}

static int callback_check(Call *call)
{
    const CallbackSettings settings = read_settings(call);
    if (settings.url.len == 0 || !api_flag(call, "verify", true)) return 0;
    Str       problem = S("");
    const int code    = pump_verify_account(call->arena, &settings, &problem);
    return code == 0 ? 0 : api_refuse(call, code, str_z(call->arena, problem));
}

static int callback_save(Call *call)
{
    App *app = NULL;
    TRY_API(need_account(call, &app));
    const CallbackSettings settings = read_settings(call);
    app->callback                   = (CallbackSettings){
                          .is_set  = settings.url.len > 0,
                          .url     = world_keep(call->world, settings.url),
                          .token   = world_keep(call->world, settings.token),
                          .aes_key = world_keep(call->world, settings.aes_key),
    };
    const int mode = value_of(&account_mode_words, api_text(call, "mode"));
    if (mode) app->account->mode = (AccountMode)mode;
    api_put_flag(call, "is_set", app->callback.is_set);
    return 0;
}

/* ---- fans -------------------------------------------------------------------------- */

static void put_fan(Call *call, const Fan *fan)
{
    api_open(call, NULL, false);
    api_put_text(call, "openid", fan->openid);
    api_put_text(call, "name", fan->customer->name);
    api_put_text(call, "external_userid", world_external_userid(call->arena, fan->customer));
    api_put_flag(call, "is_following", fan->is_following);
    api_put_number(call, "followed_s", fan->followed_s);
    if (fan->customer->has_unionid)
        api_put_text(call, "unionid",
                     ids_union(call->arena, call->corp->seed, fan->customer->index));
    api_close(call, false);
}

static int fans(Call *call)
{
    App *app = NULL;
    TRY_API(need_account(call, &app));
    const Str       q        = api_text(call, "q");
    const Str       external = api_text(call, "external_userid");
    const Customer *only     = external.len ? world_customer(app->corp, external) : NULL;
    const int64_t   limit    = api_limit(call, 50, 500);
    int64_t         given    = 0;
    if (external.len && only == NULL) return api_refuse(call, 40096, NULL);
    api_open(call, "fans", true);
    for (size_t at = app->account->fans.count; at-- > 0 && given < limit;) {
        const Fan *fan = app->account->fans.at[at];
        if (only && fan->customer != only) continue;
        if (q.len && str_find(fan->customer->name, q) < 0 && !str_equal(fan->openid, q)) continue;
        put_fan(call, fan);
        given++;
    }
    api_close(call, true);
    return 0;
}

/* Who does it: an openid, a customer of the world, or somebody new. */
static int need_fan(Call *call, App *app, Fan **out)
{
    World    *world  = call->world;
    const Str openid = api_text(call, "openid"), external = api_text(call, "external_userid");
    if (openid.len) {
        *out = account_fan_of(app, openid);
        return *out ? 0 : api_refuse(call, 40003, "no such fan");
    }
    Customer *customer = external.len ? world_customer(app->corp, external) : NULL;
    if (external.len && customer == NULL) return api_refuse(call, 40096, NULL);
    if (customer == NULL) {
        const Json *draft = json_get(call->in, S("customer"));
        const Str   name  = json_str(draft, S("name"));
        customer = world_add_customer(app->corp, world_keep(world, name.len ? name : S("新粉丝")));
        customer->gender        = 2;
        customer->has_unionid   = json_bool(draft, S("unionid"), true);
        customer->hides_unionid = json_bool(draft, S("hides_unionid"), false);
        customer->is_played     = true;
    }
    *out = account_fan(app, customer);
    return 0;
}

static int done_by(Call *call, const Fan *fan)
{
    api_put_text(call, "openid", fan->openid);
    api_put_text(call, "external_userid", world_external_userid(call->arena, fan->customer));
    if (fan->customer->has_unionid)
        api_put_text(call, "unionid",
                     ids_union(call->arena, call->corp->seed, fan->customer->index));
    api_put_flag(call, "is_following", fan->is_following);
    return 0;
}

static int follow(Call *call)
{
    App *app = NULL;
    Fan *fan = NULL;
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    account_follow(fan, "ADD_SCENE_SEARCH", NULL);
    return done_by(call, fan);
}

static int unfollow(Call *call)
{
    App *app = NULL;
    Fan *fan = NULL;
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    account_unfollow(fan);
    return done_by(call, fan);
}

static int scan(Call *call)
{
    App *app = NULL;
    Fan *fan = NULL;
    TRY_API(need_account(call, &app));
    SceneCode *code = strmap_find(app->account->code_by_ticket, api_text(call, "ticket"));
    if (code == NULL) code = strmap_find(app->account->code_by_url, api_text(call, "url"));
    if (code == NULL || (code->until_ms && call->now_ms >= code->until_ms))
        return api_refuse(call, 40029, "the code is dead");
    TRY_API(need_fan(call, app, &fan));
    account_scan(fan, code);
    return done_by(call, fan);
}

static int say(Call *call)
{
    App      *app     = NULL;
    Fan      *fan     = NULL;
    const Str text    = api_text(call, "text");
    const Str type    = api_has(call, "type") ? api_text(call, "type") : S("text");
    JsonOut   content = json_out(call->arena, 64 << 10);
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    if (!fan->is_following) return api_refuse(call, 43004, "does not follow");
    json_open_object(&content);
    json_pair_str(&content, S("content"), text);
    json_close_object(&content);
    account_line(fan, "fan", type, strbuf_str(&content.buf));
    fan->window_until_ms     = call->now_ms + 48 * (int64_t)MS_PER_HOUR;
    fan->replies_left        = 5;
    const TellField texts[]  = { { .name = "Content", .value = text } };
    const TellField images[] = { { .name = "PicUrl", .value = S("http://mmbiz.qpic.cn/sim/0") },
                                 { .name = "MediaId", .value = S("sim-media") } };
    const TellField voices[] = { { .name = "MediaId", .value = S("sim-media") },
                                 { .name = "Format", .value = S("amr") } };
    const TellField places[] = { { .name = "Location_X", .value = S("23.134521"), .is_raw = true },
                                 { .name = "Location_Y", .value = S("113.358803"), .is_raw = true },
                                 { .name = "Scale", .value = S("20"), .is_raw = true },
                                 { .name = "Label", .value = text.len ? text : S("位置信息") } };
    if (str_equal(type, S("image")))
        account_tell(fan, "image", NULL, images, COUNT(images));
    else if (str_equal(type, S("voice")))
        account_tell(fan, "voice", NULL, voices, COUNT(voices));
    else if (str_equal(type, S("location")))
        account_tell(fan, "location", NULL, places, COUNT(places));
    else
        account_tell(fan, "text", NULL, texts, COUNT(texts));
    return done_by(call, fan);
}

/* Taps a button of the menu: a click by its key, a view by its url. */
static int tap(Call *call)
{
    App      *app = NULL;
    Fan      *fan = NULL;
    const Str key = api_text(call, "key"), url = api_text(call, "url");
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    const Str       menu     = str_fmt(call->arena, "%lld", (long long)app->account->menu_id);
    const TellField clicks[] = { { .name = "EventKey", .value = key } };
    const TellField views[]  = { { .name = "EventKey", .value = url },
                                 { .name = "MenuId", .value = menu, .is_raw = true } };
    account_line(fan, "system", S("event"), S("{\"text\":\"点击了菜单\"}"));
    fan->window_until_ms = fan->window_until_ms > call->now_ms + MS_PER_MINUTE
                               ? fan->window_until_ms
                               : call->now_ms + MS_PER_MINUTE;
    if (fan->replies_left < 3) fan->replies_left = 3;
    if (key.len)
        account_tell(fan, "event", "CLICK", clicks, COUNT(clicks));
    else
        account_tell(fan, "event", "VIEW", views, COUNT(views));
    return done_by(call, fan);
}

/* Any event, for what is not played: {event, fields: {name: text}}. */
static int event(Call *call)
{
    enum { FIELDS_MAX = 12 };
    App        *app = NULL;
    Fan        *fan = NULL;
    TellField   all[FIELDS_MAX];
    size_t      count  = 0;
    const Json *fields = json_get(call->in, S("fields"));
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    for (uint32_t i = 0; fields && i < fields->count && count < FIELDS_MAX; i++)
        all[count++] = (TellField){ .name  = str_z(call->arena, fields->as.first[i].key),
                                    .value = api_item_text(call, &fields->as.first[i]) };
    account_tell(fan, "event", str_z(call->arena, api_text(call, "event")), all, count);
    return done_by(call, fan);
}

static int lines(Call *call)
{
    App *app = NULL;
    TRY_API(need_account(call, &app));
    const Fan *fan = account_fan_of(app, api_text(call, "openid"));
    if (fan == NULL) return api_refuse(call, 40003, "no such fan");
    const int64_t after = api_number(call, "after", 0);
    api_open(call, "lines", true);
    for (const FanLine *line = fan->first; line; line = line->next) {
        if (line->id <= after) continue;
        api_open(call, NULL, false);
        api_put_number(call, "id", line->id);
        api_put_number(call, "at_ms", line->at_ms);
        api_put_text(call, "from", str_of(line->from));
        api_put_text(call, "type", line->type);
        json_key(&call->out, S("content"));
        json_put_raw(&call->out, line->content);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

/* wx.login and getPhoneNumber of a mini program: the codes its page would get. */
static int login(Call *call)
{
    App *app = NULL;
    Fan *fan = NULL;
    TRY_API(need_account(call, &app));
    TRY_API(need_fan(call, app, &fan));
    const Str phone = api_text(call, "phone");
    for (int i = 0; i < (phone.len ? 2 : 1); i++) {
        AccountCode *code = arena_make(call->world->arena, AccountCode, 1);
        code->code     = ids_text(call->world->arena, call->corp->seed, world_number(call->world),
                              i ? "p" : "0", 31);
        code->customer = fan->customer;
        code->phone    = i ? world_keep(call->world, phone) : (Str){ 0 };
        code->until_ms = call->now_ms + CODE_MS;
        strmap_put(app->account->session_by_code, code->code, code);
        api_put_text(call, i ? "phone_code" : "js_code", code->code);
    }
    return done_by(call, fan);
}

static const Endpoint endpoints[] = {
    { "accounts", accounts, 0 },
    { "accounts/{}", account_set, WRITES },
    { "accounts/{}/callback", callback_save, WRITES, callback_check },
    { "accounts/{}/fans", fans, 0 },
    { "accounts/{}/follow", follow, WRITES },
    { "accounts/{}/unfollow", unfollow, WRITES },
    { "accounts/{}/scan", scan, WRITES },
    { "accounts/{}/say", say, WRITES },
    { "accounts/{}/tap", tap, WRITES },
    { "accounts/{}/event", event, WRITES },
    { "accounts/{}/lines", lines, 0 },
    { "accounts/{}/login", login, WRITES },
};
const Endpoints account_play_endpoints = { endpoints, COUNT(endpoints) };
