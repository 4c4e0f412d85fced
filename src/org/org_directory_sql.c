/* org_directory_sql.c -- statements on departments and staff. */
#include "org/org_sql.h"

#include "kernel/scope_sql.h"

static const Field staff_department_fields[] = {
    FIELD(StaffDepartment, tenant_id),
    FIELD(StaffDepartment, staff_id),
    FIELD(StaffDepartment, department_id),
};
static const Shape staff_department_shape = SHAPE(StaffDepartment, staff_department_fields);

const Table org_sql_department       = { "department", &department_shape };
const Table org_sql_staff            = { "staff", &staff_shape };
const Table org_sql_staff_department = { "staff_department", &staff_department_shape };

/* A department with somebody in scope in it. */
#define SEES_DEPARTMENT(d)                                                           \
    " AND (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM staff_department sees_in" \
    " JOIN org_scope sees ON sees.tenant_id = $1 AND sees.user_id = $2"              \
    " AND sees.staff_id = sees_in.staff_id"                                          \
    " WHERE sees_in.tenant_id = $1 AND sees_in.department_id = " d ".id))"

/* ---- departments --------------------------------------------------------- */

const Query org_sql_departments = {
    .name = "department.all",
    .sql =
        "SELECT {d.cols}, coalesce(p.id, 0) AS parent_id,"
        " (SELECT count(*) FROM staff_department sd"
        "  JOIN staff s ON s.tenant_id = sd.tenant_id AND s.id = sd.staff_id"
        "  WHERE sd.tenant_id = d.tenant_id AND sd.department_id = d.id AND s.status <> "
        "'left'" SEES_STAFF(
            "$2", "s.id") ")"
                          " AS staff_count"
                          " FROM department d LEFT JOIN department p ON p.tenant_id = d.tenant_id"
                          " AND p.connection_id = d.connection_id AND p.platform_id = "
                          "d.platform_parent_id"
                          " AND NOT p.is_gone" SEES_DEPARTMENT(
                              "p") " WHERE d.tenant_id = $1 AND NOT "
                                   "d.is_gone" SEES_DEPARTMENT("d") " ORDER BY d.connection_id, "
                                                                    "d.platform_parent_id, "
                                                                    "d.sort DESC, d.platform_id "
                                                                    "LIMIT 20000",
    .out = &department_shape,
};
const Query org_sql_departments_known = {
    .name = "department.known",
    .sql  = "SELECT {cols} FROM department WHERE tenant_id = $1 AND connection_id = $2"
            " LIMIT 100000",
    .out  = &department_shape,
};
const Query org_sql_department_update = {
    .name = "department.update",
    .sql  = "UPDATE department SET platform_parent_id = $3, name = $4, sort = $5, is_gone = $6"
            " WHERE tenant_id = $1 AND id = $2",
};

/* ---- staff ----------------------------------------------------------------- */

/* With his store, and the oldest user who signs in as him. */
#define STAFF_SELECT                                                           \
    " SELECT {s.cols}, st.name AS store_name, u.id AS user_id,"                \
    " u.name AS user_name FROM staff s"                                        \
    " LEFT JOIN store st ON st.tenant_id = s.tenant_id AND st.id = s.store_id" \
    " LEFT JOIN org_user u ON u.tenant_id = s.tenant_id AND u.id ="            \
    " (SELECT min(o.id) FROM org_user o"                                       \
    "  WHERE o.tenant_id = s.tenant_id AND o.staff_id = s.id AND s.id <> 0)"

const Query org_sql_staff_by_id = {
    .name = "staff.by_id",
    .sql  = STAFF_SELECT " WHERE s.tenant_id = $1 AND s.id = $2" SEES_STAFF("$3", "s.id"),
    .out  = &staff_shape,
};
const Query org_sql_staff_by_userid = {
    .name     = "staff.by_userid",
    .unscoped = "for callbacks and sync",
    .sql      = "SELECT {cols} FROM staff"
                " WHERE tenant_id = $1 AND connection_id = $2 AND userid_key = $3",
    .out      = &staff_shape,
};
const Query org_sql_staff_by_ids = {
    .name = "staff.by_ids",
    .sql =
        "SELECT {cols} FROM staff WHERE tenant_id = $1"
        " AND id IN (SELECT value FROM json_each($2))" SEES_STAFF("$3", "staff.id") " ORDER BY id",
    .pg  = "SELECT {cols} FROM staff WHERE tenant_id = $1 AND id IN"
           " (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST($2 AS "
           "jsonb)))" SEES_STAFF("$3", "staff.id") " ORDER BY id",
    .out = &staff_shape,
};
/* $2 after this id, $3 text, $4 department, $5 store, $6 status ('' = all who have not left). */
const Query org_sql_staff_page = {
    .name = "staff.page",
    .sql  = "WITH RECURSIVE below (id, connection_id, platform_id) AS ("
            " SELECT id, connection_id, platform_id FROM department WHERE tenant_id = $1"
            " AND id = $4"
            " UNION SELECT d.id, d.connection_id, d.platform_id FROM department d, below b"
            " WHERE d.tenant_id = $1 AND d.connection_id = b.connection_id"
            " AND d.platform_parent_id = b.platform_id AND NOT d.is_gone)" STAFF_SELECT
           " WHERE s.tenant_id = $1 AND s.id > $2"
           " AND (CAST($3 AS TEXT) = '' OR lower(s.name) LIKE $3 ESCAPE '!' OR s.userid_key LIKE "
           "$3 ESCAPE '!'"
           "  OR lower(coalesce(s.alias, '')) LIKE $3 ESCAPE '!')"
           " AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM staff_department sd, below b"
           "  WHERE sd.tenant_id = s.tenant_id AND sd.staff_id = s.id AND sd.department_id"
           " = b.id))"
           " AND (CAST($5 AS BIGINT) = 0 OR s.store_id = $5)"
           " AND (s.status = $6 OR ($6 = '' AND s.status <> 'left'))" SEES_STAFF(
               "$8", "s.id") " ORDER BY s.id LIMIT $7",
    .out = &staff_shape,
};
const Query org_sql_staff_contacts = {
    .name     = "staff.contacts",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql      = "SELECT {cols} FROM staff WHERE tenant_id = $1 AND connection_id = $2"
                " AND is_contact AND status <> 'left' AND id > $3 ORDER BY id LIMIT $4",
    .out      = &staff_shape,
};
const Query org_sql_staff_known = {
    .name     = "staff.known",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql = "SELECT {cols} FROM staff WHERE tenant_id = $1 AND connection_id = $2 LIMIT 1000000",
    .out = &staff_shape,
};
const Query org_sql_staff_count = {
    .name     = "staff.count",
    .unscoped = "of a connection, for who sees all",
    .sql      = "SELECT count(*) AS n FROM staff"
                " WHERE tenant_id = $1 AND connection_id = $2 AND status <> 'left'",
    .out      = &org_number_shape,
};
const Query org_sql_staff_update = {
    .name     = "staff.update",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql      = "UPDATE staff SET userid = $3, name = $4, avatar = $5, position = $6, alias = $7,"
                " status = $8, is_contact = $9, main_department_id = $10, updated_at_ms = $11,"
                " revision = revision + 1 WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_staff_set_store = {
    .name     = "staff.set_store",
    .unscoped = "what is changed was read within the scope before",
    .sql      = "UPDATE staff SET store_id = $4, updated_at_ms = $5, revision = revision + 1"
                " WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
const Query org_sql_staff_add_customers = {
    .name     = "staff.add_customers",
    .unscoped = "a count kept by the consumer",
    .sql      = "UPDATE staff SET customer_count = {greatest}(customer_count + $3, 0)"
                " WHERE tenant_id = $1 AND id = $2",
};
const Query org_sql_staff_left = {
    .name     = "staff.left",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql      = "UPDATE staff SET status = 'left', is_contact = false, updated_at_ms = $4,"
                " revision = revision + 1 WHERE tenant_id = $1 AND connection_id = $2"
                " AND userid_key = $3 AND status <> 'left'",
};

/* ---- who is in which department ------------------------------------------------- */

/* Ids of members (id) with a department (of) and its name. */
const Query org_sql_memberships = {
    .name     = "staff_department.of_staff",
    .unscoped = "of members that were read within the scope",
    .sql      = "SELECT sd.staff_id AS id, sd.department_id AS of, d.name FROM staff_department sd"
                " JOIN department d ON d.tenant_id = sd.tenant_id AND d.id = sd.department_id"
                " WHERE sd.tenant_id = $1 AND NOT d.is_gone"
                " AND sd.staff_id IN (SELECT value FROM json_each($2))"
                " ORDER BY sd.staff_id, sd.department_id",
    .pg       = "SELECT sd.staff_id AS id, sd.department_id AS of, d.name FROM staff_department sd"
                " JOIN department d ON d.tenant_id = sd.tenant_id AND d.id = sd.department_id"
                " WHERE sd.tenant_id = $1 AND NOT d.is_gone AND sd.staff_id IN"
                " (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST($2 AS jsonb)))"
                " ORDER BY sd.staff_id, sd.department_id",
    .out      = &org_name_shape,
};
const Query org_sql_memberships_known = {
    .name     = "staff_department.known",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql      = "SELECT sd.staff_id AS a, sd.department_id AS b FROM staff_department sd"
                " JOIN staff s ON s.tenant_id = sd.tenant_id AND s.id = sd.staff_id"
                " WHERE sd.tenant_id = $1 AND s.connection_id = $2"
                " ORDER BY sd.staff_id, sd.department_id LIMIT 2000000",
    .out      = &org_pair_shape,
};
const Query org_sql_memberships_delete = {
    .name     = "staff_department.delete",
    .unscoped = "the platform's directory is brought in line by the system",
    .sql      = "DELETE FROM staff_department WHERE tenant_id = $1 AND staff_id = $2",
};
/* Own departments (a, b = 0) and their ancestors (b = how far up). */
const Query org_sql_ancestors = {
    .name     = "department.ancestors",
    .unscoped = "decides which welcome or code applies; nothing of it is shown",
    .sql      = "WITH RECURSIVE up (id, connection_id, platform_parent_id, depth) AS ("
                " SELECT d.id, d.connection_id, d.platform_parent_id, 0 FROM staff_department sd"
                " JOIN department d ON d.tenant_id = sd.tenant_id AND d.id = sd.department_id"
                " WHERE sd.tenant_id = $1 AND sd.staff_id = $2 AND NOT d.is_gone"
                " UNION SELECT d.id, d.connection_id, d.platform_parent_id, up.depth + 1"
                " FROM department d, up WHERE d.tenant_id = $1 AND d.connection_id ="
                " up.connection_id"
                " AND d.platform_id = up.platform_parent_id AND NOT d.is_gone AND up.depth < 30)"
                " SELECT id AS a, min(depth) AS b FROM up GROUP BY id ORDER BY min(depth), id"
                " LIMIT 500",
    .out      = &org_pair_shape,
};
