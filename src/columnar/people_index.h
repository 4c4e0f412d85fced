/* people_index.h -- what each person did, in memory: the events of a person side by side, a word of
 * eight bytes each with its time and its type.
 *
 * Made from the columnar store when a brand asks for the second time what it can answer, and kept
 * up with what the store is fed: what is new lies beside the large part until it is worth joining.
 * Whoever asks sees the log as his view does; nobody who counts waits for another. */
#ifndef COLUMNAR_PEOPLE_INDEX_H
#define COLUMNAR_PEOPLE_INDEX_H

#include "columnar/people_walk.h"
#include "columnar/projection.h"

enum { PEOPLE_INDEX_EVENTS_MAX = 20 * 1000 * 1000 };

/* Empty; it reckons with so many threads.  NULL may be freed. */
PeopleIndex *people_index_new(const PeopleTuning *tuning, size_t threads);
void         people_index_free(PeopleIndex *index);

/* What is held for one question. */
typedef struct PeopleHold {
    PeopleSeen         seen;
    size_t             threads; /* that are worth their while */
    struct PeopleHeld *held;    /* NULL: nothing              */
} PeopleHold;

/* What the view sees; or `plan` says why it is not in the index (docs/query.md).  NULL: it is. */
Code people_index_take(Ctx *cx, const ProjectionView *view, PeopleHold *out,
                       const char **plan) MUST_USE;
void people_index_give_back(PeopleHold *hold); /* again is fine */
#define HOLDING_PEOPLE(name) ON_SCOPE_EXIT(people_index_give_back) PeopleHold name = { 0 }

#endif
