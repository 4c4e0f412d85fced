/* message.c -- application messages to members (message/send) and what belongs to them. */
#include "sim/api.h"
#include "sim/ids.h"

enum { TEXT_MAX = 2048, TO_MAX = 1000, RECALL_MS = 86400000 };

typedef struct Audience {
    List   to;
    StrBuf bad_users, bad_parties;
} Audience;

static void add_once(Call *call, List *list, Member *member)
{
    LIST_EACH(Member, other, *list)
    {
        if (other == member) return;
    }
    list_add(call->world, list, member);
}

static void add_users(Call *call, Audience *audience)
{
    Str rest = api_text(call, "touser");
    if (str_equal(rest, S("@all"))) {
        LIST_EACH(Member, member, call->corp->members)
        {
            if (!member->is_gone && world_app_sees(call->app, member)) {
                list_add(call->world, &audience->to, member);
            }
        }
        return;
    }
    while (rest.len) {
        const Str userid = str_trim(str_cut(&rest, '|'));
        if (userid.len == 0) continue;
        Member *member = world_member(call->corp, userid);
        if (member && world_app_sees(call->app, member))
            add_once(call, &audience->to, member);
        else
            strbuf_fmt(&audience->bad_users, "%s%.*s", audience->bad_users.len ? "|" : "",
                       FMT(userid));
    }
}

static void add_parties(Call *call, Audience *audience)
{
    Str rest = api_text(call, "toparty");
    while (rest.len) {
        const Str text = str_trim(str_cut(&rest, '|'));
        int64_t   id   = 0;
        if (!str_to_i64(text, &id) || !world_department(call->corp, id) ||
            !world_app_sees_department(call->app, id)) {
            strbuf_fmt(&audience->bad_parties, "%s%.*s", audience->bad_parties.len ? "|" : "",
                       FMT(text));
            continue;
        }
        LIST_EACH(Member, member, call->corp->members)
        {
            if (!member->is_gone && world_member_in(member, id, true)) {
                add_once(call, &audience->to, member);
            }
        }
    }
}

static void add_labels(Call *call, Audience *audience)
{
    Str rest = api_text(call, "totag");
    while (rest.len) {
        int64_t id = 0;
        (void)str_to_i64(str_trim(str_cut(&rest, '|')), &id);
        LIST_EACH(ContactTag, label, call->corp->contact_tags)
        {
            if (label->id != id || label->is_gone) continue;
            LIST_EACH(Member, member, label->members)
            {
                if (!member->is_gone) add_once(call, &audience->to, member);
            }
        }
    }
}

static const char *const types[] = {
    "text",         "image", "voice",  "file",     "video",
    "textcard",     "news",  "mpnews", "markdown", "miniprogram_notice",
    "template_card"
};

static int check_content(Call *call, Str type)
{
    bool known = false;
    for (size_t i = 0; i < COUNT(types); i++) known |= str_equal(str_of(types[i]), type);
    if (!known) return api_refuse(call, 40008, NULL);
    const Json *object = json_get(call->in, type);
    if (object == NULL) {
        return api_refuse(
            call, 40058,
            str_fmt(call->arena, "invalid Request Parameter, missing %.*s", FMT(type)).ptr);
    }
    if (str_equal(type, S("text")) || str_equal(type, S("markdown"))) {
        const Str content = json_str(object, S("content"));
        if (content.len == 0) return api_refuse(call, 44004, NULL);
        if (content.len > TEXT_MAX) return api_refuse(call, 45002, NULL);
    }
    if (json_get(object, S("media_id")) &&
        !strmap_find(call->world->media_by_id, json_str(object, S("media_id")))) {
        return api_refuse(call, 40007, NULL);
    }
    if (str_equal(type, S("textcard"))) {
        if (json_str(object, S("title")).len == 0 || json_str(object, S("url")).len == 0) {
            return api_refuse(call, 40058, "invalid Request Parameter, title or url");
        }
        if (json_str(object, S("title")).len > 128 ||
            json_str(object, S("description")).len > 512) {
            return api_refuse(call, 45002, NULL);
        }
    }
    return 0;
}

/* The same content to as many members within the interval, when the caller asks to check. */
static const AppMessage *sent_before(Call *call, Str type, Str body, size_t to_count)
{
    if (!api_flag(call, "enable_duplicate_check", false)) return NULL;
    const int64_t interval_ms = api_number(call, "duplicate_check_interval", 1800) * MS_PER_SECOND;
    for (size_t at = call->corp->messages.count; at-- > 0;) {
        const AppMessage *message = call->corp->messages.at[at];
        if (message->at_ms + interval_ms < call->now_ms) return NULL;
        if (message->app == call->app && str_equal(message->type, type) &&
            str_equal(message->body, body) && message->to.count == to_count) {
            return message;
        }
    }
    return NULL;
}

static const AppMessage *keep(Call *call, Str type, Str body, List to)
{
    World      *world   = call->world;
    AppMessage *message = arena_make(world->arena, AppMessage, 1);
    message->app        = call->app;
    message->type       = world_keep(world, type);
    message->at_ms      = call->now_ms;
    message->to         = to;
    message->body       = world_keep(world, body);
    message->msgid      = ids_text(world->arena, call->corp->seed, world_number(world), "", 64);
    list_add(world, &call->corp->messages, message);
    strmap_put(call->corp->message_by_id, message->msgid, message);
    return message;
}

static int send(Call *call)
{
    const Str type = api_text(call, "msgtype");
    if (api_number(call, "agentid", 0) != call->app->agent_id) return api_refuse(call, 40056, NULL);
    TRY_API(check_content(call, type));
    if (!api_has(call, "touser") && !api_has(call, "toparty") && !api_has(call, "totag")) {
        return api_refuse(call, 82001, NULL);
    }
    Audience audience = { .bad_users   = strbuf(call->arena, 128 << 10),
                          .bad_parties = strbuf(call->arena, 64 << 10) };
    add_users(call, &audience);
    add_parties(call, &audience);
    add_labels(call, &audience);
    if (audience.to.count == 0) return api_refuse(call, 81013, NULL);
    const Str         body    = api_json_text(call->arena, json_get(call->in, type));
    const AppMessage *message = sent_before(call, type, body, audience.to.count);
    if (message == NULL) message = keep(call, type, body, audience.to);
    api_put_text(call, "invaliduser",
                 strbuf_str(&audience.bad_users).len ? strbuf_str(&audience.bad_users) : S(""));
    api_put_text(call, "invalidparty",
                 strbuf_str(&audience.bad_parties).len ? strbuf_str(&audience.bad_parties) : S(""));
    api_put_text(call, "invalidtag", S(""));
    api_put_text(call, "msgid", message->msgid);
    if (str_equal(type, S("template_card"))) {
        api_put_text(call, "response_code",
                     ids_text(call->arena, call->corp->seed, world_number(call->world), "", 64));
    }
    return 0;
}

static int recall(Call *call)
{
    AppMessage *message = strmap_find(call->corp->message_by_id, api_text(call, "msgid"));
    if (message == NULL || message->app != call->app)
        return api_refuse(call, 40035, "invalid msgid");
    if (call->now_ms > message->at_ms + RECALL_MS)
        return api_refuse(call, 40035, "invalid msgid, expired");
    message->is_recalled = true;
    return 0;
}

static int statistics(Call *call)
{
    api_open(call, "statistics", true);
    LIST_EACH(App, app, call->corp->apps)
    {
        int64_t count = 0;
        LIST_EACH(AppMessage, message, call->corp->messages)
        {
            if (message->app == app) count += (int64_t)message->to.count;
        }
        if (count == 0) continue;
        api_open(call, NULL, false);
        api_put_number(call, "agentid", app->agent_id);
        api_put_text(call, "app_name", app->name);
        api_put_number(call, "count", count);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "message/send", send, WRITES },
    { "message/recall", recall, WRITES },
    { "message/get_statistics", statistics, 0 },
};
const Endpoints message_endpoints = { endpoints, COUNT(endpoints) };
