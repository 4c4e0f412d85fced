/* Every route of this slice, asked over HTTP. */
#include "channel/channel.h"
#include "http/testing.h"
#include "reach/reach.h"
#include "reach/reach_http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const Json *asked(TestDoor *door, const char *method, const char *path, const char *body,
                         const char *if_match, int want)
{
    const char     *headers[] = { "Authorization: Bearer 1:7:*", "Content-Type: application/json",
                                  if_match, NULL };
    const TestReply reply     = test_door_call(door, method, path, str_of(body), headers);
    if (reply.status != want)
        fail_msg("%s %s: %d %.*s", method, path, reply.status, FMT(reply.body));
    return reply.body.len ? test_reply_json(door, &reply) : NULL;
}

static void test_every_route_answers(void **state)
{
    TestHouse             *house   = *state;
    const RouteList *const lists[] = { &reach_routes };
    TestDoor              *door =
        test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 1 });
    const char *night =
        "{\"name\":\"夜间\",\"scope\":\"slot\",\"staff_ids\":[],\"department_ids\":[],"
        "\"windows\":[{\"weekdays\":[1,2,3,4,5,6,7],\"from\":\"22:00\",\"until\":\"06:00\"}],"
        "\"message\":{\"text\":\"夜深了,{客户昵称}\",\"attachments\":[{\"kind\":\"link\","
        "\"title\":\"t\",\"url\":\"https://weft.example\"}]},\"is_enabled\":true}";
    const Json *policy = asked(door, "POST", "/api/welcome-policies", night, NULL, 201);
    const char *path   = str_z(house->arena, str_fmt(house->arena, "/api/welcome-policies/%.*s",
                                                     FMT(json_str(policy, S("id")))));
    assert_int_equal(json_at(policy, "windows[0].weekdays[6]")->as.integer, 7);
    assert_true(
        str_equal(json_str(json_at(policy, "message.attachments[0]"), S("kind")), S("link")));
    (void)asked(door, "GET", path, NULL, NULL, 200);
    policy = asked(door, "PUT", path, night, "If-Match: \"r1\"", 200);
    assert_int_equal(json_i64(policy, S("revision"), 0), 2);
    (void)asked(door, "PUT", path, night, "If-Match: \"r1\"", 412);
    const Json *list = asked(door, "GET", "/api/welcome-policies", NULL, NULL, 200);
    assert_int_equal(json_items(list, S("items")).count, 1);
    const Json *preview =
        asked(door, "POST", "/api/welcome-policies/preview",
              "{\"customer_name\":\"王五\",\"at\":\"2026-11-22T23:00:00+08:00\"}", NULL, 200);
    assert_true(str_equal(json_str(preview, S("text")), S("夜深了,王五")));
    assert_true(str_equal(json_str(json_at(preview, "considered[0]"), S("why")), S("chosen")));
    const Json *none =
        asked(door, "POST", "/api/welcome-policies/preview",
              "{\"customer_name\":\"王五\",\"at\":\"2026-11-22T12:00:00+08:00\"}", NULL, 200);
    assert_true(str_equal(json_str(json_at(none, "considered[0]"), S("why")), S("outside_window")));
    (void)asked(door, "GET", "/api/welcomes?state=sent", NULL, NULL, 200);
    (void)asked(door, "GET", "/api/welcomes/summary", NULL, NULL, 200);
    (void)asked(door, "DELETE", path, NULL, "If-Match: \"r2\"", 204);
    (void)asked(door, "GET", path, NULL, NULL, 404);
    (void)asked(door, "POST", "/api/welcome-policies", "{\"name\":\"x\"}", NULL, 400);
    test_door_close(door);
}

int main(void)
{
    const struct CMUnitTest tests[] = { ON_HOUSE(test_every_route_answers) };
    return FOR_EACH_ENGINE(tests);
}
