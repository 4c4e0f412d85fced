/* limit.c -- counters per (corp, API) and per address. */
#include "sim/limit.h"

#include <stdlib.h>

enum { SLOTS = 4096 };

typedef struct Slot {
    uint64_t key;
    int64_t  minute, minute_count, hour, hour_count, blocked_until_ms;
} Slot;

struct Limiter {
    Limits limits;
    Slot   slot[SLOTS];
};

static const Limits real_limits = { .is_on           = true,
                                    .api_per_minute  = 10000,
                                    .api_per_hour    = 150000,
                                    .ip_per_minute   = 20000,
                                    .ip_per_hour     = 600000,
                                    .block_minute_ms = MS_PER_MINUTE,
                                    .block_hour_ms   = MS_PER_HOUR };

Limiter *limit_new(void)
{
    Limiter *limiter = calloc(1, sizeof(*limiter));
    ASSERT(limiter != NULL);
    limiter->limits = real_limits;
    return limiter;
}

void limit_free(Limiter *limiter) { free(limiter); }

Limits limit_get(const Limiter *limiter) { return limiter->limits; }

void limit_set(Limiter *limiter, Limits limits) { *limiter = (Limiter){ .limits = limits }; }

static Slot *slot_of(Limiter *limiter, uint64_t key)
{
    for (size_t step = 0; step < SLOTS; step++) {
        Slot *slot = &limiter->slot[(key + step) % SLOTS];
        if (slot->key == 0) slot->key = key;
        if (slot->key == key) return slot;
    }
    return &limiter->slot[key % SLOTS];
}

static bool count(const Limits *limits, Slot *slot, int64_t now_ms, int64_t per_minute,
                  int64_t per_hour)
{
    if (now_ms < slot->blocked_until_ms) return false;
    const int64_t minute = now_ms / MS_PER_MINUTE, hour = now_ms / MS_PER_HOUR;
    if (slot->minute != minute) slot->minute_count = 0;
    if (slot->hour != hour) slot->hour_count = 0;
    slot->minute = minute;
    slot->hour   = hour;
    slot->minute_count++;
    slot->hour_count++;
    if (slot->hour_count > per_hour)
        slot->blocked_until_ms = now_ms + limits->block_hour_ms;
    else if (slot->minute_count > per_minute) {
        slot->blocked_until_ms = now_ms + limits->block_minute_ms;
    }
    return now_ms >= slot->blocked_until_ms;
}

bool limit_allows(Limiter *limiter, const Corp *corp, const char *path, Str ip, int64_t now_ms)
{
    const Limits *limits = &limiter->limits;
    if (!limits->is_on) return true;
    const uint64_t who  = corp ? corp->index + 1 : 0;
    const uint64_t api  = str_hash(str_of(path)) * 31 + who;
    const uint64_t from = str_hash(ip) ^ 0x6970u;
    const bool     a    = count(limits, slot_of(limiter, api | 1), now_ms, limits->api_per_minute,
                                limits->api_per_hour);
    const bool     b    = count(limits, slot_of(limiter, from | 1), now_ms, limits->ip_per_minute,
                                limits->ip_per_hour);
    return a && b;
}
