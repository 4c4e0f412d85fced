/* report_sum.h -- which figures of an answer may be added up over its rows.  Private to report/. */
#ifndef REPORT_REPORT_SUM_H
#define REPORT_REPORT_SUM_H

#include "report/report_word.h"

/* Whether the column of that name counts or sums: people, means and ratios of two rows are not
 * those of both.  `query` is its question, `metrics` the catalogue; what is not known is no sum. */
bool report_sum_is(Arena *arena, Rows metrics, const Json *query, Str name);

#endif
