/* Costs: all lines of a sheet or none, an event for each difference, at a moment that has come. */
#include "kernel/testing.h"
#include "log/event.h"
#include "spend/spend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TODAY "2026-11-22" /* 16:00 in the zone of the house */

static Spend line_of(const char *touch, const char *day, int64_t fen)
{
    return (Spend){
        .kind = SPEND_CHANNEL, .touch = str_of(touch), .day_on = str_of(day), .amount_fen = fen
    };
}

static Code set(Ctx *cx, const Spend *lines, size_t count, SpendSheet *out)
{
    /* The rows are read and never written. */
    const SpendSheet sheet = { .lines = { (void *)(uintptr_t)lines, count } };
    return spend_set(cx, &sheet, out);
}

static Rows events_of(Ctx *cx)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(event_list(cx, event_word(EV_SPEND_RECORDED), S(""), S(""), 200, &rows, &next),
                     OK);
    return rows;
}

static int64_t total_of(TestHouse *house)
{
    Ctx             *cx     = test_house_ctx(house);
    const SpendQuery all    = { .from = S("2026-11-01"), .to = S("2026-11-30") };
    Rows             rows   = { 0 };
    bool             is_cut = false;
    int64_t          sum    = 0;
    assert_int_equal(spend_list(cx, &all, &rows, &is_cut), OK);
    assert_false(is_cut);
    for (size_t i = 0; i < rows.count; i++) sum += ROWS_AT(Spend, rows, i)->amount_fen;
    return sum;
}

static void test_only_the_difference_is_told(void **state)
{
    TestHouse  *house   = *state;
    const Spend first[] = { line_of("qr_code", TODAY, 500), line_of("tv", TODAY, 20) };
    const Spend then[]  = { line_of(" qr_code ", TODAY, 300), line_of("tv", TODAY, 20) };
    SpendSheet  out     = { 0 };
    assert_int_equal(set(test_house_ctx(house), first, 2, &out), OK);
    assert_int_equal(out.changed, 2);
    assert_int_equal(out.amount_fen, 520);
    assert_int_equal(set(test_house_ctx(house), then, 2, &out), OK);
    assert_int_equal(out.changed, 1);
    assert_int_equal(out.amount_fen, -200);
    assert_int_equal(total_of(house), 320);
    Ctx       *cx   = test_house_ctx(house);
    const Rows rows = events_of(cx);
    assert_int_equal(rows.count, 3);
    assert_true(str_find(ROWS_AT(Event, rows, 0)->payload, S("-200")) >= 0);
}

/* At noon of its day; what today cost is not told of a time that is yet to come. */
static void test_nothing_is_paid_later_than_now(void **state)
{
    static const struct {
        const char *now, *day, *at;
    } rows[] = {
        { TODAY "T09:30:00+08:00", TODAY, TODAY "T09:30:00+08:00" },
        { TODAY "T16:00:00+08:00", TODAY, TODAY "T12:00:00+08:00" },
        { TODAY "T09:30:00+08:00", "2026-11-21", "2026-11-21T12:00:00+08:00" },
        { TODAY "T09:30:00+08:00", "2026-11-23", "2026-11-23T12:00:00+08:00" },
    };
    TestHouse *house = *state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t now_ms = 0, at_ms = 0;
        assert_true(rfc3339_parse(str_of(rows[i].now), &now_ms));
        assert_true(rfc3339_parse(str_of(rows[i].at), &at_ms));
        test_house_set_clock(now_ms);
        Ctx        *cx  = test_house_ctx(house);
        const Spend one = line_of("tv", rows[i].day, 100 + (int64_t)i);
        SpendSheet  out = { 0 };
        assert_int_equal(set(cx, &one, 1, &out), OK);
        assert_int_equal(ROWS_AT(Event, events_of(cx), 0)->occurred_at_ms, at_ms);
    }
}

static void test_a_failing_statement_sets_no_line(void **state)
{
    TestHouse  *house   = *state;
    const Spend first   = line_of("tv", TODAY, 50);
    const Spend lines[] = { line_of("tv", TODAY, 70), line_of("qr_code", TODAY, 500) };
    SpendSheet  out     = { 0 };
    Code        code    = ERR_INTERNAL;
    assert_int_equal(set(test_house_ctx(house), &first, 1, &out), OK);
    for (int n = 1; code != OK; n++) {
        Ctx *cx = test_house_ctx(house);
        db_fail_at(house->db, n);
        code = set(cx, lines, 2, &out);
        db_fail_at(house->db, 0);
        const bool is_set = code == OK;
        assert_int_equal(total_of(house), is_set ? 570 : 50);
        assert_int_equal(events_of(test_house_ctx(house)).count, is_set ? 3 : 1);
        assert_true(n < 60);
    }
}

static void test_a_bad_line_sets_none(void **state)
{
    TestHouse               *house = *state;
    const Spend              bad[] = { line_of("tv", "2026-02-30", 1), line_of("  ", TODAY, 1) };
    static const char *const reasons[] = { "spend.bad_day", "spend.bad_touch" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const Spend lines[] = { line_of("tv", TODAY, 50), bad[i] };
        SpendSheet  out     = { 0 };
        Ctx        *cx      = test_house_ctx(house);
        assert_int_equal(set(cx, lines, 2, &out), ERR_INVALID);
        assert_string_equal(cx->err.reason, reasons[i]);
        assert_int_equal(total_of(house), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_only_the_difference_is_told),
        ON_HOUSE(test_nothing_is_paid_later_than_now),
        ON_HOUSE(test_a_failing_statement_sets_no_line),
        ON_HOUSE(test_a_bad_line_sets_none),
    };
    return FOR_EACH_ENGINE(tests);
}
