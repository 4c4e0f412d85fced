/* customer_stat_sql.c -- every statement of figures. */
#include "customer/customer_stat_sql.h"

#include "kernel/scope_sql.h"

typedef struct Totals {
    int64_t total, active;
} Totals;
static const Field totals_fields[] = { FIELD(Totals, total), FIELD(Totals, active) };
static const Shape totals_shape    = SHAPE(Totals, totals_fields);

static const Field day_fields[] = { FIELD(DayCount, day), FIELD(DayCount, count),
                                    FIELD(DayCount, by_customer), FIELD(DayCount, by_staff) };
static const Shape day_shape    = SHAPE(DayCount, day_fields);

static const Query totals = {
    .name     = "customer_stat.totals",
    .unscoped = "for who sees all; others ask customer_stat.totals_seen",
    .sql = "SELECT count(*) AS total, CAST(coalesce(sum(CASE WHEN is_active THEN 1 ELSE 0 END), 0)"
           " AS BIGINT) AS active FROM customer WHERE tenant_id = $1",
    .out = &totals_shape,
};

/* The same of what a scope sees: who has somebody of it now is active there. */
static const Query totals_seen = {
    .name = "customer_stat.totals_seen",
    .sql  = "SELECT count(*) AS total, CAST(coalesce(sum(is_open), 0) AS BIGINT) AS active FROM ("
            " SELECT r.customer_id, max(CASE WHEN r.ended_at_ms = 0 THEN 1 ELSE 0 END) AS is_open"
            " FROM org_scope s JOIN customer_relation r ON r.tenant_id = s.tenant_id"
            " AND r.staff_id = s.staff_id WHERE s.tenant_id = $1 AND s.user_id = $2"
            " AND coalesce(r.ended_by, '') <> 'transfer' GROUP BY r.customer_id) seen",
    .out  = &totals_shape,
};

static const Query added = {
    .name = "customer_stat.added",
    .sql  = "SELECT (added_at_ms + CAST($3 AS BIGINT)) / 86400000 AS day, count(*) AS count,"
            " CAST(0 AS BIGINT) AS by_customer, CAST(0 AS BIGINT) AS by_staff"
            " FROM customer_relation WHERE tenant_id = $1 AND added_at_ms >= $2" SEES_STAFF(
                "$4", "staff_id") " GROUP BY 1 ORDER BY 1",
    .out = &day_shape,
};

static const Query lost = {
    .name = "customer_stat.lost",
    .sql  = "SELECT (ended_at_ms + CAST($3 AS BIGINT)) / 86400000 AS day, count(*) AS count,"
            " CAST(sum(CASE WHEN ended_by = 'customer' THEN 1 ELSE 0 END) AS BIGINT)"
            " AS by_customer,"
            " CAST(sum(CASE WHEN ended_by = 'staff' THEN 1 ELSE 0 END) AS BIGINT) AS by_staff"
            " FROM customer_relation WHERE tenant_id = $1 AND ended_at_ms >= $2 AND ended_at_ms > "
            "0" SEES_STAFF("$4", "staff_id") " GROUP BY 1 ORDER BY 1",
    .out  = &day_shape,
};

static const Query losses = {
    .name = "customer_stat.losses",
    .sql  = "SELECT r.id AS relation_id, r.customer_id AS customer_id, c.name AS customer_name,"
            " c.avatar AS avatar, r.staff_id AS staff_id, r.ended_by AS ended_by,"
            " r.ended_at_ms AS ended_at_ms, r.added_at_ms AS added_at_ms"
            " FROM customer_relation r"
            " JOIN customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id"
            " WHERE r.tenant_id = $1 AND r.ended_at_ms > 0 AND (r.ended_at_ms, r.id) < ($2, $3)"
            " AND (CAST($4 AS TEXT) = '' OR r.ended_by = $4)"
            " AND (CAST($5 AS BIGINT) = 0 OR r.staff_id = $5)" SEES_STAFF(
                "$7", "r.staff_id") " ORDER BY r.ended_at_ms DESC, r.id DESC LIMIT $6",
    .out = &loss_shape,
};

static const Query *const queries[]         = { &totals, &totals_seen, &added, &lost, &losses };
const SqlList             customer_stat_sql = { "customer", queries, COUNT(queries), NULL, 0 };

static int64_t offset_ms(const Ctx *cx) { return (int64_t)cx->zone.offset_minutes * MS_PER_MINUTE; }

Code customer_stat_sql_totals(Ctx *cx, int64_t *total, int64_t *active)
{
    Totals row = { 0 };
    if (cx->scope_id == 0)
        TRY(cx_one(cx, &totals, &row, ARGS(V(cx->tenant_id))));
    else
        TRY(cx_one(cx, &totals_seen, &row, ARGS(V(cx->tenant_id), V(cx->scope_id))));
    *total  = row.total;
    *active = row.active;
    return OK;
}

Code customer_stat_sql_added(Ctx *cx, int64_t from_ms, Rows *days)
{
    return cx_list(cx, &added, days,
                   ARGS(V(cx->tenant_id), V(from_ms), V(offset_ms(cx)), V(cx->scope_id)));
}

Code customer_stat_sql_lost(Ctx *cx, int64_t from_ms, Rows *days)
{
    return cx_list(cx, &lost, days,
                   ARGS(V(cx->tenant_id), V(from_ms), V(offset_ms(cx)), V(cx->scope_id)));
}

Code customer_stat_sql_losses(Ctx *cx, const LossQuery *query, int64_t before_ms, int64_t before_id,
                              int64_t limit, Rows *rows)
{
    const Str by = word_of(&ended_by_words, (int)query->ended_by);
    return cx_list(cx, &losses, rows,
                   ARGS(V(cx->tenant_id), V(before_ms), V(before_id), V(by.ptr ? by : S("")),
                        V(query->staff_id), V(limit), V(cx->scope_id)));
}
