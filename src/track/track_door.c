/* track_door.c -- from a call to events of the log.  Statements are in track_sql.c. */
#include "track/track_door.h"

#include "track/track_gate.h"
#include "track/track_sql.h"

static Code malformed(Ctx *cx, const char *reason)
{
    return fail(cx, ERR_INVALID, reason, "tracking");
}

/* ---- what was decided of types ------------------------------------------------------ */

static void decide_types(Rows rules, Vec *messages)
{
    for (size_t i = 0; rules.count && i < messages->count; i++) {
        TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        for (size_t j = 0; j < rules.count; j++) {
            const TrackType *rule = ROWS_AT(TrackType, rules, j);
            if (!str_equal(rule->name, message->event)) continue;
            if (rule->is_blocked) track_refuse(message, "track.blocked", rule->name);
            if (rule->rename_to.len) message->event = rule->rename_to;
            break;
        }
    }
}

/* ---- sampling ----------------------------------------------------------------------- */

/* Who somebody is has to be known whole; what he does may be a part. */
static bool tells_who(const TrackMessage *message)
{
    return str_equal(message->type, S("identify")) || str_equal(message->type, S("alias")) ||
           str_equal(message->type, S("track_signup")) ||
           str_starts(message->type, S("track_id_")) || str_starts(message->type, S("profile_"));
}

/* All of a visitor or nothing of him: by what he is called, not by the roll of a die. */
static bool is_sampled_out(const TrackSource *source, const TrackMessage *message)
{
    if (source->sample_percent >= 100 || message->refusal || tells_who(message)) return false;
    if (message->who.count == 0) return false;
    const Str name = message->who.claims[message->who.count - 1].value;
    return (int64_t)(str_hash(name) % 100) >= source->sample_percent;
}

static void sample(TrackParcel *parcel)
{
    Vec   *messages = &parcel->messages;
    size_t kept     = 0;
    for (size_t i = 0; i < messages->count; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (is_sampled_out(&parcel->source, message)) continue;
        if (kept < i) *VEC_AT(*messages, TrackMessage, kept) = *message;
        kept++;
    }
    parcel->sampled_out = (int64_t)(messages->count - kept);
    messages->count     = kept;
}

/* ---- ids ---------------------------------------------------------------------------- */

/* Ids of clients may be long and hold anything; those of the log are short. */
static Str event_id(Ctx *cx, const TrackSource *source, const TrackMessage *message)
{
    enum { PLAIN_MAX = 64 };
    if (!message->message_id.len) return (Str){ 0 };
    Str id = message->message_id;
    for (size_t i = 0; i < id.len; i++)
        if (id.len > PLAIN_MAX || (unsigned char)id.ptr[i] < ' ') {
            id = digest_hex(cx->arena, sha256(id));
            break;
        }
    char room[STR_DIGITS_ROOM];
    return STR_JOIN(cx->arena, S("t:"), str_digits(room, source->id), S(":"), id);
}

/* ---- what is taken of a call -------------------------------------------------------------- */

/* What the store needs none of its turn for. */
static Code admit(Ctx *cx, Rows decided, TrackParcel *parcel)
{
    Vec *messages = &parcel->messages;
    if (messages->count == 0) return OK;
    if (!track_gate_pass(cx, &parcel->source, messages->count, &parcel->wait_s)) {
        messages->count = 0;
        return OK;
    }
    decide_types(decided, messages);
    sample(parcel);
    for (size_t i = 0; !parcel->source.is_on && i < messages->count; i++)
        track_refuse(VEC_AT(*messages, TrackMessage, i), "track.source_off", (Str){ 0 });
    for (size_t i = 0; i < messages->count; i++) {
        TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        message->id           = event_id(cx, &parcel->source, message);
    }
    return parcel->sampled_out > 0
               ? track_sql_sampled_out(cx, parcel->source.id, parcel->sampled_out)
               : OK;
}

static Code read_source(Ctx *cx, Str key, TrackKnown *out)
{
    out->key = key;
    if (!key.len || !str_is_utf8(key) || !track_is_plain(key)) return OK;
    TRY(track_sql_by_key(cx, key, &out->source, &out->is_known));
    if (!out->is_known) return OK;
    cx->tenant_id = out->source.tenant_id;
    return track_sql_decided(cx, &out->decided);
}

/* Many calls of one source that are read at once look it up once. */
static Code find_source(Ctx *cx, const TrackCall *call, Str key, Rows *decided, TrackParcel *out)
{
    TrackKnown *known = call->known ? *call->known : NULL;
    if (!known || !str_equal(known->key, key)) {
        known = arena_make(cx->arena, TrackKnown, 1);
        TRY(read_source(cx, key, known));
        if (call->known) *call->known = known;
    }
    *decided = known->decided;
    *out     = (TrackParcel){ .source   = known->source,
                              .is_known = known->is_known,
                              .messages = vec_of(cx->arena, TrackMessage) };
    if (!known->is_known) return OK;
    cx->tenant_id = known->source.tenant_id;
    cx->actor     = S("system:track");
    return OK;
}

/* ---- Segment ------------------------------------------------------------------------- */

/* What a picture's address carries: base64, of what would be the body. */
Code track_door_pixel(Ctx *cx, const TrackCall *call, TrackParcel *out)
{
    enum { PAIRS_MAX = 16 };
    TrackCall   posted = *call;
    const Pairs query  = query_parse(cx->arena, call->query, PAIRS_MAX);
    Str         data   = pairs_find(query, S("data"));
    data               = str_replace(cx->arena, data, S(" "), S("+"));
    if (!data.len) return malformed(cx, "track.no_data");
    if (base64_decode(cx->arena, data, &posted.body) != OK)
        return malformed(cx, "track.bad_base64");
    return track_door_segment(cx, &posted, out);
}

Code track_door_segment(Ctx *cx, const TrackCall *call, TrackParcel *out)
{
    const bool is_batch = str_equal(call->kind, S("batch")) || str_equal(call->kind, S("b")) ||
                          str_equal(call->kind, S("import"));
    const size_t max     = is_batch ? TRACK_BATCH_BYTES_MAX : TRACK_MESSAGE_BYTES_MAX;
    Str          body    = call->body;
    const Json  *json    = NULL;
    JsonError    error   = { 0 };
    Rows         decided = { 0 };
    if (call->is_packed || gzip_is(body)) {
        const Code code = gzip_unpack(cx->arena, body, max, &body);
        if (code != OK)
            return malformed(cx, code == ERR_LIMIT ? "track.too_large" : "track.malformed");
    }
    if (body.len > max) return malformed(cx, "track.too_large");
    if (json_parse(cx->arena, body, TRACK_JSON_LIMITS(max), &json, &error) != OK ||
        json->kind != JSON_OBJECT)
        return malformed(cx, "track.malformed");
    TRY(find_source(cx, call, call->key.len ? call->key : json_str(json, S("writeKey")), &decided,
                    out));
    if (!out->is_known) {
        const size_t count = json_items(json, S("batch")).count;
        track_gate_unknown(cx, is_batch ? count : 1);
        return OK;
    }
    if (track_segment_read(cx, call->kind, json, &call->visit, &out->messages) != OK)
        return fail(cx, ERR_NOT_FOUND, "track.unknown_call", "%.*s", FMT(call->kind));
    return admit(cx, decided, out);
}

/* ---- Sensors Data --------------------------------------------------------------------- */

static Str key_of(Pairs query, const Json *record)
{
    static const char *const names[] = { "token", "project" };
    for (size_t i = 0; i < COUNT(names); i++) {
        Str key = pairs_find(query, str_of(names[i]));
        if (key.len && !str_equal(key, S("default"))) return key;
        key = json_str(record, str_of(names[i]));
        if (key.len && !str_equal(key, S("default"))) return key;
    }
    return (Str){ 0 };
}

Code track_door_sensors(Ctx *cx, const TrackCall *call, TrackParcel *out)
{
    enum { PAIRS_MAX = 16 };
    const Pairs query   = query_parse(cx->arena, call->query, PAIRS_MAX);
    Pairs       form    = query_parse(cx->arena, call->body, PAIRS_MAX);
    Str         data    = pairs_find(form, S("data_list"));
    const Json *json    = NULL;
    JsonError   error   = { 0 };
    Str         text    = { 0 };
    Rows        decided = { 0 };
    if (!data.len) data = pairs_find(form, S("data"));
    if (!data.len) {
        form = query;
        data = pairs_find(form, S("data_list"));
        if (!data.len) data = pairs_find(form, S("data"));
    }
    if (!data.len) return malformed(cx, "track.no_data");
    TRY(track_sensors_open(cx, form, data, &text));
    if (json_parse(cx->arena, text, TRACK_JSON_LIMITS(TRACK_LIST_BYTES_MAX), &json, &error) != OK)
        return malformed(cx, "track.malformed");
    const bool  is_list = json->kind == JSON_ARRAY;
    const Json *first   = is_list && json->count ? &json->as.first[0] : json;
    TRY(find_source(cx, call, key_of(query, first), &decided, out));
    if (!out->is_known) {
        track_gate_unknown(cx, is_list ? json->count : 1);
        return OK;
    }
    for (uint32_t i = 0; is_list && i < json->count; i++)
        track_sensors_read(cx, &json->as.first[i], &call->visit, &out->messages);
    if (!is_list) track_sensors_read(cx, json, &call->visit, &out->messages);
    return admit(cx, decided, out);
}
