/* org_notice_test.c -- who is told, how and when, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "kernel/testing.h"
#include "org/org_notice.h"

#include <stdlib.h>
#include <string.h>

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

static User make_admin(Ctx *cx, const char *name)
{
    Role  role;
    User  user;
    Staff staff = { .id         = cx_new_id(cx),
                    .tenant_id  = cx->tenant_id,
                    .userid     = str_of(name),
                    .userid_key = str_of(name),
                    .name       = str_of(name),
                    .status     = STAFF_ACTIVE,
                    .revision   = 1 };
    must(cx_insert(cx, &org_sql_staff, &staff));
    must(org_role_preset(cx, ROLE_ADMIN, &role));
    const UserDraft draft = { .name     = str_of(name),
                              .password = S("correct horse"),
                              .role_id  = role.id,
                              .staff_id = staff.id };
    must(org_user_create(cx, &draft, &user));
    return user;
}

static void choose(TestHouse *house, const User *user, NoticeChannel channel, const char *from,
                   const char *until)
{
    Ctx           *cx       = test_house_ctx_of(house, user->tenant_id);
    NoticeChoice   choice   = { .kind = S("effect.dead"), .channel = channel };
    NoticeSettings settings = { .choices     = { &choice, 1 },
                                .quiet_from  = str_of(from),
                                .quiet_until = str_of(until) },
                   out;
    cx->user_id = user->id;
    must(org_notice_set(cx, &settings, &out));
    assert_true(out.has_app);
    assert_int_equal(out.choices.count, 14);
}

/* The payload of the one notification there is. */
static const char *notify(TestHouse *house, int64_t tenant_id, const char *key)
{
    Ctx *cx    = test_house_ctx_of(house, tenant_id);
    Rows items = { 0 };
    Str  next  = { 0 };
    must(org_notify(cx, &(NotificationDraft){ .kind          = S("effect.dead"),
                                              .to_holders_of = PERM_CONNECTION_READ,
                                              .key           = str_of(key) }));
    must(event_list(cx, S("notification.sent"), S(""), (Str){ 0 }, 1, &items, &next));
    return str_z(cx->arena, ROWS_AT(Event, items, 0)->payload);
}

static int64_t unread_of(TestHouse *house, const User *user)
{
    Ctx    *cx     = test_house_ctx_of(house, user->tenant_id);
    Rows    items  = { 0 };
    Str     next   = { 0 };
    int64_t unread = 0;
    cx->user_id    = user->id;
    must(org_notification_list(cx, true, (Str){ 0 }, 0, &items, &next, &unread));
    return unread;
}

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &org_notice_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

static void test_each_is_told_in_the_way_he_chose(void **state)
{
    TestHouse    *house  = *state;
    const int64_t tenant = make_tenant(house);
    Ctx          *cx     = test_house_ctx_of(house, tenant);
    const User    bell = make_admin(cx, "bell"), off = make_admin(cx, "off"),
               app = make_admin(cx, "app");
    choose(house, &off, NOTICE_OFF, "", "");
    choose(house, &app, NOTICE_APP, "", "");
    const char *payload = notify(house, tenant, "k1");
    const Str   staff   = str_fmt(house->arena, "\"app\":[{\"staff_id\":\"%lld\",\"due_ms\":0}]",
                                  (long long)app.staff_id);
    assert_non_null(strstr(payload, str_z(house->arena, staff)));
    assert_int_equal(unread_of(house, &bell), 1);
    assert_int_equal(unread_of(house, &off), 0);
    assert_int_equal(unread_of(house, &app), 1);
}

/* It is 16:00 in Beijing. */
static void test_app_messages_wait_until_the_quiet_hours_end(void **state)
{
    static const struct {
        const char *from, *until;
        int64_t     waits_ms;
    } cases[] = {
        { "15:00", "17:30", 90 * MS_PER_MINUTE },
        { "16:00", "16:01", MS_PER_MINUTE },
        { "15:00", "16:00", 0 },
        { "22:00", "08:00", 0 },
        { "15:00", "08:00", 16 * MS_PER_HOUR },
        { "23:00", "17:00", MS_PER_HOUR },
    };
    TestHouse    *house  = *state;
    const int64_t tenant = make_tenant(house);
    const User    user   = make_admin(test_house_ctx_of(house, tenant), "app");
    for (size_t i = 0; i < COUNT(cases); i++) {
        choose(house, &user, NOTICE_APP, cases[i].from, cases[i].until);
        const char   *payload = notify(house, tenant, str_fmt(house->arena, "k%zu", i).ptr);
        const int64_t due     = cases[i].waits_ms ? test_house_clock() + cases[i].waits_ms : 0;
        const Str     want    = str_fmt(house->arena, "\"due_ms\":%lld}", (long long)due);
        assert_non_null(strstr(payload, str_z(house->arena, want)));
        test_house_set_clock(test_house_clock() + MS_PER_DAY);
    }
}

static void test_settings_are_checked(void **state)
{
    TestHouse     *house  = *state;
    const int64_t  tenant = make_tenant(house);
    const User     user   = make_admin(test_house_ctx_of(house, tenant), "app");
    Ctx           *cx     = test_house_ctx_of(house, tenant);
    NoticeChoice   choice = { .kind = S("nothing"), .channel = NOTICE_APP };
    NoticeSettings bad    = { .choices = { &choice, 1 } }, out;
    cx->user_id           = user.id;
    refused(cx, org_notice_set(cx, &bad, &out), "notification.unknown_kind");
    bad = (NoticeSettings){ .quiet_from = S("22:00") };
    refused(cx, org_notice_set(cx, &bad, &out), "notification.bad_hours");
    bad = (NoticeSettings){ .quiet_from = S("22:00"), .quiet_until = S("22:00") };
    refused(cx, org_notice_set(cx, &bad, &out), "notification.bad_hours");
    /* Only what may concern him. */
    cx->permissions = (PermissionSet){ 0 };
    permission_add(&cx->permissions, PERM_CUSTOMER_READ);
    must(org_notice_get(cx, &out));
    assert_int_equal(out.choices.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_each_is_told_in_the_way_he_chose),
        ON_HOUSE(test_app_messages_wait_until_the_quiet_hours_end),
        ON_HOUSE(test_settings_are_checked),
    };
    return FOR_EACH_ENGINE(tests);
}
