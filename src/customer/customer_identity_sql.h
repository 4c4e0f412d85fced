/* customer_identity_sql.h -- the statements of identities. */
#ifndef CUSTOMER_CUSTOMER_IDENTITY_SQL_H
#define CUSTOMER_CUSTOMER_IDENTITY_SQL_H

#include "customer/customer_identity.h"

/* The row that holds the value. */
Code customer_identity_sql_holder(Ctx *cx, Str kind, Str scope, Str lookup, CustomerIdentity *out,
                                  bool *found) MUST_USE;
/* All rows of a person. */
Code customer_identity_sql_of_customer(Ctx *cx, int64_t customer_id, Rows *rows) MUST_USE;
/* Rows whose key is taken are left out; `inserted` counts the others. */
Code customer_identity_sql_insert_all(Ctx *cx, Rows rows, int64_t *inserted) MUST_USE;

#endif
