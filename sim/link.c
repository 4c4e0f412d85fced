/* link.c -- acquisition links (获客助手): an address that adds, with a quota. */
#include "sim/api.h"
#include "sim/event.h"
#include "sim/ids.h"

#include <string.h>

enum { PEOPLE_MAX = 500 };

static int need(Call *call, Link **out)
{
    const Str link_id = api_text(call, "link_id");
    *out              = strmap_find(call->corp->link_by_id, link_id);
    return *out && !(*out)->is_gone ? 0
                                    : api_refuse(call, 40058, "invalid Request Parameter, link_id");
}

static Str url_of(const Call *call, const Link *link)
{
    return str_fmt(call->arena, "%.*s/ca/%.*s", FMT(call->world->base_url), FMT(link->link_id));
}

static int read_range(Call *call, Way *way)
{
    const Json *range = json_get(call->in, S("range"));
    if (range == NULL)
        return way->users.count || way->parties.count ? 0 : api_refuse(call, 40063, NULL);
    const JsonItems users = json_items(range, S("user_list"));
    const JsonItems parts = json_items(range, S("department_list"));
    List            list  = { 0 };
    for (size_t i = 0; i < users.count; i++) {
        Member *member = NULL;
        TRY_API(api_member(call, api_item_text(call, &users.at[i]), &member));
        if (!member->is_service) return api_refuse(call, 84074, NULL);
        list_add(call->world, &list, member);
    }
    int64_t *ids = arena_make(call->world->arena, int64_t, parts.count);
    for (size_t i = 0; i < parts.count; i++) {
        (void)str_to_i64(api_item_text(call, &parts.at[i]), &ids[i]);
        if (world_department(call->corp, ids[i]) == NULL) return api_refuse(call, 60003, NULL);
    }
    if (list.count == 0 && parts.count == 0) return api_refuse(call, 40063, NULL);
    if (list.count > PEOPLE_MAX) return api_refuse(call, 41041, NULL);
    way->users   = list;
    way->parties = (Ids){ ids, parts.count };
    return 0;
}

static void put_link(Call *call, const Link *link)
{
    api_open(call, "link", false);
    api_put_text(call, "link_id", link->link_id);
    api_put_text(call, "link_name", link->name);
    api_put_text(call, "url", url_of(call, link));
    api_put_number(call, "create_time", link->way->created_s);
    api_put_flag(call, "skip_verify", link->way->skip_verify);
    api_put_flag(call, "mark_source", link->way->mark_source);
    api_close(call, false);
}

static int create(Call *call)
{
    World *world = call->world;
    Way    draft = { .corp        = call->corp,
                     .by          = call->app,
                     .type        = 2,
                     .scene       = 2,
                     .is_link     = true,
                     .remark      = S(""),
                     .state       = S(""),
                     .skip_verify = api_flag(call, "skip_verify", true),
                     .mark_source = api_flag(call, "mark_source", true),
                     .created_s   = call->now_s };
    if (api_text(call, "link_name").len == 0) return api_refuse(call, 40063, NULL);
    TRY_API(read_range(call, &draft));
    Link *link    = arena_make(world->arena, Link, 1);
    link->way     = arena_make(world->arena, Way, 1);
    *link->way    = draft;
    link->name    = world_keep(world, api_text(call, "link_name"));
    link->link_id = ids_text(world->arena, call->corp->seed, world_number(world), "cawcde", 12);
    list_add(world, &call->corp->links, link);
    strmap_put(call->corp->link_by_id, link->link_id, link);
    put_link(call, link);
    return 0;
}

static int get(Call *call)
{
    Link *link = NULL;
    TRY_API(need(call, &link));
    put_link(call, link);
    api_open(call, "range", false);
    api_open(call, "user_list", true);
    LIST_EACH(Member, member, link->way->users) json_put_str(&call->out, member->userid);
    api_close(call, true);
    api_open(call, "department_list", true);
    for (size_t i = 0; i < link->way->parties.count; i++) {
        json_put_i64(&call->out, link->way->parties.at[i]);
    }
    api_close(call, true);
    api_close(call, false);
    return 0;
}

static int list(Call *call)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, 100, 100);
    const List   *links = &call->corp->links;
    api_open(call, "link_id_list", true);
    for (; (size_t)at < links->count && given < limit; at++) {
        const Link *link = links->at[at];
        if (link->is_gone) continue;
        json_put_str(&call->out, link->link_id);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < links->count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int update(Call *call)
{
    Link *link = NULL;
    TRY_API(need(call, &link));
    TRY_API(read_range(call, link->way));
    if (api_has(call, "link_name"))
        link->name = world_keep(call->world, api_text(call, "link_name"));
    link->way->skip_verify = api_flag(call, "skip_verify", link->way->skip_verify);
    return 0;
}

static int delete_(Call *call)
{
    Link *link = NULL;
    TRY_API(need(call, &link));
    link->is_gone = link->way->is_gone = true;
    event_link(call->corp, "delete_link", link->link_id);
    return 0;
}

static bool has_spoken(const Relation *relation)
{
    for (const Chat *chat = relation->chat_first; chat; chat = chat->next) {
        if (strcmp(chat->from, "customer") == 0) return true;
    }
    return false;
}

static int customers(Call *call)
{
    Link   *link = NULL;
    int64_t at, unused, seen = 0, given = 0;
    TRY_API(need(call, &link));
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, 1000, 1000);
    api_open(call, "customer_list", true);
    LIST_EACH(Member, member, call->corp->members)
    {
        LIST_EACH(Relation, relation, member->relations)
        {
            if (relation->way != link->way || !relation->member_has) continue;
            if (seen++ < at || given == limit) continue;
            api_open(call, NULL, false);
            api_put_text(call, "external_userid",
                         world_external_userid(call->arena, relation->customer));
            api_put_text(call, "userid", member->userid);
            api_put_number(call, "chat_status", has_spoken(relation));
            api_put_text(call, "state", relation->state.ptr ? relation->state : S(""));
            api_close(call, false);
            given++;
        }
    }
    api_close(call, true);
    if (seen > at + given)
        api_put_cursor(call, at + given, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int statistic(Call *call)
{
    Link *link = NULL;
    TRY_API(need(call, &link));
    api_put_number(call, "click_link_customer_cnt", link->clicks);
    api_put_number(call, "new_customer_cnt", link->way->adds);
    return 0;
}

static int quota(Call *call)
{
    api_put_number(call, "total", call->corp->link_quota);
    api_put_number(call, "balance", call->corp->link_balance);
    api_open(call, "quota_list", true);
    api_open(call, NULL, false);
    api_put_number(call, "expire_date", call->world->started_ms / MS_PER_SECOND + 365 * 86400);
    api_put_number(call, "balance", call->corp->link_balance);
    api_close(call, false);
    api_close(call, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/customer_acquisition/list_link", list, CUSTOMERS },
    { "externalcontact/customer_acquisition/get", get, CUSTOMERS },
    { "externalcontact/customer_acquisition/create_link", create, WRITES | CUSTOMERS },
    { "externalcontact/customer_acquisition/update_link", update, WRITES | CUSTOMERS },
    { "externalcontact/customer_acquisition/delete_link", delete_, WRITES | CUSTOMERS },
    { "externalcontact/customer_acquisition/customer", customers, CUSTOMERS },
    { "externalcontact/customer_acquisition/statistic", statistic, CUSTOMERS },
    { "externalcontact/customer_acquisition_quota", quota, CUSTOMERS },
};
const Endpoints link_endpoints = { endpoints, COUNT(endpoints) };
