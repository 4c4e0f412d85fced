/* customer_pending.h -- who a follower is among the contacts of a corp that does not tell his
 * unionid: its pending ids, which the platform knows for 90 days.  customer.h brings it. */
#ifndef CUSTOMER_CUSTOMER_PENDING_H
#define CUSTOMER_CUSTOMER_PENDING_H

#include "customer/customer.h"

/* A contact of the corp came without a unionid: from now on its followers are asked for. */
Code customer_pending_note_untold(Ctx *cx, Str corp_id) MUST_USE;
/* Asks for him once in 90 days, where the corp does not tell all unionids and he is no contact yet.
 */
Code customer_pending_ask_follower(Ctx *cx, CustomerId id, Str unionid, Str openid) MUST_USE;
/* Asks for a new contact whose unionid is not told, where pending ids wait for somebody. */
Code customer_pending_ask_contact(Ctx *cx, CustomerId id, int64_t connection_id, Str corp_id,
                                  Str external_userid) MUST_USE;
/* What the platform answered: an external_userid is his for good, a pending id for 90 days.
 * `object` is that of the ask; others are left alone. */
typedef struct PendingAnswer {
    Str     object, corp_id, external_userid, pending_id;
    int64_t at_ms;
} PendingAnswer;
Code customer_pending_take(Ctx *cx, const PendingAnswer *answer) MUST_USE;

#endif
