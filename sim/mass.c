/* mass.c -- mass messages (企业群发): made by API, sent when each member confirms. */
#include "sim/act.h"
#include "sim/content.h"
#include "sim/ids.h"

enum { CUSTOMERS_MAX = 10000, GROUPS_MAX = 2000, REMINDS_MAX = 3 };

/* ---- who gets it ------------------------------------------------------------------------ */

static MassTask *task_of(Call *call, Mass *mass, Member *member)
{
    LIST_EACH(MassTask, task, mass->tasks)
    {
        if (task->member == member) return task;
    }
    MassTask *task = arena_make(call->world->arena, MassTask, 1);
    task->member   = member;
    list_add(call->world, &mass->tasks, task);
    return task;
}

static void aim(Call *call, Mass *mass, Member *member, Customer *customer, Group *group)
{
    MassTarget *target = arena_make(call->world->arena, MassTarget, 1);
    target->customer   = customer;
    target->group      = group;
    list_add(call->world, &task_of(call, mass, member)->targets, target);
}

/* Of several followers the one who added last. */
static Member *follower(const Call *call, const Customer *customer, const Member *sender)
{
    const Relation *best = NULL;
    for (const Relation *one = customer->first; one; one = one->next) {
        const bool fits = one->member_has && one->customer_has && !one->member->is_gone &&
                          world_app_sees(call->app, one->member) &&
                          (sender == NULL || one->member == sender);
        if (fits && (best == NULL || one->created_s > best->created_s)) best = one;
    }
    return best ? best->member : NULL;
}

static void aim_at_list(Call *call, Mass *mass, Member *sender, JsonItems ids, List *failed)
{
    for (size_t i = 0; i < ids.count; i++) {
        const Str  external_userid = api_item_text(call, &ids.at[i]);
        Customer  *customer        = world_customer(call->corp, external_userid);
        Member    *member          = customer ? follower(call, customer, sender) : NULL;
        const bool fits            = member && act_takes_mass(customer, call->now_ms);
        if (fits)
            aim(call, mass, member, customer, NULL);
        else
            list_add(call->world, failed, (void *)(uintptr_t)&ids.at[i]);
    }
}

/* One of the tags of each list. */
static bool fits_filter(Call *call, const Relation *relation, JsonItems lists)
{
    for (size_t l = 0; l < lists.count; l++) {
        const JsonItems ids  = json_items(&lists.at[l], S("tag_list"));
        bool            some = ids.count == 0;
        for (size_t i = 0; i < ids.count && !some; i++) {
            const Tag *tag = world_tag(call->corp, api_item_text(call, &ids.at[i]));
            some           = tag && world_relation_has_tag(relation, tag);
        }
        if (!some) return false;
    }
    return true;
}

static void aim_at_all_of(Call *call, Mass *mass, Member *sender)
{
    const JsonItems lists = json_items(json_get(call->in, S("tag_filter")), S("group_list"));
    LIST_EACH(Relation, relation, sender->relations)
    {
        if (!relation->member_has || !relation->customer_has) continue;
        if (fits_filter(call, relation, lists)) aim(call, mass, sender, relation->customer, NULL);
    }
}

static void aim_at_groups(Call *call, Mass *mass, Member *sender)
{
    const JsonItems ids = api_items(call, "chat_id_list");
    LIST_EACH(Group, group, call->corp->groups)
    {
        bool asked = ids.count == 0;
        for (size_t i = 0; i < ids.count && !asked; i++) {
            asked = str_equal(group->chat_id, api_item_text(call, &ids.at[i]));
        }
        if (asked && !group->is_gone && group->owner == sender)
            aim(call, mass, sender, NULL, group);
    }
}

/* ---- making ------------------------------------------------------------------------------- */

static int check(Call *call, const Mass *mass, const Member *sender)
{
    const size_t customers = api_items(call, "external_userid").count;
    TRY_API(content_check(call));
    if (customers > CUSTOMERS_MAX || api_items(call, "chat_id_list").count > GROUPS_MAX) {
        return api_refuse(call, 40058, "invalid Request Parameter, too many recipients");
    }
    if (mass->is_group && sender == NULL) return api_refuse(call, 41009, "sender missing");
    if (!mass->is_group && sender == NULL && customers == 0) return api_refuse(call, 41048, NULL);
    return 0;
}

static int add(Call *call)
{
    Member *sender = NULL;
    List    failed = { 0 };
    Mass   *mass   = arena_make(call->world->arena, Mass, 1);
    mass->is_group = str_equal(api_text(call, "chat_type"), S("group"));
    if (api_text(call, "sender").len) TRY_API(api_member(call, api_text(call, "sender"), &sender));
    TRY_API(check(call, mass, sender));
    const JsonItems ids = api_items(call, "external_userid");
    if (mass->is_group)
        aim_at_groups(call, mass, sender);
    else if (ids.count)
        aim_at_list(call, mass, sender, ids, &failed);
    else
        aim_at_all_of(call, mass, sender);
    if (mass->tasks.count == 0) return api_refuse(call, 41048, NULL);
    mass->app       = call->app;
    mass->content   = world_keep(call->world, content_of(call));
    mass->created_s = call->now_s;
    mass->msgid =
        ids_text(call->world->arena, call->corp->seed, world_number(call->world), "msg", 32);
    list_add(call->world, &call->corp->masses, mass);
    strmap_put(call->corp->mass_by_id, mass->msgid, mass);
    api_open(call, "fail_list", true);
    LIST_EACH(const Json, item, failed) json_put_str(&call->out, api_item_text(call, item));
    api_close(call, true);
    api_put_text(call, "msgid", mass->msgid);
    return 0;
}

/* ---- reading -------------------------------------------------------------------------------- */

static int need(Call *call, Mass **out)
{
    const Str msgid = api_text(call, "msgid");
    if (msgid.len == 0) return api_refuse(call, 41046, NULL);
    *out = strmap_find(call->corp->mass_by_id, msgid);
    return *out ? 0 : api_refuse(call, 41047, NULL);
}

static int list(Call *call)
{
    int64_t at, unused, given = 0;
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit  = api_limit(call, 50, 100);
    const int64_t from   = api_number(call, "start_time", 0);
    const int64_t until  = api_number(call, "end_time", INT64_MAX);
    const bool    groups = str_equal(api_text(call, "chat_type"), S("group"));
    const List   *masses = &call->corp->masses;
    api_open(call, "group_msg_list", true);
    for (; (size_t)at < masses->count && given < limit; at++) {
        const Mass *mass = masses->at[at];
        if (mass->is_group != groups || mass->created_s < from || mass->created_s > until) continue;
        const Json *content = NULL;
        JsonError   error;
        ASSERT(json_parse(call->arena, mass->content, JSON_LIMITS, &content, &error) == OK);
        api_open(call, NULL, false);
        api_put_text(call, "msgid", mass->msgid);
        api_put_number(call, "create_time", mass->created_s);
        api_put_number(call, "create_type", 0);
        for (uint32_t i = 0; i < content->count; i++) {
            json_key(&call->out, content->as.first[i].key);
            json_put(&call->out, &content->as.first[i]);
        }
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < masses->count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int tasks(Call *call)
{
    Mass   *mass = NULL;
    int64_t at, unused, given = 0;
    TRY_API(need(call, &mass));
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, 500, 1000);
    api_open(call, "task_list", true);
    for (; (size_t)at < mass->tasks.count && given < limit; at++) {
        const MassTask *task = mass->tasks.at[at];
        if (mass->is_cancelled && !task->is_sent) continue;
        api_open(call, NULL, false);
        api_put_text(call, "userid", task->member->userid);
        api_put_number(call, "status", task->is_sent ? 2 : 0);
        if (task->is_sent) api_put_number(call, "send_time", task->sent_s);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    if ((size_t)at < mass->tasks.count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static void put_target(Call *call, const MassTask *task, const MassTarget *target)
{
    api_open(call, NULL, false);
    if (target->group)
        api_put_text(call, "chat_id", target->group->chat_id);
    else {
        api_put_text(call, "external_userid", world_external_userid(call->arena, target->customer));
    }
    api_put_text(call, "userid", task->member->userid);
    api_put_number(call, "status", target->status);
    if (target->status == 1) api_put_number(call, "send_time", target->sent_s);
    api_close(call, false);
}

static int results(Call *call)
{
    Mass   *mass   = NULL;
    Member *member = NULL;
    int64_t at, unused, given = 0;
    TRY_API(need(call, &mass));
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    if (!api_cursor(call, &at, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t   limit = api_limit(call, 500, 1000);
    const MassTask *mine  = NULL;
    LIST_EACH(const MassTask, task, mass->tasks)
    {
        if (task->member == member) mine = task;
    }
    const size_t count = mine ? mine->targets.count : 0;
    api_open(call, "send_list", true);
    for (; (size_t)at < count && given < limit; at++, given++) {
        put_target(call, mine, mine->targets.at[at]);
    }
    api_close(call, true);
    if ((size_t)at < count)
        api_put_cursor(call, at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int remind(Call *call)
{
    Mass *mass = NULL;
    TRY_API(need(call, &mass));
    if (mass->is_cancelled) return api_refuse(call, 41093, NULL);
    const int64_t day = call->now_ms / MS_PER_DAY;
    if (mass->remind_day == day && mass->reminds >= REMINDS_MAX) {
        return api_refuse(call, 41094, NULL);
    }
    mass->reminds    = mass->remind_day == day ? mass->reminds + 1 : 1;
    mass->remind_day = day;
    return 0;
}

static int cancel(Call *call)
{
    Mass *mass = NULL;
    TRY_API(need(call, &mass));
    if (mass->is_cancelled) return api_refuse(call, 41093, NULL);
    mass->is_cancelled = true;
    return 0;
}

static const Endpoint endpoints[] = {
    { "externalcontact/add_msg_template", add, WRITES | CUSTOMERS },
    { "externalcontact/get_groupmsg_list_v2", list, CUSTOMERS },
    { "externalcontact/get_groupmsg_task", tasks, CUSTOMERS },
    { "externalcontact/get_groupmsg_send_result", results, CUSTOMERS },
    { "externalcontact/remind_groupmsg_send", remind, WRITES | CUSTOMERS },
    { "externalcontact/cancel_groupmsg_send", cancel, WRITES | CUSTOMERS },
};
const Endpoints mass_endpoints = { endpoints, COUNT(endpoints) };
