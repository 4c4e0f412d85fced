/* bulk_unmake.h -- an import taken back: whom it made, and whom it gave tags; private to the slice.
 */
#ifndef BULK_BULK_UNMAKE_H
#define BULK_BULK_UNMAKE_H

#include "bulk/bulk_job.h"

/* Whom an undo of an import concerns: those it made and those who still have a tag of it, rising,
 * in `arena`; `tagged` counts those of them it did not make.  It looks through the tags of all
 * customers.  ERR_LIMIT "bulk.too_many". */
typedef struct UnmakePlan {
    Ids     who, tags;
    int64_t made, tagged;
} UnmakePlan;
Code bulk_unmake_plan(Ctx *cx, Arena *arena, int64_t import_id, UnmakePlan *out) MUST_USE;
/* ERR_UNAVAILABLE "bulk.not_heard": somebody has yet to hear what the import said, and would write
 * of those who are taken away. */
Code bulk_unmake_heard(Ctx *cx, const Job *undo) MUST_USE;
/* Says, in a transaction of its own, what a step took away: between two walks, or at the end. */
Code bulk_unmake_said(Ctx *cx, const Job *undo, const BulkWalk *before, bool is_over) MUST_USE;
/* "import:ID": the source of the tags that an import gives. */
Str  bulk_unmake_source(Ctx *cx, int64_t import_id);

#endif
