/* org_http_test.c -- org over HTTP: signing in, rights at the door, revisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"
#include "org/org.h"
#include "org/org_http.h"

#include <stdlib.h>

#define must(expression) assert_int_equal((expression), OK)

typedef struct Stage {
    TestHouse *house;
    TestDoor  *door;
    int64_t    tenant_id;
} Stage;

static int open_stage(void **state)
{
    static const RouteList *const lists[] = { &org_routes, &org_access_routes };
    TestHouse                    *house   = test_house_open(test_house_engine());
    if (!house) return -1;
    Stage *stage = arena_make(house->arena, Stage, 1);
    stage->house = house;
    stage->door  = test_door_open(house, (HttpServerOptions){ .routes           = lists,
                                                              .route_list_count = COUNT(lists),
                                                              .authenticate = org_authenticate });
    Tenant tenant;
    User   user;
    Role   role;
    Ctx   *cx = test_house_ctx(house);
    must(org_tenant_create(cx, S("a"), S("织客"), S("Asia/Shanghai"), &tenant));
    cx               = test_house_ctx_of(house, tenant.id);
    stage->tenant_id = tenant.id;
    must(org_role_preset(cx, ROLE_ADMIN, &role));
    const UserDraft admin = { .name     = S("wang"),
                              .password = S("correct horse"),
                              .role_id  = role.id };
    must(org_user_create(cx, &admin, &user));
    const UserDraft operator_ = { .name = S("li"), .password = S("correct horse") };
    must(org_user_create(cx, &operator_, &user));
    *state = stage;
    return 0;
}

static int close_stage(void **state)
{
    Stage *stage = *state;
    test_door_close(stage->door);
    test_house_close(stage->house);
    return 0;
}

static TestReply call(Stage *stage, const char *as, const char *method, const char *path,
                      const char *body, const char *if_match)
{
    Arena      *arena = stage->house->arena;
    const char *lines[4];
    int         count = 0;
    if (as) lines[count++] = str_fmt(arena, "Cookie: %s", as).ptr;
    if (if_match) lines[count++] = str_fmt(arena, "If-Match: %s", if_match).ptr;
    lines[count++] = "Sec-Fetch-Site: same-origin";
    lines[count]   = NULL;
    return test_door_call(stage->door, method, path, str_of(body), lines);
}

/* The cookie of a signed-in browser. */
static const char *sign_in(Stage *stage, const char *name)
{
    Arena    *arena = stage->house->arena;
    const Str body  = str_fmt(arena, "{\"name\":\"%s\",\"password\":\"correct horse\"}", name);
    TestReply reply = call(stage, NULL, "POST", "/api/sessions", body.ptr, NULL);
    assert_int_equal(reply.status, 201);
    Str rest = test_reply_header(&reply, S("Set-Cookie"));
    assert_true(str_find(rest, S("HttpOnly")) > 0);
    assert_true(str_find(rest, S("SameSite=Lax")) > 0);
    return str_z(arena, str_cut(&rest, ';'));
}

static Str reason_of(Stage *stage, const TestReply *reply)
{
    return json_str(test_reply_json(stage->door, reply), S("reason"));
}

static void test_signing_in_and_out(void **state)
{
    Stage      *stage = *state;
    const char *wang  = sign_in(stage, "wang");
    TestReply   me    = call(stage, wang, "GET", "/api/me", NULL, NULL);
    assert_int_equal(me.status, 200);
    const Json *json = test_reply_json(stage->door, &me);
    assert_true(str_equal(json_at(json, "user.name")->as.str, S("wang")));
    assert_true(str_equal(json_at(json, "tenant.zone")->as.str, S("Asia/Shanghai")));
    assert_true(str_ends(json_str(json, S("now")), S("+08:00")));
    assert_int_equal(json_items(json, S("permissions")).count, PERMISSION_COUNT - 1);
    assert_int_equal(call(stage, NULL, "GET", "/api/me", NULL, NULL).status, 401);
    me   = call(stage, wang, "PATCH", "/api/me", "{\"display_name\":\"王姐\"}", NULL);
    json = test_reply_json(stage->door, &me);
    assert_true(str_equal(json_at(json, "user.display_name")->as.str, S("王姐")));
    assert_true(str_equal(json_at(json, "user.locale")->as.str, S("zh-CN")));
    assert_int_equal(call(stage, wang, "DELETE", "/api/sessions/current", NULL, NULL).status, 204);
    assert_int_equal(call(stage, wang, "GET", "/api/me", NULL, NULL).status, 401);
}

static void test_another_site_signs_nobody_in(void **state)
{
    Stage      *stage   = *state;
    const Str   body    = S("{\"name\":\"wang\",\"password\":\"correct horse\"}");
    const char *other[] = { "Sec-Fetch-Site: cross-site", NULL };
    const char *old[]   = { "Origin: http://evil.example", NULL };
    const char *own[]   = { "Sec-Fetch-Site: same-origin", NULL };
    assert_int_equal(test_door_call(stage->door, "POST", "/api/sessions", body, other).status, 403);
    assert_int_equal(test_door_call(stage->door, "POST", "/api/sessions", body, old).status, 403);
    assert_int_equal(test_door_call(stage->door, "POST", "/api/sessions", body, own).status, 201);
}

static void test_wrong_passwords_are_throttled_with_a_time(void **state)
{
    Stage    *stage = *state;
    TestReply reply;
    for (int i = 0; i < SESSION_FAILURES_MAX; i++) {
        reply = call(stage, NULL, "POST", "/api/sessions", "{\"name\":\"wang\",\"password\":\"x\"}",
                     NULL);
        assert_int_equal(reply.status, 401);
        assert_true(str_equal(reason_of(stage, &reply), S("session.wrong_credentials")));
    }
    reply = call(stage, NULL, "POST", "/api/sessions",
                 "{\"name\":\"wang\",\"password\":\"correct horse\"}", NULL);
    assert_int_equal(reply.status, 429);
    int64_t wait = 0;
    assert_true(str_to_i64(test_reply_header(&reply, S("Retry-After")), &wait));
    assert_in_range(wait, 1, 15 * 60 + 1);
}

static void test_a_role_opens_only_its_doors(void **state)
{
    Stage      *stage = *state;
    const char *li    = sign_in(stage, "li");
    assert_int_equal(call(stage, li, "GET", "/api/staff", NULL, NULL).status, 200);
    assert_int_equal(call(stage, li, "GET", "/api/users", NULL, NULL).status, 200);
    static const char *const closed[][2] = {
        { "POST", "/api/users" },   { "PUT", "/api/users/1" },   { "DELETE", "/api/users/1" },
        { "GET", "/api/api-keys" }, { "POST", "/api/api-keys" }, { "DELETE", "/api/api-keys/1" },
        { "GET", "/api/audit" },
    };
    for (size_t i = 0; i < COUNT(closed); i++) {
        const TestReply reply = call(stage, li, closed[i][0], closed[i][1], "{}", "\"r1\"");
        assert_int_equal(reply.status, 403);
        assert_true(str_equal(reason_of(stage, &reply), S("permission.denied")));
    }
}

static void test_a_store_is_changed_by_revision(void **state)
{
    Stage      *stage = *state;
    Arena      *arena = stage->house->arena;
    const char *wang  = sign_in(stage, "wang");
    TestReply   made  = call(stage, wang, "POST", "/api/stores",
                             "{\"code\":\"S1\",\"name\":\"人民广场店\",\"is_open\":true}", NULL);
    assert_int_equal(made.status, 201);
    assert_true(str_equal(test_reply_header(&made, S("ETag")), S("\"r1\"")));
    const Str   id   = json_str(test_reply_json(stage->door, &made), S("id"));
    const char *path = str_fmt(arena, "/api/stores/%.*s", FMT(id)).ptr;
    const char *body = "{\"code\":\"S1\",\"name\":\"人广店\"}";
    assert_int_equal(call(stage, wang, "PUT", path, body, NULL).status, 428);
    assert_int_equal(call(stage, wang, "PUT", path, body, "\"r1\"").status, 200);
    const TestReply late = call(stage, wang, "PUT", path, body, "\"r1\"");
    assert_int_equal(late.status, 412);
    assert_true(str_equal(reason_of(stage, &late), S("store.changed_meanwhile")));
    assert_int_equal(call(stage, wang, "DELETE", path, NULL, "\"r2\"").status, 204);
    assert_int_equal(call(stage, wang, "GET", path, NULL, NULL).status, 404);
    const TestReply audit = call(stage, wang, "GET", "/api/audit", NULL, NULL);
    const Json     *line  = json_at(test_reply_json(stage->door, &audit), "items[0]");
    assert_true(str_equal(json_str(line, S("user_name")), S("wang")));
    assert_true(str_equal(json_str(line, S("object")), str_fmt(arena, "store:%.*s", FMT(id))));
}

static void test_a_key_is_shown_once_and_works(void **state)
{
    Stage      *stage = *state;
    const char *wang  = sign_in(stage, "wang");
    TestReply   made  = call(stage, wang, "POST", "/api/api-keys",
                             "{\"name\":\"bi\",\"scopes\":[\"org.read\"]}", NULL);
    assert_int_equal(made.status, 201);
    const Str key = json_str(test_reply_json(stage->door, &made), S("key"));
    assert_true(str_starts(key, S("wk_")));
    TestReply list = call(stage, wang, "GET", "/api/api-keys", NULL, NULL);
    assert_true(str_find(list.body, key) < 0);
    assert_true(str_find(list.body, S("hash")) < 0);
    const char *lines[] = {
        str_fmt(stage->house->arena, "Authorization: Bearer %.*s", FMT(key)).ptr, NULL
    };
    assert_int_equal(test_door_call(stage->door, "GET", "/api/stores", (Str){ 0 }, lines).status,
                     200);
    assert_int_equal(test_door_call(stage->door, "GET", "/api/users", (Str){ 0 }, lines).status,
                     403);
}

static void test_every_list_answers(void **state)
{
    Stage                   *stage   = *state;
    const char              *wang    = sign_in(stage, "wang");
    static const char *const paths[] = { "/api/users",
                                         "/api/roles",
                                         "/api/departments",
                                         "/api/staff?q=x&status=left",
                                         "/api/regions",
                                         "/api/stores?q=x",
                                         "/api/notifications?unread=1" };
    for (size_t i = 0; i < COUNT(paths); i++) {
        const TestReply reply = call(stage, wang, "GET", paths[i], NULL, NULL);
        if (reply.status != 200) print_error("%s %.*s\n", paths[i], FMT(reply.body));
        assert_int_equal(reply.status, 200);
        assert_non_null(json_get(test_reply_json(stage->door, &reply), S("items")));
    }
    assert_int_equal(call(stage, wang, "POST", "/api/notifications/read-all", NULL, NULL).status,
                     204);
    assert_int_equal(
        call(stage, wang, "POST", "/api/me/password",
             "{\"old_password\":\"correct horse\",\"new_password\":\"battery staple\"}", NULL)
            .status,
        204);
    assert_int_equal(call(stage, wang, "GET", "/api/me", NULL, NULL).status, 401);
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
int main(void)
{
    setenv("WEFT_FAST_PASSWORDS", "1", 1);
    const struct CMUnitTest tests[] = {
        ON_STAGE(test_signing_in_and_out),
        ON_STAGE(test_another_site_signs_nobody_in),
        ON_STAGE(test_wrong_passwords_are_throttled_with_a_time),
        ON_STAGE(test_a_role_opens_only_its_doors),
        ON_STAGE(test_a_store_is_changed_by_revision),
        ON_STAGE(test_a_key_is_shown_once_and_works),
        ON_STAGE(test_every_list_answers),
    };
    return FOR_EACH_ENGINE(tests);
}
