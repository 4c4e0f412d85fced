/* json.h -- JSON in (simdjson behind a C face) and out.
 *
 * Parsing validates UTF-8, numbers and depth; integers keep 64 bits.  The tree
 * lives in the arena and owns its text. */
#ifndef WIRE_JSON_H
#define WIRE_JSON_H

#include "base/base.h"

typedef enum JsonKind {
    JSON_NULL = 1, JSON_BOOL, JSON_INT, JSON_REAL, JSON_STR, JSON_ARRAY, JSON_OBJECT
} JsonKind;

typedef struct Json Json;
struct Json {
    JsonKind kind;
    uint32_t count;      /* items of an array or object */
    Str      key;        /* inside an object            */
    union {
        bool    boolean;
        int64_t integer; /* JSON_INT; unsigned values above INT64_MAX become JSON_REAL */
        double  real;
        Str     str;
        Json   *first;   /* items are contiguous: first[0 .. count-1] */
    } as;
};

typedef struct JsonLimits { size_t bytes, nodes, depth; } JsonLimits;
#define JSON_LIMITS ((JsonLimits){ .bytes = 1u << 20, .nodes = 10000, .depth = 64 })

typedef struct JsonError {
    const char *reason;   /* "json.malformed", "json.too_deep", "json.too_large", "json.bad_utf8" */
} JsonError;

/* ERR_INVALID or ERR_LIMIT with the reason in `error`. */
Code json_parse(Arena *arena, Str text, JsonLimits limits, const Json **out,
                JsonError *error) MUST_USE;

/* The member of an object, or NULL (also when `object` is NULL or no object).
 * With duplicate keys the last one counts. */
const Json *json_get(const Json *object, Str key);
/* A path of keys and indices: "external_contact.name", "follow_user[0].userid". */
const Json *json_at(const Json *json, const char *path);
/* Lenient readers for platform answers: absent when missing or of another kind. */
Str     json_str(const Json *object, Str key);
/* Numbers, and text that holds an integer; `otherwise` when neither. */
int64_t json_i64(const Json *object, Str key, int64_t otherwise);
bool    json_bool(const Json *object, Str key, bool otherwise);
/* The items of an array member; count 0 when missing. */
typedef struct JsonItems { const Json *at; size_t count; } JsonItems;
JsonItems json_items(const Json *object, Str key);

/* ---- writing -------------------------------------------------------- */

/* Commas and escaping are its business, balance is the caller's (asserted).
 * The maximum is mandatory; json_out_done() tells whether it was kept. */
typedef struct JsonOut {
    StrBuf   buf;
    uint64_t has_item;   /* one bit per open level */
    int      depth;
    bool     after_key;
} JsonOut;

/* Nothing yet, at most `max` bytes and 63 levels. */
JsonOut json_out(Arena *arena, size_t max);
/* Each stands where a value may: at the top, in an array, or behind a key. */
void json_open_object(JsonOut *out);
void json_close_object(JsonOut *out);
void json_open_array(JsonOut *out);
void json_close_array(JsonOut *out);
void json_key(JsonOut *out, Str key);
void json_null(JsonOut *out);
void json_put_bool(JsonOut *out, bool value);
void json_put_i64(JsonOut *out, int64_t value);
void json_put_real(JsonOut *out, double value);       /* shortest form that reads back */
void json_put_str(JsonOut *out, Str value);           /* absent = null; bad UTF-8 becomes U+FFFD */
void json_put_id(JsonOut *out, int64_t value);        /* string; 0 = null */
void json_put_time(JsonOut *out, int64_t at_ms, Zone zone); /* 0 = null */
void json_put_raw(JsonOut *out, Str json);            /* trusted JSON text; absent = null */
void json_put(JsonOut *out, const Json *json);        /* a parsed value again; NULL = null */
/* Shorthands: key and value. */
void json_pair_str(JsonOut *out, Str key, Str value);
void json_pair_i64(JsonOut *out, Str key, int64_t value);
void json_pair_id(JsonOut *out, Str key, int64_t value);
void json_pair_bool(JsonOut *out, Str key, bool value);
/* "[1,2]": ids as numbers, as statements take a list of them. */
Str json_ids(Arena *arena, Ids ids);
/* The text; ERR_LIMIT when it passed its maximum. */
Code json_out_done(JsonOut *out, Str *text) MUST_USE;

#endif
