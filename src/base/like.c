/* like.c -- patterns for LIKE. */
#include "base/like.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

static Str pattern(Arena *arena, Str typed, bool anywhere)
{
    if (typed.len == 0) return S("");
    StrBuf out = strbuf(arena, 2 * typed.len + 3);
    if (anywhere) strbuf_char(&out, '%');
    for (size_t i = 0; i < typed.len; i++) {
        const char c = typed.ptr[i];
        if (c == '%' || c == '_' || c == '!') strbuf_char(&out, '!');
        strbuf_char(&out, anywhere ? lower(c) : c);
    }
    strbuf_char(&out, '%');
    return strbuf_str(&out);
}

Str like_anywhere(Arena *arena, Str typed) { return pattern(arena, str_trim(typed), true); }

Str like_beginning(Arena *arena, Str typed) { return pattern(arena, typed, false); }
