/* acquire_refresh.h -- what the platform answered about a code; private to the slice. */
#ifndef ACQUIRE_ACQUIRE_REFRESH_H
#define ACQUIRE_ACQUIRE_REFRESH_H

#include "acquire/acquire.h"

/* What the platform answered about a way. */
typedef struct WayAnswer {
    bool is_done;
    Str  reason;                    /* of the refusal */
    Str  config_id, qr_url;         /* empty = as it was */
    Str  link, link_reason;         /* no link: why, when the picture was read at all */
} WayAnswer;

/* Records the platform's answer and decides anew, because duty may have changed while it was asked.
 */
Code acquire_refresh_settled(Ctx *cx, ChannelCodeId id, const WayAnswer *answer) MUST_USE;
/* Records what reading the picture again came to. */
Code acquire_refresh_link(Ctx *cx, ChannelCodeId id, const WayAnswer *answer) MUST_USE;

#endif
