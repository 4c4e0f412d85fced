/* customer_door_sql.h -- the statements of the identity door.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_DOOR_SQL_H
#define CUSTOMER_CUSTOMER_DOOR_SQL_H

#include "customer/customer_door.h"

typedef struct DoorHolder {
    int64_t id, customer_id; /* id: of the identity */
    Str     lookup;
    int64_t verified_at_ms;
    bool    has_row, has_user;
} DoorHolder;

/* Who holds the lookups (a JSON array of texts) of a kind in a scope: Rows of DoorHolder.  A merge
 * of such a person waits for this transaction, and this waits for one that is under way.  has_user
 * is told only when `asks_user`. */
Code customer_door_sql_holders(Ctx *cx, Str kind, Str scope, Str lookups, bool asks_user,
                               Rows *rows) MUST_USE;
/* All identities of a visitor pass to somebody. */
Code customer_door_sql_pass(Ctx *cx, int64_t from, int64_t into) MUST_USE;
/* What these persons (a JSON array of numbers) claim already: Rows of CustomerIdentity. */
Code customer_door_sql_claims(Ctx *cx, Str persons, Rows *rows) MUST_USE;
/* Somebody vouches now for these identities (a JSON array of numbers). */
Code customer_door_sql_verify(Ctx *cx, Str ids, int64_t confidence) MUST_USE;

#endif
