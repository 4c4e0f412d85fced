/* oa_door.h -- what an account delivers becomes a callback and an event of a person.  Private to
 * oa/. */
#ifndef OA_OA_DOOR_H
#define OA_OA_DOOR_H

#include "oa/oa.h"

/* Durable when OK; `body` is what to answer: a reply, or "success".  A repeat is answered alike and
 * changes nothing.  Codes as in channel_oa_open(). */
Code oa_door_receive(Ctx *cx, Str app_id, const Delivery *delivery, Str *body) MUST_USE;

#endif
