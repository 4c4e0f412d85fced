/* org_sql.h -- the statements of org, by name.  Private to org/. */
#ifndef ORG_ORG_SQL_H
#define ORG_ORG_SQL_H

#include "org/org.h"

/* What a session or key says about a request, read in one go. */
typedef struct Grant {
    int64_t   tenant_id, user_id, key_id, last_seen_at_ms, expires_at_ms;
    Str       zone, permission_json, mask_json;
    RoleWord  word;
    ScopeWord scope;
    /* Of a key what its maker's role allows, of a view what the own allows: neither exceeds it.
     * 0 = of nobody. */
    Str       maker_json;
    RoleWord  maker_word;
    int64_t   view_id, as_user_id;            /* who looks with other eyes               */
    Str       address_json, key_address_json; /* networks it may come from               */
    bool      must_enrol;                     /* the tenant wants codes, and he has none */
} Grant;
/* One number of a statement, and a pair of them. */
typedef struct OrgNumber {
    int64_t n;
} OrgNumber;
typedef struct OrgText {
    Str text;
} OrgText;
typedef struct OrgPair {
    int64_t a, b;
} OrgPair;
/* Failed sign-ins of late. */
typedef struct OrgFailures {
    int64_t pair, name, source, everybody, since_ms;
} OrgFailures;
/* An id with a name beside it. */
typedef struct OrgName {
    int64_t id, of;
    Str     name;
} OrgName;
extern const Shape org_number_shape, org_text_shape, org_pair_shape, org_name_shape,
    org_grant_shape;

/* A row of a signed-in browser. */
typedef struct Session {
    Str        token_hash;
    int64_t    tenant_id, id, user_id;
    SessionWay way;
    Str        user_agent, address;
    int64_t    view_id;
    int64_t    created_at_ms, last_seen_at_ms, expires_at_ms;
} Session;
typedef struct StaffDepartment {
    int64_t tenant_id, staff_id, department_id;
} StaffDepartment;

extern const Query org_sql_ancestors, org_sql_department_update, org_sql_departments,
    org_sql_departments_known, org_sql_failure_clear, org_sql_failure_count, org_sql_failure_insert,
    org_sql_failure_purge, org_sql_key_count, org_sql_key_delete, org_sql_key_grant,
    org_sql_key_used, org_sql_keys, org_sql_memberships, org_sql_memberships_delete,
    org_sql_memberships_known, org_sql_notification_by_id, org_sql_notification_page,
    org_sql_notification_read, org_sql_notification_read_all, org_sql_notification_sweep,
    org_sql_notification_unread, org_sql_region_by_id, org_sql_region_children,
    org_sql_region_delete, org_sql_region_is_above, org_sql_region_update, org_sql_regions,
    org_sql_role_by_id, org_sql_role_preset, org_sql_roles, org_sql_role_delete,
    org_sql_role_holders, org_sql_role_users, org_sql_role_move, org_sql_role_name_count,
    org_sql_role_update, org_sql_session_delete, org_sql_session_grant, org_sql_session_purge,
    org_sql_session_seen, org_sql_staff_add_customers, org_sql_staff_by_id, org_sql_staff_by_ids,
    org_sql_staff_by_userid, org_sql_staff_contacts, org_sql_staff_count, org_sql_staff_known,
    org_sql_staff_left, org_sql_staff_page, org_sql_staff_set_store, org_sql_staff_update,
    org_sql_store_by_id, org_sql_store_code_count, org_sql_store_delete, org_sql_store_of_staff,
    org_sql_store_page, org_sql_store_update, org_sql_tenant_by_code, org_sql_tenant_by_id,
    org_sql_tenants, org_sql_user_by_id, org_sql_user_by_name, org_sql_user_by_staff,
    org_sql_user_delete, org_sql_user_follow, org_sql_user_admins, org_sql_user_apart,
    org_sql_user_grants, org_sql_user_names, org_sql_user_other_admins, org_sql_user_page,
    org_sql_user_password, org_sql_user_set_password, org_sql_user_set_profile,
    org_sql_user_signed_in, org_sql_user_update;

extern const Table org_sql_tenant, org_sql_role, org_sql_user, org_sql_session, org_sql_api_key,
    org_sql_department, org_sql_staff, org_sql_staff_department, org_sql_region, org_sql_store,
    org_sql_notification;

#endif
