/* intake_sql.h -- statements of imports.  Private to the slice. */
#ifndef INTAKE_INTAKE_SQL_H
#define INTAKE_INTAKE_SQL_H

#include "intake/intake.h"

/* How far a run is. */
typedef struct IntakeStand {
    int64_t tenant_id;
    Str     run_key;
    int64_t row_count, added, known, people, refused, left_out, refused_size;
    int64_t at_ms;
} IntakeStand;

/* Of a run that was begun and not ended; else all zero. */
Code intake_sql_find(Ctx *cx, Str run_key, IntakeStand *out) MUST_USE;
Code intake_sql_save(Ctx *cx, const IntakeStand *stand) MUST_USE;
Code intake_sql_end(Ctx *cx, Str run_key) MUST_USE; /* the run is over */

#endif
