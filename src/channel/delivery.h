/* delivery.h -- what platforms of the WeChat family deliver to a door: signed, encrypted, XML or
 * JSON.  Pure; no store, no HTTP. */
#ifndef CHANNEL_DELIVERY_H
#define CHANNEL_DELIVERY_H

#include "wire/wire.h"

enum { DELIVERY_BYTES_MAX = 256 * 1024 };

/* What came to the door: query parameters already decoded. */
typedef struct Delivery {
    Str signature;       /* msg_signature: of the encrypted part           */
    Str plain_signature; /* signature: of time and nonce alone; 公众号 only */
    Str timestamp, nonce, encrypt_type;
    Str echostr; /* of the address check  */
    Str body;    /* of a delivery         */
} Delivery;

/* How to open it; `receiver` is the corp or the account it must be for. */
typedef struct DeliveryLock {
    Str token, aes_key, receiver;
} DeliveryLock;

/* What a message says. */
typedef struct DeliveryTold {
    Str     event; /* "change_external_contact"; "message" for what a person wrote */
    Str     change_type;
    Str     fields;        /* JSON of all elements as received                             */
    int64_t created_at_ms; /* CreateTime; 0 if missing                                     */
} DeliveryTold;

/* Checks the signature over `ciphertext` and opens it.  ERR_DENIED "callback.bad_signature" or
 * "callback.wrong_receiver", ERR_INVALID "callback.undecryptable". */
Code delivery_decrypt(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                      Str ciphertext, Str *message, const char **reason) MUST_USE;
/* ERR_INVALID "callback.malformed". */
Code delivery_parse(Arena *arena, Str message, DeliveryTold *out, const char **reason) MUST_USE;
/* Notes why and returns `code`. */
Code delivery_refuse(const char **reason, Code code, const char *why) MUST_USE;

#endif
