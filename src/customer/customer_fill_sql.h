/* customer_fill_sql.h -- statements of filled facts.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_FILL_SQL_H
#define CUSTOMER_CUSTOMER_FILL_SQL_H

#include "customer/customer_fill.h"

typedef struct CustomerFilled {
    int64_t tenant_id, customer_id;
    Str     fact, value, was;
} CustomerFilled;

/* Rows of CustomerFilled. */
Code customer_fill_sql_of(Ctx *cx, int64_t id, Rows *rows) MUST_USE;
/* Remembers them: Rows of CustomerFilled. */
Code customer_fill_sql_add(Ctx *cx, Rows rows) MUST_USE;
/* Nothing of his is filled. */
Code customer_fill_sql_drop(Ctx *cx, int64_t id) MUST_USE;
/* Those folded into him as they were, the oldest first: Rows of Customer. */
Code customer_fill_sql_below(Ctx *cx, int64_t id, Rows *rows) MUST_USE;
/* The facts of the row, and no more. */
Code customer_fill_sql_set(Ctx *cx, const Customer *customer) MUST_USE;

#endif
