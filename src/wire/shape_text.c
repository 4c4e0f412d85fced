/* shape_text.c -- one field of a struct out of its text form. */
#include "wire/shape_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The text form as the JSON that stands for it; NULL when it cannot be that kind. */
static const Json *number_of(Arena *arena, Str text, Kind kind)
{
    Json   *json  = arena_make(arena, Json, 1);
    int64_t value = 0;
    if (str_to_i64(text, &value)) {
        *json = (Json){ .kind = JSON_INT, .as.integer = value };
        return json;
    }
    char       *end  = NULL;
    const char *from = str_z(arena, text);
    if (kind != KIND_REAL || strcspn(from, "xXnNiI ") != text.len) return NULL;
    const double real = strtod(from, &end);
    *json             = (Json){ .kind = JSON_REAL, .as.real = real };
    return end == from + text.len && isfinite(real) ? json : NULL;
}

static const Json *bool_of(Arena *arena, Str text)
{
    const bool yes  = str_equal(text, S("true")) || str_equal(text, S("1"));
    const bool no   = str_equal(text, S("false")) || str_equal(text, S("0"));
    Json      *json = arena_make(arena, Json, 1);
    *json           = (Json){ .kind = JSON_BOOL, .as.boolean = yes };
    return yes || no ? json : NULL;
}

static const Json *str_json(Arena *arena, Str text)
{
    Json *json = arena_make(arena, Json, 1);
    *json      = (Json){ .kind = JSON_STR, .as.str = text };
    return json;
}

/* "a,b,c" as an array of text; spaces around an item do not count. */
static const Json *list_of(Arena *arena, Str text)
{
    Vec items = vec_of(arena, Json);
    for (Str rest = text; rest.ptr;) {
        const Str item         = str_trim(str_cut(&rest, ','));
        *VEC_ADD(&items, Json) = (Json){ .kind = JSON_STR, .as.str = item };
    }
    Json *json = arena_make(arena, Json, 1);
    *json      = (Json){ .kind     = JSON_ARRAY,
                         .count    = (uint32_t)items.count,
                         .as.first = vec_rows(&items).at };
    return json;
}

static const Json *parsed(Arena *arena, Str text)
{
    JsonError   error = { 0 };
    const Json *json  = NULL;
    return json_parse(arena, text, JSON_LIMITS, &json, &error) == OK ? json : NULL;
}

static const Json *json_of(Arena *arena, const Field *field, Str text)
{
    static const Json null = { .kind = JSON_NULL };
    if (text.len == 0 && field->kind != KIND_STR) return &null;
    switch (field->kind) {
    case KIND_BOOL: return bool_of(arena, text);
    case KIND_I32:
    case KIND_I64:
    case KIND_REAL: return number_of(arena, text, field->kind);
    case KIND_ID:
    case KIND_TIME:
    case KIND_STR:
    case KIND_ENUM: return text.ptr ? str_json(arena, text) : &null;
    case KIND_JSON: return parsed(arena, text);
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS: return list_of(arena, text);
    case KIND_LIST:
    case KIND_OBJECT: break;
    }
    return NULL;
}

Code shape_field_from_text(Arena *arena, const Field *field, Str text, void *thing,
                           ShapeError *error)
{
    const Json *value = json_of(arena, field, text);
    if (!value || field->flags & SERVER_SET) {
        *error = (ShapeError){ .reason = value ? "shape.read_only" : "shape.wrong_type",
                               .field  = field_outside_name(field),
                               .rule   = field };
        return ERR_INVALID;
    }
    Json member      = *value;
    member.key       = field_outside_name(field);
    const Json  json = { .kind = JSON_OBJECT, .count = 1, .as.first = &member };
    const Shape one  = { .name = "", .fields = field, .count = 1, .size = 0 };
    return shape_from_json(arena, &one, &json, thing, NULL, error);
}
