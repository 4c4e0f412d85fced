/* track_event.c -- counts what tracking brought: events of sources, types and their properties. */
#include "track/track_sql.h"

#include "customer/customer.h"
#include "wire/json.h"

#include <string.h>

enum { PROPERTIES_MAX = 200, PROPERTIES_BYTES_MAX = 32 * 1024 };

static Str kind_of(const Json *value)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",     [JSON_BOOL] = "bool", [JSON_INT] = "number",
        [JSON_REAL] = "number",   [JSON_STR] = "text",  [JSON_ARRAY] = "list",
        [JSON_OBJECT] = "object",
    };
    return str_of(names[value->kind]);
}

/* What was known with what is new; absent when nothing is. */
static Str merged(Ctx *cx, const Json *known, const Json *properties)
{
    JsonOut out    = json_out(cx->arena, PROPERTIES_BYTES_MAX);
    bool    is_new = false;
    Str     text   = { 0 };
    json_open_object(&out);
    for (uint32_t i = 0; known && known->kind == JSON_OBJECT && i < known->count; i++)
        json_pair_str(&out, known->as.first[i].key, known->as.first[i].as.str);
    for (uint32_t i = 0; i < properties->count; i++) {
        const Json *one = &properties->as.first[i];
        if (one->kind == JSON_NULL || json_get(known, one->key)) continue;
        if (known && known->count + i >= PROPERTIES_MAX) break;
        json_pair_str(&out, one->key, kind_of(one));
        is_new = true;
    }
    json_close_object(&out);
    return is_new && json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

/* ---- without reading it all -------------------------------------------------------------- */

static bool is_escaped(Str json, size_t at)
{
    size_t slashes = 0;
    while (json.ptr[at - 1 - slashes] == '\\') slashes++; /* the text begins with no slash */
    return slashes % 2 == 1;
}

/* Behind the text that begins at `at`; our payloads are written by json_out, without blanks. */
static size_t after_text(Str json, size_t at)
{
    for (;;) {
        const char *quote = memchr(json.ptr + at + 1, '"', json.len - at - 1);
        if (!quote) return json.len;
        at = (size_t)(quote - json.ptr);
        if (!is_escaped(json, at)) return at + 1;
    }
}

static size_t after_value(Str json, size_t at)
{
    int depth = 0;
    while (at < json.len) {
        const char c = json.ptr[at];
        if (c == '"') {
            at = after_text(json, at);
            if (depth == 0) return at;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}')) return at;
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        at++;
        if (depth == 0 && (c == '}' || c == ']')) return at;
    }
    return at;
}

/* The value of a member of an object that begins at `at`; json.len when it has none. */
static size_t member_at(Str json, size_t at, Str quoted_key)
{
    while (at + 1 < json.len && json.ptr[at] != '}') {
        const size_t key = at + 1, end = after_text(json, key);
        if (json.ptr[key] != '"' || end >= json.len) break; /* empty */
        if (str_equal(str_slice(json, key, end), quoted_key)) return end + 1;
        at = after_value(json, end + 1);
    }
    return json.len;
}

/* The value of a known one; mostly it stands behind the one that was looked for before. */
static size_t known_at(Str known, size_t behind, Str quoted_key)
{
    const size_t at = member_at(known, behind, quoted_key);
    return at < known.len || behind == 0 ? at : member_at(known, 0, quoted_key);
}

/* Whether every property of the event is known of its type: most events bring nothing new, and
 * parsing each to see that would be most of the work. */
static bool is_known(Str payload, Str known)
{
    size_t at     = member_at(payload, 0, S("\"properties\""));
    size_t behind = 0;
    if (at >= payload.len) at = member_at(payload, 0, S("\"traits\""));
    if (at >= payload.len || payload.ptr[at] != '{') return true;
    while (at + 1 < payload.len && payload.ptr[at] != '}') {
        const size_t key = at + 1;
        const size_t end = after_text(payload, key);
        if (payload.ptr[key] != '"' || end + 1 >= payload.len) break; /* empty */
        at = after_value(payload, end + 1);
        if (payload.ptr[end + 1] == 'n') continue; /* null is of no kind */
        const size_t found = known_at(known, behind, str_slice(payload, key, end));
        if (found >= known.len) return false;
        behind = after_value(known, found);
    }
    return true;
}

static Str news_of(Ctx *cx, const TrackType *type, const Event *event)
{
    const Json *payload = NULL, *known = NULL;
    JsonError   error = { 0 };
    if (is_known(event->payload, type->properties)) return (Str){ 0 };
    if (json_parse(cx->arena, event->payload, JSON_LIMITS, &payload, &error) != OK)
        return (Str){ 0 };
    const Json *properties = json_get(payload, S("properties"));
    if (!properties) properties = json_get(payload, S("traits"));
    if (!properties || properties->kind != JSON_OBJECT) return (Str){ 0 };
    if (json_parse(cx->arena, type->properties, JSON_LIMITS, &known, &error) != OK) known = NULL;
    return merged(cx, known, properties);
}

/* ---- what a batch keeps ------------------------------------------------------------------ */

/* A type, and what its count has grown by; NULL: each event is counted by itself. */
typedef struct HeardType {
    TrackType type;
    int64_t  *count;
} HeardType;

typedef struct Heard {
    Str      source;       /* the last one, */
    int64_t *source_count; /* and what its count has grown by */
    StrMap  *types;        /* HeardType by name */
    Vec      persons;      /* PersonSeen, once for each of their events */
} Heard;

static const char owner; /* of what is kept */

static Code note_persons(Ctx *cx, int64_t unused)
{
    (void)unused;
    Heard *heard = memo_own(cx, &owner, sizeof *heard);
    return customer_touch_seldom_all(cx, (PersonSeen *)(void *)heard->persons.at,
                                     heard->persons.count);
}

/* NULL where events are heard one by one. */
static Code heard_of(Ctx *cx, Heard **out)
{
    Heard *heard = memo_own(cx, &owner, sizeof *heard);
    *out         = heard;
    if (!heard || heard->types) return OK;
    heard->types   = strmap_new(memo_arena(cx));
    heard->persons = vec_of(memo_arena(cx), PersonSeen);
    return memo_once(cx, note_persons, 0);
}

/* ---- types ----------------------------------------------------------------------------- */

static Code find_type(Ctx *cx, const Event *event, TrackType *out)
{
    bool found = false;
    TRY(track_sql_type_named(cx, event->type, out, &found));
    if (found) return OK;
    *out = (TrackType){ .id          = cx_new_id(cx),
                        .tenant_id   = cx->tenant_id,
                        .name        = event->type,
                        .rename_to   = S(""),
                        .owner       = S(""),
                        .description = S(""),
                        .properties  = S("{}"),
                        .first_at_ms = event->received_at_ms,
                        .last_at_ms  = event->received_at_ms,
                        .revision    = 1 };
    TRY(track_sql_insert_type(cx, out));
    return track_sql_type_named(cx, event->type, out, &found);
}

static Code type_of(Ctx *cx, Heard *heard, const Event *event, HeardType **out)
{
    *out = heard ? strmap_find(heard->types, event->type) : NULL;
    if (*out) return OK;
    Arena     *arena = heard ? memo_arena(cx) : cx->arena;
    HeardType *one   = arena_make(arena, HeardType, 1);
    TRY(find_type(cx, event, &one->type));
    shape_keep_texts(arena, &track_type_shape, &one->type);
    one->count = memo_counter(cx, &track_sql_count_type, one->type.id);
    if (heard) strmap_put(heard->types, one->type.name, one);
    *out = one;
    return OK;
}

/* What is new of the type; its last time is kept to the minute. */
static Code note_type(Ctx *cx, TrackType *type, const Event *event)
{
    const Str  text     = news_of(cx, type, event);
    const bool is_later = event->received_at_ms >= type->last_at_ms + MS_PER_MINUTE;
    if (!text.len && !is_later) return OK;
    if (text.len) type->properties = memo_arena(cx) ? str_copy(memo_arena(cx), text) : text;
    if (is_later) type->last_at_ms = event->received_at_ms;
    return track_sql_see_type(cx, type);
}

static Code count_type(Ctx *cx, const HeardType *one)
{
    if (!one->count) return memo_add(cx, &track_sql_count_type, one->type.id, 1);
    (*one->count)++;
    return OK;
}

/* ---- sources and persons ----------------------------------------------------------------- */

static Code count_source(Ctx *cx, Heard *heard, Str source)
{
    int64_t id = 0;
    if (heard && heard->source_count && str_equal(heard->source, source)) {
        (*heard->source_count)++;
        return OK;
    }
    if (!str_to_i64(str_slice(source, S("track:").len, source.len), &id)) return OK;
    if (heard) heard->source = str_copy(memo_arena(cx), source);
    if (heard) heard->source_count = memo_counter(cx, &track_sql_count_source, id);
    return memo_add(cx, &track_sql_count_source, id, 1);
}

/* When a customer was last heard of, within ten minutes. */
static Code note_person(Ctx *cx, Heard *heard, const Event *event)
{
    if (event->person_id == 0) return OK;
    if (!heard)
        return customer_touch_seldom(cx, (CustomerId){ event->person_id }, event->occurred_at_ms);
    *VEC_ADD(&heard->persons, PersonSeen) = (PersonSeen){ event->person_id, event->occurred_at_ms };
    return OK;
}

static Code hear(Ctx *cx, const Event *event)
{
    Heard     *heard = NULL;
    HeardType *one   = NULL;
    if (!str_starts(event->source, S("track:"))) return OK;
    if (str_equal(event->type, event_word(EV_CUSTOMER_CREATED))) return OK;
    TRY(heard_of(cx, &heard));
    TRY(count_source(cx, heard, event->source));
    TRY(note_person(cx, heard, event));
    TRY(type_of(cx, heard, event, &one));
    TRY(note_type(cx, &one->type, event));
    return count_type(cx, one);
}

const Consumer track_consumer = { .name = "track", .types = NULL, .hear = hear, .gather_ms = 50 };
