/* staff.c -- the admin API of the member's side: /sim/staff. */
#include "sim/act.h"
#include "sim/api.h"
#include "sim/event.h"
#include "sim/show.h"

static int need_member(Call *call, Member **out)
{
    *out = world_member(call->corp, call->arg[0]);
    return *out ? 0 : api_refuse(call, 60111, NULL);
}

static int need_pair(Call *call, Relation **out)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    const Customer *customer = world_customer(call->corp, api_text(call, "external_userid"));
    if (customer == NULL) return api_refuse(call, 40096, NULL);
    *out = world_relation(member, customer);
    return *out ? 0 : api_refuse(call, 84061, NULL);
}

static int customers(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    const Str     q     = api_text(call, "q");
    const int64_t limit = api_limit(call, 50, 500);
    int64_t       given = 0;
    api_open(call, "relations", true);
    for (size_t at = member->relations.count; at-- > 0 && given < limit;) {
        const Relation *relation = member->relations.at[at];
        if (!relation->member_has && !relation->is_pending) continue;
        if (q.len && str_find(relation->customer->name, q) < 0) continue;
        show_relation(call, relation);
        given++;
    }
    api_close(call, true);
    return 0;
}

static int messages(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    const int64_t limit = api_limit(call, 30, 200);
    int64_t       given = 0;
    const List   *list  = &call->corp->messages;
    api_open(call, "messages", true);
    for (size_t at = list->count; at-- > 0 && given < limit;) {
        const AppMessage *message = list->at[at];
        bool              is_mine = false;
        LIST_EACH(Member, to, message->to) is_mine |= to == member;
        if (!is_mine) continue;
        api_open(call, NULL, false);
        api_put_text(call, "msgid", message->msgid);
        api_put_number(call, "at_ms", message->at_ms);
        api_put_number(call, "agent_id", message->app->agent_id);
        api_put_text(call, "app", message->app->name);
        api_put_text(call, "type", message->type);
        api_put_flag(call, "is_recalled", message->is_recalled);
        json_key(&call->out, S("body"));
        json_put_raw(&call->out, message->body);
        api_close(call, false);
        given++;
    }
    api_close(call, true);
    return 0;
}

static int masses(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    api_open(call, "tasks", true);
    LIST_EACH(Mass, mass, call->corp->masses)
    {
        LIST_EACH(MassTask, task, mass->tasks)
        {
            if (task->member != member || (mass->is_cancelled && !task->is_sent)) continue;
            api_open(call, NULL, false);
            api_put_text(call, "msgid", mass->msgid);
            api_put_number(call, "at_ms", mass->created_s * MS_PER_SECOND);
            api_put_flag(call, "is_group", mass->is_group);
            api_put_flag(call, "is_sent", task->is_sent);
            api_put_number(call, "targets", (int64_t)task->targets.count);
            json_key(&call->out, S("content"));
            json_put_raw(&call->out, mass->content);
            api_close(call, false);
        }
    }
    api_close(call, true);
    return 0;
}

/* The member taps send in the client. */
static int send_mass(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    Mass *mass = strmap_find(call->corp->mass_by_id, api_text(call, "msgid"));
    if (mass == NULL) return api_refuse(call, 41047, NULL);
    LIST_EACH(MassTask, task, mass->tasks)
    {
        if (task->member != member) continue;
        return act_send_mass(call->world, mass, task) ? 0 : api_refuse(call, 41093, NULL);
    }
    return api_refuse(call, 41047, NULL);
}

static int moments(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    api_open(call, "tasks", true);
    LIST_EACH(Moment, moment, call->corp->moments)
    {
        LIST_EACH(MomentTask, task, moment->tasks)
        {
            if (task->member != member || (moment->is_cancelled && !task->is_published)) continue;
            api_open(call, NULL, false);
            api_put_text(call, "moment_id", moment->moment_id);
            api_put_number(call, "at_ms", moment->created_ms);
            api_put_flag(call, "is_published", task->is_published);
            json_key(&call->out, S("content"));
            json_put_raw(&call->out, moment->content);
            api_close(call, false);
        }
    }
    api_close(call, true);
    return 0;
}

static int publish(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    Moment *moment = strmap_find(call->corp->moment_by_id, api_text(call, "moment_id"));
    if (moment == NULL || moment->is_cancelled) return api_refuse(call, 41060, NULL);
    LIST_EACH(MomentTask, task, moment->tasks)
    {
        if (task->member != member || task->is_published) continue;
        task->is_published = true;
        task->published_s  = call->now_s;
        return 0;
    }
    return api_refuse(call, 41060, NULL);
}

static int accept(Call *call)
{
    Relation *relation = NULL;
    TRY_API(need_pair(call, &relation));
    return act_accept(call->world, relation) ? 0 : api_refuse(call, 84061, "nothing to accept");
}

static int delete_(Call *call)
{
    Relation *relation = NULL;
    TRY_API(need_pair(call, &relation));
    if (!relation->member_has) return api_refuse(call, 84061, NULL);
    act_member_deletes(call->world, relation, S(""));
    return 0;
}

static void edit_tags(Call *call, Relation *relation, const char *name, bool on)
{
    const JsonItems ids = api_items(call, name);
    for (size_t i = 0; i < ids.count; i++) {
        const Tag *tag = world_tag(call->corp, api_item_text(call, &ids.at[i]));
        if (tag) world_mark(call->world, relation, tag, on);
    }
}

static int edit(Call *call)
{
    Relation *relation = NULL;
    World    *world    = call->world;
    TRY_API(need_pair(call, &relation));
    if (!relation->member_has) return api_refuse(call, 84061, NULL);
    if (api_has(call, "remark")) relation->remark = world_keep(world, api_text(call, "remark"));
    if (api_has(call, "description")) {
        relation->description = world_keep(world, api_text(call, "description"));
    }
    if (api_has(call, "personal_tags")) {
        relation->personal_tags =
            world_keep(world, api_json_text(call->arena, json_get(call->in, S("personal_tags"))));
    }
    edit_tags(call, relation, "add_tag", true);
    edit_tags(call, relation, "remove_tag", false);
    act_edited(relation);
    return 0;
}

static int say(Call *call)
{
    Relation *relation = NULL;
    TRY_API(need_pair(call, &relation));
    if (!relation->member_has || !relation->customer_has) return api_refuse(call, 84061, NULL);
    show_say(call, relation, "member");
    return 0;
}

static int set(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    member->status            = (int)api_number(call, "status", member->status);
    member->is_service        = api_flag(call, "is_service", member->is_service);
    member->has_welcome       = api_flag(call, "has_welcome", member->has_welcome);
    member->friend_limit      = api_number(call, "friend_limit", member->friend_limit);
    const EventField fields[] = { { .name = "UserID", .value = member->userid } };
    event_org(call->corp, "update_user", member, fields, 1);
    return 0;
}

static int leave(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    const EventField fields[] = { { .name = "UserID", .value = member->userid } };
    event_org(call->corp, "delete_user", member, fields, 1);
    member->is_gone = true;
    member->status  = 5;
    member->left_s  = call->now_s;
    return 0;
}

/* The member does something inside an app: writes a text, enters it, taps its menu. */
static int in_app(Call *call)
{
    Member *member = NULL;
    TRY_API(need_member(call, &member));
    App *app = world_app(call->corp, api_number(call, "agent_id", 0));
    if (app == NULL) return api_refuse(call, 40056, NULL);
    const Str event    = api_text(call, "event");
    const Str agent_id = str_fmt(call->arena, "%lld", (long long)app->agent_id);
    const Str msgid =
        str_fmt(call->arena, "%llu",
                (unsigned long long)(7000000000000000000u + world_number(call->world)));
    if (event.len) {
        const EventField fields[] = {
            { .name = "Event", .value = event },
            { .name  = "EventKey",
              .value = api_text(call, "event_key").ptr ? api_text(call, "event_key") : S("") },
            { .name = "AgentID", .value = agent_id, .is_number = true }
        };
        event_app(app, member, "event", fields, COUNT(fields));
    } else {
        const EventField fields[] = { { .name = "Content", .value = api_text(call, "text") },
                                      { .name = "MsgId", .value = msgid, .is_number = true },
                                      { .name = "AgentID", .value = agent_id, .is_number = true } };
        event_app(app, member, "text", fields, COUNT(fields));
    }
    return 0;
}

static int list(Call *call)
{
    api_open(call, "staff", true);
    LIST_EACH(Member, member, call->corp->members)
    {
        if (!member->is_gone) show_member(call, member);
    }
    api_close(call, true);
    return 0;
}

static const Endpoint endpoints[] = {
    { "staff", list, 0 },
    { "staff/{}", set, WRITES },
    { "staff/{}/customers", customers, 0 },
    { "staff/{}/messages", messages, 0 },
    { "staff/{}/masses", masses, 0 },
    { "staff/{}/masses/send", send_mass, WRITES },
    { "staff/{}/moments", moments, 0 },
    { "staff/{}/moments/publish", publish, WRITES },
    { "staff/{}/accept", accept, WRITES },
    { "staff/{}/delete", delete_, WRITES },
    { "staff/{}/edit", edit, WRITES },
    { "staff/{}/say", say, WRITES },
    { "staff/{}/leave", leave, WRITES },
    { "staff/{}/app", in_app, WRITES },
};
const Endpoints staff_endpoints = { endpoints, COUNT(endpoints) };
