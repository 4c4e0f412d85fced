/* intake_guess.h -- what the columns of a file may be, by their names.  Private to the slice. */
#ifndef INTAKE_INTAKE_GUESS_H
#define INTAKE_INTAKE_GUESS_H

#include "intake/intake_mapping.h"

/* A mapping of what was recognised; it may lack what a kind needs. */
Code intake_guess_mapping(Ctx *cx, Strs header, IntakeKind kind, Str *mapping) MUST_USE;
/* The same of a file without a header, whose columns are called by letters: a phone is known by its
 * looks.  The mapping names the columns. */
Code intake_guess_unnamed(Ctx *cx, Strs letters, Strs first, IntakeKind kind,
                          Str *mapping) MUST_USE;
/* Whether the cells are names of columns: none looks like a number. */
bool intake_guess_is_header(const Strs *cells);
/* Whether it tells of which member of staff or store somebody is, which no file can set. */
bool intake_guess_is_of_staff(Str heading);
/* The kind whose fields most columns are of. */
IntakeKind intake_guess_kind(Strs header);

#endif
