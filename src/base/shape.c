/* shape.c -- words, fields and the bounds of a struct.  JSON is in wire/shape_json.c. */
#include "base/shape.h"

#include <string.h>

Str word_of(const Words *words, int value)
{
    if (value <= 0 || (size_t)value >= words->count) return (Str){ 0 };
    return str_of(words->word[value]);
}

int value_of(const Words *words, Str word)
{
    for (size_t i = 1; i < words->count; i++)
        if (words->word[i] && str_equal(str_of(words->word[i]), word)) return (int)i;
    return 0;
}

bool kind_is_column(Kind kind) { return kind >= KIND_BOOL && kind <= KIND_JSON; }

const Field *shape_field(const Shape *shape, Str name)
{
    for (size_t i = 0; i < shape->count; i++)
        if (str_equal(str_of(shape->fields[i].name), name)) return &shape->fields[i];
    return NULL;
}

/* NULL: the field is no text, or the text is absent. */
static Str *text_at(const Field *field, void *row)
{
    if (field->kind != KIND_STR && field->kind != KIND_JSON) return NULL;
    Str *text = (Str *)(void *)((char *)row + field->at);
    return text->ptr != NULL ? text : NULL;
}

void shape_keep_texts(Arena *arena, const Shape *shape, void *row)
{
    size_t size = 0;
    for (size_t i = 0; i < shape->count; i++) {
        const Str *text = text_at(&shape->fields[i], row);
        if (text != NULL) size += text->len + 1;
    }
    char *to = size > 0 ? arena_make(arena, char, size) : NULL;
    for (size_t i = 0; i < shape->count; i++) {
        Str *text = text_at(&shape->fields[i], row);
        if (text == NULL) continue;
        memcpy(to, text->ptr, text->len);
        text->ptr = to;
        to += text->len + 1;
    }
}

Str field_outside_name(const Field *field)
{
    const Str  name    = str_of(field->name);
    const bool is_time = field->kind == KIND_TIME && str_ends(name, S("_ms"));
    return is_time ? str_slice(name, 0, name.len - 3) : name;
}

const Field *shape_field_outside(const Shape *shape, Str name)
{
    for (size_t i = 0; i < shape->count; i++)
        if (str_equal(field_outside_name(&shape->fields[i]), name)) return &shape->fields[i];
    return NULL;
}

/* A maximum below the minimum means that only a minimum was given. */
static bool has_bounds(const Field *field) { return field->min != 0 || field->max != 0; }

static int64_t max_or(const Field *field, int64_t otherwise)
{
    return has_bounds(field) && field->max >= field->min ? field->max : otherwise;
}

static const char *number_breaks(const Field *field, int64_t value)
{
    if (!has_bounds(field)) return NULL;
    if (value < field->min) return "shape.too_small";
    return value > max_or(field, INT64_MAX) ? "shape.too_large" : NULL;
}

static const char *real_breaks(const Field *field, double value)
{
    if (value != value) return "shape.wrong_type";
    if (!has_bounds(field)) return NULL;
    if (value < (double)field->min) return "shape.too_small";
    return value > (double)max_or(field, INT64_MAX) ? "shape.too_large" : NULL;
}

static const char *text_breaks(const Field *field, Str text, int64_t otherwise)
{
    const size_t chars = str_chars(text);
    if ((int64_t)chars < field->min) return "shape.too_short";
    return (int64_t)chars > max_or(field, otherwise) ? "shape.too_long" : NULL;
}

static const char *list_breaks(const Field *field, size_t count)
{
    if ((int64_t)count < field->min) return "shape.too_short";
    return (int64_t)count > max_or(field, SHAPE_LIST_MAX) ? "shape.too_many" : NULL;
}

static const char *strs_break(const Field *field, Strs list)
{
    for (size_t i = 0; i < list.count; i++)
        if (str_chars(list.at[i]) > SHAPE_TEXT_MAX) return "shape.too_long";
    return list_breaks(field, list.count);
}

static int64_t i64_at(const void *member)
{
    int64_t value = 0;
    memcpy(&value, member, sizeof(value));
    return value;
}

static int int_at(const void *member)
{
    int value = 0;
    memcpy(&value, member, sizeof(value));
    return value;
}

const char *shape_member_breaks(const Field *field, const void *member)
{
    switch (field->kind) {
    case KIND_I32: return number_breaks(field, *(const int32_t *)member);
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return number_breaks(field, i64_at(member));
    case KIND_REAL: return real_breaks(field, *(const double *)member);
    case KIND_STR: return text_breaks(field, *(const Str *)member, SHAPE_TEXT_MAX);
    case KIND_JSON: return text_breaks(field, *(const Str *)member, INT64_MAX);
    case KIND_ENUM: return word_of(field->words, int_at(member)).ptr ? NULL : "shape.unknown_word";
    case KIND_IDS: return list_breaks(field, ((const Ids *)member)->count);
    case KIND_INTS: return list_breaks(field, ((const Ints *)member)->count);
    case KIND_STRS: return strs_break(field, *(const Strs *)member);
    case KIND_LIST: return list_breaks(field, ((const Rows *)member)->count);
    case KIND_BOOL:
    case KIND_OBJECT: break;
    }
    return NULL;
}

bool shape_member_is_set(const Field *field, const void *member)
{
    switch (field->kind) {
    case KIND_I32: return *(const int32_t *)member != 0;
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return i64_at(member) != 0;
    case KIND_REAL: return *(const double *)member != 0;
    case KIND_ENUM: return int_at(member) != 0;
    case KIND_STR:
    case KIND_JSON: return ((const Str *)member)->len != 0;
    case KIND_IDS: return ((const Ids *)member)->count != 0;
    case KIND_INTS: return ((const Ints *)member)->count != 0;
    case KIND_STRS: return ((const Strs *)member)->count != 0;
    case KIND_LIST: return ((const Rows *)member)->count != 0;
    case KIND_BOOL:
    case KIND_OBJECT: break;
    }
    return true;
}

Str shape_path(Arena *arena, const Field *field, int64_t item, Str below)
{
    const Str   name = field_outside_name(field);
    const char *dot  = below.len && below.ptr[0] != '[' ? "." : "";
    if (item < 0) return str_fmt(arena, "%.*s%s%.*s", FMT(name), dot, FMT(below));
    return str_fmt(arena, "%.*s[%lld]%s%.*s", FMT(name), (long long)item, dot, FMT(below));
}

static bool breaks(Arena *arena, const Field *field, const char *reason, ShapeError *error)
{
    *error = (ShapeError){ .reason = reason,
                           .field  = shape_path(arena, field, -1, (Str){ 0 }),
                           .rule   = field };
    return false;
}

static bool rows_hold(Arena *arena, const Field *field, const Rows *rows, ShapeError *error)
{
    for (size_t i = 0; i < rows->count; i++) {
        const char *row = (const char *)rows->at + i * field->of->size;
        if (shape_holds(arena, field->of, row, error)) continue;
        error->field = shape_path(arena, field, (int64_t)i, error->field);
        return false;
    }
    return true;
}

static bool member_holds(Arena *arena, const Field *field, const void *member, ShapeError *error)
{
    if (!shape_member_is_set(field, member)) {
        if (field->flags & REQUIRED) return breaks(arena, field, "shape.required", error);
        return true;
    }
    const char *reason = shape_member_breaks(field, member);
    if (reason) return breaks(arena, field, reason, error);
    if (field->kind == KIND_LIST) return rows_hold(arena, field, member, error);
    if (field->kind == KIND_OBJECT && !shape_holds(arena, field->of, member, error)) {
        error->field = shape_path(arena, field, -1, error->field);
        return false;
    }
    return true;
}

bool shape_holds(Arena *arena, const Shape *shape, const void *thing, ShapeError *error)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (!member_holds(arena, field, (const char *)thing + field->at, error)) return false;
    }
    return true;
}
