/* tagging_language.c -- what rules may speak of, what they read, what they say. */
#include "tagging/tagging_language.h"

#include "tagging/tagging_sql.h"
#include "wire/wire.h"

/* ---- the schema --------------------------------------------------------------------------- */

static Strs words_of(Arena *arena, const Words *words)
{
    Str *texts = arena_make(arena, Str, words->count);
    for (size_t i = 1; i < words->count; i++) texts[i - 1] = word_of(words, (int)i);
    return (Strs){ texts, words->count - 1 };
}

static RuleType type_of(AttributeType type)
{
    switch (type) {
    case ATTRIBUTE_TEXT: return RULE_TYPE_TEXT;
    case ATTRIBUTE_NUMBER: return RULE_TYPE_NUMBER;
    case ATTRIBUTE_DATE: return RULE_TYPE_DATE;
    case ATTRIBUTE_ENUM: return RULE_TYPE_ENUM;
    case ATTRIBUTE_BOOL: return RULE_TYPE_FLAG;
    }
    return RULE_TYPE_ANY;
}

static RuleVariable own(const char *name, RuleType type, Strs choices, const char *label,
                        const char *label_zh)
{
    return (RuleVariable){ str_of(name), type, choices, str_of(label), str_of(label_zh) };
}

RuleSchema tagging_language_schema(Arena *arena, const Rows *attributes)
{
    const Strs    none  = { 0 };
    const size_t  count = OWN_SLOTS + attributes->count;
    RuleVariable *all   = arena_make(arena, RuleVariable, count);
    all[SLOT_NAME]      = own("name", RULE_TYPE_TEXT, none, "name", "姓名");
    all[SLOT_GENDER] =
        own("gender", RULE_TYPE_ENUM, words_of(arena, &gender_words), "gender", "性别");
    all[SLOT_KIND] =
        own("kind", RULE_TYPE_ENUM, words_of(arena, &customer_kind_words), "kind", "客户类型");
    all[SLOT_SOURCE]    = own("source", RULE_TYPE_ENUM, words_of(arena, &add_way_words),
                              "first added by", "首次添加方式");
    all[SLOT_IS_ACTIVE] = own("is_active", RULE_TYPE_FLAG, none, "is a friend", "是好友");
    all[SLOT_BIRTHDAY]  = own("birthday", RULE_TYPE_TEXT, none, "birthday", "生日");
    all[SLOT_ADDRESS]   = own("address", RULE_TYPE_TEXT, none, "address", "地址");
    all[SLOT_FIRST_ADDED] =
        own("first_added_at", RULE_TYPE_TIME, none, "first added", "首次添加时间");
    all[SLOT_LAST_EVENT] =
        own("last_event_at", RULE_TYPE_TIME, none, "last active", "最近活跃时间");
    for (size_t i = 0; i < attributes->count; i++) {
        const Attribute *one = ROWS_AT(Attribute, *attributes, i);
        all[OWN_SLOTS + i] =
            (RuleVariable){ one->key, type_of(one->type), one->choices, one->name, one->name };
    }
    return (RuleSchema){ all, count };
}

/* ---- what a rule reads ----------------------------------------------------------------------- */

static void note(Arena *arena, Vec *reads, const char *prefix, Str name)
{
    const Str word = str_fmt(arena, "%s%.*s", prefix, FMT(name));
    for (size_t i = 0; i < reads->count; i++)
        if (str_equal(*VEC_AT(*reads, Str, i), word)) return;
    *VEC_ADD(reads, Str) = word;
}

static bool is_one_of(Str word, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (str_equal(word, str_of(list[i]))) return true;
    return false;
}

static Str first_text(const Json *arguments)
{
    if (arguments->kind == JSON_STR) return arguments->as.str;
    if (arguments->kind == JSON_ARRAY && arguments->count &&
        arguments->as.first[0].kind == JSON_STR)
        return arguments->as.first[0].as.str;
    return (Str){ 0 };
}

static void find_reads(Arena *arena, const Json *json, bool is_inside, Vec *reads);

static void find_in_operator(Arena *arena, const Json *op, bool is_inside, Vec *reads)
{
    static const char *const event_words[] = { "did",        "did_not",          "event_count",
                                               "event_sum",  "event_first",      "event_last",
                                               "event_days", "consecutive_days", "streak",
                                               NULL };
    static const char *const time_words[]  = { "now",        "days_since",
                                               "days_until", "days_until_anniversary",
                                               "streak",     NULL };
    const Str                name          = op->key;
    const Str                text          = first_text(op);
    const bool               is_event      = is_one_of(name, event_words);
    if (is_event && text.len) note(arena, reads, "e:", text);
    if (is_one_of(name, time_words)) note(arena, reads, "time", S(""));
    const bool is_today = str_equal(name, S("date")) && op->kind == JSON_ARRAY && op->count == 0;
    const bool is_now =
        str_equal(name, S("date_part")) && (op->kind != JSON_ARRAY || op->count < 2);
    if (is_today || is_now) note(arena, reads, "time", S(""));
    if (str_equal(name, S("has_tag"))) note(arena, reads, "t:", S(""));
    if (str_equal(name, S("has_relation"))) note(arena, reads, "r:", S(""));
    if (str_equal(name, S("in_segment"))) note(arena, reads, "s:", S(""));
    if (str_equal(name, S("attribute")) && text.len) {
        Str rest = text;
        note(arena, reads, "v:", str_cut(&rest, '@'));
    }
    if (str_equal(name, S("var")) && text.len && !is_inside) note(arena, reads, "v:", text);
    find_reads(arena, op, is_inside || is_event || str_equal(name, S("has_relation")), reads);
}

/* As deep as the document, which is bounded. */
static void find_reads(Arena *arena, const Json *json, bool is_inside, Vec *reads)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return;
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        if (json->kind == JSON_OBJECT && json->count == 1)
            find_in_operator(arena, item, is_inside, reads);
        else
            find_reads(arena, item, is_inside, reads);
    }
}

Strs tagging_language_reads(Arena *arena, const Json *document)
{
    Vec reads = vec_of(arena, Str);
    find_reads(arena, document, false, &reads);
    return (Strs){ (const Str *)(const void *)reads.at, reads.count };
}

/* ---- what a rule says ------------------------------------------------------------------- */

Str tagging_language_event(Str type, RuleLanguage in)
{
    static const struct {
        const char *type, *zh, *en;
    } words[] = {
#define LABEL(type, zh, en) { type, zh, "“" en "”" },
#include "tagging/event_label.def"
#undef LABEL
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(str_of(words[i].type), type))
            return str_of(in == RULE_CHINESE ? words[i].zh : words[i].en);
    return type;
}

static Str name_among(const Rows *names, Str text)
{
    int64_t id = 0;
    if (!str_to_i64(text, &id)) return text;
    for (size_t i = 0; i < names->count; i++)
        if (ROWS_AT(TagName, *names, i)->id == id) return ROWS_AT(TagName, *names, i)->name;
    return text;
}

/* What texts stand for where the walk is. */
typedef enum Naming { NAMING_NOTHING = 0, NAMING_TAGS, NAMING_SEGMENTS, NAMING_EVENT } Naming;

static Naming naming_of(Str op)
{
    static const char *const event_words[] = { "did",        "did_not",          "event_count",
                                               "event_sum",  "event_first",      "event_last",
                                               "event_days", "consecutive_days", "streak",
                                               NULL };
    if (str_equal(op, S("has_tag"))) return NAMING_TAGS;
    if (str_equal(op, S("in_segment"))) return NAMING_SEGMENTS;
    return is_one_of(op, event_words) ? NAMING_EVENT : NAMING_NOTHING;
}

/* What the values of our own variables are called. */
static Str value_name(Str variable, Str value, RuleLanguage in)
{
    static const char *const words[][4] = {
#define VALUE(variable, value, zh, en) { variable, value, zh, en },
#include "tagging/value_label.def"
#undef VALUE
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(str_of(words[i][0]), variable) && str_equal(str_of(words[i][1]), value))
            return str_of(words[i][in == RULE_CHINESE ? 2 : 3]);
    return value;
}

/* "gender" of [{"var": "gender"}, "female"]; absent of anything else. */
static Str variable_beside(const Json *list)
{
    if (list->kind != JSON_ARRAY || list->count != 2) return (Str){ 0 };
    const Json *first = &list->as.first[0];
    const Json *var   = json_get(first, S("var"));
    return var && first->count == 1 && var->kind == JSON_STR ? var->as.str : (Str){ 0 };
}

typedef struct Namer {
    Arena             *arena;
    const TagLanguage *language;
    RuleLanguage       in;
} Namer;

static Str name_of(const Namer *namer, Naming naming, Str text)
{
    if (naming == NAMING_TAGS) return name_among(&namer->language->tags, text);
    if (naming == NAMING_SEGMENTS) return name_among(&namer->language->segments, text);
    return naming == NAMING_EVENT ? tagging_language_event(text, namer->in) : text;
}

/* Values beside a variable, one or a list of them. */
static Json value_named(const Namer *namer, const Json *json, Str variable)
{
    Json out = *json;
    if (json->kind == JSON_STR) out.as.str = value_name(variable, json->as.str, namer->in);
    if (json->kind != JSON_ARRAY) return out;
    out.as.first = arena_make(namer->arena, Json, json->count);
    for (uint32_t i = 0; i < json->count; i++)
        out.as.first[i] = value_named(namer, &json->as.first[i], variable);
    return out;
}

/* The document with names in place of ids and words. */
static Json named(const Namer *namer, const Json *json, Naming naming)
{
    Json out = *json;
    if (json->kind == JSON_STR) out.as.str = name_of(namer, naming, json->as.str);
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return out;
    out.as.first       = arena_make(namer->arena, Json, json->count);
    const Str variable = variable_beside(json);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item  = &json->as.first[i];
        Naming      inner = naming;
        if (variable.ptr && i == 1 && (item->kind == JSON_STR || item->kind == JSON_ARRAY)) {
            out.as.first[i] = value_named(namer, item, variable);
            continue;
        }
        if (json->kind == JSON_OBJECT)
            inner = json->count == 1 ? naming_of(item->key) : NAMING_NOTHING;
        else if (naming == NAMING_EVENT && i > 0)
            inner = NAMING_NOTHING; /* of an event's arguments only the first is its type */
        out.as.first[i] = named(namer, item, inner);
    }
    return out;
}

Str tagging_language_say(Arena *arena, const TagLanguage *language, const Json *document,
                         RuleLanguage in)
{
    const Namer namer = { arena, language, in };
    const Json  plain = named(&namer, document, NAMING_NOTHING);
    const Rule *said  = NULL;
    RuleError   error = { 0 };
    if (rule_compile(arena, &plain, &language->schema, &said, &error) != OK) return (Str){ 0 };
    return rule_explain(arena, said, in);
}

/* ---- of a tenant -------------------------------------------------------------------------- */

Code tagging_language(Ctx *cx, TagLanguage *out)
{
    Rows places = { 0 };
    TRY(attribute_list(cx, &out->attributes));
    TRY(tagging_sql_places(cx, &places));
    TagName *names = arena_make(cx->arena, TagName, places.count);
    for (size_t i = 0; i < places.count; i++) {
        const TagPlace *place = ROWS_AT(TagPlace, places, i);
        names[i]              = (TagName){ place->tag_id, place->name };
    }
    out->tags     = (Rows){ names, places.count };
    out->segments = (Rows){ 0 };
    out->schema   = tagging_language_schema(cx->arena, &out->attributes);
    return OK;
}
