/* ids.h -- the shapes of the platform's identifiers, derived from a seed and a counter. */
#ifndef SIM_IDS_H
#define SIM_IDS_H

#include "base/base.h"

/* "ww" and 16 hex digits. */
Str  ids_corp(Arena *arena, uint64_t seed);
/* "wm" (type 1) or "wo" (type 2) and 30 characters; the index can be read back. */
Str  ids_external(Arena *arena, uint64_t seed, uint32_t index, int type);
bool ids_external_index(uint64_t seed, Str id, uint32_t *index);
/* "o" and 27 characters; the index can be read back. */
Str  ids_union(Arena *arena, uint64_t seed, uint32_t index);
bool ids_union_index(uint64_t seed, Str id, uint32_t *index);
/* `prefix` and then `length` characters of [A-Za-z0-9_-]. */
Str  ids_text(Arena *arena, uint64_t seed, uint64_t number, const char *prefix, size_t length);
/* `length` lower-case hex digits. */
Str  ids_hex(Arena *arena, uint64_t seed, uint64_t number, size_t length);
/* `length` characters of [A-Za-z0-9], as tokens and AES keys are made of. */
Str  ids_plain(Arena *arena, uint64_t seed, uint64_t number, size_t length);

#endif
