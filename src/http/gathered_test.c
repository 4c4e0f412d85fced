/* gathered_test.c -- small calls that wait are taken together, and each hears of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "http/testing.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAITING = 20, BAD = 7, AT_ONCE = 9 };

typedef struct Lease {
    int32_t node;
    Str     holder;
    int64_t renewed_at_ms;
} Lease;
static const Field lease_fields[] = { FIELD(Lease, node), FIELD(Lease, holder),
                                      FIELD_TIME(Lease, renewed_at_ms) };
static const Shape lease_shape    = SHAPE(Lease, lease_fields);
static const Table lease_table    = { "node_lease", &lease_shape };
static const Query lease_all      = {
         .name   = "lease.all",
         .sql    = "SELECT {cols} FROM node_lease ORDER BY node",
         .out    = &lease_shape,
         .global = true,
};

static atomic_int entered, works, most;
static Wake      *gate;

static Code wait_at_gate(Call *call)
{
    atomic_fetch_add(&entered, 1);
    (void)wake_wait(gate, -1);
    call->reply->body = S("through");
    return OK;
}

static Code enter(Ctx *cx, void *const *items, size_t count)
{
    atomic_fetch_add(&works, 1);
    if ((int)count > atomic_load(&most)) atomic_store(&most, (int)count);
    for (size_t i = 0; i < count; i++) {
        const Lease *lease = items[i];
        if (lease->renewed_at_ms < 0) return fail(cx, ERR_CONFLICT, "test.bad", "as it was asked");
        TRY(cx_insert(cx, &lease_table, lease));
    }
    return OK;
}

static const Together entering = { enter, 1000 };

static Code entered_all(Call *call, Code code)
{
    TRY(code);
    call->reply->type = S("text/plain");
    call->reply->body = str_fmt(call->cx->arena, "node %d", ((Lease *)call->later.own)->node);
    return OK;
}

/* "5": node 5; "-5": a node that cannot be; "0": nothing is left to be done; "x": malformed;
 * "3005": node 5 with 3 MiB of memory. */
static Code receive(Call *call)
{
    int64_t number = 0;
    if (!str_to_i64(str_trim(call->request->body), &number))
        return fail(call->cx, ERR_INVALID, "test.malformed", "no number");
    (void)arena_alloc(call->cx->arena, (size_t)(number > 0 ? number / 1000 : 0), 1 << 20);
    Lease *lease = arena_make(call->cx->arena, Lease, 1);
    *lease       = (Lease){ (int32_t)(number < 0 ? -number : number % 1000), S("holder"),
                      number < 0 ? -1 : 1000 + number };
    call->later  = (Later){ .item = lease, .weight = 1, .then = entered_all, .own = lease };
    if (number == 0) return entered_all(call, OK);
    call->later.what = &entering;
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,  "/callback/gate",  PERM_PUBLIC, wait_at_gate, NULL, NULL, NULL, RAW, "Wait" },
    { POST, "/callback/enter", PERM_PUBLIC, receive, NULL, NULL, NULL, RAW | GATHERED, "Enter" },
};
// clang-format on
static const RouteList        list    = ROUTE_LIST("door", routes);
static const RouteList *const lists[] = { &list };

static TestDoor *door;

/* One worker: what waits behind the gate is all taken by him. */
static int open_door(void **state)
{
    if (test_house_setup(state) != 0) return -1;
    atomic_store(&entered, 0);
    atomic_store(&works, 0);
    atomic_store(&most, 0);
    gate = wake_new();
    door = test_door_open(
        *state, (HttpServerOptions){ .routes = lists, .route_list_count = 1, .worker_threads = 1 });
    return 0;
}

static int close_door(void **state)
{
    test_door_close(door);
    wake_free(gate);
    return test_house_teardown(state);
}

static void say(int sock, const char *text)
{
    assert_int_equal(send(sock, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static int post(const char *body, size_t blanks)
{
    static char text[16384];
    const int   sock = test_door_connect(door);
    const int   size = snprintf(text, sizeof(text),
                                "POST /callback/enter HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                  "Content-Length: %zu\r\n\r\n%s%*s",
                                strlen(body) + blanks, body, (int)blanks, "");
    assert_true(size > 0 && (size_t)size < sizeof(text));
    say(sock, text);
    return sock;
}

static Str answer_of(int sock)
{
    enum { MAX = 1 << 14, PATIENCE_MS = 20000 };
    StrBuf text = strbuf(door->house->arena, MAX);
    char   piece[1024];
    for (ssize_t size = 1; size > 0;) {
        struct pollfd ready = { .fd = sock, .events = POLLIN };
        assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
        size = read(sock, piece, sizeof(piece));
        if (size > 0) strbuf_add(&text, (Str){ piece, (size_t)size });
    }
    close(sock);
    return strbuf_str(&text);
}

static void expect(Str answer, const char *status, const char *body)
{
    const Str want = str_fmt(door->house->arena, "HTTP/1.1 %s", status);
    assert_true(str_starts(answer, want));
    assert_true(str_find(answer, str_of(body)) > 0);
}

static int stand_at_gate(void)
{
    const int sock = test_door_connect(door);
    say(sock, "GET /callback/gate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    while (atomic_load(&entered) < 1) clock_sleep_ms(1);
    return sock;
}

static void await_queued(int64_t count)
{
    while (http_server_counts(door->server).queued < count) clock_sleep_ms(1);
}

static size_t stored(TestHouse *house)
{
    Rows rows = { 0 };
    assert_int_equal(cx_list(test_house_ctx(house), &lease_all, &rows, NO_ARGS), OK);
    return rows.count;
}

static void test_what_waits_is_one_piece_of_work(void **state)
{
    int       socks[WAITING];
    const int first = stand_at_gate();
    char      body[32];
    for (int i = 0; i < WAITING; i++) {
        snprintf(body, sizeof(body), "%d", i + 1);
        socks[i] = post(body, 0);
    }
    await_queued(WAITING);
    wake_raise(gate);
    for (int i = 0; i < WAITING; i++) {
        snprintf(body, sizeof(body), "node %d", i + 1);
        expect(answer_of(socks[i]), "200", body);
    }
    expect(answer_of(first), "200", "through");
    assert_int_equal(atomic_load(&works), 1);
    assert_int_equal(atomic_load(&most), WAITING);
    assert_int_equal(stored(*state), WAITING);
}

static void test_each_hears_of_its_own(void **state)
{
    int       socks[AT_ONCE];
    const int first = stand_at_gate();
    char      body[32];
    for (int i = 0; i < AT_ONCE; i++) {
        snprintf(body, sizeof(body), "%s%d", i == BAD ? "-" : "", i);
        socks[i] = post(i == 1 ? "x" : body, 0);
    }
    await_queued(AT_ONCE);
    wake_raise(gate);
    for (int i = 0; i < AT_ONCE; i++) {
        snprintf(body, sizeof(body), "node %d", i);
        if (i == 1)
            expect(answer_of(socks[i]), "400", "test.malformed");
        else if (i == BAD)
            expect(answer_of(socks[i]), "409", "test.bad");
        else
            expect(answer_of(socks[i]), "200", body);
    }
    expect(answer_of(first), "200", "through");
    assert_int_equal(atomic_load(&most), AT_ONCE - 2); /* without the malformed, and node 0 */
    assert_int_equal(stored(*state), AT_ONCE - 3);
}

static void test_a_large_one_goes_alone_and_nobody_is_forgotten_behind_it(void **state)
{
    enum { LARGE = 8000 };
    const int first   = stand_at_gate();
    const int socks[] = { post("1", 0), post("2", 0), post("3", LARGE), post("4", 0),
                          post("5", 0) };
    await_queued(COUNT(socks));
    wake_raise(gate);
    for (size_t i = 0; i < COUNT(socks); i++) expect(answer_of(socks[i]), "200", "node ");
    expect(answer_of(first), "200", "through");
    assert_int_equal(stored(*state), COUNT(socks));
    assert_in_range(atomic_load(&works), 2, 4); /* they may come in another order */
}

/* What would have been answered before is answered, whoever comes with it. */
static void test_who_takes_much_memory_harms_nobody_else(void **state)
{
    const int   first    = stand_at_gate();
    const char *bodies[] = { "1", "5002", "5003", "4", "20005", "6", "2007", "2008", "2009" };
    int         socks[COUNT(bodies)];
    char        body[32];
    for (size_t i = 0; i < COUNT(bodies); i++) socks[i] = post(bodies[i], 0);
    await_queued(COUNT(bodies));
    wake_raise(gate);
    for (size_t i = 0; i < COUNT(bodies); i++) {
        snprintf(body, sizeof(body), "node %c", bodies[i][strlen(bodies[i]) - 1]);
        if (strcmp(bodies[i], "20005") == 0)
            expect(answer_of(socks[i]), "503", "server.memory");
        else
            expect(answer_of(socks[i]), "200", body);
    }
    expect(answer_of(first), "200", "through");
    assert_int_equal(stored(*state), COUNT(bodies) - 1);
    assert_in_range(atomic_load(&works), 3, COUNT(bodies) - 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_door, close_door)
    const struct CMUnitTest tests[] = {
        TEST(test_what_waits_is_one_piece_of_work),
        TEST(test_each_hears_of_its_own),
        TEST(test_a_large_one_goes_alone_and_nobody_is_forgotten_behind_it),
        TEST(test_who_takes_much_memory_harms_nobody_else),
    };
    return FOR_EACH_ENGINE(tests);
}
