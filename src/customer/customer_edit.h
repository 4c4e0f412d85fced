/* customer_edit.h -- what people change of customers, for the routes. */
#ifndef CUSTOMER_CUSTOMER_EDIT_H
#define CUSTOMER_CUSTOMER_EDIT_H

#include "customer/customer.h"

/* The platform's limits. */
enum { RELATION_REMARK_CHARS_MAX = 20, RELATION_DESCRIPTION_CHARS_MAX = 150 };

/* Personal data in clear; the route writes the audit line.  `field` is phone, email, birthday
 * or address; of several phones and addresses `identity_id` says which (0: the one shown).
 * "customer.nothing_to_reveal", "customer.hidden_field", "customer.no_phone", and as
 * org_allowance_take, which counts it. */
Code customer_reveal(Ctx *cx, CustomerId id, Str field, int64_t identity_id, Str *value) MUST_USE;

#endif
