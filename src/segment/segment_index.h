/* segment_index.h -- the memory of every tenant: loaded when it is asked for, true whenever it is.
 * Private to segment/. */
#ifndef SEGMENT_SEGMENT_INDEX_H
#define SEGMENT_SEGMENT_INDEX_H

#include "segment/segment_memory.h"
#include "segment/segment_sql.h"

/* An audience in memory. */
typedef struct SegmentHeld {
    SegmentRow  row;
    SegmentRule rule;
    Str         text; /* the rule with what its pool adds                  */
    bool        is_good;
    bool        is_kept; /* its set is the one from before it was read anew   */
    const char *reason;  /* why its rule no longer works */
    Str         place;
} SegmentHeld;

/* What is held still between begin and end. */
typedef struct SegmentHold {
    const Crowd       *crowd;
    const TagLanguage *language; /* with the audiences */
    const SegmentHeld *segments; /* those asked before those who ask them */
    size_t             count;
    const IdMap       *by_id; /* of SegmentHeld */
} SegmentHold;

/* The tenant's memory, true as of now, with all that `text` (a rule; absent: nothing) asks; `rule`
 * is compiled in cx's arena.  It holds still until the end; short.  ERR_UNAVAILABLE
 * "segment.loading"; ERR_LIMIT "segment.too_large".  A rule that makes no sense: `error` has a
 * reason, nothing is held. */
Code segment_index_begin(Ctx *cx, Str text, int64_t own_id, SegmentHold *hold, SegmentRule *rule,
                         RuleError *error) MUST_USE;
/* For lists: as it is in memory now, true as of now, without waiting for loading, and for seconds
 * at most while others use it.  `is_held` false: it counts yet, nothing is held; the thread loads,
 * and says "segment.ready" when it is done.  ERR_UNAVAILABLE "segment.loading" without an index;
 * ERR_LIMIT "segment.too_large". */
Code segment_index_look(Ctx *cx, SegmentHold *hold, bool *is_held) MUST_USE;
/* Somebody who sees a part was told that it counts: "segment.ready" is said when the customers of
 * the tenant are loaded, too. */
void segment_index_await_people(Ctx *cx);
/* Of both. */
void segment_index_end(Ctx *cx);

/* For tests: so many bytes a brand may take from its next loading on. */
void segment_index_limit(SegmentIndex *index, int64_t bytes);

/* NULL when it is not there. */
const SegmentHeld *segment_index_find(const SegmentHold *hold, int64_t id);
/* The ids of a set, rising. */
Ids                segment_index_ids(Arena *arena, const Crowd *crowd, const roaring_bitmap_t *set);

#endif
