/* org_sql.h -- the statements of org, by name.  Private to org/. */
#ifndef ORG_ORG_SQL_H
#define ORG_ORG_SQL_H

#include "org/org.h"

/* What a session or key says about a request, read in one go. */
typedef struct Grant {
    int64_t tenant_id, user_id, key_id, last_seen_at_ms, expires_at_ms;
    Str     zone, permission_json;
    RoleWord word;
} Grant;
/* One number of a statement, and a pair of them. */
typedef struct OrgNumber { int64_t n; } OrgNumber;
typedef struct OrgText { Str text; } OrgText;
typedef struct OrgPair { int64_t a, b; } OrgPair;
/* An id with a name beside it. */
typedef struct OrgName { int64_t id, of; Str name; } OrgName;
extern const Shape org_number_shape, org_text_shape, org_pair_shape, org_name_shape;

/* A row of a signed-in browser. */
typedef struct Session {
    Str     token_hash;
    int64_t tenant_id, user_id;
    Str     user_agent, address;
    int64_t created_at_ms, last_seen_at_ms, expires_at_ms;
} Session;
typedef struct StaffDepartment { int64_t tenant_id, staff_id, department_id; } StaffDepartment;

#define QUERY(name) extern const Query org_sql_##name;
#include "org/org_sql.def"
#undef QUERY

extern const Table org_sql_tenant, org_sql_role, org_sql_user, org_sql_session, org_sql_api_key,
    org_sql_department, org_sql_staff, org_sql_staff_department, org_sql_region, org_sql_store,
    org_sql_notification;

/* [1,2,3] for a statement that takes a list of ids. */
Str org_sql_ids(Arena *arena, Ids ids);
/* %text% for LIKE, with its wildcards escaped; an empty text matches all. */
Str org_sql_like(Arena *arena, Str text);

#endif
