/* demo_people.c -- a user for each preset role of the demo brand, most of them a member of its
 * staff, so that everyone's desk can be looked at. */
#include "app/demo.h"

#include "org/org.h"

typedef struct DemoUser {
    const char *name, *display_name;
    RoleWord    role;
    const char *position; /* of the member of staff he is; NULL = nobody's */
} DemoUser;

/* The manager, the guide and the adviser work in the first store, whose region is the branch's. */
static const DemoUser users[] = {
    { "owner", "品牌主", ROLE_OWNER, NULL },
    { "hq", "总部运营", ROLE_HQ_OPERATOR, "市场经理" },
    { "branch", "区域经理", ROLE_BRANCH_ADMIN, NULL },
    { "manager", "店长", ROLE_STORE_MANAGER, "店长" },
    { "guide", "导购", ROLE_GUIDE, "导购" },
    { "adviser", "育儿顾问", ROLE_COURSE_ADVISER, "育儿顾问" },
    { "service", "客服", ROLE_SERVICE, "客服" },
    { "finance", "财务", ROLE_FINANCE, "会计" },
    { "auditor", "审计", ROLE_AUDITOR, NULL },
};

static Code find_staff(Ctx *cx, const char *position, int64_t store_id, int64_t *staff_id)
{
    const StaffFilter filter = { .store_id = store_id, .limit = PAGE_LIMIT_MAX };
    Rows              staff  = { 0 };
    Str               next;
    TRY(org_staff_list(cx, &filter, &staff, &next));
    for (size_t i = 0; i < staff.count && *staff_id == 0; i++)
        if (str_equal(ROWS_AT(Staff, staff, i)->position, str_of(position)))
            *staff_id = ROWS_AT(Staff, staff, i)->id;
    return OK;
}

/* In the first store, else at the headquarters. */
static Code pick_staff(Ctx *cx, const DemoUser *user, int64_t store_id, int64_t *staff_id)
{
    *staff_id = 0;
    if (user->position) TRY(find_staff(cx, user->position, store_id, staff_id));
    if (user->position && *staff_id == 0) TRY(find_staff(cx, user->position, 0, staff_id));
    return OK;
}

static Code open_user(Demo *demo, const DemoUser *user, const Store *store)
{
    Ctx      *cx = &demo->cx;
    Role      role;
    User      made;
    bool      found = false;
    UserDraft draft = { .name         = str_of(user->name),
                        .display_name = str_of(user->display_name),
                        .password     = S(DEMO_PASSWORD),
                        .locale       = S("zh-CN") };
    TRY(org_user_find_by_name(cx, draft.name, &made, &found));
    if (found) return OK;
    TRY(org_role_preset(cx, user->role, &role));
    draft.role_id = role.id;
    TRY(pick_staff(cx, user, store->id, &draft.staff_id));
    UserPlace region = { .kind = PLACE_REGION, .place_id = store->region_id };
    if (user->role == ROLE_BRANCH_ADMIN) draft.places = (Rows){ &region, 1 };
    return org_user_create(cx, &draft, &made);
}

Code demo_people(Demo *demo)
{
    Rows stores = { 0 };
    Str  next;
    TRY(org_store_list(&demo->cx, &(StoreFilter){ .limit = 1 }, &stores, &next));
    REQUIRE(&demo->cx, stores.count > 0, ERR_UNAVAILABLE, "demo.no_store");
    for (size_t i = 0; i < COUNT(users); i++)
        TRY(open_user(demo, &users[i], ROWS_AT(Store, stores, 0)));
    return OK;
}
