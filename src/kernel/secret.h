/* secret.h -- what must not be read from a stolen disk: sealed fields, blind
 * indexes for looking them up, passwords and tokens.
 *
 * The master key comes from WEFT_KEY / WEFT_KEY_FILE (base64, 32 bytes), else from
 * DATA/key, which is made on first start with mode 0600. */
#ifndef KERNEL_SECRET_H
#define KERNEL_SECRET_H

#include "kernel/ctx.h"

/* ERR_INVALID when the key is malformed, ERR_INTERNAL when it cannot be stored. */
Code  keys_open(const char *data_dir, Str key_base64, Keys **out) MUST_USE;
void  keys_free(Keys *keys);

/* Seals text for storage (XChaCha20-Poly1305, base64).  `context` ("customer.phone")
 * and the tenant are bound in: a sealed value moved elsewhere does not open. */
Str   secret_seal(Ctx *cx, Str context, Str plain);
/* ERR_INTERNAL "secret.unreadable" when it was altered or the key is another. */
Code  secret_open(Ctx *cx, Str context, Str sealed, Str *plain) MUST_USE;
/* Equal plain text gives equal blind text within tenant and context; not invertible
 * without the key (HMAC-SHA-256, hex, 32 characters). */
Str   secret_blind(Ctx *cx, Str context, Str plain);

/* For many values of one context: its keys derived once, not for each. */
typedef struct SecretBox {
    uint8_t seal[32], blind[32];
} SecretBox;
SecretBox secret_box(const Ctx *cx, Str context);
/* As secret_seal, secret_open and secret_blind. */
Str       secret_box_seal(Ctx *cx, const SecretBox *box, Str plain);
Code      secret_box_open(Ctx *cx, const SecretBox *box, Str sealed, Str *plain) MUST_USE;
Str       secret_box_blind(Ctx *cx, const SecretBox *box, Str plain); /* as above */

/* argon2id in the encoded form (64 MiB, 2 passes; WEFT_FAST_PASSWORDS=1 in tests: least).
 * Few are worked on at once, the others wait: 128 MiB whatever happens. */
Str   password_hash(Ctx *cx, Str password);
bool  password_matches(Str hash, Str password);
/* So many wait that a stranger should be told to come again. */
bool  password_is_busy(void);
/* Tokens are stored as this: SHA-256, hex. */
Str   token_hash(Arena *arena, Str token);

#endif
