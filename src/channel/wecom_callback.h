/* wecom_callback.h -- deliveries of the platform: opened, parsed, timed.  Pure; no store, no
 * HTTP.  Private to channel/. */
#ifndef CHANNEL_WECOM_CALLBACK_H
#define CHANNEL_WECOM_CALLBACK_H

#include "wire/wire.h"

/* What came to the door: query parameters already decoded. */
typedef struct WecomDelivery {
    Str signature, timestamp, nonce;
    Str echostr; /* of the address check  */
    Str body;    /* of a delivery         */
} WecomDelivery;

/* How to open it. */
typedef struct WecomLock {
    Str token, aes_key, corp_id;
} WecomLock;

enum { WECOM_CALLBACK_MAX = 256 * 1024 };

/* The plain text of an address check or of a delivery.  ERR_DENIED "callback.bad_signature" or
 * "callback.wrong_receiver", ERR_INVALID "callback.malformed" or "callback.undecryptable". */
Code wecom_callback_verify(Arena *arena, const WecomLock *lock, const WecomDelivery *delivery,
                           Str *echo, const char **reason) MUST_USE;
Code wecom_callback_open(Arena *arena, const WecomLock *lock, const WecomDelivery *delivery,
                         Str *message, const char **reason) MUST_USE;

typedef struct WecomCallback {
    Str     event; /* "change_external_contact"; "message" for what a person wrote */
    Str     change_type;
    Str     fields;        /* JSON of all elements as received                             */
    int64_t created_at_ms; /* CreateTime; 0 if missing                                     */
} WecomCallback;
/* ERR_INVALID "callback.malformed". */
Code wecom_callback_parse(Arena *arena, Str message, WecomCallback *out,
                          const char **reason) MUST_USE;

/* The instant a welcome code dies: 20 s after it was made, by the earlier of the two clocks.  When
 * the platform's instant lies in the future or long before the receipt its clock is not ours: then
 * 20 s after the receipt, and the platform has the last word. */
int64_t wecom_callback_deadline_ms(int64_t created_at_ms, int64_t received_at_ms);

#endif
