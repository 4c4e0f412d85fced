/* prng.c -- SplitMix64. */
#include "base/prng.h"

uint64_t prng_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z          = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z          = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint64_t prng_below(uint64_t *state, uint64_t bound)
{
    ASSERT(bound > 0);
    /* 2^64 is rarely a multiple of bound: what is over is thrown again. */
    const uint64_t over = (0 - bound) % bound;
    for (;;) {
        const uint64_t value = prng_next(state);
        if (value >= over) return value % bound;
    }
}
