/* cell.c -- cells as they were meant; instants are cell_time.c. */
#include "wire/cell.h"

#include <string.h>

/* ---- text ------------------------------------------------------------------------------ */

/* Bytes of an invisible character or an odd space at the start of `text`; 0: none. */
static size_t unseen(Str text)
{
    static const char *const list[] = { "\xC2\xA0",     "\xE3\x80\x80", "\xE2\x80\x8B",
                                        "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E",
                                        "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAB",
                                        "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
                                        "\xE2\x81\xA0", "\xEF\xBB\xBF" };
    if (text.len == 0 || (unsigned char)text.ptr[0] < 0xC2) return 0;
    for (size_t i = 0; i < COUNT(list); i++)
        if (str_starts(text, str_of(list[i]))) return str_of(list[i]).len;
    return 0;
}

static bool is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80 || (unsigned char)text.ptr[i] < ' ') return false;
    return true;
}

/* A family of faces is held together by joiners: those stay. */
static bool joins_emoji(Str text, size_t at)
{
    return at >= 3 && str_starts(str_slice(text, at, text.len), S("\xE2\x80\x8D")) &&
           (unsigned char)text.ptr[at - 1] >= 0x80 && at + 3 < text.len &&
           (unsigned char)text.ptr[at + 3] >= 0xE2;
}

Str cell_text(Arena *arena, Str cell)
{
    Str text = str_trim(cell);
    if (!is_plain(text)) {
        StrBuf out = strbuf(arena, text.len + 1);
        for (size_t i = 0; i < text.len;) {
            const size_t skip = joins_emoji(text, i) ? 0 : unseen(str_slice(text, i, text.len));
            const char   c    = text.ptr[i];
            if (skip)
                strbuf_char(&out, ' ');
            else
                strbuf_char(&out, (unsigned char)c < ' ' && c != '\n' ? ' ' : c);
            i += skip ? skip : 1;
        }
        text = str_trim(strbuf_str(&out));
    }
    if (text.len > 1 && text.ptr[0] == '\'') text = str_slice(text, 1, text.len);
    return text.len ? text : (Str){ 0 };
}

/* U+FF01..FF5E are EF BC 81 .. EF BD 9E; their usual form is 0xFEE0 below. */
static char narrow_of(Str text, size_t at)
{
    const unsigned char *byte = (const unsigned char *)text.ptr + at;
    if (text.len - at < 3 || byte[0] != 0xEF || (byte[1] != 0xBC && byte[1] != 0xBD)) return 0;
    const int code = ((byte[1] & 0x3F) << 6) + (byte[2] & 0x3F) + 0xF000 - 0xFEE0;
    return code > ' ' && code < 0x7F ? (char)code : 0;
}

Str cell_narrow(Arena *arena, Str text)
{
    if (is_plain(text)) return text;
    StrBuf out = strbuf(arena, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char narrow = narrow_of(text, i);
        strbuf_char(&out, narrow ? narrow : text.ptr[i]);
        if (narrow) i += 2;
    }
    return strbuf_str(&out);
}

/* ---- identifiers -------------------------------------------------------------------------- */

static size_t digits_of(Str text)
{
    size_t count = 0;
    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9') count++;
    return count;
}

/* What stands behind "1.38" in "1.38E+10", when that is all. */
static bool exponent_of(Str text, size_t *out)
{
    int64_t number = 0;
    if (text.len < 2 || (text.ptr[0] != 'E' && text.ptr[0] != 'e')) return false;
    Str rest = str_slice(text, 1, text.len);
    if (rest.ptr[0] == '+') rest = str_slice(rest, 1, rest.len);
    if (digits_of(rest) != rest.len || rest.len > 2 || !str_to_i64(rest, &number)) return false;
    *out = (size_t)number;
    return true;
}

bool cell_code(Arena *arena, Str text, Str *out)
{
    text               = cell_narrow(arena, text);
    *out               = text;
    const size_t whole = digits_of(text);
    if (whole == 0 || whole == text.len) return true;
    const Str    behind   = str_slice(text, whole, text.len);
    const bool   has_dot  = behind.ptr[0] == '.';
    const Str    fraction = has_dot ? str_slice(behind, 1, behind.len) : S("");
    const size_t part     = digits_of(fraction);
    const Str    rest     = has_dot ? str_slice(fraction, part, fraction.len) : behind;
    size_t       exponent = 0;
    if ((has_dot || str_find(rest, S("+")) == 1) && exponent_of(rest, &exponent)) {
        if (exponent > part) return false;
        *out = str_fmt(arena, "%.*s%.*s", FMT(str_slice(text, 0, whole)),
                       FMT(str_slice(fraction, 0, exponent)));
        return true;
    }
    if (!has_dot || part == 0 || rest.len) return true;
    for (size_t i = 0; i < part; i++)
        if (fraction.ptr[i] != '0') return true;
    *out = str_slice(text, 0, whole);
    return true;
}

/* ---- numbers -------------------------------------------------------------------------------- */

enum { DIGITS_MAX = 18, SCALE_MAX = 18, EXPONENT_MAX = 30 };

/* Without the signs of money around, and which sign it has. */
static Str bare_number(Str text, bool *is_negative)
{
    static const char *const before[] = { "¥", "￥", "$", "£", "€" };
    text                              = str_trim(text);
    *is_negative                      = str_starts(text, S("-"));
    if (*is_negative || str_starts(text, S("+"))) text = str_slice(text, 1, text.len);
    for (size_t i = 0; i < COUNT(before); i++)
        if (str_starts(text, str_of(before[i])))
            text = str_slice(text, str_of(before[i]).len, text.len);
    if (str_ends(text, S("元"))) text = str_slice(text, 0, text.len - S("元").len);
    text = str_trim(text);
    if (!*is_negative && str_starts(text, S("-"))) {
        *is_negative = true;
        text         = str_slice(text, 1, text.len);
    }
    return text;
}

static bool take_exponent(Str text, int *exponent)
{
    int64_t number = 0;
    if (text.len < 2 || !str_to_i64(str_slice(text, 1, text.len), &number)) return false;
    if (number < -EXPONENT_MAX || number > EXPONENT_MAX) return false;
    *exponent = (int)number;
    return true;
}

/* A comma stands between groups of three. */
static bool is_group_comma(Str text, size_t at)
{
    return at > 0 && digits_of(str_slice(text, at + 1, text.len)) >= 3;
}

static bool take_digits(Str text, int64_t *mantissa, int *scale, int *exponent)
{
    int  digits    = 0;
    bool has_point = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            if (*mantissa != 0 || c != '0')
                if (++digits > DIGITS_MAX) return false;
            *mantissa = *mantissa * 10 + (c - '0');
            *scale += has_point;
            if (*scale > SCALE_MAX) return false;
        } else if (c == '.' && !has_point) {
            has_point = true;
        } else if (c == 'e' || c == 'E') {
            return i > 0 && take_exponent(str_slice(text, i, text.len), exponent);
        } else if (c != ',' || has_point || !is_group_comma(text, i)) {
            return false;
        }
    }
    return true;
}

bool cell_decimal(Str text, Decimal *out)
{
    bool      is_negative = false;
    const Str bare        = bare_number(text, &is_negative);
    int64_t   mantissa    = 0;
    int       scale = 0, exponent = 0;
    if (bare.len == 0 || digits_of(bare) == 0) return false;
    if (!take_digits(bare, &mantissa, &scale, &exponent)) return false;
    for (scale -= exponent; scale < 0; scale++) {
        if (mantissa > INT64_MAX / 10) return false;
        mantissa *= 10;
    }
    *out = (Decimal){ is_negative ? -mantissa : mantissa, scale };
    return scale <= SCALE_MAX;
}

bool cell_units(Decimal decimal, int scale, bool rounds, int64_t *out)
{
    int64_t value = decimal.mantissa;
    int     have  = decimal.scale;
    for (; have < scale; have++) {
        if (value > INT64_MAX / 10 || value < INT64_MIN / 10) return false;
        value *= 10;
    }
    for (; have > scale + 1; have--) { /* the digit behind the last one decides */
        if (value % 10 != 0 && !rounds) return false;
        value /= 10;
    }
    if (have == scale + 1) {
        if (value % 10 != 0 && !rounds) return false;
        value = (value + (value < 0 ? -5 : 5)) / 10;
    }
    *out = value;
    return true;
}

/* ---- patterns -------------------------------------------------------------------------------- */

/* One of the characters of "[0-9a]" at the start of the pattern; `*used`: its bytes, 0: no class.
 */
static bool in_class(char c, Str pattern, size_t *used)
{
    const char *end = memchr(pattern.ptr, ']', pattern.len);
    bool        in  = false;
    *used           = 0;
    if (!end) return false;
    *used           = (size_t)(end - pattern.ptr) + 1;
    const Str range = str_slice(pattern, 1, *used - 1);
    for (size_t i = 0; i < range.len; i++) {
        if (i + 2 < range.len && range.ptr[i + 1] == '-') {
            in = in || (c >= range.ptr[i] && c <= range.ptr[i + 2]);
            i += 2;
        } else {
            in = in || c == range.ptr[i];
        }
    }
    return in;
}

/* Whether the pattern begins with what stands at the start of the text; `*used`: its bytes. */
static bool one_matches(Str text, Str pattern, size_t *used)
{
    *used = 1;
    if (text.len == 0 || pattern.len == 0) return false;
    if (pattern.ptr[0] == '?') return true;
    if (pattern.ptr[0] == '[') {
        const bool in = in_class(text.ptr[0], pattern, used);
        if (*used) return in;
        *used = 1;
    }
    return text.ptr[0] == pattern.ptr[0];
}

bool cell_like(Str text, Str pattern)
{
    size_t at = 0, in = 0, used = 0;
    size_t star = SIZE_MAX, from = 0; /* behind the last "*", and what it has taken so far */
    while (at < text.len) {
        if (in < pattern.len && pattern.ptr[in] == '*') {
            star = ++in;
            from = at;
        } else if (one_matches(str_slice(text, at, text.len), str_slice(pattern, in, pattern.len),
                               &used)) {
            at++;
            in += used;
        } else if (star != SIZE_MAX) {
            in = star;
            at = ++from;
        } else {
            return false;
        }
    }
    while (in < pattern.len && pattern.ptr[in] == '*') in++;
    return in == pattern.len;
}
