/* wecom_callback.c -- opens what the platform delivers; the door and the fuzzer call it. */
#include "channel/wecom_callback.h"

enum { CODE_LIFE_MS = 20 * MS_PER_SECOND, FIELDS_MAX = 200 * 1024, DEPTH_MAX = 16 };

/* ---- opening ---------------------------------------------------------------- */

static Code refuse(const char **reason, Code code, const char *why)
{
    *reason = why;
    return code;
}

static Code decrypt(Arena *arena, const WecomLock *lock, const WecomDelivery *delivery,
                    Str ciphertext, Str *message, const char **reason)
{
    WxKey       key;
    const char *why = NULL;
    if (delivery->signature.len == 0 ||
        !wx_signature_holds(lock->token, delivery->timestamp, delivery->nonce, ciphertext,
                            delivery->signature))
        return refuse(reason, ERR_DENIED, "callback.bad_signature");
    if (wx_key(lock->aes_key, &key, &why) != OK)
        return refuse(reason, ERR_INVALID, "callback.undecryptable");
    const Code code = wx_decrypt(arena, &key, lock->corp_id, ciphertext, message, &why);
    if (code == OK) return OK;
    if (why && str_equal(str_of(why), S("wx.bad_receive_id")))
        return refuse(reason, ERR_DENIED, "callback.wrong_receiver");
    return refuse(reason, ERR_INVALID, "callback.undecryptable");
}

Code wecom_callback_verify(Arena *arena, const WecomLock *lock, const WecomDelivery *delivery,
                           Str *echo, const char **reason)
{
    if (delivery->echostr.len == 0) return refuse(reason, ERR_INVALID, "callback.malformed");
    return decrypt(arena, lock, delivery, delivery->echostr, echo, reason);
}

Code wecom_callback_open(Arena *arena, const WecomLock *lock, const WecomDelivery *delivery,
                         Str *message, const char **reason)
{
    const Xml *root = NULL;
    if (xml_parse(arena, delivery->body, WECOM_CALLBACK_MAX, &root) != OK)
        return refuse(reason, ERR_INVALID, "callback.malformed");
    const Str ciphertext = str_trim(xml_text(root, S("Encrypt")));
    const Str to         = str_trim(xml_text(root, S("ToUserName")));
    if (ciphertext.len == 0) return refuse(reason, ERR_INVALID, "callback.malformed");
    TRY(decrypt(arena, lock, delivery, ciphertext, message, reason));
    /* The envelope is not signed as a whole: its receiver must agree with the signed one. */
    if (to.len > 0 && !str_equal(to, lock->corp_id))
        return refuse(reason, ERR_DENIED, "callback.wrong_receiver");
    return OK;
}

/* ---- parsing ------------------------------------------------------------------- */

static bool is_repeated(const Xml *parent, const Xml *element)
{
    size_t count = 0;
    for (const Xml *one = parent->first; one; one = one->next)
        count += str_equal(one->name, element->name);
    return count > 1;
}

static bool is_first_of_name(const Xml *parent, const Xml *element)
{
    return xml_child(parent, element->name) == element;
}

static void put_element(JsonOut *out, const Xml *element, int depth);

/* Elements of one name become a list, in order. */
static void put_children(JsonOut *out, const Xml *parent, int depth)
{
    json_open_object(out);
    for (const Xml *one = parent->first; one; one = one->next) {
        if (!is_first_of_name(parent, one)) continue;
        json_key(out, one->name);
        if (!is_repeated(parent, one)) {
            put_element(out, one, depth);
            continue;
        }
        json_open_array(out);
        for (const Xml *same = one; same; same = same->next)
            if (str_equal(same->name, one->name)) put_element(out, same, depth);
        json_close_array(out);
    }
    json_close_object(out);
}

static void put_element(JsonOut *out, const Xml *element, int depth)
{
    if (element->first && depth < DEPTH_MAX)
        put_children(out, element, depth + 1);
    else
        json_put_str(out, element->text.ptr ? element->text : S(""));
}

/* Enough for every callback there is; more would make the loops above long. */
static bool has_bounded_children(const Xml *element, size_t *left)
{
    for (const Xml *one = element->first; one; one = one->next) {
        if (*left == 0) return false;
        *left -= 1;
        if (!has_bounded_children(one, left)) return false;
    }
    return true;
}

Code wecom_callback_parse(Arena *arena, Str message, WecomCallback *out, const char **reason)
{
    enum { ELEMENTS_MAX = 2500 };
    const Xml *root    = NULL;
    size_t     left    = ELEMENTS_MAX;
    int64_t    created = 0;
    if (xml_parse(arena, message, WECOM_CALLBACK_MAX, &root) != OK || !root->first ||
        !has_bounded_children(root, &left))
        return refuse(reason, ERR_INVALID, "callback.malformed");
    const Str kind  = str_trim(xml_text(root, S("MsgType")));
    const Str event = str_trim(xml_text(root, S("Event"))),
              info  = str_trim(xml_text(root, S("InfoType")));
    JsonOut json    = json_out(arena, FIELDS_MAX);
    put_children(&json, root, 0);
    WecomCallback got = { .event       = event.len > 0  ? event
                                         : info.len > 0 ? info
                                                        : S("message"),
                          .change_type = str_trim(xml_text(root, S("ChangeType"))) };
    if (event.len == 0 && info.len == 0) got.change_type = kind;
    if (json_out_done(&json, &got.fields) != OK)
        return refuse(reason, ERR_INVALID, "callback.malformed");
    Str time = xml_text(root, S("CreateTime"));
    if (time.len == 0) time = xml_text(root, S("TimeStamp"));
    if (str_to_i64(str_trim(time), &created) && created > 0 && created < INT64_MAX / MS_PER_SECOND)
        got.created_at_ms = created * MS_PER_SECOND;
    *out = got;
    return OK;
}

int64_t wecom_callback_deadline_ms(int64_t created_at_ms, int64_t received_at_ms)
{
    const bool is_ours = created_at_ms > 0 && created_at_ms <= received_at_ms &&
                         received_at_ms - created_at_ms <= CODE_LIFE_MS;
    return (is_ours ? created_at_ms : received_at_ms) + CODE_LIFE_MS;
}
