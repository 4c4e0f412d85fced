/* sse_test.c -- live streams: who gets what, slow readers, and a real connection. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/sse_stream.h"
#include "http/testing.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the hub alone ------------------------------------------------------------------- */

typedef struct Wire {
    int  suspended, resumed;
    char text[1 << 20];
} Wire;

static void count_suspend(void *wire) { ((Wire *)wire)->suspended++; }

static void count_resume(void *loop, void *wire)
{
    assert_null(loop);
    ((Wire *)wire)->resumed++;
}

static SseStream *open_stream(SseHub *hub, int64_t tenant, int64_t user, Permission permission,
                              Str topics, Wire *wire)
{
    Identity who = { .tenant_id = tenant, .user_id = user };
    permission_add(&who.permissions, permission);
    SseStream *stream = sse_stream_open(hub, &who, topics, false);
    assert_non_null(stream);
    sse_stream_attach(stream, (SseLink){ count_suspend, count_resume, NULL, wire });
    return stream;
}

/* All that waits, read in pieces of `piece`. */
static Str read_all(SseStream *stream, Wire *wire, size_t piece)
{
    size_t at = 0;
    for (ssize_t size; (size = sse_stream_read(stream, wire->text + at, piece)) > 0;) {
        at += (size_t)size;
        assert_true(at + piece <= sizeof(wire->text));
    }
    return (Str){ wire->text, at };
}

static void publish(SseHub *hub, int64_t tenant, int64_t user, Str event)
{
    sse_publish(hub, &(SseMessage){ .tenant_id = tenant,
                                    .need      = PERM_CUSTOMER_READ,
                                    .user_id   = user,
                                    .event     = event,
                                    .data      = S("{\"a\":1}"),
                                    .id        = 5 });
}

static SseHub *hub_of(int64_t streams_max)
{
    SseHub *hub = sse_hub_new();
    sse_hub_limit(hub, streams_max);
    return hub;
}

static void test_a_message_has_id_event_and_data(void **state)
{
    (void)state;
    Wire      *wire   = calloc(1, sizeof(*wire));
    SseHub    *hub    = hub_of(9);
    SseStream *stream = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    publish(hub, 1, 0, S("contact.added"));
    assert_true(str_equal(read_all(stream, wire, 7),
                          S("retry: 2000\n\nid: 5\nevent: contact.added\ndata: {\"a\":1}\n\n")));
    assert_int_equal(wire->suspended, 1);
    publish(hub, 1, 0, S("contact.added"));
    publish(hub, 1, 0, S("contact.added"));
    assert_int_equal(wire->resumed, 1);
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(wire);
}

static void test_the_oldest_stream_of_a_user_gives_way(void **state)
{
    (void)state;
    enum { MOST = 12 };
    Wire      *wire = calloc(1, sizeof(*wire));
    SseHub    *hub  = hub_of(MOST + 3);
    SseStream *streams[MOST + 1];
    SseStream *colleague = open_stream(hub, 1, 8, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    SseStream *stranger  = open_stream(hub, 2, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    for (int i = 0; i < MOST; i++)
        streams[i] = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    for (int i = 0; i < MOST; i++)
        assert_int_equal(sse_stream_read(streams[i], wire->text, 99), 13);
    assert_int_equal(sse_stream_read(streams[0], wire->text, 99), 0); /* it waits */
    streams[MOST] = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    assert_int_equal(wire->resumed, 1);
    publish(hub, 1, 0, S("contact.added"));
    assert_true(str_equal(read_all(streams[0], wire, 99), S("retry: 60000\n\n")));
    assert_int_equal(sse_stream_read(streams[0], wire->text, 99), -1);
    assert_true(str_find(read_all(streams[1], wire, 99), S("contact.added")) >= 0);
    assert_true(str_find(read_all(colleague, wire, 99), S("contact.added")) > 0);
    assert_int_equal(sse_stream_read(stranger, wire->text, 99), 13);
    for (int i = 0; i <= MOST; i++) sse_stream_close(streams[i]);
    sse_stream_close(colleague);
    sse_stream_close(stranger);
    sse_hub_free(hub);
    free(wire);
}

static void test_who_sees_as_another_takes_none_of_his_pages(void **state)
{
    (void)state;
    enum { MOST = 12 };
    Wire      *wire = calloc(1, sizeof(*wire));
    SseHub    *hub  = hub_of(MOST + 2);
    Identity   eyes = { .tenant_id = 1, .user_id = 7, .owner_id = 9 };
    SseStream *his  = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire), *seen[MOST + 1];
    for (int i = 0; i <= MOST; i++) {
        seen[i] = sse_stream_open(hub, &eyes, (Str){ 0 }, false);
        assert_non_null(seen[i]);
        sse_stream_attach(seen[i], (SseLink){ count_suspend, count_resume, NULL, wire });
    }
    assert_true(str_equal(read_all(his, wire, 99), S("retry: 2000\n\n")));
    assert_int_equal(sse_stream_read(his, wire->text, 99), 0);
    assert_true(str_find(read_all(seen[0], wire, 99), S("retry: 60000")) > 0);
    sse_stream_close(his);
    for (int i = 0; i <= MOST; i++) sse_stream_close(seen[i]);
    sse_hub_free(hub);
    free(wire);
}

static void test_a_full_server_lets_no_more_streams_in(void **state)
{
    (void)state;
    Wire      *wire = calloc(1, sizeof(*wire));
    SseHub    *hub  = hub_of(2);
    Identity   who  = { .tenant_id = 1, .user_id = 9 };
    SseStream *one  = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    SseStream *two  = open_stream(hub, 1, 8, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    assert_null(sse_stream_open(hub, &who, (Str){ 0 }, false));
    sse_stream_close(one);
    SseStream *three = open_stream(hub, 1, 9, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    assert_int_equal(sse_hub_count(hub), 2);
    sse_stream_close(two);
    sse_stream_close(three);
    sse_hub_free(hub);
    free(wire);
}

static void test_only_whom_it_is_for_gets_a_message(void **state)
{
    (void)state;
    Wire      *wire      = calloc(1, sizeof(*wire));
    SseHub    *hub       = hub_of(9);
    SseStream *all       = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    SseStream *colleague = open_stream(hub, 1, 8, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    SseStream *stranger  = open_stream(hub, 2, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    SseStream *unable    = open_stream(hub, 1, 7, PERM_JOB_READ, (Str){ 0 }, wire);
    SseStream *tags      = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, S("job, tag"), wire);
    publish(hub, 1, 0, S("contact.added"));
    publish(hub, 1, 7, S("tag.added"));
    const Str start = S("retry: 2000\n\n");
    assert_true(str_find(read_all(all, wire, 999), S("contact.added")) > 0);
    Str text = read_all(colleague, wire, 999);
    assert_true(str_find(text, S("contact.added")) > 0);
    assert_true(str_find(text, S("tag.added")) < 0);
    assert_true(str_equal(read_all(stranger, wire, 999), start));
    assert_true(str_equal(read_all(unable, wire, 999), start));
    text = read_all(tags, wire, 999);
    assert_true(str_find(text, S("contact.added")) < 0);
    assert_true(str_find(text, S("tag.added")) > 0);
    SseStream *const streams[] = { all, colleague, stranger, unable, tags };
    for (size_t i = 0; i < COUNT(streams); i++) sse_stream_close(streams[i]);
    sse_hub_free(hub);
    free(wire);
}

static int occurrences(Str text, Str needle)
{
    int count = 0;
    for (int64_t at; (at = str_find(text, needle)) >= 0; count++)
        text = str_slice(text, (size_t)at + needle.len, text.len);
    return count;
}

static void test_who_does_not_see_all_gets_what_he_may(void **state)
{
    (void)state;
    static const int64_t seven[] = { 7 };
    Wire                *wires   = calloc(3, sizeof(*wires));
    SseHub              *hub     = hub_of(9);
    Arena               *arena   = arena_new(1 << 16);
    SseStream           *streams[3];
    assert_int_equal(sse_scopes(hub, arena, 1).count, 0);
    for (int i = 0; i < 3; i++) {
        Identity who = { .tenant_id = 1, .user_id = 6 + i, .scope_id = i == 0 ? 0 : 6 + i };
        permission_add(&who.permissions, PERM_CUSTOMER_READ);
        streams[i] = sse_stream_open(hub, &who, (Str){ 0 }, false);
        sse_stream_attach(streams[i], (SseLink){ count_suspend, count_resume, NULL, &wires[i] });
    }
    assert_int_equal(sse_scopes(hub, arena, 1).count, 2);
    assert_int_equal(sse_scopes(hub, arena, 2).count, 0);
    SseMessage message = { .tenant_id = 1,
                           .need      = PERM_CUSTOMER_READ,
                           .event     = S("contact.added"),
                           .data      = S("{\"who\":1}"),
                           .viewers   = { seven, 1 } };
    sse_publish(hub, &message);
    message.viewers = (Ids){ 0 };
    message.bare    = S("{}");
    message.event   = S("job.changed");
    sse_publish(hub, &message);
    /* Who does without what it is of is told nothing, whatever he may see. */
    message.event   = S("order.paid");
    message.viewers = (Ids){ seven, 1 };
    message.without = (Ids){ seven, 1 };
    sse_publish(hub, &message);
    const Str full = S("event: contact.added\ndata: {\"who\":1}\n\n"),
              bare = S("event: job.changed\ndata: {}\n\n");
    const Str all = read_all(streams[0], &wires[0], 64), his = read_all(streams[1], &wires[1], 64),
              other = read_all(streams[2], &wires[2], 64);
    assert_true(str_find(all, full) >= 0 && str_find(all, bare) < 0);
    assert_true(str_find(his, full) >= 0 && str_find(his, bare) >= 0);
    assert_true(str_find(other, full) < 0 && str_find(other, bare) >= 0);
    assert_true(str_find(all, S("order.paid")) >= 0 && str_find(other, S("order.paid")) >= 0);
    assert_true(str_find(his, S("order.paid")) < 0);
    for (int i = 0; i < 3; i++) sse_stream_close(streams[i]);
    sse_hub_free(hub);
    arena_free(arena);
    free(wires);
}

static void test_a_slow_reader_is_told_to_resync(void **state)
{
    (void)state;
    Wire      *wire   = calloc(1, sizeof(*wire));
    SseHub    *hub    = hub_of(9);
    SseStream *stream = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    char       begin[3];
    assert_int_equal(sse_stream_read(stream, begin, 3), 3); /* half of "retry: 2000" is away */
    for (int i = 0; i < 300; i++) publish(hub, 1, 0, S("contact.added"));
    publish(hub, 1, 0, S("last.one"));
    const Str text = read_all(stream, wire, 1000);
    assert_true(str_starts(text, S("ry: 2000\n\n")));
    assert_int_equal(occurrences(text, S("event: resync\ndata: {}\n\n")), 1);
    assert_int_equal(occurrences(text, S("contact.added")), 300 - 256);
    assert_true(str_find(text, S("last.one")) > str_find(text, S("resync")));
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(wire);
}

/* A store that fails for a while would have every page ask everything with each event. */
static void test_pages_look_anew_once_a_second(void **state)
{
    (void)state;
    enum { US = 1000000 };
    const Str  anew   = S("event: resync\ndata: {}\n\n");
    Wire      *wire   = calloc(1, sizeof(*wire));
    SseHub    *hub    = hub_of(9);
    SseStream *stream = open_stream(hub, 1, 7, PERM_CUSTOMER_READ, (Str){ 0 }, wire);
    (void)read_all(stream, wire, 100);
    const int64_t at = clock_mono_us();
    for (int i = 0; i < 9; i++)
        sse_resync(hub, 1, at + i * 2 * US); /* it reads nothing meanwhile */
    sse_resync(hub, 2, at);
    assert_true(str_equal(read_all(stream, wire, 100), anew));
    for (int i = 0; i < 9; i++) sse_resync(hub, 1, at + US - 1);
    sse_hub_beat(hub, at + US - 1);
    assert_int_equal(read_all(stream, wire, 100).len, 0);
    sse_hub_beat(hub, at + US); /* what it missed in that second */
    assert_true(str_equal(read_all(stream, wire, 100), anew));
    sse_hub_beat(hub, at + 3 * US);
    assert_int_equal(read_all(stream, wire, 100).len, 0);
    publish(hub, 1, 0, S("contact.added"));
    sse_resync(hub, 1, at + 3 * US);
    sse_resync(hub, 1, at + 3 * US);
    assert_true(str_equal(read_all(stream, wire, 100), anew));
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(wire);
}

static void test_large_messages_are_bounded_by_bytes(void **state)
{
    (void)state;
    enum { LARGE = 100000 };
    Wire      *wire   = calloc(1, sizeof(*wire));
    char      *data   = malloc(LARGE);
    SseHub    *hub    = hub_of(9);
    SseStream *stream = open_stream(hub, 1, 7, PERM_SIGNED_IN, (Str){ 0 }, wire);
    memset(data, 'x', LARGE);
    for (int i = 0; i < 5; i++)
        sse_publish(hub, &(SseMessage){ .tenant_id = 1,
                                        .need      = PERM_SIGNED_IN,
                                        .event     = S("big"),
                                        .data      = { data, LARGE } });
    const Str text = read_all(stream, wire, 5000);
    assert_true(text.len < 256 << 10);
    assert_true(str_find(text, S("resync")) > 0);
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(data);
    free(wire);
}

static void test_streams_end_when_told(void **state)
{
    (void)state;
    Wire      *wire  = calloc(1, sizeof(*wire));
    SseHub    *hub   = hub_of(3);
    SseStream *mine  = open_stream(hub, 1, 7, PERM_SIGNED_IN, (Str){ 0 }, wire);
    SseStream *other = open_stream(hub, 1, 8, PERM_SIGNED_IN, (Str){ 0 }, wire);
    SseStream *third = open_stream(hub, 2, 7, PERM_SIGNED_IN, (Str){ 0 }, wire);
    Identity   who   = { .tenant_id = 1, .user_id = 9 };
    assert_null(sse_stream_open(hub, &who, (Str){ 0 }, false));
    char text[100];
    sse_close_user(hub, 1, 7);
    assert_int_equal(sse_stream_read(mine, text, sizeof(text)), -1);
    assert_true(sse_stream_read(other, text, sizeof(text)) > 0);
    sse_close_user(hub, 1, 0);
    assert_int_equal(sse_stream_read(other, text, sizeof(text)), -1);
    assert_true(sse_stream_read(third, text, sizeof(text)) > 0);
    sse_hub_limit(hub, 0);
    assert_int_equal(sse_stream_read(third, text, sizeof(text)), -1);
    sse_stream_close(mine);
    sse_stream_close(other);
    sse_stream_close(third);
    assert_int_equal(sse_hub_count(hub), 0);
    sse_hub_free(hub);
    free(wire);
}

static void test_a_silent_stream_gets_a_heartbeat(void **state)
{
    (void)state;
    enum { US = 1000000 };
    Wire      *wire   = calloc(1, sizeof(*wire));
    SseHub    *hub    = hub_of(9);
    SseStream *stream = open_stream(hub, 1, 7, PERM_SIGNED_IN, (Str){ 0 }, wire);
    (void)read_all(stream, wire, 100);
    sse_hub_beat(hub, clock_mono_us() + 1 * US);
    assert_int_equal(wire->resumed, 0);
    sse_hub_beat(hub, clock_mono_us() + 16 * US);
    assert_int_equal(wire->resumed, 1);
    assert_true(str_equal(read_all(stream, wire, 100), S(":\n\n")));
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(wire);
}

static void test_a_stream_ends_before_its_rights_are_stale(void **state)
{
    (void)state;
    const int64_t minute_us = 60LL * 1000 * 1000;
    Wire         *wire      = calloc(1, sizeof(*wire));
    SseHub       *hub       = hub_of(9);
    SseStream    *stream    = open_stream(hub, 1, 7, PERM_SIGNED_IN, (Str){ 0 }, wire);
    (void)read_all(stream, wire, 100);
    sse_hub_beat(hub, clock_mono_us() + 14 * minute_us);
    assert_true(str_equal(read_all(stream, wire, 100), S(":\n\n")));
    sse_hub_beat(hub, clock_mono_us() + 16 * minute_us);
    assert_int_equal(wire->resumed, 2);
    assert_int_equal(sse_stream_read(stream, wire->text, 100), -1);
    sse_stream_close(stream);
    sse_hub_free(hub);
    free(wire);
}

/* ---- over a real connection --------------------------------------------------------------- */

static TestDoor *door;

/* How often a request may still be known; below zero: always. */
static atomic_int known_for = -1;

static Code authenticate(Ctx *cx, const HttpRequest *request, Identity *out)
{
    const int left = atomic_load(&known_for);
    if (left == 0) return OK;
    if (left > 0) atomic_store(&known_for, left - 1);
    return test_door_authenticate(cx, request, out);
}

static int open_door(void **state)
{
    if (test_house_setup(state) != 0) return -1;
    door = test_door_open(*state,
                          (HttpServerOptions){ .worker_threads = 2, .authenticate = authenticate });
    return 0;
}

static int close_door(void **state)
{
    test_door_close(door);
    return test_house_teardown(state);
}

static int follow_as(int user, const char *query, const char *more)
{
    const int sock = test_door_connect(door);
    const Str text = str_fmt(door->house->arena,
                             "GET /api/live%s HTTP/1.1\r\nHost: x\r\n"
                             "Authorization: Bearer 1:%d:customer.read\r\n%s\r\n",
                             query, user, more);
    assert_int_equal(write(sock, text.ptr, text.len), text.len);
    return sock;
}

static int follow(const char *query, const char *more) { return follow_as(7, query, more); }

/* Reads until `want` came, the stream ended or nothing comes any more. */
static Str read_until(int sock, Str want)
{
    enum { MAX = 8 << 20, PATIENCE_MS = 20000 };
    StrBuf text = strbuf(door->house->arena, MAX);
    char   piece[16384];
    while (!want.ptr || str_find(strbuf_str(&text), want) < 0) {
        struct pollfd ready = { .fd = sock, .events = POLLIN };
        if (poll(&ready, 1, PATIENCE_MS) <= 0) break;
        const ssize_t size = read(sock, piece, sizeof(piece));
        if (size <= 0) break;
        strbuf_add(&text, (Str){ piece, (size_t)size });
    }
    return strbuf_str(&text);
}

static bool streams_become(int64_t count)
{
    for (int i = 0; i < 4000; i++) {
        if (http_server_counts(door->server).streams == count) return true;
        clock_sleep_ms(5);
    }
    return false;
}

static void test_a_page_follows_what_happens(void **state)
{
    (void)state;
    const int sock  = follow("?topics=contact", "");
    const Str start = read_until(sock, S("retry: 2000\n\n"));
    assert_true(str_starts(start, S("HTTP/1.1 200")));
    assert_true(str_find(start, S("Content-Type: text/event-stream\r\n")) > 0);
    assert_true(str_find(start, S("Cache-Control: no-store\r\n")) > 0);
    for (int i = 0; i < 20; i++) { /* one at a time: suspended and resumed each time */
        const Str event = str_fmt(door->house->arena, "contact.n%d", i);
        publish(door->sse, 1, 0, S("tag.added"));
        publish(door->sse, 1, 0, event);
        const Str got = read_until(sock, S("{\"a\":1}\n\n"));
        assert_true(str_find(got, event) > 0);
        assert_true(str_find(got, S("tag.added")) < 0);
    }
    sse_close_user(door->sse, 1, 7);
    assert_true(str_ends(read_until(sock, S("0\r\n\r\n")), S("0\r\n\r\n")));
    assert_true(streams_become(0));
    close(sock);
}

/* The session ends after it was looked at, and that was told before the stream was there. */
static void test_a_page_that_lost_its_session_meanwhile_ends(void **state)
{
    (void)state;
    atomic_store(&known_for, 1);
    const int sock = follow("", "");
    const Str text = read_until(sock, S("0\r\n\r\n"));
    atomic_store(&known_for, -1);
    assert_true(str_ends(text, S("\r\n0\r\n\r\n")));
    assert_true(str_find(text, S("data:")) < 0);
    assert_true(streams_become(0));
    close(sock);
}

static void test_a_returning_page_is_told_to_resync(void **state)
{
    (void)state;
    const int sock = follow("", "Last-Event-ID: 5\r\n");
    assert_true(str_find(read_until(sock, S("data: {}\n\n")), S("event: resync")) > 0);
    close(sock);
}

static void test_publishing_never_waits_for_a_slow_page(void **state)
{
    (void)state;
    const int sock = follow("", "");
    (void)read_until(sock, S("retry"));
    char data[2001];
    memset(data, 'x', sizeof(data));
    data[0] = data[2000] = '"';
    /* 60 MB, far more than sockets hold; nobody reads meanwhile */
    for (int i = 0; i < 30000; i++)
        sse_publish(door->sse, &(SseMessage){ .tenant_id = 1,
                                              .need      = PERM_SIGNED_IN,
                                              .event     = S("flood"),
                                              .data      = { data, sizeof(data) } });
    publish(door->sse, 1, 0, S("last.one"));
    const Str text = read_until(sock, S("last.one"));
    assert_true(str_find(text, S("event: resync")) > 0);
    assert_true(str_find(text, S("last.one")) > 0);
    close(sock);
}

static void test_a_page_that_went_away_is_noticed(void **state)
{
    (void)state;
    const int sock = follow("", "");
    (void)read_until(sock, S("retry"));
    assert_true(streams_become(1));
    close(sock);
    for (int i = 0; i < 2000 && http_server_counts(door->server).streams; i++) {
        publish(door->sse, 1, 0, S("contact.added"));
        clock_sleep_ms(5);
    }
    assert_int_equal(http_server_counts(door->server).streams, 0);
}

static void test_hundreds_of_pages_follow(void **state)
{
    (void)state;
    enum { PAGES = 400 }; /* sockets on both sides within the usual limit of files */
    int socks[PAGES];
    for (int i = 0; i < PAGES; i++) socks[i] = follow_as(1 + i / 10, "", "");
    assert_true(streams_become(PAGES));
    publish(door->sse, 1, 0, S("contact.added"));
    for (int i = 0; i < PAGES; i++)
        assert_true(str_find(read_until(socks[i], S("}\n\n")), S("contact.added")) > 0);
    for (int i = 0; i < PAGES; i += 2) close(socks[i]);
    http_server_stop(door->server, 2000); /* ends the rest */
    for (int i = 1; i < PAGES; i += 2) {
        (void)read_until(socks[i], (Str){ 0 });
        close(socks[i]);
    }
    door->server = NULL;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_door, close_door)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_message_has_id_event_and_data),
        cmocka_unit_test(test_the_oldest_stream_of_a_user_gives_way),
        cmocka_unit_test(test_who_sees_as_another_takes_none_of_his_pages),
        cmocka_unit_test(test_a_full_server_lets_no_more_streams_in),
        cmocka_unit_test(test_only_whom_it_is_for_gets_a_message),
        cmocka_unit_test(test_who_does_not_see_all_gets_what_he_may),
        cmocka_unit_test(test_a_slow_reader_is_told_to_resync),
        cmocka_unit_test(test_pages_look_anew_once_a_second),
        cmocka_unit_test(test_large_messages_are_bounded_by_bytes),
        cmocka_unit_test(test_streams_end_when_told),
        cmocka_unit_test(test_a_silent_stream_gets_a_heartbeat),
        cmocka_unit_test(test_a_stream_ends_before_its_rights_are_stale),
        TEST(test_a_page_follows_what_happens),
        TEST(test_a_page_that_lost_its_session_meanwhile_ends),
        TEST(test_a_returning_page_is_told_to_resync),
        TEST(test_publishing_never_waits_for_a_slow_page),
        TEST(test_a_page_that_went_away_is_noticed),
        TEST(test_hundreds_of_pages_follow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
