/* customer_interval.h -- from what was told of a relation to its intervals: the rule, pure. */
#ifndef CUSTOMER_CUSTOMER_INTERVAL_H
#define CUSTOMER_CUSTOMER_INTERVAL_H

#include "customer/customer.h"

typedef enum FactKind {
    FACT_CREATED = 1, /* the platform's own time of the relation             */
    FACT_TOLD,        /* a callback told of an add; only its own time is known */
    FACT_ENDED
} FactKind;

typedef struct Fact {
    FactKind kind;
    int64_t  at_ms;
    EndedBy  by;         /* of FACT_ENDED                               */
    int64_t  seen_at_ms; /* of starts: when the platform last showed it */
} Fact;

typedef struct Interval {
    int64_t added_at_ms, ended_at_ms;
    EndedBy ended_by;
    bool    is_exact;
    int64_t seen_at_ms;
} Interval;

/* A callback's time and the platform's own of the same add differ by less than this. */
enum { INTERVAL_TOLERANCE_MS = 60000 };

/* The intervals of one customer with one member, oldest first.  The same set of facts
 * gives the same intervals, whatever their order; `facts` is sorted in place.
 *  - Every platform time is a start; one that meets an open interval ends it by "system".
 *  - A callback's time is a start only where no platform time is near and nothing is open.
 *  - The first end stays; a "system" end yields to a told one, and to a later sighting. */
Rows customer_interval_fold(Arena *arena, Fact *facts, size_t count);

#endif
