/* arena.h -- memory by lifetime: one arena per request, batch, job or test.
 *
 * Memory comes back zeroed, lives until arena_reset() and is never freed
 * singly.  Allocation never returns NULL.  What enters is bounded at the doors,
 * so `limit` is a computed worst case; passing it is our bug: the arena then
 * serves from a growing reserve, sets a sticky flag (arena_overrun) and the
 * door answers 503 and logs it.  Arenas are not thread-safe. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/code.h"

typedef struct Arena Arena;

/* A new empty arena.  `limit` is in bytes; memory is taken in blocks as needed. */
Arena *arena_new(size_t limit);
/* Forgets everything; keeps the first block for reuse. */
void   arena_reset(Arena *arena);
/* Gives the memory back.  NULL is allowed. */
void   arena_free(Arena *arena);
/* `count * size` zeroed bytes, aligned to 16.  count 0 gives a valid pointer. */
void  *arena_alloc(Arena *arena, size_t count, size_t size);
/* True when more than `limit` was asked for since the last reset. */
bool   arena_overrun(const Arena *arena);
/* Bytes handed out since the last reset. */
size_t arena_used(const Arena *arena);

/* A position to fall back to: what was allocated after arena_mark() is given
 * back by arena_rewind().  For loops that need scratch memory per round. */
typedef struct ArenaMark { void *block; size_t used, total; } ArenaMark;
ArenaMark arena_mark(const Arena *arena);
void      arena_rewind(Arena *arena, ArenaMark mark);

#define arena_make(arena, Type, count) ((Type *)arena_alloc((arena), (count), sizeof(Type)))

#endif
