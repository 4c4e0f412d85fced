/* path.h -- which way sessions go: edges between steps.  What counts is defined in
 * docs/query.md. */
#ifndef COLUMNAR_PATH_H
#define COLUMNAR_PATH_H

#include "columnar/people_walk.h"

enum { PATH_LENGTH_MAX = 20, PATH_ENDED = -1, PATH_OTHER = -2 };

typedef struct PathAsk {
    const Trail *trail;      /* of path_count; bit 0: a path may begin here; bit 1: end here */
    int64_t      session_ms; /* a longer pause ends a session                        */
    size_t       length;     /* nodes of a path at most                              */
    bool         from_start; /* begin at the first event of bit 0                    */
    bool         to_end;     /* lead to the last event of bit 1                      */
    size_t       node_count; /* nodes of the trail are below this                    */
    size_t       kept;       /* that many, the most frequent, keep their names       */
    /* Told of each edge of each path (may be NULL). */
    void (*hit)(void *with, int64_t person, int32_t step, int32_t from, int32_t to);
    void *with;
} PathAsk;

typedef struct PathEdge {
    int32_t step;     /* from 1: between the step-th node and the next */
    int32_t from, to; /* nodes, PATH_OTHER; to PATH_ENDED              */
    int64_t count;    /* sessions                                      */
} PathEdge;

typedef struct PathResult {
    PathEdge *edges; /* by step, most first */
    size_t    edge_count;
    int64_t   path_count;
} PathResult;

/* Counted piece by piece: each piece is a trail of whole persons.  NULL: there are too many nodes
 * for that, or somebody is to be told of edges. */
typedef struct PathCount PathCount;
PathCount *path_new(const PathAsk *ask);
void       path_add(PathCount *count, const Trail *piece);
/* Where each event counts, of paths that begin and end where sessions do. */
void       path_add_runs(PathCount *count, const PeopleRuns *runs);
/* What the other counted is added; the other is gone. */
void       path_join(PathCount *count, PathCount *from);
/* As path_count does, NULL: tells nothing; the count is gone.  NULL may be done with. */
void       path_done(PathCount *count, PathResult *out);

/* Nodes of equal frequency are kept by their number, the smaller first. */
void path_count(const PathAsk *ask, PathResult *out); /* path_forget gives the edges back */
void path_forget(PathResult *result);

#endif
