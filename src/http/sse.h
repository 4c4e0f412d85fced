/* sse.h -- live streams to open pages (GET /api/live).
 *
 * Each stream belongs to a tenant and a permission set; it gets a message only if both
 * allow.  A slow reader is never waited for: past 256 waiting messages or 256 KiB the stream
 * gets one "resync" message in place of what was dropped.  A user has at most twelve. */
#ifndef HTTP_SSE_H
#define HTTP_SSE_H

#include "http/route.h"

typedef struct SseHub SseHub;

/* A hub that lets nobody in before a server was started with it. */
SseHub *sse_hub_new(void);
/* After the server was stopped. */
void    sse_hub_free(SseHub *hub);

typedef struct SseMessage {
    int64_t    tenant_id;
    Permission need;
    int64_t    user_id; /* only this user; 0 = all of the tenant   */
    Str        event;   /* "contact.added"                         */
    Str        data;    /* JSON                                    */
    Ids        viewers; /* who of those that do not see all gets it: their scope ids */
    Str        bare;    /* what the others of them get in its place; absent = nothing */
    Ids        without; /* who gets nothing of it at all: their scope ids */
    int64_t    id;      /* the log's seq, for Last-Event-ID; 0 none */
} SseMessage;

/* Hands the message to every stream it is for; never blocks. */
void sse_publish(SseHub *hub, const SseMessage *message);
/* What the tenant's pages should have been told is not known: all of them ask anew.  Each is told
 * so once a second at most; what comes in between is told at the end of it. */
void sse_resync(SseHub *hub, int64_t tenant_id, int64_t now_us);
/* Whether there is any stream; whether one of the tenant follows this topic. */
bool sse_is_watched(SseHub *hub);
bool sse_is_wanted(SseHub *hub, int64_t tenant_id, Str event);
/* The scope ids of the streams that follow this tenant and do not see all of it. */
Ids  sse_scopes(SseHub *hub, Arena *arena, int64_t tenant_id);
/* Ends the streams of a user (a revoked session); 0 = all of the tenant. */
void sse_close_user(SseHub *hub, int64_t tenant_id, int64_t user_id);

#endif
