/* ctx.h -- what every request, batch and job carries: who asks, at what instant,
 * with which memory and connection, and what went wrong. */
#ifndef KERNEL_CTX_H
#define KERNEL_CTX_H

#include "db/db.h"
#include "kernel/mask.h"
#include "kernel/permission.h"

typedef struct Err {
    Code        code;
    const char *reason;    /* stable key, e.g. "ticket.bad_move"; the console translates it */
    Str         field;     /* path in the request body, for ERR_INVALID                     */
    Str         allowed;   /* what is allowed there, for people ("1..200"); may be absent    */
    Str         detail;    /* for the log; never sent to the caller                         */
    Str         more;      /* a JSON object for the caller beside the reason; mostly absent */
    bool        is_condition; /* `detail` is the condition of a REQUIRE: C, no words        */
    bool        retry;     /* a clash of transactions: the door runs the whole again        */
} Err;

typedef struct Ctx        Ctx;
typedef struct IdSource   IdSource;    /* kernel/id.h     */
typedef struct Keys       Keys;        /* kernel/secret.h */
typedef struct HttpClient HttpClient;  /* http/client.h   */
typedef struct InsightMemory InsightMemory; /* insight/insight.h */
typedef struct CustomerIndex CustomerIndex; /* customer/customer.h */
typedef struct TagBook TagBook; /* tagging/tagging.h */
typedef struct SegmentIndex SegmentIndex; /* segment/segment.h */
typedef struct DoorMemory DoorMemory; /* customer/customer_door.h */
typedef struct MergeTable MergeTable; /* customer/customer_merge.h */
typedef struct TrackGate TrackGate; /* track/track.h */
typedef struct CallbackReactor CallbackReactor; /* channel/channel.h */

/* What outlives a request.  Owned by app, read by all, written by none. */
typedef struct Services Services;
struct Services {
    Db         *db;
    IdSource   *ids;
    const Keys *keys;
    HttpClient *client;       /* NULL in tests that send nothing                    */
    InsightMemory *insight;   /* what boards keep; NULL: each question reads anew   */
    TrackGate  *track_gate;   /* NULL: sources may send as much as they like        */
    CustomerIndex *customers; /* NULL where nobody lists customers                  */
    DoorMemory *door_memory;  /* NULL: each identity is looked for anew              */
    TagBook *tag_book;        /* compiled rules; NULL: each question compiles anew   */
    SegmentIndex *segments;   /* audiences in memory; NULL: nobody asks them         */
    const MergeTable *const *merge_tables; /* rows of slices above that follow a person; or NULL */
    size_t      merge_table_count;
    const CallbackReactor *const *reactors; /* of slices above channel; or NULL */
    size_t      reactor_count;
    const char *data_dir;     /* the data folder, without a trailing slash          */
    Str         public_url;   /* how browsers and platforms reach us, no trailing slash */
    int64_t   (*clock)(void); /* clock_now_ms, or a test's own                      */
    /* The zone of a tenant's business days; NULL = Beijing for all. */
    Zone      (*tenant_zone)(const Services *services, int64_t tenant_id);
    /* Gives `cx` the scope, permissions and masks the user has now, for work he left behind.
     * NULL in tests without users: nothing changes. */
    Code      (*rights_of)(Ctx *cx, int64_t user_id);
};

struct Ctx {
    const Services *services;
    Arena   *arena;
    Db      *db;
    DbLink  *link;            /* the open transaction, or NULL                      */
    int      depth;           /* how many cx_begin are open                         */
    struct Memo *memo;        /* of the transaction, where it is a batch (memo.h)   */
    int64_t  tenant_id;
    int64_t  user_id;         /* 0 = the system itself                              */
    /* Which members of staff, and through them which customers, the caller may see: 0 = all, else
     * those of the rows org_scope (tenant_id, user_id = this, staff_id).  Every statement on
     * what belongs to a person or a member of staff takes it. */
    int64_t  scope_id;
    PermissionSet permissions;
    Masks    masks;           /* of personal data; zero = all masked                */
    Zone     zone;            /* of the tenant                                      */
    int64_t  now_ms;          /* one instant for the whole request                  */
    uint64_t seed;            /* the only source of (pseudo-)randomness below sys/   */
    Str      request_id;
    Str      actor;           /* "user:12", "staff:7", "system:job", for events and audit */
    Err      err;             /* the first failure                                  */
};

/* A context of the system itself (no user) at services->clock(), for consumers,
 * jobs and the command line.  It can be copied for another tenant. */
Ctx  ctx_system(const Services *services, Arena *arena, int64_t tenant_id, const char *actor);

/* Records the first failure and returns its code: `return fail(...)` is one thought. */
Code fail(Ctx *cx, Code code, const char *reason, const char *format, ...)
    PRINTF_LIKE(4, 5) MUST_USE;
/* The same, by a condition that does not hold: its text is kept for the log, as no words. */
Code fail_condition(Ctx *cx, Code code, const char *reason, const char *condition) MUST_USE;
/* The same for a field of the input; `allowed` for people, NULL if nothing to say. */
Code fail_field(Ctx *cx, const char *reason, Str field, const char *allowed) MUST_USE;
Code fail_shape(Ctx *cx, const ShapeError *error) MUST_USE;
/* Takes the failure back, where absence is an answer. */
void forgive(Ctx *cx);

#define REQUIRE(cx, condition, code, reason) \
    do { if (!(condition)) return fail_condition((cx), (code), (reason), #condition); } while (0)

/* The open transaction's writes need not wait for each other (db_hurry in db/db.h): for a batch
 * that is undone as a whole and done again without this when anything fails. */
void cx_hurry(Ctx *cx);

/* ---- statements in this context --------------------------------------- */

/* In the open transaction, else on a reading connection of their own.
 * cx_one: absent is ERR_NOT_FOUND "not_found".  cx_find: absent is OK, `*found` false. */
Code cx_one(Ctx *cx, const Query *query, void *row, const Value *args, size_t count) MUST_USE;
Code cx_find(Ctx *cx, const Query *query, void *row, bool *found, const Value *args,
             size_t count) MUST_USE;
Code cx_list(Ctx *cx, const Query *query, Rows *rows, const Value *args, size_t count) MUST_USE;
Code cx_each(Ctx *cx, const Query *query, Code (*each)(void *with, const void *row), void *with,
             const Value *args, size_t count) MUST_USE;
/* Writes; outside a transaction they open and commit one. */
Code cx_run(Ctx *cx, const Query *query, int64_t *changed, const Value *args,
            size_t count) MUST_USE;
Code cx_insert(Ctx *cx, const Table *table, const void *row) MUST_USE;
Code cx_insert_all(Ctx *cx, const Table *table, Rows rows, bool ignore_known,
                   int64_t *inserted) MUST_USE;

/* A transaction: TXN(txn); TRY(cx_begin(cx, &txn)); ... return cx_commit(cx, &txn);
 * Leaving the scope without cx_commit() undoes it.  Inside another one it is a
 * part of that one (a savepoint). */
typedef struct Txn { Ctx *cx; bool is_open; } Txn;
Code cx_begin_at(Ctx *cx, Txn *txn, const char *where) MUST_USE;
#define CX_STRING_(x) #x
#define CX_STRING(x) CX_STRING_(x)
#define cx_begin(cx, txn) cx_begin_at((cx), (txn), __FILE__ ":" CX_STRING(__LINE__))
Code cx_commit(Ctx *cx, Txn *txn) MUST_USE;
void txn_abandon(Txn *txn); /* no-op after cx_commit() */
#define TXN(name) ON_SCOPE_EXIT(txn_abandon) Txn name = { 0 }

/* A new id: positive, 63 bits, rising with time, unique over all processes. */
int64_t cx_new_id(Ctx *cx);
/* A pseudo-random number from cx->seed, uniform in [0, bound). */
uint64_t cx_random(Ctx *cx, uint64_t bound);
/* A token nobody can guess, `chars` of [A-Za-z0-9_-]. */
Str cx_token(Ctx *cx, size_t chars);
bool cx_may(const Ctx *cx, Permission permission);

#endif
