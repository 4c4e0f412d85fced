/* people_set.c -- lists of ids side by side. */
#include "columnar/people_set.h"

PeopleSet people_set_all(bool is_all) { return (PeopleSet){ .is_not = is_all }; }

PeopleSet people_set_of(Ids ids) { return (PeopleSet){ .ids = ids }; }

PeopleSet people_set_not(PeopleSet set) { return (PeopleSet){ set.ids, !set.is_not }; }

bool people_set_is_all(PeopleSet set) { return set.is_not && set.ids.count == 0; }

/* Which ids of two lists are kept. */
typedef struct Keep {
    bool left, both, right;
} Keep;

static Ids merged(Arena *arena, Ids left, Ids right, Keep keep)
{
    int64_t *ids   = arena_make(arena, int64_t, left.count + right.count + 1);
    size_t   count = 0, l = 0, r = 0;
    while (l < left.count || r < right.count) {
        const bool    is_left  = r == right.count || (l < left.count && left.at[l] <= right.at[r]);
        const bool    is_right = l == left.count || (r < right.count && right.at[r] <= left.at[l]);
        const int64_t id       = is_left ? left.at[l] : right.at[r];
        const bool    is_kept  = is_left && is_right ? keep.both : is_left ? keep.left : keep.right;
        if (is_kept) ids[count++] = id;
        l += is_left;
        r += is_right;
    }
    return (Ids){ ids, count };
}

PeopleSet people_set_and(Arena *arena, PeopleSet one, PeopleSet other)
{
    if (people_set_is_all(one)) return other;
    if (people_set_is_all(other)) return one;
    const bool is_not = one.is_not && other.is_not;
    const Keep keep   = { .left  = other.is_not,
                          .both  = one.is_not == other.is_not,
                          .right = one.is_not };
    return (PeopleSet){ merged(arena, one.ids, other.ids, keep), is_not };
}

PeopleSet people_set_or(Arena *arena, PeopleSet one, PeopleSet other)
{
    return people_set_not(people_set_and(arena, people_set_not(one), people_set_not(other)));
}

/* Doubles the step until it is past him: who asks of many finds them near, who asks of few does not
 * look at all between. */
bool people_set_has(const PeopleSet *set, size_t *at, int64_t person)
{
    const Ids ids = set->ids;
    size_t    low = *at, step = 1;
    while (low + step < ids.count && ids.at[low + step] < person) {
        low += step;
        step *= 2;
    }
    size_t high = low + step < ids.count ? low + step : ids.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (ids.at[middle] < person)
            low = middle + 1;
        else
            high = middle;
    }
    *at = low;
    return (low < ids.count && ids.at[low] == person) != set->is_not;
}

uint32_t people_sets_of(const PeopleSet *sets, size_t count, PeopleMarks *marks, int64_t person)
{
    uint32_t mask = 0;
    ASSERT(count <= PEOPLE_SETS_MAX);
    if (sets == NULL) return UINT32_MAX;
    for (size_t i = 0; i < count; i++)
        mask |= (uint32_t)people_set_has(&sets[i], &marks->at[i], person) << i;
    return mask;
}
