/* segment_rule.c -- a rule of an audience: checked, compiled, and what it depends on. */
#include "segment/segment_rule.h"

#include "wire/wire.h"

static const JsonLimits rule_limits = { .bytes = SEGMENT_RULE_JSON_MAX + 4096,
                                        .nodes = RULE_NODES_MAX,
                                        .depth = RULE_DEPTH_MAX };

typedef struct Reading {
    Arena             *arena;
    const TagLanguage *language;
    int64_t            own_id;
    Vec                reads, details, segments;
    RuleError         *error;
} Reading;

static Code refuse(const Reading *reading, const char *reason, Str place, Str allowed)
{
    *reading->error = (RuleError){ .reason = reason, .place = place, .allowed = allowed };
    return ERR_INVALID;
}

static void note(Vec *list, Str word)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(*VEC_AT(*list, Str, i), word)) return;
    *VEC_ADD(list, Str) = word;
}

static Str below(const Reading *reading, Str place, Str key)
{
    return str_fmt(reading->arena, "%.*s/%.*s", FMT(place), FMT(key));
}

static Str below_at(const Reading *reading, Str place, size_t at)
{
    return str_fmt(reading->arena, "%.*s/%zu", FMT(place), at);
}

/* ---- tags and audiences ---------------------------------------------------------------- */

static const TagName *name_of(const Rows *names, Str text)
{
    int64_t    id    = 0;
    const bool is_id = str_to_i64(text, &id);
    for (size_t i = 0; i < names->count; i++) {
        const TagName *one = ROWS_AT(TagName, *names, i);
        if ((is_id && one->id == id) || (!is_id && str_equal(one->name, text))) return one;
    }
    return NULL;
}

static void note_id(Reading *reading, const char *prefix, int64_t id)
{
    note(&reading->reads, str_fmt(reading->arena, "%s%lld", prefix, (long long)id));
}

static Code read_tag(Reading *reading, Json *json, Str place)
{
    const TagName *tag = name_of(&reading->language->tags, json->as.str);
    if (!tag) return refuse(reading, "segment.unknown_tag", place, json->as.str);
    json->as.str = str_fmt(reading->arena, "%lld", (long long)tag->id);
    note_id(reading, "t:", tag->id);
    return OK;
}

static Code read_segment(Reading *reading, Json *json, Str place)
{
    const TagName *segment = name_of(&reading->language->segments, json->as.str);
    if (!segment) return refuse(reading, "segment.unknown_segment", place, json->as.str);
    if (segment->id == reading->own_id)
        return refuse(reading, "segment.circular", place, segment->name);
    json->as.str = str_fmt(reading->arena, "%lld", (long long)segment->id);
    note_id(reading, "s:", segment->id);
    for (size_t i = 0; i < reading->segments.count; i++)
        if (*VEC_AT(reading->segments, int64_t, i) == segment->id) return OK;
    *VEC_ADD(&reading->segments, int64_t) = segment->id;
    return OK;
}

/* One, or a list of them; they stand there written out, or an index could not follow them. */
static Code read_names(Reading *reading, Json *json, Str place,
                       Code (*read)(Reading *reading, Json *json, Str place))
{
    if (json->kind == JSON_STR) return read(reading, json, place);
    if (json->kind != JSON_ARRAY) return refuse(reading, "rule.not_constant", place, S("text"));
    for (uint32_t i = 0; i < json->count; i++)
        TRY(read_names(reading, &json->as.first[i], below_at(reading, place, i), read));
    return OK;
}

/* ---- relations, attributes, events -------------------------------------------------------- */

/* Variables of a relation that memory does not hold. */
static Code check_relation(Reading *reading, const Json *json, Str place)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return OK;
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item  = &json->as.first[i];
        const bool  is_op = json->kind == JSON_OBJECT;
        const Str   inner = is_op ? below(reading, place, item->key) : below_at(reading, place, i);
        const Json *name  = item->kind == JSON_ARRAY && item->count ? &item->as.first[0] : item;
        if (is_op && str_equal(item->key, S("var")) && name->kind == JSON_STR &&
            !value_of(&crowd_relation_words, name->as.str))
            return refuse(reading, "segment.unknown_property", inner,
                          S("staff_id, store_id, state, add_way, added_at"));
        TRY(check_relation(reading, item, inner));
    }
    return OK;
}

static bool is_one_of(Str word, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (str_equal(word, str_of(list[i]))) return true;
    return false;
}

/* Which argument is a `where`, which a property; their data has to be in memory. */
static void read_event(Reading *reading, const Json *op)
{
    static const char *const with_property[] = { "event_sum", "event_first", "event_last", NULL };
    const Json              *args            = op->kind == JSON_ARRAY ? op->as.first : op;
    const uint32_t           count           = op->kind == JSON_ARRAY ? op->count : 1;
    if (!count || args[0].kind != JSON_STR) return;
    note(&reading->reads, str_fmt(reading->arena, "e:%.*s", FMT(args[0].as.str)));
    uint32_t where = str_equal(op->key, S("streak")) ? 1 : 2;
    bool     asks  = false;
    if (is_one_of(op->key, with_property)) {
        where = 3;
        asks  = count > 1 && args[1].kind == JSON_STR;
    }
    asks = asks || (count > where && args[where].kind != JSON_NULL);
    if (asks) note(&reading->details, args[0].as.str);
}

static void read_attribute(Reading *reading, const Json *op)
{
    const Json *name = op->kind == JSON_ARRAY && op->count ? &op->as.first[0] : op;
    if (name->kind == JSON_STR)
        note(&reading->reads, str_fmt(reading->arena, "v:%.*s", FMT(name->as.str)));
}

static Code read_json(Reading *reading, Json *json, Str place, bool is_inside);

static Code read_operator(Reading *reading, Json *op, Str place, bool is_inside)
{
    static const char *const events[] = { "did",        "did_not",          "event_count",
                                          "event_sum",  "event_first",      "event_last",
                                          "event_days", "consecutive_days", "streak",
                                          NULL };
    const bool               is_event = is_one_of(op->key, events);
    if (str_equal(op->key, S("has_tag"))) return read_names(reading, op, place, read_tag);
    if (str_equal(op->key, S("in_segment"))) return read_names(reading, op, place, read_segment);
    if (str_equal(op->key, S("has_relation"))) TRY(check_relation(reading, op, place));
    if (str_equal(op->key, S("attribute"))) read_attribute(reading, op);
    if (is_event) read_event(reading, op);
    const bool is_body = is_event || str_equal(op->key, S("has_relation"));
    return read_json(reading, op, place, is_inside || is_body);
}

/* As deep as the document, which is bounded.  Changes it: names become ids. */
static Code read_json(Reading *reading, Json *json, Str place, bool is_inside)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return OK;
    for (uint32_t i = 0; i < json->count; i++) {
        Json *item = &json->as.first[i];
        if (json->kind == JSON_OBJECT && json->count == 1)
            TRY(read_operator(reading, item, below(reading, place, item->key), is_inside));
        else
            TRY(read_json(reading, item, below_at(reading, place, i), is_inside));
    }
    return OK;
}

static Strs strs_of(const Vec *list)
{
    return (Strs){ (const Str *)(const void *)list->at, list->count };
}

/* What all rules over people read: of variables and time. */
static void add_common(Reading *reading, const Json *document, SegmentRule *out)
{
    const Strs reads = tagging_language_reads(reading->arena, document);
    for (size_t i = 0; i < reads.count; i++) {
        if (str_starts(reads.at[i], S("v:"))) note(&reading->reads, reads.at[i]);
        if (str_equal(reads.at[i], S("r:"))) note(&reading->reads, reads.at[i]);
        if (str_equal(reads.at[i], S("time"))) out->is_timed = true;
    }
}

Code segment_rule_compile(Arena *arena, const TagLanguage *language, Str text, int64_t own_id,
                          SegmentRule *out, RuleError *error)
{
    const Json *document = NULL;
    const Rule *rule     = NULL;
    JsonError   broken   = { 0 };
    Reading     reading  = { .arena    = arena,
                             .language = language,
                             .own_id   = own_id,
                             .reads    = vec_of(arena, Str),
                             .details  = vec_of(arena, Str),
                             .segments = vec_of(arena, int64_t),
                             .error    = error };
    *out                 = (SegmentRule){ 0 };
    if (json_parse(arena, text, rule_limits, &document, &broken) != OK)
        return refuse(&reading, broken.reason, S(""), (Str){ 0 });
    /* What it says of unknown operators comes before what we say of names. */
    TRY(rule_compile(arena, document, &language->schema, &rule, error));
    TRY(read_json(&reading, (Json *)(uintptr_t)document, S(""), false));
    TRY(rule_compile(arena, document, &language->schema, &rule, error));
    TRY(rule_check(arena, rule, RULE_TYPE_FLAG, error));
    add_common(&reading, document, out);
    out->document = document;
    out->reads    = strs_of(&reading.reads);
    out->details  = strs_of(&reading.details);
    out->segments =
        (Ids){ (const int64_t *)(const void *)reading.segments.at, reading.segments.count };
    out->rule = crowd_rule(arena, rule, &language->schema, out->reads);
    return OK;
}

Str segment_rule_without(Arena *arena, Str text, Ids before)
{
    if (!before.count) return text;
    StrBuf buf = strbuf(arena, text.len + 64 + before.count * 24);
    strbuf_fmt(&buf, "{\"and\":[%.*s,{\"!\":[{\"in_segment\":[[", FMT(text));
    for (size_t i = 0; i < before.count; i++)
        strbuf_fmt(&buf, "%s\"%lld\"", i ? "," : "", (long long)before.at[i]);
    strbuf_add(&buf, S("]]}]}]}"));
    return strbuf_str(&buf);
}
