/* shape_json.h -- structs to and from JSON by their shapes. */
#ifndef WIRE_SHAPE_JSON_H
#define WIRE_SHAPE_JSON_H

#include "wire/json.h"

/* Fills `thing` (zeroed by the caller or holding defaults) from an object and
 * checks bounds.  Unknown members are refused ("shape.unknown_field"), SERVER_SET
 * ones too ("shape.read_only").  `given`, if not NULL, gets bit i for field i
 * of the top level that was present (also as null).  Text is borrowed from `json`.
 * ERR_INVALID with `error` filled.  Null gives an optional field its zero value.  REQUIRED
 * is also content with a member that `thing` holds already, but for booleans and objects.
 * Reasons: "shape.unknown_field", "shape.read_only", "shape.wrong_type", "shape.required",
 * "shape.too_small", "shape.too_large", "shape.too_short", "shape.too_long",
 * "shape.too_many", "shape.too_deep", "shape.unknown_word", "shape.bad_id",
 * "shape.bad_time", "shape.bad_text" (a NUL). */
Code shape_from_json(Arena *arena, const Shape *shape, const Json *json, void *thing,
                     uint64_t *given, ShapeError *error) MUST_USE;
/* The struct as an object; SECRET fields are left out. */
void shape_to_json(JsonOut *out, const Shape *shape, const void *thing, Zone zone);
/* The struct as text, for event payloads and stored documents (UTC times). */
Str  shape_json(Arena *arena, const Shape *shape, const void *thing);
/* One field from its text form (query strings, path, CSV cells). */
Code shape_field_from_text(Arena *arena, const Field *field, Str text, void *thing,
                           ShapeError *error) MUST_USE;

#endif
