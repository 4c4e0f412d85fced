/* json.c -- looking things up in a parsed tree.  Parsing is in json_parse.cc, writing in
 * json_out.c. */
#include "wire/json.h"

#include <string.h>

const Json *json_get(const Json *object, Str key)
{
    if (!object || object->kind != JSON_OBJECT) return NULL;
    for (size_t i = object->count; i > 0; i--)
        if (str_equal(object->as.first[i - 1].key, key)) return &object->as.first[i - 1];
    return NULL;
}

static const Json *item_at(const Json *array, Str digits)
{
    int64_t at = 0;
    if (!array || array->kind != JSON_ARRAY || !str_to_i64(digits, &at)) return NULL;
    return at >= 0 && at < (int64_t)array->count ? &array->as.first[at] : NULL;
}

const Json *json_at(const Json *json, const char *path)
{
    Str rest = str_of(path);
    while (json && rest.len) {
        if (rest.ptr[0] == '[') {
            rest = str_slice(rest, 1, rest.len);
            json = item_at(json, str_cut(&rest, ']'));
        } else {
            const size_t len = strcspn(rest.ptr, ".[");
            json             = json_get(json, str_slice(rest, 0, len));
            rest             = str_slice(rest, len, rest.len);
        }
        if (rest.len && rest.ptr[0] == '.') rest = str_slice(rest, 1, rest.len);
    }
    return json;
}

Str json_str(const Json *object, Str key)
{
    const Json *member = json_get(object, key);
    return member && member->kind == JSON_STR ? member->as.str : (Str){ 0 };
}

int64_t json_i64(const Json *object, Str key, int64_t otherwise)
{
    const Json *member = json_get(object, key);
    if (!member) return otherwise;
    if (member->kind == JSON_INT) return member->as.integer;
    /* Below 2^63, and not a NaN: the conversion is defined. */
    if (member->kind == JSON_REAL && member->as.real > -9.2e18 && member->as.real < 9.2e18)
        return (int64_t)member->as.real;
    int64_t value = otherwise;
    if (member->kind == JSON_STR) (void)str_to_i64(member->as.str, &value);
    return value;
}

bool json_bool(const Json *object, Str key, bool otherwise)
{
    const Json *member = json_get(object, key);
    return member && member->kind == JSON_BOOL ? member->as.boolean : otherwise;
}

JsonItems json_items(const Json *object, Str key)
{
    const Json *member = json_get(object, key);
    if (!member || member->kind != JSON_ARRAY) return (JsonItems){ 0 };
    return (JsonItems){ .at = member->as.first, .count = member->count };
}
