/* ids.c -- identifiers that look like the platform's and depend only on seed and counter. */
#include "sim/ids.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

enum { HEAD = 11, EXTERNAL_LENGTH = 32, UNION_LENGTH = 28 };

/* An odd factor and its inverse modulo 2^64: the index can be read back without a table. */
static const uint64_t spread = 0x9E3779B97F4A7C15u;

static uint64_t spread_inverse(void)
{
    uint64_t inverse = spread;
    for (int round = 0; round < 6; round++) inverse *= 2 - spread * inverse;
    return inverse;
}

static char *text_of(Arena *arena, const char *prefix, size_t length, size_t *at)
{
    *at        = strlen(prefix);
    char *text = arena_make(arena, char, *at + length + 1);
    memcpy(text, prefix, *at);
    return text;
}

static void fill(char *out, size_t length, uint64_t state, size_t letters)
{
    for (size_t i = 0; i < length; i++) out[i] = alphabet[prng_below(&state, letters)];
}

static uint64_t state_of(uint64_t seed, uint64_t number)
{
    uint64_t state = seed ^ (number * 0xD1B54A32D192ED03u);
    (void)prng_next(&state);
    return state;
}

Str ids_text(Arena *arena, uint64_t seed, uint64_t number, const char *prefix, size_t length)
{
    size_t at;
    char  *text = text_of(arena, prefix, length, &at);
    fill(text + at, length, state_of(seed, number), 64);
    return (Str){ text, at + length };
}

Str ids_plain(Arena *arena, uint64_t seed, uint64_t number, size_t length)
{
    size_t at;
    char  *text = text_of(arena, "", length, &at);
    fill(text, length, state_of(seed, number), 62);
    return (Str){ text, length };
}

Str ids_hex(Arena *arena, uint64_t seed, uint64_t number, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    size_t            at;
    char             *text  = text_of(arena, "", length, &at);
    uint64_t          state = state_of(seed, number);
    for (size_t i = 0; i < length; i++) text[i] = digits[prng_below(&state, 16)];
    return (Str){ text, length };
}

Str ids_corp(Arena *arena, uint64_t seed)
{
    return str_fmt(arena, "ww%.*s", FMT(ids_hex(arena, seed, 1, 16)));
}

static void head_fill(char *out, uint64_t seed, uint32_t index)
{
    uint64_t head = ((uint64_t)index + 1) * spread + seed;
    for (int i = 0; i < HEAD; i++, head >>= 6) out[i] = alphabet[head & 63];
}

/* The index in the first characters of an id; it is still to be compared as a whole. */
static bool head_read(const char *text, uint64_t seed, uint32_t *index)
{
    uint64_t head = 0;
    for (int i = HEAD - 1; i >= 0; i--) {
        const char *place = memchr(alphabet, text[i], 64);
        if (place == NULL) return false;
        head = (head << 6) | (uint64_t)(place - alphabet);
    }
    const uint64_t number = (head - seed) * spread_inverse() - 1;
    if (number > UINT32_MAX) return false;
    *index = (uint32_t)number;
    return true;
}

static const uint64_t union_salt = 0x756e696f6e;

static void union_fill(char *out, uint64_t seed, uint32_t index)
{
    out[0] = 'o';
    head_fill(out + 1, seed ^ union_salt, index);
    fill(out + 1 + HEAD, UNION_LENGTH - 1 - HEAD, state_of(seed ^ union_salt, index), 64);
}

Str ids_union(Arena *arena, uint64_t seed, uint32_t index)
{
    char *text = arena_make(arena, char, UNION_LENGTH + 1);
    union_fill(text, seed, index);
    return (Str){ text, UNION_LENGTH };
}

bool ids_union_index(uint64_t seed, Str id, uint32_t *index)
{
    char again[UNION_LENGTH];
    if (id.len != UNION_LENGTH || !head_read(id.ptr + 1, seed ^ union_salt, index)) return false;
    union_fill(again, seed, *index);
    return memcmp(again, id.ptr, UNION_LENGTH) == 0;
}

static void external_fill(char *out, uint64_t seed, uint32_t index, int type)
{
    memcpy(out, type == 2 ? "wo" : "wm", 2);
    head_fill(out + 2, seed, index);
    fill(out + 2 + HEAD, EXTERNAL_LENGTH - 2 - HEAD, state_of(seed, index), 64);
}

Str ids_external(Arena *arena, uint64_t seed, uint32_t index, int type)
{
    char *text = arena_make(arena, char, EXTERNAL_LENGTH + 1);
    external_fill(text, seed, index, type);
    return (Str){ text, EXTERNAL_LENGTH };
}

bool ids_external_index(uint64_t seed, Str id, uint32_t *index)
{
    if (id.len != EXTERNAL_LENGTH || id.ptr[0] != 'w' || (id.ptr[1] != 'm' && id.ptr[1] != 'o')) {
        return false;
    }
    uint32_t number;
    if (!head_read(id.ptr + 2, seed, &number)) return false;
    char again[EXTERNAL_LENGTH];
    external_fill(again, seed, number, id.ptr[1] == 'o' ? 2 : 1);
    if (memcmp(again, id.ptr, EXTERNAL_LENGTH) != 0) return false;
    *index = number;
    return true;
}
