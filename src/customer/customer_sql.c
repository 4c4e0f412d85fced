/* customer_sql.c -- every statement of persons. */
#include "customer/customer_sql.h"

#include "customer/customer_merge.h"
#include "kernel/scope_sql.h"

static const Table customer_table = { "customer", &customer_shape };

static const Query by_id = {
    .name = "customer.by_id",
    .sql  = "SELECT {c.cols} FROM customer c WHERE c.tenant_id = $1 AND c.id = $2" SEES_CUSTOMER(
         "$3", "c.id"),
    .out = &customer_shape,
};

static const Query set_facts = {
    .name     = "customer.set_facts",
    .unscoped = "what the platform tells",
    .sql = "UPDATE customer SET name = $3, avatar = $4, gender = $5, kind = $6, corp_name = $7,"
           " position = $8, updated_at_ms = $9, revision = revision + 1"
           " WHERE tenant_id = $1 AND id = $2",
};

static const Query set_written = {
    .name     = "customer.set_written",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "UPDATE customer SET name = $3, gender = $4, description = $5, is_named = $6,"
                " updated_at_ms = $7, birthday = $9, address = $10, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2 AND revision = $8",
};

static const Query refresh = {
    .name     = "customer.refresh",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "UPDATE customer SET"
                " is_active = EXISTS (SELECT 1 FROM customer_relation r WHERE r.tenant_id = $1"
                "  AND r.customer_id = $2 AND r.ended_at_ms = 0),"
                " first_added_at_ms = coalesce((SELECT min(r.added_at_ms) FROM customer_relation r"
                "  WHERE r.tenant_id = $1 AND r.customer_id = $2), 0),"
                " source = coalesce((SELECT r.add_way FROM customer_relation r WHERE"
                " r.tenant_id = $1"
                "  AND r.customer_id = $2 ORDER BY r.added_at_ms, r.id LIMIT 1), source),"
                " last_event_at_ms = {greatest}(last_event_at_ms, coalesce((SELECT"
                "  max({greatest}(r.added_at_ms, r.ended_at_ms)) FROM customer_relation r"
                "  WHERE r.tenant_id = $1 AND r.customer_id = $2), 0))"
                " WHERE tenant_id = $1 AND id = $2",
};

static const Query set_search = {
    .name     = "customer.set_search",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "UPDATE customer SET search_text = $3 WHERE tenant_id = $1 AND id = $2",
};

static const Query touch = {
    .name     = "customer.touch",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "UPDATE customer SET last_event_at_ms = $3"
                " WHERE tenant_id = $1 AND id = $2 AND last_event_at_ms < $3 - CAST($4 AS BIGINT)",
};

typedef struct LastEvent {
    int64_t last_event_at_ms;
} LastEvent;
static const Field last_event_fields[] = { FIELD_TIME(LastEvent, last_event_at_ms) };
static const Shape last_event_shape    = SHAPE(LastEvent, last_event_fields);

static const Query last_event = {
    .name     = "customer.last_event",
    .unscoped = "for consumers; nothing of it is shown",
    .sql      = "SELECT last_event_at_ms FROM customer WHERE tenant_id = $1 AND id = $2",
    .out      = &last_event_shape,
};

/* Who was folded since is told as who he is now. */
#define TOUCH_ALL(seen)                                                                          \
    "WITH seen AS (" seen ") UPDATE customer SET last_event_at_ms = told.at_ms"                  \
    " FROM (SELECT w.id, max(w.at_ms) AS at_ms FROM (SELECT s.id, s.at_ms FROM seen s UNION ALL" \
    " SELECT f.into_id AS id, s.at_ms FROM seen s CROSS JOIN event_fold f"                       \
    " WHERE f.tenant_id = $1 AND f.from_id = s.id) w GROUP BY w.id) AS told"                     \
    " WHERE customer.tenant_id = $1 AND customer.id = told.id"                                   \
    " AND customer.last_event_at_ms < told.at_ms"
static const Query touch_all = {
    .name     = "customer.touch_all",
    .unscoped = "of files of events, whoever brought them in; nothing of it is shown",
    .sql      = TOUCH_ALL("SELECT json_extract(value, '$[0]') AS id,"
                               " json_extract(value, '$[1]') AS at_ms FROM json_each($2)"),
    .pg       = TOUCH_ALL("SELECT CAST(value ->> 0 AS BIGINT) AS id,"
                                " CAST(value ->> 1 AS BIGINT) AS at_ms"
                                " FROM json_array_elements(CAST($2 AS json))"),
};

static const Query *const queries[] = {
    &by_id, &set_facts, &set_written, &refresh, &set_search, &touch, &last_event, &touch_all,
};
static const Table *const tables[]     = { &customer_table };
const SqlList             customer_sql = SQL_LIST("customer", queries, tables);

/* An id that was folded answers with who he is now. */
static Code find_survivor(Ctx *cx, int64_t id, Customer *out, bool *found)
{
    CustomerId survivor = { id };
    TRY(customer_merge_resolve(cx, &survivor));
    if (survivor.v == id) return OK;
    return cx_find(cx, &by_id, out, found, ARGS(V(cx->tenant_id), V(survivor.v), V(cx->scope_id)));
}

Code customer_sql_get(Ctx *cx, int64_t id, Customer *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
    if (!found) TRY(find_survivor(cx, id, out, &found));
    if (!found)
        return fail(cx, ERR_NOT_FOUND, "customer.not_found", "customer %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code customer_sql_insert(Ctx *cx, const Customer *customer)
{
    ASSERT(customer->tenant_id == cx->tenant_id);
    return memo_insert(cx, &customer_table, (Rows){ (void *)(uintptr_t)customer, 1 }, false);
}

Code customer_sql_insert_all(Ctx *cx, Rows rows)
{
    return cx_insert_all(cx, &customer_table, rows, false, NULL);
}

Code customer_sql_set_facts(Ctx *cx, const Customer *customer)
{
    return cx_run(cx, &set_facts, NULL,
                  ARGS(V(cx->tenant_id), V(customer->id), V(customer->name), V(customer->avatar),
                       V(word_of(&gender_words, (int)customer->gender)),
                       V(word_of(&customer_kind_words, (int)customer->kind)),
                       V(customer->corp_name), V(customer->position), V(cx->now_ms)));
}

Code customer_sql_set_written(Ctx *cx, const Customer *customer, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &set_written, &changed,
               ARGS(V(cx->tenant_id), V(customer->id), V(customer->name),
                    V(word_of(&gender_words, (int)customer->gender)), V(customer->description),
                    V(customer->is_named), V(cx->now_ms), V(revision), V(customer->birthday),
                    V(customer->address))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "customer.changed_meanwhile");
    return OK;
}

Code customer_sql_refresh(Ctx *cx, int64_t id)
{
    return cx_run(cx, &refresh, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code customer_sql_set_search(Ctx *cx, int64_t id, Str search_text)
{
    return cx_run(cx, &set_search, NULL, ARGS(V(cx->tenant_id), V(id), V(search_text)));
}

Code customer_sql_touch(Ctx *cx, int64_t id, int64_t at_ms, int64_t least_ms)
{
    return cx_run(cx, &touch, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms), V(least_ms)));
}

Code customer_sql_last_event(Ctx *cx, int64_t id, int64_t *last_ms)
{
    LastEvent row   = { 0 };
    bool      found = false;
    TRY(cx_find(cx, &last_event, &row, &found, ARGS(V(cx->tenant_id), V(id))));
    *last_ms = found ? row.last_event_at_ms : INT64_MAX;
    return OK;
}

Code customer_sql_touch_all(Ctx *cx, Str seen)
{
    return cx_run(cx, &touch_all, NULL, ARGS(V(cx->tenant_id), V(seen)));
}
