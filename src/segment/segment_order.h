/* segment_order.h -- all audiences of a tenant, compiled, those asked before those who ask them.
 * Private to segment/. */
#ifndef SEGMENT_SEGMENT_ORDER_H
#define SEGMENT_SEGMENT_ORDER_H

#include "segment/segment_index.h"

/* All of a tenant. */
typedef struct SegmentOrder {
    SegmentHeld *segments;
    size_t       count;
    IdMap       *by_id; /* of SegmentHeld among them */
} SegmentOrder;

/* All in cx's arena.  Those in a circle, and those whose rule no longer makes sense, are not good
 * and say why. */
Code segment_order_read(Ctx *cx, TagLanguage *language, SegmentOrder *out) MUST_USE;
/* Of Rows of SegmentRow those that come before `row` in its pool. */
Ids  segment_order_before(Arena *arena, const Rows *rows, const SegmentRow *row);
/* Whether one of `ids` is `id`, or asks it, or asks one who does. */
bool segment_order_asks(const SegmentHold *hold, Ids ids, int64_t id);

#endif
