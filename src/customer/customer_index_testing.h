/* customer_index_testing.h -- for tests only: a people index without a thread, in a test's house.
 */
#ifndef CUSTOMER_CUSTOMER_INDEX_TESTING_H
#define CUSTOMER_CUSTOMER_INDEX_TESTING_H

#include "customer/customer_list.h"

/* From now on the house of `cx` has one. */
static inline void index_open(const Ctx *cx)
{
    Services *services = (Services *)(uintptr_t)cx->services;
    ASSERT(services->customers == NULL);
    services->customers = customer_index_new(services);
}

/* And now it has none. */
static inline void index_close(const Ctx *cx)
{
    Services *services = (Services *)(uintptr_t)cx->services;
    customer_index_free(services->customers);
    services->customers = NULL;
}

#endif
