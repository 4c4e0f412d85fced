/* track_sensors.c -- a record of Sensors Data: events, binding of ids, profiles. */
#include "track/track_message.h"

enum { AHEAD_MAX_MS = 60 * 60 * 1000 };
static const int64_t behind_max_ms = 3LL * 366 * 24 * 60 * 60 * 1000;

/* ---- what was posted ------------------------------------------------------------------- */

/* Java's String.hashCode of the text. */
static int32_t hash_of(Str text)
{
    uint32_t hash = 0;
    for (size_t i = 0; i < text.len; i++) hash = 31 * hash + (unsigned char)text.ptr[i];
    return (int32_t)hash;
}

static bool crc_fits(Ctx *cx, Pairs form, Str data)
{
    int64_t crc  = 0;
    Str     text = pairs_find(form, S("crc"));
    if (!text.len)
        text = pairs_find(query_parse(cx->arena, pairs_find(form, S("ext")), 4), S("crc"));
    return !text.len || (str_to_i64(text, &crc) && (int32_t)crc == hash_of(data));
}

Code track_sensors_open(Ctx *cx, Pairs form, Str data, Str *json)
{
    Str text = str_replace(cx->arena, data, S(" "), S("+"));
    if (!crc_fits(cx, form, text)) return fail(cx, ERR_INVALID, "track.bad_crc", "tracking");
    if (base64_decode(cx->arena, text, json) != OK)
        return fail(cx, ERR_INVALID, "track.bad_base64", "tracking");
    if (!gzip_is(*json)) return OK;
    const Code code = gzip_unpack(cx->arena, *json, TRACK_LIST_BYTES_MAX, json);
    if (code != OK)
        return fail(cx, ERR_INVALID, code == ERR_LIMIT ? "track.too_large" : "track.bad_gzip",
                    "tracking");
    return OK;
}

/* ---- a record -------------------------------------------------------------------------- */

static bool is_profile(Str type) { return str_starts(type, S("profile_")); }
static bool is_item(Str type) { return str_starts(type, S("item_")); }

/* Those with an event of their own; the others are named by their type. */
static bool has_event(Str type)
{
    return str_equal(type, S("track")) || str_equal(type, S("track_signup")) ||
           str_equal(type, S("track_id_bind")) || str_equal(type, S("track_id_unbind"));
}

/* By our clock: `_flush_time` tells how far the client's was off. */
static void read_time(TrackMessage *out, const Json *record, int64_t now_ms)
{
    int64_t       at    = json_i64(record, S("time"), now_ms);
    const int64_t flush = json_i64(record, S("_flush_time"), 0);
    const bool    free  = json_bool(record, S("time_free"), false);
    if (flush > 0 && at > 0 && flush >= at && !free) at = now_ms - (flush - at);
    if (!free && (at > now_ms + AHEAD_MAX_MS || at < now_ms - behind_max_ms))
        track_refuse(out, "track.bad_time", (Str){ 0 });
    out->occurred_at_ms = at <= 0 || at > now_ms ? now_ms : at;
}

/* The dedupe key of the format; absent where the client gives no _track_id. */
static Str message_id(Ctx *cx, const Json *record)
{
    const Str track_id = track_text(cx, record, S("_track_id"));
    if (!track_id.len) return (Str){ 0 };
    return str_fmt(cx->arena, "%.*s:%.*s:%lld:%.*s", FMT(track_id),
                   FMT(track_text(cx, record, S("distinct_id"))),
                   (long long)json_i64(record, S("time"), 0), FMT(json_str(record, S("event"))));
}

static void add(TrackMessage *out, Str kind, Str scope, Str value)
{
    track_add_claim(out,
                    (DoorClaim){ .kind = kind, .scope = scope, .value = value, .decides = true });
}

/* Without a word of which it is, distinct_id is a login where somebody has that, else a device. */
static void read_ids(Ctx *cx, TrackMessage *out, const Json *record)
{
    const Json *ids        = json_get(record, S("identities"));
    const Json *properties = json_get(record, S("properties"));
    const Str   distinct   = track_text(cx, record, S("distinct_id"));
    Str         login      = track_text(cx, record, S("login_id"));
    Str         device     = track_text(cx, record, S("anonymous_id"));
    const bool  is_signup  = str_equal(out->type, S("track_signup"));
    if (!login.len) login = track_text(cx, ids, S("$identity_login_id"));
    if (!login.len && (is_signup || json_bool(properties, S("$is_login_id"), false)))
        login = distinct;
    if (!device.len && is_signup) device = track_text(cx, record, S("original_id"));
    if (!device.len) device = track_text(cx, ids, S("$identity_cookie_id"));
    add(out, IDENTITY_USER_ID, S(""), login);
    add(out, IDENTITY_UNIONID, S(""), track_text(cx, ids, S("$identity_mp_unionid")));
    add(out, IDENTITY_OPENID, S(""), track_text(cx, ids, S("$identity_mp_openid")));
    if (!login.len && !str_equal(distinct, device))
        track_add_claim(out, (DoorClaim){ .kind     = IDENTITY_USER_ID,
                                          .value    = distinct,
                                          .decides  = true,
                                          .is_maybe = true });
    add(out, IDENTITY_ANONYMOUS_ID, S(""), device.len ? device : login.len ? S("") : distinct);
    if (!distinct.len && !login.len && !device.len) track_refuse(out, "track.no_id", (Str){ 0 });
}

static void write_payload(Ctx *cx, TrackMessage *out, const Json *record)
{
    static const char *const kept[] = { "distinct_id", "anonymous_id", "login_id", "original_id",
                                        "identities",  "item_type",    "item_id",  "lib",
                                        "time",        "project" };
    JsonOut                  json   = json_out(cx->arena, TRACK_MESSAGE_BYTES_MAX);
    const Json              *properties = json_get(record, S("properties"));
    json_open_object(&json);
    json_pair_str(&json, S("type"), out->type);
    for (size_t i = 0; i < COUNT(kept); i++) {
        const Json *member = json_get(record, str_of(kept[i]));
        if (!member) continue;
        json_key(&json, str_of(kept[i]));
        json_put(&json, member);
    }
    json_key(&json, S("properties"));
    if (properties && is_profile(out->type))
        track_put_traits(&json, properties);
    else if (properties)
        json_put(&json, properties);
    else
        json_null(&json);
    json_close_object(&json);
    if (json_out_done(&json, &out->payload) != OK)
        track_refuse(out, "track.event_too_large", (Str){ 0 });
}

void track_sensors_read(Ctx *cx, const Json *record, const TrackVisit *visit, Vec *messages)
{
    TrackMessage *out = VEC_ADD(messages, TrackMessage);
    if (!record || record->kind != JSON_OBJECT) {
        track_refuse(out, "track.no_object", (Str){ 0 });
        return;
    }
    out->type = str_prefix_bytes(json_str(record, S("type")), TRACK_ID_BYTES_MAX);
    if (!has_event(out->type) && !is_profile(out->type) && !is_item(out->type)) {
        track_refuse(out, "track.unknown_type", out->type);
        return;
    }
    out->event = has_event(out->type) ? json_str(record, S("event")) : out->type;
    if (str_equal(out->type, S("track_signup")) && !out->event.len) out->event = S("$SignUp");
    out->message_id = message_id(cx, record);
    read_time(out, record, visit->now_ms);
    out->who.at_ms = out->occurred_at_ms;
    if (!is_item(out->type)) read_ids(cx, out, record);
    if (is_profile(out->type)) track_add_traits(cx, out, json_get(record, S("properties")));
    const Str agent = json_str(json_get(record, S("properties")), S("$user_agent"));
    track_check(out, agent.len ? agent : visit->user_agent);
    write_payload(cx, out, record);
}
