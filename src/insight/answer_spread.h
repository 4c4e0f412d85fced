/* answer_spread.h -- between distributions and intervals: where buckets begin, and their rows. */
#ifndef INSIGHT_ANSWER_SPREAD_H
#define INSIGHT_ANSWER_SPREAD_H

#include "insight/answer.h"

/* The cuts of an axis: those that were given, or made of `values`, which are ascending.
 * `steps` (NULL: round numbers) are what they may be multiples of. */
typedef struct SpreadMade {
    const double *values;
    size_t        count;
    const double *steps;
    size_t        step_count;
    bool          is_whole;
} SpreadMade;
SpreadAxis answer_spread_axis(const QuestionAxis *asked, const SpreadMade *made);
/* from, to of a bucket; null where it has no end.  Bucket 0: both null. */
void       answer_spread_ends(Answer *answer, const SpreadAxis *axis, size_t bucket);
/* The share of a whole; null of nothing. */
void       answer_spread_share(Answer *answer, int64_t part, int64_t whole);
/* average, and the numbers at these ranks; null where there are none. */
void       answer_spread_middle(Answer *answer, const SpreadCell *cell, const double *ranks,
                                size_t count);
/* Columns by their names. */
void       answer_spread_columns(Answer *answer, const char *const *names, size_t count);

#endif
