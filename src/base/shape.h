/* shape.h -- describes a plain struct once.  JSON, SQL rows, query strings,
 * OpenAPI and the console's TypeScript types are all read from it. */
#ifndef BASE_SHAPE_H
#define BASE_SHAPE_H

#include "base/str.h"

/* How a member is stored, and how it looks outside:
 *   kind        C member   SQL       JSON
 *   KIND_BOOL   bool       BOOLEAN   true / false
 *   KIND_I32    int32_t    INTEGER   number
 *   KIND_I64    int64_t    BIGINT    number (counts, fen, ms)
 *   KIND_ID     int64_t    BIGINT    string; 0 = null
 *   KIND_TIME   int64_t    BIGINT    RFC 3339 with the tenant's offset; 0 = null (ms UTC inside);
 *                                    `opened_at_ms` inside is "opened_at" outside
 *   KIND_REAL   double     DOUBLE    number (coordinates and ratios only, never money)
 *   KIND_STR    Str        TEXT      string; absent = null
 *   KIND_ENUM   enum (int) TEXT      one of `words`; 0 = null
 *   KIND_JSON   Str        TEXT      the JSON text itself
 *   KIND_IDS    Ids        -         array of strings
 *   KIND_INTS   Ints       -         array of numbers
 *   KIND_STRS   Strs       -         array of strings
 *   KIND_LIST   Rows       -         array of objects of shape `of`
 *   KIND_OBJECT struct     -         one object of shape `of`, nested in place
 * The last five are no columns: {cols} skips them; the slice loads them itself. */
typedef enum Kind {
    KIND_BOOL = 1, KIND_I32, KIND_I64, KIND_ID, KIND_TIME, KIND_REAL, KIND_STR,
    KIND_ENUM, KIND_JSON, KIND_IDS, KIND_INTS, KIND_STRS, KIND_LIST, KIND_OBJECT
} Kind;

typedef struct Ids  { const int64_t *at; size_t count; } Ids;
typedef struct Ints { const int32_t *at; size_t count; } Ints;
typedef struct Strs { const Str *at; size_t count; } Strs;
/* Structs of one shape, one after the other. */
typedef struct Rows { void *at; size_t count; } Rows;
#define ROWS_AT(Type, rows, index) (&((Type *)(rows).at)[index])

/* The words of an enum, indexed by its values; word[0] is NULL (unset).  The
 * same words stand in the database, in JSON and in the console. */
typedef struct Words {
    const char *const *word;
    size_t             count;
} Words;

/* The word of a value in 1 .. count-1; an absent Str for 0. */
Str word_of(const Words *words, int value);
/* The value of a word; 0 if unknown. */
int value_of(const Words *words, Str word);

enum {
    REQUIRED   = 1u << 0,  /* must be given and not null, empty or 0           */
    SERVER_SET = 1u << 1,  /* accepted from nobody, only answered              */
    SECRET     = 1u << 2,  /* never leaves: not in JSON out                    */
    NOT_STORED = 1u << 3,  /* not a column of the table, though of a stored kind */
    OR_NULL    = 1u << 4,  /* a KIND_I64, only answered: below 0 is not known, null outside */
};

typedef struct Shape Shape;

typedef struct Field {
    const char  *name;
    Kind         kind;
    size_t       at;
    unsigned     flags;
    int64_t      min, max; /* value; code points of text; items of a list; 0,0 = the kind's
                              default; max below min = only a minimum */
    const Words *words;    /* KIND_ENUM             */
    const Shape *of;       /* KIND_LIST, KIND_OBJECT */
    const char  *about;    /* one sentence for OpenAPI, or NULL */
} Field;

struct Shape {
    const char  *name;   /* the struct's name; the schema's name in OpenAPI */
    const Field *fields;
    size_t       count;
    size_t       size;
};

/* Text without bounds of its own is at most this long, lists this many items. */
enum { SHAPE_TEXT_MAX = 4000, SHAPE_LIST_MAX = 1000 };

/* The kind is inferred, so a descriptor cannot disagree with its member. */
#define KIND_OF(Type, member)                                              \
    _Generic(((Type *)0)->member, bool: KIND_BOOL, int32_t: KIND_I32,      \
             int64_t: KIND_I64, double: KIND_REAL, Str: KIND_STR,          \
             Ids: KIND_IDS, Ints: KIND_INTS, Strs: KIND_STRS)
#define FIELD(Type, member) \
    { .name = #member, .at = offsetof(Type, member), .kind = KIND_OF(Type, member) }
#define FIELD_WITH(Type, member, ...) \
    { .name = #member, .at = offsetof(Type, member), .kind = KIND_OF(Type, member), __VA_ARGS__ }
#define FIELD_IS(Type, member, Checked, Kind_, ...)                        \
    { .name = #member, .at = offsetof(Type, member),                       \
      .kind = _Generic(((Type *)0)->member, Checked: Kind_), __VA_ARGS__ }
#define FIELD_ID(Type, member, ...)   FIELD_IS(Type, member, int64_t, KIND_ID, __VA_ARGS__)
#define FIELD_TIME(Type, member, ...) FIELD_IS(Type, member, int64_t, KIND_TIME, __VA_ARGS__)
#define FIELD_JSON(Type, member, ...) FIELD_IS(Type, member, Str, KIND_JSON, __VA_ARGS__)
#define FIELD_LIST(Type, member, shape, ...) \
    FIELD_IS(Type, member, Rows, KIND_LIST, .of = &(shape), __VA_ARGS__)
#define FIELD_OBJECT(Type, member, shape, ...)                             \
    { .name = #member, .at = offsetof(Type, member), .kind = KIND_OBJECT,  \
      .of = &(shape), __VA_ARGS__ }
#define FIELD_ENUM(Type, member, table, ...)                               \
    { .name = #member, .at = offsetof(Type, member), .kind = KIND_ENUM,    \
      .words = &(table), __VA_ARGS__ }
#define SHAPE(Type, list) \
    { .name = #Type, .fields = (list), .count = COUNT(list), .size = sizeof(Type) }

/* True for kinds that are columns of a table. */
bool kind_is_column(Kind kind);
/* The field of that member and column name, or NULL. */
const Field *shape_field(const Shape *shape, Str name);
/* Copies the texts of a struct into memory of its own, one behind the other, each with a NUL behind
 * it; what is absent stays so. */
void         shape_keep_texts(Arena *arena, const Shape *shape, void *row);
/* A field's name in JSON, query strings and error paths: the member's, except that a
 * KIND_TIME loses its "_ms", because outside it is no number of milliseconds. */
Str          field_outside_name(const Field *field);
/* The field of that name outside, or NULL. */
const Field *shape_field_outside(const Shape *shape, Str name);

/* The first rule of `shape` that `thing` breaks. */
typedef struct ShapeError {
    const char *reason;     /* "shape.required", "shape.too_small", "shape.too_large", ...
                               all of them: wire/shape_json.h                       */
    Str         field;      /* path, e.g. "slots[2].from"; lives in the arena              */
    const Field *rule;      /* what is allowed                                             */
} ShapeError;
/* Checks REQUIRED, min and max of `thing`, nested lists included.  0, empty and
 * absent mean "not given" here: only REQUIRED refuses them. */
bool shape_holds(Arena *arena, const Shape *shape, const void *thing, ShapeError *error);
/* The reason a given value breaks its own bounds (not those of what is nested), or NULL. */
const char *shape_member_breaks(const Field *field, const void *member);
/* False for 0, empty and absent; always true for booleans and objects. */
bool shape_member_is_set(const Field *field, const void *member);
/* "name", "name[2]" or "name[2].below": the path of an error; item -1 is none. */
Str  shape_path(Arena *arena, const Field *field, int64_t item, Str below);

#endif
