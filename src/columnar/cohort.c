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
    int32_t         *column;       /* by units after the first up to `last`: the first not before */
    bool            *is_asked;     /* by the same                                              */
    size_t           columns;      /* asked periods, each once, in their order                 */
    size_t           last;         /* of the periods that are asked                            */
    int32_t         *unit_of_slot; /* a slot is 1 << slot_bits ms; where it begins         */
    unsigned         slot_bits;
    size_t           slot_last;
    uint64_t        *word_end; /* by unit: the first word behind it                        */
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

/* The unit an instant falls in; what comes before the first belongs to it. */
static inline size_t unit_of(const CohortCount *count, int64_t ms)
{
    const int64_t *end  = count->ask->unit_start + 1;
    const int64_t  at   = ms - count->ask->unit_start[0];
    size_t         slot = at > 0 ? (size_t)at >> count->slot_bits : 0;
    if (slot > count->slot_last) slot = count->slot_last;
    size_t unit = (size_t)count->unit_of_slot[slot];
    while (unit + 1 < count->ask->unit_count && end[unit] <= ms) unit++;
    return unit;
}

/* Time is cut into some slots for each unit: an instant is in the unit its slot begins in, or soon
 * after. */
static void cut_slots(CohortCount *count)
{
    enum { SLOTS_A_UNIT = 8 };
    const int64_t *start = count->ask->unit_start;
    const size_t   units = count->ask->unit_count;
    const uint64_t whole = (uint64_t)(start[units] - start[0]);
    while ((whole >> count->slot_bits) > SLOTS_A_UNIT * units) count->slot_bits++;
    count->slot_last    = (size_t)(whole >> count->slot_bits);
    count->unit_of_slot = zeroes(count->slot_last + 1, sizeof *count->unit_of_slot);
    for (size_t slot = 0, unit = 0; slot <= count->slot_last; slot++) {
        const int64_t at = start[0] + (int64_t)((uint64_t)slot << count->slot_bits);
        while (unit + 1 < units && start[unit + 1] <= at) unit++;
        count->unit_of_slot[slot] = (int32_t)unit;
    }
}

CohortCount *cohort_new(const CohortAsk *ask)
{
    CohortCount *count = zeroes(1, sizeof *count);
    count->ask         = ask;
    count->parts       = ask->part_count ? ask->part_count : 1;
    number_columns(count);
    cut_slots(count);
    const size_t rows = count->parts * ask->unit_count;
    count->sizes      = zeroes(rows, sizeof *count->sizes);
    count->retained   = zeroes(rows * count->columns, sizeof *count->retained);
    if (ask->has_value) count->value = zeroes(rows * count->columns, sizeof *count->value);
    count->word_end = zeroes(ask->unit_count, sizeof *count->word_end);
    for (size_t i = 0; i < ask->unit_count; i++)
        count->word_end[i] = people_word_from(ask->unit_start[i + 1]);
    count->is_there = zeroes(count->parts, sizeof *count->is_there);
    count->counted  = zeroes(ask->unit_count, sizeof *count->counted);
    return count;
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
    const int64_t  *ms = trail->ms, *ends = count->ask->unit_start + 1;
    const uint32_t *mask     = trail->mask;
    const bool     *is_asked = count->is_asked;
    const int32_t  *column   = count->column;
    uint32_t       *counted  = count->counted;
    const uint32_t  number   = count->number;
    const size_t    last     = count->last;
    int64_t         end      = ends[unit];
    for (size_t i = first, now = unit; i < until; i++) {
        if (ms[i] >= end) {
            now = unit_of(count, ms[i]);
            end = ends[now];
            if (now - unit > last) return;
        }
        if (!(mask[i] & 2)) continue;
        counted[now] = number;
        if (is_asked[now - unit]) retained[column[now - unit]]++;
        while (i + 1 < until && ms[i + 1] < end) i++;
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

static void count_run(CohortCount *count, PeopleRun run, const PeopleMeaning *meanings)
{
    const uint64_t *words = run.words, *ends = count->word_end;
    const bool     *is_asked = count->is_asked;
    const int32_t  *column   = count->column;
    const size_t    last     = count->last;
    size_t          first    = 0;
    while (first < run.count && !(meanings[people_word_type(words[first])].mask & 1)) first++;
    if (first == run.count) return;
    const size_t unit     = unit_of(count, people_word_ms(words[first]));
    int64_t     *retained = count->retained + unit * count->columns;
    uint64_t     end      = ends[unit];
    count->sizes[unit]++;
    for (size_t i = first, now = unit; i < run.count; i++) {
        if (words[i] >= end) {
            now = unit_of(count, people_word_ms(words[i]));
            end = ends[now];
            if (now - unit > last) return;
        }
        if (!(meanings[people_word_type(words[i])].mask & 2)) continue;
        if (is_asked[now - unit]) retained[column[now - unit]]++;
        while (i + 1 < run.count && words[i + 1] < end) i++;
    }
}

void cohort_add_runs(CohortCount *count, const PeopleRuns *runs)
{
    ASSERT(!count->value && count->ask->part_count == 0 && count->ask->hit == NULL);
    for (size_t i = 0; i < runs->count; i++) count_run(count, runs->at[i], runs->meanings);
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
    free(count->unit_of_slot);
    free(count->word_end);
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
