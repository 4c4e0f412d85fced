/* door.c -- libmicrohttpd around the API: bodies, slow calls, delayed and dropped answers. */
#include "sim/door.h"

#include "sim/web.h"
#include "sys/clock.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

enum { BODY_MAX = 32 << 20, ARENA_MAX = 192 << 20, CONNECTIONS_MAX = 2000, STEP_MS = 20 };

struct Door {
    Sim               *sim;
    struct MHD_Daemon *daemon;
    pthread_mutex_t    lock;
    pthread_cond_t     quiet;
    int                slow_count;
    bool               is_stopping;
};

typedef enum Stage { STAGE_NEW, STAGE_BODY, STAGE_ANSWERED, STAGE_READY } Stage;

typedef struct Request {
    Door                  *door;
    struct MHD_Connection *connection;
    Arena                 *arena;
    Stage                  stage;
    Call                   call;
    char                  *body;
    size_t                 body_size, body_room;
    bool                   is_too_large, is_api;
} Request;

static void *begin(void *arg, const char *uri, struct MHD_Connection *connection)
{
    (void)connection;
    Door    *door    = arg;
    Request *request = calloc(1, sizeof(*request));
    ASSERT(request != NULL);
    request->door            = door;
    request->arena           = arena_new(ARENA_MAX);
    Str       rest           = str_copy(request->arena, str_of(uri));
    const Str path           = str_cut(&rest, '?');
    request->call.arena      = request->arena;
    request->call.sim        = door->sim;
    request->call.world      = door->sim->world;
    request->call.path       = path;
    request->call.query_text = rest.ptr ? rest : S("");
    request->is_api          = api_is_path(path);
    return request;
}

static void end(void *arg, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    (void)arg;
    (void)connection;
    (void)code;
    Request *request = *state;
    if (request == NULL) return;
    free(request->body);
    arena_free(request->arena);
    free(request);
    *state = NULL;
}

static Str header(struct MHD_Connection *connection, Arena *arena, const char *name)
{
    const Str value = str_of(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
    return value.ptr ? str_copy(arena, value) : S("");
}

static Str address(struct MHD_Connection *connection, Arena *arena)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (info && info->client_addr->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr,
                  text, sizeof(text));
    } else if (info && info->client_addr->sa_family == AF_INET6) {
        inet_ntop(AF_INET6,
                  &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, text,
                  sizeof(text));
    }
    return str_copy(arena, str_of(text));
}

static void read_head(Request *request, struct MHD_Connection *connection, const char *method)
{
    request->connection = connection;
    request->stage      = STAGE_BODY;
    Call *call          = &request->call;
    call->method        = str_copy(request->arena, str_of(method));
    call->type          = header(connection, request->arena, "Content-Type");
    call->host          = header(connection, request->arena, "Host");
    call->range         = header(connection, request->arena, "Range");
    call->ip            = address(connection, request->arena);
}

static void read_body(Request *request, const char *bytes, size_t size)
{
    if (request->body_size + size > BODY_MAX) {
        request->is_too_large = true;
        return;
    }
    if (request->body_size + size > request->body_room) {
        size_t room = request->body_room ? request->body_room * 2 : 4096;
        while (room < request->body_size + size) room *= 2;
        request->body = realloc(request->body, room);
        ASSERT(request->body != NULL);
        request->body_room = room;
    }
    memcpy(request->body + request->body_size, bytes, size);
    request->body_size += size;
}

/* ---- slow calls ------------------------------------------------------------------------- */

static void slow_begin(Door *door)
{
    LOCKED(&door->lock);
    door->slow_count++;
}

static void slow_end(Door *door)
{
    LOCKED(&door->lock);
    if (--door->slow_count == 0) pthread_cond_broadcast(&door->quiet);
}

static bool is_stopping(Door *door)
{
    LOCKED(&door->lock);
    return door->is_stopping;
}

static void *run_slow(void *arg)
{
    Request *request = arg;
    Door    *door    = request->door;
    if (request->stage == STAGE_BODY) {
        api_answer(&request->call);
        request->stage = STAGE_ANSWERED;
    }
    const int64_t until_us = clock_mono_us() + request->call.delay_ms * 1000;
    while (clock_mono_us() < until_us && !is_stopping(door)) clock_sleep_ms(STEP_MS);
    request->stage = STAGE_READY;
    MHD_resume_connection(request->connection);
    slow_end(door);
    return NULL;
}

static void go_slow(Request *request)
{
    slow_begin(request->door);
    MHD_suspend_connection(request->connection);
    pthread_t thread = thread_start("sim-slow", 1024, run_slow, request);
    pthread_detach(thread);
}

/* ---- answering ------------------------------------------------------------------------------ */

static enum MHD_Result reply(Request *request)
{
    const Call *call = &request->call;
    if (call->is_dropped) return MHD_NO;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        call->reply_body.len, (void *)(uintptr_t)call->reply_body.ptr, MHD_RESPMEM_MUST_COPY);
    const Str type = call->reply_type.ptr ? call->reply_type : S("application/json; charset=UTF-8");
    MHD_add_response_header(response, "Content-Type", str_z(request->arena, type));
    for (int i = 0; i < call->header_count; i++) {
        MHD_add_response_header(response, str_z(request->arena, call->headers[i][0]),
                                str_z(request->arena, call->headers[i][1]));
    }
    const enum MHD_Result result =
        MHD_queue_response(request->connection, (unsigned)call->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer(Request *request)
{
    Call *call = &request->call;
    call->body = (Str){ request->body ? request->body : "", request->body_size };
    if (request->is_too_large) {
        call->status     = 413;
        call->reply_body = S("");
        return reply(request);
    }
    if (!request->is_api) {
        web_answer(call);
        return reply(request);
    }
    if (api_is_slow(call)) {
        go_slow(request);
        return MHD_YES;
    }
    api_answer(call);
    request->stage = STAGE_ANSWERED;
    if (call->delay_ms > 0) {
        go_slow(request);
        return MHD_YES;
    }
    return reply(request);
}

static enum MHD_Result serve(void *arg, struct MHD_Connection *connection, const char *url,
                             const char *method, const char *version, const char *bytes,
                             size_t *size, void **state)
{
    (void)arg;
    (void)url;
    (void)version;
    Request *request = *state;
    if (request->stage == STAGE_NEW) {
        read_head(request, connection, method);
        return MHD_YES;
    }
    if (request->stage == STAGE_READY) return reply(request);
    if (*size > 0) {
        read_body(request, bytes, *size);
        *size = 0;
        return MHD_YES;
    }
    return answer(request);
}

static bool read_listen(Str listen, struct sockaddr_in *out)
{
    int64_t     port  = 0;
    const char *colon = listen.len ? memrchr(listen.ptr, ':', listen.len) : NULL;
    if (colon == NULL) return false;
    char         host[64] = "";
    const size_t size     = (size_t)(colon - listen.ptr);
    if (size >= sizeof(host)) return false;
    memcpy(host, listen.ptr, size);
    if (!str_to_i64(str_slice(listen, size + 1, listen.len), &port) || port < 0 || port > 65535) {
        return false;
    }
    *out = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    return inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host,
                     &out->sin_addr) == 1;
}

Door *door_open(Sim *sim, Str listen, int threads, Arena *arena, Str *problem)
{
    struct sockaddr_in address_in;
    if (!read_listen(listen, &address_in)) {
        *problem =
            str_fmt(arena, "--listen needs an IPv4 address and a port, not %.*s", FMT(listen));
        return NULL;
    }
    Door *door = calloc(1, sizeof(*door));
    ASSERT(door != NULL);
    door->sim = sim;
    pthread_mutex_init(&door->lock, NULL);
    pthread_cond_init(&door->quiet, NULL);
    door->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, serve, door,
        MHD_OPTION_SOCK_ADDR, &address_in, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT, 75u,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(64 << 10), MHD_OPTION_URI_LOG_CALLBACK, begin,
        door, MHD_OPTION_NOTIFY_COMPLETED, end, NULL, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
        MHD_OPTION_END);
    if (door->daemon == NULL) {
        *problem = str_fmt(arena, "cannot listen on %.*s", FMT(listen));
        free(door);
        return NULL;
    }
    return door;
}

int door_port(const Door *door)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(door->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

void door_close(Door *door)
{
    if (door == NULL) return;
    {
        LOCKED(&door->lock);
        door->is_stopping = true;
        while (door->slow_count) pthread_cond_wait(&door->quiet, &door->lock);
    }
    MHD_stop_daemon(door->daemon);
    pthread_cond_destroy(&door->quiet);
    pthread_mutex_destroy(&door->lock);
    free(door);
}
