/* wxcrypt_fuzz.c -- any text as an envelope, and any message through one. */
#include "wire/wxcrypt.h"

#include "wire/text_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t random16[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    Arena               *arena        = arena_new(SIZE_MAX);
    const Str            text         = { (const char *)data, size };
    const Str            id           = S("wx5823bf96d3bd56c7");
    WxKey                key          = { 0 };
    const char          *reason       = NULL;
    Str                  message      = { 0 };
    ASSERT(wx_key(S("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"), &key, &reason) == OK);
    if (wx_decrypt(arena, &key, id, text, &message, &reason) != OK) ASSERT(reason != NULL);
    /* The bytes themselves as an envelope, so that the padding is reached. */
    if (wx_decrypt(arena, &key, id, base64(arena, text), &message, &reason) != OK)
        ASSERT(reason != NULL);
    ASSERT(wx_decrypt(arena, &key, id, wx_encrypt(arena, &key, id, random16, text), &message,
                      &reason) == OK);
    ASSERT(str_equal(message, text));
    if (wx_key(text, &key, &reason) != OK) ASSERT(reason != NULL);
    if (wx_miniprogram_decrypt(arena, S("tiihtNczf5v6AKRyjwEUhQ=="), S("r7BXXKkLb8qrSNn05n0qiA=="),
                               base64(arena, text), &message, &reason) != OK)
        ASSERT(reason != NULL);
    arena_free(arena);
    return 0;
}
