/* funnel.h -- how far persons, or sessions, get through steps.  What counts is defined in
 * docs/query.md. */
#ifndef COLUMNAR_FUNNEL_H
#define COLUMNAR_FUNNEL_H

#include "columnar/trail.h"

enum { FUNNEL_STEPS_MAX = 16 };

typedef enum FunnelMode { FUNNEL_ORDERED = 1, FUNNEL_ANY, FUNNEL_STRICT } FunnelMode;

typedef struct FunnelAsk {
    const Trail *trail;      /* of funnel_count; bit i of the mask is step i   */
    size_t       step_count;
    FunnelMode   mode;
    int64_t      window_ms;  /* from the first step to the last; 0: any        */
    int64_t      session_ms; /* counts sessions, divided by pauses longer than this; 0: persons */
    size_t       part_count; /* parts are the nodes of first steps; 0: all are one */
    /* Told of each unit that reached something (may be NULL): how many steps. */
    void (*hit)(void *with, int64_t person, size_t depth);
    void *with;
} FunnelAsk;

typedef struct FunnelPart {
    int64_t reached[FUNNEL_STEPS_MAX];
    /* Milliseconds of those who reached the step: from the one before, and from the first. */
    int64_t median_ms[FUNNEL_STEPS_MAX], median_total_ms[FUNNEL_STEPS_MAX];
} FunnelPart;

/* Counted piece by piece: each piece is a trail of whole persons. */
typedef struct FunnelCount FunnelCount;
FunnelCount *funnel_new(const FunnelAsk *ask);
void         funnel_add(FunnelCount *count, const Trail *piece);
/* What the other counted is added; the other is gone. */
void         funnel_join(FunnelCount *count, FunnelCount *from);
/* Fills as funnel_count does, NULL: tells nothing; the count is gone.  NULL may be done with. */
void         funnel_done(FunnelCount *count, FunnelPart *parts);

/* `parts` has part_count elements, or one; filled.  With FUNNEL_ANY there are no times. */
void funnel_count(const FunnelAsk *ask, FunnelPart *parts);

#endif
