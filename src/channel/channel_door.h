/* channel_door.h -- what the platform's callbacks become: one event, durable before the answer.
 * Private to channel/. */
#ifndef CHANNEL_CHANNEL_DOOR_H
#define CHANNEL_CHANNEL_DOOR_H

#include "channel/channel.h"
#include "channel/wecom_callback.h"

/* The address check of the platform's form: `echo` is what to answer. */
Code channel_door_verify(Ctx *cx, Str corp_id, const WecomDelivery *delivery, Str *echo) MUST_USE;
/* A delivery: appended as callback.received, once, however often it comes.  Durable when OK.
 * ERR_NOT_FOUND "callback.unknown_corp", ERR_DENIED and ERR_INVALID as in wecom_callback.h. */
Code channel_door_receive(Ctx *cx, Str corp_id, Str app, const WecomDelivery *delivery) MUST_USE;

#endif
