/* calendar_text.c -- days, instants, clock times and zones as text. */
#include "base/calendar.h"

static const struct {
    const char *name;
    int32_t     offset_minutes;
} zones[] = {
    { "Asia/Shanghai", 480 },
    { "Asia/Chongqing", 480 },
    { "Asia/Harbin", 480 },
    { "Asia/Urumqi", 360 },
    { "Asia/Hong_Kong", 480 },
    { "Asia/Macau", 480 },
    { "Asia/Taipei", 480 },
    { "Asia/Singapore", 480 },
    { "Asia/Kuala_Lumpur", 480 },
    { "Asia/Manila", 480 },
    { "Asia/Tokyo", 540 },
    { "Asia/Seoul", 540 },
    { "Asia/Bangkok", 420 },
    { "Asia/Ho_Chi_Minh", 420 },
    { "Asia/Jakarta", 420 },
    { "Asia/Phnom_Penh", 420 },
    { "Asia/Vientiane", 420 },
    { "Asia/Yangon", 390 },
    { "Asia/Kolkata", 330 },
    { "Asia/Colombo", 330 },
    { "Asia/Kathmandu", 345 },
    { "Asia/Dhaka", 360 },
    { "Asia/Brunei", 480 },
    { "Asia/Dubai", 240 },
    { "PRC", 480 },
    { "UTC", 0 },
    { "Etc/UTC", 0 },
    { "Z", 0 },
};

/* `count` digits at `at`, which must lie inside the text. */
static bool digits(Str text, size_t at, size_t count, int32_t *out)
{
    if (at + count > text.len) return false;
    int32_t value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return true;
}

static bool char_at(Str text, size_t at, char c) { return at < text.len && text.ptr[at] == c; }

/* "+08:00", all of the text. */
static bool offset_parse(Str text, int32_t *minutes)
{
    int32_t hour = 0, minute = 0;
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-')) return false;
    if (!digits(text, 1, 2, &hour) || text.ptr[3] != ':' || !digits(text, 4, 2, &minute))
        return false;
    if (hour > 23 || minute > 59) return false;
    *minutes = (hour * 60 + minute) * (text.ptr[0] == '-' ? -1 : 1);
    return true;
}

bool zone_of(Str name, Zone *out)
{
    for (size_t i = 0; i < COUNT(zones); i++) {
        if (!str_equal(name, str_of(zones[i].name))) continue;
        *out = (Zone){ zones[i].offset_minutes };
        return true;
    }
    int32_t minutes = 0;
    if (!offset_parse(name, &minutes)) return false;
    *out = (Zone){ minutes };
    return true;
}

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool           leap   = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* "2026-11-22" at the start of the text. */
static bool date_parse(Str text, CivilTime *out)
{
    if (!digits(text, 0, 4, &out->year) || !char_at(text, 4, '-')) return false;
    if (!digits(text, 5, 2, &out->month) || !char_at(text, 7, '-')) return false;
    if (!digits(text, 8, 2, &out->day)) return false;
    if (out->month < 1 || out->month > 12) return false;
    return out->day >= 1 && out->day <= days_in_month(out->year, out->month);
}

Str day_text(Arena *arena, int64_t day)
{
    const CivilTime civil = civil_time(day_start_ms(day, (Zone){ 0 }), (Zone){ 0 });
    return str_fmt(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

bool day_parse(Str text, int64_t *day)
{
    CivilTime civil = { 0 };
    if (text.len != 10 || !date_parse(text, &civil)) return false;
    *day = day_of(civil_to_ms(civil, (Zone){ 0 }), (Zone){ 0 });
    return true;
}

Str rfc3339(Arena *arena, int64_t at_ms, Zone zone)
{
    const CivilTime at     = civil_time(at_ms, zone);
    const int32_t   offset = zone.offset_minutes < 0 ? -zone.offset_minutes : zone.offset_minutes;
    StrBuf          buf    = strbuf(arena, 64);
    strbuf_fmt(&buf, "%04d-%02d-%02dT%02d:%02d:%02d", at.year, at.month, at.day, at.hour, at.minute,
               at.second);
    if (at.ms) strbuf_fmt(&buf, ".%03d", at.ms);
    strbuf_fmt(&buf, "%c%02d:%02d", zone.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
    return strbuf_str(&buf);
}

/* ".123" at `*at`, if there is one; digits after the third say nothing to us. */
static bool fraction_parse(Str text, size_t *at, int32_t *ms)
{
    if (!char_at(text, *at, '.')) return true;
    const size_t first = ++*at;
    for (int32_t unit = 100; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9';
         ++*at) {
        *ms += (text.ptr[*at] - '0') * unit;
        unit /= 10;
    }
    return *at > first;
}

static bool time_parse(Str text, CivilTime *out, size_t *at)
{
    if (text.len < 19 || (text.ptr[10] | 0x20) != 't') {
        if (!char_at(text, 10, ' ')) return false;
    }
    if (!digits(text, 11, 2, &out->hour) || !char_at(text, 13, ':')) return false;
    if (!digits(text, 14, 2, &out->minute) || !char_at(text, 16, ':')) return false;
    if (!digits(text, 17, 2, &out->second)) return false;
    *at = 19;
    return out->hour <= 23 && out->minute <= 59 && out->second <= 60 &&
           fraction_parse(text, at, &out->ms);
}

bool rfc3339_parse(Str text, int64_t *at_ms)
{
    CivilTime civil = { 0 };
    Zone      zone  = { 0 };
    size_t    at    = 0;
    if (!date_parse(text, &civil) || !time_parse(text, &civil, &at)) return false;
    const Str offset = str_slice(text, at, text.len);
    if (!str_equal_nocase(offset, S("Z")) && !offset_parse(offset, &zone.offset_minutes))
        return false;
    const int64_t result = civil_to_ms(civil, zone);
    /* A leap second stands only before a UTC midnight, where we count the next one. */
    if (civil.second == 60 && (result - civil.ms) % MS_PER_DAY != 0) return false;
    *at_ms = result;
    return true;
}

bool clock_parse(Str text, int32_t *minute)
{
    int32_t hour = 0, rest = 0;
    if (text.len != 5 || !digits(text, 0, 2, &hour) || text.ptr[2] != ':') return false;
    if (!digits(text, 3, 2, &rest) || rest > 59 || hour * 60 + rest > MINUTES_PER_DAY) return false;
    *minute = hour * 60 + rest;
    return true;
}
