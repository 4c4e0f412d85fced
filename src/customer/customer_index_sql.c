/* customer_index_sql.c -- every statement of the people index. */
#include "customer/customer_index_sql.h"

#include "kernel/scope_sql.h"

// clang-format off
static const Field head_fields[] = {
    FIELD(FeedHead, newest),
    FIELD(FeedHead, horizon),
    FIELD(FeedHead, floor),
};
static const Shape head_shape = SHAPE(FeedHead, head_fields);

static const Field line_fields[] = {
    FIELD(FeedLine, seq),
    FIELD(FeedLine, tenant_id),
    FIELD(FeedLine, customer_id),
    FIELD(FeedLine, until_id),
};
static const Shape line_shape = SHAPE(FeedLine, line_fields);

static const Field person_fields[] = {
    FIELD     (IndexedPerson, id),
    FIELD     (IndexedPerson, search_text),
    FIELD     (IndexedPerson, is_active),
    FIELD_ENUM(IndexedPerson, source,   add_way_words),
    FIELD     (IndexedPerson, first_added_at_ms),
    FIELD     (IndexedPerson, last_event_at_ms),
};
static const Shape person_shape = SHAPE(IndexedPerson, person_fields);

static const Field relation_fields[] = {
    FIELD     (IndexedRelation, customer_id),
    FIELD     (IndexedRelation, staff_id),
    FIELD     (IndexedRelation, state),
    FIELD     (IndexedRelation, added_at_ms),
    FIELD     (IndexedRelation, ended_at_ms),
    FIELD_ENUM(IndexedRelation, ended_by, ended_by_words),
    FIELD_ENUM(IndexedRelation, add_way,  add_way_words),
};
static const Shape relation_row_shape = SHAPE(IndexedRelation, relation_fields);

static const Field tag_fields[] = { FIELD(IndexedTag, customer_id), FIELD(IndexedTag, tag_id) };
static const Shape tag_row_shape = SHAPE(IndexedTag, tag_fields);

static const Field phone_fields[] = { FIELD(IndexedPhone, customer_id), FIELD(IndexedPhone, sealed) };
static const Shape phone_shape = SHAPE(IndexedPhone, phone_fields);

typedef struct NumberRow { int64_t n; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, n) };
static const Shape number_shape = SHAPE(NumberRow, number_fields);
// clang-format on

/* ---- the feed ---------------------------------------------------------------------- */

#define NEWEST " coalesce((SELECT max(seq) FROM customer_change), 0)"
#define FLOOR  " FROM customer_change_floor WHERE id = 1"
static const Query head = {
    .name   = "customer_index.head",
    .sql    = "SELECT" NEWEST " AS newest, {greatest}(" NEWEST " + 1, seq)"
              " AS horizon, seq AS floor" FLOOR,
    .pg     = "SELECT" NEWEST " AS newest, CAST(CAST(pg_snapshot_xmin(pg_current_snapshot())"
              " AS TEXT) AS BIGINT) AS horizon, seq AS floor" FLOOR,
    .out    = &head_shape,
    .global = true,
};

static const Query lines_after = {
    .name = "customer_index.lines",
    .sql  = "SELECT {cols} FROM customer_change WHERE (seq, tenant_id, customer_id) > ($1, $2, $3)"
            " AND seq <= $4 ORDER BY seq, tenant_id, customer_id LIMIT $5",
    .out  = &line_shape,
    .global = true,
};

static const Query forget = {
    .name   = "customer_index.forget",
    .sql    = "DELETE FROM customer_change WHERE seq < $1",
    .global = true,
};

static const Query raise_floor = {
    .name   = "customer_index.raise_floor",
    .sql    = "UPDATE customer_change_floor SET seq = $1 WHERE id = 1 AND seq < $1",
    .global = true,
};

/* Numbers began anew: the store was moved to another server. */
static const Query lower_floor = {
    .name   = "customer_index.lower_floor",
    .sql    = "UPDATE customer_change_floor SET seq = 0 WHERE id = 1 AND seq > $1",
    .global = true,
};

/* ---- persons -------------------------------------------------------------------------- */

#define LISTED_SQLITE "(SELECT value FROM json_each($2))"
#define LISTED_PG                   \
    "(SELECT CAST(value AS BIGINT)" \
    " FROM json_array_elements_text(CAST($2 AS json)))"
#define FOR_THE_INDEX "the index holds everybody; who asks it is bound by his scope"

static const Query count = {
    .name     = "customer_index.count",
    .sql      = "SELECT count(*) AS n FROM customer WHERE tenant_id = $1",
    .out      = &number_shape,
    .unscoped = FOR_THE_INDEX,
};

static const Query next = {
    .name     = "customer_index.next",
    .sql      = "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
    .out      = &person_shape,
    .unscoped = FOR_THE_INDEX,
};

static const Query at = {
    .name     = "customer_index.at",
    .sql      = "SELECT id AS n FROM customer WHERE tenant_id = $1 ORDER BY id LIMIT 1 OFFSET $2",
    .out      = &number_shape,
    .unscoped = FOR_THE_INDEX,
};

#define PERSONS(listed) "SELECT {cols} FROM customer WHERE tenant_id = $1 AND id IN " listed
static const Query persons_of = {
    .name     = "customer_index.persons",
    .sql      = PERSONS(LISTED_SQLITE),
    .pg       = PERSONS(LISTED_PG),
    .out      = &person_shape,
    .unscoped = FOR_THE_INDEX,
};

/* Who was deleted on request counts in boards. */
#define ERASED                                                                     \
    "SELECT id, '' AS search_text, FALSE AS is_active, source, first_added_at_ms," \
    " last_event_at_ms FROM customer_erased WHERE tenant_id = $1"
static const Query erased_next = {
    .name     = "customer_index.erased_next",
    .sql      = ERASED " AND id > $2 ORDER BY id LIMIT $3",
    .out      = &person_shape,
    .unscoped = FOR_THE_INDEX,
};
static const Query erased_of = {
    .name     = "customer_index.erased",
    .sql      = ERASED " AND id IN " LISTED_SQLITE,
    .pg       = ERASED " AND id IN " LISTED_PG,
    .out      = &person_shape,
    .unscoped = FOR_THE_INDEX,
};

/* Of some persons, or of all whose ids lie in a range: a load reads row after row. */
#define RANGE "customer_id > $2 AND customer_id <= $3"
#define RELATIONS(which) \
    "SELECT {cols} FROM customer_relation WHERE tenant_id = $1 AND " which " ORDER BY customer_id"
static const Query relations_of = {
    .name     = "customer_index.relations",
    .sql      = RELATIONS("customer_id IN " LISTED_SQLITE),
    .pg       = RELATIONS("customer_id IN " LISTED_PG),
    .out      = &relation_row_shape,
    .unscoped = FOR_THE_INDEX,
};
static const Query relations_next = {
    .name     = "customer_index.relations_next",
    .sql      = RELATIONS(RANGE),
    .out      = &relation_row_shape,
    .unscoped = FOR_THE_INDEX,
};

#define TAGS(which)                                                   \
    "SELECT {cols} FROM customer_tag WHERE tenant_id = $1 AND " which \
    " ORDER BY customer_id, tag_id"
static const Query tags_of = {
    .name     = "customer_index.tags",
    .sql      = TAGS("customer_id IN " LISTED_SQLITE),
    .pg       = TAGS("customer_id IN " LISTED_PG),
    .out      = &tag_row_shape,
    .unscoped = FOR_THE_INDEX,
};
static const Query tags_next = {
    .name     = "customer_index.tags_next",
    .sql      = TAGS(RANGE),
    .out      = &tag_row_shape,
    .unscoped = FOR_THE_INDEX,
};

#define PHONES(which)                                                                         \
    "SELECT {cols} FROM customer_identity WHERE tenant_id = $1 AND kind = 'phone' AND " which \
    " ORDER BY customer_id"
static const Query phones_of = {
    .name     = "customer_index.phones",
    .sql      = PHONES("customer_id IN " LISTED_SQLITE),
    .pg       = PHONES("customer_id IN " LISTED_PG),
    .out      = &phone_shape,
    .unscoped = FOR_THE_INDEX,
};
static const Query phones_next = {
    .name     = "customer_index.phones_next",
    .sql      = PHONES(RANGE),
    .out      = &phone_shape,
    .unscoped = FOR_THE_INDEX,
};

/* ---- what a page shows, and whose members --------------------------------------------- */

#define ROWS_OF(listed)                                                                         \
    "SELECT {c.cols} FROM customer c WHERE c.tenant_id = $1 AND c.id IN " listed SEES_CUSTOMER( \
        "$3", "c.id")
static const Query rows_of = {
    .name = "customer_index.rows",
    .sql  = ROWS_OF(LISTED_SQLITE),
    .pg   = ROWS_OF(LISTED_PG),
    .out  = &customer_shape,
};

static const Query scope_of = {
    .name = "customer_index.scope",
    .sql  = "SELECT staff_id AS n FROM org_scope WHERE tenant_id = $1 AND user_id = $2",
    .out  = &number_shape,
};

/* Whoever of the four is asked for; one who has left still had his customers. */
static const Query members = {
    .name = "customer_index.members",
    .sql  = "WITH RECURSIVE region_in (id) AS ("
            " SELECT r.id FROM region r WHERE r.tenant_id = $1 AND r.id = $6"
            " UNION SELECT r.id FROM region_in i JOIN region r ON r.tenant_id = $1"
            " AND r.parent_id = i.id),"
            " department_in (id, connection_id, platform_id) AS ("
            " SELECT d.id, d.connection_id, d.platform_id FROM department d"
            " WHERE d.tenant_id = $1 AND d.id = $5"
            " UNION SELECT d.id, d.connection_id, d.platform_id FROM department_in i"
            " JOIN department d ON d.tenant_id = $1 AND d.connection_id = i.connection_id"
            " AND d.platform_parent_id = i.platform_id AND NOT d.is_gone)"
            " SELECT m.id AS n FROM staff m WHERE m.tenant_id = $1"
            " AND (CAST($3 AS BIGINT) = 0 OR m.id = $3)"
            " AND (CAST($4 AS BIGINT) = 0 OR m.store_id = $4)"
            " AND (CAST($5 AS BIGINT) = 0 OR m.id IN (SELECT sd.staff_id FROM department_in i"
            " JOIN staff_department sd ON sd.tenant_id = $1 AND sd.department_id = i.id))"
            " AND (CAST($6 AS BIGINT) = 0 OR m.store_id IN (SELECT st.id FROM region_in i"
            " JOIN store st ON st.tenant_id = $1 AND st.region_id = i.id))" //
    SEES_STAFF("$2", "m.id"),
    .out = &number_shape,
};

static const Query *const queries[] = {
    &head,    &lines_after, &forget,         &raise_floor, &lower_floor,
    &count,   &at,          &next,           &persons_of,  &relations_of,
    &tags_of, &phones_of,   &relations_next, &tags_next,   &phones_next,
    &rows_of, &scope_of,    &members,        &erased_next, &erased_of,
};
const SqlList customer_index_sql = { "customer", queries, COUNT(queries), NULL, 0 };

Code customer_index_sql_head(Ctx *cx, FeedHead *out) { return cx_one(cx, &head, out, NO_ARGS); }

Code customer_index_sql_lines(Ctx *cx, FeedLine after, int64_t until, int64_t limit, Rows *lines)
{
    return cx_list(
        cx, &lines_after, lines,
        ARGS(V(after.seq), V(after.tenant_id), V(after.customer_id), V(until), V(limit)));
}

Code customer_index_sql_forget(Ctx *cx, int64_t seq)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &raise_floor, NULL, ARGS(V(seq))));
    TRY(cx_run(cx, &forget, NULL, ARGS(V(seq))));
    return cx_commit(cx, &txn);
}

Code customer_index_sql_lower_floor(Ctx *cx, int64_t horizon)
{
    return cx_run(cx, &lower_floor, NULL, ARGS(V(horizon)));
}

Code customer_index_sql_count(Ctx *cx, int64_t *out)
{
    NumberRow row = { 0 };
    TRY(cx_one(cx, &count, &row, ARGS(V(cx->tenant_id))));
    *out = row.n;
    return OK;
}

Code customer_index_sql_at(Ctx *cx, int64_t offset, int64_t *id)
{
    NumberRow row   = { 0 };
    bool      found = false;
    TRY(cx_find(cx, &at, &row, &found, ARGS(V(cx->tenant_id), V(offset))));
    *id = found ? row.n : 0;
    return OK;
}

Code customer_index_sql_next(Ctx *cx, int64_t after_id, int64_t limit, Rows *persons)
{
    return cx_list(cx, &next, persons, ARGS(V(cx->tenant_id), V(after_id), V(limit)));
}

Code customer_index_sql_persons(Ctx *cx, Str ids_json, Rows *persons)
{
    return cx_list(cx, &persons_of, persons, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code customer_index_sql_erased_next(Ctx *cx, int64_t after_id, int64_t limit, Rows *persons)
{
    return cx_list(cx, &erased_next, persons, ARGS(V(cx->tenant_id), V(after_id), V(limit)));
}

Code customer_index_sql_erased(Ctx *cx, Str ids_json, Rows *persons)
{
    return cx_list(cx, &erased_of, persons, ARGS(V(cx->tenant_id), V(ids_json)));
}

static Code belonging(Ctx *cx, const Query *of, const Query *between, const IndexedWhose *whose,
                      Rows *rows)
{
    if (whose->ids_json.len)
        return cx_list(cx, of, rows, ARGS(V(cx->tenant_id), V(whose->ids_json)));
    return cx_list(cx, between, rows,
                   ARGS(V(cx->tenant_id), V(whose->after_id), V(whose->last_id)));
}

Code customer_index_sql_relations(Ctx *cx, const IndexedWhose *whose, Rows *relations)
{
    return belonging(cx, &relations_of, &relations_next, whose, relations);
}

Code customer_index_sql_tags(Ctx *cx, const IndexedWhose *whose, Rows *tags)
{
    return belonging(cx, &tags_of, &tags_next, whose, tags);
}

Code customer_index_sql_phones(Ctx *cx, const IndexedWhose *whose, Rows *phones)
{
    return belonging(cx, &phones_of, &phones_next, whose, phones);
}

Code customer_index_sql_rows(Ctx *cx, Str ids_json, Rows *customers)
{
    return cx_list(cx, &rows_of, customers, ARGS(V(cx->tenant_id), V(ids_json), V(cx->scope_id)));
}

static Code ids_of(Ctx *cx, const Query *query, Ids *out, const Value *args, size_t arg_count)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, query, &rows, args, arg_count));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(NumberRow, rows, i)->n;
    *out = (Ids){ ids, rows.count };
    return OK;
}

Code customer_index_sql_scope(Ctx *cx, Ids *staff)
{
    return ids_of(cx, &scope_of, staff, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code customer_index_sql_members(Ctx *cx, int64_t staff_id, int64_t store_id, int64_t department_id,
                                int64_t region_id, Ids *staff)
{
    return ids_of(cx, &members, staff,
                  ARGS(V(cx->tenant_id), V(cx->scope_id), V(staff_id), V(store_id),
                       V(department_id), V(region_id)));
}
