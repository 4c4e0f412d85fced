/* crowd_grow.c -- arrays that grow, zeroed. */
#include "base/heap_grow.h"
#include "crowd/crowd_store.h"

#include <string.h>

void *crowd_grow(void *at, size_t size, uint32_t *room, size_t need)
{
    const size_t before = at ? *room : 0;
    if (!at) *room = 0;
    char *grown = heap_grow(at, size, room, need);
    if (*room > before) memset(grown + before * size, 0, (*room - before) * size);
    return grown;
}
