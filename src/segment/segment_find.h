/* segment_find.h -- whom a rule holds for, between two files of the slice.  Private to segment/. */
#ifndef SEGMENT_SEGMENT_FIND_H
#define SEGMENT_SEGMENT_FIND_H

#include "segment/segment_index.h"

typedef struct SegmentFound {
    Str         text;
    SegmentHold hold;
    SegmentRule rule;
    RuleError   error; /* with a reason nothing is held and nobody found */
    CrowdFound  found;
    roaring_bitmap_t *seen; /* whom the caller may see; NULL: everybody */
} SegmentFound;

/* Holds memory still until segment_find_end().  `examine_max` as crowd_find() takes it. */
Code segment_find(Ctx *cx, Str rule, int64_t own_id, uint64_t examine_max,
                  SegmentFound *out) MUST_USE;
void segment_find_end(Ctx *cx, SegmentFound *found);
/* The ids of those found whom the caller may see, rising. */
Ids  segment_find_ids(Arena *arena, const SegmentFound *found);
/* Whom the caller may see, for roaring_bitmap_free(); NULL: everybody. */
Code segment_find_seen(Ctx *cx, const Crowd *crowd, roaring_bitmap_t **seen) MUST_USE;
/* How many of the set are among them. */
int64_t segment_find_count(const roaring_bitmap_t *set, const roaring_bitmap_t *seen);
/* The JSON of a rule, be it given as JSON or as its text. */
Str  segment_rule_text(Arena *arena, Str given);
/* Fails with what is wrong, where, and what is allowed. */
Code segment_refuse(Ctx *cx, const RuleError *error) MUST_USE;

#endif
