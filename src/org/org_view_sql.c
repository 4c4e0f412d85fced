/* org_view_sql.c -- statements of seeing as another. */
#include "org/org_view_sql.h"

// clang-format off
static const Field view_fields[] = {
    FIELD_ID  (View, tenant_id),
    FIELD_ID  (View, id),
    FIELD_ID  (View, user_id),
    FIELD_ID  (View, as_user_id),
    FIELD_ID  (View, as_role_id),
    FIELD_ID  (View, at_staff_id),
    FIELD_TIME(View, started_at_ms),
    FIELD_TIME(View, until_ms),
};
static const Shape view_shape = SHAPE(View, view_fields);

static const Field brief_fields[] = {
    FIELD_ID  (ViewBrief, user_id),
    FIELD     (ViewBrief, user_name),
    FIELD_ID  (ViewBrief, role_id),
    FIELD     (ViewBrief, role_name),
    FIELD_TIME(ViewBrief, until_ms),
};
const Shape view_brief_shape = SHAPE(ViewBrief, brief_fields);

static const Field draft_fields[] = {
    FIELD_ID  (ViewDraft, user_id,  .about = "See as this user, or"),
    FIELD_ID  (ViewDraft, role_id,  .about = "as this role,"),
    FIELD_ID  (ViewDraft, staff_id, .about = "in the place of this member; absent = in one's own"),
    FIELD_WITH(ViewDraft, minutes,  .min = 1, .max = VIEW_MINUTES_MAX),
};
const Shape view_draft_shape = SHAPE(ViewDraft, draft_fields);
// clang-format on

static const Table view_table = { "org_view", &view_shape };

static const Query of_session = {
    .name     = "org_view.of_session",
    .unscoped = "of the caller himself",
    .sql      = "SELECT v.as_user_id AS user_id, u.display_name AS user_name,"
                " coalesce(r.id, 0) AS role_id, r.name AS role_name, v.until_ms"
                " FROM session s JOIN org_view v ON v.tenant_id = s.tenant_id AND v.id = s.view_id"
                " LEFT JOIN org_user u ON u.tenant_id = v.tenant_id AND u.id = v.as_user_id"
                " LEFT JOIN role r ON r.tenant_id = v.tenant_id"
                " AND r.id = CASE WHEN v.as_role_id <> 0 THEN v.as_role_id ELSE u.role_id END"
                " WHERE s.tenant_id = $1 AND s.token_hash = $2 AND v.until_ms > $3",
    .out      = &view_brief_shape,
};
static const Query set = {
    .name = "org_view.set",
    .sql  = "UPDATE session SET view_id = $3 WHERE tenant_id = $1 AND token_hash = $2",
};
static const Query end_user = {
    .name = "org_view.end_user",
    .sql  = "DELETE FROM org_view WHERE tenant_id = $1 AND (user_id = $2 OR as_user_id = $2)",
};
static const Query end_role = {
    .name = "org_view.end_role",
    .sql  = "DELETE FROM org_view WHERE tenant_id = $1 AND as_role_id = $2",
};
static const Query purge = {
    .name = "org_view.purge",
    .sql  = "DELETE FROM org_view WHERE tenant_id = $1 AND (until_ms <= $2 OR NOT EXISTS"
            " (SELECT 1 FROM session s WHERE s.tenant_id = $1 AND s.view_id = org_view.id))",
};

static const Query *const queries[]    = { &of_session, &set, &end_user, &end_role, &purge };
static const Table *const tables[]     = { &view_table };
const SqlList             org_view_sql = SQL_LIST("org", queries, tables);

Code org_view_sql_insert(Ctx *cx, const View *view) { return cx_insert(cx, &view_table, view); }

Code org_view_sql_of_session(Ctx *cx, Str token_hash, ViewBrief *out, bool *found)
{
    return cx_find(cx, &of_session, out, found,
                   ARGS(V(cx->tenant_id), V(token_hash), V(cx->now_ms)));
}

Code org_view_sql_set(Ctx *cx, Str token_hash, int64_t view_id)
{
    return cx_run(cx, &set, NULL, ARGS(V(cx->tenant_id), V(token_hash), V(view_id)));
}

Code org_view_sql_end_user(Ctx *cx, int64_t user_id)
{
    return cx_run(cx, &end_user, NULL, ARGS(V(cx->tenant_id), V(user_id)));
}

Code org_view_sql_end_role(Ctx *cx, int64_t role_id)
{
    return cx_run(cx, &end_role, NULL, ARGS(V(cx->tenant_id), V(role_id)));
}

Code org_view_sql_purge(Ctx *cx)
{
    return cx_run(cx, &purge, NULL, ARGS(V(cx->tenant_id), V(cx->now_ms)));
}
