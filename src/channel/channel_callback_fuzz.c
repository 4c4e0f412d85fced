/* channel_callback_fuzz.c -- the door's parsers against anything: the envelope with a lock that
 * does not fit, and the inner document as if it had been signed. */
#include "channel/oa_callback.h"
#include "channel/wecom_callback.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena             *arena    = arena_new(64u << 20);
    const Str          text     = { (const char *)data, size };
    const DeliveryLock lock     = { S("token"), S("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"),
                                    S("wwcorp") };
    const Delivery     delivery = { .signature = S("0123456789012345678901234567890123456789"),
                                    .timestamp = S("1"),
                                    .nonce     = S("2"),
                                    .echostr   = text,
                                    .body      = text };
    Str                message  = { 0 };
    DeliveryTold       callback = { 0 };
    const char        *reason   = NULL;
    ASSERT(wecom_callback_verify(arena, &lock, &delivery, &message, &reason) != OK);
    Delivery sealed     = delivery;
    bool     is_sealed  = false;
    sealed.encrypt_type = S("aes");
    ASSERT(oa_callback_open(arena, &lock, &delivery, &message, &is_sealed, &reason) != OK);
    ASSERT(oa_callback_open(arena, &lock, &sealed, &message, &is_sealed, &reason) != OK);
    ASSERT(wecom_callback_open(arena, &lock, &delivery, &message, &reason) != OK);
    if (delivery_parse(arena, text, &callback, &reason) == OK) {
        const Json *json  = NULL;
        JsonError   error = { 0 };
        /* Whatever came in, what goes into the log is JSON. */
        ASSERT(json_parse(arena, callback.fields, JSON_LIMITS, &json, &error) == OK);
        ASSERT(callback.event.len > 0 || text.len == 0);
    }
    arena_free(arena);
    return 0;
}
