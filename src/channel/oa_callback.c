/* oa_callback.c -- opens what 公众号 delivers; the door and the fuzzer call it. */
#include "channel/oa_callback.h"

static bool is_signed(const DeliveryLock *lock, const Delivery *delivery)
{
    return delivery->plain_signature.len > 0 && delivery->timestamp.len > 0 &&
           wx_signature_holds(lock->token, delivery->timestamp, delivery->nonce, (Str){ 0 },
                              delivery->plain_signature);
}

Code oa_callback_verify(const DeliveryLock *lock, const Delivery *delivery, Str *echo,
                        const char **reason)
{
    if (delivery->echostr.len == 0)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    if (!is_signed(lock, delivery))
        return delivery_refuse(reason, ERR_DENIED, "callback.bad_signature");
    *echo = delivery->echostr;
    return OK;
}

/* The sealed part of a body in XML or JSON; absent when there is none. */
static Str ciphertext_of(Arena *arena, Str body)
{
    const Xml  *root  = NULL;
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (!str_starts(str_trim(body), S("{")))
        return xml_parse(arena, body, DELIVERY_BYTES_MAX, &root) == OK
                   ? str_trim(xml_text(root, S("Encrypt")))
                   : (Str){ 0 };
    if (json_parse(arena, body, JSON_LIMITS, &json, &error) != OK) return (Str){ 0 };
    return str_trim(json_str(json, S("Encrypt")));
}

Code oa_callback_open(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                      Str *message, bool *is_sealed, const char **reason)
{
    if (delivery->body.len == 0 || delivery->body.len > DELIVERY_BYTES_MAX)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    *is_sealed = str_equal(delivery->encrypt_type, S("aes"));
    if (!*is_sealed) {
        if (!is_signed(lock, delivery))
            return delivery_refuse(reason, ERR_DENIED, "callback.bad_signature");
        *message = delivery->body;
        return OK;
    }
    const Str ciphertext = ciphertext_of(arena, delivery->body);
    if (ciphertext.len == 0) return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    return delivery_decrypt(arena, lock, delivery, ciphertext, message, reason);
}

Code oa_callback_seal(Arena *arena, const DeliveryLock *lock, const OaSeal *seal, Str reply,
                      Str *body)
{
    WxKey       key;
    const char *why = NULL;
    if (wx_key(lock->aes_key, &key, &why) != OK) return ERR_INVALID;
    const Str cipher = wx_encrypt(arena, &key, lock->receiver, seal->random16, reply);
    const Str sign   = wx_signature(arena, lock->token, seal->timestamp, seal->nonce, cipher);
    *body            = str_fmt(arena,
                               "<xml><Encrypt>%.*s</Encrypt><MsgSignature>%.*s</MsgSignature>"
                                          "<TimeStamp>%.*s</TimeStamp><Nonce>%.*s</Nonce></xml>",
                               FMT(xml_cdata(arena, cipher)), FMT(xml_cdata(arena, sign)),
                               FMT(seal->timestamp), FMT(xml_cdata(arena, seal->nonce)));
    return OK;
}
