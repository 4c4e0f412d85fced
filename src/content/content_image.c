/* content_image.c -- width and height of PNG and JPEG, without decoding them. */
#include "content/content_image.h"

static uint32_t u8(Str bytes, size_t at) { return (uint8_t)bytes.ptr[at]; }
static uint32_t u16(Str bytes, size_t at) { return u8(bytes, at) << 8 | u8(bytes, at + 1); }

static bool keep(uint32_t wide, uint32_t high, int32_t *width, int32_t *height)
{
    if (wide == 0 || high == 0 || wide > INT32_MAX || high > INT32_MAX) return false;
    *width  = (int32_t)wide;
    *height = (int32_t)high;
    return true;
}

/* The header chunk comes first and is always 13 bytes. */
static bool png_size(Str bytes, int32_t *width, int32_t *height)
{
    if (bytes.len < 24 || !str_equal(str_slice(bytes, 12, 16), S("IHDR"))) return false;
    return keep(u16(bytes, 16) << 16 | u16(bytes, 18), u16(bytes, 20) << 16 | u16(bytes, 22), width,
                height);
}

/* SOF0..SOF15 but the three that are tables. */
static bool is_frame(uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool jpeg_size(Str bytes, int32_t *width, int32_t *height)
{
    for (size_t at = 2; at + 9 <= bytes.len;) {
        if (u8(bytes, at) != 0xFF) return false;
        const uint32_t marker = u8(bytes, at + 1);
        if (marker == 0xFF) { /* padding */
            at++;
            continue;
        }
        if (is_frame(marker)) return keep(u16(bytes, at + 7), u16(bytes, at + 5), width, height);
        if (marker == 0xD9 || marker == 0xDA) return false;
        at += 2 + u16(bytes, at + 2);
    }
    return false;
}

bool content_image_size(Str bytes, int32_t *width, int32_t *height)
{
    if (str_starts(bytes, S("\x89PNG\r\n\x1a\n"))) return png_size(bytes, width, height);
    if (str_starts(bytes, S("\xFF\xD8\xFF"))) return jpeg_size(bytes, width, height);
    return false;
}
