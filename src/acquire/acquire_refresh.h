/* acquire_refresh.h -- what the platform answered about a code; private to the slice. */
#ifndef ACQUIRE_ACQUIRE_REFRESH_H
#define ACQUIRE_ACQUIRE_REFRESH_H

#include "acquire/acquire.h"

/* Records the platform's answer and decides anew, because duty may have changed while it was asked.
 */
Code acquire_refresh_settled(Ctx *cx, ChannelCodeId id, bool is_done, Str reason, Str config_id,
                             Str qr_url) MUST_USE;

#endif
