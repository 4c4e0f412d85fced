/* track_segment.c -- the tracking API of Segment, as its clients and RudderStack's send it. */
#include "track/track_consent.h"

typedef enum CallKind {
    CALL_IDENTIFY = 1,
    CALL_TRACK,
    CALL_PAGE,
    CALL_SCREEN,
    CALL_GROUP,
    CALL_ALIAS
} CallKind;

static const char *const call_names[] = {
    [CALL_IDENTIFY] = "identify", [CALL_TRACK] = "track", [CALL_PAGE] = "page",
    [CALL_SCREEN] = "screen",     [CALL_GROUP] = "group", [CALL_ALIAS] = "alias",
};

/* The envelope of a batch, whose members hold where a message has none of its own. */
typedef struct Envelope {
    const Json *json; /* NULL: the message stands alone */
    bool        is_history;
} Envelope;

static const char *name_of(Str kind)
{
    for (size_t i = 1; i < COUNT(call_names); i++) {
        const Str name = str_of(call_names[i]);
        if (str_equal(kind, name) || (kind.len == 1 && kind.ptr[0] == name.ptr[0]))
            return call_names[i];
    }
    return NULL;
}

static const Json *context_of(const Json *message, const Envelope *envelope, Str key)
{
    const Json *own = json_get(json_get(message, S("context")), key);
    return own || !envelope->json ? own : json_get(json_get(envelope->json, S("context")), key);
}

static bool time_of(const Json *object, Str key, int64_t *at_ms)
{
    const Str text = json_str(object, key);
    return text.len > 0 && rfc3339_parse(text, at_ms);
}

/* By our clock: what the client's says is moved by how far it was off when it sent. */
static int64_t occurred(const Json *message, const Envelope *envelope, int64_t now_ms)
{
    int64_t at = 0, original = 0, sent = 0;
    if (!time_of(message, S("timestamp"), &at) && !time_of(message, S("originalTimestamp"), &at))
        return now_ms;
    if (envelope->is_history) return at <= 0 || at > now_ms ? now_ms : at;
    if (!time_of(message, S("originalTimestamp"), &original)) original = at;
    const bool is_sent = time_of(message, S("sentAt"), &sent) ||
                         (envelope->json && time_of(envelope->json, S("sentAt"), &sent));
    if (is_sent) at = now_ms - (sent - original);
    return at <= 0 || at > now_ms ? now_ms : at;
}

static void put_member(JsonOut *out, const Json *message, Str key, Str as)
{
    const Json *json = json_get(message, key);
    if (!json || json->kind == JSON_NULL) return;
    json_key(out, as);
    json_put(out, json);
}

static void put_context(JsonOut *out, const Json *message, const Envelope *envelope,
                        const TrackVisit *visit)
{
    const Json *own    = json_get(message, S("context"));
    const Json *around = envelope->json ? json_get(envelope->json, S("context")) : NULL;
    json_key(out, S("context"));
    json_open_object(out);
    for (uint32_t i = 0; own && own->kind == JSON_OBJECT && i < own->count; i++) {
        const Json *member = &own->as.first[i];
        json_key(out, member->key);
        if (str_equal(member->key, S("traits")))
            track_put_traits(out, member);
        else
            json_put(out, member);
    }
    for (uint32_t i = 0; around && around->kind == JSON_OBJECT && i < around->count; i++) {
        const Json *member = &around->as.first[i];
        if (json_get(own, member->key) || str_equal(member->key, S("traits"))) continue;
        json_key(out, member->key);
        json_put(out, member);
    }
    if (!context_of(message, envelope, S("ip")) && visit->address.len)
        json_pair_str(out, S("ip"), visit->address);
    json_close_object(out);
}

static void write_payload(Ctx *cx, TrackMessage *out, const Json *message, const Envelope *envelope,
                          const TrackVisit *visit)
{
    JsonOut json = json_out(cx->arena, TRACK_MESSAGE_BYTES_MAX + 4096);
    json_open_object(&json);
    json_pair_str(&json, S("type"), out->type);
    put_member(&json, message, S("messageId"), S("message_id"));
    put_member(&json, message, S("userId"), S("user_id"));
    put_member(&json, message, S("anonymousId"), S("anonymous_id"));
    put_member(&json, message, S("previousId"), S("previous_id"));
    put_member(&json, message, S("groupId"), S("group_id"));
    put_member(&json, message, S("name"), S("name"));
    put_member(&json, message, S("category"), S("category"));
    put_member(&json, message, S("properties"), S("properties"));
    put_member(&json, message, S("timestamp"), S("timestamp"));
    if (json_get(message, S("traits"))) {
        json_key(&json, S("traits"));
        track_put_traits(&json, json_get(message, S("traits")));
    }
    put_context(&json, message, envelope, visit);
    json_close_object(&json);
    if (json_out_done(&json, &out->payload) != OK)
        track_refuse(out, "track.event_too_large", (Str){ 0 });
}

static void read_ids(Ctx *cx, TrackMessage *out, const Json *message)
{
    const Str user_id      = track_text(cx, message, S("userId"));
    const Str anonymous_id = track_text(cx, message, S("anonymousId"));
    track_add_claim(out,
                    (DoorClaim){ .kind = IDENTITY_USER_ID, .value = user_id, .decides = true });
    if (str_equal(out->type, S("alias"))) {
        const Str previous = track_text(cx, message, S("previousId"));
        if (!user_id.len || !previous.len) track_refuse(out, "track.no_id", (Str){ 0 });
        track_add_claim(
            out, (DoorClaim){ .kind = IDENTITY_USER_ID, .value = previous, .is_maybe = true });
        track_add_claim(
            out, (DoorClaim){ .kind = IDENTITY_ANONYMOUS_ID, .value = previous, .decides = true });
        return;
    }
    track_add_claim(
        out, (DoorClaim){ .kind = IDENTITY_ANONYMOUS_ID, .value = anonymous_id, .decides = true });
    if (!user_id.len && !anonymous_id.len) track_refuse(out, "track.no_id", (Str){ 0 });
    if (str_equal(out->type, S("group")) && !track_text(cx, message, S("groupId")).len)
        track_refuse(out, "track.no_group", (Str){ 0 });
    if (str_equal(out->type, S("identify")))
        track_add_traits(cx, out, json_get(message, S("traits")));
}

static void read_one(Ctx *cx, const char *kind, const Json *message, const Envelope *envelope,
                     const TrackVisit *visit, Vec *messages)
{
    TrackMessage *out = VEC_ADD(messages, TrackMessage);
    if (!message || message->kind != JSON_OBJECT) {
        track_refuse(out, "track.no_object", (Str){ 0 });
        return;
    }
    const Str   said  = kind ? str_of(kind) : json_str(message, S("type"));
    const char *known = name_of(said);
    if (!known || said.len == 1) {
        out->type = str_prefix_bytes(said, TRACK_ID_BYTES_MAX);
        track_refuse(out, "track.unknown_type", out->type);
        return;
    }
    out->type       = str_of(known);
    out->event      = str_equal(out->type, S("track")) ? json_str(message, S("event")) : out->type;
    out->message_id = track_text(cx, message, S("messageId"));
    out->occurred_at_ms = occurred(message, envelope, visit->now_ms);
    out->who.at_ms      = out->occurred_at_ms;
    read_ids(cx, out, message);
    const Json *agent = context_of(message, envelope, S("userAgent"));
    track_check(out, agent && agent->kind == JSON_STR ? agent->as.str : visit->user_agent);
    track_consent_read(out, context_of(message, envelope, S("consent")));
    write_payload(cx, out, message, envelope, visit);
}

Code track_segment_read(Ctx *cx, Str kind, const Json *body, const TrackVisit *visit, Vec *messages)
{
    const bool  is_history = str_equal(kind, S("import"));
    const bool  is_batch   = is_history || str_equal(kind, S("batch")) || str_equal(kind, S("b"));
    const char *name       = name_of(kind);
    if (!is_batch && !name) return ERR_NOT_FOUND;
    const Envelope  envelope = { is_batch ? body : NULL, is_history };
    const JsonItems items    = json_items(body, S("batch"));
    vec_reserve(messages, is_batch ? items.count : 1);
    if (!is_batch) read_one(cx, name, body, &envelope, visit, messages);
    for (size_t i = 0; is_batch && i < items.count; i++)
        read_one(cx, NULL, &items.at[i], &envelope, visit, messages);
    return OK;
}
