/* admin.c -- /sim/world: all a set-up needs to know. */
#include "sim/api.h"
#include "sim/calls.h"
#include "sim/pump.h"
#include "sim/show.h"

static void put_callback(Call *call, const App *app)
{
    api_open(call, "callback", false);
    api_put_flag(call, "is_set", app->callback.is_set);
    if (app->callback.is_set) {
        api_put_text(call, "url", app->callback.url);
        api_put_text(call, "token", app->callback.token);
        api_put_text(call, "aes_key", app->callback.aes_key);
    }
    api_close(call, false);
}

static void put_app(Call *call, const App *app)
{
    static const char *const kinds[] = { "", "built", "contact_sync", "customer" };
    api_open(call, NULL, false);
    api_put_number(call, "agent_id", app->agent_id);
    api_put_text(call, "kind", str_of(kinds[app->kind]));
    api_put_text(call, "name", app->name);
    api_put_text(call, "secret", app->secret);
    api_put_flag(call, "may_customers", (app->may & MAY_CUSTOMERS) != 0);
    api_put_flag(call, "may_write_org", (app->may & MAY_WRITE_ORG) != 0);
    api_put_flag(call, "may_names", (app->may & MAY_NAMES) != 0);
    api_put_flag(call, "sees_all", app->sees_all);
    api_put_text(call, "trusted_ips", app->trusted_ips.ptr ? app->trusted_ips : S(""));
    api_put_text(call, "suggested_token", app->suggested_token);
    api_put_text(call, "suggested_aes_key", app->suggested_aes_key);
    put_callback(call, app);
    api_close(call, false);
}

static void put_ways(Call *call, const Corp *corp)
{
    api_open(call, "contact_ways", true);
    LIST_EACH(Way, way, corp->ways)
    {
        if (way->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "config_id", way->config_id);
        api_put_text(
            call, "url",
            str_fmt(call->arena, "%.*s/q/%.*s", FMT(call->world->base_url), FMT(way->config_id)));
        api_put_text(call, "remark", way->remark);
        api_put_text(call, "state", way->state);
        api_put_number(call, "type", way->type);
        api_put_flag(call, "skip_verify", way->skip_verify);
        api_put_number(call, "created_s", way->created_s);
        api_put_number(call, "scans", way->scans);
        api_put_number(call, "adds", way->adds);
        api_open(call, "users", true);
        LIST_EACH(Member, member, way->users) json_put_str(&call->out, member->userid);
        api_close(call, true);
        api_close(call, false);
    }
    api_close(call, true);
    api_open(call, "join_ways", true);
    LIST_EACH(JoinWay, way, corp->join_ways)
    {
        if (way->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "config_id", way->config_id);
        api_put_text(call, "remark", way->remark.ptr ? way->remark : S(""));
        api_put_text(
            call, "url",
            str_fmt(call->arena, "%.*s/g/%.*s", FMT(call->world->base_url), FMT(way->config_id)));
        api_close(call, false);
    }
    api_close(call, true);
}

static void put_links(Call *call, const Corp *corp)
{
    api_open(call, "links", true);
    LIST_EACH(Link, link, corp->links)
    {
        if (link->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "link_id", link->link_id);
        api_put_text(call, "name", link->name);
        api_put_text(
            call, "url",
            str_fmt(call->arena, "%.*s/ca/%.*s", FMT(call->world->base_url), FMT(link->link_id)));
        api_put_number(call, "adds", link->way->adds);
        api_close(call, false);
    }
    api_close(call, true);
}

static void put_tags(Call *call, const Corp *corp)
{
    api_open(call, "tags", true);
    LIST_EACH(Tag, tag, corp->tags)
    {
        if (tag->is_gone) continue;
        api_open(call, NULL, false);
        api_put_text(call, "id", tag->id);
        api_put_text(call, "name", tag->name);
        api_put_text(call, "group", tag->group->name);
        api_close(call, false);
    }
    api_close(call, true);
}

static void put_corp(Call *call, Corp *corp, bool full)
{
    call->corp = corp;
    api_open(call, NULL, false);
    api_put_text(call, "corp_id", corp->corp_id);
    api_put_text(call, "name", corp->name);
    api_put_number(call, "staff_count", (int64_t)corp->members.count);
    api_put_number(call, "customer_count", (int64_t)corp->customers.count);
    api_put_number(call, "group_count", (int64_t)corp->groups.count);
    api_open(call, "apps", true);
    LIST_EACH(App, app, corp->apps) put_app(call, app);
    api_close(call, true);
    if (full) {
        api_open(call, "departments", true);
        LIST_EACH(Department, department, corp->departments)
        {
            if (department->is_gone) continue;
            api_open(call, NULL, false);
            api_put_number(call, "id", department->id);
            api_put_number(call, "parent_id", department->parent_id);
            api_put_text(call, "name", department->name);
            api_close(call, false);
        }
        api_close(call, true);
        api_open(call, "staff", true);
        LIST_EACH(Member, member, corp->members)
        {
            if (!member->is_gone) show_member(call, member);
        }
        api_close(call, true);
        put_tags(call, corp);
    }
    put_ways(call, corp);
    put_links(call, corp);
    api_close(call, false);
}

static int world(Call *call)
{
    const bool full = !api_flag(call, "brief", false);
    api_put_text(call, "world", call->sim->world_kind);
    api_put_number(call, "seed", (int64_t)call->sim->seed);
    api_put_text(call, "base_url", call->world->base_url);
    api_put_number(call, "now_ms", call->now_ms);
    api_open(call, "corps", true);
    LIST_EACH(Corp, corp, call->world->corps) put_corp(call, corp, full);
    api_close(call, true);
    return 0;
}

/* What the page asks every second: the counters that tell whether to look closer. */
static int pulse(Call *call)
{
    api_put_number(call, "now_ms", call->now_ms);
    api_put_number(call, "changes", call->world->changes);
    api_put_number(call, "calls", calls_last(call->sim->calls));
    api_put_number(call, "deliveries", pump_counts(call->sim->pump).last_number);
    api_put_number(call, "settled",
                   pump_counts(call->sim->pump).delivered + pump_counts(call->sim->pump).failed);
    return 0;
}

static const Endpoint endpoints[] = {
    { "world", world, 0 },
    { "pulse", pulse, 0 },
};
const Endpoints admin_endpoints = { endpoints, COUNT(endpoints) };
