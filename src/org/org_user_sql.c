/* org_user_sql.c -- statements on tenants, roles, users, sessions and keys. */
#include "org/org_sql.h"

#include "kernel/scope_sql.h"

/* A user who is somebody in scope, or the one who asks. */
#define SEES_USER(scope)                                                 \
    " AND (CAST(" scope " AS BIGINT) = 0 OR u.id = " scope               \
    " OR EXISTS (SELECT 1 FROM org_scope sees WHERE sees.tenant_id = $1" \
    " AND sees.user_id = " scope " AND sees.staff_id = u.staff_id))"

#define USER_FROM                                                                    \
    " FROM org_user u JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id" \
    " LEFT JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id"
#define USER_COLUMNS                                                                   \
    "SELECT {u.cols}, r.name AS role_name, s.name AS staff_name,"                      \
    " EXISTS (SELECT 1 FROM user_totp x WHERE x.tenant_id = u.tenant_id AND x.user_id" \
    " = u.id AND x.confirmed_at_ms <> 0) AS has_totp"

static const Field number_fields[]  = { FIELD(OrgNumber, n) };
const Shape        org_number_shape = SHAPE(OrgNumber, number_fields);
static const Field text_fields[]    = { FIELD(OrgText, text) };
const Shape        org_text_shape   = SHAPE(OrgText, text_fields);
static const Field pair_fields[]    = { FIELD(OrgPair, a), FIELD(OrgPair, b) };
const Shape        org_pair_shape   = SHAPE(OrgPair, pair_fields);
static const Field name_fields[] = { FIELD(OrgName, id), FIELD(OrgName, of), FIELD(OrgName, name) };
const Shape        org_name_shape = SHAPE(OrgName, name_fields);

/* Not every source has every column. */
static const Field grant_fields[] = {
    FIELD(Grant, tenant_id),
    FIELD(Grant, user_id),
    FIELD(Grant, permission_json),
    FIELD_ENUM(Grant, word, role_words),
    FIELD_WITH(Grant, key_id, .flags = NOT_STORED),
    FIELD_WITH(Grant, last_seen_at_ms, .flags = NOT_STORED),
    FIELD_WITH(Grant, expires_at_ms, .flags = NOT_STORED),
    FIELD_WITH(Grant, zone, .flags = NOT_STORED),
    FIELD_WITH(Grant, mask_json, .flags = NOT_STORED),
    FIELD_ENUM(Grant, scope, scope_words, .flags = NOT_STORED),
    FIELD_WITH(Grant, maker_json, .flags = NOT_STORED),
    FIELD_WITH(Grant, view_id, .flags = NOT_STORED),
    FIELD_WITH(Grant, as_user_id, .flags = NOT_STORED),
    FIELD_WITH(Grant, address_json, .flags = NOT_STORED),
    FIELD_WITH(Grant, key_address_json, .flags = NOT_STORED),
    FIELD_WITH(Grant, must_enrol, .flags = NOT_STORED),
    FIELD_ENUM(Grant, maker_word, role_words, .flags = NOT_STORED),
};
const Shape org_grant_shape = SHAPE(Grant, grant_fields);

static const Field session_fields[] = {
    FIELD(Session, token_hash),
    FIELD(Session, tenant_id),
    FIELD(Session, id),
    FIELD(Session, user_id),
    FIELD_ENUM(Session, way, session_way_words),
    FIELD(Session, view_id),
    FIELD(Session, user_agent),
    FIELD(Session, address),
    FIELD_TIME(Session, created_at_ms, .flags = 0),
    FIELD_TIME(Session, last_seen_at_ms, .flags = 0),
    FIELD_TIME(Session, expires_at_ms, .flags = 0),
};
static const Shape session_shape = SHAPE(Session, session_fields);

const Table org_sql_tenant  = { "tenant", &tenant_shape };
const Table org_sql_role    = { "role", &role_shape };
const Table org_sql_user    = { "org_user", &user_shape };
const Table org_sql_session = { "session", &session_shape };
const Table org_sql_api_key = { "api_key", &api_key_shape };

static const Field failures_fields[] = {
    FIELD(OrgFailures, pair),      FIELD(OrgFailures, name),     FIELD(OrgFailures, source),
    FIELD(OrgFailures, everybody), FIELD(OrgFailures, since_ms),
};
static const Shape failures_shape = SHAPE(OrgFailures, failures_fields);

/* ---- tenants and roles ------------------------------------------------- */

const Query org_sql_tenant_by_id = {
    .name   = "tenant.by_id",
    .sql    = "SELECT {cols} FROM tenant WHERE id = $1",
    .out    = &tenant_shape,
    .global = true,
};
const Query org_sql_tenant_by_code = {
    .name   = "tenant.by_code",
    .sql    = "SELECT {cols} FROM tenant WHERE code = $1",
    .out    = &tenant_shape,
    .global = true,
};
const Query org_sql_tenants = {
    .name   = "tenant.all",
    .sql    = "SELECT {cols} FROM tenant ORDER BY id LIMIT 10000",
    .out    = &tenant_shape,
    .global = true,
};
const Query org_sql_roles = {
    .name     = "role.all",
    .unscoped = "how many hold a role, of nobody",
    .sql      = "SELECT {cols}, (SELECT count(*) FROM org_user u WHERE u.tenant_id = role.tenant_id"
                " AND u.role_id = role.id) AS user_count"
                " FROM role WHERE tenant_id = $1 ORDER BY CASE word WHEN 'owner' THEN 1"
                " WHEN 'admin' THEN 2 WHEN 'hq_operator' THEN 3 WHEN 'operator' THEN 4"
                " WHEN 'branch_admin' THEN 5 WHEN 'store_manager' THEN 6"
                " WHEN 'course_adviser' THEN 7"
                " WHEN 'guide' THEN 8 WHEN 'service' THEN 9 WHEN 'finance' THEN 10"
                " WHEN 'auditor' THEN 11 ELSE 12 END, id LIMIT 1000",
    .out      = &role_shape,
};
const Query org_sql_role_by_id = {
    .name = "role.by_id",
    .sql  = "SELECT {cols} FROM role WHERE tenant_id = $1 AND id = $2",
    .out  = &role_shape,
};
const Query org_sql_role_preset = {
    .name = "role.preset",
    .sql  = "SELECT {cols} FROM role WHERE tenant_id = $1 AND word = $2 ORDER BY id LIMIT 1",
    .out  = &role_shape,
};

const Query org_sql_role_name_count = {
    .name = "role.name_count",
    .sql  = "SELECT count(*) AS n FROM role WHERE tenant_id = $1 AND name = $2 AND id <> $3",
    .out  = &org_number_shape,
};
const Query org_sql_role_update = {
    .name = "role.update",
    .sql  = "UPDATE role SET name = $4, permission_json = $5, scope = $6, mask_json = $7,"
            " landing = $8, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND word = 'custom'",
};
const Query org_sql_role_delete = {
    .name = "role.delete",
    .sql  = "DELETE FROM role WHERE tenant_id = $1 AND id = $2 AND revision = $3"
            " AND word = 'custom'",
};
const Query org_sql_role_move = {
    .name     = "role.move",
    .unscoped = "whoever holds a role that goes gets the other",
    .sql      = "UPDATE org_user SET role_id = $3, revision = revision + 1"
                " WHERE tenant_id = $1 AND role_id = $2",
};
const Query org_sql_role_holders = {
    .name     = "role.holders",
    .unscoped = "who holds a role decides whether it can go",
    .sql      = USER_COLUMNS USER_FROM " WHERE u.tenant_id = $1 AND u.role_id = $2"
                                       " ORDER BY u.id LIMIT 1000",
    .out      = &user_shape,
};

const Query org_sql_role_users = {
    .name = "role.users",
    .sql  = USER_COLUMNS USER_FROM
    " WHERE u.tenant_id = $1 AND u.role_id = $2" SEES_USER("$3") " ORDER BY u.id LIMIT 1000",
    .out = &user_shape,
};

/* ---- users --------------------------------------------------------------- */

const Query org_sql_user_by_id = {
    .name = "user.by_id",
    .sql  = USER_COLUMNS USER_FROM " WHERE u.tenant_id = $1 AND u.id = $2" SEES_USER("$3"),
    .out  = &user_shape,
};
const Query org_sql_user_page = {
    .name = "user.page",
    .sql  = USER_COLUMNS USER_FROM
    " WHERE u.tenant_id = $1 AND u.id > $2" SEES_USER("$4") " ORDER BY u.id LIMIT $3",
    .out = &user_shape,
};
const Query org_sql_user_by_name = {
    .name   = "user.by_name",
    .sql    = USER_COLUMNS USER_FROM " WHERE u.name = $1",
    .out    = &user_shape,
    .global = true,
};
const Query org_sql_user_by_staff = {
    .name     = "user.by_staff",
    .unscoped = "whom to notify",
    .sql = USER_COLUMNS USER_FROM " WHERE u.tenant_id = $1 AND u.staff_id = $2 AND u.staff_id <> 0"
                                  " AND NOT u.is_disabled ORDER BY u.id LIMIT 1",
    .out = &user_shape,
};
const Query org_sql_user_password = {
    .name     = "user.password",
    .unscoped = "of the caller himself, or of who signs in",
    .sql      = "SELECT password_hash AS text FROM org_user WHERE tenant_id = $1 AND id = $2",
    .out      = &org_text_shape,
};
const Query org_sql_user_update = {
    .name     = "user.update",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "UPDATE org_user SET name = $4, display_name = $5, role_id = $6, staff_id = $7,"
                " is_disabled = $8, is_shut_out = $9, locale = $10, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query org_sql_user_set_profile = {
    .name     = "user.set_profile",
    .unscoped = "of the caller himself, or of who signs in",
    .sql      = "UPDATE org_user SET display_name = $3, locale = $4, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_user_set_password = {
    .name     = "user.set_password",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "UPDATE org_user SET password_hash = $3 WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_user_signed_in = {
    .name     = "user.signed_in",
    .unscoped = "of the caller himself, or of who signs in",
    .sql      = "UPDATE org_user SET last_signed_in_at_ms = $3 WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_user_delete = {
    .name     = "user.delete",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "DELETE FROM org_user WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query org_sql_user_other_admins = {
    .name     = "user.other_admins",
    .unscoped = "a rule about the whole brand",
    .sql      = "SELECT count(*) AS n FROM org_user u"
                " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
                " WHERE u.tenant_id = $1 AND u.id <> $2 AND r.word IN ('owner', 'admin')"
                " AND NOT u.is_disabled",
    .out      = &org_number_shape,
};
const Query org_sql_user_admins = {
    .name     = "user.admins",
    .unscoped = "a rule about the whole brand",
    .sql      = "SELECT u.id AS n FROM org_user u"
                " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
                " WHERE u.tenant_id = $1 AND r.word IN ('owner', 'admin') AND NOT u.is_disabled"
                " ORDER BY u.id LIMIT 2",
    .out      = &org_number_shape,
};
/* Everybody who may sign in, with what decides his rights. */
const Query org_sql_user_grants = {
    .name     = "user.grants",
    .unscoped = "whom to notify",
    .sql = "SELECT u.tenant_id, u.id AS user_id, u.staff_id AS key_id, r.word, r.permission_json,"
           " r.scope FROM org_user u JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
           " WHERE u.tenant_id = $1 AND NOT u.is_disabled ORDER BY u.id LIMIT 1000",
    .out = &org_grant_shape,
};
const Query org_sql_user_names = {
    .name     = "user.names",
    .unscoped = "beside audit lines, which only who sees all reads",
    .sql      = "SELECT id, staff_id AS of, display_name AS name FROM org_user WHERE tenant_id = $1"
                " ORDER BY id LIMIT 10000",
    .out      = &org_name_shape,
};

/* Users who stand otherwise than the member of staff they are; `name` is how he stands.  First who
 * comes back, then who goes, the lowest last: of administrators who all go, that one is kept. */
const Query org_sql_user_apart = {
    .name     = "user.apart",
    .unscoped = "what the platform tells",
    .sql      = "SELECT u.id, u.staff_id AS of, s.status AS name FROM org_user u"
                " JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id"
                " WHERE u.tenant_id = $1"
                " AND (s.status IN ('left', 'disabled') AND NOT u.is_disabled"
                " OR s.status <> 'disabled' AND u.is_shut_out)"
                " ORDER BY CASE WHEN u.is_shut_out THEN 0 ELSE 1 END, u.id DESC LIMIT 100000",
    .out      = &org_name_shape,
};
const Query org_sql_user_follow = {
    .name     = "user.follow",
    .unscoped = "what the platform tells",
    .sql      = "UPDATE org_user SET is_disabled = $3, is_shut_out = $4, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2",
};

/* ---- sessions -------------------------------------------------------------- */

/* Who looks with the eyes of another has his rights, as far as they are among the own. */
const Query org_sql_session_grant = {
    .name   = "session.grant",
    .sql    = "SELECT s.tenant_id, s.user_id, s.last_seen_at_ms, s.expires_at_ms, t.zone, r.word,"
              " r.permission_json, r.scope, r.mask_json, coalesce(v.id, 0) AS view_id,"
              " coalesce(vu.id, 0) AS as_user_id, c.address_json,"
              " CASE WHEN v.id IS NOT NULL THEN own.word END AS maker_word,"
              " CASE WHEN v.id IS NOT NULL THEN own.permission_json END AS maker_json,"
              " coalesce(c.is_totp_required, FALSE) AND (s.way = 'password'"
              " OR s.way = 'wecom' AND NOT EXISTS (SELECT 1 FROM user_totp w"
              " WHERE w.tenant_id = s.tenant_id AND w.user_id = s.user_id"
              " AND w.confirmed_at_ms > 0)) AS must_enrol"
              " FROM session s"
              " JOIN org_user u ON u.tenant_id = s.tenant_id AND u.id = s.user_id"
              " JOIN role own ON own.tenant_id = u.tenant_id AND own.id = u.role_id"
              " JOIN tenant t ON t.id = s.tenant_id"
              " LEFT JOIN tenant_security c ON c.tenant_id = s.tenant_id"
              " LEFT JOIN org_view v ON v.tenant_id = s.tenant_id AND v.id = s.view_id"
              " AND v.until_ms > $2"
              " LEFT JOIN org_user vu ON vu.tenant_id = v.tenant_id AND vu.id = v.as_user_id"
              " AND NOT vu.is_disabled"
              " JOIN role r ON r.tenant_id = s.tenant_id"
              " AND r.id = coalesce(nullif(v.as_role_id, 0), vu.role_id, u.role_id)"
              " WHERE s.token_hash = $1 AND s.expires_at_ms > $2 AND NOT u.is_disabled",
    .out    = &org_grant_shape,
    .global = true,
};
const Query org_sql_session_seen = {
    .name = "session.seen",
    .sql  = "UPDATE session SET last_seen_at_ms = $3, expires_at_ms = $4"
            " WHERE tenant_id = $1 AND token_hash = $2",
};
const Query org_sql_session_delete = {
    .name   = "session.delete",
    .sql    = "DELETE FROM session WHERE token_hash = $1",
    .global = true,
};
const Query org_sql_session_purge = {
    .name   = "session.purge",
    .sql    = "DELETE FROM session WHERE expires_at_ms <= $1",
    .global = true,
};
/* How often a name failed from an address, the name, the address, and anybody; and since when. */
const Query org_sql_failure_count = {
    .name   = "session_failure.count",
    .sql    = "SELECT (SELECT count(*) FROM session_failure WHERE name = $1 AND address = $2"
              " AND failed_at_ms > $3) AS pair,"
              " (SELECT count(*) FROM session_failure WHERE name = $1 AND failed_at_ms > $3)"
              " AS name,"
              " (SELECT count(*) FROM session_failure WHERE address = $2 AND failed_at_ms > $3)"
              " AS source,"
              " (SELECT count(*) FROM session_failure WHERE failed_at_ms > $3) AS everybody,"
              " (SELECT coalesce(min(failed_at_ms), 0) FROM session_failure WHERE"
              " (name = $1 OR address = $2) AND failed_at_ms > $3) AS since_ms",
    .out    = &failures_shape,
    .global = true,
};
const Query org_sql_failure_insert = {
    .name = "session_failure.insert",
    .sql  = "INSERT INTO session_failure (id, name, address, failed_at_ms) VALUES ($1, $2, $3, $4)",
    .global = true,
};
const Query org_sql_failure_clear = {
    .name   = "session_failure.clear",
    .sql    = "DELETE FROM session_failure WHERE name = $1 AND address = $2",
    .global = true,
};
const Query org_sql_failure_purge = {
    .name   = "session_failure.purge",
    .sql    = "DELETE FROM session_failure WHERE failed_at_ms <= $1",
    .global = true,
};

/* ---- API keys ---------------------------------------------------------------- */

/* A key ends with whoever made it; those of the command line belong to nobody. */
const Query org_sql_key_grant = {
    .name   = "api_key.grant",
    .sql    = "SELECT k.tenant_id, k.created_by AS user_id, k.id AS key_id,"
              " k.last_used_at_ms AS last_seen_at_ms, t.zone, 'custom' AS word,"
              " k.scope_json AS permission_json, r.scope, r.mask_json,"
              " r.permission_json AS maker_json, r.word AS maker_word, c.address_json,"
              " k.address_json AS key_address_json"
              " FROM api_key k JOIN tenant t ON t.id = k.tenant_id"
              " LEFT JOIN tenant_security c ON c.tenant_id = k.tenant_id"
              " LEFT JOIN org_user u ON u.tenant_id = k.tenant_id AND u.id = k.created_by"
              " LEFT JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"
              " WHERE k.key_hash = $1 AND (k.created_by = 0 OR NOT coalesce(u.is_disabled, TRUE))"
              " AND (k.expires_at_ms = 0 OR k.expires_at_ms > $2)",
    .out    = &org_grant_shape,
    .global = true,
};
const Query org_sql_key_used = {
    .name = "api_key.used",
    .sql  = "UPDATE api_key SET last_used_at_ms = $3 WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_keys = {
    .name = "api_key.all",
    .sql  = "SELECT {cols} FROM api_key WHERE tenant_id = $1"
            " AND (CAST($2 AS BIGINT) = 0 OR created_by = $2) ORDER BY id DESC LIMIT 1000",
    .out  = &api_key_shape,
};
const Query org_sql_key_count = {
    .name = "api_key.count",
    .sql  = "SELECT count(*) AS n FROM api_key WHERE tenant_id = $1",
    .out  = &org_number_shape,
};
const Query org_sql_key_delete = {
    .name = "api_key.delete",
    .sql  = "DELETE FROM api_key WHERE tenant_id = $1 AND id = $2"
            " AND (CAST($3 AS BIGINT) = 0 OR created_by = $3) RETURNING created_by AS n",
    .out  = &org_number_shape,
};
