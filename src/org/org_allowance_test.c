/* org_allowance_test.c -- what the holders of a role may take, in a day and in a month. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"
#include "org/org_allowance_sql.h"
#include "org/org_http.h"
#include "org/org_role_edit.h"

#include <stdlib.h>

#define must(expression) assert_int_equal((expression), OK)
#define refused(cx, expression, why)                  \
    do {                                              \
        assert_int_not_equal((expression), OK);       \
        assert_string_equal((cx)->err.reason, (why)); \
        forgive(cx);                                  \
    } while (0)

/* Half past eleven in the evening of 30 November in Beijing: half past three in UTC. */
enum { HOUR = 3600000 };
static const int64_t evening = 1796052600000;

typedef struct Brand {
    TestHouse *house;
    int64_t    tenant_id, user_id, role_id;
} Brand;

static Brand make(TestHouse *house, RoleWord word)
{
    Tenant tenant;
    Role   role;
    User   user;
    must(org_tenant_create(test_house_ctx(house), S("a"), S("织客咖啡"), S(""), &tenant));
    Ctx *cx = test_house_ctx_of(house, tenant.id);
    must(org_role_preset(cx, word, &role));
    const UserDraft draft = { .name = S("n"), .password = S("correct horse"), .role_id = role.id };
    must(org_user_create(cx, &draft, &user));
    return (Brand){ house, tenant.id, user.id, role.id };
}

/* The user at an instant. */
static Ctx *at(const Brand *brand, int64_t now_ms)
{
    Ctx *cx     = test_house_ctx_of(brand->house, brand->tenant_id);
    cx->user_id = brand->user_id;
    cx->now_ms  = now_ms;
    cx->zone    = (Zone){ 480 };
    return cx;
}

static void set(const Brand *brand, Allowance draft)
{
    Allowance out = { 0 };
    Rows      all = { 0 };
    Ctx      *cx  = test_house_ctx_of(brand->house, brand->tenant_id);
    must(org_allowance_list(cx, &all));
    int64_t revision = 1;
    for (size_t i = 0; i < all.count; i++)
        if (ROWS_AT(Allowance, all, i)->role_id == brand->role_id)
            revision = ROWS_AT(Allowance, all, i)->revision;
    must(org_allowance_set(cx, (RoleId){ brand->role_id }, revision, &draft, &out));
    assert_int_equal(out.revision, revision + 1);
    assert_int_equal(out.reveal_day, draft.reveal_day);
}

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &org_allowance_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

static void test_a_day_is_spent_and_the_next_begins_anew(void **state)
{
    const Brand brand = make(*state, ROLE_STORE_MANAGER);
    must(org_allowance_take(at(&brand, evening), DEED_REVEAL, 1000)); /* nothing set: no bound */
    set(&brand, (Allowance){ .reveal_day = 1003, .reveal_month = 1010 });
    Ctx *cx = at(&brand, evening);
    must(org_allowance_take(cx, DEED_REVEAL, 2));
    refused(cx, org_allowance_take(cx, DEED_REVEAL, 2), "allowance.day_spent");
    must(org_allowance_take(cx, DEED_REVEAL, 1));
    refused(cx, org_allowance_take(cx, DEED_REVEAL, 1), "allowance.day_spent");
    must(org_allowance_take(cx, DEED_EXPORT, 5000)); /* others are not bounded by it */
    cx = at(&brand, evening + HOUR);                 /* past midnight in Beijing: 1 December */
    must(org_allowance_take(cx, DEED_REVEAL, 1003));
    refused(cx, org_allowance_take(cx, DEED_REVEAL, 1), "allowance.day_spent");
    cx = at(&brand, evening); /* a request that was long on its way gives nothing back */
    refused(cx, org_allowance_take(cx, DEED_REVEAL, 1), "allowance.day_spent");
    cx = at(&brand, evening + 25 * HOUR);
    must(org_allowance_take(cx, DEED_REVEAL, 7));
    assert_int_not_equal(org_allowance_take(cx, DEED_REVEAL, 1), OK);
    assert_string_equal(cx->err.reason, "allowance.month_spent");
    assert_true(
        str_equal(cx->err.more, S("{\"deed\":\"reveal\",\"asked\":1,\"left\":0,\"max\":1010}")));
    forgive(cx);
    must(org_allowance_take(at(&brand, evening + (int64_t)32 * 24 * HOUR), DEED_REVEAL, 1));
}

static void test_what_is_undone_was_not_taken(void **state)
{
    const Brand brand = make(*state, ROLE_STORE_MANAGER);
    set(&brand, (Allowance){ .export_day = 10 });
    Ctx *cx = at(&brand, evening);
    {
        TXN(txn);
        must(cx_begin(cx, &txn));
        must(org_allowance_take(cx, DEED_EXPORT, 10));
    }
    must(org_allowance_take(cx, DEED_EXPORT, 10));
    refused(cx, org_allowance_take(cx, DEED_EXPORT, 1), "allowance.day_spent");
    Rows mine = { 0 };
    must(org_allowance_mine(cx, &mine));
    assert_int_equal(mine.count, 3);
    assert_int_equal(ROWS_AT(AllowanceUse, mine, 0)->day_used, 10);
    assert_int_equal(ROWS_AT(AllowanceUse, mine, 0)->day_max, 10);
    assert_int_equal(ROWS_AT(AllowanceUse, mine, 0)->month_max, 0);
    assert_int_equal(ROWS_AT(AllowanceUse, mine, 1)->day_used, 0);
    must(org_allowance_uses(cx, &mine));
    assert_int_equal(mine.count, 1);
    assert_true(str_equal(ROWS_AT(AllowanceUse, mine, 0)->user_name, S("n")));
    cx = at(&brand, evening + 2 * HOUR);
    must(org_allowance_uses(cx, &mine));
    assert_int_equal(mine.count, 0); /* another month */
    cx->user_id = 0;
    must(org_allowance_take(cx, DEED_EXPORT, 1000));
}

static void test_nobody_lifts_his_own_bound_or_overwrites_another(void **state)
{
    const Brand     brand = make(*state, ROLE_STORE_MANAGER);
    Ctx            *cx    = at(&brand, evening);
    Allowance       out;
    const RoleId    own   = { brand.role_id };
    const Allowance draft = { .bulk_month = 9 };
    refused(cx, org_allowance_set(cx, own, 1, &draft, &out), "allowance.own_role");
    cx->user_id = 0;
    must(org_allowance_set(cx, own, 1, &draft, &out));
    refused(cx, org_allowance_set(cx, own, 1, &draft, &out), "allowance.changed_meanwhile");
    refused(cx, org_allowance_set(cx, own, 7, &draft, &out), "allowance.changed_meanwhile");
    refused(cx, org_allowance_set(cx, (RoleId){ 5 }, 1, &draft, &out), "not_found");
}

static void test_a_role_that_goes_takes_its_allowance_along(void **state)
{
    const Brand brand = make(*state, ROLE_STORE_MANAGER);
    Ctx        *cx    = test_house_ctx_of(brand.house, brand.tenant_id);
    Role        role;
    Allowance   out;
    Rows        before = { 0 }, after = { 0 };
    must(org_role_copy(cx, (RoleId){ brand.role_id }, S("店长二"), &role));
    must(org_allowance_set(cx, (RoleId){ role.id }, 1, &(Allowance){ .bulk_day = 1 }, &out));
    must(org_allowance_list(cx, &before));
    must(org_role_delete(cx, (RoleId){ role.id }, 1, 0));
    must(org_allowance_list(cx, &after));
    assert_int_equal(after.count, before.count - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_a_day_is_spent_and_the_next_begins_anew),
        ON_HOUSE(test_what_is_undone_was_not_taken),
        ON_HOUSE(test_nobody_lifts_his_own_bound_or_overwrites_another),
        ON_HOUSE(test_a_role_that_goes_takes_its_allowance_along),
    };
    return FOR_EACH_ENGINE(tests);
}
