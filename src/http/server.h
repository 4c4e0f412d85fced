/* server.h -- the HTTP server: libmicrohttpd on epoll threads, a pool of workers that
 * run blocking handlers, static files, live streams. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/route.h"
#include "http/sse.h"

/* Who a request is.  Set by an authenticator; all zero for nobody. */
typedef struct Identity {
    int64_t       tenant_id, user_id;
    int64_t       owner_id;      /* whose session it is, when user_id is whom he sees as */
    int64_t       scope_id;      /* as in Ctx */
    PermissionSet permissions;
    Masks         masks;
    Zone          zone;
    Str           actor;
    bool          is_viewing;    /* sees as another: nothing is changed but routes with VIEWING */
    bool          by_cookie;     /* then writes must pass the origin check (CSRF) */
} Identity;

typedef struct HttpServer HttpServer;

typedef struct HttpServerOptions {
    Str   listen;                        /* "127.0.0.1:8080", "[::]:8080", port 0 = any free */
    int   epoll_threads, worker_threads; /* 0 = 1 and 24                                 */
    int   connections_max;               /* 0 = 4096                                     */
    int   requests_queued_max;           /* 0 = 2048; beyond it 503                      */
    int   request_s;                     /* seconds a caller has for head and body, and
                                            may be idle between requests; 0 = 30         */
    const Services *services;
    const RouteList *const *routes;
    size_t route_list_count;
    /* Fills `out` from cookie or key; nobody is OK with user_id 0.  Called outside a
     * transaction. */
    Code (*authenticate)(Ctx *cx, const HttpRequest *request, Identity *out);
    /* Whether the caller has that module; NULL = everybody has all. */
    Code (*has_module)(Ctx *cx, Module module, bool *out);
    const Embedded *console;             /* static files, may be empty                   */
    SseHub *sse;                         /* NULL = no live stream                        */
    Str   image_hosts;                   /* where pages may show pictures from besides here,
                                            as the CSP writes it; absent = none           */
    bool  access_log;
    bool  behind_proxy;                  /* the last address of X-Forwarded-For is believed */
} HttpServerOptions;

/* Refuses a table with PERM_UNSET, a change without AUDITED, a route without out shape
 * (unless NO_BODY or RAW), two equal routes: ERR_INVALID with the sentence in `problem`. */
Code http_server_start(const HttpServerOptions *options, HttpServer **out, Str *problem,
                       Arena *arena) MUST_USE;
/* The port it listens on. */
int  http_server_port(const HttpServer *server);
/* Stops accepting, lets requests in hand finish (at most `grace_ms`), closes streams. */
void http_server_stop(HttpServer *server, int64_t grace_ms);

typedef struct HttpServerCounts {
    int64_t requests, errors_4xx, errors_5xx, in_hand, queued, streams;
} HttpServerCounts;
/* What happened since the start, and what is going on. */
HttpServerCounts http_server_counts(const HttpServer *server);
/* Prometheus text of request counts and latency histogram by route and status. */
void http_server_metrics(const HttpServer *server, StrBuf *out);

/* OpenAPI 3.1 of the tables, as JSON. */
Str  openapi_json(Arena *arena, const RouteList *const *routes, size_t count);
/* One line per route for docs/surface.txt. */
Str  surface_text(Arena *arena, const RouteList *const *routes, size_t count);

#endif
