/* keeper.c -- rounds over all tenants that forget what was kept long enough, and queue what is done
 * once a day. */
#include "app/keeper.h"

#include "channel/channel.h"
#include "customer/customer.h"
#include "insight/insight.h"
#include "log/sweep.h"
#include "log/worker.h"
#include "org/org.h"
#include "shop/shop.h"

#include <stdlib.h>

enum { BATCH = 200, BATCH_PAUSE_MS = 20, FIRST_MS = 60 * 1000, ROUND_MS = 60 * 60 * 1000 };

struct Keeper {
    const Services *services;
    Keep            keep;
    Wake           *wake;
    atomic_bool     stopping;
    pthread_t       thread;
};

typedef struct Round {
    Ctx               *cx;
    const atomic_bool *stopping; /* NULL for one round alone */
    int64_t            removed;
} Round;

typedef Code Forget(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed);

static Code effects(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what;
    return sweep_effects(cx, before_ms, limit, removed);
}

static Code jobs(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what;
    return sweep_jobs(cx, before_ms, limit, removed);
}

static Code callbacks(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what;
    return channel_callback_sweep(cx, before_ms, limit, removed);
}

static Code pushes(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what;
    return shop_push_sweep(cx, before_ms, limit, removed);
}

static Code notifications(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what;
    return org_notification_sweep(cx, before_ms, limit, removed);
}

static Code events(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return sweep_events(cx, what, before_ms, limit, removed);
}

static Code answers(Ctx *cx, Str what, int64_t before_ms, int64_t limit, int64_t *removed)
{
    (void)what, (void)before_ms; /* a key's life is a promise of its own */
    return idempotency_purge(cx, limit, removed);
}

/* What the log forgets the columnar store forgets, too; one that is not there has nothing of it. */
static Code of_columns(Round *round, Str type, int64_t days)
{
    Ctx           *cx     = round->cx;
    InsightMemory *memory = cx->services->insight;
    Projection    *events = memory ? insight_memory_events(memory) : NULL;
    if (!events || !projection_exists(cx, events)) return OK;
    if (projection_forget(cx, events, type, cx->now_ms - days * (int64_t)MS_PER_DAY) != OK)
        forgive(cx); /* held by another process: at the next round */
    return OK;
}

static bool is_stopping(const Round *round)
{
    return round->stopping != NULL && atomic_load(round->stopping);
}

static Code forget(Round *round, Forget *run, Str what, int64_t days)
{
    if (days <= 0) return OK;
    const int64_t before_ms = round->cx->now_ms - days * (int64_t)MS_PER_DAY;
    for (int64_t removed = BATCH; removed == BATCH && !is_stopping(round);) {
        removed = 0;
        TRY(run(round->cx, what, before_ms, BATCH, &removed));
        round->removed += removed;
        if (removed == BATCH) clock_sleep_ms(BATCH_PAUSE_MS);
    }
    return OK;
}

/* The next "TYPE=DAYS" of the list; false at its end, or where it cannot be read. */
static bool next_type(Str *rest, Str *type, int64_t *days)
{
    while (rest->ptr) {
        Str one = str_cut(rest, ' ');
        if (one.len == 0) continue;
        *type = str_cut(&one, '=');
        return one.ptr && str_to_i64(one, days) && *days > 0;
    }
    *type = (Str){ 0 };
    return false;
}

bool keeper_check(Arena *arena, Str list, Str *problem)
{
    Str     type = { 0 };
    int64_t days = 0;
    for (Str rest = list; next_type(&rest, &type, &days);) {
        if (sweep_may(type)) continue;
        *problem = str_fmt(arena, "events of %.*s stay: money is settled by them", FMT(type));
        return false;
    }
    if (!type.ptr) return true;
    *problem = str_fmt(arena, "%.*s is not TYPE=DAYS", FMT(type));
    return false;
}

static Code of_tenant(Round *round, const Keep *keep)
{
    TRY(forget(round, effects, (Str){ 0 }, keep->effects_days));
    TRY(forget(round, jobs, (Str){ 0 }, keep->jobs_days));
    TRY(forget(round, callbacks, (Str){ 0 }, keep->callbacks_days));
    TRY(forget(round, pushes, (Str){ 0 }, keep->callbacks_days));
    TRY(forget(round, notifications, (Str){ 0 }, keep->notifications_days));
    Str     type = { 0 };
    int64_t days = 0;
    for (Str rest = keep->events; next_type(&rest, &type, &days);) {
        TRY(forget(round, events, type, days));
        TRY(of_columns(round, type, days));
    }
    return likeness_job_tick(round->cx);
}

static Code go_round(Round *round, const Keep *keep)
{
    Ctx *cx      = round->cx;
    Rows tenants = { 0 };
    TRY(org_tenant_list(cx, &tenants));
    TRY(forget(round, answers, (Str){ 0 }, 1));
    for (size_t i = 0; i < tenants.count && !is_stopping(round); i++) {
        cx->tenant_id = ROWS_AT(Tenant, tenants, i)->id;
        TRY(of_tenant(round, keep));
    }
    cx->tenant_id = 0;
    return OK;
}

Code keeper_round(Ctx *cx, const Keep *keep, int64_t *removed)
{
    Round round = { .cx = cx };
    TRY(go_round(&round, keep));
    *removed = round.removed;
    return OK;
}

static void *run(void *arg)
{
    Keeper       *keeper  = arg;
    Arena        *arena   = arena_new(WORKER_ARENA_MAX);
    WorkerTrouble trouble = { .who = "keeper" };
    db_give_way(true);
    worker_rest(keeper->wake, &keeper->stopping, FIRST_MS);
    while (!atomic_load(&keeper->stopping)) {
        arena_reset(arena);
        Ctx   cx    = ctx_system(keeper->services, arena, 0, "system:keeper");
        Round round = { .cx = &cx, .stopping = &keeper->stopping };
        if (go_round(&round, &keeper->keep) == OK)
            worker_recovered(&trouble);
        else
            worker_failed(&trouble, &cx.err);
        if (round.removed > 0)
            log_line(LOG_INFO, "what was kept long enough is forgotten", "rows=%lld",
                     (long long)round.removed);
        worker_rest(keeper->wake, &keeper->stopping, ROUND_MS);
    }
    arena_free(arena);
    return NULL;
}

Keeper *keeper_start(const Services *services, const Keep *keep)
{
    Keeper *keeper = calloc(1, sizeof *keeper);
    ASSERT(keeper != NULL);
    keeper->services = services;
    keeper->keep     = *keep;
    keeper->wake     = wake_new();
    keeper->thread   = thread_start("keeper", WORKER_STACK_KIB, run, keeper);
    return keeper;
}

void keeper_stop(Keeper *keeper)
{
    if (keeper == NULL) return;
    atomic_store(&keeper->stopping, true);
    wake_raise(keeper->wake);
    thread_join(keeper->thread);
    wake_free(keeper->wake);
    free(keeper);
}
