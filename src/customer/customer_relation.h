/* customer_relation.h -- a relation starts, is seen, and ends. */
#ifndef CUSTOMER_CUSTOMER_RELATION_H
#define CUSTOMER_CUSTOMER_RELATION_H

#include "customer/customer.h"

/* What one fact did to one interval. */
typedef struct RelationChange {
    Relation relation;
    bool     is_added; /* the interval is new     */
    bool     is_ended; /* it has ended by this    */
} RelationChange;

/* The platform shows the relation of `seen` (customer, staff, connection, ids, added_at_ms,
 * add_way, state, remark, description, seen_at_ms); is_exact false: only a callback told of
 * it.  `is_first`: the customer is new, so nothing can be there.  `changes` (a Vec of
 * RelationChange) gets what happened. */
Code customer_relation_see(Ctx *cx, const Relation *seen, bool is_first, Vec *changes) MUST_USE;
/* The relation of that customer and member ended; what was known already changes nothing. */
Code customer_relation_end(Ctx *cx, const Relation *pair, int64_t at_ms, EndedBy by,
                           Vec *changes) MUST_USE;
/* Ends by "system" the open relations of a member, or (staff_id 0) of a customer in a connection,
 * that were not seen since `seen_at_ms`; `before` is where the last page ended.  One page. */
Code customer_relation_list_unseen(Ctx *cx, int64_t staff_id, int64_t before, int64_t seen_at_ms,
                                   Rows *relations) MUST_USE;
/* Open relations of a customer in a connection, oldest first. */
Code customer_relation_list_in(Ctx *cx, CustomerId id, int64_t connection_id,
                               Rows *relations) MUST_USE;
/* Keeps the counts of the members right after `changes`. */
Code customer_relation_count(Ctx *cx, const Vec *changes) MUST_USE;

#endif
