/* customer_door.h -- whose an event is, asked at the door: for many messages at once, in the
 * transaction that appends them.
 *
 * The strongest identity somebody holds decides.  A person known by an anonymous_id alone is a
 * visitor: he has identities and events, but no customer row, so that lists are of people.  He
 * becomes a customer with the first thing that tells who he is; one who turns out to be
 * somebody known is folded into him, with his identities and his history (event_fold).  Two
 * customers are never made one here: the second keeps a claim. */
#ifndef CUSTOMER_CUSTOMER_DOOR_H
#define CUSTOMER_CUSTOMER_DOOR_H

#include "customer/customer_identity.h"

#define IDENTITY_USER_ID      S("user_id")
#define IDENTITY_ANONYMOUS_ID S("anonymous_id")
#define IDENTITY_OPENID       S("openid")

enum { DOOR_CLAIMS_MAX = 8 };

typedef struct DoorClaim {
    Str  kind, scope, value;
    bool decides;  /* finds the person; else it is only evidence for later      */
    bool is_maybe; /* counts only where somebody holds it                        */
} DoorClaim;

/* Who a message says it is of.  Claims stand strongest first. */
typedef struct DoorWho {
    DoorClaim claims[DOOR_CLAIMS_MAX];
    size_t    count;
    Str       name;      /* of a person to be made; may be absent */
    int64_t   at_ms;     /* when it happened                      */
    int64_t   person_id; /* out                                   */
} DoorWho;

/* Fills person_id of all, in order; those without claims stay 0.  In an open transaction.
 * ERR_UNAVAILABLE with `retry` when another transaction met the same person. */
Code customer_door_resolve(Ctx *cx, Str source, DoorWho *whos, size_t count) MUST_USE;

extern const SqlList customer_door_sql;

#endif
