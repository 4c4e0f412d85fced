/* channel_door.h -- what the platform's callbacks become: one event, durable before the answer.
 * Private to channel/. */
#ifndef CHANNEL_CHANNEL_DOOR_H
#define CHANNEL_CHANNEL_DOOR_H

#include "channel/channel.h"
#include "channel/wecom_callback.h"

/* The address check of the platform's form: `echo` is what to answer. */
Code channel_door_verify(Ctx *cx, Str corp_id, const Delivery *delivery, Str *echo) MUST_USE;
/* A delivery: appended as callback.received, once, however often it comes.  Durable when OK.
 * ERR_NOT_FOUND "callback.unknown_corp", ERR_DENIED and ERR_INVALID as in wecom_callback.h. */
Code channel_door_receive(Ctx *cx, Str corp_id, Str app, const Delivery *delivery) MUST_USE;

/* The parts that every platform's door needs: the address check succeeded; what is kept of a
 * delivery; appended as one event (`is_new` may be NULL), and now and then noted. */
Code channel_door_note_verified(Ctx *cx, const Connection *connection) MUST_USE;
Code channel_door_payload(Ctx *cx, const Connection *connection, Str app,
                          const DeliveryTold *callback, Str *payload) MUST_USE;
Code channel_door_append(Ctx *cx, const Connection *connection, const EventDraft *draft,
                         bool *is_new) MUST_USE;

#endif
