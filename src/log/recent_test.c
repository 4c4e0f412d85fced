/* recent_test.c -- what is in memory, what is forgotten, and who still holds it. */
#include "log/recent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { ARENA_MAX = 1 << 20, ROOM = 64 * 1024 };

/* The events after `from` up to `until`, each with a payload of `bytes`. */
static void add(Recent *recent, int64_t from, int64_t until, size_t bytes)
{
    Arena       *arena  = arena_new(ARENA_MAX);
    const size_t count  = (size_t)(until - from);
    Event       *events = arena_make(arena, Event, count);
    for (size_t i = 0; i < count; i++)
        events[i] = (Event){ .seq     = from + 1 + (int64_t)i,
                             .payload = { arena_make(arena, char, bytes), bytes } };
    recent_add(recent, arena, (Rows){ events, count }, from, until);
}

static void test_a_place_is_found_in_its_sheaf_and_those_behind(void **state)
{
    (void)state;
    Recent *recent = recent_new(ROOM);
    assert_null(recent_hold(recent, 0));
    add(recent, 10, 20, 100);
    add(recent, 20, 25, 100);
    assert_null(recent_hold(recent, 9));
    assert_null(recent_hold(recent, 25)); /* nothing came yet */
    Sheaf *sheaf = recent_hold(recent, 15);
    assert_int_equal(sheaf->from, 10);
    assert_int_equal(recent_next(recent, sheaf)->until, 25);
    assert_null(recent_next(recent, recent_next(recent, sheaf)));
    recent_release(sheaf);
    sheaf = recent_hold(recent, 20);
    assert_int_equal(sheaf->events.count, 5);
    recent_release(sheaf);
    recent_free(recent);
}

static void test_who_holds_a_sheaf_keeps_what_is_forgotten(void **state)
{
    (void)state;
    Recent *recent = recent_new(ROOM);
    add(recent, 0, 10, 100);
    add(recent, 10, 20, 100);
    Sheaf *sheaf = recent_hold(recent, 0);
    recent_forget(recent);
    assert_null(recent_hold(recent, 10));
    add(recent, 20, 30, 100);
    assert_int_equal(ROWS_AT(Event, sheaf->events, 9)->seq, 10);
    assert_int_equal(ROWS_AT(Event, recent_next(recent, sheaf)->events, 9)->seq, 20);
    assert_null(recent_next(recent, recent_next(recent, sheaf)));
    recent_release(sheaf);
    recent_free(recent);
}

static void test_behind_who_is_slow_it_becomes_full_and_empty_again(void **state)
{
    (void)state;
    Recent *recent = recent_new(ROOM);
    for (int64_t at = 0; at < 200; at += 10) add(recent, at, at + 10, 2000);
    assert_false(recent_is_full(recent)); /* nobody holds the old ones */
    Sheaf  *slow = recent_hold(recent, 190);
    int64_t at   = 200;
    for (; !recent_is_full(recent); at += 10) {
        assert_true(at < 1000);
        add(recent, at, at + 10, 2000);
    }
    assert_true((at - 200) / 10 * 10 * 2000 > 3 * ROOM);
    recent_forget(recent);
    assert_true(recent_is_full(recent)); /* forgotten is not freed */
    recent_release(slow);
    assert_false(recent_is_full(recent));
    recent_free(recent);
}

static void test_the_oldest_give_way_and_a_gap_forgets_all(void **state)
{
    (void)state;
    Recent *recent = recent_new(ROOM);
    for (int64_t at = 0; at < 100; at += 10) add(recent, at, at + 10, 2000);
    assert_null(recent_hold(recent, 0));
    Sheaf *last = recent_hold(recent, 90);
    assert_int_equal(last->until, 100);
    recent_release(last);
    add(recent, 100, 101, 2 * ROOM); /* too large, and kept as the newest */
    last = recent_hold(recent, 100);
    assert_int_equal(last->until, 101);
    recent_release(last);
    add(recent, 500, 501, 10);
    assert_null(recent_hold(recent, 100));
    recent_free(recent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_place_is_found_in_its_sheaf_and_those_behind),
        cmocka_unit_test(test_who_holds_a_sheaf_keeps_what_is_forgotten),
        cmocka_unit_test(test_behind_who_is_slow_it_becomes_full_and_empty_again),
        cmocka_unit_test(test_the_oldest_give_way_and_a_gap_forgets_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
