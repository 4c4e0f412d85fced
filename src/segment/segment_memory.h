/* segment_memory.h -- the crowd of one tenant, filled from the store with what rules ask and no
 * more.  Who locks it and when it is filled is not known here.  Private to segment/. */
#ifndef SEGMENT_SEGMENT_MEMORY_H
#define SEGMENT_SEGMENT_MEMORY_H

#include "segment/segment_rule.h"

typedef struct SegmentMemory SegmentMemory;

/* Of nobody; beyond `limit` bytes it is too large.  NULL may be freed. */
SegmentMemory *segment_memory_new(int64_t limit);
/* And the end. */
void           segment_memory_free(SegmentMemory *memory);
/* Who is in it. */
Crowd         *segment_memory_crowd(SegmentMemory *memory);

/* Loads what the rule asks and is not there yet, events up to `until_seq`.  cx: of the tenant, the
 * system's.  ERR_LIMIT "segment.too_large". */
Code segment_memory_want(Ctx *cx, SegmentMemory *memory, const TagLanguage *language,
                         const SegmentRule *rule, int64_t until_seq) MUST_USE;
/* The present state of the customers with ids from one to another, in place of what was known. */
Code segment_memory_refresh(Ctx *cx, SegmentMemory *memory, int64_t from_id,
                            int64_t until_id) MUST_USE;
/* Something that happened to a person. */
Code segment_memory_hear(Ctx *cx, SegmentMemory *memory, const Event *event) MUST_USE;
/* Who was folded into whom is read anew, and the events of those whom it concerns, up to that place
 * in the log: what comes behind it is still to be heard. */
Code segment_memory_refold(Ctx *cx, SegmentMemory *memory, int64_t until_seq) MUST_USE;
/* Whom `id` stands for. */
int64_t segment_memory_root(const SegmentMemory *memory, int64_t id);

#endif
