/* calendar_test.c -- instants, days and weekly windows against the C library and by hand. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const Zone shanghai = { 480 };

static int64_t instant(const char *text)
{
    int64_t at_ms = 0;
    if (!rfc3339_parse(str_of(text), &at_ms)) fail_msg("not an instant: %s", text);
    return at_ms;
}

static void test_civil_time_agrees_with_the_c_library(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 200000; i++) {
        /* Years -5000 to 9000, so that negative remainders are met. */
        const int64_t   s      = (int64_t)prng_below(&seed, 441797328000u) - 220898664000;
        const int64_t   ms     = (int64_t)prng_below(&seed, 1000);
        const int32_t   offset = (int32_t)prng_below(&seed, 1441) - 720;
        const time_t    local  = (time_t)(s + offset * 60);
        const CivilTime civil  = civil_time(s * 1000 + ms, (Zone){ offset });
        struct tm       tm;
        assert_non_null(gmtime_r(&local, &tm));
        assert_int_equal(civil.year, tm.tm_year + 1900);
        assert_int_equal(civil.month, tm.tm_mon + 1);
        assert_int_equal(civil.day, tm.tm_mday);
        assert_int_equal(civil.hour, tm.tm_hour);
        assert_int_equal(civil.minute, tm.tm_min);
        assert_int_equal(civil.second, tm.tm_sec);
        assert_int_equal(civil.ms, ms);
        assert_int_equal(civil.weekday, tm.tm_wday ? tm.tm_wday : 7);
        assert_int_equal(civil_to_ms(civil, (Zone){ offset }), s * 1000 + ms);
        assert_int_equal(timegm(&tm), local);
    }
}

static void test_the_ends_of_time_do_not_overflow(void **state)
{
    (void)state;
    const Zone zones[] = { { -1439 }, { 0 }, { 480 }, { 1439 } };
    for (size_t i = 0; i < COUNT(zones); i++) {
        (void)civil_to_ms(civil_time(INT64_MAX, zones[i]), zones[i]);
        (void)civil_to_ms(civil_time(INT64_MIN, zones[i]), zones[i]);
        (void)day_start_ms(day_of(INT64_MIN, zones[i]), zones[i]);
    }
    assert_int_equal(day_start_ms(INT64_MAX, shanghai), INT64_MAX);
}

static void test_a_day_begins_at_local_midnight(void **state)
{
    (void)state;
    Arena        *arena = arena_new(1 << 16);
    const int64_t day   = day_of(instant("2026-11-22T16:00:00Z"), shanghai);
    assert_true(str_equal(day_text(arena, day), S("2026-11-23")));
    assert_int_equal(day_start_ms(day, shanghai), instant("2026-11-23T00:00:00+08:00"));
    assert_int_equal(day_of(instant("2026-11-22T15:59:59.999Z"), shanghai), day - 1);
    int64_t parsed = 0;
    assert_true(day_parse(S("2024-02-29"), &parsed));
    assert_true(str_equal(day_text(arena, parsed), S("2024-02-29")));
    assert_false(day_parse(S("2023-02-29"), &parsed));
    assert_false(day_parse(S("1900-02-29"), &parsed));
    assert_true(day_parse(S("2000-02-29"), &parsed));
    assert_false(day_parse(S("2026-13-01"), &parsed));
    assert_false(day_parse(S("2026-1-01"), &parsed));
    assert_false(day_parse(S("2026-11-22 "), &parsed));
    arena_free(arena);
}

static void test_instants_read_back_as_written(void **state)
{
    (void)state;
    Arena   *arena = arena_new(1 << 16);
    uint64_t seed  = 7;
    for (int i = 0; i < 20000; i++) {
        const int64_t at_ms = (int64_t)prng_below(&seed, 253402300799000u);
        const Zone    zone  = { (int32_t)prng_below(&seed, 2879) - 1439 };
        int64_t       back  = 0;
        const Str     text  = rfc3339(arena, at_ms, zone);
        if (civil_time(at_ms, zone).year > 9999) continue;
        if (!rfc3339_parse(text, &back)) fail_msg("%.*s", FMT(text));
        assert_int_equal(back, at_ms);
        arena_reset(arena);
    }
    assert_true(
        str_equal(rfc3339(arena, 1795343400123, shanghai), S("2026-11-22T18:30:00.123+08:00")));
    assert_true(str_equal(rfc3339(arena, 1795343400000, shanghai), S("2026-11-22T18:30:00+08:00")));
    assert_true(str_equal(rfc3339(arena, 0, (Zone){ -210 }), S("1969-12-31T20:30:00-03:30")));
    arena_free(arena);
}

static void test_what_is_an_instant_and_what_is_not(void **state)
{
    (void)state;
    assert_int_equal(instant("1970-01-01T00:00:00Z"), 0);
    assert_int_equal(instant("1970-01-01t00:00:00.5z"), 500);
    assert_int_equal(instant("1970-01-01 08:00:00.0019+08:00"), 1);
    assert_int_equal(instant("2016-12-31T23:59:60Z"), instant("2017-01-01T00:00:00Z"));
    assert_int_equal(instant("2017-01-01T07:59:60+08:00"), instant("2017-01-01T00:00:00Z"));
    const char *const bad[] = { "",
                                "2026-11-22",
                                "2026-11-22T18:30:00",
                                "2026-11-22T18:30Z",
                                "2026-11-22T24:00:00Z",
                                "2026-11-22T18:60:00Z",
                                "2026-11-22T18:30:60Z",
                                "2026-11-31T18:30:00Z",
                                "2026-11-22T18:30:00.Z",
                                "2026-11-22T18:30:00+0800",
                                "2026-11-22T18:30:00+24:00",
                                "2026-11-22T18:30:00Zx",
                                "2026-11-22X18:30:00Z",
                                "+026-11-22T18:30:00Z" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t at_ms = 5;
        if (rfc3339_parse(str_of(bad[i]), &at_ms)) fail_msg("accepted: %s", bad[i]);
        assert_int_equal(at_ms, 5);
    }
}

static void test_clock_times_and_zones(void **state)
{
    (void)state;
    int32_t minute = -1;
    assert_true(clock_parse(S("22:00"), &minute));
    assert_int_equal(minute, 1320);
    assert_true(clock_parse(S("24:00"), &minute));
    assert_int_equal(minute, 1440);
    assert_false(clock_parse(S("24:01"), &minute));
    assert_false(clock_parse(S("9:00"), &minute));
    assert_false(clock_parse(S("09:60"), &minute));
    Zone zone = { 0 };
    assert_true(zone_of(S("Asia/Shanghai"), &zone));
    assert_int_equal(zone.offset_minutes, 480);
    assert_true(zone_of(S("-03:30"), &zone));
    assert_int_equal(zone.offset_minutes, -210);
    assert_false(zone_of(S("Mars/Olympus"), &zone));
    assert_false(zone_of(S("+8:00"), &zone));
}

/* An hour off for half the year is worse than a refusal. */
static void test_zones_with_summer_time_are_none(void **state)
{
    (void)state;
    static const char *const moving[] = { "America/New_York", "Europe/London", "Australia/Sydney",
                                          "America/Santiago", "Europe/Berlin", "EST5EDT" };
    for (size_t i = 0; i < COUNT(moving); i++) {
        Zone zone = { 77 };
        if (zone_of(str_of(moving[i]), &zone)) fail_msg("%s was taken", moving[i]);
        assert_int_equal(zone.offset_minutes, 77);
    }
}

/* Days of a zone that is not whole hours off, over the ends of months and a leap day. */
static void test_days_of_kathmandu_are_its_own(void **state)
{
    (void)state;
    Arena *arena = arena_new(1 << 16);
    Zone   zone  = { 0 };
    assert_true(zone_of(S("Asia/Kathmandu"), &zone));
    static const struct {
        const char *last_of, *first_of, *before, *after;
    } turns[] = {
        { "2024-02-28T23:59:59.999+05:45", "2024-02-29T00:00:00+05:45", "2024-02-28",
          "2024-02-29" },
        { "2024-02-29T23:59:59.999+05:45", "2024-03-01T00:00:00+05:45", "2024-02-29",
          "2024-03-01" },
        { "2026-02-28T23:59:59.999+05:45", "2026-03-01T00:00:00+05:45", "2026-02-28",
          "2026-03-01" },
        { "2026-12-31T23:59:59.999+05:45", "2027-01-01T00:00:00+05:45", "2026-12-31",
          "2027-01-01" },
        { "2026-04-30T23:59:59.999+05:45", "2026-05-01T00:00:00+05:45", "2026-04-30",
          "2026-05-01" },
    };
    for (size_t i = 0; i < COUNT(turns); i++) {
        const int64_t last = instant(turns[i].last_of), first = instant(turns[i].first_of);
        assert_int_equal(first - last, 1);
        assert_true(str_equal(day_text(arena, day_of(last, zone)), str_of(turns[i].before)));
        assert_true(str_equal(day_text(arena, day_of(first, zone)), str_of(turns[i].after)));
        assert_int_equal(day_start_ms(day_of(first, zone), zone), first);
        assert_true(str_equal(rfc3339(arena, first, zone), str_of(turns[i].first_of)));
    }
    /* A night from Sunday into Monday, by its own clock. */
    const WeekWindow night = { 1u << 6, 22 * 60, 6 * 60 };
    assert_true(week_window_holds(night, instant("2026-11-23T05:59:59+05:45"), zone));
    assert_false(week_window_holds(night, instant("2026-11-23T06:00:00+05:45"), zone));
    assert_int_equal(
        week_windows_next_change(&night, 1, instant("2026-11-22T21:59:30+05:45"), zone),
        instant("2026-11-22T22:00:00+05:45"));
    arena_free(arena);
}

/* The same by counting every minute, slowly. */
static bool holds_slowly(WeekWindow window, int32_t minute)
{
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        if (!(window.weekdays >> weekday & 1)) continue;
        int32_t len = window.until_minute - window.from_minute;
        if (len <= 0) len += MINUTES_PER_DAY;
        for (int32_t i = 0; i < len; i++)
            if ((weekday * MINUTES_PER_DAY + window.from_minute + i) % MINUTES_PER_WEEK == minute)
                return true;
    }
    return false;
}

static void test_weekly_windows_hold_as_counted_by_hand(void **state)
{
    (void)state;
    const int64_t    monday       = instant("2026-11-23T00:00:00+08:00");
    const WeekWindow sunday_night = { 1u << 6, 22 * 60, 6 * 60 };
    assert_int_equal(minute_of_week(monday, shanghai), 0);
    assert_true(week_window_holds(sunday_night, monday, shanghai));
    assert_true(week_window_holds(sunday_night, monday + 6 * MS_PER_HOUR - 1, shanghai));
    assert_false(week_window_holds(sunday_night, monday + 6 * MS_PER_HOUR, shanghai));
    assert_true(week_window_holds(sunday_night, monday - 2 * MS_PER_HOUR, shanghai));
    assert_false(week_window_holds(sunday_night, monday - 2 * MS_PER_HOUR - 1, shanghai));
    uint64_t seed = 3;
    for (int i = 0; i < 300; i++) {
        const WeekWindow window = { (uint32_t)prng_below(&seed, 128),
                                    (int32_t)prng_below(&seed, 1440),
                                    (int32_t)prng_below(&seed, 1440) + 1 };
        for (int j = 0; j < 30; j++) {
            const int64_t at_ms = monday + (int64_t)prng_below(&seed, 7u * MS_PER_DAY);
            assert_int_equal(week_window_holds(window, at_ms, shanghai),
                             holds_slowly(window, minute_of_week(at_ms, shanghai)));
        }
    }
}

static void test_nothing_changes_before_the_next_change(void **state)
{
    (void)state;
    const int64_t monday = instant("2026-11-23T00:00:00+08:00");
    uint64_t      seed   = 11;
    for (int i = 0; i < 100; i++) {
        const WeekWindow windows[2] = { { (uint32_t)prng_below(&seed, 128),
                                          (int32_t)prng_below(&seed, 1440),
                                          (int32_t)prng_below(&seed, 1440) + 1 },
                                        { 1u << prng_below(&seed, 7), 540, 1080 } };
        const int64_t    at_ms      = monday + (int64_t)prng_below(&seed, 7u * MS_PER_DAY);
        const int64_t    next       = week_windows_next_change(windows, 2, at_ms, shanghai);
        assert_true(next > at_ms && next <= at_ms + 7ll * MS_PER_DAY);
        assert_int_equal(next % MS_PER_MINUTE, 0);
        for (int w = 0; w < 2; w++) {
            const bool now = week_window_holds(windows[w], at_ms, shanghai);
            for (int64_t t = at_ms; t < next; t += MS_PER_MINUTE)
                assert_int_equal(week_window_holds(windows[w], t, shanghai), now);
        }
    }
    const WeekWindow work = { 0x1F, 540, 1080 };
    assert_int_equal(week_windows_next_change(&work, 1, monday, shanghai),
                     monday + 9 * MS_PER_HOUR);
    assert_int_equal(week_windows_next_change(&work, 1, monday + 9 * MS_PER_HOUR, shanghai),
                     monday + 18 * MS_PER_HOUR);
    assert_int_equal(
        week_windows_next_change(&work, 1, monday + 4ll * MS_PER_DAY + 18 * MS_PER_HOUR, shanghai),
        monday + 7ll * MS_PER_DAY + 9 * MS_PER_HOUR);
    assert_int_equal(week_windows_next_change(&work, 0, monday, shanghai), INT64_MAX);
}

static void test_a_year_before_is_the_same_date(void **state)
{
    static const char *const rows[][2] = {
        { "2026-11-28", "2025-11-28" }, { "2025-02-28", "2024-02-28" },
        { "2025-03-01", "2024-03-01" }, { "2024-12-31", "2023-12-31" },
        { "2024-03-01", "2023-03-01" }, { "2024-02-29", "2023-02-28" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t day = 0, before = 0;
        assert_true(day_parse(str_of(rows[i][0]), &day));
        assert_true(day_parse(str_of(rows[i][1]), &before));
        assert_int_equal(day_year_before(day), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_civil_time_agrees_with_the_c_library),
        cmocka_unit_test(test_the_ends_of_time_do_not_overflow),
        cmocka_unit_test(test_a_day_begins_at_local_midnight),
        cmocka_unit_test(test_a_year_before_is_the_same_date),
        cmocka_unit_test(test_instants_read_back_as_written),
        cmocka_unit_test(test_what_is_an_instant_and_what_is_not),
        cmocka_unit_test(test_clock_times_and_zones),
        cmocka_unit_test(test_zones_with_summer_time_are_none),
        cmocka_unit_test(test_days_of_kathmandu_are_its_own),
        cmocka_unit_test(test_weekly_windows_hold_as_counted_by_hand),
        cmocka_unit_test(test_nothing_changes_before_the_next_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
