/* customer_unreadable.h -- whose sealed values the people index could not read: the key is another
 * one, or what is stored is damaged.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_UNREADABLE_H
#define CUSTOMER_CUSTOMER_UNREADABLE_H

#include "customer/customer.h"

typedef struct CustomerUnreadable CustomerUnreadable;

/* Of nobody yet; lives as long as `own`. */
CustomerUnreadable *customer_unreadable_new(Arena *own);
/* Remembers the customer and says so in the log, once; those beyond CUSTOMER_UNREADABLE_MAX are
 * left out. */
void customer_unreadable_note(CustomerUnreadable *list, const Ctx *cx, int64_t customer_id);
/* The customer is read anew. */
void customer_unreadable_forget(CustomerUnreadable *list, int64_t tenant_id, int64_t customer_id);
/* Those of the tenant. */
Ids  customer_unreadable_ids(CustomerUnreadable *list, Arena *arena, int64_t tenant_id);

#endif
