/* target_period.c -- days as people write them: what counts is their numbers, not what is between.
 */
#include "target/target_period.h"

#include <stdio.h>

enum { NUMBERS_MAX = 6, YEAR_MIN = 1990, YEAR_MAX = 2100 };

static size_t read_numbers(Str text, int64_t numbers[NUMBERS_MAX])
{
    size_t count  = 0;
    bool   inside = false;
    for (size_t i = 0; i < text.len; i++) {
        const bool is_digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (is_digit && !inside && count == NUMBERS_MAX) return 0;
        if (is_digit && !inside) numbers[count++] = 0;
        if (is_digit && numbers[count - 1] > YEAR_MAX) return 0;
        if (is_digit) numbers[count - 1] = numbers[count - 1] * 10 + (text.ptr[i] - '0');
        inside = is_digit;
    }
    return count;
}

static bool day_of_numbers(const int64_t *n, int64_t *day)
{
    char text[16];
    if (n[0] < YEAR_MIN || n[0] > YEAR_MAX || n[1] > 12 || n[2] > 31) return false;
    (void)snprintf(text, sizeof(text), "%04d-%02d-%02d", (int)n[0], (int)n[1], (int)n[2]);
    return day_parse(str_of(text), day);
}

/* `count` months from `month` on. */
static bool months(int64_t year, int64_t month, int64_t count, int64_t *from, int64_t *to)
{
    const int64_t last     = month + count;
    const int64_t first[3] = { year, month, 1 };
    const int64_t next[3]  = { last > 12 ? year + 1 : year, last > 12 ? last - 12 : last, 1 };
    int64_t       a = 0, b = 0;
    if (month < 1 || month > 12 || !day_of_numbers(first, &a) || !day_of_numbers(next, &b))
        return false;
    *from = a;
    *to   = b - 1;
    return true;
}

static bool is_quarter(Str text)
{
    return str_find(text, S("Q")) >= 0 || str_find(text, S("q")) >= 0 ||
           str_find(text, S("季")) >= 0;
}

bool target_period_read(Str text, int64_t *from, int64_t *to)
{
    int64_t n[NUMBERS_MAX], a = 0, b = 0;
    size_t  count = read_numbers(text, n);
    if (str_find(text, S(":")) >= 0 && count > 3) count = 3;
    if (count == 1) return months(n[0], 1, 12, from, to);
    if (count == 2 && is_quarter(text))
        return n[1] >= 1 && n[1] <= 4 && months(n[0], n[1] * 3 - 2, 3, from, to);
    if (count == 2) return months(n[0], n[1], 1, from, to);
    if (count != 3 && count != 6) return false;
    if (!day_of_numbers(n, &a) || !day_of_numbers(count == 6 ? n + 3 : n, &b) || a > b)
        return false;
    *from = a;
    *to   = b;
    return true;
}
