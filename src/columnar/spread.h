/* spread.h -- numbers of persons in buckets: how many, of how many, and what is in the middle.
 * What counts as a number is decided elsewhere; docs/query.md says what is told of it. */
#ifndef COLUMNAR_SPREAD_H
#define COLUMNAR_SPREAD_H

#include "base/base.h"

enum { SPREAD_CUTS_MAX = 30, SPREAD_CUTS_AUTO = 15 };

/* Bucket 0 has no number; bucket i holds cut[i - 2] <= number < cut[i - 1]. */
typedef struct SpreadAxis {
    double cuts[SPREAD_CUTS_MAX];
    size_t count;
    bool   has_low, has_high; /* nobody is below low, or from high on */
    double low, high;
} SpreadAxis;

typedef struct SpreadItem {
    int64_t  person; /* those of one person stand together */
    double   value;
    uint32_t cell;
} SpreadItem;

typedef struct SpreadCell {
    int64_t       count, people;
    double        sum;    /* of the numbers in their order: the same whatever order they came in */
    const double *values; /* `count` of them, ascending */
} SpreadCell;

/* Of each cell its items; cells are 0 … cell_count - 1.  Lives in the arena. */
SpreadCell *spread_count(Arena *arena, const SpreadItem *items, size_t count, size_t cell_count);
/* The smallest number that `rank` (0 … 1) of them are not above; there is one at least. */
double      spread_rank(const double *values, size_t count, double rank);
/* The bucket of a number, from 1. */
size_t      spread_bucket(const SpreadAxis *axis, double value);

/* Cuts at round numbers, at most SPREAD_CUTS_AUTO; of whole numbers none between them.  `values`
 * are ascending. */
SpreadAxis spread_round(const double *values, size_t count, bool is_whole);
/* Cuts into the smallest of `steps` (ascending) that needs at most SPREAD_CUTS_AUTO. */
SpreadAxis spread_steps(const double *values, size_t count, const double *steps,
                        size_t step_count);
/* Cuts into so many parts with as many in each, as far as equal numbers allow. */
SpreadAxis spread_parts(const double *values, size_t count, size_t parts);
/* Ascending. */
void       spread_sort(double *values, size_t count);

#endif
