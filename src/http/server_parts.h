/* server_parts.h -- what the files of the server share.  Private to http/.
 *
 * A request passes through: intake.c (an epoll thread reads it, suspends the connection
 * and queues it) -> worker.c (a worker answers it and resumes the connection) -> intake.c
 * (the epoll thread sends the answer and forgets the request). */
#ifndef HTTP_SERVER_PARTS_H
#define HTTP_SERVER_PARTS_H

#include "http/headers.h"
#include "http/metrics.h"
#include "http/router.h"
#include "sys/sys.h"

#include <microhttpd.h>
#include <stdatomic.h>

enum {
    REQUEST_S       = 30,
    BODY_MAX        = 1 << 20,
    UPLOAD_MAX      = 32 << 20,
    SPOOL_MAX       = 512 << 20,
    SPOOLS_MAX      = 8, /* at once */
    REQUEST_ID_MAX  = 64,
    ADDRESS_MAX     = 64,
    WORKER_ARENA    = 16 << 20,
    WORKER_STACK    = 512, /* KiB */
};

/* An epoll thread with its libmicrohttpd. */
typedef struct Loop {
    HttpServer        *server;
    struct MHD_Daemon *daemon;
    pthread_t          thread;
    int                bell;        /* an eventfd: look at what is said below     */
    atomic_bool        is_rung;     /* it was written and not heard yet           */
    atomic_bool        is_quiet, is_over;
    bool               has_gathered; /* calls were queued for which nobody was woken yet */
    int                quiesced;    /* the socket it listened on, ours to close; -1 before */
} Loop;

/* One connection, for the watch that cuts off those who take too long. */
typedef struct Seat Seat;
struct Seat {
    Seat           *before, *after;
    int             socket;
    _Atomic int64_t deadline_us; /* on the forward clock; 0 = none */
};

typedef enum RequestState {
    REQUEST_FRESH = 1, /* its headers may not be complete   */
    REQUEST_READING,   /* its body is coming                */
    REQUEST_ANSWERED,  /* the answer stands in `response`   */
    REQUEST_SENDING,   /* and was handed to the connection  */
} RequestState;

typedef struct Request Request;
struct Request {
    Loop                  *loop;
    HttpServer            *server;
    struct MHD_Connection *connection;
    Request               *next;        /* in the queue */
    RequestState           state;
    HttpRequest            http;
    Headers                headers;
    RouteMatch             match;
    char                  *body;
    size_t                 body_size, body_room, body_max, body_seen;
    bool                   is_too_large, has_no_room;
    FileWriter            *spool;       /* where a SPOOLED body goes       */
    char                  *spool_path;
    int64_t                began_us;
    char                   id[REQUEST_ID_MAX + 1], address[ADDRESS_MAX];
    int                    status;
    struct MHD_Response   *response;
    bool                   is_stream;
    char                   target[];    /* path and query as they came */
};

struct HttpServer {
    HttpServerOptions  options;
    Arena             *arena;           /* of the server's own life */
    Router             router;
    Metrics           *metrics;
    Loop              *loops;
    int                loop_count, port;

    pthread_mutex_t    queue_lock;
    pthread_cond_t     queue_wake;
    Request           *queue_first, *queue_last;
    int                queue_count;
    bool               queue_is_shut;   /* nothing more comes; workers leave when it is empty */
    bool               queue_is_late;   /* what is left is refused instead of run */
    pthread_t         *workers;
    int                worker_count;

    pthread_mutex_t    seat_lock;
    Seat              *seats;
    pthread_t          watch;
    Wake              *watch_stop;
    atomic_bool        is_watch_over;

    pthread_mutex_t    refusal_lock;
    Arena             *refusal_arena;   /* for answers the epoll threads give themselves */

    atomic_bool        is_stopping;
    _Atomic int64_t    in_hand;         /* begun and not over; streams included */
    _Atomic int64_t    body_bytes;      /* of all bodies in memory              */
    _Atomic int        spools;          /* bodies that have a file              */
};

/* ---- loop.c ---- */

/* Takes the address; false with the sentence in `problem`. */
bool loop_listen(HttpServer *server, Str *problem);
void loop_start_all(HttpServer *server);
/* Lets nobody new in. */
void loop_quiesce(HttpServer *server);
/* Lets a suspended connection go on, from any thread. */
void loop_resume(Loop *loop, struct MHD_Connection *connection);
/* Ends the threads and closes what is still connected. */
void loop_stop_all(HttpServer *server);

/* ---- worker.c ---- */

/* Starts the threads that answer. */
void worker_start_all(HttpServer *server);
/* Lets the queue run empty and waits for the workers; `late` refuses what is queued. */
void worker_stop_all(HttpServer *server);
/* False when the queue is full or shut.  From a loop, which calls worker_wake at the end of a round
 * in which it `has_gathered`: GATHERED calls that come together go together. */
bool worker_take(HttpServer *server, Request *request) MUST_USE;
void worker_wake(HttpServer *server);
int64_t worker_queued(HttpServer *server);
/* Answers with a failure, on the spot. */
void worker_refuse(Request *request, Arena *arena, Code code, const char *reason);

/* ---- intake.c ---- */

/* The callbacks libmicrohttpd is started with. */
void *intake_begin(void *loop, const char *target, struct MHD_Connection *connection);
enum MHD_Result intake_read(void *loop, struct MHD_Connection *connection, const char *url,
                            const char *method, const char *version, const char *upload,
                            size_t *upload_size, void **request);
void intake_end(void *loop, struct MHD_Connection *connection, void **request,
                enum MHD_RequestTerminationCode how);

/* ---- watch.c ---- */

/* Starts and ends the thread that looks once a second. */
void watch_start(HttpServer *server);
/* Waits until it is gone. */
void watch_stop(HttpServer *server);
/* Keeps the list of connections; given to libmicrohttpd. */
void watch_connection(void *loop, struct MHD_Connection *connection, void **seat,
                      enum MHD_ConnectionNotificationCode what);
/* Cuts the connection off in `seconds`; 0 = never. */
void watch_deadline(struct MHD_Connection *connection, int seconds);

/* ---- response.c ---- */

/* The answer as libmicrohttpd takes it. */
struct MHD_Response *response_new(Arena *arena, const Request *request, const RouterAnswer *answer);

#endif
