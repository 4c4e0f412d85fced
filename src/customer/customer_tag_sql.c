/* customer_tag_sql.c -- every statement of tags on customers. */
#include "customer/customer_tag_sql.h"

// clang-format off
static const Field link_fields[] = {
    FIELD_ID  (TagLink, tenant_id, .flags = SECRET),
    FIELD_ID  (TagLink, customer_id),
    FIELD_ID  (TagLink, tag_id),
    FIELD_ID  (TagLink, staff_id),
    FIELD     (TagLink, source),
    FIELD_TIME(TagLink, at_ms),
};
const Shape tag_link_shape = SHAPE(TagLink, link_fields);

static const Field brief_fields[] = {
    FIELD_ID  (TagBrief, customer_id),
    FIELD_ID  (TagBrief, id),
    FIELD     (TagBrief, name),
    FIELD_ENUM(TagBrief, kind, tag_kind_words),
    FIELD     (TagBrief, group_name),
};
static const Shape brief_shape = SHAPE(TagBrief, brief_fields);
// clang-format on

static const Table link_table = { "customer_tag", &tag_link_shape };

static const Query links_of_customer = {
    .name     = "customer_tag.links_of_customer",
    .unscoped = "of a customer that was read within the scope",
    .sql      = "SELECT {cols} FROM customer_tag WHERE tenant_id = $1 AND customer_id = $2"
                " ORDER BY tag_id, staff_id LIMIT 5000",
    .out      = &tag_link_shape,
};

static const Query add = {
    .name = "customer_tag.add",
    .sql  = "INSERT INTO customer_tag (tenant_id, customer_id, tag_id, staff_id, source, at_ms)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
};

static const Query remove_link = {
    .name     = "customer_tag.remove",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "DELETE FROM customer_tag WHERE tenant_id = $1 AND customer_id = $2 AND tag_id = $3"
                " AND staff_id = $4",
};

#define LISTED_SQLITE "(SELECT value FROM json_each($2))"
#define LISTED_PG                   \
    "(SELECT CAST(value AS BIGINT)" \
    " FROM json_array_elements_text(CAST($2 AS json)))"

#define BY_IDS(listed)                                              \
    "SELECT {cols} FROM tag WHERE tenant_id = $1 AND id IN " listed \
    " AND NOT is_deleted ORDER BY sort DESC, id"
static const Query by_ids = {
    .name = "customer_tag.by_ids",
    .sql  = BY_IDS(LISTED_SQLITE),
    .pg   = BY_IDS(LISTED_PG),
    .out  = &tag_shape,
};

/* CROSS JOIN keeps SQLite from walking the library instead of the page. */
#define OF_PAGE(listed)                                                         \
    "SELECT DISTINCT l.customer_id AS customer_id, t.id AS id, t.name AS name," \
    " t.kind AS kind, g.name AS group_name FROM customer_tag l"                 \
    " CROSS JOIN tag t CROSS JOIN tag_group g"                                  \
    " WHERE l.tenant_id = $1 AND l.customer_id IN " listed                      \
    " AND t.tenant_id = $1 AND t.id = l.tag_id AND NOT t.is_deleted"            \
    " AND g.tenant_id = $1 AND g.id = t.group_id"                               \
    " ORDER BY l.customer_id, t.id LIMIT 20000"
static const Query of_page = {
    .name     = "customer_tag.of_page",
    .unscoped = "of a page that was read within the scope",
    .sql      = OF_PAGE(LISTED_SQLITE),
    .pg       = OF_PAGE(LISTED_PG),
    .out      = &brief_shape,
};

static const Query *const queries[] = { &links_of_customer, &add, &remove_link, &by_ids, &of_page };
static const Table *const tables[]  = { &link_table };
const SqlList             customer_tag_sql = SQL_LIST("customer", queries, tables);

Code customer_tag_sql_links(Ctx *cx, int64_t customer_id, Rows *links)
{
    return cx_list(cx, &links_of_customer, links, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code customer_tag_sql_add(Ctx *cx, const TagLink *link, bool *changed)
{
    int64_t count = 0;
    ASSERT(link->tenant_id == cx->tenant_id);
    TRY(cx_run(cx, &add, &count,
               ARGS(V(cx->tenant_id), V(link->customer_id), V(link->tag_id), V(link->staff_id),
                    V(link->source), V(link->at_ms))));
    *changed = count == 1;
    return OK;
}

Code customer_tag_sql_add_all(Ctx *cx, Rows links)
{
    return memo_insert(cx, &link_table, links, true);
}

Code customer_tag_sql_remove(Ctx *cx, const TagLink *link, bool *changed)
{
    int64_t count = 0;
    TRY(cx_run(cx, &remove_link, &count,
               ARGS(V(cx->tenant_id), V(link->customer_id), V(link->tag_id), V(link->staff_id))));
    *changed = count == 1;
    return OK;
}

Code customer_tag_sql_by_ids(Ctx *cx, Str ids_json, Rows *tags)
{
    return cx_list(cx, &by_ids, tags, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_tag_sql_of_page(Ctx *cx, Str ids_json, Rows *briefs)
{
    return cx_list(cx, &of_page, briefs, ARGS(V(cx->tenant_id), V(ids_json)));
}
