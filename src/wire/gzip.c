/* gzip.c -- zlib behind a face that cannot be made to unpack without end. */
#include "wire/gzip.h"

#include <zlib.h>

enum { READER_PIECE = 32 * 1024, READER_ANY_HEADER = 32 };

struct GzipReader {
    Arena *arena;
    int64_t (*read)(void *with, void *out, size_t room);
    void    *with;
    z_stream stream;
    bool     is_open, is_at_end;
    Bytef    piece[READER_PIECE];
};

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

/* ---- in pieces ------------------------------------------------------------------------ */

GzipReader *gzip_reader_new(int64_t (*read)(void *with, void *out, size_t room), void *with)
{
    Arena      *arena  = arena_new(1 << 20);
    GzipReader *reader = arena_make(arena, GzipReader, 1);
    reader->arena      = arena;
    reader->read       = read;
    reader->with       = with;
    reader->is_open    = inflateInit2(&reader->stream, MAX_WBITS + READER_ANY_HEADER) == Z_OK;
    return reader;
}

void gzip_reader_free(GzipReader *reader)
{
    if (reader->is_open) inflateEnd(&reader->stream);
    arena_free(reader->arena);
}

static Code refill(GzipReader *reader)
{
    if (reader->stream.avail_in > 0) return OK;
    const int64_t got = reader->read(reader->with, reader->piece, sizeof(reader->piece));
    if (got < 0) return ERR_INVALID;
    reader->stream.next_in  = reader->piece;
    reader->stream.avail_in = (uInt)got;
    return OK;
}

Code gzip_reader_read(GzipReader *reader, void *out, size_t room, size_t *size)
{
    z_stream *stream = &reader->stream;
    *size            = 0;
    if (!reader->is_open) return ERR_UNAVAILABLE;
    stream->next_out  = out;
    stream->avail_out = (uInt)room;
    while (stream->avail_out == room && !reader->is_at_end) {
        TRY(refill(reader));
        if (stream->avail_in == 0) return ERR_INVALID; /* cut short */
        const int how = inflate(stream, Z_NO_FLUSH);
        if (how != Z_OK && how != Z_STREAM_END) return ERR_INVALID;
        if (how != Z_STREAM_END) continue;
        /* Another member may follow. */
        TRY(refill(reader));
        if (stream->avail_in == 0)
            reader->is_at_end = true;
        else if (inflateReset(stream) != Z_OK)
            return ERR_INVALID;
    }
    *size = room - stream->avail_out;
    return OK;
}
