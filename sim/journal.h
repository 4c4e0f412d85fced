/* journal.h -- what was changed at run time, on disk: every changing call with its instant.
 *
 * The base world is made again from the seed and the calls are executed again, with no
 * callbacks sent; ids and choices depend only on seed and order, so the same world stands. */
#ifndef SIM_JOURNAL_H
#define SIM_JOURNAL_H

#include "sim/api.h"

typedef struct Journal Journal;

/* What the file says about its world; a new file takes `meta` as it is. */
typedef struct JournalMeta {
    int64_t seed, contacts, started_ms;
    Str     world;
} JournalMeta;

/* Opens or makes the file; ERR_CONFLICT when it belongs to another world. */
Code    journal_open(const char *path, Arena *arena, JournalMeta *meta, Journal **out,
                     Str *problem) MUST_USE;
/* Executes all calls of the file; returns how many. */
int64_t journal_replay(Journal *journal, Sim *sim);
/* Begins to write in the background. */
void    journal_start(Journal *journal);
/* Queues a call that changed the world.  NULL journal: nothing. */
void    journal_add(Journal *journal, const Call *call);
/* Writes what is queued and closes. */
void    journal_close(Journal *journal);

#endif
