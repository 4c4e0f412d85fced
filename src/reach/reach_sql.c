/* reach_sql.c -- every statement of welcome policies and welcomes. */
#include "reach/reach_sql.h"

#include "kernel/scope_sql.h"

static const Table policy_table  = { "welcome_policy", &welcome_policy_shape };
static const Table welcome_table = { "welcome", &welcome_shape };

static const Query policy_by_id = {
    .name = "welcome_policy.by_id",
    .sql  = "SELECT {cols} FROM welcome_policy WHERE tenant_id = $1 AND id = $2",
    .out  = &welcome_policy_shape,
};
static const Query policy_of_code = {
    .name = "welcome_policy.of_code",
    .sql  = "SELECT {cols} FROM welcome_policy WHERE tenant_id = $1 AND code_id = $2"
            " AND code_id <> 0",
    .out  = &welcome_policy_shape,
};
static const Query policy_list = {
    .name = "welcome_policy.list",
    .sql  = "SELECT {cols} FROM welcome_policy WHERE tenant_id = $1 AND code_id = 0"
            " ORDER BY updated_at_ms DESC, id DESC LIMIT 2000",
    .out  = &welcome_policy_shape,
};
#define OF_CODES " FROM welcome_policy WHERE tenant_id = $1 AND code_id <> 0 AND mode = 'own'"
static const Query policy_of_codes = {
    .name = "welcome_policy.of_codes",
    .sql  = "SELECT {cols}" OF_CODES " ORDER BY updated_at_ms DESC, id DESC LIMIT $2",
    .out  = &welcome_policy_shape,
};
typedef struct CountRow {
    int64_t n;
} CountRow;
static const Field count_fields[]        = { FIELD(CountRow, n) };
static const Shape count_shape           = SHAPE(CountRow, count_fields);
static const Query policy_count_of_codes = {
    .name = "welcome_policy.count_of_codes",
    .sql  = "SELECT count(*) AS n" OF_CODES,
    .out  = &count_shape,
};
static const Query policy_candidates = {
    .name = "welcome_policy.candidates",
    .sql  = "SELECT {cols} FROM welcome_policy WHERE tenant_id = $1"
            " AND (code_id = 0 OR token = $2) ORDER BY updated_at_ms DESC, id DESC LIMIT 2000",
    .out  = &welcome_policy_shape,
};
static const Query policy_save = {
    .name = "welcome_policy.save",
    .sql  = "UPDATE welcome_policy SET name = $3, scope = $4, mode = $5, token = $6,"
            " staff_json = $7, department_json = $8, window_json = $9, message_json = $10,"
            " is_enabled = $11, updated_at_ms = $12, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $13",
};
static const Query policy_delete = {
    .name = "welcome_policy.delete",
    .sql  = "DELETE FROM welcome_policy WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
static const Query policy_sent = {
    .name = "welcome_policy.sent",
    .sql  = "UPDATE welcome_policy SET sent_count = sent_count + $3"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query policy_failed = {
    .name = "welcome_policy.failed",
    .sql  = "UPDATE welcome_policy SET failed_count = failed_count + $3"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query welcome_by_id = {
    .name     = "welcome.by_id",
    .unscoped = "for the answer of the platform",
    .sql      = "SELECT {cols} FROM welcome WHERE tenant_id = $1 AND id = $2",
    .out      = &welcome_shape,
};
static const Query welcome_settle = {
    .name     = "welcome.settle",
    .unscoped = "for the answer of the platform",
    .sql      = "UPDATE welcome SET state = $3, reason = $4, sent_at_ms = $5, latency_ms = $6"
                " WHERE tenant_id = $1 AND id = $2 AND state = 'waiting'",
};
static const Query welcome_page = {
    .name = "welcome.page",
    .sql  = "SELECT {cols} FROM welcome WHERE tenant_id = $1 AND id < $2"
            " AND (CAST($3 AS TEXT) = '' OR state = $3)"
            " AND (CAST($4 AS BIGINT) = 0 OR policy_id = $4)" SEES_STAFF(
                "$6", "staff_id") " ORDER BY id DESC LIMIT $5",
    .out = &welcome_shape,
};

typedef struct TodayRow {
    int64_t sent_today, failed_today;
} TodayRow;
static const Field today_fields[] = { FIELD(TodayRow, sent_today), FIELD(TodayRow, failed_today) };
static const Shape today_shape    = SHAPE(TodayRow, today_fields);
static const Query welcome_today  = {
     .name = "welcome.today",
     .sql  = "SELECT CAST(coalesce(sum(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0) AS BIGINT)"
              " AS sent_today, CAST(coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0)"
              " AS BIGINT) AS failed_today FROM welcome WHERE tenant_id = $1"
              " AND requested_at_ms >= $2" SEES_STAFF("$3", "staff_id"),
     .out  = &today_shape,
};

typedef struct LatencyRow {
    int64_t latency_ms;
} LatencyRow;
static const Field latency_fields[]  = { FIELD(LatencyRow, latency_ms) };
static const Shape latency_shape     = SHAPE(LatencyRow, latency_fields);
static const Query welcome_latencies = {
    .name = "welcome.latencies",
    .sql  = "SELECT latency_ms FROM (SELECT latency_ms FROM welcome WHERE tenant_id = $1"
            " AND requested_at_ms >= $2 AND state = 'sent'" SEES_STAFF(
                "$3", "staff_id") " ORDER BY requested_at_ms DESC"
                                 " LIMIT 10000) last ORDER BY latency_ms",
    .out = &latency_shape,
};

static const Query *const queries[] = {
    &policy_by_id, &policy_of_code,  &policy_list,           &policy_candidates,
    &policy_save,  &policy_of_codes, &policy_count_of_codes, &policy_delete,
    &policy_sent,  &policy_failed,   &welcome_by_id,         &welcome_settle,
    &welcome_page, &welcome_today,   &welcome_latencies,
};
static const Table *const tables[]  = { &policy_table, &welcome_table };
const SqlList             reach_sql = SQL_LIST("reach", queries, tables);

/* ---- policies ------------------------------------------------------------------- */

Code reach_sql_policy_get(Ctx *cx, int64_t id, WelcomePolicy *out)
{
    bool found = false;
    TRY(cx_find(cx, &policy_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found)
        return fail(cx, ERR_NOT_FOUND, "welcome_policy.not_found", "policy %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code reach_sql_policy_of_code(Ctx *cx, int64_t code_id, WelcomePolicy *out, bool *found)
{
    return cx_find(cx, &policy_of_code, out, found, ARGS(V(cx->tenant_id), V(code_id)));
}

Code reach_sql_policy_list(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &policy_list, rows, ARGS(V(cx->tenant_id)));
}

Code reach_sql_policy_of_codes(Ctx *cx, int64_t limit, Rows *rows, int64_t *count)
{
    CountRow row = { 0 };
    TRY(cx_one(cx, &policy_count_of_codes, &row, ARGS(V(cx->tenant_id))));
    *count = row.n;
    return cx_list(cx, &policy_of_codes, rows, ARGS(V(cx->tenant_id), V(limit)));
}

Code reach_sql_policy_candidates(Ctx *cx, Str token, Rows *rows)
{
    return cx_list(cx, &policy_candidates, rows,
                   ARGS(V(cx->tenant_id), V(token.ptr ? token : S(""))));
}

Code reach_sql_policy_insert(Ctx *cx, const WelcomePolicy *policy)
{
    ASSERT(policy->tenant_id == cx->tenant_id);
    return cx_insert(cx, &policy_table, policy);
}

Code reach_sql_policy_save(Ctx *cx, const WelcomePolicy *policy, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &policy_save, &changed,
               ARGS(V(cx->tenant_id), V(policy->id), V(policy->name),
                    V(word_of(&welcome_scope_words, (int)policy->scope)),
                    V(word_of(&welcome_mode_words, (int)policy->mode)), V(policy->token),
                    V(policy->staff_json), V(policy->department_json), V(policy->window_json),
                    V(policy->message_json), V(policy->is_enabled), V(cx->now_ms), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "welcome_policy.changed_meanwhile");
    return OK;
}

Code reach_sql_policy_delete(Ctx *cx, int64_t id, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &policy_delete, &changed, ARGS(V(cx->tenant_id), V(id), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "welcome_policy.changed_meanwhile");
    return OK;
}

Code reach_sql_policy_count(Ctx *cx, int64_t id, bool is_sent)
{
    return memo_add(cx, is_sent ? &policy_sent : &policy_failed, id, 1);
}

/* ---- welcomes -------------------------------------------------------------------- */

Code reach_sql_welcome_insert(Ctx *cx, const Welcome *welcome, bool *is_new)
{
    int64_t    inserted = 0;
    Welcome    row      = *welcome;
    const Rows rows     = { &row, 1 };
    ASSERT(welcome->tenant_id == cx->tenant_id);
    TRY(cx_insert_all(cx, &welcome_table, rows, true, &inserted));
    *is_new = inserted == 1;
    return OK;
}

Code reach_sql_welcome_get(Ctx *cx, int64_t id, Welcome *out)
{
    bool found = false;
    TRY(cx_find(cx, &welcome_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    if (!found) return fail(cx, ERR_NOT_FOUND, "welcome.not_found", "welcome %lld", (long long)id);
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code reach_sql_welcome_settle(Ctx *cx, const Welcome *welcome, bool *changed)
{
    int64_t count = 0;
    TRY(cx_run(cx, &welcome_settle, &count,
               ARGS(V(cx->tenant_id), V(welcome->id),
                    V(word_of(&welcome_state_words, (int)welcome->state)), V(welcome->reason),
                    V(welcome->sent_at_ms), V(welcome->latency_ms))));
    *changed = count == 1;
    return OK;
}

Code reach_sql_welcome_page(Ctx *cx, const WelcomeQuery *query, int64_t before_id, int64_t limit,
                            Rows *rows)
{
    const Str state = word_of(&welcome_state_words, (int)query->state);
    return cx_list(cx, &welcome_page, rows,
                   ARGS(V(cx->tenant_id), V(before_id), V(state.ptr ? state : S("")),
                        V(query->policy_id), V(limit), V(cx->scope_id)));
}

Code reach_sql_welcome_today(Ctx *cx, int64_t from_ms, WelcomeSummary *out)
{
    TodayRow row = { 0 };
    TRY(cx_one(cx, &welcome_today, &row, ARGS(V(cx->tenant_id), V(from_ms), V(cx->scope_id))));
    out->sent_today   = row.sent_today;
    out->failed_today = row.failed_today;
    return OK;
}

Code reach_sql_welcome_latencies(Ctx *cx, int64_t from_ms, Ids *latencies)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &welcome_latencies, &rows,
                ARGS(V(cx->tenant_id), V(from_ms), V(cx->scope_id))));
    int64_t *list = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) list[i] = ROWS_AT(LatencyRow, rows, i)->latency_ms;
    *latencies = (Ids){ list, rows.count };
    return OK;
}
