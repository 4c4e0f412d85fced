/* worker.c -- the bounded queue and the threads that answer what stands in it. */
#include "http/server_parts.h"

#include "http/problem.h"

/* ---- the queue ----------------------------------------------------------------------- */

static bool put(HttpServer *server, Request *request)
{
    LOCKED(&server->queue_lock);
    const bool is_full = server->queue_count >= server->options.requests_queued_max;
    if (is_full || server->queue_is_shut) return false;
    request->next = NULL;
    if (server->queue_last)
        server->queue_last->next = request;
    else
        server->queue_first = request;
    server->queue_last = request;
    server->queue_count++;
    return true;
}

bool worker_take(HttpServer *server, Request *request)
{
    if (!put(server, request)) return false;
    /* Without the lock: who wakes up would only wait for it. */
    pthread_cond_signal(&server->queue_wake);
    return true;
}

/* The next request, NULL when the queue is shut and empty. */
static Request *next_of(HttpServer *server, bool *is_late)
{
    LOCKED(&server->queue_lock);
    while (!server->queue_first && !server->queue_is_shut)
        pthread_cond_wait(&server->queue_wake, &server->queue_lock);
    Request *request = server->queue_first;
    if (!request) return NULL;
    server->queue_first = request->next;
    if (!server->queue_first) server->queue_last = NULL;
    server->queue_count--;
    *is_late = server->queue_is_late;
    return request;
}

int64_t worker_queued(HttpServer *server)
{
    LOCKED(&server->queue_lock);
    return server->queue_count;
}

/* ---- answering ------------------------------------------------------------------------- */

static Str template_of(const Request *request)
{
    return request->match.entry ? str_of(request->match.entry->route->path) : S("-");
}

static void log_failure(Arena *arena, const Request *request, const Err *err)
{
    if (err->code != ERR_INTERNAL && err->code != ERR_UNAVAILABLE) return;
    log_line(err->code == ERR_INTERNAL ? LOG_ERROR : LOG_WARN, "request failed",
             "reason=%.*s detail=%s path=%.*s request_id=%s", FMT(problem_reason(err)),
             log_quote(arena, err->detail), FMT(template_of(request)), request->id);
}

static void note(Arena *arena, const Request *request, const RouterAnswer *answer)
{
    HttpServer       *server  = request->server;
    const int64_t     took_us = clock_mono_us() - request->began_us;
    const RouteEntry *entry   = request->match.entry;
    metrics_count(server->metrics, entry, request->status, took_us);
    log_failure(arena, request, &answer->err);
    if (!server->options.access_log || str_equal(request->http.path, S("/healthz"))) return;
    log_line(
        LOG_INFO, "request",
        "method=%.*s path=%.*s status=%d ms=%.1f tenant=%lld user=%lld request_id=%s bytes=%zu",
        FMT(word_of(&method_words, (int)request->http.method)), FMT(template_of(request)),
        request->status, (double)took_us / 1000.0, (long long)answer->tenant_id,
        (long long)answer->user_id, request->id, answer->reply.body.len);
}

static void put_answer(Request *request, Arena *arena, const RouterAnswer *answer)
{
    request->status    = answer->reply.status;
    request->is_stream = answer->stream != NULL;
    request->response  = response_new(arena, request, answer);
    request->state     = REQUEST_ANSWERED;
    note(arena, request, answer);
}

void worker_refuse(Request *request, Arena *arena, Code code, const char *reason)
{
    const Err    err    = { .code = code, .reason = reason };
    RouterAnswer answer = { .err = err };
    answer.reply        = (HttpReply){ .status = problem_status(&err),
                                       .type   = problem_type,
                                       .body   = problem_json(arena, &err, str_of(request->id)) };
    if (answer.reply.status == 503) http_reply_header(&answer.reply, S("Retry-After"), S("2"));
    put_answer(request, arena, &answer);
}

static void answer(Request *request, Arena *arena)
{
    const RouterRequest from = { .http       = &request->http,
                                 .match      = request->match,
                                 .request_id = str_of(request->id),
                                 .too_large  = request->is_too_large };
    RouterAnswer        out  = { 0 };
    router_answer(&request->server->router, arena, &from, &out);
    put_answer(request, arena, &out);
}

static void *run(void *with)
{
    HttpServer *server  = with;
    Arena      *arena   = arena_new(WORKER_ARENA);
    bool        is_late = false;
    for (Request *request; (request = next_of(server, &is_late));) {
        if (is_late)
            worker_refuse(request, arena, ERR_UNAVAILABLE, "server.stopping");
        else
            answer(request, arena);
        /* From here on the request belongs to its epoll thread. */
        loop_resume(request->loop, request->connection);
        arena_reset(arena);
    }
    arena_free(arena);
    return NULL;
}

void worker_start_all(HttpServer *server)
{
    server->worker_count = server->options.worker_threads;
    server->workers      = arena_make(server->arena, pthread_t, (size_t)server->worker_count);
    for (int i = 0; i < server->worker_count; i++)
        server->workers[i] = thread_start("http-worker", WORKER_STACK, run, server);
}

void worker_stop_all(HttpServer *server)
{
    {
        LOCKED(&server->queue_lock);
        server->queue_is_shut = true;
        pthread_cond_broadcast(&server->queue_wake);
    }
    for (int i = 0; i < server->worker_count; i++) thread_join(server->workers[i]);
}
