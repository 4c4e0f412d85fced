/* channel_health.h -- how a connection is doing, kept from what calls answer.  Private to channel/.
 */
#ifndef CHANNEL_CHANNEL_HEALTH_H
#define CHANNEL_CHANNEL_HEALTH_H

#include "channel/platform_api.h"

/* Notes an answer: a success at most once a minute, a failure that people must know once per
 * reason and day, with a notification to those who may change connections. */
Code channel_health_note(Ctx *cx, const Connection *connection,
                         const PlatformAnswer *answer) MUST_USE;
/* True for reasons that any successful call proves to be over. */
bool channel_health_is_whole(Str reason);

#endif
