/* customer_codes.h -- by which channel code a relation came, as the log tells it. */
#ifndef CUSTOMER_CUSTOMER_CODES_H
#define CUSTOMER_CUSTOMER_CODES_H

#include "customer/customer_list.h"

/* code_id and code_name of Rows of RelationView, from channel_code.matched of the person. */
Code customer_codes_fill(Ctx *cx, CustomerId id, Rows *relations) MUST_USE;

#endif
