/* oa_callback.h -- deliveries of 公众号 in its three modes: plain, compatible, safe.  Pure; no
 * store, no HTTP.  Private to channel/. */
#ifndef CHANNEL_OA_CALLBACK_H
#define CHANNEL_OA_CALLBACK_H

#include "channel/delivery.h"

/* The address check: the echo is answered as it came.  ERR_DENIED "callback.bad_signature",
 * ERR_INVALID "callback.malformed". */
Code oa_callback_verify(const DeliveryLock *lock, const Delivery *delivery, Str *echo,
                        const char **reason) MUST_USE;
/* The plain text, XML or JSON.  What counts is how it came (encrypt_type), not how the account is
 * set up: in compatible mode the sealed part is read.  Codes as in delivery.h. */
Code oa_callback_open(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                      Str *message, bool *is_sealed, const char **reason) MUST_USE;

/* What seals an answer beside the key. */
typedef struct OaSeal {
    Str     timestamp, nonce;
    uint8_t random16[16];
} OaSeal;
/* The envelope of an answer.  ERR_INVALID "callback.undecryptable" for a key that is none. */
Code oa_callback_seal(Arena *arena, const DeliveryLock *lock, const OaSeal *seal, Str reply,
                      Str *body) MUST_USE;

#endif
