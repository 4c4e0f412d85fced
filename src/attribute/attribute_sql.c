/* attribute_sql.c -- every statement of attributes and their evidence. */
#include "attribute/attribute_sql.h"

#define READ_BEFORE "of a customer that was read within the scope, or by a consumer"

// clang-format off
typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);

static const Field count_fields[] = { FIELD_ID(AttributeRow, id), FIELD(AttributeRow, revision) };
static const Shape count_shape    = SHAPE(AttributeRow, count_fields);

static const Field place_fields[] = {
    FIELD_ID(AttributePlace, customer_id),
    FIELD_ID(AttributePlace, attribute_id),
    FIELD   (AttributePlace, about),
};
static const Shape place_shape = SHAPE(AttributePlace, place_fields);
// clang-format on

static const Table attribute_table = { "attribute", &attribute_row_shape };
static const Table evidence_table  = { "attribute_evidence", &evidence_shape };
static const Table value_table     = { "customer_attribute", &customer_attribute_shape };

/* ---- the catalogue ------------------------------------------------------------------ */

static const Query list = {
    .name = "attribute.list",
    .sql  = "SELECT {cols} FROM attribute WHERE tenant_id = $1 ORDER BY category, name, id LIMIT "
            "1000",
    .out  = &attribute_row_shape,
};

static const Query counts = {
    .name     = "attribute.counts",
    .unscoped = "figures of the whole brand",
    .sql      = "SELECT attribute_id AS id, count(*) AS revision FROM customer_attribute"
                " WHERE tenant_id = $1 GROUP BY attribute_id LIMIT 1000",
    .out      = &count_shape,
};

static const Query update = {
    .name = "attribute.update",
    .sql =
        "UPDATE attribute SET name = $3, unit = $4, category = $5, definition = $6,"
        " is_personal = $7, choices_json = $8, policy_json = $9, updated_at_ms = $10,"
        " owner = $12, revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $11",
};

static const Query delete_one = {
    .name = "attribute.delete",
    .sql  = "DELETE FROM attribute WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

static const Query is_used = {
    .name     = "attribute.is_used",
    .unscoped = "whether anybody has it",
    .sql      = "SELECT count(*) AS number FROM (SELECT 1 FROM attribute_evidence"
                " WHERE tenant_id = $1 AND attribute_id = $2 LIMIT 1) one",
    .out      = &number_shape,
};

/* ---- evidence ------------------------------------------------------------------------- */

/* $2 and those folded into him. */
#define HIM                                \
    "(SELECT CAST($2 AS BIGINT) UNION ALL" \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2)"

static const Query hold = {
    .name     = "attribute.hold",
    .unscoped = READ_BEFORE,
    .sql = "INSERT INTO customer_attribute (tenant_id, customer_id, attribute_id, about, value,"
           " why_json) VALUES ($1, $2, $3, $4, '', '') ON CONFLICT (tenant_id, customer_id,"
           " attribute_id, about) DO UPDATE SET value = customer_attribute.value",
};

static const Query counting = {
    .name     = "attribute.counting",
    .unscoped = READ_BEFORE,
    .sql =
        "SELECT {e.cols} FROM attribute_evidence e WHERE e.tenant_id = $1 AND e.customer_id IN " HIM
        " AND e.attribute_id = $3 AND e.about = $4 AND e.ended_at_ms = 0"
        " AND (e.until_ms = 0 OR e.until_ms > $5)"
        " ORDER BY e.at_ms DESC, e.customer_id, e.ref LIMIT $6",
    .out = &evidence_shape,
};

static const Query next_end = {
    .name     = "attribute.next_end",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT coalesce(min(e.until_ms), 0) AS number FROM attribute_evidence e"
                " WHERE e.tenant_id = $1 AND e.customer_id IN " HIM
           " AND e.attribute_id = $3 AND e.about = $4 AND e.ended_at_ms = 0 AND e.until_ms > $5",
    .out = &number_shape,
};

static const Query find_ref = {
    .name     = "attribute.find_ref",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM attribute_evidence WHERE tenant_id = $1 AND customer_id = $2"
                " AND attribute_id = $3 AND about = $4 AND ref = $5",
    .out      = &evidence_shape,
};

static const Query find_evidence = {
    .name     = "attribute.find_evidence",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM attribute_evidence WHERE tenant_id = $1 AND id = $2",
    .out      = &evidence_shape,
};

static const Query retell = {
    .name     = "attribute.retell",
    .unscoped = READ_BEFORE,
    .sql      = "UPDATE attribute_evidence SET value = $3, source = $4, raw = $5, store_id = $6,"
                " distance_m = $7, confidence = $8, at_ms = $9, until_ms = $10, ended_at_ms = 0,"
                " event_seq = $11 WHERE tenant_id = $1 AND id = $2",
};

static const Query end_one = {
    .name     = "attribute.end",
    .unscoped = READ_BEFORE,
    .sql      = "UPDATE attribute_evidence SET ended_at_ms = $3 WHERE tenant_id = $1 AND id = $2"
                " AND ended_at_ms = 0",
};

static const Query end_source = {
    .name     = "attribute.end_source",
    .unscoped = READ_BEFORE,
    .sql = "UPDATE attribute_evidence SET ended_at_ms = $7 WHERE tenant_id = $1 AND customer_id "
           "IN " HIM
           " AND attribute_id = $3 AND about = $4 AND source = $5 AND id <> $6 AND ended_at_ms = 0",
};

static const Query of_ref = {
    .name     = "attribute.of_ref",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM attribute_evidence WHERE tenant_id = $1 AND customer_id = $2"
                " AND ref = $3 AND ended_at_ms = 0 ORDER BY attribute_id, about LIMIT 200",
    .out      = &evidence_shape,
};

static const Query evidence_of = {
    .name     = "attribute.evidence_of",
    .unscoped = READ_BEFORE,
    .sql =
        "SELECT {e.cols} FROM attribute_evidence e WHERE e.tenant_id = $1 AND e.customer_id IN " HIM
        " ORDER BY e.at_ms DESC, e.id DESC LIMIT $3",
    .out = &evidence_shape,
};

static const Query places = {
    .name     = "attribute.places",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT CAST($2 AS BIGINT) AS customer_id, e.attribute_id AS attribute_id,"
                " e.about AS about FROM attribute_evidence e WHERE e.tenant_id = $1"
                " AND e.customer_id IN " HIM
           " UNION SELECT CAST($2 AS BIGINT), v.attribute_id, v.about FROM customer_attribute v"
           " WHERE v.tenant_id = $1 AND v.customer_id = $2 ORDER BY 2, 3 LIMIT 2000",
    .out = &place_shape,
};

static const Query persons = {
    .name     = "attribute.persons",
    .unscoped = "all of them, for a job of the brand",
    .sql      = "SELECT DISTINCT customer_id AS number FROM attribute_evidence WHERE tenant_id = $1"
                " AND attribute_id = $2 AND customer_id > $3 ORDER BY customer_id LIMIT $4",
    .out      = &number_shape,
};

/* ---- what counts ------------------------------------------------------------------------ */

static const Query find_value = {
    .name     = "attribute.find_value",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM customer_attribute WHERE tenant_id = $1 AND customer_id = $2"
                " AND attribute_id = $3 AND about = $4",
    .out      = &customer_attribute_shape,
};

static const Query set_value = {
    .name     = "attribute.set_value",
    .unscoped = READ_BEFORE,
    .sql      = "UPDATE customer_attribute SET value = $5, why_json = $6 WHERE tenant_id = $1"
                " AND customer_id = $2 AND attribute_id = $3 AND about = $4",
};

static const Query drop_value = {
    .name     = "attribute.drop_value",
    .unscoped = READ_BEFORE,
    .sql      = "DELETE FROM customer_attribute WHERE tenant_id = $1 AND customer_id = $2"
                " AND attribute_id = $3 AND about = $4",
};

static const Query values = {
    .name     = "attribute.values",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM customer_attribute WHERE tenant_id = $1 AND customer_id = $2"
                " ORDER BY attribute_id, about LIMIT 2000",
    .out      = &customer_attribute_shape,
};

static const Query *const queries[] = {
    &list,     &counts,        &update,  &delete_one, &is_used,    &hold,       &counting,
    &next_end, &find_ref,      &retell,  &end_one,    &end_source, &of_ref,     &evidence_of,
    &places,   &find_evidence, &persons, &find_value, &set_value,  &drop_value, &values,
};
static const Table *const tables[]      = { &attribute_table, &evidence_table, &value_table };
const SqlList             attribute_sql = SQL_LIST("attribute", queries, tables);

Code attribute_sql_list(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id)));
}

Code attribute_sql_counts(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &counts, rows, ARGS(V(cx->tenant_id)));
}

Code attribute_sql_insert(Ctx *cx, const AttributeRow *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &attribute_table, row);
}

Code attribute_sql_update(Ctx *cx, const AttributeRow *row, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(row->id), V(row->name), V(row->unit), V(row->category),
                    V(row->definition), V(row->is_personal), V(row->choices_json),
                    V(row->policy_json), V(row->updated_at_ms), V(revision), V(row->owner))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "attribute.changed_meanwhile");
    return OK;
}

Code attribute_sql_delete(Ctx *cx, AttributeId id, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &delete_one, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "attribute.changed_meanwhile");
    return OK;
}

Code attribute_sql_is_used(Ctx *cx, AttributeId id, bool *used)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &is_used, &row, ARGS(V(cx->tenant_id), V(id.v))));
    *used = row.number > 0;
    return OK;
}

Code attribute_sql_hold(Ctx *cx, const AttributePlace *place)
{
    return cx_run(
        cx, &hold, NULL,
        ARGS(V(cx->tenant_id), V(place->customer_id), V(place->attribute_id), V(place->about)));
}

Code attribute_sql_counting(Ctx *cx, const AttributePlace *place, int64_t at_ms, int64_t limit,
                            Rows *evidence)
{
    return cx_list(cx, &counting, evidence,
                   ARGS(V(cx->tenant_id), V(place->customer_id), V(place->attribute_id),
                        V(place->about), V(at_ms), V(limit)));
}

Code attribute_sql_next_end(Ctx *cx, const AttributePlace *place, int64_t after_ms, int64_t *at_ms)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &next_end, &row,
               ARGS(V(cx->tenant_id), V(place->customer_id), V(place->attribute_id),
                    V(place->about), V(after_ms))));
    *at_ms = row.number;
    return OK;
}

Code attribute_sql_find_ref(Ctx *cx, const Evidence *evidence, Evidence *out, bool *found)
{
    return cx_find(cx, &find_ref, out, found,
                   ARGS(V(cx->tenant_id), V(evidence->customer_id), V(evidence->attribute_id),
                        V(evidence->about), V(evidence->ref)));
}

Code attribute_sql_find_evidence(Ctx *cx, int64_t id, Evidence *out, bool *found)
{
    return cx_find(cx, &find_evidence, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code attribute_sql_tell(Ctx *cx, const Evidence *evidence)
{
    ASSERT(evidence->tenant_id == cx->tenant_id);
    return cx_insert(cx, &evidence_table, evidence);
}

Code attribute_sql_retell(Ctx *cx, const Evidence *evidence)
{
    return cx_run(cx, &retell, NULL,
                  ARGS(V(cx->tenant_id), V(evidence->id), V(evidence->value), V(evidence->source),
                       V(evidence->raw), V(evidence->store_id), V(evidence->distance_m),
                       V(evidence->confidence), V(evidence->at_ms), V(evidence->until_ms),
                       V(evidence->event_seq)));
}

Code attribute_sql_end(Ctx *cx, int64_t id)
{
    return cx_run(cx, &end_one, NULL, ARGS(V(cx->tenant_id), V(id), V(cx->now_ms)));
}

Code attribute_sql_end_source(Ctx *cx, const Evidence *keep)
{
    return cx_run(cx, &end_source, NULL,
                  ARGS(V(cx->tenant_id), V(keep->customer_id), V(keep->attribute_id),
                       V(keep->about), V(keep->source), V(keep->id), V(cx->now_ms)));
}

Code attribute_sql_of_ref(Ctx *cx, int64_t customer_id, Str ref, Rows *evidence)
{
    return cx_list(cx, &of_ref, evidence, ARGS(V(cx->tenant_id), V(customer_id), V(ref)));
}

Code attribute_sql_evidence(Ctx *cx, int64_t customer_id, int64_t limit, Rows *evidence)
{
    return cx_list(cx, &evidence_of, evidence, ARGS(V(cx->tenant_id), V(customer_id), V(limit)));
}

Code attribute_sql_places(Ctx *cx, int64_t customer_id, Rows *rows)
{
    return cx_list(cx, &places, rows, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code attribute_sql_persons(Ctx *cx, AttributeId id, int64_t after, int64_t limit, Ids *customer_ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &persons, &rows, ARGS(V(cx->tenant_id), V(id.v), V(after), V(limit))));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(NumberRow, rows, i)->number;
    *customer_ids = (Ids){ ids, rows.count };
    return OK;
}

Code attribute_sql_find_value(Ctx *cx, const AttributePlace *place, CustomerAttribute *out,
                              bool *found)
{
    return cx_find(
        cx, &find_value, out, found,
        ARGS(V(cx->tenant_id), V(place->customer_id), V(place->attribute_id), V(place->about)));
}

Code attribute_sql_set_value(Ctx *cx, const CustomerAttribute *value)
{
    ASSERT(value->tenant_id == cx->tenant_id);
    return cx_run(cx, &set_value, NULL,
                  ARGS(V(cx->tenant_id), V(value->customer_id), V(value->attribute_id),
                       V(value->about), V(value->value), V(value->why_json)));
}

Code attribute_sql_drop_value(Ctx *cx, const AttributePlace *place)
{
    return cx_run(
        cx, &drop_value, NULL,
        ARGS(V(cx->tenant_id), V(place->customer_id), V(place->attribute_id), V(place->about)));
}

Code attribute_sql_values(Ctx *cx, int64_t customer_id, Rows *rows)
{
    return cx_list(cx, &values, rows, ARGS(V(cx->tenant_id), V(customer_id)));
}
