/* mime_fuzz.c -- a content type up to the first line end, then a body. */
#include "wire/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena    *arena = arena_new(SIZE_MAX);
    Str       body  = { (const char *)data, size };
    const Str type  = str_cut(&body, '\n');
    Parts     parts = { 0 };
    if (mime_parse(arena, type, body, &parts) == OK) {
        ASSERT(parts.count <= 16);
        for (size_t i = 0; i < parts.count; i++) {
            ASSERT(parts.at[i].name.ptr != NULL);
            ASSERT(parts.at[i].body.len <= body.len);
        }
        (void)mime_part(parts, S("file"));
    }
    (void)mime_of_bytes(body);
    (void)mime_of_name(type);
    arena_free(arena);
    return 0;
}
