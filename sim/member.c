/* member.c -- members: user/get, list, create, update, delete and the look-ups. */
#include "sim/api.h"
#include "sim/event.h"
#include "sim/ids.h"

enum { PAGE_MAX = 10000 };

static void put_numbers(Call *call, const char *name, const int64_t *numbers, int count)
{
    api_open(call, name, true);
    for (int i = 0; i < count; i++) json_put_i64(&call->out, numbers[i]);
    api_close(call, true);
}

static void put_profile(Call *call, const Member *member)
{
    api_put_text(call, "name", member->name);
    if (member->position.len) api_put_text(call, "position", member->position);
    if (member->alias.len) api_put_text(call, "alias", member->alias);
    if (member->telephone.len) api_put_text(call, "telephone", member->telephone);
    if (member->extattr.len) {
        json_key(&call->out, S("extattr"));
        json_put_raw(&call->out, member->extattr);
    }
}

static void put_private(Call *call, const Member *member)
{
    api_put_text(call, "mobile", member->mobile);
    api_put_text(call, "gender", member->gender);
    api_put_text(call, "email", member->email);
    api_put_text(call, "avatar",
                 str_fmt(call->arena, "%.*s/a/m%zu/0?corp=%.*s", FMT(call->world->base_url),
                         member->index, FMT(call->corp->corp_id)));
}

static void put_member(Call *call, const Member *member)
{
    api_put_text(call, "userid", member->userid);
    if (call->app->may & MAY_NAMES) put_profile(call, member);
    put_numbers(call, "department", member->department, member->department_count);
    put_numbers(call, "order", member->order, member->department_count);
    api_put_number(call, "main_department", member->main_department);
    api_open(call, "is_leader_in_dept", true);
    for (int i = 0; i < member->department_count; i++) json_put_i64(&call->out, member->leads[i]);
    api_close(call, true);
    api_put_number(call, "status", member->status);
    if (call->app->may & MAY_OLD_FIELDS) put_private(call, member);
    api_put_text(call, "open_userid",
                 ids_text(call->arena, call->corp->seed, member->index, "woAJ2GCAAA", 22));
}

static int get(Call *call)
{
    Member *member = NULL;
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    put_member(call, member);
    return 0;
}

static int list_in(Call *call, bool full)
{
    const int64_t department = api_number(call, "department_id", 0);
    if (world_department(call->corp, department) == NULL) return api_refuse(call, 60003, NULL);
    if (!world_app_sees_department(call->app, department)) return api_refuse(call, 60011, NULL);
    const bool below = api_flag(call, "fetch_child", false);
    api_open(call, "userlist", true);
    LIST_EACH(Member, member, call->corp->members)
    {
        if (member->is_gone || !world_member_in(member, department, below)) continue;
        api_open(call, NULL, false);
        if (full) {
            put_member(call, member);
        } else {
            api_put_text(call, "userid", member->userid);
            if (call->app->may & MAY_NAMES) api_put_text(call, "name", member->name);
            put_numbers(call, "department", member->department, member->department_count);
        }
        api_close(call, false);
    }
    api_close(call, true);
    return 0;
}

static int list(Call *call) { return list_in(call, true); }
static int simple_list(Call *call) { return list_in(call, false); }

static int list_id(Call *call)
{
    int64_t from, unused;
    if (!api_cursor(call, &from, &unused)) return api_refuse(call, 40035, NULL);
    const int64_t limit = api_limit(call, PAGE_MAX, PAGE_MAX);
    int64_t       given = 0;
    size_t        at    = (size_t)from;
    api_open(call, "dept_user", true);
    for (; at < call->corp->members.count && given < limit; at++) {
        const Member *member = call->corp->members.at[at];
        if (member->is_gone || !world_app_sees(call->app, member)) continue;
        for (int d = 0; d < member->department_count; d++, given++) {
            api_open(call, NULL, false);
            api_put_text(call, "userid", member->userid);
            api_put_number(call, "department", member->department[d]);
            api_close(call, false);
        }
    }
    api_close(call, true);
    if (at < call->corp->members.count)
        api_put_cursor(call, (int64_t)at, 0);
    else
        api_end_cursor(call);
    return 0;
}

static int by_mobile(Call *call)
{
    const Str mobile = api_text(call, "mobile");
    LIST_EACH(Member, member, call->corp->members)
    {
        if (member->is_gone || mobile.len == 0 || !str_equal(member->mobile, mobile)) continue;
        api_put_text(call, "userid", member->userid);
        return 0;
    }
    return api_refuse(call, 46004, NULL);
}

static int by_email(Call *call)
{
    const Str email = api_text(call, "email");
    LIST_EACH(Member, member, call->corp->members)
    {
        if (member->is_gone || email.len == 0 || !str_equal_nocase(member->email, email)) continue;
        api_put_text(call, "userid", member->userid);
        return 0;
    }
    return api_refuse(call, 46004, NULL);
}

/* ---- writing ------------------------------------------------------------------------------ */

static bool is_userid(Str userid)
{
    if (userid.len == 0 || userid.len > 64) return false;
    for (size_t i = 0; i < userid.len; i++) {
        const char c = userid.ptr[i];
        const bool is_word =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_word && (i == 0 || (c != '_' && c != '-' && c != '@' && c != '.'))) return false;
    }
    return true;
}

static int read_departments(Call *call, Member *member)
{
    const JsonItems ids = api_items(call, "department"), orders = api_items(call, "order");
    const JsonItems leads = api_items(call, "is_leader_in_dept");
    if (!api_has(call, "department")) return 0;
    if (ids.count > DEPARTMENTS_PER_MEMBER)
        return api_refuse(call, 40066, "invalid department list");
    for (size_t i = 0; i < ids.count; i++) {
        int64_t id = 0;
        (void)str_to_i64(api_item_text(call, &ids.at[i]), &id);
        if (world_department(call->corp, id) == NULL) return api_refuse(call, 60003, NULL);
    }
    member->department_count = (int)ids.count;
    for (size_t i = 0; i < ids.count; i++) {
        (void)str_to_i64(api_item_text(call, &ids.at[i]), &member->department[i]);
        member->order[i] =
            i < orders.count && orders.at[i].kind == JSON_INT ? orders.at[i].as.integer : 0;
        member->leads[i] =
            i < leads.count && leads.at[i].kind == JSON_INT && leads.at[i].as.integer;
    }
    member->main_department =
        api_number(call, "main_department", ids.count ? member->department[0] : 1);
    return 0;
}

static void read_text(Call *call, const char *name, Str *member_text)
{
    if (api_has(call, name)) *member_text = world_keep(call->world, api_text(call, name));
}

static void read_profile(Call *call, Member *member)
{
    read_text(call, "name", &member->name);
    read_text(call, "alias", &member->alias);
    read_text(call, "position", &member->position);
    read_text(call, "mobile", &member->mobile);
    read_text(call, "email", &member->email);
    read_text(call, "gender", &member->gender);
    read_text(call, "telephone", &member->telephone);
    if (api_has(call, "enable")) member->status = api_flag(call, "enable", true) ? 1 : 2;
}

static void tell(Call *call, const char *change, const Member *member, Str new_userid)
{
    StrBuf departments = strbuf(call->arena, 1024);
    for (int i = 0; i < member->department_count; i++) {
        strbuf_fmt(&departments, "%s%lld", i ? "," : "", (long long)member->department[i]);
    }
    const EventField fields[] = {
        { .name = "UserID", .value = member->userid },
        { .name = "NewUserID", .value = new_userid },
        { .name = "Name", .value = member->name },
        { .name = "Department", .value = strbuf_str(&departments) },
        { .name = "Position", .value = member->position },
        { .name      = "Status",
          .value     = str_fmt(call->arena, "%d", member->status),
          .is_number = true },
    };
    event_org(call->corp, change, member, fields,
              str_equal(str_of(change), S("delete_user")) ? 1 : 6);
}

static int create(Call *call)
{
    const Str userid = api_text(call, "userid"), name = api_text(call, "name");
    if (userid.len == 0) return api_refuse(call, 41009, NULL);
    if (!is_userid(userid)) return api_refuse(call, 40003, NULL);
    if (name.len == 0) return api_refuse(call, 40058, "invalid Request Parameter, missing name");
    if (world_member(call->corp, userid)) return api_refuse(call, 60102, NULL);
    Member checked = { .corp = call->corp };
    TRY_API(read_departments(call, &checked));
    Member *member = world_add_member(call->corp, userid, name);
    (void)read_departments(call, member);
    if (member->department_count == 0) {
        member->department_count = 1;
        member->department[0] = member->main_department = 1;
    }
    read_profile(call, member);
    tell(call, "create_user", member, (Str){ 0 });
    return 0;
}

static int update(Call *call)
{
    Member *member = NULL;
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    TRY_API(read_departments(call, member));
    read_profile(call, member);
    tell(call, "update_user", member, (Str){ 0 });
    return 0;
}

static void leave(Call *call, Member *member)
{
    member->is_gone = true;
    member->status  = 5;
    member->left_s  = call->now_s;
    tell(call, "delete_user", member, (Str){ 0 });
}

static int delete_(Call *call)
{
    Member *member = NULL;
    TRY_API(api_member(call, api_text(call, "userid"), &member));
    leave(call, member);
    return 0;
}

static int delete_many(Call *call)
{
    const JsonItems ids = api_items(call, "useridlist");
    if (ids.count == 0) return api_refuse(call, 40063, NULL);
    if (ids.count > 200) return api_refuse(call, 40031, "invalid userid list");
    for (size_t i = 0; i < ids.count; i++) {
        Member *member = world_member(call->corp, api_item_text(call, &ids.at[i]));
        if (member) leave(call, member);
    }
    return 0;
}

static int active_count(Call *call)
{
    int64_t count = 0;
    LIST_EACH(Member, member, call->corp->members) count += !member->is_gone && member->status == 1;
    api_put_number(call, "active_cnt", count);
    return 0;
}

static const Endpoint endpoints[] = {
    { "user/get", get, 0 },
    { "user/list", list, 0 },
    { "user/simplelist", simple_list, 0 },
    { "user/list_id", list_id, ORG_WRITE },
    { "user/getuserid", by_mobile, 0 },
    { "user/get_userid_by_email", by_email, 0 },
    { "user/create", create, WRITES | ORG_WRITE, .says = "created" },
    { "user/update", update, WRITES | ORG_WRITE, .says = "updated" },
    { "user/delete", delete_, WRITES | ORG_WRITE, .says = "deleted" },
    { "user/batchdelete", delete_many, WRITES | ORG_WRITE },
    { "user/get_active_stat", active_count, 0 },
};
const Endpoints member_endpoints = { endpoints, COUNT(endpoints) };
