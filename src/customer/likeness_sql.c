/* likeness_sql.c -- statements of the search for alike customers. */
#include "customer/likeness_sql.h"

#include "customer/customer_identity.h"
#include "customer/customer_sql.h"

#define WHY "a job of the whole brand; only who sees it all is shown what it finds"

// clang-format off
static const Field key_fields[] = {
    FIELD_ID(LikenessKey, tenant_id),
    FIELD   (LikenessKey, key),
    FIELD_ID(LikenessKey, customer_id),
};
static const Shape key_shape = SHAPE(LikenessKey, key_fields);
// clang-format on

static const Table key_table = { "customer_likeness_key", &key_shape };

static const Query changed = {
    .name     = "likeness.changed",
    .unscoped = WHY,
    .sql      = "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id > $2"
                " AND updated_at_ms >= $3 ORDER BY id LIMIT $4",
    .out      = &customer_shape,
};

#define LISTED    "(SELECT value FROM json_each($2))"
#define LISTED_PG "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json)))"

#define CUSTOMERS "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id IN "
static const Query customers = {
    .name     = "likeness.customers",
    .unscoped = WHY,
    .sql      = CUSTOMERS LISTED,
    .pg       = CUSTOMERS  LISTED_PG,
    .out      = &customer_shape,
};

#define IDENTITIES                                              \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1" \
    " AND kind IN ('phone', 'email', 'member_no') AND customer_id IN "
static const Query identities = {
    .name     = "likeness.identities",
    .unscoped = WHY,
    .sql      = IDENTITIES LISTED " ORDER BY customer_id, since_ms, id",
    .pg       = IDENTITIES  LISTED_PG " ORDER BY customer_id, since_ms, id",
    .out      = &customer_identity_shape,
};

#define DROP "DELETE FROM customer_likeness_key WHERE tenant_id = $1 AND customer_id IN "
static const Query drop = {
    .name     = "likeness.drop",
    .unscoped = WHY,
    .sql      = DROP LISTED,
    .pg       = DROP  LISTED_PG,
};
static const Query members = {
    .name     = "likeness.members",
    .unscoped = WHY,
    .sql      = "SELECT {cols} FROM customer_likeness_key WHERE tenant_id = $1 AND key = $2"
                " ORDER BY customer_id LIMIT $3",
    .out      = &key_shape,
};

static const Query *const queries[]    = { &changed, &customers, &identities, &drop, &members };
static const Table *const tables[]     = { &key_table };
const SqlList             likeness_sql = SQL_LIST("customer", queries, tables);

Code likeness_sql_changed(Ctx *cx, int64_t after_id, int64_t since_ms, int64_t limit, Rows *rows)
{
    return cx_list(cx, &changed, rows, ARGS(V(cx->tenant_id), V(after_id), V(since_ms), V(limit)));
}

Code likeness_sql_customers(Ctx *cx, Str ids, Rows *rows)
{
    return cx_list(cx, &customers, rows, ARGS(V(cx->tenant_id), V(ids)));
}

Code likeness_sql_identities(Ctx *cx, Str ids, Rows *rows)
{
    return cx_list(cx, &identities, rows, ARGS(V(cx->tenant_id), V(ids)));
}

Code likeness_sql_put_keys(Ctx *cx, Str ids, Rows keys)
{
    int64_t inserted = 0;
    TRY(cx_run(cx, &drop, NULL, ARGS(V(cx->tenant_id), V(ids))));
    return keys.count ? cx_insert_all(cx, &key_table, keys, true, &inserted) : OK;
}

Code likeness_sql_members(Ctx *cx, int64_t key, int64_t limit, Ids *ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &members, &rows, ARGS(V(cx->tenant_id), V(key), V(limit))));
    int64_t *at = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) at[i] = ROWS_AT(LikenessKey, rows, i)->customer_id;
    *ids = (Ids){ at, rows.count };
    return OK;
}
