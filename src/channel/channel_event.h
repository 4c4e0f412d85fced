/* channel_event.h -- what channel does about a callback.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_EVENT_H
#define CHANNEL_CHANNEL_EVENT_H

#include "channel/channel_sql.h"

/* How carrying out a callback went. */
typedef struct Carried {
    CallbackState state; /* RECEIVED: an effect is on its way and will settle it */
    const char   *reason;
    Str           detail;
} Carried;

/* In a transaction.  `attempt` tells the keys of a replay from the first try. */
Code channel_event_carry_out(Ctx *cx, const Event *event, const Json *payload, int32_t attempt,
                             Carried *out) MUST_USE;

#endif
