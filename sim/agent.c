/* agent.c -- what an app tells about itself, and its menu. */
#include "sim/api.h"

static void put_visible(Call *call, const App *app)
{
    api_open(call, "allow_userinfos", false);
    api_open(call, "user", true);
    LIST_EACH(Member, member, app->visible_members)
    {
        api_open(call, NULL, false);
        api_put_text(call, "userid", member->userid);
        api_close(call, false);
    }
    api_close(call, true);
    api_close(call, false);
    api_open(call, "allow_partys", false);
    api_open(call, "partyid", true);
    if (app->sees_all) json_put_i64(&call->out, 1);
    for (size_t i = 0; i < app->visible_departments.count && !app->sees_all; i++) {
        json_put_i64(&call->out, app->visible_departments.at[i]);
    }
    api_close(call, true);
    api_close(call, false);
    api_open(call, "allow_tags", false);
    api_open(call, "tagid", true);
    api_close(call, true);
    api_close(call, false);
}

static Str logo(Call *call)
{
    return str_fmt(call->arena, "%.*s/a/app/0", FMT(call->world->base_url));
}

static int check_own(Call *call)
{
    return api_number(call, "agentid", 0) == call->app->agent_id ? 0
                                                                 : api_refuse(call, 40056, NULL);
}

static int get(Call *call)
{
    TRY_API(check_own(call));
    const App *app = call->app;
    api_put_number(call, "agentid", app->agent_id);
    api_put_text(call, "name", app->name);
    api_put_text(call, "square_logo_url", logo(call));
    api_put_text(call, "description", app->description.ptr ? app->description : S(""));
    put_visible(call, app);
    api_put_number(call, "close", 0);
    api_put_text(call, "redirect_domain", app->redirect_domain.ptr ? app->redirect_domain : S(""));
    api_put_number(call, "report_location_flag", 0);
    api_put_number(call, "isreportenter", 0);
    api_put_text(call, "home_url", app->home_url.ptr ? app->home_url : S(""));
    return 0;
}

static int list(Call *call)
{
    api_open(call, "agentlist", true);
    api_open(call, NULL, false);
    api_put_number(call, "agentid", call->app->agent_id);
    api_put_text(call, "name", call->app->name);
    api_put_text(call, "square_logo_url", logo(call));
    api_close(call, false);
    api_close(call, true);
    return 0;
}

static int set(Call *call)
{
    TRY_API(check_own(call));
    App   *app   = call->app;
    World *world = call->world;
    if (api_has(call, "name")) app->name = world_keep(world, api_text(call, "name"));
    if (api_has(call, "description"))
        app->description = world_keep(world, api_text(call, "description"));
    if (api_has(call, "home_url")) app->home_url = world_keep(world, api_text(call, "home_url"));
    if (api_has(call, "redirect_domain")) {
        app->redirect_domain = world_keep(world, api_text(call, "redirect_domain"));
    }
    return 0;
}

static int menu_create(Call *call)
{
    TRY_API(check_own(call));
    const JsonItems buttons = api_items(call, "button");
    if (buttons.count == 0 || buttons.count > 3) {
        return api_refuse(call, 40016, "invalid button size");
    }
    call->app->menu =
        world_keep(call->world, api_json_text(call->arena, json_get(call->in, S("button"))));
    return 0;
}

static int menu_get(Call *call)
{
    TRY_API(check_own(call));
    if (call->app->menu.len == 0) return api_refuse(call, 46003, "no menu");
    json_key(&call->out, S("button"));
    json_put_raw(&call->out, call->app->menu);
    return 0;
}

static int menu_delete(Call *call)
{
    TRY_API(check_own(call));
    call->app->menu = (Str){ 0 };
    return 0;
}

static const Endpoint endpoints[] = {
    { "agent/get", get, 0 },      { "agent/list", list, 0 },
    { "agent/set", set, WRITES }, { "menu/create", menu_create, WRITES },
    { "menu/get", menu_get, 0 },  { "menu/delete", menu_delete, WRITES },
};
const Endpoints agent_endpoints = { endpoints, COUNT(endpoints) };
