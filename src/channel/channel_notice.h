/* channel_notice.h -- notifications as app messages of the platform.  Private to channel/. */
#ifndef CHANNEL_CHANNEL_NOTICE_H
#define CHANNEL_CHANNEL_NOTICE_H

#include "channel/channel.h"

/* Sends notification.sent to the staff it is for, on the connection they come from. */
Code channel_notice_send(Ctx *cx, const Event *event) MUST_USE;
/* Title and text of a kind, filled from its params; an absent title for kinds that stay in
 * the console. */
void channel_notice_text(Arena *arena, Str kind, const Json *params, Str *title, Str *text);

#endif
