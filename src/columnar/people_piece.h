/* people_piece.h -- what is held as trails: whole persons, some thousand events at a time, so that
 * what is counted next is still near; as it is held, person by person; or all at once. */
#ifndef COLUMNAR_PEOPLE_PIECE_H
#define COLUMNAR_PEOPLE_PIECE_H

#include "columnar/people_set.h"
#include "columnar/people_walk.h"

typedef struct PeoplePieceAsk {
    const Strs      *steps; /* types that bit i of the mask means; an empty one: any   */
    size_t           step_count;
    bool             is_all;      /* also events that meet no step                        */
    Strs             left_out;    /* types that do not count                              */
    bool             has_node;    /* a node is the place of the type in `names`           */
    Strs             names;       /* people_piece_names()                                 */
    const PeopleSet *only;        /* who counts at all; NULL: everybody                   */
    const PeopleSet *step_people; /* for whom a step is one, by step; NULL: everybody */
    int64_t          from_ms, until_ms;
    Rows             folds; /* of ColumnarFold                                         */
} PeoplePieceAsk;

/* The types in their natural order. */
Strs people_piece_names(Arena *arena, const PeopleSeen *seen);

/* What is told of whole persons. */
typedef struct PeoplePieceWork {
    void (*add)(void *state, const Trail *piece);
    /* Some persons as they are held, which saves unpacking them; may be NULL.  Those who are
     * several persons in one still come in pieces, and all where steps are not everybody's. */
    void (*add_runs)(void *state, const PeopleRuns *runs);
    bool is_of_all; /* runs are told only where every type counts */
} PeoplePieceWork;

/* Tells each state of its persons, in a thread of its own each but the first; those who are one
 * person now are told to the first.  False: of such, what happened first is not known here. */
bool people_piece_each(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask,
                       const PeoplePieceWork *work, void *const *states, size_t parts) MUST_USE;
/* All of it, as one sorted trail; false as above, and the trail is empty. */
bool people_piece_all(Arena *arena, const PeopleSeen *seen, const PeoplePieceAsk *ask,
                      Trail *trail) MUST_USE;

#endif
