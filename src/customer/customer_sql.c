/* customer_sql.c -- every statement of persons, their list and their imports. */
#include "customer/customer_sql.h"

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
                " WHERE tenant_id = $1 AND id = $2 AND last_event_at_ms < $3",
};

/* ---- the list ---------------------------------------------------------- *
 *
 * The same conditions for all; what leads differs.  The inner selection reads the index
 * customer_by_added alone (it holds every column the conditions need), or the few rows that
 * lead; only the rows of the page are fetched.  CROSS JOIN and the unary plus keep SQLite from
 * turning that round. */
// clang-format off
#define CONDITIONS                                                                 \
    " AND (c.first_added_at_ms, c.id) < ($2, $3)"                                  \
    " AND (CAST($4 AS TEXT) = '' OR c.search_text LIKE $4 ESCAPE '\\')"            \
    " AND (CAST($5 AS TEXT) = '' OR c.source = $5)"                                \
    " AND (CAST($6 AS TEXT) = '' OR c.is_active = (CAST($6 AS TEXT) = 'active'))"  \
    " AND (CAST($7 AS BIGINT) = 0 OR c.first_added_at_ms >= $7)"                   \
    " AND (CAST($8 AS BIGINT) = 0 OR c.first_added_at_ms < $8)"                    \
    SEES_CUSTOMER("$13", "c.id")
#define HAS_TAG                                                                    \
    " AND (CAST($9 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM customer_tag t"         \
    " WHERE t.tenant_id = $1 AND t.customer_id = c.id AND t.tag_id = $9))"
#define HAS_STAFF                                                                  \
    " AND (CAST($10 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM customer_relation r"   \
    " WHERE r.tenant_id = $1 AND r.customer_id = c.id AND r.staff_id = $10"        \
    " AND r.ended_at_ms = 0" SEES_STAFF("$13", "r.staff_id") "))"
#define NO_PHONE " AND CAST($11 AS TEXT) = ''"

#define ALL " FROM customer c WHERE c.tenant_id = $1"
#define LED " led CROSS JOIN customer c WHERE c.tenant_id = $1 AND c.id = led.customer_id"
#define LED_BY_STAFF                                                               \
    " FROM (SELECT customer_id FROM customer_relation WHERE tenant_id = $1"        \
    " AND staff_id = $10 AND ended_at_ms = 0" SEES_STAFF("$13", "staff_id") ")" LED
#define LED_BY_TAG                                                                 \
    " FROM (SELECT DISTINCT customer_id FROM customer_tag WHERE tenant_id = $1"    \
    " AND tag_id = $9)" LED
#define PHONE_OF(who)                                                              \
    "SELECT customer_id FROM customer_identity WHERE tenant_id = $1"               \
    " AND kind = 'phone' AND scope = '' AND lookup = $11 AND " who
#define LED_BY_PHONE                                                               \
    " FROM (" PHONE_OF("is_holder") " UNION " PHONE_OF("NOT is_holder") ")" LED

#define PAGE_OF(from_where)                                                        \
    "SELECT {k.cols} FROM customer k WHERE k.tenant_id = $1 AND k.id IN"           \
    " (SELECT c.id" from_where " ORDER BY c.first_added_at_ms DESC, c.id DESC LIMIT $12)" \
    " ORDER BY +k.first_added_at_ms DESC, k.id DESC"
#define COUNT_OF(from_where)                                                       \
    "SELECT count(*) AS count FROM (SELECT 1 AS one" from_where " LIMIT $12) counted"
#define BY_ORDER ALL CONDITIONS HAS_TAG HAS_STAFF NO_PHONE
#define BY_STAFF LED_BY_STAFF CONDITIONS HAS_TAG NO_PHONE
#define BY_TAG   LED_BY_TAG CONDITIONS HAS_STAFF NO_PHONE
#define BY_PHONE LED_BY_PHONE CONDITIONS HAS_TAG HAS_STAFF

typedef struct CountRow { int64_t count; } CountRow;
static const Field count_fields[] = { FIELD(CountRow, count) };
static const Shape count_shape    = SHAPE(CountRow, count_fields);

static const Query page_by_order = {
    .name = "customer.page_by_order", .sql = PAGE_OF(BY_ORDER), .out = &customer_shape,
};
static const Query page_by_staff = {
    .name = "customer.page_by_staff", .sql = PAGE_OF(BY_STAFF), .out = &customer_shape,
};
static const Query page_by_tag = {
    .name = "customer.page_by_tag", .sql = PAGE_OF(BY_TAG), .out = &customer_shape,
};
static const Query page_by_phone = {
    .name = "customer.page_by_phone", .sql = PAGE_OF(BY_PHONE), .out = &customer_shape,
};
static const Query count_by_order = {
    .name = "customer.count_by_order", .sql = COUNT_OF(BY_ORDER), .out = &count_shape,
};
static const Query count_by_staff = {
    .name = "customer.count_by_staff", .sql = COUNT_OF(BY_STAFF), .out = &count_shape,
};
static const Query count_by_tag = {
    .name = "customer.count_by_tag", .sql = COUNT_OF(BY_TAG), .out = &count_shape,
};
static const Query count_by_phone = {
    .name = "customer.count_by_phone", .sql = COUNT_OF(BY_PHONE), .out = &count_shape,
};
// clang-format on

/* ---- imports ----------------------------------------------------------- */

static const Query import_find = {
    .name = "customer.import_find",
    .sql  = "SELECT row_count AS count FROM customer_import WHERE tenant_id = $1 AND file_key = $2",
    .out  = &count_shape,
};

static const Query import_save = {
    .name = "customer.import_save",
    .sql  = "INSERT INTO customer_import (tenant_id, file_key, row_count, at_ms)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, file_key)"
            " DO UPDATE SET row_count = excluded.row_count, at_ms = excluded.at_ms",
};

static const Query *const queries[] = {
    &by_id,         &set_facts,      &set_written, &refresh,       &set_search,     &touch,
    &page_by_order, &page_by_staff,  &page_by_tag, &page_by_phone, &count_by_order, &count_by_staff,
    &count_by_tag,  &count_by_phone, &import_find, &import_save,
};
static const Table *const tables[]     = { &customer_table };
const SqlList             customer_sql = SQL_LIST("customer", queries, tables);

Code customer_sql_get(Ctx *cx, int64_t id, Customer *out)
{
    bool found = false;
    TRY(cx_find(cx, &by_id, out, &found, ARGS(V(cx->tenant_id), V(id), V(cx->scope_id))));
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

Code customer_sql_touch(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &touch, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

/* Indexed by ListDrive. */
static const Query *const pages[] = {
    [DRIVE_ORDER] = &page_by_order,
    [DRIVE_PHONE] = &page_by_phone,
    [DRIVE_STAFF] = &page_by_staff,
    [DRIVE_TAG]   = &page_by_tag,
};
static const Query *const counts[] = {
    [DRIVE_ORDER] = &count_by_order,
    [DRIVE_PHONE] = &count_by_phone,
    [DRIVE_STAFF] = &count_by_staff,
    [DRIVE_TAG]   = &count_by_tag,
};

static Str or_empty(Str text) { return text.ptr ? text : S(""); }

Code customer_sql_page(Ctx *cx, const ListPlan *plan, Rows *rows)
{
    return cx_list(cx, pages[plan->drive], rows,
                   ARGS(V(cx->tenant_id), V(plan->before_ms), V(plan->before_id),
                        V(or_empty(plan->pattern)), V(or_empty(plan->source)),
                        V(or_empty(plan->state)), V(plan->added_from_ms), V(plan->added_to_ms),
                        V(plan->tag_id), V(plan->staff_id), V(or_empty(plan->phone_lookup)),
                        V(plan->limit), V(cx->scope_id)));
}

Code customer_sql_count(Ctx *cx, const ListPlan *plan, int64_t *total)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, counts[plan->drive], &row,
               ARGS(V(cx->tenant_id), V(INT64_MAX), V(INT64_MAX), V(or_empty(plan->pattern)),
                    V(or_empty(plan->source)), V(or_empty(plan->state)), V(plan->added_from_ms),
                    V(plan->added_to_ms), V(plan->tag_id), V(plan->staff_id),
                    V(or_empty(plan->phone_lookup)), V((int64_t)CUSTOMER_TOTAL_MAX),
                    V(cx->scope_id))));
    *total = row.count;
    return OK;
}

Code customer_sql_import_find(Ctx *cx, Str file_key, int64_t *row_count)
{
    CountRow row   = { 0 };
    bool     found = false;
    TRY(cx_find(cx, &import_find, &row, &found, ARGS(V(cx->tenant_id), V(file_key))));
    *row_count = row.count;
    return OK;
}

Code customer_sql_import_save(Ctx *cx, Str file_key, int64_t row_count)
{
    return cx_run(cx, &import_save, NULL,
                  ARGS(V(cx->tenant_id), V(file_key), V(row_count), V(cx->now_ms)));
}
