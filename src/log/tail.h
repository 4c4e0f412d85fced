/* tail.h -- follows the log from now on, without a cursor of its own: for live pages.
 *
 * Every process has its own; nothing is stored, and what happened while it did not run
 * is not told. */
#ifndef LOG_TAIL_H
#define LOG_TAIL_H

#include "log/event.h"

typedef struct Tail Tail;

/* `hear` is called in one thread for each event of every tenant, in order, once it can be
 * read; the event lives until `hear` returns.  What comes while nobody watches is not read. */
Tail *tail_start(const Services *services, void (*hear)(void *with, const Event *event),
                 bool (*is_watched)(void *with), void *with);
void  tail_stop(Tail *tail);

#endif
