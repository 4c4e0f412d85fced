/* import_sql.c -- every statement of imports. */
#include "bulk/import_sql.h"

// clang-format off
static const Field row_fields[] = {
    FIELD_ID  (ImportRow, id),
    FIELD_ID  (ImportRow, tenant_id),
    FIELD     (ImportRow, name),
    FIELD_ENUM(ImportRow, format, file_format_words),
    FIELD     (ImportRow, size),
    FIELD     (ImportRow, has_header),
    FIELD     (ImportRow, header),
    FIELD     (ImportRow, sample),
    FIELD     (ImportRow, mapping),
    FIELD_ENUM(ImportRow, match_by, import_key_words),
    FIELD_ENUM(ImportRow, rule, import_rule_words),
    FIELD     (ImportRow, makes_tags),
    FIELD     (ImportRow, tags),
    FIELD_ID  (ImportRow, job_id),
    FIELD_ID  (ImportRow, created_by),
    FIELD_TIME(ImportRow, created_at_ms),
    FIELD     (ImportRow, revision),
};
static const Shape row_shape = SHAPE(ImportRow, row_fields);
// clang-format on

static const Table import_table = { "bulk_import", &row_shape };

static const Query by_id = {
    .name = "bulk_import.by_id",
    .sql  = "SELECT {cols} FROM bulk_import WHERE tenant_id = $1 AND id = $2"
            " AND (CAST($3 AS BIGINT) = 0 OR created_by = $3)",
    .out  = &row_shape,
};

static const Query update = {
    .name = "bulk_import.update",
    .sql  = "UPDATE bulk_import SET has_header = $4, mapping = $5, match_by = $6, rule = $7,"
            " makes_tags = $8, tags = $9, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND job_id = 0",
};

static const Query start = {
    .name = "bulk_import.start",
    .sql  = "UPDATE bulk_import SET job_id = $3 WHERE tenant_id = $1 AND id = $2 AND job_id = 0",
};

static const Query remove_row = {
    .name = "bulk_import.delete",
    .sql  = "DELETE FROM bulk_import WHERE tenant_id = $1 AND id = $2",
};

static const Query take_turn = {
    .name = "bulk_turn.take",
    .sql  = "INSERT INTO bulk_turn (tenant_id, taken) VALUES ($1, 1)"
            " ON CONFLICT (tenant_id) DO UPDATE SET taken = bulk_turn.taken + 1",
};

static const Query *const queries[]  = { &by_id, &update, &start, &remove_row, &take_turn };
static const Table *const tables[]   = { &import_table };
const SqlList             import_sql = SQL_LIST("bulk", queries, tables);

Code import_sql_insert(Ctx *cx, const ImportRow *row) { return cx_insert(cx, &import_table, row); }

Code import_sql_get(Ctx *cx, int64_t id, ImportRow *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->user_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "import.not_found");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code import_sql_update(Ctx *cx, const ImportRow *row)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->revision), V(row->has_header),
                    V(row->mapping), V(word_of(&import_key_words, (int)row->match_by)),
                    V(word_of(&import_rule_words, (int)row->rule)), V(row->makes_tags),
                    V(row->tags))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "import.changed_meanwhile");
    return OK;
}

Code import_sql_start(Ctx *cx, int64_t id, int64_t job_id, bool *is_first)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &start, &changed, ARGS(V(cx->tenant_id), V(id), V(job_id))));
    *is_first = changed == 1;
    return OK;
}

Code import_sql_delete(Ctx *cx, int64_t id)
{
    return cx_run(cx, &remove_row, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code import_sql_take_turn(Ctx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) return OK;
    return cx_run(cx, &take_turn, NULL, ARGS(V(cx->tenant_id)));
}
