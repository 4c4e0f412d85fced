/* Every statement about what codes brought. */
#include "acquire/figure_sql.h"

#include "kernel/memo.h"
#include "kernel/scope_sql.h"

static const Field match_fields[] = {
    FIELD_ID(MatchRow, tenant_id),    FIELD_ID(MatchRow, relation_id),
    FIELD_ID(MatchRow, code_id),      FIELD_ID(MatchRow, customer_id),
    FIELD_ID(MatchRow, staff_id),     FIELD_TIME(MatchRow, added_at_ms),
    FIELD_TIME(MatchRow, lost_at_ms),
};
static const Shape match_shape = SHAPE(MatchRow, match_fields);

static const Field day_fields[] = {
    FIELD_ID(DayRow, tenant_id),          FIELD_ID(DayRow, code_id), FIELD(DayRow, day),
    FIELD_ID(DayRow, staff_id),           FIELD(DayRow, added),      FIELD(DayRow, lost),
    FIELD_TIME(DayRow, last_added_at_ms),
};
static const Shape day_shape = SHAPE(DayRow, day_fields);

static const Table match_table = { "channel_code_match", &match_shape };

static const Query match_by_relation = {
    .name     = "channel_code_match.by_relation",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "SELECT {cols} FROM channel_code_match WHERE tenant_id = $1 AND relation_id = $2",
    .out      = &match_shape,
};

static const Query match_lose = {
    .name     = "channel_code_match.lose",
    .unscoped = "a consumer or a rule that needs all of it; nothing of it is shown",
    .sql      = "UPDATE channel_code_match SET lost_at_ms = $3"
                " WHERE tenant_id = $1 AND relation_id = $2 AND lost_at_ms = 0",
};

static const Query day_add = {
    .name = "channel_code_day.add",
    .sql  = "INSERT INTO channel_code_day (tenant_id, code_id, day, staff_id, added, lost, "
            "last_added_at_ms)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT (tenant_id, code_id, day, staff_id) DO UPDATE SET"
            " added = channel_code_day.added + excluded.added,"
            " lost = channel_code_day.lost + excluded.lost,"
            " last_added_at_ms = {greatest}(channel_code_day.last_added_at_ms, "
            "excluded.last_added_at_ms)",
};

static const Query code_add = {
    .name = "channel_code.count_added",
    .sql  = "UPDATE channel_code SET added_count = added_count + $3"
            " WHERE tenant_id = $1 AND id = $2",
};

static const Query code_lose = {
    .name = "channel_code.count_lost",
    .sql  = "UPDATE channel_code SET lost_count = lost_count + $3"
            " WHERE tenant_id = $1 AND id = $2",
};

static const Query days_of_code = {
    .name = "channel_code_day.of_code",
    .sql  = "SELECT {cols} FROM channel_code_day WHERE tenant_id = $1 AND code_id = $2 AND day >= "
            "$3" SEES_STAFF("$4", "staff_id") " ORDER BY day, staff_id LIMIT 100000",
    .out  = &day_shape,
};

static const Query codes_of_day = {
    .name = "channel_code_day.codes",
    .sql  = "SELECT tenant_id, code_id, day, CAST(0 AS BIGINT) AS staff_id,"
            " CAST(sum(added) AS BIGINT) AS added, CAST(sum(lost) AS BIGINT) AS lost,"
            " max(last_added_at_ms) AS last_added_at_ms FROM channel_code_day"
            " WHERE tenant_id = $1 AND day = $2 AND code_id >= $3 AND code_id <= $4" SEES_STAFF(
                "$5", "staff_id") " GROUP BY tenant_id, code_id, day LIMIT 10000",
    .out = &day_shape,
};

/* All days together, of the members in scope. */
static const Query codes_seen = {
    .name = "channel_code_day.codes_seen",
    .sql = "SELECT d.tenant_id, d.code_id, CAST(0 AS BIGINT) AS day, CAST(0 AS BIGINT) AS staff_id,"
           " CAST(sum(d.added) AS BIGINT) AS added, CAST(sum(d.lost) AS BIGINT) AS lost,"
           " max(d.last_added_at_ms) AS last_added_at_ms FROM channel_code_day d"
           " JOIN org_scope s ON s.tenant_id = d.tenant_id AND s.staff_id = d.staff_id"
           " WHERE d.tenant_id = $1 AND s.user_id = $2 AND d.code_id >= $3 AND d.code_id <= $4"
           " GROUP BY d.tenant_id, d.code_id LIMIT 10000",
    .out = &day_shape,
};

Code figure_sql_match(Ctx *cx, const MatchRow *row, bool *is_new)
{
    ASSERT(row->tenant_id == cx->tenant_id);
    int64_t    inserted = 0;
    MatchRow   copy     = *row;
    const Rows one      = { &copy, 1 };
    TRY(cx_insert_all(cx, &match_table, one, true, &inserted));
    *is_new = inserted == 1;
    return OK;
}

Code figure_sql_find_match(Ctx *cx, int64_t relation_id, MatchRow *out, bool *found)
{
    return cx_find(cx, &match_by_relation, out, found, ARGS(V(cx->tenant_id), V(relation_id)));
}

Code figure_sql_lose(Ctx *cx, int64_t relation_id, int64_t lost_at_ms, bool *changed)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &match_lose, &rows, ARGS(V(cx->tenant_id), V(relation_id), V(lost_at_ms))));
    *changed = rows == 1;
    return OK;
}

Code figure_sql_count(Ctx *cx, const DayRow *delta)
{
    TRY(cx_run(cx, &day_add, NULL,
               ARGS(V(cx->tenant_id), V(delta->code_id), V(delta->day), V(delta->staff_id),
                    V(delta->added), V(delta->lost), V(delta->last_added_at_ms))));
    TRY(memo_add(cx, &code_add, delta->code_id, delta->added));
    return memo_add(cx, &code_lose, delta->code_id, delta->lost);
}

Code figure_sql_days(Ctx *cx, ChannelCodeId id, int64_t since_day, Rows *rows)
{
    return cx_list(cx, &days_of_code, rows,
                   ARGS(V(cx->tenant_id), V(id.v), V(since_day), V(cx->scope_id)));
}

Code figure_sql_codes_of_day(Ctx *cx, int64_t day, int64_t first, int64_t last, Rows *rows)
{
    return cx_list(cx, &codes_of_day, rows,
                   ARGS(V(cx->tenant_id), V(day), V(first), V(last), V(cx->scope_id)));
}

Code figure_sql_codes_seen(Ctx *cx, int64_t first, int64_t last, Rows *rows)
{
    return cx_list(cx, &codes_seen, rows,
                   ARGS(V(cx->tenant_id), V(cx->scope_id), V(first), V(last)));
}

static const Query *const queries[] = {
    &match_by_relation, &match_lose,   &day_add,      &code_add,
    &code_lose,         &days_of_code, &codes_of_day, &codes_seen,
};
static const Table *const tables[]   = { &match_table };
const SqlList             figure_sql = SQL_LIST("acquire", queries, tables);
