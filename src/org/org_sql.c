/* org_sql.c -- statements on stores, regions and notifications, and the list of all of org. */
#include "org/org_sql.h"

#include "org/store_scope_sql.h"
#include "wire/json.h"

const Table org_sql_region       = { "region", &region_shape };
const Table org_sql_store        = { "store", &store_shape };
const Table org_sql_notification = { "notification", &notification_shape };

#define STORE_SELECT(scope)                                                                     \
    "SELECT {s.cols}, r.name AS region_name, (SELECT count(*) FROM staff m"                     \
    " WHERE m.tenant_id = s.tenant_id AND m.store_id = s.id AND m.status <> 'left'" SEES_STAFF( \
        scope, "m.id") ") AS staff_count FROM store s"                                          \
                       " LEFT JOIN region r ON r.tenant_id = s.tenant_id AND r.id = s.region_id"

#define REGION_SELECT(scope)                                                         \
    "SELECT {r.cols}, (SELECT count(*) FROM store s WHERE s.tenant_id = r.tenant_id" \
    " AND s.region_id = r.id" SEES_STORE(scope, "s") ") AS store_count FROM region r"

#define SEES_REGION(scope)                                                                        \
    " AND (CAST(" scope " AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM store s"                        \
    " WHERE s.tenant_id = $1 AND s.region_id = r.id" SEES_STORE(                                  \
        scope, "s") ")"                                                                           \
                    " OR EXISTS (SELECT 1 FROM org_user_place sees_p WHERE sees_p.tenant_id = $1" \
                    " AND sees_p.user_id = " scope                                                \
                    " AND sees_p.kind = 'region' AND sees_p.place_id = r.id))"

/* ---- regions ------------------------------------------------------------- */

const Query org_sql_regions = {
    .name = "region.all",
    .sql  = REGION_SELECT("$2") " WHERE r.tenant_id = $1" SEES_REGION(
         "$2") " ORDER BY r.parent_id, r.sort, r.id LIMIT 10000",
    .out = &region_shape,
};
const Query org_sql_region_by_id = {
    .name = "region.by_id",
    .sql  = REGION_SELECT("$3") " WHERE r.tenant_id = $1 AND r.id = $2" SEES_REGION("$3"),
    .out  = &region_shape,
};
/* 1 when $3 is $2 itself or above it. */
const Query org_sql_region_is_above = {
    .name = "region.is_above",
    .sql  = "WITH RECURSIVE up (id, parent_id) AS ("
            " SELECT id, parent_id FROM region WHERE tenant_id = $1 AND id = $2"
            " UNION SELECT r.id, r.parent_id FROM region r, up"
            " WHERE r.tenant_id = $1 AND r.id = up.parent_id)"
            " SELECT count(*) AS n FROM up WHERE id = $3",
    .out  = &org_number_shape,
};
const Query org_sql_region_children = {
    .name = "region.children",
    .sql  = "SELECT count(*) AS n FROM region WHERE tenant_id = $1 AND parent_id = $2",
    .out  = &org_number_shape,
};
const Query org_sql_region_update = {
    .name = "region.update",
    .sql  = "UPDATE region SET parent_id = $4, name = $5, sort = $6, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query org_sql_region_delete = {
    .name = "region.delete",
    .sql  = "DELETE FROM region WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

/* ---- stores ---------------------------------------------------------------- */

const Query org_sql_store_by_id = {
    .name = "store.by_id",
    .sql  = STORE_SELECT("$3") " WHERE s.tenant_id = $1 AND s.id = $2" SEES_STORE("$3", "s"),
    .out  = &store_shape,
};
const Query org_sql_store_of_staff = {
    .name = "store.of_staff",
    .sql  = STORE_SELECT("$3") " JOIN staff f ON f.tenant_id = s.tenant_id AND f.store_id = s.id"
                               " WHERE f.tenant_id = $1 AND f.id = $2" SEES_STAFF("$3", "f.id"),
    .out  = &store_shape,
};
const Query org_sql_store_page = {
    .name = "store.page",
    .sql  = STORE_SELECT("$6") " WHERE s.tenant_id = $1 AND s.id > $2"
                               " AND (CAST($3 AS TEXT) = '' OR lower(s.name) LIKE $3 ESCAPE '!'"
                               " OR lower(s.code) LIKE $3 ESCAPE '!'"
                               " OR lower(coalesce(s.address, '')) LIKE $3 ESCAPE '!')"
                               " AND (CAST($4 AS BIGINT) = 0 OR s.region_id = $4)" SEES_STORE(
                                   "$6", "s") " ORDER BY s.id LIMIT $5",
    .out = &store_shape,
};
const Query org_sql_store_code_count = {
    .name = "store.code_count",
    .sql  = "SELECT count(*) AS n FROM store WHERE tenant_id = $1 AND code = $2 AND id <> $3",
    .out  = &org_number_shape,
};
const Query org_sql_store_update = {
    .name = "store.update",
    .sql  = "UPDATE store SET code = $4, name = $5, region_id = $6, address = $7, phone = $8,"
            " longitude = $9, latitude = $10, hours = $11, is_open = $12, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query org_sql_store_delete = {
    .name = "store.delete",
    .sql  = "DELETE FROM store WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};

/* ---- notifications ------------------------------------------------------------- */

const Query org_sql_notification_page = {
    .name = "notification.page",
    .sql  = "SELECT {cols}, kind AS title_key FROM notification"
            " WHERE tenant_id = $1 AND user_id = $2 AND id < $3"
            " AND (NOT CAST($4 AS BOOLEAN) OR read_at_ms = 0) ORDER BY id DESC LIMIT $5",
    .out  = &notification_shape,
};
const Query org_sql_notification_unread = {
    .name = "notification.unread",
    .sql  = "SELECT count(*) AS n FROM notification"
            " WHERE tenant_id = $1 AND user_id = $2 AND read_at_ms = 0",
    .out  = &org_number_shape,
};
const Query org_sql_notification_by_id = {
    .name = "notification.by_id",
    .sql  = "SELECT {cols} FROM notification WHERE tenant_id = $1 AND user_id = $2 AND id = $3",
    .out  = &notification_shape,
};
const Query org_sql_notification_read = {
    .name = "notification.read",
    .sql  = "UPDATE notification SET read_at_ms = $4"
            " WHERE tenant_id = $1 AND user_id = $2 AND id = $3 AND read_at_ms = 0",
};
const Query org_sql_notification_read_all = {
    .name = "notification.read_all",
    .sql  = "UPDATE notification SET read_at_ms = $3"
            " WHERE tenant_id = $1 AND user_id = $2 AND read_at_ms = 0",
};

const Query org_sql_notification_sweep = {
    .name = "notification.sweep",
    .sql  = "DELETE FROM notification WHERE tenant_id = $1 AND id IN (SELECT id FROM notification"
            " WHERE tenant_id = $1 AND read_at_ms > 0 AND read_at_ms < $2 ORDER BY id LIMIT $3)",
};

/* ---- the list ---------------------------------------------------------------------- */

static const Query *const queries[] = {
    &org_sql_ancestors,
    &org_sql_department_update,
    &org_sql_departments,
    &org_sql_departments_known,
    &org_sql_failure_clear,
    &org_sql_failure_count,
    &org_sql_failure_insert,
    &org_sql_failure_purge,
    &org_sql_key_delete,
    &org_sql_key_count,
    &org_sql_key_grant,
    &org_sql_key_used,
    &org_sql_keys,
    &org_sql_memberships,
    &org_sql_memberships_delete,
    &org_sql_memberships_known,
    &org_sql_notification_by_id,
    &org_sql_notification_page,
    &org_sql_notification_read,
    &org_sql_notification_read_all,
    &org_sql_notification_sweep,
    &org_sql_notification_unread,
    &org_sql_region_by_id,
    &org_sql_region_children,
    &org_sql_region_delete,
    &org_sql_region_is_above,
    &org_sql_region_update,
    &org_sql_regions,
    &org_sql_role_by_id,
    &org_sql_role_preset,
    &org_sql_roles,
    &org_sql_role_delete,
    &org_sql_role_holders,
    &org_sql_role_users,
    &org_sql_role_move,
    &org_sql_role_name_count,
    &org_sql_role_update,
    &org_sql_session_delete,
    &org_sql_session_grant,
    &org_sql_session_purge,
    &org_sql_session_seen,
    &org_sql_staff_add_customers,
    &org_sql_staff_by_id,
    &org_sql_staff_by_ids,
    &org_sql_staff_by_userid,
    &org_sql_staff_contacts,
    &org_sql_staff_count,
    &org_sql_staff_known,
    &org_sql_staff_left,
    &org_sql_staff_page,
    &org_sql_staff_set_store,
    &org_sql_staff_update,
    &org_sql_store_by_id,
    &org_sql_store_code_count,
    &org_sql_store_delete,
    &org_sql_store_of_staff,
    &org_sql_store_page,
    &org_sql_store_update,
    &org_sql_tenant_by_code,
    &org_sql_tenant_by_id,
    &org_sql_tenants,
    &org_sql_user_by_id,
    &org_sql_user_by_name,
    &org_sql_user_by_staff,
    &org_sql_user_delete,
    &org_sql_user_follow,
    &org_sql_user_admins,
    &org_sql_user_apart,
    &org_sql_user_grants,
    &org_sql_user_names,
    &org_sql_user_other_admins,
    &org_sql_user_page,
    &org_sql_user_password,
    &org_sql_user_set_password,
    &org_sql_user_set_profile,
    &org_sql_user_signed_in,
    &org_sql_user_update,
};

static const Table *const tables[] = {
    &org_sql_tenant,     &org_sql_role,   &org_sql_user,         &org_sql_session,
    &org_sql_api_key,    &org_sql_staff,  &org_sql_store,        &org_sql_staff_department,
    &org_sql_department, &org_sql_region, &org_sql_notification,
};

const SqlList org_sql = SQL_LIST("org", queries, tables);
