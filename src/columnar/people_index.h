/* people_index.h -- what each person did, in memory: the events of a person side by side, a word of
 * eight bytes each with its time and its type.
 *
 * Made from the columnar store when a brand asks for the second time what it can answer, and kept
 * up with what the store is fed; whoever asks sees the log as his view does.  Gives the same trail
 * as the store, without reading it. */
#ifndef COLUMNAR_PEOPLE_INDEX_H
#define COLUMNAR_PEOPLE_INDEX_H

#include "columnar/projection.h"
#include "columnar/trail.h"

enum { PEOPLE_INDEX_EVENTS_MAX = 20 * 1000 * 1000 };

/* Empty.  NULL may be freed. */
PeopleIndex *people_index_new(void);
void         people_index_free(PeopleIndex *index);

typedef struct PeopleIndexAsk {
    const Strs   *steps; /* types that bit i of the mask means; an empty one: any */
    size_t        step_count;
    bool          is_all;   /* also events that meet no step                         */
    Strs          left_out; /* types that do not count                               */
    bool          is_unordered; /* the order of a person's events does not matter    */
    bool          has_nobody;   /* also events of nobody in particular: of person 0  */
    bool          has_node; /* a node is the place of the type in `types`            */
    int64_t       from_ms, until_ms;
    Rows          folds; /* of ColumnarFold                                       */
    ColumnarWait *wait;
} PeopleIndexAsk;

/* The trail in order, and the names its nodes stand for, in cx->arena; or `plan` says why it is not
 * taken from the index (docs/query.md), and the trail is empty.  NULL: it is taken. */
Code people_index_trail(Ctx *cx, const ProjectionView *view, const PeopleIndexAsk *ask,
                        Trail *trail, Strs *types, const char **plan) MUST_USE;

#endif
