/* str.h -- borrowed text, and a bounded buffer to build text in. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

/* A borrowed run of bytes.  It owns nothing and need not end in NUL.
 * ptr == NULL means absent (JSON null, SQL NULL); { "", 0 } means empty. */
typedef struct Str {
    const char *ptr;
    size_t      len;
} Str;

#define S(literal) ((Str){ "" literal, sizeof(literal) - 1 })
#define FMT(text) (int)(text).len, (text).ptr /* printf("%.*s", FMT(name)) */

/* The text of a NUL-terminated string; NULL gives an absent Str. */
Str  str_of(const char *text);
/* Equal bytes; absent and empty are equal. */
bool str_equal(Str a, Str b);
/* ASCII letters compare without case; other bytes exactly. */
bool str_equal_nocase(Str a, Str b);
/* Byte order: negative, zero or positive, like memcmp with length. */
int  str_compare(Str a, Str b);
bool str_starts(Str text, Str prefix);
bool str_ends(Str text, Str suffix);
/* Position of the first `needle` in `text`, or -1. */
int64_t str_find(Str text, Str needle);
/* Bytes [from, to) clamped to the text. */
Str  str_slice(Str text, size_t from, size_t to);
/* Without leading and trailing ASCII white space. */
Str  str_trim(Str text);
/* Cuts `*rest` at the first `separator`: returns what stands before it and
 * moves `*rest` behind it; at the end returns all and leaves `*rest` absent. */
Str  str_cut(Str *rest, char separator);
/* Decimal integer, optional sign, nothing else; false leaves `out` untouched. */
bool str_to_i64(Str text, int64_t *out);
/* Number of Unicode code points of valid UTF-8. */
size_t str_chars(Str text);
/* The longest prefix of at most `max` code points. */
Str  str_prefix_chars(Str text, size_t max);
/* The longest prefix of at most `max` bytes that does not split a code point. */
Str  str_prefix_bytes(Str text, size_t max);
bool str_is_utf8(Str text);
/* A stable 64-bit hash (FNV-1a); the same on every machine and build. */
uint64_t str_hash(Str text);

/* A copy in the arena that also ends in NUL; absent stays absent. */
Str  str_copy(Arena *arena, Str text);
/* As str_copy, as a C string; "" for an absent text. */
const char *str_z(Arena *arena, Str text);
/* printf into the arena; ends in NUL. */
Str  str_fmt(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* The parts one behind the other, where printf would cost too much; ends in NUL. */
Str  str_join(Arena *arena, const Str *parts, size_t count);
#define STR_JOIN(arena, ...) \
    str_join((arena), (const Str[]){ __VA_ARGS__ }, sizeof((Str[]){ __VA_ARGS__ }) / sizeof(Str))
/* The digits of a number, in `room`. */
enum { STR_DIGITS_ROOM = 24 };
Str  str_digits(char room[STR_DIGITS_ROOM], int64_t value);
/* Every `from` in `text` replaced by `to`. */
Str  str_replace(Arena *arena, Str text, Str from, Str to);

/* A growing buffer with a mandatory maximum.  Passing it sets `failed` and drops
 * the rest; ask once at the end.  Lives in the arena. */
typedef struct StrBuf {
    Arena *arena;
    char  *ptr;
    size_t len, room, max;
    bool   failed;
} StrBuf;

/* An empty buffer of at most `max` bytes. */
StrBuf strbuf(Arena *arena, size_t max);
/* Each adds all of what it is given or, past the maximum, nothing from then on. */
void   strbuf_add(StrBuf *buf, Str text);
void   strbuf_char(StrBuf *buf, char c);
void   strbuf_fmt(StrBuf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* What was built so far; valid until the next addition. */
Str    strbuf_str(const StrBuf *buf);

#endif
