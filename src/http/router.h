/* router.h -- a request from its headers to its answer; knows nothing of sockets.
 * Private to http/. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "http/route_tree.h"
#include "http/server.h"
#include "http/sse_stream.h"

typedef struct Router {
    const Services  *services;
    const RouteTree *tree;
    Code           (*authenticate)(Ctx *cx, const HttpRequest *request, Identity *out);
    Code           (*has_module)(Ctx *cx, Module module, bool *out); /* may be NULL */
    const Embedded  *console;   /* may be NULL */
    Str              image_hosts; /* for the pages' CSP */
    SseHub          *sse;       /* may be NULL */
} Router;

typedef struct RouterAnswer {
    HttpReply  reply;            /* status set, body complete                          */
    Str        etag;             /* absent if none                                     */
    bool       is_replayed;      /* an answer given before for the same key            */
    bool       body_outlives;    /* the body is part of the program: no copy is needed */
    SseStream *stream;           /* a live stream in place of a body                   */
    int64_t    tenant_id, user_id;
    Err        err;              /* code OK when it went well                          */
} RouterAnswer;

typedef struct RouterRequest {
    const HttpRequest *http;
    RouteMatch         match;
    Str                request_id;
    bool               too_large;  /* the body was larger than the route takes; it is gone */
} RouterRequest;

/* Answers; never fails, for a failure is an answer too.  Blocks.  All of it lives in
 * the arena. */
void router_answer(const Router *router, Arena *arena, const RouterRequest *request,
                   RouterAnswer *out);
/* The same for several of one GATHERED route, in order; what they leave is done at once.  Returns
 * how many it answered: one or more, fewer than all where those took much of memory already. */
size_t router_answer_all(const Router *router, Arena *arena, const RouterRequest *requests,
                         RouterAnswer *outs, size_t count);

/* One request on its way through the router. */
typedef struct Visit {
    const Router        *router;
    const RouterRequest *from;
    const Route         *route;
    Ctx                  cx;
    Identity             who;
    Call                 call;
    Str                  key;           /* Idempotency-Key; absent: none, or not honoured  */
    bool                 is_worth_audit; /* it was refused at the door, or it was tried    */
    RouterAnswer        *answer;
} Visit;

/* Calls the handler with everything around it: transaction, idempotency, audit, encoding,
 * and again when transactions clashed. */
Code router_run(Visit *visit) MUST_USE;
/* What is left of a call whose `later` was done and ended with `code`. */
Code router_run_later(Visit *visit, Code code) MUST_USE;
/* Writes the audit line of a failure, in a transaction of its own. */
void router_run_audit_failure(Visit *visit);

#endif
