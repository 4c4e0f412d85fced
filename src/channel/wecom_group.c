/* wecom_group.c -- reads a customer group and tells what the platform knows of them. */
#include "channel/wecom_group.h"

enum { PAYLOAD_MAX = 240 * 1024, NOT_THERE = 40050, NOT_A_GROUP = 90501 };

static Str object_of(Ctx *cx, Str chat_id)
{
    return str_fmt(cx->arena, "group_chat:%.*s", FMT(chat_id));
}

static int64_t ms_of(const Json *object, const char *key)
{
    const int64_t seconds = json_i64(object, str_of(key), 0);
    return seconds > 0 && seconds < INT64_C(1) << 34 ? seconds * MS_PER_SECOND : 0;
}

/* ---- one group ------------------------------------------------------------------------- */

static Str scene_of(int64_t scene)
{
    static const char *const words[] = { "unknown", "invited", "link", "qr_code" };
    return str_of(words[scene > 0 && scene < (int64_t)COUNT(words) ? scene : 0]);
}

static void put_member(JsonOut *out, const Json *member)
{
    static const char *const texts[] = { "userid", "unionid", "name", "state" };
    json_open_object(out);
    for (size_t i = 0; i < COUNT(texts); i++)
        json_pair_str(out, str_of(texts[i]), json_str(member, str_of(texts[i])));
    json_pair_bool(out, S("is_staff"), json_i64(member, S("type"), 0) == 1);
    json_pair_i64(out, S("joined_at_ms"), ms_of(member, "join_time"));
    json_pair_str(out, S("scene"), scene_of(json_i64(member, S("join_scene"), 0)));
    json_pair_str(out, S("invited_by"), json_str(json_get(member, S("invitor")), S("userid")));
    json_close_object(out);
}

static void put_group(JsonOut *out, const Json *group)
{
    const JsonItems members = json_items(group, S("member_list"));
    json_pair_str(out, S("name"), json_str(group, S("name")));
    json_pair_str(out, S("owner"), json_str(group, S("owner")));
    json_pair_str(out, S("notice"), json_str(group, S("notice")));
    json_pair_i64(out, S("created_at_ms"), ms_of(group, "create_time"));
    json_key(out, S("members"));
    json_open_array(out);
    for (size_t i = 0; i < members.count; i++) put_member(out, &members.at[i]);
    json_close_array(out);
}

static void open_event(JsonOut *out, const Connection *connection, Str chat_id)
{
    json_open_object(out);
    json_pair_id(out, S("connection_id"), connection->id);
    json_pair_str(out, S("corp_id"), connection->corp_id);
    json_pair_str(out, S("chat_id"), chat_id);
}

static Code emit(Ctx *cx, EventType type, Str id, Str object, int64_t at_ms, JsonOut *out)
{
    Str payload = { 0 };
    TRY(channel_effect_json(cx, out, &payload));
    return event_emit(cx, type,
                      (EventDraft){ .id             = id,
                                    .object         = object,
                                    .source         = S("wecom"),
                                    .occurred_at_ms = at_ms,
                                    .payload        = payload });
}

static Str read_body(Ctx *cx, Str chat_id)
{
    JsonOut out  = json_out(cx->arena, 1024);
    Str     text = S("{}");
    json_open_object(&out);
    json_pair_str(&out, S("chat_id"), chat_id);
    json_pair_i64(&out, S("need_name"), 1);
    json_close_object(&out);
    IGNORE(json_out_done(&out, &text)); /* an id fits, or the platform refuses what is left */
    return text;
}

static void send_read(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str          chat_id = channel_effect_str(&sending, "chat_id");
    const PlatformCall call    = { .app  = WECOM_CONTACT,
                                   .path = S("/cgi-bin/externalcontact/groupchat/get"),
                                   .body = read_body(cx, chat_id) };
    const bool         is_told = channel_effect_call(&sending, &call, &answer);
    const bool is_gone = !is_told && (answer.errcode == NOT_THERE || answer.errcode == NOT_A_GROUP);
    if (!is_told && !is_gone) return;

    JsonOut out = json_out(cx->arena, PAYLOAD_MAX);
    open_event(&out, &sending.connection, chat_id);
    json_pair_bool(&out, S("is_gone"), is_gone);
    json_pair_i64(&out, S("read_at_ms"), cx->now_ms);
    if (!is_gone) put_group(&out, json_get(answer.json, S("group_chat")));
    json_close_object(&out);
    const Str id = str_fmt(cx->arena, "group_read:%lld", (long long)effect->id);
    if (emit(cx, EV_PLATFORM_GROUP_READ, id, object_of(cx, chat_id), 0, &out) != OK) {
        channel_effect_broke(&sending);
        return;
    }
    channel_effect_done(&sending, S("{}"));
}

const EffectKind wecom_group_read = { .word       = "wecom.read_group",
                                      .per_minute = WECOM_PER_MINUTE,
                                      .per_hour   = WECOM_PER_HOUR,
                                      .send       = send_read,
                                      .settled    = channel_effect_settled };

Code wecom_group_put_read(Ctx *cx, const Connection *connection, Str chat_id, Str key,
                          int64_t next_at_ms)
{
    JsonOut out     = json_out(cx->arena, 1024);
    Str     payload = { 0 };
    REQUIRE(cx, chat_id.len > 0, ERR_INVALID, "callback.field_missing");
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("chat_id"), chat_id);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(
        cx, connection,
        (EffectPlan){ .kind       = wecom_group_read.word,
                      .api        = "externalcontact/groupchat/get",
                      .key        = str_fmt(cx->arena, "%.*s:%.*s", FMT(key), FMT(chat_id)),
                      .lane       = object_of(cx, chat_id),
                      .object     = object_of(cx, chat_id),
                      .payload    = payload,
                      .next_at_ms = next_at_ms,
                      .supersede  = true });
}

/* ---- what a callback tells ---------------------------------------------------------------- */

Code wecom_group_emit_told(Ctx *cx, const Connection *connection, const GroupTold *told)
{
    JsonOut out = json_out(cx->arena, PAYLOAD_MAX);
    REQUIRE(cx, told->chat_id.len > 0, ERR_INVALID, "callback.field_missing");
    open_event(&out, connection, told->chat_id);
    json_pair_str(&out, S("detail"), told->detail);
    json_pair_str(&out, S("how"), told->how);
    channel_effect_put_strs(&out, S("members"), told->members);
    json_pair_i64(&out, S("at_ms"), told->at_ms);
    json_close_object(&out);
    const Str id = str_fmt(cx->arena, "group_told:%.*s", FMT(told->key));
    return emit(cx, EV_PLATFORM_GROUP_TOLD, id, object_of(cx, told->chat_id), told->at_ms, &out);
}

Code channel_read_group(Ctx *cx, ConnectionId id, Str chat_id)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    /* Its key is its own id: asked again, it is read again. */
    return wecom_group_put_read(cx, &connection, chat_id,
                                str_fmt(cx->arena, "asked:%lld", (long long)cx_new_id(cx)), 0);
}
