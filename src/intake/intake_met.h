/* intake_met.h -- which rows a run has met, kept with it, so that who goes on tells equal rows
 * apart without reading the file again.  Private to the slice. */
#ifndef INTAKE_INTAKE_MET_H
#define INTAKE_INTAKE_MET_H

#include "intake/intake_equal.h"
#include "kernel/ctx.h"

/* Those of a batch (of uint64_t) that ends at that row, in the open transaction. */
Code intake_met_keep(Ctx *cx, Str run_key, int64_t row_count, const Vec *hashes) MUST_USE;
/* Counts all that were kept until that row. */
Code intake_met_count(Ctx *cx, Str run_key, int64_t row_count, EqualRows *into) MUST_USE;

#endif
