/* org_module_test.c -- who has which module, on both engines and at the door. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"
#include "org/org_http.h"
#include "org/org_sql.h"

#include <stdlib.h>

#define must(expression) assert_int_equal((expression), OK)
#define refused(cx, expression, why)                  \
    do {                                              \
        assert_int_not_equal((expression), OK);       \
        assert_string_equal((cx)->err.reason, (why)); \
        forgive(cx);                                  \
    } while (0)

static int64_t make_tenant(TestHouse *house)
{
    Tenant tenant;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("织客咖啡"), S(""), &tenant));
    return tenant.id;
}

static int64_t make_store(Ctx *cx, const char *code)
{
    Store store;
    must(org_store_create(cx, &(Store){ .code = str_of(code), .name = str_of(code) }, &store));
    return store.id;
}

/* A user of that role who works in that store. */
static int64_t make_user(Ctx *cx, RoleWord word, int64_t store_id)
{
    Role        role;
    User        user;
    const Staff staff = { .id         = cx_new_id(cx),
                          .tenant_id  = cx->tenant_id,
                          .userid     = S("u"),
                          .userid_key = str_fmt(cx->arena, "u%lld", (long long)cx_new_id(cx)),
                          .name       = S("王"),
                          .status     = STAFF_ACTIVE,
                          .store_id   = store_id,
                          .revision   = 1 };
    must(cx_insert(cx, &org_sql_staff, &staff));
    must(org_role_preset(cx, word, &role));
    const UserDraft draft = { .name     = str_fmt(cx->arena, "n%lld", (long long)staff.id),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = staff.id };
    must(org_user_create(cx, &draft, &user));
    return user.id;
}

static bool has(TestHouse *house, int64_t tenant_id, int64_t scope_id, Module module)
{
    Ctx *cx      = test_house_ctx_of(house, tenant_id);
    bool out     = false;
    cx->scope_id = scope_id;
    must(org_module_has(cx, module, &out));
    return out;
}

static void set(Ctx *cx, const char *word, bool is_on, const int64_t *stores, size_t count)
{
    ModuleSwitch out;
    must(org_module_set(cx, str_of(word),
                        &(ModuleSwitch){ .is_on = is_on, .off_store_ids = { stores, count } },
                        &out));
    assert_int_equal(out.is_on, is_on);
    assert_int_equal(out.off_store_ids.count, count);
}

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &org_module_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

static void test_a_brand_switches_a_module_off_and_on(void **state)
{
    TestHouse    *house  = *state;
    const int64_t tenant = make_tenant(house);
    Ctx          *cx     = test_house_ctx_of(house, tenant);
    Rows          all;
    Strs          words;
    ModuleSwitch  out;
    must(org_module_list(cx, &all));
    assert_int_equal(all.count, MODULE_COUNT - 1);
    assert_true(ROWS_AT(ModuleSwitch, all, 0)->is_on);
    set(cx, "board", false, NULL, 0);
    assert_false(has(house, tenant, 0, MODULE_BOARD));
    assert_true(has(house, tenant, 0, MODULE_WELCOME));
    assert_true(has(house, tenant, 0, MODULE_CORE));
    assert_true(has(house, tenant + 1, 0, MODULE_BOARD));
    cx = test_house_ctx_of(house, tenant);
    must(org_module_mine(cx, &words));
    assert_int_equal(words.count, MODULE_COUNT - 2);
    set(cx, "board", true, NULL, 0);
    assert_true(has(house, tenant, 0, MODULE_BOARD));
    cx = test_house_ctx_of(house, tenant);
    refused(cx, org_module_set(cx, S("x"), &(ModuleSwitch){ 0 }, &out), "not_found");
    const int64_t      nobody = 99;
    const ModuleSwitch draft  = { .is_on = true, .off_store_ids = { &nobody, 1 } };
    refused(cx, org_module_set(cx, S("board"), &draft, &out), "module.unknown_store");
}

static void test_a_store_does_without_for_those_who_see_only_it(void **state)
{
    TestHouse    *house  = *state;
    const int64_t tenant = make_tenant(house);
    Ctx          *cx     = test_house_ctx_of(house, tenant);
    const int64_t first = make_store(cx, "1"), second = make_store(cx, "2");
    const int64_t guide   = make_user(cx, ROLE_GUIDE, first);
    const int64_t manager = make_user(cx, ROLE_STORE_MANAGER, first);
    const int64_t other   = make_user(cx, ROLE_GUIDE, second);
    const int64_t nowhere = make_user(cx, ROLE_GUIDE, 0);
    const int64_t branch  = make_user(cx, ROLE_BRANCH_ADMIN, first);
    set(cx, "welcome", true, &first, 1);
    assert_false(has(house, tenant, guide, MODULE_WELCOME));
    assert_false(has(house, tenant, manager, MODULE_WELCOME));
    assert_true(has(house, tenant, other, MODULE_WELCOME));
    assert_true(has(house, tenant, nowhere, MODULE_WELCOME));
    assert_true(has(house, tenant, branch, MODULE_WELCOME));
    assert_true(has(house, tenant, 0, MODULE_WELCOME));
    cx         = test_house_ctx_of(house, tenant);
    bool works = true;
    User user;
    must(org_user_get(cx, (UserId){ guide }, &user));
    must(org_module_works_for(cx, MODULE_WELCOME, (StaffId){ user.staff_id }, &works));
    assert_false(works);
    must(org_user_get(cx, (UserId){ other }, &user));
    must(org_module_works_for(cx, MODULE_WELCOME, (StaffId){ user.staff_id }, &works));
    assert_true(works);
}

/* ---- at the door ------------------------------------------------------------ */

static Code say_nothing(Call *call)
{
    (void)call;
    return OK;
}
static const Route board_rows[]   = { { GET, "/api/x", PERM_ORG_READ, say_nothing, NULL, NULL, NULL,
                                        NO_BODY, "A board" } };
static const RouteList board_list = ROUTE_LIST_OF(MODULE_BOARD, "board", board_rows);

static void test_a_module_that_is_off_has_no_routes(void **state)
{
    TestHouse                    *house   = *state;
    static const RouteList *const lists[] = { &board_list, &org_module_routes };
    const char *const             admin[] = { "Authorization: Bearer 1:7:*", NULL };
    const char *const             weak[]  = { "Authorization: Bearer 1:7:tag.read", NULL };
    const Str                     off     = S("{\"is_on\":false}");
    const HttpServerOptions       options = { .routes           = lists,
                                              .route_list_count = 2,
                                              .has_module       = org_module_has };
    TestDoor                     *door    = test_door_open(house, options);
    assert_int_equal(test_door_call(door, "GET", "/api/x", S(""), admin).status, 204);
    TestReply reply = test_door_call(door, "PUT", "/api/modules/board", off, admin);
    assert_int_equal(reply.status, 200);
    reply = test_door_call(door, "GET", "/api/x", S(""), admin);
    assert_int_equal(reply.status, 403);
    assert_true(str_equal(json_str(test_reply_json(door, &reply), S("reason")), S("module.off")));
    /* Who may not anyway does not hear what is switched off. */
    reply = test_door_call(door, "GET", "/api/x", S(""), weak);
    assert_true(
        str_equal(json_str(test_reply_json(door, &reply), S("reason")), S("permission.denied")));
    assert_int_equal(test_door_call(door, "GET", "/api/modules", S(""), weak).status, 200);
    test_door_close(door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_a_brand_switches_a_module_off_and_on),
        ON_HOUSE(test_a_store_does_without_for_those_who_see_only_it),
        ON_HOUSE(test_a_module_that_is_off_has_no_routes),
    };
    return FOR_EACH_ENGINE(tests);
}
