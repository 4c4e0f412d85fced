/* privacy_unmake_sql.c -- the statements of customers who go with their import. */
#include "privacy/privacy_unmake_sql.h"

#define OF_IMPORT "of an import its maker takes back, or whoever steers jobs"

// clang-format off
typedef struct IdRow { int64_t id; } IdRow;
static const Field id_fields[] = { FIELD_ID(IdRow, id) };
static const Shape id_shape    = SHAPE(IdRow, id_fields);

#define IDS_SQLITE "(SELECT value FROM json_each($2))"
#define IDS_PG     "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json)))"
#define HAS(table, ids) \
    "SELECT customer_id AS id FROM " table " WHERE tenant_id = $1 AND customer_id <> 0" \
    " AND customer_id IN " ids
#define NOTED(ids) \
    HAS("note", ids) " UNION " HAS("consent", ids) " UNION " HAS("group_chat_member", ids) \
    " UNION " HAS("oa_fan", ids) " UNION " HAS("erasure", ids) \
    " AND state IN ('waiting', 'running') ORDER BY 1"
#define TOLD(ids) HAS("attribute_evidence", ids) " AND event_seq = 0 ORDER BY 1"
// clang-format on

static const Query ordered = {
    .name     = "unmake.ordered",
    .unscoped = OF_IMPORT,
    .sql      = "SELECT DISTINCT o.id AS id FROM (" HAS("shop_order", IDS_SQLITE) ") o ORDER BY 1",
    .pg       = "SELECT DISTINCT o.id AS id FROM (" HAS("shop_order", IDS_PG) ") o ORDER BY 1",
    .out      = &id_shape,
};
static const Query noted = {
    .name     = "unmake.noted",
    .unscoped = OF_IMPORT,
    .sql      = NOTED(IDS_SQLITE),
    .pg       = NOTED(IDS_PG),
    .out      = &id_shape,
};

static const Query told = {
    .name     = "unmake.told",
    .unscoped = OF_IMPORT,
    .sql      = TOLD(IDS_SQLITE),
    .pg       = TOLD(IDS_PG),
    .out      = &id_shape,
};

#define REMOVE(table)                                                                       \
    {                                                                                       \
        .name = "unmake." table, .unscoped = OF_IMPORT,                                     \
        .sql = "DELETE FROM " table " WHERE tenant_id = $1 AND customer_id IN " IDS_SQLITE, \
        .pg  = "DELETE FROM " table " WHERE tenant_id = $1 AND customer_id IN " IDS_PG      \
    }
static const Query rows[] = {
    REMOVE("tag_holding"),        REMOVE("tag_due"),        REMOVE("customer_attribute"),
    REMOVE("attribute_evidence"), REMOVE("dictionary_raw"),
};

static const Query *const queries[] = {
    &ordered, &noted, &told, &rows[0], &rows[1], &rows[2], &rows[3], &rows[4],
};
const SqlList privacy_unmake_sql = { "privacy", queries, COUNT(queries), NULL, 0 };

static Code list_of(Ctx *cx, const Query *query, Ids ids, Ids *out)
{
    Rows list = { 0 };
    *out      = (Ids){ 0 };
    if (ids.count == 0) return OK;
    TRY(cx_list(cx, query, &list, ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids)))));
    int64_t *at = arena_make(cx->arena, int64_t, list.count);
    for (size_t i = 0; i < list.count; i++) at[i] = ROWS_AT(IdRow, list, i)->id;
    *out = (Ids){ at, list.count };
    return OK;
}

Code privacy_unmake_sql_ordered(Ctx *cx, Ids ids, Ids *out)
{
    return list_of(cx, &ordered, ids, out);
}

Code privacy_unmake_sql_noted(Ctx *cx, Ids ids, Ids *out) { return list_of(cx, &noted, ids, out); }

Code privacy_unmake_sql_told(Ctx *cx, Ids ids, Ids *out) { return list_of(cx, &told, ids, out); }

Code privacy_unmake_sql_remove(Ctx *cx, Ids ids)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        TRY(cx_run(cx, &rows[i], NULL, ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids)))));
    return OK;
}
