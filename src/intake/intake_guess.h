/* intake_guess.h -- what the columns of a file may be, by their names.  Private to the slice. */
#ifndef INTAKE_INTAKE_GUESS_H
#define INTAKE_INTAKE_GUESS_H

#include "intake/intake_mapping.h"

/* A mapping of what was recognised; it may lack what a kind needs. */
Code intake_guess_mapping(Ctx *cx, Strs header, IntakeKind kind, Str *mapping) MUST_USE;
/* The kind whose fields most columns are of. */
IntakeKind intake_guess_kind(Strs header);

#endif
