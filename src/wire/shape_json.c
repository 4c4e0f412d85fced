/* shape_json.c -- structs out of JSON and text, checked against their shapes.  The way
 * back is in shape_json_out.c. */
#include "wire/shape_json.h"

#include <string.h>

enum { FIELDS_MAX = 256, WORD_BITS = 64, JSON_DEPTH_MAX = 32 };

typedef struct Seen {
    uint64_t bits[FIELDS_MAX / WORD_BITS];
} Seen;

/* A failure of one field; -1 as item when it is not about one item of a list. */
static Code breaks(Arena *arena, const Field *field, int64_t item, const char *reason,
                   ShapeError *error)
{
    *error = (ShapeError){ .reason = reason,
                           .field  = shape_path(arena, field, item, (Str){ 0 }),
                           .rule   = field };
    return ERR_INVALID;
}

static const char *id_of(Str text, int64_t *out)
{
    const bool    digit = text.len && text.ptr[0] >= '1' && text.ptr[0] <= '9';
    const int64_t old   = *out;
    if (digit && str_to_i64(text, out)) return NULL;
    *out = old;
    return "shape.bad_id";
}

/* PostgreSQL stores no NUL in text, so nobody gets one in. */
static const char *text_of(Str text, Str *out)
{
    if (text.len && memchr(text.ptr, 0, text.len)) return "shape.bad_text";
    *out = text;
    return NULL;
}

static const char *i32_of(int64_t value, int32_t *out)
{
    if (value < INT32_MIN) return "shape.too_small";
    if (value > INT32_MAX) return "shape.too_large";
    *out = (int32_t)value;
    return NULL;
}

static const char *word_to(const Field *field, Str text, void *member)
{
    const int value = value_of(field->words, text);
    if (value == 0) return "shape.unknown_word";
    memcpy(member, &value, sizeof(value));
    return NULL;
}

/* Kept well below what a parser takes, because it will stand inside other documents. */
static bool is_too_deep(const Json *json, int left)
{
    if (json->kind != JSON_ARRAY && json->kind != JSON_OBJECT) return false;
    if (left == 0) return true;
    for (uint32_t i = 0; i < json->count; i++)
        if (is_too_deep(&json->as.first[i], left - 1)) return true;
    return false;
}

static const char *json_text(Arena *arena, const Json *json, Str *out)
{
    if (is_too_deep(json, JSON_DEPTH_MAX)) return "shape.too_deep";
    JsonOut text = json_out(arena, SIZE_MAX / 4);
    json_put(&text, json);
    return json_out_done(&text, out) == OK ? NULL : "shape.too_long";
}

static JsonKind kind_wanted(Kind kind)
{
    switch (kind) {
    case KIND_BOOL: return JSON_BOOL;
    case KIND_I32:
    case KIND_I64: return JSON_INT;
    case KIND_REAL: return JSON_REAL;
    case KIND_ID:
    case KIND_TIME:
    case KIND_STR:
    case KIND_ENUM: return JSON_STR;
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST: return JSON_ARRAY;
    case KIND_OBJECT: return JSON_OBJECT;
    case KIND_JSON: break;
    }
    return JSON_NULL;
}

static bool kind_fits(Kind kind, const Json *json)
{
    if (kind == KIND_JSON) return true;
    if (kind == KIND_REAL && json->kind == JSON_INT) return true;
    return json->kind == kind_wanted(kind);
}

/* A single value of the right JSON kind; the reason it does not fit, or NULL. */
static const char *read_scalar(Arena *arena, const Field *field, const Json *json, void *member)
{
    switch (field->kind) {
    case KIND_BOOL: *(bool *)member = json->as.boolean; return NULL;
    case KIND_I32: return i32_of(json->as.integer, member);
    case KIND_I64: *(int64_t *)member = json->as.integer; return NULL;
    case KIND_ID: return id_of(json->as.str, member);
    case KIND_TIME: return rfc3339_parse(json->as.str, member) ? NULL : "shape.bad_time";
    case KIND_REAL:
        *(double *)member = json->kind == JSON_INT ? (double)json->as.integer : json->as.real;
        return NULL;
    case KIND_STR: return text_of(json->as.str, member);
    case KIND_ENUM: return word_to(field, json->as.str, member);
    case KIND_JSON: return json_text(arena, json, member);
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: break;
    }
    return "shape.wrong_type";
}

static Code read_ids(Arena *arena, const Field *field, const Json *json, Ids *out,
                     ShapeError *error)
{
    int64_t *ids = arena_make(arena, int64_t, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        const char *reason =
            item->kind == JSON_STR ? id_of(item->as.str, &ids[i]) : "shape.wrong_type";
        if (reason) return breaks(arena, field, i, reason, error);
    }
    *out = (Ids){ .at = ids, .count = json->count };
    return OK;
}

static Code read_ints(Arena *arena, const Field *field, const Json *json, Ints *out,
                      ShapeError *error)
{
    int32_t *numbers = arena_make(arena, int32_t, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        const char *reason =
            item->kind == JSON_INT ? i32_of(item->as.integer, &numbers[i]) : "shape.wrong_type";
        if (reason) return breaks(arena, field, i, reason, error);
    }
    *out = (Ints){ .at = numbers, .count = json->count };
    return OK;
}

static Code read_strs(Arena *arena, const Field *field, const Json *json, Strs *out,
                      ShapeError *error)
{
    Str *texts = arena_make(arena, Str, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        const char *reason =
            item->kind == JSON_STR ? text_of(item->as.str, &texts[i]) : "shape.wrong_type";
        if (!reason && str_chars(texts[i]) > SHAPE_TEXT_MAX) reason = "shape.too_long";
        if (reason) return breaks(arena, field, i, reason, error);
    }
    *out = (Strs){ .at = texts, .count = json->count };
    return OK;
}

static Code read_rows(Arena *arena, const Field *field, const Json *json, Rows *out,
                      ShapeError *error)
{
    char *rows = arena_alloc(arena, json->count, field->of->size);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item = &json->as.first[i];
        if (item->kind != JSON_OBJECT) return breaks(arena, field, i, "shape.wrong_type", error);
        const Code code =
            shape_from_json(arena, field->of, item, rows + i * field->of->size, NULL, error);
        if (code != OK) error->field = shape_path(arena, field, i, error->field);
        TRY(code);
    }
    *out = (Rows){ .at = rows, .count = json->count };
    return OK;
}

static Code read_object(Arena *arena, const Field *field, const Json *json, void *member,
                        ShapeError *error)
{
    const Code code = shape_from_json(arena, field->of, json, member, NULL, error);
    if (code != OK) error->field = shape_path(arena, field, -1, error->field);
    return code;
}

/* Lists are counted before they are read, so that a long one costs nothing. */
static bool is_too_many(const Field *field, const Json *json)
{
    const bool bounded = (field->min || field->max) && field->max >= field->min;
    return (int64_t)json->count > (bounded ? field->max : SHAPE_LIST_MAX);
}

static Code read_list(Arena *arena, const Field *field, const Json *json, void *member,
                      ShapeError *error)
{
    if (is_too_many(field, json)) return breaks(arena, field, -1, "shape.too_many", error);
    if (field->kind == KIND_IDS) return read_ids(arena, field, json, member, error);
    if (field->kind == KIND_INTS) return read_ints(arena, field, json, member, error);
    if (field->kind == KIND_STRS) return read_strs(arena, field, json, member, error);
    return read_rows(arena, field, json, member, error);
}

static size_t member_size(const Field *field)
{
    switch (field->kind) {
    case KIND_BOOL: return sizeof(bool);
    case KIND_I32: return sizeof(int32_t);
    case KIND_I64:
    case KIND_ID:
    case KIND_TIME: return sizeof(int64_t);
    case KIND_REAL: return sizeof(double);
    case KIND_STR:
    case KIND_JSON: return sizeof(Str);
    case KIND_ENUM: return sizeof(int);
    case KIND_IDS: return sizeof(Ids);
    case KIND_INTS: return sizeof(Ints);
    case KIND_STRS: return sizeof(Strs);
    case KIND_LIST: return sizeof(Rows);
    case KIND_OBJECT: break;
    }
    return field->of->size;
}

/* The bounds of what was just given: unlike in shape_holds, a 0 was meant. */
static Code check_given(Arena *arena, const Field *field, const void *member, ShapeError *error)
{
    if ((field->flags & REQUIRED) && !shape_member_is_set(field, member))
        return breaks(arena, field, -1, "shape.required", error);
    const char *reason = shape_member_breaks(field, member);
    return reason ? breaks(arena, field, -1, reason, error) : OK;
}

static Code read_member(Arena *arena, const Field *field, const Json *json, void *member,
                        ShapeError *error)
{
    if (json->kind == JSON_NULL) {
        memset(member, 0, member_size(field));
        if (field->flags & REQUIRED) return breaks(arena, field, -1, "shape.required", error);
        return OK;
    }
    if (!kind_fits(field->kind, json)) return breaks(arena, field, -1, "shape.wrong_type", error);
    if (field->kind == KIND_OBJECT) return read_object(arena, field, json, member, error);
    if (json->kind == JSON_ARRAY && field->kind != KIND_JSON) {
        TRY(read_list(arena, field, json, member, error));
    } else {
        const char *reason = read_scalar(arena, field, json, member);
        if (reason) return breaks(arena, field, -1, reason, error);
    }
    return check_given(arena, field, member, error);
}

/* Booleans and objects have no unset value: for them only being given counts. */
static bool is_missing(const Field *field, const void *member)
{
    if (!(field->flags & REQUIRED)) return false;
    if (field->kind == KIND_BOOL || field->kind == KIND_OBJECT) return true;
    return !shape_member_is_set(field, member);
}

static Code check_missing(Arena *arena, const Shape *shape, const char *thing, const Seen *seen,
                          ShapeError *error)
{
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (seen->bits[i / WORD_BITS] >> i % WORD_BITS & 1) continue;
        if (!is_missing(field, thing + field->at)) continue;
        return breaks(arena, field, -1, "shape.required", error);
    }
    return OK;
}

static Code refuse_member(Arena *arena, Str name, const Field *field, const char *reason,
                          ShapeError *error)
{
    *error = (ShapeError){ .reason = reason,
                           .field  = str_copy(arena, str_prefix_chars(name, 100)),
                           .rule   = field };
    return ERR_INVALID;
}

Code shape_from_json(Arena *arena, const Shape *shape, const Json *json, void *thing,
                     uint64_t *given, ShapeError *error)
{
    ASSERT(shape->count <= FIELDS_MAX);
    ASSERT(!given || shape->count <= WORD_BITS);
    Seen seen = { 0 };
    if (!json || json->kind != JSON_OBJECT) {
        *error = (ShapeError){ .reason = "shape.wrong_type", .field = S("") };
        return ERR_INVALID;
    }
    for (uint32_t i = 0; i < json->count; i++) {
        const Json  *item  = &json->as.first[i];
        const Field *field = shape_field_outside(shape, item->key);
        if (!field) return refuse_member(arena, item->key, NULL, "shape.unknown_field", error);
        if (field->flags & SERVER_SET)
            return refuse_member(arena, item->key, field, "shape.read_only", error);
        TRY(read_member(arena, field, item, (char *)thing + field->at, error));
        const size_t at = (size_t)(field - shape->fields);
        seen.bits[at / WORD_BITS] |= 1ull << at % WORD_BITS;
    }
    TRY(check_missing(arena, shape, thing, &seen, error));
    if (given) *given = seen.bits[0];
    return OK;
}
