/* qr.c -- libqrencode's matrix as SVG, and as a grey PNG written by hand. */
#include "sim/qr.h"

#include <qrencode.h>
#include <string.h>
#include <zlib.h>

enum { QUIET = 4, PICTURE_MAX = 4 << 20 };

static QRcode *encode(Arena *arena, Str text)
{
    return QRcode_encodeString8bit(str_z(arena, text), 0, QR_ECLEVEL_M);
}

static bool is_dark(const QRcode *code, int x, int y)
{
    if (x < 0 || y < 0 || x >= code->width || y >= code->width) return false;
    return code->data[y * code->width + x] & 1;
}

Str qr_svg(Arena *arena, Str text)
{
    QRcode *code = encode(arena, text);
    if (code == NULL) return (Str){ 0 };
    StrBuf    svg  = strbuf(arena, PICTURE_MAX);
    const int size = code->width + 2 * QUIET;
    strbuf_fmt(&svg,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
               "shape-rendering=\"crispEdges\"><rect width=\"100%%\" height=\"100%%\" "
               "fill=\"#fff\"/><path d=\"",
               size, size);
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int run = 0; /* a run is one rectangle: sixty codes are on the phone at once */
            while (is_dark(code, x + run, y)) run++;
            if (run > 0) strbuf_fmt(&svg, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
            x += run;
        }
    }
    strbuf_add(&svg, S("\"/></svg>"));
    QRcode_free(code);
    return strbuf_str(&svg);
}

static void put_u32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++) at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static void chunk(StrBuf *png, Arena *arena, const char *name, const uint8_t *bytes, size_t size)
{
    uint8_t *whole = arena_make(arena, uint8_t, size + 12);
    put_u32(whole, (uint32_t)size);
    memcpy(whole + 4, name, 4);
    if (size) memcpy(whole + 8, bytes, size);
    put_u32(whole + 8 + size, (uint32_t)crc32(0, whole + 4, (uInt)(size + 4)));
    strbuf_add(png, (Str){ (const char *)whole, size + 12 });
}

Str qr_png(Arena *arena, Str text, int pixels_per_module)
{
    QRcode *code = encode(arena, text);
    if (code == NULL) return (Str){ 0 };
    const int    side = (code->width + 2 * QUIET) * pixels_per_module;
    const size_t row  = (size_t)side + 1; /* a filter byte before each line */
    uint8_t     *raw  = arena_make(arena, uint8_t, row * (size_t)side);
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            const bool dark =
                is_dark(code, x / pixels_per_module - QUIET, y / pixels_per_module - QUIET);
            raw[(size_t)y * row + 1 + (size_t)x] = dark ? 0 : 255;
        }
    }
    QRcode_free(code);
    uLongf   packed_size = compressBound((uLong)(row * (size_t)side));
    uint8_t *packed      = arena_make(arena, uint8_t, packed_size);
    compress2(packed, &packed_size, raw, (uLong)(row * (size_t)side), 6);
    uint8_t head[13] = { [8] = 8 }; /* 8 bits, grey */
    put_u32(head, (uint32_t)side);
    put_u32(head + 4, (uint32_t)side);
    StrBuf png = strbuf(arena, PICTURE_MAX);
    strbuf_add(&png, S("\x89PNG\r\n\x1a\n"));
    chunk(&png, arena, "IHDR", head, sizeof(head));
    chunk(&png, arena, "IDAT", packed, packed_size);
    chunk(&png, arena, "IEND", NULL, 0);
    return strbuf_str(&png);
}
