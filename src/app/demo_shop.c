/* What a brand of the demo works with: stores, channel codes, welcome policies. */
#include "acquire/acquire.h"
#include "app/demo.h"
#include "org/org.h"

/* ---- stores: the departments below a region -------------------------------------------------- */

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

Code demo_stores(Demo *demo)
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
static const DemoCode wanted_codes[] = {
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
    if (place == COUNT(wanted_codes) - 1) draft.slots = (Rows){ &night, 1 };
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

Code demo_codes(Demo *demo, Str connection_id)
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
    for (size_t i = codes.count; i < COUNT(wanted_codes); i++)
        TRY(make_code(demo, &wanted_codes[i], staff, i));
    return OK;
}

/* ---- welcome policies, as the console would send them
 * ------------------------------------------------ */

static const char *const policies[] = {
    "{\"name\":\"全店默认\",\"scope\":\"default\",\"is_enabled\":true,\"staff_ids\":[],"
    "\"department_ids\":[],\"windows\":[],"
    "\"message\":{\"text\":\"{客户昵称}您好，我是{门店}的{员工姓名}，很高兴认识您！"
    "有育儿问题随时问我。\",\"attachments\":"
    "[{\"kind\":\"link\",\"title\":\"新人礼包\",\"description\":\"领取 50 "
    "元券\",\"url\":\"https://example.com/gift\"}]}}",
    "{\"name\":\"夜间\",\"scope\":\"slot\",\"is_enabled\":true,\"staff_ids\":[],\"department_ids\":"
    "[],"
    "\"windows\":[{\"weekdays\":[1,2,3,4,5,6,7],\"from\":\"22:00\",\"until\":\"07:00\"}],"
    "\"message\":{\"text\":\"{客户昵称}您好，夜深了，{员工姓名}明早 9 "
    "点回复您。急事请拨打育儿热线。\",\"attachments\":[]}}",
};

Code demo_policies(Demo *demo)
{
    const Json *list = NULL, *made = NULL;
    TRY(demo_ask(demo, "GET", demo_url(demo, "/api/welcome-policies"), (Str){ 0 }, &list));
    const JsonItems items = json_items(list, S("items"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("name")), S("全店默认"))) return OK;
    for (size_t i = 0; i < COUNT(policies); i++)
        TRY(demo_ask(demo, "POST", demo_url(demo, "/api/welcome-policies"), str_of(policies[i]),
                     &made));
    return OK;
}
