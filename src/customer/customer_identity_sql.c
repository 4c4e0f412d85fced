/* customer_identity_sql.c -- every statement of identities.  They lie with their customer: no index
 * finds one by its id alone. */
#include "customer/customer_identity_sql.h"

// clang-format off
static const Field identity_fields[] = {
    FIELD_ID  (CustomerIdentity, id),
    FIELD_ID  (CustomerIdentity, tenant_id, .flags = SECRET),
    FIELD_ID  (CustomerIdentity, customer_id),
    FIELD     (CustomerIdentity, kind),
    FIELD     (CustomerIdentity, scope),
    FIELD_WITH(CustomerIdentity, lookup,    .flags = SECRET),
    FIELD_WITH(CustomerIdentity, sealed,    .flags = SECRET),
    FIELD     (CustomerIdentity, is_holder),
    FIELD     (CustomerIdentity, source),
    FIELD     (CustomerIdentity, confidence),
    FIELD_TIME(CustomerIdentity, verified_at_ms),
    FIELD_TIME(CustomerIdentity, since_ms),
    FIELD_TIME(CustomerIdentity, until_ms),
};
const Shape customer_identity_shape = SHAPE(CustomerIdentity, identity_fields);
// clang-format on

static const Table identity_table = { "customer_identity", &customer_identity_shape };

static const Query holder = {
    .name     = "customer_identity.holder",
    .unscoped = "for consumers and imports: a value has one holder whoever looks",
    .sql      = "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND kind = $2"
                " AND scope = $3 AND lookup = $4 AND is_holder",
    .out      = &customer_identity_shape,
};

#define HOLDER                                                  \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1" \
    " AND is_holder AND kind = "
static const Query contact_holders = {
    .name     = "customer_identity.contact_holders",
    .unscoped = "for consumers: a value has one holder whoever looks",
    .sql      = HOLDER "'external_userid' AND scope = $2 AND lookup = $3 UNION ALL " HOLDER
                  "'unionid' AND scope = '' AND lookup = $4",
    .out = &customer_identity_shape,
};

static const Query of_customer = {
    .name     = "customer_identity.of_customer",
    .unscoped = "of a customer that was read within the scope",
    .sql      = "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND customer_id = $2"
                " ORDER BY since_ms, id LIMIT 200",
    .out      = &customer_identity_shape,
};

static const Query claims = {
    .name     = "customer_identity.claims",
    .unscoped = "for consumers: nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND kind = $2"
                " AND scope = $3 AND lookup = $4 AND NOT is_holder ORDER BY since_ms, id LIMIT 50",
    .out      = &customer_identity_shape,
};

static const Query prove = {
    .name     = "customer_identity.prove",
    .unscoped = "for consumers: what is changed was found by its person",
    .sql      = "UPDATE customer_identity SET verified_at_ms = $4, confidence = {greatest}("
                "confidence, CAST($5 AS INTEGER)) WHERE tenant_id = $1 AND customer_id = $2"
                " AND id = $3",
};

static const Query delete_one = {
    .name     = "customer_identity.delete",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "DELETE FROM customer_identity WHERE tenant_id = $1 AND customer_id = $2"
                " AND id = $3",
};

static const Query pass_on = {
    .name     = "customer_identity.pass_on",
    .unscoped = "a value has one holder whoever looks; nothing of it is shown",
    .sql      = "UPDATE customer_identity SET is_holder = TRUE WHERE tenant_id = $1 AND kind = $2"
                " AND scope = $3 AND lookup = $4 AND NOT is_holder AND id ="
                " (SELECT c.id FROM customer_identity c WHERE c.tenant_id = $1 AND c.kind = $2"
                " AND c.scope = $3 AND c.lookup = $4 AND NOT c.is_holder AND NOT EXISTS (SELECT 1"
                " FROM customer_folded f WHERE f.tenant_id = $1 AND f.id = c.customer_id)"
                " ORDER BY c.since_ms, c.id LIMIT 1)",
};

// clang-format off
static const Field untold_fields[] = {
    FIELD_ID(CustomerUntold, tenant_id, .flags = SECRET),
    FIELD   (CustomerUntold, corp_id),
    FIELD   (CustomerUntold, since_ms),
};
const Shape customer_untold_shape = SHAPE(CustomerUntold, untold_fields);
// clang-format on

static const Table untold_table = { "customer_untold", &customer_untold_shape };
static const Query any_untold   = {
      .name = "customer_untold.any",
      .sql  = "SELECT {cols} FROM customer_untold WHERE tenant_id = $1 LIMIT 1",
      .out  = &customer_untold_shape,
};

static const Query any_of = {
    .name     = "customer_identity.any_of",
    .unscoped = "for consumers: nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND kind = $2"
                " AND scope = $3 AND is_holder LIMIT 1",
    .out      = &customer_identity_shape,
};

/* The place of the next scope in the index of holders: a step for each, not for each identity. */
static const Query next_scope = {
    .name     = "customer_identity.next_scope",
    .unscoped = "nothing of it is shown: who is found there is asked for as anybody",
    .sql      = "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND kind = $2"
                " AND scope > $3 AND is_holder ORDER BY scope LIMIT 1",
    .out      = &customer_identity_shape,
};

/* By the indexes of holders and of claims: neither finds both, and rows lie with their person. */
#define KNOWN_BY                                                                              \
    " WHERE tenant_id = $1 AND customer_id IN (SELECT h.customer_id FROM customer_identity h" \
    " WHERE h.tenant_id = $1 AND h.kind = $2 AND h.scope = $3 AND h.lookup = $4"              \
    " AND h.is_holder UNION ALL SELECT c.customer_id FROM customer_identity c"                \
    " WHERE c.tenant_id = $1 AND c.kind = $2 AND c.scope = $3 AND c.lookup = $4"              \
    " AND NOT c.is_holder) AND kind = $2 AND scope = $3 AND lookup = $4"
static const Query prolong = {
    .name     = "customer_identity.prolong",
    .unscoped = "for consumers: nothing of it is shown",
    .sql      = "UPDATE customer_identity SET until_ms = {greatest}(until_ms, $5)" KNOWN_BY
           " AND until_ms > 0",
};
static const Query expire = {
    .name     = "customer_identity.expire",
    .unscoped = "for timers: nothing of it is shown",
    .sql      = "DELETE FROM customer_identity" KNOWN_BY " AND until_ms > 0 AND until_ms <= $5",
};

static const Query *const queries[] = { &holder,  &contact_holders, &of_customer, &claims,
                                        &prove,   &delete_one,      &pass_on,     &any_of,
                                        &prolong, &expire,          &any_untold,  &next_scope };
static const Table *const tables[]  = { &identity_table, &untold_table };
const SqlList             customer_identity_sql = SQL_LIST("customer", queries, tables);

Code customer_identity_sql_holder(Ctx *cx, Str kind, Str scope, Str lookup, CustomerIdentity *out,
                                  bool *found)
{
    return cx_find(cx, &holder, out, found, ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookup)));
}

Code customer_identity_sql_contact_holders(Ctx *cx, Str corp_id, Str external_userid, Str unionid,
                                           Rows *rows)
{
    return cx_list(cx, &contact_holders, rows,
                   ARGS(V(cx->tenant_id), V(corp_id), V(external_userid), V(unionid)));
}

Code customer_identity_sql_of_customer(Ctx *cx, int64_t customer_id, Rows *rows)
{
    return cx_list(cx, &of_customer, rows, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code customer_identity_sql_insert_all(Ctx *cx, Rows rows, int64_t *inserted)
{
    return cx_insert_all(cx, &identity_table, rows, true, inserted);
}

Code customer_identity_sql_claims(Ctx *cx, Str kind, Str scope, Str lookup, Rows *rows)
{
    return cx_list(cx, &claims, rows, ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookup)));
}

Code customer_identity_sql_prove(Ctx *cx, const CustomerIdentity *row, int64_t at_ms,
                                 int64_t confidence)
{
    return cx_run(cx, &prove, NULL,
                  ARGS(V(cx->tenant_id), V(row->customer_id), V(row->id), V(at_ms), V(confidence)));
}

Code customer_identity_sql_delete(Ctx *cx, const CustomerIdentity *row)
{
    return cx_run(cx, &delete_one, NULL, ARGS(V(cx->tenant_id), V(row->customer_id), V(row->id)));
}

Code customer_identity_sql_pass_on(Ctx *cx, const CustomerIdentity *given_up)
{
    return cx_run(
        cx, &pass_on, NULL,
        ARGS(V(cx->tenant_id), V(given_up->kind), V(given_up->scope), V(given_up->lookup)));
}

Code customer_identity_sql_any_of(Ctx *cx, Str kind, Str scope, bool *any)
{
    CustomerIdentity row = { 0 };
    return cx_find(cx, &any_of, &row, any, ARGS(V(cx->tenant_id), V(kind), V(scope)));
}

Code customer_identity_sql_next_scope(Ctx *cx, Str kind, Str after, Str *scope, bool *found)
{
    CustomerIdentity row = { 0 };
    TRY(cx_find(cx, &next_scope, &row, found, ARGS(V(cx->tenant_id), V(kind), V(after))));
    if (*found) *scope = row.scope;
    return OK;
}

Code customer_identity_sql_prolong(Ctx *cx, Str kind, Str scope, Str lookup, int64_t until_ms)
{
    return cx_run(cx, &prolong, NULL,
                  ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookup), V(until_ms)));
}

Code customer_identity_sql_expire(Ctx *cx, Str kind, Str scope, Str lookup, int64_t now_ms)
{
    return cx_run(cx, &expire, NULL,
                  ARGS(V(cx->tenant_id), V(kind), V(scope), V(lookup), V(now_ms)));
}

Code customer_identity_sql_any_untold(Ctx *cx, bool *any)
{
    CustomerUntold row = { 0 };
    return cx_find(cx, &any_untold, &row, any, ARGS(V(cx->tenant_id)));
}

Code customer_identity_sql_note_untold(Ctx *cx, const CustomerUntold *row)
{
    return cx_insert_all(cx, &untold_table, (Rows){ (void *)(uintptr_t)row, 1 }, true, NULL);
}
