/* projection.c -- feeding the columnar store from the log. */
#include "columnar/people_index.h"

#include "log/horizon.h"
#include "log/log.h"
#include "log/worker.h"

#include <stdlib.h>

enum {
    READ_EVENTS     = 1024,
    BATCH_EVENTS    = 4096,
    BATCH_BYTES     = 6 << 20,
    BACKLOG_EVENTS  = 8192, /* fed without a question */
    BUSY_EVENTS     = 2000, /* a second: whoever works on them goes first */
    BACKLOG_MAX     = 1 << 22,
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
    bool            is_asked;    /* a question was, since it was opened */
    atomic_bool     is_doubtful; /* what was written last failed */

    pthread_mutex_t feed_lock; /* one feeds at a time */
    Arena          *book_arena;
    PropertyBook   *book;
    Horizon         horizon;
    atomic_llong    cursor; /* -1: not known, the store was not opened yet */
    PeopleIndex    *people;
    int64_t         generation; /* of the store: another one, wiped, or something was forgotten */
    ColumnarState   closed;     /* where it stood when it was closed; cursor -1: not known      */
    int64_t         clean;      /* what the log was rewritten up to here is in the store */
    atomic_int      views;      /* readers that are open                               */

    /* The last place of the log by a hash of tenant and type: equal means nothing came. */
    atomic_llong revisions[REVISIONS];

    const Services *services;    /* of the thread; NULL: none        */
    Horizon         seen;        /* by the thread                    */
    int64_t         behind_from; /* nothing before it is waited for  */
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
    projection->people = people_index_new(&options->people, (size_t)options->store.threads);
    pthread_mutex_init(&projection->lock, NULL);
    pthread_mutex_init(&projection->feed_lock, NULL);
    atomic_store(&projection->cursor, -1);
    projection->closed.cursor = -1;
    return projection;
}

void projection_free(Projection *projection)
{
    if (projection == NULL) return;
    projection_stop(projection);
    ASSERT(projection->users == 0);
    if (projection->store) projection->driver->close(projection->store);
    arena_free(projection->book_arena);
    people_index_free(projection->people);
    pthread_mutex_destroy(&projection->lock);
    pthread_mutex_destroy(&projection->feed_lock);
    free(projection);
}

/* ---- opening ------------------------------------------------------------------- */

/* The store stays open until it is given back as often. */
static Code take_store(Ctx *cx, Projection *projection, bool is_question)
{
    LOCKED(&projection->lock);
    projection->is_asked |= is_question;
    if (projection->store == NULL)
        TRY(projection->driver->open(cx, &projection->options.store, &projection->store));
    projection->users++;
    return OK;
}

/* After a wipe that could not open it again. */
static Code reopen_store(Ctx *cx, Projection *projection)
{
    LOCKED(&projection->lock);
    if (projection->store) return OK;
    return projection->driver->open(cx, &projection->options.store, &projection->store);
}

/* DuckDB refuses everything after a failure of its own while it keeps a batch, most likely for want
 * of memory, until it is opened anew: then it may have what there is. */
static void close_doubtful(Projection *projection)
{
    if (projection->users > 0 || !atomic_exchange(&projection->is_doubtful, false)) return;
    projection->options.store.is_generous = true;
    if (projection->store) projection->driver->close(projection->store);
    projection->store = NULL;
}

static void give_back(Projection *projection)
{
    LOCKED(&projection->lock);
    projection->users--;
    projection->used_us = clock_mono_us();
    close_doubtful(projection);
}

static void forget_book(Projection *projection)
{
    arena_free(projection->book_arena);
    projection->book       = NULL;
    projection->book_arena = NULL;
}

/* Whether a store that was closed is still the one it was: it may have grown.  Who makes one anew
 * reads the log up to another place. */
static bool is_same(const ColumnarState *closed, const ColumnarState *state)
{
    return closed->cursor >= 0 && closed->cursor <= state->cursor && closed->clean == state->clean;
}

/* What the store knows of slots, and how far it is.  Under the feed's lock. */
static Code load_book(Ctx *cx, Projection *projection)
{
    ColumnarState state = { 0 };
    if (projection->book) return OK;
    TRY(reopen_store(cx, projection));
    TRY(projection->driver->state(cx, projection->store, &state));
    projection->book_arena = arena_new(BOOK_ARENA_MAX);
    projection->book       = property_book(projection->book_arena, state.slots);
    projection->clean      = state.clean;
    projection->generation += !is_same(&projection->closed, &state);
    projection->closed = (ColumnarState){ .cursor = -1 };
    atomic_store(&projection->cursor, state.cursor);
    return OK;
}

static Code exchange_store(Ctx *cx, Projection *projection)
{
    LOCKED(&projection->lock);
    if (projection->store) projection->driver->close(projection->store);
    projection->store = NULL;
    TRY(projection->driver->wipe(cx, &projection->options.store));
    return projection->driver->open(cx, &projection->options.store, &projection->store);
}

/* Nothing of the store is left, also not in the pages of a file; the next batch is its first. Under
 * the feed's lock: no view is opened meanwhile, and those that are open end. */
static Code wipe_store(Ctx *cx, Projection *projection)
{
    enum { LOOK_AGAIN_MS = 5 };
    while (atomic_load(&projection->views) > 0) clock_sleep_ms(LOOK_AGAIN_MS);
    forget_book(projection);
    TRY(exchange_store(cx, projection));
    return load_book(cx, projection);
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
    int64_t       clean;
    bool          is_stale; /* an older event was rewritten since */
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
    if (event->seq > gather->clean && str_equal(event->type, event_word(EV_LOG_REWRITTEN)))
        gather->is_stale = true;
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
                              .clean  = projection->clean,
                              .rows   = vec_of(cx->arena, ColumnarRow),
                              .values = vec_of(cx->arena, ColumnarValue),
                              .slots  = vec_of(cx->arena, ColumnarSlot) };
    /* What is read from the beginning is read as it was rewritten until now. */
    if (after == 0) gather.clean = projection->clean = until;
    TRY(gather_batch(cx, after, until, &gather, &read_to));
    if (gather.is_stale) return wipe_store(cx, projection);
    const ColumnarBatch batch = { .rows    = vec_rows(&gather.rows),
                                  .values  = vec_rows(&gather.values),
                                  .slots   = vec_rows(&gather.slots),
                                  .numbers = projection->book->widest[1],
                                  .texts   = projection->book->widest[0],
                                  .cursor  = read_to,
                                  .clean   = projection->clean };
    const Code          code  = projection->driver->write(cx, projection->store, &batch);
    if (code != OK) atomic_store(&projection->is_doubtful, true);
    TRY(code);
    atomic_store(&projection->cursor, read_to);
    note_revisions(projection, &batch);
    return OK;
}

/* Whether so much comes that who feeds without a question leaves off: it is fed when less does. */
static Code is_overrun(Ctx *cx, Horizon *horizon, int64_t began_us, int64_t from, bool *overrun)
{
    TRY(horizon_look(cx, horizon));
    const int64_t ms   = (clock_mono_us() - began_us) / 1000;
    const int64_t came = horizon->safe_seq - from;
    *overrun           = came > BUSY_EVENTS && came * LOOK_MS > BUSY_EVENTS * ms;
    return OK;
}

/* `left`: it may leave off, and says so; NULL: it may not. */
static Code feed_on(Ctx *cx, Projection *projection, int64_t patience_ms, bool *left)
{
    const int64_t began_us = clock_mono_us();
    TRY(horizon_look(cx, &projection->horizon));
    const int64_t until = projection->horizon.safe_seq;
    while (atomic_load(&projection->cursor) < until && !(left && *left)) {
        const int64_t behind = until - atomic_load(&projection->cursor);
        if (patience_ms > 0 && clock_mono_us() - began_us > patience_ms * 1000)
            return fail(cx, ERR_UNAVAILABLE, "events.catching_up", "%lld places behind",
                        (long long)behind);
        arena_reset(cx->arena);
        TRY(feed_batch(cx, projection, until));
        if (left && behind < BACKLOG_MAX)
            TRY(is_overrun(cx, &projection->horizon, began_us, until, left));
    }
    return OK;
}

/* In an arena of its own; the failure is told in cx.  The store is taken. */
static Code feed_taken(Ctx *cx, Projection *projection, int64_t patience_ms, bool *left)
{
    LOCKED(&projection->feed_lock);
    Arena *arena = arena_new(BATCH_ARENA_MAX);
    Ctx    feed  = ctx_system(cx->services, arena, 0, "system:events");
    Code   code  = load_book(&feed, projection);
    if (code == OK) code = feed_on(&feed, projection, patience_ms, left);
    if (code != OK) cx->err = worker_keep(cx->arena, &feed.err);
    /* A batch that failed may have left slots in the book that the store does not know. */
    if (code != OK) forget_book(projection);
    arena_free(arena);
    return code;
}

static Code feed(Ctx *cx, Projection *projection, bool *left)
{
    TRY(take_store(cx, projection, false));
    const Code code = feed_taken(cx, projection, 0, left);
    give_back(projection);
    return code;
}

Code projection_feed(Ctx *cx, Projection *projection) { return feed(cx, projection, NULL); }

static Code wipe_taken(Ctx *cx, Projection *projection)
{
    LOCKED(&projection->feed_lock);
    return wipe_store(cx, projection);
}

Code projection_rebuild(Ctx *cx, Projection *projection, int64_t *read_to)
{
    /* A file that cannot be opened is removed, too. */
    if (take_store(cx, projection, false) != OK) {
        if (!str_equal(str_of(cx->err.reason), S("events.unreadable"))) return cx->err.code;
        forgive(cx);
        TRY(projection->driver->wipe(cx, &projection->options.store));
        TRY(take_store(cx, projection, false));
    }
    Code code = wipe_taken(cx, projection);
    if (code == OK) code = feed_taken(cx, projection, 0, NULL);
    *read_to = atomic_load(&projection->cursor);
    give_back(projection);
    return code;
}

/* A driver that was not built in has none. */
bool projection_exists(Ctx *cx, const Projection *projection)
{
    return projection->driver->exists && projection->driver->exists(cx, &projection->options.store);
}

static Code forget_taken(Ctx *cx, Projection *projection, Str type, int64_t before_ms)
{
    LOCKED(&projection->feed_lock);
    TRY(load_book(cx, projection));
    projection->generation++;
    return projection->driver->forget(cx, projection->store, cx->tenant_id, type, before_ms);
}

Code projection_forget(Ctx *cx, Projection *projection, Str type, int64_t before_ms)
{
    TRY(take_store(cx, projection, false));
    const Code code = forget_taken(cx, projection, type, before_ms);
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
    TRY(load_book(cx, projection));
    TRY(projection->driver->state(cx, projection->store, &state));
    TRY(projection->driver->begin(cx, projection->store, wait, &view->reader));
    atomic_fetch_add(&projection->views, 1);
    view->book       = property_book(cx->arena, state.slots);
    view->seq        = state.cursor;
    view->people     = projection->driver->is_shared ? NULL : projection->people;
    view->generation = projection->generation;
    view->revision =
        projection->driver->is_shared ? state.cursor : newest_of(projection, cx->tenant_id, types);
    return OK;
}

static Code open_view(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                      ProjectionView *view)
{
    TRY(feed_taken(cx, projection, projection->services ? PROJECTION_PATIENCE_MS : 0, NULL));
    return open_reader(cx, projection, wait, types, view);
}

Code projection_begin(Ctx *cx, Projection *projection, ColumnarWait *wait, Strs types,
                      ProjectionView *out)
{
    TRY(take_store(cx, projection, true));
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
    if (view->reader) atomic_fetch_sub(&view->projection->views, 1);
    view->reader = NULL;
    give_back(view->projection);
    view->projection = NULL;
}

/* ---- in the background ------------------------------------------------------------- */

/* What was opened only to look at it or to feed it is closed at once. */
static void close_unused(Projection *projection, int64_t after_ms)
{
    LOCKED(&projection->lock);
    const int64_t idle_ms = (clock_mono_us() - projection->used_us) / 1000;
    if (!projection->is_asked) after_ms = 0;
    if (projection->store == NULL || projection->users > 0 || idle_ms < after_ms) return;
    projection->driver->close(projection->store);
    projection->store    = NULL;
    projection->is_asked = false;
    if (projection->book)
        projection->closed = (ColumnarState){ .cursor = atomic_load(&projection->cursor),
                                              .clean  = projection->clean };
    forget_book(projection);
}

void projection_close(Projection *projection)
{
    LOCKED(&projection->feed_lock);
    close_unused(projection, 0);
}

static void close_idle(Projection *projection)
{
    if (projection->options.idle_ms == 0) return;
    LOCKED(&projection->feed_lock);
    close_unused(projection, projection->options.idle_ms);
}

/* Whether older events were rewritten behind a place of the log. */
static Code was_rewritten(Ctx *cx, int64_t after, int64_t until, bool *was)
{
    Rows rows = { 0 };
    *was      = false;
    if (after == until) return OK;
    TRY(cx_list(cx, &event_sql_read, &rows,
                ARGS(V(after), V(until), V((int64_t)-1), V(1), V(S("[\"log.rewritten\"]")))));
    *was = rows.count > 0;
    return OK;
}

/* Feeds when much has come since the store was last read, or the thread began, once no more comes
 * or too much has; and at once when the store holds what the log does not say any more. */
static Code look(Ctx *cx, Projection *projection, int64_t *from)
{
    bool is_stale = *from < 0 && projection_exists(cx, projection);
    TRY(horizon_look(cx, &projection->seen));
    const int64_t last = projection->seen.safe_seq;
    if (*from < 0) *from = last;
    if (!is_stale) TRY(was_rewritten(cx, *from, last, &is_stale));
    const int64_t cursor  = atomic_load(&projection->cursor);
    const int64_t fed     = cursor > projection->behind_from ? cursor : projection->behind_from;
    const bool    is_busy = last - *from > BUSY_EVENTS && last - fed < BACKLOG_MAX;
    if (projection->behind_from == 0) projection->behind_from = last;
    *from = last;
    if (!is_stale && (is_busy || fed == 0 || last - fed < BACKLOG_EVENTS)) return OK;
    bool left               = false;
    projection->behind_from = last;
    TRY(feed(cx, projection, is_stale ? NULL : &left));
    if (left) projection->behind_from = atomic_load(&projection->cursor);
    return OK;
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
