/* vec.h -- a growing array of structs in an arena. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/shape.h"

typedef struct Vec {
    Arena *arena;
    char  *at;
    size_t count, room, size;
} Vec;

/* An empty array of elements of `size` bytes. */
Vec   vec_of_size(Arena *arena, size_t size);
/* Takes room for `more` elements beyond those it holds, at once. */
void  vec_reserve(Vec *vec, size_t more);
/* One zeroed element more; the pointer is valid until the next vec_add. */
void *vec_add(Vec *vec);
/* The elements as Rows, valid until the next vec_add. */
Rows  vec_rows(const Vec *vec);

#define vec_of(arena, Type) vec_of_size((arena), sizeof(Type))
#define VEC_ADD(vec, Type)  ((Type *)vec_add(vec))
#define VEC_AT(vec, Type, index) (&((Type *)(void *)(vec).at)[index])

#endif
