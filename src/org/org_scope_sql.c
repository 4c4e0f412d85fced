/* org_scope_sql.c -- statements on who may see whom. */
#include "org/org_scope_sql.h"

static const Field scope_row_fields[] = {
    FIELD_ENUM(ScopeRow, word, scope_words),
    FIELD_ID(ScopeRow, staff_id),
    FIELD(ScopeRow, staff_name),
    FIELD_ENUM(ScopeRow, kind, place_kind_words),
    FIELD(ScopeRow, place),
    FIELD(ScopeRow, is_placed),
};
static const Shape scope_row_shape = SHAPE(ScopeRow, scope_row_fields);

static const Query lock = {
    .name   = "org_scope.lock",
    .sql    = "SELECT id AS n FROM tenant WHERE id = $1 {for_update}",
    .out    = &org_number_shape,
    .global = true,
};

/* Everybody whose scope is not all and who may still sign in, and who sees as such a role; the
 * places that are his, and the staff in them.  Places given
 * to him count as his own, whatever their kind, except for who sees only himself; departments
 * bring those below along, except for who sees only departments.  "store_id <> 0" is what lets
 * the index of staff by store be used: without it each store reads all staff. */
#define PLACED                                                                               \
    "WITH RECURSIVE scoped (user_id, staff_id, word) AS ("                                   \
    " SELECT u.id, u.staff_id, r.scope FROM org_user u"                                      \
    " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"                         \
    " WHERE u.tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR u.id = $2) AND r.scope <> 'all'" \
    " AND NOT u.is_disabled"                                                                 \
    " UNION ALL SELECT v.id, v.at_staff_id, r.scope FROM org_view v"                         \
    " JOIN role r ON r.tenant_id = v.tenant_id AND r.id = v.as_role_id"                      \
    " WHERE v.tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR v.id = $2)"                      \
    " AND r.scope <> 'all'),"                                                                \
    " place (user_id, kind, id) AS ("                                                        \
    " SELECT x.user_id, 'store', s.store_id FROM scoped x"                                   \
    " JOIN staff s ON s.tenant_id = $1 AND s.id = x.staff_id"                                \
    " WHERE x.word IN ('store', 'region') AND s.store_id <> 0"                               \
    " UNION SELECT x.user_id, 'region', st.region_id FROM scoped x"                          \
    " JOIN staff s ON s.tenant_id = $1 AND s.id = x.staff_id"                                \
    " JOIN store st ON st.tenant_id = $1 AND st.id = s.store_id"                             \
    " WHERE x.word = 'region' AND st.region_id <> 0"                                         \
    " UNION SELECT x.user_id, 'department', sd.department_id FROM scoped x"                  \
    " JOIN staff_department sd ON sd.tenant_id = $1 AND sd.staff_id = x.staff_id"            \
    " WHERE x.word IN ('department', 'subtree')"                                             \
    " UNION SELECT p.user_id, p.kind, p.place_id FROM scoped x"                              \
    " JOIN org_user_place p ON p.tenant_id = $1 AND p.user_id = x.user_id"                   \
    " WHERE x.word <> 'self')"

#define WANTED                                                                                  \
    PLACED ","                                                                                  \
           " region_in (user_id, id) AS ("                                                      \
           " SELECT user_id, id FROM place WHERE kind = 'region'"                               \
           " UNION SELECT i.user_id, r.id FROM region_in i"                                     \
           " JOIN region r ON r.tenant_id = $1 AND r.parent_id = i.id),"                        \
           " department_in (user_id, id, connection_id, platform_id) AS ("                      \
           " SELECT p.user_id, d.id, d.connection_id, d.platform_id FROM place p"               \
           " JOIN department d ON d.tenant_id = $1 AND d.id = p.id WHERE p.kind = 'department'" \
           " UNION SELECT i.user_id, d.id, d.connection_id, d.platform_id FROM department_in i" \
           " JOIN scoped x ON x.user_id = i.user_id AND x.word <> 'department'"                 \
           " JOIN department d ON d.tenant_id = $1 AND d.connection_id = i.connection_id"       \
           " AND d.platform_parent_id = i.platform_id AND NOT d.is_gone),"                      \
           " wanted (user_id, staff_id) AS ("                                                   \
           " SELECT user_id, staff_id FROM scoped WHERE staff_id <> 0"                          \
           " UNION SELECT p.user_id, s.id FROM place p"                                         \
           " JOIN staff s ON s.tenant_id = $1 AND s.store_id = p.id AND s.store_id <> 0"        \
           " WHERE p.kind = 'store'"                                                            \
           " UNION SELECT i.user_id, s.id FROM region_in i"                                     \
           " JOIN store st ON st.tenant_id = $1 AND st.region_id = i.id"                        \
           " JOIN staff s ON s.tenant_id = $1 AND s.store_id = st.id AND s.store_id <> 0"       \
           " UNION SELECT i.user_id, sd.staff_id FROM department_in i"                          \
           " JOIN staff_department sd ON sd.tenant_id = $1 AND sd.department_id = i.id)"

static const Query forget = {
    .name = "org_scope.forget",
    .sql  = WANTED " DELETE FROM org_scope WHERE tenant_id = $1"
                   " AND (CAST($2 AS BIGINT) = 0 OR user_id = $2)"
                   " AND (user_id, staff_id) NOT IN (SELECT user_id, staff_id FROM wanted)",
};
static const Query add = {
    .name = "org_scope.add",
    .sql  = WANTED " INSERT INTO org_scope (tenant_id, user_id, staff_id)"
                   " SELECT CAST($1 AS BIGINT), user_id, staff_id FROM wanted WHERE user_id <> 0"
                   " ON CONFLICT DO NOTHING",
};
static const Query has = {
    .name = "org_scope.has",
    .sql  = "SELECT count(*) AS n FROM org_scope"
            " WHERE tenant_id = $1 AND user_id = $2 AND staff_id = $3",
    .out  = &org_number_shape,
};
#define SEEN \
    "SELECT staff_id AS n FROM org_scope WHERE tenant_id = $1 AND user_id = $2 AND staff_id IN"
static const Query seen = {
    .name = "org_scope.seen",
    .sql  = SEEN " (SELECT value FROM json_each($3))",
    .pg   = SEEN " (SELECT CAST(value AS BIGINT)"
                 " FROM jsonb_array_elements_text(CAST($3 AS jsonb)))",
    .out  = &org_number_shape,
};
/* Members a user sees and the caller does not. */
static const Query exceeding = {
    .name = "org_scope.exceeding",
    .sql  = "SELECT count(*) AS n FROM org_scope t WHERE t.tenant_id = $1 AND t.user_id = $2"
            " AND NOT EXISTS (SELECT 1 FROM org_scope o WHERE o.tenant_id = $1"
            " AND o.user_id = $3 AND o.staff_id = t.staff_id)",
    .out  = &org_number_shape,
};
/* Places that are gone are left out. */
#define PLACES                                                                                    \
    "SELECT p.tenant_id, p.user_id, p.kind, p.place_id, coalesce(r.name, s.name, d.name) AS name" \
    " FROM org_user_place p"                                                                      \
    " LEFT JOIN region r ON p.kind = 'region' AND r.tenant_id = p.tenant_id"                      \
    " AND r.id = p.place_id"                                                                      \
    " LEFT JOIN store s ON p.kind = 'store' AND s.tenant_id = p.tenant_id"                        \
    " AND s.id = p.place_id"                                                                      \
    " LEFT JOIN department d ON p.kind = 'department' AND d.tenant_id = p.tenant_id"              \
    " AND d.id = p.place_id"                                                                      \
    " WHERE p.tenant_id = $1 AND coalesce(r.id, s.id, d.id) IS NOT NULL AND p.user_id IN"
static const Query places = {
    .name = "org_user_place.of_users",
    .sql  = PLACES " (SELECT value FROM json_each($2)) ORDER BY p.user_id, p.kind, p.place_id",
    .pg   = PLACES " (SELECT CAST(value AS BIGINT)"
                   " FROM jsonb_array_elements_text(CAST($2 AS jsonb)))"
                   " ORDER BY p.user_id, p.kind, p.place_id",
    .out  = &user_place_shape,
};
static const Query clear_places = {
    .name = "org_user_place.clear",
    .sql  = "DELETE FROM org_user_place WHERE tenant_id = $1 AND user_id = $2",
};
static const Table place_table = { "org_user_place", &user_place_shape };

static const Query grant_of_user = {
    .name     = "org_scope.grant_of_user",
    .unscoped = "tells the scope itself",
    .sql = "SELECT u.tenant_id, u.id AS user_id, r.word, r.permission_json, r.scope, r.mask_json"
           " FROM org_user u JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
           " WHERE u.tenant_id = $1 AND u.id = $2 AND NOT u.is_disabled",
    .out = &org_grant_shape,
};
static const Query grant_of_key = {
    .name = "org_scope.grant_of_key",
    .sql  = "SELECT tenant_id, id AS user_id, 'custom' AS word, scope_json AS permission_json"
            " FROM api_key WHERE tenant_id = $1 AND id = $2 AND created_by = 0",
    .out  = &org_grant_shape,
};

/* A store is not told beside its region.  A department that is gone still holds whom it held. */
static const Query told = {
    .name     = "org_scope.told",
    .unscoped = "tells the scope itself",
    .sql =
        PLACED ", named (user_id, kind, id, name) AS ("
               " SELECT p.user_id, p.kind, r.id, r.name FROM place p"
               " JOIN region r ON r.tenant_id = $1 AND r.id = p.id WHERE p.kind = 'region'"
               " UNION ALL SELECT p.user_id, p.kind, st.id, st.name FROM place p"
               " JOIN store st ON st.tenant_id = $1 AND st.id = p.id"
               " WHERE p.kind = 'store' AND NOT EXISTS (SELECT 1 FROM place q"
               " WHERE q.user_id = p.user_id AND q.kind = 'region' AND q.id = st.region_id)"
               " UNION ALL SELECT p.user_id, p.kind, d.id, d.name FROM place p"
               " JOIN department d ON d.tenant_id = $1 AND d.id = p.id"
               " WHERE p.kind = 'department')"
               " SELECT x.word, x.staff_id, coalesce(nullif(me.name, ''), me.userid) AS staff_name,"
               " n.kind, n.name AS place, CASE WHEN x.word IN ('store', 'region')"
               " THEN coalesce(me.store_id, 0) <> 0"
               " ELSE EXISTS (SELECT 1 FROM staff_department sd WHERE sd.tenant_id = $1"
               " AND sd.staff_id = x.staff_id) END AS is_placed"
               " FROM scoped x LEFT JOIN staff me ON me.tenant_id = $1 AND me.id = x.staff_id"
               " LEFT JOIN named n ON n.user_id = x.user_id ORDER BY n.kind, n.name, n.id",
    .out = &scope_row_shape,
};

static const Query *const queries[] = {
    &lock,   &forget,       &add,           &has,          &seen, &exceeding,
    &places, &clear_places, &grant_of_user, &grant_of_key, &told,
};
static const Table *const tables[]      = { &place_table };
const SqlList             org_scope_sql = SQL_LIST("org", queries, tables);

Code org_scope_sql_lock(Ctx *cx)
{
    OrgNumber tenant = { 0 };
    bool      found  = false;
    ASSERT(cx->depth > 0);
    return cx_find(cx, &lock, &tenant, &found, ARGS(V(cx->tenant_id)));
}

Code org_scope_sql_refresh(Ctx *cx, int64_t user_id)
{
    TRY(cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id), V(user_id))));
    return cx_run(cx, &add, NULL, ARGS(V(cx->tenant_id), V(user_id)));
}

Code org_scope_sql_has(Ctx *cx, int64_t staff_id, int64_t *count)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &has, &number, ARGS(V(cx->tenant_id), V(cx->scope_id), V(staff_id))));
    *count = number.n;
    return OK;
}

Code org_scope_sql_seen(Ctx *cx, Str ids_json, Rows *numbers)
{
    return cx_list(cx, &seen, numbers, ARGS(V(cx->tenant_id), V(cx->scope_id), V(ids_json)));
}

Code org_scope_sql_grant(Ctx *cx, int64_t user_id, Grant *out, bool *found)
{
    return cx_find(cx, &grant_of_user, out, found, ARGS(V(cx->tenant_id), V(user_id)));
}

Code org_scope_sql_key(Ctx *cx, int64_t key_id, Grant *out, bool *found)
{
    return cx_find(cx, &grant_of_key, out, found, ARGS(V(cx->tenant_id), V(key_id)));
}

Code org_scope_sql_exceeding(Ctx *cx, int64_t user_id, int64_t *count)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &exceeding, &number, ARGS(V(cx->tenant_id), V(user_id), V(cx->scope_id))));
    *count = number.n;
    return OK;
}

Code org_scope_sql_places(Ctx *cx, Str ids_json, Rows *rows)
{
    return cx_list(cx, &places, rows, ARGS(V(cx->tenant_id), V(ids_json)));
}

Code org_scope_sql_told(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &told, rows, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}

Code org_scope_sql_set_places(Ctx *cx, int64_t user_id, Rows rows)
{
    TRY(cx_run(cx, &clear_places, NULL, ARGS(V(cx->tenant_id), V(user_id))));
    return cx_insert_all(cx, &place_table, rows, true, NULL);
}
