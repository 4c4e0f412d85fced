/* tail.c -- one thread that reads what is new after each commit. */
#include "log/tail.h"

#include "log/horizon.h"
#include "log/worker.h"

#include <stdlib.h>

enum { TAIL_BATCH = 256, TAIL_WAIT_MS = 20, UNWATCHED_MS = 20 };

struct Tail {
    const Services *services;
    void (*hear)(void *with, const Event *event);
    bool (*is_watched)(void *with);
    void         *with;
    Wake         *wake;
    atomic_bool   stopping;
    pthread_t     thread;
    Horizon       horizon;
    int64_t       at; /* the last place told */
    bool          is_open;
    WorkerTrouble trouble;
};

static Code tell_batch(Ctx *cx, Tail *tail, bool *more)
{
    Rows events = { 0 };
    TRY(cx_list(
        cx, &event_sql_read, &events,
        ARGS(V(tail->at), V(tail->horizon.safe_seq), V((int64_t)-1), V(TAIL_BATCH), V(S("[]")))));
    for (size_t i = 0; i < events.count; i++) {
        const Event *event = ROWS_AT(Event, events, i);
        tail->hear(tail->with, event);
        tail->at = event->seq;
    }
    *more = events.count == TAIL_BATCH;
    if (!*more) tail->at = tail->horizon.safe_seq;
    return OK;
}

static Code look(Tail *tail, Arena *arena, bool *more)
{
    arena_reset(arena);
    Ctx cx = ctx_system(tail->services, arena, 0, "system:live");
    *more  = false;

    Code code = horizon_look(&cx, &tail->horizon);
    if (code == OK && !tail->is_open) {
        tail->at      = tail->horizon.last_seq;
        tail->is_open = true;
    }
    if (code == OK && !tail->is_watched(tail->with)) tail->at = tail->horizon.safe_seq;
    if (code == OK && tail->horizon.safe_seq > tail->at) code = tell_batch(&cx, tail, more);
    if (code == OK)
        worker_recovered(&tail->trouble);
    else
        worker_failed(&tail->trouble, &cx.err);
    return code;
}

static void *run(void *arg)
{
    Tail  *tail  = arg;
    Arena *arena = arena_new(WORKER_ARENA_MAX);
    while (!atomic_load(&tail->stopping)) {
        bool       more = false;
        const Code code = look(tail, arena, &more);
        if (more) continue;
        if (code != OK)
            worker_rest(tail->wake, &tail->stopping, 1000);
        else
            (void)wake_wait(tail->wake, horizon_waits(&tail->horizon) ? TAIL_WAIT_MS : 5000);
        /* Who has just begun to watch hears of what came meanwhile all the same. */
        if (!tail->is_watched(tail->with) && !atomic_load(&tail->stopping))
            clock_sleep_ms(UNWATCHED_MS);
    }
    arena_free(arena);
    return NULL;
}

Tail *tail_start(const Services *services, void (*hear)(void *with, const Event *event),
                 bool (*is_watched)(void *with), void *with)
{
    Tail *tail = calloc(1, sizeof *tail);
    ASSERT(tail != NULL);
    tail->services   = services;
    tail->hear       = hear;
    tail->is_watched = is_watched;
    tail->with       = with;
    tail->wake       = wake_new();
    tail->trouble    = (WorkerTrouble){ .who = "live" };
    db_subscribe(services->db, TOPIC_LOG, tail->wake);
    tail->thread = thread_start("live", WORKER_STACK_KIB, run, tail);
    return tail;
}

void tail_stop(Tail *tail)
{
    if (tail == NULL) return;
    atomic_store(&tail->stopping, true);
    wake_raise(tail->wake);
    thread_join(tail->thread);
    db_unsubscribe(tail->services->db, tail->wake);
    wake_free(tail->wake);
    free(tail);
}
