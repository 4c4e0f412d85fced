/* What stands beside and above a table, when not all has room: the newest, or the largest. */
#include "report/report_side.h"

#include "kernel/testing.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(Arena *arena, ReportSides *sides, const char *key, double weight)
{
    ReportSide *one = report_sides_find(sides, str_of(key));
    if (!one) one = report_sides_add(arena, sides, str_of(key), str_of(key));
    one->weight += weight;
}

static size_t place(const ReportSides *sides, const char *key)
{
    return report_sides_find(sides, str_of(key))->place;
}

static void test_the_largest_come_first_and_the_smallest_are_left_out(void **state)
{
    Arena      *arena = arena_new(1 << 20);
    ReportSides sides = report_sides_new(arena, false);
    (void)state;
    add(arena, &sides, "b", 2);
    add(arena, &sides, "a", 2);
    add(arena, &sides, "c", 1);
    add(arena, &sides, "d", 1);
    add(arena, &sides, "d", 4);
    assert_int_equal(report_sides_place(&sides, 3), 3);
    assert_int_equal(place(&sides, "d"), 0);
    assert_int_equal(place(&sides, "b"), 1); /* as the answer has them */
    assert_int_equal(place(&sides, "a"), 2);
    assert_int_equal(place(&sides, "c"), SIDE_LEFT_OUT);
    assert_int_equal(sides.all.count, 4);
    assert_null(report_sides_find(&sides, S("e")));
    assert_int_equal(report_sides_place(&sides, 1), 1); /* fewer fit, when they were measured */
    assert_int_equal(place(&sides, "d"), 0);
    assert_int_equal(place(&sides, "b"), SIDE_LEFT_OUT);
    arena_free(arena);
}

/* Refunds: most was given back where the figure is lowest. */
static void test_weight_is_how_far_it_is_from_nothing(void **state)
{
    Arena      *arena = arena_new(1 << 20);
    ReportSides sides = report_sides_new(arena, false);
    (void)state;
    add(arena, &sides, "a", -1);
    add(arena, &sides, "b", -9);
    add(arena, &sides, "c", 4);
    assert_int_equal(report_sides_place(&sides, 2), 2);
    assert_int_equal(place(&sides, "b"), 0);
    assert_int_equal(place(&sides, "c"), 1);
    arena_free(arena);
}

static void test_of_times_the_newest_are_shown_in_their_order(void **state)
{
    Arena      *arena = arena_new(1 << 20);
    ReportSides sides = report_sides_new(arena, true);
    (void)state;
    add(arena, &sides, "2026-11", 1);
    add(arena, &sides, "2026-09", 9);
    add(arena, &sides, "2026-10", 5);
    assert_int_equal(report_sides_place(&sides, 2), 2);
    assert_int_equal(place(&sides, "2026-10"), 0);
    assert_int_equal(place(&sides, "2026-11"), 1);
    assert_int_equal(place(&sides, "2026-09"), SIDE_LEFT_OUT);
    assert_true(isnan(report_sides_find(&sides, S("2026-10"))->total));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_largest_come_first_and_the_smallest_are_left_out),
        cmocka_unit_test(test_weight_is_how_far_it_is_from_nothing),
        cmocka_unit_test(test_of_times_the_newest_are_shown_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
