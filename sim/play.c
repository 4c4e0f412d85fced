/* play.c -- the admin API of the customer's side: /sim/customers, /sim/chat, /sim/groups. */
#include "sim/act.h"
#include "sim/api.h"
#include "sim/ids.h"
#include "sim/names.h"
#include "sim/show.h"

#include <string.h>

/* ---- who ------------------------------------------------------------------------------ */

static Customer *make(Call *call, const Json *draft)
{
    World *world = call->world;
    Str    name  = json_str(draft, S("name"));
    if (name.len == 0) name = names_nickname(call->arena, &world->random);
    Customer *customer      = world_add_customer(call->corp, world_keep(world, name));
    customer->gender        = (uint8_t)json_i64(draft, S("gender"), 2);
    customer->has_unionid   = json_bool(draft, S("unionid"), true);
    customer->hides_unionid = json_bool(draft, S("hides_unionid"), false);
    customer->is_played     = true;
    return customer;
}

static int customers(Call *call)
{
    if (str_equal(call->method, S("POST"))) {
        const Customer *made = make(call, call->in);
        api_put_text(call, "external_userid", world_external_userid(call->arena, made));
        show_customer(call, "customer", made);
        return 0;
    }
    call->wrote_nothing = true;
    const Str     q     = api_text(call, "q");
    const int64_t limit = api_limit(call, 20, 500);
    const bool    all   = api_flag(call, "all", false) || q.len;
    int64_t       given = 0;
    const List   *list  = &call->corp->customers;
    api_open(call, "customers", true);
    for (size_t at = list->count; at-- > 0 && given < limit;) {
        const Customer *customer = list->at[at];
        if (!all && !customer->is_played) continue;
        if (q.len && str_find(customer->name, q) < 0 &&
            !str_equal(q, world_external_userid(call->arena, customer))) {
            continue;
        }
        show_customer(call, NULL, customer);
        given++;
    }
    api_close(call, true);
    api_put_number(call, "total", (int64_t)list->count);
    return 0;
}

static int need_customer(Call *call, Str external_userid, Customer **out)
{
    *out = world_customer(call->corp, external_userid);
    return *out ? 0 : api_refuse(call, 40096, NULL);
}

static int one_customer(Call *call)
{
    Customer *customer = NULL;
    TRY_API(need_customer(call, call->arg[0], &customer));
    show_customer(call, "customer", customer);
    api_open(call, "relations", true);
    for (const Relation *relation = customer->first; relation; relation = relation->next) {
        show_relation(call, relation);
    }
    api_close(call, true);
    api_open(call, "groups", true);
    LIST_EACH(Group, group, call->corp->groups)
    {
        LIST_EACH(GroupMember, seat, group->members)
        {
            if (seat->customer == customer && !seat->is_gone) show_group(call, group);
        }
    }
    api_close(call, true);
    return 0;
}

/* ---- scanning ---------------------------------------------------------------------------- */

/* The id at the end of a scan link or of a picture's address, or the text itself. */
static Str id_of(Str text)
{
    for (;;) {
        const int64_t slash = str_find(text, S("/"));
        if (slash < 0) break;
        text = str_slice(text, (size_t)slash + 1, text.len);
    }
    const Str id = str_cut(&text, '?');
    return str_ends(id, S(".png")) || str_ends(id, S(".svg")) ? str_slice(id, 0, id.len - 4) : id;
}

static int scanner(Call *call, Customer **out)
{
    const Str external_userid = api_text(call, "external_userid");
    if (external_userid.len) return need_customer(call, external_userid, out);
    *out = make(call, json_get(call->in, S("customer")));
    return 0;
}

static int join_by_way(Call *call, JoinWay *way)
{
    Customer *customer = NULL;
    Group    *group    = NULL;
    TRY_API(scanner(call, &customer));
    api_put_text(call, "outcome", str_of(act_join(call->world, NULL, way, customer, NULL, &group)));
    show_customer(call, "customer", customer);
    if (group) {
        json_key(&call->out, S("group"));
        show_group(call, group);
    }
    return 0;
}

/* The customer_channel at the end of an acquisition link. */
static Str channel_of(Call *call, Str url)
{
    (void)str_cut(&url, '?');
    return pairs_find(query_parse(call->arena, url, 8), S("customer_channel"));
}

static int scan(Call *call)
{
    const Str text = api_has(call, "url") ? api_text(call, "url") : api_text(call, "config_id");
    const Str id   = id_of(text);
    JoinWay  *join = strmap_find(call->corp->join_way_by_id, id);
    if (join) return join_by_way(call, join);
    Way  *way     = strmap_find(call->corp->way_by_id, id);
    Link *link    = strmap_find(call->corp->link_by_id, id);
    Str   channel = api_text(call, "state");
    if (link && !link->is_gone) {
        way = link->way;
        link->clicks++;
        if (channel.ptr == NULL) channel = channel_of(call, text);
    }
    if (way == NULL) return api_refuse(call, 41044, NULL);
    Scan one = { .way = way, .is_half = api_flag(call, "half", false), .state = channel };
    if (api_has(call, "userid")) {
        one.member = world_member(call->corp, api_text(call, "userid"));
        if (one.member == NULL) return api_refuse(call, 60111, NULL);
    }
    TRY_API(scanner(call, &one.customer));
    Relation *relation      = NULL;
    call->world->burst_item = call->item;
    const char *outcome     = act_scan(call->world, &one, &relation);
    call->world->burst_item = NULL;
    api_put_text(call, "outcome", str_of(outcome));
    show_customer(call, "customer", one.customer);
    if (relation) {
        json_key(&call->out, S("relation"));
        show_relation(call, relation);
    }
    return 0;
}

/* Adds without a code: by card, search, from a group ... */
static int add(Call *call)
{
    Scan one = { .add_way = api_number(call, "add_way", 2), .state = api_text(call, "state") };
    TRY_API(need_customer(call, call->arg[0], &one.customer));
    one.member = world_member(call->corp, api_text(call, "userid"));
    if (one.member == NULL) return api_refuse(call, 60111, NULL);
    one.is_half          = api_flag(call, "half", false);
    Relation   *relation = NULL;
    const char *outcome  = act_scan(call->world, &one, &relation);
    api_put_text(call, "outcome", str_of(outcome));
    if (relation) {
        json_key(&call->out, S("relation"));
        show_relation(call, relation);
    }
    return 0;
}

static int need_pair(Call *call, Str userid, Str external_userid, Relation **out)
{
    Customer *customer = NULL;
    TRY_API(need_customer(call, external_userid, &customer));
    const Member *member = world_member(call->corp, userid);
    if (member == NULL) return api_refuse(call, 60111, NULL);
    *out = world_relation(member, customer);
    return *out ? 0 : api_refuse(call, 84061, NULL);
}

static int delete_(Call *call)
{
    Relation *relation = NULL;
    TRY_API(need_pair(call, api_text(call, "userid"), call->arg[0], &relation));
    if (!relation->customer_has) return api_refuse(call, 84061, NULL);
    act_customer_deletes(call->world, relation);
    return 0;
}

static int say(Call *call)
{
    Relation *relation = NULL;
    TRY_API(need_pair(call, api_text(call, "userid"), call->arg[0], &relation));
    if (!relation->customer_has || !relation->member_has) return api_refuse(call, 84061, NULL);
    show_say(call, relation, "customer");
    return 0;
}

static int chat(Call *call)
{
    Relation *relation = NULL;
    TRY_API(
        need_pair(call, api_text(call, "userid"), api_text(call, "external_userid"), &relation));
    show_chat(call, relation, api_number(call, "after", 0));
    return 0;
}

/* Likes or comments a moment that one of the members published. */
static int react(Call *call)
{
    Customer *customer = NULL;
    TRY_API(need_customer(call, call->arg[0], &customer));
    Member *member = world_member(call->corp, api_text(call, "userid"));
    Moment *moment = strmap_find(call->corp->moment_by_id, api_text(call, "moment_id"));
    if (member == NULL) return api_refuse(call, 60111, NULL);
    if (moment == NULL) return api_refuse(call, 41060, NULL);
    MomentReaction *reaction = arena_make(call->world->arena, MomentReaction, 1);
    reaction->customer       = customer;
    reaction->member         = member;
    reaction->is_comment     = api_flag(call, "comment", false);
    reaction->at_s           = call->now_s;
    list_add(call->world, &moment->reactions, reaction);
    return 0;
}

/* ---- groups -------------------------------------------------------------------------------- */

static int groups(Call *call)
{
    api_open(call, "groups", true);
    LIST_EACH(Group, group, call->corp->groups)
    {
        if (!group->is_gone) show_group(call, group);
    }
    api_close(call, true);
    return 0;
}

static int need_group(Call *call, Group **group, Customer **customer)
{
    *group = world_group(call->corp, call->arg[0]);
    if (*group == NULL) return api_refuse(call, 40050, NULL);
    return need_customer(call, api_text(call, "external_userid"), customer);
}

static int join(Call *call)
{
    Group    *group, *joined = NULL;
    Customer *customer = NULL;
    TRY_API(need_group(call, &group, &customer));
    Member *invitor = world_member(call->corp, api_text(call, "invitor"));
    api_put_text(call, "outcome",
                 str_of(act_join(call->world, group, NULL, customer, invitor, &joined)));
    return 0;
}

static int leave(Call *call)
{
    Group    *group;
    Customer *customer = NULL;
    TRY_API(need_group(call, &group, &customer));
    if (!act_leave(call->world, group, customer, api_flag(call, "kicked", false))) {
        return api_refuse(call, 84061, NULL);
    }
    return 0;
}

/* A member of staff makes a group, and ends it. */
static int create_group(Call *call)
{
    Member *owner = world_member(call->corp, api_text(call, "owner"));
    if (owner == NULL) return api_refuse(call, 60111, NULL);
    const Str    name  = api_text(call, "name");
    const Group *group = act_create_group(owner, name.len ? name : S("客户群"));
    api_put_text(call, "chat_id", group->chat_id);
    return 0;
}

static int dismiss(Call *call)
{
    Group *group = world_group(call->corp, call->arg[0]);
    if (group == NULL || group->is_gone) return api_refuse(call, 40050, NULL);
    act_dismiss(group);
    return 0;
}

static const Endpoint endpoints[] = {
    { "customers", customers, WRITES },
    { "customers/scan", scan, WRITES },
    { "customers/{}", one_customer, 0 },
    { "customers/{}/add", add, WRITES },
    { "customers/{}/delete", delete_, WRITES },
    { "customers/{}/say", say, WRITES },
    { "customers/{}/react", react, WRITES },
    { "chat", chat, 0 },
    { "groups", groups, 0 },
    { "groups/create", create_group, WRITES },
    { "groups/{}/dismiss", dismiss, WRITES },
    { "groups/{}/join", join, WRITES },
    { "groups/{}/leave", leave, WRITES },
};
const Endpoints play_endpoints = { endpoints, COUNT(endpoints) };
