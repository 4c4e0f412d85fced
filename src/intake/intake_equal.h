/* intake_equal.h -- equal rows of a file told apart by their order.  Private to the slice.
 *
 * Two rows that say the same are two events, and the second is the second each time the file is
 * read.  Memory does not grow with the file: a filter of fixed size knows what was surely not seen,
 * the few that may have been are counted.  Where it errs (of ten million different rows some
 * hundred) a first row is called a second, the same one each time. */
#ifndef INTAKE_INTAKE_EQUAL_H
#define INTAKE_INTAKE_EQUAL_H

#include "base/base.h"

typedef struct EqualRows EqualRows;
/* None was seen yet. */
EqualRows *equal_rows_new(void);
void       equal_rows_free(EqualRows *rows); /* NULL is allowed */
/* Which of the rows of that hash (not 0) this is, from 1. */
int64_t    equal_rows_nth(EqualRows *rows, uint64_t hash);

#endif
