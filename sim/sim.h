/* sim.h -- the whole simulator: made once by main or by a test. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "sim/world.h"

#include <stdatomic.h>

typedef struct Sim Sim;

typedef struct SimOptions {
    Str      listen;     /* "127.0.0.1:7300"; port 0 = any free                 */
    Str      public_url; /* absent = http:// and the address listened on        */
    uint64_t seed;
    Str      world;                      /* "demo", "empty", "bench"                            */
    int64_t  contacts;                   /* of the bench world                                  */
    double   time_scale;                 /* how fast the platform's clock runs; 0 = 1           */
    Str      data;                       /* journal file; absent = forget at the end            */
    int      pump_workers, door_threads; /* 0 = 24 and 4                         */
    bool     limits_off;
} SimOptions;

/* Makes the world, replays the journal, listens.  NULL and a sentence in `problem`. */
Sim *sim_start(const SimOptions *options, Arena *arena, Str *problem);
void sim_stop(Sim *sim);
int  sim_port(const Sim *sim);
/* Fills an empty world as the options say (also for a reset). */
void sim_make_world(Sim *sim);

struct Sim {
    World          *world;
    struct Pump    *pump;
    struct Fault   *faults;
    struct Limiter *limiter;
    struct CallLog *calls;
    struct Journal *journal;
    struct Door    *door;
    struct Bursts  *bursts;
    int64_t         started_us;
    Str             world_kind;
    uint64_t        seed;
    int64_t         contacts;
    pthread_t       ticker;
    Wake           *stop;
    _Atomic int64_t shop_refusals; /* how many of the next questions to shops are refused */
};

#endif
