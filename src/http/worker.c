/* worker.c -- the bounded queue and the threads that answer what stands in it. */
#include "http/server_parts.h"

#include "http/problem.h"

/* Calls that one worker answers at once, and the largest body of such a call: what is larger is
 * read by as many workers as there are processors. */
enum { GATHERED_MAX = 32, GATHERED_BYTES_MAX = 4 << 10 };

/* ---- the queue ----------------------------------------------------------------------- */

static bool is_gathered(const Request *request)
{
    const RouteEntry *entry = request->match.entry;
    return entry && entry->route->flags & GATHERED && request->body_size <= GATHERED_BYTES_MAX;
}

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
    Loop      *loop  = request->loop; /* asked while the request is still ours */
    const bool waits = is_gathered(request);
    if (!put(server, request)) return false;
    /* Without the lock: who wakes up would only wait for it. */
    if (waits)
        loop->has_gathered = true;
    else
        pthread_cond_signal(&server->queue_wake);
    return true;
}

void worker_wake(HttpServer *server) { pthread_cond_signal(&server->queue_wake); }

static Request *pop(HttpServer *server)
{
    Request *request    = server->queue_first;
    server->queue_first = request->next;
    if (!server->queue_first) server->queue_last = NULL;
    server->queue_count--;
    return request;
}

/* The next request, and those behind it that are answered with it; 0 when the queue is shut and
 * empty. */
static size_t next_of(HttpServer *server, Request **requests, bool *is_late)
{
    LOCKED(&server->queue_lock);
    while (!server->queue_first && !server->queue_is_shut)
        pthread_cond_wait(&server->queue_wake, &server->queue_lock);
    size_t count = 0;
    if (server->queue_first) requests[count++] = pop(server);
    const bool gathers = count && is_gathered(requests[0]);
    while (gathers && count < GATHERED_MAX && server->queue_first &&
           server->queue_first->match.entry == requests[0]->match.entry &&
           is_gathered(server->queue_first))
        requests[count++] = pop(server);
    /* Nobody was woken for each of those that were gathered. */
    if (gathers && server->queue_first) pthread_cond_signal(&server->queue_wake);
    *is_late = server->queue_is_late;
    return count;
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

static size_t answer(Request **requests, size_t count, Arena *arena)
{
    RouterRequest *from = arena_make(arena, RouterRequest, count);
    RouterAnswer  *outs = arena_make(arena, RouterAnswer, count);
    for (size_t i = 0; i < count; i++)
        from[i] = (RouterRequest){ .http       = &requests[i]->http,
                                   .match      = requests[i]->match,
                                   .request_id = str_of(requests[i]->id),
                                   .too_large  = requests[i]->is_too_large };
    const size_t answered =
        router_answer_all(&requests[0]->server->router, arena, from, outs, count);
    for (size_t i = 0; i < answered; i++) put_answer(requests[i], arena, &outs[i]);
    return answered;
}

static size_t refuse_late(Request **requests, size_t count, Arena *arena)
{
    for (size_t i = 0; i < count; i++)
        worker_refuse(requests[i], arena, ERR_UNAVAILABLE, "server.stopping");
    return count;
}

static void *run(void *with)
{
    HttpServer *server  = with;
    Arena      *arena   = arena_new(WORKER_ARENA);
    bool        is_late = false;
    Request    *requests[GATHERED_MAX];
    for (size_t count; (count = next_of(server, requests, &is_late)) > 0;)
        for (size_t done = 0; done < count;) {
            Request    **next = requests + done;
            const size_t more = (is_late ? refuse_late : answer)(next, count - done, arena);
            /* From here on a request belongs to its epoll thread. */
            for (size_t i = 0; i < more; i++) loop_resume(next[i]->loop, next[i]->connection);
            arena_reset(arena);
            done += more;
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
