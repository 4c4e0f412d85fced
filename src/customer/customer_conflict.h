/* customer_conflict.h -- what is told to one who comes too late. */
#ifndef CUSTOMER_CUSTOMER_CONFLICT_H
#define CUSTOMER_CUSTOMER_CONFLICT_H

#include "customer/customer.h"

/* The name of the user an actor ("user:12") is; absent for others. */
Str  customer_actor_name(Ctx *cx, Str actor);
/* Fails with ERR_CONFLICT "customer.changed_meanwhile"; Err.more says who changed which fields
 * since `revision`: {"changes":[{"actor","name","at","fields"}]}, newest first. */
Code customer_conflict(Ctx *cx, CustomerId id, int64_t revision) MUST_USE;

#endif
