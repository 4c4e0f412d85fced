/* customer_view_sql.c -- every statement behind what lists and single pages show beside the rows.
 */
#include "customer/customer_view_sql.h"

#include "customer/customer_identity.h"
#include "kernel/scope_sql.h"

// clang-format off
static const Field staff_fields[] = {
    FIELD_ID(StaffBrief, customer_id),
    FIELD_ID(StaffBrief, id),
};
static const Shape staff_shape = SHAPE(StaffBrief, staff_fields);
// clang-format on

#define LISTED_SQLITE "(SELECT value FROM json_each($2))"
#define LISTED_PG                   \
    "(SELECT CAST(value AS BIGINT)" \
    " FROM json_array_elements_text(CAST($2 AS json)))"

#define STAFF_OF(listed)                                                                     \
    "SELECT customer_id, staff_id AS id FROM customer_relation WHERE tenant_id = $1"         \
    " AND customer_id IN " listed                                                            \
    " AND ended_at_ms = 0" SEES_STAFF("$3", "staff_id") " ORDER BY customer_id, added_at_ms" \
                                                        " LIMIT 5000"
static const Query staff_of_page = {
    .name = "customer_view.staff_of_page",
    .sql  = STAFF_OF(LISTED_SQLITE),
    .pg   = STAFF_OF(LISTED_PG),
    .out  = &staff_shape,
};

#define PHONES_OF(listed)                                                                  \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND customer_id IN " listed \
    " AND kind = 'phone' ORDER BY customer_id, since_ms, id LIMIT 2000"
static const Query phones_of_page = {
    .name     = "customer_view.phones_of_page",
    .unscoped = "of a page that was read within the scope",
    .sql      = PHONES_OF(LISTED_SQLITE),
    .pg       = PHONES_OF(LISTED_PG),
    .out      = &customer_identity_shape,
};

static const Query relations_of_customer = {
    .name = "customer_view.relations_of_customer",
    .sql =
        "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND customer_id = $2" SEES_STAFF(
            "$3", "staff_id") " ORDER BY added_at_ms DESC, id DESC LIMIT 500",
    .out = &relation_shape,
};

typedef struct ViewerRow {
    int64_t user_id;
} ViewerRow;
static const Field viewer_fields[] = { FIELD(ViewerRow, user_id) };
static const Shape viewer_shape    = SHAPE(ViewerRow, viewer_fields);

static const Query viewers = {
    .name = "customer_view.viewers",
    .sql  = "SELECT DISTINCT s.user_id FROM customer_relation r"
            " JOIN org_scope s ON s.tenant_id = r.tenant_id AND s.staff_id = r.staff_id"
            " WHERE r.tenant_id = $1 AND r.customer_id = $2"
            " AND coalesce(r.ended_by, '') <> 'transfer'"
            " AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM org_scope o"
            " WHERE o.tenant_id = $1 AND o.user_id = s.user_id AND o.staff_id = $3))"
            " LIMIT 10000",
    .out  = &viewer_shape,
};

static const Query *const queries[] = { &staff_of_page, &phones_of_page, &relations_of_customer,
                                        &viewers };
const SqlList             customer_view_sql = { "customer", queries, COUNT(queries), NULL, 0 };

Code customer_view_sql_staff(Ctx *cx, Str ids_json, Rows *briefs)
{
    return cx_list(cx, &staff_of_page, briefs,
                   ARGS(V(cx->tenant_id), V(ids_json), V(cx->scope_id)));
}

Code customer_view_sql_phones(Ctx *cx, Str ids_json, Rows *identities)
{
    return cx_list(cx, &phones_of_page, identities, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_view_sql_relations(Ctx *cx, int64_t customer_id, Rows *relations)
{
    return cx_list(cx, &relations_of_customer, relations,
                   ARGS(V(cx->tenant_id), V(customer_id), V(cx->scope_id)));
}

Code customer_view_sql_viewers(Ctx *cx, int64_t customer_id, int64_t staff_id, Ids *user_ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &viewers, &rows, ARGS(V(cx->tenant_id), V(customer_id), V(staff_id))));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(ViewerRow, rows, i)->user_id;
    *user_ids = (Ids){ ids, rows.count };
    return OK;
}
