/* track_message.c -- what both wire formats have in common. */
#include "track/track_message.h"

Str track_text(Ctx *cx, const Json *object, Str key)
{
    const Json *json = json_get(object, key);
    if (!json) return (Str){ 0 };
    if (json->kind == JSON_STR && json->as.str.len > 0) return json->as.str;
    if (json->kind == JSON_INT) return str_fmt(cx->arena, "%lld", (long long)json->as.integer);
    return (Str){ 0 };
}

void track_refuse(TrackMessage *message, const char *reason, Str detail)
{
    if (message->refusal) return;
    message->refusal = reason;
    message->detail  = detail;
}

bool track_is_plain(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ') return false;
    return true;
}

void track_add_claim(TrackMessage *message, DoorClaim claim)
{
    if (claim.value.len == 0 || message->who.count == DOOR_CLAIMS_MAX) return;
    if (claim.value.len > TRACK_ID_BYTES_MAX) {
        track_refuse(message, "track.id_too_long", claim.kind);
        return;
    }
    if (!track_is_plain(claim.value) || !track_is_plain(claim.scope) ||
        claim.scope.len > TRACK_ID_BYTES_MAX) {
        track_refuse(message, "track.bad_id", claim.kind);
        return;
    }
    if (!claim.scope.ptr) claim.scope = S("");
    message->who.claims[message->who.count++] = claim;
}

static bool is_phone(Str key)
{
    return str_equal(key, S("phone")) || str_equal(key, S("mobile")) ||
           str_equal(key, S("$phone")) || str_equal(key, S("phone_number"));
}

static bool is_email(Str key) { return str_equal(key, S("email")) || str_equal(key, S("$email")); }

void track_add_traits(Ctx *cx, TrackMessage *message, const Json *traits)
{
    enum { NAME_CHARS_MAX = 60 };
    if (!traits || traits->kind != JSON_OBJECT) return;
    for (uint32_t i = 0; i < traits->count; i++) {
        const Str key = traits->as.first[i].key;
        if (!is_phone(key) && !is_email(key)) continue;
        const Str text  = track_text(cx, traits, key);
        const Str value = is_phone(key) ? customer_identity_phone(cx->arena, text)
                                        : customer_identity_email(cx->arena, text);
        track_add_claim(
            message,
            (DoorClaim){ .kind = is_phone(key) ? IDENTITY_PHONE : IDENTITY_EMAIL, .value = value });
    }
    const Str unionid = track_text(cx, traits, S("unionid"));
    const Str openid  = track_text(cx, traits, S("openid"));
    track_add_claim(message, (DoorClaim){ .kind = IDENTITY_UNIONID, .value = unionid });
    track_add_claim(message, (DoorClaim){ .kind  = IDENTITY_OPENID,
                                          .scope = track_text(cx, traits, S("appid")),
                                          .value = openid });
    Str name = track_text(cx, traits, S("name"));
    if (!name.len) name = track_text(cx, traits, S("$name"));
    if (track_is_plain(name)) message->who.name = str_prefix_chars(name, NAME_CHARS_MAX);
}

void track_put_traits(JsonOut *out, const Json *object)
{
    if (!object || object->kind != JSON_OBJECT) {
        json_null(out);
        return;
    }
    json_open_object(out);
    for (uint32_t i = 0; i < object->count; i++) {
        const Json *member = &object->as.first[i];
        if (is_phone(member->key) || is_email(member->key)) continue;
        json_key(out, member->key);
        json_put(out, member);
    }
    json_close_object(out);
}

/* ---- what is never taken ---------------------------------------------------------- */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool holds(Str text, const char *word)
{
    const Str needle = str_of(word);
    for (size_t i = 0; i + needle.len <= text.len; i++) {
        size_t j = 0;
        while (j < needle.len && lower(text.ptr[i + j]) == needle.ptr[j]) j++;
        if (j == needle.len) return true;
    }
    return false;
}

static bool is_bot(Str user_agent)
{
    static const char *const words[] = { "googlebot",  "bingbot", "baiduspider", "yandexbot",
                                         "bytespider", "spider/", "crawler",     "bot/",
                                         "slurp",      "+http" };
    for (size_t i = 0; i < COUNT(words); i++)
        if (holds(user_agent, words[i])) return true;
    return false;
}

/* Our own types are told by us alone; consumers believe them.  Each has a dot in it. */
static bool is_ours(Str event)
{
    if (str_find(event, S(".")) < 0) return false;
    for (int type = 1; type < EVENT_TYPE_COUNT; type++)
        if (str_equal(event, event_word((EventType)type))) return true;
    return str_starts(event, S("platform.")) || str_starts(event, S("callback."));
}

void track_check(TrackMessage *message, Str user_agent)
{
    enum { EVENT_BYTES_MAX = 100 };
    const Str event = message->event;
    if (event.len == 0) track_refuse(message, "track.no_event", (Str){ 0 });
    if (event.len > EVENT_BYTES_MAX) track_refuse(message, "track.event_too_long", (Str){ 0 });
    if (!track_is_plain(event)) track_refuse(message, "track.bad_event", (Str){ 0 });
    if (is_ours(event)) track_refuse(message, "track.reserved_event", event);
    if (is_bot(user_agent)) track_refuse(message, "track.bot", user_agent);
}
