/* wecom_tag.c -- reads the tag library; wecom_tag_save.c changes it. */
#include "channel/wecom_tag.h"

enum { LIBRARY_MAX = 250 * 1024, COALESCE_MS = 500 };

static void put_tag(JsonOut *out, const Json *tag)
{
    json_open_object(out);
    json_pair_str(out, S("id"), json_str(tag, S("id")));
    json_pair_str(out, S("name"), json_str(tag, S("name")));
    json_pair_i64(out, S("order"), json_i64(tag, S("order"), 0));
    json_close_object(out);
}

static void put_group(JsonOut *out, const Json *group)
{
    const JsonItems tags = json_items(group, S("tag"));
    json_open_object(out);
    json_pair_str(out, S("id"), json_str(group, S("group_id")));
    json_pair_str(out, S("name"), json_str(group, S("group_name")));
    json_pair_i64(out, S("order"), json_i64(group, S("order"), 0));
    json_key(out, S("tags"));
    json_open_array(out);
    for (size_t i = 0; i < tags.count; i++)
        if (!json_bool(&tags.at[i], S("deleted"), false)) put_tag(out, &tags.at[i]);
    json_close_array(out);
    json_close_object(out);
}

static Code emit(Ctx *cx, const Connection *connection, Str id, Str payload)
{
    const Str object = str_fmt(cx->arena, "connection:%lld", (long long)connection->id);
    return event_emit(
        cx, EV_PLATFORM_TAGS_CHANGED,
        (EventDraft){ .id = id, .object = object, .source = S("wecom"), .payload = payload });
}

static Code emit_library(Ctx *cx, const Connection *connection, JsonItems groups, Str id)
{
    JsonOut out     = json_out(cx->arena, LIBRARY_MAX);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_bool(&out, S("complete"), true);
    json_key(&out, S("groups"));
    json_open_array(&out);
    for (size_t i = 0; i < groups.count; i++)
        if (!json_bool(&groups.at[i], S("deleted"), false)) put_group(&out, &groups.at[i]);
    json_close_array(&out);
    channel_effect_put_strs(&out, S("deleted"), (Strs){ 0 });
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return emit(cx, connection, id, payload);
}

static const PlatformCall list_call = { .app  = WECOM_CONTACT,
                                        .path = { "/cgi-bin/externalcontact/get_corp_tag_list",
                                                  42 },
                                        .body = { "{}", 2 } };

Code wecom_tag_sync(Ctx *cx, const Connection *connection, Str key, PlatformAnswer *answer)
{
    TRY(platform_api_call(cx, connection, &list_call, answer));
    if (answer->class != PLATFORM_OK) return OK;
    return emit_library(cx, connection, json_items(answer->json, S("tag_group")),
                        str_fmt(cx->arena, "tags:%.*s", FMT(key)));
}

static void send_read(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    if (!channel_effect_call(&sending, &list_call, &answer)) return;
    const Str id = str_fmt(cx->arena, "tags:%lld", (long long)effect->id);
    if (emit_library(cx, &sending.connection, json_items(answer.json, S("tag_group")), id) != OK)
        channel_effect_broke(&sending);
}

const EffectKind wecom_tag_read = { .word       = "wecom.read_tags",
                                    .per_minute = WECOM_PER_MINUTE,
                                    .per_hour   = WECOM_PER_HOUR,
                                    .send       = send_read,
                                    .settled    = channel_effect_settled };

Code wecom_tag_put_read(Ctx *cx, const Connection *connection, Str key)
{
    const EffectPlan plan = {
        .kind      = wecom_tag_read.word,
        .api       = "externalcontact/get_corp_tag_list",
        .key       = key,
        .lane      = str_fmt(cx->arena, "tags:%lld", (long long)connection->id),
        .supersede = true,
        .payload   = str_fmt(cx->arena, "{\"connection_id\":\"%lld\"}", (long long)connection->id),
        .next_at_ms =
            cx->now_ms + COALESCE_MS, /* a person sorting a group makes a burst of events */
    };
    return channel_effect_put(cx, connection, plan);
}

Code wecom_tag_emit_deleted(Ctx *cx, const Connection *connection, Str platform_id, Str key)
{
    JsonOut out     = json_out(cx->arena, 2048);
    Str     payload = { 0 };
    REQUIRE(cx, platform_id.len > 0, ERR_INVALID, "callback.field_missing");
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_bool(&out, S("complete"), false);
    channel_effect_put_strs(&out, S("groups"), (Strs){ 0 });
    channel_effect_put_strs(&out, S("deleted"), (Strs){ &platform_id, 1 });
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return emit(cx, connection, str_fmt(cx->arena, "tag_deleted:%.*s", FMT(key)), payload);
}
