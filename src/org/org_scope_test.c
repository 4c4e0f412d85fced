/* org_scope_test.c -- who may see whom: every scope word against every position, on both engines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "kernel/testing.h"
#include "org/org_scope_sql.h"

#define must(expression) assert_int_equal((expression), OK)

enum { CONNECTION = 5 };

/* The world: regions North > North-East, and South; department 1 > 2 > 3, and 1 > 4.
 * "me" works in store 1 (North) and department 2. */
typedef struct Member {
    const char *userid;
    int         store;
    int64_t     department;
} Member;
static const Member members[] = {
    { "me", 1, 2 },      /* himself                                   */
    { "desk", 1, 4 },    /* the same store                            */
    { "street", 2, 4 },  /* another store of the region               */
    { "suburb", 3, 4 },  /* a store of the region below               */
    { "far", 4, 4 },     /* a store of another region                 */
    { "team", 0, 2 },    /* the same department                       */
    { "trainee", 0, 3 }, /* the department below                      */
    { "head", 0, 1 },    /* the department above                      */
    { "nobody", 0, 0 },  /* no store, no department                   */
};

typedef struct World {
    Ctx    *cx;
    int64_t region[4], store[5], staff[COUNT(members)], department[5];
} World;

static int64_t make_region(Ctx *cx, const char *name, int64_t parent_id)
{
    Region out;
    must(org_region_create(cx, &(Region){ .name = str_of(name), .parent_id = parent_id }, &out));
    return out.id;
}

static int64_t make_store(Ctx *cx, const char *code, int64_t region_id)
{
    Store       out;
    const Store draft = { .code = str_of(code), .name = str_of(code), .region_id = region_id };
    must(org_store_create(cx, &draft, &out));
    return out.id;
}

static void make_departments(World *world)
{
    static const DepartmentDraft drafts[] = { { .platform_id = 1 },
                                              { .platform_id = 2, .parent_platform_id = 1 },
                                              { .platform_id = 3, .parent_platform_id = 2 },
                                              { .platform_id = 4, .parent_platform_id = 1 } };
    Rows                         list     = { 0 };
    must(org_sync_departments(world->cx, CONNECTION, drafts, COUNT(drafts), true, NULL));
    must(org_department_list(world->cx, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Department *one               = ROWS_AT(Department, list, i);
        world->department[one->platform_id] = one->id;
    }
}

static void place_staff(World *world, size_t i)
{
    Staff staff;
    bool  found = false;
    Ctx  *cx    = world->cx;
    must(org_staff_find_by_userid(cx, CONNECTION, str_of(members[i].userid), &staff, &found));
    assert_true(found);
    world->staff[i] = staff.id;
    if (members[i].store == 0) return;
    must(org_staff_set_store(cx, (StaffId){ staff.id }, staff.revision,
                             world->store[members[i].store], &staff));
}

static World make_world(TestHouse *house)
{
    Tenant tenant;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("a"), S("Asia/Shanghai"), &tenant));
    World world     = { .cx = test_house_ctx_of(house, tenant.id) };
    Ctx  *cx        = world.cx;
    world.region[1] = make_region(cx, "North", 0);
    world.region[2] = make_region(cx, "North-East", world.region[1]);
    world.region[3] = make_region(cx, "South", 0);
    world.store[1]  = make_store(cx, "1", world.region[1]);
    world.store[2]  = make_store(cx, "2", world.region[1]);
    world.store[3]  = make_store(cx, "3", world.region[2]);
    world.store[4]  = make_store(cx, "4", world.region[3]);
    make_departments(&world);
    StaffDraft drafts[COUNT(members)] = { 0 };
    for (size_t i = 0; i < COUNT(members); i++) {
        drafts[i] = (StaffDraft){ .userid = str_of(members[i].userid), .is_contact = true };
        if (members[i].department != 0)
            drafts[i].platform_department_ids = (Ids){ &members[i].department, 1 };
    }
    must(org_sync_staff(cx, CONNECTION, drafts, COUNT(members), true, NULL));
    for (size_t i = 0; i < COUNT(members); i++) place_staff(&world, i);
    return world;
}

static const Query set_scope = { .name = "test.set_scope",
                                 .sql  = "UPDATE role SET scope = $3"
                                         " WHERE tenant_id = $1 AND id = $2" };
static const Query set_place = { .name = "test.set_place",
                                 .sql  = "INSERT INTO org_user_place"
                                         " (tenant_id, user_id, kind, place_id)"
                                         " VALUES ($1, $2, $3, $4)" };

/* A user of a role with that scope, who is `staff` (0 = nobody). */
static int64_t make_user(World *world, const char *name, ScopeWord word, int64_t staff_id)
{
    Role role;
    User user;
    Ctx *cx = world->cx;
    must(org_role_preset(cx, ROLE_GUIDE, &role));
    must(cx_run(cx, &set_scope, NULL,
                ARGS(V(cx->tenant_id), V(role.id), V(word_of(&scope_words, (int)word)))));
    const UserDraft draft = { .name     = str_of(name),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = staff_id };
    must(org_user_create(cx, &draft, &user));
    return user.id;
}

/* One letter for each member: x seen, . not. */
static void assert_sees(World *world, int64_t user_id, const char *want)
{
    char got[COUNT(members) + 1] = { 0 };
    Ctx  cx                      = *world->cx;
    must(org_scope_rights_of(&cx, user_id));
    for (size_t i = 0; i < COUNT(members); i++) {
        bool has = false;
        must(org_scope_has(&cx, (StaffId){ world->staff[i] }, &has));
        got[i] = has ? 'x' : '.';
    }
    assert_string_equal(got, want);
}

// clang-format off
static const struct { ScopeWord word; const char *staff, *nobody, *region, *store, *department; } rules[] = {
    /* Columns: me, desk, street, suburb, far, team, trainee, head, nobody.
     * who he is:           staff "me"   no staff     North        store 4      department 2  */
    { SCOPE_ALL,        "xxxxxxxxx", "xxxxxxxxx", "xxxxxxxxx", "xxxxxxxxx", "xxxxxxxxx" },
    { SCOPE_REGION,     "xxxx.....", ".........", "xxxx.....", "....x....", "x....xx.." },
    { SCOPE_STORE,      "xx.......", ".........", "xxxx.....", "....x....", "x....xx.." },
    { SCOPE_SUBTREE,    "x....xx..", ".........", "xxxx.....", "....x....", "x....xx.." },
    { SCOPE_DEPARTMENT, "x....x...", ".........", "xxxx.....", "....x....", "x....x..." },
    { SCOPE_SELF,       "x........", ".........", ".........", ".........", "........." },
};
// clang-format on

static int64_t make_responsible(World *world, ScopeWord word, const char *kind, int64_t place_id)
{
    const Str     name = str_fmt(world->cx->arena, "%s-%d", kind, (int)word);
    const int64_t id   = make_user(world, name.ptr, word, 0);
    Ctx          *cx   = world->cx;
    must(cx_run(cx, &set_place, NULL, ARGS(V(cx->tenant_id), V(id), V(str_of(kind)), V(place_id))));
    must(org_scope_refresh(cx, (UserId){ id }));
    return id;
}

static void test_every_word_at_every_position(void **state)
{
    World world = make_world(*state);
    for (size_t i = 0; i < COUNT(rules); i++) {
        const ScopeWord word  = rules[i].word;
        const Str       staff = str_fmt(world.cx->arena, "s%zu", i),
                  none        = str_fmt(world.cx->arena, "n%zu", i);
        assert_sees(&world, make_user(&world, staff.ptr, word, world.staff[0]), rules[i].staff);
        assert_sees(&world, make_user(&world, none.ptr, word, 0), rules[i].nobody);
        assert_sees(&world, make_responsible(&world, word, "region", world.region[1]),
                    rules[i].region);
        assert_sees(&world, make_responsible(&world, word, "store", world.store[4]),
                    rules[i].store);
        assert_sees(&world, make_responsible(&world, word, "department", world.department[2]),
                    rules[i].department);
    }
}

/* ---- in words ------------------------------------------------------------------------------ */

static void assert_told(World *world, int64_t scope_id, ScopeWord word, const char *zh,
                        const char *en)
{
    ScopeTold told = { 0 };
    Ctx       cx   = *world->cx;
    cx.scope_id    = scope_id;
    must(org_scope_tell(&cx, &told));
    assert_int_equal(told.word, word);
    assert_string_equal(str_z(cx.arena, told.sentence_zh), zh);
    assert_string_equal(str_z(cx.arena, told.sentence_en), en);
}

static const Query name_all         = { .name = "test.name_staff",
                                        .sql  = "UPDATE staff SET name = upper(userid)"
                                                        " WHERE tenant_id = $1 AND userid = 'me'" };
static const Query name_departments = { .name = "test.name_departments",
                                        .sql  = "UPDATE department SET name = 'D'"
                                                " || CAST(platform_id AS TEXT)"
                                                " WHERE tenant_id = $1" };

static void test_each_word_is_told_by_the_names_of_its_places(void **state)
{
    World world = make_world(*state);
    must(cx_run(world.cx, &name_all, NULL, ARGS(V(world.cx->tenant_id))));
    must(cx_run(world.cx, &name_departments, NULL, ARGS(V(world.cx->tenant_id))));
    const struct {
        ScopeWord   word;
        const char *zh, *en;
    } own[] = {
        { SCOPE_REGION, "只含本区域（North）及下级区域门店的客户",
          "Only customers of your region (North) with the regions below" },
        { SCOPE_STORE, "只含本门店（1）的客户", "Only customers of your store (1)" },
        { SCOPE_SUBTREE, "只含本部门（D2）及下级部门的客户",
          "Only customers of your department (D2) with those below" },
        { SCOPE_DEPARTMENT, "只含本部门（D2）的客户", "Only customers of your department (D2)" },
        { SCOPE_SELF, "只含本人（ME）的客户", "Only your own customers (ME)" },
    };
    assert_told(&world, 0, SCOPE_ALL, "全品牌的客户", "All customers of the brand");
    for (size_t i = 0; i < COUNT(own); i++)
        assert_told(
            &world,
            make_user(&world, str_fmt(world.cx->arena, "u%zu", i).ptr, own[i].word, world.staff[0]),
            own[i].word, own[i].zh, own[i].en);
}

static void give_place(World *world, int64_t user_id, const char *kind, int64_t place_id)
{
    must(cx_run(world->cx, &set_place, NULL,
                ARGS(V(world->cx->tenant_id), V(user_id), V(str_of(kind)), V(place_id))));
}

static void test_places_given_beside_ones_own_are_told(void **state)
{
    World         world = make_world(*state);
    const int64_t two   = make_user(&world, "two", SCOPE_STORE, world.staff[0]);
    give_place(&world, two, "store", world.store[4]);
    assert_told(&world, two, SCOPE_STORE, "只含所辖门店（1、4）的客户",
                "Only customers of your stores (1, 4)");
    give_place(&world, two, "store", world.store[2]);
    give_place(&world, two, "store", world.store[3]);
    assert_told(&world, two, SCOPE_STORE, "只含所辖门店（1、2、3 等 4 家门店）的客户",
                "Only customers of your stores (1, 2, 3 and 1 more)");
    /* Stores of a region that is his are told with it. */
    give_place(&world, two, "region", world.region[1]);
    assert_told(&world, two, SCOPE_STORE,
                "只含本区域（North）及下级区域门店、所辖门店（3、4）的客户",
                "Only customers of your region (North) with the regions below, your stores (3, 4)");
}

static void test_who_works_elsewhere_is_told_beside_his_places(void **state)
{
    World         world   = make_world(*state);
    const int64_t manager = make_user(&world, "manager", SCOPE_STORE, world.staff[5]);
    assert_told(&world, manager, SCOPE_STORE, "只含本人（team）的客户",
                "Only your own customers (team)");
    give_place(&world, manager, "store", world.store[4]);
    assert_told(&world, manager, SCOPE_STORE, "只含本人（team）、本门店（4）的客户",
                "Only customers of yourself (team), your store (4)");
}

static void test_who_sees_nobody_is_told_why(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "clerk", SCOPE_STORE, 0);
    User          out;
    const char *zh = "没有可见的客户：这个用户不是员工，也没有负责的地方";
    const char *en = "No customers: this user is no member of staff and has no place";
    assert_told(&world, user, SCOPE_STORE, zh, en);
    give_place(&world, user, "store", world.store[4] + 1000); /* that is gone */
    assert_told(&world, user, SCOPE_STORE, zh, en);
    must(org_user_get(world.cx, (UserId){ user }, &out));
    must(org_user_delete(world.cx, (UserId){ user }, out.revision));
    assert_told(&world, user, SCOPE_SELF, zh, en);
    const int64_t manager = make_user(&world, "manager", SCOPE_STORE, world.staff[0]);
    Ctx           other   = *test_house_ctx_of(*state, world.cx->tenant_id + 1);
    ScopeTold     told    = { 0 };
    other.scope_id        = manager;
    must(org_scope_tell(&other, &told));
    assert_string_equal(str_z(other.arena, told.sentence_zh), zh);
}

static void test_a_move_changes_what_is_seen_at_once(void **state)
{
    World         world = make_world(*state);
    Ctx          *cx    = world.cx;
    const int64_t user  = make_user(&world, "manager", SCOPE_STORE, world.staff[0]);
    Staff         far;
    Store         store;
    must(org_staff_get(cx, (StaffId){ world.staff[4] }, &far));
    must(org_staff_set_store(cx, (StaffId){ far.id }, far.revision, world.store[1], &far));
    assert_sees(&world, user, "xx..x....");

    const int64_t regional = make_user(&world, "regional", SCOPE_REGION, world.staff[0]);
    assert_sees(&world, regional, "xxxxx....");
    must(org_store_get(cx, (StoreId){ world.store[2] }, &store));
    store.region_id = world.region[3];
    must(org_store_update(cx, (StoreId){ store.id }, store.revision, &store, &store));
    assert_sees(&world, regional, "xx.xx....");
    Region east = { .name = S("North-East"), .parent_id = world.region[3] };
    must(org_region_update(cx, (RegionId){ world.region[2] }, 1, &east, &east));
    assert_sees(&world, regional, "xx..x....");
}

static void test_departments_move_with_their_people(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "leader", SCOPE_SUBTREE, world.staff[0]);
    assert_sees(&world, user, "x....xx..");
    const DepartmentDraft moved = { .platform_id = 4, .parent_platform_id = 2 };
    must(org_sync_departments(world.cx, CONNECTION, &moved, 1, false, NULL));
    assert_sees(&world, user, "xxxxxxx..");
    const int64_t    one   = 1;
    const StaffDraft leads = { .userid = S("trainee"), .platform_department_ids = { &one, 1 } };
    must(org_sync_staff(world.cx, CONNECTION, &leads, 1, false, NULL));
    assert_sees(&world, user, "xxxxxx...");
}

static void test_a_circle_of_departments_widens_nobodys_scope(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "leader", SCOPE_SUBTREE, world.staff[0]);
    assert_sees(&world, user, "x....xx..");
    /* The root below his department, with all that is in it, and below the one under his. */
    for (int64_t below = 2; below <= 3; below++) {
        const DepartmentDraft circle[] = {
            { .platform_id = 1, .parent_platform_id = below },
            { .platform_id = 2, .parent_platform_id = 1 },
            { .platform_id = 3, .parent_platform_id = 2 },
            { .platform_id = 4, .parent_platform_id = 1 },
        };
        must(org_sync_departments(world.cx, CONNECTION, circle, COUNT(circle), true, NULL));
        must(org_scope_refresh(world.cx, (UserId){ 0 }));
        assert_sees(&world, user, "x....xx..");
    }
    Rows all = { 0 };
    must(org_department_list(world.cx, &all));
    for (size_t i = 0; i < all.count; i++) /* and nobody is lost: eight are in departments */
        if (ROWS_AT(Department, all, i)->platform_id == 1)
            assert_int_equal(ROWS_AT(Department, all, i)->staff_total, 8);
}

static void test_who_is_gone_sees_nothing(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "manager", SCOPE_STORE, world.staff[0]);
    User          out;
    must(org_user_get(world.cx, (UserId){ user }, &out));
    must(org_user_delete(world.cx, (UserId){ user }, out.revision));
    assert_sees(&world, user, ".........");
    Ctx cx = *world.cx;
    must(org_scope_rights_of(&cx, user));
    assert_false(cx_may(&cx, PERM_CUSTOMER_READ));
}

static const Query scope_rows = { .name = "test.scope_rows",
                                  .sql  = "SELECT count(*) AS n FROM org_scope"
                                          " WHERE tenant_id = $1 AND user_id = $2",
                                  .out  = &org_number_shape };

static int64_t rows_of(World *world, int64_t user_id)
{
    OrgNumber rows = { 0 };
    must(cx_one(world->cx, &scope_rows, &rows, ARGS(V(world->cx->tenant_id), V(user_id))));
    return rows.n;
}

static void test_who_leaves_the_platform_sees_nothing_at_once(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "manager", SCOPE_STORE, world.staff[0]);
    User          out;
    assert_int_equal(rows_of(&world, user), 2);
    must(org_staff_mark_left(world.cx, CONNECTION, S("me")));
    assert_int_equal(rows_of(&world, user), 0);
    assert_sees(&world, user, ".........");
    must(org_scope_refresh(world.cx, (UserId){ 0 })); /* nor after the next change of the tree */
    assert_int_equal(rows_of(&world, user), 0);
    must(org_user_get(world.cx, (UserId){ user }, &out));
    assert_true(out.is_disabled);
    const UserDraft back = { .staff_id = world.staff[0], .keeps_places = true };
    must(org_user_update(world.cx, (UserId){ user }, out.revision, &back, &out));
    assert_sees(&world, user, "xx.......");
}

static void test_other_tenants_are_never_in_scope(void **state)
{
    World         world = make_world(*state);
    const int64_t user  = make_user(&world, "manager", SCOPE_STORE, world.staff[0]);
    Ctx           other = *test_house_ctx_of(*state, world.cx->tenant_id + 1);
    bool          has   = true;
    other.scope_id      = user;
    must(org_scope_has(&other, (StaffId){ world.staff[0] }, &has));
    assert_false(has);
}

static void test_a_statement_on_people_asks_or_says_why_not(void **state)
{
    TestHouse           *house     = *state;
    static const Query   asks      = { .name = "t.asks",
                                       .sql  = "SELECT r.id FROM customer_relation r JOIN"
                                                      " org_scope s"
                                                      " ON s.staff_id = r.staff_id WHERE"
                                                      " r.tenant_id = $1" };
    static const Query   says      = { .name     = "t.says",
                                       .unscoped = "a test",
                                       .sql      = "SELECT id FROM customer WHERE tenant_id = $1" };
    static const Query   elsewhere = { .name = "t.elsewhere",
                                       .sql  = "SELECT id FROM store WHERE tenant_id = $1" };
    static const Query   forgets   = { .name = "t.forgets",
                                       .sql  = "DELETE FROM customer_tag WHERE tenant_id = $1" };
    static const Query   joins     = { .name = "t.joins",
                                       .sql  = "SELECT e.seq FROM tag t JOIN event e"
                                                     " ON e.object = t.name WHERE t.tenant_id ="
                                                     " $1" };
    static const Query   captured  = { .name = "t.captured",
                                       .sql  = "SELECT id FROM customer_relation"
                                                  " WHERE tenant_id = $1 AND EXISTS (SELECT 1"
                                                  " FROM org_scope s WHERE"
                                                  " s.staff_id = staff_id)" };
    const Query *const   all[]     = { &asks, &says, &elsewhere, &forgets, &joins, &captured };
    const SqlList        list      = { "test", all, COUNT(all), NULL, 0 };
    const SqlList *const lists[]   = { &list };
    Str                  problems  = { 0 };
    assert_int_equal(
        db_check_scope(house->db, house->arena, lists, 1, &kernel_scope_rule, &problems),
        ERR_CONFLICT);
    assert_true(str_find(problems, S("t.forgets: on customer_tag")) >= 0);
    assert_true(str_find(problems, S("t.joins: on event")) >= 0);
    assert_true(str_find(problems, S("t.captured: staff_id alone")) >= 0);
    assert_true(str_find(problems, S("t.asks")) < 0);
    assert_true(str_find(problems, S("t.says")) < 0);
    assert_true(str_find(problems, S("t.elsewhere")) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_word_at_every_position),
        ON_HOUSE(test_each_word_is_told_by_the_names_of_its_places),
        ON_HOUSE(test_places_given_beside_ones_own_are_told),
        ON_HOUSE(test_who_works_elsewhere_is_told_beside_his_places),
        ON_HOUSE(test_who_sees_nobody_is_told_why),
        ON_HOUSE(test_a_move_changes_what_is_seen_at_once),
        ON_HOUSE(test_departments_move_with_their_people),
        ON_HOUSE(test_a_circle_of_departments_widens_nobodys_scope),
        ON_HOUSE(test_who_is_gone_sees_nothing),
        ON_HOUSE(test_who_leaves_the_platform_sees_nothing_at_once),
        ON_HOUSE(test_other_tenants_are_never_in_scope),
        ON_HOUSE(test_a_statement_on_people_asks_or_says_why_not),
    };
    return FOR_EACH_ENGINE(tests);
}
