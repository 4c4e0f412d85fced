/* scope_sql.h -- the conditions of the data scope, for statements: $1 is the tenant, `scope` the
 * argument V(cx->scope_id).  0 sees all; else what org_scope says of that user.
 *
 *     .sql = "SELECT {c.cols} FROM customer c WHERE c.tenant_id = $1 AND c.id = $2"
 *            SEES_CUSTOMER("$3", "c.id"),
 *
 * A statement on a table that belongs to persons or members of staff names org_scope or says in
 * Query.unscoped why it need not; db_check refuses it otherwise. */
#ifndef KERNEL_SCOPE_SQL_H
#define KERNEL_SCOPE_SQL_H

#include "base/base.h"

/* What belongs to a member of staff. */
#define SEES_STAFF(scope, staff_id)                                                       \
    " AND (CAST(" scope " AS BIGINT) = 0 OR " staff_id " IN (SELECT sees.staff_id"        \
    " FROM org_scope sees WHERE sees.tenant_id = $1 AND sees.user_id = " scope "))"

/* What belongs to a customer: one who has, or had, a relation with somebody in scope; not one who
 * was passed on to others.  Name the table: alone, the column would be the inner one. */
#define SEES_CUSTOMER(scope, customer_id)                                              \
    " AND (CAST(" scope " AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM customer_relation seen" \
    " JOIN org_scope sees ON sees.tenant_id = seen.tenant_id AND sees.user_id = " scope \
    " AND sees.staff_id = seen.staff_id WHERE seen.tenant_id = $1"                     \
    " AND seen.customer_id = " customer_id " AND coalesce(seen.ended_by, '') <> 'transfer'))"

#endif
