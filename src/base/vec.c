/* vec.c -- a growing array in an arena. */
#include "base/vec.h"

#include <string.h>

enum { ROOM_FIRST = 8 };

Vec vec_of_size(Arena *arena, size_t size)
{
    ASSERT(size > 0);
    return (Vec){ .arena = arena, .size = size };
}

static void grow(Vec *vec, size_t room)
{
    char *at = arena_alloc(vec->arena, room, vec->size);
    if (vec->count) memcpy(at, vec->at, vec->count * vec->size);
    vec->at   = at;
    vec->room = room;
}

void vec_reserve(Vec *vec, size_t more)
{
    if (vec->room - vec->count < more) grow(vec, vec->count + more);
}

void *vec_add(Vec *vec)
{
    if (vec->count == vec->room) grow(vec, vec->room ? vec->room * 2 : ROOM_FIRST);
    return vec->at + vec->count++ * vec->size;
}

Rows vec_rows(const Vec *vec) { return (Rows){ .at = vec->at, .count = vec->count }; }
