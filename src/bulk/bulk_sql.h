/* bulk_sql.h -- what bulk jobs changed; private to the slice. */
#ifndef BULK_BULK_SQL_H
#define BULK_BULK_SQL_H

#include "bulk/bulk.h"

typedef enum ChangeKind { CHANGE_TAG = 1, CHANGE_REMARK } ChangeKind;

/* What a job took away or overwrote. */
typedef struct BulkChange {
    int64_t    tenant_id, job_id, customer_id;
    ChangeKind kind;
    int64_t    object_id, staff_id;
    Str        before, after;
    int64_t    at_ms;
} BulkChange;

Code bulk_sql_insert_changes(Ctx *cx, Rows changes) MUST_USE; /* those already noted stay */
/* Of a job, customers from..to. */
Code bulk_sql_changes(Ctx *cx, int64_t job_id, int64_t from_id, int64_t to_id,
                      Rows *changes) MUST_USE;
/* Notes which job takes which back; `*is_first` false when one does already. */
Code bulk_sql_undo(Ctx *cx, int64_t job_id, int64_t undo_job_id, bool *is_first) MUST_USE;
/* Who still has an internal tag of that source, in `arena`, and which tags those are; both rising,
 * each once.  It looks through the internal tags of all customers.  ERR_LIMIT "bulk.too_many". */
Code bulk_sql_given(Ctx *cx, Arena *arena, Str source, Ids *customers, Ids *tags) MUST_USE;
Code bulk_sql_forget(Ctx *cx, int64_t job_id) MUST_USE; /* its changes */

#endif
