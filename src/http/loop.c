/* loop.c -- the epoll threads: each turns a libmicrohttpd of its own; all of them listen
 * on one socket.
 *
 * The threads are ours and not libmicrohttpd's, because its own waits again before it
 * works whenever exactly 128 connections became ready at once, and everything then
 * stands still until something else happens (seen with 0.9.75 and 256 busy connections).
 * Driven from outside it never waits. */
#include "http/server_parts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    /* Headers, and the buffer a connection is read and written through. */
    CONNECTION_MEMORY = 16 << 10,
    BACKLOG           = 1024,
    STACK_KIB         = 256,
    WAIT_MAX_MS       = 1000,
};

/* ---- where to listen ------------------------------------------------------------------ */

typedef union Address {
    struct sockaddr     any;
    struct sockaddr_in  v4;
    struct sockaddr_in6 v6;
} Address;

static bool port_of(Str text, uint16_t *out)
{
    int64_t port = 0;
    if (!str_to_i64(text, &port) || port < 0 || port > UINT16_MAX) return false;
    *out = htons((uint16_t)port);
    return true;
}

/* "127.0.0.1:8080", "localhost:8080" or "[::1]:8080". */
static bool address_of(Arena *arena, Str listen, Address *out)
{
    size_t colon = listen.len;
    while (colon > 0 && listen.ptr[colon - 1] != ':') colon--;
    if (colon == 0) return false;
    Str       host = str_slice(listen, 0, colon - 1);
    const Str port = str_slice(listen, colon, listen.len);
    *out           = (Address){ 0 };
    if (str_starts(host, S("[")) && str_ends(host, S("]"))) {
        host                = str_slice(host, 1, host.len - 1);
        out->v6.sin6_family = AF_INET6;
        return port_of(port, &out->v6.sin6_port) &&
               inet_pton(AF_INET6, str_z(arena, host), &out->v6.sin6_addr) == 1;
    }
    if (str_equal(host, S("localhost"))) host = S("127.0.0.1");
    out->v4.sin_family = AF_INET;
    return port_of(port, &out->v4.sin_port) &&
           inet_pton(AF_INET, str_z(arena, host), &out->v4.sin_addr) == 1;
}

/* ---- starting ----------------------------------------------------------------------------- */

PRINTF_LIKE(2, 0) static void note_daemon(void *with, const char *format, va_list args)
{
    (void)with; /* the log needs no owner */
    char line[256];
    if (vsnprintf(line, sizeof(line), format, args) < 0) return;
    line[strcspn(line, "\n")] = 0;
    log_line(LOG_DEBUG, "libmicrohttpd", "text=\"%s\"", line);
}

/* `socket` -1: binds the address; else listens there as well. */
static struct MHD_Daemon *daemon_start(Loop *loop, const Address *address, int socket)
{
    const HttpServerOptions *options = &loop->server->options;
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    if (address->any.sa_family == AF_INET6)
        flags |=
            IN6_IS_ADDR_UNSPECIFIED(&address->v6.sin6_addr) ? MHD_USE_DUAL_STACK : MHD_USE_IPv6;
    struct MHD_OptionItem where[] = {
        { MHD_OPTION_SOCK_ADDR, 0, (void *)(uintptr_t)&address->any },
        { MHD_OPTION_END, 0, NULL },
    };
    if (socket >= 0) where[0] = (struct MHD_OptionItem){ MHD_OPTION_LISTEN_SOCKET, socket, NULL };
    const int connections_max = options->connections_max / options->epoll_threads + 1;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, intake_read, loop, /* the logger first: it hears of the rest */
        MHD_OPTION_EXTERNAL_LOGGER, note_daemon, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)connections_max, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)options->request_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_URI_LOG_CALLBACK,
        intake_begin, loop, MHD_OPTION_NOTIFY_COMPLETED, intake_end, loop,
        MHD_OPTION_NOTIFY_CONNECTION, watch_connection, loop, MHD_OPTION_LISTEN_BACKLOG_SIZE,
        (unsigned)BACKLOG, MHD_OPTION_ARRAY, where, MHD_OPTION_END);
}

static const union MHD_DaemonInfo *info_of(const Loop *loop, enum MHD_DaemonInfoType type)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(loop->daemon, type);
    ASSERT(info != NULL);
    return info;
}

static bool start_daemons(HttpServer *server, const Address *address)
{
    for (int i = 0; i < server->options.epoll_threads; i++) {
        Loop *loop  = &server->loops[i];
        int   other = -1;
        if (i) other = dup(info_of(&server->loops[0], MHD_DAEMON_INFO_LISTEN_FD)->listen_fd);
        loop->server   = server;
        loop->quiesced = -1;
        errno          = 0;
        loop->daemon   = daemon_start(loop, address, other);
        if (!loop->daemon) return false;
        server->loop_count++;
    }
    server->port = info_of(&server->loops[0], MHD_DAEMON_INFO_BIND_PORT)->port;
    return true;
}

bool loop_listen(HttpServer *server, Str *problem)
{
    const Str listen  = server->options.listen;
    Address   address = { 0 };
    if (!address_of(server->arena, listen, &address)) {
        *problem = str_fmt(server->arena, "listen: %.*s is not ADDRESS:PORT", FMT(listen));
        return false;
    }
    server->loops = arena_make(server->arena, Loop, (size_t)server->options.epoll_threads);
    if (start_daemons(server, &address)) return true;
    *problem = str_fmt(server->arena, "listen: cannot listen on %.*s: %s", FMT(listen),
                       errno ? strerror(errno) : "refused");
    for (int i = 0; i < server->loop_count; i++) MHD_stop_daemon(server->loops[i].daemon);
    return false;
}

/* ---- turning -------------------------------------------------------------------------------- */

static int wait_ms(struct MHD_Daemon *daemon)
{
    MHD_UNSIGNED_LONG_LONG wait = 0;
    if (MHD_get_timeout(daemon, &wait) != MHD_YES || wait > WAIT_MAX_MS) return WAIT_MAX_MS;
    return (int)wait;
}

static void ring(Loop *loop)
{
    if (!atomic_exchange(&loop->is_rung, true)) ASSERT(eventfd_write(loop->bell, 1) == 0);
}

/* Libmicrohttpd's own bell can be missed: rung while it works, it is silenced unheard.
 * Ours is silenced before the work begins. */
void loop_resume(Loop *loop, struct MHD_Connection *connection)
{
    MHD_resume_connection(connection);
    ring(loop);
}

static void hear(Loop *loop)
{
    eventfd_t times = 0;
    (void)eventfd_read(loop->bell, &times); /* how often does not matter */
    atomic_store(&loop->is_rung, false);
    if (atomic_load(&loop->is_quiet) && loop->quiesced < 0)
        loop->quiesced = MHD_quiesce_daemon(loop->daemon);
}

static void *run(void *with)
{
    Loop         *loop    = with;
    struct pollfd ready[] = {
        { .fd = info_of(loop, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN },
        { .fd = loop->bell, .events = POLLIN },
    };
    while (!atomic_load(&loop->is_over)) {
        (void)poll(ready, COUNT(ready), wait_ms(loop->daemon)); /* what for is seen below */
        if (ready[1].revents) hear(loop);
        (void)MHD_run(loop->daemon); /* fails only for a daemon with a thread of its own */
        if (loop->has_gathered) worker_wake(loop->server);
        loop->has_gathered = false;
    }
    return NULL;
}

void loop_start_all(HttpServer *server)
{
    for (int i = 0; i < server->loop_count; i++) {
        Loop *loop = &server->loops[i];
        loop->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        ASSERT(loop->bell >= 0);
        loop->thread = thread_start("http-epoll", STACK_KIB, run, loop);
    }
}

static void tell(Loop *loop, atomic_bool *what)
{
    atomic_store(what, true);
    ring(loop);
}

void loop_quiesce(HttpServer *server)
{
    for (int i = 0; i < server->loop_count; i++)
        tell(&server->loops[i], &server->loops[i].is_quiet);
}

void loop_stop_all(HttpServer *server)
{
    for (int i = 0; i < server->loop_count; i++) {
        Loop *loop = &server->loops[i];
        tell(loop, &loop->is_over);
        thread_join(loop->thread);
        MHD_stop_daemon(loop->daemon);
        (void)close(loop->bell); /* nothing is lost by a close that fails */
        if (loop->quiesced >= 0) (void)close(loop->quiesced);
    }
}
