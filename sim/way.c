/* way.c -- "contact me" ways (联系我) and their QR links. */
#include "sim/api.h"
#include "sim/ids.h"

enum { USERS_MAX = 100, DAY_S = 86400, LIST_DAYS = 90, TEMP_MAX_S = 14 * DAY_S };

/* As on the platform: the address of a picture; what a scan yields is the text inside it. */
static Str qr_picture(const Call *call, const Way *way)
{
    return str_fmt(call->arena, "%.*s/q/%.*s.png", FMT(call->world->base_url), FMT(way->config_id));
}

static int check_users(Call *call, const List *users)
{
    LIST_EACH(Member, member, *users)
    {
        if (!member->is_service) return api_refuse(call, 84074, NULL);
        if (member->status != 1) return api_refuse(call, 40098, NULL);
    }
    return 0;
}

static int read_users(Call *call, List *users)
{
    const JsonItems ids = api_items(call, "user");
    for (size_t i = 0; i < ids.count; i++) {
        Member *member;
        TRY_API(api_member(call, api_item_text(call, &ids.at[i]), &member));
        list_add(call->world, users, member);
    }
    return check_users(call, users);
}

static int read_parties(Call *call, Ids *parties)
{
    const JsonItems ids  = api_items(call, "party");
    int64_t        *list = arena_make(call->world->arena, int64_t, ids.count);
    for (size_t i = 0; i < ids.count; i++) {
        (void)str_to_i64(api_item_text(call, &ids.at[i]), &list[i]);
        if (world_department(call->corp, list[i]) == NULL) return api_refuse(call, 60003, NULL);
    }
    *parties = (Ids){ list, ids.count };
    return 0;
}

static size_t people(const Way *way)
{
    size_t count = way->users.count;
    for (size_t p = 0; p < way->parties.count; p++) {
        LIST_EACH(Member, member, way->corp->members)
        {
            count += !member->is_gone && world_member_in(member, way->parties.at[p], true);
        }
    }
    return count;
}

/* What may be given at the start and changed later. */
static int read_way(Call *call, Way *way)
{
    const Str remark = api_text(call, "remark"), state = api_text(call, "state");
    if (str_chars(remark) > 30) return api_refuse(call, 40058, "invalid Request Parameter, remark");
    if (str_chars(state) > 30) return api_refuse(call, 40058, "invalid Request Parameter, state");
    Way next = *way;
    if (api_has(call, "user")) {
        next.users = (List){ 0 };
        TRY_API(read_users(call, &next.users));
    }
    if (api_has(call, "party")) TRY_API(read_parties(call, &next.parties));
    if (next.type == 1 && (next.users.count != 1 || next.parties.count)) {
        return api_refuse(call, 40058, "invalid Request Parameter, type 1 needs exactly one user");
    }
    if (next.users.count == 0 && next.parties.count == 0) return api_refuse(call, 40063, NULL);
    if (people(&next) > USERS_MAX) return api_refuse(call, 41041, NULL);
    next.style           = api_number(call, "style", way->style);
    next.skip_verify     = api_flag(call, "skip_verify", way->skip_verify);
    next.is_exclusive    = api_flag(call, "is_exclusive", way->is_exclusive);
    next.mark_source     = api_flag(call, "mark_source", way->mark_source);
    next.expires_in      = api_number(call, "expires_in", way->expires_in);
    next.chat_expires_in = api_number(call, "chat_expires_in", way->chat_expires_in);
    if (next.expires_in > TEMP_MAX_S) next.expires_in = TEMP_MAX_S;
    if (remark.ptr) next.remark = world_keep(call->world, remark);
    if (state.ptr) next.state = world_keep(call->world, state);
    if (api_has(call, "unionid")) next.unionid = world_keep(call->world, api_text(call, "unionid"));
    const Json *conclusions = json_get(call->in, S("conclusions"));
    if (conclusions) {
        next.conclusions = world_keep(call->world, api_json_text(call->arena, conclusions));
    }
    *way = next;
    return 0;
}

static int add(Call *call)
{
    const int64_t type = api_number(call, "type", 0), scene = api_number(call, "scene", 0);
    if (!api_has(call, "type")) return api_refuse(call, 41037, NULL);
    if (!api_has(call, "scene")) return api_refuse(call, 41038, NULL);
    if (type != 1 && type != 2) return api_refuse(call, 41039, NULL);
    if (scene != 1 && scene != 2) return api_refuse(call, 41040, NULL);
    World *world = call->world;
    Way    draft = { .corp            = call->corp,
                     .by              = call->app,
                     .type            = type,
                     .scene           = scene,
                     .skip_verify     = true,
                     .mark_source     = true,
                     .is_temp         = api_flag(call, "is_temp", false),
                     .expires_in      = 7 * DAY_S,
                     .chat_expires_in = DAY_S,
                     .remark          = S(""),
                     .state           = S(""),
                     .created_s       = call->now_s };
    if (draft.is_temp && type != 1) return api_refuse(call, 41039, NULL);
    TRY_API(read_way(call, &draft));
    Way *way       = arena_make(world->arena, Way, 1);
    *way           = draft;
    way->config_id = ids_hex(world->arena, call->corp->seed, world_number(world), 32);
    list_add(world, &call->corp->ways, way);
    strmap_put(call->corp->way_by_id, way->config_id, way);
    api_put_text(call, "config_id", way->config_id);
    if (scene == 2) api_put_text(call, "qr_code", qr_picture(call, way));
    return 0;
}

static int need(Call *call, Way **out)
{
    const Str config_id = api_text(call, "config_id");
    if (config_id.len == 0) return api_refuse(call, 41043, NULL);
    *out = world_way(call->corp, config_id);
    return *out ? 0 : api_refuse(call, 41044, NULL);
}

static void put_temp(Call *call, const Way *way)
{
    api_put_number(call, "expires_in", way->expires_in);
    api_put_number(call, "chat_expires_in", way->chat_expires_in);
    if (way->unionid.len) api_put_text(call, "unionid", way->unionid);
    if (way->conclusions.len) {
        json_key(&call->out, S("conclusions"));
        json_put_raw(&call->out, way->conclusions);
    }
}

static int get(Call *call)
{
    Way *way = NULL;
    TRY_API(need(call, &way));
    api_open(call, "contact_way", false);
    api_put_text(call, "config_id", way->config_id);
    api_put_number(call, "type", way->type);
    api_put_number(call, "scene", way->scene);
    api_put_number(call, "style", way->style);
    api_put_text(call, "remark", way->remark);
    api_put_flag(call, "skip_verify", way->skip_verify);
    api_put_text(call, "state", way->state);
    if (way->scene == 2) api_put_text(call, "qr_code", qr_picture(call, way));
    api_open(call, "user", true);
    LIST_EACH(Member, member, way->users) json_put_str(&call->out, member->userid);
    api_close(call, true);
    api_open(call, "party", true);
    for (size_t i = 0; i < way->parties.count; i++) {
        json_put_i64(&call->out, way->parties.at[i]);
    }
    api_close(call, true);
    api_put_flag(call, "is_temp", way->is_temp);
    if (way->is_temp) put_temp(call, way);
    api_put_flag(call, "is_exclusive", way->is_exclusive);
    api_put_flag(call, "mark_source", way->mark_source);
    api_close(call, false);
    return 0;
}

static int list(Call *call)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, 100, 1000);
    const int64_t until = api_number(call, "end_time", call->now_s + DAY_S);
    const int64_t from  = api_number(call, "start_time", until - (int64_t)LIST_DAYS * DAY_S);
    const List   *ways  = &call->corp->ways;
    api_open(call, "contact_way", true);
    for (; (size_t)at < ways->count && given < limit; at++) {
        const Way *way = ways->at[at];
        if (way->is_gone || way->is_temp || way->created_s < from || way->created_s > until)
            continue;
        api_open(call, NULL, false);
        api_put_text(call, "config_id", way->config_id);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < ways->count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int update(Call *call)
{
    Way *way = NULL;
    TRY_API(need(call, &way));
    return read_way(call, way);
}

static int del(Call *call)
{
    Way *way = NULL;
    TRY_API(need(call, &way));
    way->is_gone = true;
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/add_contact_way", add, WRITES | CUSTOMERS },
    { "externalcontact/get_contact_way", get, CUSTOMERS },
    { "externalcontact/list_contact_way", list, CUSTOMERS },
    { "externalcontact/update_contact_way", update, WRITES | CUSTOMERS },
    { "externalcontact/del_contact_way", del, WRITES | CUSTOMERS },
};
const Endpoints way_endpoints = { endpoints, COUNT(endpoints) };
