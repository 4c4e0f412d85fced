/* qr_read.c -- PNG by libpng, JPEG by libjpeg-turbo, the code by zbar: all on grey pixels. */
#include "channel/qr_read.h"

#include "wire/mime.h"

#include <png.h>
#include <string.h>
#include <turbojpeg.h>
#include <zbar.h>

/* Grey pixels, row by row; made in an arena of its own, for a picture may take 16 MiB. */
typedef struct Grey {
    unsigned width, height;
    uint8_t *pixels;
} Grey;

enum { SCRATCH_MAX = QR_READ_SIDE_MAX * QR_READ_SIDE_MAX + (1 << 20) };

static const char *make_grey(Arena *scratch, int64_t width, int64_t height, Grey *out)
{
    if (width < 1 || height < 1) return "qr_picture.not_a_picture";
    if (width > QR_READ_SIDE_MAX || height > QR_READ_SIDE_MAX) return "qr_picture.too_large";
    *out = (Grey){ (unsigned)width, (unsigned)height,
                   arena_make(scratch, uint8_t, (size_t)width * (size_t)height) };
    return NULL;
}

static const char *read_png(Arena *scratch, Str picture, Grey *out)
{
    png_image       image  = { .version = PNG_IMAGE_VERSION };
    const png_color white  = { 255, 255, 255 };
    const char     *reason = "qr_picture.not_a_picture";
    if (png_image_begin_read_from_memory(&image, picture.ptr, picture.len)) {
        image.format = PNG_FORMAT_GRAY;
        reason       = make_grey(scratch, image.width, image.height, out);
        if (!reason && !png_image_finish_read(&image, &white, out->pixels, 0, NULL))
            reason = "qr_picture.not_a_picture";
    }
    png_image_free(&image);
    return reason;
}

static const char *read_jpeg(Arena *scratch, Str picture, Grey *out)
{
    const unsigned char *bytes = (const unsigned char *)picture.ptr;
    int                  width = 0, height = 0, sampling = 0, colours = 0;
    const char          *reason = "qr_picture.not_a_picture";
    tjhandle             reader = tjInitDecompress();
    if (reader && tjDecompressHeader3(reader, bytes, picture.len, &width, &height, &sampling,
                                      &colours) == 0) {
        reason = make_grey(scratch, width, height, out);
        if (!reason && tjDecompress2(reader, bytes, picture.len, out->pixels, width, 0, height,
                                     TJPF_GRAY, TJFLAG_LIMITSCANS) != 0)
            reason = "qr_picture.not_a_picture";
    }
    if (reader) tjDestroy(reader);
    return reason;
}

static const char *take_text(Arena *arena, const zbar_image_t *image, Str *text)
{
    Str said = { 0 };
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol(image); symbol;
         symbol                      = zbar_symbol_next(symbol)) {
        const Str one = { zbar_symbol_get_data(symbol), zbar_symbol_get_data_length(symbol) };
        if (one.len == 0) continue;
        if (said.len > 0 && !str_equal(said, one)) return "qr_picture.several_codes";
        said = one;
    }
    if (said.len == 0) return "qr_picture.no_code";
    if (said.len > QR_READ_TEXT_MAX) return "qr_picture.too_large";
    *text = str_copy(arena, said);
    return NULL;
}

static const char *find_code(Arena *arena, const Grey *grey, Str *text)
{
    const char           *reason  = "qr_picture.no_code";
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t         *image   = zbar_image_create();
    if (scanner && image) {
        (void)zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
        (void)zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
        zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
        zbar_image_set_size(image, grey->width, grey->height);
        zbar_image_set_data(image, grey->pixels, (unsigned long)grey->width * grey->height, NULL);
        if (zbar_scan_image(scanner, image) > 0) reason = take_text(arena, image, text);
    }
    if (image) zbar_image_destroy(image);
    if (scanner) zbar_image_scanner_destroy(scanner);
    return reason;
}

const char *qr_read(Arena *arena, Str picture, Str *text)
{
    if (picture.len > QR_READ_BYTES_MAX) return "qr_picture.too_large";
    const Str   type    = mime_of_bytes(picture);
    Arena      *scratch = arena_new(SCRATCH_MAX);
    Grey        grey    = { 0 };
    const char *reason  = "qr_picture.not_a_picture";
    if (str_equal(type, S("image/png"))) reason = read_png(scratch, picture, &grey);
    if (str_equal(type, S("image/jpeg"))) reason = read_jpeg(scratch, picture, &grey);
    if (!reason) reason = find_code(arena, &grey, text);
    arena_free(scratch);
    return reason;
}
