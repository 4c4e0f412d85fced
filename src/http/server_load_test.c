/* server_load_test.c -- many callers at once, and callers that misbehave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct Number {
    int64_t value;
} Number;
static const Field number_fields[] = { FIELD(Number, value) };
static const Shape number_shape    = SHAPE(Number, number_fields);

static atomic_int entered;
static Wake      *gate;

static Code twice(Call *call)
{
    ((Number *)call->out)->value = call->id * 2;
    return OK;
}

static Code note(Call *call)
{
    const Number *in             = call->in;
    ((Number *)call->out)->value = in->value;
    return audit_write(call->cx, S("number.noted"), S("number"), S("ok"), S("{}"), S(""));
}

/* Stands still until the gate is raised; one caller passes at a time. */
static Code wait_at_gate(Call *call)
{
    atomic_fetch_add(&entered, 1);
    (void)wake_wait(gate, -1);
    ((Number *)call->out)->value = 1;
    return OK;
}

/* Another answer each time it runs. */
static Code new_id(Call *call)
{
    ((Number *)call->out)->value = cx_new_id(call->cx);
    return OK;
}

/* The first stays until another caller was answered; whoever else gets in, goes through. */
static Code act_outside(Call *call)
{
    if (atomic_fetch_add(&entered, 1) == 0) (void)wake_wait(gate, 5000);
    ((Number *)call->out)->value = cx_new_id(call->cx);
    return OK;
}

static Code fail_outside(Call *call)
{
    if (atomic_fetch_add(&entered, 1) == 0)
        return fail(call->cx, ERR_UNAVAILABLE, "http.unreachable", "on purpose");
    ((Number *)call->out)->value = 1;
    return OK;
}

static Code echo(Call *call)
{
    call->reply->type = S("text/plain");
    call->reply->body = call->request->body;
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,  "/api/twice/{id}", PERM_SIGNED_IN, twice, NULL, NULL, &number_shape, 0, "Double" },
    { POST, "/api/numbers", PERM_SIGNED_IN, note, NULL, &number_shape, &number_shape,
      AUDITED | IDEMPOTENT, "Note" },
    { POST, "/api/ids", PERM_SIGNED_IN, new_id, NULL, &number_shape, &number_shape,
      AUDITED | IDEMPOTENT, "Make an id" },
    { POST, "/api/acts", PERM_SIGNED_IN, act_outside, NULL, &number_shape, &number_shape,
      AUDITED | IDEMPOTENT | OUTSIDE, "Act" },
    { POST, "/api/tries", PERM_SIGNED_IN, fail_outside, NULL, &number_shape, &number_shape,
      AUDITED | IDEMPOTENT | OUTSIDE, "Try" },
    { GET,  "/api/gate", PERM_SIGNED_IN, wait_at_gate, NULL, NULL, &number_shape, 0, "Wait" },
    { POST, "/callback/echo", PERM_PUBLIC, echo, NULL, NULL, NULL, RAW, "Echo" },
};
// clang-format on
static const RouteList        list    = ROUTE_LIST("numbers", routes);
static const RouteList *const lists[] = { &list };

static TestDoor *door;

static int open_with(void **state, HttpServerOptions options)
{
    if (test_house_setup(state) != 0) return -1;
    atomic_store(&entered, 0);
    gate                     = wake_new();
    options.routes           = lists;
    options.route_list_count = 1;
    door                     = test_door_open(*state, options);
    return 0;
}

static int open_door(void **state)
{
    return open_with(state, (HttpServerOptions){ .epoll_threads = 2, .worker_threads = 8 });
}

static int open_lone(void **state) { return open_with(state, (HttpServerOptions){ 0 }); }

static int open_hasty(void **state)
{
    return open_with(state, (HttpServerOptions){ .request_s = 1 });
}

static int open_small(void **state)
{
    return open_with(state, (HttpServerOptions){ .worker_threads = 1, .requests_queued_max = 1 });
}

static int close_door(void **state)
{
    test_door_close(door);
    wake_free(gate);
    return test_house_teardown(state);
}

/* ---- many at once --------------------------------------------------------------------- */

enum { CALLERS = 64 };

typedef struct Caller {
    pthread_t thread;
    int       index, calls, good;
    bool      writes;
} Caller;

static bool call_once(Ctx *cx, const Caller *caller, int64_t value)
{
    Arena    *arena = cx->arena;
    const Str key   = str_fmt(arena, "%d-%lld", caller->index, (long long)value);
    HttpCall  call  = { .method       = caller->writes ? "POST" : "GET",
                        .headers      = { { S("Authorization"), S("Bearer 1:7:*") },
                                          { S("Idempotency-Key"), key } },
                        .header_count = 2 };
    const int port  = http_server_port(door->server);
    if (caller->writes) {
        call.url  = str_fmt(arena, "http://127.0.0.1:%d/api/numbers", port);
        call.type = S("application/json");
        call.body = str_fmt(arena, "{\"value\":%lld}", (long long)value * 2);
    } else {
        call.url = str_fmt(arena, "http://127.0.0.1:%d/api/twice/%lld", port, (long long)value);
    }
    HttpAnswer answer = { 0 };
    if (http_call(cx, &call, &answer) != OK) return false;
    const Str want = str_fmt(arena, "{\"value\":%lld}", (long long)value * 2);
    return answer.status == 200 && str_equal(answer.body, want);
}

static void *run_caller(void *with)
{
    Caller *caller = with;
    Arena  *arena  = arena_new(16 << 20);
    for (int i = 1; i <= caller->calls; i++) {
        Ctx cx = ctx_system(&door->services, arena, 1, "system:test");
        caller->good += call_once(&cx, caller, caller->index * 1000 + i);
        arena_reset(arena);
    }
    arena_free(arena);
    return NULL;
}

static void expect_all_good(int calls, bool writes)
{
    Caller callers[CALLERS] = { 0 };
    for (int i = 0; i < CALLERS; i++) {
        callers[i]        = (Caller){ .index = i + 1, .calls = calls, .writes = writes };
        callers[i].thread = thread_start("caller", 512, run_caller, &callers[i]);
    }
    for (int i = 0; i < CALLERS; i++) {
        thread_join(callers[i].thread);
        assert_int_equal(callers[i].good, calls);
    }
}

static void test_ten_thousand_requests_are_answered_right(void **state)
{
    (void)state;
    expect_all_good(157, false);
    assert_int_equal(http_server_counts(door->server).requests, 157 * CALLERS);
    assert_int_equal(http_server_counts(door->server).errors_5xx, 0);
}

/* The next page of the audit. */
static Code list_audit(Ctx *cx, Rows *rows, Str *next)
{
    return audit_list(cx, &(AuditFilter){ .cursor = *next, .limit = 200 }, rows, next);
}

static void test_many_writers_lose_nothing(void **state)
{
    (void)state;
    expect_all_good(5, true);
    /* of each request: the handler's line and the server's own */
    Ctx *cx    = test_house_ctx(door->house);
    Str  next  = { 0 };
    int  noted = 0, lines = 0;
    do {
        Rows rows = { 0 };
        assert_int_equal(list_audit(cx, &rows, &next), OK);
        for (size_t i = 0; i < rows.count; i++, lines++)
            noted += str_equal(ROWS_AT(Audit, rows, i)->action, S("number.noted"));
    } while (next.len);
    assert_int_equal(noted, 5 * CALLERS);
    assert_int_equal(lines, 10 * CALLERS);
}

typedef struct Rival {
    pthread_t   thread;
    const char *path;
    int         status;
    char        body[400];
} Rival;

/* Sends the one request all rivals send. */
static void *run_rival(void *with)
{
    Rival         *rival  = with;
    Arena         *arena  = arena_new(16 << 20);
    Ctx            cx     = ctx_system(&door->services, arena, 1, "system:test");
    HttpAnswer     answer = { 0 };
    const int      port   = http_server_port(door->server);
    const HttpCall call   = { .method  = "POST",
                              .url     = str_fmt(arena, "http://127.0.0.1:%d%s", port, rival->path),
                              .body    = S("{\"value\":1}"),
                              .headers = { { S("Authorization"), S("Bearer 1:7:*") },
                                           { S("Idempotency-Key"), S("one") } },
                              .header_count = 2 };
    if (http_call(&cx, &call, &answer) == OK && answer.body.len < sizeof(rival->body)) {
        rival->status = answer.status;
        memcpy(rival->body, answer.body.ptr, answer.body.len);
    }
    arena_free(arena);
    return NULL;
}

static void test_one_key_at_the_same_time_has_one_effect(void **state)
{
    (void)state;
    enum { RIVALS = 24 };
    Rival rivals[RIVALS] = { 0 };
    for (int i = 0; i < RIVALS; i++) {
        rivals[i].path   = "/api/ids";
        rivals[i].thread = thread_start("rival", 512, run_rival, &rivals[i]);
    }
    for (int i = 0; i < RIVALS; i++) thread_join(rivals[i].thread);
    for (int i = 0; i < RIVALS; i++) {
        assert_int_equal(rivals[i].status, 200);
        assert_string_equal(rivals[i].body, rivals[0].body);
    }
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(list_audit(test_house_ctx(door->house), &rows, &next), OK);
    assert_int_equal(rows.count, 1);
}

static void test_one_key_at_the_same_time_acts_outside_once(void **state)
{
    (void)state;
    const char *const as[]  = { "Authorization: Bearer 1:7:*", "Idempotency-Key: one", NULL };
    const Str         body  = S("{\"value\":1}");
    Rival             first = { .path = "/api/acts" };
    first.thread            = thread_start("rival", 512, run_rival, &first);
    while (atomic_load(&entered) == 0) clock_sleep_ms(1);
    const TestReply meanwhile = test_door_call(door, "POST", "/api/acts", body, as);
    wake_raise(gate);
    thread_join(first.thread);
    assert_int_equal(first.status, 200);
    assert_int_equal(meanwhile.status, 409);
    assert_true(str_find(meanwhile.body, S("idempotency.in_progress")) >= 0);
    assert_true(str_equal(test_reply_header(&meanwhile, S("Retry-After")), S("1")));
    const TestReply after = test_door_call(door, "POST", "/api/acts", body, as);
    assert_int_equal(after.status, 200);
    assert_true(str_equal(after.body, str_of(first.body)));
    assert_int_equal(atomic_load(&entered), 1);
}

static void test_a_failure_outside_gives_its_key_back(void **state)
{
    (void)state;
    const char *const as[] = { "Authorization: Bearer 1:7:*", "Idempotency-Key: two", NULL };
    const Str         body = S("{\"value\":1}");
    assert_int_equal(test_door_call(door, "POST", "/api/tries", body, as).status, 503);
    assert_int_equal(test_door_call(door, "POST", "/api/tries", body, as).status, 200);
    assert_int_equal(test_door_call(door, "POST", "/api/tries", body, as).status, 200);
    assert_int_equal(atomic_load(&entered), 2);
}

static int noted_count(void)
{
    Rows rows  = { 0 };
    Str  next  = { 0 };
    int  noted = 0;
    assert_int_equal(list_audit(test_house_ctx(door->house), &rows, &next), OK);
    for (size_t i = 0; i < rows.count; i++)
        noted += str_equal(ROWS_AT(Audit, rows, i)->action, S("number.noted"));
    return noted;
}

/* Breaks the n-th statement of a request for n = 1, 2, ... until none is left to break.
 * Whatever breaks, nothing is half done, and the same request again succeeds once. */
static void test_whatever_statement_breaks_the_change_is_whole(void **state)
{
    (void)state;
    int broken_count = 0;
    for (int n = 1;; n++) {
        const Str   key  = str_fmt(door->house->arena, "Idempotency-Key: fault-%d", n);
        const char *as[] = { "Authorization: Bearer 1:7:*", key.ptr, NULL };
        const Str   body = S("{\"value\":5}");
        db_fail_at(door->house->db, n);
        const TestReply broken = test_door_call(door, "POST", "/api/numbers", body, as);
        db_fail_at(door->house->db, 0);
        const TestReply again = test_door_call(door, "POST", "/api/numbers", body, as);
        assert_int_equal(again.status, 200);
        assert_true(str_equal(again.body, body));
        assert_int_equal(noted_count(), n);
        assert_true(n < 40);
        if (broken.status == 200) break;
        broken_count++;
    }
    assert_true(broken_count >= 4); /* key, handler, audit line, kept answer */
}

static void test_nobody_waits_behind_slow_handlers(void **state)
{
    (void)state;
    int        socks[7]; /* of 8 workers */
    const char text[] = "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n";
    for (size_t i = 0; i < COUNT(socks); i++) {
        socks[i] = test_door_connect(door);
        assert_int_equal(write(socks[i], text, sizeof(text) - 1), sizeof(text) - 1);
    }
    while (atomic_load(&entered) < (int)COUNT(socks)) clock_sleep_ms(2);
    const char *as_all[] = { "Authorization: Bearer 1:7:*", NULL };
    assert_int_equal(test_door_call(door, "GET", "/api/twice/4", (Str){ 0 }, as_all).status, 200);
    for (size_t i = 0; i < COUNT(socks); i++) {
        char          byte = 0;
        /* one raise lets one pass; wait until it did */
        struct pollfd ready = { .fd = socks[i], .events = POLLIN };
        while (poll(&ready, 1, 20) == 0) wake_raise(gate);
        assert_int_equal(read(socks[i], &byte, 1), 1);
        close(socks[i]);
    }
}

static void read_one_answer(int sock)
{
    enum { PATIENCE_MS = 20000 };
    char   text[1024];
    size_t got = 0;
    while (str_find((Str){ text, got }, S("\"value\":")) < 0) {
        struct pollfd ready = { .fd = sock, .events = POLLIN };
        assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
        const ssize_t size = read(sock, text + got, sizeof(text) - got);
        assert_true(size > 0);
        got += (size_t)size;
    }
}

/* 128 is how many events libmicrohttpd takes at once; see loop.c. */
static void test_connections_that_speak_at_once_never_stand_still(void **state)
{
    (void)state;
    enum { CONNECTIONS = 128, ROUNDS = 150 };
    int        socks[CONNECTIONS];
    const char text[] =
        "GET /api/twice/3 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n";
    for (int i = 0; i < CONNECTIONS; i++) socks[i] = test_door_connect(door);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CONNECTIONS; i++)
            assert_int_equal(write(socks[i], text, sizeof(text) - 1), sizeof(text) - 1);
        for (int i = 0; i < CONNECTIONS; i++) read_one_answer(socks[i]);
    }
    for (int i = 0; i < CONNECTIONS; i++) close(socks[i]);
}

static void test_a_full_queue_is_refused_at_once(void **state)
{
    (void)state;
    const char text[] = "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n";
    int        first = test_door_connect(door), second = test_door_connect(door);
    assert_int_equal(write(first, text, sizeof(text) - 1), sizeof(text) - 1);
    while (atomic_load(&entered) < 1) clock_sleep_ms(2);
    assert_int_equal(write(second, text, sizeof(text) - 1), sizeof(text) - 1);
    while (http_server_counts(door->server).queued < 1) clock_sleep_ms(2);
    const char     *as_all[] = { "Authorization: Bearer 1:7:*", NULL };
    const TestReply reply    = test_door_call(door, "GET", "/api/twice/4", (Str){ 0 }, as_all);
    assert_int_equal(reply.status, 503);
    assert_true(str_find(reply.body, S("server.busy")) > 0);
    assert_true(str_equal(test_reply_header(&reply, S("Retry-After")), S("2")));
    int *const socks[] = { &first, &second };
    for (size_t i = 0; i < COUNT(socks); i++) {
        struct pollfd ready = { .fd = *socks[i], .events = POLLIN };
        while (poll(&ready, 1, 20) == 0) wake_raise(gate);
        close(*socks[i]);
    }
    assert_int_equal(test_door_call(door, "GET", "/api/twice/4", (Str){ 0 }, as_all).status, 200);
}

/* ---- callers that misbehave ------------------------------------------------------------ */

static void send_text(int sock, const char *text)
{
    const size_t size = strlen(text);
    assert_int_equal(send(sock, text, size, MSG_NOSIGNAL), size);
}

/* Reads until `want` came or the other side closed. */
static Str read_until(int sock, Str want)
{
    enum { MAX = 1 << 20, PATIENCE_MS = 30000 };
    StrBuf text = strbuf(door->house->arena, MAX);
    char   piece[4096];
    while (!want.ptr || str_find(strbuf_str(&text), want) < 0) {
        struct pollfd ready = { .fd = sock, .events = POLLIN };
        assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
        const ssize_t size = read(sock, piece, sizeof(piece));
        if (size <= 0) break;
        strbuf_add(&text, (Str){ piece, (size_t)size });
    }
    return strbuf_str(&text);
}

static void test_a_body_in_chunks_comes_together(void **state)
{
    (void)state;
    const int sock = test_door_connect(door);
    send_text(sock,
              "POST /callback/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    send_text(sock, "3\r\nabc\r\n");
    clock_sleep_ms(20);
    send_text(sock, "4\r\nde");
    clock_sleep_ms(20);
    send_text(sock, "fg\r\n0\r\n\r\n");
    assert_true(str_ends(read_until(sock, S("abcdefg")), S("\r\n\r\nabcdefg")));
    /* the same connection serves again */
    send_text(sock, "POST /callback/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
    assert_true(str_ends(read_until(sock, S("\r\n\r\nhi")), S("hi")));
    close(sock);
}

static void test_requests_may_come_in_a_row(void **state)
{
    (void)state;
    const int sock = test_door_connect(door);
    send_text(sock, "POST /callback/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none"
                    "POST /callback/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\ntwo"
                    "POST /callback/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nthree");
    const Str text = read_until(sock, S("three"));
    assert_true(str_find(text, S("one")) < str_find(text, S("two")));
    assert_true(str_find(text, S("one")) > 0);
    close(sock);
}

static void test_half_a_body_reaches_nobody(void **state)
{
    (void)state;
    const int sock = test_door_connect(door);
    send_text(sock, "POST /api/numbers HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n"
                    "Content-Length: 100\r\n\r\n{\"value\":1}");
    close(sock);
    /* When body and end come in one piece, libmicrohttpd hears of the end by its deadline only. */
    for (int i = 0; i < 12000 && http_server_counts(door->server).in_hand; i++) clock_sleep_ms(5);
    assert_int_equal(http_server_counts(door->server).in_hand, 0);
    assert_int_equal(http_server_counts(door->server).requests, 0);
}

static void test_a_caller_that_leaves_early_harms_nobody(void **state)
{
    (void)state;
    const int sock = test_door_connect(door);
    send_text(sock, "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n");
    while (atomic_load(&entered) < 1) clock_sleep_ms(2);
    close(sock);
    wake_raise(gate);
    for (int i = 0; i < 12000 && http_server_counts(door->server).in_hand; i++) clock_sleep_ms(5);
    assert_int_equal(http_server_counts(door->server).in_hand, 0);
}

static void test_malformed_requests_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "GARBAGE\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "POST /callback/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const int sock = test_door_connect(door);
        send_text(sock, bad[i]);
        shutdown(sock, SHUT_WR);
        const Str text = read_until(sock, (Str){ 0 });
        assert_true(text.len == 0 || str_find(text, S(" 200 ")) < 0);
        close(sock);
    }
}

static void test_endless_headers_are_refused(void **state)
{
    (void)state;
    enum { LONG = 40000 };
    char *text = malloc(LONG + 1);
    memset(text, 'x', LONG);
    text[LONG]     = 0;
    const int sock = test_door_connect(door);
    send_text(sock, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: ");
    (void)send(sock, text, LONG, MSG_NOSIGNAL); /* the other side may have closed already */
    const Str answer = read_until(sock, (Str){ 0 });
    assert_true(answer.len == 0 || str_find(answer, S(" 431 ")) > 0);
    close(sock);
    free(text);
}

/* A byte now and then keeps no connection open: neither in the head nor in the body. */
static void drip(const char *start)
{
    const int sock = test_door_connect(door);
    send_text(sock, start);
    bool is_open = true;
    for (int i = 0; i < 300 && is_open; i++) {
        is_open = send(sock, "x", 1, MSG_NOSIGNAL) == 1;
        clock_sleep_ms(100);
    }
    close(sock);
    assert_false(is_open);
}

static void test_a_slow_head_is_cut_off(void **state)
{
    (void)state;
    drip("GET / HTTP/1.1\r\nX-Slow: ");
}

static void test_a_slow_body_is_cut_off(void **state)
{
    (void)state;
    drip("POST /callback/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
}

/* ---- stopping --------------------------------------------------------------------------- */

static void *stop_server(void *grace_ms)
{
    http_server_stop(door->server, *(int64_t *)grace_ms);
    return NULL;
}

static void test_stopping_lets_requests_finish(void **state)
{
    (void)state;
    int64_t   grace_ms = 30000;
    const int sock     = test_door_connect(door);
    send_text(sock, "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n");
    while (atomic_load(&entered) < 1) clock_sleep_ms(2);
    const pthread_t stopper = thread_start("stopper", 256, stop_server, &grace_ms);
    clock_sleep_ms(50);
    wake_raise(gate);
    const Str text = read_until(sock, (Str){ 0 });
    assert_true(str_starts(text, S("HTTP/1.1 200")));
    assert_true(str_find(text, S("Connection: close")) > 0);
    thread_join(stopper);
    close(sock);
    door->server = NULL;
}

static void test_what_waits_too_long_is_refused_at_the_stop(void **state)
{
    (void)state;
    int64_t   grace_ms = 50;
    const int running = test_door_connect(door), waiting = test_door_connect(door);
    send_text(running, "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n");
    while (atomic_load(&entered) < 1) clock_sleep_ms(2);
    send_text(waiting, "GET /api/gate HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer 1:7:*\r\n\r\n");
    while (http_server_counts(door->server).queued < 1) clock_sleep_ms(2);
    const pthread_t stopper = thread_start("stopper", 256, stop_server, &grace_ms);
    clock_sleep_ms(400); /* the grace is over, the first still runs */
    wake_raise(gate);
    assert_true(str_starts(read_until(running, (Str){ 0 }), S("HTTP/1.1 200")));
    const Str text = read_until(waiting, (Str){ 0 });
    assert_true(str_find(text, S("server.stopping")) > 0);
    thread_join(stopper);
    close(running);
    close(waiting);
    door->server = NULL;
}

/* ---- the client --------------------------------------------------------------------------- */

static Code call_client(Ctx *cx, HttpCall call, HttpAnswer *out)
{
    if (!call.method) call.method = "GET";
    return http_call(cx, &call, out);
}

static void test_the_client_tells_what_went_wrong(void **state)
{
    (void)state;
    Ctx        cx     = ctx_system(&door->services, door->house->arena, 1, "system:test");
    HttpAnswer answer = { 0 };
    assert_int_equal(
        call_client(&cx, (HttpCall){ .url = S("http://127.0.0.1:1/x?token=abc") }, &answer),
        ERR_UNAVAILABLE);
    assert_string_equal(cx.err.reason, "http.unreachable");
    assert_true(str_find(cx.err.detail, S("abc")) < 0);
    forgive(&cx);
    assert_int_equal(call_client(&cx, (HttpCall){ .url = S("file:///etc/passwd") }, &answer),
                     ERR_INVALID);
    assert_string_equal(cx.err.reason, "http.bad_url");
    forgive(&cx);
    const Str echo_url = str_fmt(door->house->arena, "http://127.0.0.1:%d/callback/echo",
                                 http_server_port(door->server));
    HttpCall post = { .method = "POST", .url = echo_url, .body = S("0123456789"), .answer_max = 9 };
    assert_int_equal(http_call(&cx, &post, &answer), ERR_LIMIT);
    assert_string_equal(cx.err.reason, "http.answer_too_large");
    forgive(&cx);
    post.answer_max = 10;
    assert_int_equal(http_call(&cx, &post, &answer), OK);
    assert_int_equal(answer.status, 200);
    assert_true(str_equal(answer.body, S("0123456789")));
    assert_true(str_equal(answer.type, S("text/plain")));
    const HttpCall unknown = { .method = "PUT", .url = echo_url, .body = S("x") };
    assert_int_equal(http_call(&cx, &unknown, &answer), OK);
    assert_int_equal(answer.status, 405);
}

/* "localhost" is not in the list, so what it resolves to is looked at. */
static void test_the_client_calls_public_addresses_only(void **state)
{
    (void)state;
    Ctx        cx     = ctx_system(&door->services, door->house->arena, 1, "system:test");
    HttpAnswer answer = { 0 };
    const int  port   = http_server_port(door->server);
    Arena     *arena  = door->house->arena;
    const Str  urls[] = {
         str_fmt(arena, "https://localhost:%d/", port),
         str_fmt(arena, "http://localhost:%d/", port),
         S("https://127.0.0.2/"),
         S("https://[::1]/"),
         S("https://[::ffff:10.0.0.1]/"),
         S("http://qyapi.weixin.qq.com/"),
    };
    for (size_t i = 0; i < COUNT(urls); i++) {
        assert_int_equal(call_client(&cx, (HttpCall){ .url = urls[i] }, &answer), ERR_DENIED);
        assert_string_equal(cx.err.reason, "http.host_not_allowed");
        forgive(&cx);
    }
    assert_true(http_client_allows(door->client, arena, S("https://qyapi.weixin.qq.com")));
    assert_true(http_client_allows(door->client, arena, S("http://127.0.0.1:9/x")));
    assert_false(http_client_allows(door->client, arena, urls[1]));
}

static void test_the_client_gives_up_in_time(void **state)
{
    (void)state;
    Ctx            cx     = ctx_system(&door->services, door->house->arena, 1, "system:test");
    HttpAnswer     answer = { 0 };
    const HttpCall call   = { .method  = "GET",
                              .url     = str_fmt(door->house->arena, "http://127.0.0.1:%d/api/gate",
                                                 http_server_port(door->server)),
                              .headers = { { S("Authorization"), S("Bearer 1:7:*") } },
                              .header_count = 1,
                              .timeout_ms   = 100 };
    assert_int_equal(http_call(&cx, &call, &answer), ERR_UNAVAILABLE);
    assert_string_equal(cx.err.reason, "http.unreachable");
    wake_raise(gate);
}

int main(void)
{
#define TEST(name, open) cmocka_unit_test_setup_teardown(name, open, close_door)
    const struct CMUnitTest tests[] = {
        TEST(test_ten_thousand_requests_are_answered_right, open_door),
        TEST(test_many_writers_lose_nothing, open_door),
        TEST(test_one_key_at_the_same_time_has_one_effect, open_door),
        TEST(test_one_key_at_the_same_time_acts_outside_once, open_door),
        TEST(test_a_failure_outside_gives_its_key_back, open_door),
        TEST(test_whatever_statement_breaks_the_change_is_whole, open_door),
        TEST(test_nobody_waits_behind_slow_handlers, open_door),
        TEST(test_connections_that_speak_at_once_never_stand_still, open_lone),
        TEST(test_a_full_queue_is_refused_at_once, open_small),
        TEST(test_a_body_in_chunks_comes_together, open_door),
        TEST(test_requests_may_come_in_a_row, open_door),
        TEST(test_half_a_body_reaches_nobody, open_door),
        TEST(test_a_caller_that_leaves_early_harms_nobody, open_door),
        TEST(test_malformed_requests_are_refused, open_door),
        TEST(test_endless_headers_are_refused, open_door),
        TEST(test_a_slow_head_is_cut_off, open_hasty),
        TEST(test_a_slow_body_is_cut_off, open_hasty),
        TEST(test_stopping_lets_requests_finish, open_door),
        TEST(test_what_waits_too_long_is_refused_at_the_stop, open_small),
        TEST(test_the_client_tells_what_went_wrong, open_door),
        TEST(test_the_client_calls_public_addresses_only, open_lone),
        TEST(test_the_client_gives_up_in_time, open_door),
    };
    return FOR_EACH_ENGINE(tests);
}
