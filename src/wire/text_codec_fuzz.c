/* text_codec_fuzz.c -- any text to every decoder; what they give is encoded and read again. */
#include "wire/text_codec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena    *arena = arena_new(SIZE_MAX);
    const Str text  = { (const char *)data, size };
    Str       bytes = { 0 }, again = { 0 };
    Url       url = { 0 };
    if (base64_decode(arena, text, &bytes) == OK) {
        ASSERT(base64_decode(arena, base64(arena, bytes), &again) == OK);
        ASSERT(str_equal(bytes, again));
    }
    if (hex_decode(arena, text, &bytes) == OK) ASSERT(str_equal_nocase(hex(arena, bytes), text));
    ASSERT(str_equal(url_decode(arena, url_encode(arena, text), true), text));
    ASSERT(url_decode(arena, text, true).len <= text.len);
    const Pairs pairs = query_parse(arena, text, 50);
    ASSERT(pairs.count <= 50);
    if (url_parse(text, &url) == OK) {
        ASSERT(url.host.len > 0);
        ASSERT(url.port > 0 && url.port <= 65535);
        ASSERT(url.path.len > 0 && url.path.ptr[0] == '/');
    }
    int64_t value  = 0;
    Zone    zone   = { 0 };
    int32_t minute = 0;
    if (rfc3339_parse(text, &value)) {
        ASSERT(rfc3339_parse(rfc3339(arena, value, (Zone){ 0 }), &value) || value < 0 ||
               value > 253402300799999);
    }
    if (day_parse(text, &value)) ASSERT(str_equal(day_text(arena, value), text));
    (void)zone_of(text, &zone);
    (void)clock_parse(text, &minute);
    arena_free(arena);
    return 0;
}
