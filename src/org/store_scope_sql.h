/* store_scope_sql.h -- which stores a scope sees, for statements; as kernel/scope_sql.h. */
#ifndef ORG_STORE_SCOPE_SQL_H
#define ORG_STORE_SCOPE_SQL_H

#include "kernel/scope_sql.h"

/* A store somebody in scope works in, or one the user is responsible for, alone or with its
 * region. */
#define SEES_STORE(scope, s)                                                              \
    " AND (CAST(" scope " AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM staff sees_m"           \
    " JOIN org_scope sees ON sees.tenant_id = $1 AND sees.user_id = " scope               \
    " AND sees.staff_id = sees_m.id"                                                      \
    " WHERE sees_m.tenant_id = $1 AND sees_m.store_id = " s ".id)"                        \
    " OR EXISTS (SELECT 1 FROM org_user_place sees_p WHERE sees_p.tenant_id = $1"         \
    " AND sees_p.user_id = " scope " AND (sees_p.kind = 'store' AND sees_p.place_id = " s \
    ".id OR sees_p.kind = 'region' AND sees_p.place_id = " s ".region_id)))"

#endif
