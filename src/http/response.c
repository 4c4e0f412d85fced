/* response.c -- an answer as libmicrohttpd takes it: body, headers, compression. */
#include "http/server_parts.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* Below this a packed body saves less than it costs. */
enum { PACK_LEAST = 1400, STREAM_BLOCK = 2048 };

static const Str json_type = { "application/json; charset=utf-8",
                               sizeof("application/json; charset=utf-8") - 1 };

static void add(struct MHD_Response *response, Arena *arena, Str name, Str value)
{
    if (MHD_add_response_header(response, str_z(arena, name), str_z(arena, value)) != MHD_YES)
        log_line(LOG_WARN, "header refused", "name=%s", log_quote(arena, name));
}

static bool has(const HttpReply *reply, Str name)
{
    for (int i = 0; i < reply->header_count; i++)
        if (str_equal_nocase(reply->headers[i][0], name)) return true;
    return false;
}

/* ---- packing ------------------------------------------------------------------------ */

static bool is_packable(const Request *request, const HttpReply *reply, Str type)
{
    if (reply->body.len < PACK_LEAST || has(reply, S("Content-Encoding"))) return false;
    const bool is_text = str_starts(type, S("application/json")) || str_starts(type, S("text/"));
    return is_text && headers_accepts(http_header(&request->http, S("Accept-Encoding")), S("gzip"));
}

/* The body in gzip at the fastest level; absent when that is not smaller. */
static Str pack(Arena *arena, Str body)
{
    enum { WINDOW_BITS = 13 + 16, MEMORY = 6 }; /* + 16 is gzip; 8 KiB back, about 64 KiB in all */
    z_stream stream = { 0 };
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW_BITS, MEMORY, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        return (Str){ 0 };
    char *out         = arena_make(arena, char, body.len);
    stream.next_in    = (Bytef *)(uintptr_t)body.ptr; /* zlib only reads it */
    stream.avail_in   = (uInt)body.len;
    stream.next_out   = (Bytef *)out;
    stream.avail_out  = (uInt)body.len;
    const bool   done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    const size_t size = stream.total_out;
    (void)deflateEnd(&stream); /* frees; its result only tells of an early end */
    return done ? (Str){ out, size } : (Str){ 0 };
}

/* ---- streams -------------------------------------------------------------------------- */

static void suspend(void *connection) { MHD_suspend_connection(connection); }

static void resume(void *loop, void *connection) { loop_resume(loop, connection); }

static ssize_t read_stream(void *stream, uint64_t at, char *out, size_t room)
{
    (void)at; /* a stream has no places */
    const ssize_t size = sse_stream_read(stream, out, room);
    return size < 0 ? (ssize_t)MHD_CONTENT_READER_END_OF_STREAM : size;
}

static void free_stream(void *stream) { sse_stream_close(stream); }

static struct MHD_Response *stream_response(const Request *request, SseStream *stream)
{
    sse_stream_attach(stream, (SseLink){ suspend, resume, request->loop, request->connection });
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_stream, stream,
                                             free_stream);
}

/* ---- files ------------------------------------------------------------------------------ */

/* The file as it is now: the connection reads it while it sends.  One that has gone in this
 * moment is empty. */
static struct MHD_Response *file_response(const char *path)
{
    const int   fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd >= 0 && fstat(fd, &about) == 0)
        return MHD_create_response_from_fd64((uint64_t)about.st_size, fd);
    if (fd >= 0) (void)close(fd);
    return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
}

/* ---- headers ---------------------------------------------------------------------------- */

static void add_security(struct MHD_Response *response, const Request *request,
                         const HttpReply *reply, Str type)
{
    (void)MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    (void)MHD_add_response_header(response, "Referrer-Policy", "same-origin");
    const bool is_page = str_starts(type, S("text/html"));
    if (is_page && !has(reply, S("X-Frame-Options")) && !has(reply, S("Content-Security-Policy")) &&
        !str_starts(request->http.path, S("/sidebar")))
        (void)MHD_add_response_header(response, "X-Frame-Options", "DENY");
}

static void add_headers(struct MHD_Response *response, Arena *arena, const Request *request,
                        const RouterAnswer *answer, Str type)
{
    const HttpReply *reply = &answer->reply;
    if (type.len) add(response, arena, S("Content-Type"), type);
    for (int i = 0; i < reply->header_count; i++)
        add(response, arena, reply->headers[i][0], reply->headers[i][1]);
    if (answer->etag.len) add(response, arena, S("ETag"), answer->etag);
    if (answer->is_replayed) add(response, arena, S("Idempotent-Replayed"), S("true"));
    if (!has(reply, S("Cache-Control"))) add(response, arena, S("Cache-Control"), S("no-store"));
    add(response, arena, S("X-Request-Id"), str_of(request->id));
    if (atomic_load(&request->server->is_stopping))
        add(response, arena, S("Connection"), S("close"));
    add_security(response, request, reply, type);
}

struct MHD_Response *response_new(Arena *arena, const Request *request, const RouterAnswer *answer)
{
    const HttpReply *reply = &answer->reply;
    const Str type = reply->type.len ? reply->type : reply->body.len ? json_type : (Str){ 0 };
    struct MHD_Response *response = NULL;
    Str                  packed   = { 0 };
    if (answer->stream) {
        response = stream_response(request, answer->stream);
    } else if (reply->file) {
        response = file_response(reply->file);
    } else {
        if (is_packable(request, reply, type)) packed = pack(arena, reply->body);
        const Str  body    = packed.ptr ? packed : reply->body;
        const bool is_kept = answer->body_outlives && !packed.ptr;
        response           = MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.ptr,
                                                   is_kept ? MHD_RESPMEM_PERSISTENT
                                                                     : MHD_RESPMEM_MUST_COPY);
    }
    ASSERT(response != NULL);
    add_headers(response, arena, request, answer, type);
    if (packed.ptr) {
        add(response, arena, S("Content-Encoding"), S("gzip"));
        add(response, arena, S("Vary"), S("Accept-Encoding"));
    }
    return response;
}
