/* org_test.c -- rules and statements of org, on both engines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/headers.h"
#include "kernel/testing.h"
#include "org/org_http.h"
#include "org/org_preset.h"
#include "org/org_security.h"
#include "org/org_sign_in_sql.h"
#include "org/org_sql.h"
#include "org/org_totp.h"
#include "wire/text_codec.h"
#include "wire/totp.h"

#include <stdlib.h>

#define must(expression) assert_int_equal((expression), OK)
#define refused(cx, expression, why)                  \
    do {                                              \
        assert_int_not_equal((expression), OK);       \
        assert_string_equal((cx)->err.reason, (why)); \
        forgive(cx);                                  \
    } while (0)

static const int64_t now = (int64_t)TEST_NOW_S * 1000;

/* A tenant with its presets, and a context of its administrator's rights. */
static Ctx *open_tenant(TestHouse *house, const char *code)
{
    Tenant tenant;
    Ctx   *cx = test_house_ctx(house);
    must(org_tenant_create(cx, str_of(code), S("织客咖啡"), S("Asia/Shanghai"), &tenant));
    return test_house_ctx_of(house, tenant.id);
}

static Ctx *again(TestHouse *house, const Ctx *cx)
{
    return test_house_ctx_of(house, cx->tenant_id);
}

static User make_user(Ctx *cx, const char *name, RoleWord word)
{
    Role role;
    User user;
    must(org_role_preset(cx, word, &role));
    const UserDraft draft = { .name     = str_of(name),
                              .password = S("correct horse"),
                              .role_id  = role.id };
    must(org_user_create(cx, &draft, &user));
    return user;
}

/* ---- schema ---------------------------------------------------------------- */

static void test_every_statement_fits_the_schema(void **state)
{
    TestHouse           *house    = *state;
    const SqlList *const lists[]  = { &org_sql };
    Str                  problems = { 0 };
    const Code           code     = db_check(house->db, house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

/* ---- tenants and users -------------------------------------------------------- */

static void test_tenant_has_preset_roles(void **state)
{
    Ctx *cx    = open_tenant(*state, "a");
    Rows roles = { 0 };
    must(org_role_list(cx, &roles));
    assert_int_equal(roles.count, 11);
    const Role         *admin = ROWS_AT(Role, roles, 1), *operator_ = ROWS_AT(Role, roles, 3);
    const PermissionSet all  = org_role_permissions(cx->arena, admin);
    const PermissionSet some = org_role_permissions(cx->arena, operator_);
    for (int i = 1; i < PERMISSION_COUNT; i++) assert_true(permission_in(&all, (Permission)i));
    assert_false(permission_in(&some, PERM_USER_WRITE));
    assert_false(permission_in(&some, PERM_API_KEY_WRITE));
    assert_false(permission_in(&some, PERM_CONNECTION_WRITE));
    assert_false(permission_in(&some, PERM_AUDIT_READ));
    assert_true(permission_in(&some, PERM_CHANNEL_CODE_WRITE));
}

static void test_tenant_code_is_taken_once(void **state)
{
    Tenant tenant;
    Ctx   *cx = open_tenant(*state, "a");
    refused(cx, org_tenant_create(cx, S("a"), S("x"), S(""), &tenant), "tenant.code_taken");
    refused(cx, org_tenant_create(cx, S("b"), S("x"), S("Mars/Base"), &tenant), "tenant.bad_zone");
    must(org_tenant_find_by_code(cx, S("a"), &tenant));
    refused(cx, org_tenant_find_by_code(cx, S("zz"), &tenant), "tenant.not_found");
    Rows all = { 0 };
    must(org_tenant_list(cx, &all));
    assert_int_equal(all.count, 1);
}

static void test_user_name_is_unique_on_the_server(void **state)
{
    Ctx *cx = open_tenant(*state, "a");
    make_user(cx, "wang", ROLE_ADMIN);
    Ctx      *other = open_tenant(*state, "b");
    User      user;
    UserDraft draft = { .name = S("wang"), .password = S("correct horse") };
    refused(other, org_user_create(other, &draft, &user), "user.name_taken");
    draft.name     = S("li");
    draft.password = S("short");
    refused(other, org_user_create(other, &draft, &user), "user.password_too_short");
    draft.password = S("long enough");
    draft.role_id  = 99;
    refused(other, org_user_create(other, &draft, &user), "user.unknown_role");
    draft.role_id  = 0;
    draft.staff_id = 99;
    refused(other, org_user_create(other, &draft, &user), "user.unknown_staff");
}

static void test_last_admin_stays(void **state)
{
    Ctx       *cx    = open_tenant(*state, "a");
    const User admin = make_user(cx, "wang", ROLE_ADMIN),
               other = make_user(cx, "li", ROLE_OPERATOR);
    User      out;
    UserDraft draft = { .role_id = other.role_id };
    refused(cx, org_user_update(cx, (UserId){ admin.id }, 1, &draft, &out), "user.last_admin");
    draft = (UserDraft){ .role_id = admin.role_id, .is_disabled = true };
    refused(cx, org_user_update(cx, (UserId){ admin.id }, 1, &draft, &out), "user.last_admin");
    refused(cx, org_user_delete(cx, (UserId){ admin.id }, 1), "user.last_admin");
    draft = (UserDraft){ .role_id = admin.role_id, .display_name = S("李") };
    must(org_user_update(cx, (UserId){ other.id }, 1, &draft, &out));
    assert_int_equal(out.revision, 2);
    must(org_user_delete(cx, (UserId){ admin.id }, 1));
    refused(cx, org_user_delete(cx, (UserId){ other.id }, 2), "user.last_admin");
    cx->user_id = other.id;
    refused(cx, org_user_delete(cx, (UserId){ other.id }, 2), "user.self");
}

static void test_nobody_gives_or_takes_more_than_he_has(void **state)
{
    Ctx       *cx    = open_tenant(*state, "a");
    const User admin = make_user(cx, "wang", ROLE_ADMIN),
               other = make_user(cx, "li", ROLE_OPERATOR);
    User out;
    make_user(cx, "zhao", ROLE_ADMIN);
    cx->permissions = (PermissionSet){ { 0 } };
    permission_add(&cx->permissions, PERM_USER_WRITE);
    UserDraft draft = { .name = S("qian"), .password = S("long enough"), .role_id = admin.role_id };
    refused(cx, org_user_create(cx, &draft, &out), "user.role_exceeds");
    refused(cx, org_user_update(cx, (UserId){ other.id }, 1, &draft, &out), "user.role_exceeds");
    draft = (UserDraft){ .password = S("hijacked!") };
    refused(cx, org_user_update(cx, (UserId){ admin.id }, 1, &draft, &out), "user.role_exceeds");
    refused(cx, org_user_delete(cx, (UserId){ admin.id }, 1), "user.role_exceeds");
}

static void test_user_changed_meanwhile(void **state)
{
    Ctx *cx = open_tenant(*state, "a");
    make_user(cx, "wang", ROLE_ADMIN);
    const User user = make_user(cx, "li", ROLE_OPERATOR);
    User       out;
    UserDraft  draft = { .display_name = S("一") };
    must(org_user_update(cx, (UserId){ user.id }, 1, &draft, &out));
    refused(cx, org_user_update(cx, (UserId){ user.id }, 1, &draft, &out),
            "user.changed_meanwhile");
    refused(cx, org_user_delete(cx, (UserId){ user.id }, 1), "user.changed_meanwhile");
}

/* ---- signing in ------------------------------------------------------------------ */

/* A request as the server hands it over, with one header. */
typedef struct OneHeader {
    Str name, value;
} OneHeader;
static Str find_header(const void *with, Str name)
{
    const OneHeader *one = with;
    return str_equal_nocase(one->name, name) ? one->value : (Str){ 0 };
}

static Identity who_is(TestHouse *house, Str name, Str value)
{
    OneHeader   header   = { name, value };
    Headers     headers  = { find_header, &header };
    HttpRequest request  = { .connection = &headers };
    Identity    identity = { 0 };
    Ctx         cx       = *test_house_ctx(house);
    cx.tenant_id = cx.user_id = 0;
    must(org_authenticate(&cx, &request, &identity));
    return identity;
}

static Str token_of(Arena *arena, Str cookie)
{
    Str rest = cookie;
    return str_copy(arena, str_cut(&rest, ';'));
}

static Str sign_in(TestHouse *house, const char *name, const char *password, const char **reason)
{
    Ctx    *cx        = test_house_ctx_of(house, 0);
    Str     cookie    = { 0 };
    int64_t retry     = 0;
    cx->user_id       = 0;
    const SignIn in   = { .name       = str_of(name),
                          .password   = str_of(password),
                          .user_agent = S("test"),
                          .address    = S("127.0.0.1") };
    const Code   code = org_session_sign_in(cx, &in, &cookie, &retry);
    *reason           = code == OK ? NULL : cx->err.reason;
    if (code == ERR_LIMIT) assert_true(retry > 0 && retry <= 15 * 60 + 1);
    return token_of(house->arena, cookie);
}

static void test_session_opens_is_known_and_ends(void **state)
{
    TestHouse    *house     = *state;
    Ctx          *cx        = open_tenant(house, "a");
    const User    user      = make_user(cx, "wang", ROLE_OPERATOR);
    const int64_t tenant_id = cx->tenant_id;
    const char   *reason    = NULL;
    const Str     cookie    = sign_in(house, "wang", "correct horse", &reason);
    assert_null(reason);
    Identity who = who_is(house, S("Cookie"), cookie);
    assert_int_equal(who.tenant_id, tenant_id);
    assert_int_equal(who.user_id, user.id);
    assert_int_equal(who.zone.offset_minutes, 480);
    assert_true(who.by_cookie);
    assert_true(permission_in(&who.permissions, PERM_CUSTOMER_READ));
    assert_false(permission_in(&who.permissions, PERM_USER_WRITE));
    Str rest = cookie;
    (void)str_cut(&rest, '=');
    must(org_session_close(test_house_ctx(house), rest));
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0);
}

static void test_session_slides_and_expires(void **state)
{
    TestHouse  *house  = *state;
    const char *reason = NULL;
    make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    const Str cookie = sign_in(house, "wang", "correct horse", &reason);
    test_house_set_clock(now + 13 * (int64_t)MS_PER_DAY);
    assert_true(who_is(house, S("Cookie"), cookie).user_id != 0);
    test_house_set_clock(now + 26 * (int64_t)MS_PER_DAY);
    assert_true(who_is(house, S("Cookie"), cookie).user_id != 0);
    test_house_set_clock(now + 41 * (int64_t)MS_PER_DAY);
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0);
    assert_int_equal(who_is(house, S("Cookie"), S("weft_session=nonsense")).user_id, 0);
    assert_int_equal(who_is(house, S("Cookie"), S("other=1")).user_id, 0);
}

static void test_throttle_holds_and_ends(void **state)
{
    TestHouse  *house  = *state;
    const char *reason = NULL;
    make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    for (int i = 0; i < SESSION_FAILURES_MAX; i++) {
        (void)sign_in(house, "wang", "wrong", &reason);
        assert_string_equal(reason, "session.wrong_credentials");
    }
    (void)sign_in(house, "wang", "correct horse", &reason);
    assert_string_equal(reason, "session.throttled");
    (void)sign_in(house, "nobody", "x", &reason);
    assert_string_equal(reason, "session.wrong_credentials");
    test_house_set_clock(now + SESSION_FAILURE_WINDOW_MS + 1);
    (void)sign_in(house, "wang", "correct horse", &reason);
    assert_null(reason);
}

static Str cookie_value(Arena *arena, Str cookie)
{
    Str rest = cookie;
    (void)str_cut(&rest, '=');
    return str_copy(arena, str_cut(&rest, ';'));
}

/* An authenticator of his own, confirmed; its secret. */
static Str enrol(TestHouse *house, int64_t tenant_id, int64_t user_id)
{
    const Str secret = S("12345678901234567890");
    Ctx      *cx     = test_house_ctx_of(house, tenant_id);
    must(org_sign_in_sql_enrol(
        cx, &(Totp){ .tenant_id = tenant_id,
                     .user_id   = user_id,
                     .sealed    = secret_seal(cx, S("user.totp"), hex(cx->arena, secret)) }));
    must(org_sign_in_sql_confirm(cx, user_id));
    return secret;
}

static Str code_now(TestHouse *house, Str secret)
{
    return totp_code(house->arena, secret, test_house_clock() / MS_PER_SECOND / TOTP_STEP_S);
}

static const char *give_code(TestHouse *house, Str kept, Str code, const char *address)
{
    Ctx         *cx     = test_house_ctx(house);
    Str          cookie = { 0 };
    int64_t      retry  = 0;
    const SignIn in     = { .code = code, .user_agent = S("test"), .address = str_of(address) };
    const Code   result = org_session_give_code(cx, kept, &in, &cookie, &retry);
    assert_int_equal(result == OK, str_starts(cookie, S("weft_session=")));
    assert_int_equal(result == ERR_LIMIT, retry > 0);
    return result == OK ? NULL : cx->err.reason;
}

/* The platform's word is half of it where somebody has an authenticator. */
static void test_a_code_is_asked_after_the_platform_named_somebody(void **state)
{
    TestHouse    *house  = *state;
    Ctx          *cx     = open_tenant(house, "a");
    const User    user   = make_user(cx, "wang", ROLE_ADMIN);
    const int64_t tenant = cx->tenant_id;
    const Str     secret = enrol(house, tenant, user.id);
    const Str     kept =
        cookie_value(house->arena, org_session_ask_code(test_house_ctx_of(house, tenant), user.id));
    assert_string_equal(give_code(house, S("rubbish"), S("000000"), "192.0.2.1"),
                        "session.sign_in_too_late");
    for (int i = 0; i < SESSION_FAILURES_MAX; i++)
        assert_string_equal(give_code(house, kept, S("00000"), "192.0.2.1"), "session.wrong_code");
    /* Guessing is throttled as guessing passwords is. */
    assert_string_equal(give_code(house, kept, code_now(house, secret), "192.0.2.1"),
                        "session.throttled");
    assert_null(give_code(house, kept, code_now(house, secret), "192.0.2.2"));
    assert_string_equal(give_code(house, kept, code_now(house, secret), "192.0.2.2"),
                        "session.wrong_code"); /* each code once */
    test_house_set_clock(now + (SESSION_CODE_MINUTES + 1) * (int64_t)MS_PER_MINUTE);
    assert_string_equal(give_code(house, kept, code_now(house, secret), "192.0.2.2"),
                        "session.sign_in_too_late");
}

static bool may_read(TestHouse *house, int64_t tenant, int64_t user_id)
{
    Str  cookie = { 0 };
    Ctx *cx     = test_house_ctx_of(house, tenant);
    must(org_session_open(cx, user_id, WAY_WECOM, S("test"), S("127.0.0.1"), &cookie));
    const Identity who = who_is(house, S("Cookie"), token_of(house->arena, cookie));
    assert_int_equal(who.user_id, user_id);
    return permission_in(&who.permissions, PERM_CUSTOMER_READ);
}

static void test_a_brand_asks_for_codes_however_one_came_in(void **state)
{
    TestHouse    *house  = *state;
    Ctx          *cx     = open_tenant(house, "a");
    const User    user   = make_user(cx, "wang", ROLE_ADMIN);
    const int64_t tenant = cx->tenant_id;
    bool          set    = false;
    assert_true(may_read(house, tenant, user.id));
    must(org_sign_in_sql_set_security(test_house_ctx_of(house, tenant), SECURITY_UNSET, true,
                                      S("[]"), &set));
    assert_false(may_read(house, tenant, user.id));
    (void)enrol(house, tenant, user.id);
    assert_true(may_read(house, tenant, user.id));
}

/* The token of a session opened that way now. */
static Str session_of(TestHouse *house, int64_t tenant, int64_t user_id, SessionWay way)
{
    Str cookie = { 0 };
    must(org_session_open(test_house_ctx_of(house, tenant), user_id, way, S("test"), S("127.0.0.1"),
                          &cookie));
    return cookie_value(house->arena, cookie);
}

static void test_who_knows_no_password_enrols_after_coming_by_wecom(void **state)
{
    TestHouse    *house  = *state;
    Ctx          *cx     = open_tenant(house, "a");
    const User    user   = make_user(cx, "wang", ROLE_OPERATOR);
    const int64_t tenant = cx->tenant_id, now_ms = test_house_clock();
    const Str     typed = session_of(house, tenant, user.id, WAY_PASSWORD);
    const Str     come  = session_of(house, tenant, user.id, WAY_WECOM);
    TotpEnrolment made  = { 0 };
    TotpState     shown = { 0 };
    cx                  = test_house_ctx_of(house, tenant);
    cx->user_id         = user.id;
    refused(cx, org_totp_enrol(cx, (Str){ 0 }, typed, &made), "session.not_fresh");
    refused(cx, org_totp_enrol(cx, (Str){ 0 }, S(""), &made), "session.not_fresh");
    must(org_totp_state(cx, come, &shown));
    assert_true(shown.is_fresh);
    must(org_totp_enrol(cx, (Str){ 0 }, come, &made));
    assert_true(made.secret.len > 0);
    test_house_set_clock(now_ms + (TOTP_FRESH_MINUTES + 1) * (int64_t)MS_PER_MINUTE);
    cx          = test_house_ctx_of(house, tenant);
    cx->user_id = user.id;
    refused(cx, org_totp_enrol(cx, (Str){ 0 }, come, &made), "session.not_fresh");
    must(org_totp_state(cx, come, &shown));
    assert_false(shown.is_fresh);
    const Str again = session_of(house, tenant, user.id, WAY_WECOM);
    cx              = test_house_ctx_of(house, tenant);
    cx->user_id     = user.id + 1; /* another's session is no proof */
    refused(cx, org_totp_enrol(cx, (Str){ 0 }, again, &made), "session.not_fresh");
}

/* ---- the throttle --------------------------------------------------------------- */

static const char *try_from(TestHouse *house, const char *name, const char *password,
                            const char *address)
{
    Ctx         *cx     = test_house_ctx(house);
    Str          cookie = { 0 };
    int64_t      retry  = 0;
    const SignIn in     = { .name       = str_of(name),
                            .password   = str_of(password),
                            .user_agent = S("test"),
                            .address    = str_of(address) };
    const Code   result = org_session_sign_in(cx, &in, &cookie, &retry);
    return result == OK ? NULL : cx->err.reason;
}

/* Failures as they would be after so many tries, without a hash for each. */
static void fail_often(TestHouse *house, int count, const char *name, const char *address)
{
    for (int i = 0; i < count; i++) {
        Ctx      *cx  = test_house_ctx(house);
        const Str one = *name ? str_of(name) : str_fmt(house->arena, "n%d", i);
        const Str from =
            *address ? str_of(address) : str_fmt(house->arena, "198.51.%d.%d", i / 250, i % 250);
        must(cx_run(cx, &org_sql_failure_insert, NULL,
                    ARGS(V(cx_new_id(cx)), V(one), V(from), V(cx->now_ms))));
    }
}

static void test_an_address_and_the_whole_door_are_throttled(void **state)
{
    TestHouse *house = *state;
    make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    /* One name, from everywhere. */
    fail_often(house, SESSION_NAME_FAILURES_MAX - 1, "wang", "");
    assert_null(try_from(house, "wang", "correct horse", "192.0.2.9"));
    fail_often(house, 1, "wang", "198.51.100.7");
    assert_string_equal(try_from(house, "wang", "correct horse", "192.0.2.9"), "session.throttled");
    test_house_set_clock(test_house_clock() + SESSION_FAILURE_WINDOW_MS + 1);
    /* One address, for all names; others are free. */
    fail_often(house, SESSION_SOURCE_FAILURES_MAX, "", "192.0.2.66");
    assert_string_equal(try_from(house, "wang", "correct horse", "192.0.2.66"),
                        "session.throttled");
    assert_null(try_from(house, "wang", "correct horse", "192.0.2.9"));
    /* Everybody, from everywhere. */
    fail_often(house, SESSION_ALL_FAILURES_MAX - SESSION_SOURCE_FAILURES_MAX, "", "");
    assert_string_equal(try_from(house, "wang", "correct horse", "192.0.2.9"), "session.throttled");
    test_house_set_clock(test_house_clock() + SESSION_FAILURE_WINDOW_MS + 1);
    assert_null(try_from(house, "wang", "correct horse", "192.0.2.66"));
}

static const char *check_as(TestHouse *house, const User *user, const char *password)
{
    Ctx *cx         = test_house_ctx_of(house, user->tenant_id);
    cx->user_id     = user->id;
    const Code code = org_user_check_password(cx, str_of(password));
    return code == OK ? NULL : cx->err.reason;
}

/* Who sits at a stolen session must not find the password by trying. */
static void test_guesses_at_an_open_browser_are_throttled(void **state)
{
    TestHouse *house = *state;
    const User wang  = make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    for (int i = 0; i < SESSION_FAILURES_MAX - 1; i++)
        assert_string_equal(check_as(house, &wang, "a guess"), "session.wrong_password");
    assert_null(check_as(house, &wang, "correct horse")); /* takes them back */
    for (int i = 0; i < SESSION_FAILURES_MAX; i++)
        assert_string_equal(check_as(house, &wang, "a guess"), "session.wrong_password");
    assert_string_equal(check_as(house, &wang, "correct horse"), "session.throttled");
    assert_null(try_from(house, "wang", "correct horse", "192.0.2.9"));
    test_house_set_clock(test_house_clock() + SESSION_FAILURE_WINDOW_MS + 1);
    assert_null(check_as(house, &wang, "correct horse"));
}

static const char *renew_as(TestHouse *house, const User *user, Str code)
{
    Ctx          *cx    = test_house_ctx_of(house, user->tenant_id);
    RecoveryCodes codes = { 0 };
    cx->user_id         = user->id;
    return org_totp_renew(cx, code, &codes) == OK ? NULL : cx->err.reason;
}

/* Six digits are found by trying, and give codes that stand for the phone ever after. */
static void test_guesses_of_a_code_are_throttled(void **state)
{
    TestHouse *house  = *state;
    const User wang   = make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    const Str  secret = enrol(house, wang.tenant_id, wang.id);
    for (int i = 0; i < SESSION_FAILURES_MAX; i++)
        assert_string_equal(renew_as(house, &wang, S("000000")), "totp.wrong_code");
    assert_string_equal(renew_as(house, &wang, code_now(house, secret)), "session.throttled");
    test_house_set_clock(test_house_clock() + SESSION_FAILURE_WINDOW_MS + 1);
    assert_null(renew_as(house, &wang, code_now(house, secret)));
}

static const char *switch_off_as(TestHouse *house, const User *user, Str code)
{
    Ctx *cx     = test_house_ctx_of(house, user->tenant_id);
    cx->user_id = user->id;
    return org_totp_disable(cx, S("correct horse"), code, S("")) == OK ? NULL : cx->err.reason;
}

/* Who knows the password must not buy guesses of the code with it. */
static void test_the_password_takes_no_guess_of_a_code_back(void **state)
{
    TestHouse *house  = *state;
    const User wang   = make_user(open_tenant(house, "a"), "wang", ROLE_ADMIN);
    const Str  secret = enrol(house, wang.tenant_id, wang.id);
    for (int i = 0; i < SESSION_FAILURES_MAX; i++)
        assert_string_equal(switch_off_as(house, &wang, S("000000")), "totp.wrong_code");
    assert_string_equal(switch_off_as(house, &wang, code_now(house, secret)), "session.throttled");
    assert_null(check_as(house, &wang, "correct horse"));
    assert_string_equal(switch_off_as(house, &wang, code_now(house, secret)), "session.throttled");
    test_house_set_clock(test_house_clock() + SESSION_FAILURE_WINDOW_MS + 1);
    assert_null(switch_off_as(house, &wang, code_now(house, secret)));
}

static void test_a_tenant_has_so_many_keys_and_no_more(void **state)
{
    TestHouse        *house    = *state;
    Ctx              *cx       = open_tenant(house, "a");
    const User        wang     = make_user(cx, "wang", ROLE_ADMIN);
    const Str         scopes[] = { S("org.read") };
    const ApiKeyDraft draft    = { S("k"), { scopes, 1 }, 0, { 0 } };
    ApiKey            key      = { 0 };
    Str               text     = { 0 };
    for (int i = 0; i < API_KEYS_MAX; i++) {
        cx          = again(house, cx);
        cx->user_id = wang.id;
        must(org_api_key_create(cx, &draft, &key, &text));
    }
    refused(cx, org_api_key_create(cx, &draft, &key, &text), "api_key.too_many");
    must(org_api_key_delete(cx, (ApiKeyId){ key.id }));
    must(org_api_key_create(cx, &draft, &key, &text));
    Ctx *other     = open_tenant(house, "b");
    other->user_id = make_user(other, "li", ROLE_ADMIN).id;
    must(org_api_key_create(other, &draft, &key, &text));
}

static void test_disabled_user_is_out_at_once(void **state)
{
    TestHouse  *house  = *state;
    const char *reason = NULL;
    Ctx        *cx     = open_tenant(house, "a");
    make_user(cx, "wang", ROLE_ADMIN);
    const User    user   = make_user(cx, "li", ROLE_OPERATOR);
    const int64_t tenant = cx->tenant_id;
    const Str     cookie = sign_in(house, "li", "correct horse", &reason);
    User          out;
    cx                    = test_house_ctx_of(house, tenant);
    const UserDraft draft = { .is_disabled = true };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &out));
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0);
    (void)sign_in(house, "li", "correct horse", &reason);
    assert_string_equal(reason, "user.disabled");
}

/* As the platform tells of one member. */
static int64_t tell_of(Ctx *cx, Str userid, StaffStatus status)
{
    const StaffDraft draft = { .userid = userid, .name = userid, .status = status };
    Staff            staff = { 0 };
    bool             found = false;
    must(org_sync_staff(cx, 1, &draft, 1, false, NULL));
    must(org_staff_find_by_userid(cx, 1, userid, &staff, &found));
    assert_true(found);
    return staff.id;
}

/* Disabled on the platform: out at once, in again when the member is, and told why meanwhile. */
static void test_a_member_disabled_on_the_platform_is_out_until_he_is_back(void **state)
{
    TestHouse  *house  = *state;
    const char *reason = NULL;
    Ctx        *cx     = open_tenant(house, "a");
    make_user(cx, "wang", ROLE_ADMIN);
    User          user   = make_user(cx, "li", ROLE_OPERATOR);
    const int64_t tenant = cx->tenant_id, staff = tell_of(cx, S("li"), STAFF_ACTIVE);
    UserDraft     draft = { .staff_id = staff };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    const Str cookie = sign_in(house, "li", "correct horse", &reason);
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, user.id);

    cx = test_house_ctx_of(house, tenant);
    (void)tell_of(cx, S("li"), STAFF_DISABLED);
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0);
    (void)sign_in(house, "li", "correct horse", &reason);
    assert_string_equal(reason, "user.staff_disabled");
    cx = test_house_ctx_of(house, tenant);
    must(org_user_get(cx, (UserId){ user.id }, &user));
    assert_true(user.is_disabled && user.is_shut_out);
    refused(cx, org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user),
            "user.staff_disabled");

    (void)tell_of(cx, S("li"), STAFF_ACTIVE);
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0); /* that session is over */
    assert_true(sign_in(house, "li", "correct horse", &reason).len > 0);

    /* Who left while he was disabled does not come back, nor who was disabled here as well. */
    cx = test_house_ctx_of(house, tenant);
    (void)tell_of(cx, S("li"), STAFF_DISABLED);
    (void)tell_of(cx, S("li"), STAFF_LEFT);
    (void)tell_of(cx, S("li"), STAFF_ACTIVE);
    (void)sign_in(house, "li", "correct horse", &reason);
    assert_string_equal(reason, "user.disabled");
    cx = test_house_ctx_of(house, tenant);
    (void)tell_of(cx, S("li"), STAFF_DISABLED);
    (void)tell_of(cx, S("li"), STAFF_ACTIVE);
    (void)sign_in(house, "li", "correct horse", &reason);
    assert_string_equal(reason, "user.disabled");
}

/* Disabled there and here: he comes back by neither alone.  A change of something else decides
 * nothing. */
static void test_who_is_disabled_here_too_does_not_come_back_by_himself(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = open_tenant(house, "a");
    make_user(cx, "wang", ROLE_ADMIN);
    User          user   = make_user(cx, "li", ROLE_OPERATOR);
    const int64_t tenant = cx->tenant_id, staff = tell_of(cx, S("li"), STAFF_ACTIVE);
    UserDraft     draft = { .staff_id = staff };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    (void)tell_of(cx, S("li"), STAFF_DISABLED);
    must(org_user_get(cx, (UserId){ user.id }, &user));
    draft = (UserDraft){ .staff_id = staff, .display_name = S("李"), .keeps_disabled = true };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    assert_true(user.is_disabled && user.is_shut_out);

    draft = (UserDraft){ .staff_id = staff, .is_disabled = true };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    assert_true(user.is_disabled && !user.is_shut_out);
    cx = test_house_ctx_of(house, tenant);
    (void)tell_of(cx, S("li"), STAFF_ACTIVE);
    must(org_user_get(cx, (UserId){ user.id }, &user));
    assert_true(user.is_disabled);
    draft.is_disabled = false;
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    assert_false(user.is_disabled);
}

/* A brand whose administrators are all disabled on the platform keeps the first of them, who is
 * told of, and who goes as well once there is another. */
static void test_the_last_administrator_is_not_shut_out(void **state)
{
    TestHouse    *house  = *state;
    Ctx          *cx     = open_tenant(house, "a");
    User          one    = make_user(cx, "wang", ROLE_ADMIN);
    User          two    = make_user(cx, "zhao", ROLE_ADMIN);
    const int64_t tenant = cx->tenant_id;
    UserDraft     draft  = { .staff_id = tell_of(cx, S("wang"), STAFF_ACTIVE) };
    must(org_user_update(cx, (UserId){ one.id }, one.revision, &draft, &one));
    draft.staff_id = tell_of(cx, S("zhao"), STAFF_ACTIVE);
    must(org_user_update(cx, (UserId){ two.id }, two.revision, &draft, &two));
    const StaffDraft both[] = {
        { .userid = S("wang"), .name = S("wang"), .status = STAFF_DISABLED },
        { .userid = S("zhao"), .name = S("zhao"), .status = STAFF_DISABLED },
    };
    cx = test_house_ctx_of(house, tenant);
    for (int told = 0; told < 2; told++) must(org_sync_staff(cx, 1, both, 2, false, NULL));
    must(org_user_get(cx, (UserId){ one.id }, &one));
    must(org_user_get(cx, (UserId){ two.id }, &two));
    assert_true(two.is_shut_out && !one.is_shut_out);
    Rows    items;
    Str     next;
    int64_t unread;
    cx->user_id = one.id;
    must(org_notification_list(cx, false, (Str){ 0 }, 0, &items, &next, &unread));
    assert_int_equal(items.count, 1);
    assert_true(str_equal(ROWS_AT(Notification, items, 0)->kind, S("user.last_admin")));

    cx = test_house_ctx_of(house, tenant);
    make_user(cx, "sun", ROLE_ADMIN);
    must(org_sync_staff(cx, 1, both, 2, true, NULL));
    User gone;
    must(org_user_get(cx, (UserId){ one.id }, &gone));
    assert_true(gone.is_disabled && gone.is_shut_out);
}

/* The platform tells at once that the one is back and the other is gone: nobody has to be kept. */
static void test_an_administrator_who_is_back_lets_the_other_go(void **state)
{
    TestHouse    *house  = *state;
    Ctx          *cx     = open_tenant(house, "a");
    User          one    = make_user(cx, "wang", ROLE_ADMIN);
    User          two    = make_user(cx, "zhao", ROLE_ADMIN);
    const int64_t tenant = cx->tenant_id;
    UserDraft     draft  = { .staff_id = tell_of(cx, S("wang"), STAFF_ACTIVE) };
    must(org_user_update(cx, (UserId){ one.id }, one.revision, &draft, &one));
    draft.staff_id = tell_of(cx, S("zhao"), STAFF_ACTIVE);
    must(org_user_update(cx, (UserId){ two.id }, two.revision, &draft, &two));
    StaffDraft both[] = {
        { .userid = S("wang"), .name = S("wang"), .status = STAFF_DISABLED },
        { .userid = S("zhao"), .name = S("zhao"), .status = STAFF_ACTIVE },
    };
    cx = test_house_ctx_of(house, tenant);
    must(org_sync_staff(cx, 1, both, 2, false, NULL));
    both[0].status = STAFF_ACTIVE;
    both[1].status = STAFF_DISABLED;
    must(org_sync_staff(cx, 1, both, 2, false, NULL));
    must(org_user_get(cx, (UserId){ one.id }, &one));
    must(org_user_get(cx, (UserId){ two.id }, &two));
    assert_true(!one.is_disabled && two.is_shut_out);
}

/* Out of reach of what the platform says next once he is another member. */
static void test_a_user_of_another_member_does_not_come_back_with_the_first(void **state)
{
    Ctx          *cx    = open_tenant(*state, "a");
    User          user  = make_user(cx, "li", ROLE_OPERATOR);
    UserDraft     draft = { .staff_id = tell_of(cx, S("li"), STAFF_ACTIVE) };
    const int64_t other = tell_of(cx, S("zhao"), STAFF_ACTIVE);
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    (void)tell_of(cx, S("li"), STAFF_DISABLED);
    must(org_user_get(cx, (UserId){ user.id }, &user));
    draft = (UserDraft){ .staff_id = other, .is_disabled = true };
    must(org_user_update(cx, (UserId){ user.id }, user.revision, &draft, &user));
    (void)tell_of(cx, S("li"), STAFF_ACTIVE);
    (void)tell_of(cx, S("zhao"), STAFF_INACTIVE);
    must(org_user_get(cx, (UserId){ user.id }, &user));
    assert_true(user.is_disabled && !user.is_shut_out);
}

static void test_password_change_ends_sessions(void **state)
{
    TestHouse    *house  = *state;
    const char   *reason = NULL;
    Ctx          *cx     = open_tenant(house, "a");
    const User    user   = make_user(cx, "wang", ROLE_ADMIN);
    const int64_t tenant = cx->tenant_id;
    const Str     cookie = sign_in(house, "wang", "correct horse", &reason);
    cx                   = test_house_ctx_of(house, tenant);
    cx->user_id          = user.id;
    refused(cx, org_user_change_password(cx, S("wrong"), S("battery staple")),
            "session.wrong_password");
    must(org_user_change_password(cx, S("correct horse"), S("battery staple")));
    assert_int_equal(who_is(house, S("Cookie"), cookie).user_id, 0);
    (void)sign_in(house, "wang", "battery staple", &reason);
    assert_null(reason);
}

/* A permission that slipped in without a decision would be missing at somebody's desk. */
static void test_every_permission_is_decided_for_every_preset(void **state)
{
    (void)state;
    for (int i = 1; i < PERMISSION_COUNT; i++) {
        if (!org_preset_decides((Permission)i))
            print_error("no row in org_preset.c: %.*s\n", FMT(word_of(&permission_words, i)));
        assert_true(org_preset_decides((Permission)i));
    }
    assert_true(org_preset_may(ROLE_GUIDE, PERM_CUSTOMER_TAG));
    assert_false(org_preset_may(ROLE_GUIDE, PERM_TAG_WRITE));
    assert_false(org_preset_may(ROLE_STORE_MANAGER, PERM_TAG_WRITE));
    assert_false(org_preset_may(ROLE_GUIDE, PERM_CUSTOMER_REVEAL));
    assert_false(org_preset_may(ROLE_FINANCE, PERM_CUSTOMER_EXPORT));
}

static void test_api_key_is_shown_once_and_bounded(void **state)
{
    TestHouse  *house    = *state;
    Ctx        *cx       = open_tenant(house, "a");
    const Str   scopes[] = { S("customer.read"), S("tag.read") };
    ApiKeyDraft draft    = { .name = S("bi"), .scopes = { scopes, 2 } };
    ApiKey      key;
    Str         text;
    cx->user_id = make_user(cx, "wang", ROLE_ADMIN).id;
    must(org_api_key_create(cx, &draft, &key, &text));
    assert_true(str_starts(text, S("wk_")));
    const int64_t tenant = cx->tenant_id, key_id = key.id;
    text = str_copy(house->arena, text);
    Identity who =
        who_is(house, S("Authorization"), str_fmt(house->arena, "Bearer %.*s", FMT(text)));
    assert_int_equal(who.tenant_id, tenant);
    assert_true(permission_in(&who.permissions, PERM_TAG_READ));
    assert_false(permission_in(&who.permissions, PERM_TAG_WRITE));
    assert_false(who.by_cookie);
    cx        = test_house_ctx_of(house, tenant);
    Rows keys = { 0 };
    must(org_api_key_list(cx, &keys));
    assert_int_equal(keys.count, 1);
    assert_null(ROWS_AT(ApiKey, keys, 0)->key.ptr);
    cx->permissions = (PermissionSet){ { 0, 0 } };
    refused(cx, org_api_key_create(cx, &draft, &key, &text), "api_key.scope_exceeds");
    const Str unknown[] = { S("moon.write") };
    draft.scopes        = (Strs){ unknown, 1 };
    refused(cx, org_api_key_create(cx, &draft, &key, &text), "api_key.unknown_scope");
    must(org_api_key_delete(cx, (ApiKeyId){ key_id }));
    assert_int_equal(who_is(house, S("Authorization"), S("Bearer wk_zzz")).tenant_id, 0);
}

static void test_a_role_stands_for_what_it_may(void **state)
{
    Ctx              *cx      = open_tenant(*state, "a");
    const Str         named[] = { S("auditor"), S("tag.write") }, custom[] = { S("custom") };
    const ApiKeyDraft draft = { .name = S("bi"), .scopes = { named, 2 } };
    ApiKey            key;
    Str               text;
    cx->user_id = 0; /* the command line */
    must(org_api_key_create(cx, &draft, &key, &text));
    const PermissionSet set = permission_set_of(key.scopes);
    assert_true(permission_in(&set, PERM_AUDIT_READ));
    assert_true(permission_in(&set, PERM_TAG_WRITE));
    assert_false(permission_in(&set, PERM_CUSTOMER_WRITE));
    refused(cx, org_api_key_create(cx, &(ApiKeyDraft){ S("k"), { custom, 1 } }, &key, &text),
            "api_key.unknown_scope");
    cx->user_id = make_user(cx, "wang", ROLE_ADMIN).id; /* the console names permissions */
    refused(cx, org_api_key_create(cx, &draft, &key, &text), "api_key.unknown_scope");
}

static void test_a_key_ends_with_its_maker(void **state)
{
    TestHouse        *house    = *state;
    Ctx              *cx       = open_tenant(house, "a");
    const int64_t     tenant   = cx->tenant_id;
    const Str         scopes[] = { S("customer.read") };
    const ApiKeyDraft draft    = { .name = S("bi"), .scopes = { scopes, 1 } };
    ApiKey            key;
    Str               by_user, by_system;
    User              out;
    make_user(cx, "wang", ROLE_ADMIN);
    const User maker = make_user(cx, "li", ROLE_ADMIN);
    cx->user_id      = maker.id;
    must(org_api_key_create(cx, &draft, &key, &by_user));
    cx->user_id = 0;
    must(org_api_key_create(cx, &draft, &key, &by_system));
    by_user   = str_fmt(house->arena, "Bearer %.*s", FMT(by_user));
    by_system = str_fmt(house->arena, "Bearer %.*s", FMT(by_system));
    assert_int_equal(who_is(house, S("Authorization"), by_user).user_id, maker.id);
    cx                     = test_house_ctx_of(house, tenant);
    const UserDraft asleep = { .is_disabled = true };
    must(org_user_update(cx, (UserId){ maker.id }, 1, &asleep, &out));
    assert_int_equal(who_is(house, S("Authorization"), by_user).user_id, 0);
    cx = test_house_ctx_of(house, tenant);
    must(org_user_delete(cx, (UserId){ maker.id }, 2));
    assert_int_equal(who_is(house, S("Authorization"), by_user).tenant_id, 0);
    assert_int_equal(who_is(house, S("Authorization"), by_system).tenant_id, tenant);
}

/* ---- directory ---------------------------------------------------------------------- */

enum { CONNECTION = 500 };

static const DepartmentDraft departments[] = {
    { 1, 0, { "织客", 6 }, 100 },
    { 2, 1, { "华东", 6 }, 90 },
    { 3, 2, { "上海", 6 }, 80 },
};
static const int64_t in_shanghai[] = { 3 };

static StaffDraft zhang(void)
{
    return (StaffDraft){ .userid                      = S("ZhangSan"),
                         .name                        = S("张三"),
                         .platform_department_ids     = { in_shanghai, 1 },
                         .main_platform_department_id = 3,
                         .status                      = STAFF_ACTIVE,
                         .is_contact                  = true };
}

static void sync_both(Ctx *cx)
{
    const StaffDraft staff[] = { zhang(), { .userid = S("lisi"), .status = STAFF_ACTIVE } };
    must(org_sync_departments(cx, CONNECTION, departments, COUNT(departments), true, NULL));
    must(org_sync_staff(cx, CONNECTION, staff, COUNT(staff), true, NULL));
}

static void test_directory_is_brought_and_found(void **state)
{
    Ctx  *cx    = open_tenant(*state, "a");
    Staff staff = { 0 };
    bool  found = false;
    Ids   ids   = { 0 };
    Rows  rows  = { 0 };
    Str   next  = { 0 };
    sync_both(cx);
    must(org_staff_find_by_userid(cx, CONNECTION, S("ZHANGSAN"), &staff, &found));
    assert_true(found);
    must(org_staff_departments(cx, (StaffId){ staff.id }, &ids));
    assert_int_equal(ids.count, 3);
    must(org_department_list(cx, &rows));
    assert_int_equal(rows.count, 3);
    /* Nearest first. */
    for (size_t i = 0; i < rows.count; i++) {
        const Department *one = ROWS_AT(Department, rows, i);
        assert_int_equal(ids.at[3 - one->platform_id], one->id);
        assert_int_equal(one->staff_count, one->platform_id == 3);
        if (one->platform_id == 1) assert_int_equal(one->parent_id, 0);
    }
    const StaffFilter below = { .department_id = ids.at[2] };
    must(org_staff_list(cx, &below, &rows, &next));
    assert_int_equal(rows.count, 1);
    assert_true(str_equal(ROWS_AT(Staff, rows, 0)->department_names, S("上海")));
    const StaffFilter q = { .q = S("张") };
    must(org_staff_list(cx, &q, &rows, &next));
    assert_int_equal(rows.count, 1);
    const StaffFilter wild = { .q = S("%") };
    must(org_staff_list(cx, &wild, &rows, &next));
    assert_int_equal(rows.count, 0);
    int64_t count = 0;
    must(org_staff_count(cx, CONNECTION, &count));
    assert_int_equal(count, 2);
    must(org_staff_list_contacts(cx, CONNECTION, 0, 10, &rows));
    assert_int_equal(rows.count, 1);
}

static void test_second_sync_changes_only_what_differs(void **state)
{
    Ctx    *cx      = open_tenant(*state, "a");
    int64_t changed = -1;
    sync_both(cx);
    StaffDraft staff[] = { zhang(), { .userid = S("lisi"), .status = STAFF_ACTIVE } };
    must(org_sync_departments(cx, CONNECTION, departments, COUNT(departments), true, &changed));
    assert_int_equal(changed, 0);
    must(org_sync_staff(cx, CONNECTION, staff, COUNT(staff), true, &changed));
    assert_int_equal(changed, 0);
    staff[0].name = (Str){ 0 }; /* new applications get no names: the known one stays */
    staff[1].name = S("李四");
    must(org_sync_staff(cx, CONNECTION, staff, COUNT(staff), true, &changed));
    assert_int_equal(changed, 1);
    /* zhang alone, complete: the other one left; part of the departments: the rest is gone */
    must(org_sync_staff(cx, CONNECTION, staff, 1, true, &changed));
    assert_int_equal(changed, 1);
    must(org_sync_departments(cx, CONNECTION, departments, 2, true, &changed));
    assert_int_equal(changed, 1);
    Staff found_staff = { 0 };
    bool  found       = false;
    must(org_staff_find_by_userid(cx, CONNECTION, S("lisi"), &found_staff, &found));
    assert_int_equal(found_staff.status, STAFF_LEFT);
    assert_true(str_equal(found_staff.name, S("李四")));
    /* An incomplete list marks nobody. */
    must(org_sync_staff(cx, CONNECTION, NULL, 0, false, &changed));
    assert_int_equal(changed, 0);
    must(org_staff_mark_left(cx, CONNECTION, S("zhangsan")));
    must(org_staff_find_by_userid(cx, CONNECTION, S("ZhangSan"), &found_staff, &found));
    assert_int_equal(found_staff.status, STAFF_LEFT);
}

static void test_paging_meets_everybody_once(void **state)
{
    Ctx       *cx = open_tenant(*state, "a");
    StaffDraft many[25];
    for (int i = 0; i < 25; i++)
        many[i] = (StaffDraft){ .userid = str_fmt(cx->arena, "u%02d", i), .status = STAFF_ACTIVE };
    must(org_sync_staff(cx, CONNECTION, many, 25, true, NULL));
    StaffFilter filter = { .limit = 10 };
    size_t      seen   = 0;
    int64_t     last   = 0;
    for (int page = 0; page < 4; page++) {
        Rows rows = { 0 };
        Str  next = { 0 };
        must(org_staff_list(cx, &filter, &rows, &next));
        for (size_t i = 0; i < rows.count; i++) {
            assert_true(ROWS_AT(Staff, rows, i)->id > last);
            last = ROWS_AT(Staff, rows, i)->id;
        }
        seen += rows.count;
        filter.cursor = next;
        if (next.len == 0) break;
    }
    assert_int_equal(seen, 25);
    filter.cursor = S("bogus");
    Rows rows     = { 0 };
    Str  next     = { 0 };
    refused(cx, org_staff_list(cx, &filter, &rows, &next), "page.bad_cursor");
}

/* ---- stores ---------------------------------------------------------------------------- */

static void test_store_and_region_hold_together(void **state)
{
    Ctx   *cx = open_tenant(*state, "a");
    Region region, child, out;
    Store  store, changed;
    must(org_region_create(cx, &(Region){ .name = S("华东") }, &region));
    must(org_region_create(cx, &(Region){ .name = S("上海"), .parent_id = region.id }, &child));
    refused(cx, org_region_create(cx, &(Region){ .name = S("x"), .parent_id = 9 }, &out),
            "region.unknown_parent");
    refused(cx,
            org_region_update(cx, (RegionId){ region.id }, 1,
                              &(Region){ .name = S("华东"), .parent_id = child.id }, &out),
            "region.cycle");
    Store draft = { .code      = S("S1"),
                    .name      = S("人民广场店"),
                    .region_id = child.id,
                    .hours     = S("22:00-06:00"),
                    .longitude = 121.47,
                    .latitude  = 31.23,
                    .is_open   = true };
    must(org_store_create(cx, &draft, &store));
    assert_true(str_equal(store.region_name, S("上海")));
    refused(cx, org_store_create(cx, &draft, &changed), "store.code_taken");
    draft.code  = S("S2");
    draft.hours = S("9 to 5");
    refused(cx, org_store_create(cx, &draft, &changed), "store.bad_hours");
    draft.hours     = S("09:00-21:00");
    draft.region_id = 77;
    refused(cx, org_store_create(cx, &draft, &changed), "store.unknown_region");
    refused(cx, org_region_delete(cx, (RegionId){ child.id }, 1), "region.has_stores");
    refused(cx, org_region_delete(cx, (RegionId){ region.id }, 1), "region.has_regions");
    draft      = store;
    draft.name = S("人广店");
    must(org_store_update(cx, (StoreId){ store.id }, 1, &draft, &changed));
    refused(cx, org_store_update(cx, (StoreId){ store.id }, 1, &draft, &changed),
            "store.changed_meanwhile");
    sync_both(cx);
    Staff staff = { 0 }, moved = { 0 };
    bool  found = false;
    must(org_staff_find_by_userid(cx, CONNECTION, S("lisi"), &staff, &found));
    refused(cx, org_staff_set_store(cx, (StaffId){ staff.id }, 1, 12345, &moved),
            "staff.unknown_store");
    must(org_staff_set_store(cx, (StaffId){ staff.id }, 1, store.id, &moved));
    assert_true(str_equal(moved.store_name, S("人广店")));
    refused(cx, org_staff_set_store(cx, (StaffId){ staff.id }, 1, 0, &moved),
            "staff.changed_meanwhile");
    must(org_staff_store(cx, (StaffId){ staff.id }, &changed, &found));
    assert_true(found && changed.id == store.id && changed.staff_count == 1);
    refused(cx, org_store_delete(cx, (StoreId){ store.id }, 2), "store.has_staff");
    must(org_staff_set_store(cx, (StaffId){ staff.id }, 2, 0, &moved));
    must(org_store_delete(cx, (StoreId){ store.id }, 2));
    must(org_region_delete(cx, (RegionId){ child.id }, 1));
    Rows rows = { 0 };
    must(org_region_list(cx, &rows));
    assert_int_equal(rows.count, 1);
    must(org_staff_add_customers(cx, (StaffId){ staff.id }, 3));
    must(org_staff_add_customers(cx, (StaffId){ staff.id }, -5));
    must(org_staff_get(cx, (StaffId){ staff.id }, &staff));
    assert_int_equal(staff.customer_count, 0);
}

/* ---- notifications ------------------------------------------------------------------------ */

static void test_notification_reaches_holders_once(void **state)
{
    TestHouse *house              = *state;
    Ctx       *cx                 = open_tenant(house, "a");
    const User admin              = make_user(cx, "wang", ROLE_ADMIN),
               other              = make_user(cx, "li", ROLE_OPERATOR);
    const NotificationDraft draft = { .kind          = S("connection.failed"),
                                      .severity      = S("error"),
                                      .to_holders_of = PERM_CONNECTION_WRITE,
                                      .params        = S("{\"name\":\"x\"}"),
                                      .key           = S("k1") };
    must(org_notify(cx, &draft));
    must(org_notify(cx, &draft));
    Rows    items  = { 0 };
    Str     next   = { 0 };
    int64_t unread = -1;
    cx->user_id    = other.id;
    must(org_notification_list(cx, false, (Str){ 0 }, 0, &items, &next, &unread));
    assert_int_equal(items.count, 0);
    cx->user_id = admin.id;
    must(org_notification_list(cx, true, (Str){ 0 }, 0, &items, &next, &unread));
    assert_int_equal(items.count, 1);
    assert_int_equal(unread, 1);
    const int64_t id = ROWS_AT(Notification, items, 0)->id;
    cx->user_id      = other.id;
    refused(cx, org_notification_read(cx, id), "not_found");
    cx->user_id = admin.id;
    must(org_notification_read(cx, id));
    must(org_notification_list(cx, true, (Str){ 0 }, 0, &items, &next, &unread));
    assert_int_equal(items.count + (size_t)unread, 0);
    int64_t removed = 0;
    must(org_notification_read_all(cx));
    must(org_notification_sweep(cx, INT64_MAX, 10, &removed));
    assert_true(removed >= 1);
    must(org_notification_sweep(cx, INT64_MAX, 10, &removed));
    assert_int_equal(removed, 0); /* what nobody has read stays */
    must(event_list(cx, S("notification.sent"), S(""), (Str){ 0 }, 10, &items, &next));
    assert_int_equal(items.count, 1);
}

/* ---- tenancy --------------------------------------------------------------------------------- */

static void test_other_tenant_sees_nothing(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = open_tenant(house, "a");
    const User user  = make_user(cx, "wang", ROLE_ADMIN);
    Region     region;
    Store      store;
    Staff      staff = { 0 };
    bool       found = false;
    sync_both(cx);
    must(org_staff_find_by_userid(cx, CONNECTION, S("lisi"), &staff, &found));
    must(org_region_create(cx, &(Region){ .name = S("华东") }, &region));
    must(org_store_create(cx, &(Store){ .code = S("S1"), .name = S("店") }, &store));
    const Str scopes[] = { S("tag.read") };
    ApiKey    key;
    Str       text;
    refused(cx, org_api_key_create(cx, &(ApiKeyDraft){ S("k"), { scopes, 1 } }, &key, &text),
            "api_key.needs_user");
    cx->user_id = 0;
    must(org_api_key_create(cx, &(ApiKeyDraft){ S("k"), { scopes, 1 } }, &key, &text));

    Ctx    *other = open_tenant(house, "b");
    User    u;
    Staff   s;
    Store   st;
    Region  r;
    Rows    rows = { 0 };
    Str     next = { 0 };
    int64_t n    = -1;
    Ids     ids  = { 0 };
    refused(other, org_user_get(other, (UserId){ user.id }, &u), "not_found");
    refused(other, org_user_update(other, (UserId){ user.id }, 1, &(UserDraft){ 0 }, &u),
            "not_found");
    refused(other, org_user_delete(other, (UserId){ user.id }, 1), "not_found");
    refused(other, org_user_set_password(other, (UserId){ user.id }, S("hijacked!")),
            "user.not_found");
    refused(other, org_session_open(other, user.id, WAY_PASSWORD, S(""), S(""), &text),
            "not_found");
    refused(other, org_role_get(other, (RoleId){ user.role_id }, &(Role){ 0 }), "not_found");
    refused(other, org_api_key_delete(other, (ApiKeyId){ key.id }), "api_key.not_found");
    refused(other, org_staff_get(other, (StaffId){ staff.id }, &s), "not_found");
    refused(other, org_staff_set_store(other, (StaffId){ staff.id }, 1, 0, &s), "not_found");
    refused(other, org_store_get(other, (StoreId){ store.id }, &st), "not_found");
    refused(other, org_store_update(other, (StoreId){ store.id }, 1, &store, &st), "not_found");
    refused(other, org_store_delete(other, (StoreId){ store.id }, 1), "not_found");
    refused(other, org_region_update(other, (RegionId){ region.id }, 1, &region, &r), "not_found");
    refused(other, org_region_delete(other, (RegionId){ region.id }, 1), "not_found");
    must(org_staff_find_by_userid(other, CONNECTION, S("lisi"), &s, &found));
    assert_false(found);
    must(org_user_find_by_staff(other, (StaffId){ staff.id }, &u, &found));
    assert_false(found);
    must(org_staff_store(other, (StaffId){ staff.id }, &st, &found));
    assert_false(found);
    must(org_staff_list(other, &(StaffFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    must(org_staff_list_by_ids(other, (Ids){ &staff.id, 1 }, &rows));
    assert_int_equal(rows.count, 0);
    must(org_staff_list_contacts(other, CONNECTION, 0, 10, &rows));
    assert_int_equal(rows.count, 0);
    must(org_department_list(other, &rows));
    assert_int_equal(rows.count, 0);
    must(org_staff_departments(other, (StaffId){ staff.id }, &ids));
    assert_int_equal(ids.count, 0);
    must(org_staff_count(other, CONNECTION, &n));
    assert_int_equal(n, 0);
    must(org_staff_add_customers(other, (StaffId){ staff.id }, 5));
    must(org_staff_mark_left(other, CONNECTION, S("lisi")));
    must(org_user_list(other, (Str){ 0 }, 0, &rows, &next));
    assert_int_equal(rows.count, 0);
    must(org_region_list(other, &rows));
    assert_int_equal(rows.count, 0);
    must(org_store_list(other, &(StoreFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    must(org_api_key_list(other, &rows));
    assert_int_equal(rows.count, 0);

    Ctx *mine       = again(house, cx);
    mine->tenant_id = user.tenant_id;
    must(org_staff_get(mine, (StaffId){ staff.id }, &s));
    assert_int_equal(s.customer_count, 0);
    assert_int_equal(s.status, STAFF_ACTIVE);
}

/* ---- faults
 * --------------------------------------------------------------------------------------- */

static void test_a_broken_statement_leaves_a_whole_directory(void **state)
{
    TestHouse       *house   = *state;
    Ctx             *cx      = open_tenant(house, "a");
    const int64_t    tenant  = cx->tenant_id;
    const StaffDraft staff[] = { zhang(), { .userid = S("lisi"), .status = STAFF_ACTIVE } };
    must(org_sync_departments(cx, CONNECTION, departments, COUNT(departments), true, NULL));
    int faults = 0;
    for (int n = 1; n < 100; n++) {
        cx = test_house_ctx_of(house, tenant);
        db_fail_at(house->db, n);
        const Code code = org_sync_staff(cx, CONNECTION, staff, 2, true, NULL);
        db_fail_at(house->db, 0);
        cx            = test_house_ctx_of(house, tenant);
        int64_t count = -1;
        must(org_staff_count(cx, CONNECTION, &count));
        assert_int_equal(count, code == OK ? 2 : 0);
        if (code == OK) break;
        faults++;
    }
    assert_true(faults > 3);
}

int main(void)
{
    setenv("WEFT_FAST_PASSWORDS", "1", 1);
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_statement_fits_the_schema),
        ON_HOUSE(test_tenant_has_preset_roles),
        cmocka_unit_test(test_every_permission_is_decided_for_every_preset),
        ON_HOUSE(test_tenant_code_is_taken_once),
        ON_HOUSE(test_user_name_is_unique_on_the_server),
        ON_HOUSE(test_last_admin_stays),
        ON_HOUSE(test_nobody_gives_or_takes_more_than_he_has),
        ON_HOUSE(test_user_changed_meanwhile),
        ON_HOUSE(test_session_opens_is_known_and_ends),
        ON_HOUSE(test_session_slides_and_expires),
        ON_HOUSE(test_throttle_holds_and_ends),
        ON_HOUSE(test_an_address_and_the_whole_door_are_throttled),
        ON_HOUSE(test_guesses_at_an_open_browser_are_throttled),
        ON_HOUSE(test_guesses_of_a_code_are_throttled),
        ON_HOUSE(test_the_password_takes_no_guess_of_a_code_back),
        ON_HOUSE(test_a_tenant_has_so_many_keys_and_no_more),
        ON_HOUSE(test_a_code_is_asked_after_the_platform_named_somebody),
        ON_HOUSE(test_a_brand_asks_for_codes_however_one_came_in),
        ON_HOUSE(test_who_knows_no_password_enrols_after_coming_by_wecom),
        ON_HOUSE(test_disabled_user_is_out_at_once),
        ON_HOUSE(test_a_member_disabled_on_the_platform_is_out_until_he_is_back),
        ON_HOUSE(test_who_is_disabled_here_too_does_not_come_back_by_himself),
        ON_HOUSE(test_the_last_administrator_is_not_shut_out),
        ON_HOUSE(test_an_administrator_who_is_back_lets_the_other_go),
        ON_HOUSE(test_a_user_of_another_member_does_not_come_back_with_the_first),
        ON_HOUSE(test_password_change_ends_sessions),
        ON_HOUSE(test_api_key_is_shown_once_and_bounded),
        ON_HOUSE(test_a_role_stands_for_what_it_may),
        ON_HOUSE(test_a_key_ends_with_its_maker),
        ON_HOUSE(test_directory_is_brought_and_found),
        ON_HOUSE(test_second_sync_changes_only_what_differs),
        ON_HOUSE(test_paging_meets_everybody_once),
        ON_HOUSE(test_store_and_region_hold_together),
        ON_HOUSE(test_notification_reaches_holders_once),
        ON_HOUSE(test_other_tenant_sees_nothing),
        ON_HOUSE(test_a_broken_statement_leaves_a_whole_directory),
    };
    return FOR_EACH_ENGINE(tests);
}
