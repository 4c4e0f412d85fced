/* shape_json_fuzz.c -- any JSON into a struct: what is accepted holds its shape and reads
 * back as written. */
#include "wire/shape_json.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef enum Colour { COLOUR_NONE, COLOUR_RED } Colour;
static const char *const colour_word[] = { NULL, "red" };
static const Words       colour_words  = { colour_word, COUNT(colour_word) };

typedef struct Slot {
    Str     from;
    int32_t limit;
} Slot;
static const Field slot_fields[] = { FIELD_WITH(Slot, from, .flags = REQUIRED, .max = 5),
                                     FIELD_WITH(Slot, limit, .min = 0, .max = 9) };
static const Shape slot_shape    = SHAPE(Slot, slot_fields);

typedef struct Thing {
    int64_t a, b_ms, c;
    int32_t d;
    bool    e;
    Colour  f;
    double  g;
    Str     h, i;
    Ids     j;
    Strs    k;
    Rows    l;
    Slot    m;
} Thing;
static const Field thing_fields[] = {
    FIELD_ID(Thing, a),
    FIELD_TIME(Thing, b_ms),
    FIELD_WITH(Thing, c, .max = 1000),
    FIELD(Thing, d),
    FIELD(Thing, e),
    FIELD_ENUM(Thing, f, colour_words),
    FIELD(Thing, g),
    FIELD_WITH(Thing, h, .max = 10),
    FIELD_JSON(Thing, i),
    FIELD(Thing, j),
    FIELD(Thing, k),
    FIELD_LIST(Thing, l, slot_shape),
    FIELD_OBJECT(Thing, m, slot_shape),
};
static const Shape thing_shape = SHAPE(Thing, thing_fields);

static void from_text(Arena *arena, Str text)
{
    ShapeError error = { 0 };
    for (size_t i = 0; i < COUNT(thing_fields); i++) {
        Thing thing = { 0 };
        if (shape_field_from_text(arena, &thing_fields[i], text, &thing, &error) != OK)
            ASSERT(error.reason != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena      *arena = arena_new(SIZE_MAX);
    const Str   text  = { (const char *)data, size };
    const Json *json  = NULL;
    JsonError   bad   = { 0 };
    ShapeError  error = { 0 };
    Thing       thing = { 0 }, again = { 0 };
    if (json_parse(arena, text, JSON_LIMITS, &json, &bad) == OK) {
        if (shape_from_json(arena, &thing_shape, json, &thing, NULL, &error) != OK) {
            ASSERT(error.reason != NULL);
        } else if (thing.m.from.ptr) { /* else the required member of an object is missing */
            ASSERT(shape_holds(arena, &thing_shape, &thing, &error));
            const Str once = shape_json(arena, &thing_shape, &thing);
            ASSERT(json_parse(arena, once, (JsonLimits){ 64 << 20, 100000, 64 }, &json, &bad) ==
                   OK);
            const Code code = shape_from_json(arena, &thing_shape, json, &again, NULL, &error);
            ASSERT(code == OK);
            ASSERT(str_equal(once, shape_json(arena, &thing_shape, &again)));
        }
    }
    from_text(arena, text);
    arena_free(arena);
    return 0;
}
