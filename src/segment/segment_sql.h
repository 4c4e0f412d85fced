/* segment_sql.h -- the statements of audiences.  Private to segment/. */
#ifndef SEGMENT_SEGMENT_SQL_H
#define SEGMENT_SEGMENT_SQL_H

#include "segment/segment.h"

typedef struct SegmentRow {
    int64_t     tenant_id, id;
    Str         name, definition;
    SegmentKind kind;
    Str         rule_json, pool;
    int32_t     priority, every_hours;
    bool        tells;
    int64_t     snapshot, size, sized_at_ms, filled_at_ms;
    int64_t     created_by, created_at_ms, updated_at_ms, revision;
    Str         origin; /* the question its people came of; empty: they came of its rule */
} SegmentRow;
extern const Shape segment_row_shape;

typedef struct SegmentChunk {
    int64_t tenant_id, segment_id, snapshot;
    int32_t no;
    Str     members;
} SegmentChunk;
extern const Shape segment_chunk_shape;

typedef struct SegmentMoved {
    int64_t tenant_id, segment_id, customer_id;
    bool    is_in;
    int64_t seq, at_ms;
} SegmentMoved;
extern const Shape segment_moved_shape;

typedef struct SegmentChangeRow {
    int64_t tenant_id, id, segment_id, customer_id, at_ms;
    bool    entered;
    Str     why;
} SegmentChangeRow;
extern const Shape segment_change_row_shape;

typedef struct SegmentSizeRow {
    int64_t tenant_id, segment_id, at_ms, size, entered, gone;
    Str     why;
} SegmentSizeRow;
extern const Shape segment_size_row_shape;

/* ---- audiences ---- */
Code segment_sql_list(Ctx *cx, Rows *rows) MUST_USE;
Code segment_sql_names(Ctx *cx, Rows *names) MUST_USE; /* Rows of TagName */
Code segment_sql_get(Ctx *cx, int64_t id, SegmentRow *out) MUST_USE; /* "segment.not_found" */
/* Another number whenever an audience was made, changed, filled or deleted. */
Code segment_sql_stamp(Ctx *cx, int64_t *stamp) MUST_USE;
/* Brands that have audiences: Rows of SegmentRow with tenant_id alone. */
Code segment_sql_tenants(Ctx *cx, Rows *rows) MUST_USE;
Code segment_sql_insert(Ctx *cx, const SegmentRow *row) MUST_USE;    /* "segment.name_taken" */
Code segment_sql_update(Ctx *cx, const SegmentRow *row, int64_t revision) MUST_USE;
Code segment_sql_delete(Ctx *cx, int64_t id, int64_t revision) MUST_USE;

/* ---- who is in it ---- */
/* The members of a snapshot take the place of the one before. */
Code segment_sql_fill(Ctx *cx, const SegmentRow *row, const Str *chunks, size_t count) MUST_USE;
Code segment_sql_chunks(Ctx *cx, const SegmentRow *row, Rows *chunks) MUST_USE;
Code segment_sql_moved(Ctx *cx, int64_t id, Rows *moved) MUST_USE;
/* `is_new` when he was not there already, as of what is newer. */
Code segment_sql_move(Ctx *cx, const SegmentMoved *moved, bool *is_new) MUST_USE;
Code segment_sql_note(Ctx *cx, const SegmentChangeRow *row) MUST_USE;
Code segment_sql_changes(Ctx *cx, int64_t id, int64_t before, int64_t limit, Rows *items) MUST_USE;
Code segment_sql_counts(Ctx *cx, int64_t id, int64_t after_ms, int64_t *entered,
                        int64_t *gone) MUST_USE;

/* ---- how large it was ---- */
Code segment_sql_measure(Ctx *cx, const SegmentSizeRow *row) MUST_USE;
/* The last `limit` of one, newest first. */
Code segment_sql_sizes(Ctx *cx, int64_t id, int64_t limit, Rows *rows) MUST_USE;
/* The last 30 of each from one id to another, both included; by id, oldest first. */
Code segment_sql_trends(Ctx *cx, int64_t from_id, int64_t until_id, Rows *rows) MUST_USE;

#endif
