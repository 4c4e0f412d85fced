/* spans.h -- relation intervals as columns: what every question about growth is asked of.
 *
 * Persons stand in order of their id, those that came later behind; the spans of one person
 * lie together, oldest first.  Derived from the records, and built anew at will. */
#ifndef INSIGHT_SPANS_H
#define INSIGHT_SPANS_H

#include "base/base.h"

/* A span that has not ended. */
#define SPAN_OPEN UINT32_MAX

typedef struct Spans {
    Arena    *arena;
    size_t    person_count, person_room;
    int64_t  *person_id;
    uint32_t *first, *length;                 /* of a person: his spans              */
    size_t    count, room, dead;              /* `dead`: places nobody points to     */
    uint32_t *staff_no, *state_no;            /* places in `staff_ids` and `states`  */
    uint32_t *added_s, *ended_s;              /* seconds UTC; SPAN_OPEN              */
    uint8_t  *ended_by, *add_way;             /* the values of EndedBy and AddWay    */
    Vec       staff_ids;                      /* of int64_t                          */
    Vec       states;                         /* of Str; 0 is the empty one          */
    IdMap    *staff_of_id;
    StrMap   *no_of_state;
    IdMap    *late;                           /* persons who do not stand in order   */
    size_t    sorted;                         /* so many persons stand in order      */
} Spans;

typedef struct Span {
    int64_t  person_id, staff_id;
    int64_t  added_at_ms, ended_at_ms;        /* 0 = open */
    int32_t  ended_by, add_way;
    Str      state;
} Span;

/* Nobody yet.  All that is added lives in `arena`. */
Spans *spans_new(Arena *arena);
/* All spans of one person, in any order: they replace what was known of him. */
void   spans_put(Spans *spans, int64_t person_id, const Span *list, size_t count);
/* Whether more than a quarter of the places is dead: time to build it anew. */
bool   spans_is_worn(const Spans *spans);

static inline int64_t spans_staff_id(const Spans *spans, uint32_t no)
{
    return *VEC_AT(spans->staff_ids, int64_t, no);
}
static inline Str spans_state(const Spans *spans, uint32_t no)
{
    return *VEC_AT(spans->states, Str, no);
}

#endif
