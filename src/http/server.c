/* server.c -- starting and stopping the server, and what it tells about itself. */
#include "http/server.h"

#include "http/server_parts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 4096,
    QUEUED_MAX      = 2048,
    WORKERS         = 24,
    /* Headers, and the buffer a connection is read and written through. */
    CONNECTION_MEMORY = 16 << 10,
    EPOLL_STACK       = 256 << 10,
    REFUSAL_ARENA     = 1 << 20,
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

/* "127.0.0.1:8080" or "[::1]:8080". */
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
    out->v4.sin_family = AF_INET;
    return port_of(port, &out->v4.sin_port) &&
           inet_pton(AF_INET, str_z(arena, host), &out->v4.sin_addr) == 1;
}

/* ---- starting --------------------------------------------------------------------------- */

static void note_daemon(void *with, const char *format, va_list args)
{
    (void)with; /* the log needs no owner */
    char line[256];
    if (vsnprintf(line, sizeof(line), format, args) < 0) return;
    line[strcspn(line, "\n")] = 0;
    log_line(LOG_DEBUG, "libmicrohttpd", "text=\"%s\"", line);
}

static struct MHD_Daemon *daemon_start(HttpServer *server, const Address *address)
{
    const HttpServerOptions *options = &server->options;
    unsigned                 flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    if (address->any.sa_family == AF_INET6)
        flags |=
            IN6_IS_ADDR_UNSPECIFIED(&address->v6.sin6_addr) ? MHD_USE_DUAL_STACK : MHD_USE_IPv6;
    struct MHD_OptionItem pool[] = {
        { MHD_OPTION_THREAD_POOL_SIZE, options->epoll_threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };
    if (options->epoll_threads == 1) pool[0] = pool[1];
    return MHD_start_daemon(
        flags, 0, NULL, NULL, intake_read, server, /* the logger first: it hears of the rest */
        MHD_OPTION_EXTERNAL_LOGGER, note_daemon, NULL, MHD_OPTION_SOCK_ADDR, &address->any,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)options->connections_max,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)options->request_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)EPOLL_STACK, MHD_OPTION_URI_LOG_CALLBACK, intake_begin, server,
        MHD_OPTION_NOTIFY_COMPLETED, intake_end, server, MHD_OPTION_NOTIFY_CONNECTION,
        watch_connection, server, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
}

static int or_else(int given, int otherwise) { return given > 0 ? given : otherwise; }

static HttpServer *server_new(const HttpServerOptions *options)
{
    Arena      *arena                   = arena_new(WORKER_ARENA);
    HttpServer *server                  = arena_make(arena, HttpServer, 1);
    server->arena                       = arena;
    server->options                     = *options;
    server->options.epoll_threads       = or_else(options->epoll_threads, 1);
    server->options.worker_threads      = or_else(options->worker_threads, WORKERS);
    server->options.connections_max     = or_else(options->connections_max, CONNECTIONS_MAX);
    server->options.requests_queued_max = or_else(options->requests_queued_max, QUEUED_MAX);
    server->options.request_s           = or_else(options->request_s, REQUEST_S);
    server->listen_socket               = -1;
    server->refusal_arena               = arena_new(REFUSAL_ARENA);
    ASSERT(pthread_mutex_init(&server->queue_lock, NULL) == 0);
    ASSERT(pthread_cond_init(&server->queue_wake, NULL) == 0);
    ASSERT(pthread_mutex_init(&server->seat_lock, NULL) == 0);
    ASSERT(pthread_mutex_init(&server->refusal_lock, NULL) == 0);
    return server;
}

static void server_free(HttpServer *server)
{
    ASSERT(pthread_mutex_destroy(&server->refusal_lock) == 0);
    ASSERT(pthread_mutex_destroy(&server->seat_lock) == 0);
    ASSERT(pthread_cond_destroy(&server->queue_wake) == 0);
    ASSERT(pthread_mutex_destroy(&server->queue_lock) == 0);
    arena_free(server->refusal_arena);
    arena_free(server->arena);
}

static bool router_of(HttpServer *server, Str *problem)
{
    const HttpServerOptions *options = &server->options;
    const size_t             count   = options->route_list_count + (options->sse ? 1 : 0);
    const RouteList        **lists   = arena_make(server->arena, const RouteList *, count);
    for (size_t i = 0; i < options->route_list_count; i++) lists[i] = options->routes[i];
    if (options->sse) lists[count - 1] = &route_tree_live;
    const RouteTree *tree = route_tree_new(server->arena, lists, count, problem);
    if (!tree) return false;
    server->router  = (Router){ .services     = options->services,
                                .tree         = tree,
                                .authenticate = options->authenticate,
                                .console      = options->console,
                                .sse          = options->sse };
    server->metrics = metrics_new(server->arena, tree);
    return true;
}

static bool listen_on(HttpServer *server, Str *problem)
{
    const Str listen  = server->options.listen;
    Address   address = { 0 };
    if (!address_of(server->arena, listen, &address)) {
        *problem = str_fmt(server->arena, "listen: %.*s is not ADDRESS:PORT", FMT(listen));
        return false;
    }
    errno          = 0;
    server->daemon = daemon_start(server, &address);
    if (!server->daemon) {
        *problem = str_fmt(server->arena, "listen: cannot listen on %.*s: %s", FMT(listen),
                           errno ? strerror(errno) : "refused");
        return false;
    }
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : 0;
    return true;
}

Code http_server_start(const HttpServerOptions *options, HttpServer **out, Str *problem,
                       Arena *arena)
{
    HttpServer *server = server_new(options);
    Str         wrong  = { 0 };
    /* Room for requests is kept beside the streams. */
    if (options->sse) sse_hub_limit(options->sse, (int64_t)server->options.connections_max * 3 / 4);
    if (!router_of(server, &wrong) || !listen_on(server, &wrong)) {
        *problem = str_copy(arena, wrong);
        server_free(server);
        return ERR_INVALID;
    }
    worker_start_all(server);
    watch_start(server);
    *out = server;
    return OK;
}

/* ---- stopping ---------------------------------------------------------------------------- */

static bool is_over(HttpServer *server) { return atomic_load(&server->in_hand) == 0; }

static void wait_until_over(HttpServer *server, int64_t most_ms)
{
    enum { LOOK_MS = 5 };
    const int64_t until_us = clock_mono_us() + most_ms * 1000;
    while (!is_over(server) && clock_mono_us() < until_us) clock_sleep_ms(LOOK_MS);
}

void http_server_stop(HttpServer *server, int64_t grace_ms)
{
    enum { SEND_MS = 1000 };
    if (!server) return;
    atomic_store(&server->is_stopping, true);
    server->listen_socket = MHD_quiesce_daemon(server->daemon);
    if (server->options.sse) sse_hub_limit(server->options.sse, 0);
    wait_until_over(server, grace_ms);
    {
        LOCKED(&server->queue_lock);
        server->queue_is_late = true;
    }
    /* No worker, no suspended connection: only then libmicrohttpd may stop. */
    worker_stop_all(server);
    wait_until_over(server, SEND_MS);
    watch_stop(server);
    MHD_stop_daemon(server->daemon);
    if (server->listen_socket >= 0) (void)close(server->listen_socket); /* nothing was written */
    server_free(server);
}

/* ---- what it tells ------------------------------------------------------------------------ */

int http_server_port(const HttpServer *server) { return server->port; }

HttpServerCounts http_server_counts(const HttpServer *server)
{
    enum { STATUS_MIN = 100, STATUS_MAX = 599 };
    /* Reading the queue takes its lock; the server as such stays as it is. */
    HttpServer *own = (HttpServer *)(uintptr_t)server;
    return (HttpServerCounts){
        .requests   = metrics_sum(server->metrics, STATUS_MIN, STATUS_MAX),
        .errors_4xx = metrics_sum(server->metrics, 400, 499),
        .errors_5xx = metrics_sum(server->metrics, 500, STATUS_MAX),
        .in_hand    = atomic_load(&own->in_hand),
        .queued     = worker_queued(own),
        .streams    = server->options.sse ? sse_hub_count(server->options.sse) : 0,
    };
}

static void put_gauge(StrBuf *out, const char *name, const char *about, int64_t value)
{
    strbuf_fmt(out, "# HELP %s %s\n# TYPE %s gauge\n%s %lld\n", name, about, name, name,
               (long long)value);
}

void http_server_metrics(const HttpServer *server, StrBuf *out)
{
    const HttpServerCounts counts = http_server_counts(server);
    metrics_text(server->metrics, out);
    put_gauge(out, "weft_http_in_hand", "Requests begun and not over, streams included.",
              counts.in_hand);
    put_gauge(out, "weft_http_queued", "Requests that wait for a worker.", counts.queued);
    put_gauge(out, "weft_http_streams", "Live streams.", counts.streams);
}
