/* dictionary_diff.c -- what one document has that another has not, has differently, or elsewhere.
 */
#include "dictionary/dictionary_compiled.h"

/* ---- rules ----------------------------------------------------------------------------- */

static bool same_tags(Ids a, Ids b)
{
    if (a.count != b.count) return false;
    for (size_t i = 0; i < a.count; i++)
        if (a.at[i] != b.at[i]) return false;
    return true;
}

static bool same_gives(const Rows *a, const Rows *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        const DictionaryGive *one   = ROWS_AT(DictionaryGive, *a, i);
        const DictionaryGive *other = ROWS_AT(DictionaryGive, *b, i);
        if (!str_equal(one->key, other->key) || !str_equal(one->about, other->about) ||
            !str_equal(one->value, other->value))
            return false;
    }
    return true;
}

/* They do the same: a field, a part that is absent or empty, a confidence that is 0 or 80. */
static bool same_rule(const DictionaryRule *a, const DictionaryRule *b)
{
    return str_equal(a->field, b->field) && a->kind == b->kind && str_equal(a->match, b->match) &&
           dictionary_confidence(a) == dictionary_confidence(b) &&
           same_tags(a->tag_ids, b->tag_ids) && same_gives(&a->gives, &b->gives);
}

static const DictionaryRule *rule_of_id(const Rows *rules, Str id, size_t *at)
{
    for (size_t i = 0; i < rules->count; i++)
        if (str_equal(ROWS_AT(DictionaryRule, *rules, i)->id, id)) {
            *at = i;
            return ROWS_AT(DictionaryRule, *rules, i);
        }
    return NULL;
}

static bool rules_differ(Ctx *cx, const Rows *before, const Rows *after, DictionaryDiff *out)
{
    Vec    added = vec_of(cx->arena, DictionaryRule), removed = vec_of(cx->arena, DictionaryRule);
    Vec    changed = vec_of(cx->arena, DictionaryRule);
    Vec    from    = vec_of(cx->arena, DictionaryRule);
    size_t at = 0, last = 0;
    bool   is_reordered = false;
    for (size_t i = 0; i < after->count; i++) {
        const DictionaryRule *is  = ROWS_AT(DictionaryRule, *after, i);
        const DictionaryRule *was = rule_of_id(before, is->id, &at);
        if (!was) {
            *VEC_ADD(&added, DictionaryRule) = *is;
            continue;
        }
        is_reordered = is_reordered || at < last;
        last         = at;
        if (same_rule(is, was)) continue;
        *VEC_ADD(&changed, DictionaryRule) = *is;
        *VEC_ADD(&from, DictionaryRule)    = *was;
    }
    for (size_t i = 0; i < before->count; i++)
        if (!rule_of_id(after, ROWS_AT(DictionaryRule, *before, i)->id, &at))
            *VEC_ADD(&removed, DictionaryRule) = *ROWS_AT(DictionaryRule, *before, i);
    out->added        = vec_rows(&added);
    out->removed      = vec_rows(&removed);
    out->changed      = vec_rows(&changed);
    out->changed_from = vec_rows(&from);
    return is_reordered;
}

/* ---- fields ---------------------------------------------------------------------------- */

/* The field of the same key that reads the same place. */
static const DictionaryField *field_like(const Rows *fields, const DictionaryField *field,
                                         size_t *at)
{
    for (size_t i = 0; i < fields->count; i++) {
        const DictionaryField *one = ROWS_AT(DictionaryField, *fields, i);
        if (str_equal(one->key, field->key) && str_equal(one->type, field->type) &&
            str_equal(one->path, field->path)) {
            *at = i;
            return one;
        }
    }
    return NULL;
}

static bool fields_differ(Ctx *cx, const Rows *before, const Rows *after, DictionaryFieldDiff *out)
{
    Vec    added = vec_of(cx->arena, DictionaryField), removed = vec_of(cx->arena, DictionaryField);
    Vec    changed = vec_of(cx->arena, DictionaryField);
    Vec    from    = vec_of(cx->arena, DictionaryField);
    size_t at = 0, last = 0;
    bool   is_reordered = false;
    for (size_t i = 0; i < after->count; i++) {
        const DictionaryField *is  = ROWS_AT(DictionaryField, *after, i);
        const DictionaryField *was = field_like(before, is, &at);
        if (!was) {
            *VEC_ADD(&added, DictionaryField) = *is;
            continue;
        }
        is_reordered = is_reordered || at < last;
        last         = at;
        if (str_equal(is->name, was->name) && str_equal(is->source, was->source)) continue;
        *VEC_ADD(&changed, DictionaryField) = *is;
        *VEC_ADD(&from, DictionaryField)    = *was;
    }
    for (size_t i = 0; i < before->count; i++)
        if (!field_like(after, ROWS_AT(DictionaryField, *before, i), &at))
            *VEC_ADD(&removed, DictionaryField) = *ROWS_AT(DictionaryField, *before, i);
    *out = (DictionaryFieldDiff){ vec_rows(&added), vec_rows(&removed), vec_rows(&changed),
                                  vec_rows(&from) };
    return is_reordered;
}

void dictionary_diff_documents(Ctx *cx, const DictionaryDocument *before,
                               const DictionaryDocument *after, DictionaryDiff *out)
{
    *out                        = (DictionaryDiff){ 0 };
    const bool fields_reordered = fields_differ(cx, &before->fields, &after->fields, &out->fields);
    const bool rules_reordered  = rules_differ(cx, &before->rules, &after->rules, out);
    out->is_reordered           = fields_reordered || rules_reordered;
}
