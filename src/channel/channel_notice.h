/* channel_notice.h -- notifications as app messages of the platform.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_NOTICE_H
#define CHANNEL_CHANNEL_NOTICE_H

#include "channel/channel.h"

/* Sends notification.sent to the staff it is for, on the connection they come from: the first of a
 * kind at once, what follows within five minutes or in quiet hours together after them. */
Code channel_notice_send(Ctx *cx, const Event *event) MUST_USE;
/* Tells who looks after connections that the budget of platform.quota_near is nearly used; once a
 * day for each. */
Code channel_notice_quota(Ctx *cx, const Event *event) MUST_USE;

#endif
