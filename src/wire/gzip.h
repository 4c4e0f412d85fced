/* gzip.h -- unpacking what clients packed, with a limit on what it unpacks to. */
#ifndef WIRE_GZIP_H
#define WIRE_GZIP_H

#include "base/base.h"

/* Whether the bytes begin as gzip does. */
bool gzip_is(Str bytes);
/* All members, or a zlib stream.  ERR_INVALID when malformed or cut short, ERR_LIMIT past `max`. */
Code gzip_unpack(Arena *arena, Str bytes, size_t max, Str *out) MUST_USE;

/* Unpacks a stream in pieces, with a fixed amount of memory. */
typedef struct GzipReader GzipReader;
/* `read` gives up to `room` packed bytes; 0 at the end, negative on error. */
GzipReader *gzip_reader_new(int64_t (*read)(void *with, void *out, size_t room), void *with);
void        gzip_reader_free(GzipReader *reader);
/* Up to `room` bytes; `size` 0 at the end.  ERR_INVALID when malformed or cut short. */
Code        gzip_reader_read(GzipReader *reader, void *out, size_t room, size_t *size) MUST_USE;

#endif
