/* timer_runner.c -- fires timers when they are due. */
#include "log/dead_letter.h"
#include "log/timer_sql.h"
#include "log/worker.h"

enum {
    RUNNER_ARENA_MAX = 64 * 1024,
    BATCH            = 64, /* timers fired in one transaction                     */
    ATTEMPTS_MAX     = 12,
    RETRY_FIRST_MS   = 1000,
    RETRY_MAX_MS     = 600000,
    PAUSE_FIRST_MS   = 100,
    PAUSE_MAX_MS     = 3000,
    IDLE_MS          = 10000, /* a clock that was set anew is noticed within this    */
};

typedef struct Firing {
    const Services         *services;
    const TimerKind *const *kinds;
    size_t                  count;
    Arena                  *arena, *scratch;
} Firing;

struct TimerRunner {
    Arena        *arena;
    Firing        firing;
    Wake         *wake;
    pthread_t     thread;
    WorkerTrouble trouble;
    atomic_bool   stopping;
};

static const TimerKind *kind_of(const Firing *firing, Str word)
{
    for (size_t i = 0; i < firing->count; i++)
        if (str_equal(str_of(firing->kinds[i]->word), word)) return firing->kinds[i];
    return NULL;
}

/* Takes the timer away and fires it, in the open transaction; not there any more is fine. */
static Code fire_one(Ctx *base, const Firing *firing, const TimerDue *due, Err *err)
{
    arena_reset(firing->scratch);
    Timer timer = { 0 };
    bool  found = false;
    Ctx   cx    = worker_ctx(base, firing->scratch, due->tenant_id, "system:timer");
    Code  code  = cx_find(&cx, &timer_sql_lock, &timer, &found,
                          ARGS(V(due->tenant_id), V(due->id), V(due->due_at_ms)));
    if (code == OK && found)
        code = cx_run(&cx, &timer_sql_take, NULL,
                      ARGS(V(due->tenant_id), V(due->id), V(due->due_at_ms)));
    if (code == OK && found) code = kind_of(firing, due->kind)->fire(&cx, &timer);
    if (code == OK) return OK;
    *err = worker_keep(base->arena, &cx.err);
    if (err->code == OK) err->code = code;
    return code;
}

static Code fire_together(Ctx *cx, const Firing *firing, const TimerDue *const *due, size_t count)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < count; i++) {
        Err        err  = { 0 };
        const Code code = fire_one(cx, firing, due[i], &err);
        if (code == OK) continue;
        cx->err = err;
        return code;
    }
    return cx_commit(cx, &txn);
}

/* Later again; at last a letter tells a person. */
static Code put_off(Ctx *cx, const TimerDue *due, const Err *err)
{
    const int     attempts = due->attempts + 1;
    const bool    is_dead  = attempts >= ATTEMPTS_MAX;
    const int64_t pause    = worker_pause_ms(RETRY_FIRST_MS, RETRY_MAX_MS, attempts);
    int64_t       changed  = 0;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &timer_sql_delay, &changed,
               ARGS(V(due->tenant_id), V(due->id), V(due->due_at_ms),
                    V(is_dead ? TIMER_NEVER_MS : cx->now_ms + pause), V(attempts))));
    if (is_dead && changed > 0)
        TRY(dead_letter_put(cx, &(DeadLetterDraft){ .tenant_id = due->tenant_id,
                                                    .consumer  = S("timer"),
                                                    .event_seq = due->id,
                                                    .type      = due->kind,
                                                    .err       = err,
                                                    .attempts  = attempts }));
    return cx_commit(cx, &txn);
}

static Code fire_alone(Ctx *cx, const Firing *firing, const TimerDue *due)
{
    if (fire_together(cx, firing, &due, 1) == OK) return OK;
    const Err err = cx->err;
    forgive(cx);
    return put_off(cx, due, &err);
}

static Code fire_batch(Ctx *cx, const Firing *firing, const TimerDue *const *due, size_t count)
{
    if (count != 1 && fire_together(cx, firing, due, count) == OK) return OK;
    for (size_t i = 0; i < count; i++) {
        forgive(cx);
        TRY(fire_alone(cx, firing, due[i]));
    }
    return OK;
}

/* Fires what is due now.  Kinds nobody knows are passed over. */
static Code fire_due(const Firing *firing, Ctx *cx, const atomic_bool *stopping, bool *fired)
{
    int64_t after = -1, after_id = 0;
    for (bool more = true; more && !(stopping != NULL && atomic_load(stopping));) {
        Rows rows = { 0 };
        TRY(cx_list(cx, &timer_sql_due, &rows,
                    ARGS(V(cx->now_ms), V(after), V(after_id), V(BATCH))));
        const TimerDue *known[BATCH];
        size_t          count = 0;
        for (size_t i = 0; i < rows.count; i++) {
            const TimerDue *due = ROWS_AT(TimerDue, rows, i);
            after               = due->due_at_ms;
            after_id            = due->id;
            if (kind_of(firing, due->kind) != NULL) known[count++] = due;
        }
        TRY(fire_batch(cx, firing, known, count));
        *fired |= count > 0;
        more = rows.count == BATCH;
    }
    return OK;
}

/* ---- the thread ------------------------------------------------------ */

static Code turn(TimerRunner *runner, Ctx *cx)
{
    bool     fired = false, found = false;
    TimerDue next = { 0 };
    TRY(fire_due(&runner->firing, cx, &runner->stopping, &fired));
    worker_recovered(&runner->trouble);
    if (fired) return OK;
    TRY(cx_find(cx, &timer_sql_next, &next, &found, ARGS(V(cx->now_ms))));
    int64_t wait = found ? next.due_at_ms - cx->now_ms : IDLE_MS;
    if (wait > IDLE_MS) wait = IDLE_MS;
    (void)wake_wait(runner->wake, wait);
    return OK;
}

static void *run(void *arg)
{
    TimerRunner *runner = arg;
    while (!atomic_load(&runner->stopping)) {
        arena_reset(runner->firing.arena);
        Ctx cx = ctx_system(runner->firing.services, runner->firing.arena, 0, "system:timer");
        if (turn(runner, &cx) == OK) continue;
        worker_failed(&runner->trouble, &cx.err);
        worker_rest(runner->wake, &runner->stopping,
                    worker_pause_ms(PAUSE_FIRST_MS, PAUSE_MAX_MS, runner->trouble.failures));
    }
    return NULL;
}

TimerRunner *timer_runner_start(const Services *services, const TimerKind *const *kinds,
                                size_t count)
{
    Arena       *arena  = arena_new(RUNNER_ARENA_MAX);
    TimerRunner *runner = arena_make(arena, TimerRunner, 1);
    runner->arena       = arena;
    runner->firing      = (Firing){ .services = services,
                                    .kinds    = kinds,
                                    .count    = count,
                                    .arena    = arena_new(WORKER_ARENA_MAX),
                                    .scratch  = arena_new(WORKER_ARENA_MAX) };
    runner->trouble.who = "timer";
    runner->wake        = wake_new();
    db_subscribe(services->db, TOPIC_TIMER, runner->wake);
    runner->thread = thread_start("timer", WORKER_STACK_KIB, run, runner);
    return runner;
}

void timer_runner_stop(TimerRunner *runner)
{
    if (runner == NULL) return;
    atomic_store(&runner->stopping, true);
    wake_raise(runner->wake);
    thread_join(runner->thread);
    db_unsubscribe(runner->firing.services->db, runner->wake);
    wake_free(runner->wake);
    arena_free(runner->firing.arena);
    arena_free(runner->firing.scratch);
    arena_free(runner->arena);
}

Code timer_drain(const Services *services, const TimerKind *const *kinds, size_t count)
{
    Firing firing = { .services = services,
                      .kinds    = kinds,
                      .count    = count,
                      .arena    = arena_new(WORKER_ARENA_MAX),
                      .scratch  = arena_new(WORKER_ARENA_MAX) };
    Code   code   = OK;
    for (bool fired = true; fired && code == OK;) {
        fired = false;
        arena_reset(firing.arena);
        Ctx cx = ctx_system(services, firing.arena, 0, "system:timer");
        code   = fire_due(&firing, &cx, NULL, &fired);
    }
    arena_free(firing.arena);
    arena_free(firing.scratch);
    return code;
}
