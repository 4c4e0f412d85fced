/* json_fuzz.c -- any bytes as JSON: what is accepted must read back as written. */
#include "wire/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(const Json *a, const Json *b)
{
    if (a->kind != b->kind || a->count != b->count) return false;
    if (a->kind == JSON_STR) return str_equal(a->as.str, b->as.str);
    if (a->kind == JSON_INT) return a->as.integer == b->as.integer;
    if (a->kind != JSON_ARRAY && a->kind != JSON_OBJECT) return true;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!str_equal(a->as.first[i].key, b->as.first[i].key)) return false;
        /* A real without a fraction comes back as an integer. */
        if (a->as.first[i].kind != JSON_REAL && !same(&a->as.first[i], &b->as.first[i]))
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena           *arena = arena_new(SIZE_MAX);
    const Json      *json = NULL, *again = NULL;
    JsonError        error  = { 0 };
    const JsonLimits limits = { .bytes = 1 << 20, .nodes = 10000, .depth = 63 };
    if (json_parse(arena, (Str){ (const char *)data, size }, limits, &json, &error) == OK) {
        JsonOut out  = json_out(arena, 64 << 20);
        Str     text = { 0 };
        json_put(&out, json);
        ASSERT(json_out_done(&out, &text) == OK);
        ASSERT(json_parse(arena, text,
                          (JsonLimits){ .bytes = SIZE_MAX / 2, .nodes = 10000, .depth = 63 },
                          &again, &error) == OK);
        ASSERT(json->kind == JSON_REAL || same(json, again));
        (void)json_at(json, "a.b[0].c");
        (void)json_i64(json, S("a"), 0);
    } else {
        ASSERT(error.reason != NULL);
    }
    arena_free(arena);
    return 0;
}
