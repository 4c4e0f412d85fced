/* heap_grow.h -- arrays on the heap that grow, for what lives as long as the process. */
#ifndef BASE_HEAP_GROW_H
#define BASE_HEAP_GROW_H

#include "base/code.h"

/* `at` (NULL at first) with room for `need` elements of `size` bytes: a quarter more each time,
 * what is new is not set.  Moves `*room`, in elements.  Aborts when there is no memory. */
void *heap_grow(void *at, size_t size, uint32_t *room, size_t need);

#endif
