/* cohort.c -- one pass over each person's events. */
#include "columnar/cohort.h"

#include <stdlib.h>
#include <string.h>

/* The unit an instant falls in, looked for from `from` on. */
static size_t unit_of(const CohortAsk *ask, size_t from, int64_t ms)
{
    size_t low = from, high = ask->unit_count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (ask->unit_start[middle] <= ms)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t find_first(const Trail *trail, size_t from, size_t until)
{
    while (from < until && !(trail->mask[from] & 1)) from++;
    return from;
}

/* Marks the units with a return, at or after the first event. */
static void mark_returns(const CohortAsk *ask, size_t first, size_t until, size_t unit, bool *was)
{
    for (size_t i = first; i < until; i++) {
        if (!(ask->trail->mask[i] & 2)) continue;
        const int64_t ms = ask->trail->ms[i];
        if (ms >= ask->unit_start[unit + 1]) unit = unit_of(ask, unit + 1, ms);
        was[unit] = true;
    }
}

static void count_person(const CohortAsk *ask, size_t at, bool *was, int64_t *sizes,
                         CohortCell *cells)
{
    const Trail *trail = ask->trail;
    const size_t until = trail->starts[at + 1];
    const size_t first = find_first(trail, trail->starts[at], until);
    if (first == until) return;
    const size_t unit = unit_of(ask, 0, trail->ms[first]);
    const size_t part = ask->part_count ? (size_t)trail->node[first] : 0;
    const size_t row  = part * ask->unit_count + unit;
    memset(was, 0, ask->unit_count * sizeof *was);
    mark_returns(ask, first, until, unit, was);
    sizes[row]++;
    for (size_t i = 0; i < ask->period_count; i++) {
        const size_t then = unit + (size_t)ask->periods[i];
        if (then >= ask->unit_count) continue;
        CohortCell *cell = &cells[row * ask->period_count + i];
        cell->reached++;
        cell->retained += was[then];
        if (ask->hit) ask->hit(ask->with, trail->persons[at], unit, i, was[then]);
    }
}

void cohort_count(const CohortAsk *ask, int64_t *sizes, CohortCell *cells)
{
    bool *was = calloc(ask->unit_count + 1, sizeof *was);
    ASSERT(was != NULL);
    for (size_t i = 0; i < ask->trail->person_count; i++) count_person(ask, i, was, sizes, cells);
    free(was);
}
