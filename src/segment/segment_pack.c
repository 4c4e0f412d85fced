/* segment_pack.c -- ids as text. */
#include "segment/segment_pack.h"

#include "wire/wire.h"

enum { BYTES_OF_ID = 9, BITS = 7 };

Str segment_pack(Arena *arena, const int64_t *ids, size_t count)
{
    ASSERT(count <= SEGMENT_PACK_IDS);
    char    *bytes  = arena_make(arena, char, count *BYTES_OF_ID + 1);
    size_t   len    = 0;
    uint64_t before = 0;
    for (size_t i = 0; i < count; i++) {
        ASSERT(ids[i] > 0 && (uint64_t)ids[i] > before);
        uint64_t more = (uint64_t)ids[i] - before;
        for (; more >= 1u << BITS; more >>= BITS) bytes[len++] = (char)(unsigned char)(more | 0x80);
        bytes[len++] = (char)more;
        before       = (uint64_t)ids[i];
    }
    return base64(arena, (Str){ bytes, len });
}

bool segment_unpack(Arena *arena, Str text, Vec *ids)
{
    Str      bytes = { 0 };
    uint64_t id = 0, more = 0;
    unsigned shift = 0;
    if (base64_decode(arena, text, &bytes) != OK) return false;
    for (size_t i = 0; i < bytes.len; i++) {
        const unsigned char byte = (unsigned char)bytes.ptr[i];
        if (shift >= BITS * BYTES_OF_ID) return false;
        more |= (uint64_t)(byte & 0x7f) << shift;
        shift += BITS;
        if (byte & 0x80) continue;
        if (more == 0 || more > (uint64_t)INT64_MAX - id) return false;
        id += more;
        *VEC_ADD(ids, int64_t) = (int64_t)id;
        more = shift = 0;
    }
    return shift == 0;
}
