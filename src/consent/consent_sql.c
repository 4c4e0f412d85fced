/* consent_sql.c -- every statement of consent. */
#include "consent/consent_sql.h"

#define READ_BEFORE "of a customer that was read within the scope, or asked by a slice"

static const Table consent_table = { "consent", &consent_shape };

/* $2 and those folded into him. */
#define HIM                                \
    "(SELECT CAST($2 AS BIGINT) UNION ALL" \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2)"

static const Query said = {
    .name     = "consent.said",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {c.cols} FROM consent c WHERE c.tenant_id = $1 AND c.customer_id IN " HIM
           " ORDER BY c.at_ms DESC, c.id DESC LIMIT $3",
    .out = &consent_shape,
};

static const Query newest = {
    .name     = "consent.newest",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {c.cols} FROM consent c WHERE c.tenant_id = $1 AND c.customer_id IN " HIM
           " AND c.purpose = $3 ORDER BY c.at_ms DESC, c.id DESC LIMIT 1",
    .out = &consent_shape,
};

// clang-format off
static const Field of_fields[] = { FIELD_ID(ConsentOf, id), FIELD_ENUM(ConsentOf, state, consent_state_words) };
static const Shape of_shape    = SHAPE(ConsentOf, of_fields);
// clang-format on

static const Query is_withdrawn = {
    .name     = "consent.is_withdrawn",
    .unscoped = "whether anybody of the brand did",
    .sql      = "SELECT id, state FROM consent WHERE tenant_id = $1 AND purpose = $2"
                " AND state = 'withdrawn' LIMIT 1",
    .out      = &of_shape,
};

#define STATES(listed)                                                                    \
    "SELECT i.id AS id, (SELECT c.state FROM consent c WHERE c.tenant_id = $1"            \
    " AND c.purpose = $2 AND (c.customer_id = i.id OR c.customer_id IN (SELECT f.from_id" \
    " FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = i.id))"                    \
    " ORDER BY c.at_ms DESC, c.id DESC LIMIT 1) AS state FROM (" listed ") i"
static const Query states = {
    .name     = "consent.states",
    .unscoped = READ_BEFORE,
    .sql      = STATES("SELECT value AS id FROM json_each($3)"),
    .pg       = STATES("SELECT CAST(value AS BIGINT) AS id"
                             " FROM json_array_elements_text(CAST($3 AS json))"),
    .out      = &of_shape,
};

static const Query *const queries[]   = { &said, &newest, &is_withdrawn, &states };
static const Table *const tables[]    = { &consent_table };
const SqlList             consent_sql = SQL_LIST("consent", queries, tables);

Code consent_sql_is_withdrawn(Ctx *cx, Str purpose, bool *is_any)
{
    ConsentOf row = { 0 };
    return cx_find(cx, &is_withdrawn, &row, is_any, ARGS(V(cx->tenant_id), V(purpose)));
}

Code consent_sql_states(Ctx *cx, Str purpose, Str ids_json, Rows *rows)
{
    return cx_list(cx, &states, rows, ARGS(V(cx->tenant_id), V(purpose), V(ids_json)));
}

Code consent_sql_insert(Ctx *cx, const Consent *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &consent_table, row);
}

Code consent_sql_said(Ctx *cx, CustomerId customer, int64_t limit, Rows *rows)
{
    return cx_list(cx, &said, rows, ARGS(V(cx->tenant_id), V(customer.v), V(limit)));
}

Code consent_sql_newest(Ctx *cx, CustomerId customer, Str purpose, Consent *out, bool *found)
{
    return cx_find(cx, &newest, out, found, ARGS(V(cx->tenant_id), V(customer.v), V(purpose)));
}
