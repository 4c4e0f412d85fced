/* watch.c -- one thread that looks once a second: connections past their deadline are cut
 * off, silent streams get their heartbeat. */
#include "http/server_parts.h"

#include <stdlib.h>
#include <sys/socket.h>

enum { TICK_MS = 1000, US_PER_S = 1000000 };

static void seat_in(HttpServer *server, Seat *seat)
{
    LOCKED(&server->seat_lock);
    seat->after = server->seats;
    if (server->seats) server->seats->before = seat;
    server->seats = seat;
}

static void seat_out(HttpServer *server, Seat *seat)
{
    LOCKED(&server->seat_lock);
    if (seat->before)
        seat->before->after = seat->after;
    else
        server->seats = seat->after;
    if (seat->after) seat->after->before = seat->before;
}

static int64_t in_seconds(int seconds) { return clock_mono_us() + (int64_t)seconds * US_PER_S; }

void watch_connection(void *with, struct MHD_Connection *connection, void **place,
                      enum MHD_ConnectionNotificationCode what)
{
    HttpServer *server = ((Loop *)with)->server;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (*place) seat_out(server, *place);
        free(*place);
        *place = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    Seat *seat = calloc(1, sizeof(*seat));
    ASSERT(seat != NULL);
    ASSERT(info != NULL);
    seat->socket = info->connect_fd;
    atomic_store(&seat->deadline_us, in_seconds(server->options.request_s));
    seat_in(server, seat);
    *place = seat;
}

void watch_deadline(struct MHD_Connection *connection, int seconds)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    Seat *seat = info ? info->socket_context : NULL;
    if (seat) atomic_store(&seat->deadline_us, seconds ? in_seconds(seconds) : 0);
}

/* The socket is ours to shut as long as its seat is in the list: libmicrohttpd closes it
 * only after it told us. */
static void cut_off_late(HttpServer *server, int64_t now_us)
{
    LOCKED(&server->seat_lock);
    for (Seat *seat = server->seats; seat; seat = seat->after) {
        const int64_t deadline = atomic_load(&seat->deadline_us);
        if (deadline && deadline < now_us)
            (void)shutdown(seat->socket, SHUT_RDWR); /* may be gone */
    }
}

static void *run(void *with)
{
    HttpServer *server = with;
    while (!atomic_load(&server->is_watch_over)) {
        (void)wake_wait(server->watch_stop, TICK_MS); /* raised or not, it looks */
        const int64_t now_us = clock_mono_us();
        cut_off_late(server, now_us);
        if (server->options.sse) sse_hub_beat(server->options.sse, now_us);
    }
    return NULL;
}

void watch_start(HttpServer *server)
{
    enum { STACK_KIB = 128 };
    server->watch_stop = wake_new();
    server->watch      = thread_start("http-watch", STACK_KIB, run, server);
}

void watch_stop(HttpServer *server)
{
    atomic_store(&server->is_watch_over, true);
    wake_raise(server->watch_stop);
    thread_join(server->watch);
    wake_free(server->watch_stop);
}
