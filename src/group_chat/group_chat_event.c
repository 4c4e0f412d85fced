/* group_chat_event.c -- what this slice hears: payloads into structs, handed to the rules. */
#include "customer/customer.h"
#include "group_chat/group_chat_sql.h"
#include "group_chat/group_chat_take.h"
#include "wire/json.h"

static Code parse(Ctx *cx, const Event *event, const Json **out)
{
    const JsonLimits limits = { .bytes = EVENT_PAYLOAD_MAX, .nodes = 200000, .depth = 64 };
    JsonError        error  = { 0 };
    const Code       code   = json_parse(cx->arena, event->payload, limits, out, &error);
    if (code != OK) return fail(cx, code, "event.malformed", "%s", error.reason);
    return OK;
}

/* Userids compare without case; external ids do not. */
static Str key_of(Arena *arena, Str id, bool is_staff)
{
    if (!is_staff) return id;
    StrBuf key = strbuf(arena, id.len + 1);
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        strbuf_char(&key, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
    return strbuf_str(&key);
}

static GroupSeat seat_of(Arena *arena, const Json *json)
{
    const bool is_staff = json_bool(json, S("is_staff"), false);
    return (GroupSeat){
        .key          = key_of(arena, json_str(json, S("userid")), is_staff),
        .is_staff     = is_staff,
        .name         = json_str(json, S("name")),
        .state        = json_str(json, S("state")),
        .invited_by   = json_str(json, S("invited_by")),
        .scene        = (GroupScene)value_of(&group_scene_words, json_str(json, S("scene"))),
        .joined_at_ms = json_i64(json, S("joined_at_ms"), 0),
    };
}

static Code hear_read(Ctx *cx, const Json *json)
{
    const JsonItems members = json_items(json, S("members"));
    GroupRead       read    = { .connection_id = json_i64(json, S("connection_id"), 0),
                                .corp_id       = json_str(json, S("corp_id")),
                                .chat_id       = json_str(json, S("chat_id")),
                                .is_gone       = json_bool(json, S("is_gone"), false),
                                .name          = json_str(json, S("name")),
                                .owner         = json_str(json, S("owner")),
                                .notice        = json_str(json, S("notice")),
                                .created_at_ms = json_i64(json, S("created_at_ms"), 0),
                                .read_at_ms    = json_i64(json, S("read_at_ms"), 0) };
    read.seats              = arena_make(cx->arena, GroupSeat, members.count);
    for (size_t i = 0; i < members.count; i++) {
        const GroupSeat seat = seat_of(cx->arena, &members.at[i]);
        if (seat.key.len) read.seats[read.seat_count++] = seat;
    }
    return group_chat_take_read(cx, &read);
}

static Strs texts_of(Arena *arena, JsonItems items)
{
    Str   *texts = arena_make(arena, Str, items.count);
    size_t count = 0;
    for (size_t i = 0; i < items.count; i++)
        if (items.at[i].kind == JSON_STR) texts[count++] = items.at[i].as.str;
    return (Strs){ texts, count };
}

static Code hear_told(Ctx *cx, const Event *event, const Json *json)
{
    const GroupTelling told = {
        .connection_id = json_i64(json, S("connection_id"), 0),
        .corp_id       = json_str(json, S("corp_id")),
        .chat_id       = json_str(json, S("chat_id")),
        .news          = (GroupNews)value_of(&group_chat_news_words, json_str(json, S("detail"))),
        .how           = (LeftBy)value_of(&left_by_words, json_str(json, S("how"))),
        .members       = texts_of(cx->arena, json_items(json, S("members"))),
        .at_ms         = json_i64(json, S("at_ms"), event->occurred_at_ms),
    };
    REQUIRE(cx, told.news, ERR_INVALID, "event.malformed");
    return group_chat_take_told(cx, &told);
}

/* The platform's numbers: 0 normal, 1 the owner left, 2 being inherited, 3 inherited. */
static GroupChatState state_of(int64_t status)
{
    switch (status) {
    case 1: return GROUP_CHAT_OWNER_LEFT;
    case 2: return GROUP_CHAT_INHERITING;
    case 3: return GROUP_CHAT_INHERITED;
    default: return GROUP_CHAT_ACTIVE;
    }
}

static Code hear_listed(Ctx *cx, const Json *json)
{
    const JsonItems groups        = json_items(json, S("groups"));
    const int64_t   connection_id = json_i64(json, S("connection_id"), 0);
    const int64_t   began_ms      = json_i64(json, S("began_ms"), 0);
    Str            *ids           = arena_make(cx->arena, Str, groups.count);
    GroupChatState *states        = arena_make(cx->arena, GroupChatState, groups.count);
    if (json_bool(json, S("is_last"), false))
        return group_chat_take_all_listed(cx, connection_id, began_ms);
    for (size_t i = 0; i < groups.count; i++) {
        ids[i]    = json_str(&groups.at[i], S("chat_id"));
        states[i] = state_of(json_i64(&groups.at[i], S("status"), 0));
    }
    return group_chat_take_listed(cx, connection_id, (Strs){ ids, groups.count }, states, began_ms);
}

/* Who was a stranger in a group became somebody's friend. */
static Code hear_added(Ctx *cx, const Json *json)
{
    return group_chat_sql_name_customer(cx, json_i64(json, S("connection_id"), 0),
                                        json_str(json, S("external_userid")),
                                        json_i64(json, S("customer_id"), 0));
}

static Code hear(Ctx *cx, const Event *event)
{
    const Json *json = NULL;
    TRY(parse(cx, event, &json));
    if (str_equal(event->type, event_word(EV_PLATFORM_GROUP_READ))) return hear_read(cx, json);
    if (str_equal(event->type, event_word(EV_PLATFORM_GROUP_TOLD)))
        return hear_told(cx, event, json);
    if (str_equal(event->type, event_word(EV_PLATFORM_GROUPS_LISTED))) return hear_listed(cx, json);
    return hear_added(cx, json);
}

static const char *const types[] = { "platform.group_read", "platform.group_told",
                                     "platform.groups_listed", "contact.added", NULL };

const Consumer group_chat_consumer = {
    .name = "group_chat", .types = types, .hear = hear, .gather_ms = 50
};
