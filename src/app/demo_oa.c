/* demo_oa.c -- the official account of the demo's brand: connected as by the wizard, with a menu
 * and replies that carry a contact code, codes with a scene, an article, its fans and figures. */
#include "app/demo.h"

#include "acquire/acquire.h"
#include "oa/oa.h"

enum { BODY_MAX = 8192 };

/* The account of the corp in the world; NULL: it has none. */
static Code find_account(Demo *demo, const Json *corp, const Json **account)
{
    Ctx        *cx   = &demo->cx;
    const Json *list = NULL;
    *account         = NULL;
    TRY(demo_ask(demo, "GET", str_fmt(cx->arena, "%.*s/sim/accounts", FMT(demo->sim)), (Str){ 0 },
                 &list));
    const JsonItems items = json_items(list, S("accounts"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("kind")), S("oa")) &&
            str_equal(json_str(&items.at[i], S("corp_id")), json_str(corp, S("corp_id"))))
            *account = &items.at[i];
    return OK;
}

static Code find_connection(Demo *demo, Str app_id, Str *id)
{
    const Json *list = NULL;
    *id              = (Str){ 0 };
    TRY(demo_ask(demo, "GET", demo_url(demo, "/api/connections"), (Str){ 0 }, &list));
    const JsonItems items = json_items(list, S("items"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("corp_id")), app_id))
            *id = json_str(&items.at[i], S("id"));
    return OK;
}

static Code connect(Demo *demo, const Json *account, Str *id)
{
    const Json *made = NULL;
    JsonOut     out  = json_out(demo->cx.arena, BODY_MAX);
    json_open_object(&out);
    json_pair_str(&out, S("kind"), S("oa"));
    json_pair_str(&out, S("name"), json_str(account, S("name")));
    json_pair_str(&out, S("corp_id"), json_str(account, S("app_id")));
    json_pair_str(&out, S("app_secret"), json_str(account, S("secret")));
    json_pair_str(&out, S("base_url"), demo->sim);
    json_close_object(&out);
    Str body;
    TRY(json_out_done(&out, &body));
    TRY(demo_ask(demo, "POST", demo_url(demo, "/api/connections"), body, &made));
    *id = json_str(made, S("id"));
    return OK;
}

/* Pastes our callback into the platform; our address may be another than at the last start. */
static Code paste_callback(Demo *demo, Str app_id, Str id)
{
    Ctx        *cx   = &demo->cx;
    const Json *made = NULL, *answer = NULL;
    TRY(demo_ask(demo, "GET",
                 str_fmt(cx->arena, "%.*s/api/connections/%.*s", FMT(demo->api), FMT(id)),
                 (Str){ 0 }, &made));
    JsonOut out = json_out(cx->arena, BODY_MAX);
    json_open_object(&out);
    json_pair_str(&out, S("url"), json_str(made, S("callback_url")));
    json_pair_str(&out, S("token"), json_str(made, S("callback_token")));
    json_pair_str(&out, S("aes_key"), json_str(made, S("callback_aes_key")));
    json_pair_str(&out, S("mode"), S("safe"));
    json_close_object(&out);
    Str body;
    TRY(json_out_done(&out, &body));
    return demo_ask(
        demo, "POST",
        str_fmt(cx->arena, "%.*s/sim/accounts/%.*s/callback", FMT(demo->sim), FMT(app_id)), body,
        &answer);
}

/* ---- what the console would send, in this order --------------------------------------------- */

typedef struct Sent {
    const char *method, *path, *body; /* {account}, {code}: ids */
} Sent;

static const Sent sent[] = {
    { "POST", "/api/oa/replies",
      "{\"connection_id\":\"{account}\",\"name\":\"关注欢迎\",\"occasion\":\"follow\",\"is_on\":"
      "true,"
      "\"messages\":[{\"kind\":\"text\",\"text\":"
      "\"欢迎关注小满母婴！回复「优惠」领券，点菜单加顾问。\"},"
      "{\"kind\":\"code\",\"text\":\"添加专属育儿顾问\",\"channel_code_id\":\"{code}\"}]}" },
    { "POST", "/api/oa/replies",
      "{\"connection_id\":\"{account}\",\"name\":\"优惠\",\"occasion\":\"keyword\",\"is_on\":true,"
      "\"keywords\":[\"优惠\",\"优惠券\"],"
      "\"messages\":[{\"kind\":\"text\",\"text\":\"本周满 300 减 50，到店和商城都能用。\"}]}" },
    { "POST", "/api/oa/replies",
      "{\"connection_id\":\"{account}\",\"name\":\"没听懂\",\"occasion\":\"default\",\"is_on\":"
      "true,"
      "\"messages\":[{\"kind\":\"text\",\"text\":\"收到啦，顾问看到后会回复您。\"}]}" },
    { "POST", "/api/oa/qrs",
      "{\"connection_id\":\"{account}\",\"name\":\"门店台卡\",\"is_permanent\":true,"
      "\"channel_code_id\":\"{code}\"}" },
    { "POST", "/api/oa/qrs",
      "{\"connection_id\":\"{account}\",\"name\":\"周末亲子活动\",\"is_permanent\":false}" },
    { "POST", "/api/oa/places",
      "{\"connection_id\":\"{account}\",\"name\":\"秋冬辅食清单\","
      "\"url\":\"https://mp.weixin.qq.com/s/xiaoman-fushi\",\"channel_code_id\":\"{code}\"}" },
};

static Code make_menu(Demo *demo, int64_t account, int64_t code)
{
    Ctx     *cx     = &demo->cx;
    OaButton subs[] = {
        { .name = S("会员商城"), .kind = OA_BUTTON_VIEW, .url = S("https://example.com/mall") },
        { .name = S("新人礼包"), .kind = OA_BUTTON_VIEW, .url = S("https://example.com/gift") },
    };
    OaButton buttons[] = {
        { .name            = S("联系顾问"),
          .kind            = OA_BUTTON_CODE,
          .key             = S("adviser"),
          .channel_code_id = code },
        { .name = S("福利"), .buttons = { subs, COUNT(subs) } },
    };
    const OaMenuDraft draft = { .buttons = { buttons, COUNT(buttons) } };
    OaMenu            menu;
    TRY(oa_menu_get(cx, (ConnectionId){ account }, &menu));
    TRY(oa_menu_save(cx, (ConnectionId){ account }, menu.revision, &draft, &menu));
    return oa_menu_publish(cx, (ConnectionId){ account }, &menu);
}

static Str filled(Demo *demo, const char *text, Str account, Str code)
{
    Arena *arena = demo->cx.arena;
    return str_replace(arena, str_replace(arena, str_of(text), S("{account}"), account),
                       S("{code}"), code);
}

static Code send_all(Demo *demo, Str account)
{
    Ctx        *cx     = &demo->cx;
    Rows        codes  = { 0 };
    const Json *answer = NULL;
    int64_t     id     = 0;
    Str         next;
    TRY(acquire_code_list(cx, &(CodeFilter){ .q = S("公众号菜单"), .limit = 1 }, &codes, &next));
    if (codes.count == 0) return OK;
    const int64_t code_id = ROWS_AT(ChannelCode, codes, 0)->id;
    const Str     code    = str_fmt(cx->arena, "%lld", (long long)code_id);
    for (size_t i = 0; i < COUNT(sent); i++)
        TRY(demo_ask(demo, sent[i].method,
                     str_fmt(cx->arena, "%.*s%.*s", FMT(demo->api),
                             FMT(filled(demo, sent[i].path, account, code))),
                     filled(demo, sent[i].body, account, code), &answer));
    return str_to_i64(account, &id) ? make_menu(demo, id, code_id) : OK;
}

/* Others stand before it in the queue: it is not waited for. */
static Code start(Demo *demo, Str account, const char *what)
{
    const Json *job = NULL;
    return demo_ask(
        demo, "POST",
        str_fmt(demo->cx.arena, "%.*s/api/oa/%.*s/%s", FMT(demo->api), FMT(account), what),
        (Str){ 0 }, &job);
}

Code demo_oa(Demo *demo, const Json *corp)
{
    const Json *account = NULL;
    Str         id      = { 0 };
    TRY(find_account(demo, corp, &account));
    if (account == NULL) return OK;
    const Str app_id = json_str(account, S("app_id"));
    TRY(find_connection(demo, app_id, &id));
    const bool is_new = id.len == 0;
    if (is_new) TRY(connect(demo, account, &id));
    TRY(paste_callback(demo, app_id, id));
    if (!is_new) return OK;
    TRY(send_all(demo, id));
    TRY(start(demo, id, "sync"));
    return start(demo, id, "figures/pull");
}
