/* qr_read_fuzz.c -- pictures that are none, or do harm. */
#include "channel/qr_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena      *arena  = arena_new(1u << 20);
    Str         text   = { 0 };
    const char *reason = qr_read(arena, (Str){ (const char *)data, size }, &text);
    ASSERT((reason == NULL) == (text.len > 0));
    ASSERT(text.len <= QR_READ_TEXT_MAX);
    arena_free(arena);
    return 0;
}
