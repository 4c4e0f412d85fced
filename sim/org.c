/* org.c -- departments. */
#include "sim/api.h"
#include "sim/event.h"

#include <string.h>

enum { DEPARTMENT_ID_MAX = INT32_MAX };

static void put_department(Call *call, const char *name, const Department *department)
{
    api_open(call, name, false);
    api_put_number(call, "id", department->id);
    if (call->app->may & MAY_NAMES) {
        api_put_text(call, "name", department->name);
        if (department->name_en.len) api_put_text(call, "name_en", department->name_en);
    }
    api_open(call, "department_leader", true);
    LIST_EACH(Member, leader, department->leaders) json_put_str(&call->out, leader->userid);
    api_close(call, true);
    api_put_number(call, "parentid", department->parent_id);
    api_put_number(call, "order", department->order);
    api_close(call, false);
}

static bool is_listed(const Call *call, const Department *department, int64_t below)
{
    if (department->is_gone || !world_app_sees_department(call->app, department->id)) return false;
    return below == 0 || world_is_below(call->corp, department->id, below);
}

static int check_department(Call *call, int64_t id)
{
    if (id == 0) return 0;
    if (world_department(call->corp, id) == NULL) return api_refuse(call, 60003, NULL);
    return world_app_sees_department(call->app, id) ? 0 : api_refuse(call, 60011, NULL);
}

static int list(Call *call)
{
    const int64_t below = api_number(call, "id", 0);
    TRY_API(check_department(call, below));
    api_open(call, "department", true);
    LIST_EACH(Department, department, call->corp->departments)
    {
        if (is_listed(call, department, below)) put_department(call, NULL, department);
    }
    api_close(call, true);
    return 0;
}

static int simple_list(Call *call)
{
    const int64_t below = api_number(call, "id", 0);
    TRY_API(check_department(call, below));
    api_open(call, "department_id", true);
    LIST_EACH(Department, department, call->corp->departments)
    {
        if (!is_listed(call, department, below)) continue;
        api_open(call, NULL, false);
        api_put_number(call, "id", department->id);
        api_put_number(call, "parentid", department->parent_id);
        api_put_number(call, "order", department->order);
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int get(Call *call)
{
    const int64_t id = api_number(call, "id", 0);
    if (id == 0) return api_refuse(call, 60003, NULL);
    TRY_API(check_department(call, id));
    put_department(call, "department", world_department(call->corp, id));
    return 0;
}

static Department *same_name(const Corp *corp, int64_t parent_id, Str name)
{
    LIST_EACH(Department, department, corp->departments)
    {
        if (!department->is_gone && department->parent_id == parent_id &&
            str_equal(department->name, name)) {
            return department;
        }
    }
    return NULL;
}

static int64_t free_id(const Corp *corp)
{
    int64_t id = 1;
    LIST_EACH(Department, department, corp->departments)
    {
        if (department->id >= id) id = department->id + 1;
    }
    return id;
}

static void tell(Call *call, const char *change, const Department *department)
{
    const EventField fields[] = {
        { .name      = "Id",
          .value     = str_fmt(call->arena, "%lld", (long long)department->id),
          .is_number = true },
        { .name      = "ParentId",
          .value     = str_fmt(call->arena, "%lld", (long long)department->parent_id),
          .is_number = true },
        { .name = "Name", .value = department->name },
        { .name      = "Order",
          .value     = str_fmt(call->arena, "%lld", (long long)department->order),
          .is_number = true },
    };
    event_org(call->corp, change, NULL, fields, strcmp(change, "delete_party") == 0 ? 1 : 4);
}

static int create(Call *call)
{
    const Str     name      = api_text(call, "name");
    const int64_t parent_id = api_number(call, "parentid", 0);
    if (name.len == 0) return api_refuse(call, 40058, "invalid Request Parameter, missing name");
    if (world_department(call->corp, parent_id) == NULL) return api_refuse(call, 60004, NULL);
    if (same_name(call->corp, parent_id, name)) return api_refuse(call, 60008, NULL);
    const int64_t id = api_number(call, "id", free_id(call->corp));
    if (id < 1 || id > DEPARTMENT_ID_MAX || world_department(call->corp, id)) {
        return api_refuse(call, 60008, NULL);
    }
    Department *department = world_add_department(call->corp, id, parent_id, name);
    department->order      = api_number(call, "order", department->order);
    department->name_en    = world_keep(call->world, api_text(call, "name_en"));
    api_put_number(call, "id", id);
    tell(call, "create_party", department);
    return 0;
}

static int update(Call *call)
{
    Department *department = world_department(call->corp, api_number(call, "id", 0));
    if (department == NULL) return api_refuse(call, 60003, NULL);
    const int64_t parent_id = api_number(call, "parentid", department->parent_id);
    if (parent_id != department->parent_id) {
        if (world_department(call->corp, parent_id) == NULL) return api_refuse(call, 60004, NULL);
        if (world_is_below(call->corp, parent_id, department->id)) {
            return api_refuse(call, 60004, NULL);
        }
        department->parent_id = parent_id;
    }
    if (api_has(call, "name")) department->name = world_keep(call->world, api_text(call, "name"));
    department->order = api_number(call, "order", department->order);
    tell(call, "update_party", department);
    return 0;
}

static int delete_(Call *call)
{
    Department *department = world_department(call->corp, api_number(call, "id", 0));
    if (department == NULL) return api_refuse(call, 60003, NULL);
    LIST_EACH(Department, child, call->corp->departments)
    {
        if (!child->is_gone && child->parent_id == department->id) {
            return api_refuse(call, 60006, NULL);
        }
    }
    LIST_EACH(Member, member, call->corp->members)
    {
        if (!member->is_gone && world_member_in(member, department->id, false)) {
            return api_refuse(call, 60005, NULL);
        }
    }
    department->is_gone = true;
    tell(call, "delete_party", department);
    return 0;
}

static const Endpoint endpoints[] = {
    { "department/list", list, 0 },
    { "department/simplelist", simple_list, 0 },
    { "department/get", get, 0 },
    { "department/create", create, WRITES | ORG_WRITE, .says = "created" },
    { "department/update", update, WRITES | ORG_WRITE, .says = "updated" },
    { "department/delete", delete_, WRITES | ORG_WRITE, .says = "deleted" },
};
const Endpoints org_endpoints = { endpoints, COUNT(endpoints) };
