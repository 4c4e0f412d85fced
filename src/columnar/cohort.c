/* cohort.c -- one pass over each person's events. */
#include "columnar/cohort.h"

#include <stdlib.h>
#include <string.h>

struct CohortCount {
    const CohortAsk *ask;
    size_t           parts;
    int64_t         *sizes;    /* by part and unit                                         */
    int64_t         *retained; /* by part, unit and column                                 */
    double          *value;    /* the same, of returns since the column before; NULL       */
    bool            *is_there; /* by part                                                  */
    uint32_t        *counted;  /* by unit: 1 more than the number of who was there last    */
    uint32_t         number;
    int32_t         *column;   /* by units after the first up to `last`: the first not before */
    bool            *is_asked; /* by the same                                              */
    size_t           columns;  /* asked periods, each once, in their order                 */
    size_t           last;     /* of the periods that are asked                            */
    double           units_a_ms;
};

static void *zeroes(size_t count, size_t size)
{
    void *room = calloc(count + 1, size);
    ASSERT(room != NULL);
    return room;
}

/* Periods that are asked twice are counted once; none is where units end before it. */
static void number_columns(CohortCount *count)
{
    const CohortAsk *ask = count->ask;
    count->column        = zeroes(ask->unit_count, sizeof *count->column);
    count->is_asked      = zeroes(ask->unit_count, sizeof *count->is_asked);
    for (size_t i = 0; i < ask->period_count; i++) {
        const size_t period = (size_t)ask->periods[i];
        if (period >= ask->unit_count) continue;
        if (period > count->last) count->last = period;
        count->is_asked[period] = true;
    }
    for (size_t period = 0; period <= count->last; period++) {
        count->column[period] = (int32_t)count->columns;
        count->columns += count->is_asked[period];
    }
}

CohortCount *cohort_new(const CohortAsk *ask)
{
    CohortCount *count = zeroes(1, sizeof *count);
    count->ask         = ask;
    count->parts       = ask->part_count ? ask->part_count : 1;
    number_columns(count);
    count->units_a_ms =
        (double)ask->unit_count / (double)(ask->unit_start[ask->unit_count] - ask->unit_start[0]);
    const size_t rows = count->parts * ask->unit_count;
    count->sizes      = zeroes(rows, sizeof *count->sizes);
    count->retained   = zeroes(rows * count->columns, sizeof *count->retained);
    if (ask->has_value) count->value = zeroes(rows * count->columns, sizeof *count->value);
    count->is_there = zeroes(count->parts, sizeof *count->is_there);
    count->counted  = zeroes(ask->unit_count, sizeof *count->counted);
    return count;
}

/* The unit an instant falls in: units are nearly of one length. */
static size_t unit_of(const CohortCount *count, int64_t ms)
{
    const int64_t *start = count->ask->unit_start;
    const double   guess = (double)(ms - start[0]) * count->units_a_ms;
    size_t         unit  = guess > 0 ? (size_t)guess : 0;
    if (unit >= count->ask->unit_count) unit = count->ask->unit_count - 1;
    while (unit > 0 && start[unit] > ms) unit--;
    while (unit + 1 < count->ask->unit_count && start[unit + 1] <= ms) unit++;
    return unit;
}

static void tell(const CohortCount *count, int64_t person, size_t unit)
{
    const CohortAsk *ask = count->ask;
    for (size_t i = 0; i < ask->period_count; i++) {
        const size_t then = unit + (size_t)ask->periods[i];
        if (then < ask->unit_count)
            ask->hit(ask->with, person, unit, i, count->counted[then] == count->number);
    }
}

/* Each unit with a return, at or after the first event, counts once. */
static void count_returns(CohortCount *count, const Trail *trail, size_t first, size_t until,
                          size_t unit, int64_t *retained)
{
    const CohortAsk *ask = count->ask;
    int64_t          end = ask->unit_start[unit + 1];
    for (size_t i = first, now = unit; i < until; i++) {
        if (trail->ms[i] >= end) {
            now = unit_of(count, trail->ms[i]);
            end = ask->unit_start[now + 1];
            if (now - unit > count->last) return;
        }
        if (!(trail->mask[i] & 2) || count->counted[now] == count->number) continue;
        count->counted[now] = count->number;
        if (count->is_asked[now - unit]) retained[count->column[now - unit]]++;
    }
}

static void sum_returns(const CohortCount *count, const Trail *trail, size_t first, size_t until,
                        size_t unit, double *value)
{
    for (size_t i = first; i < until; i++) {
        if (!(trail->mask[i] & 2)) continue;
        const size_t now = unit_of(count, trail->ms[i]);
        if (now - unit > count->last) return;
        value[count->column[now - unit]] += trail->value[i];
    }
}

static void count_person(CohortCount *count, const Trail *trail, size_t at)
{
    const CohortAsk *ask   = count->ask;
    const size_t     until = trail->starts[at + 1];
    size_t           first = trail->starts[at];
    while (first < until && !(trail->mask[first] & 1)) first++;
    if (first == until) return;
    const size_t unit = unit_of(count, trail->ms[first]);
    const size_t row  = (ask->part_count ? (size_t)trail->node[first] : 0) * ask->unit_count + unit;
    count->number++;
    count->sizes[row]++;
    count_returns(count, trail, first, until, unit, count->retained + row * count->columns);
    if (count->value && count->columns)
        sum_returns(count, trail, first, until, unit, count->value + row * count->columns);
    if (ask->hit) tell(count, trail->persons[at], unit);
}

void cohort_add(CohortCount *count, const Trail *trail)
{
    for (size_t i = 0; i < trail->person_count; i++) count_person(count, trail, i);
    for (size_t i = 0; count->ask->part_count && i < trail->count; i++)
        count->is_there[trail->node[i]] = true;
}

static void forget(CohortCount *count)
{
    free(count->sizes);
    free(count->retained);
    free(count->value);
    free(count->is_there);
    free(count->counted);
    free(count->column);
    free(count->is_asked);
    free(count);
}

void cohort_join(CohortCount *count, CohortCount *from)
{
    const size_t rows = count->parts * count->ask->unit_count;
    for (size_t i = 0; i < rows; i++) count->sizes[i] += from->sizes[i];
    for (size_t i = 0; i < rows * count->columns; i++) count->retained[i] += from->retained[i];
    for (size_t i = 0; count->value && i < rows * count->columns; i++)
        count->value[i] += from->value[i];
    for (size_t i = 0; i < count->parts; i++) count->is_there[i] |= from->is_there[i];
    forget(from);
}

/* From returns between the columns to all until each. */
static void sum_up(double *value, size_t columns)
{
    for (size_t i = 1; i < columns; i++) value[i] += value[i - 1];
}

/* Whoever began early enough could be there. */
static void fill_cells(CohortCount *count, int64_t *sizes, CohortCell *cells)
{
    const CohortAsk *ask = count->ask;
    for (size_t row = 0; row < count->parts * ask->unit_count; row++) {
        sizes[row] = count->sizes[row];
        if (count->value) sum_up(count->value + row * count->columns, count->columns);
        for (size_t i = 0; i < ask->period_count; i++) {
            const size_t period = (size_t)ask->periods[i];
            CohortCell  *cell   = &cells[row * ask->period_count + i];
            if (row % ask->unit_count + period >= ask->unit_count) continue;
            const size_t at = row * count->columns + (size_t)count->column[period];
            cell->reached   = count->sizes[row];
            cell->retained  = count->retained[at];
            if (count->value) cell->value = count->value[at];
        }
    }
}

void cohort_done(CohortCount *count, int64_t *sizes, CohortCell *cells, bool *is_there)
{
    if (count == NULL) return;
    if (sizes) fill_cells(count, sizes, cells);
    for (size_t i = 0; is_there && i < count->parts; i++)
        is_there[i] = count->is_there[i] || count->ask->part_count == 0;
    forget(count);
}

void cohort_count(const CohortAsk *ask, int64_t *sizes, CohortCell *cells)
{
    CohortCount *count = cohort_new(ask);
    cohort_add(count, ask->trail);
    cohort_done(count, sizes, cells, NULL);
}
