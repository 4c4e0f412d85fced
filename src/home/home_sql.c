/* home_sql.c -- every statement of preferences and saved views. */
#include "home/home_sql.h"

static const Field number_fields[]   = { FIELD(HomeNumber, n) };
const Shape        home_number_shape = SHAPE(HomeNumber, number_fields);

static const Table home_sql_preference = { "preference", &preference_shape };
const Table        home_sql_view       = { "saved_view", &saved_view_shape };

/* ---- preferences ---------------------------------------------------------- */

const Query home_sql_preference_get = {
    .name = "preference.get",
    .sql  = "SELECT {cols} FROM preference WHERE tenant_id = $1 AND user_id = $2 AND key = $3",
    .out  = &preference_shape,
};
const Query home_sql_preference_put = {
    .name = "preference.put",
    .sql  = "INSERT INTO preference (tenant_id, user_id, key, value, revision, changed_at_ms)"
            " VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT (tenant_id, user_id, key) DO UPDATE"
            " SET value = excluded.value, revision = preference.revision + 1,"
            " changed_at_ms = excluded.changed_at_ms",
};
const Query home_sql_preference_delete = {
    .name = "preference.delete",
    .sql  = "DELETE FROM preference WHERE tenant_id = $1 AND user_id = $2 AND key = $3",
};
const Query home_sql_preference_count = {
    .name = "preference.count",
    .sql  = "SELECT count(*) AS n FROM preference WHERE tenant_id = $1 AND user_id = $2",
    .out  = &home_number_shape,
};
const Query home_sql_preference_sweep = {
    .name = "preference.sweep",
    .sql  = "DELETE FROM preference WHERE tenant_id = $1 AND user_id = $2"
            " AND key LIKE 'draft:%' AND changed_at_ms < $3",
};

/* ---- the first steps ---------------------------------------------------------- */

const Query home_sql_first_steps = {
    .name     = "home.first_steps",
    .unscoped = "tells only whether there is any",
    .sql =
        "SELECT CAST(coalesce((SELECT min(id) FROM connection WHERE tenant_id = $1), 0) AS BIGINT)"
        " AS connection_id,"
        " EXISTS (SELECT 1 FROM connection WHERE tenant_id = $1) AS is_connected,"
        " EXISTS (SELECT 1 FROM connection WHERE tenant_id = $1"
        " AND callback_verified_at_ms > 0) AS is_callback_verified,"
        " EXISTS (SELECT 1 FROM staff WHERE tenant_id = $1) AS has_staff,"
        " EXISTS (SELECT 1 FROM store WHERE tenant_id = $1) AS has_store,"
        " EXISTS (SELECT 1 FROM welcome_policy WHERE tenant_id = $1) AS has_welcome,"
        " EXISTS (SELECT 1 FROM channel_code WHERE tenant_id = $1) AS has_code,"
        " EXISTS (SELECT 1 FROM customer WHERE tenant_id = $1) AS has_customer",
    .out = &first_steps_shape,
};

/* ---- saved views ------------------------------------------------------------ */

#define VIEW_SELECT                                                                          \
    "SELECT {v.cols}, v.user_id = $2 AS is_mine, coalesce(u.display_name, '') AS owner_name" \
    " FROM saved_view v LEFT JOIN org_user u ON u.tenant_id = v.tenant_id AND u.id = v.user_id"

const Query home_sql_view_page = {
    .name     = "saved_view.page",
    .unscoped = "a name beside what its owner shares",
    .sql =
        VIEW_SELECT " WHERE v.tenant_id = $1 AND v.page = $3 AND (v.user_id = $2 OR v.is_shared)"
                    " ORDER BY CASE WHEN v.user_id = $2 THEN 0 ELSE 1 END, v.sort, v.id LIMIT 500",
    .out = &saved_view_shape,
};
const Query home_sql_view_by_id = {
    .name     = "saved_view.by_id",
    .unscoped = "the caller's own",
    .sql      = VIEW_SELECT " WHERE v.tenant_id = $1 AND v.user_id = $2 AND v.id = $3",
    .out      = &saved_view_shape,
};
const Query home_sql_view_named = {
    .name = "saved_view.named",
    .sql  = "SELECT count(*) AS n FROM saved_view WHERE tenant_id = $1 AND user_id = $2"
            " AND page = $3 AND name = $4 AND id <> $5",
    .out  = &home_number_shape,
};
const Query home_sql_view_count = {
    .name = "saved_view.count",
    .sql  = "SELECT count(*) AS n FROM saved_view WHERE tenant_id = $1 AND user_id = $2"
            " AND page = $3",
    .out  = &home_number_shape,
};
const Query home_sql_view_last = {
    .name = "saved_view.last",
    .sql  = "SELECT coalesce(max(sort), 0) AS n FROM saved_view WHERE tenant_id = $1"
            " AND user_id = $2 AND page = $3",
    .out  = &home_number_shape,
};
const Query home_sql_view_update = {
    .name = "saved_view.update",
    .sql  = "UPDATE saved_view SET name = $5, query = $6, is_shared = $7, sort = $8,"
            " revision = revision + 1"
            " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND revision = $4",
};
const Query home_sql_view_delete = {
    .name = "saved_view.delete",
    .sql  = "DELETE FROM saved_view WHERE tenant_id = $1 AND user_id = $2 AND id = $3",
};

static const Query *const queries[] = {
    &home_sql_first_steps,    &home_sql_preference_count, &home_sql_preference_delete,
    &home_sql_preference_get, &home_sql_preference_put,   &home_sql_preference_sweep,
    &home_sql_view_by_id,     &home_sql_view_count,       &home_sql_view_delete,
    &home_sql_view_last,      &home_sql_view_named,       &home_sql_view_page,
    &home_sql_view_update,
};
static const Table *const tables[] = { &home_sql_preference, &home_sql_view };

const SqlList home_sql = SQL_LIST("home", queries, tables);
