/* track_event.c -- counts what tracking brought: events of sources, types and their properties. */
#include "track/track_sql.h"

#include "customer/customer.h"
#include "wire/json.h"

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

/* Behind the text that begins at `at`; our payloads are written by json_out, without blanks. */
static size_t after_text(Str json, size_t at)
{
    for (at++; at < json.len && json.ptr[at] != '"'; at++)
        if (json.ptr[at] == '\\') at++;
    return at + 1;
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

/* Whether every property of the event is known of its type: most events bring nothing new, and
 * parsing each to see that would be most of the work. */
static bool is_known(Str payload, Str known)
{
    size_t at = member_at(payload, 0, S("\"properties\""));
    if (at >= payload.len) at = member_at(payload, 0, S("\"traits\""));
    if (at >= payload.len || payload.ptr[at] != '{') return true;
    while (at + 1 < payload.len && payload.ptr[at] != '}') {
        const size_t key = at + 1;
        const size_t end = after_text(payload, key);
        if (payload.ptr[key] != '"' || end >= payload.len) break; /* empty */
        if (member_at(known, 0, str_slice(payload, key, end)) >= known.len) return false;
        at = after_value(payload, end + 1);
    }
    return true;
}

/* ---- types ----------------------------------------------------------------------------- */

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

/* What is new of the type; its last time is kept to the minute. */
static Code note_type(Ctx *cx, TrackType *type, const Event *event, Str memo)
{
    const Str  text     = news_of(cx, type, event);
    const bool is_later = event->received_at_ms >= type->last_at_ms + MS_PER_MINUTE;
    if (!text.len && !is_later) return OK;
    if (text.len) type->properties = text;
    if (is_later) type->last_at_ms = event->received_at_ms;
    memo_keep(cx, memo, &track_type_shape, type);
    return track_sql_see_type(cx, type);
}

static Code type_of(Ctx *cx, const Event *event, Str memo, TrackType *out)
{
    const TrackType *kept  = memo_find(cx, memo);
    bool             found = false;
    if (kept) {
        *out = *kept;
        return OK;
    }
    TRY(track_sql_type_named(cx, event->type, out, &found));
    if (!found) {
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
        TRY(track_sql_type_named(cx, event->type, out, &found));
    }
    memo_keep(cx, memo, &track_type_shape, out);
    return OK;
}

/* ---- persons --------------------------------------------------------------------------- */

typedef struct Touched {
    int64_t at_ms;
} Touched;
static const Field touched_fields[] = { FIELD_TIME(Touched, at_ms) };
static const Shape touched_shape    = SHAPE(Touched, touched_fields);

/* When a customer was last heard of, within ten minutes. */
static Code note_person(Ctx *cx, const Event *event)
{
    if (event->person_id == 0) return OK;
    const int64_t  id   = event->person_id;
    const Str      memo = STR_JOIN(cx->arena, S("person:"), { (const char *)&id, sizeof(id) });
    const Touched  now  = { event->occurred_at_ms };
    const Touched *kept = memo_find(cx, memo);
    if (kept && now.at_ms <= kept->at_ms + CUSTOMER_TOUCH_MS) return OK;
    memo_keep(cx, memo, &touched_shape, &now);
    return customer_touch_seldom(cx, (CustomerId){ event->person_id }, now.at_ms);
}

static Code hear(Ctx *cx, const Event *event)
{
    int64_t   source_id = 0;
    TrackType type      = { 0 };
    if (!str_starts(event->source, S("track:"))) return OK;
    if (str_equal(event->type, event_word(EV_CUSTOMER_CREATED))) return OK;
    /* Clients name their events as they like: not as what is kept of persons. */
    const Str memo = STR_JOIN(cx->arena, S("type:"), event->type);
    if (str_to_i64(str_slice(event->source, 6, event->source.len), &source_id))
        TRY(memo_add(cx, &track_sql_count_source, source_id, 1));
    TRY(note_person(cx, event));
    TRY(type_of(cx, event, memo, &type));
    TRY(note_type(cx, &type, event, memo));
    return memo_add(cx, &track_sql_count_type, type.id, 1);
}

const Consumer track_consumer = { .name = "track", .types = NULL, .hear = hear, .gather_ms = 50 };
