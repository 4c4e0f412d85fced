/* qr_read_fuzz.c -- pictures that are none or do harm; and, because few bytes make a picture by
 * chance, good pictures of codes whose modules are the bytes. */
#include "channel/qr_read.h"

#include <png.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIXELS = 3, QUIET = 4, FINDER = 7, VERSIONS = 10 };

static bool in_finder(unsigned x, unsigned y, bool *dark)
{
    if (x >= FINDER || y >= FINDER) return false;
    const unsigned dx = x < 3 ? 3 - x : x - 3, dy = y < 3 ? 3 - y : y - 3;
    *dark = (dx > dy ? dx : dy) != 2;
    return true;
}

/* The three eyes of a code, else a bit of the data. */
static bool is_dark(const uint8_t *data, size_t size, unsigned side, unsigned x, unsigned y)
{
    bool           dark  = false;
    const unsigned right = side - 1 - x, below = side - 1 - y;
    if (in_finder(x, y, &dark) || in_finder(right, y, &dark) || in_finder(x, below, &dark))
        return dark;
    const size_t bit = (size_t)y * side + x;
    return bit / 8 < size && (data[bit / 8] >> (bit % 8) & 1) != 0;
}

static Str draw(Arena *arena, const uint8_t *data, size_t size)
{
    const unsigned side   = 17 + 4 * (1 + data[0] % VERSIONS);
    const unsigned width  = (side + 2 * QUIET) * PIXELS;
    png_image      image  = { .version = PNG_IMAGE_VERSION, .format = PNG_FORMAT_GRAY };
    uint8_t       *pixels = arena_make(arena, uint8_t, (size_t)width * width);
    for (size_t at = 0; at < (size_t)width * width; at++) {
        /* Outside of the code these are huge. */
        const unsigned x = (unsigned)(at % width) / PIXELS - QUIET;
        const unsigned y = (unsigned)(at / width) / PIXELS - QUIET;
        pixels[at]       = x < side && y < side && is_dark(data, size, side, x, y) ? 0 : 255;
    }
    image.width = image.height = width;
    png_alloc_size_t room      = 1u << 20;
    char            *bytes     = arena_make(arena, char, room);
    if (!png_image_write_to_memory(&image, bytes, &room, 0, pixels, 0, NULL)) return S("");
    return (Str){ bytes, room };
}

static void check(Arena *arena, Str picture)
{
    Str         text   = { 0 };
    const char *reason = qr_read(arena, picture, &text);
    ASSERT((reason == NULL) == (text.len > 0));
    ASSERT(text.len <= QR_READ_TEXT_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new(8u << 20);
    check(arena, (Str){ (const char *)data, size });
    if (size > 0) check(arena, draw(arena, data, size));
    arena_free(arena);
    return 0;
}
