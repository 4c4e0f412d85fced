/* bulk_sql.c -- every statement of bulk work. */
#include "bulk/bulk_sql.h"

#include "bulk/selection.h"

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

#define BY_IMPORT "of work that its maker takes back; each customer is asked for the scope then"
#define GIVEN                                                                              \
    " FROM tag t CROSS JOIN customer_tag l WHERE t.tenant_id = $1 AND t.kind = 'internal'" \
    " AND l.tenant_id = $1 AND l.tag_id = t.id AND l.source = $2 ORDER BY id"

typedef struct GivenId {
    int64_t id;
} GivenId;
static const Field given_fields[] = { FIELD_ID(GivenId, id) };
static const Shape given_shape    = SHAPE(GivenId, given_fields);

static const Query given_customers = {
    .name     = "bulk.given_customers",
    .unscoped = BY_IMPORT,
    .sql      = "SELECT DISTINCT l.customer_id AS id" GIVEN,
    .out      = &given_shape,
};
static const Query given_tags = {
    .name     = "bulk.given_tags",
    .unscoped = BY_IMPORT,
    .sql      = "SELECT DISTINCT l.tag_id AS id" GIVEN,
    .out      = &given_shape,
};

static const Query *const queries[] = { &changes, &undo, &forget, &given_customers, &given_tags };
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

typedef struct Gathering {
    Ctx *cx;
    Vec  ids;
} Gathering;

static Code gather(void *with, const void *row)
{
    Gathering *gathering = with;
    if (gathering->ids.count == SELECTION_MAX)
        return fail(gathering->cx, ERR_LIMIT, "bulk.too_many", "more than %d", SELECTION_MAX);
    *VEC_ADD(&gathering->ids, int64_t) = ((const GivenId *)row)->id;
    return OK;
}

static Code given_ids(Ctx *cx, Arena *arena, const Query *query, Str source, Ids *out)
{
    Gathering gathering = { cx, vec_of(arena, int64_t) };
    TRY(cx_each(cx, query, gather, &gathering, ARGS(V(cx->tenant_id), V(source))));
    *out = (Ids){ (const int64_t *)(const void *)gathering.ids.at, gathering.ids.count };
    return OK;
}

Code bulk_sql_given(Ctx *cx, Arena *arena, Str source, Ids *customers, Ids *tags)
{
    TRY(given_ids(cx, arena, &given_customers, source, customers));
    return given_ids(cx, cx->arena, &given_tags, source, tags);
}

Code bulk_sql_forget(Ctx *cx, int64_t job_id)
{
    return cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id), V(job_id)));
}
