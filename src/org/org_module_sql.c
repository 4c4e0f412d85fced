/* org_module_sql.c -- statements on switches of modules. */
#include "org/org_module_sql.h"

#include "org/org_sql.h"

static const Field off_fields[] = {
    FIELD_ID(ModuleOff, tenant_id, .flags = 0),       FIELD(ModuleOff, word),
    FIELD_ID(ModuleOff, store_id, .flags = 0),        FIELD_ID(ModuleOff, changed_by, .flags = 0),
    FIELD_TIME(ModuleOff, changed_at_ms, .flags = 0),
};
static const Shape off_shape          = SHAPE(ModuleOff, off_fields);
const Table        org_sql_module_off = { "module_off", &off_shape };

const Query org_sql_module_all = {
    .name = "module.all",
    .sql = "SELECT {cols} FROM module_off WHERE tenant_id = $1 ORDER BY word, store_id LIMIT 20000",
    .out = &off_shape,
};
const Query org_sql_module_clear = {
    .name = "module.clear",
    .sql  = "DELETE FROM module_off WHERE tenant_id = $1 AND word = $2",
};
const Query org_sql_module_stores = {
    .name = "module.stores",
    .sql  = "SELECT count(*) AS n FROM store WHERE tenant_id = $1"
            " AND id IN (SELECT value FROM json_each($2))",
    .pg   = "SELECT count(*) AS n FROM store WHERE tenant_id = $1 AND id IN"
            " (SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST($2 AS jsonb)))",
    .out  = &org_number_shape,
};
/* The stores that decide for users: where a user works, and which he is responsible for. */
#define MINE(users)                                                               \
    "WITH mine (user_id, store_id) AS ("                                          \
    " SELECT u.id, s.store_id FROM org_user u"                                    \
    " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"              \
    " JOIN staff s ON s.tenant_id = u.tenant_id AND s.id = u.staff_id"            \
    " WHERE u.tenant_id = $1 AND u.id " users " AND r.scope IN ('store', 'self')" \
    " AND s.store_id <> 0"                                                        \
    " UNION SELECT u.id, p.place_id FROM org_user u"                              \
    " JOIN role r ON r.tenant_id = u.tenant_id AND r.id = u.role_id"              \
    " JOIN org_user_place p ON p.tenant_id = u.tenant_id AND p.user_id = u.id"    \
    " WHERE u.tenant_id = $1 AND u.id " users " AND r.scope = 'store' AND p.kind = 'store')"

/* What user $2 does without: what his brand has switched off, and what each of his stores has. */
#define LACKING                                                             \
    " SELECT w.word AS text"                                                \
    " FROM (SELECT DISTINCT word FROM module_off WHERE tenant_id = $1) w"   \
    " WHERE EXISTS (SELECT 1 FROM module_off z WHERE z.tenant_id = $1"      \
    " AND z.word = w.word AND z.store_id = 0)"                              \
    " OR (EXISTS (SELECT 1 FROM mine) AND NOT EXISTS (SELECT 1 FROM mine x" \
    " WHERE NOT EXISTS (SELECT 1 FROM module_off y WHERE y.tenant_id = $1"  \
    " AND y.word = w.word AND y.store_id = x.store_id)))"
const Query org_sql_module_mine = {
    .name     = "module.mine",
    .unscoped = "about the caller himself",
    .sql      = MINE("= $2") LACKING,
    .out      = &org_text_shape,
};
/* Where a module is switched off, the brand (0) first. */
const Query org_sql_module_off_at = {
    .name = "module.off_at",
    .sql  = "SELECT store_id AS n FROM module_off WHERE tenant_id = $1 AND word = $2"
            " ORDER BY store_id LIMIT 1",
    .out  = &org_number_shape,
};
/* Of the users in the list $3, those each of whose stores has it off. */
#define WITHOUT                                                          \
    " SELECT DISTINCT m.user_id AS n FROM mine m WHERE NOT EXISTS ("     \
    " SELECT 1 FROM mine x WHERE x.user_id = m.user_id AND NOT EXISTS (" \
    " SELECT 1 FROM module_off y WHERE y.tenant_id = $1 AND y.word = $2" \
    " AND y.store_id = x.store_id))"
const Query org_sql_module_without = {
    .name     = "module.without",
    .unscoped = "whom a page of his own is for",
    .sql      = MINE("IN (SELECT value FROM json_each($3))") WITHOUT,
    .pg       = MINE("IN (SELECT CAST(value AS BIGINT)"
                           " FROM jsonb_array_elements_text(CAST($3 AS jsonb)))") WITHOUT,
    .out      = &org_number_shape,
};
const Query org_sql_module_works_for = {
    .name     = "module.works_for",
    .unscoped = "for what runs by itself",
    .sql      = "SELECT count(*) AS n FROM module_off WHERE tenant_id = $1 AND word = $2"
                " AND (store_id = 0 OR store_id = (SELECT store_id FROM staff"
                " WHERE tenant_id = $1 AND id = $3))",
    .out      = &org_number_shape,
};

static const Query *const queries[]      = { &org_sql_module_all,      &org_sql_module_clear,
                                             &org_sql_module_mine,     &org_sql_module_off_at,
                                             &org_sql_module_stores,   &org_sql_module_without,
                                             &org_sql_module_works_for };
static const Table *const tables[]       = { &org_sql_module_off };
const SqlList             org_module_sql = SQL_LIST("org", queries, tables);
