/* spread.c -- buckets and what is in them. */
#include "columnar/spread.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

void spread_sort(double *values, size_t count)
{
    if (count > 1) qsort(values, count, sizeof *values, by_value);
}

double spread_rank(const double *values, size_t count, double rank)
{
    ASSERT(count > 0 && rank >= 0 && rank <= 1);
    const size_t place = (size_t)ceil(rank * (double)count);
    return values[place > 0 ? place - 1 : 0];
}

size_t spread_bucket(const SpreadAxis *axis, double value)
{
    size_t low = 0, high = axis->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (axis->cuts[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 1;
}

SpreadCell *spread_count(Arena *arena, const SpreadItem *items, size_t count, size_t cell_count)
{
    SpreadCell *cells  = arena_make(arena, SpreadCell, cell_count + 1);
    double     *values = arena_make(arena, double, count + 1);
    int64_t    *last   = arena_make(arena, int64_t, cell_count + 1);
    size_t     *at     = arena_make(arena, size_t, cell_count + 1);
    for (size_t i = 0; i < count; i++) {
        SpreadCell *cell = &cells[items[i].cell];
        if (cell->count++ > 0 && last[items[i].cell] == items[i].person) continue;
        last[items[i].cell] = items[i].person;
        cell->people++;
    }
    for (size_t i = 0, from = 0; i < cell_count; i++) {
        cells[i].values = values + from;
        at[i]           = from;
        from += (size_t)cells[i].count;
    }
    for (size_t i = 0; i < count; i++) values[at[items[i].cell]++] = items[i].value;
    for (size_t i = 0; i < cell_count; i++) {
        spread_sort(values + at[i] - cells[i].count, (size_t)cells[i].count);
        for (int64_t k = 0; k < cells[i].count; k++) cells[i].sum += cells[i].values[k];
    }
    return cells;
}

/* ---- where to cut ---------------------------------------------------------------------- */

/* Up to this the numbers are shown one by one; what is above is one bucket. */
static const double TAIL = 0.95;

/* 1, 2, 5 times a power of ten. */
typedef struct Step {
    int64_t digit;
    double  up, down; /* times, divided by: exact where a fraction is not */
} Step;

static double times(const Step *step, int64_t count)
{
    return (double)(count * step->digit) * step->up / step->down;
}

static void widen(Step *step)
{
    if (step->digit < 5) {
        step->digit = step->digit == 1 ? 2 : 5;
        return;
    }
    step->digit = 1;
    if (step->down > 1)
        step->down /= 10;
    else
        step->up *= 10;
}

/* The smallest such step of which `span` has at most so many; of whole numbers 1 at least. */
static Step step_for(double span, bool is_whole)
{
    enum { FINEST = 1000000 };
    Step step = { .digit = 1, .up = 1, .down = is_whole ? 1 : FINEST };
    while (span / times(&step, 1) > SPREAD_CUTS_AUTO - 1 && step.up < 1e300) widen(&step);
    return step;
}

SpreadAxis spread_round(const double *values, size_t count, bool is_whole)
{
    SpreadAxis axis = { .has_low = true };
    if (count == 0) return (SpreadAxis){ 0 };
    const double  least = values[0], most = values[count - 1];
    const double  upto  = spread_rank(values, count, TAIL);
    const bool    fits  = is_whole && most - least < SPREAD_CUTS_AUTO;
    const double  span  = fits ? most - least : upto - least;
    const Step    step  = step_for(span, is_whole);
    const int64_t first = (int64_t)floor(least / times(&step, 1));
    int64_t       place = first + 1;
    axis.low            = times(&step, first);
    for (; axis.count < SPREAD_CUTS_AUTO && times(&step, place) <= (fits ? most : upto); place++)
        axis.cuts[axis.count++] = times(&step, place);
    axis.high     = times(&step, place);
    axis.has_high = most < axis.high;
    return axis;
}

SpreadAxis spread_steps(const double *values, size_t count, const double *steps, size_t step_count)
{
    SpreadAxis axis = { .has_low = true };
    size_t     at   = 0;
    if (count == 0) return (SpreadAxis){ 0 };
    const double upto = spread_rank(values, count, TAIL);
    while (at + 1 < step_count && upto / steps[at] > SPREAD_CUTS_AUTO) at++;
    for (int64_t i = 1; axis.count < SPREAD_CUTS_AUTO && (double)i * steps[at] <= upto; i++)
        axis.cuts[axis.count++] = (double)i * steps[at];
    axis.high     = (double)(axis.count + 1) * steps[at];
    axis.has_high = values[count - 1] < axis.high;
    return axis;
}

SpreadAxis spread_parts(const double *values, size_t count, size_t parts)
{
    SpreadAxis axis = { 0 };
    for (size_t i = 1; count > 0 && i < parts; i++) {
        const double before = axis.count ? axis.cuts[axis.count - 1] : values[0];
        size_t       place  = i * count / parts;
        /* Nobody would be below: the next greater number. */
        while (place < count && values[place] <= before) place++;
        if (place < count) axis.cuts[axis.count++] = values[place];
    }
    return axis;
}
