/* welcome.c -- send_welcome_msg: a code lives 20 s, works once, and the first app wins. */
#include "sim/api.h"
#include "sim/pump.h"
#include "sys/clock.h"

enum { TEXT_MAX = 4000, ATTACHMENTS_MAX = 9 };

static int check_media(Call *call, Str media_id)
{
    if (media_id.len == 0) return 0;
    const Media *media = strmap_find(call->world->media_by_id, media_id);
    if (media == NULL || (media->until_ms && call->now_ms >= media->until_ms)) {
        return api_refuse(call, 40007, NULL);
    }
    return 0;
}

static int check_needed(Call *call, const Json *object, const char *names[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (json_str(object, str_of(names[i])).len) continue;
        return api_refuse(
            call, 40058,
            str_fmt(call->arena, "invalid Request Parameter, missing %s", names[i]).ptr);
    }
    return 0;
}

static int check_attachment(Call *call, Str type, const Json *object)
{
    if (object == NULL) return api_refuse(call, 41065, NULL);
    if (str_equal(type, S("image"))) {
        if (json_str(object, S("media_id")).len == 0 && json_str(object, S("pic_url")).len == 0) {
            return api_refuse(call, 41006, NULL);
        }
        return check_media(call, json_str(object, S("media_id")));
    }
    if (str_equal(type, S("video")) || str_equal(type, S("file"))) {
        if (json_str(object, S("media_id")).len == 0) return api_refuse(call, 41006, NULL);
        return check_media(call, json_str(object, S("media_id")));
    }
    if (str_equal(type, S("link"))) {
        const char *names[] = { "title", "url" };
        TRY_API(check_needed(call, object, names, COUNT(names)));
        if (json_str(object, S("title")).len > 128 || json_str(object, S("desc")).len > 512) {
            return api_refuse(call, 45002, NULL);
        }
        return 0;
    }
    if (str_equal(type, S("miniprogram"))) {
        const char *names[] = { "title", "pic_media_id", "appid", "page" };
        TRY_API(check_needed(call, object, names, COUNT(names)));
        if (json_str(object, S("title")).len > 64) return api_refuse(call, 45002, NULL);
        return check_media(call, json_str(object, S("pic_media_id")));
    }
    return api_refuse(call, 41065, NULL);
}

static const char *const old_forms[] = { "image", "link", "miniprogram" };

static int check_content(Call *call)
{
    const Str       text        = json_str(json_get(call->in, S("text")), S("content"));
    const JsonItems attachments = api_items(call, "attachments");
    bool            has_old     = false;
    if (text.len > TEXT_MAX) return api_refuse(call, 45002, NULL);
    if (attachments.count > ATTACHMENTS_MAX) return api_refuse(call, 41064, NULL);
    for (size_t i = 0; i < attachments.count; i++) {
        const Str type = json_str(&attachments.at[i], S("msgtype"));
        TRY_API(check_attachment(call, type, json_get(&attachments.at[i], type)));
    }
    for (size_t i = 0; i < COUNT(old_forms) && attachments.count == 0; i++) {
        const Json *object = json_get(call->in, str_of(old_forms[i]));
        if (object == NULL) continue;
        has_old = true;
        TRY_API(check_attachment(call, str_of(old_forms[i]), object));
    }
    if (text.len == 0 && attachments.count == 0 && !has_old) return api_refuse(call, 40063, NULL);
    return 0;
}

static void deliver(Call *call, Relation *relation)
{
    World      *world = call->world;
    const Json *text  = json_get(call->in, S("text"));
    if (json_str(text, S("content")).len) {
        world_chat(world, relation, "welcome", S("text"), api_json_text(call->arena, text));
    }
    const JsonItems attachments = api_items(call, "attachments");
    for (size_t i = 0; i < attachments.count; i++) {
        const Str type = json_str(&attachments.at[i], S("msgtype"));
        world_chat(world, relation, "welcome", type,
                   api_json_text(call->arena, json_get(&attachments.at[i], type)));
    }
    for (size_t i = 0; i < COUNT(old_forms) && attachments.count == 0; i++) {
        const Json *object = json_get(call->in, str_of(old_forms[i]));
        if (object == NULL) continue;
        world_chat(world, relation, "welcome", str_of(old_forms[i]),
                   api_json_text(call->arena, object));
    }
}

static void measure(const WelcomeCode *code, bool is_sent)
{
    if (code->item == NULL) return;
    if (is_sent)
        code->item->welcome_us = clock_mono_us();
    else
        code->item->welcomes++;
}

/* The customer-contact app speaks for the whole corp; another app only for itself. */
static bool may_use(const App *app, const WelcomeCode *code)
{
    if (code->app == app) return true;
    return app->kind == APP_CUSTOMER && code->app->corp == app->corp;
}

static int send(Call *call)
{
    const Str text = api_text(call, "welcome_code");
    if (text.len == 0) return api_refuse(call, 41049, NULL);
    WelcomeCode *code = strmap_find(call->world->welcome_by_code, text);
    if (code == NULL || !may_use(call->app, code)) return api_refuse(call, 41050, NULL);
    code->uses++;
    measure(code, false);
    Welcome *welcome = code->welcome;
    if (call->now_ms >= welcome->until_ms) return api_refuse(call, 41050, NULL);
    if (welcome->sent_by == code->app) return api_refuse(call, 41050, NULL);
    if (welcome->sent_by || welcome->relation->has_chatted) return api_refuse(call, 41051, NULL);
    TRY_API(check_content(call));
    welcome->sent_by = code->app;
    deliver(call, welcome->relation);
    measure(code, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/send_welcome_msg", send, WRITES | CUSTOMERS },
};
const Endpoints welcome_endpoints = { endpoints, COUNT(endpoints) };
