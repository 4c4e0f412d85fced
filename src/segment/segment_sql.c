/* segment_sql.c -- every statement of audiences; what fills their memory is in
 * segment_load_sql.c. */
#include "segment/segment_sql.h"

#include "kernel/scope_sql.h"

#define KEPT_BY_MEMORY "what memory keeps; who is shown it is bound by his scope"

// clang-format off
typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);

static const Field name_fields[] = { FIELD(TagName, id), FIELD(TagName, name) };
static const Shape name_shape    = SHAPE(TagName, name_fields);

typedef struct CountRow { int64_t entered, gone; } CountRow;
static const Field count_fields[] = { FIELD(CountRow, entered), FIELD(CountRow, gone) };
static const Shape count_shape    = SHAPE(CountRow, count_fields);
// clang-format on

static const Table segment_table = { "segment", &segment_row_shape };
static const Table chunk_table   = { "segment_chunk", &segment_chunk_shape };
static const Table moved_table   = { "segment_moved", &segment_moved_shape };
static const Table change_table  = { "segment_change", &segment_change_row_shape };
static const Table size_table    = { "segment_size", &segment_size_row_shape };

/* ---- audiences ------------------------------------------------------------------------ */

static const Query list = {
    .name = "segment.list",
    .sql  = "SELECT {cols} FROM segment WHERE tenant_id = $1 ORDER BY pool, priority, name, id"
            " LIMIT 5000",
    .out  = &segment_row_shape,
};

static const Query names = {
    .name = "segment.names",
    .sql  = "SELECT id, name FROM segment WHERE tenant_id = $1 ORDER BY id LIMIT 5000",
    .out  = &name_shape,
};

/* Another one whenever an audience was made, changed, filled or deleted. */
static const Query stamp = {
    .name = "segment.stamp",
    .sql  = "SELECT CAST(coalesce(sum(revision + updated_at_ms + filled_at_ms), 0) + count(*)"
            " AS BIGINT) AS number FROM segment WHERE tenant_id = $1",
    .out  = &number_shape,
};

static const Query by_id = {
    .name = "segment.by_id",
    .sql  = "SELECT {cols} FROM segment WHERE tenant_id = $1 AND id = $2",
    .out  = &segment_row_shape,
};

static const Query tenants = {
    .name   = "segment.tenants",
    .sql    = "SELECT DISTINCT tenant_id AS number FROM segment ORDER BY 1",
    .out    = &number_shape,
    .global = true,
};

static const Query named = {
    .name = "segment.named",
    .sql = "SELECT count(*) AS number FROM segment WHERE tenant_id = $1 AND name = $2 AND id <> $3",
    .out = &number_shape,
};

static const Query update = {
    .name = "segment.update",
    .sql  = "UPDATE segment SET name = $3, definition = $4, kind = $5, rule_json = $6, pool = $7,"
            " priority = $8, every_hours = $9, tells = $10, updated_at_ms = $11,"
            " origin = $13, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $12",
};

static const Query delete_one = {
    .name = "segment.delete",
    .sql  = "DELETE FROM segment WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

static const Query delete_chunks = {
    .name = "segment.delete_chunks",
    .sql  = "DELETE FROM segment_chunk WHERE tenant_id = $1 AND segment_id = $2",
};

static const Query delete_moved = {
    .name     = "segment.delete_moved",
    .unscoped = KEPT_BY_MEMORY,
    .sql      = "DELETE FROM segment_moved WHERE tenant_id = $1 AND segment_id = $2",
};

static const Query delete_changes = {
    .name     = "segment.delete_changes",
    .unscoped = "of an audience that is gone",
    .sql      = "DELETE FROM segment_change WHERE tenant_id = $1 AND segment_id = $2",
};

static const Query delete_sizes = {
    .name = "segment.delete_sizes",
    .sql  = "DELETE FROM segment_size WHERE tenant_id = $1 AND segment_id = $2",
};

/* ---- who is in it ----------------------------------------------------------------------- */

static const Query filled = {
    .name = "segment.filled",
    .sql  = "UPDATE segment SET snapshot = $3, filled_at_ms = $4 WHERE tenant_id = $1 AND id = $2",
};

static const Query chunks = {
    .name = "segment.chunks",
    .sql  = "SELECT {cols} FROM segment_chunk WHERE tenant_id = $1 AND segment_id = $2"
            " AND snapshot = $3 ORDER BY no",
    .out  = &segment_chunk_shape,
};

static const Query moved_of = {
    .name     = "segment.moved",
    .unscoped = KEPT_BY_MEMORY,
    .sql      = "SELECT {cols} FROM segment_moved WHERE tenant_id = $1 AND segment_id = $2",
    .out      = &segment_moved_shape,
};

/* Who knows less of the log, or looked earlier, changes nothing. */
static const Query move = {
    .name     = "segment.move",
    .unscoped = KEPT_BY_MEMORY,
    .sql      = "INSERT INTO segment_moved (tenant_id, segment_id, customer_id, is_in, seq, at_ms)"
                " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, segment_id, customer_id)"
                " DO UPDATE SET is_in = excluded.is_in, seq = excluded.seq, at_ms = excluded.at_ms"
                " WHERE segment_moved.is_in <> excluded.is_in AND (excluded.seq > segment_moved.seq"
                " OR (excluded.seq = segment_moved.seq AND excluded.at_ms >= segment_moved.at_ms))",
};

/* $3 is an id of the change; the newest first. */
static const Query changes = {
    .name = "segment.changes",
    .sql  = "SELECT {h.cols} FROM segment_change h WHERE h.tenant_id = $1 AND h.segment_id = $2"
            " AND h.id < $3" SEES_CUSTOMER("$5", "h.customer_id") " ORDER BY h.id DESC LIMIT $4",
    .out  = &segment_change_row_shape,
};

static const Query counts = {
    .name     = "segment.counts",
    .unscoped = "figures of the whole brand",
    .sql =
        "SELECT CAST(coalesce(sum(CASE WHEN entered THEN 1 ELSE 0 END), 0) AS BIGINT) AS entered,"
        " CAST(coalesce(sum(CASE WHEN entered THEN 0 ELSE 1 END), 0) AS BIGINT) AS gone"
        " FROM segment_change WHERE tenant_id = $1 AND segment_id = $2 AND at_ms > $3",
    .out = &count_shape,
};

/* ---- how large it was ---------------------------------------------------------------------- */

static const Query measure = {
    .name = "segment.measure",
    .sql  = "INSERT INTO segment_size (tenant_id, segment_id, at_ms, size, entered, gone, why)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, segment_id, at_ms)"
            " DO UPDATE SET size = excluded.size, why = excluded.why",
};

static const Query measured = {
    .name = "segment.measured",
    .sql  = "UPDATE segment SET size = $3, sized_at_ms = $4 WHERE tenant_id = $1 AND id = $2",
};

static const Query sizes = {
    .name = "segment.sizes",
    .sql  = "SELECT {cols} FROM segment_size WHERE tenant_id = $1 AND segment_id = $2"
            " ORDER BY at_ms DESC LIMIT $3",
    .out  = &segment_size_row_shape,
};

static const Query trends = {
    .name = "segment.trends",
    .sql  = "SELECT {cols} FROM (SELECT z.*, row_number() OVER (PARTITION BY segment_id"
            " ORDER BY at_ms DESC) AS nth FROM segment_size z WHERE z.tenant_id = $1"
            " AND z.segment_id BETWEEN $2 AND $3) last"
            " WHERE nth <= 30 ORDER BY segment_id, at_ms",
    .out  = &segment_size_row_shape,
};

static const Query *const queries[] = {
    &stamp,      &list,          &by_id,          &tenants,      &named,  &update,
    &delete_one, &delete_chunks, &delete_moved,   &delete_sizes, &filled, &chunks,
    &moved_of,   &move,          &delete_changes, &changes,      &counts, &measure,
    &measured,   &sizes,         &trends,         &names,
};
static const Table *const tables[]    = { &segment_table, &chunk_table, &moved_table, &change_table,
                                          &size_table };
const SqlList             segment_sql = SQL_LIST("segment", queries, tables);

static Code number_of(Ctx *cx, const Query *query, int64_t *out, const Value *args, size_t count)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, query, &row, args, count));
    *out = row.number;
    return OK;
}

Code segment_sql_list(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id)));
}

Code segment_sql_names(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &names, rows, ARGS(V(cx->tenant_id)));
}

Code segment_sql_get(Ctx *cx, int64_t id, SegmentRow *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "segment.not_found");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code segment_sql_stamp(Ctx *cx, int64_t *out)
{
    return number_of(cx, &stamp, out, ARGS(V(cx->tenant_id)));
}

Code segment_sql_tenants(Ctx *cx, Rows *rows) { return cx_list(cx, &tenants, rows, NO_ARGS); }

static Code check_name(Ctx *cx, const SegmentRow *row)
{
    int64_t others = 0;
    TRY(number_of(cx, &named, &others, ARGS(V(cx->tenant_id), V(row->name), V(row->id))));
    REQUIRE(cx, others == 0, ERR_CONFLICT, "segment.name_taken");
    return OK;
}

Code segment_sql_insert(Ctx *cx, const SegmentRow *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    TRY(check_name(cx, row));
    return cx_insert(cx, &segment_table, row);
}

Code segment_sql_update(Ctx *cx, const SegmentRow *row, int64_t revision)
{
    int64_t   changed = 0;
    const Str kind    = word_of(&segment_kind_words, (int)row->kind);
    TRY(check_name(cx, row));
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->name), V(row->definition), V(kind),
                    V(row->rule_json), V(row->pool), V(row->priority), V(row->every_hours),
                    V(row->tells), V(row->updated_at_ms), V(revision), V(row->origin))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "segment.changed_meanwhile");
    return OK;
}

Code segment_sql_delete(Ctx *cx, int64_t id, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &delete_one, &changed, ARGS(V(cx->tenant_id), V(id), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "segment.changed_meanwhile");
    TRY(cx_run(cx, &delete_chunks, NULL, ARGS(V(cx->tenant_id), V(id))));
    TRY(cx_run(cx, &delete_moved, NULL, ARGS(V(cx->tenant_id), V(id))));
    TRY(cx_run(cx, &delete_changes, NULL, ARGS(V(cx->tenant_id), V(id))));
    return cx_run(cx, &delete_sizes, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code segment_sql_fill(Ctx *cx, const SegmentRow *row, const Str *texts, size_t count)
{
    SegmentChunk *rows = arena_make(cx->arena, SegmentChunk, count);
    for (size_t i = 0; i < count; i++)
        rows[i] = (SegmentChunk){ cx->tenant_id, row->id, row->snapshot, (int32_t)i, texts[i] };
    TRY(cx_run(cx, &delete_chunks, NULL, ARGS(V(cx->tenant_id), V(row->id))));
    TRY(cx_run(cx, &delete_moved, NULL, ARGS(V(cx->tenant_id), V(row->id))));
    if (count) TRY(cx_insert_all(cx, &chunk_table, (Rows){ rows, count }, false, NULL));
    return cx_run(cx, &filled, NULL,
                  ARGS(V(cx->tenant_id), V(row->id), V(row->snapshot), V(row->filled_at_ms)));
}

Code segment_sql_chunks(Ctx *cx, const SegmentRow *row, Rows *rows)
{
    return cx_list(cx, &chunks, rows, ARGS(V(cx->tenant_id), V(row->id), V(row->snapshot)));
}

Code segment_sql_moved(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &moved_of, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code segment_sql_move(Ctx *cx, const SegmentMoved *moved, bool *is_new)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &move, &changed,
               ARGS(V(cx->tenant_id), V(moved->segment_id), V(moved->customer_id), V(moved->is_in),
                    V(moved->seq), V(moved->at_ms))));
    *is_new = changed > 0;
    return OK;
}

Code segment_sql_note(Ctx *cx, const SegmentChangeRow *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &change_table, row);
}

Code segment_sql_changes(Ctx *cx, int64_t id, int64_t before, int64_t limit, Rows *items)
{
    return cx_list(cx, &changes, items,
                   ARGS(V(cx->tenant_id), V(id), V(before), V(limit), V(cx->scope_id)));
}

Code segment_sql_counts(Ctx *cx, int64_t id, int64_t after_ms, int64_t *entered, int64_t *gone)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, &counts, &row, ARGS(V(cx->tenant_id), V(id), V(after_ms))));
    *entered = row.entered;
    *gone    = row.gone;
    return OK;
}

Code segment_sql_measure(Ctx *cx, const SegmentSizeRow *row)
{
    TRY(cx_run(cx, &measure, NULL,
               ARGS(V(cx->tenant_id), V(row->segment_id), V(row->at_ms), V(row->size),
                    V(row->entered), V(row->gone), V(row->why))));
    return cx_run(cx, &measured, NULL,
                  ARGS(V(cx->tenant_id), V(row->segment_id), V(row->size), V(row->at_ms)));
}

Code segment_sql_sizes(Ctx *cx, int64_t id, int64_t limit, Rows *rows)
{
    return cx_list(cx, &sizes, rows, ARGS(V(cx->tenant_id), V(id), V(limit)));
}

Code segment_sql_trends(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows)
{
    return cx_list(cx, &trends, rows, ARGS(V(cx->tenant_id), V(from_id), V(until_id)));
}
