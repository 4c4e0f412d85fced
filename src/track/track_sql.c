/* track_sql.c -- every statement of tracking. */
#include "track/track_sql.h"

// clang-format off
static const Table source_table  = { "track_source",  &track_source_shape };
static const Table refusal_table = { "track_refusal", &track_refusal_shape };
static const Table type_table    = { "track_type",    &track_type_shape };

/* The key tells the tenant. */
static const Query by_key = {
    .name   = "track_source.by_key",
    .sql    = "SELECT {cols} FROM track_source WHERE write_key = $1",
    .out    = &track_source_shape,
    .global = true,
};
static const Query sources = {
    .name = "track_source.list",
    .sql  = "SELECT {cols} FROM track_source WHERE tenant_id = $1 ORDER BY id LIMIT 500",
    .out  = &track_source_shape,
};
static const Query source = {
    .name = "track_source.by_id",
    .sql  = "SELECT {cols} FROM track_source WHERE tenant_id = $1 AND id = $2",
    .out  = &track_source_shape,
};
static const Query update_source = {
    .name = "track_source.update",
    .sql  = "UPDATE track_source SET name = $3, write_key = $4, is_on = $5, rotated_at_ms = $6,"
            " events_per_s_max = $8, sample_percent = $9, revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $7",
};
static const Query count_refused = {
    .name = "track_source.count_refused",
    .sql  = "UPDATE track_source SET refused = refused + $3 WHERE tenant_id = $1 AND id = $2",
};
static const Query count_sampled = {
    .name = "track_source.count_sampled",
    .sql  = "UPDATE track_source SET sampled_out = sampled_out + $3 WHERE tenant_id = $1 AND id = $2",
};
const Query track_sql_count_source = {
    .name = "track_source.count",
    .sql  = "UPDATE track_source SET accepted = accepted + $3 WHERE tenant_id = $1 AND id = $2",
};

static const Query forget_refusals = {
    .name = "track_refusal.forget",
    .sql  = "DELETE FROM track_refusal WHERE tenant_id = $1 AND source_id = $2 AND id <="
            " (SELECT old.id FROM track_refusal old WHERE old.tenant_id = $1 AND old.source_id = $2"
            " ORDER BY old.id DESC LIMIT 1 OFFSET $3)",
};
static const Query refusals = {
    .name = "track_refusal.list",
    .sql  = "SELECT {cols} FROM track_refusal WHERE tenant_id = $1"
            " AND (CAST($2 AS BIGINT) = 0 OR source_id = $2) ORDER BY id DESC LIMIT $3",
    .out  = &track_refusal_shape,
};

static const Query decided = {
    .name = "track_type.decided",
    .sql  = "SELECT {cols} FROM track_type WHERE tenant_id = $1 AND (is_blocked OR rename_to <> '')"
            " LIMIT 2000",
    .out  = &track_type_shape,
};
static const Query types = {
    .name = "track_type.list",
    .sql  = "SELECT {cols} FROM track_type WHERE tenant_id = $1 ORDER BY count DESC, name LIMIT 2000",
    .out  = &track_type_shape,
};
static const Query type_by_id = {
    .name = "track_type.by_id",
    .sql  = "SELECT {cols} FROM track_type WHERE tenant_id = $1 AND id = $2",
    .out  = &track_type_shape,
};
static const Query type_named = {
    .name = "track_type.named",
    .sql  = "SELECT {cols} FROM track_type WHERE tenant_id = $1 AND name = $2",
    .out  = &track_type_shape,
};
static const Query see_type = {
    .name = "track_type.see",
    .sql  = "UPDATE track_type SET properties = $3, last_at_ms = $4"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query update_type = {
    .name = "track_type.update",
    .sql  = "UPDATE track_type SET is_blocked = $3, rename_to = $4, owner = $5, description = $6,"
            " revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $7",
};
const Query track_sql_count_type = {
    .name = "track_type.count",
    .sql  = "UPDATE track_type SET count = count + $3 WHERE tenant_id = $1 AND id = $2",
};

static const Query *const queries[] = {
    &by_key, &sources, &source, &update_source, &count_refused, &count_sampled, &track_sql_count_source,
    &forget_refusals, &refusals, &decided, &types, &type_by_id, &type_named, &see_type,
    &update_type, &track_sql_count_type,
};
static const Table *const tables[] = { &source_table, &refusal_table, &type_table };
const SqlList track_sql = SQL_LIST("track", queries, tables);
// clang-format on

/* ---- sources --------------------------------------------------------------------- */

Code track_sql_by_key(Ctx *cx, Str key, TrackSource *out, bool *found)
{
    return cx_find(cx, &by_key, out, found, ARGS(V(key)));
}

Code track_sql_sources(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &sources, rows, ARGS(V(cx->tenant_id)));
}

Code track_sql_source(Ctx *cx, int64_t id, TrackSource *out)
{
    bool found = false;
    TRY(cx_find(cx, &source, out, &found, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "track.no_source");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code track_sql_insert_source(Ctx *cx, const TrackSource *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &source_table, row);
}

Code track_sql_update_source(Ctx *cx, const TrackSource *row, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update_source, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->name), V(row->write_key), V(row->is_on),
                    V(row->rotated_at_ms), V(revision), V(row->events_per_s_max),
                    V(row->sample_percent))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "track.changed_meanwhile");
    return OK;
}

/* ---- what was refused --------------------------------------------------------------- */

Code track_sql_refused(Ctx *cx, int64_t source_id, Rows rows, int64_t count, int64_t kept)
{
    TRY(cx_insert_all(cx, &refusal_table, rows, false, NULL));
    TRY(cx_run(cx, &forget_refusals, NULL, ARGS(V(cx->tenant_id), V(source_id), V(kept))));
    return cx_run(cx, &count_refused, NULL, ARGS(V(cx->tenant_id), V(source_id), V(count)));
}

Code track_sql_sampled_out(Ctx *cx, int64_t source_id, int64_t count)
{
    return cx_run(cx, &count_sampled, NULL, ARGS(V(cx->tenant_id), V(source_id), V(count)));
}

Code track_sql_refusals(Ctx *cx, int64_t source_id, int64_t limit, Rows *rows)
{
    return cx_list(cx, &refusals, rows, ARGS(V(cx->tenant_id), V(source_id), V(limit)));
}

/* ---- types ------------------------------------------------------------------------- */

Code track_sql_decided(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &decided, rows, ARGS(V(cx->tenant_id)));
}

Code track_sql_types(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &types, rows, ARGS(V(cx->tenant_id)));
}

Code track_sql_type(Ctx *cx, int64_t id, TrackType *out)
{
    bool found = false;
    TRY(cx_find(cx, &type_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "track.no_type");
    return OK;
}

Code track_sql_type_named(Ctx *cx, Str name, TrackType *out, bool *found)
{
    return cx_find(cx, &type_named, out, found, ARGS(V(cx->tenant_id), V(name)));
}

Code track_sql_insert_type(Ctx *cx, const TrackType *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert_all(cx, &type_table, (Rows){ (void *)(uintptr_t)row, 1 }, true, NULL);
}

Code track_sql_see_type(Ctx *cx, const TrackType *row)
{
    return cx_run(cx, &see_type, NULL,
                  ARGS(V(cx->tenant_id), V(row->id), V(row->properties), V(row->last_at_ms)));
}

Code track_sql_update_type(Ctx *cx, const TrackType *row, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update_type, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->is_blocked), V(row->rename_to),
                    V(row->owner), V(row->description), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "track.changed_meanwhile");
    return OK;
}
