/* totp.c -- one-time codes by time (RFC 6238 over RFC 4226). */
#include "wire/totp.h"

#include "wire/text_codec.h"

#include <string.h>

enum { SHA1_BLOCK = 64, SHA1_SIZE = 20, NEIGHBOURS = 1 };

static Digest hmac_sha1(Arena *arena, Str key, Str bytes)
{
    ASSERT(key.len <= SHA1_BLOCK);
    char *inner = arena_make(arena, char, SHA1_BLOCK + bytes.len);
    char *outer = arena_make(arena, char, SHA1_BLOCK + SHA1_SIZE);
    for (size_t i = 0; i < SHA1_BLOCK; i++) {
        const char at = i < key.len ? key.ptr[i] : 0;
        inner[i]      = (char)(at ^ 0x36);
        outer[i]      = (char)(at ^ 0x5c);
    }
    if (bytes.len) memcpy(inner + SHA1_BLOCK, bytes.ptr, bytes.len);
    const Digest first = sha1((Str){ inner, SHA1_BLOCK + bytes.len });
    memcpy(outer + SHA1_BLOCK, first.bytes, SHA1_SIZE);
    return sha1((Str){ outer, SHA1_BLOCK + SHA1_SIZE });
}

Str totp_code(Arena *arena, Str secret, int64_t step)
{
    char counter[8];
    for (int i = 0; i < 8; i++) counter[i] = (char)((uint64_t)step >> (56 - 8 * i));
    const Digest   mac = hmac_sha1(arena, secret, (Str){ counter, sizeof counter });
    const size_t   at  = mac.bytes[SHA1_SIZE - 1] & 15u;
    const uint32_t cut = (uint32_t)(mac.bytes[at] & 127u) << 24 |
                         (uint32_t)mac.bytes[at + 1] << 16 | (uint32_t)mac.bytes[at + 2] << 8 |
                         mac.bytes[at + 3];
    return str_fmt(arena, "%06u", cut % 1000000u);
}

int64_t totp_step_of(Arena *arena, Str secret, Str code, int64_t now_ms, int64_t after)
{
    const int64_t now   = now_ms / 1000 / TOTP_STEP_S;
    int64_t       found = 0;
    if (code.len != TOTP_DIGITS) return 0;
    for (int64_t step = now - NEIGHBOURS; step <= now + NEIGHBOURS; step++)
        if (equal_constant_time(totp_code(arena, secret, step), code) && step > after) found = step;
    return found;
}

Str base32(Arena *arena, Str bytes)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    StrBuf            out        = strbuf(arena, bytes.len * 2 + 8);
    uint32_t          held       = 0;
    int               bits       = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        held = held << 8 | (unsigned char)bytes.ptr[i];
        for (bits += 8; bits >= 5; bits -= 5) strbuf_char(&out, alphabet[held >> (bits - 5) & 31u]);
    }
    if (bits > 0) strbuf_char(&out, alphabet[held << (5 - bits) & 31u]);
    return strbuf_str(&out);
}
