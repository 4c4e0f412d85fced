/* openapi_schema.h -- shapes as JSON Schema.  Private to http/. */
#ifndef HTTP_OPENAPI_SCHEMA_H
#define HTTP_OPENAPI_SCHEMA_H

#include "wire/wire.h"

/* Every shape the routes mention, with the name of its schema.  A shape that goes both
 * ways has two: what is asked for differs from what is answered. */
typedef struct OpenapiSchemas OpenapiSchemas;

/* None yet. */
OpenapiSchemas *openapi_schema_new(Arena *arena);
/* Adds the shape and what it holds; knows it already, does nothing. */
void openapi_schema_add(OpenapiSchemas *schemas, const Shape *shape, bool is_in);
/* {"$ref": ...} to a shape that was added. */
void openapi_schema_ref(const OpenapiSchemas *schemas, JsonOut *out, const Shape *shape,
                        bool is_in);
/* The schema of one field, as it stands in a query string. */
void openapi_schema_field(const OpenapiSchemas *schemas, JsonOut *out, const Field *field);
/* The members of components.schemas. */
void openapi_schema_put_all(const OpenapiSchemas *schemas, JsonOut *out);

#endif
