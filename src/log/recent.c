/* recent.c -- sheaves of events, and who still holds them. */
#include "log/recent.h"

#include <stdlib.h>

enum { HELD_TIMES = 4 /* of what is kept may be in memory while it is held */ };

struct Recent {
    pthread_mutex_t lock; /* of the row: which is first and last, and who follows whom */
    Sheaf          *first, *last;
    size_t          bytes, bytes_max;
    atomic_size_t   held; /* of all sheaves that are not freed */
};

Recent *recent_new(size_t bytes_max)
{
    Recent *recent = calloc(1, sizeof *recent);
    ASSERT(recent != NULL);
    recent->bytes_max = bytes_max;
    pthread_mutex_init(&recent->lock, NULL);
    return recent;
}

/* Who lets the last hold go lets those behind go, too. */
void recent_release(Sheaf *sheaf)
{
    while (sheaf != NULL && atomic_fetch_sub(&sheaf->holders, 1) == 1) {
        Sheaf *next = sheaf->next;
        atomic_fetch_sub(&sheaf->recent->held, sheaf->bytes);
        arena_free(sheaf->arena);
        free(sheaf);
        sheaf = next;
    }
}

/* With the lock held. */
static void forget_first(Recent *recent)
{
    Sheaf *sheaf  = recent->first;
    recent->first = sheaf->next;
    if (recent->first == NULL) recent->last = NULL;
    recent->bytes -= sheaf->bytes;
    recent_release(sheaf);
}

void recent_free(Recent *recent)
{
    while (recent->first != NULL) forget_first(recent);
    ASSERT(atomic_load(&recent->held) == 0);
    pthread_mutex_destroy(&recent->lock);
    free(recent);
}

void recent_forget(Recent *recent)
{
    LOCKED(&recent->lock);
    while (recent->first != NULL) forget_first(recent);
}

void recent_add(Recent *recent, Arena *arena, Rows events, int64_t from, int64_t until)
{
    Sheaf *sheaf = calloc(1, sizeof *sheaf);
    ASSERT(sheaf != NULL);
    sheaf->recent = recent;
    sheaf->from   = from;
    sheaf->until  = until;
    sheaf->events = events;
    sheaf->arena  = arena;
    sheaf->bytes  = arena_used(arena) + sizeof *sheaf;
    atomic_fetch_add(&recent->held, sheaf->bytes);
    LOCKED(&recent->lock);
    if (recent->last != NULL && recent->last->until != from)
        while (recent->first != NULL) forget_first(recent);
    atomic_store(&sheaf->holders, recent->last != NULL ? 2 : 1);
    if (recent->last != NULL)
        recent->last->next = sheaf;
    else
        recent->first = sheaf;
    recent->last = sheaf;
    recent->bytes += sheaf->bytes;
    while (recent->bytes > recent->bytes_max && recent->first != recent->last) forget_first(recent);
}

bool recent_is_full(const Recent *recent)
{
    return atomic_load(&recent->held) > HELD_TIMES * recent->bytes_max;
}

Sheaf *recent_hold(Recent *recent, int64_t from)
{
    LOCKED(&recent->lock);
    Sheaf *sheaf = recent->first;
    if (sheaf == NULL || from < sheaf->from) return NULL;
    while (sheaf != NULL && from >= sheaf->until) sheaf = sheaf->next;
    if (sheaf != NULL) atomic_fetch_add(&sheaf->holders, 1);
    return sheaf;
}

Sheaf *recent_next(Recent *recent, const Sheaf *sheaf)
{
    LOCKED(&recent->lock);
    return sheaf->next;
}
