/* lens.h -- which spans a question looks at, and into which parts it divides them. */
#ifndef INSIGHT_LENS_H
#define INSIGHT_LENS_H

#include "people/people.h"

typedef enum LensBy {
    LENS_WHOLE = 0, /* not divided                                        */
    LENS_STAFF,     /* by what the member of staff belongs to: 0..n parts */
    LENS_STATE,     /* by the state the relation came with: one part      */
    LENS_WAY        /* by the way it came about: one part                 */
} LensBy;

typedef struct Lens {
    const uint8_t  *sees_staff; /* by staff_no                               */
    const uint8_t  *sees_state; /* by state_no; NULL = all                   */
    LensBy          by;
    const uint32_t *part_first; /* LENS_STAFF: the parts of staff_no stand at  */
    const uint32_t *parts;      /*   parts[part_first[no] .. part_first[no+1])  */
    const uint32_t *part_of;    /* LENS_STATE, LENS_WAY: the part of a number  */
    size_t          part_count;
} Lens;

static inline bool lens_sees(const Lens *lens, const PeopleSpans *spans, size_t at)
{
    return lens->sees_staff[spans->staff_no[at]] &&
           (lens->sees_state == NULL || lens->sees_state[spans->state_no[at]]);
}

/* The parts of a span. */
static inline const uint32_t *lens_parts(const Lens *lens, const PeopleSpans *spans, size_t at,
                                         size_t *count)
{
    const uint32_t staff = spans->staff_no[at];
    switch (lens->by) {
    case LENS_STAFF:
        *count = lens->part_first[staff + 1] - lens->part_first[staff];
        return lens->parts + lens->part_first[staff];
    case LENS_STATE: *count = 1; return &lens->part_of[spans->state_no[at]];
    case LENS_WAY: *count = 1; return &lens->part_of[spans->add_way[at]];
    case LENS_WHOLE: break;
    }
    *count = 0;
    return NULL;
}

static inline bool lens_is_of(const Lens *lens, const PeopleSpans *spans, size_t at, uint32_t part)
{
    size_t          count = 0;
    const uint32_t *parts = lens_parts(lens, spans, at, &count);
    for (size_t i = 0; i < count; i++)
        if (parts[i] == part) return true;
    return false;
}

#endif
