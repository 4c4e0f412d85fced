/* timer_test.c -- timers: at their instant, exactly once, also when firing fails. */
#include "kernel/testing.h"
#include "log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

static atomic_int fired, broken;

static Code fire(Ctx *cx, const Timer *timer)
{
    ASSERT(timer->tenant_id == cx->tenant_id);
    atomic_fetch_add(&fired, 1);
    if (atomic_load(&broken) && str_equal(timer->key, S("bad")))
        return fail(cx, ERR_INVALID, "test.broken", "cannot");
    return event_append(cx,
                        &(EventDraft){ .id   = str_fmt(cx->arena, "%.*s-%lld", FMT(timer->key),
                                                       (long long)timer->due_at_ms),
                                       .type = S("timer.fired") },
                        NULL);
}

static const TimerKind        kind    = { "test.timer", fire };
static const TimerKind *const kinds[] = { &kind };

static void reset(void)
{
    atomic_store(&fired, 0);
    atomic_store(&broken, 0);
}

static void set(TestHouse *house, const char *key, int64_t due_at_ms)
{
    assert_int_equal(
        timer_set(test_house_ctx(house), S("test.timer"), str_of(key), due_at_ms, S("{}")), OK);
}

static void drain(TestHouse *house)
{
    assert_int_equal(timer_drain(&house->services, kinds, 1), OK);
}

static size_t events(TestHouse *house)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(
        event_list(test_house_ctx(house), S("timer.fired"), S(""), next, 200, &rows, &next), OK);
    return rows.count;
}

static Rows letters(TestHouse *house)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(dead_letter_list(test_house_ctx(house), next, 0, &rows, &next), OK);
    return rows;
}

static void test_a_timer_fires_once_when_it_is_due(void **state)
{
    TestHouse    *house = *state;
    const int64_t now   = test_house_clock();
    reset();
    set(house, "a", now);
    set(house, "b", now + 1);
    drain(house);
    assert_int_equal(events(house), 1);
    test_house_set_clock(now + 1);
    drain(house);
    drain(house);
    assert_int_equal(events(house), 2);
    assert_int_equal(atomic_load(&fired), 2);
}

static void test_a_timer_can_be_moved_and_removed(void **state)
{
    TestHouse    *house = *state;
    const int64_t now   = test_house_clock();
    reset();
    set(house, "a", now);
    set(house, "a", now + 10);
    set(house, "b", now);
    assert_int_equal(timer_clear(test_house_ctx(house), S("test.timer"), S("b")), OK);
    assert_int_equal(timer_clear(test_house_ctx(house), S("test.timer"), S("b")), OK);
    assert_int_equal(timer_clear(test_house_ctx_of(house, 2), S("test.timer"), S("a")), OK);
    drain(house);
    assert_int_equal(atomic_load(&fired), 0);
    test_house_set_clock(now + 10);
    drain(house);
    assert_int_equal(atomic_load(&fired), 1);
}

static void test_unknown_kinds_keep_nobody_waiting(void **state)
{
    TestHouse    *house = *state;
    const int64_t now   = test_house_clock();
    reset();
    for (int i = 0; i < 150; i++)
        assert_int_equal(timer_set(test_house_ctx(house), S("newer.release"),
                                   str_fmt(house->arena, "k%d", i), now - 10, S("{}")),
                         OK);
    set(house, "a", now);
    drain(house);
    assert_int_equal(atomic_load(&fired), 1);
}

static void test_one_that_fails_holds_up_no_other(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&broken, 1);
    set(house, "bad", test_house_clock());
    for (int i = 0; i < 100; i++)
        set(house, str_fmt(house->arena, "k%d", i).ptr, test_house_clock());
    drain(house);
    assert_int_equal(events(house), 100);
    assert_int_equal(letters(house).count, 0);
}

static void test_a_timer_that_always_fails_is_a_dead_letter(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&broken, 1);
    set(house, "bad", test_house_clock());
    for (int i = 0; i < 12; i++) {
        assert_int_equal(letters(house).count, 0);
        drain(house);
        test_house_set_clock(test_house_clock() + 600001);
    }
    assert_int_equal(atomic_load(&fired), 12);
    assert_int_equal(letters(house).count, 1);
    const DeadLetter *letter = ROWS_AT(DeadLetter, letters(house), 0);
    assert_true(str_equal(letter->reason, S("test.broken")));
    assert_true(str_equal(letter->type, S("test.timer")));
    drain(house);
    assert_int_equal(atomic_load(&fired), 12);
    atomic_store(&broken, 0);
    assert_int_equal(dead_letter_replay(test_house_ctx(house), letter->id), OK);
    drain(house);
    assert_int_equal(events(house), 1);
    assert_int_equal(letters(house).count, 0);
}

static void test_every_broken_statement_fires_each_once(void **state)
{
    TestHouse *house  = *state;
    bool       failed = true;
    size_t     want   = 0;
    reset();
    for (int n = 1; failed || n < 12; n++) {
        set(house, str_fmt(house->arena, "a%d", n).ptr, test_house_clock());
        set(house, str_fmt(house->arena, "b%d", n).ptr, test_house_clock());
        want += 2;
        db_fail_at(house->db, n);
        failed = timer_drain(&house->services, kinds, 1) != OK;
        db_fail_at(house->db, 0);
        drain(house);
        test_house_set_clock(test_house_clock() + 600001);
        drain(house);
        assert_int_equal(events(house), want);
    }
}

static void test_the_thread_wakes_for_the_next_timer(void **state)
{
    TestHouse *house    = *state;
    Services   services = house->services;
    services.clock      = clock_now_ms;
    reset();
    TimerRunner *runner = timer_runner_start(&services, kinds, 1);
    set(house, "soon", clock_now_ms() + 50);
    set(house, "now", clock_now_ms());
    for (int i = 0; i < 6000 && events(house) < 2; i++) clock_sleep_ms(2);
    timer_runner_stop(runner);
    assert_int_equal(events(house), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_timer_fires_once_when_it_is_due),
        ON_HOUSE(test_a_timer_can_be_moved_and_removed),
        ON_HOUSE(test_unknown_kinds_keep_nobody_waiting),
        ON_HOUSE(test_one_that_fails_holds_up_no_other),
        ON_HOUSE(test_a_timer_that_always_fails_is_a_dead_letter),
        ON_HOUSE(test_every_broken_statement_fires_each_once),
        ON_HOUSE(test_the_thread_wakes_for_the_next_timer),
    };
    return FOR_EACH_ENGINE(tests);
}
