/* reach_choose.c -- which welcome a new contact gets: the rule, pure. */
#include "reach/reach.h"

static bool holds_id(Ids ids, int64_t id)
{
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i] == id) return true;
    return false;
}

static bool in_window(const ReachCandidate *candidate, const ReachSituation *situation)
{
    if (candidate->window_count == 0) return true;
    for (size_t i = 0; i < candidate->window_count; i++)
        if (week_window_holds(candidate->windows[i], situation->at_ms, situation->zone))
            return true;
    return false;
}

/* How near the nearest department of the candidate is: 0 is the member's own, -1 none. */
static int64_t nearness(const ReachCandidate *candidate, const ReachSituation *situation)
{
    for (size_t i = 0; i < situation->department_ids.count; i++)
        if (holds_id(candidate->department_ids, situation->department_ids.at[i])) return (int64_t)i;
    return -1;
}

/* Restrictions that any scope may carry: empty lists mean everybody. */
static ReachWhy refused_by_people(const ReachCandidate *candidate, const ReachSituation *situation)
{
    const bool by_staff      = candidate->staff_ids.count > 0;
    const bool by_department = candidate->department_ids.count > 0;
    if (by_staff && holds_id(candidate->staff_ids, situation->staff_id)) return 0;
    if (by_department && nearness(candidate, situation) >= 0) return 0;
    if (by_staff) return REACH_OTHER_STAFF;
    return by_department ? REACH_OTHER_DEPARTMENT : 0;
}

/* Why it does not apply; 0 when it does. */
static ReachWhy refused(const ReachCandidate *candidate, const ReachSituation *situation)
{
    if (!candidate->is_enabled) return REACH_DISABLED;
    switch (candidate->scope) {
    case WELCOME_SCOPE_CODE:
        if (!situation->state.len || !str_equal(candidate->token, situation->state))
            return REACH_OTHER_CODE;
        break;
    case WELCOME_SCOPE_SLOT:
        if (candidate->window_count == 0) return REACH_WINDOW_MISSING;
        break;
    case WELCOME_SCOPE_STAFF:
        if (candidate->staff_ids.count == 0) return REACH_OTHER_STAFF;
        break;
    case WELCOME_SCOPE_DEPARTMENT:
        if (candidate->department_ids.count == 0) return REACH_OTHER_DEPARTMENT;
        break;
    case WELCOME_SCOPE_DEFAULT: break;
    }
    const ReachWhy people = refused_by_people(candidate, situation);
    if (people) return people;
    return in_window(candidate, situation) ? 0 : REACH_OUTSIDE_WINDOW;
}

/* Smaller is more specific: named members, then the nearest department, then everybody. */
static int64_t distance(const ReachCandidate *candidate, const ReachSituation *situation)
{
    if (holds_id(candidate->staff_ids, situation->staff_id)) return -1;
    const int64_t near = nearness(candidate, situation);
    return near >= 0 ? near : INT64_MAX;
}

/* Negative: `a` comes before `b`. */
static int64_t compare(const ReachCandidate *a, const ReachCandidate *b,
                       const ReachSituation *situation, bool *by_age)
{
    const int64_t near_a = distance(a, situation), near_b = distance(b, situation);
    const bool    limited_a = a->window_count > 0, limited_b = b->window_count > 0;
    *by_age = false;
    if (a->scope != b->scope) return (int64_t)a->scope - (int64_t)b->scope;
    if (near_a != near_b) return near_a < near_b ? -1 : 1;
    if (limited_a != limited_b) return limited_a ? -1 : 1;
    *by_age = true;
    if (a->updated_at_ms != b->updated_at_ms) return a->updated_at_ms > b->updated_at_ms ? -1 : 1;
    return a->policy_id > b->policy_id ? -1 : 1;
}

/* A code's own word stands above all: `policy` leaves the choice to the rest. */
static bool takes_part(const ReachCandidate *candidate)
{
    return candidate->scope != WELCOME_SCOPE_CODE || candidate->mode != WELCOME_POLICY;
}

int64_t reach_choose(const ReachCandidate *candidates, size_t count,
                     const ReachSituation *situation, ReachWhy *why)
{
    int64_t best   = -1;
    bool    by_age = false;
    for (size_t i = 0; i < count; i++) {
        why[i] = refused(&candidates[i], situation);
        if (why[i] == 0 && !takes_part(&candidates[i])) why[i] = REACH_LEFT_TO_POLICIES;
        if (why[i]) continue;
        if (best < 0 || compare(&candidates[i], &candidates[best], situation, &by_age) < 0)
            best = (int64_t)i;
    }
    if (best < 0) return -1;
    const ReachCandidate *chosen = &candidates[best];
    const bool silenced = chosen->scope == WELCOME_SCOPE_CODE && chosen->mode == WELCOME_NONE;
    for (size_t i = 0; i < count; i++) {
        if (why[i]) continue;
        if (silenced)
            why[i] = REACH_SILENCED;
        else if ((int64_t)i == best)
            why[i] = REACH_CHOSEN;
        else
            why[i] = compare(&candidates[i], chosen, situation, &by_age) > 0 && by_age
                         ? REACH_OLDER
                         : REACH_LESS_SPECIFIC;
    }
    return silenced ? -1 : best;
}
