/* customer_door.h -- whose an event is, asked at the door: for many messages at once, in the
 * transaction that appends them.
 *
 * The strongest identity somebody holds decides.  A person known by an anonymous_id alone is a
 * visitor: he has identities and events, but no customer row, so that lists are of people.  He
 * becomes a customer with the first thing that tells who he is; one who turns out to be
 * somebody known is folded into him, with his identities and his history (event_fold).  Two
 * customers are never made one here: the second keeps a claim, it is said (customer.claimed), and
 * the policy of customer_merge.h decides once this transaction stands.
 *
 * A door says for each person, strongest first: the unionid and openid a platform told (decide,
 * verified), the buyer_id of a shop in its shop (decides, verified), the phone of an order or of a
 * mini program (evidence; verified where the platform checked it), member numbers and e-mails.
 * customer_door_claim brings values into the form they are compared in. */
#ifndef CUSTOMER_CUSTOMER_DOOR_H
#define CUSTOMER_CUSTOMER_DOOR_H

#include "customer/customer_identity.h"

#define IDENTITY_USER_ID      S("user_id")
#define IDENTITY_ANONYMOUS_ID S("anonymous_id")
#define IDENTITY_OPENID       S("openid")
#define IDENTITY_BUYER_ID     S("buyer_id")
#define IDENTITY_PENDING_ID   S("pending_id")

enum { DOOR_CLAIMS_MAX = 8, DOOR_VALUE_BYTES_MAX = 512 };

typedef struct DoorClaim {
    Str  kind;
    Str  scope;       /* openid: the appid; buyer_id: platform and shop; unionid, phone: "" */
    Str  value;       /* in the form customer_door_claim gives it                           */
    bool decides;     /* finds the person; else it is only evidence for later               */
    bool is_maybe;    /* counts only where somebody holds it                                */
    bool is_verified; /* a platform, a till or a code sent to it vouches for it          */
    struct DoorKey *key; /* the door's own, while it resolves                         */
} DoorClaim;

/* Who a message says it is of.  Claims stand strongest first. */
typedef struct DoorWho {
    DoorClaim claims[DOOR_CLAIMS_MAX];
    size_t    count;
    Str       name;      /* of a person to be made; may be absent */
    int64_t   at_ms;     /* when it happened                      */
    int64_t   person_id; /* out                                   */
    bool      is_made;   /* out: a customer nobody knew           */
    bool      is_erased; /* out: it tells of the time before this person was deleted on request;
                            person_id is who he was, and nothing personal may be taken         */
} DoorWho;

/* Adds a claim with its value in the one form it is compared in: digits of a phone, an address in
 * lower case, trimmed; a scope that is absent is "".  False, and nothing is added: an empty, masked
 * (138****1234) or overlong value, no phone or e-mail, or the claims are full. */
bool customer_door_claim(Arena *arena, DoorWho *who, DoorClaim claim);

/* Fills person_id of all, in order; those without claims stay 0.  In an open transaction.
 * ERR_UNAVAILABLE with `retry` when another transaction met the same person. */
Code customer_door_resolve(Ctx *cx, Str source, DoorWho *whos, size_t count) MUST_USE;
/* The same of persons that lie apart. */
Code customer_door_resolve_these(Ctx *cx, Str source, DoorWho *const *whos, size_t count) MUST_USE;

/* Who was found of late (Services.door_memory); made, once the schema stands, and freed by app. */
DoorMemory *customer_door_memory_new(Db *db);
void        customer_door_memory_free(DoorMemory *memory);

extern const SqlList customer_door_sql;

#endif
