/* customer_edit.h -- what people change of customers, for the routes. */
#ifndef CUSTOMER_CUSTOMER_EDIT_H
#define CUSTOMER_CUSTOMER_EDIT_H

#include "customer/customer.h"

/* The platform's limits. */
enum { RELATION_REMARK_CHARS_MAX = 20, RELATION_DESCRIPTION_CHARS_MAX = 150 };

typedef struct CustomerDraft {
    Str    name;
    Gender gender;
    Str    description;
} CustomerDraft;

/* Name and gender a person wrote stand above the platform's.  "customer.changed_meanwhile". */
Code customer_write(Ctx *cx, CustomerId id, int64_t revision, const CustomerDraft *draft) MUST_USE;
/* Personal data in clear; the route writes the audit line.  "customer.nothing_to_reveal",
 * "customer.no_phone". */
Code customer_reveal(Ctx *cx, CustomerId id, Str field, Str *value) MUST_USE;

#endif
