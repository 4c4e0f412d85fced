/* customer_made_sql.c -- every statement of the customers an import made. */
#include "customer/customer_made.h"

#include "customer/customer_merge.h"

#define OF_IMPORT "of an import its maker takes back, or whoever steers jobs"

static const char *const why_words[] = {
    [MADE_MERGED] = "merged",   [MADE_RELATION] = "relation",
    [MADE_CHANGED] = "changed", [MADE_IDENTITY] = "identity",
    [MADE_TAGGED] = "tagged",   [MADE_ORDER] = "order",
    [MADE_NOTED] = "noted",     [MADE_EVENT] = "event",
    [MADE_GONE] = "gone",       [MADE_OUT_OF_SIGHT] = "out_of_sight",
};
const Words made_why_words = { why_words, COUNT(why_words) };

// clang-format off
static const Field made_fields[] = {
    FIELD_ID  (CustomerMade, tenant_id, .flags = SECRET),
    FIELD_ID  (CustomerMade, job_id),
    FIELD_ID  (CustomerMade, customer_id),
    FIELD     (CustomerMade, revision),
    FIELD_ENUM(CustomerMade, why, made_why_words),
};
static const Shape made_shape = SHAPE(CustomerMade, made_fields);

typedef struct MadeNumber { int64_t number; } MadeNumber;
static const Field number_fields[] = { FIELD(MadeNumber, number) };
static const Shape number_shape    = SHAPE(MadeNumber, number_fields);

#define IDS_SQLITE(at) "(SELECT value FROM json_each(" at "))"
#define IDS_PG(at)     "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(" at " AS json)))"

#define NOTE(listed)                                                                     \
    "INSERT INTO customer_made (tenant_id, job_id, customer_id, revision, why)"          \
    " SELECT c.tenant_id, CAST($2 AS BIGINT), c.id, c.revision, NULL FROM customer c"      \
    " WHERE c.tenant_id = $1 AND c.id IN " listed
#define AS_LEFT(listed)                                                                  \
    "SELECT c.id AS number FROM customer c JOIN customer_made m ON m.tenant_id = $1"     \
    " AND m.job_id = $2 AND m.customer_id = c.id AND m.revision = c.revision"            \
    " WHERE c.tenant_id = $1 AND c.id IN " listed " ORDER BY c.id"
#define AGAIN(listed)                                                                    \
    "UPDATE customer_made SET revision = (SELECT c.revision FROM customer c"             \
    " WHERE c.tenant_id = $1 AND c.id = customer_made.customer_id)"                      \
    " WHERE tenant_id = $1 AND job_id = $2 AND customer_id IN " listed
/* The first that holds is told. */
#define LOOK(listed)                                                                     \
    "SELECT m.tenant_id AS tenant_id, m.job_id AS job_id, m.customer_id AS customer_id," \
    " m.revision AS revision, CASE"                                                      \
    " WHEN c.id IS NULL AND EXISTS (SELECT 1 FROM customer_folded f"                     \
    " WHERE f.tenant_id = $1 AND f.id = m.customer_id) THEN 'merged'"                    \
    " WHEN c.id IS NULL THEN 'gone'"                                                     \
    " WHEN EXISTS (SELECT 1 FROM customer_merge g WHERE g.tenant_id = $1"                \
    " AND g.into_id = m.customer_id AND g.split_at_ms = 0) THEN 'merged'"                \
    " WHEN EXISTS (SELECT 1 FROM customer_relation r WHERE r.tenant_id = $1"             \
    " AND r.customer_id = m.customer_id) THEN 'relation'"                                \
    " WHEN c.revision <> m.revision THEN 'changed'"                                      \
    " WHEN EXISTS (SELECT 1 FROM customer_identity i WHERE i.tenant_id = $1"             \
    " AND i.customer_id = m.customer_id AND i.source <> 'import') THEN 'identity' END AS why" \
    " FROM customer_made m LEFT JOIN customer c ON c.tenant_id = m.tenant_id"            \
    " AND c.id = m.customer_id WHERE m.tenant_id = $1"                                   \
    " AND m.job_id = $2 AND m.customer_id IN " listed                                    \
    " ORDER BY m.customer_id"
#define HOLD(listed)                                                                     \
    "SELECT id AS number FROM customer WHERE tenant_id = $1 AND id IN " listed           \
    " ORDER BY id {for_update}"
#define HOLD_KNOWN(listed)                                                               \
    "SELECT id AS number FROM customer_identity WHERE tenant_id = $1 AND customer_id IN " \
    listed " ORDER BY id {for_update}"
#define STAY "SELECT id AS number FROM customer WHERE tenant_id = $1 AND id = $2"
// clang-format on

static const Query note = {
    .name     = "customer_made.note",
    .unscoped = OF_IMPORT,
    .sql      = NOTE(IDS_SQLITE("$3")),
    .pg       = NOTE(IDS_PG("$3")),
};
static const Query as_left = {
    .name     = "customer_made.as_left",
    .unscoped = OF_IMPORT,
    .sql      = AS_LEFT(IDS_SQLITE("$3")),
    .pg       = AS_LEFT(IDS_PG("$3")) " FOR UPDATE OF c",
    .out      = &number_shape,
};
static const Query again = {
    .name     = "customer_made.again",
    .unscoped = OF_IMPORT,
    .sql      = AGAIN(IDS_SQLITE("$3")),
    .pg       = AGAIN(IDS_PG("$3")),
};
static const Query page = {
    .name     = "customer_made.page",
    .unscoped = OF_IMPORT,
    .sql      = "SELECT {cols} FROM customer_made WHERE tenant_id = $1 AND job_id = $2"
                " AND customer_id > $3 ORDER BY customer_id LIMIT $4",
    .out      = &made_shape,
};
static const Query left = {
    .name     = "customer_made.left",
    .unscoped = OF_IMPORT,
    .sql      = "SELECT {cols} FROM customer_made WHERE tenant_id = $1 AND job_id = $2"
                " AND customer_id BETWEEN $3 AND $4 AND why IS NOT NULL ORDER BY customer_id",
    .out      = &made_shape,
};
static const Query look = {
    .name     = "customer_made.look",
    .unscoped = OF_IMPORT,
    .sql      = LOOK(IDS_SQLITE("$3")),
    .pg       = LOOK(IDS_PG("$3")),
    .out      = &made_shape,
};
static const Query hold = {
    .name     = "customer_made.hold",
    .unscoped = OF_IMPORT,
    .sql      = HOLD(IDS_SQLITE("$2")),
    .pg       = HOLD(IDS_PG("$2")),
    .out      = &number_shape,
};
static const Query hold_known = {
    .name     = "customer_made.hold_known",
    .unscoped = OF_IMPORT,
    .sql      = HOLD_KNOWN(IDS_SQLITE("$2")),
    .pg       = HOLD_KNOWN(IDS_PG("$2")),
    .out      = &number_shape,
};
static const Query stay = {
    .name     = "customer_made.stay",
    .unscoped = "of a customer whom the caller was shown; nothing of it is",
    .sql      = STAY,
    .pg       = STAY " FOR KEY SHARE",
    .out      = &number_shape,
};
static const Query keep = {
    .name     = "customer_made.keep",
    .unscoped = OF_IMPORT,
    .sql      = "UPDATE customer_made SET why = $4 WHERE tenant_id = $1 AND job_id = $2"
                " AND customer_id = $3",
};

/* In this order: what they only claimed, then what they held, which the oldest claim takes over. */
#define REMOVE(name_, text)                                                                   \
    {                                                                                         \
        .name = "customer_made." name_, .unscoped = OF_IMPORT, .sql = text(IDS_SQLITE("$2")), \
        .pg = text(IDS_PG("$2"))                                                              \
    }
#define CLAIMS(ids) \
    "DELETE FROM customer_identity WHERE tenant_id = $1 AND NOT is_holder AND customer_id IN " ids
#define LET_GO(ids) \
    "UPDATE customer_identity SET is_holder = FALSE WHERE tenant_id = $1 AND customer_id IN " ids
#define PASS_ON(ids)                                                                \
    "UPDATE customer_identity SET is_holder = TRUE WHERE tenant_id = $1 AND id IN"  \
    " (SELECT min(c.id) FROM customer_identity his JOIN customer_identity c"        \
    " ON c.tenant_id = his.tenant_id AND c.kind = his.kind AND c.scope = his.scope" \
    " AND c.lookup = his.lookup AND NOT c.is_holder WHERE his.tenant_id = $1"       \
    " AND his.customer_id IN " ids " AND c.customer_id NOT IN " ids                 \
    " GROUP BY his.kind, his.scope, his.lookup)"
#define COUNTS(ids)                                                                          \
    "UPDATE tag SET customer_count = customer_count - (SELECT count(DISTINCT t.customer_id)" \
    " FROM customer_tag t WHERE t.tenant_id = $1 AND t.tag_id = tag.id"                      \
    " AND t.customer_id IN " ids ") WHERE tenant_id = $1 AND id IN (SELECT l.tag_id"         \
    " FROM customer_tag l WHERE l.tenant_id = $1 AND l.customer_id IN " ids ")"
#define OF_THEM(table)  "DELETE FROM " table " WHERE tenant_id = $1 AND customer_id IN "
#define IDENTITIES(ids) OF_THEM("customer_identity") ids
#define TAGS(ids)       OF_THEM("customer_tag") ids
#define FILLED(ids)     OF_THEM("customer_filled") ids
#define LIKENESS(ids)   OF_THEM("customer_likeness_key") ids
#define OWN(ids)        "DELETE FROM customer_own WHERE tenant_id = $1 AND id IN " ids
#define REVIEWS(ids)                                                                              \
    "DELETE FROM customer_merge_review WHERE tenant_id = $1 AND (a_id IN " ids " OR b_id IN " ids \
    ")"
#define ROWS_OF(ids) "DELETE FROM customer WHERE tenant_id = $1 AND id IN " ids

static const Query steps[] = {
    REMOVE("claims", CLAIMS),         REMOVE("let_go", LET_GO),     REMOVE("pass_on", PASS_ON),
    REMOVE("identities", IDENTITIES), REMOVE("counts", COUNTS),     REMOVE("tags", TAGS),
    REMOVE("filled", FILLED),         REMOVE("likeness", LIKENESS), REMOVE("own", OWN),
    REMOVE("reviews", REVIEWS),       REMOVE("rows", ROWS_OF),
};
#define FORGET(ids) \
    "DELETE FROM customer_made WHERE tenant_id = $1 AND job_id = $3 AND customer_id IN " ids
static const Query forget = {
    .name     = "customer_made.forget",
    .unscoped = OF_IMPORT,
    .sql      = FORGET(IDS_SQLITE("$2")),
    .pg       = FORGET(IDS_PG("$2")),
};

static const Query *const queries[] = {
    &note,     &as_left,  &again,    &page,     &left,      &look,     &hold,     &hold_known,
    &stay,     &keep,     &steps[0], &steps[1], &steps[2],  &steps[3], &steps[4], &steps[5],
    &steps[6], &steps[7], &steps[8], &steps[9], &steps[10], &forget,
};
static const Table        made_table        = { "customer_made", &made_shape };
static const Table *const tables[]          = { &made_table };
const SqlList             customer_made_sql = SQL_LIST("customer", queries, tables);

Code customer_made_note(Ctx *cx, int64_t job_id, Ids ids)
{
    ASSERT(cx->link != NULL);
    if (ids.count == 0) return OK;
    return cx_run(cx, &note, NULL, ARGS(V(cx->tenant_id), V(job_id), V(json_ids(cx->arena, ids))));
}

static Ids numbers_of(Arena *arena, const Rows *rows)
{
    int64_t *ids = arena_make(arena, int64_t, rows->count);
    for (size_t i = 0; i < rows->count; i++) ids[i] = ROWS_AT(MadeNumber, *rows, i)->number;
    return (Ids){ ids, rows->count };
}

Code customer_made_as_left(Ctx *cx, int64_t job_id, Ids ids, Ids *out)
{
    Rows rows = { 0 };
    ASSERT(cx->link != NULL);
    *out = (Ids){ 0 };
    if (ids.count == 0) return OK;
    TRY(cx_list(cx, &as_left, &rows,
                ARGS(V(cx->tenant_id), V(job_id), V(json_ids(cx->arena, ids)))));
    *out = numbers_of(cx->arena, &rows);
    return OK;
}

Code customer_made_again(Ctx *cx, int64_t job_id, Ids ids)
{
    ASSERT(cx->link != NULL);
    if (ids.count == 0) return OK;
    return cx_run(cx, &again, NULL, ARGS(V(cx->tenant_id), V(job_id), V(json_ids(cx->arena, ids))));
}

Code customer_made_list(Ctx *cx, int64_t job_id, int64_t after, int64_t limit, Rows *rows)
{
    return cx_list(cx, &page, rows, ARGS(V(cx->tenant_id), V(job_id), V(after), V(limit)));
}

Code customer_made_left(Ctx *cx, int64_t job_id, int64_t from_id, int64_t to_id, Rows *rows)
{
    return cx_list(cx, &left, rows, ARGS(V(cx->tenant_id), V(job_id), V(from_id), V(to_id)));
}

Code customer_made_look(Ctx *cx, int64_t job_id, Ids ids, Rows *rows)
{
    *rows = (Rows){ 0 };
    if (ids.count == 0) return OK;
    return cx_list(cx, &look, rows, ARGS(V(cx->tenant_id), V(job_id), V(json_ids(cx->arena, ids))));
}

Code customer_made_hold(Ctx *cx, Ids ids)
{
    const Str list = json_ids(cx->arena, ids);
    Rows      rows = { 0 };
    ASSERT(cx->link != NULL);
    TRY(cx_list(cx, &hold, &rows, ARGS(V(cx->tenant_id), V(list))));
    return cx_list(cx, &hold_known, &rows, ARGS(V(cx->tenant_id), V(list)));
}

Code customer_made_stay(Ctx *cx, CustomerId *id)
{
    enum { TRIES_MAX = 10 };
    ASSERT(cx->link != NULL);
    for (int tried = 0; tried < TRIES_MAX; tried++) {
        MadeNumber row   = { 0 };
        bool       found = false;
        TRY(customer_merge_resolve(cx, id));
        TRY(cx_find(cx, &stay, &row, &found, ARGS(V(cx->tenant_id), V(id->v))));
        if (found) return OK;
    }
    return fail(cx, ERR_NOT_FOUND, "customer.not_found", "customer %lld", (long long)id->v);
}

Code customer_made_keep(Ctx *cx, const CustomerMade *made)
{
    ASSERT(made->why != 0);
    return cx_run(cx, &keep, NULL,
                  ARGS(V(cx->tenant_id), V(made->job_id), V(made->customer_id),
                       V(word_of(&made_why_words, (int)made->why))));
}

Code customer_made_remove(Ctx *cx, int64_t job_id, Ids ids)
{
    const Str list = json_ids(cx->arena, ids);
    ASSERT(cx->link != NULL);
    if (ids.count == 0) return OK;
    for (size_t i = 0; i < COUNT(steps); i++)
        TRY(cx_run(cx, &steps[i], NULL, ARGS(V(cx->tenant_id), V(list))));
    return cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id), V(list), V(job_id)));
}
