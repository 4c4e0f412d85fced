/* page.c -- cursors: numbers in URL-safe text with a check sum, so that what we did not
 * make is told apart from a page that is empty. */
#include "kernel/page.h"

enum { KEYS_MAX = 4, DIGIT_BITS = 6, KEY_CHARS = 11, CHECK_CHARS = 3 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void put(char *to, size_t chars, uint64_t value)
{
    for (size_t i = chars; i-- > 0; value >>= DIGIT_BITS) to[i] = digits[value & 63];
}

static bool take(const char *from, size_t chars, uint64_t *value)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < chars; i++) {
        const int64_t digit = str_find(str_of(digits), (Str){ from + i, 1 });
        if (digit < 0) return false;
        sum = sum << DIGIT_BITS | (uint64_t)digit;
    }
    *value = sum;
    return true;
}

static uint64_t check_of(const char *text, size_t len)
{
    return str_hash((Str){ text, len }) & (((uint64_t)1 << (CHECK_CHARS * DIGIT_BITS)) - 1);
}

Str page_cursor(Arena *arena, const int64_t *keys, size_t count)
{
    ASSERT(count >= 1 && count <= KEYS_MAX);
    const size_t len  = count * KEY_CHARS;
    char        *text = arena_make(arena, char, len + CHECK_CHARS + 1);
    for (size_t i = 0; i < count; i++) put(text + i * KEY_CHARS, KEY_CHARS, (uint64_t)keys[i]);
    put(text + len, CHECK_CHARS, check_of(text, len));
    return (Str){ text, len + CHECK_CHARS };
}

static bool read_cursor(Str cursor, int64_t *keys, size_t count)
{
    const size_t len = count * KEY_CHARS;
    uint64_t     check, value[KEYS_MAX];
    if (cursor.len != len + CHECK_CHARS) return false;
    if (!take(cursor.ptr + len, CHECK_CHARS, &check) || check != check_of(cursor.ptr, len))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!take(cursor.ptr + i * KEY_CHARS, KEY_CHARS, &value[i])) return false;
    for (size_t i = 0; i < count; i++) keys[i] = (int64_t)value[i];
    return true;
}

Code page_keys(Ctx *cx, Str cursor, int64_t start, int64_t *keys, size_t count)
{
    ASSERT(count >= 1 && count <= KEYS_MAX);
    if (cursor.len > 0) {
        if (read_cursor(cursor, keys, count)) return OK;
        return fail_field(cx, "page.bad_cursor", S("cursor"), NULL);
    }
    for (size_t i = 0; i < count; i++) keys[i] = start;
    return OK;
}

int64_t page_limit(int64_t asked)
{
    if (asked <= 0) return PAGE_LIMIT_DEFAULT;
    return asked < PAGE_LIMIT_MAX ? asked : PAGE_LIMIT_MAX;
}
