/* id.c -- ids that rise with time. */
#include "kernel/id.h"

#include <stdatomic.h>

enum { NODE_BITS = 8, COUNTER_BITS = 14, COUNTER_MASK = (1 << COUNTER_BITS) - 1 };

static const int64_t epoch_ms = 1577836800000; /* 2020-01-01 UTC */

struct IdSource {
    Arena          *arena;
    int64_t         node;
    _Atomic int64_t last; /* milliseconds since the epoch and counter, without the node */
};

IdSource *id_source_new(int node)
{
    ASSERT(node >= 0 && node < 1 << NODE_BITS);
    Arena    *arena = arena_new(4096);
    IdSource *ids   = arena_make(arena, IdSource, 1);
    ids->arena      = arena;
    ids->node       = node;
    atomic_init(&ids->last, 0);
    return ids;
}

void id_source_free(IdSource *ids)
{
    if (ids != NULL) arena_free(ids->arena);
}

/* When the counter of a millisecond is used up it runs on into the next one: ids stay
 * unique and rising, and the clock catches up within that millisecond. */
int64_t id_next(IdSource *ids, int64_t now_ms)
{
    const int64_t elapsed = now_ms > epoch_ms ? now_ms - epoch_ms : 0;
    const int64_t floor   = elapsed << COUNTER_BITS;
    int64_t       last    = atomic_load_explicit(&ids->last, memory_order_relaxed);
    int64_t       next;
    do next = last + 1 > floor ? last + 1 : floor;
    while (!atomic_compare_exchange_weak(&ids->last, &last, next));
    return (next >> COUNTER_BITS) << (NODE_BITS + COUNTER_BITS) | ids->node << COUNTER_BITS |
           (next & COUNTER_MASK);
}

int64_t id_made_at_ms(int64_t id) { return (id >> (NODE_BITS + COUNTER_BITS)) + epoch_ms; }

int64_t id_first_at_ms(int64_t at_ms)
{
    return at_ms > epoch_ms ? (at_ms - epoch_ms) << (NODE_BITS + COUNTER_BITS) : 0;
}
