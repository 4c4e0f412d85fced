/* gzip.c -- zlib behind a face that cannot be made to unpack without end. */
#include "wire/gzip.h"

#include <zlib.h>

bool gzip_is(Str bytes)
{
    return bytes.len >= 2 && (uint8_t)bytes.ptr[0] == 0x1f && (uint8_t)bytes.ptr[1] == 0x8b;
}

static Code unpack(z_stream *stream, StrBuf *buf)
{
    enum { PIECE = 16 * 1024 };
    char piece[PIECE];
    for (;;) {
        stream->next_out  = (Bytef *)piece;
        stream->avail_out = PIECE;
        const int how     = inflate(stream, Z_NO_FLUSH);
        if (how != Z_OK && how != Z_STREAM_END) return ERR_INVALID;
        strbuf_add(buf, (Str){ piece, PIECE - stream->avail_out });
        if (buf->failed) return ERR_LIMIT;
        if (how != Z_STREAM_END) continue;
        if (stream->avail_in == 0) return OK;
        if (inflateReset(stream) != Z_OK) return ERR_INVALID;
    }
}

Code gzip_unpack(Arena *arena, Str bytes, size_t max, Str *out)
{
    enum { ANY_HEADER = 32 };
    z_stream stream = { .next_in = (Bytef *)(uintptr_t)bytes.ptr, .avail_in = (uInt)bytes.len };
    StrBuf   buf    = strbuf(arena, max);
    if (inflateInit2(&stream, MAX_WBITS + ANY_HEADER) != Z_OK) return ERR_UNAVAILABLE;
    const Code code = unpack(&stream, &buf);
    inflateEnd(&stream);
    if (code == OK) *out = strbuf_str(&buf);
    return code;
}
