/* acquire_http_test.c -- pictures of codes over HTTP, against a platform that has one picture. */
#include "acquire/acquire.h"
#include "acquire/acquire_http.h"
#include "channel/channel.h"
#include "http/testing.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define must(expression) assert_int_equal((expression), OK)

static const char way_link[] = "https://work.weixin.qq.com/q/0123456789abcdef";

static Code platform_picture(Call *call)
{
    call->reply->type   = S("image/png");
    call->reply->status = str_ends(call->request->path, S("gone")) ? 404 : 200;
    if (call->reply->status != 200) return OK;
    return file_read(call->cx->arena, WEFT_SOURCE_DIR "/tests/fuzz/qr_read/link.png", 1 << 20,
                     &call->reply->body);
}

static const Route platform_route_rows[] = {
    { GET, "/picture/{a}", PERM_PUBLIC, platform_picture, NULL, NULL, NULL, RAW, "a picture" },
};
static const RouteList platform_routes = ROUTE_LIST("platform", platform_route_rows);

typedef struct Desk {
    TestHouse *house;
    TestDoor  *door;
    int64_t    code_id;
} Desk;

static Ctx *fresh(Desk *desk)
{
    Ctx *cx      = test_house_ctx(desk->house);
    cx->services = &desk->door->services;
    return cx;
}

static TestReply ask(Desk *desk, const char *rest)
{
    static const char *const headers[] = { "Authorization: Bearer 1:7:*", NULL };
    const Str                path =
        str_fmt(desk->house->arena, "/api/channel-codes/%lld/%s", (long long)desk->code_id, rest);
    return test_door_call(desk->door, "GET", str_z(desk->house->arena, path), (Str){ 0 }, headers);
}

static void assert_refused(Desk *desk, const char *rest, int status, const char *reason)
{
    const TestReply reply = ask(desk, rest);
    assert_int_equal(reply.status, status);
    assert_string_equal(
        str_z(desk->house->arena, json_str(test_reply_json(desk->door, &reply), S("reason"))),
        reason);
}

static void assert_shows(Desk *desk, const char *rest, const char *text)
{
    const TestReply reply = ask(desk, rest);
    Str             link  = { 0 };
    assert_int_equal(reply.status, 200);
    must(channel_qr_link(fresh(desk), reply.body, &link));
    assert_string_equal(str_z(desk->house->arena, link), text);
}

static int64_t make_code(Ctx *cx)
{
    Connection connection;
    Staff      staff = { 0 };
    bool       found = false;
    must(channel_connection_create(cx,
                                   &(ConnectionDraft){ .name       = S("小满母婴"),
                                                       .corp_id    = S("wwcorp0123456789"),
                                                       .agent_id   = 1000002,
                                                       .app_secret = S("secret") },
                                   &connection));
    const StaffDraft member = {
        .userid = S("zhangsan"), .name = S("张三"), .status = STAFF_ACTIVE, .is_contact = true
    };
    must(org_sync_staff(cx, connection.id, &member, 1, true, NULL));
    must(org_staff_find_by_userid(cx, connection.id, member.userid, &staff, &found));
    CodeStaff              receiver = { .staff_id = staff.id, .weight = 1 };
    const ChannelCodeDraft draft    = { .name         = S("海报"),
                                        .allocation   = ALLOCATION_RANDOM,
                                        .staff        = { &receiver, 1 },
                                        .welcome_mode = WELCOME_POLICY };
    ChannelCode            code;
    must(acquire_code_create(cx, &draft, &code));
    return code.id;
}

static int open_desk(void **state)
{
    static const RouteList *const lists[] = { &platform_routes, &acquire_routes };
    TestHouse                    *house   = test_house_open(test_house_engine());
    if (!house) return -1;
    Desk *desk    = arena_make(house->arena, Desk, 1);
    desk->house   = house;
    desk->code_id = make_code(test_house_ctx(house));
    desk->door =
        test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 2 });
    *state = desk;
    return 0;
}

static int close_desk(void **state)
{
    Desk *desk = *state;
    test_door_close(desk->door);
    test_house_close(desk->house);
    return 0;
}

static const char settled[] =
    "{\"kind\":\"wecom.%s_contact_way\",\"state\":\"done\",\"object\":\"channel_code:%lld\","
    "\"answer\":{\"config_id\":\"c1\",\"qr_code\":\"http://127.0.0.1:%d/picture/%s\","
    "\"link\":\"%s\"}}";

static void settle(Desk *desk, const char *kind, const char *picture, const char *link)
{
    Ctx                  *cx          = fresh(desk);
    const Consumer *const consumers[] = { &acquire_consumer };
    const int             port        = http_server_port(desk->door->server);
    const long long       code_id     = desk->code_id;
    const Str             payload = str_fmt(cx->arena, settled, kind, code_id, port, picture, link);
    must(event_emit(cx, EV_EFFECT_SETTLED, (EventDraft){ .payload = payload }));
    must(consumer_drain(cx->services, consumers, 1));
}

static void test_before_the_platform_has_it_there_is_no_picture(void **state)
{
    assert_refused(*state, "qr?format=png", 409, "channel_code.not_on_platform");
    assert_refused(*state, "poster", 409, "channel_code.not_on_platform");
}

static void test_an_unread_code_is_shown_as_the_platform_drew_it(void **state)
{
    settle(*state, "save", "here", "");
    assert_shows(*state, "qr?format=png&size=1024&logo=true", way_link);
    assert_refused(*state, "qr?format=svg", 409, "channel_code.link_not_read");
    assert_refused(*state, "poster", 409, "channel_code.link_not_read");
    settle(*state, "read", "gone", "");
    assert_refused(*state, "qr?format=png", 503, "qr_picture.unreachable");
}

static void test_what_we_draw_says_the_link_not_the_address_of_the_picture(void **state)
{
    settle(*state, "save", "here", "https://u.wechat.com/abc");
    assert_shows(*state, "qr?format=png&size=400&logo=true", "https://u.wechat.com/abc");
    assert_shows(*state, "poster?template=card", "https://u.wechat.com/abc");
    assert_int_equal(ask(*state, "qr?format=svg").status, 200);
}

static void test_a_spreadsheet_becomes_a_job(void **state)
{
    static const char *const headers[] = { "Authorization: Bearer 1:7:*",
                                           "Content-Type: multipart/form-data; boundary=b", NULL };
    Desk                    *desk      = *state;
    const Str                body =
        str_fmt(desk->house->arena,
                "--b\r\nContent-Disposition: form-data; name=\"template_id\"\r\n\r\n%lld\r\n"
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                "name\r\n海报 1\r\n\r\n--b--\r\n",
                (long long)desk->code_id);
    const TestReply reply =
        test_door_call(desk->door, "POST", "/api/channel-codes/batch", body, headers);
    assert_int_equal(reply.status, 202);
    assert_int_equal(json_i64(test_reply_json(desk->door, &reply), S("total"), 0), 1);
}

#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_DESK(test_before_the_platform_has_it_there_is_no_picture),
        ON_DESK(test_an_unread_code_is_shown_as_the_platform_drew_it),
        ON_DESK(test_what_we_draw_says_the_link_not_the_address_of_the_picture),
        ON_DESK(test_a_spreadsheet_becomes_a_job),
    };
    return FOR_EACH_ENGINE(tests);
}
