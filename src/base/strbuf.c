/* strbuf.c -- text that grows up to a maximum. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ROOM_FIRST = 128 };

StrBuf strbuf(Arena *arena, size_t max) { return (StrBuf){ .arena = arena, .max = max }; }

/* Room for `more` bytes and a NUL behind them. */
static bool make_room(StrBuf *buf, size_t more)
{
    if (buf->failed || more > buf->max - buf->len) {
        buf->failed = true;
        return false;
    }
    const size_t need = buf->len + more + 1;
    if (need <= buf->room) return true;
    size_t room = buf->room ? buf->room * 2 : ROOM_FIRST;
    if (room < need) room = need;
    char *ptr = arena_make(buf->arena, char, room);
    if (buf->len) memcpy(ptr, buf->ptr, buf->len);
    buf->ptr  = ptr;
    buf->room = room;
    return true;
}

void strbuf_add(StrBuf *buf, Str text)
{
    if (!make_room(buf, text.len)) return;
    if (text.len) memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
}

void strbuf_char(StrBuf *buf, char c)
{
    if (!make_room(buf, 1)) return;
    buf->ptr[buf->len++] = c;
}

void strbuf_fmt(StrBuf *buf, const char *format, ...)
{
    enum { SHORT = 256 }; /* what is printed once */
    char    room[SHORT];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int len = vsnprintf(room, sizeof(room), format, args);
    va_end(args);
    ASSERT(len >= 0);
    if (make_room(buf, (size_t)len)) {
        if (len < SHORT)
            memcpy(buf->ptr + buf->len, room, (size_t)len + 1);
        else
            vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

Str strbuf_str(const StrBuf *buf) { return buf->len ? (Str){ buf->ptr, buf->len } : S(""); }
