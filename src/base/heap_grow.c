/* heap_grow.c -- arrays on the heap that grow. */
#include "base/heap_grow.h"

#include <stdlib.h>

void *heap_grow(void *at, size_t size, uint32_t *room, size_t need)
{
    if (need <= *room && at != NULL) return at;
    size_t next = (size_t)*room + *room / 4 + 64;
    if (next < need) next = need;
    ASSERT(next < UINT32_MAX);
    void *grown = realloc(at, next * size);
    ASSERT(grown != NULL);
    *room = (uint32_t)next;
    return grown;
}
