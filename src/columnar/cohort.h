/* cohort.h -- who comes back: persons by the unit of time they were first seen in.  What counts is
 * defined in docs/query.md. */
#ifndef COLUMNAR_COHORT_H
#define COLUMNAR_COHORT_H

#include "columnar/people_walk.h"

typedef struct CohortAsk {
    const Trail   *trail;      /* of cohort_count; bit 0: may be the first event; bit 1: is a
                                  return                                               */
    const int64_t *unit_start; /* instants, unit_count + 1: where each unit begins; the
                                  first holds the range's beginning, the last ends it  */
    size_t         unit_count;
    const int32_t *periods;    /* units after the first                                */
    size_t         period_count;
    bool           has_value;  /* the trail's values are summed                        */
    size_t         part_count; /* parts are nodes of first events; 0: all are one      */
    /* Told of each person (may be NULL): his unit, and whether he was there `period` later. */
    void (*hit)(void *with, int64_t person, size_t unit, size_t period_at, bool is_back);
    void *with;
} CohortAsk;

/* `value`: what the returns of those who reached it were worth, from the first event to the end of
 * that unit; of trails with values. */
typedef struct CohortCell { int64_t reached, retained; double value; } CohortCell;

/* Counted piece by piece: each piece is a trail of whole persons.  It takes room for as many cells
 * as are asked for, however far apart their periods. */
typedef struct CohortCount CohortCount;
CohortCount *cohort_new(const CohortAsk *ask); /* `ask` is lent until it is done */
void         cohort_add(CohortCount *count, const Trail *piece);
/* Without values, parts and somebody who is told. */
void         cohort_add_runs(CohortCount *count, const PeopleRuns *runs);
/* What the other counted is added; the other is gone. */
void         cohort_join(CohortCount *count, CohortCount *from);
/* Fills as cohort_count does, and is_there[part]: whether it has events; NULL: tells nothing.  The
 * count is gone.  NULL may be done with. */
void         cohort_done(CohortCount *count, int64_t *sizes, CohortCell *cells, bool *is_there);

/* sizes[part * unit_count + unit]; cells[(part * unit_count + unit) * period_count + period]:
 * both nought before. */
void cohort_count(const CohortAsk *ask, int64_t *sizes, CohortCell *cells);

#endif
