/* number.c -- what JavaScript takes for a number, and where it ends. */
#include "rule/number.h"

#include <math.h>
#include <string.h>

static const char *const blanks[] = {
    " ",
    "\t",
    "\n",
    "\v",
    "\f",
    "\r",
    "\xC2\xA0",
    "\xE1\x9A\x80",
    "\xE2\x80\x80",
    "\xE2\x80\x81",
    "\xE2\x80\x82",
    "\xE2\x80\x83",
    "\xE2\x80\x84",
    "\xE2\x80\x85",
    "\xE2\x80\x86",
    "\xE2\x80\x87",
    "\xE2\x80\x88",
    "\xE2\x80\x89",
    "\xE2\x80\x8A",
    "\xE2\x80\xA8",
    "\xE2\x80\xA9",
    "\xE2\x80\xAF",
    "\xE2\x81\x9F",
    "\xE3\x80\x80",
    "\xEF\xBB\xBF",
};

/* Bytes of the blank a text begins or ends with; 0: none. */
static size_t blank_size(Str text, bool at_end)
{
    if (!text.len) return 0;
    const unsigned char c = (unsigned char)text.ptr[at_end ? text.len - 1 : 0];
    if (c > ' ' && c < 0x80) return 0;
    for (size_t i = 0; i < COUNT(blanks); i++) {
        const Str blank = str_of(blanks[i]);
        if (at_end ? str_ends(text, blank) : str_starts(text, blank)) return blank.len;
    }
    return 0;
}

static Str without_blanks(Str text)
{
    for (size_t size; (size = blank_size(text, false)) > 0;) text = str_slice(text, size, text.len);
    for (size_t size; (size = blank_size(text, true)) > 0;)
        text = str_slice(text, 0, text.len - size);
    return text;
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9') at++;
    return at;
}

/* Behind the exponent that begins here, or here when there is none. */
static const char *skip_exponent(const char *at, const char *end)
{
    if (at == end || (*at != 'e' && *at != 'E')) return at;
    const char *digits = at + 1;
    if (digits < end && (*digits == '+' || *digits == '-')) digits++;
    const char *until = skip_digits(digits, end);
    return until > digits ? until : at;
}

/* Reads the longest beginning that is a decimal number; returns its length, 0 when there is none.
 */
static size_t decimal(Str text, double *out)
{
    const char *at = text.ptr, *const end = text.ptr + text.len;
    const bool is_negative = at < end && *at == '-';
    if (at < end && (*at == '-' || *at == '+')) at++;
    if (str_starts((Str){ at, (size_t)(end - at) }, S("Infinity"))) {
        *out = is_negative ? -(double)INFINITY : (double)INFINITY;
        return (size_t)(at - text.ptr) + 8;
    }
    const char *const from  = at;
    const char       *until = skip_digits(from, end);
    size_t            count = (size_t)(until - from);
    if (until < end && *until == '.') {
        const char *fraction = skip_digits(until + 1, end);
        count += (size_t)(fraction - until - 1);
        until = fraction;
    }
    if (count == 0) return 0;
    until              = skip_exponent(until, end);
    const double value = rule_number_of_digits(from, until);
    *out               = is_negative ? -value : value;
    return (size_t)(until - text.ptr);
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

/* "0x1F", "0o17", "0b101". */
static bool with_radix(Str text, double *out)
{
    if (text.len < 3 || text.ptr[0] != '0') return false;
    const char letter = (char)(text.ptr[1] | 0x20);
    const int  radix  = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (radix == 0) return false;
    *out = 0;
    for (size_t i = 2; i < text.len; i++) {
        const int digit = digit_of(text.ptr[i]);
        if (digit >= radix) {
            *out = (double)NAN;
            return true;
        }
        *out = *out * radix + digit;
    }
    return true;
}

double rule_number_of_text(Str text)
{
    double value = 0;
    text         = without_blanks(text);
    if (text.len == 0) return 0;
    if (with_radix(text, &value)) return value;
    return decimal(text, &value) == text.len ? value : (double)NAN;
}

double rule_float_of_text(Str text)
{
    double value = 0;
    while (blank_size(text, false) > 0) text = str_slice(text, blank_size(text, false), text.len);
    return text.len && decimal(text, &value) > 0 ? value : (double)NAN;
}
