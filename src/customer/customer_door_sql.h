/* customer_door_sql.h -- the statements of the identity door.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_DOOR_SQL_H
#define CUSTOMER_CUSTOMER_DOOR_SQL_H

#include "customer/customer_door.h"

typedef struct DoorHolder {
    int64_t customer_id;
    Str     lookup;
    bool    has_row, has_user;
} DoorHolder;

/* Who holds the lookups (a JSON array of texts) of a kind in a scope: Rows of DoorHolder. */
Code customer_door_sql_holders(Ctx *cx, Str kind, Str scope, Str lookups, Rows *rows) MUST_USE;
/* All identities of a visitor pass to somebody. */
Code customer_door_sql_pass(Ctx *cx, int64_t from, int64_t into) MUST_USE;

#endif
