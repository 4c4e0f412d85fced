/* growth.h -- adding and losing, counted from spans in one pass.  The words of the figures are
 * defined in docs/metrics.md; this is what they say, and nothing else. */
#ifndef INSIGHT_GROWTH_H
#define INSIGHT_GROWTH_H

#include "insight/lens.h"
#include "insight/period.h"

/* A handover may take so long: what was handed over is not gone meanwhile. */
enum { HANDOVER_S = 3 * 86400 };

/* What can happen to a relation (the first seven) or to a person. */
typedef enum Happening {
    IS_NEW,              /* the first relation of the person with the brand began   */
    IS_AGAIN,            /* another one began, not by handover                      */
    IS_MOVED_IN,         /* one began by handover                                   */
    IS_LOST_BY_CUSTOMER, /* it ended                                                */
    IS_LOST_BY_STAFF,
    IS_LOST_BY_SYSTEM,
    IS_MOVED_OUT,        /* it ended by handover                                    */
    IS_JOINED,           /* a person without a relation has one from now on         */
    IS_CHURNED,          /* a person has none any more                              */
    IS_GIVEN_AWAY,       /* he has none any more here: he was handed over            */
    HAPPENING_COUNT
} Happening;

typedef struct Tally {
    int64_t n[HAPPENING_COUNT];
    int64_t open_before, people_before; /* at the start of the window */
} Tally;

typedef struct GrowthHit {
    uint32_t person_no, span; /* the span that began or ended; of a state: the newest open one */
    uint32_t at_s;
} GrowthHit;

typedef struct GrowthAsk {
    const PeopleSpans   *spans;
    const Lens    *lens;
    Window         window;
    int32_t        zone_s;        /* of the business days                        */
    const int32_t *bucket_of_day; /* by day since the window's first             */
    Tally         *by_bucket;     /* `open_before` only in the first bucket       */
    Tally         *by_part;       /* of lens->part_count; NULL = not asked        */
} GrowthAsk;

/* Adds everything the window holds to the tallies. */
void growth_count(const GrowthAsk *ask);

/* The end of the window as a picture of its own: who has a relation then. */
enum { GROWTH_OPEN_END = 1u << 30, GROWTH_PEOPLE_END = 1u << 29 };

/* What growth_count() counts, one by one: Vec of GrowthHit.  `wanted` has bit 1 << Happening
 * for each kind, or one of the above; `part` -1 is the whole. */
void growth_list(const PeopleSpans *spans, const Lens *lens, Window window, uint32_t wanted,
                 int64_t part, Vec *hits);

/* One stretch of time in which a person has a relation. */
typedef struct Presence {
    uint32_t start, end;
    size_t   first, last; /* the spans that begin and end it */
} Presence;

/* Whether the span, which began no earlier than those before it, carries the presence on, also
 * by a handover; then it is taken into it. */
bool growth_goes_on(const PeopleSpans *spans, Presence *presence, size_t at);

#endif
