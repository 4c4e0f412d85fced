// number.cc -- the shortest digits of a number and the nearest number of some digits.
// C++ because its library does both exactly; nothing of it is seen outside.
extern "C" {
#include "rule/number.h"
}

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace
{

// A number as 0.DIGITS times ten to the power of `point`.
struct Digits {
    char text[24];
    int  count, point;
};

Digits digits_of(double value)
{
    Digits     digits = {};
    char       text[RULE_NUMBER_CHARS];
    const auto end  = std::to_chars(text, text + sizeof(text), value, std::chars_format::scientific).ptr;
    const char *at  = text;
    for (; at < end && *at != 'e'; at++)
        if (*at != '.') digits.text[digits.count++] = *at;
    at += at + 1 < end && at[1] == '+' ? 2 : 1;
    int exponent = 0;
    std::from_chars(at, end, exponent);
    digits.point = exponent + 1;
    return digits;
}

char *put(char *at, const char *text, int count)
{
    std::memcpy(at, text, static_cast<size_t>(count));
    return at + count;
}

char *put_zeros(char *at, int count)
{
    std::memset(at, '0', static_cast<size_t>(count));
    return at + count;
}

char *put_exponent(char *at, const Digits &digits)
{
    at = put(at, digits.text, 1);
    if (digits.count > 1) at = put(put(at, ".", 1), digits.text + 1, digits.count - 1);
    const int exponent = digits.point - 1;
    at                 = put(at, exponent < 0 ? "e-" : "e+", 2);
    return std::to_chars(at, at + 4, exponent < 0 ? -exponent : exponent).ptr;
}

char *put_plain(char *at, const Digits &digits)
{
    if (digits.point <= 0) {
        at = put_zeros(put(at, "0.", 2), -digits.point);
        return put(at, digits.text, digits.count);
    }
    if (digits.count <= digits.point)
        return put_zeros(put(at, digits.text, digits.count), digits.point - digits.count);
    at = put(put(at, digits.text, digits.point), ".", 1);
    return put(at, digits.text + digits.point, digits.count - digits.point);
}

// Of a text beyond the range: whether it is too large, not too small.
bool is_large(const char *from, const char *until)
{
    long        point = 0;
    bool        seen = false, behind = false;
    const char *at = from;
    for (; at < until && *at != 'e' && *at != 'E'; at++) {
        if (*at == '.') {
            behind = true;
            continue;
        }
        seen = seen || *at != '0';
        if (!behind && seen) point++;
        if (behind && !seen) point--;
    }
    long exponent = 0;
    if (at < until) {
        at += at[1] == '+' ? 2 : 1;
        if (std::from_chars(at, until, exponent).ec != std::errc()) return *at != '-';
    }
    return exponent > 0 ? point > -exponent : point + exponent > 0;
}

} // namespace

extern "C" size_t rule_number_text(double value, char text[RULE_NUMBER_CHARS])
{
    char *at = text;
    if (std::isnan(value)) return static_cast<size_t>(put(at, "NaN", 3) - text);
    if (std::signbit(value) && value < 0) at = put(at, "-", 1);
    if (std::isinf(value)) return static_cast<size_t>(put(at, "Infinity", 8) - text);
    const double size = std::fabs(value);
    if (size < 9007199254740992.0) {
        const auto whole = static_cast<int64_t>(size);
        if (!(static_cast<double>(whole) < size))
            return static_cast<size_t>(std::to_chars(at, text + RULE_NUMBER_CHARS, whole).ptr - text);
    }
    const Digits digits = digits_of(size);
    const bool   plain  = digits.point > -6 && digits.point <= 21;
    return static_cast<size_t>((plain ? put_plain(at, digits) : put_exponent(at, digits)) - text);
}

extern "C" double rule_number_of_digits(const char *from, const char *until)
{
    double value = 0;
    if (std::from_chars(from, until, value).ec != std::errc::result_out_of_range) return value;
    return is_large(from, until) ? std::numeric_limits<double>::infinity() : 0;
}
