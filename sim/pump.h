/* pump.h -- delivers callbacks as the platform does: encrypted POST, 5 s to answer, up to
 * 3 retries; and, when told so, late, twice, out of order or not at all. */
#ifndef SIM_PUMP_H
#define SIM_PUMP_H

#include "sim/world.h"

typedef struct Pump Pump;

/* What one add of a burst went through; 0 = not yet. */
typedef struct BurstItem {
    _Atomic int64_t added_us, sent_us, acked_us, welcome_us;
    _Atomic int     welcomes, attempts, is_failed;
} BurstItem;

typedef struct Notice {
    App        *app;
    const char *event, *change;
    Str         about; /* for the log: who and whom */
    Str         xml;   /* plain message             */
    BurstItem  *item;
} Notice;

/* `workers` connections at once; delivers for the apps of `world`. */
Pump     *pump_new(World *world, int workers);
void      pump_free(Pump *pump);
/* Queues; the caller holds world->lock.  Texts are copied. */
void      pump_post(Pump *pump, const Notice *notice);
void      pump_set_knobs(Pump *pump, PumpKnobs knobs);
PumpKnobs pump_knobs(Pump *pump);
/* Waits until nothing is queued or in flight; false after `timeout_ms`. */
bool      pump_wait_idle(Pump *pump, int64_t timeout_ms);
/* The GET check of a callback URL, as saving in the console does it: 0, or the platform's
 * error with a sentence in `problem`.  Blocks; no lock is held. */
int       pump_verify(Arena *arena, const CallbackSettings *settings, Str corp_id, Str *problem);
/* The same of an official account: its echostr is answered as it comes. */
int       pump_verify_account(Arena *arena, const CallbackSettings *settings, Str *problem);
/* The newest deliveries after number `after`, as a JSON array. */
void      pump_log(Pump *pump, JsonOut *out, int64_t after, size_t limit, Str event);

typedef struct PumpCounts {
    int64_t queued, in_flight, delivered, failed, retried, lost, duplicated, last_number;
} PumpCounts;
/* What happened so far, and what is still to do. */
PumpCounts pump_counts(Pump *pump);

#endif
