/* The rule of reception: slots, caps, availability, allocation.  No SQL, JSON or HTTP. */
#include "acquire/duty.h"

typedef enum Step { STEP_SLOTS = 1, STEP_ALL_DAY, STEP_BACKUP, STEP_COUNT } Step;

static bool slot_holds(const DutyPlan *plan, int64_t slot_no, int64_t now_ms, Zone zone)
{
    for (size_t i = 0; i < plan->slot_count; i++)
        if (plan->slots[i].slot_no == slot_no)
            return week_window_holds(plan->slots[i].window, now_ms, zone);
    return false;
}

static bool belongs(const DutyPlan *plan, const DutyStaff *staff, Step step, int64_t now_ms,
                    Zone zone)
{
    switch (step) {
    case STEP_SLOTS: return staff->slot_no > 0 && slot_holds(plan, staff->slot_no, now_ms, zone);
    case STEP_ALL_DAY: return staff->slot_no == 0;
    case STEP_BACKUP: return staff->slot_no < 0;
    case STEP_COUNT: break;
    }
    return false;
}

static bool can_receive(const DutyStaff *staff)
{
    return staff->is_available && (staff->daily_cap == 0 || staff->added_today < staff->daily_cap);
}

static bool is_listed(const DutyStaff *const *list, size_t count, int64_t staff_id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i]->staff_id == staff_id) return true;
    return false;
}

/* The members of one step, each once; `able_only` leaves out who cannot receive. */
static size_t collect(const DutyPlan *plan, Step step, bool able_only, int64_t now_ms, Zone zone,
                      const DutyStaff **list)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->staff_count; i++) {
        const DutyStaff *staff = &plan->staff[i];
        if (!belongs(plan, staff, step, now_ms, zone)) continue;
        if (able_only && !can_receive(staff)) continue;
        if (!is_listed(list, count, staff->staff_id)) list[count++] = staff;
    }
    return count;
}

/* Behind by weight: who has the smaller added/weight is served first.  Compared by
 * cross-multiplication of (added + 1), so that the heavier one starts. */
static bool lighter_by_weight(const DutyStaff *a, const DutyStaff *b)
{
    return (a->added_today + 1) * b->weight < (b->added_today + 1) * a->weight;
}

static bool is_before(Allocation allocation, const DutyStaff *a, const DutyStaff *b)
{
    switch (allocation) {
    case ALLOCATION_ROUND_ROBIN: return a->last_added_at_ms < b->last_added_at_ms;
    case ALLOCATION_WEIGHTED: return lighter_by_weight(a, b);
    case ALLOCATION_LEAST_LOADED:
        if (a->added_today != b->added_today) return a->added_today < b->added_today;
        return a->last_added_at_ms < b->last_added_at_ms;
    case ALLOCATION_RANDOM: break;
    }
    return false;
}

static Ids choose(Arena *arena, Allocation allocation, const DutyStaff *const *list, size_t count)
{
    const size_t room = count < DUTY_PLATFORM_MAX ? count : DUTY_PLATFORM_MAX;
    int64_t     *ids  = arena_make(arena, int64_t, room);
    if (allocation == ALLOCATION_RANDOM || count == 0) {
        for (size_t i = 0; i < room; i++) ids[i] = list[i]->staff_id;
        return (Ids){ ids, room };
    }
    const DutyStaff *first = list[0];
    for (size_t i = 1; i < count; i++)
        if (is_before(allocation, list[i], first)) first = list[i];
    ids[0] = first->staff_id;
    return (Ids){ ids, 1 };
}

static bool has_caps(const DutyPlan *plan)
{
    for (size_t i = 0; i < plan->staff_count; i++)
        if (plan->staff[i].daily_cap > 0) return true;
    return false;
}

static int64_t earlier(int64_t a, int64_t b) { return a < b ? a : b; }

/* Shares and loads are counted per day, so these begin anew at midnight too. */
static bool counts_by_day(const DutyPlan *plan)
{
    return has_caps(plan) || plan->allocation == ALLOCATION_WEIGHTED ||
           plan->allocation == ALLOCATION_LEAST_LOADED;
}

static int64_t next_change(Arena *arena, const DutyPlan *plan, int64_t now_ms, Zone zone)
{
    WeekWindow *windows = arena_make(arena, WeekWindow, plan->slot_count);
    for (size_t i = 0; i < plan->slot_count; i++) windows[i] = plan->slots[i].window;
    int64_t next = week_windows_next_change(windows, plan->slot_count, now_ms, zone);

    if (counts_by_day(plan)) next = earlier(next, day_start_ms(day_of(now_ms, zone) + 1, zone));
    if (plan->valid_from_ms > now_ms) next = earlier(next, plan->valid_from_ms);
    if (plan->valid_until_ms > now_ms) next = earlier(next, plan->valid_until_ms);
    return next;
}

static int64_t slot_that_decided(const DutyStaff *const *list, Step step)
{
    return step == STEP_SLOTS ? list[0]->slot_no : step == STEP_ALL_DAY ? 0 : -1;
}

Duty duty_decide(Arena *arena, const DutyPlan *plan, int64_t now_ms, Zone zone)
{
    const DutyStaff **list = arena_make(arena, const DutyStaff *, plan->staff_count);
    Duty              duty = { .next_change_ms = next_change(arena, plan, now_ms, zone) };
    duty.is_expired        = (plan->valid_from_ms != 0 && now_ms < plan->valid_from_ms) ||
                      (plan->valid_until_ms != 0 && now_ms >= plan->valid_until_ms);

    for (int able_only = 1; able_only >= 0; able_only--)
        for (int step = STEP_SLOTS; step < STEP_COUNT; step++) {
            const size_t count = collect(plan, (Step)step, able_only, now_ms, zone, list);
            if (count == 0) continue;
            duty.receivers   = choose(arena, plan->allocation, list, count);
            duty.slot_no     = slot_that_decided(list, (Step)step);
            duty.is_degraded = !able_only || step == STEP_BACKUP;
            return duty;
        }
    duty.is_degraded = true;
    return duty;
}

static bool was_met(const DutyPlan *plan, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (plan->staff[i].staff_id == plan->staff[at].staff_id && plan->staff[i].slot_no >= 0)
            return true;
    return false;
}

DutyCap duty_cap(const DutyPlan *plan)
{
    DutyCap sum = { 0 };
    for (size_t i = 0; i < plan->staff_count; i++) {
        const DutyStaff *one = &plan->staff[i];
        if (one->slot_no < 0 || !one->is_available || was_met(plan, i)) continue;
        if (one->daily_cap == 0) return (DutyCap){ 0 };
        sum.cap += one->daily_cap;
        sum.used += one->added_today < one->daily_cap ? one->added_today : one->daily_cap;
    }
    return sum;
}
