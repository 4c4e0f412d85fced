/* bulk_sql.c -- every statement of bulk work. */
#include "bulk/bulk_sql.h"

static const char *const kind_words[]      = { [CHANGE_TAG] = "tag", [CHANGE_REMARK] = "remark" };
static const Words       change_kind_words = { kind_words, COUNT(kind_words) };

// clang-format off
static const Field change_fields[] = {
    FIELD_ID  (BulkChange, tenant_id),
    FIELD_ID  (BulkChange, job_id),
    FIELD_ID  (BulkChange, customer_id),
    FIELD_ENUM(BulkChange, kind, change_kind_words),
    FIELD_ID  (BulkChange, object_id),
    FIELD_ID  (BulkChange, staff_id),
    FIELD     (BulkChange, before),
    FIELD     (BulkChange, after),
    FIELD_TIME(BulkChange, at_ms),
};
static const Shape change_shape = SHAPE(BulkChange, change_fields);
// clang-format on

static const Table change_table = { "bulk_change", &change_shape };

static const Query changes = {
    .name     = "bulk_change.of_job",
    .unscoped = "what is taken back is asked for the scope before",
    .sql      = "SELECT {cols} FROM bulk_change WHERE tenant_id = $1 AND job_id = $2"
                " AND customer_id BETWEEN $3 AND $4 ORDER BY customer_id, kind, object_id, staff_id"
                " LIMIT 100000",
    .out      = &change_shape,
};

static const Query undo = {
    .name = "bulk_undo.insert",
    .sql  = "INSERT INTO bulk_undo (tenant_id, job_id, undo_job_id) VALUES ($1, $2, $3)"
            " ON CONFLICT DO NOTHING",
};

static const Query forget = {
    .name     = "bulk_change.forget",
    .unscoped = "nothing of it is shown",
    .sql      = "DELETE FROM bulk_change WHERE tenant_id = $1 AND job_id = $2",
};

static const Query *const queries[] = { &changes, &undo, &forget };
static const Table *const tables[]  = { &change_table };
const SqlList             bulk_sql  = SQL_LIST("bulk", queries, tables);

Code bulk_sql_insert_changes(Ctx *cx, Rows rows)
{
    return rows.count ? cx_insert_all(cx, &change_table, rows, true, NULL) : OK;
}

Code bulk_sql_changes(Ctx *cx, int64_t job_id, int64_t from_id, int64_t to_id, Rows *rows)
{
    return cx_list(cx, &changes, rows, ARGS(V(cx->tenant_id), V(job_id), V(from_id), V(to_id)));
}

Code bulk_sql_undo(Ctx *cx, int64_t job_id, int64_t undo_job_id, bool *is_first)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &undo, &changed, ARGS(V(cx->tenant_id), V(job_id), V(undo_job_id))));
    *is_first = changed == 1;
    return OK;
}

Code bulk_sql_forget(Ctx *cx, int64_t job_id)
{
    return cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id), V(job_id)));
}
