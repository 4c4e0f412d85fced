/* tagging_sql.c -- every statement of typed tags. */
#include "tagging/tagging_sql.h"

#define READ_BEFORE "of a customer that was read within the scope, or by a consumer"

// clang-format off
typedef struct NumberRow { int64_t number; } NumberRow;
static const Field number_fields[] = { FIELD(NumberRow, number) };
static const Shape number_shape    = SHAPE(NumberRow, number_fields);

static const Field place_fields[] = {
    FIELD_ID  (TagPlace, tag_id),
    FIELD_ID  (TagPlace, group_id),
    FIELD     (TagPlace, name),
    FIELD     (TagPlace, group_name),
    FIELD_ENUM(TagPlace, kind, tag_kind_words),
    FIELD     (TagPlace, customer_count),
    FIELD     (TagPlace, is_exclusive),
};
static const Shape place_shape = SHAPE(TagPlace, place_fields);

// clang-format on

static const Table detail_table  = { "tag_detail", &tag_detail_shape };
static const Table holding_table = { "tag_holding", &tag_holding_shape };

static const Query stamp_now = {
    .name = "tagging.stamp",
    .sql =
        "SELECT CAST((SELECT coalesce(sum(d.revision), 0) + count(*) * 100003 FROM tag_detail d"
        " WHERE d.tenant_id = $1) + (SELECT coalesce(sum(a.revision), 0) * 1000003 + count(*) * 7"
        " FROM attribute a WHERE a.tenant_id = $1) + (SELECT count(*) * 13 FROM tag_group_detail g"
        " WHERE g.tenant_id = $1 AND g.is_exclusive) AS BIGINT) AS number",
    .out = &number_shape,
};

static const Query details = {
    .name = "tagging.details",
    .sql  = "SELECT {cols} FROM tag_detail WHERE tenant_id = $1 ORDER BY tag_id LIMIT 5000",
    .out  = &tag_detail_shape,
};

static const Query update = {
    .name = "tagging.update",
    .sql  = "UPDATE tag_detail SET type = $3, category = $4, owner_id = $5, definition = $6,"
            " review_on = $7, expires_days = $8, values_json = $9, rule_json = $10, is_on = $11,"
            " reads = $12, updated_at_ms = $13, revision = revision + 1"
            " WHERE tenant_id = $1 AND tag_id = $2 AND revision = $14",
};

static const Query places = {
    .name = "tagging.places",
    .sql  = "SELECT t.id AS tag_id, g.id AS group_id, t.name AS name, g.name AS group_name,"
            " t.kind AS kind, t.customer_count AS customer_count,"
            " coalesce(x.is_exclusive, FALSE) AS is_exclusive FROM tag t"
            " JOIN tag_group g ON g.tenant_id = $1 AND g.id = t.group_id"
            " LEFT JOIN tag_group_detail x ON x.tenant_id = $1 AND x.group_id = g.id"
            " WHERE t.tenant_id = $1 AND NOT t.is_deleted AND NOT g.is_deleted"
            " ORDER BY g.sort DESC, g.id, t.sort DESC, t.id LIMIT 5000",
    .out  = &place_shape,
};

static const Query set_exclusive = {
    .name = "tagging.set_exclusive",
    .sql  = "INSERT INTO tag_group_detail (tenant_id, group_id, is_exclusive) VALUES ($1, $2, $3)"
            " ON CONFLICT (tenant_id, group_id) DO UPDATE SET is_exclusive = excluded.is_exclusive",
};

/* $2 and those folded into him. */
#define HIM                                                                   \
    "(SELECT CAST($2 AS BIGINT) UNION ALL SELECT f.from_id FROM event_fold f" \
    " WHERE f.tenant_id = $1 AND f.into_id = $2)"

static const Query held = {
    .name     = "tagging.held",
    .unscoped = READ_BEFORE,
    .sql = "SELECT {h.cols} FROM tag_holding h WHERE h.tenant_id = $1 AND h.customer_id IN " HIM
           " AND h.until_ms = 0 ORDER BY h.since_ms DESC, h.id DESC LIMIT 2000",
    .out = &tag_holding_shape,
};

static const Query history = {
    .name     = "tagging.history",
    .unscoped = READ_BEFORE,
    .sql = "SELECT {h.cols} FROM tag_holding h WHERE h.tenant_id = $1 AND h.customer_id IN " HIM
           " AND h.until_ms > 0 ORDER BY h.until_ms DESC, h.id DESC LIMIT $3",
    .out = &tag_holding_shape,
};

static const Query end_open = {
    .name     = "tagging.end",
    .unscoped = READ_BEFORE,
    .sql = "UPDATE tag_holding SET until_ms = CASE WHEN since_ms > $4 THEN since_ms ELSE $4 END,"
           " ended_by = $5, replaced_by = $6 WHERE tenant_id = $1 AND customer_id IN " HIM
           " AND tag_id = $3 AND until_ms = 0",
};

static const Query retell = {
    .name     = "tagging.retell",
    .unscoped = READ_BEFORE,
    .sql      = "UPDATE tag_holding SET why_json = $3, expires_at_ms = $4 WHERE tenant_id = $1"
                " AND id = $2",
};

static const Query due_of = {
    .name     = "tagging.due",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT due_at_ms AS number FROM tag_due WHERE tenant_id = $1 AND customer_id = $2",
    .out      = &number_shape,
};

static const Query set_due = {
    .name     = "tagging.set_due",
    .unscoped = READ_BEFORE,
    .sql      = "INSERT INTO tag_due (tenant_id, customer_id, due_at_ms) VALUES ($1, $2, $3)"
                " ON CONFLICT (tenant_id, customer_id) DO UPDATE SET due_at_ms ="
                " excluded.due_at_ms",
};

static const Query drop_due = {
    .name     = "tagging.drop_due",
    .unscoped = READ_BEFORE,
    .sql      = "DELETE FROM tag_due WHERE tenant_id = $1 AND customer_id = $2",
};

static const Query customers = {
    .name     = "tagging.customers",
    .unscoped = "all of them, for a rule of the brand",
    .sql =
        "SELECT id AS number FROM customer WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
    .out = &number_shape,
};

static const Query customer_count = {
    .name     = "tagging.customer_count",
    .unscoped = "how many, for a rule of the brand",
    .sql      = "SELECT count(*) AS number FROM customer WHERE tenant_id = $1",
    .out      = &number_shape,
};

static const Query tags_of = {
    .name     = "tagging.tags_of",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT DISTINCT tag_id AS number FROM customer_tag WHERE tenant_id = $1"
                " AND customer_id = $2 ORDER BY tag_id LIMIT 2000",
    .out      = &number_shape,
};

static const Query *const queries[] = {
    &tags_of,  &stamp_now, &details, &update,  &places,   &set_exclusive, &held,           &history,
    &end_open, &retell,    &due_of,  &set_due, &drop_due, &customers,     &customer_count,
};
static const Table *const tables[]    = { &detail_table, &holding_table };
const SqlList             tagging_sql = SQL_LIST("tagging", queries, tables);

static Code number_of(Ctx *cx, const Query *query, int64_t *number, const Value *args, size_t count)
{
    NumberRow row   = { 0 };
    bool      found = false;
    TRY(cx_find(cx, query, &row, &found, args, count));
    *number = row.number;
    return OK;
}

Code tagging_sql_stamp(Ctx *cx, int64_t *stamp)
{
    return number_of(cx, &stamp_now, stamp, ARGS(V(cx->tenant_id)));
}

Code tagging_sql_details(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &details, rows, ARGS(V(cx->tenant_id)));
}

Code tagging_sql_insert(Ctx *cx, const TagDetail *detail)
{
    ASSERT(detail->tenant_id == cx->tenant_id);
    return cx_insert(cx, &detail_table, detail);
}

Code tagging_sql_update(Ctx *cx, const TagDetail *detail, int64_t revision)
{
    int64_t   changed = 0;
    const Str type    = word_of(&tag_type_words, (int)detail->type);
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(detail->tag_id), V(type), V(detail->category),
                    V(detail->owner_id), V(detail->definition), V(detail->review_on),
                    V(detail->expires_days), V(detail->values_json), V(detail->rule_json),
                    V(detail->is_on), V(detail->reads), V(detail->updated_at_ms), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "tagging.changed_meanwhile");
    return OK;
}

Code tagging_sql_places(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &places, rows, ARGS(V(cx->tenant_id)));
}

Code tagging_sql_set_exclusive(Ctx *cx, TagGroupId group, bool is_exclusive)
{
    return cx_run(cx, &set_exclusive, NULL, ARGS(V(cx->tenant_id), V(group.v), V(is_exclusive)));
}

Code tagging_sql_held(Ctx *cx, int64_t customer_id, Rows *holdings)
{
    return cx_list(cx, &held, holdings, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code tagging_sql_history(Ctx *cx, int64_t customer_id, int64_t limit, Rows *holdings)
{
    return cx_list(cx, &history, holdings, ARGS(V(cx->tenant_id), V(customer_id), V(limit)));
}

Code tagging_sql_hold(Ctx *cx, const TagHolding *holding)
{
    ASSERT(holding->tenant_id == cx->tenant_id);
    return cx_insert(cx, &holding_table, holding);
}

Code tagging_sql_end(Ctx *cx, int64_t customer_id, int64_t tag_id, Str ended_by,
                     int64_t replaced_by)
{
    return cx_run(cx, &end_open, NULL,
                  ARGS(V(cx->tenant_id), V(customer_id), V(tag_id), V(cx->now_ms), V(ended_by),
                       V(replaced_by)));
}

Code tagging_sql_retell(Ctx *cx, int64_t id, Str why_json, int64_t expires_at_ms)
{
    return cx_run(cx, &retell, NULL, ARGS(V(cx->tenant_id), V(id), V(why_json), V(expires_at_ms)));
}

Code tagging_sql_due(Ctx *cx, int64_t customer_id, int64_t *due_at_ms)
{
    return number_of(cx, &due_of, due_at_ms, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code tagging_sql_set_due(Ctx *cx, int64_t customer_id, int64_t due_at_ms)
{
    return cx_run(cx, &set_due, NULL, ARGS(V(cx->tenant_id), V(customer_id), V(due_at_ms)));
}

Code tagging_sql_drop_due(Ctx *cx, int64_t customer_id)
{
    return cx_run(cx, &drop_due, NULL, ARGS(V(cx->tenant_id), V(customer_id)));
}

static Ids numbers_of(Ctx *cx, const Rows *rows)
{
    int64_t *list = arena_make(cx->arena, int64_t, rows->count);
    for (size_t i = 0; i < rows->count; i++) list[i] = ROWS_AT(NumberRow, *rows, i)->number;
    return (Ids){ list, rows->count };
}

Code tagging_sql_customers(Ctx *cx, int64_t after, int64_t limit, Ids *ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &customers, &rows, ARGS(V(cx->tenant_id), V(after), V(limit))));
    *ids = numbers_of(cx, &rows);
    return OK;
}

Code tagging_sql_tags_of(Ctx *cx, int64_t customer_id, Ids *tag_ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &tags_of, &rows, ARGS(V(cx->tenant_id), V(customer_id))));
    *tag_ids = numbers_of(cx, &rows);
    return OK;
}

Code tagging_sql_customer_count(Ctx *cx, int64_t *count)
{
    return number_of(cx, &customer_count, count, ARGS(V(cx->tenant_id)));
}
