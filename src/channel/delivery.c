/* delivery.c -- signatures, encryption and the reading of what is delivered; the doors and the
 * fuzzer call it. */
#include "channel/delivery.h"

enum { FIELDS_MAX = 200 * 1024, DEPTH_MAX = 16 };

/* ---- opening ---------------------------------------------------------------- */

Code delivery_refuse(const char **reason, Code code, const char *why)
{
    *reason = why;
    return code;
}

Code delivery_decrypt(Arena *arena, const DeliveryLock *lock, const Delivery *delivery,
                      Str ciphertext, Str *message, const char **reason)
{
    WxKey       key;
    const char *why = NULL;
    if (delivery->signature.len == 0 ||
        !wx_signature_holds(lock->token, delivery->timestamp, delivery->nonce, ciphertext,
                            delivery->signature))
        return delivery_refuse(reason, ERR_DENIED, "callback.bad_signature");
    if (wx_key(lock->aes_key, &key, &why) != OK)
        return delivery_refuse(reason, ERR_INVALID, "callback.undecryptable");
    const Code code = wx_decrypt(arena, &key, lock->receiver, ciphertext, message, &why);
    if (code == OK) return OK;
    if (why && str_equal(str_of(why), S("wx.bad_receive_id")))
        return delivery_refuse(reason, ERR_DENIED, "callback.wrong_receiver");
    return delivery_refuse(reason, ERR_INVALID, "callback.undecryptable");
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

/* ---- JSON: a mini program's choice ---- */

/* As from XML: every value is a text, an object or a list. */
static void put_json(JsonOut *out, Arena *arena, const Json *json)
{
    switch (json->kind) {
    case JSON_OBJECT:
        json_open_object(out);
        for (uint32_t i = 0; i < json->count; i++) {
            json_key(out, json->as.first[i].key);
            put_json(out, arena, &json->as.first[i]);
        }
        json_close_object(out);
        break;
    case JSON_ARRAY:
        json_open_array(out);
        for (uint32_t i = 0; i < json->count; i++) put_json(out, arena, &json->as.first[i]);
        json_close_array(out);
        break;
    case JSON_STR: json_put_str(out, json->as.str); break;
    case JSON_INT: json_put_str(out, str_fmt(arena, "%lld", (long long)json->as.integer)); break;
    case JSON_NULL: json_put_str(out, S("")); break;
    case JSON_BOOL:
    case JSON_REAL: json_put(out, json);
    }
}

static Code parse_json(Arena *arena, Str message, DeliveryTold *out, const char **reason)
{
    const JsonLimits limits = { .bytes = DELIVERY_BYTES_MAX, .nodes = 10000, .depth = DEPTH_MAX };
    const Json      *root   = NULL;
    JsonError        error  = { 0 };
    if (json_parse(arena, message, limits, &root, &error) != OK || root->kind != JSON_OBJECT ||
        root->count == 0)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    const Str     event   = str_trim(json_str(root, S("Event")));
    const int64_t created = json_i64(root, S("CreateTime"), 0);
    JsonOut       fields  = json_out(arena, FIELDS_MAX);
    put_json(&fields, arena, root);
    *out = (DeliveryTold){ .event       = event.len > 0 ? event : S("message"),
                           .change_type = event.len > 0 ? str_trim(json_str(root, S("ChangeType")))
                                                        : str_trim(json_str(root, S("MsgType"))) };
    if (created > 0 && created < INT64_MAX / MS_PER_SECOND)
        out->created_at_ms = created * MS_PER_SECOND;
    if (json_out_done(&fields, &out->fields) == OK) return OK;
    return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
}

Code delivery_parse(Arena *arena, Str message, DeliveryTold *out, const char **reason)
{
    enum { ELEMENTS_MAX = 2500 };
    const Xml *root    = NULL;
    size_t     left    = ELEMENTS_MAX;
    int64_t    created = 0;
    if (str_starts(str_trim(message), S("{"))) return parse_json(arena, message, out, reason);
    if (xml_parse(arena, message, DELIVERY_BYTES_MAX, &root) != OK || !root->first ||
        !has_bounded_children(root, &left))
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    const Str kind  = str_trim(xml_text(root, S("MsgType")));
    const Str event = str_trim(xml_text(root, S("Event"))),
              info  = str_trim(xml_text(root, S("InfoType")));
    JsonOut json    = json_out(arena, FIELDS_MAX);
    put_children(&json, root, 0);
    DeliveryTold got = { .event       = event.len > 0  ? event
                                        : info.len > 0 ? info
                                                       : S("message"),
                         .change_type = str_trim(xml_text(root, S("ChangeType"))) };
    if (event.len == 0 && info.len == 0) got.change_type = kind;
    if (json_out_done(&json, &got.fields) != OK)
        return delivery_refuse(reason, ERR_INVALID, "callback.malformed");
    Str time = xml_text(root, S("CreateTime"));
    if (time.len == 0) time = xml_text(root, S("TimeStamp"));
    if (str_to_i64(str_trim(time), &created) && created > 0 && created < INT64_MAX / MS_PER_SECOND)
        got.created_at_ms = created * MS_PER_SECOND;
    *out = got;
    return OK;
}
