/* customer_fill_sql.c -- statements of filled facts. */
#include "customer/customer_fill_sql.h"

#define WHOLE "a merge or a split: only who sees the whole brand makes one, or a rule"

// clang-format off
static const Field filled_fields[] = {
    FIELD_ID(CustomerFilled, tenant_id),
    FIELD_ID(CustomerFilled, customer_id),
    FIELD   (CustomerFilled, fact),
    FIELD   (CustomerFilled, value),
    FIELD   (CustomerFilled, was),
};
static const Shape filled_shape = SHAPE(CustomerFilled, filled_fields);
// clang-format on

static const Table filled_table = { "customer_filled", &filled_shape };

static const Query of = {
    .name     = "customer_fill.of",
    .unscoped = WHOLE,
    .sql      = "SELECT {cols} FROM customer_filled WHERE tenant_id = $1 AND customer_id = $2",
    .out      = &filled_shape,
};
static const Query drop = {
    .name     = "customer_fill.drop",
    .unscoped = WHOLE,
    .sql      = "DELETE FROM customer_filled WHERE tenant_id = $1 AND customer_id = $2",
};
static const Query below = {
    .name     = "customer_fill.below",
    .unscoped = WHOLE,
    .sql      = "SELECT {c.cols} FROM event_fold f JOIN customer_folded c"
                " ON c.tenant_id = f.tenant_id AND c.id = f.from_id"
                " WHERE f.tenant_id = $1 AND f.into_id = $2"
                " ORDER BY c.created_at_ms, c.id LIMIT 200",
    .out      = &customer_shape,
};
static const Query set = {
    .name     = "customer_fill.set",
    .unscoped = WHOLE,
    .sql      = "UPDATE customer SET name = $3, avatar = $4, gender = $5, corp_name = $6,"
                " position = $7, description = $8, birthday = $9, address = $10"
                " WHERE tenant_id = $1 AND id = $2",
};

static const Query *const queries[]         = { &of, &drop, &below, &set };
static const Table *const tables[]          = { &filled_table };
const SqlList             customer_fill_sql = SQL_LIST("customer", queries, tables);

Code customer_fill_sql_of(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &of, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_fill_sql_add(Ctx *cx, Rows rows)
{
    int64_t inserted = 0;
    return rows.count ? cx_insert_all(cx, &filled_table, rows, false, &inserted) : OK;
}

Code customer_fill_sql_drop(Ctx *cx, int64_t id)
{
    return cx_run(cx, &drop, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_fill_sql_below(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &below, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_fill_sql_set(Ctx *cx, const Customer *customer)
{
    return cx_run(cx, &set, NULL,
                  ARGS(V(cx->tenant_id), V(customer->id), V(customer->name), V(customer->avatar),
                       V(word_of(&gender_words, (int)customer->gender)), V(customer->corp_name),
                       V(customer->position), V(customer->description), V(customer->birthday),
                       V(customer->address)));
}
