/* channel_test.c -- channel against a platform of its own that answers what the test orders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "channel/channel_callback.h"
#include "channel/channel_connection.h"
#include "channel/channel_door.h"
#include "channel/channel_effect.h"
#include "channel/channel_http.h"
#include "channel/platform_token.h"
#include "channel/wecom_check.h"
#include "channel/wecom_directory.h"
#include "channel/wecom_login.h"
#include "channel/wecom_sync.h"
#include "http/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define must(expression) assert_int_equal((expression), OK)
/* Twice `cx` would be two contexts where it is made on the spot. */
#define refused(context, expression, why)            \
    do {                                             \
        Ctx *cx_ = (context);                        \
        assert_int_not_equal((expression), OK);      \
        assert_string_equal(cx_->err.reason, (why)); \
        forgive(cx_);                                \
    } while (0)

/* ---- the platform ------------------------------------------------------------ */

enum { ORDERS_MAX = 64, CALLS_MAX = 200, BODY_MAX = 4000 };

/* What the platform answers to a path; the latest order that is left wins. */
typedef struct Order {
    char path[80];
    char answer[BODY_MAX];
    int  times, status;
} Order;
static struct {
    pthread_mutex_t lock;
    Order           orders[ORDERS_MAX];
    int             order_count, call_count, tokens, pictures;
    char            calls[CALLS_MAX][80], bodies[CALLS_MAX][BODY_MAX];
} platform = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void order_status(const char *path, int times, int status, const char *answer)
{
    LOCKED(&platform.lock);
    assert_true(platform.order_count < ORDERS_MAX);
    Order *order = &platform.orders[platform.order_count++];
    snprintf(order->path, sizeof order->path, "/cgi-bin/%s", path);
    snprintf(order->answer, sizeof order->answer, "%s", answer);
    order->times  = times;
    order->status = status;
}

static void order(const char *path, int times, const char *answer)
{
    order_status(path, times, 200, answer);
}

static int calls_of(const char *path)
{
    LOCKED(&platform.lock);
    char full[80];
    int  count = 0;
    snprintf(full, sizeof full, "/cgi-bin/%s", path);
    for (int i = 0; i < platform.call_count; i++) count += strcmp(platform.calls[i], full) == 0;
    return count;
}

static const char *last_body(const char *path)
{
    char full[80];
    snprintf(full, sizeof full, "/cgi-bin/%s", path);
    for (int i = platform.call_count - 1; i >= 0; i--)
        if (strcmp(platform.calls[i], full) == 0) return platform.bodies[i];
    return "";
}

static Code answer_call(Call *call)
{
    LOCKED(&platform.lock);
    char path[80];
    snprintf(path, sizeof path, "%.*s", FMT(call->request->path));
    assert_true(platform.call_count < CALLS_MAX);
    snprintf(platform.calls[platform.call_count], 80, "%s", path);
    const Str said = call->request->body.len > 0 ? call->request->body : call->request->query;
    snprintf(platform.bodies[platform.call_count++], BODY_MAX, "%.*s",
             FMT(str_prefix_bytes(said, BODY_MAX - 1)));
    call->reply->type   = S("application/json");
    call->reply->status = 200;
    for (int i = platform.order_count - 1; i >= 0; i--) {
        Order *one = &platform.orders[i];
        if (strcmp(one->path, path) != 0 || one->times == 0) continue;
        one->times--;
        call->reply->status = one->status;
        call->reply->body   = str_copy(call->cx->arena, str_of(one->answer));
        return OK;
    }
    if (strcmp(path, "/cgi-bin/gettoken") == 0)
        call->reply->body =
            str_fmt(call->cx->arena, "{\"errcode\":0,\"access_token\":\"T%d\",\"expires_in\":7200}",
                    ++platform.tokens);
    else
        call->reply->body = S("{\"errcode\":0,\"errmsg\":\"ok\"}");
    return OK;
}

/* The picture of a way; "later" is one that is not there before the third call. */
static Code answer_picture(Call *call)
{
    LOCKED(&platform.lock);
    const bool is_late = str_ends(call->request->path, S("later"));
    call->reply->type  = S("image/png");
    if (is_late && ++platform.pictures < 3)
        call->reply->status = 404;
    else if (file_read(call->cx->arena, WEFT_SOURCE_DIR "/tests/fuzz/qr_read/link.png", 1 << 20,
                       &call->reply->body) != OK)
        return fail(call->cx, ERR_INTERNAL, "internal", "no picture");
    return OK;
}

static const Route platform_route_rows[] = {
    { GET, "/picture/{a}", PERM_PUBLIC, answer_picture, NULL, NULL, NULL, RAW, "picture" },
    { GET, "/cgi-bin/{a}", PERM_PUBLIC, answer_call, NULL, NULL, NULL, RAW, "one" },
    { POST, "/cgi-bin/{a}", PERM_PUBLIC, answer_call, NULL, NULL, NULL, RAW, "one" },
    { GET, "/cgi-bin/{a}/{b}", PERM_PUBLIC, answer_call, NULL, NULL, NULL, RAW, "two" },
    { POST, "/cgi-bin/{a}/{b}", PERM_PUBLIC, answer_call, NULL, NULL, NULL, RAW, "two" },
    { POST, "/cgi-bin/{a}/{b}/{c}", PERM_PUBLIC, answer_call, NULL, NULL, NULL, RAW, "three" },
};
static const RouteList platform_routes = ROUTE_LIST("platform", platform_route_rows);

/* ---- a house with a corp ---------------------------------------------------------- */

typedef struct Stage {
    TestHouse *house;
    TestDoor  *door;
    int64_t    tenant_id;
    Connection connection;
} Stage;

static Ctx *fresh(Stage *stage)
{
    Ctx *cx      = test_house_ctx_of(stage->house, stage->tenant_id);
    cx->services = &stage->door->services;
    return cx;
}

static int open_stage(void **state)
{
    TestHouse *house = test_house_open(test_house_engine());
    if (!house) return -1;
    static const RouteList *const lists[] = { &platform_routes, &channel_routes };
    platform.order_count = platform.call_count = platform.tokens = platform.pictures = 0;
    Stage *stage = arena_make(house->arena, Stage, 1);
    stage->house = house;
    stage->door =
        test_door_open(house, (HttpServerOptions){ .routes = lists, .route_list_count = 2 });
    Tenant tenant;
    Ctx   *cx = test_house_ctx(house);
    must(org_tenant_create(cx, S("a"), S("织客"), S("Asia/Shanghai"), &tenant));
    stage->tenant_id            = tenant.id;
    cx                          = fresh(stage);
    const ConnectionDraft draft = {
        .name       = S("小满"),
        .corp_id    = S("wwcorp0123456789"),
        .agent_id   = 1000002,
        .app_secret = S("app-secret"),
        .base_url =
            str_fmt(house->arena, "http://127.0.0.1:%d/", http_server_port(stage->door->server)),
    };
    must(channel_connection_create(cx, &draft, &stage->connection));
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

static void send_all(Stage *stage)
{
    must(outbox_drain(&stage->door->services, channel_effect_kinds, channel_effect_kind_count));
}

static void hear_all(Stage *stage)
{
    must(consumer_drain(&stage->door->services, channel_consumers, channel_consumer_count));
}

static Rows events_of(Stage *stage, const char *type)
{
    Rows items = { 0 };
    Str  next  = { 0 };
    must(event_list(fresh(stage), str_of(type), S(""), (Str){ 0 }, 100, &items, &next));
    return items;
}

static const Json *payload_of(Stage *stage, const Event *event)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    must(json_parse(stage->house->arena, event->payload, JSON_LIMITS, &json, &error));
    return json;
}

/* The one effect of that kind. */
static Effect effect_of(Stage *stage, const char *kind)
{
    Rows   items = { 0 };
    Str    next  = { 0 };
    Effect found = { 0 };
    must(outbox_list(fresh(stage), 0, S(""), (Str){ 0 }, 100, &items, &next));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(ROWS_AT(Effect, items, i)->kind, str_of(kind)))
            found = *ROWS_AT(Effect, items, i);
    return found;
}

static ConnectionId id_of(const Stage *stage) { return (ConnectionId){ stage->connection.id }; }

/* ---- a callback as the platform sends it ------------------------------------------------ */

static Delivery deliver(Stage *stage, Str message)
{
    Arena        *arena      = stage->house->arena;
    const uint8_t random[16] = { 1, 2, 3 };
    const char   *reason     = NULL;
    WxKey         key;
    must(wx_key(stage->connection.callback_aes_key, &key, &reason));
    const Str cipher = wx_encrypt(arena, &key, stage->connection.corp_id, random, message);
    return (Delivery){
        .signature =
            wx_signature(arena, stage->connection.callback_token, S("1700000000"), S("n1"), cipher),
        .timestamp = S("1700000000"),
        .nonce     = S("n1"),
        .body      = str_fmt(arena,
                             "<xml><ToUserName><![CDATA[%.*s]]></ToUserName>"
                                  "<Encrypt><![CDATA[%.*s]]></"
                                  "Encrypt></xml>",
                             FMT(stage->connection.corp_id), FMT(cipher)),
    };
}

static Str contact_event(Stage *stage, const char *change_type, const char *more)
{
    return str_fmt(
        stage->house->arena,
        "<xml><ToUserName><![CDATA[wwcorp0123456789]]></ToUserName><FromUserName><![CDATA[sys]]></"
        "FromUserName>"
        "<CreateTime>%lld</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[%s]]></ChangeType>"
        "<UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wmA]]></ExternalUserID>%s</"
        "xml>",
        (long long)(test_house_clock() / 1000), change_type, more);
}

static void receive(Stage *stage, Str message)
{
    const Delivery delivery = deliver(stage, message);
    Ctx           *cx       = fresh(stage);
    cx->tenant_id           = 0;
    must(channel_door_receive(cx, stage->connection.corp_id, S("contact"), &delivery));
}

static const char contact_answer[] =
    "{\"errcode\":0,\"external_contact\":{\"external_userid\":\"wmA\",\"name\":\"李四\",\"type\":1,"
    "\"gender\":2,\"unionid\":\"oU1\"},"
    "\"follow_user\":[{\"userid\":\"zhangsan\",\"remark\":\"李总\",\"createtime\":1700000000,\"add_"
    "way\":1,\"state\":\"chan-7\","
    "\"tags\":[{\"tag_id\":\"etA\",\"tag_name\":\"重要\",\"type\":1},{\"tag_name\":\"自定义\","
    "\"type\":2}],\"remark_mobiles\":[\"13800000001\"]}],"
    "\"next_cursor\":\"\"}";

/* ---- schema and tokens --------------------------------------------------------------------- */

static void test_every_statement_fits_the_schema(void **state)
{
    Stage               *stage    = *state;
    const SqlList *const lists[]  = { &channel_sql };
    Str                  problems = { 0 };
    const Code code = db_check(stage->house->db, stage->house->arena, lists, 1, &problems);
    if (code != OK) print_error("%.*s\n", FMT(problems));
    assert_int_equal(code, OK);
}

static void test_a_token_is_fetched_once_and_again_when_old(void **state)
{
    Stage         *stage  = *state;
    PlatformAnswer answer = { 0 };
    Str            token  = { 0 };
    for (int i = 0; i < 3; i++)
        must(platform_token_get(fresh(stage), &stage->connection, "app", &token, &answer));
    assert_true(str_equal(token, S("T1")));
    assert_int_equal(calls_of("gettoken"), 1);
    test_house_set_clock(test_house_clock() + 7000 * 1000);
    must(platform_token_get(fresh(stage), &stage->connection, "app", &token, &answer));
    assert_true(str_equal(token, S("T2")));
    must(platform_token_drop(fresh(stage), &stage->connection, "app",
                             S("T1"))); /* not the present one */
    must(platform_token_get(fresh(stage), &stage->connection, "app", &token, &answer));
    assert_int_equal(calls_of("gettoken"), 2);
}

static void test_a_refused_token_is_replaced_and_the_call_repeated(void **state)
{
    Stage             *stage  = *state;
    PlatformAnswer     answer = { 0 };
    const PlatformCall call   = { .app = WECOM_APP, .path = S("/cgi-bin/user/get?userid=a") };
    order("user/get", 1, "{\"errcode\":42001,\"errmsg\":\"expired\"}");
    must(platform_api_call(fresh(stage), &stage->connection, &call, &answer));
    assert_int_equal(answer.class, PLATFORM_OK);
    assert_int_equal(calls_of("gettoken"), 2);
    assert_int_equal(calls_of("user/get"), 2);
    /* Refused with a fresh token too: a person must look. */
    order("user/get", 9, "{\"errcode\":40014,\"errmsg\":\"invalid\"}");
    must(platform_api_call(fresh(stage), &stage->connection, &call, &answer));
    assert_int_equal(answer.class, PLATFORM_WAIT);
    assert_true(answer.tells);
    assert_int_equal(calls_of("user/get"), 4);
}

static void test_what_is_no_answer_is_tried_later(void **state)
{
    Stage             *stage  = *state;
    PlatformAnswer     answer = { 0 };
    const PlatformCall call   = { .app = WECOM_APP, .path = S("/cgi-bin/user/get?userid=a") };
    order("user/get", 1, "<html>bad gateway</html>");
    must(platform_api_call(fresh(stage), &stage->connection, &call, &answer));
    assert_int_equal(answer.errcode, PLATFORM_BAD_ANSWER);
    order_status("user/get", 1, 502, "{}");
    must(platform_api_call(fresh(stage), &stage->connection, &call, &answer));
    assert_int_equal(answer.class, PLATFORM_RETRY_LATER);
    Connection away = stage->connection;
    away.base_url   = S("http://127.0.0.1:1");
    must(platform_api_call(fresh(stage), &away, &call, &answer));
    assert_int_equal(answer.errcode, PLATFORM_UNREACHABLE);
}

/* ---- the door -------------------------------------------------------------------------------- */

static void test_door_takes_a_callback_once(void **state)
{
    Stage    *stage = *state;
    const Str message =
        contact_event(stage, "add_external_contact", "<WelcomeCode>W1</WelcomeCode>");
    receive(stage, message);
    receive(stage, message);
    const Rows events = events_of(stage, "callback.received");
    assert_int_equal(events.count, 1);
    const Event *event = ROWS_AT(Event, events, 0);
    assert_int_equal(event->id.len, 64);
    const Json *payload = payload_of(stage, event);
    assert_true(str_equal(json_str(payload, S("change_type")), S("add_external_contact")));
    assert_true(str_equal(json_at(payload, "fields.WelcomeCode")->as.str, S("W1")));
    assert_int_equal(event->tenant_id, stage->tenant_id);
}

static TestReply knock(Stage *stage, const char *method, const Delivery *d, const char *corp)
{
    Arena    *arena = stage->house->arena;
    const Str path  = str_fmt(
         arena,
         "/callback/wecom/%s/contact?msg_signature=%.*s&timestamp=%.*s&nonce=%.*s&echostr=%.*s",
         corp, FMT(d->signature), FMT(d->timestamp), FMT(d->nonce),
         FMT(url_encode(arena, d->echostr)));
    return test_door_call(stage->door, method, path.ptr, d->body, NULL);
}

static void test_door_over_http(void **state)
{
    Stage    *stage = *state;
    Delivery  d     = deliver(stage, contact_event(stage, "del_follow_user", ""));
    TestReply reply = knock(stage, "POST", &d, "wwcorp0123456789");
    assert_int_equal(reply.status, 200);
    assert_int_equal(reply.body.len, 0);
    assert_int_equal(knock(stage, "POST", &d, "wwnobody").status, 404);
    d.nonce = S("other");
    assert_int_equal(knock(stage, "POST", &d, "wwcorp0123456789").status, 403);
    d.nonce = S("n1");
    d.body  = S("<xml");
    assert_int_equal(knock(stage, "POST", &d, "wwcorp0123456789").status, 400);
    assert_int_equal(events_of(stage, "callback.received").count, 1);

    /* The address check: exactly the message, and the time is noted. */
    const uint8_t random[16] = { 9 };
    const char   *reason     = NULL;
    WxKey         key;
    must(wx_key(stage->connection.callback_aes_key, &key, &reason));
    Delivery check = { .timestamp = S("1"), .nonce = S("2") };
    check.echostr =
        wx_encrypt(stage->house->arena, &key, stage->connection.corp_id, random, S("1616140317"));
    check.signature = wx_signature(stage->house->arena, stage->connection.callback_token, S("1"),
                                   S("2"), check.echostr);
    reply           = knock(stage, "GET", &check, "wwcorp0123456789");
    assert_int_equal(reply.status, 200);
    assert_true(str_equal(reply.body, S("1616140317")));
    Connection connection;
    must(channel_connection_get(fresh(stage), id_of(stage), &connection));
    assert_true(connection.callback_verified_at_ms > 0);
}

/* ---- from the callback to the event ---------------------------------------------------------- */

static Callback only_callback(Stage *stage, CallbackState want)
{
    Rows                 items  = { 0 };
    Str                  next   = { 0 };
    const CallbackFilter filter = { .state = want };
    must(channel_callback_list(fresh(stage), &filter, &items, &next));
    assert_int_equal(items.count, 1);
    return *ROWS_AT(Callback, items, 0);
}

static void test_an_added_contact_is_read_and_told(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 1, contact_answer);
    receive(stage, contact_event(stage, "add_external_contact",
                                 "<State>chan-7</State><WelcomeCode>W1</WelcomeCode>"));
    (void)only_callback(stage, CALLBACK_RECEIVED); /* before anybody heard it */
    hear_all(stage);
    (void)only_callback(stage, CALLBACK_RECEIVED); /* on its way */
    const Effect effect = effect_of(stage, "wecom.read_new_contact");
    assert_int_equal(effect.deadline_ms, test_house_clock() + 8000);
    send_all(stage);
    const Callback done = only_callback(stage, CALLBACK_APPLIED);
    assert_true(str_equal(done.change_type, S("add_external_contact")));
    const Rows told = events_of(stage, "platform.contact_read");
    assert_int_equal(told.count, 1);
    const Json *payload = payload_of(stage, ROWS_AT(Event, told, 0));
    assert_true(str_equal(json_at(payload, "callback.welcome_code")->as.str, S("W1")));
    assert_int_equal(json_i64(json_get(payload, S("callback")), S("deadline_ms"), 0),
                     test_house_clock() + 20000);
    assert_true(str_equal(json_at(payload, "contact.gender")->as.str, S("female")));
    assert_true(str_equal(json_at(payload, "relations[0].tag_ids[0]")->as.str, S("etA")));
    assert_true(str_equal(json_at(payload, "relations[0].personal_tags[0]")->as.str, S("自定义")));
    assert_true(json_bool(payload, S("complete"), false));
    assert_false(json_bool(payload, S("degraded"), true));
}

static void test_an_unreadable_contact_is_told_by_its_ids_in_time(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 1, "{\"errcode\":84061,\"errmsg\":\"not external contact\"}");
    receive(stage, contact_event(stage, "add_external_contact",
                                 "<State>chan-7</State><WelcomeCode>W1</WelcomeCode>"));
    hear_all(stage);
    send_all(stage);
    const Rows told = events_of(stage, "platform.contact_read");
    assert_int_equal(told.count, 1);
    const Json *payload = payload_of(stage, ROWS_AT(Event, told, 0));
    assert_true(json_bool(payload, S("degraded"), false));
    assert_true(str_equal(json_at(payload, "relations[0].userid")->as.str, S("zhangsan")));
    assert_true(str_equal(json_at(payload, "callback.welcome_code")->as.str, S("W1")));
    const Callback failed = only_callback(stage, CALLBACK_FAILED);
    assert_true(str_equal(failed.reason, S("wecom.not_a_contact")));
    assert_int_equal(effect_of(stage, "wecom.read_contact").state, EFFECT_PENDING);
    /* A later read repairs the names, and the callback says so. */
    order("externalcontact/get", 1, contact_answer);
    test_house_set_clock(test_house_clock() + 31 * MS_PER_SECOND);
    send_all(stage);
    const Callback repaired = only_callback(stage, CALLBACK_APPLIED);
    assert_int_equal(repaired.id, failed.id);
    assert_true(str_equal(repaired.reason, S("callback.repaired")));
    assert_int_equal(events_of(stage, "callback.applied").count, 1); /* open pages hear of it */
}

static void sync_contact(Stage *stage, const char *answer)
{
    const StaffDraft draft = { .userid = S("zhangsan"), .is_contact = true };
    must(org_sync_staff(fresh(stage), stage->connection.id, &draft, 1, true, NULL));
    order("externalcontact/batch/get_by_user", 1, answer);
    Job job;
    must(wecom_sync_start(fresh(stage), id_of(stage), SYNC_CONTACTS, &job));
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
    hear_all(stage); /* which its end waits for */
    test_house_set_clock(test_house_clock() + MS_PER_HOUR);
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
}

static void test_a_sync_repairs_only_callbacks_of_whom_it_read(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 1, "{\"errcode\":84061,\"errmsg\":\"not external contact\"}");
    receive(stage, contact_event(stage, "edit_external_contact", ""));
    hear_all(stage);
    test_house_set_clock(test_house_clock() + 2000);
    send_all(stage);
    (void)only_callback(stage, CALLBACK_FAILED);
    sync_contact(stage, "{\"errcode\":0,\"external_contact_list\":[{\"external_contact\":"
                        "{\"external_userid\":\"somebody\"},\"follow_info\":{\"userid\":"
                        "\"zhangsan\",\"createtime\":1700000000}}],\"next_cursor\":\"\"}");
    (void)only_callback(stage, CALLBACK_FAILED);
    sync_contact(stage, "{\"errcode\":0,\"external_contact_list\":[{\"external_contact\":"
                        "{\"external_userid\":\"wmA\"},\"follow_info\":{\"userid\":"
                        "\"zhangsan\",\"createtime\":1700000000}}],\"next_cursor\":\"\"}");
    assert_true(str_equal(only_callback(stage, CALLBACK_APPLIED).reason, S("callback.repaired")));
}

static void test_a_silent_platform_does_not_cost_the_welcome(void **state)
{
    Stage        *stage = *state;
    const int64_t start = test_house_clock();
    order("externalcontact/get", 99, "{\"errcode\":-1,\"errmsg\":\"busy\"}");
    receive(stage, contact_event(stage, "add_external_contact", "<WelcomeCode>W1</WelcomeCode>"));
    hear_all(stage);
    for (int i = 0; i < 40 && events_of(stage, "platform.contact_read").count == 0; i++) {
        send_all(stage);
        test_house_set_clock(test_house_clock() + 500);
    }
    assert_int_equal(events_of(stage, "platform.contact_read").count, 1);
    assert_true(test_house_clock() - start <= 9500); /* of 20 s: the rest is the welcome's */
}

static void test_a_resting_quota_does_not_cost_the_welcome(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 1, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
    receive(stage, contact_event(stage, "add_external_contact", "<WelcomeCode>W1</WelcomeCode>"));
    hear_all(stage);
    send_all(stage);
    const Rows told = events_of(stage, "platform.contact_read");
    assert_int_equal(told.count, 1);
    assert_true(json_bool(payload_of(stage, ROWS_AT(Event, told, 0)), S("degraded"), false));
    /* One nobody waits for does wait, and is not lost. */
    order("externalcontact/get", 1, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
    test_house_set_clock(test_house_clock() + 1000);
    receive(stage, contact_event(stage, "add_external_contact", ""));
    hear_all(stage);
    send_all(stage);
    OutboxCounts counts;
    must(outbox_counts(fresh(stage), &counts));
    assert_int_equal(counts.pending, 2); /* this, and the later read of the first */
}

static void test_losses_say_by_whom(void **state)
{
    Stage *stage = *state;
    static const struct {
        const char *type, *more, *by;
    } rows[] = {
        { "del_follow_user", "", "customer" },
        { "del_external_contact", "", "staff" },
        { "del_external_contact", "<Source>DELETE_BY_TRANSFER</Source>", "transfer" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        test_house_set_clock(test_house_clock() + 1000);
        receive(stage, contact_event(stage, rows[i].type, rows[i].more));
        hear_all(stage);
        const Rows events = events_of(stage, "platform.contact_lost");
        assert_int_equal(events.count, i + 1);
        const Json *payload = payload_of(stage, ROWS_AT(Event, events, 0));
        assert_true(str_equal(json_str(payload, S("by")), str_of(rows[i].by)));
        assert_int_equal(json_i64(payload, S("at_ms"), 0), test_house_clock());
    }
}

static void test_unknown_events_are_kept_and_shown(void **state)
{
    Stage *stage = *state;
    receive(stage, S("<xml><Event>living_status_change</Event><CreateTime>1700000000</"
                     "CreateTime><LivingId>x</LivingId></xml>"));
    hear_all(stage);
    const Callback callback = only_callback(stage, CALLBACK_IGNORED);
    assert_true(str_equal(callback.reason, S("callback.not_used")));
    assert_true(str_equal(callback.event, S("living_status_change")));
}

static void test_a_bad_callback_fails_alone_and_can_be_replayed(void **state)
{
    Stage *stage = *state;
    receive(stage, S("<xml><Event>change_external_contact</"
                     "Event><ChangeType>edit_external_contact</ChangeType>"
                     "<UserID>zhangsan</UserID><CreateTime>1700000000</CreateTime></xml>"));
    receive(stage, contact_event(stage, "del_follow_user", ""));
    hear_all(stage);
    assert_int_equal(events_of(stage, "platform.contact_lost").count, 1);
    Callback failed = only_callback(stage, CALLBACK_FAILED);
    assert_true(str_equal(failed.reason, S("callback.field_missing")));
    assert_int_equal(failed.attempts, 1);
    must(channel_callback_replay(fresh(stage), failed.id));
    failed = only_callback(stage, CALLBACK_FAILED);
    assert_int_equal(failed.attempts, 2);
    refused(fresh(stage), channel_callback_replay(&stage->house->cx, 424242), "not_found");
}

static void test_edits_of_one_contact_are_one_read(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 9, contact_answer);
    for (int i = 0; i < 3; i++) {
        test_house_set_clock(test_house_clock() + 1000);
        receive(stage, contact_event(stage, "edit_external_contact", ""));
    }
    hear_all(stage);
    send_all(stage);
    /* An edit in the rest of this second would be told in the same words. */
    assert_int_equal(calls_of("externalcontact/get"), 0);
    test_house_set_clock(test_house_clock() + 1100);
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/get"), 1);
    const Rows  told    = events_of(stage, "platform.contact_read");
    const Json *payload = payload_of(stage, ROWS_AT(Event, told, 0));
    assert_true(str_equal(json_str(payload, S("via")), S("edit")));
    assert_int_equal(json_get(payload, S("callback"))->kind, JSON_NULL);
}

static void test_tags_and_directory_follow_callbacks(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get_corp_tag_list", 9,
          "{\"errcode\":0,\"tag_group\":[{\"group_id\":\"etG\",\"group_name\":\"等级\",\"order\":1,"
          "\"tag\":[{\"id\":\"etA\",\"name\":\"重要\",\"order\":2}]}]}");
    order(
        "user/get", 9,
        "{\"errcode\":0,\"userid\":\"wangwu\",\"name\":\"王五\",\"department\":[1],\"status\":1}");
    order("externalcontact/get_follow_user_list", 9,
          "{\"errcode\":0,\"follow_user\":[\"WangWu\"]}");
    order(
        "department/list", 9,
        "{\"errcode\":0,\"department\":[{\"id\":1,\"name\":\"织客\",\"parentid\":0,\"order\":1}]}");
    receive(stage, S("<xml><Event>change_external_tag</Event><ChangeType>update</"
                     "ChangeType><Id>etA</Id><CreateTime>1700000000</CreateTime></xml>"));
    receive(stage, S("<xml><Event>change_external_tag</Event><ChangeType>delete</"
                     "ChangeType><Id>etB</Id><CreateTime>1700000000</CreateTime></xml>"));
    receive(stage,
            S("<xml><Event>change_contact</Event><ChangeType>create_user</"
              "ChangeType><UserID>wangwu</UserID><CreateTime>1700000000</CreateTime></xml>"));
    receive(stage, S("<xml><Event>change_contact</Event><ChangeType>create_party</"
                     "ChangeType><Id>1</Id><CreateTime>1700000000</CreateTime></xml>"));
    hear_all(stage);
    test_house_set_clock(test_house_clock() + 1000);
    send_all(stage);
    assert_int_equal(events_of(stage, "platform.tags_changed").count, 2);
    Staff staff = { 0 };
    bool  found = false;
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("wangwu"), &staff, &found));
    assert_true(found && staff.is_contact && str_equal(staff.name, S("王五")));
    Rows departments = { 0 };
    must(org_department_list(fresh(stage), &departments));
    assert_int_equal(departments.count, 1);
    receive(stage,
            S("<xml><Event>change_contact</Event><ChangeType>delete_user</"
              "ChangeType><UserID>wangwu</UserID><CreateTime>1700000009</CreateTime></xml>"));
    hear_all(stage);
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("wangwu"), &staff, &found));
    assert_int_equal(staff.status, STAFF_LEFT);
}

static void test_a_member_gone_before_we_asked_has_left(void **state)
{
    Stage           *stage    = *state;
    const StaffDraft drafts[] = { { .userid = S("wangwu"), .is_contact = true } };
    Staff            staff    = { 0 };
    bool             found    = false;
    must(org_sync_staff(fresh(stage), stage->connection.id, drafts, 1, true, NULL));
    order("user/get", 9, "{\"errcode\":60111,\"errmsg\":\"userid not found\"}");
    receive(stage, S("<xml><Event>change_contact</Event><ChangeType>update_user</ChangeType>"
                     "<UserID>wangwu</UserID><CreateTime>1700000000</CreateTime></xml>"));
    hear_all(stage);
    send_all(stage);
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("wangwu"), &staff, &found));
    assert_int_equal(staff.status, STAFF_LEFT);
    assert_int_equal(effect_of(stage, "wecom.read_staff").state, EFFECT_DONE);
    assert_int_equal(events_of(stage, "notification.sent").count, 0);
}

/* ---- effects
 * ---------------------------------------------------------------------------------------- */

static const char hello[] = "{\"text\":\"您好\",\"attachments\":[]}";

static Effect welcome(Stage *stage, const char *message)
{
    must(channel_send_welcome(fresh(stage), id_of(stage), S("W1"), test_house_clock() + 15000,
                              str_of(message), S("welcome:1"), S("w1")));
    send_all(stage);
    return effect_of(stage, "wecom.send_welcome");
}

static const Json *settled(Stage *stage)
{
    const Rows events = events_of(stage, "platform.effect_settled");
    assert_int_equal(events.count, 1);
    return payload_of(stage, ROWS_AT(Event, events, 0));
}

static void test_a_welcome_goes_out_once(void **state)
{
    Stage *stage = *state;
    assert_int_equal(welcome(stage, hello).state, EFFECT_DONE);
    (void)welcome(stage, hello); /* the same key */
    assert_int_equal(calls_of("externalcontact/send_welcome_msg"), 1);
    assert_string_equal(last_body("externalcontact/send_welcome_msg"),
                        "{\"welcome_code\":\"W1\",\"text\":{\"content\":\"您好\"}}");
    assert_true(str_equal(json_str(settled(stage), S("state")), S("done")));
    assert_true(str_equal(json_str(settled(stage), S("object")), S("welcome:1")));
}

static void test_a_used_or_dead_code_is_final(void **state)
{
    Stage *stage = *state;
    order("externalcontact/send_welcome_msg", 1, "{\"errcode\":41051,\"errmsg\":\"used\"}");
    assert_int_equal(welcome(stage, hello).state, EFFECT_DEAD);
    assert_true(str_equal(json_str(settled(stage), S("reason")), S("welcome.already_sent")));
    order("externalcontact/send_welcome_msg", 1, "{\"errcode\":41050,\"errmsg\":\"expired\"}");
    must(channel_send_welcome(fresh(stage), id_of(stage), S("W2"), test_house_clock() + 15000,
                              str_of(hello), S("welcome:2"), S("w2")));
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/send_welcome_msg"), 2);
}

static void test_a_busy_platform_is_asked_again_inside_the_deadline(void **state)
{
    static const char *const busy[] = { "{\"errcode\":41096}", "{\"errcode\":-1}",
                                        "{\"errcode\":45009}", "<html>" };
    for (size_t i = 0; i < COUNT(busy); i++) {
        Stage    *stage = *state;
        const Str key   = str_fmt(stage->house->arena, "b%zu", i);
        order("externalcontact/send_welcome_msg", 1, busy[i]);
        must(channel_send_welcome(fresh(stage), id_of(stage), S("W"), test_house_clock() + 15000,
                                  str_of(hello), (Str){ 0 }, key));
        const int before = calls_of("externalcontact/send_welcome_msg");
        send_all(stage);
        assert_int_equal(calls_of("externalcontact/send_welcome_msg"), before + 1);
        test_house_set_clock(test_house_clock() + 1000);
        send_all(stage);
        assert_int_equal(calls_of("externalcontact/send_welcome_msg"), before + 2);
    }
}

static void test_a_late_welcome_is_dead_with_its_own_reason(void **state)
{
    Stage *stage = *state;
    order("externalcontact/send_welcome_msg", 99, "{\"errcode\":-1}");
    (void)welcome(stage, hello);
    for (int i = 0; i < 30; i++) {
        test_house_set_clock(test_house_clock() + 1000);
        send_all(stage);
    }
    assert_int_equal(effect_of(stage, "wecom.send_welcome").state, EFFECT_DEAD);
    assert_true(str_equal(json_str(settled(stage), S("reason")), S("welcome.too_late")));
    assert_true(calls_of("externalcontact/send_welcome_msg") >= 10);
}

static void write_file(Stage *stage, const char *name)
{
    must(
        file_write(str_fmt(stage->house->arena, "%s/%s", stage->house->services.data_dir, name).ptr,
                   S("PNGDATA"), 0600));
}

static const char picture[] = "{\"text\":\"您好\",\"attachments\":[{\"kind\":\"image\",\"media\":{"
                              "\"id\":\"5\",\"path\":\"a.png\",\"name\":\"a.png\","
                              "\"mime\":\"image/png\",\"sha256\":\"abc\"}}]}";

static void test_a_forgotten_picture_is_uploaded_again_once(void **state)
{
    Stage *stage = *state;
    write_file(stage, "a.png");
    order("media/upload", 9,
          "{\"errcode\":0,\"type\":\"image\",\"media_id\":\"M1\",\"created_at\":\"1\"}");
    assert_int_equal(welcome(stage, picture).state, EFFECT_DONE);
    assert_int_equal(calls_of("media/upload"), 1);
    assert_non_null(strstr(last_body("externalcontact/send_welcome_msg"), "\"media_id\":\"M1\""));
    /* Known now. */
    must(channel_send_welcome(fresh(stage), id_of(stage), S("W2"), test_house_clock() + 15000,
                              str_of(picture), (Str){ 0 }, S("w2")));
    send_all(stage);
    assert_int_equal(calls_of("media/upload"), 1);
    /* Forgotten by the platform. */
    order("media/upload", 1, "{\"errcode\":0,\"media_id\":\"M2\"}");
    order("externalcontact/send_welcome_msg", 1,
          "{\"errcode\":40007,\"errmsg\":\"invalid media_id\"}");
    must(channel_send_welcome(fresh(stage), id_of(stage), S("W3"), test_house_clock() + 15000,
                              str_of(picture), (Str){ 0 }, S("w3")));
    send_all(stage);
    assert_int_equal(calls_of("media/upload"), 2);
    assert_non_null(strstr(last_body("externalcontact/send_welcome_msg"), "\"media_id\":\"M2\""));
    /* Three days later it is uploaded before it is used. */
    test_house_set_clock(test_house_clock() + 3 * (int64_t)MS_PER_DAY);
    must(channel_send_welcome(fresh(stage), id_of(stage), S("W4"), test_house_clock() + 15000,
                              str_of(picture), (Str){ 0 }, S("w4")));
    send_all(stage);
    assert_int_equal(calls_of("media/upload"), 3);
}

/* As content writes it: a cover is a file like any other. */
static const char cards[] =
    "{\"text\":\"\",\"attachments\":[{\"kind\":\"mini_program\",\"title\":\"商城\",\"app_id\":"
    "\"wx1\",\"page\":\"p\",\"cover\":{\"id\":\"5\",\"path\":\"a.png\",\"name\":\"a.png\",\"mime\":"
    "\"image/png\",\"sha256\":\"abc\"}},{\"kind\":\"link\",\"title\":\"手册\",\"url\":\"https://"
    "x\","
    "\"cover\":{\"id\":\"5\",\"path\":\"a.png\",\"name\":\"a.png\",\"mime\":\"image/"
    "png\",\"sha256\":"
    "\"abc\"}}]}";

static void test_cards_go_out_with_their_covers(void **state)
{
    Stage *stage = *state;
    write_file(stage, "a.png");
    order("media/upload", 1, "{\"errcode\":0,\"media_id\":\"M1\"}");
    order("media/uploadimg", 1, "{\"errcode\":0,\"url\":\"https://pic/1\"}");
    assert_int_equal(welcome(stage, cards).state, EFFECT_DONE);
    const char *body = last_body("externalcontact/send_welcome_msg");
    assert_non_null(strstr(body, "\"pic_media_id\":\"M1\""));
    assert_non_null(strstr(body, "\"picurl\":\"https://pic/1\""));
}

static void test_a_missing_picture_is_no_silent_text(void **state)
{
    Stage *stage = *state;
    assert_int_equal(welcome(stage, picture).state, EFFECT_DEAD);
    assert_int_equal(calls_of("externalcontact/send_welcome_msg"), 0);
    assert_true(str_equal(json_str(settled(stage), S("reason")), S("media.unreadable")));
}

static ContactWayDraft way_draft(const Str *users, size_t count)
{
    return (ContactWayDraft){
        .remark = S("海报"), .state = S("chan-7"), .skip_verify = true, .userids = { users, count }
    };
}

static void test_a_way_is_made_once_whatever_happens(void **state)
{
    Stage          *stage   = *state;
    const Str       users[] = { S("zhangsan"), S("lisi") };
    ContactWayDraft draft   = way_draft(users, 2);
    /* The platform made it, but the answer was lost. */
    order_status("externalcontact/add_contact_way", 1, 502, "");
    order("externalcontact/list_contact_way", 9,
          "{\"errcode\":0,\"contact_way\":[{\"config_id\":\"c1\"},{\"config_id\":\"c2\"}],\"next_"
          "cursor\":\"\"}");
    order("externalcontact/get_contact_way", 1,
          "{\"errcode\":0,\"contact_way\":{\"config_id\":\"c2\",\"state\":\"chan-7\",\"qr_code\":"
          "\"http://q/2\"}}");
    order("externalcontact/get_contact_way", 1,
          "{\"errcode\":0,\"contact_way\":{\"config_id\":\"c1\",\"state\":\"other\"}}");
    must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    send_all(stage);
    test_house_set_clock(test_house_clock() + 2000);
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/add_contact_way"), 1);
    assert_int_equal(calls_of("externalcontact/update_contact_way"), 1);
    const Json *end = settled(stage);
    assert_true(str_equal(json_at(end, "answer.config_id")->as.str, S("c2")));
    assert_true(str_equal(json_at(end, "answer.qr_code")->as.str, S("http://q/2")));
}

static const char way_link[] = "https://work.weixin.qq.com/q/0123456789abcdef";

static void order_way(Stage *stage, const char *api, const char *name)
{
    const int  port   = http_server_port(stage->door->server);
    const Str  at     = str_fmt(stage->house->arena,
                                "\"config_id\":\"c9\",\"qr_code\":"
                                     "\"http://127.0.0.1:%d/picture/%s\"",
                                port, name);
    const bool is_get = strstr(api, "get") != NULL;
    order(api, 9,
          str_fmt(stage->house->arena,
                  is_get ? "{\"errcode\":0,\"contact_way\":{%.*s}}" : "{\"errcode\":0,%.*s}",
                  FMT(at))
              .ptr);
}

static void test_a_way_is_told_with_what_a_scan_of_its_picture_yields(void **state)
{
    Stage          *stage   = *state;
    const Str       users[] = { S("zhangsan") };
    ContactWayDraft draft   = way_draft(users, 1);
    order_way(stage, "externalcontact/add_contact_way", "now");
    order_way(stage, "externalcontact/get_contact_way", "now");
    must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    send_all(stage);
    assert_true(str_equal(json_at(settled(stage), "answer.link")->as.str, str_of(way_link)));
    assert_int_equal(calls_of("externalcontact/get_contact_way"), 0);

    /* Changed later: the picture is looked for only when its link is not known. */
    draft.config_id = S("c9");
    draft.has_link  = true;
    must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/get_contact_way"), 0);
    draft.has_link = false;
    must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/get_contact_way"), 1);
}

static void test_a_way_stands_while_its_picture_is_tried_again(void **state)
{
    Stage          *stage   = *state;
    const Str       users[] = { S("zhangsan") };
    ContactWayDraft draft   = way_draft(users, 1);
    order_way(stage, "externalcontact/add_contact_way", "later");
    order_way(stage, "externalcontact/get_contact_way", "later");
    must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    send_all(stage);
    const Json *end = settled(stage);
    assert_true(str_equal(json_str(end, S("state")), S("done")));
    assert_true(str_equal(json_at(end, "answer.config_id")->as.str, S("c9")));
    assert_int_equal(json_at(end, "answer.link")->as.str.len, 0);
    assert_true(str_equal(json_at(end, "answer.link_reason")->as.str, S("qr_picture.unreachable")));

    must(channel_read_contact_way(fresh(stage), id_of(stage), S("c9"), S("channel_code:7")));
    send_all(stage);
    assert_int_equal(effect_of(stage, "wecom.read_contact_way").state, EFFECT_PENDING);
    test_house_set_clock(test_house_clock() + MS_PER_MINUTE);
    send_all(stage);
    const Effect effect = effect_of(stage, "wecom.read_contact_way");
    assert_int_equal(effect.state, EFFECT_DONE);
    assert_true(str_find(effect.answer, str_of(way_link)) > 0);
    assert_int_equal(calls_of("externalcontact/add_contact_way"), 1);
}

static void test_the_longest_answer_is_told_whole(void **state)
{
    Stage       *stage = *state;
    const size_t size  = 64 * 1024;
    char        *text  = arena_make(stage->house->arena, char, size);
    const Effect effect =
        (Effect){ .id = 1, .kind = S("wecom.save_tag"), .object = S("tag_group:1") };
    memset(text, 'x', size);
    memcpy(text, "{\"group_id\":\"", 13);
    memcpy(text + size - 2, "\"}", 2);
    const Outcome outcome = { .verdict = VERDICT_DONE, .answer = { text, size } };
    must(channel_effect_emit(fresh(stage), &effect, &outcome, NULL));
    const Rows told = events_of(stage, "platform.effect_settled");
    assert_int_equal(told.count, 1);
    assert_true(ROWS_AT(Event, told, 0)->payload.len > size);
}

static void test_only_the_latest_way_is_sent(void **state)
{
    Stage          *stage   = *state;
    const Str       users[] = { S("zhangsan") };
    ContactWayDraft draft   = way_draft(users, 1);
    draft.config_id         = S("c9");
    for (int i = 0; i < 3; i++) {
        draft.remark = str_fmt(stage->house->arena, "r%d", i);
        must(channel_save_contact_way(fresh(stage), id_of(stage), &draft, S("channel_code:7")));
    }
    send_all(stage);
    assert_int_equal(calls_of("externalcontact/update_contact_way"), 1);
    assert_non_null(strstr(last_body("externalcontact/update_contact_way"), "\"remark\":\"r2\""));
    order("externalcontact/del_contact_way", 1, "{\"errcode\":41044}");
    must(channel_delete_contact_way(fresh(stage), id_of(stage), S("c9"), S("channel_code:7")));
    send_all(stage);
    assert_int_equal(effect_of(stage, "wecom.delete_contact_way").state, EFFECT_DONE);
    draft.userids.count = 0;
    refused(fresh(stage),
            channel_save_contact_way(&stage->house->cx, id_of(stage), &draft, S("channel_code:7")),
            "contact_way.no_staff");
}

static void test_a_taken_tag_name_is_found_not_made_twice(void **state)
{
    Stage                 *stage   = *state;
    const Str              names[] = { S("重要"), S("新") };
    const PlatformTagDraft draft   = { .action     = PLATFORM_TAG_CREATE,
                                       .group_name = S("等级"),
                                       .tag_names  = { names, 2 } };
    order("externalcontact/add_corp_tag", 1,
          "{\"errcode\":0,\"tag_group\":{\"group_id\":\"etG\",\"group_name\":\"等级\",\"tag\":[{"
          "\"id\":\"etN\",\"name\":\"新\"}]}}");
    order("externalcontact/add_corp_tag", 1, "{\"errcode\":40071,\"errmsg\":\"exists\"}");
    order("externalcontact/get_corp_tag_list", 1,
          "{\"errcode\":0,\"tag_group\":[{\"group_id\":\"etG\",\"group_name\":\"等级\",\"tag\":[{"
          "\"id\":\"etA\",\"name\":\"重要\"}]}]}");
    must(channel_save_tag(fresh(stage), id_of(stage), &draft, S("tag:1")));
    send_all(stage);
    const Json *end = settled(stage);
    assert_true(str_equal(json_at(end, "answer.tags[0].id")->as.str, S("etA")));
    assert_true(str_equal(json_at(end, "answer.tags[1].id")->as.str, S("etN")));
    assert_string_equal(last_body("externalcontact/add_corp_tag"),
                        "{\"group_id\":\"etG\",\"tag\":[{\"name\":\"新\"}]}");
}

static void test_marks_remarks_and_messages_reach_the_platform(void **state)
{
    Stage    *stage = *state;
    const Str add[] = { S("etA") };
    must(channel_mark_tags(fresh(stage), id_of(stage), S("zhangsan"), S("wmA"), (Strs){ add, 1 },
                           (Strs){ 0 }, (Str){ 0 }, S("k1")));
    must(channel_set_remark(fresh(stage), id_of(stage), S("zhangsan"), S("wmA"), S("李总"), S("x"),
                            (Str){ 0 }, S("k2")));
    must(channel_send_app_message(fresh(stage), id_of(stage), S("zhangsan|lisi"), S("标题"),
                                  S("内容"), S("http://x/1"), (Str){ 0 }, S("k3")));
    send_all(stage);
    assert_string_equal(last_body("externalcontact/mark_tag"),
                        "{\"userid\":\"zhangsan\",\"external_userid\":\"wmA\",\"add_tag\":[\"etA\"]"
                        ",\"remove_tag\":[]}");
    assert_string_equal(last_body("externalcontact/remark"),
                        "{\"userid\":\"zhangsan\",\"external_userid\":\"wmA\",\"remark\":\"李总\","
                        "\"description\":\"x\"}");
    assert_non_null(
        strstr(last_body("message/send"),
               "\"touser\":\"zhangsan|lisi\",\"agentid\":1000002,\"msgtype\":\"textcard\""));
}

/* ---- health
 * ------------------------------------------------------------------------------------------- */

static void test_an_untrusted_address_is_told_once_and_waits(void **state)
{
    Stage    *stage = *state;
    const Str add[] = { S("etA") };
    order("externalcontact/mark_tag", 99,
          "{\"errcode\":60020,\"errmsg\":\"not allow to access from your ip, from ip: 1.2.3.4, "
          "more\"}");
    for (int i = 0; i < 3; i++)
        must(channel_mark_tags(fresh(stage), id_of(stage), S("zhangsan"),
                               str_fmt(stage->house->arena, "wm%d", i), (Strs){ add, 1 },
                               (Strs){ 0 }, (Str){ 0 }, str_fmt(stage->house->arena, "k%d", i)));
    send_all(stage);
    assert_int_equal(events_of(stage, "notification.sent").count, 1);
    Connection connection;
    must(channel_connection_get(fresh(stage), id_of(stage), &connection));
    assert_int_equal(connection.health, HEALTH_BAD);
    assert_true(str_equal(connection.health_reason, S("connection.ip_not_trusted")));
    assert_int_equal(effect_of(stage, "wecom.mark_tags").state, EFFECT_PENDING);
    /* A person mends it: nothing was lost, and health is good again. */
    platform.order_count = 0;
    test_house_set_clock(test_house_clock() + 61000);
    send_all(stage);
    assert_int_equal(effect_of(stage, "wecom.mark_tags").state, EFFECT_DONE);
    must(channel_connection_get(fresh(stage), id_of(stage), &connection));
    assert_int_equal(connection.health, HEALTH_GOOD);
    assert_int_equal(connection.health_reason.len, 0);
}

/* ---- the wizard
 * ------------------------------------------------------------------------------------------- */

static Check check_of(Stage *stage, const char *step)
{
    CheckResult result = { 0 };
    must(channel_check_connection(fresh(stage), id_of(stage), &result));
    for (size_t i = 0; i < result.checks.count; i++)
        if (str_equal(ROWS_AT(Check, result.checks, i)->step, str_of(step)))
            return *ROWS_AT(Check, result.checks, i);
    return (Check){ 0 };
}

static void test_wizard_says_what_is_wrong(void **state)
{
    static const struct {
        const char *path, *answer, *step, *reason;
    } rows[] = {
        { "gettoken", "{\"errcode\":40001}", "app_token", "connection.wrong_secret" },
        { "gettoken", "{\"errcode\":40013}", "app_token", "connection.wrong_corp" },
        { "gettoken", "<html>", "app_token", "connection.unreachable" },
        { "agent/get", "{\"errcode\":40056}", "app_access", "connection.wrong_agent" },
        { "externalcontact/get_follow_user_list", "{\"errcode\":48002}", "contact_access",
          "connection.no_contact_permission" },
        { "externalcontact/get_follow_user_list", "{\"errcode\":84074}", "contact_access",
          "connection.no_contact_permission" },
        { "department/simplelist", "{\"errcode\":60011}", "department_access",
          "connection.no_department_access" },
        { "department/simplelist", "{\"errcode\":60020,\"errmsg\":\"x, from ip: 9.8.7.6, more\"}",
          "ip", "connection.ip_not_trusted" },
    };
    Stage *stage = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        platform.order_count = platform.call_count = 0;
        order(rows[i].path, 9, rows[i].answer);
        const Check check = check_of(stage, rows[i].step);
        assert_int_equal(check.state, CHECK_FAILED);
        assert_true(str_equal(check.reason, str_of(rows[i].reason)));
    }
    assert_true(str_equal(check_of(stage, "ip").detail, S("9.8.7.6")));
    platform.order_count = 0;
    assert_int_equal(check_of(stage, "app_token").state, CHECK_OK);
    assert_int_equal(check_of(stage, "ip").state, CHECK_OK);
    assert_int_equal(check_of(stage, "callback").state, CHECK_WAITING);
}

/* ---- sync ---- */

static void test_sync_brings_everything_and_ends(void **state)
{
    Stage *stage = *state;
    order("department/list", 9,
          "{\"errcode\":0,\"department\":[{\"id\":1,\"name\":\"织客\",\"parentid\":0},{\"id\":2,"
          "\"name\":\"华东\",\"parentid\":1}]}");
    order("user/list", 9,
          "{\"errcode\":0,\"userlist\":[{\"userid\":\"zhangsan\",\"department\":[2]},{\"userid\":"
          "\"lisi\",\"department\":[1]}]}");
    order("externalcontact/get_follow_user_list", 9,
          "{\"errcode\":0,\"follow_user\":[\"zhangsan\",\"unseen\"]}");
    order("externalcontact/get_corp_tag_list", 9, "{\"errcode\":0,\"tag_group\":[]}");
    order("externalcontact/batch/get_by_user", 1,
          "{\"errcode\":0,\"external_contact_list\":[{\"external_contact\":{\"external_userid\":"
          "\"wmB\"},\"follow_info\":{\"userid\":\"zhangsan\",\"createtime\":1700000001}}],\"next_"
          "cursor\":\"\"}");
    order("externalcontact/batch/get_by_user", 1,
          "{\"errcode\":0,\"external_contact_list\":[{\"external_contact\":{\"external_userid\":"
          "\"wmA\",\"name\":\"李四\"},\"follow_info\":{\"userid\":\"zhangsan\",\"tag_id\":[\"etA\"]"
          ",\"createtime\":1700000000}}],\"next_cursor\":\"N\"}");
    Job job;
    must(wecom_sync_start(fresh(stage), id_of(stage), SYNC_ALL, &job));
    refused(fresh(stage), wecom_sync_start(&stage->house->cx, id_of(stage), SYNC_ALL, &job),
            "connection.sync_running");
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
    Job  ended;
    Rows jobs = { 0 };
    Str  next = { 0 };
    must(job_list(fresh(stage), false, (Str){ 0 }, 10, &jobs, &next));
    ended = *ROWS_AT(Job, jobs, 0);
    assert_int_equal(ended.state, JOB_DONE);
    assert_int_equal(ended.done, 2);
    assert_int_equal(events_of(stage, "platform.contact_read").count, 2);
    assert_int_equal(events_of(stage, "platform.contacts_synced").count,
                     2); /* zhangsan and unseen */
    Connection connection;
    must(channel_connection_get(fresh(stage), id_of(stage), &connection));
    assert_int_equal(connection.contact_count, 2);
    assert_true(connection.last_sync_at_ms > 0);
    int64_t staff = 0;
    must(org_staff_count(fresh(stage), connection.id, &staff));
    assert_int_equal(staff, 3);
}

static void test_one_bad_member_does_not_stop_the_sync(void **state)
{
    Stage           *stage    = *state;
    const StaffDraft drafts[] = { { .userid = S("a"), .is_contact = true },
                                  { .userid = S("b"), .is_contact = true },
                                  { .userid = S("c"), .is_contact = true } };
    must(org_sync_staff(fresh(stage), stage->connection.id, drafts, 3, true, NULL));
    order("externalcontact/batch/get_by_user", 99,
          "{\"errcode\":0,\"external_contact_list\":[],\"next_cursor\":\"\"}");
    order("externalcontact/batch/get_by_user", 2,
          "{\"errcode\":60111,\"errmsg\":\"userid not found\"}");
    Job job;
    must(wecom_sync_start(fresh(stage), id_of(stage), SYNC_CONTACTS, &job));
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
    Job ended;
    must(job_get(fresh(stage), job.id, &ended));
    assert_int_equal(ended.state, JOB_DONE);
    assert_int_equal(ended.failed, 1);
    assert_int_equal(events_of(stage, "platform.contacts_synced").count, 2);
}

static void test_sync_ends_relations_only_after_they_were_heard(void **state)
{
    Stage           *stage    = *state;
    const StaffDraft drafts[] = { { .userid = S("a"), .is_contact = true } };
    Job              job;
    hear_all(stage); /* now there is a reader */
    must(org_sync_staff(fresh(stage), stage->connection.id, drafts, 1, true, NULL));
    order("externalcontact/batch/get_by_user", 9,
          "{\"errcode\":0,\"external_contact_list\":[],\"next_cursor\":\"\"}");
    receive(stage, contact_event(stage, "del_follow_user", "")); /* which has not heard this */
    must(wecom_sync_start(fresh(stage), id_of(stage), SYNC_CONTACTS, &job));
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
    assert_int_equal(events_of(stage, "platform.contacts_synced").count, 0);
    must(job_get(fresh(stage), job.id, &job));
    assert_true(job.state == JOB_QUEUED || job.state == JOB_RUNNING);
    hear_all(stage);
    test_house_set_clock(test_house_clock() + MS_PER_HOUR);
    must(job_drain(&stage->door->services, channel_job_kinds, channel_job_kind_count));
    must(job_get(fresh(stage), job.id, &job));
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(events_of(stage, "platform.contacts_synced").count, 1);
}

/* ---- signing in
 * -------------------------------------------------------------------------------------------------
 */

static Str cookie_value(Arena *arena, Str cookie)
{
    Str rest = cookie;
    (void)str_cut(&rest, '=');
    return str_copy(arena, str_cut(&rest, ';'));
}

static Str state_of(Arena *arena, Str url)
{
    Url parsed;
    must(url_parse(url, &parsed));
    return pairs_find(query_parse(arena, parsed.query, 16), S("state"));
}

static void link_user(Stage *stage)
{
    const StaffDraft draft = { .userid = S("zhangsan"), .is_contact = true };
    Staff            staff = { 0 };
    bool             found = false;
    User             user;
    must(org_sync_staff(fresh(stage), stage->connection.id, &draft, 1, true, NULL));
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("zhangsan"), &staff,
                                  &found));
    const UserDraft who = { .name     = S("zhang"),
                            .password = S("correct horse"),
                            .staff_id = staff.id };
    must(org_user_create(fresh(stage), &who, &user));
}

static void test_wecom_sign_in_opens_a_session(void **state)
{
    Stage *stage = *state;
    Arena *arena = stage->house->arena;
    Str    url = { 0 }, cookie = { 0 }, location = { 0 }, session = { 0 };
    link_user(stage);
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"ZhangSan\"}");
    must(wecom_login_start(fresh(stage), id_of(stage), S("/customers?x=1"), false, &url, &cookie));
    assert_true(str_starts(url, S("https://login.work.weixin.qq.com/wwlogin/sso/login?")));
    LoginReturn back = { .code   = S("C1"),
                         .state  = state_of(arena, url),
                         .cookie = cookie_value(arena, cookie) };
    Ctx        *cx   = fresh(stage);
    cx->tenant_id = cx->user_id = 0;
    must(wecom_login_finish(cx, &back, &location, &session));
    assert_true(str_equal(location, S("/customers?x=1")));
    assert_true(str_starts(session, S("weft_session=")));
    /* Another state, no cookie, too late, nobody. */
    LoginReturn bad = back;
    bad.state       = S("x");
    must(wecom_login_finish(fresh(stage), &bad, &location, &session));
    assert_true(str_equal(location, S("/sign-in?reason=session.bad_state")));
    assert_int_equal(session.len, 0);
    bad        = back;
    bad.cookie = S("rubbish");
    must(wecom_login_finish(fresh(stage), &bad, &location, &session));
    assert_true(str_equal(location, S("/sign-in?reason=session.no_sign_in_note")));
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"stranger\"}");
    must(wecom_login_finish(fresh(stage), &back, &location, &session));
    assert_true(str_equal(location, S("/sign-in?reason=session.no_user")));
    test_house_set_clock(test_house_clock() + 11 * MS_PER_MINUTE);
    must(wecom_login_finish(fresh(stage), &back, &location, &session));
    assert_true(str_equal(location, S("/sign-in?reason=session.sign_in_too_late")));
}

/* What became of a way back: the reason, or absent when a session was opened. */
static Str came_back(Stage *stage, const LoginReturn *back)
{
    Str location = { 0 }, session = { 0 };
    must(wecom_login_finish(fresh(stage), back, &location, &session));
    assert_int_equal(str_starts(session, S("weft_session=")),
                     !str_starts(location, S("/sign-in?")));
    const Str reason = S("/sign-in?reason=");
    return str_starts(location, reason) ? str_slice(location, reason.len, location.len)
                                        : (Str){ 0 };
}

static LoginReturn way_of_a_browser(Stage *stage)
{
    Arena *arena = stage->house->arena;
    Str    url = { 0 }, cookie = { 0 };
    must(wecom_login_start(fresh(stage), id_of(stage), S("/"), false, &url, &cookie));
    return (LoginReturn){ .code   = S("C1"),
                          .state  = state_of(arena, url),
                          .cookie = cookie_value(arena, cookie) };
}

static void become_staff(Stage *stage, StaffStatus status)
{
    const StaffDraft draft = { .userid = S("zhangsan"), .is_contact = true, .status = status };
    must(org_sync_staff(fresh(stage), stage->connection.id, &draft, 1, true, NULL));
}

static void test_a_way_back_is_of_one_browser_and_one_member(void **state)
{
    Stage *stage = *state;
    link_user(stage);
    LoginReturn mine = way_of_a_browser(stage), other = way_of_a_browser(stage), mixed = mine;
    assert_false(str_equal(mine.state, other.state));
    /* The state of one browser does not open the note of another: nobody is signed in as me. */
    mixed.cookie = other.cookie;
    assert_true(str_equal(came_back(stage, &mixed), S("session.bad_state")));
    mixed       = mine;
    mixed.state = S("");
    assert_true(str_equal(came_back(stage, &mixed), S("session.bad_state")));
    /* Nor does what another cookie of ours holds. */
    mixed        = mine;
    mixed.cookie = cookie_value(stage->house->arena, org_session_ask_code(fresh(stage), 7));
    assert_true(str_equal(came_back(stage, &mixed), S("session.no_sign_in_note")));
    mixed      = mine;
    mixed.code = S("");
    assert_true(str_equal(came_back(stage, &mixed), S("session.no_code")));
    /* A code the platform did not give for this corp and app, or gave before, is its to refuse. */
    order("auth/getuserinfo", 1, "{\"errcode\":40029,\"errmsg\":\"invalid code\"}");
    assert_true(str_equal(came_back(stage, &mine), S("session.bad_code")));
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"openid\":\"oOUTSIDER\"}");
    assert_true(str_equal(came_back(stage, &mine), S("session.not_staff")));
    /* A member whom the platform has shut out, or who left; a user who is disabled. */
    become_staff(stage, STAFF_DISABLED);
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"zhangsan\"}");
    assert_true(str_equal(came_back(stage, &mine), S("user.staff_disabled")));
    become_staff(stage, STAFF_ACTIVE);
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"ZHANGSAN\"}");
    assert_null(came_back(stage, &mine).ptr);
    must(org_staff_mark_left(fresh(stage), stage->connection.id, S("zhangsan")));
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"zhangsan\"}");
    assert_true(str_equal(came_back(stage, &mine), S("session.no_user")));
    become_staff(stage, STAFF_ACTIVE); /* he comes back; his user stays disabled */
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"zhangsan\"}");
    assert_true(str_equal(came_back(stage, &mine), S("session.no_user")));
}

static StaffStatus standing(Stage *stage, const char *userid)
{
    Staff staff = { 0 };
    bool  found = false;
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, str_of(userid), &staff,
                                  &found));
    assert_true(found);
    return staff.status;
}

/* An app that may read ids alone is not told who is disabled: what is known of that stands. */
static void test_a_list_of_ids_lets_nobody_in_again(void **state)
{
    Stage           *stage   = *state;
    PlatformAnswer   answer  = { 0 };
    int64_t          count   = 0;
    const StaffDraft known[] = { { .userid = S("listed"), .status = STAFF_DISABLED },
                                 { .userid = S("follows"), .status = STAFF_DISABLED },
                                 { .userid = S("idle"), .status = STAFF_INACTIVE },
                                 { .userid = S("back"), .status = STAFF_LEFT } };
    must(org_sync_staff(fresh(stage), stage->connection.id, known, COUNT(known), false, NULL));
    order("department/list", 9, "{\"errcode\":0,\"department\":[{\"id\":1,\"parentid\":0}]}");
    order("user/list", 9, "{\"errcode\":48002,\"errmsg\":\"api forbidden\"}");
    order("user/simplelist", 9,
          "{\"errcode\":0,\"userlist\":[{\"userid\":\"listed\"},{\"userid\":\"idle\"},"
          "{\"userid\":\"back\"},{\"userid\":\"new\"}]}");
    order("externalcontact/get_follow_user_list", 9,
          "{\"errcode\":0,\"follow_user\":[\"follows\",\"other\"]}");
    must(wecom_directory_sync_staff(fresh(stage), &stage->connection, &answer, &count));
    assert_int_equal(answer.class, PLATFORM_OK);
    assert_int_equal(count, 6);
    assert_int_equal(standing(stage, "listed"), STAFF_DISABLED);
    assert_int_equal(standing(stage, "follows"), STAFF_DISABLED);
    assert_int_equal(standing(stage, "idle"), STAFF_INACTIVE);
    assert_int_equal(standing(stage, "back"), STAFF_ACTIVE);
    assert_int_equal(standing(stage, "new"), STAFF_ACTIVE);
    assert_int_equal(standing(stage, "other"), STAFF_ACTIVE);
    /* Whoever says it is heard. */
    order("user/list", 9,
          "{\"errcode\":0,\"userlist\":[{\"userid\":\"listed\",\"status\":1},"
          "{\"userid\":\"idle\",\"status\":2}]}");
    must(wecom_directory_sync_staff(fresh(stage), &stage->connection, &answer, &count));
    assert_int_equal(standing(stage, "listed"), STAFF_ACTIVE);
    assert_int_equal(standing(stage, "idle"), STAFF_DISABLED);
    assert_int_equal(standing(stage, "follows"), STAFF_DISABLED);
    assert_int_equal(standing(stage, "new"), STAFF_LEFT);
}

/* The same name in the corp of another brand is somebody else. */
static void test_a_member_of_another_corp_is_nobody_here(void **state)
{
    Stage     *stage = *state;
    Tenant     tenant;
    Connection theirs = { 0 };
    Str        url = { 0 }, cookie = { 0 }, location = { 0 }, session = { 0 };
    link_user(stage);
    must(org_tenant_create(fresh(stage), S("other"), S("别家"), S("Asia/Shanghai"), &tenant));
    Ctx *cx                     = test_house_ctx_of(stage->house, tenant.id);
    cx->services                = &stage->door->services;
    const ConnectionDraft draft = { .name       = S("别家"),
                                    .corp_id    = S("wwfedcba9876543210"),
                                    .agent_id   = 1000002,
                                    .app_secret = S("secret"),
                                    .base_url   = stage->connection.base_url };
    must(channel_connection_create(cx, &draft, &theirs));
    must(
        wecom_login_start(fresh(stage), (ConnectionId){ theirs.id }, S("/"), false, &url, &cookie));
    const LoginReturn back = { .code   = S("C1"),
                               .state  = state_of(stage->house->arena, url),
                               .cookie = cookie_value(stage->house->arena, cookie) };
    order("auth/getuserinfo", 1, "{\"errcode\":0,\"userid\":\"zhangsan\"}");
    cx            = fresh(stage);
    cx->tenant_id = cx->user_id = 0;
    must(wecom_login_finish(cx, &back, &location, &session));
    assert_true(str_equal(location, S("/sign-in?reason=session.no_user")));
    assert_int_equal(session.len, 0);
    /* A connection nobody signs in by is none to begin with. */
    const ConnectionDraft mute = { .kind       = CONNECTION_OA,
                                   .name       = S("无应用"),
                                   .corp_id    = S("ww00000000000000aa"),
                                   .app_secret = S("secret") };
    cx                         = fresh(stage);
    must(channel_connection_create(cx, &mute, &theirs));
    refused(cx, wecom_login_start(cx, (ConnectionId){ theirs.id }, S("/"), false, &url, &cookie),
            "connection.not_found");
}

static void test_return_stays_on_our_pages(void **state)
{
    (void)state;
    static const char *const outside[] = {
        "", "https://evil.test/", "//evil.test", "/\\evil.test", "javascript:x", "/a b", "/a\nb"
    };
    for (size_t i = 0; i < COUNT(outside); i++)
        assert_true(str_equal(wecom_login_local_path(str_of(outside[i])), S("/")));
    assert_true(str_equal(wecom_login_local_path(S("/codes/7?tab=1")), S("/codes/7?tab=1")));
}

static void test_js_ticket_is_fetched_once(void **state)
{
    Stage   *stage = *state;
    JsTicket ticket;
    order("get_jsapi_ticket", 9, "{\"errcode\":0,\"ticket\":\"J\",\"expires_in\":7200}");
    order("ticket/get", 9, "{\"errcode\":0,\"ticket\":\"A\",\"expires_in\":7200}");
    for (int i = 0; i < 2; i++)
        must(wecom_login_js_ticket(fresh(stage), id_of(stage), S("http://weft.test/a#b"), &ticket));
    assert_int_equal(calls_of("get_jsapi_ticket"), 1);
    assert_int_equal(calls_of("ticket/get"), 1);
    const Str time = str_fmt(stage->house->arena, "%lld", (long long)ticket.timestamp);
    assert_true(str_equal(ticket.config_signature,
                          wx_jsapi_signature(stage->house->arena, S("J"), ticket.nonce, time,
                                             S("http://weft.test/a"))));
    static const char *const foreign[] = { "https://weft.test/a",
                                           "http://weft.test:81/a",
                                           "http://weft.test.evil.com/a",
                                           "http://x@weft.test/a",
                                           "weft.test",
                                           "javascript:1" };
    for (size_t i = 0; i < COUNT(foreign); i++)
        refused(fresh(stage),
                wecom_login_js_ticket(&stage->house->cx, id_of(stage), str_of(foreign[i]), &ticket),
                "js_ticket.foreign_url");
}

/* ---- notifications, tenancy, connections
 * ---------------------------------------------------------------------------- */

static void test_a_notified_member_gets_an_app_message(void **state)
{
    Stage *stage = *state;
    Staff  staff = { 0 };
    bool   found = false;
    link_user(stage);
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("zhangsan"), &staff,
                                  &found));
    const NotificationDraft draft = { .kind     = S("contact.lost_by_customer"),
                                      .staff_id = staff.id,
                                      .params   = S("{\"customer_name\":\"李四\"}"),
                                      .link     = S("/customers/9"),
                                      .key      = S("n1") };
    must(org_notify(fresh(stage), &draft));
    hear_all(stage);
    send_all(stage);
    assert_non_null(strstr(last_body("message/send"), "客户「李四」删除了你。"));
    assert_non_null(strstr(last_body("message/send"), "http://weft.test/customers/9"));
}

static void tell_loss(Stage *stage, const char *name)
{
    Staff staff = { 0 };
    bool  found = false;
    must(org_staff_find_by_userid(fresh(stage), stage->connection.id, S("zhangsan"), &staff,
                                  &found));
    const Str params = str_fmt(stage->house->arena, "{\"customer_name\":\"%s\"}", name);
    must(org_notify(fresh(stage), &(NotificationDraft){ .kind     = S("contact.lost_by_customer"),
                                                        .staff_id = staff.id,
                                                        .params   = params,
                                                        .link     = S("/customers/9"),
                                                        .key      = str_of(name) }));
    hear_all(stage);
}

static void pass(Stage *stage, int64_t minutes)
{
    test_house_set_clock(test_house_clock() + minutes * MS_PER_MINUTE);
    send_all(stage);
}

static void test_many_of_a_kind_are_one_message(void **state)
{
    Stage *stage = *state;
    link_user(stage);
    tell_loss(stage, "first");
    pass(stage, 0);
    assert_int_equal(calls_of("message/send"), 1);
    assert_non_null(strstr(last_body("message/send"), "客户「first」删除了你。"));
    for (int i = 0; i < 12; i++) tell_loss(stage, str_fmt(stage->house->arena, "c%d", i).ptr);
    pass(stage, 4);
    assert_int_equal(calls_of("message/send"), 1);
    pass(stage, 2);
    assert_int_equal(calls_of("message/send"), 2);
    assert_non_null(strstr(last_body("message/send"), "有 12 位客户删除了你。"));
    assert_non_null(strstr(last_body("message/send"), "http://weft.test/losses"));
    tell_loss(stage, "more"); /* it goes on: once more together */
    pass(stage, 0);
    assert_int_equal(calls_of("message/send"), 2);
    pass(stage, 6);
    assert_int_equal(calls_of("message/send"), 3);
    assert_non_null(strstr(last_body("message/send"), "客户「more」删除了你。"));
    pass(stage, 60);
    tell_loss(stage, "later"); /* and after a rest one at once again */
    pass(stage, 0);
    assert_int_equal(calls_of("message/send"), 4);
}

static const Query speak_english = { .name = "test.speak_english",
                                     .sql  = "UPDATE org_user SET locale = 'en-US'"
                                             " WHERE tenant_id = $1" };
static const Query be_quiet      = { .name = "test.be_quiet",
                                     .sql  = "INSERT INTO notification_quiet (tenant_id, user_id,"
                                                  " from_minute, until_minute)"
                                                  " SELECT tenant_id, id, $2, $3 FROM org_user"
                                                  " WHERE tenant_id = $1 AND staff_id <> 0" };

static void test_who_reads_english_is_told_in_english(void **state)
{
    Stage *stage = *state;
    link_user(stage);
    Ctx *cx = fresh(stage);
    must(cx_run(cx, &speak_english, NULL, ARGS(V(cx->tenant_id))));
    tell_loss(stage, "Wang");
    pass(stage, 0);
    assert_non_null(strstr(last_body("message/send"), "Customer “Wang” has deleted you."));
    tell_loss(stage, "Li");
    tell_loss(stage, "Zhao");
    pass(stage, 6);
    assert_non_null(strstr(last_body("message/send"), "2 customers have deleted you."));
}

static void test_a_quiet_night_is_one_message_in_the_morning(void **state)
{
    Stage        *stage  = *state;
    Ctx          *cx     = fresh(stage);
    const int64_t start  = day_start_ms(day_of(cx->now_ms, cx->zone), cx->zone);
    const int64_t minute = (cx->now_ms - start) / MS_PER_MINUTE;
    link_user(stage);
    cx = fresh(stage);
    must(cx_run(cx, &be_quiet, NULL, ARGS(V(cx->tenant_id), V(minute - 10), V(minute + 60))));
    tell_loss(stage, "a");
    pass(stage, 20);
    tell_loss(stage, "b");
    pass(stage, 20);
    tell_loss(stage, "c");
    pass(stage, 19);
    assert_int_equal(calls_of("message/send"), 0);
    pass(stage, 2);
    assert_int_equal(calls_of("message/send"), 1);
    assert_non_null(strstr(last_body("message/send"), "有 3 位客户删除了你。"));
}

static void test_other_tenant_sees_no_connection(void **state)
{
    Stage      *stage = *state;
    Tenant      tenant;
    Connection  c;
    Rows        rows = { 0 };
    Str         next = { 0 };
    Job         job;
    JsTicket    ticket;
    CheckResult result;
    receive(stage, contact_event(stage, "del_follow_user", ""));
    hear_all(stage);
    const int64_t callback_id = only_callback(stage, CALLBACK_APPLIED).id;
    must(org_tenant_create(fresh(stage), S("b"), S("别人"), S("Asia/Shanghai"), &tenant));
    Ctx *other                 = fresh(stage);
    other->tenant_id           = tenant.id;
    const ConnectionId     id  = id_of(stage);
    const ContactWayDraft  way = { .state = S("x") };
    const PlatformTagDraft tag = { .action = PLATFORM_TAG_DELETE };
    refused(other, channel_connection_get(other, id, &c), "connection.not_found");
    refused(other, channel_connection_update(other, id, 1, &(ConnectionDraft){ 0 }, &c),
            "connection.not_found");
    refused(other, channel_connection_delete(other, id, 1), "connection.not_found");
    refused(other, channel_connection_default(other, &c), "connection.none");
    refused(other, channel_check_connection(other, id, &result), "connection.not_found");
    refused(other, wecom_sync_start(other, id, SYNC_ALL, &job), "connection.not_found");
    refused(other, wecom_login_js_ticket(other, id, S("https://x"), &ticket),
            "connection.not_found");
    refused(other, channel_send_welcome(other, id, S("W"), 1, S("{}"), S("o"), S("k")),
            "connection.not_found");
    refused(other, channel_save_contact_way(other, id, &way, S("o")), "connection.not_found");
    refused(other, channel_delete_contact_way(other, id, S("c"), S("o")), "connection.not_found");
    refused(other,
            channel_mark_tags(other, id, S("u"), S("e"), (Strs){ 0 }, (Strs){ 0 }, S("o"), S("k")),
            "connection.not_found");
    refused(other, channel_set_remark(other, id, S("u"), S("e"), S("r"), S("d"), S("o"), S("k")),
            "connection.not_found");
    refused(other, channel_save_tag(other, id, &tag, S("o")), "connection.not_found");
    refused(other,
            channel_send_app_message(other, id, S("u"), S("t"), S("x"), S(""), S("o"), S("k")),
            "connection.not_found");
    refused(other, channel_read_contact(other, id, S("e"), (Str){ 0 }), "connection.not_found");
    refused(other, channel_callback_replay(other, callback_id), "not_found");
    must(channel_connection_list(other, &rows));
    assert_int_equal(rows.count, 0);
    must(
        channel_callback_list(other, &(CallbackFilter){ .state = CALLBACK_APPLIED }, &rows, &next));
    assert_int_equal(rows.count, 0);
    must(channel_callback_list(other, &(CallbackFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    refused(other,
            channel_connection_create(
                other, &(ConnectionDraft){ .corp_id = S("wwcorp0123456789"), .app_secret = S("s") },
                &c),
            "connection.corp_taken");
}

static void test_secrets_stay_inside(void **state)
{
    Stage    *stage = *state;
    Arena    *arena = stage->house->arena;
    const Str path  = str_fmt(arena, "/api/connections/%lld", (long long)stage->connection.id);
    const Str reader =
        str_fmt(arena, "Authorization: Bearer %lld:7:connection.read", (long long)stage->tenant_id);
    const Str writer =
        str_fmt(arena, "Authorization: Bearer %lld:7:connection.read,connection.write",
                (long long)stage->tenant_id);
    const Str nobody =
        str_fmt(arena, "Authorization: Bearer %lld:7:tag.read", (long long)stage->tenant_id);
    const char *const as_reader[] = { reader.ptr, NULL }, *const as_writer[] = { writer.ptr, NULL },
                      *const as_nobody[] = { nobody.ptr, NULL };
    TestReply reply = test_door_call(stage->door, "GET", path.ptr, (Str){ 0 }, as_reader);
    assert_int_equal(reply.status, 200);
    assert_true(str_find(reply.body, S("sealed")) < 0);
    assert_true(str_find(reply.body, S("app-secret")) < 0);
    assert_true(str_find(reply.body, stage->connection.callback_aes_key) < 0);
    reply = test_door_call(stage->door, "GET", path.ptr, (Str){ 0 }, as_writer);
    assert_true(str_find(reply.body, stage->connection.callback_aes_key) > 0);
    assert_int_equal(test_door_call(stage->door, "GET", path.ptr, (Str){ 0 }, as_nobody).status,
                     403);
    assert_int_equal(test_door_call(stage->door, "GET", path.ptr, (Str){ 0 }, NULL).status, 401);
    assert_int_equal(
        test_door_call(stage->door, "GET", "/api/effects/counts", (Str){ 0 }, as_reader).status,
        200);
    assert_int_equal(
        test_door_call(stage->door, "GET", "/api/effects", (Str){ 0 }, as_reader).status, 200);
    assert_int_equal(
        test_door_call(stage->door, "GET", "/api/callbacks", (Str){ 0 }, as_reader).status, 200);
    assert_int_equal(
        test_door_call(stage->door, "GET", "/api/sign-in-options", (Str){ 0 }, NULL).status, 200);
}

static void test_callbacks_kept_long_enough_are_forgotten(void **state)
{
    Stage         *stage   = *state;
    CallbackFilter filter  = { 0 };
    Rows           rows    = { 0 };
    Str            next    = { 0 };
    int64_t        removed = 0;
    receive(stage, contact_event(stage, "del_follow_user", ""));
    hear_all(stage);
    const int64_t id = only_callback(stage, CALLBACK_APPLIED).id;
    must(channel_callback_sweep(fresh(stage), stage->house->cx.now_ms, 10, &removed));
    assert_int_equal(removed, 0); /* it came at that instant, not before */
    test_house_set_clock(test_house_clock() + 1);
    must(channel_callback_sweep(fresh(stage), test_house_clock(), 10, &removed));
    assert_int_equal(removed, 1);
    must(channel_callback_list(fresh(stage), &filter, &rows, &next));
    assert_int_equal(rows.count, 0); /* and not as one that waits */
    receive(stage, contact_event(stage, "del_follow_user", "<X>2</X>"));
    must(channel_callback_list(fresh(stage), &filter, &rows, &next));
    assert_int_equal(rows.count, 1);
    must(channel_callback_replay(fresh(stage), id)); /* its event is there */
}

static void test_calls_go_to_public_addresses_only(void **state)
{
    Stage      *stage = *state;
    Connection  c;
    CheckResult result;
    static const char *const private[] = { "http://10.0.0.8", "https://192.168.1.1",
                                           "https://169.254.169.254/latest", "https://[::1]:8443",
                                           "http://qyapi.weixin.qq.com" };
    for (size_t i = 0; i < COUNT(private); i++) {
        ConnectionDraft draft = { .corp_id    = S("wwother"),
                                  .app_secret = S("secret"),
                                  .base_url   = str_of(private[i]) };
        refused(fresh(stage), channel_connection_create(&stage->house->cx, &draft, &c),
                "connection.private_url");
        refused(fresh(stage), channel_check_run(&stage->house->cx, &draft, true, &result),
                "connection.private_url");
        draft.corp_id = (Str){ 0 };
        refused(fresh(stage),
                channel_connection_update(&stage->house->cx, id_of(stage), 1, &draft, &c),
                "connection.private_url");
    }
}

static void test_sign_in_names_the_connections_of_one_brand(void **state)
{
    Stage     *stage = *state;
    Tenant     tenant;
    Connection c;
    Rows       rows = { 0 };
    must(org_tenant_create(fresh(stage), S("b"), S("别人"), S("Asia/Shanghai"), &tenant));
    Ctx *other            = fresh(stage);
    other->tenant_id      = tenant.id;
    ConnectionDraft draft = {
        .name = S("别人的"), .corp_id = S("wwother"), .agent_id = 9, .app_secret = S("secret")
    };
    must(channel_connection_create(other, &draft, &c));
    must(wecom_login_options(fresh(stage), (Str){ 0 }, &rows));
    assert_int_equal(rows.count, 1); /* of the first brand */
    assert_int_equal(ROWS_AT(SignInOption, rows, 0)->connection_id, stage->connection.id);
    must(wecom_login_options(fresh(stage), S("b"), &rows));
    assert_int_equal(rows.count, 1);
    assert_true(str_equal(ROWS_AT(SignInOption, rows, 0)->name, S("别人的")));
    must(wecom_login_options(fresh(stage), S("nobody"), &rows));
    assert_int_equal(rows.count, 0);
}

static void test_a_connection_keeps_its_corp_and_unspoken_secrets(void **state)
{
    Stage          *stage = *state;
    Connection      c;
    ConnectionDraft draft = { .name = S("新名"), .state = CONNECTION_PAUSED };
    must(channel_connection_update(fresh(stage), id_of(stage), 1, &draft, &c));
    assert_true(c.has_app_secret && c.state == CONNECTION_PAUSED && c.revision == 2);
    assert_true(str_starts(c.base_url, S("http://127.0.0.1:")));
    refused(fresh(stage), channel_connection_update(&stage->house->cx, id_of(stage), 1, &draft, &c),
            "connection.changed_meanwhile");
    draft.corp_id = S("wwother");
    refused(fresh(stage), channel_connection_update(&stage->house->cx, id_of(stage), 2, &draft, &c),
            "connection.corp_fixed");
    draft.corp_id  = (Str){ 0 };
    draft.base_url = S("ftp://x");
    refused(fresh(stage), channel_connection_update(&stage->house->cx, id_of(stage), 2, &draft, &c),
            "connection.bad_url");
    draft.base_url = S("http://127.0.0.1:1/secret?");
    refused(fresh(stage), channel_connection_update(&stage->house->cx, id_of(stage), 2, &draft, &c),
            "connection.bad_url");
    draft.base_url = S("http://127.0.0.1:1"); /* would be told the secrets */
    refused(fresh(stage), channel_connection_update(&stage->house->cx, id_of(stage), 2, &draft, &c),
            "connection.secret_missing");
    /* While paused nothing is sent, and nothing is lost. */
    const Str add[] = { S("etA") };
    must(channel_mark_tags(fresh(stage), id_of(stage), S("u"), S("e"), (Strs){ add, 1 },
                           (Strs){ 0 }, (Str){ 0 }, S("k")));
    send_all(stage);
    assert_int_equal(effect_of(stage, "wecom.mark_tags").state, EFFECT_PENDING);
    must(channel_connection_delete(fresh(stage), id_of(stage), 2));
    test_house_set_clock(test_house_clock() + 2 * MS_PER_MINUTE);
    send_all(stage);
    assert_int_equal(effect_of(stage, "wecom.mark_tags").state, EFFECT_DEAD);
}

/* ---- faults ---- */

static void replay_failed(Stage *stage)
{
    Rows items = { 0 };
    Str  next  = { 0 };
    must(channel_callback_list(fresh(stage), &(CallbackFilter){ .state = CALLBACK_FAILED }, &items,
                               &next));
    for (size_t i = 0; i < items.count; i++)
        must(channel_callback_replay(fresh(stage), ROWS_AT(Callback, items, i)->id));
}

/* Break the n-th statement between callback and settled effect: nothing is lost, nothing doubles.
 */
static void test_no_fault_loses_or_doubles_a_callback(void **state)
{
    Stage *stage = *state;
    order("externalcontact/get", 9999, contact_answer);
    int faults = 0;
    for (int n = 1; n < 120; n++) {
        test_house_set_clock(test_house_clock() + 60000);
        platform.call_count   = 0;
        const size_t   before = events_of(stage, "platform.contact_read").count;
        const Delivery delivery =
            deliver(stage, contact_event(stage, "add_external_contact", "<State>s</State>"));
        db_fail_at(stage->house->db, n);
        Ctx *cx       = fresh(stage);
        cx->tenant_id = 0;
        Code code = channel_door_receive(cx, stage->connection.corp_id, S("contact"), &delivery);
        if (code == OK)
            code =
                consumer_drain(&stage->door->services, channel_consumers, channel_consumer_count);
        if (code == OK)
            code = outbox_drain(&stage->door->services, channel_effect_kinds,
                                channel_effect_kind_count);
        db_fail_at(stage->house->db, 0);
        /* The platform delivers again; everything else goes on by itself. */
        receive(stage, contact_event(stage, "add_external_contact", "<State>s</State>"));
        for (int i = 0; i < 4; i++) {
            hear_all(stage);
            replay_failed(stage); /* shown to people as failed: they press the button */
            send_all(stage);
            test_house_set_clock(test_house_clock() + 400000);
            if (i == 0) test_house_set_clock(test_house_clock() - 400000 + 2000);
        }
        assert_int_equal(events_of(stage, "platform.contact_read").count, before + 1);
        if (before + 1 >= 90) break; /* one page of the log */
        if (code == OK && calls_of("externalcontact/get") == 1 && n > 40) break;
        faults++;
    }
    assert_true(faults > 10);
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)
int main(void)
{
    setenv("WEFT_FAST_PASSWORDS", "1", 1);
    const struct CMUnitTest tests[] = {
        ON_STAGE(test_every_statement_fits_the_schema),
        ON_STAGE(test_a_token_is_fetched_once_and_again_when_old),
        ON_STAGE(test_a_refused_token_is_replaced_and_the_call_repeated),
        ON_STAGE(test_what_is_no_answer_is_tried_later),
        ON_STAGE(test_door_takes_a_callback_once),
        ON_STAGE(test_door_over_http),
        ON_STAGE(test_an_added_contact_is_read_and_told),
        ON_STAGE(test_an_unreadable_contact_is_told_by_its_ids_in_time),
        ON_STAGE(test_a_sync_repairs_only_callbacks_of_whom_it_read),
        ON_STAGE(test_a_silent_platform_does_not_cost_the_welcome),
        ON_STAGE(test_a_resting_quota_does_not_cost_the_welcome),
        ON_STAGE(test_losses_say_by_whom),
        ON_STAGE(test_unknown_events_are_kept_and_shown),
        ON_STAGE(test_a_bad_callback_fails_alone_and_can_be_replayed),
        ON_STAGE(test_edits_of_one_contact_are_one_read),
        ON_STAGE(test_tags_and_directory_follow_callbacks),
        ON_STAGE(test_a_member_gone_before_we_asked_has_left),
        ON_STAGE(test_a_welcome_goes_out_once),
        ON_STAGE(test_a_used_or_dead_code_is_final),
        ON_STAGE(test_a_busy_platform_is_asked_again_inside_the_deadline),
        ON_STAGE(test_a_late_welcome_is_dead_with_its_own_reason),
        ON_STAGE(test_a_forgotten_picture_is_uploaded_again_once),
        ON_STAGE(test_cards_go_out_with_their_covers),
        ON_STAGE(test_a_missing_picture_is_no_silent_text),
        ON_STAGE(test_a_way_is_made_once_whatever_happens),
        ON_STAGE(test_a_way_is_told_with_what_a_scan_of_its_picture_yields),
        ON_STAGE(test_a_way_stands_while_its_picture_is_tried_again),
        ON_STAGE(test_the_longest_answer_is_told_whole),
        ON_STAGE(test_only_the_latest_way_is_sent),
        ON_STAGE(test_a_taken_tag_name_is_found_not_made_twice),
        ON_STAGE(test_marks_remarks_and_messages_reach_the_platform),
        ON_STAGE(test_an_untrusted_address_is_told_once_and_waits),
        ON_STAGE(test_wizard_says_what_is_wrong),
        ON_STAGE(test_sync_brings_everything_and_ends),
        ON_STAGE(test_one_bad_member_does_not_stop_the_sync),
        ON_STAGE(test_sync_ends_relations_only_after_they_were_heard),
        ON_STAGE(test_wecom_sign_in_opens_a_session),
        ON_STAGE(test_a_way_back_is_of_one_browser_and_one_member),
        ON_STAGE(test_a_list_of_ids_lets_nobody_in_again),
        ON_STAGE(test_a_member_of_another_corp_is_nobody_here),
        cmocka_unit_test(test_return_stays_on_our_pages),
        ON_STAGE(test_js_ticket_is_fetched_once),
        ON_STAGE(test_a_notified_member_gets_an_app_message),
        ON_STAGE(test_many_of_a_kind_are_one_message),
        ON_STAGE(test_who_reads_english_is_told_in_english),
        ON_STAGE(test_a_quiet_night_is_one_message_in_the_morning),
        ON_STAGE(test_other_tenant_sees_no_connection),
        ON_STAGE(test_secrets_stay_inside),
        ON_STAGE(test_callbacks_kept_long_enough_are_forgotten),
        ON_STAGE(test_calls_go_to_public_addresses_only),
        ON_STAGE(test_sign_in_names_the_connections_of_one_brand),
        ON_STAGE(test_a_connection_keeps_its_corp_and_unspoken_secrets),
        ON_STAGE(test_no_fault_loses_or_doubles_a_callback),
    };
    return FOR_EACH_ENGINE(tests);
}
