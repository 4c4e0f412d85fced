/* alert_sql.c -- every statement of alerts. */
#include "alert/alert_sql.h"

typedef struct AlertNumber {
    int64_t n;
} AlertNumber;
static const Field number_fields[] = { FIELD(AlertNumber, n) };
static const Shape number_shape    = SHAPE(AlertNumber, number_fields);

// clang-format off
static const Field receiver_fields[] = {
    FIELD_ID(AlertReceiver, tenant_id), FIELD_ID(AlertReceiver, alert_id),
    FIELD   (AlertReceiver, kind),      FIELD_ID(AlertReceiver, ref_id),
};
static const Shape receiver_shape = SHAPE(AlertReceiver, receiver_fields);
// clang-format on

static const Table alerts    = { "alert", &alert_shape };
static const Table firings   = { "alert_firing", &alert_firing_shape };
static const Table receivers = { "alert_receiver", &receiver_shape };

#define LONG "CAST($2 AS BIGINT)"
/* $2: the caller; $3: 1 when he sees a part of the brand only. */
#define SEEN                                                                                    \
    " (CAST($3 AS BIGINT) = 0 OR a.user_id = " LONG                                             \
    " OR EXISTS (SELECT 1 FROM alert_receiver r WHERE r.tenant_id = a.tenant_id"                \
    " AND r.alert_id = a.id AND ((r.kind = 'user' AND r.ref_id = " LONG ") OR (r.kind = 'role'" \
    " AND r.ref_id = (SELECT m.role_id FROM org_user m WHERE m.tenant_id = a.tenant_id"         \
    " AND m.id = " LONG ")))))"
#define SELECT_ALERT                                                 \
    "SELECT {a.cols}, a.user_id = " LONG " AS is_mine,"              \
    " (CAST($3 AS BIGINT) = 0 OR a.user_id = " LONG ") AS may_edit," \
    " coalesce(u.display_name, '') AS owner_name FROM alert a"       \
    " LEFT JOIN org_user u ON u.tenant_id = a.tenant_id AND u.id = a.user_id"

static const char SELF[] = "told by its rule, its owner, or who is told of it";

static const Query list = {
    .name     = "alert.list",
    .unscoped = SELF,
    .sql      = SELECT_ALERT " WHERE a.tenant_id = $1 AND a.deleted_at_ms = 0 AND" SEEN
                        " ORDER BY a.is_firing DESC, a.name, a.id LIMIT 500",
    .out = &alert_shape,
};
static const Query by_id = {
    .name     = "alert.by_id",
    .unscoped = SELF,
    .sql      = SELECT_ALERT " WHERE a.tenant_id = $1 AND a.id = $4 AND" SEEN,
    .out      = &alert_shape,
};
static const Query count = {
    .name = "alert.count",
    .sql  = "SELECT count(*) AS n FROM alert WHERE tenant_id = $1 AND deleted_at_ms = 0",
    .out  = &number_shape,
};
static const Query update = {
    .name = "alert.update",
    .sql  = "UPDATE alert SET name = $4, metric = $5, filters = $6, period = $7, condition = $8,"
            " threshold = $9, percent = $10, base = $11, every = $12, hour = $13, is_on = $14,"
            " is_firing = $15, fired_until_ms = $16, changed_at_ms = $17, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND deleted_at_ms = 0",
};
static const Query set_deleted = {
    .name = "alert.set_deleted",
    .sql  = "UPDATE alert SET deleted_at_ms = $3, is_firing = FALSE, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query note = {
    .name = "alert.note",
    .sql  = "UPDATE alert SET looked_at_ms = $5, is_firing = $6, fired_until_ms = $7,"
            " verdict = $8, value_num = $9, value_den = $10, before_num = $11, before_den = $12,"
            " reason = $13 WHERE tenant_id = $1 AND id = $2 AND revision = $3"
            " AND looked_at_ms = $4 AND deleted_at_ms = 0",
};
static const Query receivers_of = {
    .name     = "alert.receivers",
    .unscoped = SELF,
    .sql      = "SELECT {r.cols} FROM alert_receiver r WHERE r.tenant_id = $1"
                " AND (" LONG " = 0 OR r.alert_id = $2) ORDER BY r.alert_id, r.kind, r.ref_id",
    .out      = &receiver_shape,
};
static const Query forget_receivers = {
    .name = "alert.forget_receivers",
    .sql  = "DELETE FROM alert_receiver WHERE tenant_id = $1 AND alert_id = $2",
};
static const Query told = {
    .name     = "alert.told",
    .unscoped = "users who are to be told, chosen by the owner of the rule",
    .sql      = "SELECT DISTINCT u.id AS n FROM alert_receiver r JOIN org_user u"
                " ON u.tenant_id = r.tenant_id AND ((r.kind = 'user' AND u.id = r.ref_id)"
                " OR (r.kind = 'role' AND u.role_id = r.ref_id))"
                " WHERE r.tenant_id = $1 AND r.alert_id = $2 AND NOT u.is_disabled ORDER BY n",
    .out      = &number_shape,
};
#define KNOWN(table, listed) \
    "SELECT count(*) AS n FROM " table " WHERE tenant_id = $1 AND id IN (" listed ")"
#define LISTED    "SELECT value FROM json_each($2)"
#define LISTED_PG "SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST($2 AS json))"
static const Query known_users = {
    .name     = "alert.known_users",
    .unscoped = "how many of the chosen are there",
    .sql      = KNOWN("org_user", LISTED),
    .pg       = KNOWN("org_user", LISTED_PG),
    .out      = &number_shape,
};
static const Query known_roles = {
    .name = "alert.known_roles",
    .sql  = KNOWN("role", LISTED),
    .pg   = KNOWN("role", LISTED_PG),
    .out  = &number_shape,
};
static const Query end_firings = {
    .name = "alert.end_firings",
    .sql  = "UPDATE alert_firing SET ended_at_ms = $3 WHERE tenant_id = $1 AND alert_id = $2"
            " AND ended_at_ms = 0",
};
static const Query firings_page = {
    .name     = "alert.firings",
    .unscoped = SELF,
    .sql      = "SELECT {f.cols}, a.name AS alert_name FROM alert_firing f"
                " JOIN alert a ON a.tenant_id = f.tenant_id AND a.id = f.alert_id"
                " WHERE f.tenant_id = $1 AND (CAST($4 AS BIGINT) = 0 OR f.alert_id = $4)"
                " AND f.id < $5 AND a.deleted_at_ms = 0 AND" SEEN " ORDER BY f.id DESC LIMIT $6",
    .out      = &alert_firing_shape,
};

static const Query *const queries[] = {
    &list,         &by_id,       &count,        &update,
    &set_deleted,  &note,        &receivers_of, &forget_receivers,
    &told,         &known_users, &known_roles,  &end_firings,
    &firings_page,
};
static const Table *const tables[] = { &alerts, &firings, &receivers };

const SqlList alert_sql = SQL_LIST("alert", queries, tables);

static int64_t is_scoped(const Ctx *cx) { return cx->scope_id != 0; }

Code alert_sql_list(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id), V(cx->user_id), V(is_scoped(cx))));
}

Code alert_sql_find(Ctx *cx, int64_t id, Alert *out, bool *found)
{
    TRY(cx_find(cx, &by_id, out, found,
                ARGS(V(cx->tenant_id), V(cx->user_id), V(is_scoped(cx)), V(id))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

static Code one_number(Ctx *cx, const Query *query, int64_t *out, const Value *args, size_t given)
{
    AlertNumber number = { 0 };
    TRY(cx_one(cx, query, &number, args, given));
    *out = number.n;
    return OK;
}

Code alert_sql_count(Ctx *cx, int64_t *out)
{
    return one_number(cx, &count, out, ARGS(V(cx->tenant_id)));
}

Code alert_sql_insert(Ctx *cx, const Alert *alert) { return cx_insert(cx, &alerts, alert); }

Code alert_sql_update(Ctx *cx, const Alert *a, int64_t revision, bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(a->id), V(revision), V(a->name), V(a->metric),
                    V(a->filters), V(word_of(&alert_period_words, (int)a->period)),
                    V(word_of(&alert_condition_words, (int)a->condition)), V(a->threshold),
                    V((int64_t)a->percent), V(word_of(&alert_base_words, (int)a->base)),
                    V(word_of(&alert_every_words, (int)a->every)), V((int64_t)a->hour), V(a->is_on),
                    V(a->is_firing), V(a->fired_until_ms), V(a->changed_at_ms))));
    *is_done = changed == 1;
    return OK;
}

Code alert_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &set_deleted, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

Code alert_sql_note(Ctx *cx, const Alert *a, int64_t looked_before_ms, bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &note, &changed,
               ARGS(V(cx->tenant_id), V(a->id), V(a->revision), V(looked_before_ms),
                    V(a->looked_at_ms), V(a->is_firing), V(a->fired_until_ms),
                    V(word_of(&alert_verdict_words, (int)a->verdict)), V(a->value_num),
                    V(a->value_den), V(a->before_num), V(a->before_den), V(a->reason))));
    *is_done = changed == 1;
    return OK;
}

Code alert_sql_receivers(Ctx *cx, int64_t id, Rows *rows)
{
    return cx_list(cx, &receivers_of, rows, ARGS(V(cx->tenant_id), V(id)));
}

Code alert_sql_set_receivers(Ctx *cx, int64_t id, Rows rows)
{
    TRY(cx_run(cx, &forget_receivers, NULL, ARGS(V(cx->tenant_id), V(id))));
    return cx_insert_all(cx, &receivers, rows, true, NULL);
}

Code alert_sql_told(Ctx *cx, int64_t id, Ids *user_ids)
{
    Rows rows = { 0 };
    TRY(cx_list(cx, &told, &rows, ARGS(V(cx->tenant_id), V(id))));
    int64_t *ids = arena_make(cx->arena, int64_t, rows.count);
    for (size_t i = 0; i < rows.count; i++) ids[i] = ROWS_AT(AlertNumber, rows, i)->n;
    *user_ids = (Ids){ ids, rows.count };
    return OK;
}

Code alert_sql_known(Ctx *cx, Ids ids, bool are_roles, int64_t *out)
{
    return one_number(cx, are_roles ? &known_roles : &known_users, out,
                      ARGS(V(cx->tenant_id), V(json_ids(cx->arena, ids))));
}

Code alert_sql_insert_firing(Ctx *cx, const AlertFiring *firing)
{
    return cx_insert(cx, &firings, firing);
}

Code alert_sql_end_firings(Ctx *cx, int64_t alert_id)
{
    return cx_run(cx, &end_firings, NULL, ARGS(V(cx->tenant_id), V(alert_id), V(cx->now_ms)));
}

Code alert_sql_firings(Ctx *cx, int64_t alert_id, int64_t before, int64_t limit, Rows *rows)
{
    return cx_list(
        cx, &firings_page, rows,
        ARGS(V(cx->tenant_id), V(cx->user_id), V(is_scoped(cx)), V(alert_id), V(before), V(limit)));
}
