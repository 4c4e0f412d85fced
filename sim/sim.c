/* sim.c -- puts the parts together. */
#include "sim/sim.h"

#include "sim/act.h"
#include "sim/burst.h"
#include "sim/calls.h"
#include "sim/door.h"
#include "sim/fault.h"
#include "sim/gen.h"
#include "sim/journal.h"
#include "sim/limit.h"
#include "sim/pump.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <curl/curl.h>
#include <stdlib.h>

enum { TICK_MS = 500, PUMP_WORKERS = 24, DOOR_THREADS = 4, CONTACTS = 100000 };

void sim_make_world(Sim *sim)
{
    if (str_equal(sim->world_kind, S("bench")))
        gen_bench(sim->world, sim->contacts);
    else if (str_equal(sim->world_kind, S("empty")))
        gen_empty(sim->world);
    else
        gen_demo(sim->world);
}

static void *tick(void *arg)
{
    Sim *sim = arg;
    while (!wake_wait(sim->stop, TICK_MS)) {
        LOCKED(&sim->world->lock);
        act_tick(sim->world, world_now_ms(sim->world));
    }
    return NULL;
}

static bool open_journal(Sim *sim, const SimOptions *options, Arena *arena, int64_t *started_ms,
                         Str *problem)
{
    JournalMeta meta = { .seed       = (int64_t)options->seed,
                         .contacts   = sim->contacts,
                         .started_ms = *started_ms,
                         .world      = sim->world_kind };
    if (options->data.len == 0) return true;
    if (journal_open(str_z(arena, options->data), arena, &meta, &sim->journal, problem) != OK) {
        return false;
    }
    *started_ms = meta.started_ms;
    return true;
}

static void settle_address(Sim *sim, const SimOptions *options)
{
    Str host = options->listen;
    for (size_t i = host.len; i-- > 0;) {
        if (host.ptr[i] != ':') continue;
        host.len = i;
        break;
    }
    World *world    = sim->world;
    world->base_url = options->public_url.len
                          ? world_keep(world, options->public_url)
                          : str_fmt(world->arena, "http://%.*s:%d", FMT(host), sim_port(sim));
}

Sim *sim_start(const SimOptions *options, Arena *arena, Str *problem)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    Sim *sim = calloc(1, sizeof(*sim));
    ASSERT(sim != NULL);
    int64_t started_ms = clock_now_ms();
    sim->started_us    = clock_mono_us();
    sim->seed          = options->seed;
    sim->contacts      = options->contacts ? options->contacts : CONTACTS;
    sim->stop          = wake_new();
    sim->limiter       = limit_new();
    sim->calls         = calls_new();
    sim->bursts        = bursts_new(sim);
    sim->world_kind    = options->world.len ? str_copy(arena, options->world) : S("demo");
    if (!open_journal(sim, options, arena, &started_ms, problem)) {
        sim_stop(sim);
        return NULL;
    }
    sim->world             = world_new(options->seed, started_ms);
    sim->world->time_scale = options->time_scale > 0 ? options->time_scale : 1;
    sim_make_world(sim);
    sim->pump = pump_new(sim->world, options->pump_workers ? options->pump_workers : PUMP_WORKERS);
    sim->world->pump = sim->pump;
    if (options->limits_off) limit_set(sim->limiter, (Limits){ .is_on = false });
    /* The world is held until the address is known: links in replayed answers need it. */
    pthread_mutex_lock(&sim->world->lock);
    sim->door =
        door_open(sim, options->listen,
                  options->door_threads ? options->door_threads : DOOR_THREADS, arena, problem);
    if (sim->door) settle_address(sim, options);
    if (sim->door && sim->journal) {
        log_line(LOG_INFO, "journal replayed", "calls=%lld",
                 (long long)journal_replay(sim->journal, sim));
    }
    pthread_mutex_unlock(&sim->world->lock);
    if (sim->door == NULL) {
        sim_stop(sim);
        return NULL;
    }
    journal_start(sim->journal);
    sim->ticker = thread_start("sim-tick", 256, tick, sim);
    return sim;
}

int sim_port(const Sim *sim) { return door_port(sim->door); }

void sim_stop(Sim *sim)
{
    if (sim == NULL) return;
    bursts_stop(sim->bursts);
    if (sim->door) {
        wake_raise(sim->stop);
        if (sim->ticker) thread_join(sim->ticker);
        door_close(sim->door);
    }
    bursts_free(sim->bursts);
    pump_free(sim->pump);
    journal_close(sim->journal);
    world_free(sim->world);
    fault_clear(&sim->faults, 0);
    limit_free(sim->limiter);
    calls_free(sim->calls);
    wake_free(sim->stop);
    free(sim);
}
