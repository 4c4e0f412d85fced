/* vec.c -- a growing array in an arena. */
#include "base/vec.h"

#include <string.h>

enum { ROOM_FIRST = 8 };

Vec vec_of_size(Arena *arena, size_t size)
{
    ASSERT(size > 0);
    return (Vec){ .arena = arena, .size = size };
}

void *vec_add(Vec *vec)
{
    if (vec->count == vec->room) {
        const size_t room = vec->room ? vec->room * 2 : ROOM_FIRST;
        char        *at   = arena_alloc(vec->arena, room, vec->size);
        if (vec->count) memcpy(at, vec->at, vec->count * vec->size);
        vec->at   = at;
        vec->room = room;
    }
    return vec->at + vec->count++ * vec->size;
}

Rows vec_rows(const Vec *vec) { return (Rows){ .at = vec->at, .count = vec->count }; }
