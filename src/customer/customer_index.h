/* customer_index.h -- the people index of each tenant, for lists.  Private to customer/; what
 * others may use is in customer.h. */
#ifndef CUSTOMER_CUSTOMER_INDEX_H
#define CUSTOMER_CUSTOMER_INDEX_H

#include "customer/customer.h"

/* The frozen results of all tenants. */
PeopleResults *customer_index_results(Ctx *cx);
/* Who a result of `cx` belongs to. */
ResultOwner    customer_index_owner(const Ctx *cx);

#endif
