/* route.h -- routes as data.
 *
 * The router finds the route, authenticates, checks `need`, decodes query and body by
 * their shapes, opens the transaction and the audit line of a change, honours the
 * idempotency key and If-Match, calls, and encodes `out`.  A handler does none of these. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "kernel/kernel.h"
#include "kernel/module.h"
#include "kernel/together.h"
#include "wire/wire.h"

typedef enum Method { GET = 1, POST, PUT, PATCH, DELETE_, OPTIONS } Method;
extern const Words method_words;

enum {
    AUDITED    = 1u << 0, /* every route that is not GET, except OWN and the raw doors       */
    IDEMPOTENT = 1u << 1, /* honours Idempotency-Key                                        */
    NO_BODY    = 1u << 2, /* answers 204                                                    */
    CREATED    = 1u << 3, /* answers 201                                                    */
    ACCEPTED   = 1u << 4, /* answers 202 (a job was started)                                */
    OUTSIDE    = 1u << 5, /* not in a transaction: it calls the network or hashes passwords; it
                             opens its own                                                  */
    IF_MATCH   = 1u << 6, /* requires If-Match with the revision (428 without)              */
    RAW        = 1u << 7, /* the handler reads request->body and fills reply itself         */
    UPLOAD     = 1u << 8, /* a body up to 32 MiB (default 1 MiB)                            */
    SPOOLED    = 1u << 9, /* a body up to 512 MiB that lies in a file: request->body_file   */
    OWN        = 1u << 10,/* changes only what the caller keeps for himself: no audit line   */
    VIEWING    = 1u << 11,/* a change that also who sees as another may make               */
    KEPT       = 1u << 12,/* a GET whose `revision` is of the whole answer, and of who asks: the
                             caller may keep it and ask with If-None-Match (304)            */
    GATHERED   = 1u << 13,/* a raw door of small calls: one worker takes several that wait, and
                             what they leave to be done (Call.later) is done at once        */
};

typedef struct HttpRequest {
    Method method;
    Str    path;          /* without query                     */
    Str    query;         /* raw, without '?'                  */
    Str    body;
    const char *body_file; /* SPOOLED: the body, gone after the answer unless moved away; NULL when
                              none came */
    Str    address;       /* of the client, "127.0.0.1"         */
    void  *connection;    /* the server's own                  */
} HttpRequest;
/* Whether the caller has hung up; asks the system, so not too often. */
bool http_is_gone(const HttpRequest *request);
/* A header by name, case-insensitive; absent when missing. */
Str http_header(const HttpRequest *request, Str name);
/* A cookie by name. */
Str http_cookie(const HttpRequest *request, Str name);

typedef struct HttpReply {
    int  status;          /* 0 = by the route's flags          */
    Str  type;            /* content type; absent = JSON       */
    Str  body;
    const char *file;     /* the body is this file, read while it is sent; its path outlives
                             the handler */
    Str  headers[8][2];   /* further ones: name, value         */
    int  header_count;
} HttpReply;
void http_reply_header(HttpReply *reply, Str name, Str value);

typedef struct Route Route;
typedef struct Call  Call;

/* What a GATHERED handler leaves to be done together with that of other calls. */
typedef struct Later {
    const Together *what;                         /* NULL: nothing; of one route always the same */
    void           *item;
    size_t          weight;
    Code          (*then)(Call *call, Code code); /* fills the reply; `code` is how it ended     */
    void           *own;                          /* the handler's, for then()                   */
} Later;

struct Call {
    Ctx               *cx;
    const Route       *route;
    int64_t            id;        /* the {id} of the path                               */
    Str                arg[4];    /* other {names} of the path, in order                */
    const void        *query;     /* struct of route->query                             */
    const void        *in;        /* struct of route->in                                */
    uint64_t           given;     /* bit i: field i of `in` was present (for PATCH)     */
    int64_t            if_match;  /* the revision of If-Match, 0 if none                */
    void              *out;       /* struct of route->out, zeroed                       */
    Str                object;    /* set by the handler for the audit: "store:77"       */
    const HttpRequest *request;
    HttpReply         *reply;
    Later              later;     /* set by a GATHERED handler                          */
    void             **shared;    /* GATHERED: of all calls that are taken at once, for what
                                     one of them read; NULL in it before the first did  */
};

struct Route {
    Method       method;
    const char  *path;            /* "/api/stores/{id}", "/callback/wecom/{corp_id}/{app}" */
    Permission   need;
    Code       (*run)(Call *call);
    const Shape *query, *in, *out;
    unsigned     flags;
    const char  *about;           /* one sentence for OpenAPI                           */
};

/* A folder's routes. */
typedef struct RouteList {
    const char  *folder;
    const Route *routes;
    size_t       count;
    Module       module; /* while it is off, all of them are refused with "module.off" */
} RouteList;
#define ROUTE_LIST(folder_, routes_) { folder_, routes_, COUNT(routes_), MODULE_CORE }
#define ROUTE_LIST_OF(module_, folder_, routes_) { folder_, routes_, COUNT(routes_), module_ }

/* Paging parameters and answer, shared by lists:
 * query structs embed nothing; they name the same members: cursor, limit. */
typedef struct PageQuery { Str cursor; int64_t limit; } PageQuery;
extern const Shape page_query_shape;

#endif
