/* cell_time.c -- instants as files write them. */
#include "wire/cell.h"

static const int64_t earliest_ms = INT64_C(631152000000);  /* 1990 */
static const int64_t latest_ms   = INT64_C(4102444800000); /* 2100 */

enum {
    EXCEL_EPOCH_DAYS = 25569, /* from 1899-12-30 to 1970 */
    EXCEL_1904_DAYS  = 24107,
    MONTHS           = 12,
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool all_digits(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_digit(text.ptr[i])) return false;
    return text.len > 0;
}

static bool in_range(int64_t at_ms) { return at_ms >= earliest_ms && at_ms < latest_ms; }

/* ---- numbers ------------------------------------------------------------------------------ */

static bool number_ms(Str text, int64_t unit_ms, int64_t *at_ms)
{
    int64_t number = 0;
    if (!all_digits(text) || text.len > 14 || !str_to_i64(text, &number)) return false;
    *at_ms = number * unit_ms;
    return in_range(*at_ms);
}

/* Days and a part of one, shown by no clock: 43882.99993 is 2020-02-20 23:59:54. */
static bool excel_ms(Str text, int epoch_days, Zone zone, int64_t *at_ms)
{
    enum { DECIMALS = 9 };
    Decimal decimal = { 0 };
    int64_t units   = 0;
    if (!cell_decimal(text, &decimal) || !cell_units(decimal, DECIMALS, true, &units)) return false;
    const int64_t unit  = INT64_C(1000000000);
    const int64_t days  = units / unit - epoch_days;
    const int64_t parts = units % unit; /* of a day: 10^-9; a second is 11574 of them */
    if (units < 0 || days < -36500 || days > 73000) return false;
    const int64_t second = (parts * 86400 + unit / 2) / unit;
    *at_ms               = day_start_ms(days, zone) + second * MS_PER_SECOND;
    return in_range(*at_ms);
}

/* ---- patterns ------------------------------------------------------------------------------ */

typedef struct Part {
    const char *word;
    size_t      digits_max;
    int32_t     min, max;
} Part;
enum { PART_YEAR, PART_MONTH, PART_DAY, PART_HOUR, PART_MINUTE, PART_SECOND, PARTS };
static const Part parts[PARTS] = {
    [PART_YEAR] = { "YYYY", 4, 1990, 2099 }, [PART_MONTH] = { "MM", 2, 1, 12 },
    [PART_DAY] = { "DD", 2, 1, 31 },         [PART_HOUR] = { "hh", 2, 0, 23 },
    [PART_MINUTE] = { "mm", 2, 0, 59 },      [PART_SECOND] = { "ss", 2, 0, 59 },
};

static int part_at(Str pattern, size_t at)
{
    for (int i = 0; i < PARTS; i++)
        if (str_starts(str_slice(pattern, at, pattern.len), str_of(parts[i].word))) return i;
    return -1;
}

bool cell_time_format(Str format)
{
    static const char *const words[] = { "auto", "seconds", "milliseconds", "excel", "excel1904" };
    bool                     seen[PARTS] = { false };
    if (format.len == 0) return true;
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(format, str_of(words[i]))) return true;
    for (size_t at = 0; at < format.len;) {
        const int part = part_at(format, at);
        if (part >= 0 && seen[part]) return false;
        if (part >= 0) seen[part] = true;
        at += part >= 0 ? str_of(parts[part].word).len : 1;
    }
    return seen[PART_YEAR] && seen[PART_MONTH] && seen[PART_DAY];
}

/* Digits of a part: as many as it may have, and no more than stand there. */
static bool take_part(Str text, size_t *at, const Part *part, int32_t *out)
{
    int32_t value = 0;
    size_t  count = 0;
    for (; count < part->digits_max && *at < text.len && is_digit(text.ptr[*at]); count++, ++*at)
        value = value * 10 + (text.ptr[*at] - '0');
    *out = value;
    return count > 0 && value >= part->min && value <= part->max;
}

static bool civil_ms(const int32_t *value, Zone zone, int64_t *at_ms)
{
    static const int days[MONTHS] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const int        year         = value[PART_YEAR];
    const bool       is_leap      = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (value[PART_MONTH] < 1 || value[PART_MONTH] > MONTHS || value[PART_DAY] < 1) return false;
    if (value[PART_DAY] > days[value[PART_MONTH] - 1] + (value[PART_MONTH] == 2 && is_leap))
        return false;
    *at_ms = civil_to_ms((CivilTime){ .year   = year,
                                      .month  = value[PART_MONTH],
                                      .day    = value[PART_DAY],
                                      .hour   = value[PART_HOUR],
                                      .minute = value[PART_MINUTE],
                                      .second = value[PART_SECOND] },
                         zone);
    return in_range(*at_ms);
}

static bool pattern_ms(Str text, Str pattern, Zone zone, int64_t *at_ms)
{
    int32_t value[PARTS] = { 0 };
    size_t  at           = 0;
    for (size_t in = 0; in < pattern.len;) {
        const int part = part_at(pattern, in);
        if (part >= 0) {
            if (!take_part(text, &at, &parts[part], &value[part])) return false;
            in += str_of(parts[part].word).len;
        } else {
            if (at >= text.len || text.ptr[at++] != pattern.ptr[in++]) return false;
        }
    }
    return at == text.len && civil_ms(value, zone, at_ms);
}

/* ---- finding out --------------------------------------------------------------------------- */

/* Marks, and the bytes of 年月日时分秒. */
static bool parts_them(char c)
{
    return (unsigned char)c >= 0x80 || str_find(S("-/.: T"), (Str){ &c, 1 }) >= 0;
}

/* The parts in their order, with marks between: "2020年2月20日 9:05". */
static bool written_ms(Str text, Zone zone, int64_t *at_ms)
{
    int32_t value[PARTS] = { 0 };
    size_t  at           = 0;
    int     part         = PART_YEAR;
    for (; part < PARTS && at < text.len; part++) {
        if (!take_part(text, &at, &parts[part], &value[part])) return false;
        if (part == PART_YEAR && at != 4) return false;
        if (at < text.len && (text.ptr[at] == '.' || text.ptr[at] == '+') && part >= PART_HOUR)
            break;
        while (at < text.len && parts_them(text.ptr[at])) at++;
    }
    if (at < text.len && text.ptr[at] == '.') /* a part of a second says nothing to us */
        for (at++; at < text.len && is_digit(text.ptr[at]);) at++;
    return part >= PART_HOUR && at == text.len && civil_ms(value, zone, at_ms);
}

static bool found_ms(Str text, Zone zone, int64_t *at_ms)
{
    enum { EXCEL_DIGITS = 5, DAY = 8, SECONDS = 10, MILLISECONDS = 13, INSTANT = 14 };
    if (all_digits(text)) {
        switch (text.len) {
        case EXCEL_DIGITS: return excel_ms(text, EXCEL_EPOCH_DAYS, zone, at_ms);
        case DAY: return pattern_ms(text, S("YYYYMMDD"), zone, at_ms);
        case SECONDS: return number_ms(text, MS_PER_SECOND, at_ms);
        case MILLISECONDS: return number_ms(text, 1, at_ms);
        case INSTANT: return pattern_ms(text, S("YYYYMMDDhhmmss"), zone, at_ms);
        default: return false;
        }
    }
    if (text.len > EXCEL_DIGITS && text.ptr[EXCEL_DIGITS] == '.' &&
        excel_ms(text, EXCEL_EPOCH_DAYS, zone, at_ms))
        return true;
    if (rfc3339_parse(text, at_ms)) return in_range(*at_ms);
    return written_ms(text, zone, at_ms);
}

bool cell_time(Str text, Str format, Zone zone, int64_t *at_ms)
{
    text = str_trim(text);
    if (format.len == 0 || str_equal(format, S("auto"))) return found_ms(text, zone, at_ms);
    if (str_equal(format, S("seconds"))) return number_ms(text, MS_PER_SECOND, at_ms);
    if (str_equal(format, S("milliseconds"))) return number_ms(text, 1, at_ms);
    if (str_equal(format, S("excel"))) return excel_ms(text, EXCEL_EPOCH_DAYS, zone, at_ms);
    if (str_equal(format, S("excel1904"))) return excel_ms(text, EXCEL_1904_DAYS, zone, at_ms);
    return pattern_ms(text, format, zone, at_ms);
}
