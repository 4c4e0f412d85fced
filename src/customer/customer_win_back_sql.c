/* customer_win_back_sql.c -- statements on win-backs. */
#include "customer/customer_win_back_sql.h"

#include "kernel/scope_sql.h"

/* Who is anybody's friend again is won back; a friend whom another member had all along is not. */
#define STATE                                                                             \
    "CASE WHEN EXISTS (SELECT 1 FROM customer_relation o WHERE o.tenant_id = r.tenant_id" \
    " AND o.customer_id = r.customer_id AND o.ended_at_ms = 0"                            \
    " AND (o.staff_id = r.staff_id OR o.added_at_ms >= r.ended_at_ms))"                   \
    " THEN 'won' ELSE coalesce(w.state, 'waiting') END"

#define LOST                                                                      \
    " FROM customer_relation r"                                                   \
    " JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id"      \
    " JOIN staff f ON f.tenant_id = r.tenant_id AND f.id = r.staff_id"            \
    " LEFT JOIN win_back w ON w.tenant_id = r.tenant_id AND w.relation_id = r.id" \
    " LEFT JOIN org_user u ON u.tenant_id = w.tenant_id AND u.id = w.changed_by"  \
    " WHERE r.tenant_id = $1 AND r.ended_at_ms > 0 AND r.ended_by IN ('customer', 'staff')"

#define WIN_BACK                                                                                 \
    "SELECT r.id AS relation_id, r.customer_id AS customer_id, c.name AS customer_name,"         \
    " c.avatar AS avatar, r.staff_id AS staff_id, f.name AS staff_name, r.ended_by AS ended_by," \
    " r.ended_at_ms AS ended_at_ms, r.added_at_ms AS added_at_ms, " STATE " AS state,"           \
    " coalesce(w.note, '') AS note, coalesce(u.display_name, '') AS changed_by_name,"            \
    " coalesce(w.changed_at_ms, 0) AS changed_at_ms, coalesce(w.revision, 1) AS revision" LOST

static const Query page = {
    .name = "win_back.page",
    .sql  = WIN_BACK " AND r.ended_at_ms >= $2 AND (r.ended_at_ms, r.id) < ($5, $6)"
                     " AND (CAST($3 AS TEXT) = '' OR " STATE " = $3)"
                     " AND (CAST($4 AS BIGINT) = 0 OR r.staff_id = $4)" SEES_STAFF(
                         "$8", "r.staff_id") " ORDER BY r.ended_at_ms DESC, r.id DESC LIMIT $7",
    .out = &win_back_shape,
};
static const Query by_id = {
    .name = "win_back.by_id",
    .sql  = WIN_BACK " AND r.id = $2" SEES_STAFF("$3", "r.staff_id"),
    .out  = &win_back_shape,
};
static const Field counts_fields[] = { FIELD(WinBackCounts, waiting),
                                       FIELD(WinBackCounts, contacted) };
static const Shape counts_shape    = SHAPE(WinBackCounts, counts_fields);
#define HOW_MANY(word) \
    "CAST(coalesce(sum(CASE WHEN state = '" word "' THEN 1 ELSE 0 END), 0) AS BIGINT)"
static const Query counts = {
    .name = "win_back.counts",
    .sql  = "SELECT " HOW_MANY("waiting") " AS waiting, " HOW_MANY(
         "contacted") " AS contacted"
                     " FROM (SELECT " STATE " AS state" LOST " AND r.ended_at_ms >= $2"
                     " AND (CAST($3 AS BIGINT) = 0 OR r.staff_id = $3)" SEES_STAFF(
                         "$4", "r.staff_id") ") lost",
    .out = &counts_shape,
};
static const Query insert = {
    .name = "win_back.insert",
    .sql  = "INSERT INTO win_back (tenant_id, relation_id, state, note, changed_by, revision,"
            " changed_at_ms) VALUES ($1, $2, $3, $4, $5, 2, $6)"
            " ON CONFLICT (tenant_id, relation_id) DO NOTHING",
};
static const Query update = {
    .name = "win_back.update",
    .sql  = "UPDATE win_back SET state = $3, note = $4, changed_by = $5, changed_at_ms = $6,"
            " revision = revision + 1 WHERE tenant_id = $1 AND relation_id = $2 AND revision = $7",
};

typedef struct OneId {
    int64_t id;
} OneId;
static const Field one_id_fields[] = { FIELD(OneId, id) };
static const Shape one_id_shape    = SHAPE(OneId, one_id_fields);
static const Query me              = {
                 .name     = "win_back.me",
                 .unscoped = "the caller himself",
                 .sql      = "SELECT staff_id AS id FROM org_user WHERE tenant_id = $1 AND id = $2",
                 .out      = &one_id_shape,
};

static const Query *const queries[]             = { &page, &by_id, &counts, &insert, &update, &me };
const SqlList             customer_win_back_sql = { "customer", queries, COUNT(queries), NULL, 0 };

Code customer_win_back_sql_list(Ctx *cx, int64_t since_ms, Str state, int64_t staff_id,
                                const int64_t before[2], int64_t limit, Rows *items)
{
    return cx_list(cx, &page, items,
                   ARGS(V(cx->tenant_id), V(since_ms), V(state), V(staff_id), V(before[0]),
                        V(before[1]), V(limit), V(cx->scope_id)));
}

Code customer_win_back_sql_get(Ctx *cx, int64_t relation_id, WinBack *out)
{
    return cx_one(cx, &by_id, out, ARGS(V(cx->tenant_id), V(relation_id), V(cx->scope_id)));
}

Code customer_win_back_sql_counts(Ctx *cx, int64_t since_ms, int64_t staff_id, WinBackCounts *out)
{
    return cx_one(cx, &counts, out,
                  ARGS(V(cx->tenant_id), V(since_ms), V(staff_id), V(cx->scope_id)));
}

Code customer_win_back_sql_set(Ctx *cx, int64_t relation_id, int64_t revision, Str state, Str note,
                               bool *changed)
{
    int64_t count = 0;
    if (revision == 1)
        TRY(cx_run(cx, &insert, &count,
                   ARGS(V(cx->tenant_id), V(relation_id), V(state), V(note), V(cx->user_id),
                        V(cx->now_ms))));
    else
        TRY(cx_run(cx, &update, &count,
                   ARGS(V(cx->tenant_id), V(relation_id), V(state), V(note), V(cx->user_id),
                        V(cx->now_ms), V(revision))));
    *changed = count == 1;
    return OK;
}

Code customer_win_back_sql_me(Ctx *cx, int64_t *staff_id)
{
    OneId row   = { 0 };
    bool  found = false;
    TRY(cx_find(cx, &me, &row, &found, ARGS(V(cx->tenant_id), V(cx->user_id))));
    *staff_id = row.id;
    return OK;
}
