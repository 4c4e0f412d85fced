/* org_allowance_sql.c -- statements on allowances and what was taken of them. */
#include "org/org_allowance_sql.h"

static const Field stored_fields[] = {
    FIELD_ID(Allowance, tenant_id, .flags = 0),
    FIELD_ID(Allowance, role_id, .flags = 0),
    FIELD(Allowance, export_day),
    FIELD(Allowance, export_month),
    FIELD(Allowance, reveal_day),
    FIELD(Allowance, reveal_month),
    FIELD(Allowance, bulk_day),
    FIELD(Allowance, bulk_month),
    FIELD(Allowance, revision),
    FIELD_ID(Allowance, changed_by, .flags = 0),
    FIELD_TIME(Allowance, changed_at_ms, .flags = 0),
};
static const Shape stored_shape      = SHAPE(Allowance, stored_fields);
const Table        org_sql_allowance = { "allowance", &stored_shape };

static const Field use_fields[] = {
    FIELD_ID(AllowanceUse, tenant_id, .flags = 0),
    FIELD_ID(AllowanceUse, user_id, .flags = 0),
    FIELD_ENUM(AllowanceUse, deed, deed_words),
    FIELD(AllowanceUse, on_day),
    FIELD(AllowanceUse, in_month),
    FIELD(AllowanceUse, day_used),
    FIELD(AllowanceUse, month_used),
};
static const Shape use_shape = SHAPE(AllowanceUse, use_fields);
static const Table use_table = { "allowance_use", &use_shape };

static const Field view_fields[] = {
    FIELD_ID(AllowanceUse, user_id, .flags = 0),
    FIELD(AllowanceUse, user_name),
    FIELD(AllowanceUse, role_name),
    FIELD_ENUM(AllowanceUse, deed, deed_words),
    FIELD(AllowanceUse, on_day),
    FIELD(AllowanceUse, in_month),
    FIELD(AllowanceUse, day_used),
    FIELD(AllowanceUse, month_used),
    FIELD(AllowanceUse, day_max),
    FIELD(AllowanceUse, month_max),
};
static const Shape view_shape = SHAPE(AllowanceUse, view_fields);

#define NUMBERS                                                                              \
    " coalesce(a.export_day, 0) AS export_day, coalesce(a.export_month, 0) AS export_month," \
    " coalesce(a.reveal_day, 0) AS reveal_day, coalesce(a.reveal_month, 0) AS reveal_month," \
    " coalesce(a.bulk_day, 0) AS bulk_day, coalesce(a.bulk_month, 0) AS bulk_month,"         \
    " coalesce(a.revision, 1) AS revision, coalesce(a.changed_by, 0) AS changed_by,"         \
    " coalesce(a.changed_at_ms, 0) AS changed_at_ms"
#define OF_ROLES                                                                \
    "SELECT r.tenant_id, r.id AS role_id, r.name AS role_name, r.word," NUMBERS \
    " FROM role r LEFT JOIN allowance a ON a.tenant_id = r.tenant_id AND a.role_id = r.id"

const Query org_sql_allowances = {
    .name = "allowance.all",
    .sql  = OF_ROLES " WHERE r.tenant_id = $1 ORDER BY CASE r.word WHEN 'custom' THEN 1 ELSE 0 END,"
                     " r.id LIMIT 1000",
    .out  = &allowance_shape,
};
const Query org_sql_allowance_by_role = {
    .name = "allowance.by_role",
    .sql  = OF_ROLES " WHERE r.tenant_id = $1 AND r.id = $2",
    .out  = &allowance_shape,
};
const Query org_sql_allowance_of_user = {
    .name     = "allowance.of_user",
    .unscoped = "about the caller himself",
    .sql      = OF_ROLES " JOIN org_user u ON u.tenant_id = r.tenant_id AND u.role_id = r.id"
                         " WHERE r.tenant_id = $1 AND u.id = $2",
    .out      = &allowance_shape,
};
const Query org_sql_allowance_update = {
    .name = "allowance.update",
    .sql  = "UPDATE allowance SET export_day = $4, export_month = $5, reveal_day = $6,"
            " reveal_month = $7, bulk_day = $8, bulk_month = $9, revision = revision + 1,"
            " changed_by = $10, changed_at_ms = $11"
            " WHERE tenant_id = $1 AND role_id = $2 AND revision = $3",
};
const Query org_sql_allowance_delete = {
    .name = "allowance.delete",
    .sql  = "DELETE FROM allowance WHERE tenant_id = $1 AND role_id = $2",
};

/* ---- taking ---------------------------------------------------------------- */

#define MOST_OF(deed, unit)                                                                \
    "CASE " deed " WHEN 'export' THEN a.export_" unit " WHEN 'reveal' THEN a.reveal_" unit \
    " ELSE a.bulk_" unit " END"
/* True where the role of user $2 allows less of $3 than these. */
#define TOO_MUCH(day, month)                                                                       \
    "EXISTS (SELECT 1 FROM org_user u JOIN allowance a ON a.tenant_id = u.tenant_id"               \
    " AND a.role_id = u.role_id WHERE u.tenant_id = $1 AND u.id = $2"                              \
    " AND ((" MOST_OF("$3", "day") " > 0 AND " MOST_OF(                                            \
        "$3", "day") " < " day ")"                                                                 \
                     " OR (" MOST_OF("$3", "month") " > 0 AND " MOST_OF("$3", "month") " < " month \
                                                                                       ")))"
/* What was used before counts while the day is the same, or an older request comes late. */
#define DAY_USED                                                                   \
    "(CASE WHEN allowance_use.on_day >= $4 THEN allowance_use.day_used ELSE 0 END" \
    " + CAST($6 AS BIGINT))"
#define MONTH_USED                                                                     \
    "(CASE WHEN allowance_use.in_month >= $5 THEN allowance_use.month_used ELSE 0 END" \
    " + CAST($6 AS BIGINT))"

/* One statement asks and counts: two at once cannot both take the last one.  No row: too much. */
const Query org_sql_allowance_take = {
    .name     = "allowance.take",
    .unscoped = "about the caller himself",
    .sql      = "INSERT INTO allowance_use (tenant_id, user_id, deed, on_day, in_month, day_used,"
                " month_used) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT),"
                " CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($6 AS BIGINT)"
                " WHERE NOT " TOO_MUCH(
                    "$6", "$6") " ON CONFLICT (tenant_id, user_id, deed) DO UPDATE SET"
                           " day_used = " DAY_USED ", month_used = " MONTH_USED ","
                           " on_day = {greatest}(allowance_use.on_day, excluded.on_day),"
                           " in_month = {greatest}(allowance_use.in_month, excluded.in_month)"
                           " WHERE NOT " TOO_MUCH(DAY_USED, MONTH_USED) " RETURNING {cols}",
    .out = &use_shape,
};
const Query org_sql_allowance_uses_of = {
    .name     = "allowance.uses_of",
    .unscoped = "about the caller himself",
    .sql      = "SELECT {cols} FROM allowance_use WHERE tenant_id = $1 AND user_id = $2",
    .out      = &use_shape,
};
const Query org_sql_allowance_uses = {
    .name = "allowance.uses",
    .sql =
        "SELECT v.user_id, coalesce(nullif(u.display_name, ''), u.name) AS user_name,"
        " r.name AS role_name, v.deed, v.on_day, v.in_month, v.day_used, v.month_used,"
        " coalesce(" MOST_OF(
            "deed",
            "day") ", 0) AS day_max,"
                   " coalesce(" MOST_OF(
                       "deed",
                       "month") ", 0) AS month_max"
                                " FROM allowance_use v"
                                " JOIN org_user u ON u.tenant_id = v.tenant_id AND u.id = v.user_id"
                                " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
                                " LEFT JOIN allowance a ON a.tenant_id = r.tenant_id AND a.role_id "
                                "= r.id"
                                " WHERE v.tenant_id = $1 AND v.in_month >= $2"
                                " AND (CAST($3 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM org_scope z"
                                " WHERE z.tenant_id = v.tenant_id AND z.user_id = $3 AND "
                                "z.staff_id = u.staff_id))"
                                " ORDER BY v.month_used DESC, v.user_id, v.deed LIMIT 200",
    .out = &view_shape,
};

static const Query *const queries[] = {
    &org_sql_allowances,        &org_sql_allowance_by_role, &org_sql_allowance_of_user,
    &org_sql_allowance_update,  &org_sql_allowance_delete,  &org_sql_allowance_take,
    &org_sql_allowance_uses_of, &org_sql_allowance_uses,
};
static const Table *const tables[]          = { &org_sql_allowance, &use_table };
const SqlList             org_allowance_sql = SQL_LIST("org", queries, tables);
