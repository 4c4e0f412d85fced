/* str.c -- comparing, cutting and copying text.  Building it is in strbuf.c. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* The first byte of a code point, not one that continues it. */
static bool is_lead(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

Str str_of(const char *text) { return text ? (Str){ text, strlen(text) } : (Str){ 0 }; }

bool str_equal(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_equal_nocase(Str a, Str b)
{
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i])) return false;
    return true;
}

int str_compare(Str a, Str b)
{
    const size_t least = a.len < b.len ? a.len : b.len;
    const int    order = least ? memcmp(a.ptr, b.ptr, least) : 0;
    if (order != 0) return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts(Str text, Str prefix)
{
    return text.len >= prefix.len && str_equal((Str){ text.ptr, prefix.len }, prefix);
}

bool str_ends(Str text, Str suffix)
{
    if (text.len < suffix.len) return false;
    return suffix.len == 0 ||
           memcmp(text.ptr + (text.len - suffix.len), suffix.ptr, suffix.len) == 0;
}

int64_t str_find(Str text, Str needle)
{
    if (needle.len == 0) return 0;
    if (text.len < needle.len) return -1;
    const char *at = memmem(text.ptr, text.len, needle.ptr, needle.len);
    return at ? at - text.ptr : -1;
}

Str str_slice(Str text, size_t from, size_t to)
{
    if (!text.ptr) return text;
    if (to > text.len) to = text.len;
    if (from > to) from = to;
    return (Str){ text.ptr + from, to - from };
}

Str str_trim(Str text)
{
    while (text.len && is_space(text.ptr[0])) text = (Str){ text.ptr + 1, text.len - 1 };
    while (text.len && is_space(text.ptr[text.len - 1])) text.len--;
    return text;
}

Str str_cut(Str *rest, char separator)
{
    const Str   all = *rest;
    const char *at  = all.len ? memchr(all.ptr, separator, all.len) : NULL;
    if (!at) {
        *rest = (Str){ 0 };
        return all;
    }
    const size_t len = (size_t)(at - all.ptr);
    *rest            = (Str){ at + 1, all.len - len - 1 };
    return (Str){ all.ptr, len };
}

bool str_to_i64(Str text, int64_t *out)
{
    const bool negative = text.len && text.ptr[0] == '-';
    const bool sign     = negative || (text.len && text.ptr[0] == '+');
    if (text.len == (size_t)sign) return false;
    int64_t value = 0;
    for (size_t i = sign; i < text.len; i++) {
        const int digit = text.ptr[i] - '0';
        if (digit < 0 || digit > 9) return false;
        /* Counted downwards, because INT64_MIN has no positive twin. */
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (__builtin_sub_overflow(value, digit, &value)) return false;
    }
    if (!negative && value == INT64_MIN) return false;
    *out = negative ? value : -value;
    return true;
}

size_t str_chars(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += is_lead(text.ptr[i]);
    return count;
}

Str str_prefix_chars(Str text, size_t max)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_lead(text.ptr[i])) continue;
        if (count == max) return (Str){ text.ptr, i };
        count++;
    }
    return text;
}

Str str_prefix_bytes(Str text, size_t max)
{
    if (text.len <= max) return text;
    while (max > 0 && !is_lead(text.ptr[max])) max--;
    return (Str){ text.ptr, max };
}

/* The length of the well-formed code point at the start of `at`, 0 when there is none. */
static size_t code_point(const unsigned char *at, size_t left)
{
    const unsigned char c = at[0];
    if (c < 0x80) return 1;
    const size_t len = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (c < 0xC2 || c > 0xF4 || left < len) return 0;
    for (size_t i = 1; i < len; i++)
        if ((at[i] & 0xC0) != 0x80) return 0;
    const bool overlong  = (c == 0xE0 && at[1] < 0xA0) || (c == 0xF0 && at[1] < 0x90);
    const bool surrogate = c == 0xED && at[1] >= 0xA0;
    const bool beyond    = c == 0xF4 && at[1] >= 0x90;
    return overlong || surrogate || beyond ? 0 : len;
}

bool str_is_utf8(Str text)
{
    const unsigned char *at = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        const size_t len = code_point(at + i, text.len - i);
        if (len == 0) return false;
        i += len;
    }
    return true;
}

uint64_t str_hash(Str text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
    return hash;
}

Str str_copy(Arena *arena, Str text)
{
    if (!text.ptr) return text;
    char *copy = arena_make(arena, char, text.len + 1);
    memcpy(copy, text.ptr, text.len);
    return (Str){ copy, text.len };
}

const char *str_z(Arena *arena, Str text) { return text.ptr ? str_copy(arena, text).ptr : ""; }

/* Most texts are short: they are printed once, into a room on the stack. */
Str str_fmt(Arena *arena, const char *format, ...)
{
    enum { SHORT = 256 };
    char    room[SHORT];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int len = vsnprintf(room, sizeof(room), format, args);
    va_end(args);
    ASSERT(len >= 0);
    char *text = arena_make(arena, char, (size_t)len + 1);
    if (len < SHORT)
        memcpy(text, room, (size_t)len + 1);
    else
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (Str){ text, (size_t)len };
}

Str str_join(Arena *arena, const Str *parts, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) len += parts[i].len;
    char  *text = arena_make(arena, char, len + 1);
    size_t at   = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) memcpy(text + at, parts[i].ptr, parts[i].len);
        at += parts[i].len;
    }
    return (Str){ text, len };
}

Str str_digits(char room[STR_DIGITS_ROOM], int64_t value)
{
    char    *at   = room + STR_DIGITS_ROOM;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0) *--at = '-';
    return (Str){ at, (size_t)(room + STR_DIGITS_ROOM - at) };
}

Str str_replace(Arena *arena, Str text, Str from, Str to)
{
    if (from.len == 0 || str_find(text, from) < 0) return str_copy(arena, text);
    size_t hits = 0;
    for (Str rest = text;; hits++) {
        const int64_t at = str_find(rest, from);
        if (at < 0) break;
        rest = str_slice(rest, (size_t)at + from.len, rest.len);
    }
    StrBuf buf = strbuf(arena, text.len - hits * from.len + hits * to.len);
    for (Str rest = text;;) {
        const int64_t at = str_find(rest, from);
        strbuf_add(&buf, at < 0 ? rest : str_slice(rest, 0, (size_t)at));
        if (at < 0) return strbuf_str(&buf);
        strbuf_add(&buf, to);
        rest = str_slice(rest, (size_t)at + from.len, rest.len);
    }
}
