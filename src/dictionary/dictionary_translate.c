/* dictionary_translate.c -- a document compiled, and raw values translated by it. */
#include "dictionary/dictionary_compiled.h"

#include "wire/wire.h"

int32_t dictionary_confidence(const DictionaryRule *rule)
{
    return rule->confidence ? rule->confidence : 80;
}

/* ---- compiling ------------------------------------------------------------------------- */

static Str at(Ctx *cx, const char *list, size_t i, const char *member)
{
    return str_fmt(cx->arena, "%s[%zu].%s", list, i, member);
}

static bool has_field(const DictionaryDocument *document, Str key)
{
    for (size_t i = 0; i < document->fields.count; i++)
        if (str_equal(ROWS_AT(DictionaryField, document->fields, i)->key, key)) return true;
    return false;
}

/* Every {name} of a form is a part of the pattern. */
static bool fills(const DictionaryRule *rule, const Pattern *pattern, Str form)
{
    Str rest = form;
    if (rule->kind == DICTIONARY_EXACT) return true;
    for (int64_t open = str_find(rest, S("{")); open >= 0; open = str_find(rest, S("{"))) {
        rest              = str_slice(rest, (size_t)open + 1, rest.len);
        const int64_t end = str_find(rest, S("}"));
        if (end < 0 || !dictionary_pattern_has(pattern, str_slice(rest, 0, (size_t)end)))
            return false;
        rest = str_slice(rest, (size_t)end + 1, rest.len);
    }
    return true;
}

static Code check_gives(Ctx *cx, const DictionaryRule *rule, const Pattern *pattern,
                        const Rows *attributes, size_t i)
{
    for (size_t j = 0; j < rule->gives.count; j++) {
        const DictionaryGive *give = ROWS_AT(DictionaryGive, rule->gives, j);
        const char           *list = str_z(cx->arena, str_fmt(cx->arena, "rules[%zu].gives", i));
        if (!attribute_of_key(attributes, give->key))
            return fail_field(cx, "attribute.unknown_key", at(cx, list, j, "key"), NULL);
        if (!fills(rule, pattern, give->value))
            return fail_field(cx, "dictionary.unknown_part", at(cx, list, j, "value"), NULL);
        if (give->about.len && !fills(rule, pattern, give->about))
            return fail_field(cx, "dictionary.unknown_part", at(cx, list, j, "about"), NULL);
    }
    return OK;
}

static Code check_tags(Ctx *cx, const DictionaryRule *rule, size_t i)
{
    Rows tags = { 0 };
    TRY(customer_tags_by_ids(cx, rule->tag_ids, &tags));
    for (size_t j = 0; j < rule->tag_ids.count; j++) {
        bool found = false;
        for (size_t k = 0; k < tags.count; k++)
            found = found || ROWS_AT(Tag, tags, k)->id == rule->tag_ids.at[j];
        if (!found)
            return fail_field(cx, "tag.unknown",
                              str_fmt(cx->arena, "rules[%zu].tag_ids[%zu]", i, j), NULL);
    }
    return OK;
}

static Code check_fields(Ctx *cx, const DictionaryDocument *document)
{
    for (size_t i = 0; i < document->fields.count; i++) {
        const DictionaryField *a = ROWS_AT(DictionaryField, document->fields, i);
        for (size_t j = 0; j < i; j++) {
            const DictionaryField *b = ROWS_AT(DictionaryField, document->fields, j);
            if (str_equal(a->key, b->key) && str_equal(a->type, b->type) &&
                str_equal(a->path, b->path))
                return fail_field(cx, "dictionary.twice", at(cx, "fields", i, "path"), NULL);
        }
    }
    return OK;
}

Code dictionary_compile(Ctx *cx, const DictionaryDocument *document, bool checks,
                        const Dictionary **out)
{
    Dictionary *dictionary = arena_make(cx->arena, Dictionary, 1);
    StrMap     *ids        = strmap_new(cx->arena);
    size_t      tokens     = 0;
    *dictionary =
        (Dictionary){ .document = document,
                      .rules    = arena_make(cx->arena, CompiledRule, document->rules.count) };
    TRY(attribute_list(cx, &dictionary->attributes));
    if (checks) TRY(check_fields(cx, document));
    for (size_t i = 0; i < document->rules.count; i++) {
        const DictionaryRule *rule   = ROWS_AT(DictionaryRule, document->rules, i);
        CompiledRule         *one    = &dictionary->rules[i];
        const char           *reason = NULL;
        one->rule                    = rule;
        if (rule->kind == DICTIONARY_EXACT)
            one->plain = dictionary_pattern_plain(cx->arena, rule->match);
        else
            one->pattern = dictionary_pattern_new(cx->arena, rule->match, &reason);
        if (rule->kind != DICTIONARY_EXACT && !one->pattern)
            return fail_field(cx, reason, at(cx, "rules", i, "match"), NULL);
        if (!checks) continue;
        tokens += one->pattern ? dictionary_pattern_size(one->pattern) : 0;
        if (tokens > DICTIONARY_TOKENS_MAX)
            return fail_field(cx, "dictionary.too_heavy", at(cx, "rules", i, "match"),
                              str_fmt(cx->arena, "%d", DICTIONARY_TOKENS_MAX).ptr);
        if (strmap_put(ids, rule->id, dictionary))
            return fail_field(cx, "dictionary.twice", at(cx, "rules", i, "id"), NULL);
        if (rule->field.len && !has_field(document, rule->field))
            return fail_field(cx, "dictionary.unknown_field", at(cx, "rules", i, "field"), NULL);
        TRY(check_gives(cx, rule, one->pattern, &dictionary->attributes, i));
        TRY(check_tags(cx, rule, i));
    }
    *out = dictionary;
    return OK;
}

/* ---- translating ---------------------------------------------------------------------------- */

typedef struct Result {
    Vec tags, values, rules; /* of int64_t, DictionaryValue, Str */
} Result;

static void take_tag(Result *result, int64_t id)
{
    for (size_t i = 0; i < result->tags.count; i++)
        if (*VEC_AT(result->tags, int64_t, i) == id) return;
    *VEC_ADD(&result->tags, int64_t) = id;
}

static void take_value(Ctx *cx, const Dictionary *dictionary, const DictionaryRule *rule,
                       const DictionaryGive *give, const PatternMatch *match, Result *result)
{
    const Attribute *attribute = attribute_of_key(&dictionary->attributes, give->key);
    const Str        text      = dictionary_pattern_fill(cx->arena, give->value, match);
    const Str        about =
        give->about.len ? dictionary_pattern_fill(cx->arena, give->about, match) : S("");
    if (!attribute) return;
    const Str value = attribute_value(cx->arena, attribute->type, attribute->choices, text);
    if (!value.len || str_chars(about) > 40) return;
    for (size_t i = 0; i < result->values.count; i++) {
        const DictionaryValue *known = VEC_AT(result->values, DictionaryValue, i);
        if (str_equal(known->key, give->key) && str_equal(known->about, about)) return;
    }
    *VEC_ADD(&result->values, DictionaryValue) =
        (DictionaryValue){ give->key, about, value, dictionary_confidence(rule) };
}

Code dictionary_translate(Ctx *cx, const Dictionary *dictionary, Str field, Str raw,
                          Translation *out)
{
    const Str plain  = dictionary_pattern_plain(cx->arena, raw);
    Result    result = { vec_of(cx->arena, int64_t), vec_of(cx->arena, DictionaryValue),
                         vec_of(cx->arena, Str) };
    for (size_t i = 0; i < dictionary->document->rules.count; i++) {
        const CompiledRule   *one   = &dictionary->rules[i];
        const DictionaryRule *rule  = one->rule;
        PatternMatch          match = { 0 };
        if (rule->field.len && field.len && !str_equal(rule->field, field)) continue;
        const bool matches = one->pattern ? dictionary_pattern_matches(one->pattern, plain, &match)
                                          : str_equal(one->plain, plain);
        if (!matches) continue;
        *VEC_ADD(&result.rules, Str) = rule->id;
        for (size_t j = 0; j < rule->tag_ids.count; j++) take_tag(&result, rule->tag_ids.at[j]);
        for (size_t j = 0; j < rule->gives.count; j++)
            take_value(cx, dictionary, rule, ROWS_AT(DictionaryGive, rule->gives, j), &match,
                       &result);
    }
    *out = (Translation){ { (const int64_t *)(const void *)result.tags.at, result.tags.count },
                          vec_rows(&result.values),
                          { (const Str *)(const void *)result.rules.at, result.rules.count } };
    return OK;
}

/* ---- paths ----------------------------------------------------------------------------------- */

static void take_text(Arena *arena, const Json *json, Vec *texts)
{
    Str text = { 0 };
    if (json->kind == JSON_STR) text = str_trim(json->as.str);
    if (json->kind == JSON_INT) text = str_fmt(arena, "%lld", (long long)json->as.integer);
    if (json->kind == JSON_REAL) text = str_fmt(arena, "%.6g", json->as.real);
    if (json->kind == JSON_BOOL) text = json->as.boolean ? S("true") : S("false");
    if (text.len && text.len <= PATTERN_TEXT_MAX) *VEC_ADD(texts, Str) = text;
}

/* As deep as the path has dots. */
static void walk(Arena *arena, const Json *json, Str path, Vec *texts)
{
    enum { TEXTS_MAX = 100 };
    if (!json || texts->count >= TEXTS_MAX) return;
    if (!path.len) {
        take_text(arena, json, texts);
        return;
    }
    Str        rest = path;
    Str        key  = str_cut(&rest, '.');
    const bool all  = str_ends(key, S("[]"));
    if (all) key = str_slice(key, 0, key.len - 2);
    const Json *member = key.len ? json_get(json, key) : json;
    if (!all || !member || member->kind != JSON_ARRAY) {
        if (!all) walk(arena, member, rest, texts);
        return;
    }
    for (uint32_t i = 0; i < member->count; i++) walk(arena, &member->as.first[i], rest, texts);
}

Strs dictionary_texts_at(Arena *arena, const Json *payload, Str path)
{
    Vec texts = vec_of(arena, Str);
    walk(arena, payload, path, &texts);
    return (Strs){ (const Str *)(const void *)texts.at, texts.count };
}
