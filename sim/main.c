/* main.c -- the command line of weft-sim. */
#include "sim/sim.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "weft-sim -- a stand-in for the WeCom (企业微信) server\n"
    "\n"
    "  --listen HOST:PORT   where to listen (127.0.0.1:7300)\n"
    "  --public URL         the address others see (http:// and the one above)\n"
    "  --seed N             which world (1)\n"
    "  --world KIND         demo, empty or bench (demo)\n"
    "  --contacts N         customers of the bench world (100000)\n"
    "  --data FILE          remember what changes in this file\n"
    "  --time-scale X       let the platform's clock run X times as fast (1)\n"
    "  --limits on|off      the platform's frequency limits (on)\n"
    "  --workers N          callback connections at once (24)\n"
    "  --threads N          listener threads (4)\n";

static bool set_option(SimOptions *options, const char *name, const char *value)
{
    const Str  text      = str_of(value);
    int64_t    number    = 0;
    const bool is_number = str_to_i64(text, &number);
    if (strcmp(name, "--listen") == 0)
        options->listen = text;
    else if (strcmp(name, "--public") == 0)
        options->public_url = text;
    else if (strcmp(name, "--seed") == 0 && is_number)
        options->seed = (uint64_t)number;
    else if (strcmp(name, "--world") == 0)
        options->world = text;
    else if (strcmp(name, "--contacts") == 0 && is_number)
        options->contacts = number;
    else if (strcmp(name, "--data") == 0)
        options->data = text;
    else if (strcmp(name, "--time-scale") == 0)
        options->time_scale = strtod(value, NULL);
    else if (strcmp(name, "--limits") == 0)
        options->limits_off = str_equal(text, S("off"));
    else if (strcmp(name, "--workers") == 0 && is_number)
        options->pump_workers = (int)number;
    else if (strcmp(name, "--threads") == 0 && is_number)
        options->door_threads = (int)number;
    else
        return false;
    return true;
}

static bool is_world(Str world)
{
    return world.len == 0 || str_equal(world, S("demo")) || str_equal(world, S("empty")) ||
           str_equal(world, S("bench"));
}

int main(int argc, char **argv)
{
    SimOptions options = { .listen = S("127.0.0.1:7300"), .seed = 1 };
    for (int i = 1; i < argc; i += 2) {
        if (i + 1 < argc && set_option(&options, argv[i], argv[i + 1])) continue;
        fputs(usage, strcmp(argv[i], "--help") == 0 ? stdout : stderr);
        return strcmp(argv[i], "--help") == 0 ? 0 : 2;
    }
    if (!is_world(options.world)) {
        fputs(usage, stderr);
        return 2;
    }
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    signal(SIGPIPE, SIG_IGN);
    Arena        *arena    = arena_new(1u << 20);
    Str           problem  = S("");
    const int64_t begun_us = clock_mono_us();
    Sim          *sim      = sim_start(&options, arena, &problem);
    if (sim == NULL) {
        fprintf(stderr, "weft-sim: %.*s\n", FMT(problem));
        arena_free(arena);
        return 1;
    }
    log_line(LOG_INFO, "weft-sim listens", "url=%.*s world=%.*s seed=%llu ready_ms=%lld",
             FMT(sim->world->base_url), FMT(sim->world_kind), (unsigned long long)sim->seed,
             (long long)((clock_mono_us() - begun_us) / 1000));
    int signal_number;
    sigwait(&ends, &signal_number);
    sim_stop(sim);
    arena_free(arena);
    return 0;
}
