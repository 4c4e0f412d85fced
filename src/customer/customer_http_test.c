/* Every route of this slice, asked over HTTP. */
#include "channel/channel.h"
#include "customer/customer.h"
#include "customer/customer_http.h"
#include "customer/customer_index_testing.h"
#include "http/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

typedef struct Desk {
    TestHouse *house;
    TestDoor  *door;
} Desk;

static TestReply ask(const Desk *desk, const char *method, const char *path, const char *body,
                     const char *if_match, int want)
{
    const char     *headers[] = { "Authorization: Bearer 1:7:*", "Content-Type: application/json",
                                  if_match, NULL };
    const TestReply reply     = test_door_call(desk->door, method, path, str_of(body), headers);
    if (reply.status != want)
        fail_msg("%s %s: %d %.*s", method, path, reply.status, FMT(reply.body));
    return reply;
}

static const Json *asked(const Desk *desk, const char *method, const char *path, const char *body,
                         const char *if_match, int want)
{
    const TestReply reply = ask(desk, method, path, body, if_match, want);
    return test_reply_json(desk->door, &reply);
}

static const char *path_of(const Desk *desk, const char *format, const Json *json)
{
    return str_z(desk->house->arena,
                 str_replace(desk->house->arena, str_of(format), S("ID"), json_str(json, S("id"))));
}

/* One contact of one member, and a corp with its library. */
static void fill(TestHouse *house)
{
    Ctx       *cx         = test_house_ctx(house);
    Connection connection = { 0 };
    GOOD(cx, channel_connection_create(cx,
                                       &(ConnectionDraft){ .name       = S("测试"),
                                                           .corp_id    = S("ww0123456789abcdef"),
                                                           .agent_id   = 1,
                                                           .app_secret = S("secret") },
                                       &connection));
    const Str payload = str_fmt(
        cx->arena,
        "{\"connection_id\":\"%lld\",\"corp_id\":\"ww0123456789abcdef\",\"via\":\"sync\","
        "\"contact\":{\"external_userid\":\"wmA\",\"name\":\"王五\",\"type\":1,"
        "\"gender\":\"male\"},\"relations\":[{\"userid\":\"zhangsan\",\"createtime_ms\":%lld,"
        "\"add_way\":1,\"remark_mobiles\":[\"13800001234\"]}]}",
        (long long)connection.id, (long long)cx->now_ms - 5000);
    const Event event = { .tenant_id      = cx->tenant_id,
                          .type           = event_word(EV_PLATFORM_CONTACT_READ),
                          .occurred_at_ms = cx->now_ms,
                          .payload        = payload };
    GOOD(cx, customer_consumer.hear(cx, &event));
}

static void ask_about_customers(const Desk *desk)
{
    const Json *page =
        asked(desk, "GET", "/api/customers?limit=5&state=active&q=%E7%8E%8B", NULL, NULL, 200);
    assert_int_equal(json_i64(page, S("total"), -1), 1);
    const Json *row    = json_at(page, "items[0]");
    const Str   result = json_str(page, S("result_id"));
    Arena      *arena  = desk->house->arena;
    const Json *window = asked(
        desk, "GET", str_fmt(arena, "/api/customers?offset=0&result_id=%.*s", FMT(result)).ptr,
        NULL, NULL, 200);
    assert_int_equal(json_items(window, S("items")).count, 1);
    const char *place = str_fmt(arena, "%s?result_id=%.*s",
                                path_of(desk, "/api/customers/ID/neighbours", row), FMT(result))
                            .ptr;
    assert_int_equal(json_i64(asked(desk, "GET", place, NULL, NULL, 200), S("position"), 0), 1);
    (void)ask(desk, "GET", "/api/customers?result_id=gone", NULL, NULL, 410);
    assert_true(str_equal(json_str(row, S("phone_masked")), S("138****1234")));
    assert_non_null(json_at(row, "staff[0].name"));
    assert_true(str_ends(json_str(row, S("first_added_at")), S("+08:00")));
    const Json *view = asked(desk, "GET", path_of(desk, "/api/customers/ID", row), NULL, NULL, 200);
    assert_true(
        str_equal(json_str(json_at(view, "identities[0]"), S("kind")), S("external_userid")));
    const char *relation =
        str_z(desk->house->arena, str_fmt(desk->house->arena, "%s/relations/%.*s",
                                          path_of(desk, "/api/customers/ID", row),
                                          FMT(json_str(json_at(view, "relations[0]"), S("id")))));
    view =
        asked(desk, "PUT", relation, "{\"remark\":\"王总\",\"description\":\"常客\"}", NULL, 200);
    assert_true(str_equal(json_str(view, S("remark")), S("王总")));
    (void)ask(desk, "PATCH", path_of(desk, "/api/customers/ID", row), "{\"name\":\"王先生\"}", NULL,
              428);
    const char *match =
        str_z(desk->house->arena, str_fmt(desk->house->arena, "If-Match: \"r%lld\"",
                                          (long long)json_i64(view, S("revision"), 0)));
    view = asked(desk, "PATCH", path_of(desk, "/api/customers/ID", row), "{\"name\":\"王先生\"}",
                 match, 200);
    assert_true(str_equal(json_str(view, S("name")), S("王先生")));
    const Json *late = asked(desk, "PATCH", path_of(desk, "/api/customers/ID", row),
                             "{\"name\":\"x\"}", match, 412);
    assert_true(str_equal(json_str(json_at(late, "more.changes[0]"), S("actor")), S("user:7")));
    assert_true(str_equal(json_at(late, "more.changes[0].fields[0]")->as.str, S("name")));
    const Json *line =
        asked(desk, "GET",
              path_of(desk, "/api/customers/ID/timeline?types=contact.added,customer.created", row),
              NULL, NULL, 200);
    assert_int_equal(json_items(line, S("items")).count, 2);
    const Json *phone = asked(desk, "POST", path_of(desk, "/api/customers/ID/reveal", row),
                              "{\"field\":\"phone\"}", NULL, 200);
    assert_true(str_equal(json_str(phone, S("value")), S("13800001234")));
    const Json *sum = asked(desk, "GET", "/api/customers/summary?days=7", NULL, NULL, 200);
    assert_int_equal(json_i64(sum, S("added_today"), 0), 1);
    assert_int_equal(json_items(sum, S("days")).count, 7);
    (void)ask(desk, "GET", "/api/losses?ended_by=customer", NULL, NULL, 200);
    (void)ask(desk, "GET", "/api/losses?ended_by=nobody", NULL, NULL, 400);
    (void)ask(desk, "GET", "/api/customers/12345", NULL, NULL, 404);
}

static void ask_about_tags(const Desk *desk)
{
    const Json *group =
        asked(desk, "POST", "/api/tag-groups",
              "{\"name\":\"兴趣\",\"kind\":\"internal\",\"tags\":[\"茶\"]}", NULL, 201);
    assert_true(str_equal(json_str(json_at(group, "tags[0]"), S("sync_state")), S("synced")));
    const Json *tag = asked(desk, "POST", path_of(desk, "/api/tag-groups/ID/tags", group),
                            "{\"name\":\"咖啡\"}", NULL, 201);
    tag = asked(desk, "PUT", path_of(desk, "/api/tags/ID", tag), "{\"name\":\"手冲\",\"sort\":3}",
                "If-Match: \"r1\"", 200);
    const Json *row  = json_at(asked(desk, "GET", "/api/customers", NULL, NULL, 200), "items[0]");
    const char *body = path_of(desk, "{\"add\":[\"ID\"],\"remove\":[]}", tag);
    const Json *tags =
        asked(desk, "POST", path_of(desk, "/api/customers/ID/tags", row), body, NULL, 200);
    assert_true(str_equal(json_str(json_at(tags, "tags[0]"), S("name")), S("手冲")));
    const Json *view = asked(desk, "GET", path_of(desk, "/api/customers/ID", row), NULL, NULL, 200);
    assert_true(str_equal(json_str(json_at(view, "tags[0].by[0]"), S("source")), S("console")));
    const Json *flat = asked(desk, "GET", "/api/tags?q=%E6%89%8B", NULL, NULL, 200);
    assert_int_equal(json_i64(json_at(flat, "items[0]"), S("customer_count"), 0), 1);
    const Json *found =
        asked(desk, "GET", path_of(desk, "/api/customers?tag_ids=ID", tag), NULL, NULL, 200);
    assert_int_equal(json_i64(found, S("total"), 0), 1);
    (void)ask(desk, "DELETE", path_of(desk, "/api/tags/ID", tag), NULL, "If-Match: \"r2\"", 204);
    group = asked(desk, "PUT", path_of(desk, "/api/tag-groups/ID", group), "{\"name\":\"爱好\"}",
                  "If-Match: \"r1\"", 200);
    assert_int_equal(json_items(group, S("tags")).count, 1);
    (void)ask(desk, "DELETE", path_of(desk, "/api/tag-groups/ID", group), NULL, "If-Match: \"r2\"",
              204);
    const Json *library = asked(desk, "GET", "/api/tag-groups", NULL, NULL, 200);
    assert_int_equal(json_items(library, S("items")).count, 0);
}

static void test_every_route_answers(void **state)
{
    TestHouse             *house   = *state;
    const RouteList *const lists[] = { &customer_routes };
    fill(house);
    index_open(&house->cx);
    const Desk desk = {
        house, test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 1 })
    };
    ask_about_customers(&desk);
    ask_about_tags(&desk);
    test_door_close(desk.door);
    index_close(&house->cx);
}

static void test_another_tenant_is_told_nothing_is_there(void **state)
{
    TestHouse             *house   = *state;
    const RouteList *const lists[] = { &customer_routes };
    fill(house);
    index_open(&house->cx);
    const Desk desk = {
        house, test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 1 })
    };
    const Json *row = json_at(asked(&desk, "GET", "/api/customers", NULL, NULL, 200), "items[0]");
    const char *other[] = { "Authorization: Bearer 2:9:*", NULL },
               *less[]  = { "Authorization: Bearer 1:7:org.read", NULL };
    const char *path    = path_of(&desk, "/api/customers/ID", row);
    assert_int_equal(test_door_call(desk.door, "GET", path, (Str){ 0 }, other).status, 404);
    assert_int_equal(test_door_call(desk.door, "GET", path, (Str){ 0 }, less).status, 403);
    assert_int_equal(test_door_call(desk.door, "GET", path, (Str){ 0 }, NULL).status, 401);
    test_door_close(desk.door);
    index_close(&house->cx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_every_route_answers),
        ON_HOUSE(test_another_tenant_is_told_nothing_is_there),
    };
    return FOR_EACH_ENGINE(tests);
}
