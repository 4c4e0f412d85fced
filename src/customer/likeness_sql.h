/* likeness_sql.h -- statements of the search for alike customers.  Private to customer/. */
#ifndef CUSTOMER_LIKENESS_SQL_H
#define CUSTOMER_LIKENESS_SQL_H

#include "customer/likeness_job.h"

typedef struct LikenessKey {
    int64_t tenant_id, key, customer_id;
} LikenessKey;

/* Customers after `after_id` who changed since: Rows of Customer, in the order of their ids. */
Code likeness_sql_changed(Ctx *cx, int64_t after_id, int64_t since_ms, int64_t limit,
                          Rows *rows) MUST_USE;
/* These (a JSON array of numbers): Rows of Customer, those who are no more left out. */
Code likeness_sql_customers(Ctx *cx, Str ids, Rows *rows) MUST_USE;
/* What they hold of phone, email and member_no: Rows of CustomerIdentity. */
Code likeness_sql_identities(Ctx *cx, Str ids, Rows *rows) MUST_USE;
/* In the place of the keys that stood there of these: Rows of LikenessKey. */
Code likeness_sql_put_keys(Ctx *cx, Str ids, Rows keys) MUST_USE;
/* Who has a key, at most `limit`. */
Code likeness_sql_members(Ctx *cx, int64_t key, int64_t limit, Ids *ids) MUST_USE;

#endif
