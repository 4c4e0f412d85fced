/* shape_json_out.c -- structs as JSON, by their shapes. */
#include "wire/shape_json.h"

#include <string.h>

/* Far above what the doors let in; a maximum all the same. */
enum { TEXT_MAX = 64 << 20 };

static void put_ids(JsonOut *out, const Ids *ids)
{
    json_open_array(out);
    for (size_t i = 0; i < ids->count; i++) json_put_id(out, ids->at[i]);
    json_close_array(out);
}

static void put_ints(JsonOut *out, const Ints *ints)
{
    json_open_array(out);
    for (size_t i = 0; i < ints->count; i++) json_put_i64(out, ints->at[i]);
    json_close_array(out);
}

static void put_strs(JsonOut *out, const Strs *strs)
{
    json_open_array(out);
    for (size_t i = 0; i < strs->count; i++) json_put_str(out, strs->at[i]);
    json_close_array(out);
}

static void put_rows(JsonOut *out, const Shape *shape, const Rows *rows, Zone zone)
{
    json_open_array(out);
    for (size_t i = 0; i < rows->count; i++)
        shape_to_json(out, shape, (const char *)rows->at + i * shape->size, zone);
    json_close_array(out);
}

static void put_word(JsonOut *out, const Words *words, const void *member)
{
    int value = 0;
    memcpy(&value, member, sizeof(value));
    json_put_str(out, word_of(words, value));
}

static void put_number(JsonOut *out, const Field *field, int64_t value)
{
    if (value < 0 && (field->flags & OR_NULL))
        json_null(out);
    else
        json_put_i64(out, value);
}

static void put_member(JsonOut *out, const Field *field, const void *member, Zone zone)
{
    switch (field->kind) {
    case KIND_BOOL: json_put_bool(out, *(const bool *)member); break;
    case KIND_I32: json_put_i64(out, *(const int32_t *)member); break;
    case KIND_I64: put_number(out, field, *(const int64_t *)member); break;
    case KIND_ID: json_put_id(out, *(const int64_t *)member); break;
    case KIND_TIME: json_put_time(out, *(const int64_t *)member, zone); break;
    case KIND_REAL: json_put_real(out, *(const double *)member); break;
    case KIND_STR: json_put_str(out, *(const Str *)member); break;
    case KIND_ENUM: put_word(out, field->words, member); break;
    case KIND_JSON: json_put_raw(out, *(const Str *)member); break;
    case KIND_IDS: put_ids(out, member); break;
    case KIND_INTS: put_ints(out, member); break;
    case KIND_STRS: put_strs(out, member); break;
    case KIND_LIST: put_rows(out, field->of, member, zone); break;
    case KIND_OBJECT: shape_to_json(out, field->of, member, zone); break;
    }
}

void shape_to_json(JsonOut *out, const Shape *shape, const void *thing, Zone zone)
{
    json_open_object(out);
    for (size_t i = 0; i < shape->count; i++) {
        const Field *field = &shape->fields[i];
        if (field->flags & SECRET) continue;
        json_key(out, field_outside_name(field));
        put_member(out, field, (const char *)thing + field->at, zone);
    }
    json_close_object(out);
}

Str shape_json(Arena *arena, const Shape *shape, const void *thing)
{
    JsonOut out  = json_out(arena, TEXT_MAX);
    Str     text = { 0 };
    shape_to_json(&out, shape, thing, (Zone){ 0 });
    const Code code = json_out_done(&out, &text);
    ASSERT(code == OK);
    return text;
}
