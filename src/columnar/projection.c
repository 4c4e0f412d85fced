/* projection.c -- feeding the columnar store from the log. */
#include "columnar/projection.h"

#include "log/horizon.h"
#include "log/log.h"
#include "log/worker.h"

#include <stdlib.h>

enum {
    READ_EVENTS     = 1024,
    BATCH_EVENTS    = 32768,
    BATCH_BYTES     = 24 << 20,
    BACKLOG_EVENTS  = 8192, /* fed without a question */
    LOOK_MS         = 1000,
    IDLE_LOOK_MS    = 30000,
    BATCH_ARENA_MAX = 512 << 20,
    BOOK_ARENA_MAX  = 64 << 20,
    REVISIONS       = 4096,
};

struct Projection {
    ProjectionOptions     options;
    const ColumnarDriver *driver;

    pthread_mutex_t lock; /* of what stands here, and of opening and closing */
    Columnar       *store;
    int             users;
    int64_t         used_us;

    pthread_mutex_t feed_lock; /* one feeds at a time */
    Arena          *book_arena;
    PropertyBook   *book;
    Horizon         horizon;
    atomic_llong    cursor; /* -1: not known, the store was not opened yet */

    /* The last place of the log by a hash of tenant and type: equal means nothing came. */
    atomic_llong revisions[REVISIONS];

    const Services *services; /* of the thread; NULL: none */
    Wake           *wake;
    atomic_bool     stopping;
    pthread_t       thread;
};

Projection *projection_new(const ProjectionOptions *options)
{
    Projection *projection = calloc(1, sizeof *projection);
    ASSERT(projection != NULL);
    projection->options = *options;
    projection->driver  = columnar_driver(options->store.events);
    ASSERT(projection->driver != NULL);
    pthread_mutex_init(&projection->lock, NULL);
    pthread_mutex_init(&projection->feed_lock, NULL);
    atomic_store(&projection->cursor, -1);
    return projection;
}

void projection_free(Projection *projection)
{
    if (projection == NULL) return;
    projection_stop(projection);
    ASSERT(projection->users == 0);
    if (projection->store) projection->driver->close(projection->store);
    arena_free(projection->book_arena);
    pthread_mutex_destroy(&projection->lock);
    pthread_mutex_destroy(&projection->feed_lock);
    free(projection);
}

/* ---- opening ------------------------------------------------------------------- */

/* The store stays open until it is given back as often. */
static Code take_store(Ctx *cx, Projection *projection)
{
    LOCKED(&projection->lock);
    if (projection->store == NULL)
        TRY(projection->driver->open(cx, &projection->options.store, &projection->store));
    projection->users++;
    return OK;
}

static void give_back(Projection *projection)
{
    LOCKED(&projection->lock);
    projection->users--;
    projection->used_us = clock_mono_us();
}

static void forget_book(Projection *projection)
{
    arena_free(projection->book_arena);
    projection->book       = NULL;
    projection->book_arena = NULL;
}

/* What the store knows of slots, and how far it is.  Under the feed's lock. */
static Code load_book(Ctx *cx, Projection *projection)
{
    ColumnarState state = { 0 };
    if (projection->book) return OK;
    TRY(projection->driver->state(cx, projection->store, &state));
    projection->book_arena = arena_new(BOOK_ARENA_MAX);
    projection->book       = property_book(projection->book_arena, state.slots);
    atomic_store(&projection->cursor, state.cursor);
    return OK;
}

/* ---- feeding ---------------------------------------------------------------------- */

static size_t revision_at(int64_t tenant_id, Str type)
{
    return (str_hash(type) ^ (uint64_t)tenant_id * 0x9e3779b97f4a7c15u) % REVISIONS;
}

/* The newest of some types; without types of any. */
static int64_t newest_of(Projection *projection, int64_t tenant_id, Strs types)
{
    int64_t    newest = 0;
    const Str  any    = S("");
    const Strs asked  = types.count > 0 ? types : (Strs){ &any, 1 };
    for (size_t i = 0; i < asked.count; i++) {
        const int64_t seq =
            atomic_load(&projection->revisions[revision_at(tenant_id, asked.at[i])]);
        if (seq > newest) newest = seq;
    }
    return newest;
}

/* After the write: who asks from now on finds what he is told is new. */
static void note_revisions(Projection *projection, const ColumnarBatch *batch)
{
    for (size_t i = 0; i < batch->rows.count; i++) {
        const ColumnarRow *row = ROWS_AT(ColumnarRow, batch->rows, i);
        atomic_store(&projection->revisions[revision_at(row->tenant_id, row->type)], row->seq);
        atomic_store(&projection->revisions[revision_at(row->tenant_id, S(""))], row->seq);
    }
}

typedef struct Gather {
    PropertyBook *book;
    Arena        *arena;
    Vec           rows, values, slots;
    size_t        bytes;
} Gather;

static Code gather_event(void *with, const void *row)
{
    Gather      *gather = with;
    const Event *event  = row;
    ColumnarRow *out    = VEC_ADD(&gather->rows, ColumnarRow);
    *out                = (ColumnarRow){ .tenant_id = event->tenant_id,
                                         .seq       = event->seq,
                                         .person_id = event->person_id,
                                         .at_ms     = event->occurred_at_ms,
                                         .type      = str_copy(gather->arena, event->type),
                                         .object    = str_copy(gather->arena, event->object),
                                         .actor     = str_copy(gather->arena, event->actor),
                                         .source    = str_copy(gather->arena, event->source) };
    gather->bytes += event->payload.len + sizeof *out;
    /* Personal data in clear, and what was told to one person, stay in the log. */
    if (!event_is_private(event->type))
        property_read(gather->book, gather->arena, event->payload, (uint32_t)gather->rows.count - 1,
                      out, &gather->values, &gather->slots);
    return OK;
}

/* What one batch holds: until it is large, or the log ends. */
static Code gather_batch(Ctx *cx, int64_t after, int64_t until, Gather *gather, int64_t *read_to)
{
    *read_to = after;
    while (gather->rows.count < BATCH_EVENTS && gather->bytes < BATCH_BYTES) {
        const size_t before = gather->rows.count;
        TRY(cx_each(cx, &event_sql_read, gather_event, gather,
                    ARGS(V(*read_to), V(until), V((int64_t)-1), V(READ_EVENTS), V(S("[]")))));
        const size_t count = gather->rows.count - before;
        if (count < READ_EVENTS) {
            *read_to = until;
            break;
        }
        *read_to = VEC_AT(gather->rows, ColumnarRow, gather->rows.count - 1)->seq;
    }
    return OK;
}

static Code feed_batch(Ctx *cx, Projection *projection, int64_t until)
{
    const int64_t after   = atomic_load(&projection->cursor);
    int64_t       read_to = after;
    Gather        gather  = { .book   = projection->book,
                              .arena  = cx->arena,
                              .rows   = vec_of(cx->arena, ColumnarRow),
                              .values = vec_of(cx->arena, ColumnarValue),
                              .slots  = vec_of(cx->arena, ColumnarSlot) };
    TRY(gather_batch(cx, after, until, &gather, &read_to));
    const ColumnarBatch batch = { .rows    = vec_rows(&gather.rows),
                                  .values  = vec_rows(&gather.values),
                                  .slots   = vec_rows(&gather.slots),
                                  .numbers = projection->book->widest[1],
                                  .texts   = projection->book->widest[0],
                                  .cursor  = read_to };
    TRY(projection->driver->write(cx, projection->store, &batch));
    atomic_store(&projection->cursor, read_to);
    note_revisions(projection, &batch);
    return OK;
}

static Code feed_on(Ctx *cx, Projection *projection, int64_t patience_ms)
{
    const int64_t began_us = clock_mono_us();
    TRY(horizon_look(cx, &projection->horizon));
    const int64_t until = projection->horizon.safe_seq;
    while (atomic_load(&projection->cursor) < until) {
        if (patience_ms > 0 && clock_mono_us() - began_us > patience_ms * 1000)
            return fail(cx, ERR_UNAVAILABLE, "events.catching_up", "%lld places behind",
                        (long long)(until - atomic_load(&projection->cursor)));
        arena_reset(cx->arena);
        TRY(feed_batch(cx, projection, until));
    }
    return OK;
}

/* In an arena of its own; the failure is told in cx.  The store is taken. */
static Code feed_taken(Ctx *cx, Projection *projection, int64_t patience_ms)
{
    LOCKED(&projection->feed_lock);
    Arena *arena = arena_new(BATCH_ARENA_MAX);
    Ctx    feed  = ctx_system(cx->services, arena, 0, "system:events");
    Code   code  = load_book(&feed, projection);
    if (code == OK) code = feed_on(&feed, projection, patience_ms);
    if (code != OK) cx->err = worker_keep(cx->arena, &feed.err);
    /* A batch that failed may have left slots in the book that the store does not know. */
    if (code != OK) forget_book(projection);
    arena_free(arena);
    return code;
}

Code projection_feed(Ctx *cx, Projection *projection)
{
    TRY(take_store(cx, projection));
    const Code code = feed_taken(cx, projection, 0);
    give_back(projection);
    return code;
}

static Code clear_taken(Ctx *cx, Projection *projection)
{
    LOCKED(&projection->feed_lock);
    forget_book(projection);
    return projection->driver->clear(cx, projection->store);
}

Code projection_rebuild(Ctx *cx, Projection *projection, int64_t *read_to)
{
    TRY(take_store(cx, projection));
    Code code = clear_taken(cx, projection);
    if (code == OK) code = feed_taken(cx, projection, 0);
    *read_to = atomic_load(&projection->cursor);
    give_back(projection);
    return code;
}

Code projection_forget(Ctx *cx, Projection *projection, Str type, int64_t before_ms)
{
    TRY(take_store(cx, projection));
    const Code code =
        projection->driver->forget(cx, projection->store, cx->tenant_id, type, before_ms);
    give_back(projection);
    return code;
}

/* ---- views ------------------------------------------------------------------------- */

/* Between two batches: the reader and the slots are of one state. */
static Code open_reader(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                        ProjectionView *view)
{
    LOCKED(&projection->feed_lock);
    ColumnarState state = { 0 };
    TRY(projection->driver->state(cx, projection->store, &state));
    TRY(projection->driver->begin(cx, projection->store, wait, &view->reader));
    view->book = property_book(cx->arena, state.slots);
    view->seq  = state.cursor;
    view->revision =
        projection->driver->is_shared ? state.cursor : newest_of(projection, cx->tenant_id, types);
    return OK;
}

static Code open_view(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                      ProjectionView *view)
{
    TRY(feed_taken(cx, projection, projection->services ? PROJECTION_PATIENCE_MS : 0));
    return open_reader(cx, projection, wait, types, view);
}

Code projection_begin(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                      ProjectionView *out)
{
    TRY(take_store(cx, projection));
    out->projection = projection;
    out->driver     = projection->driver;
    const Code code = open_view(cx, projection, wait, types, out);
    if (code != OK) projection_end(out);
    return code;
}

void projection_end(ProjectionView *view)
{
    if (view->projection == NULL) return;
    if (view->reader) view->driver->end(view->reader);
    view->reader = NULL;
    give_back(view->projection);
    view->projection = NULL;
}

/* ---- in the background ------------------------------------------------------------- */

static void close_unused(Projection *projection)
{
    LOCKED(&projection->lock);
    const int64_t idle_ms = (clock_mono_us() - projection->used_us) / 1000;
    if (projection->store == NULL || projection->users > 0 || projection->options.idle_ms == 0 ||
        idle_ms < projection->options.idle_ms)
        return;
    projection->driver->close(projection->store);
    projection->store = NULL;
    forget_book(projection);
}

static void close_idle(Projection *projection)
{
    LOCKED(&projection->feed_lock);
    close_unused(projection);
}

/* Whether so much has come since the store was last read, or the thread began, that it is fed. */
static Code look(Ctx *cx, Projection *projection, int64_t *from)
{
    Horizon horizon = { .safe_seq = *from };
    TRY(horizon_look(cx, &horizon));
    if (*from < 0) *from = horizon.last_seq;
    const int64_t cursor = atomic_load(&projection->cursor);
    const int64_t known  = cursor > *from ? cursor : *from;
    if (horizon.last_seq - known < BACKLOG_EVENTS) return OK;
    *from = horizon.last_seq;
    return projection_feed(cx, projection);
}

static void *run(void *arg)
{
    Projection   *projection = arg;
    Arena        *arena      = arena_new(WORKER_ARENA_MAX);
    WorkerTrouble trouble    = { .who = "events" };
    int64_t       from       = -1;
    db_give_way(true);
    while (!atomic_load(&projection->stopping)) {
        arena_reset(arena);
        Ctx cx = ctx_system(projection->services, arena, 0, "system:events");
        if (look(&cx, projection, &from) == OK)
            worker_recovered(&trouble);
        else
            worker_failed(&trouble, &cx.err);
        close_idle(projection);
        if (wake_wait(projection->wake, IDLE_LOOK_MS) && !atomic_load(&projection->stopping))
            clock_sleep_ms(LOOK_MS);
    }
    arena_free(arena);
    return NULL;
}

void projection_start(Projection *projection, const Services *services)
{
    projection->services = services;
    projection->wake     = wake_new();
    atomic_store(&projection->stopping, false);
    db_subscribe(services->db, TOPIC_LOG, projection->wake);
    projection->thread = thread_start("events", WORKER_STACK_KIB, run, projection);
}

void projection_stop(Projection *projection)
{
    if (projection->services == NULL) return;
    atomic_store(&projection->stopping, true);
    wake_raise(projection->wake);
    thread_join(projection->thread);
    db_unsubscribe(projection->services->db, projection->wake);
    wake_free(projection->wake);
    projection->services = NULL;
}
