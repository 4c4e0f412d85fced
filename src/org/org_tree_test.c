/* org_tree_test.c -- the tree of regions and stores, imports, departments in a circle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "kernel/testing.h"
#include "org/org_import.h"
#include "org/org_tree_sql.h"

#define must(expression) assert_int_equal((expression), OK)
#define refused(cx, expression, why)                  \
    do {                                              \
        assert_int_not_equal((expression), OK);       \
        assert_string_equal((cx)->err.reason, (why)); \
        forgive(cx);                                  \
    } while (0)

enum { CONNECTION = 7 };

static Ctx *open_tenant(TestHouse *house, const char *code)
{
    Tenant tenant;
    Ctx   *cx = test_house_ctx(house);
    must(org_tenant_create(cx, str_of(code), S("织客咖啡"), S("Asia/Shanghai"), &tenant));
    return test_house_ctx_of(house, tenant.id);
}

static Region region(Ctx *cx, const char *name, int64_t parent_id)
{
    Region out;
    must(org_region_create(cx, &(Region){ .name = str_of(name), .parent_id = parent_id }, &out));
    return out;
}

static Store store(Ctx *cx, const char *code, int64_t region_id)
{
    Store       out;
    const Store draft = {
        .code = str_of(code), .name = str_of(code), .region_id = region_id, .is_open = true
    };
    must(org_store_create(cx, &draft, &out));
    return out;
}

/* "A B C": the codes of the stores of a region, in order. */
static const char *order_of(Ctx *cx, int64_t region_id)
{
    OrgTree tree = { 0 };
    StrBuf  buf  = strbuf(cx->arena, 1000);
    must(org_tree_get(cx, &tree));
    for (size_t i = 0; i < tree.stores.count; i++) {
        const TreeStore *one = ROWS_AT(TreeStore, tree.stores, i);
        if (one->region_id != region_id) continue;
        if (buf.len > 0) strbuf_char(&buf, ' ');
        strbuf_add(&buf, one->code);
    }
    return str_z(cx->arena, strbuf_str(&buf));
}

static void sync_staff(Ctx *cx)
{
    static const DepartmentDraft root     = { .platform_id = 1, .name = { "总部", 6 } };
    StaffDraft                   staff[2] = { { .userid = S("ZhangSan"), .name = S("张三") },
                                              { .userid = S("lisi"), .name = S("李四") } };
    for (int i = 0; i < 2; i++) staff[i].status = STAFF_ACTIVE;
    must(org_sync_departments(cx, CONNECTION, &root, 1, true, NULL));
    must(org_sync_staff(cx, CONNECTION, staff, COUNT(staff), true, NULL));
}

static int64_t staff_id(Ctx *cx, const char *userid)
{
    Staff staff = { 0 };
    bool  found = false;
    must(org_staff_find_by_userid(cx, CONNECTION, str_of(userid), &staff, &found));
    assert_true(found);
    return staff.id;
}

/* ---- statements ------------------------------------------------------------- */

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &org_tree_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

/* ---- moving ----------------------------------------------------------------- */

static void test_a_store_stands_where_it_was_put(void **state)
{
    Ctx         *cx   = open_tenant(*state, "a");
    const Region east = region(cx, "华东", 0), north = region(cx, "华北", 0);
    Store        a = store(cx, "A", east.id), b = store(cx, "B", east.id), out;
    const Store  c = store(cx, "C", east.id), d = store(cx, "D", north.id);
    assert_string_equal(order_of(cx, east.id), "A B C");

    must(org_tree_move_store(cx, (StoreId){ c.id }, 1, (Move){ east.id, a.id }, &out));
    assert_string_equal(order_of(cx, east.id), "C A B");
    assert_int_equal(out.revision, 2);
    must(org_tree_move_store(cx, (StoreId){ d.id }, 1, (Move){ east.id, b.id }, &out));
    assert_string_equal(order_of(cx, east.id), "C A D B");
    must(org_tree_move_store(cx, (StoreId){ a.id }, 1, (Move){ .parent_id = north.id }, &out));
    must(org_tree_move_store(cx, (StoreId){ c.id }, 2, (Move){ .parent_id = 0 }, &out));
    assert_string_equal(order_of(cx, east.id), "D B");
    assert_string_equal(order_of(cx, north.id), "A");
    assert_string_equal(order_of(cx, 0), "C");
    /* A sibling's place changed, not his revision: who edits him is not disturbed. */
    must(org_store_get(cx, (StoreId){ b.id }, &b));
    assert_int_equal(b.revision, 1);
    refused(cx, org_tree_move_store(cx, (StoreId){ b.id }, 9, (Move){ east.id, 0 }, &out),
            "store.changed_meanwhile");
    refused(cx, org_tree_move_store(cx, (StoreId){ b.id }, 1, (Move){ 99, 0 }, &out),
            "store.unknown_region");
    refused(cx, org_tree_move_store(cx, (StoreId){ b.id }, 1, (Move){ east.id, a.id }, &out),
            "store.unknown_before");
    refused(cx, org_tree_move_store(cx, (StoreId){ 99 }, 1, (Move){ east.id, 0 }, &out),
            "not_found");
}

static void test_a_region_never_lies_inside_itself(void **state)
{
    Ctx         *cx    = open_tenant(*state, "a");
    const Region china = region(cx, "全国", 0), east = region(cx, "华东", china.id),
                 shanghai = region(cx, "上海", east.id), north = region(cx, "华北", china.id);
    Region out;
    refused(cx, org_tree_move_region(cx, (RegionId){ china.id }, 1, (Move){ shanghai.id, 0 }, &out),
            "region.cycle");
    refused(cx, org_tree_move_region(cx, (RegionId){ east.id }, 1, (Move){ east.id, 0 }, &out),
            "region.cycle");
    refused(cx, org_tree_move_region(cx, (RegionId){ east.id }, 1, (Move){ 5, 0 }, &out),
            "region.unknown_parent");
    must(org_tree_move_region(cx, (RegionId){ north.id }, 1, (Move){ china.id, east.id }, &out));
    must(org_tree_move_region(cx, (RegionId){ shanghai.id }, 1, (Move){ china.id, 0 }, &out));
    OrgTree tree = { 0 };
    must(org_tree_get(cx, &tree));
    assert_int_equal(tree.regions.count, 4);
    const int64_t want[] = { china.id, north.id, east.id, shanghai.id };
    for (size_t i = 0; i < COUNT(want); i++)
        assert_int_equal(ROWS_AT(Region, tree.regions, i)->id, want[i]);
}

static void test_another_brand_moves_nothing(void **state)
{
    /* The house hands out one context; each brand keeps a copy of its own. */
    Ctx          ours = *open_tenant(*state, "a"), others = *open_tenant(*state, "b");
    Ctx         *cx = &ours, *other = &others;
    const Region east = region(cx, "华东", 0), theirs = region(other, "华东", 0);
    const Store  a = store(cx, "A", east.id), b = store(other, "A", theirs.id);
    Region       r;
    Store        s;
    Placed       placed = { 0 };
    sync_staff(cx);
    const int64_t zhang = staff_id(cx, "zhangsan");
    refused(other, org_tree_move_region(other, (RegionId){ east.id }, 1, (Move){ 0, 0 }, &r),
            "not_found");
    refused(other, org_tree_move_store(other, (StoreId){ a.id }, 1, (Move){ 0, 0 }, &s),
            "not_found");
    refused(other, org_tree_move_store(other, (StoreId){ b.id }, 1, (Move){ east.id, 0 }, &s),
            "store.unknown_region");
    must(org_tree_place_staff(other, &(Placement){ { &zhang, 1 }, b.id }, &placed));
    assert_int_equal(placed.changed, 0);
    refused(cx, org_tree_place_staff(cx, &(Placement){ { &zhang, 1 }, b.id }, &placed),
            "staff.unknown_store");
    must(org_tree_place_staff(cx, &(Placement){ { &zhang, 1 }, a.id }, &placed));
    assert_int_equal(placed.changed, 1);
    must(org_tree_place_staff(cx, &(Placement){ { &zhang, 1 }, a.id }, &placed));
    assert_int_equal(placed.changed, 0);
    OrgTree tree = { 0 };
    must(org_tree_get(cx, &tree));
    assert_int_equal(ROWS_AT(TreeStore, tree.stores, 0)->staff_count, 1);
    assert_int_equal(tree.unplaced_count, 1);
}

/* ---- imports ---------------------------------------------------------------- */

static const char *why(const ImportPlan *plan, size_t index)
{
    return ROWS_AT(ImportRefusal, plan->invalid, index)->reason.ptr;
}

static void test_stores_come_from_a_sheet(void **state)
{
    Ctx         *cx   = open_tenant(*state, "a");
    const Region east = region(cx, "华东", 0);
    ImportPlan   plan;
    OrgTree      tree = { 0 };
    Store        old;
    (void)store(cx, "S1", east.id);
    const Str sheet = S("门店编号,门店名称,所属区域,地址,电话,经度,纬度,营业时间\n"
                        "S1,人民广场店,,西藏中路 1 号,,121.47,31.23,\n"
                        "S2,国贸店, 华北 / 北京 ,,,,,09:00-21:00\n"
                        "S3,徐家汇店,华东>上海,,,,,\n"
                        "S2,又一次,,,,,,\n"
                        ",没有编号,,,,,,\n"
                        "S4,,,,,,,\n"
                        "S5,坏时间,,,,,,九点\n"
                        "S6,坏坐标,,,,200,10,\n"
                        "S7,半个坐标,,,,120,,\n"
                        "S8,太深,1/2/3/4/5/6/7/8/9,,,,,\n");
    must(org_import_stores(cx, sheet, false, &plan));
    assert_int_equal(plan.rows, 10);
    assert_int_equal(plan.created, 2);
    assert_int_equal(plan.updated, 1);
    assert_int_equal(plan.new_regions.count, 3);
    assert_true(str_equal(plan.new_regions.at[1], S("华北/北京")));
    static const char *const wanted[] = {
        "org_import.code_twice",     "org_import.code_missing",    "org_import.name_missing",
        "org_import.bad_hours",      "org_import.bad_coordinates", "org_import.bad_coordinates",
        "org_import.region_too_deep"
    };
    assert_int_equal(plan.invalid.count, COUNT(wanted));
    for (size_t i = 0; i < COUNT(wanted); i++) assert_string_equal(why(&plan, i), wanted[i]);
    must(org_tree_get(cx, &tree));
    assert_int_equal(tree.stores.count, 1); /* a plan writes nothing */

    must(org_import_stores(cx, sheet, true, &plan));
    assert_true(plan.is_done);
    must(org_tree_get(cx, &tree));
    assert_int_equal(tree.stores.count, 3);
    assert_int_equal(tree.regions.count, 4);
    for (size_t i = 0; i < tree.stores.count; i++) {
        const TreeStore *one = ROWS_AT(TreeStore, tree.stores, i);
        if (!str_equal(one->code, S("S1"))) continue;
        must(org_store_get(cx, (StoreId){ one->id }, &old));
    }
    assert_true(str_equal(old.name, S("人民广场店")));
    assert_int_equal(old.region_id, east.id); /* an empty cell keeps what is known */
    assert_true(old.longitude > 121.4 && old.is_open);

    /* The same again changes nothing. */
    must(org_import_stores(cx, sheet, true, &plan));
    assert_int_equal(plan.created + plan.updated, 0);
    assert_int_equal(plan.unchanged, 3);
    assert_int_equal(plan.new_regions.count, 0);
    refused(cx, org_import_stores(cx, S("名称\n店\n"), false, &plan), "org_import.no_code_column");
    refused(cx, org_import_stores(cx, S("code,name\n"), false, &plan), "org_import.empty");
    refused(cx, org_import_stores(cx, S("PK no sheet"), false, &plan), "sheet.unreadable");
}

static void test_staff_are_placed_from_a_sheet(void **state)
{
    Ctx        *cx = open_tenant(*state, "a");
    const Store a  = store(cx, "A", 0);
    ImportPlan  plan;
    Staff       staff = { 0 };
    sync_staff(cx);
    const Str sheet = S("userid,store\nzhangsan,A\nZHANGSAN,A\nnobody,A\nlisi,Z\n");
    must(org_import_staff(cx, sheet, false, &plan));
    assert_int_equal(plan.updated, 1);
    assert_string_equal(why(&plan, 0), "org_import.userid_twice");
    assert_string_equal(why(&plan, 1), "org_import.userid_unknown");
    assert_string_equal(why(&plan, 2), "org_import.store_unknown");
    must(org_import_staff(cx, sheet, true, &plan));
    must(org_staff_get(cx, (StaffId){ staff_id(cx, "zhangsan") }, &staff));
    assert_int_equal(staff.store_id, a.id);
    must(org_import_staff(cx, S("userid,store\nzhangsan,\nlisi,A\n"), true, &plan));
    assert_int_equal(plan.updated, 2);
    must(org_staff_get(cx, (StaffId){ staff.id }, &staff));
    assert_int_equal(staff.store_id, 0);

    /* What the form says is what is: it can be sent back as it is. */
    Str form = { 0 };
    must(org_import_staff_form(cx, &form));
    must(org_import_staff(cx, form, true, &plan));
    assert_int_equal(plan.unchanged, 2);
    assert_int_equal(plan.invalid.count, 0);
    must(org_import_store_form(cx, &form));
    must(org_import_stores(cx, form, false, &plan));
    assert_int_equal(plan.created, 1);
}

/* ---- departments ------------------------------------------------------------- */

static const Query close_circle = { .name = "test.close_circle",
                                    .sql  = "UPDATE department SET platform_parent_id = 3"
                                            " WHERE tenant_id = $1 AND platform_id = 2" };

/* Kept by a release that believed the platform. */
static void test_departments_kept_in_a_circle_end(void **state)
{
    Ctx                  *cx     = open_tenant(*state, "a");
    const DepartmentDraft tree[] = {
        { .platform_id = 1, .name = S("总部") },
        { .platform_id = 2, .name = S("华东") },
        { .platform_id = 3, .parent_platform_id = 2, .name = S("上海") },
    };
    const int64_t    in_shanghai[] = { 3, 1 };
    const StaffDraft zhang         = { .userid                  = S("zhang"),
                                       .name                    = S("张三"),
                                       .platform_department_ids = { in_shanghai, 2 },
                                       .status                  = STAFF_ACTIVE };
    Rows             rows          = { 0 };
    Ids              ids           = { 0 };
    Str              next          = { 0 };
    must(org_sync_departments(cx, CONNECTION, tree, COUNT(tree), true, NULL));
    must(org_sync_staff(cx, CONNECTION, &zhang, 1, true, NULL));
    must(cx_run(cx, &close_circle, NULL, ARGS(V(cx->tenant_id))));
    must(org_department_list(cx, &rows));
    int roots = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const Department *one = ROWS_AT(Department, rows, i);
        roots += one->parent_id == 0;
        if (one->parent_id == 0) assert_int_equal(one->staff_total, 1);
        const StaffFilter in    = { .department_id = one->id };
        Rows              staff = { 0 };
        must(org_staff_list(cx, &in, &staff, &next));
        assert_int_equal(staff.count, 1);
    }
    assert_int_equal(roots, 2); /* the circle is cut at one place, and nobody is lost */
    must(org_staff_departments(cx, (StaffId){ staff_id(cx, "zhang") }, &ids));
    assert_int_equal(ids.count, 3);
}

/* The numbers of the departments, each with that of its parent. */
static const char *parents_of(Ctx *cx)
{
    Rows   rows = { 0 };
    StrBuf out  = strbuf(cx->arena, 200);
    must(org_department_list(cx, &rows));
    for (int64_t number = 1; number <= 9; number++)
        for (size_t i = 0; i < rows.count; i++) {
            const Department *one = ROWS_AT(Department, rows, i);
            int64_t           up  = 0;
            if (one->platform_id != number) continue;
            for (size_t k = 0; k < rows.count; k++)
                if (ROWS_AT(Department, rows, k)->id == one->parent_id)
                    up = ROWS_AT(Department, rows, k)->platform_id;
            strbuf_fmt(&out, "%lld<%lld ", (long long)number, (long long)up);
        }
    return str_z(cx->arena, strbuf_str(&out));
}

static int64_t told(Ctx *cx, const char *pairs, bool complete)
{
    DepartmentDraft drafts[9] = { 0 };
    size_t          count     = 0;
    int64_t         changed   = -1;
    for (const char *at = pairs; *at; at += at[3] ? 4 : 3)
        drafts[count++] =
            (DepartmentDraft){ .platform_id = at[0] - '0', .parent_platform_id = at[2] - '0' };
    must(org_sync_departments(cx, CONNECTION, drafts, count, complete, &changed));
    return changed;
}

static void test_who_is_put_below_his_own_child_stays_where_he_was(void **state)
{
    Ctx *cx = open_tenant(*state, "a");
    assert_int_equal(told(cx, "1<0 2<1 3<2 4<1", true), 4);
    /* 2 below its child, in whatever order it is told, again and again: nothing moves. */
    assert_int_equal(told(cx, "1<0 2<3 3<2 4<1", true), 0);
    assert_int_equal(told(cx, "4<1 3<2 2<3 1<0", true), 0);
    /* The root below a grandchild, alone in an answer that is not the whole. */
    assert_int_equal(told(cx, "1<3", false), 0);
    assert_string_equal(parents_of(cx), "1<0 2<1 3<2 4<1 ");
    /* What has nothing to do with the circle moves, and one that is new is let in. */
    assert_int_equal(told(cx, "1<0 2<5 3<2 4<3 5<3", true), 2);
    assert_string_equal(parents_of(cx), "1<0 2<1 3<2 4<3 5<3 ");
    /* Two that hold each other, and one that holds itself. */
    assert_int_equal(told(cx, "1<0 2<4 3<2 4<2 5<5", true), 0);
    assert_string_equal(parents_of(cx), "1<0 2<1 3<2 4<3 5<3 ");
    /* Once the platform has thought better of it, it is followed. */
    assert_int_equal(told(cx, "1<0 2<3 3<1 4<2 5<1", true), 4);
    assert_string_equal(parents_of(cx), "1<0 2<3 3<1 4<2 5<1 ");
}

static void test_a_circle_of_new_departments_has_a_root(void **state)
{
    Ctx *cx = open_tenant(*state, "a");
    assert_int_equal(told(cx, "1<0 2<4 3<2 4<3 5<5", true), 5);
    assert_string_equal(parents_of(cx), "1<0 2<0 3<2 4<3 5<0 ");
    assert_int_equal(told(cx, "4<3 5<5 3<2 2<4 1<0", true), 0);
    assert_int_equal(told(cx, "1<0 2<1 3<2 4<3 5<1", true), 2);
    assert_string_equal(parents_of(cx), "1<0 2<1 3<2 4<3 5<1 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_a_store_stands_where_it_was_put),
        ON_HOUSE(test_a_region_never_lies_inside_itself),
        ON_HOUSE(test_another_brand_moves_nothing),
        ON_HOUSE(test_stores_come_from_a_sheet),
        ON_HOUSE(test_staff_are_placed_from_a_sheet),
        ON_HOUSE(test_departments_kept_in_a_circle_end),
        ON_HOUSE(test_who_is_put_below_his_own_child_stays_where_he_was),
        ON_HOUSE(test_a_circle_of_new_departments_has_a_root),
    };
    return FOR_EACH_ENGINE(tests);
}
