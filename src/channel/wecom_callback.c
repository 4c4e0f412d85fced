/* wecom_callback.c -- opens what WeCom delivers; the door and the fuzzer call it. */
#include "channel/wecom_callback.h"

enum { CODE_LIFE_MS = 20 * MS_PER_SECOND };

Code wecom_callback_verify(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                           Str *echo, const char **reason)
{
    if (delivery->echostr.len == 0)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    return delivery_decrypt(arena, lock, delivery, delivery->echostr, echo, reason);
}

Code wecom_callback_open(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                         Str *message, const char **reason)
{
    const Xml *root = NULL;
    if (xml_parse(arena, delivery->body, DELIVERY_BYTES_MAX, &root) != OK)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    const Str ciphertext = str_trim(xml_text(root, S("Encrypt")));
    const Str to         = str_trim(xml_text(root, S("ToUserName")));
    if (ciphertext.len == 0) return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    TRY(delivery_decrypt(arena, lock, delivery, ciphertext, message, reason));
    /* The envelope is not signed as a whole: its receiver must agree with the signed one. */
    if (to.len > 0 && !str_equal(to, lock->receiver))
        return delivery_refuse(reason, ERR_DENIED, "callback.wrong_receiver");
    return OK;
}

int64_t wecom_callback_deadline_ms(int64_t created_at_ms, int64_t received_at_ms)
{
    const bool is_ours = created_at_ms > 0 && created_at_ms <= received_at_ms &&
                         received_at_ms - created_at_ms <= CODE_LIFE_MS;
    return (is_ours ? created_at_ms : received_at_ms) + CODE_LIFE_MS;
}
