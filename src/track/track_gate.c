/* track_gate.c -- what sources sent of late. */
#include "track/track_gate.h"

#include "sys/sys.h"

#include <stdatomic.h>

enum { GATE_ARENA_MAX = 8 << 20, BURST_S = 2, WAIT_MAX_S = 60 };

/* What a source may still send, in thousandths of an event; below nothing it waits. */
typedef struct Bucket {
    int64_t level, at_ms;
} Bucket;

struct TrackGate {
    Arena          *arena;
    pthread_mutex_t lock;
    IdMap          *buckets;
    _Atomic int64_t unknown;
};

TrackGate *track_gate_new(void)
{
    Arena     *arena = arena_new(GATE_ARENA_MAX);
    TrackGate *gate  = arena_make(arena, TrackGate, 1);
    gate->arena      = arena;
    gate->buckets    = idmap_new(arena);
    ASSERT(pthread_mutex_init(&gate->lock, NULL) == 0);
    return gate;
}

void track_gate_free(TrackGate *gate)
{
    if (gate == NULL) return;
    ASSERT(pthread_mutex_destroy(&gate->lock) == 0);
    arena_free(gate->arena);
}

int64_t track_gate_unknown_count(TrackGate *gate) { return gate ? atomic_load(&gate->unknown) : 0; }

void track_gate_unknown(Ctx *cx, size_t count)
{
    TrackGate *gate = cx->services->track_gate;
    if (gate) atomic_fetch_add(&gate->unknown, (int64_t)count);
}

static Bucket *bucket_of(TrackGate *gate, int64_t source_id, int64_t full, int64_t now_ms)
{
    Bucket *bucket = idmap_find(gate->buckets, source_id);
    if (bucket) return bucket;
    bucket  = arena_make(gate->arena, Bucket, 1);
    *bucket = (Bucket){ .level = full, .at_ms = now_ms };
    (void)idmap_put(gate->buckets, source_id, bucket); /* was absent a line above */
    return bucket;
}

static void refill(Bucket *bucket, int64_t per_second, int64_t full, int64_t now_ms)
{
    const int64_t passed = now_ms > bucket->at_ms ? now_ms - bucket->at_ms : 0;
    const int64_t more   = passed > BURST_S * MS_PER_SECOND * 100 ? full : passed * per_second;
    bucket->level        = bucket->level + more > full ? full : bucket->level + more;
    bucket->at_ms        = now_ms;
}

/* A batch is let in whole as long as anything is left: what it takes too much is waited for. */
bool track_gate_pass(Ctx *cx, const TrackSource *source, size_t count, int64_t *wait_s)
{
    TrackGate    *gate       = cx->services->track_gate;
    const int64_t per_second = source->events_per_s_max;
    if (!gate || per_second <= 0) return true;
    const int64_t full = per_second * BURST_S * 1000;
    LOCKED(&gate->lock);
    Bucket *bucket = bucket_of(gate, source->id, full, cx->now_ms);
    refill(bucket, per_second, full, cx->now_ms);
    if (bucket->level > 0) {
        bucket->level -= (int64_t)count * 1000;
        return true;
    }
    *wait_s = (-bucket->level) / (per_second * 1000) + 1;
    if (*wait_s > WAIT_MAX_S) *wait_s = WAIT_MAX_S;
    return false;
}
