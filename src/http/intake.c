/* intake.c -- reading requests on the epoll threads: headers, body within its limit, then
 * off to the workers; and sending what they answered. */
#include "http/server_parts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum {
    /* A body too large is read and dropped up to here, so that the caller hears why. */
    DROP_MAX = 64 << 20,
    /* All bodies in memory together. */
    BODIES_MAX = 256 << 20,
    /* Bodies up to here always find room, so that uploads never shut out callbacks. */
    SMALL_MAX  = 64 << 10,
    ROOM_FIRST = 4 << 10,
    /* Seconds a caller may take for an upload, and to fetch an answer. */
    UPLOAD_S = 300,
    ANSWER_S = 300,
};

static Str header_of(const void *with, Str name)
{
    const char            *value = NULL;
    size_t                 size  = 0;
    /* The callee takes it non-const and does not change it. */
    struct MHD_Connection *connection = ((const Request *)with)->connection;
    if (MHD_lookup_connection_value_n(connection, MHD_HEADER_KIND, name.ptr, name.len, &value,
                                      &size) != MHD_YES)
        return (Str){ 0 };
    return (Str){ value ? value : "", size };
}

bool http_is_gone(const HttpRequest *request)
{
    char           byte;
    const Request *of =
        (const Request *)(const void *)((const char *)request - offsetof(Request, http));
    if (request->connection != &of->headers) return false; /* of a test, without a connection */
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(of->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info && recv(info->connect_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

void *intake_begin(void *loop, const char *target, struct MHD_Connection *connection)
{
    const size_t size    = strlen(target) + 1;
    Request     *request = calloc(1, sizeof(*request) + size);
    ASSERT(request != NULL);
    memcpy(request->target, target, size);
    request->loop       = loop;
    request->server     = request->loop->server;
    request->connection = connection;
    request->state      = REQUEST_FRESH;
    request->headers    = (Headers){ header_of, request };
    request->began_us   = clock_mono_us();
    atomic_fetch_add(&request->server->in_hand, 1);
    return request;
}

/* Closes the file of a body, and removes it unless the handler took it. */
static void drop_spool(Request *request)
{
    if (!request->spool_path) return;
    file_writer_close(request->spool);
    IGNORE(file_remove(request->spool_path)); /* mostly it is gone: the handler moved it */
    free(request->spool_path);
    request->spool      = NULL;
    request->spool_path = NULL;
    atomic_fetch_sub(&request->server->spools, 1);
}

void intake_end(void *loop, struct MHD_Connection *connection, void **place,
                enum MHD_RequestTerminationCode how)
{
    (void)how; /* the end is the same for all */
    HttpServer *server  = ((Loop *)loop)->server;
    Request    *request = *place;
    if (!request) return;
    *place = NULL;
    if (request->response) MHD_destroy_response(request->response);
    atomic_fetch_sub(&server->body_bytes, (int64_t)request->body_room);
    free(request->body);
    drop_spool(request);
    free(request);
    atomic_fetch_sub(&server->in_hand, 1);
    /* Idle for so long, and then as long for the next head. */
    watch_deadline(connection, 2 * server->options.request_s);
}

/* ---- the head ------------------------------------------------------------------- */

static Method method_of(const char *name)
{
    /* A HEAD is a GET whose body is not sent; libmicrohttpd sees to that. */
    if (strcmp(name, "HEAD") == 0) return GET;
    return (Method)value_of(&method_words, str_of(name));
}

static enum MHD_Result keep_forwarded(void *with, enum MHD_ValueKind kind, const char *name,
                                      const char *value)
{
    (void)kind; /* only headers are asked for */
    if (value && str_equal_nocase(str_of(name), S("X-Forwarded-For"))) *(Str *)with = str_of(value);
    return MHD_YES;
}

/* The address our own proxy saw; false when it named none.  Some proxies write a line of
 * their own below that of the caller: the last one counts. */
static bool address_by_proxy(Request *request)
{
    Str forwarded = { 0 }, last = { 0 };
    (void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, keep_forwarded,
                                    &forwarded); /* how many does not matter */
    for (Str rest = forwarded; rest.ptr;) last = str_trim(str_cut(&rest, ','));
    if (last.len == 0 || last.len >= ADDRESS_MAX) return false;
    memcpy(request->address, last.ptr, last.len);
    request->address[last.len] = 0;
    struct in6_addr parsed;
    return inet_pton(AF_INET, request->address, &parsed) == 1 ||
           inet_pton(AF_INET6, request->address, &parsed) == 1;
}

static void address_by_socket(Request *request)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    const void            *in      = NULL;
    if (address && address->sa_family == AF_INET)
        in = &((const struct sockaddr_in *)(const void *)address)->sin_addr;
    if (address && address->sa_family == AF_INET6)
        in = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
    if (!in || !inet_ntop(address->sa_family, in, request->address, ADDRESS_MAX))
        request->address[0] = 0;
}

static void note_address(Request *request)
{
    if (!request->server->options.behind_proxy || !address_by_proxy(request))
        address_by_socket(request);
    Str text = str_of(request->address);
    if (str_starts(text, S("::ffff:")) && str_find(text, S(".")) > 0)
        text = str_slice(text, 7, text.len); /* IPv4 on a socket for both */
    request->http.address = text;
}

static void note_id(Request *request)
{
    static const char digits[] = "0123456789abcdef";
    const Str         given    = http_header(&request->http, S("X-Request-Id"));
    if (headers_is_request_id(given)) {
        memcpy(request->id, given.ptr, given.len);
        return;
    }
    enum { DIGITS = 32, DIGITS_OF_WORD = 16, BITS = 4 };
    uint64_t word = 0;
    for (int i = 0; i < DIGITS; i++) {
        word           = i % DIGITS_OF_WORD == 0 ? random_u64() : word >> BITS;
        request->id[i] = digits[word & 15];
    }
}

static void note_target(Request *request, const char *method)
{
    Str       query          = str_of(request->target);
    const Str path           = str_cut(&query, '?');
    request->http.method     = method_of(method);
    request->http.path       = path;
    request->http.query      = query;
    request->http.connection = &request->headers;
}

/* ---- the body ------------------------------------------------------------------- */

typedef struct Framing {
    int lengths, codings, unknown;
} Framing;

static enum MHD_Result note_framing(void *with, enum MHD_ValueKind kind, const char *name,
                                    const char *value)
{
    Framing *framing = with;
    (void)kind;
    if (strcasecmp(name, "Content-Length") == 0) framing->lengths++;
    if (strcasecmp(name, "Transfer-Encoding") == 0) {
        framing->codings++;
        framing->unknown += value == NULL || strcasecmp(value, "chunked") != 0;
    }
    return MHD_YES;
}

/* Where the body ends is told once, and in a way we know: else a proxy before us may see another
 * end, and the rest of one caller's body would be the request of the next (RFC 9112, 6.3, 11.2). */
static bool is_framed(const Request *request)
{
    Framing framing = { 0 };
    (void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, note_framing, &framing);
    return framing.lengths + framing.codings <= 1 && framing.unknown == 0;
}

static int64_t announced(const Request *request)
{
    int64_t size = 0;
    return str_to_i64(http_header(&request->http, S("Content-Length")), &size) ? size : 0;
}

/* Frees what came of a body that nobody will read. */
static void drop_body(Request *request)
{
    atomic_fetch_sub(&request->server->body_bytes, (int64_t)request->body_room);
    free(request->body);
    request->body      = NULL;
    request->body_size = 0;
    request->body_room = 0;
}

static bool make_room(Request *request, size_t need)
{
    size_t room = request->body_room ? request->body_room * 2 : ROOM_FIRST;
    if (room < need) room = need;
    if (room > request->body_max) room = request->body_max;
    const int64_t more = (int64_t)(room - request->body_room);
    const int64_t all  = atomic_fetch_add(&request->server->body_bytes, more) + more;
    if (all > BODIES_MAX && room > SMALL_MAX) {
        atomic_fetch_sub(&request->server->body_bytes, more);
        return false;
    }
    char *body = realloc(request->body, room);
    ASSERT(body != NULL);
    request->body      = body;
    request->body_room = room;
    return true;
}

/* A file of its own for the body, in the folder of what is passing. */
static bool open_spool(Request *request)
{
    enum { PATH_ROOM = 1024 };
    HttpServer     *server = request->server;
    const Services *house  = server->options.services;
    char            path[PATH_ROOM];
    if (!house->data_dir) return false;
    if (atomic_fetch_add(&server->spools, 1) >= SPOOLS_MAX) {
        atomic_fetch_sub(&server->spools, 1);
        return false;
    }
    const int folder = snprintf(path, sizeof(path), "%s/tmp", house->data_dir);
    if (folder > 0 && (size_t)folder < sizeof(path) / 2 && dir_make(path) == OK) {
        (void)snprintf(path + folder, sizeof(path) - (size_t)folder, "/body-%016llx",
                       (unsigned long long)random_u64());
        request->spool = file_writer_open(path, 0);
    }
    request->spool_path = request->spool ? strdup(path) : NULL;
    if (!request->spool_path) atomic_fetch_sub(&server->spools, 1);
    return request->spool_path != NULL;
}

static enum MHD_Result take_spooled(Request *request, const char *bytes, size_t size)
{
    if (!request->spool && !open_spool(request)) {
        request->has_no_room = true;
        return MHD_YES;
    }
    file_writer_add(request->spool, (Str){ bytes, size });
    return MHD_YES;
}

static enum MHD_Result take_piece(Request *request, const char *bytes, size_t size)
{
    request->body_seen += size;
    if (request->body_seen > request->body_max) request->is_too_large = true;
    if (request->is_too_large || request->has_no_room) {
        drop_body(request);
        drop_spool(request);
        const size_t most = request->body_max > DROP_MAX ? request->body_max : DROP_MAX;
        return request->body_seen > most ? MHD_NO : MHD_YES;
    }
    if (request->body_max == SPOOL_MAX) return take_spooled(request, bytes, size);
    const size_t need = request->body_size + size;
    if (need > request->body_room && !make_room(request, need)) {
        request->has_no_room = true;
        return MHD_YES;
    }
    memcpy(request->body + request->body_size, bytes, size);
    request->body_size = need;
    return MHD_YES;
}

/* ---- off to the workers, and back -------------------------------------------------- */

static enum MHD_Result send_answer(Request *request)
{
    const enum MHD_Result sent =
        MHD_queue_response(request->connection, (unsigned)request->status, request->response);
    MHD_destroy_response(request->response); /* the connection holds it now */
    request->response = NULL;
    request->state    = REQUEST_SENDING;
    watch_deadline(request->connection, request->is_stream ? 0 : ANSWER_S);
    return sent;
}

static void put_refusal(Request *request, Code code, const char *reason)
{
    HttpServer *server = request->server;
    LOCKED(&server->refusal_lock);
    worker_refuse(request, server->refusal_arena, code, reason);
    arena_reset(server->refusal_arena);
}

static enum MHD_Result refuse(Request *request, Code code, const char *reason)
{
    put_refusal(request, code, reason);
    return send_answer(request);
}

static enum MHD_Result read_head(Request *request, const char *method)
{
    note_target(request, method);
    note_address(request);
    note_id(request);
    request->match =
        route_tree_find(request->server->router.tree, request->http.method, request->http.path);
    const RouteEntry *entry     = request->match.entry;
    const unsigned    flags     = entry ? entry->route->flags : 0;
    const bool        is_upload = (flags & (UPLOAD | SPOOLED)) != 0;
    request->body_max           = flags & SPOOLED ? SPOOL_MAX : is_upload ? UPLOAD_MAX : BODY_MAX;
    request->state              = REQUEST_READING;
    watch_deadline(request->connection, is_upload ? UPLOAD_S : request->server->options.request_s);
    /* Refused before the body, the connection ends with the answer. */
    if (!is_framed(request)) return refuse(request, ERR_INVALID, "request.two_lengths");
    const int64_t size = announced(request);
    if (size <= (int64_t)request->body_max) return MHD_YES;
    request->is_too_large = true;
    /* Who asked before sending is told now; so is who would send without end. */
    if (size > DROP_MAX || http_header(&request->http, S("Expect")).len)
        return refuse(request, ERR_LIMIT, "body.too_large");
    return MHD_YES;
}

static enum MHD_Result hand_over(Request *request)
{
    HttpServer *server = request->server;
    if (request->has_no_room) return refuse(request, ERR_UNAVAILABLE, "server.busy");
    request->http.body = (Str){ request->body ? request->body : "", request->body_size };
    if (request->spool && file_writer_sync(request->spool) != OK)
        return refuse(request, ERR_UNAVAILABLE, "server.busy");
    request->http.body_file = request->spool_path;
    watch_deadline(request->connection, 0);
    MHD_suspend_connection(request->connection);
    if (worker_take(server, request)) return MHD_YES;
    put_refusal(request, ERR_UNAVAILABLE,
                atomic_load(&server->is_stopping) ? "server.stopping" : "server.busy");
    loop_resume(request->loop, request->connection); /* comes back to send the refusal */
    return MHD_YES;
}

enum MHD_Result intake_read(void *loop, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **place)
{
    (void)loop, (void)connection, (void)url, (void)version; /* the request knows them */
    Request *request = *place;
    ASSERT(request != NULL);
    switch (request->state) {
    case REQUEST_FRESH: return read_head(request, method);
    case REQUEST_READING: break;
    case REQUEST_ANSWERED: return send_answer(request);
    case REQUEST_SENDING: return MHD_NO;
    }
    if (*upload_size == 0) return hand_over(request);
    const size_t size = *upload_size;
    *upload_size      = 0;
    return take_piece(request, upload, size);
}
