/* recent.h -- the newest events of the log in memory, read from the store once for all consumers
 * of a process.
 *
 * They lie in sheaves, one behind the other without a gap.  The oldest are forgotten when they
 * become too many; who holds a sheaf keeps it and all behind it, so that behind one who is slow
 * they stay in memory: who adds asks before. */
#ifndef LOG_RECENT_H
#define LOG_RECENT_H

#include "log/event.h"

#include <stdatomic.h>

typedef struct Recent Recent;

typedef struct Sheaf Sheaf;
struct Sheaf {
    int64_t      from, until; /* all events of the log with from < seq <= until */
    Rows         events;      /* Event, in order                                */
    /* Of recent.c. */
    Recent      *recent;
    Sheaf       *next;
    Arena       *arena;
    size_t       bytes;
    atomic_int   holders;     /* its place in the row is one, the sheaf before it another */
};

/* The newest sheaf is kept also when it alone is larger. */
Recent *recent_new(size_t bytes_max);
/* All sheaves have been released. */
void    recent_free(Recent *recent);
/* Takes over the arena, in which the events lie.  One thread adds.  Where `from` is not where
 * the last ended, all before it is forgotten. */
void    recent_add(Recent *recent, Arena *arena, Rows events, int64_t from, int64_t until);
/* Nothing is in memory any more; who holds a sheaf keeps it. */
void    recent_forget(Recent *recent);

/* What is in memory and what is forgotten, but still held: so much that no more is to be added
 * until some is released. */
bool    recent_is_full(const Recent *recent);

/* The sheaf that begins at `from` or has it within; NULL when it is not in memory.  Its followers
 * are reached by recent_next, as far as they were added before. */
Sheaf *recent_hold(Recent *recent, int64_t from);
/* The sheaf behind one that is held; NULL: none yet. */
Sheaf *recent_next(Recent *recent, const Sheaf *sheaf);
/* NULL is allowed. */
void   recent_release(Sheaf *sheaf);

#endif
