/* xlsx_format.c -- serial numbers to dates, and numbers without exponents. */
#include "wire/xlsx_format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS_PER_DAY = 86400, SERIAL_MAX = 2958465, FALSE_LEAP_DAY = 60, DIGITS_MAX = 20 };

/* Days from 1970 back to serial 0 of the two systems. */
enum { EPOCH_1900 = -25569, EPOCH_1904 = -24107 };

XlsxFormat xlsx_format_of_id(int64_t id)
{
    /* 27..36 and 50..58 are dates and times of the Chinese, Japanese and Korean editions. */
    static const struct {
        int64_t  from, to;
        XlsxLook look;
    } ranges[] = {
        { 14, 17, XLSX_DATE }, { 18, 21, XLSX_TIME },    { 22, 22, XLSX_DATE_TIME },
        { 27, 31, XLSX_DATE }, { 32, 35, XLSX_TIME },    { 36, 36, XLSX_DATE },
        { 45, 45, XLSX_TIME }, { 46, 46, XLSX_ELAPSED }, { 47, 47, XLSX_TIME },
        { 50, 54, XLSX_DATE }, { 55, 56, XLSX_TIME },    { 57, 58, XLSX_DATE },
    };
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (id >= ranges[i].from && id <= ranges[i].to)
            return (XlsxFormat){ .look = ranges[i].look };
    return (XlsxFormat){ .look = XLSX_NUMBER };
}

/* What one section of a code holds. */
typedef struct Letters {
    bool day, month, clock, elapsed, other_digit;
    int  zeros;
} Letters;

/* "[h]", "[Red]", "[$-804]": only elapsed hours, minutes and seconds matter. */
static size_t skip_bracket(Str code, size_t at, Letters *letters)
{
    const int64_t end = str_find(str_slice(code, at, code.len), S("]"));
    if (end < 0) return code.len;
    const Str inside = str_slice(code, at + 1, at + (size_t)end);
    size_t    same   = 0;
    while (same < inside.len && strchr("hHmMsS", inside.ptr[same])) same++;
    if (inside.len && same == inside.len) letters->elapsed = true;
    return at + (size_t)end + 1;
}

static size_t skip_quoted(Str code, size_t at)
{
    const int64_t end = str_find(str_slice(code, at + 1, code.len), S("\""));
    return end < 0 ? code.len : at + (size_t)end + 2;
}

static void read_letter(char c, Letters *letters)
{
    switch (c) {
    case 'y':
    case 'Y':
    case 'd':
    case 'D': letters->day = true; break;
    case 'm':
    case 'M': letters->month = true; break;
    case 'h':
    case 'H':
    case 's':
    case 'S': letters->clock = true; break;
    case '0': letters->zeros++; break;
    case '#':
    case '?':
    case '.':
    case ',':
    case '%':
    case '@':
    case 'E':
    case 'e': letters->other_digit = true; break;
    default: break;
    }
}

/* The first section, for positive numbers, is what dates are shown by. */
static Letters read_code(Str code)
{
    Letters letters = { 0 };
    for (size_t i = 0; i < code.len && code.ptr[i] != ';';) {
        const char c = code.ptr[i];
        if (c == '"')
            i = skip_quoted(code, i);
        else if (c == '[')
            i = skip_bracket(code, i, &letters);
        else if (c == '\\' || c == '_' || c == '*')
            i += 2;
        else if (str_equal_nocase(str_slice(code, i, i + 7), S("General")))
            i += 7;
        else if (str_equal_nocase(str_slice(code, i, i + 5), S("AM/PM")))
            i += 5;
        else
            read_letter(code.ptr[i++], &letters);
    }
    return letters;
}

XlsxFormat xlsx_format_of_code(Str code)
{
    const Letters has = read_code(code);
    if (has.elapsed) return (XlsxFormat){ .look = XLSX_ELAPSED };
    if (has.day && has.clock) return (XlsxFormat){ .look = XLSX_DATE_TIME };
    if (has.clock) return (XlsxFormat){ .look = XLSX_TIME }; /* a month here is minutes */
    if (has.day || has.month) return (XlsxFormat){ .look = XLSX_DATE };
    if (has.zeros > 1 && !has.other_digit && has.zeros <= DIGITS_MAX)
        return (XlsxFormat){ .look = XLSX_ZEROS, .digits = has.zeros };
    return (XlsxFormat){ .look = XLSX_NUMBER };
}

static Str date_text(Arena *arena, int64_t serial, bool from_1904)
{
    if (from_1904) return day_text(arena, serial + EPOCH_1904);
    /* The 1900 system has a 29 February 1900, so what is before it lies a day off. */
    if (serial == FALSE_LEAP_DAY) return S("1900-02-29");
    return day_text(arena, serial + EPOCH_1900 + (serial < FALSE_LEAP_DAY));
}

static Str clock_text(Arena *arena, int64_t seconds)
{
    return str_fmt(arena, "%02lld:%02lld:%02lld", (long long)(seconds / 3600),
                   (long long)(seconds / 60 % 60), (long long)(seconds % 60));
}

static Str serial_text(Arena *arena, XlsxLook look, bool from_1904, double value)
{
    const int64_t total   = (int64_t)llround(value * SECONDS_PER_DAY);
    const int64_t serial  = total / SECONDS_PER_DAY;
    const int64_t seconds = total % SECONDS_PER_DAY;
    if (look == XLSX_ELAPSED) return clock_text(arena, total);
    if (look == XLSX_TIME) return clock_text(arena, seconds);
    const Str date = date_text(arena, serial, from_1904);
    if (look == XLSX_DATE) return date;
    return str_fmt(arena, "%.*s %.*s", FMT(date), FMT(clock_text(arena, seconds)));
}

/* Integers in full; others as 15 digits show them, without an exponent where one can. */
static Str number_text(Arena *arena, double value)
{
    const double size = fabs(value);
    if (size < 1e22 && floor(size) >= size) return str_fmt(arena, "%.0f", size > 0 ? value : 0.0);
    Str text = str_fmt(arena, "%.15g", value);
    if (str_find(text, S("e")) < 0 || size >= 1 || size < 1e-12) return text;
    text = str_fmt(arena, "%.15f", value);
    while (text.len && text.ptr[text.len - 1] == '0') text.len--;
    return text;
}

Str xlsx_format_text(Arena *arena, XlsxFormat format, bool from_1904, Str raw)
{
    char        *end    = NULL;
    const Str    digits = str_trim(raw);
    const char  *from   = str_z(arena, digits);
    const double value  = strtod(from, &end);
    if (digits.len == 0 || end != from + digits.len || !isfinite(value))
        return str_copy(arena, raw);
    if (format.look == XLSX_ZEROS && value >= 0 && value < 1e18)
        return str_fmt(arena, "%0*lld", format.digits, llround(value));
    const bool is_serial = value >= 0 && value < SERIAL_MAX + 1;
    if (format.look == XLSX_NUMBER || format.look == XLSX_ZEROS || !is_serial)
        return number_text(arena, value);
    return serial_text(arena, format.look, from_1904, value);
}

Str xlsx_format_iso(Arena *arena, Str text)
{
    char *copy = (char *)(uintptr_t)str_z(arena, text);
    if (text.len > 10 && copy[10] == 'T') copy[10] = ' ';
    return (Str){ copy, text.len };
}

/* The 16 bits of "_xHHHH_" at the start of the text, or -1. */
static int32_t escape_at(Str text)
{
    if (text.len < 7 || text.ptr[0] != '_' || text.ptr[1] != 'x' || text.ptr[6] != '_') return -1;
    int32_t value = 0;
    for (size_t i = 2; i < 6; i++) {
        const char  c    = text.ptr[i];
        const char *hex  = "0123456789abcdef";
        const char *here = strchr(hex, c >= 'A' && c <= 'F' ? c + 32 : c);
        if (!c || !here) return -1;
        value = value * 16 + (int32_t)(here - hex);
    }
    return value;
}

Str xlsx_format_unescape(Arena *arena, Str text)
{
    if (str_find(text, S("_x")) < 0) return str_copy(arena, text);
    StrBuf buf = strbuf(arena, text.len);
    while (text.len) {
        const int32_t unit = escape_at(text);
        /* Writers escape control characters and the underscore itself; the rest stays. */
        const bool    plain = unit > 0 && unit < 0x80;
        strbuf_char(&buf, plain ? (char)unit : text.ptr[0]);
        text = str_slice(text, plain ? 7 : 1, text.len);
    }
    return strbuf_str(&buf);
}
