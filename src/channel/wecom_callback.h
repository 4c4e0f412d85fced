/* wecom_callback.h -- deliveries of WeCom: opened, timed.  Pure; no store, no
 * HTTP.  Private to channel/. */
#ifndef CHANNEL_WECOM_CALLBACK_H
#define CHANNEL_WECOM_CALLBACK_H

#include "channel/delivery.h"

/* The plain text of an address check or of a delivery.  ERR_DENIED "callback.bad_signature" or
 * "callback.wrong_receiver", ERR_INVALID "callback.malformed" or "callback.undecryptable". */
Code wecom_callback_verify(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                           Str *echo, const char **reason) MUST_USE;
Code wecom_callback_open(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                         Str *message, const char **reason) MUST_USE;

/* The instant a welcome code dies: 20 s after it was made, by the earlier of the two clocks.  When
 * the platform's instant lies in the future or long before the receipt its clock is not ours: then
 * 20 s after the receipt, and the platform has the last word. */
int64_t wecom_callback_deadline_ms(int64_t created_at_ms, int64_t received_at_ms);

#endif
