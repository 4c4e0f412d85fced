/* content_picture.c -- PNG by libpng, JPEG by libjpeg-turbo. */
#include "content/content.h"

#include "wire/mime.h"

#include <png.h>
#include <turbojpeg.h>

static Code make_room(Ctx *cx, int64_t width, int64_t height, Picture *out)
{
    REQUIRE(cx, width > 0 && height > 0, ERR_INVALID, "picture.unreadable");
    REQUIRE(cx, width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX, ERR_INVALID,
            "picture.too_large");
    *out = (Picture){ arena_make(cx->arena, uint32_t, (size_t)width * (size_t)height),
                      (int32_t)width, (int32_t)height };
    return OK;
}

static uint32_t multiplied(uint32_t colour, uint32_t alpha) { return (colour * alpha + 127) / 255; }

/* libpng gives the bytes R, G, B, A in order, whatever the machine. */
static void take_alpha(Picture *picture)
{
    const size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *rgba = (const uint8_t *)&picture->argb[i];
        const uint32_t a    = rgba[3];
        picture->argb[i]    = a << 24 | multiplied(rgba[0], a) << 16 | multiplied(rgba[1], a) << 8 |
                           multiplied(rgba[2], a);
    }
}

static Code read_png(Ctx *cx, Str bytes, Picture *out)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    if (!png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len))
        return fail(cx, ERR_INVALID, "picture.unreadable", "%s", image.message);
    image.format = PNG_FORMAT_RGBA;
    Code code    = make_room(cx, image.width, image.height, out);
    if (code == OK && !png_image_finish_read(&image, NULL, out->argb, 0, NULL))
        code = fail(cx, ERR_INVALID, "picture.unreadable", "%s", image.message);
    png_image_free(&image);
    if (code == OK) take_alpha(out);
    return code;
}

static Code read_jpeg(Ctx *cx, Str bytes, Picture *out)
{
    const unsigned char *from  = (const unsigned char *)bytes.ptr;
    int                  width = 0, height = 0, sampling = 0, colours = 0;
    tjhandle             reader = tjInitDecompress();
    REQUIRE(cx, reader, ERR_UNAVAILABLE, "picture.no_memory");
    Code code = OK;
    if (tjDecompressHeader3(reader, from, bytes.len, &width, &height, &sampling, &colours) != 0)
        code = fail(cx, ERR_INVALID, "picture.unreadable", "%s", tjGetErrorStr2(reader));
    if (code == OK) code = make_room(cx, width, height, out);
    if (code == OK && tjDecompress2(reader, from, bytes.len, (unsigned char *)out->argb, width, 0,
                                    height, TJPF_RGBA, TJFLAG_LIMITSCANS) != 0)
        code = fail(cx, ERR_INVALID, "picture.unreadable", "%s", tjGetErrorStr2(reader));
    tjDestroy(reader);
    if (code == OK) take_alpha(out);
    return code;
}

Code content_picture_read(Ctx *cx, Str bytes, Picture *out)
{
    const Str type = mime_of_bytes(bytes);
    if (str_equal(type, S("image/png"))) return read_png(cx, bytes, out);
    if (str_equal(type, S("image/jpeg"))) return read_jpeg(cx, bytes, out);
    return fail(cx, ERR_INVALID, "picture.unreadable", "%.*s", FMT(type));
}
