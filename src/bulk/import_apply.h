/* import_apply.h -- what becomes of records: the rule, for the job and for its preview; private. */
#ifndef BULK_IMPORT_APPLY_H
#define BULK_IMPORT_APPLY_H

#include "bulk/import_read.h"

/* How records are applied: the rule, and the tags known by name so far. */
typedef struct ImportPlan {
    const ImportRow *row;
    Ids              tag_ids; /* for everybody */
    Arena           *arena;   /* of the tags */
    StrMap          *tags;    /* name -> int64_t, the tag; 0: there is none */
    bool             is_trial; /* nothing is written */
} ImportPlan;

/* What became of a record. */
typedef struct RowFate {
    RowOutcome outcome;
    Refusal    refusal;
} RowFate;

/* Reads what everybody gets; import_plan_end in any case. */
Code import_plan_begin(Ctx *cx, const ImportRow *row, bool is_trial, ImportPlan *out) MUST_USE;
void import_plan_end(ImportPlan *plan); /* also of one that was not begun */
/* A few hundred records, in the open transaction unless it is a trial. */
Code import_apply(Ctx *cx, ImportPlan *plan, const ImportRecord *records, size_t count,
                  RowFate *fates) MUST_USE;
/* As a byte, and back. */
unsigned char import_fate_byte(RowFate fate);
RowFate       import_fate_of(unsigned char byte); /* as above */

#endif
