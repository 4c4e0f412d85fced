/* dictionary_sql.c -- every statement of the dictionary. */
#include "dictionary/dictionary_sql.h"

#define OF_THE_BRAND "raw values of the brand, for who writes its dictionary"
#define READ_BEFORE  "of a customer that was read within the scope, or by a consumer"

static const Table dictionary_table = { "dictionary", &dictionary_row_shape };

// clang-format off
static const Field listed_fields[] = {
    FIELD     (DictionaryRow, version),
    FIELD     (DictionaryRow, state),
    FIELD     (DictionaryRow, note),
    FIELD     (DictionaryRow, rule_count),
    FIELD_ID  (DictionaryRow, published_by),
    FIELD_TIME(DictionaryRow, published_at_ms),
    FIELD     (DictionaryRow, revision),
};
static const Shape listed_shape = SHAPE(DictionaryRow, listed_fields);
// clang-format on

static const Query live = {
    .name = "dictionary.live",
    .sql  = "SELECT {cols} FROM dictionary WHERE tenant_id = $1 AND state = 'live'",
    .out  = &dictionary_row_shape,
};

static const Query by_version = {
    .name = "dictionary.by_version",
    .sql  = "SELECT {cols} FROM dictionary WHERE tenant_id = $1 AND version = $2",
    .out  = &dictionary_row_shape,
};

static const Query versions = {
    .name = "dictionary.versions",
    .sql  = "SELECT {cols} FROM dictionary WHERE tenant_id = $1 AND version > 0"
            " ORDER BY version DESC LIMIT 200",
    .out  = &listed_shape,
};

static const Query save_draft = {
    .name = "dictionary.save_draft",
    .sql =
        "UPDATE dictionary SET document = $2, types = $3, rule_count = $4, revision = revision + 1"
        " WHERE tenant_id = $1 AND version = 0 AND revision = $5",
};

static const Query retire = {
    .name = "dictionary.retire",
    .sql  = "UPDATE dictionary SET state = 'old' WHERE tenant_id = $1 AND state = 'live'",
};

static const Query keep = {
    .name     = "dictionary.keep",
    .unscoped = READ_BEFORE,
    .sql = "INSERT INTO dictionary_raw (tenant_id, customer_id, field, value, at_ms, event_seq,"
           " is_matched, tag_ids, rules, version) VALUES ($1, $2, $3, $4, $5, $6, FALSE, '', '', 0)"
           " ON CONFLICT (tenant_id, customer_id, field, value) DO UPDATE SET"
           " event_seq = CASE WHEN excluded.at_ms > dictionary_raw.at_ms THEN excluded.event_seq"
           " ELSE dictionary_raw.event_seq END,"
           " at_ms = CASE WHEN excluded.at_ms > dictionary_raw.at_ms THEN excluded.at_ms"
           " ELSE dictionary_raw.at_ms END",
};

static const Query find_raw = {
    .name     = "dictionary.find_raw",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {cols} FROM dictionary_raw WHERE tenant_id = $1 AND customer_id = $2"
                " AND field = $3 AND value = $4",
    .out      = &dictionary_raw_shape,
};

static const Query set_result = {
    .name     = "dictionary.set_result",
    .unscoped = READ_BEFORE,
    .sql      = "UPDATE dictionary_raw SET is_matched = $5, tag_ids = $6, rules = $7, version = $8"
                " WHERE tenant_id = $1 AND customer_id = $2 AND field = $3 AND value = $4",
};

static const Query of_person = {
    .name     = "dictionary.of_person",
    .unscoped = READ_BEFORE,
    .sql      = "SELECT {r.cols} FROM dictionary_raw r WHERE r.tenant_id = $1 AND r.customer_id IN"
                " (SELECT CAST($2 AS BIGINT) UNION ALL SELECT f.from_id FROM event_fold f"
                " WHERE f.tenant_id = $1 AND f.into_id = $2)"
                " ORDER BY r.at_ms DESC, r.field, r.value"
                " LIMIT 1000",
    .out      = &dictionary_raw_shape,
};

static const Query page = {
    .name     = "dictionary.page",
    .unscoped = OF_THE_BRAND,
    .sql      = "SELECT {cols} FROM dictionary_raw WHERE tenant_id = $1"
                " AND (customer_id, field, value) > ($2, $3, $4)"
                " ORDER BY customer_id, field, value LIMIT $5",
    .out      = &dictionary_raw_shape,
};

static const Query frequent = {
    .name     = "dictionary.frequent",
    .unscoped = OF_THE_BRAND,
    .sql      = "SELECT field AS field, value AS value, count(*) AS count, max(at_ms) AS last_at_ms"
                " FROM dictionary_raw WHERE tenant_id = $1 AND (NOT is_matched OR NOT $2)"
                " AND (CAST($3 AS TEXT) = '' OR field = $3) GROUP BY field, value"
                " ORDER BY count(*) DESC, max(at_ms) DESC, field, value LIMIT $4",
    .out      = &dictionary_unmatched_shape,
};

static const Query events = {
    .name     = "dictionary.events",
    .unscoped = "all events of a type, for a job of the brand",
    .sql      = "SELECT {cols} FROM event WHERE tenant_id = $1 AND type = $2 AND seq > $3"
                " ORDER BY seq LIMIT $4",
    .out      = &event_shape,
};

static const Query *const queries[]      = { &live,      &by_version, &versions, &save_draft,
                                             &retire,    &keep,       &find_raw, &set_result,
                                             &of_person, &page,       &frequent, &events };
static const Table *const tables[]       = { &dictionary_table };
const SqlList             dictionary_sql = SQL_LIST("dictionary", queries, tables);

Code dictionary_sql_live(Ctx *cx, DictionaryRow *out, bool *found)
{
    return cx_find(cx, &live, out, found, ARGS(V(cx->tenant_id)));
}

Code dictionary_sql_get(Ctx *cx, int64_t version, DictionaryRow *out, bool *found)
{
    return cx_find(cx, &by_version, out, found, ARGS(V(cx->tenant_id), V(version)));
}

Code dictionary_sql_versions(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &versions, rows, ARGS(V(cx->tenant_id)));
}

Code dictionary_sql_insert(Ctx *cx, const DictionaryRow *row)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    return cx_insert(cx, &dictionary_table, row);
}

Code dictionary_sql_save_draft(Ctx *cx, const DictionaryRow *row, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(
        cx, &save_draft, &changed,
        ARGS(V(cx->tenant_id), V(row->document), V(row->types), V(row->rule_count), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "dictionary.changed_meanwhile");
    return OK;
}

Code dictionary_sql_retire(Ctx *cx) { return cx_run(cx, &retire, NULL, ARGS(V(cx->tenant_id))); }

Code dictionary_sql_keep(Ctx *cx, const DictionaryRaw *raw)
{
    return cx_run(cx, &keep, NULL,
                  ARGS(V(cx->tenant_id), V(raw->customer_id), V(raw->field), V(raw->value),
                       V(raw->at_ms), V(raw->event_seq)));
}

Code dictionary_sql_find_raw(Ctx *cx, const DictionaryRaw *raw, DictionaryRaw *out, bool *found)
{
    return cx_find(cx, &find_raw, out, found,
                   ARGS(V(cx->tenant_id), V(raw->customer_id), V(raw->field), V(raw->value)));
}

Code dictionary_sql_set_result(Ctx *cx, const DictionaryRaw *raw)
{
    return cx_run(cx, &set_result, NULL,
                  ARGS(V(cx->tenant_id), V(raw->customer_id), V(raw->field), V(raw->value),
                       V(raw->is_matched), V(raw->tag_ids), V(raw->rules), V(raw->version)));
}

Code dictionary_sql_of(Ctx *cx, int64_t customer_id, Rows *raws)
{
    return cx_list(cx, &of_person, raws, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code dictionary_sql_page(Ctx *cx, const DictionaryRaw *after, int64_t limit, Rows *raws)
{
    const Str field = after->field.ptr ? after->field : S(""),
              value = after->value.ptr ? after->value : S("");
    return cx_list(cx, &page, raws,
                   ARGS(V(cx->tenant_id), V(after->customer_id), V(field), V(value), V(limit)));
}

Code dictionary_sql_frequent(Ctx *cx, bool unmatched, Str field, int64_t limit, Rows *rows)
{
    const Str of = field.ptr ? field : S("");
    return cx_list(cx, &frequent, rows, ARGS(V(cx->tenant_id), V(unmatched), V(of), V(limit)));
}

Code dictionary_sql_events(Ctx *cx, Str type, int64_t after, int64_t limit, Rows *rows)
{
    return cx_list(cx, &events, rows, ARGS(V(cx->tenant_id), V(type), V(after), V(limit)));
}
