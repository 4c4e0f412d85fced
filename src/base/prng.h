/* prng.h -- deterministic pseudo-random numbers from a seed.  Not for secrets:
 * those come from sys/random.h. */
#ifndef BASE_PRNG_H
#define BASE_PRNG_H

#include "base/code.h"

/* The next 64 bits; moves `*state` (SplitMix64, Steele et al. 2014). */
uint64_t prng_next(uint64_t *state);
/* Uniform in [0, bound); bound > 0. */
uint64_t prng_below(uint64_t *state, uint64_t bound);

#endif
