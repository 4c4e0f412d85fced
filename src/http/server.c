/* server.c -- starting and stopping the server, and what it tells about itself. */
#include "http/server.h"

#include "http/server_parts.h"

enum {
    CONNECTIONS_MAX = 4096,
    QUEUED_MAX      = 2048,
    WORKERS         = 24,
    REFUSAL_ARENA   = 1 << 20,
};

/* ---- starting --------------------------------------------------------------------------- */

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
                                .has_module   = options->has_module,
                                .console      = options->console,
                                .image_hosts  = options->image_hosts,
                                .sse          = options->sse };
    server->metrics = metrics_new(server->arena, tree);
    return true;
}

Code http_server_start(const HttpServerOptions *options, HttpServer **out, Str *problem,
                       Arena *arena)
{
    HttpServer *server = server_new(options);
    Str         wrong  = { 0 };
    /* Room for requests is kept beside the streams. */
    if (options->sse) sse_hub_limit(options->sse, (int64_t)server->options.connections_max * 3 / 4);
    if (!router_of(server, &wrong) || !loop_listen(server, &wrong)) {
        *problem = str_copy(arena, wrong);
        server_free(server);
        return ERR_INVALID;
    }
    worker_start_all(server);
    loop_start_all(server);
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
    loop_quiesce(server);
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
    loop_stop_all(server);
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
