/* trail.h -- what each person did, in the order of time: columns, person by person.
 *
 * Filled in any order, then put in order once; what funnels, retention, paths and attribution count
 * is counted over these columns, whatever engine they came from. */
#ifndef COLUMNAR_TRAIL_H
#define COLUMNAR_TRAIL_H

#include "base/base.h"

enum { TRAIL_EVENTS_MAX = 40 * 1000 * 1000, TRAIL_NONE = -1 };

typedef struct Trail {
    size_t    count, room;
    int64_t  *person; /* of each event, until it is sorted                 */
    int64_t  *ms, *seq;
    uint32_t *mask; /* bit i: is one of the events that step i means     */
    int32_t  *node; /* what it is called, or the part it falls into; TRAIL_NONE */
    double   *value;
    bool      has_node, has_value;
    /* Once sorted: */
    size_t    person_count;
    int64_t  *persons; /* by first appearance                               */
    size_t   *starts;  /* person_count + 1 places                           */
} Trail;

/* `has_node`, `has_value`: whether there is such a column. */
void trail_init(Trail *trail, bool has_node, bool has_value);
void trail_deinit(Trail *trail); /* again is fine */
#define TRAIL(name) ON_SCOPE_EXIT(trail_deinit) Trail name = { 0 }
/* Room for so many more; false when that would be over TRAIL_EVENTS_MAX. */
bool               trail_reserve(Trail *trail, size_t more);
/* One event; there is room. */
static inline void trail_add(Trail *trail, int64_t person, int64_t ms, int64_t seq, uint32_t mask,
                             int32_t node, double value)
{
    const size_t at   = trail->count++;
    trail->person[at] = person;
    trail->ms[at]     = ms;
    trail->seq[at]    = seq;
    trail->mask[at]   = mask;
    if (trail->has_node) trail->node[at] = node;
    if (trail->has_value) trail->value[at] = value;
}
/* Person by person, by time and then place in the log. */
void trail_sort(Trail *trail);
/* Of equal nodes that follow each other in a session (no pause longer than `session_ms`) one is
 * left, with the steps of all.  The times that are left tell sessions apart and nothing else. */
void trail_merge_repeats(Trail *trail, int64_t session_ms);

#endif
