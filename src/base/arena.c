/* arena.c -- blocks of memory that are handed out from the front. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, size)   ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
enum { GAP = 16 }; /* never handed out, so that running over an end is seen */
#else
#define POISON(at, size)   ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
enum { GAP = 0 };
#endif

enum { ALIGN = 16, BLOCK_FIRST = 16 << 10, BLOCK_MAX = 1 << 20 };

typedef struct Block Block;
struct Block {
    Block *before;
    size_t used, room;
    size_t unused_; /* keeps the size a multiple of ALIGN */
};
_Static_assert(sizeof(Block) % ALIGN == 0, "what follows a block header is aligned");

struct Arena {
    Block *last;
    size_t limit, total;
    bool   overrun;
};

static char *block_bytes(Block *block) { return (char *)(block + 1); }

static Block *block_add(Arena *arena, size_t least)
{
    size_t room = arena->last ? arena->last->room * 2 : BLOCK_FIRST;
    if (room > BLOCK_MAX) room = BLOCK_MAX;
    if (room < least) room = least;
    Block *block = malloc(sizeof(Block) + room);
    ASSERT(block != NULL);
    *block = (Block){ .before = arena->last, .room = room };
    POISON(block_bytes(block), room);
    arena->last = block;
    return block;
}

static void block_drop(Arena *arena)
{
    Block *block = arena->last;
    arena->last  = block->before;
    UNPOISON(block_bytes(block), block->room);
    free(block);
}

static void block_rewind(Block *block, size_t used)
{
    ASSERT(used <= block->used);
    block->used = used;
    POISON(block_bytes(block) + used, block->room - used);
}

Arena *arena_new(size_t limit)
{
    Arena *arena = calloc(1, sizeof(*arena));
    ASSERT(arena != NULL);
    arena->limit = limit;
    return arena;
}

void arena_reset(Arena *arena)
{
    while (arena->last && arena->last->before) block_drop(arena);
    if (arena->last) block_rewind(arena->last, 0);
    arena->total   = 0;
    arena->overrun = false;
}

void arena_free(Arena *arena)
{
    if (!arena) return;
    while (arena->last) block_drop(arena);
    free(arena);
}

void *arena_alloc(Arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    ASSERT(!__builtin_mul_overflow(count, size, &bytes));
    ASSERT(bytes <= SIZE_MAX / 2);
    const size_t step  = (bytes + GAP + ALIGN - 1) / ALIGN * ALIGN;
    Block       *block = arena->last;
    if (!block || block->room - block->used < step) block = block_add(arena, step);
    char *at = block_bytes(block) + block->used;
    block->used += step;
    arena->total += bytes;
    if (arena->total > arena->limit) arena->overrun = true;
    UNPOISON(at, bytes);
    memset(at, 0, bytes);
    return at;
}

bool arena_overrun(const Arena *arena) { return arena->overrun; }

size_t arena_used(const Arena *arena) { return arena->total; }

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){ .block = arena->last,
                        .used  = arena->last ? arena->last->used : 0,
                        .total = arena->total };
}

void arena_rewind(Arena *arena, ArenaMark mark)
{
    ASSERT(mark.total <= arena->total);
    while (arena->last && arena->last != mark.block && arena->last->before) block_drop(arena);
    /* A mark taken before the first block was there goes back to its beginning. */
    ASSERT(!mark.block || arena->last == mark.block);
    if (arena->last) block_rewind(arena->last, mark.used);
    arena->total = mark.total;
}
