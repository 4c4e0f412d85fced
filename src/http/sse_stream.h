/* sse_stream.h -- one live stream as the server sees it.  Private to http/. */
#ifndef HTTP_SSE_STREAM_H
#define HTTP_SSE_STREAM_H

#include "http/server.h"
#include "http/sse.h"

#include <sys/types.h>

typedef struct SseStream SseStream;

/* How a stream stops and starts the connection it is written to.  Both are called with
 * the hub locked and must not block. */
typedef struct SseLink {
    void (*suspend)(void *connection);
    void (*resume)(void *loop, void *connection);
    void *loop, *connection;
} SseLink;

/* A stream for this caller; `topics` are beginnings of event names by comma, absent = all.
 * It begins with a "resync" when `resync` (the caller was here before).  NULL when there
 * are too many on the server, or the hub is shut; of one user's twelve the oldest ends. */
SseStream *sse_stream_open(SseHub *hub, const Identity *who, Str topics, bool resync);
void       sse_stream_attach(SseStream *stream, SseLink link);
/* Bytes to send; 0 after suspending the connection, -1 at the end of the stream. */
ssize_t    sse_stream_read(SseStream *stream, char *out, size_t room);
/* It is told nothing more; its page comes back by itself. */
void       sse_stream_end(SseStream *stream);
/* Takes it from the hub; frees it. */
void       sse_stream_close(SseStream *stream);

/* Lets streams in, at most so many; 0 ends those there are and lets no more in. */
void    sse_hub_limit(SseHub *hub, int64_t streams_max);
/* A comment to each stream that was silent for 15 s, so that dead ones are noticed; the end
 * of each that has been open for 15 min, so that it comes back with the rights of today. */
void    sse_hub_beat(SseHub *hub, int64_t now_us);
int64_t sse_hub_count(SseHub *hub);

#endif
