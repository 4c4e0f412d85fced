/* segment_pack.h -- ids as text: differences of 7 bits a byte, in base64.  Private to segment/. */
#ifndef SEGMENT_SEGMENT_PACK_H
#define SEGMENT_SEGMENT_PACK_H

#include "segment/segment.h"

enum { SEGMENT_PACK_IDS = 5000 }; /* of one text */

/* Positive ids, rising, at most SEGMENT_PACK_IDS. */
Str  segment_pack(Arena *arena, const int64_t *ids, size_t count);
/* Adds them to `ids` (of int64_t); false when the text is not of that form. */
bool segment_unpack(Arena *arena, Str text, Vec *ids) MUST_USE;

#endif
