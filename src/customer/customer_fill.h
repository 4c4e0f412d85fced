/* customer_fill.h -- a survivor's empty facts, filled from those folded into him.  Private to
 * customer/. */
#ifndef CUSTOMER_CUSTOMER_FILL_H
#define CUSTOMER_CUSTOMER_FILL_H

#include "customer/customer.h"

/* Takes out of the row what was filled in, but what people or a platform wrote over since. */
Code customer_fill_undo(Ctx *cx, Customer *customer) MUST_USE;
/* Fills what is empty from those folded into him, the oldest first, and remembers it. */
Code customer_fill(Ctx *cx, Customer *customer) MUST_USE;

extern const SqlList customer_fill_sql;

#endif
