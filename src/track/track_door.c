/* track_door.c -- from a call to events of the log.  Statements are in track_sql.c. */
#include "track/track_door.h"

#include "consent/consent.h"
#include "kernel/again.h"
#include "kernel/together.h"
#include "track/track_consent.h"
#include "track/track_gate.h"
#include "track/track_sql.h"

enum {
    REFUSALS_KEPT        = 500,
    REFUSALS_OF_CALL_MAX = 20,
    TRIES_MAX            = 5,
    PART_MAX             = 250,
    TOGETHER_MAX         = 1000
};

static Code malformed(Ctx *cx, const char *reason)
{
    return fail(cx, ERR_INVALID, reason, "tracking");
}

/* ---- what was decided of types ------------------------------------------------------ */

static Code decide_types(Ctx *cx, Vec *messages)
{
    Rows rules = { 0 };
    TRY(track_sql_decided(cx, &rules));
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
    return OK;
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

static void sample(const TrackSource *source, Vec *messages, TrackResult *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < messages->count; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (is_sampled_out(source, message)) continue;
        *VEC_AT(*messages, TrackMessage, kept++) = *message;
    }
    out->sampled_out = (int64_t)(messages->count - kept);
    messages->count  = kept;
}

/* ---- appending ---------------------------------------------------------------------- */

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

/* Of what a client said, so much that people know it again. */
static Str said(Ctx *cx, Str text)
{
    enum { SAID_BYTES_MAX = 100 };
    text       = str_prefix_bytes(text, SAID_BYTES_MAX);
    char *copy = arena_make(cx->arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
    return (Str){ copy, text.len };
}

static Code note_refused(Ctx *cx, const TrackSource *source, const Vec *messages, int64_t count)
{
    Vec rows = vec_of(cx->arena, TrackRefusal);
    if (count == 0) return OK;
    for (size_t i = 0; i < messages->count && rows.count < REFUSALS_OF_CALL_MAX; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (!message->refusal) continue;
        *VEC_ADD(&rows, TrackRefusal) = (TrackRefusal){ .id        = cx_new_id(cx),
                                                        .tenant_id = cx->tenant_id,
                                                        .source_id = source->id,
                                                        .at_ms     = cx->now_ms,
                                                        .type      = said(cx, message->type),
                                                        .event     = said(cx, message->event),
                                                        .reason    = str_of(message->refusal),
                                                        .detail    = said(cx, message->detail) };
    }
    return track_sql_refused(cx, source->id, vec_rows(&rows), count, REFUSALS_KEPT);
}

/* Who withdrew that his visits are counted is refused, whatever his browser says. */
static Code refuse_withdrawn(Ctx *cx, Vec *messages)
{
    Vec    ids  = vec_of(cx->arena, int64_t);
    Ids    kept = { 0 };
    IdMap *may  = NULL;
    for (size_t i = 0; i < messages->count; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (!message->refusal) *VEC_ADD(&ids, int64_t) = message->who.person_id;
    }
    TRY(consent_keep(cx, CONSENT_ANALYTICS, (Ids){ (int64_t *)(void *)ids.at, ids.count }, &kept));
    if (kept.count == ids.count) return OK;
    may = idmap_new(cx->arena);
    for (size_t i = 0; i < kept.count; i++) (void)idmap_put(may, kept.at[i], may);
    for (size_t i = 0; i < messages->count; i++) {
        TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (!message->refusal && !idmap_find(may, message->who.person_id))
            track_refuse(message, "track.no_consent", (Str){ 0 });
    }
    return OK;
}

static Code resolve(Ctx *cx, Str from, Vec *messages)
{
    DoorWho *whos  = arena_make(cx->arena, DoorWho, messages->count);
    size_t   count = 0;
    for (size_t i = 0; i < messages->count; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (!message->refusal) whos[count++] = message->who;
    }
    if (count > 0) TRY(customer_door_resolve(cx, from, whos, count));
    count = 0;
    for (size_t i = 0; i < messages->count; i++) {
        TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (message->refusal) continue;
        message->who.person_id = whos[count].person_id;
        if (whos[count++].is_erased) track_refuse(message, "track.person_erased", (Str){ 0 });
    }
    TRY(track_consent_hear(cx, from, messages));
    return count ? refuse_withdrawn(cx, messages) : OK;
}

static Str actor_of(Ctx *cx, int64_t person)
{
    char room[STR_DIGITS_ROOM];
    return person ? STR_JOIN(cx->arena, S("customer:"), str_digits(room, person))
                  : S("system:track");
}

static Code append_good(Ctx *cx, const TrackSource *source, Vec *messages, int64_t *accepted)
{
    EventDraft *drafts = arena_make(cx->arena, EventDraft, messages->count);
    const Str   from   = str_fmt(cx->arena, "track:%lld", (long long)source->id);
    size_t      count  = 0;
    TRY(resolve(cx, from, messages));
    for (size_t i = 0; i < messages->count; i++) {
        const TrackMessage *message = VEC_AT(*messages, TrackMessage, i);
        if (message->refusal) continue;
        const int64_t person = message->who.person_id;
        drafts[count++]      = (EventDraft){
                 .id             = event_id(cx, source, message),
                 .type           = message->event,
                 .person_id      = person,
                 .actor          = actor_of(cx, person),
                 .source         = from,
                 .occurred_at_ms = message->occurred_at_ms,
                 .payload        = message->payload,
        };
    }
    *accepted     = (int64_t)count;
    int64_t added = 0;
    return count ? event_append_all(cx, drafts, count, &added) : OK;
}

/* A part of a call that is to be stored, and what came of it. */
typedef struct Stored {
    const TrackSource *source;
    const Vec         *messages;
    int64_t            accepted, refused;
} Stored;

static Vec messages_of(Ctx *cx, Stored *const *items, size_t count)
{
    Vec    all  = vec_of(cx->arena, TrackMessage);
    size_t room = 0;
    for (size_t i = 0; i < count; i++) room += items[i]->messages->count;
    vec_reserve(&all, room);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < items[i]->messages->count; j++)
            *VEC_ADD(&all, TrackMessage) = *VEC_AT(*items[i]->messages, TrackMessage, j);
    return all;
}

/* Those of one source: their persons are looked for at once, and their events are one insert. */
static Code store_of_source(Ctx *cx, Stored *const *items, size_t count)
{
    const TrackSource *source   = items[0]->source;
    Vec                all      = messages_of(cx, items, count);
    int64_t            accepted = 0;
    cx->tenant_id               = source->tenant_id;
    TRY(append_good(cx, source, &all, &accepted));
    for (size_t i = 0, from = 0; i < count; i++) {
        Vec part   = all; /* those of one call */
        part.at    = (char *)all.at + from * sizeof(TrackMessage);
        part.count = items[i]->messages->count;
        from += part.count;
        items[i]->refused = 0;
        for (size_t j = 0; j < part.count; j++)
            items[i]->refused += VEC_AT(part, TrackMessage, j)->refusal != NULL;
        items[i]->accepted = (int64_t)part.count - items[i]->refused;
        TRY(note_refused(cx, source, &part, items[i]->refused));
    }
    return OK;
}

static Code store_together(Ctx *cx, void *const *items, size_t count)
{
    Stored **of_source = arena_make(cx->arena, Stored *, count);
    bool    *is_stored = arena_make(cx->arena, bool, count);
    cx->actor          = S("system:track");
    for (size_t i = 0; i < count; i++) {
        size_t found = 0;
        for (size_t j = i; j < count; j++) {
            Stored *one = items[j];
            if (is_stored[j] || one->source->id != ((Stored *)items[i])->source->id) continue;
            of_source[found++] = one;
            is_stored[j]       = true;
        }
        if (found > 0) TRY(store_of_source(cx, of_source, found));
    }
    return OK;
}

static const Together storing = { store_together, TOGETHER_MAX };

static Code store(Ctx *cx, const TrackSource *source, Vec *messages, TrackResult *out)
{
    Stored mine = { .source = source, .messages = messages };
    TRY(together(cx, &storing, &mine, messages->count));
    out->accepted += mine.accepted;
    out->refused += mine.refused;
    return OK;
}

/* And again when two calls met the same person. */
static Code store_surely(Ctx *cx, const TrackSource *source, Vec *messages, TrackResult *out)
{
    for (int tried = 0;; tried++) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = store(cx, source, messages, out);
        if (code == OK) arena_rewind(cx->arena, mark);
        if (code == OK || !cx_again(cx, tried, TRIES_MAX)) return code;
        arena_rewind(cx->arena, mark);
    }
}

static Code take(Ctx *cx, const TrackSource *source, Vec *messages, TrackResult *out)
{
    if (!track_gate_pass(cx, source, messages->count, &out->wait_s)) return OK;
    TRY(decide_types(cx, messages));
    sample(source, messages, out);
    for (size_t i = 0; !source->is_on && i < messages->count; i++)
        track_refuse(VEC_AT(*messages, TrackMessage, i), "track.source_off", (Str){ 0 });
    if (out->sampled_out > 0) TRY(track_sql_sampled_out(cx, source->id, out->sampled_out));
    /* A list may be long; what one transaction needs of memory must not be. */
    for (size_t from = 0; from < messages->count; from += PART_MAX) {
        const size_t left = messages->count - from;
        Vec          part = *messages;
        part.at           = (char *)VEC_AT(*messages, TrackMessage, from);
        part.count        = left < PART_MAX ? left : PART_MAX;
        TRY(store_surely(cx, source, &part, out));
    }
    return OK;
}

static Code find_source(Ctx *cx, Str key, TrackSource *source, TrackResult *out)
{
    out->is_known = false;
    if (!key.len || !str_is_utf8(key) || !track_is_plain(key)) return OK;
    TRY(track_sql_by_key(cx, key, source, &out->is_known));
    if (!out->is_known) return OK;
    cx->tenant_id = source->tenant_id;
    cx->actor     = S("system:track");
    return OK;
}

/* ---- Segment ------------------------------------------------------------------------- */

/* What a picture's address carries: base64, of what would be the body. */
Code track_door_pixel(Ctx *cx, const TrackCall *call, TrackResult *out)
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

Code track_door_segment(Ctx *cx, const TrackCall *call, TrackResult *out)
{
    const bool is_batch = str_equal(call->kind, S("batch")) || str_equal(call->kind, S("b")) ||
                          str_equal(call->kind, S("import"));
    const size_t max      = is_batch ? TRACK_BATCH_BYTES_MAX : TRACK_MESSAGE_BYTES_MAX;
    Str          body     = call->body;
    const Json  *json     = NULL;
    JsonError    error    = { 0 };
    TrackSource  source   = { 0 };
    Vec          messages = vec_of(cx->arena, TrackMessage);
    if (call->is_packed || gzip_is(body)) {
        const Code code = gzip_unpack(cx->arena, body, max, &body);
        if (code != OK)
            return malformed(cx, code == ERR_LIMIT ? "track.too_large" : "track.malformed");
    }
    if (body.len > max) return malformed(cx, "track.too_large");
    if (json_parse(cx->arena, body, TRACK_JSON_LIMITS(max), &json, &error) != OK ||
        json->kind != JSON_OBJECT)
        return malformed(cx, "track.malformed");
    TRY(find_source(cx, call->key.len ? call->key : json_str(json, S("writeKey")), &source, out));
    if (!out->is_known) {
        const size_t count = json_items(json, S("batch")).count;
        track_gate_unknown(cx, is_batch ? count : 1);
        return OK;
    }
    if (track_segment_read(cx, call->kind, json, &call->visit, &messages) != OK)
        return fail(cx, ERR_NOT_FOUND, "track.unknown_call", "%.*s", FMT(call->kind));
    return messages.count ? take(cx, &source, &messages, out) : OK;
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

Code track_door_sensors(Ctx *cx, const TrackCall *call, TrackResult *out)
{
    enum { PAIRS_MAX = 16 };
    const Pairs query    = query_parse(cx->arena, call->query, PAIRS_MAX);
    Pairs       form     = query_parse(cx->arena, call->body, PAIRS_MAX);
    Str         data     = pairs_find(form, S("data_list"));
    const Json *json     = NULL;
    JsonError   error    = { 0 };
    TrackSource source   = { 0 };
    Vec         messages = vec_of(cx->arena, TrackMessage);
    Str         text     = { 0 };
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
    TRY(find_source(cx, key_of(query, first), &source, out));
    if (!out->is_known) {
        track_gate_unknown(cx, is_list ? json->count : 1);
        return OK;
    }
    for (uint32_t i = 0; is_list && i < json->count; i++)
        track_sensors_read(cx, &json->as.first[i], &call->visit, &messages);
    if (!is_list) track_sensors_read(cx, json, &call->visit, &messages);
    return messages.count ? take(cx, &source, &messages, out) : OK;
}
