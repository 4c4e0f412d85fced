/* customer_view_sql.h -- the statements behind what lists and single pages show. */
#ifndef CUSTOMER_CUSTOMER_VIEW_SQL_H
#define CUSTOMER_CUSTOMER_VIEW_SQL_H

#include "customer/customer_list.h"

/* Members with an open relation to the customers of `ids_json`: Rows of StaffBrief, by customer. */
Code customer_view_sql_staff(Ctx *cx, Str ids_json, Rows *briefs) MUST_USE;
/* Phone identities of them: Rows of CustomerIdentity. */
Code customer_view_sql_phones(Ctx *cx, Str ids_json, Rows *identities) MUST_USE;
/* All intervals of a customer, newest first. */
Code customer_view_sql_relations(Ctx *cx, int64_t customer_id, Rows *relations) MUST_USE;

/* Users whose scope is not all and who see the customer, and that member, if not 0. */
Code customer_view_sql_viewers(Ctx *cx, int64_t customer_id, int64_t staff_id, Ids *user_ids)
    MUST_USE;

#endif
