/* intake_row.h -- a row of a file under a mapping.  Private to the slice. */
#ifndef INTAKE_INTAKE_ROW_H
#define INTAKE_INTAKE_ROW_H

#include "intake/intake_mapped_value.h"

typedef enum RowVerdict { ROW_GOOD = 1, ROW_LEFT_OUT, ROW_BAD } RowVerdict;

/* What the row says, in the arena but for text that needed no cleaning: that is borrowed from the
 * cells.  ROW_LEFT_OUT: the mapping does not want it. */
RowVerdict intake_row_read(Arena *arena, const Mapping *mapping, const CsvRow *row,
                           IntakeRecord *out, RowRefusal *refusal);
/* Of all its cells, never 0. */
uint64_t   intake_row_hash(const CsvRow *row);
/* Whether it says itself which record it is, so that an equal row is the same one. */
bool       intake_row_has_id(Arena *arena, const Mapping *mapping, const CsvRow *row);
/* The sentence for a refused row in the language of the file of refused rows. */
Str        intake_row_reason(Arena *arena, const RowRefusal *refusal, bool english);

#endif
