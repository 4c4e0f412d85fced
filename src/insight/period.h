/* period.h -- a range of business days, its buckets, and the one it is compared with. */
#ifndef INSIGHT_PERIOD_H
#define INSIGHT_PERIOD_H

#include "base/base.h"

typedef enum Unit { UNIT_DAY = 1, UNIT_WEEK, UNIT_MONTH } Unit;
typedef enum Compare { COMPARE_NONE = 1, COMPARE_PREVIOUS, COMPARE_YEAR } Compare;

enum { PERIOD_DAYS_MAX = 1100 };

/* Instants from start_s on, before end_s; in seconds UTC. */
typedef struct Window {
    int64_t start_s, end_s;
    int64_t first_day;
} Window;

typedef struct Bucket {
    int64_t first_day, last_day; /* of the range, both within                  */
    Str     key;                 /* "2026-11-27", the Monday of a week, "2026-11" */
    bool    is_cut;              /* the range holds only a part of the unit    */
} Bucket;

typedef struct Period {
    Zone     zone;
    int64_t  first_day, last_day;   /* inclusive */
    Window   window;
    Bucket  *buckets;
    size_t   bucket_count;
    int32_t *bucket_of_day;         /* by day - first_day */
} Period;

/* The days first..last cut into units; last - first < PERIOD_DAYS_MAX. */
Period period_of(Arena *arena, Zone zone, int64_t first_day, int64_t last_day, Unit unit);
/* What the period is compared with, of the same length to the second: what has not happened
 * yet is not compared with what had. COMPARE_YEAR: from the same date a year before
 * (29 February: from the 28th); COMPARE_PREVIOUS: right before. */
Window period_before(const Period *period, Compare compare, int64_t now_s);

#endif
