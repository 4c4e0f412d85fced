/* customer_door_sql.c -- the statements of the identity door. */
#include "customer/customer_door_sql.h"

static const Field holder_fields[] = {
    FIELD_ID(DoorHolder, id),   FIELD_ID(DoorHolder, customer_id),
    FIELD(DoorHolder, lookup),  FIELD_TIME(DoorHolder, verified_at_ms),
    FIELD(DoorHolder, has_row), FIELD(DoorHolder, has_user),
};
static const Shape holder_shape = SHAPE(DoorHolder, holder_fields);

typedef struct Waited {
    int64_t id;
} Waited;
static const Field waited_fields[] = { FIELD_ID(Waited, id) };
static const Shape waited_shape    = SHAPE(Waited, waited_fields);

// clang-format off
#define HOLDERS(listed)                                                                    \
    "SELECT i.id AS id, i.customer_id AS customer_id, i.lookup AS lookup,"                 \
    " i.verified_at_ms AS verified_at_ms,"                                                 \
    " EXISTS (SELECT 1 FROM customer c WHERE c.tenant_id = $1 AND c.id = i.customer_id)"   \
    " AS has_row, CAST($2 AS TEXT) = 'user_id' OR (CAST($5 AS BIGINT) <> 0 AND EXISTS"     \
    " (SELECT 1 FROM customer_identity u WHERE u.tenant_id = $1"                           \
    " AND u.customer_id = i.customer_id AND u.kind = 'user_id' AND u.is_holder)) AS has_user" \
    " FROM customer_identity i WHERE i.tenant_id = $1 AND i.kind = $2 AND i.scope = $3"    \
    " AND i.is_holder AND i.lookup IN " listed

static const Query holders = {
    .name     = "customer_door.holders",
    .unscoped = "for the doors: a value has one holder whoever looks",
    .sql      = HOLDERS("(SELECT value FROM json_each($4))"),
    .pg       = HOLDERS("(SELECT value FROM json_array_elements_text(CAST($4 AS json)))")
                " FOR KEY SHARE OF i",
    .out      = &holder_shape,
};

/* A merge of such a person waits for this transaction, and this waited for one under way.  What a
 * statement that waited sees beside the row it waited for is older than that row: so this only
 * waits, and the one above looks.  SQLite's writers wait for each other anyway. */
static const Query wait_for_holders = {
    .name     = "customer_door.wait_for_holders",
    .unscoped = "for the doors: nothing of it is shown",
    .sql      = "SELECT id FROM customer_identity WHERE tenant_id = $1 AND kind = $2 AND scope = $3"
                " AND is_holder AND lookup IN (SELECT value FROM json_each($4))",
    .pg       = "SELECT id FROM customer_identity WHERE tenant_id = $1 AND kind = $2 AND scope = $3"
                " AND is_holder AND lookup IN"
                " (SELECT value FROM json_array_elements_text(CAST($4 AS json))) FOR KEY SHARE",
    .out      = &waited_shape,
};

/* A claim of his on what is given to him would stand twice. */
static const Query drop_claims = {
    .name     = "customer_door.drop_claims",
    .unscoped = "for the doors: a visitor has no scope",
    .sql      = "DELETE FROM customer_identity WHERE tenant_id = $1 AND customer_id = $3 AND NOT is_holder"
                " AND EXISTS (SELECT 1 FROM customer_identity given WHERE given.tenant_id = $1"
                " AND given.customer_id = $2 AND given.kind = customer_identity.kind"
                " AND given.scope = customer_identity.scope AND given.lookup = customer_identity.lookup)",
};

static const Query pass = {
    .name     = "customer_door.pass",
    .unscoped = "for the doors: a visitor has no scope",
    .sql      = "UPDATE customer_identity SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2",
};

#define CLAIMS(listed)                                                                 \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND NOT is_holder"      \
    " AND customer_id IN " listed
static const Query claims = {
    .name     = "customer_door.claims",
    .unscoped = "for the doors: nothing of it is shown",
    .sql      = CLAIMS("(SELECT value FROM json_each($2))"),
    .pg       = CLAIMS("(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json)))"),
    .out      = &customer_identity_shape,
};

#define VERIFY(listed)                                                                  \
    "UPDATE customer_identity SET verified_at_ms = $3, confidence ="                    \
    " CASE WHEN confidence < $4 THEN $4 ELSE confidence END"                            \
    " WHERE tenant_id = $1 AND verified_at_ms = 0 AND id IN " listed
static const Query verify = {
    .name     = "customer_door.verify",
    .unscoped = "for the doors: a value has one holder whoever looks",
    .sql      = VERIFY("(SELECT value FROM json_each($2))"),
    .pg       = VERIFY("(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json)))"),
};
// clang-format on

static const Query *const queries[]         = { &holders, &wait_for_holders, &drop_claims,
                                                &pass,    &claims,           &verify };
const SqlList             customer_door_sql = { "customer", queries, COUNT(queries), NULL, 0 };

Code customer_door_sql_holders(Ctx *cx, Str kind, Str scope, Str lookups, bool asks_user,
                               Rows *rows)
{
    Rows waited = { 0 };
    if (db_engine(cx->db) == DB_POSTGRESQL)
        TRY(cx_list(cx, &wait_for_holders, &waited,
                    ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookups))));
    return cx_list(cx, &holders, rows,
                   ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookups), V((int64_t)asks_user)));
}

Code customer_door_sql_pass(Ctx *cx, int64_t from, int64_t into)
{
    TRY(cx_run(cx, &drop_claims, NULL, ARGS(V(cx->tenant_id), V(from), V(into))));
    return cx_run(cx, &pass, NULL, ARGS(V(cx->tenant_id), V(from), V(into)));
}

Code customer_door_sql_claims(Ctx *cx, Str persons, Rows *rows)
{
    return cx_list(cx, &claims, rows, ARGS(V(cx->tenant_id), V(persons)));
}

Code customer_door_sql_verify(Ctx *cx, Str ids, int64_t confidence)
{
    return cx_run(cx, &verify, NULL, ARGS(V(cx->tenant_id), V(ids), V(cx->now_ms), V(confidence)));
}
