/* consumer.c -- the threads of the consumers.  How one works is in reader.c. */
#include "log/consumer.h"

#include "log/event_projection.h"
#include "log/lease.h"
#include "log/reader.h"
#include "log/scout.h"
#include "log/worker.h"

enum {
    RUNNER_ARENA_MAX   = 1024 * 1024,
    PAUSE_FIRST_MS     = 100,
    PAUSE_MAX_MS       = 30000,
    STORE_PAUSE_MAX_MS = 3000,
    HORIZON_MS         = 2, /* transactions are short: the wait is one of theirs */
    IDLE_MS            = 10000,
    FLUSH_MS           = 1000,
    COUNT_MS           = 10000,
    COUNT_GATHER_MS    = 200, /* where a lot comes, a page is written once for all of that */
    DRAIN_WAITS_MAX    = 1000,
};

typedef struct Listener {
    ConsumerRunner *runner;
    Reader          reader;
    Arena          *arena;
    Wake           *wake;
    size_t          number; /* at the scout */
    pthread_t       thread;
    WorkerTrouble   trouble;
    bool            is_open, replay_asked;
    int64_t         leased_at_us, flushed_at_us;
} Listener;

struct ConsumerRunner {
    Arena          *arena;
    const Services *services;
    Scout          *scout;
    atomic_bool     stopping;
    Listener       *listeners;
    size_t          count;
    Wake           *count_wake;
    pthread_t       count_thread;
};

static bool passed_ms(int64_t since_us, int64_t ms)
{
    return clock_mono_us() - since_us >= ms * 1000;
}

/* ---- one consumer ---------------------------------------------------- */

static Code prepare(Ctx *cx, Listener *listener)
{
    Reader *reader = &listener->reader;
    if (!listener->is_open) TRY(reader_open(cx, reader));
    listener->is_open = true;
    if (reader->owner.len == 0) return OK;
    if (listener->leased_at_us != 0 && !passed_ms(listener->leased_at_us, LEASE_ROUND_MS))
        return OK;
    Rows held = { 0 };
    TRY(lease_round(cx, str_of(reader->consumer->name), reader->owner, &held));
    TRY(reader_hold(cx, reader, held));
    listener->leased_at_us = clock_mono_us();
    return OK;
}

/* Also while there is always more to read: what a restart reads again stays little. */
static Code store_place(Ctx *cx, Listener *listener)
{
    if (!reader_has_unstored(&listener->reader) || !passed_ms(listener->flushed_at_us, FLUSH_MS))
        return OK;
    listener->flushed_at_us = clock_mono_us();
    return reader_flush(cx, &listener->reader);
}

static Code idle_work(Ctx *cx, Listener *listener)
{
    Reader *reader = &listener->reader;
    if (listener->replay_asked) TRY(reader_replay(cx, reader));
    listener->replay_asked = false;
    return store_place(cx, listener);
}

static int64_t idle_ms(const Listener *listener)
{
    if (reader_has_unstored(&listener->reader)) {
        const int64_t left_ms = FLUSH_MS - (clock_mono_us() - listener->flushed_at_us) / 1000;
        return left_ms > 0 ? left_ms : 0;
    }
    return listener->reader.owner.len > 0 ? LEASE_ROUND_MS : IDLE_MS;
}

/* Lets more come together than the scout does: each batch is a turn at the store, wakes all who
 * follow, and writes the same pages anew. */
static void gather(const Listener *listener)
{
    const int64_t ms = listener->reader.consumer->gather_ms;
    if (ms > 0 && !atomic_load(&listener->runner->stopping)) clock_sleep_ms(ms);
}

static void hear_news(Listener *listener)
{
    const ScoutNews news = scout_news(listener->runner->scout, listener->number);
    reader_tell(&listener->reader, news.safe_seq, news.newest,
                scout_recent(listener->runner->scout));
    listener->replay_asked |= news.is_replay_wanted;
}

static Code turn(Listener *listener, Ctx *cx)
{
    ReaderStep step = READER_IDLE;
    TRY(prepare(cx, listener));
    hear_news(listener);
    TRY(reader_pass(cx, &listener->reader, &step));
    worker_recovered(&listener->trouble);
    if (step == READER_MOVED) {
        TRY(store_place(cx, listener));
        if (reader_is_level(&listener->reader)) gather(listener);
        return OK;
    }
    TRY(idle_work(cx, listener));
    if (wake_wait(listener->wake, idle_ms(listener))) gather(listener);
    return OK;
}

static void leave(Listener *listener)
{
    arena_reset(listener->arena);
    Ctx     cx = ctx_system(listener->runner->services, listener->arena, 0, listener->reader.actor);
    Reader *reader = &listener->reader;
    Code    code   = reader_flush(&cx, reader);
    forgive(&cx);
    if (reader->owner.len > 0)
        code = lease_leave(&cx, str_of(reader->consumer->name), reader->owner);
    (void)code; /* what is not given back runs out by itself */
}

/* A store that is back is noticed soon; one consumer's own trouble may last. */
static int64_t pause_ms(const Listener *listener, const Err *err)
{
    const bool is_store =
        err->reason != NULL && str_equal(str_of(err->reason), S("db.unavailable"));
    return worker_pause_ms(PAUSE_FIRST_MS, is_store ? STORE_PAUSE_MAX_MS : PAUSE_MAX_MS,
                           listener->trouble.failures);
}

static void *listen(void *arg)
{
    Listener    *listener = arg;
    atomic_bool *stopping = &listener->runner->stopping;
    db_give_way(true);
    db_repeat(true);
    while (!atomic_load(stopping)) {
        arena_reset(listener->arena);
        Ctx cx = ctx_system(listener->runner->services, listener->arena, 0, listener->reader.actor);
        if (turn(listener, &cx) == OK) continue;
        worker_failed(&listener->trouble, &cx.err);
        worker_rest(listener->wake, stopping, pause_ms(listener, &cx.err));
    }
    leave(listener);
    return NULL;
}

/* ---- counts per type ------------------------------------------------- */

/* Nothing is done for fewer than `least` events: together they cost little more than one. */
static Code count_on(Ctx *cx, Horizon *horizon, int64_t *counted, int64_t least,
                     const ConsumerRunner *runner)
{
    TRY(horizon_look(cx, horizon));
    int64_t left = horizon->safe_seq - *counted;
    while (left >= least && !atomic_load(&runner->stopping)) {
        arena_reset(cx->arena);
        TRY(event_projection_advance(cx, scout_recent(runner->scout), horizon->safe_seq, &left));
    }
    *counted = horizon->safe_seq - left;
    return OK;
}

static void *count_events(void *arg)
{
    ConsumerRunner *runner  = arg;
    Arena          *arena   = arena_new(WORKER_ARENA_MAX);
    Horizon         horizon = { 0 };
    WorkerTrouble   trouble = { .who = "event.count" };
    int64_t         counted = 0, looked_us = 0;
    db_give_way(true);
    db_repeat(true);
    while (!atomic_load(&runner->stopping)) {
        arena_reset(arena);
        Ctx        cx     = ctx_system(runner->services, arena, 0, "system:event.count");
        const bool is_due = looked_us == 0 || passed_ms(looked_us, COUNT_MS);
        if (is_due) looked_us = clock_mono_us();
        if (count_on(&cx, &horizon, &counted, is_due ? 1 : EVENT_PROJECTION_LEAST, runner) == OK)
            worker_recovered(&trouble);
        else
            worker_failed(&trouble, &cx.err);
        if (wake_wait(runner->count_wake, COUNT_MS) && !atomic_load(&runner->stopping))
            clock_sleep_ms(COUNT_GATHER_MS);
    }
    arena_free(arena);
    return NULL;
}

/* ---- the runner ------------------------------------------------------ */

ConsumerRunner *consumer_runner_start(const Services *services, const Consumer *const *consumers,
                                      size_t count)
{
    Arena          *arena  = arena_new(RUNNER_ARENA_MAX);
    ConsumerRunner *runner = arena_make(arena, ConsumerRunner, 1);
    const bool      leased = db_engine(services->db) == DB_POSTGRESQL;
    *runner                = (ConsumerRunner){ .arena     = arena,
                                               .services  = services,
                                               .scout     = scout_new(services, count),
                                               .listeners = arena_make(arena, Listener, count),
                                               .count     = count };
    for (size_t i = 0; i < count; i++) {
        Listener *listener    = &runner->listeners[i];
        listener->runner      = runner;
        listener->arena       = arena_new(WORKER_ARENA_MAX);
        listener->wake        = wake_new();
        listener->trouble.who = consumers[i]->name;
        reader_init(&listener->reader, services, consumers[i],
                    leased ? worker_name(arena) : (Str){ 0 });
        listener->number = scout_join(runner->scout, consumers[i], listener->wake);
    }
    for (size_t i = 0; i < count; i++)
        runner->listeners[i].thread =
            thread_start(consumers[i]->name, WORKER_STACK_KIB, listen, &runner->listeners[i]);
    scout_start(runner->scout);
    runner->count_wake = wake_new();
    db_subscribe(services->db, TOPIC_LOG, runner->count_wake);
    runner->count_thread = thread_start("event.count", WORKER_STACK_KIB, count_events, runner);
    return runner;
}

void consumer_runner_stop(ConsumerRunner *runner)
{
    if (runner == NULL) return;
    scout_stop(runner->scout);
    atomic_store(&runner->stopping, true);
    wake_raise(runner->count_wake);
    for (size_t i = 0; i < runner->count; i++) wake_raise(runner->listeners[i].wake);
    thread_join(runner->count_thread);
    db_unsubscribe(runner->services->db, runner->count_wake);
    wake_free(runner->count_wake);
    for (size_t i = 0; i < runner->count; i++) {
        Listener *listener = &runner->listeners[i];
        thread_join(listener->thread);
        wake_free(listener->wake);
        arena_free(listener->arena);
        reader_deinit(&listener->reader);
    }
    scout_free(runner->scout);
    arena_free(runner->arena);
}

/* ---- without threads ------------------------------------------------- */

static Code drain_one(const Services *services, Arena *arena, Reader *reader, bool *moved)
{
    for (int waits = 0; waits < DRAIN_WAITS_MAX;) {
        arena_reset(arena);
        Ctx        cx   = ctx_system(services, arena, 0, reader->actor);
        ReaderStep step = READER_IDLE;
        TRY(reader_pass(&cx, reader, &step));
        if (step == READER_MOVED) *moved = true;
        if (step == READER_IDLE) {
            TRY(reader_replay(&cx, reader));
            return reader_flush(&cx, reader);
        }
        if (step == READER_WAITS) {
            clock_sleep_ms(HORIZON_MS);
            waits++;
        }
    }
    return OK;
}

static Code drain_all(const Services *services, Arena *arena, Reader *readers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Ctx cx = ctx_system(services, arena, 0, readers[i].actor);
        TRY(reader_open(&cx, &readers[i]));
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < count; i++) TRY(drain_one(services, arena, &readers[i], &moved));
    }
    return OK;
}

Code consumer_drain(const Services *services, const Consumer *const *consumers, size_t count)
{
    Arena  *own     = arena_new(RUNNER_ARENA_MAX);
    Arena  *arena   = arena_new(WORKER_ARENA_MAX);
    Reader *readers = arena_make(own, Reader, count);
    for (size_t i = 0; i < count; i++) reader_init(&readers[i], services, consumers[i], (Str){ 0 });
    const Code code = drain_all(services, arena, readers, count);
    for (size_t i = 0; i < count; i++) reader_deinit(&readers[i]);
    arena_free(arena);
    arena_free(own);
    return code;
}

Code consumer_states(Ctx *cx, Rows *items)
{
    return cx_list(cx, &consumer_sql_states, items, ARGS(V(cx->tenant_id)));
}
