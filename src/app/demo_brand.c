/* One brand of the demo.  Each step looks first whether it was done, so a start that was
 * interrupted goes on. */
#include "app/demo.h"

#include "acquire/acquire.h"
#include "channel/channel.h"
#include "org/org.h"

#include <stdio.h>

static Str own_url(Demo *demo, const char *path)
{
    return str_fmt(demo->cx.arena, "%.*s%s", FMT(demo->api), path);
}

/* ---- brand, users, key ------------------------------------------------------------------- */

static Code open_tenant(Demo *demo, Str code, Str name)
{
    Ctx   *cx = &demo->cx;
    Tenant tenant;
    if (org_tenant_find_by_code(cx, code, &tenant) != OK) {
        if (cx->err.code != ERR_NOT_FOUND) return cx->err.code;
        forgive(cx);
        TRY(org_tenant_create(cx, code, name, S("Asia/Shanghai"), &tenant));
    }
    TRY(org_ctx_for_tenant(cx, tenant.id));
    for (int permission = 1; permission < PERMISSION_COUNT; permission++)
        permission_add(&cx->permissions, (Permission)permission);
    return OK;
}

static Code open_user(Demo *demo, Str name, Str display_name, Str password, RoleWord role_word)
{
    Ctx *cx = &demo->cx;
    User user;
    Role role;
    bool found = false;
    TRY(org_user_find_by_name(cx, name, &user, &found));
    if (found) return OK;
    TRY(org_role_preset(cx, role_word, &role));
    const UserDraft draft = { .name         = name,
                              .display_name = display_name,
                              .password     = password,
                              .locale       = S("zh-CN"),
                              .role_id      = role.id };
    return org_user_create(cx, &draft, &user);
}

/* A key for this start only; the one of the start before is taken away. */
static Code open_key(Demo *demo)
{
    Ctx *cx   = &demo->cx;
    Rows keys = { 0 };
    TRY(org_api_key_list(cx, &keys));
    for (size_t i = 0; i < keys.count; i++) {
        const ApiKey *key = ROWS_AT(ApiKey, keys, i);
        if (str_equal(key->name, S("demo"))) TRY(org_api_key_delete(cx, (ApiKeyId){ key->id }));
    }
    Vec words = vec_of(cx->arena, Str);
    for (int permission = PERM_SIGNED_IN + 1; permission < PERMISSION_COUNT; permission++)
        *VEC_ADD(&words, Str) = word_of(&permission_words, permission);
    const ApiKeyDraft draft = { S("demo"), { (const Str *)(const void *)words.at, words.count } };
    ApiKey            key;
    return org_api_key_create(cx, &draft, &key, &demo->key);
}

/* ---- the connection ------------------------------------------------------------------------ */

static Str secret_of(const Json *corp, Str kind)
{
    const JsonItems apps = json_items(corp, S("apps"));
    for (size_t i = 0; i < apps.count; i++)
        if (str_equal(json_str(&apps.at[i], S("kind")), kind))
            return json_str(&apps.at[i], S("secret"));
    return (Str){ 0 };
}

static Code make_connection(Demo *demo, const Json *corp, Str *id)
{
    JsonOut out = json_out(demo->cx.arena, 4096);
    json_open_object(&out);
    json_pair_str(&out, S("name"), json_str(corp, S("name")));
    json_pair_str(&out, S("corp_id"), json_str(corp, S("corp_id")));
    json_pair_i64(&out, S("agent_id"), json_i64(json_at(corp, "apps[0]"), S("agent_id"), 0));
    json_pair_str(&out, S("app_secret"), secret_of(corp, S("built")));
    json_pair_str(&out, S("contact_secret"), secret_of(corp, S("customer")));
    json_pair_str(&out, S("base_url"), demo->sim);
    json_pair_str(&out, S("login_url"), demo->sim);
    json_close_object(&out);
    Str         body;
    const Json *answer = NULL;
    TRY(json_out_done(&out, &body));
    TRY(demo_ask(demo, "POST", own_url(demo, "/api/connections"), body, &answer));
    *id = json_str(answer, S("id"));
    return OK;
}

/* Pastes our callback into the platform, as the person of the wizard does. */
static Code paste_callback(Demo *demo, const Json *corp, Str id)
{
    const Json *made = NULL, *answer = NULL;
    TRY(demo_ask(demo, "GET",
                 str_fmt(demo->cx.arena, "%.*s/api/connections/%.*s", FMT(demo->api), FMT(id)),
                 (Str){ 0 }, &made));
    JsonOut out = json_out(demo->cx.arena, 4096);
    json_open_object(&out);
    json_pair_str(&out, S("url"), json_str(made, S("callback_url")));
    json_pair_str(&out, S("token"), json_str(made, S("callback_token")));
    json_pair_str(&out, S("aes_key"), json_str(made, S("callback_aes_key")));
    json_close_object(&out);
    Str body;
    TRY(json_out_done(&out, &body));
    return demo_ask(demo, "POST",
                    str_fmt(demo->cx.arena, "%.*s/sim/apps/%.*s/%lld/callback", FMT(demo->sim),
                            FMT(json_str(corp, S("corp_id"))),
                            (long long)json_i64(json_at(corp, "apps[0]"), S("agent_id"), 0)),
                    body, &answer);
}

static Code open_connection(Demo *demo, const Json *corp, Str *id, bool *is_new)
{
    const Json *list = NULL;
    TRY(demo_ask(demo, "GET", own_url(demo, "/api/connections"), (Str){ 0 }, &list));
    const JsonItems items = json_items(list, S("items"));
    *is_new               = items.count == 0;
    if (*is_new)
        TRY(make_connection(demo, corp, id));
    else
        *id = json_str(&items.at[0], S("id"));
    return paste_callback(demo, corp, *id);
}

static Code sync(Demo *demo, Str connection_id, const char *what)
{
    const Json *job = NULL;
    TRY(demo_ask(demo, "POST",
                 str_fmt(demo->cx.arena, "%.*s/api/connections/%.*s/sync", FMT(demo->api),
                         FMT(connection_id)),
                 str_fmt(demo->cx.arena, "{\"what\":\"%s\"}", what), &job));
    return demo_wait_for_job(demo, job);
}

/* A sync shows only what still stands; the simulated platform can tell of the year's losses. */
static Code hear_losses(Demo *demo, const Json *corp)
{
    JsonOut out = json_out(demo->cx.arena, 1024);
    json_open_object(&out);
    json_pair_str(&out, S("corp"), json_str(corp, S("corp_id")));
    json_pair_str(&out, S("what"), S("losses"));
    json_close_object(&out);
    Str         body;
    const Json *answer = NULL;
    TRY(json_out_done(&out, &body));
    TRY(demo_ask(demo, "POST", str_fmt(demo->cx.arena, "%.*s/sim/history", FMT(demo->sim)), body,
                 &answer));
    fprintf(stderr, "  流失记录: %lld\n", (long long)json_i64(answer, S("told"), 0));
    return OK;
}

/* The operator is a member of staff, too, so that signing in by 企业微信 can be tried. */
static Code link_operator(Demo *demo)
{
    Ctx              *cx     = &demo->cx;
    const StaffFilter filter = { .q = S("zhu"), .limit = 1 };
    Rows              staff  = { 0 };
    User              user;
    bool              found = false;
    Str               next;
    TRY(org_user_find_by_name(cx, S("operator"), &user, &found));
    TRY(org_staff_list(cx, &filter, &staff, &next));
    if (!found || user.staff_id != 0 || staff.count == 0) return OK;
    const UserDraft draft = { .name         = user.name,
                              .display_name = user.display_name,
                              .locale       = user.locale,
                              .role_id      = user.role_id,
                              .staff_id     = ROWS_AT(Staff, staff, 0)->id };
    return org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user);
}

/* ---- stores: the departments below a region ----------------------------------------------------
 */

static const Department *department_at(Rows departments, int64_t id)
{
    for (size_t i = 0; i < departments.count; i++)
        if (ROWS_AT(Department, departments, i)->id == id)
            return ROWS_AT(Department, departments, i);
    return NULL;
}

static Code put_staff_in_store(Demo *demo, int64_t department_id, int64_t store_id)
{
    Ctx              *cx     = &demo->cx;
    const StaffFilter filter = { .department_id = department_id, .limit = PAGE_LIMIT_MAX };
    Rows              staff  = { 0 };
    Str               next;
    TRY(org_staff_list(cx, &filter, &staff, &next));
    for (size_t i = 0; i < staff.count; i++) {
        const Staff *member = ROWS_AT(Staff, staff, i);
        Staff        out;
        if (member->store_id == 0)
            TRY(org_staff_set_store(cx, (StaffId){ member->id }, member->revision, store_id, &out));
    }
    return OK;
}

static Code open_region(Demo *demo, IdMap *regions, const Department *parent, int64_t *id)
{
    Region *known = idmap_find(regions, parent->id);
    if (known == NULL) {
        known              = arena_make(demo->cx.arena, Region, 1);
        const Region draft = { .name = str_replace(demo->cx.arena, parent->name, S("大区"), S("")),
                               .sort = (int64_t)idmap_count(regions) };
        TRY(org_region_create(&demo->cx, &draft, known));
        (void)idmap_put(regions, parent->id, known);
    }
    *id = known->id;
    return OK;
}

static Code open_stores(Demo *demo)
{
    Ctx *cx          = &demo->cx;
    Rows departments = { 0 }, stores = { 0 };
    Str  next;
    TRY(org_store_list(cx, &(StoreFilter){ .limit = 1 }, &stores, &next));
    if (stores.count > 0) return OK;
    TRY(org_department_list(cx, &departments));
    IdMap *regions = idmap_new(cx->arena);
    for (size_t i = 0; i < departments.count; i++) {
        const Department *department = ROWS_AT(Department, departments, i);
        const Department *parent     = department_at(departments, department->parent_id);
        if (parent == NULL || !str_ends(parent->name, S("大区"))) continue;
        Store draft = { .code    = str_fmt(cx->arena, "S%03zu", i),
                        .name    = department->name,
                        .hours   = S("09:30-21:30"),
                        .is_open = true };
        Store store;
        TRY(open_region(demo, regions, parent, &draft.region_id));
        TRY(org_store_create(cx, &draft, &store));
        TRY(put_staff_in_store(demo, department->id, store.id));
    }
    return OK;
}

/* ---- codes
 * --------------------------------------------------------------------------------------- */

typedef struct DemoCode {
    const char *token, *name, *medium, *group;
    Allocation  allocation;
    const char *remark;
} DemoCode;

/* The tokens of the world's history. */
static const DemoCode demo_codes[] = {
    { "demo-1", "门店收银台立牌", "立牌", "门店物料", ALLOCATION_ROUND_ROBIN, "" },
    { "demo-2", "孕妈课堂海报", "海报", "活动", ALLOCATION_RANDOM, "{客户昵称}-孕妈课堂" },
    { "demo-3", "奶粉罐身贴", "包装", "门店物料", ALLOCATION_LEAST_LOADED, "" },
    { "demo-4", "快递包裹卡", "包裹卡", "线上", ALLOCATION_WEIGHTED, "" },
    { "demo-5", "公众号菜单", "公众号", "线上", ALLOCATION_RANDOM, "" },
    { "demo-6", "会员日活动页", "H5", "活动", ALLOCATION_LEAST_LOADED, "" },
    { "demo-7", "医院合作展架", "展架", "异业合作", ALLOCATION_ROUND_ROBIN, "" },
    { "demo-8", "夜间育儿热线", "海报", "服务", ALLOCATION_RANDOM, "{客户昵称}" },
};

static Code open_group(Ctx *cx, Str name, int64_t *id)
{
    Rows             groups = { 0 };
    ChannelCodeGroup made;
    TRY(acquire_group_list(cx, &groups));
    for (size_t i = 0; i < groups.count; i++) {
        const ChannelCodeGroup *group = ROWS_AT(ChannelCodeGroup, groups, i);
        if (!str_equal(group->name, name)) continue;
        *id = group->id;
        return OK;
    }
    TRY(acquire_group_create(cx, &(ChannelCodeGroup){ .name = name, .sort = (int64_t)groups.count },
                             &made));
    *id = made.id;
    return OK;
}

static Code make_code(Demo *demo, const DemoCode *wanted, Rows staff, size_t place)
{
    Ctx      *cx = &demo->cx;
    CodeStaff members[3];
    for (size_t i = 0; i < COUNT(members); i++)
        members[i] =
            (CodeStaff){ .staff_id  = ROWS_AT(Staff, staff, (place * 3 + i) % staff.count)->id,
                         .weight    = (int32_t)(3 - i),
                         .daily_cap = 200 };
    const int64_t    backup = ROWS_AT(Staff, staff, (place * 3 + 5) % staff.count)->id;
    const int32_t    days[] = { 1, 2, 3, 4, 5, 6, 7 };
    CodeSlot         night  = { .name     = S("夜班"),
                                .weekdays = { days, COUNT(days) },
                                .from     = S("21:00"),
                                .until    = S("08:00"),
                                .staff    = { &members[2], 1 } };
    ChannelCodeDraft draft  = { .name             = str_of(wanted->name),
                                .medium           = str_of(wanted->medium),
                                .allocation       = wanted->allocation,
                                .staff            = { members, COUNT(members) },
                                .backup_staff_ids = { &backup, 1 },
                                .skip_verify      = true,
                                .remark_pattern   = str_of(wanted->remark),
                                .welcome_mode     = WELCOME_POLICY,
                                .token            = str_of(wanted->token) };
    if (place == COUNT(demo_codes) - 1) draft.slots = (Rows){ &night, 1 };
    if (place == 1) {
        draft.welcome_mode = WELCOME_OWN;
        draft.welcome.text =
            S("{客户昵称},欢迎来到孕妈课堂!我是{员工姓名},课程表和资料稍后发给您。");
    }
    ChannelCode code;
    TRY(open_group(cx, str_of(wanted->group), &draft.group_id));
    return acquire_code_create(cx, &draft, &code);
}

/* Those who stand in a store or answer questions. */
static Rows who_receive(Ctx *cx, Rows staff)
{
    static const char *const positions[] = { "导购", "育儿顾问", "客服" };
    Vec                      list        = vec_of(cx->arena, Staff);
    for (size_t i = 0; i < staff.count; i++)
        for (size_t k = 0; k < COUNT(positions); k++)
            if (str_equal(ROWS_AT(Staff, staff, i)->position, str_of(positions[k])))
                *VEC_ADD(&list, Staff) = *ROWS_AT(Staff, staff, i);
    return list.count > 0 ? vec_rows(&list) : staff;
}

static Code open_codes(Demo *demo, Str connection_id)
{
    Ctx    *cx    = &demo->cx;
    Rows    codes = { 0 }, staff = { 0 };
    int64_t id = 0;
    Str     next;
    TRY(acquire_code_list(cx, &(CodeFilter){ .limit = PAGE_LIMIT_MAX }, &codes, &next));
    if (!str_to_i64(connection_id, &id)) return OK;
    TRY(org_staff_list_contacts(cx, id, 0, PAGE_LIMIT_MAX, &staff));
    staff = who_receive(cx, staff);
    REQUIRE(cx, staff.count > 0, ERR_UNAVAILABLE, "demo.no_staff");
    for (size_t i = codes.count; i < COUNT(demo_codes); i++)
        TRY(make_code(demo, &demo_codes[i], staff, i));
    return OK;
}

/* ---- welcome policies, as the console would send them
 * ------------------------------------------------ */

static const char *const policies[] = {
    "{\"name\":\"全店默认\",\"scope\":\"default\",\"is_enabled\":true,\"staff_ids\":[],"
    "\"department_ids\":[],\"windows\":[],"
    "\"message\":{\"text\":\"{客户昵称}您好,我是{门店}的{员工姓名},很高兴认识您!"
    "有育儿问题随时问我。\",\"attachments\":"
    "[{\"kind\":\"link\",\"title\":\"新人礼包\",\"description\":\"领取 50 "
    "元券\",\"url\":\"https://example.com/gift\"}]}}",
    "{\"name\":\"夜间\",\"scope\":\"slot\",\"is_enabled\":true,\"staff_ids\":[],\"department_ids\":"
    "[],"
    "\"windows\":[{\"weekdays\":[1,2,3,4,5,6,7],\"from\":\"22:00\",\"until\":\"07:00\"}],"
    "\"message\":{\"text\":\"{客户昵称}您好,夜深了,{员工姓名}明早 9 "
    "点回复您。急事请拨打育儿热线。\",\"attachments\":[]}}",
};

static Code open_policies(Demo *demo)
{
    const Json *list = NULL, *made = NULL;
    TRY(demo_ask(demo, "GET", own_url(demo, "/api/welcome-policies"), (Str){ 0 }, &list));
    const JsonItems items = json_items(list, S("items"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("name")), S("全店默认"))) return OK;
    for (size_t i = 0; i < COUNT(policies); i++)
        TRY(demo_ask(demo, "POST", own_url(demo, "/api/welcome-policies"), str_of(policies[i]),
                     &made));
    return OK;
}

/* ---- all of it
 * --------------------------------------------------------------------------------------- */

Code demo_brand(Demo *demo, const Json *corp, Str code, Str user, Str password)
{
    const Str name = json_str(corp, S("name"));
    fprintf(stderr, "%.*s\n", FMT(name));
    TRY(open_tenant(demo, code, name));
    TRY(open_user(demo, user, S("管理员"), password, ROLE_ADMIN));
    const bool is_first = str_equal(user, S("admin"));
    if (is_first)
        TRY(open_user(demo, S("operator"), S("运营小陈"), S("weft-demo-3"), ROLE_OPERATOR));
    TRY(open_key(demo));

    Str  connection_id = { 0 };
    bool is_new        = false;
    TRY(open_connection(demo, corp, &connection_id, &is_new));
    Rows stores = { 0 };
    Str  next;
    TRY(org_store_list(&demo->cx, &(StoreFilter){ .limit = 1 }, &stores, &next));
    const bool is_done = !is_new && (stores.count > 0 || !is_first);
    if (is_done) return OK;

    TRY(sync(demo, connection_id, "org"));
    TRY(sync(demo, connection_id, "tags"));
    TRY(open_policies(demo));
    if (is_first) TRY(link_operator(demo));
    if (is_first) TRY(open_codes(demo, connection_id));
    TRY(sync(demo, connection_id, "contacts"));
    TRY(hear_losses(demo, corp));
    return is_first ? open_stores(demo) : OK;
}
