/* customer_many_sql.c -- every statement on many customers at once. */
#include "customer/customer_many_sql.h"

#include "kernel/scope_sql.h"

static const Field held_fields[] = {
    FIELD_ID(HeldValue, customer_id),
    FIELD(HeldValue, kind),
    FIELD(HeldValue, lookup),
};
static const Shape held_shape = SHAPE(HeldValue, held_fields);

static const Field seen_fields[] = { FIELD_ID(HeldValue, customer_id) };
static const Shape seen_shape    = SHAPE(HeldValue, seen_fields);

static const Field name_fields[] = {
    FIELD_ID(ManyName, customer_id),
    FIELD(ManyName, name),
    FIELD(ManyName, remark),
};
static const Shape name_shape = SHAPE(ManyName, name_fields);

static const Table link_table = { "customer_tag", &tag_link_shape };

// clang-format off
#define TEXTS_SQLITE(at) "(SELECT value FROM json_each(" at "))"
#define TEXTS_PG(at)     "(SELECT value FROM json_array_elements_text(CAST(" at " AS json)))"
#define IDS_SQLITE(at)   TEXTS_SQLITE(at)
#define IDS_PG(at)       "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(" at " AS json)))"

#define HOLDERS(listed)                                                                 \
    "SELECT customer_id, kind, lookup FROM customer_identity WHERE tenant_id = $1"      \
    " AND kind = $2 AND lookup IN " listed " AND is_holder AND scope = ''"
#define HOLDERS_IN_CORPS(listed)                                                        \
    "SELECT customer_id, kind, lookup FROM customer_identity WHERE tenant_id = $1"      \
    " AND kind = $2 AND scope IN (SELECT DISTINCT corp_id FROM connection WHERE tenant_id = $1)" \
    " AND lookup IN " listed " AND is_holder"
#define WRITTEN(listed)                                                                 \
    "SELECT customer_id, kind, lookup FROM customer_identity WHERE tenant_id = $1"      \
    " AND customer_id IN " listed " AND kind IN ('phone', 'email', 'member_no')"
#define CUSTOMERS(listed)                                                               \
    "SELECT {c.cols} FROM customer c WHERE c.tenant_id = $1 AND c.id IN " listed        \
    SEES_CUSTOMER("$3", "c.id") " ORDER BY c.id"
#define SEEN(listed)                                                                    \
    "SELECT c.id AS customer_id FROM customer c WHERE c.tenant_id = $1 AND c.id IN " listed \
    SEES_CUSTOMER("$3", "c.id") " ORDER BY c.id"
#define TAG(listed)                                                                     \
    "INSERT INTO customer_tag (tenant_id, customer_id, tag_id, staff_id, source, at_ms)" \
    " SELECT CAST($1 AS BIGINT), CAST(value AS BIGINT), CAST($3 AS BIGINT), 0, CAST($4 AS TEXT), CAST($5 AS BIGINT)" \
    " FROM " listed " WHERE CAST($1 AS BIGINT) > 0 ON CONFLICT DO NOTHING RETURNING {cols}"
#define UNTAG(listed)                                                                   \
    "DELETE FROM customer_tag WHERE tenant_id = $1 AND customer_id IN " listed          \
    " AND tag_id = $3 AND staff_id = 0 AND (CAST($4 AS TEXT) = '' OR source = $4) RETURNING {cols}"
#define IDENTITIES(listed)                                                              \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND customer_id IN " listed \
    " ORDER BY customer_id, since_ms, id"
#define TAG_NAMES(listed)                                                               \
    "SELECT DISTINCT l.customer_id AS customer_id, t.name AS name, '' AS remark"        \
    " FROM customer_tag l CROSS JOIN tag t WHERE l.tenant_id = $1 AND l.customer_id IN " listed \
    " AND t.tenant_id = $1 AND t.id = l.tag_id AND NOT t.is_deleted ORDER BY l.customer_id, t.name"
#define RELATIONS(listed)                                                               \
    "SELECT r.customer_id AS customer_id, s.name AS name, r.remark AS remark"           \
    " FROM customer_relation r CROSS JOIN staff s WHERE r.tenant_id = $1 AND r.customer_id IN " listed \
    " AND r.ended_at_ms = 0 AND s.tenant_id = $1 AND s.id = r.staff_id"                 \
    SEES_STAFF("$3", "r.staff_id") " ORDER BY r.customer_id, r.added_at_ms, r.id"
#define LINKS(listed)                                                                   \
    "SELECT {cols} FROM customer_tag WHERE tenant_id = $1 AND customer_id IN " listed   \
    " AND tag_id = $3 AND (CAST($4 AS TEXT) = '' OR source = $4) ORDER BY customer_id, staff_id"
// clang-format on

#define ANY_HOLDER "for imports: a value has one holder whoever looks"
#define WAS_SEEN   "of customers that were read within the scope"

static const Query holders = {
    .name     = "customer_many.holders",
    .unscoped = ANY_HOLDER,
    .sql      = HOLDERS(TEXTS_SQLITE("$3")),
    .pg       = HOLDERS(TEXTS_PG("$3")),
    .out      = &held_shape,
};
static const Query holders_in_corps = {
    .name     = "customer_many.holders_in_corps",
    .unscoped = ANY_HOLDER,
    .sql      = HOLDERS_IN_CORPS(TEXTS_SQLITE("$3")),
    .pg       = HOLDERS_IN_CORPS(TEXTS_PG("$3")),
    .out      = &held_shape,
};
static const Query written = {
    .name     = "customer_many.written",
    .unscoped = WAS_SEEN,
    .sql      = WRITTEN(IDS_SQLITE("$2")),
    .pg       = WRITTEN(IDS_PG("$2")),
    .out      = &held_shape,
};
static const Query customers = {
    .name = "customer_many.customers",
    .sql  = CUSTOMERS(IDS_SQLITE("$2")),
    .pg   = CUSTOMERS(IDS_PG("$2")),
    .out  = &customer_shape,
};
static const Query seen = {
    .name = "customer_many.seen",
    .sql  = SEEN(IDS_SQLITE("$2")),
    .pg   = SEEN(IDS_PG("$2")) " FOR KEY SHARE OF c", /* customer_made_stay() of many */
    .out  = &seen_shape,
};
static const Query tag = {
    .name     = "customer_many.tag",
    .unscoped = WAS_SEEN,
    .sql      = TAG("json_each($2)"),
    .pg       = TAG("json_array_elements_text(CAST($2 AS json))"),
    .out      = &tag_link_shape,
};
static const Query untag = {
    .name     = "customer_many.untag",
    .unscoped = WAS_SEEN,
    .sql      = UNTAG(IDS_SQLITE("$2")),
    .pg       = UNTAG(IDS_PG("$2")),
    .out      = &tag_link_shape,
};
static const Query links = {
    .name     = "customer_many.links",
    .unscoped = WAS_SEEN,
    .sql      = LINKS(IDS_SQLITE("$2")),
    .pg       = LINKS(IDS_PG("$2")),
    .out      = &tag_link_shape,
};
static const Query identities = {
    .name     = "customer_many.identities",
    .unscoped = WAS_SEEN,
    .sql      = IDENTITIES(IDS_SQLITE("$2")),
    .pg       = IDENTITIES(IDS_PG("$2")),
    .out      = &customer_identity_shape,
};
static const Query tag_names = {
    .name     = "customer_many.tag_names",
    .unscoped = WAS_SEEN,
    .sql      = TAG_NAMES(IDS_SQLITE("$2")),
    .pg       = TAG_NAMES(IDS_PG("$2")),
    .out      = &name_shape,
};
static const Query relations = {
    .name = "customer_many.relations",
    .sql  = RELATIONS(IDS_SQLITE("$2")),
    .pg   = RELATIONS(IDS_PG("$2")),
    .out  = &name_shape,
};
static const Query tags_named = {
    .name = "customer_many.tags_named",
    .sql  = "SELECT {cols} FROM tag WHERE tenant_id = $1 AND name = $2 AND kind = 'internal'"
            " AND NOT is_deleted ORDER BY id LIMIT 1",
    .out  = &tag_shape,
};
static const Query groups_named = {
    .name = "customer_many.groups_named",
    .sql  = "SELECT {cols} FROM tag_group WHERE tenant_id = $1 AND name = $2 AND kind = 'internal'"
            " AND NOT is_deleted ORDER BY id LIMIT 1",
    .out  = &tag_group_shape,
};

/* Between the two, no trigger tells the people index of new customers and phones. */
static const Query making = {
    .name = "customer_many.making",
    .sql  = "INSERT INTO customer_making (tenant_id) VALUES ($1)",
};
static const Query made = {
    .name = "customer_many.made",
    .sql  = "DELETE FROM customer_making WHERE tenant_id = $1",
};
static const Query tell_made = {
    .name = "customer_many.tell_made",
    .sql  = "INSERT INTO customer_change (tenant_id, customer_id, until_id) VALUES ($1, $2, $3)",
    .pg   = "INSERT INTO customer_change (tenant_id, customer_id, until_id) VALUES ($1, $2, $3)"
            " ON CONFLICT (seq, tenant_id, customer_id)"
            " DO UPDATE SET until_id = greatest(customer_change.until_id, excluded.until_id)",
};

static const Query *const queries[] = {
    &holders, &holders_in_corps, &written,   &customers, &seen,       &tag,          &untag,
    &links,   &identities,       &tag_names, &relations, &tags_named, &groups_named, &making,
    &made,    &tell_made
};
static const Table *const tables[]          = { &link_table };
const SqlList             customer_many_sql = SQL_LIST("customer", queries, tables);

Code customer_many_sql_making(Ctx *cx) { return cx_run(cx, &making, NULL, ARGS(V(cx->tenant_id))); }

Code customer_many_sql_made(Ctx *cx, int64_t first_id, int64_t last_id)
{
    TRY(cx_run(cx, &made, NULL, ARGS(V(cx->tenant_id))));
    return cx_run(cx, &tell_made, NULL, ARGS(V(cx->tenant_id), V(first_id), V(last_id)));
}

Code customer_many_sql_holders(Ctx *cx, Str kind, Str lookups_json, Rows *held)
{
    const bool in_corps = str_equal(kind, S("external_userid"));
    return cx_list(cx, in_corps ? &holders_in_corps : &holders, held,
                   ARGS(V(cx->tenant_id), V(kind), V(lookups_json)));
}

Code customer_many_sql_written(Ctx *cx, Str ids_json, Rows *held)
{
    return cx_list(cx, &written, held, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_many_sql_customers(Ctx *cx, Str ids_json, Rows *rows)
{
    return cx_list(cx, &customers, rows, ARGS(V(cx->tenant_id), V(ids_json), V(cx->scope_id)));
}

Code customer_many_sql_seen(Ctx *cx, Str ids_json, Rows *held)
{
    return cx_list(cx, &seen, held, ARGS(V(cx->tenant_id), V(ids_json), V(cx->scope_id)));
}

Code customer_many_sql_tag(Ctx *cx, Str ids_json, int64_t tag_id, Str source, Rows *rows)
{
    return cx_list(cx, &tag, rows,
                   ARGS(V(cx->tenant_id), V(ids_json), V(tag_id), V(source), V(cx->now_ms)));
}

Code customer_many_sql_untag(Ctx *cx, Str ids_json, int64_t tag_id, Str source, Rows *rows)
{
    return cx_list(cx, &untag, rows, ARGS(V(cx->tenant_id), V(ids_json), V(tag_id), V(source)));
}

Code customer_many_sql_insert_links(Ctx *cx, Rows rows, int64_t *inserted)
{
    return cx_insert_all(cx, &link_table, rows, true, inserted);
}

Code customer_many_sql_links(Ctx *cx, Str ids_json, int64_t tag_id, Str source, Rows *rows)
{
    return cx_list(cx, &links, rows, ARGS(V(cx->tenant_id), V(ids_json), V(tag_id), V(source)));
}

Code customer_many_sql_tags_named(Ctx *cx, Str name, Rows *tags)
{
    return cx_list(cx, &tags_named, tags, ARGS(V(cx->tenant_id), V(name)));
}

Code customer_many_sql_groups_named(Ctx *cx, Str name, Rows *groups)
{
    return cx_list(cx, &groups_named, groups, ARGS(V(cx->tenant_id), V(name)));
}

Code customer_many_sql_identities(Ctx *cx, Str ids_json, Rows *rows)
{
    return cx_list(cx, &identities, rows, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_many_sql_tag_names(Ctx *cx, Str ids_json, Rows *rows)
{
    return cx_list(cx, &tag_names, rows, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_many_sql_relations(Ctx *cx, Str ids_json, Rows *rows)
{
    return cx_list(cx, &relations, rows, ARGS(V(cx->tenant_id), V(ids_json), V(cx->scope_id)));
}
