/* server_test.c -- one request at a time against a live server: the door's every rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- a small slice ------------------------------------------------------------------ */

typedef struct Item {
    int64_t id, revision, made_at_ms;
    Str     name, key;
} Item;
static const Field item_fields[] = {
    FIELD_ID(Item, id, .flags = SERVER_SET),
    FIELD_WITH(Item, revision, .flags = SERVER_SET),
    FIELD_TIME(Item, made_at_ms, .flags = SERVER_SET),
    FIELD_WITH(Item, name, .flags = REQUIRED, .min = 2, .max = 20),
    FIELD_WITH(Item, key, .flags = SECRET),
};
static const Shape item_shape = SHAPE(Item, item_fields);

typedef struct Items {
    Rows items;
    Str  next_cursor;
} Items;
static const Field items_fields[] = { FIELD_LIST(Items, items, item_shape),
                                      FIELD(Items, next_cursor) };
static const Shape items_shape    = SHAPE(Items, items_fields);

static _Atomic int runs, clashes_left;

static Code get_item(Call *call)
{
    Item *out       = call->out;
    out->id         = call->id;
    out->revision   = 7;
    out->made_at_ms = call->cx->now_ms;
    out->name       = str_fmt(call->cx->arena, "%.*s", FMT(call->request->address));
    out->key        = S("hidden");
    return OK;
}

static Code list_items(Call *call)
{
    const PageQuery *query = call->query;
    Items           *out   = call->out;
    const int64_t    limit = page_limit(query->limit);
    Item            *items = arena_make(call->cx->arena, Item, (size_t)limit);
    for (int64_t i = 0; i < limit; i++) items[i] = (Item){ .id = i + 1, .name = S("an item") };
    out->items       = (Rows){ items, (size_t)limit };
    out->next_cursor = query->cursor;
    return OK;
}

static Code make_item(Call *call)
{
    const Item *in  = call->in;
    Item       *out = call->out;
    runs++;
    out->id       = cx_new_id(call->cx);
    out->revision = 1;
    out->name     = in->name;
    call->object  = str_fmt(call->cx->arena, "item:%lld", (long long)out->id);
    return audit_write(call->cx, S("item.made"), call->object, S("ok"), S("{}"), S(""));
}

static Code make_and_fail(Call *call)
{
    TRY(audit_write(call->cx, S("item.lost"), S("item:1"), S("ok"), S("{}"), S("")));
    return fail(call->cx, ERR_CONFLICT, "item.bad_move", "on purpose");
}

static Code clash(Call *call)
{
    if (clashes_left-- > 0) {
        const Code code     = fail(call->cx, ERR_UNAVAILABLE, "db.unavailable", "clash");
        call->cx->err.retry = true;
        return code;
    }
    return make_item(call);
}

static Code change_item(Call *call)
{
    Item *out     = call->out;
    out->id       = call->id;
    out->revision = call->if_match + 1;
    if (call->if_match != 7)
        return fail(call->cx, ERR_CONFLICT, "item.changed_meanwhile", "revision");
    return OK;
}

static Code delete_item(Call *call) { return call->id == 5 ? OK : ERR_NOT_FOUND; }

static Code break_down(Call *call)
{
    return fail(call->cx, ERR_INTERNAL, "item.broken", "secret detail");
}

static Code eat_memory(Call *call)
{
    (void)arena_alloc(call->cx->arena, 17, 1 << 20);
    return OK;
}

static Code raw_echo(Call *call)
{
    call->reply->type = S("text/html");
    call->reply->body =
        str_fmt(call->cx->arena, "%.*s|%.*s|%.*s|%zu", FMT(call->arg[0]), FMT(call->arg[1]),
                FMT(call->request->query), call->request->body.len);
    http_reply_header(call->reply, S("Set-Cookie"), S("a=b; Path=/"));
    http_reply_header(call->reply, S("X-Bad"), S("a\r\nX-Evil: 1"));
    return OK;
}

#define IN_OUT NULL, &item_shape, &item_shape
static const Route routes[] = {
    { GET, "/api/items", PERM_ORG_READ, list_items, &page_query_shape, NULL, &items_shape, 0,
      "List" },
    { GET, "/api/items/{id}", PERM_ORG_READ, get_item, NULL, NULL, &item_shape, 0, "Read" },
    { GET, "/api/kept/{id}", PERM_ORG_READ, get_item, NULL, NULL, &item_shape, KEPT, "Keep" },
    { POST, "/api/items", PERM_ORG_WRITE, make_item, IN_OUT, AUDITED | IDEMPOTENT | CREATED,
      "Make" },
    { POST, "/api/outside", PERM_ORG_WRITE, make_item, IN_OUT, AUDITED | IDEMPOTENT | OUTSIDE,
      "Make" },
    { POST, "/api/lost", PERM_ORG_WRITE, make_and_fail, IN_OUT, AUDITED, "Lose" },
    { POST, "/api/clash", PERM_ORG_WRITE, clash, IN_OUT, AUDITED, "Clash" },
    { PATCH, "/api/items/{id}", PERM_ORG_WRITE, change_item, NULL, NULL, &item_shape,
      AUDITED | IF_MATCH, "Change" },
    { DELETE_, "/api/items/{id}", PERM_ORG_WRITE, delete_item, NULL, NULL, NULL, AUDITED | NO_BODY,
      "Delete" },
    { GET, "/api/broken", PERM_SIGNED_IN, break_down, NULL, NULL, &item_shape, 0, "Break" },
    { GET, "/api/memory", PERM_SIGNED_IN, eat_memory, NULL, NULL, &item_shape, 0, "Eat" },
    { POST, "/callback/x/{corp_id}/{app}", PERM_PUBLIC, raw_echo, NULL, NULL, NULL, RAW, "Echo" },
    { POST, "/api/uploads", PERM_PUBLIC, raw_echo, NULL, NULL, NULL, RAW | UPLOAD, "Upload" },
};
static const RouteList list = ROUTE_LIST("items", routes);

#define FILE_OF(name, text)                 \
    {                                       \
        name, text, text + sizeof(text) - 1 \
    }
static const EmbeddedFile files[] = {
    FILE_OF("assets/app-1a2b.js", "console.log(1)"),
    FILE_OF("assets/app-1a2b.js.br", "BR"),
    FILE_OF("assets/app-1a2b.js.gz", "GZ"),
    FILE_OF("dealer.html", "<p nonce=\"__CSP_NONCE__\">dealer</p>"),
    FILE_OF("favicon.ico", "ICO"),
    FILE_OF("index.html", "<p nonce=\"__CSP_NONCE__\">index __CSP_NONCE__</p>"),
    FILE_OF("sidebar.html", "<p>sidebar</p>"),
};
static const Embedded console = { files, COUNT(files) };

/* ---- calling ---------------------------------------------------------------------------- */

static TestDoor *door;

static int open_door(void **state)
{
    static const RouteList *const lists[] = { &list };
    if (test_house_setup(state) != 0) return -1;
    runs         = 0;
    clashes_left = 0;
    door         = test_door_open(*state, (HttpServerOptions){ .routes           = lists,
                                                               .route_list_count = 1,
                                                               .console          = &console,
                                                               .worker_threads   = 4,
                                                               .behind_proxy     = true });
    return 0;
}

static int close_door(void **state)
{
    test_door_close(door);
    return test_house_teardown(state);
}

#define ALL "Authorization: Bearer 1:7:*"
static const char *const as_all[] = { ALL, NULL };

static TestReply get(const char *path, const char *const *headers)
{
    return test_door_call(door, "GET", path, (Str){ 0 }, headers);
}

static TestReply post(const char *path, Str body, const char *const *headers)
{
    return test_door_call(door, "POST", path, body, headers);
}

static void expect_problem(TestReply reply, int status, const char *reason)
{
    assert_int_equal(reply.status, status);
    assert_true(
        str_equal(test_reply_header(&reply, S("Content-Type")), S("application/problem+json")));
    const Json *json = test_reply_json(door, &reply);
    assert_true(str_equal(json_str(json, S("reason")), str_of(reason)));
    assert_int_equal(json_i64(json, S("status"), 0), status);
    assert_true(
        str_equal(json_str(json, S("request_id")), test_reply_header(&reply, S("X-Request-Id"))));
}

/* Lines of the audit log with that action. */
static int audit_count(const char *action)
{
    Ctx *cx     = test_house_ctx(door->house);
    Rows rows   = { 0 };
    Str  cursor = { 0 };
    int  count  = 0;
    assert_int_equal(audit_list(cx, &(AuditFilter){ .limit = 200 }, &rows, &cursor), OK);
    for (size_t i = 0; i < rows.count; i++)
        count += str_equal(ROWS_AT(Audit, rows, i)->action, str_of(action));
    return count;
}

/* ---- who may ------------------------------------------------------------------------------ */

static void test_nobody_is_asked_to_sign_in(void **state)
{
    (void)state;
    expect_problem(get("/api/items", NULL), 401, "session.required");
    expect_problem(post("/api/items", S("{}"), NULL), 401, "session.required");
    expect_problem(get("/api/live", NULL), 401, "session.required");
}

static void test_a_missing_permission_is_refused_and_audited(void **state)
{
    (void)state;
    const char *reader[] = { "Authorization: Bearer 1:7:org.read", NULL };
    assert_int_equal(get("/api/items", reader).status, 200);
    expect_problem(post("/api/items", S("{\"name\":\"abc\"}"), reader), 403, "permission.denied");
    assert_int_equal(audit_count("POST /api/items"), 1);
    assert_int_equal(runs, 0);
}

static void test_a_page_of_another_site_changes_nothing(void **state)
{
    (void)state;
    const Str   body     = S("{\"name\":\"abc\"}");
    const char *bare[]   = { "Cookie: weft_session=1:7:*", NULL };
    const char *other[]  = { "Cookie: weft_session=1:7:*", "Sec-Fetch-Site: cross-site", NULL };
    const char *origin[] = { "Cookie: weft_session=1:7:*", "Origin: http://evil.example", NULL };
    const char *own[]    = { "Cookie: weft_session=1:7:*", "Sec-Fetch-Site: same-origin", NULL };
    expect_problem(post("/api/items", body, bare), 403, "session.cross_site");
    expect_problem(post("/api/items", body, other), 403, "session.cross_site");
    expect_problem(post("/api/items", body, origin), 403, "session.cross_site");
    assert_int_equal(runs, 0);
    assert_int_equal(post("/api/items", body, own).status, 201);
    assert_int_equal(get("/api/items", other).status, 200);
    const Str here =
        str_fmt(door->house->arena, "Origin: http://127.0.0.1:%d", http_server_port(door->server));
    const char *same[] = { "Cookie: weft_session=1:7:*", here.ptr, NULL };
    assert_int_equal(post("/api/items", body, same).status, 201);
}

/* ---- what they say --------------------------------------------------------------------------- */

static void test_an_answer_carries_shape_etag_and_headers(void **state)
{
    (void)state;
    const TestReply reply = get("/api/items/42", as_all);
    const Json     *json  = test_reply_json(door, &reply);
    assert_int_equal(reply.status, 200);
    assert_true(str_equal(json_str(json, S("id")), S("42")));
    assert_true(str_equal(json_str(json, S("name")), S("127.0.0.1")));
    const Str now = rfc3339(door->house->arena, test_house_clock(), (Zone){ 480 });
    assert_true(str_ends(now, S("+08:00")));
    assert_true(str_equal(json_str(json, S("made_at")), now));
    assert_null(json_get(json, S("key")));
    assert_true(str_equal(test_reply_header(&reply, S("ETag")), S("\"r7\"")));
    assert_true(str_equal(test_reply_header(&reply, S("Cache-Control")), S("no-store")));
    assert_true(str_equal(test_reply_header(&reply, S("Content-Type")),
                          S("application/json; charset=utf-8")));
    assert_true(str_equal(test_reply_header(&reply, S("X-Content-Type-Options")), S("nosniff")));
    assert_true(str_equal(test_reply_header(&reply, S("Referrer-Policy")), S("same-origin")));
    assert_int_equal(test_reply_header(&reply, S("X-Request-Id")).len, 32);
}

static void test_the_address_is_the_one_our_proxy_saw(void **state)
{
    (void)state;
    static const struct {
        const char *header, *want;
    } cases[] = {
        { "X-Forwarded-For: 192.0.2.1, 203.0.113.9", "203.0.113.9" },
        { "X-Forwarded-For: ::ffff:203.0.113.7", "203.0.113.7" },
        { "X-Forwarded-For: 2001:db8::1", "2001:db8::1" },
        { "X-Forwarded-For: 203.0.113.9, unknown", "127.0.0.1" },
        { "X-Forwarded-For: ,", "127.0.0.1" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char     *headers[] = { ALL, cases[i].header, NULL };
        const TestReply reply     = get("/api/items/42", headers);
        const Json     *json      = test_reply_json(door, &reply);
        assert_true(str_equal(json_str(json, S("name")), str_of(cases[i].want)));
    }
    const char     *twice[] = { ALL, "X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 203.0.113.9",
                                NULL };
    const TestReply reply   = get("/api/items/42", twice);
    assert_true(str_equal(json_str(test_reply_json(door, &reply), S("name")), S("203.0.113.9")));
}

static void test_a_sane_request_id_is_kept(void **state)
{
    (void)state;
    const char *given[]  = { ALL, "X-Request-Id: my-request-1", NULL };
    const char *short_[] = { ALL, "X-Request-Id: x", NULL };
    TestReply   reply    = get("/api/items/1", given);
    assert_true(str_equal(test_reply_header(&reply, S("X-Request-Id")), S("my-request-1")));
    reply = get("/api/items/1", short_);
    assert_int_equal(test_reply_header(&reply, S("X-Request-Id")).len, 32);
}

static void test_an_id_is_a_positive_number(void **state)
{
    (void)state;
    static const char *const paths[] = { "/api/items/0", "/api/items/-1", "/api/items/x",
                                         "/api/items/01", "/api/items/9223372036854775808" };
    for (size_t i = 0; i < COUNT(paths); i++)
        expect_problem(get(paths[i], as_all), 404, "not_found");
    assert_int_equal(get("/api/items/9223372036854775807", as_all).status, 200);
}

static void test_query_parameters_are_checked(void **state)
{
    (void)state;
    const TestReply reply = get("/api/items?limit=3&cursor=a%2Bb+c", as_all);
    const Json     *json  = test_reply_json(door, &reply);
    assert_int_equal(json_items(json, S("items")).count, 3);
    assert_true(str_equal(json_str(json, S("next_cursor")), S("a+b c")));
    expect_problem(get("/api/items?color=red", as_all), 400, "shape.unknown_field");
    expect_problem(get("/api/items/1?color=red", as_all), 400, "shape.unknown_field");
    assert_int_equal(get("/api/items?limit=abc", as_all).status, 400);
    assert_int_equal(get("/api/items?limit=201", as_all).status, 400);
}

static void test_a_bad_body_names_its_field(void **state)
{
    (void)state;
    TestReply   reply = post("/api/items", S("{\"name\":\"x\"}"), as_all);
    const Json *json  = test_reply_json(door, &reply);
    assert_int_equal(reply.status, 400);
    assert_true(str_equal(json_str(json, S("field")), S("name")));
    expect_problem(post("/api/items", S("{\"name\":"), as_all), 400, "json.malformed");
    expect_problem(post("/api/items", S("{\"nam\":\"abc\"}"), as_all), 400, "shape.unknown_field");
    expect_problem(post("/api/items", S("{\"id\":\"1\",\"name\":\"abc\"}"), as_all), 400,
                   "shape.read_only");
    assert_int_equal(post("/api/items", S(""), as_all).status, 400);
    assert_int_equal(post("/api/items", S("[]"), as_all).status, 400);
    assert_int_equal(runs, 0);
    assert_int_equal(audit_count("POST /api/items"), 0);
}

static void test_unknown_addresses_and_methods_are_told(void **state)
{
    (void)state;
    expect_problem(get("/api/nothing", as_all), 404, "route.not_found");
    const TestReply reply = test_door_call(door, "PUT", "/api/items/1", S("{}"), as_all);
    expect_problem(reply, 405, "route.method_not_allowed");
    assert_true(str_equal(test_reply_header(&reply, S("Allow")), S("GET, PATCH, DELETE")));
    expect_problem(test_door_call(door, "PURGE", "/api/items", (Str){ 0 }, as_all), 405,
                   "route.method_not_allowed");
}

static void test_if_match_guards_a_change(void **state)
{
    (void)state;
    const char *fresh[] = { ALL, "If-Match: \"r7\"", NULL };
    const char *stale[] = { ALL, "If-Match: \"r6\"", NULL };
    const char *odd[]   = { ALL, "If-Match: *", NULL };
    expect_problem(test_door_call(door, "PATCH", "/api/items/1", S("{}"), as_all), 428,
                   "if_match.required");
    expect_problem(test_door_call(door, "PATCH", "/api/items/1", S("{}"), odd), 400,
                   "if_match.malformed");
    expect_problem(test_door_call(door, "PATCH", "/api/items/1", S("{}"), stale), 412,
                   "item.changed_meanwhile");
    const TestReply reply = test_door_call(door, "PATCH", "/api/items/1", S("{}"), fresh);
    assert_int_equal(reply.status, 200);
    assert_true(str_equal(test_reply_header(&reply, S("ETag")), S("\"r8\"")));
}

/* ---- around the handler ---------------------------------------------------------------------- */

static void test_a_change_is_audited_with_it(void **state)
{
    (void)state;
    assert_int_equal(post("/api/items", S("{\"name\":\"abc\"}"), as_all).status, 201);
    assert_int_equal(audit_count("POST /api/items"), 1);
    assert_int_equal(audit_count("item.made"), 1);
}

static void test_a_failure_undoes_all_but_its_audit_line(void **state)
{
    (void)state;
    expect_problem(post("/api/lost", S("{\"name\":\"abc\"}"), as_all), 409, "item.bad_move");
    assert_int_equal(audit_count("item.lost"), 0);
    assert_int_equal(audit_count("POST /api/lost"), 1);
}

static void test_a_clash_is_run_again_three_times(void **state)
{
    (void)state;
    clashes_left = 3;
    assert_int_equal(post("/api/clash", S("{\"name\":\"abc\"}"), as_all).status, 200);
    assert_int_equal(audit_count("item.made"), 1);
    clashes_left          = 4;
    const TestReply reply = post("/api/clash", S("{\"name\":\"abc\"}"), as_all);
    expect_problem(reply, 503, "db.unavailable");
    assert_int_equal(test_reply_header(&reply, S("Retry-After")).len, 1);
}

static void test_what_the_caller_has_kept_is_not_sent_again(void **state)
{
    (void)state;
    const char     *has_it[]  = { ALL, "If-None-Match: \"r7\"", NULL };
    const char     *has_old[] = { ALL, "If-None-Match: \"r6\"", NULL };
    const TestReply same      = get("/api/kept/42", has_it);
    assert_int_equal(same.status, 304);
    assert_int_equal(same.body.len, 0);
    assert_true(str_equal(test_reply_header(&same, S("ETag")), S("\"r7\"")));
    assert_true(str_equal(test_reply_header(&same, S("Cache-Control")), S("private, no-cache")));
    assert_int_equal(get("/api/kept/42", has_old).status, 200);
    /* Not every revision stands for the whole answer. */
    assert_int_equal(get("/api/items/42", has_it).status, 200);
}

static void same_key_twice(const char *path, int status)
{
    const char     *keyed[] = { ALL, "Idempotency-Key: key-1", NULL };
    const char     *other[] = { "Authorization: Bearer 2:9:*", "Idempotency-Key: key-1", NULL };
    const char     *bad[]   = { ALL, "Idempotency-Key: a b", NULL };
    const Str       body    = S("{\"name\":\"abc\"}");
    const TestReply first   = post(path, body, keyed);
    const TestReply again   = post(path, body, keyed);
    assert_int_equal(first.status, status);
    assert_int_equal(again.status, status);
    assert_true(str_equal(first.body, again.body));
    assert_true(str_equal(test_reply_header(&again, S("ETag")), S("\"r1\"")));
    assert_true(str_equal(test_reply_header(&again, S("Idempotent-Replayed")), S("true")));
    assert_null(test_reply_header(&first, S("Idempotent-Replayed")).ptr);
    assert_int_equal(runs, 1);
    expect_problem(post(path, S("{\"name\":\"abd\"}"), keyed), 409, "idempotency.other_request");
    expect_problem(post(path, body, bad), 400, "idempotency.bad_key");
    assert_int_equal(post(path, body, other).status, status);
    assert_int_equal(runs, 2);
}

static void test_a_key_gives_the_same_answer_again(void **state)
{
    (void)state;
    same_key_twice("/api/items", 201);
}

static void test_a_key_works_outside_a_transaction_too(void **state)
{
    (void)state;
    same_key_twice("/api/outside", 200);
    assert_int_equal(audit_count("POST /api/outside"), 2); /* one done, one refused */
}

static void test_a_deleted_thing_answers_without_a_body(void **state)
{
    (void)state;
    const TestReply reply = test_door_call(door, "DELETE", "/api/items/5", (Str){ 0 }, as_all);
    assert_int_equal(reply.status, 204);
    assert_int_equal(reply.body.len, 0);
    expect_problem(test_door_call(door, "DELETE", "/api/items/6", (Str){ 0 }, as_all), 404,
                   "not_found");
}

static void test_our_mistakes_stay_inside(void **state)
{
    (void)state;
    const TestReply reply = get("/api/broken", as_all);
    expect_problem(reply, 500, "item.broken");
    assert_true(str_find(reply.body, S("secret")) < 0);
    expect_problem(get("/api/memory", as_all), 503, "server.memory");
    assert_int_equal(get("/api/items/1", as_all).status, 200);
}

/* ---- raw doors and bodies
 * ------------------------------------------------------------------------ */

static void test_a_raw_door_reads_and_answers_itself(void **state)
{
    (void)state;
    const TestReply reply = post("/callback/x/ww%201/app?msg=1&x", S("hello"), NULL);
    assert_int_equal(reply.status, 200);
    assert_true(str_equal(reply.body, S("ww 1|app|msg=1&x|5")));
    assert_true(str_equal(test_reply_header(&reply, S("Set-Cookie")), S("a=b; Path=/")));
    assert_true(str_equal(test_reply_header(&reply, S("X-Frame-Options")), S("DENY")));
    assert_null(test_reply_header(&reply, S("X-Evil")).ptr);
    assert_null(test_reply_header(&reply, S("X-Bad")).ptr);
}

static void test_bodies_have_a_limit(void **state)
{
    (void)state;
    enum { MIB = 1 << 20 };
    char *bytes = malloc(33 * MIB);
    memset(bytes, 'x', 33 * MIB);
    const char *eager[]   = { ALL, "Expect:", NULL };
    const char *chunked[] = { ALL, "Expect:", "Transfer-Encoding: chunked", NULL };
    const char *polite[]  = { ALL, "Expect: 100-continue", NULL };
    expect_problem(post("/api/items", (Str){ bytes, MIB + 1 }, eager), 413, "body.too_large");
    expect_problem(post("/api/items", (Str){ bytes, MIB + 1 }, chunked), 413, "body.too_large");
    expect_problem(post("/api/items", (Str){ bytes, MIB + 1 }, polite), 413, "body.too_large");
    TestReply reply = post("/callback/x/a/b", (Str){ bytes, MIB }, chunked);
    assert_true(str_equal(reply.body, S("a|b||1048576")));
    reply = post("/api/uploads", (Str){ bytes, 32 * MIB }, eager);
    assert_true(str_equal(reply.body, S("|||33554432")));
    expect_problem(post("/api/uploads", (Str){ bytes, 32 * MIB + 1 }, eager), 413,
                   "body.too_large");
    free(bytes);
}

/* Sends more of an upload than a socket holds, so that most of it was taken. */
static int half_upload(const char *bytes, size_t size)
{
    const int  sock   = test_door_connect(door);
    const char head[] = "POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Length: 33554432\r\n\r\n";
    assert_int_equal(send(sock, head, sizeof(head) - 1, MSG_NOSIGNAL), sizeof(head) - 1);
    for (size_t at = 0; at < size;) {
        const ssize_t sent = send(sock, bytes + at, size - at, MSG_NOSIGNAL);
        assert_true(sent > 0);
        at += (size_t)sent;
    }
    return sock;
}

static void test_uploads_shut_out_no_small_body(void **state)
{
    (void)state;
    enum { MIB = 1 << 20, SIZE = 31 * MIB, UPLOADS = 8, TRIES = 1000 };
    char *bytes = malloc(SIZE);
    memset(bytes, 'x', SIZE);
    int sockets[UPLOADS];
    for (int i = 0; i < UPLOADS; i++) sockets[i] = half_upload(bytes, SIZE);
    int large = 200; /* until the last of them was read */
    for (int i = 0; i < TRIES && large == 200; i++)
        large = post("/api/uploads", (Str){ bytes, 8 * MIB }, NULL).status;
    assert_int_equal(large, 503);
    assert_int_equal(post("/api/items", S("{\"name\":\"abc\"}"), as_all).status, 201);
    for (int i = 0; i < UPLOADS; i++) close(sockets[i]);
    free(bytes);
}

static void test_a_long_answer_is_packed(void **state)
{
    (void)state;
    const char     *gzip[] = { ALL, "Accept-Encoding: gzip", NULL };
    const TestReply plain  = get("/api/items?limit=200", as_all);
    const TestReply packed = get("/api/items?limit=200", gzip);
    const TestReply small  = get("/api/items?limit=1", gzip);
    assert_true(str_equal(test_reply_header(&packed, S("Content-Encoding")), S("gzip")));
    assert_true(packed.body.len * 4 < plain.body.len);
    assert_null(test_reply_header(&plain, S("Content-Encoding")).ptr);
    assert_null(test_reply_header(&small, S("Content-Encoding")).ptr);
}

/* ---- files
 * --------------------------------------------------------------------------------------- */

static void test_hashed_files_are_kept_for_ever(void **state)
{
    (void)state;
    const char *br[]   = { "Accept-Encoding: gzip, br", NULL };
    const char *gzip[] = { "Accept-Encoding: gzip", NULL };
    TestReply   reply  = get("/assets/app-1a2b.js", br);
    assert_true(str_equal(reply.body, S("BR")));
    assert_true(str_equal(test_reply_header(&reply, S("Content-Encoding")), S("br")));
    assert_true(str_equal(test_reply_header(&reply, S("Cache-Control")),
                          S("public, max-age=31536000, immutable")));
    assert_true(str_starts(test_reply_header(&reply, S("Content-Type")), S("text/javascript")));
    reply = get("/assets/app-1a2b.js", gzip);
    assert_true(str_equal(reply.body, S("GZ")));
    reply = get("/assets/app-1a2b.js", NULL);
    assert_true(str_equal(reply.body, S("console.log(1)")));
    assert_null(test_reply_header(&reply, S("Content-Encoding")).ptr);
    assert_true(str_equal(test_reply_header(&reply, S("Vary")), S("Accept-Encoding")));
    expect_problem(get("/assets/app-0000.js", NULL), 404, "route.not_found");
    expect_problem(get("/assets/app", NULL), 404, "route.not_found");
    assert_true(str_equal(get("/favicon.ico", NULL).body, S("ICO")));
}

static Str nonce_of(TestReply reply)
{
    const int64_t at = str_find(reply.body, S("nonce=\""));
    assert_true(at > 0);
    return str_slice(reply.body, (size_t)at + 7, (size_t)at + 7 + 22);
}

static void test_a_page_has_a_nonce_of_its_own(void **state)
{
    (void)state;
    const TestReply reply = get("/customers/42", NULL);
    const Str       nonce = nonce_of(reply);
    assert_true(str_find(reply.body, S("__CSP_NONCE__")) < 0);
    assert_true(str_equal(test_reply_header(&reply, S("Cache-Control")), S("no-cache")));
    assert_true(str_equal(test_reply_header(&reply, S("X-Frame-Options")), S("DENY")));
    const Str want = str_fmt(
        door->house->arena,
        "default-src 'self'; script-src 'self' 'nonce-%.*s'; style-src-elem 'self' 'nonce-%.*s'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
        FMT(nonce), FMT(nonce));
    assert_true(str_equal(test_reply_header(&reply, S("Content-Security-Policy")), want));
    assert_false(str_equal(nonce, nonce_of(get("/customers/42", NULL))));
}

static void test_pages_are_chosen_by_path(void **state)
{
    (void)state;
    assert_true(str_find(get("/", NULL).body, S("index")) > 0);
    assert_true(str_find(get("/dealer/statements", NULL).body, S("dealer")) > 0);
    const TestReply bar = get("/sidebar?x=1", NULL);
    assert_true(str_find(bar.body, S("sidebar")) > 0);
    assert_null(test_reply_header(&bar, S("X-Frame-Options")).ptr);
    static const char *const none[] = { "/api/x",    "/callback/y", "/healthz", "/metrics",
                                        "/v1/track", "/logo.png",   "/a/b.css" };
    for (size_t i = 0; i < COUNT(none); i++)
        expect_problem(get(none[i], NULL), 404, "route.not_found");
}

static void test_a_head_is_a_get_without_its_body(void **state)
{
    (void)state;
    const int  sock   = test_door_connect(door);
    const char text[] = "HEAD /favicon.ico HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    char       out[2000];
    size_t     got = 0;
    assert_int_equal(write(sock, text, sizeof(text) - 1), sizeof(text) - 1);
    for (ssize_t size; (size = read(sock, out + got, sizeof(out) - got)) > 0;) got += (size_t)size;
    close(sock);
    const Str answer = { out, got };
    assert_true(str_starts(answer, S("HTTP/1.1 200")));
    assert_true(str_find(answer, S("Content-Length: 3\r\n")) > 0);
    assert_true(str_ends(answer, S("\r\n\r\n")));
}

/* ---- what the server tells
 * ------------------------------------------------------------------------- */

static void test_metrics_count_by_route_and_status(void **state)
{
    (void)state;
    assert_int_equal(get("/api/items/1", as_all).status, 200);
    assert_int_equal(get("/api/items/2", as_all).status, 200);
    assert_int_equal(get("/api/items/3", NULL).status, 401);
    StrBuf text = strbuf(door->house->arena, 1 << 20);
    http_server_metrics(door->server, &text);
    const Str all = strbuf_str(&text);
    assert_true(str_find(all, S("weft_http_requests_total{method=\"GET\",route=\"/api/items/{id}\","
                                "status=\"200\"} 2\n")) > 0);
    assert_true(str_find(all, S("route=\"/api/items/{id}\",status=\"401\"} 1\n")) > 0);
    assert_true(str_find(all, S("weft_http_request_seconds_count{method=\"GET\","
                                "route=\"/api/items/{id}\"} 3\n")) > 0);
    const HttpServerCounts counts = http_server_counts(door->server);
    assert_int_equal(counts.requests, 3);
    assert_int_equal(counts.errors_4xx, 1);
    assert_int_equal(counts.errors_5xx, 0);
}

static void test_a_bad_start_says_why(void **state)
{
    (void)state;
    static const RouteList *const lists[] = { &list, &list };
    Arena                        *arena   = door->house->arena;
    HttpServer                   *server  = NULL;
    Str                           problem = { 0 };
    HttpServerOptions options = { .listen = S("127.0.0.1"), .services = &door->services };
    assert_int_equal(http_server_start(&options, &server, &problem, arena), ERR_INVALID);
    assert_true(str_find(problem, S("not ADDRESS:PORT")) > 0);
    options.listen = str_fmt(arena, "127.0.0.1:%d", http_server_port(door->server));
    assert_int_equal(http_server_start(&options, &server, &problem, arena), ERR_INVALID);
    assert_true(str_find(problem, S("cannot listen")) > 0);
    options.routes           = lists;
    options.route_list_count = 2;
    assert_int_equal(http_server_start(&options, &server, &problem, arena), ERR_INVALID);
    assert_true(str_find(problem, S("stands twice")) > 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_door, close_door)
    const struct CMUnitTest tests[] = {
        TEST(test_nobody_is_asked_to_sign_in),
        TEST(test_a_missing_permission_is_refused_and_audited),
        TEST(test_a_page_of_another_site_changes_nothing),
        TEST(test_an_answer_carries_shape_etag_and_headers),
        TEST(test_the_address_is_the_one_our_proxy_saw),
        TEST(test_a_sane_request_id_is_kept),
        TEST(test_an_id_is_a_positive_number),
        TEST(test_query_parameters_are_checked),
        TEST(test_a_bad_body_names_its_field),
        TEST(test_unknown_addresses_and_methods_are_told),
        TEST(test_if_match_guards_a_change),
        TEST(test_a_change_is_audited_with_it),
        TEST(test_a_failure_undoes_all_but_its_audit_line),
        TEST(test_a_clash_is_run_again_three_times),
        TEST(test_what_the_caller_has_kept_is_not_sent_again),
        TEST(test_a_key_gives_the_same_answer_again),
        TEST(test_a_key_works_outside_a_transaction_too),
        TEST(test_a_deleted_thing_answers_without_a_body),
        TEST(test_our_mistakes_stay_inside),
        TEST(test_a_raw_door_reads_and_answers_itself),
        TEST(test_bodies_have_a_limit),
        TEST(test_uploads_shut_out_no_small_body),
        TEST(test_a_long_answer_is_packed),
        TEST(test_hashed_files_are_kept_for_ever),
        TEST(test_a_page_has_a_nonce_of_its_own),
        TEST(test_pages_are_chosen_by_path),
        TEST(test_a_head_is_a_get_without_its_body),
        TEST(test_metrics_count_by_route_and_status),
        TEST(test_a_bad_start_says_why),
    };
    return FOR_EACH_ENGINE(tests);
}
