/* content.c -- what a message to a customer may consist of. */
#include "sim/content.h"

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

int content_check(Call *call)
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

Str content_of(Call *call)
{
    const Json     *text        = json_get(call->in, S("text"));
    const JsonItems attachments = api_items(call, "attachments");
    JsonOut         out         = json_out(call->arena, 1u << 20);
    json_open_object(&out);
    if (text) {
        json_key(&out, S("text"));
        json_put(&out, text);
    }
    json_key(&out, S("attachments"));
    json_open_array(&out);
    for (size_t i = 0; i < attachments.count; i++) json_put(&out, &attachments.at[i]);
    for (size_t i = 0; i < COUNT(old_forms) && attachments.count == 0; i++) {
        const Json *object = json_get(call->in, str_of(old_forms[i]));
        if (object == NULL) continue;
        json_open_object(&out);
        json_pair_str(&out, S("msgtype"), str_of(old_forms[i]));
        json_key(&out, str_of(old_forms[i]));
        json_put(&out, object);
        json_close_object(&out);
    }
    json_close_array(&out);
    json_close_object(&out);
    return strbuf_str(&out.buf);
}

void content_deliver(Relation *relation, const char *from, Str content)
{
    World      *world   = relation->member->corp->world;
    Arena      *scratch = arena_new(8u << 20);
    const Json *message = NULL;
    JsonError   error;
    ASSERT(json_parse(scratch, content, JSON_LIMITS, &message, &error) == OK);
    const Json *text = json_get(message, S("text"));
    if (json_str(text, S("content")).len) {
        world_chat(world, relation, from, S("text"), api_json_text(scratch, text));
    }
    const JsonItems attachments = json_items(message, S("attachments"));
    for (size_t i = 0; i < attachments.count; i++) {
        const Str type = json_str(&attachments.at[i], S("msgtype"));
        world_chat(world, relation, from, type,
                   api_json_text(scratch, json_get(&attachments.at[i], type)));
    }
    arena_free(scratch);
}
