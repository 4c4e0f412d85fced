/* retention.h -- who of those added is still there after n days. */
#ifndef INSIGHT_RETENTION_H
#define INSIGHT_RETENTION_H

#include "insight/growth.h"

enum { RETENTION_POINTS = 14 };
/* The days after adding that are looked at. */
extern const int32_t retention_points[RETENTION_POINTS];

/* A cohort: persons, each once, with what of them has reached a day and what is still there. */
typedef struct Cohort {
    int64_t size;
    int64_t reached[RETENTION_POINTS], retained[RETENTION_POINTS];
} Cohort;

typedef enum CohortMember {
    COHORT_ALL = 1, /* everybody a relation of whom began, not by handover */
    COHORT_NEW      /* only who was new to the brand                       */
} CohortMember;

typedef struct RetentionAsk {
    const PeopleSpans   *spans;
    const Lens    *lens;      /* filters, and the parts where cohorts are parts                */
    const Lens    *presence;  /* who counts as still there: the lens without the way they came */
    Window         window;
    int32_t        zone_s;
    int64_t        today;     /* a day is known when it is over: all before today              */
    CohortMember   member;
    const int32_t *bucket_of_day;
    size_t         cohort_count;
    Cohort        *cohorts;   /* by bucket, or by part when lens->by is set                    */
    Cohort        *total;     /* every person once                                             */
} RetentionAsk;

/* Fills the cohorts, which are all nought before.  Divided by staff, store, region or department,
 * "still there" is asked of that part; by time, code or source of all that `presence` sees. */
void retention_count(const RetentionAsk *ask);

typedef enum RetentionSide { RETENTION_OF = 1, RETENTION_KEPT, RETENTION_GONE } RetentionSide;

/* The persons of a cohort (-1: of the total): all, or those who were there, or not, on
 * retention_points[point].  Vec of GrowthHit, `span` the one that put him into it. */
void retention_list(const RetentionAsk *ask, int64_t cohort, RetentionSide side, size_t point,
                    Vec *hits);

#endif
