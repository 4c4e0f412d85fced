/* org_allowance_sql.h -- the statements of allowances.  Private to org/. */
#ifndef ORG_ORG_ALLOWANCE_SQL_H
#define ORG_ORG_ALLOWANCE_SQL_H

#include "org/org_allowance.h"
#include "org/org_sql.h"

extern const Query org_sql_allowances, org_sql_allowance_by_role, org_sql_allowance_of_user,
    org_sql_allowance_update, org_sql_allowance_delete, org_sql_allowance_take,
    org_sql_allowance_uses_of, org_sql_allowance_uses;
extern const Table org_sql_allowance;

#endif
