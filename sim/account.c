/* account.c -- accounts, fans, and what fans do. */
#include "sim/account.h"

#include "sim/ids.h"
#include "sim/pump.h"

#include <string.h>

enum {
    XML_MAX        = 256 << 10,
    WINDOW_MESSAGE = 48 * 3600, /* seconds in which customer messages may be sent */
    WINDOW_TOUCH   = 60,
    LEFT_MESSAGE   = 5,
    LEFT_TOUCH     = 3,
    ARTICLES       = 24,
    DAY_S          = 86400,
    CHINA_S        = 8 * 3600,
};

static const char *const mode_words[] = {
    [MODE_PLAIN] = "plain", [MODE_COMPATIBLE] = "compatible", [MODE_SAFE] = "safe"
};
const Words account_mode_words = { mode_words, COUNT(mode_words) };

static void publish_some(App *app)
{
    static const char *const titles[] = {
        "秋冬辅食清单：六个月宝宝这样吃", "门店上新｜有机奶粉到货", "会员日提醒：积分翻倍三天",
        "宝宝睡整觉的五个小习惯",         "双十一囤货攻略",         "纸尿裤怎么选？尺码一览",
        "育儿顾问答疑：红屁屁怎么办",     "周末亲子活动报名",
    };
    World        *world = app->corp->world;
    const int64_t today = (world->started_ms / MS_PER_SECOND + CHINA_S) / DAY_S;
    for (int i = 0; i < ARTICLES; i++) {
        Article *article       = arena_make(world->arena, Article, 1);
        article->published_day = today - (ARTICLES - i) * 3;
        article->title         = str_of(titles[i % (int)COUNT(titles)]);
        article->targets = 800 + (int64_t)((app->account->app_id.len + (size_t)i * 137) % 900);
        article->msgid   = str_fmt(world->arena, "22474835%02d_1", i + 10);
        list_add(world, &app->account->articles, article);
    }
}

App *account_add(Corp *corp, const char *name, bool is_mini)
{
    World          *world   = corp->world;
    App            *app     = arena_make(world->arena, App, 1);
    struct Account *account = arena_make(world->arena, struct Account, 1);
    const uint64_t  seed    = corp->seed ^ (0x6f61u + corp->accounts.count * 0x9E3779B9u);
    app->corp               = corp;
    app->index              = ACCOUNT_INDEX + corp->accounts.count;
    app->kind               = is_mini ? APP_MINI : APP_ACCOUNT;
    app->name               = world_keep(world, str_of(name));
    app->sees_all           = true;
    app->secret             = ids_hex(world->arena, seed, 1, 32);
    app->suggested_token    = ids_plain(world->arena, seed, 2, 24);
    app->suggested_aes_key  = ids_plain(world->arena, seed, 3, 43);
    app->trusted_ips        = S("127.0.0.1 ::1");
    app->account            = account;
    account->app            = app;
    account->mode           = MODE_SAFE;
    account->is_verified    = true;
    account->is_mini        = is_mini;
    account->app_id = str_fmt(world->arena, "wx%.*s", FMT(ids_hex(world->arena, seed, 4, 16)));
    account->gh_id  = str_fmt(world->arena, "gh_%.*s", FMT(ids_hex(world->arena, seed, 5, 12)));
    account->fan_by_openid   = strmap_new(world->arena);
    account->code_by_ticket  = strmap_new(world->arena);
    account->code_by_url     = strmap_new(world->arena);
    account->session_by_code = strmap_new(world->arena);
    account->message_number  = 24000000000000000;
    if (!is_mini) publish_some(app);
    list_add(world, &corp->accounts, app);
    strmap_put(world->account_by_id, account->app_id, app);
    return app;
}

App *account_find(const World *world, Str app_id)
{
    return strmap_find(world->account_by_id, app_id);
}

Fan *account_fan(App *app, Customer *customer)
{
    struct Account *account = app->account;
    World          *world   = app->corp->world;
    if (customer->index >= account->fan_room) {
        size_t room = account->fan_room ? account->fan_room : 1024;
        while (room <= customer->index) room *= 2;
        Fan **at = arena_make(world->arena, Fan *, room);
        if (account->fan_room)
            memcpy(at, account->fan_by_customer, account->fan_room * sizeof(*at));
        account->fan_by_customer = at;
        account->fan_room        = room;
    }
    Fan *fan = account->fan_by_customer[customer->index];
    if (fan) return fan;
    fan           = arena_make(world->arena, Fan, 1);
    fan->app      = app;
    fan->customer = customer;
    fan->scene    = "ADD_SCENE_OTHERS";
    fan->openid   = ids_text(world->arena, str_hash(account->app_id), customer->index, "o", 27);
    account->fan_by_customer[customer->index] = fan;
    strmap_put(account->fan_by_openid, fan->openid, fan);
    list_add(world, &account->fans, fan);
    return fan;
}

Fan *account_fan_of(const App *app, Str openid)
{
    return strmap_find(app->account->fan_by_openid, openid);
}

void account_follow_past(Fan *fan, int64_t at_s)
{
    fan->is_following = true;
    fan->followed_s   = at_s;
    fan->scene        = "ADD_SCENE_SEARCH";
}

void account_line(Fan *fan, const char *from, Str type, Str content)
{
    World   *world = fan->app->corp->world;
    FanLine *line  = arena_make(world->arena, FanLine, 1);
    line->id       = ++fan->app->account->line_number;
    line->at_ms    = world_now_ms(world);
    line->from     = from;
    line->type     = world_keep(world, type);
    line->content  = world_keep(world, content);
    if (fan->last)
        fan->last->next = line;
    else
        fan->first = line;
    fan->last = line;
}

/* ---- telling ------------------------------------------------------------------- */

static void put_field(StrBuf *xml, Arena *arena, const TellField *field)
{
    if (field->value.ptr == NULL) return;
    if (field->is_raw) {
        strbuf_fmt(xml, "<%s>%.*s</%s>", field->name, FMT(field->value), field->name);
        return;
    }
    strbuf_fmt(xml, "<%s>%.*s</%s>", field->name, FMT(xml_cdata(arena, field->value)), field->name);
}

void account_tell(Fan *fan, const char *type, const char *event, const TellField *fields,
                  size_t count)
{
    World *world = fan->app->corp->world;
    if (world->is_replaying || world->pump == NULL || !fan->app->callback.is_set) return;
    Arena    *scratch  = arena_new(1u << 20);
    StrBuf    xml      = strbuf(scratch, XML_MAX);
    const Str now      = str_fmt(scratch, "%lld", (long long)world_now_s(world));
    TellField common[] = {
        { .name = "ToUserName", .value = fan->app->account->gh_id },
        { .name = "FromUserName", .value = fan->openid },
        { .name = "CreateTime", .value = now, .is_raw = true },
        { .name = "MsgType", .value = str_of(type) },
        { .name = "Event", .value = str_of(event) },
    };
    strbuf_add(&xml, S("<xml>"));
    for (size_t i = 0; i < COUNT(common); i++) put_field(&xml, scratch, &common[i]);
    for (size_t i = 0; i < count; i++) put_field(&xml, scratch, &fields[i]);
    if (event == NULL) {
        const Str id = str_fmt(scratch, "%lld", (long long)++fan->app->account->message_number);
        put_field(&xml, scratch, &(TellField){ .name = "MsgId", .value = id, .is_raw = true });
    }
    strbuf_add(&xml, S("</xml>"));
    pump_post(world->pump, &(Notice){ .app   = fan->app,
                                      .event = event ? event : type,
                                      .about = fan->openid,
                                      .xml   = strbuf_str(&xml) });
    arena_free(scratch);
}

/* What a fan does opens a while in which the account may write to him. */
static void open_window(Fan *fan, int64_t seconds, int64_t messages)
{
    const int64_t until_ms = world_now_ms(fan->app->corp->world) + seconds * MS_PER_SECOND;
    if (until_ms > fan->window_until_ms) fan->window_until_ms = until_ms;
    if (messages > fan->replies_left) fan->replies_left = messages;
}

void account_follow(Fan *fan, const char *scene, SceneCode *code)
{
    World *world      = fan->app->corp->world;
    Arena *scratch    = arena_new(64 << 10);
    fan->is_following = true;
    fan->followed_s   = world_now_s(world);
    fan->scene        = code ? "ADD_SCENE_QR_CODE" : scene;
    fan->qr_scene     = code ? code->number : 0;
    fan->qr_text      = code && code->number == 0 ? code->text : (Str){ 0 };
    if (code) code->follows++;
    open_window(fan, WINDOW_TOUCH, LEFT_TOUCH);
    const TellField fields[] = {
        { .name  = "EventKey",
          .value = code ? str_fmt(scratch, "qrscene_%.*s", FMT(code->text)) : S("") },
        { .name = "Ticket", .value = code ? code->ticket : (Str){ 0 } },
    };
    account_line(fan, "system", S("event"), S("{\"text\":\"关注了公众号\"}"));
    account_tell(fan, "event", "subscribe", fields, COUNT(fields));
    arena_free(scratch);
}

void account_unfollow(Fan *fan)
{
    const TellField fields[] = { { .name = "EventKey", .value = S("") } };
    fan->is_following        = false;
    fan->window_until_ms     = 0;
    account_line(fan, "system", S("event"), S("{\"text\":\"取消了关注\"}"));
    account_tell(fan, "event", "unsubscribe", fields, COUNT(fields));
}

void account_scan(Fan *fan, SceneCode *code)
{
    code->scans++;
    if (!fan->is_following) {
        account_follow(fan, NULL, code);
        return;
    }
    const TellField fields[] = { { .name = "EventKey", .value = code->text },
                                 { .name = "Ticket", .value = code->ticket } };
    open_window(fan, WINDOW_TOUCH, LEFT_TOUCH);
    account_line(fan, "system", S("event"), S("{\"text\":\"扫描了二维码\"}"));
    account_tell(fan, "event", "SCAN", fields, COUNT(fields));
}

/* ---- what the server answered ------------------------------------------------------ */

static void line_of_reply(Fan *fan, Arena *arena, const Xml *root)
{
    JsonOut   out  = json_out(arena, 64 << 10);
    const Str type = xml_text(root, S("MsgType"));
    json_open_object(&out);
    json_pair_bool(&out, S("passive"), true);
    json_pair_str(&out, S("content"), xml_text(root, S("Content")));
    json_pair_str(&out, S("media_id"), xml_text(xml_child(root, S("Image")), S("MediaId")));
    json_key(&out, S("articles"));
    json_open_array(&out);
    const Xml *articles = xml_child(root, S("Articles"));
    for (const Xml *item = articles ? articles->first : NULL; item; item = item->next) {
        json_open_object(&out);
        json_pair_str(&out, S("title"), xml_text(item, S("Title")));
        json_pair_str(&out, S("description"), xml_text(item, S("Description")));
        json_pair_str(&out, S("picurl"), xml_text(item, S("PicUrl")));
        json_pair_str(&out, S("url"), xml_text(item, S("Url")));
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    account_line(fan, "account", type.len ? type : S("text"), strbuf_str(&out.buf));
}

static Str opened(const App *app, Arena *arena, const Xml *root)
{
    WxKey       key;
    const char *reason = NULL;
    Str         text   = { 0 };
    const Str   cipher = xml_text(root, S("Encrypt"));
    if (!wx_signature_holds(app->callback.token, xml_text(root, S("TimeStamp")),
                            xml_text(root, S("Nonce")), cipher, xml_text(root, S("MsgSignature"))))
        return text;
    if (wx_key(app->callback.aes_key, &key, &reason) != OK) return text;
    if (wx_decrypt(arena, &key, app->account->app_id, cipher, &text, &reason) != OK)
        return (Str){ 0 };
    return text;
}

void account_answered(App *app, Str openid, Arena *arena, Str body)
{
    Fan       *fan  = account_fan_of(app, openid);
    const Xml *root = NULL;
    body            = str_trim(body);
    if (fan == NULL || body.len == 0 || str_equal(body, S("success"))) return;
    if (xml_parse(arena, body, XML_MAX, &root) == OK && xml_child(root, S("Encrypt"))) {
        const Str text = opened(app, arena, root);
        if (xml_parse(arena, text, XML_MAX, &root) != OK) root = NULL;
    }
    const bool is_for_him = root && str_equal(xml_text(root, S("ToUserName")), openid) &&
                            str_equal(xml_text(root, S("FromUserName")), app->account->gh_id);
    if (is_for_him)
        line_of_reply(fan, arena, root);
    else
        account_line(fan, "system", S("failure"),
                     S("{\"text\":\"该公众号提供的服务出现故障，请稍后再试\"}"));
}
