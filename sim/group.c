/* group.c -- customer groups and the ways to join them. */
#include "sim/api.h"
#include "sim/ids.h"

enum { PAGE_MAX = 1000, OWNERS_MAX = 100, GROUPS_PER_WAY = 5 };

static bool owner_asked(Call *call, const Group *group, JsonItems owners)
{
    if (owners.count == 0) return true;
    for (size_t i = 0; i < owners.count; i++) {
        if (str_equal_nocase(api_item_text(call, &owners.at[i]), group->owner->userid)) return true;
    }
    return false;
}

static int list(Call *call)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_number(call, "limit", 0);
    if (limit < 1 || limit > PAGE_MAX)
        return api_refuse(call, 40058, "invalid Request Parameter, limit");
    const int64_t   status = api_number(call, "status_filter", 0);
    const JsonItems owners = json_items(json_get(call->in, S("owner_filter")), S("userid_list"));
    if (owners.count > OWNERS_MAX) return api_refuse(call, 81017, "too many userid requested");
    const List *groups = &call->corp->groups;
    api_open(call, "group_chat_list", true);
    for (; (size_t)at < groups->count && given < limit; at++) {
        const Group *group = groups->at[at];
        if (group->is_gone || !owner_asked(call, group, owners)) continue;
        if (!world_app_sees(call->app, group->owner)) continue;
        if (status != 0 && group->status != status) continue;
        api_open(call, NULL, false);
        api_put_text(call, "chat_id", group->chat_id);
        api_put_number(call, "status", group->status);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < groups->count) api_put_cursor(call, at, 0);
    return 0;
}

static void put_seat(Call *call, const GroupMember *seat, bool with_name)
{
    api_open(call, NULL, false);
    api_put_text(call, "userid",
                 seat->member ? seat->member->userid
                              : world_external_userid(call->arena, seat->customer));
    api_put_number(call, "type", seat->member ? 1 : 2);
    if (seat->customer && seat->customer->type == 1 && seat->customer->has_unionid) {
        api_put_text(call, "unionid",
                     ids_union(call->arena, call->corp->seed, seat->customer->index));
    }
    api_put_number(call, "join_time", seat->joined_s);
    api_put_number(call, "join_scene", seat->join_scene);
    if (seat->invitor) {
        api_open(call, "invitor", false);
        api_put_text(call, "userid", seat->invitor->userid);
        api_close(call, false);
    }
    if (seat->state.len) api_put_text(call, "state", seat->state);
    api_put_text(call, "group_nickname", seat->nickname.ptr ? seat->nickname : S(""));
    if (with_name) {
        api_put_text(call, "name", seat->member ? seat->member->name : seat->customer->name);
    }
    api_close(call, false);
}

static int get(Call *call)
{
    const Group *group = world_group(call->corp, api_text(call, "chat_id"));
    if (group == NULL) return api_refuse(call, 40050, NULL);
    if (!world_app_sees(call->app, group->owner)) return api_refuse(call, 60011, NULL);
    const bool with_name = api_flag(call, "need_name", false);
    api_open(call, "group_chat", false);
    api_put_text(call, "chat_id", group->chat_id);
    api_put_text(call, "name", group->name);
    api_put_text(call, "owner", group->owner->userid);
    api_put_number(call, "create_time", group->created_s);
    if (group->notice.len) api_put_text(call, "notice", group->notice);
    api_open(call, "member_list", true);
    LIST_EACH(GroupMember, seat, group->members)
    {
        if (!seat->is_gone) put_seat(call, seat, with_name);
    }
    api_close(call, true);
    api_open(call, "admin_list", true);
    LIST_EACH(Member, admin, group->admins)
    {
        api_open(call, NULL, false);
        api_put_text(call, "userid", admin->userid);
        api_close(call, false);
    }
    api_close(call, true);
    api_put_text(call, "member_version", group->version);
    api_close(call, false);
    return 0;
}

/* ---- join ways ------------------------------------------------------------------------------- */

static int read_join_way(Call *call, JoinWay *way)
{
    const int64_t   scene = api_number(call, "scene", 0);
    const JsonItems ids   = api_items(call, "chat_id_list");
    JoinWay         next  = *way;
    if (scene != 1 && scene != 2) return api_refuse(call, 41040, NULL);
    if (ids.count == 0) return api_refuse(call, 40063, NULL);
    if (ids.count > GROUPS_PER_WAY) return api_refuse(call, 41091, NULL);
    if (str_chars(api_text(call, "remark")) > 30 || str_chars(api_text(call, "state")) > 30 ||
        str_chars(api_text(call, "room_base_name")) > 40) {
        return api_refuse(call, 40058, "invalid Request Parameter, too long");
    }
    next.groups = (List){ 0 };
    for (size_t i = 0; i < ids.count; i++) {
        Group *group = world_group(call->corp, api_item_text(call, &ids.at[i]));
        if (group == NULL) return api_refuse(call, 40050, NULL);
        list_add(call->world, &next.groups, group);
    }
    next.scene            = scene;
    next.remark           = world_keep(call->world, api_text(call, "remark"));
    next.state            = world_keep(call->world, api_text(call, "state"));
    next.room_base_name   = world_keep(call->world, api_text(call, "room_base_name"));
    next.auto_create_room = api_number(call, "auto_create_room", 1);
    next.room_base_id     = api_number(call, "room_base_id", 1);
    next.mark_source      = api_flag(call, "mark_source", true);
    *way                  = next;
    return 0;
}

static int need(Call *call, JoinWay **out)
{
    const Str config_id = api_text(call, "config_id");
    if (config_id.len == 0) return api_refuse(call, 41043, NULL);
    *out = strmap_find(call->corp->join_way_by_id, config_id);
    return *out && !(*out)->is_gone ? 0 : api_refuse(call, 41044, NULL);
}

static int add_join_way(Call *call)
{
    World  *world = call->world;
    JoinWay draft = { .corp = call->corp };
    TRY_API(read_join_way(call, &draft));
    JoinWay *way   = arena_make(world->arena, JoinWay, 1);
    *way           = draft;
    way->config_id = ids_hex(world->arena, call->corp->seed, world_number(world), 32);
    list_add(world, &call->corp->join_ways, way);
    strmap_put(call->corp->join_way_by_id, way->config_id, way);
    api_put_text(call, "config_id", way->config_id);
    return 0;
}

static int get_join_way(Call *call)
{
    JoinWay *way = NULL;
    TRY_API(need(call, &way));
    api_open(call, "join_way", false);
    api_put_text(call, "config_id", way->config_id);
    api_put_number(call, "scene", way->scene);
    api_put_text(call, "remark", way->remark.ptr ? way->remark : S(""));
    api_put_number(call, "auto_create_room", way->auto_create_room);
    api_put_text(call, "room_base_name", way->room_base_name.ptr ? way->room_base_name : S(""));
    api_put_number(call, "room_base_id", way->room_base_id);
    api_open(call, "chat_id_list", true);
    LIST_EACH(Group, group, way->groups)
    {
        if (!group->is_gone) json_put_str(&call->out, group->chat_id);
    }
    api_close(call, true);
    if (way->scene == 2) {
        api_put_text(call, "qr_code",
                     str_fmt(call->arena, "%.*s/g/%.*s.png", FMT(call->world->base_url),
                             FMT(way->config_id)));
    }
    api_put_text(call, "state", way->state.ptr ? way->state : S(""));
    api_put_flag(call, "mark_source", way->mark_source);
    api_close(call, false);
    return 0;
}

static int update_join_way(Call *call)
{
    JoinWay *way = NULL;
    TRY_API(need(call, &way));
    return read_join_way(call, way);
}

static int del_join_way(Call *call)
{
    JoinWay *way = NULL;
    TRY_API(need(call, &way));
    way->is_gone = true;
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/groupchat/list", list, CUSTOMERS },
    { "externalcontact/groupchat/get", get, CUSTOMERS },
    { "externalcontact/groupchat/add_join_way", add_join_way, WRITES | CUSTOMERS },
    { "externalcontact/groupchat/get_join_way", get_join_way, CUSTOMERS },
    { "externalcontact/groupchat/update_join_way", update_join_way, WRITES | CUSTOMERS },
    { "externalcontact/groupchat/del_join_way", del_join_way, WRITES | CUSTOMERS },
};
const Endpoints group_endpoints = { endpoints, COUNT(endpoints) };
