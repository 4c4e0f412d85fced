/* intake_equal.c -- a blocked Bloom filter, and a count of what passes it. */
#include "intake/intake_equal.h"

enum {
    BLOCKS_LOG2 = 20, /* of a cache line each: 64 MiB */
    BLOCK_WORDS = 8,
    BITS_EACH   = 6,
    COUNTS_MAX  = 1 << 28, /* bytes of what was counted */
};

struct EqualRows {
    Arena    *arena; /* of the filter */
    Arena    *kept;  /* of the counts */
    uint64_t *bits;
    IdMap    *counts;
};

EqualRows *equal_rows_new(void)
{
    const size_t words = (size_t)BLOCK_WORDS << BLOCKS_LOG2;
    Arena       *arena = arena_new(words * sizeof(uint64_t) + 4096);
    EqualRows   *rows  = arena_make(arena, EqualRows, 1);
    rows->arena        = arena;
    rows->kept         = arena_new(COUNTS_MAX);
    rows->bits         = arena_make(arena, uint64_t, words);
    rows->counts       = idmap_new(rows->kept);
    return rows;
}

void equal_rows_free(EqualRows *rows)
{
    if (!rows) return;
    arena_free(rows->kept);
    arena_free(rows->arena);
}

/* Sets the bits of a hash; whether all were set before. */
static bool was_there(EqualRows *rows, uint64_t hash)
{
    uint64_t *block = &rows->bits[(hash >> (64 - BLOCKS_LOG2)) * BLOCK_WORDS];
    uint64_t  state = hash;
    uint64_t  mixed = prng_next(&state);
    bool      all   = true;
    for (int i = 0; i < BITS_EACH; i++, mixed >>= 9) {
        const uint64_t bit  = UINT64_C(1) << (mixed & 63);
        uint64_t      *word = &block[(mixed >> 6) & (BLOCK_WORDS - 1)];
        all                 = all && (*word & bit);
        *word |= bit;
    }
    return all;
}

int64_t equal_rows_nth(EqualRows *rows, uint64_t hash)
{
    ASSERT(hash != 0);
    if (!was_there(rows, hash)) return 1;
    int64_t *count = idmap_find(rows->counts, (int64_t)hash);
    if (!count) {
        count  = arena_make(rows->kept, int64_t, 1);
        *count = 1;
        (void)idmap_put(rows->counts, (int64_t)hash, count); /* was absent a line above */
    }
    return ++*count;
}
