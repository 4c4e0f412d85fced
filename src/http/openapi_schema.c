/* openapi_schema.c -- shapes as JSON Schema (the dialect of OpenAPI 3.1). */
#include "http/openapi_schema.h"

typedef struct Named {
    const Shape *shape;
    bool         is_in;
    Str          name;
} Named;

struct OpenapiSchemas {
    Arena *arena;
    Vec    all; /* Named */
};

OpenapiSchemas *openapi_schema_new(Arena *arena)
{
    OpenapiSchemas *schemas = arena_make(arena, OpenapiSchemas, 1);
    *schemas                = (OpenapiSchemas){ arena, vec_of(arena, Named) };
    return schemas;
}

static Named *find(const OpenapiSchemas *schemas, const Shape *shape, bool is_in)
{
    for (size_t i = 0; i < schemas->all.count; i++) {
        Named *named = VEC_AT(schemas->all, Named, i);
        if (named->shape == shape && named->is_in == is_in) return named;
    }
    return NULL;
}

static bool is_taken(const OpenapiSchemas *schemas, Str name)
{
    for (size_t i = 0; i < schemas->all.count; i++)
        if (str_equal(VEC_AT(schemas->all, Named, i)->name, name)) return true;
    return false;
}

/* Answers keep the name of their struct; what is sent is StoreInput, unless the struct is
 * only ever sent and says so itself (StoreDraft). */
static Str name_of(const OpenapiSchemas *schemas, const Shape *shape, bool is_in)
{
    Arena    *arena = schemas->arena;
    const Str plain = str_of(shape->name);
    const Str first =
        is_in && is_taken(schemas, plain) ? str_fmt(arena, "%sInput", shape->name) : plain;
    Str name = first;
    for (int i = 2; is_taken(schemas, name); i++) name = str_fmt(arena, "%.*s%d", FMT(first), i);
    return name;
}

static bool is_shown(const Field *field, bool is_in)
{
    return !(field->flags & (is_in ? SERVER_SET : SECRET));
}

void openapi_schema_add(OpenapiSchemas *schemas, const Shape *shape, bool is_in)
{
    if (find(schemas, shape, is_in)) return;
    const Str name                 = name_of(schemas, shape, is_in);
    *VEC_ADD(&schemas->all, Named) = (Named){ shape, is_in, name };
    for (size_t i = 0; i < shape->count; i++)
        if (shape->fields[i].of && is_shown(&shape->fields[i], is_in))
            openapi_schema_add(schemas, shape->fields[i].of, is_in);
}

void openapi_schema_ref(const OpenapiSchemas *schemas, JsonOut *out, const Shape *shape, bool is_in)
{
    const Named *named = find(schemas, shape, is_in);
    ASSERT(named != NULL);
    json_open_object(out);
    json_pair_str(out, S("$ref"),
                  str_fmt(schemas->arena, "#/components/schemas/%.*s", FMT(named->name)));
    json_close_object(out);
}

/* ---- one field ----------------------------------------------------------------------- */

/* Whether null can stand there: absent text, 0 as id, time or word, what is
 * not known of a number. */
static bool may_be_null(const Field *field, bool is_in)
{
    switch (field->kind) {
    case KIND_ID:
        if (!is_in && str_equal(str_of(field->name), S("id"))) return false;
        break;
    case KIND_TIME:
    case KIND_STR:
    case KIND_ENUM:
    case KIND_JSON: break;
    case KIND_I64: return !is_in && (field->flags & OR_NULL);
    case KIND_BOOL:
    case KIND_I32:
    case KIND_REAL:
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST:
    case KIND_OBJECT: return false;
    }
    return !(field->flags & REQUIRED);
}

static void put_type(JsonOut *out, const char *type, bool is_nullable)
{
    json_key(out, S("type"));
    if (!is_nullable) {
        json_put_str(out, str_of(type));
        return;
    }
    json_open_array(out);
    json_put_str(out, str_of(type));
    json_put_str(out, S("null"));
    json_close_array(out);
}

static void put_bounds(JsonOut *out, const Field *field, const char *least, const char *most,
                       int64_t most_else)
{
    const bool has_max = field->max >= field->min && (field->min || field->max);
    if (field->min) json_pair_i64(out, str_of(least), field->min);
    if (has_max)
        json_pair_i64(out, str_of(most), field->max);
    else if (most_else && field->min == 0)
        json_pair_i64(out, str_of(most), most_else);
}

static void put_words(JsonOut *out, const Field *field, bool is_nullable)
{
    put_type(out, "string", is_nullable);
    json_key(out, S("enum"));
    json_open_array(out);
    for (size_t i = 1; i < field->words->count; i++)
        if (field->words->word[i]) json_put_str(out, str_of(field->words->word[i]));
    if (is_nullable) json_null(out);
    json_close_array(out);
}

static void put_array(const OpenapiSchemas *schemas, JsonOut *out, const Field *field, bool is_in)
{
    put_type(out, "array", false);
    json_key(out, S("items"));
    if (field->kind == KIND_LIST) {
        openapi_schema_ref(schemas, out, field->of, is_in);
    } else {
        json_open_object(out);
        put_type(out, field->kind == KIND_INTS ? "integer" : "string", false);
        json_close_object(out);
    }
    if (is_in) put_bounds(out, field, "minItems", "maxItems", SHAPE_LIST_MAX);
}

static void put_kind(const OpenapiSchemas *schemas, JsonOut *out, const Field *field, bool is_in)
{
    const bool nullable = may_be_null(field, is_in);
    switch (field->kind) {
    case KIND_BOOL: put_type(out, "boolean", false); break;
    case KIND_I32:
    case KIND_I64:
        put_type(out, "integer", nullable);
        json_pair_str(out, S("format"), field->kind == KIND_I32 ? S("int32") : S("int64"));
        if (is_in) put_bounds(out, field, "minimum", "maximum", 0);
        break;
    case KIND_REAL:
        put_type(out, "number", false);
        if (is_in) put_bounds(out, field, "minimum", "maximum", 0);
        break;
    case KIND_ID:
        put_type(out, "string", nullable);
        json_pair_str(out, S("pattern"), S("^[1-9][0-9]{0,18}$"));
        break;
    case KIND_TIME:
        put_type(out, "string", nullable);
        json_pair_str(out, S("format"), S("date-time"));
        break;
    case KIND_STR:
        put_type(out, "string", nullable);
        if (is_in) put_bounds(out, field, "minLength", "maxLength", SHAPE_TEXT_MAX);
        break;
    case KIND_ENUM: put_words(out, field, nullable); break;
    case KIND_JSON: break; /* any value */
    case KIND_IDS:
    case KIND_INTS:
    case KIND_STRS:
    case KIND_LIST: put_array(schemas, out, field, is_in); break;
    case KIND_OBJECT: break; /* a reference, put by the caller */
    }
}

static void put_field(const OpenapiSchemas *schemas, JsonOut *out, const Field *field, bool is_in)
{
    if (field->kind == KIND_OBJECT && !field->about) {
        openapi_schema_ref(schemas, out, field->of, is_in);
        return;
    }
    json_open_object(out);
    if (field->kind == KIND_OBJECT) {
        json_key(out, S("allOf"));
        json_open_array(out);
        openapi_schema_ref(schemas, out, field->of, is_in);
        json_close_array(out);
    }
    put_kind(schemas, out, field, is_in);
    if (field->flags & SERVER_SET) json_pair_bool(out, S("readOnly"), true);
    if (field->about) json_pair_str(out, S("description"), str_of(field->about));
    json_close_object(out);
}

void openapi_schema_field(const OpenapiSchemas *schemas, JsonOut *out, const Field *field)
{
    Field plain = *field;
    plain.about = NULL;      /* it stands at the parameter */
    plain.flags |= REQUIRED; /* a parameter is left out, never null */
    put_field(schemas, out, &plain, true);
}

/* ---- whole shapes --------------------------------------------------------------------- */

/* Answers always hold all their members; of what is sent, only some must be there. */
static bool is_required(const Field *field, bool is_in)
{
    return is_shown(field, is_in) && (!is_in || field->flags & REQUIRED);
}

static void put_required(JsonOut *out, const Shape *shape, bool is_in)
{
    size_t count = 0;
    for (size_t i = 0; i < shape->count; i++) count += is_required(&shape->fields[i], is_in);
    if (count == 0) return;
    json_key(out, S("required"));
    json_open_array(out);
    for (size_t i = 0; i < shape->count; i++)
        if (is_required(&shape->fields[i], is_in))
            json_put_str(out, field_outside_name(&shape->fields[i]));
    json_close_array(out);
}

static void put_shape(const OpenapiSchemas *schemas, JsonOut *out, const Shape *shape, bool is_in)
{
    json_open_object(out);
    put_type(out, "object", false);
    json_key(out, S("properties"));
    json_open_object(out);
    for (size_t i = 0; i < shape->count; i++) {
        if (!is_shown(&shape->fields[i], is_in)) continue;
        json_key(out, field_outside_name(&shape->fields[i]));
        put_field(schemas, out, &shape->fields[i], is_in);
    }
    json_close_object(out);
    put_required(out, shape, is_in);
    if (is_in) json_pair_bool(out, S("additionalProperties"), false);
    json_close_object(out);
}

void openapi_schema_put_all(const OpenapiSchemas *schemas, JsonOut *out)
{
    for (size_t i = 0; i < schemas->all.count; i++) {
        const Named *named = VEC_AT(schemas->all, Named, i);
        json_key(out, named->name);
        put_shape(schemas, out, named->shape, named->is_in);
    }
}
