/* customer_win_back_test.c -- losses as work: who has what to do, and what becomes of it. */
#include "channel/channel.h"
#include "customer/customer_win_back_sql.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#define must(expression) assert_int_equal((expression), OK)

#define CORP "ww0123456789abcdef"

/* ---- a brand whose two members lose people ---------------------------------------- */

typedef struct Brand {
    TestHouse *house;
    int64_t    tenant_id, connection_id;
    Staff      staff[2];
} Brand;

static const char *const userids[2] = { "zhangsan", "lisi" };

/* As of a new request of somebody who sees all. */
static Ctx *fresh(const Brand *brand) { return test_house_ctx_of(brand->house, brand->tenant_id); }

static Brand brand_of(TestHouse *house)
{
    Tenant     tenant     = { 0 };
    Connection connection = { 0 };
    must(org_tenant_create(test_house_ctx(house), S("a"), S("织客咖啡"), S("Asia/Shanghai"),
                           &tenant));
    Ctx  *cx    = test_house_ctx_of(house, tenant.id);
    Brand brand = { .house = house, .tenant_id = tenant.id };
    must(channel_connection_create(
        cx,
        &(ConnectionDraft){
            .name = S("测试"), .corp_id = S(CORP), .agent_id = 1, .app_secret = S("secret") },
        &connection));
    brand.connection_id = connection.id;
    for (size_t i = 0; i < 2; i++) {
        const StaffDraft draft = { .userid     = str_of(userids[i]),
                                   .name       = str_of(userids[i]),
                                   .status     = STAFF_ACTIVE,
                                   .is_contact = true };
        bool             found = false;
        must(org_sync_staff(cx, connection.id, &draft, 1, false, NULL));
        must(org_staff_find_by_userid(cx, connection.id, draft.userid, &brand.staff[i], &found));
    }
    return brand;
}

static void hear(const Brand *brand, const char *type, Str payload)
{
    Ctx        *cx    = fresh(brand);
    const Event event = { .tenant_id      = cx->tenant_id,
                          .id             = S("e"),
                          .type           = str_of(type),
                          .occurred_at_ms = cx->now_ms,
                          .payload        = payload };
    must(customer_consumer.hear(cx, &event));
}

static void adds(const Brand *brand, size_t member, const char *person)
{
    hear(brand, "platform.contact_read",
         str_fmt(brand->house->arena,
                 "{\"connection_id\":\"%lld\",\"corp_id\":\"" CORP "\",\"via\":\"edit\","
                 "\"callback\":null,\"contact\":{\"external_userid\":\"%s\",\"name\":\"%s\","
                 "\"type\":1},\"relations\":[{\"userid\":\"%s\",\"remark\":\"\","
                 "\"createtime_ms\":%lld,\"tag_ids\":[],\"remark_mobiles\":[],\"add_way\":1}],"
                 "\"complete\":false,\"degraded\":false}",
                 (long long)brand->connection_id, person, person, userids[member],
                 (long long)test_house_clock()));
}

static void loses(const Brand *brand, size_t member, const char *person)
{
    hear(brand, "platform.contact_lost",
         str_fmt(brand->house->arena,
                 "{\"connection_id\":\"%lld\",\"corp_id\":\"" CORP "\",\"userid\":\"%s\","
                 "\"external_userid\":\"%s\",\"by\":\"customer\",\"at_ms\":%lld}",
                 (long long)brand->connection_id, userids[member], person,
                 (long long)test_house_clock()));
}

static void pass(int64_t ms) { test_house_set_clock(test_house_clock() + ms); }

/* ---- what there is to do ------------------------------------------------------------- */

static WinBackPage list(Ctx *cx, WinBackFilter filter)
{
    WinBackPage page = { 0 };
    must(customer_win_back_list(cx, &filter, &page));
    return page;
}

static WinBack only(const WinBackPage *page)
{
    assert_int_equal(page->items.count, 1);
    return *ROWS_AT(WinBack, page->items, 0);
}

static int64_t user_of(const Brand *brand, size_t member)
{
    Ctx *cx = fresh(brand);
    Role role;
    User user;
    must(org_role_preset(cx, ROLE_GUIDE, &role));
    const UserDraft draft = { .name     = str_of(userids[member]),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = brand->staff[member].id };
    must(org_user_create(cx, &draft, &user));
    return user.id;
}

static void test_a_loss_waits_is_worked_on_and_won_by_itself(void **state)
{
    const Brand brand = brand_of(*state);
    WinBack     out   = { 0 };
    adds(&brand, 0, "wmA");
    pass(MS_PER_DAY);
    WinBackPage page = list(fresh(&brand), (WinBackFilter){ 0 });
    assert_int_equal(page.items.count, 0);
    loses(&brand, 0, "wmA");
    page               = list(fresh(&brand), (WinBackFilter){ 0 });
    const WinBack lost = only(&page);
    assert_int_equal(lost.state, WIN_BACK_WAITING);
    assert_int_equal(lost.ended_by, ENDED_BY_CUSTOMER);
    assert_int_equal(lost.ended_at_ms - lost.added_at_ms, MS_PER_DAY);
    assert_int_equal(lost.revision, 1);
    assert_int_equal(page.waiting_count, 1);
    const WinBackDraft called = { .state = WIN_BACK_CONTACTED, .note = S("已电话") };
    must(customer_win_back_set(fresh(&brand), lost.relation_id, 1, &called, &out));
    assert_int_equal(out.revision, 2);
    assert_int_equal(out.state, WIN_BACK_CONTACTED);
    page = list(fresh(&brand), (WinBackFilter){ .state = WIN_BACK_WAITING });
    assert_int_equal(page.items.count, 0);
    assert_int_equal(page.contacted_count, 1); /* whatever the filter */
    pass(MS_PER_HOUR);
    adds(&brand, 1, "wmA"); /* another member's friend: won as well */
    page = list(fresh(&brand), (WinBackFilter){ .state = WIN_BACK_WON });
    assert_string_equal(only(&page).note.ptr, "已电话");
    assert_int_equal(page.contacted_count, 0);
}

/* A friend whom another member had all along is not won back by that. */
static void test_an_older_friendship_wins_nobody_back(void **state)
{
    const Brand brand = brand_of(*state);
    adds(&brand, 0, "wmA");
    adds(&brand, 1, "wmA");
    pass(MS_PER_DAY);
    loses(&brand, 0, "wmA");
    const WinBackPage page = list(fresh(&brand), (WinBackFilter){ 0 });
    assert_int_equal(only(&page).state, WIN_BACK_WAITING);
}

static void test_losses_of_long_ago_are_no_work(void **state)
{
    const Brand brand = brand_of(*state);
    adds(&brand, 0, "wmA");
    pass(MS_PER_HOUR);
    loses(&brand, 0, "wmA");
    pass((int64_t)WIN_BACK_DAYS * MS_PER_DAY);
    assert_int_equal(list(fresh(&brand), (WinBackFilter){ 0 }).items.count, 1);
    pass(1);
    const WinBackPage page = list(fresh(&brand), (WinBackFilter){ 0 });
    assert_int_equal(page.items.count, 0);
    assert_int_equal(page.waiting_count, 0);
}

static void test_who_comes_second_is_told(void **state)
{
    const Brand        brand = brand_of(*state);
    const WinBackDraft draft = { .state = WIN_BACK_GIVEN_UP };
    WinBack            out   = { 0 };
    adds(&brand, 0, "wmA");
    loses(&brand, 0, "wmA");
    const WinBackPage page = list(fresh(&brand), (WinBackFilter){ 0 });
    const int64_t     id   = only(&page).relation_id;
    must(customer_win_back_set(fresh(&brand), id, 1, &draft, &out));
    for (int64_t revision = 1; revision <= 3; revision += 2) {
        Ctx *cx = fresh(&brand);
        assert_int_equal(customer_win_back_set(cx, id, revision, &draft, &out), ERR_CONFLICT);
        assert_string_equal(cx->err.reason, "win_back.changed_meanwhile");
    }
    assert_int_equal(customer_win_back_set(fresh(&brand), id + 999, 1, &draft, &out),
                     ERR_NOT_FOUND);
}

static void test_each_sees_and_changes_what_is_his(void **state)
{
    const Brand        brand = brand_of(*state);
    const WinBackDraft draft = { .state = WIN_BACK_CONTACTED };
    WinBack            out   = { 0 };
    const int64_t      zhang = user_of(&brand, 0);
    adds(&brand, 0, "wmA");
    adds(&brand, 1, "wmB");
    loses(&brand, 0, "wmA");
    loses(&brand, 1, "wmB");
    Ctx *cx          = fresh(&brand);
    cx->user_id      = zhang; /* he sees all, and asks for his own */
    WinBackPage page = list(cx, (WinBackFilter){ .mine = true });
    assert_int_equal(only(&page).staff_id, brand.staff[0].id);
    cx           = fresh(&brand);
    cx->user_id  = zhang; /* as a guide he sees no others */
    cx->scope_id = zhang;
    page         = list(cx, (WinBackFilter){ 0 });
    assert_int_equal(only(&page).staff_id, brand.staff[0].id);
    assert_int_equal(page.waiting_count, 1);
    page                = list(fresh(&brand), (WinBackFilter){ .limit = 1 });
    const int64_t first = only(&page).staff_id;
    assert_true(page.next_cursor.len > 0);
    assert_int_equal(page.waiting_count, 2);
    page = list(
        fresh(&brand),
        (WinBackFilter){ .limit = 1, .cursor = str_copy(brand.house->arena, page.next_cursor) });
    assert_int_not_equal(only(&page).staff_id, first);
    assert_int_equal(page.next_cursor.len, 0);
    page = list(fresh(&brand), (WinBackFilter){ 0 });
    for (size_t i = 0; i < page.items.count; i++) {
        const WinBack one = *ROWS_AT(WinBack, page.items, i);
        cx                = fresh(&brand);
        cx->user_id = cx->scope_id = zhang;
        assert_int_equal(customer_win_back_set(cx, one.relation_id, 1, &draft, &out),
                         one.staff_id == brand.staff[0].id ? OK : ERR_NOT_FOUND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_loss_waits_is_worked_on_and_won_by_itself),
        ON_HOUSE(test_an_older_friendship_wins_nobody_back),
        ON_HOUSE(test_losses_of_long_ago_are_no_work),
        ON_HOUSE(test_who_comes_second_is_told),
        ON_HOUSE(test_each_sees_and_changes_what_is_his),
    };
    return FOR_EACH_ENGINE(tests);
}
