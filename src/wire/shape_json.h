/* shape_json.h -- structs to and from JSON by their shapes. */
#ifndef WIRE_SHAPE_JSON_H
#define WIRE_SHAPE_JSON_H

#include "wire/json.h"

/* Fills `thing` (zeroed by the caller or holding defaults) from an object and
 * checks bounds.  Unknown members are refused ("shape.unknown_field"), SERVER_SET
 * ones too ("shape.read_only").  `given`, if not NULL, gets bit i for field i
 * of the top level that was present (also as null).  Text is borrowed from `json`.
 * ERR_INVALID with `error` filled. */
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
