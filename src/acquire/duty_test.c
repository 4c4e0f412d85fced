/* Who receives the next customer: the rule drawn in full. */
#include "acquire/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const Zone beijing = { 480 };

/* Monday 2026-11-23 00:00 Beijing time, and minutes from there. */
static int64_t at(int day, int hour, int minute)
{
    const CivilTime monday = { .year = 2026, .month = 11, .day = 23 };
    return civil_to_ms(monday, beijing) + (int64_t)day * MS_PER_DAY + hour * (int64_t)MS_PER_HOUR +
           minute * (int64_t)MS_PER_MINUTE;
}

enum { WORKDAYS = 0x1f, SUNDAY = 0x40 };

/* Slot 1: working days 9-18.  Slot 2: Sunday 22:00 to Monday 06:00. */
static const DutySlot slots[] = {
    { 1, { WORKDAYS, 9 * 60, 18 * 60 } },
    { 2, { SUNDAY, 22 * 60, 6 * 60 } },
};

#define ABLE(id, slot)                                                     \
    {                                                                      \
        .staff_id = id, .slot_no = slot, .weight = 1, .is_available = true \
    }
#define AWAY(id, slot)                               \
    {                                                \
        .staff_id = id, .slot_no = slot, .weight = 1 \
    }
#define FULL(id, slot)                                                                  \
    {                                                                                   \
        .staff_id = id, .slot_no = slot, .weight = 1, .daily_cap = 3, .added_today = 3, \
        .is_available = true                                                            \
    }

typedef struct Row {
    const char *about;
    DutyStaff   staff[4];
    size_t      count;
    int         day, hour, minute;
    int64_t     want[4]; /* receivers, ends in 0 */
    int64_t     slot_no;
    bool        is_degraded;
} Row;

// clang-format off
static const Row rows[] = {
/*  what                                   staff                                              when         receivers slot degraded */
  { "a slot that holds takes it",         { ABLE(1, 1), ABLE(9, 0), ABLE(8, -1) }, 3,          0, 10, 0,    { 1 },     1, false },
  { "before the slot: all-day staff",     { ABLE(1, 1), ABLE(9, 0), ABLE(8, -1) }, 3,          0, 8, 59,    { 9 },     0, false },
  { "its end is outside",                 { ABLE(1, 1), ABLE(9, 0), ABLE(8, -1) }, 3,          0, 18, 0,    { 9 },     0, false },
  { "overnight, on Sunday",               { ABLE(2, 2), ABLE(9, 0) }, 2,                       6, 23, 0,    { 2 },     2, false },
  { "overnight, reaching into Monday",    { ABLE(2, 2), ABLE(9, 0) }, 2,                       7, 5, 59,    { 2 },     2, false },
  { "overnight, over at six",             { ABLE(2, 2), ABLE(9, 0) }, 2,                       7, 6, 0,     { 9 },     0, false },
  { "slot staff away: all-day staff",     { AWAY(1, 1), ABLE(9, 0), ABLE(8, -1) }, 3,          0, 10, 0,    { 9 },     0, false },
  { "slot staff full: all-day staff",     { FULL(1, 1), ABLE(9, 0) }, 2,                       0, 10, 0,    { 9 },     0, false },
  { "all regular staff full: backup",     { FULL(1, 1), FULL(9, 0), ABLE(8, -1) }, 3,          0, 10, 0,    { 8 },    -1, true  },
  { "no regular staff at all: backup",    { ABLE(8, -1) }, 1,                                  0, 10, 0,    { 8 },    -1, true  },
  { "all full, backup away: somebody",    { FULL(1, 1), FULL(9, 0), AWAY(8, -1) }, 3,          0, 10, 0,    { 1 },     1, true  },
  { "everybody away: listed all the same",{ AWAY(9, 0), AWAY(7, 0) }, 2,                       0, 10, 0,    { 9, 7 },  0, true  },
  { "random lists all on duty",           { ABLE(1, 1), ABLE(2, 1), FULL(3, 1) }, 3,           0, 10, 0,    { 1, 2 },  1, false },
  { "nobody configured",                  { { 0 } }, 0,                                        0, 10, 0,    { 0 },     0, true  },
  { "one person twice counts once",       { ABLE(1, 1), ABLE(1, 1), ABLE(2, 1) }, 3,           0, 10, 0,    { 1, 2 },  1, false },
};
// clang-format on

static void test_caps_are_summed_over_who_receives_regularly(void **state)
{
    (void)state;
    const DutyStaff half = {
        .staff_id = 5, .daily_cap = 4, .added_today = 2, .is_available = true
    };
    const DutyStaff some[] = { FULL(1, 1), FULL(1, 2), half, AWAY(7, 0), ABLE(8, -1) };
    const DutyCap   sum    = duty_cap(&(DutyPlan){ .staff = some, .staff_count = COUNT(some) });
    assert_int_equal(sum.cap, 7); /* one in two slots counts once, who is away and the backup not */
    assert_int_equal(sum.used, 5);
    const DutyStaff free_one[] = { FULL(1, 1), ABLE(2, 0) };
    assert_int_equal(duty_cap(&(DutyPlan){ .staff = free_one, .staff_count = 2 }).cap, 0);
    assert_int_equal(duty_cap(&(DutyPlan){ 0 }).cap, 0);
}

static void test_reception_is_exactly_this(void **state)
{
    (void)state;
    Arena *arena = arena_new(1 << 20);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const Row     *row  = &rows[i];
        const DutyPlan plan = { .allocation  = ALLOCATION_RANDOM,
                                .slots       = slots,
                                .slot_count  = COUNT(slots),
                                .staff       = row->staff,
                                .staff_count = row->count };
        const Duty duty = duty_decide(arena, &plan, at(row->day, row->hour, row->minute), beijing);
        size_t     want = 0;
        while (want < COUNT(row->want) && row->want[want] != 0) want++;
        if (duty.receivers.count != want || duty.is_degraded != row->is_degraded ||
            duty.slot_no != row->slot_no)
            fail_msg("%s: %zu receivers, slot %lld, degraded %d", row->about, duty.receivers.count,
                     (long long)duty.slot_no, duty.is_degraded);
        for (size_t k = 0; k < want; k++)
            if (duty.receivers.at[k] != row->want[k]) fail_msg("%s: wrong person", row->about);
    }
    arena_free(arena);
}

/* Plays `adds` customers and counts who got them. */
static void play(Allocation allocation, DutyStaff *staff, size_t count, int adds)
{
    Arena         *arena = arena_new(1 << 20);
    const DutyPlan plan  = { .allocation = allocation, .staff = staff, .staff_count = count };
    for (int n = 1; n <= adds; n++) {
        arena_reset(arena);
        const Duty duty = duty_decide(arena, &plan, at(0, 10, 0), beijing);
        assert_int_equal(duty.receivers.count, 1);
        for (size_t i = 0; i < count; i++)
            if (staff[i].staff_id == duty.receivers.at[0]) {
                staff[i].added_today++;
                staff[i].last_added_at_ms = n;
            }
    }
    arena_free(arena);
}

static void test_weights_are_kept_to_the_customer(void **state)
{
    (void)state;
    DutyStaff staff[] = { ABLE(1, 0), ABLE(2, 0), ABLE(3, 0) };
    staff[0].weight   = 5;
    staff[1].weight   = 3;
    staff[2].weight   = 2;
    play(ALLOCATION_WEIGHTED, staff, COUNT(staff), 100);
    assert_int_equal(staff[0].added_today, 50);
    assert_int_equal(staff[1].added_today, 30);
    assert_int_equal(staff[2].added_today, 20);
}

static void test_round_robin_goes_around(void **state)
{
    (void)state;
    DutyStaff staff[] = { ABLE(1, 0), ABLE(2, 0), ABLE(3, 0) };
    play(ALLOCATION_ROUND_ROBIN, staff, COUNT(staff), 3);
    for (size_t i = 0; i < COUNT(staff); i++) {
        assert_int_equal(staff[i].added_today, 1);
        assert_int_equal(staff[i].last_added_at_ms, (int64_t)i + 1);
    }
}

static void test_least_loaded_levels_an_uneven_start(void **state)
{
    (void)state;
    DutyStaff staff[]    = { ABLE(1, 0), ABLE(2, 0) };
    staff[0].added_today = 4;
    play(ALLOCATION_LEAST_LOADED, staff, COUNT(staff), 6);
    assert_int_equal(staff[0].added_today, 5);
    assert_int_equal(staff[1].added_today, 5);
}

static void test_the_next_decision_is_never_missed(void **state)
{
    (void)state;
    Arena          *arena        = arena_new(1 << 20);
    const DutyStaff free_staff[] = { ABLE(1, 1) }, capped[] = { FULL(1, 0) };
    DutyPlan        plan = { .allocation  = ALLOCATION_RANDOM,
                             .slots       = slots,
                             .slot_count  = COUNT(slots),
                             .staff       = free_staff,
                             .staff_count = 1 };
    assert_int_equal(duty_decide(arena, &plan, at(0, 8, 0), beijing).next_change_ms, at(0, 9, 0));
    assert_int_equal(duty_decide(arena, &plan, at(0, 9, 0), beijing).next_change_ms, at(0, 18, 0));
    assert_int_equal(duty_decide(arena, &plan, at(6, 23, 0), beijing).next_change_ms, at(7, 6, 0));
    plan.slot_count = 0;
    assert_true(duty_decide(arena, &plan, at(0, 8, 0), beijing).next_change_ms == INT64_MAX);
    plan.staff = capped;
    assert_int_equal(duty_decide(arena, &plan, at(0, 8, 0), beijing).next_change_ms, at(1, 0, 0));
    plan.valid_until_ms = at(0, 12, 0);
    assert_int_equal(duty_decide(arena, &plan, at(0, 8, 0), beijing).next_change_ms, at(0, 12, 0));
    assert_true(duty_decide(arena, &plan, at(0, 12, 0), beijing).is_expired);
    plan.valid_from_ms = at(0, 9, 0);
    assert_true(duty_decide(arena, &plan, at(0, 8, 0), beijing).is_expired);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reception_is_exactly_this),
        cmocka_unit_test(test_caps_are_summed_over_who_receives_regularly),
        cmocka_unit_test(test_weights_are_kept_to_the_customer),
        cmocka_unit_test(test_round_robin_goes_around),
        cmocka_unit_test(test_least_loaded_levels_an_uneven_start),
        cmocka_unit_test(test_the_next_decision_is_never_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
