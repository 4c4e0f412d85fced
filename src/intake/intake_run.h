/* intake_run.h -- a file being brought in, as the kinds see it.  Private to the slice. */
#ifndef INTAKE_INTAKE_RUN_H
#define INTAKE_INTAKE_RUN_H

#include "intake/intake_people.h"
#include "intake/intake_row.h"
#include "intake/intake_sql.h"
#include "intake/intake_touch.h"

struct IntakeRun {
    Ctx                 *cx;
    const IntakeOptions *options;
    Mapping              mapping;
    Str                  key; /* of the run */
    IntakeReport         report;
    Shop                 shop;  /* of orders and products */
    IntakePeople        *people; /* of events              */
    IntakeTouches       *touches; /* of events            */
    Arena               *batch; /* of the rows that are not stored yet */
};

/* A record of the batch is not taken: told in the file of refused rows. */
void intake_run_refuse(IntakeRun *run, const IntakeRecord *record, RowRefusal refusal);
/* Lets go what runs that are over have met, in bounded transactions; once more where some clash. */
Code intake_run_sweep(Ctx *cx) MUST_USE;
/* Likewise behind the end of a run, which stands whatever becomes of this: what is left the next
 * run takes. */
void intake_run_sweep_some(Ctx *cx);

#endif
