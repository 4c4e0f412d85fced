/* segment_store.h -- who is in an audience, as it is written down: a snapshot, and who moved since.
 * Private to segment/. */
#ifndef SEGMENT_SEGMENT_STORE_H
#define SEGMENT_SEGMENT_STORE_H

#include "segment/segment_sql.h"

typedef struct SegmentMove {
    int64_t segment_id, customer_id;
    bool    is_in, tells;
    Str     why;
} SegmentMove;

/* The ids, rising. */
Code segment_store_members(Ctx *cx, const SegmentRow *row, Ids *ids) MUST_USE;
/* These ids (rising) take the place of who was in it: a new snapshot, what came and went (each by
 * name where they are not too many), and the size.  Of a new one nobody came. */
Code segment_store_replace(Ctx *cx, SegmentRow *row, Ids ids, Str why) MUST_USE;
/* Rows of SegmentMove as known at `seq`: written down once, whoever does it how often.  Events are
 * said where the audience tells. */
Code segment_store_moves(Ctx *cx, Rows moves, int64_t seq) MUST_USE;
/* Notes its size as of now, and how many came and went since it was last noted. */
Code segment_store_measure(Ctx *cx, const SegmentRow *row, int64_t size, Str why) MUST_USE;

#endif
