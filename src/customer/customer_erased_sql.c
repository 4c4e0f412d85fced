/* customer_erased_sql.c -- every statement of persons deleted on request. */
#include "customer/customer_erased_sql.h"

#define WHOLE "a person is deleted on request; nothing of it is shown"

// clang-format off
static const Field erased_fields[] = {
    FIELD_ID  (CustomerErased, id),
    FIELD_ID  (CustomerErased, tenant_id,        .flags = SECRET),
    FIELD_ENUM(CustomerErased, source,           add_way_words),
    FIELD_TIME(CustomerErased, first_added_at_ms),
    FIELD_TIME(CustomerErased, last_event_at_ms),
    FIELD_TIME(CustomerErased, created_at_ms),
    FIELD_TIME(CustomerErased, erased_at_ms),
};
static const Shape erased_shape = SHAPE(CustomerErased, erased_fields);

static const Field key_fields[] = {
    FIELD_ID  (CustomerErasedKey, tenant_id, .flags = SECRET),
    FIELD     (CustomerErasedKey, blind),
    FIELD_ID  (CustomerErasedKey, customer_id),
    FIELD_TIME(CustomerErasedKey, erased_at_ms),
};
static const Shape key_shape = SHAPE(CustomerErasedKey, key_fields);

static const Field mark_fields[] = {
    FIELD     (ErasedMark, count),
    FIELD_TIME(ErasedMark, newest_ms),
};
static const Shape mark_shape = SHAPE(ErasedMark, mark_fields);
// clang-format on

static const Table erased_table = { "customer_erased", &erased_shape };
static const Table key_table    = { "customer_erased_key", &key_shape };

static const Query any = {
    .name     = "customer_erased.any",
    .unscoped = "whether anybody of the brand was",
    .sql      = "SELECT {cols} FROM customer_erased_key WHERE tenant_id = $1 LIMIT 1",
    .out      = &key_shape,
};
static const Query mark = {
    .name     = "customer_erased.mark",
    .unscoped = "whether anybody of the brand was meanwhile",
    .sql      = "SELECT count(*) AS count, coalesce(max(erased_at_ms), 0) AS newest_ms"
                " FROM customer_erased_key WHERE tenant_id = $1",
    .out      = &mark_shape,
};
static const Query find = {
    .name     = "customer_erased.find",
    .unscoped = "for the doors: nothing of it is shown",
    .sql      = "SELECT {cols} FROM customer_erased_key WHERE tenant_id = $1 AND blind = $2",
    .out      = &key_shape,
};
static const Query keep_key = {
    .name     = "customer_erased.keep_key",
    .unscoped = WHOLE,
    .sql      = "INSERT INTO customer_erased_key (tenant_id, blind, customer_id, erased_at_ms)"
                " VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, blind) DO UPDATE SET"
                " customer_id = $3, erased_at_ms = $4",
};

/* Him and those folded into him. */
#define HIM                                \
    "(SELECT CAST($2 AS BIGINT) UNION ALL" \
    " SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $2)"
#define ERASE(name_, text)                                               \
    {                                                                    \
        .name = "customer_erased." name_, .unscoped = WHOLE, .sql = text \
    }

/* What he held and another claims is the other's now: the oldest claim of each value. */
#define HIS_VALUES(alias)                                                            \
    " EXISTS (SELECT 1 FROM customer_identity his WHERE his.tenant_id = $1"          \
    " AND his.customer_id = $2 AND his.kind = " alias ".kind AND his.scope = " alias \
    ".scope AND his.lookup = " alias ".lookup)"
static const Query steps[] = {
    ERASE("claims", "DELETE FROM customer_identity WHERE tenant_id = $1 AND customer_id IN " HIM
                    " AND NOT is_holder"),
    ERASE("let_go", "UPDATE customer_identity SET is_holder = FALSE WHERE tenant_id = $1"
                    " AND customer_id = $2 AND is_holder"),
    ERASE("pass_on",
          "UPDATE customer_identity SET is_holder = TRUE WHERE tenant_id = $1"
          " AND customer_id <> $2 AND NOT is_holder AND" HIS_VALUES(
              "customer_identity") " AND id = (SELECT min(c.id) FROM customer_identity c WHERE "
                                   "c.tenant_id = $1"
                                   " AND c.customer_id <> $2 AND c.kind = customer_identity.kind"
                                   " AND c.scope = customer_identity.scope"
                                   " AND c.lookup = customer_identity.lookup)"
                                   " AND NOT EXISTS (SELECT 1 FROM customer_identity h WHERE "
                                   "h.tenant_id = $1"
                                   " AND h.is_holder AND h.kind = customer_identity.kind"
                                   " AND h.scope = customer_identity.scope"
                                   " AND h.lookup = customer_identity.lookup)"),
    ERASE("identities",
          "DELETE FROM customer_identity WHERE tenant_id = $1 AND customer_id IN " HIM),
    ERASE("relations",
          "UPDATE customer_relation SET external_userid = '', remark = NULL, description = NULL,"
          " revision = revision + 1 WHERE tenant_id = $1 AND customer_id IN " HIM),
    ERASE("tags", "DELETE FROM customer_tag WHERE tenant_id = $1 AND customer_id IN " HIM),
    ERASE("own", "DELETE FROM customer_own WHERE tenant_id = $1 AND id IN " HIM),
    ERASE("filled", "DELETE FROM customer_filled WHERE tenant_id = $1 AND customer_id IN " HIM),
    ERASE("likeness",
          "DELETE FROM customer_likeness_key WHERE tenant_id = $1 AND customer_id IN " HIM),
    ERASE("reviews", "DELETE FROM customer_merge_review WHERE tenant_id = $1 AND (a_id IN " HIM
                     " OR b_id IN " HIM ")"),
    ERASE("origin", "DELETE FROM customer_origin WHERE tenant_id = $1 AND origin_id IN " HIM),
    ERASE("folded", "DELETE FROM customer_folded WHERE tenant_id = $1 AND id IN " HIM),
    ERASE("row", "DELETE FROM customer WHERE tenant_id = $1 AND id = $2"),
};

static const Query *const queries[] = {
    &any,      &mark,     &find,      &keep_key,  &steps[0],  &steps[1],
    &steps[2], &steps[3], &steps[4],  &steps[5],  &steps[6],  &steps[7],
    &steps[8], &steps[9], &steps[10], &steps[11], &steps[12],
};
static const Table *const tables[]            = { &erased_table, &key_table };
const SqlList             customer_erased_sql = SQL_LIST("customer", queries, tables);

Code customer_erased_sql_any(Ctx *cx, bool *is_any)
{
    CustomerErasedKey row = { 0 };
    return cx_find(cx, &any, &row, is_any, ARGS(V(cx->tenant_id)));
}

Code customer_erased_sql_mark(Ctx *cx, ErasedMark *out)
{
    return cx_one(cx, &mark, out, ARGS(V(cx->tenant_id)));
}

Code customer_erased_sql_find(Ctx *cx, Str blind, CustomerErasedKey *out, bool *found)
{
    return cx_find(cx, &find, out, found, ARGS(V(cx->tenant_id), V(blind)));
}

Code customer_erased_sql_keep_key(Ctx *cx, const CustomerErasedKey *key)
{
    ASSERT(key->tenant_id == cx->tenant_id);
    return cx_run(cx, &keep_key, NULL,
                  ARGS(V(cx->tenant_id), V(key->blind), V(key->customer_id), V(key->erased_at_ms)));
}

Code customer_erased_sql_erase(Ctx *cx, const CustomerErased *left)
{
    ASSERT(left->tenant_id == cx->tenant_id);
    TRY(cx_insert(cx, &erased_table, left));
    for (size_t i = 0; i < COUNT(steps); i++)
        TRY(cx_run(cx, &steps[i], NULL, ARGS(V(cx->tenant_id), V(left->id))));
    return OK;
}
