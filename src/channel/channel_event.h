/* channel_event.h -- what channel does about a callback.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_EVENT_H
#define CHANNEL_CHANNEL_EVENT_H

#include "channel/channel_sql.h"

/* In a transaction.  `attempt` tells the keys of a replay from the first try. */
Code channel_event_carry_out(Ctx *cx, const Event *event, const Json *payload, int32_t attempt,
                             Carried *out) MUST_USE;

#endif
