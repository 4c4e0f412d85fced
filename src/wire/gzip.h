/* gzip.h -- unpacking what clients packed, with a limit on what it unpacks to. */
#ifndef WIRE_GZIP_H
#define WIRE_GZIP_H

#include "base/base.h"

/* Whether the bytes begin as gzip does. */
bool gzip_is(Str bytes);
/* All members, or a zlib stream.  ERR_INVALID when malformed or cut short, ERR_LIMIT past `max`. */
Code gzip_unpack(Arena *arena, Str bytes, size_t max, Str *out) MUST_USE;

#endif
