/* intake_sql.c -- every statement of imports. */
#include "intake/intake_sql.h"

// clang-format off
static const Field stand_fields[] = {
    FIELD_ID(IntakeStand, tenant_id),
    FIELD   (IntakeStand, run_key),
    FIELD   (IntakeStand, row_count),
    FIELD   (IntakeStand, added),
    FIELD   (IntakeStand, known),
    FIELD   (IntakeStand, people),
    FIELD   (IntakeStand, refused),
    FIELD   (IntakeStand, left_out),
    FIELD   (IntakeStand, refused_size),
    FIELD   (IntakeStand, at_ms),
    FIELD   (IntakeStand, batch_rows),
    FIELD   (IntakeStand, batch_done),
    FIELD   (IntakeStand, updated),
    FIELD   (IntakeStand, skipped),
    FIELD   (IntakeStand, touched_rows),
    FIELD   (IntakeStand, from_at),
    FIELD   (IntakeStand, from_line),
    FIELD   (IntakeStand, from_before),
    FIELD   (IntakeStand, read_at),
    FIELD   (IntakeStand, read_before),
    FIELD   (IntakeStand, changed_ns),
};
static const Shape stand_shape = SHAPE(IntakeStand, stand_fields);

static const Field met_fields[] = {
    FIELD_ID(IntakeMet, tenant_id),
    FIELD   (IntakeMet, run_key),
    FIELD   (IntakeMet, row_count),
    FIELD   (IntakeMet, hashes),
};
static const Shape met_shape = SHAPE(IntakeMet, met_fields);
// clang-format on
static const Table run_table = { "intake_run", &stand_shape };
static const Table met_table = { "intake_met", &met_shape };

static const Query find_run = {
    .name = "intake.find_run",
    .sql  = "SELECT {cols} FROM intake_run WHERE tenant_id = $1 AND run_key = $2",
    .out  = &stand_shape,
};

static const Query save_run = {
    .name = "intake.save_run",
    .sql  = "INSERT INTO intake_run (tenant_id, run_key, row_count, added, known, people, refused,"
            " left_out, refused_size, at_ms, batch_rows, batch_done, updated, skipped,"
            " touched_rows, from_at, from_line, from_before, read_at, read_before,"
            " changed_ns)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,"
            " $18, $19, $20, $21)"
            " ON CONFLICT (tenant_id, run_key) DO UPDATE SET row_count = excluded.row_count,"
            " added = excluded.added, known = excluded.known, people = excluded.people,"
            " refused = excluded.refused, left_out = excluded.left_out,"
            " refused_size = excluded.refused_size, at_ms = excluded.at_ms,"
            " batch_rows = excluded.batch_rows, batch_done = excluded.batch_done,"
            " updated = excluded.updated, skipped = excluded.skipped,"
            " touched_rows = excluded.touched_rows, from_at = excluded.from_at,"
            " from_line = excluded.from_line, from_before = excluded.from_before,"
            " read_at = excluded.read_at, read_before = excluded.read_before,"
            " changed_ns = excluded.changed_ns",
};

static const Query end_run = {
    .name = "intake.end_run",
    .sql  = "DELETE FROM intake_run WHERE tenant_id = $1 AND run_key = $2",
};

/* What runs that are over have met, so many batches of it. */
static const Query sweep_met = {
    .name = "intake_met.sweep",
    .sql  = "DELETE FROM intake_met WHERE (tenant_id, run_key, row_count) IN"
            " (SELECT m.tenant_id, m.run_key, m.row_count FROM intake_met m"
            " WHERE m.tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM intake_run r"
            " WHERE r.tenant_id = m.tenant_id AND r.run_key = m.run_key) LIMIT $2)",
};

static const Query end_old_runs = {
    .name = "intake.end_old",
    .sql  = "DELETE FROM intake_run WHERE tenant_id = $1 AND at_ms < $2",
};

static const Query list_met = {
    .name = "intake_met.list",
    .sql  = "SELECT {cols} FROM intake_met WHERE tenant_id = $1 AND run_key = $2"
            " AND row_count <= $3 ORDER BY row_count",
    .out  = &met_shape,
};

/* On PostgreSQL one import of persons waits for another, rather than that both make the same
 * person. */
static const Query take_turn = {
    .name = "intake_turn.take",
    .sql  = "INSERT INTO intake_turn (tenant_id, taken) VALUES ($1, 1)"
            " ON CONFLICT (tenant_id) DO UPDATE SET taken = intake_turn.taken + 1",
};

/* ---- uploads ------------------------------------------------------------------------- */

// clang-format off
static const Field upload_fields[] = {
    FIELD_ID  (Intake, tenant_id),
    FIELD_ID  (Intake, id),
    FIELD     (Intake, name),
    FIELD     (Intake, size),
    FIELD_ENUM(Intake, kind, intake_kind_words),
    FIELD     (Intake, columns_json),
    FIELD     (Intake, mapping),
    FIELD     (Intake, has_header),
    FIELD     (Intake, is_good),
    FIELD_ID  (Intake, job_id),
    FIELD_ID  (Intake, created_by),
    FIELD_TIME(Intake, created_at_ms),
    FIELD     (Intake, revision),
};
static const Shape upload_shape = SHAPE(Intake, upload_fields);

static const Field mapping_fields[] = {
    FIELD_ID  (IntakeMapping, tenant_id),
    FIELD_ID  (IntakeMapping, id),
    FIELD     (IntakeMapping, name),
    FIELD_ENUM(IntakeMapping, kind, intake_kind_words),
    FIELD     (IntakeMapping, mapping),
    FIELD_ID  (IntakeMapping, updated_by),
    FIELD_TIME(IntakeMapping, updated_at_ms),
};
static const Shape mapping_shape = SHAPE(IntakeMapping, mapping_fields);
// clang-format on
static const Table upload_table = { "intake", &upload_shape };

static const Query upload_by_id = {
    .name = "intake.by_id",
    .sql  = "SELECT {cols} FROM intake WHERE tenant_id = $1 AND id = $2"
            " AND (CAST($3 AS BIGINT) = 0 OR created_by = $3)",
    .out  = &upload_shape,
};

static const Query upload_list = {
    .name = "intake.list",
    .sql  = "SELECT {cols} FROM intake WHERE tenant_id = $1 AND created_by = $2"
            " ORDER BY id DESC LIMIT $3",
    .out  = &upload_shape,
};

static const Query upload_update = {
    .name = "intake.update",
    .sql  = "UPDATE intake SET kind = $4, mapping = $5, is_good = true,"
            " revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND job_id = 0",
};

static const Query upload_look = {
    .name = "intake.look",
    .sql  = "UPDATE intake SET kind = $4, mapping = $5, columns_json = $6, has_header = $7,"
            " is_good = false, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND job_id = 0",
};

static const Query upload_start = {
    .name = "intake.start",
    .sql  = "UPDATE intake SET job_id = $3 WHERE tenant_id = $1 AND id = $2 AND job_id = 0",
};

static const Query upload_delete = {
    .name = "intake.delete",
    .sql  = "DELETE FROM intake WHERE tenant_id = $1 AND id = $2",
};

static const Query upload_empty = {
    .name = "intake.empty",
    .sql  = "UPDATE intake SET columns_json = '[]' WHERE tenant_id = $1 AND id = $2"
            " AND job_id <> 0",
};

/* ---- mappings ------------------------------------------------------------------------- */

static const Query mapping_list = {
    .name = "intake.mappings",
    .sql  = "SELECT {cols} FROM intake_mapping WHERE tenant_id = $1 ORDER BY name LIMIT 500",
    .out  = &mapping_shape,
};

static const Query mapping_named = {
    .name = "intake.mapping_named",
    .sql  = "SELECT {cols} FROM intake_mapping WHERE tenant_id = $1 AND name = $2",
    .out  = &mapping_shape,
};

static const Query mapping_save = {
    .name = "intake.remember",
    .sql  = "INSERT INTO intake_mapping (tenant_id, id, name, kind, mapping, updated_by,"
            " updated_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT (tenant_id, name) DO UPDATE SET kind = excluded.kind,"
            " mapping = excluded.mapping, updated_by = excluded.updated_by,"
            " updated_at_ms = excluded.updated_at_ms",
};

static const Query mapping_delete = {
    .name = "intake.forget",
    .sql  = "DELETE FROM intake_mapping WHERE tenant_id = $1 AND id = $2",
};

static const Query *const queries[] = {
    &find_run,     &save_run,      &end_run,      &upload_by_id,  &upload_list,  &upload_update,
    &upload_start, &upload_delete, &mapping_list, &mapping_named, &mapping_save, &mapping_delete,
    &take_turn,    &upload_empty,  &upload_look,  &end_old_runs,  &sweep_met,    &list_met,
};
static const Table *const tables[]   = { &run_table, &upload_table, &met_table };
const SqlList             intake_sql = SQL_LIST("intake", queries, tables);

/* ---- runs -------------------------------------------------------------------------------- */

Code intake_sql_find(Ctx *cx, Str run_key, IntakeStand *out)
{
    bool found = false;
    *out       = (IntakeStand){ 0 };
    TRY(cx_find(cx, &find_run, out, &found, ARGS(V(cx->tenant_id), V(run_key))));
    out->tenant_id = cx->tenant_id;
    out->run_key   = run_key;
    return OK;
}

Code intake_sql_save(Ctx *cx, const IntakeStand *stand)
{
    return cx_run(cx, &save_run, NULL,
                  ARGS(V(cx->tenant_id), V(stand->run_key), V(stand->row_count), V(stand->added),
                       V(stand->known), V(stand->people), V(stand->refused), V(stand->left_out),
                       V(stand->refused_size), V(cx->now_ms), V(stand->batch_rows),
                       V(stand->batch_done), V(stand->updated), V(stand->skipped),
                       V(stand->touched_rows), V(stand->from_at), V(stand->from_line),
                       V(stand->from_before), V(stand->read_at), V(stand->read_before),
                       V(stand->changed_ns)));
}

Code intake_sql_end(Ctx *cx, Str run_key)
{
    return cx_run(cx, &end_run, NULL, ARGS(V(cx->tenant_id), V(run_key)));
}

Code intake_sql_end_old(Ctx *cx, int64_t before_ms)
{
    return cx_run(cx, &end_old_runs, NULL, ARGS(V(cx->tenant_id), V(before_ms)));
}

Code intake_sql_sweep(Ctx *cx, bool *more)
{
    const int64_t batches = 16; /* some megabytes */
    int64_t       swept   = 0;
    TRY(cx_run(cx, &sweep_met, &swept, ARGS(V(cx->tenant_id), V(batches))));
    *more = swept == batches;
    return OK;
}

Code intake_sql_add_met(Ctx *cx, const IntakeMet *met) { return cx_insert(cx, &met_table, met); }

Code intake_sql_each_met(Ctx *cx, Str run_key, int64_t row_count,
                         Code (*each)(void *with, const void *met), void *with)
{
    return cx_each(cx, &list_met, each, with, ARGS(V(cx->tenant_id), V(run_key), V(row_count)));
}

Code intake_sql_take_turn(Ctx *cx)
{
    if (db_engine(cx->db) == DB_SQLITE) return OK; /* there is one writer */
    return cx_run(cx, &take_turn, NULL, ARGS(V(cx->tenant_id)));
}

/* ---- uploads ------------------------------------------------------------------------------ */

Code intake_sql_insert(Ctx *cx, const Intake *row) { return cx_insert(cx, &upload_table, row); }

Code intake_sql_get(Ctx *cx, int64_t id, Intake *out)
{
    bool found = false;
    TRY(cx_find(cx, &upload_by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->user_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "intake.not_found");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code intake_sql_list(Ctx *cx, int64_t limit, Rows *items)
{
    return cx_list(cx, &upload_list, items, ARGS(V(cx->tenant_id), V(cx->user_id), V(limit)));
}

Code intake_sql_update(Ctx *cx, const Intake *row)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &upload_update, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->revision),
                    V(word_of(&intake_kind_words, (int)row->kind)), V(row->mapping))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "intake.changed_meanwhile");
    return OK;
}

Code intake_sql_look(Ctx *cx, const Intake *row)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &upload_look, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->revision),
                    V(word_of(&intake_kind_words, (int)row->kind)), V(row->mapping),
                    V(row->columns_json), V(row->has_header))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "intake.changed_meanwhile");
    return OK;
}

Code intake_sql_start(Ctx *cx, int64_t id, int64_t job_id, bool *is_first)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &upload_start, &changed, ARGS(V(cx->tenant_id), V(id), V(job_id))));
    *is_first = changed == 1;
    return OK;
}

Code intake_sql_delete(Ctx *cx, int64_t id)
{
    return cx_run(cx, &upload_delete, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code intake_sql_end_upload(Ctx *cx, int64_t id)
{
    int64_t kept = 0;
    TRY(cx_run(cx, &upload_empty, &kept, ARGS(V(cx->tenant_id), V(id))));
    return kept ? OK : intake_sql_delete(cx, id);
}

/* ---- mappings ----------------------------------------------------------------------------- */

Code intake_sql_mappings(Ctx *cx, Rows *items)
{
    return cx_list(cx, &mapping_list, items, ARGS(V(cx->tenant_id)));
}

Code intake_sql_remember(Ctx *cx, const IntakeMapping *row)
{
    return cx_run(cx, &mapping_save, NULL,
                  ARGS(V(cx->tenant_id), V(row->id), V(row->name),
                       V(word_of(&intake_kind_words, (int)row->kind)), V(row->mapping),
                       V(row->updated_by), V(row->updated_at_ms)));
}

Code intake_sql_mapping_named(Ctx *cx, Str name, IntakeMapping *out)
{
    TRY(cx_one(cx, &mapping_named, out, ARGS(V(cx->tenant_id), V(name))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code intake_sql_forget(Ctx *cx, int64_t id, bool *was_there)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &mapping_delete, &changed, ARGS(V(cx->tenant_id), V(id))));
    *was_there = changed == 1;
    return OK;
}
