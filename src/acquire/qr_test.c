/* qr_test.c -- what we draw scans: pictures made here, read by the decoder of channel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* ours, in kernel/ctx.h */

#include "acquire/canvas.h"
#include "acquire/qr.h"
#include "channel/channel.h"
#include "kernel/testing.h"

#include <png.h>
#include <turbojpeg.h>

#define must(expression) assert_int_equal((expression), OK)

static const char link_text[] = "https://u.wechat.com/kKz0qWfJ3mVYx8Tn2bRd_c7?s=2";

enum { SIDE_MAX = 4096, BYTES_MAX = 2 << 20 };

static void assert_says(Ctx *cx, Str picture, const char *text)
{
    Str said = { 0 };
    if (channel_qr_link(cx, picture, &said) != OK) assert_string_equal(cx->err.reason, "read");
    assert_string_equal(str_z(cx->arena, said), text);
}

static void assert_unread(Ctx *cx, Str picture, const char *reason)
{
    Str said = { 0 };
    assert_int_equal(channel_qr_link(cx, picture, &said), ERR_INVALID);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

static Str drawn(Ctx *cx, int32_t size, bool has_logo)
{
    Str             png = { 0 };
    const QrOptions options = { .size = size, .has_logo = has_logo, .caption = S("一号店 <海报>") };
    must(qr_png(cx, str_of(link_text), &options, &png));
    return png;
}

/* The same picture as a camera would send it on. */
static Str as_jpeg(Ctx *cx, Str png, int quality)
{
    png_image image = { .version = PNG_IMAGE_VERSION };
    assert_true(png_image_begin_read_from_memory(&image, png.ptr, png.len));
    image.format    = PNG_FORMAT_RGB;
    uint8_t *pixels = arena_make(cx->arena, uint8_t, (size_t)image.width * image.height * 3);
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));

    unsigned char *bytes  = NULL;
    unsigned long  size   = 0;
    tjhandle       writer = tjInitCompress();
    assert_int_equal(tjCompress2(writer, pixels, (int)image.width, 0, (int)image.height, TJPF_RGB,
                                 &bytes, &size, TJSAMP_420, quality, 0),
                     0);
    const Str jpeg = str_copy(cx->arena, (Str){ (const char *)bytes, size });
    tjFree(bytes);
    tjDestroy(writer);
    return jpeg;
}

static void test_codes_of_every_size_scan_with_and_without_logo(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const int32_t sizes[] = { 128, 200, 512, 1000, 3000 };
    for (size_t i = 0; i < COUNT(sizes); i++) {
        assert_says(cx, drawn(cx, sizes[i], false), link_text);
        /* Below 200 pixels a code of level H has modules of two pixels and no room for a logo. */
        if (sizes[i] >= 200) assert_says(cx, drawn(cx, sizes[i], true), link_text);
    }
}

static void test_posters_of_every_template_scan(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    for (int template_ = POSTER_SIMPLE; template_ <= POSTER_STORY; template_++) {
        Str png                = { 0 };
        const PosterText words = { S("会员专享:扫码领取新人礼包与育儿手册"), S("人民广场店"),
                                   S("长按或扫码添加") };
        must(qr_poster(cx, str_of(link_text), (PosterTemplate)template_, &words, &png));
        assert_says(cx, png, link_text);
        assert_says(cx, as_jpeg(cx, png, 60), link_text);
    }
}

/* A brand's own mark: red, with a hole that shows the white ground. */
static Str brand_logo(Ctx *cx)
{
    Str png = { 0 };
    CANVAS(canvas);
    must(canvas_open(cx, &canvas, 240, 120));
    canvas_fill(&canvas, (Box){ 0, 0, 240, 120 }, 20, 0xd4380d);
    must(canvas_png(cx, &canvas, &png));
    return png;
}

static void test_codes_and_posters_with_a_brands_own_logo_scan(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str logo    = brand_logo(cx);
    const Str logos[] = { logo, as_jpeg(cx, logo, 80) };
    for (size_t i = 0; i < COUNT(logos); i++) {
        Str              png = { 0 }, poster = { 0 }, svg = { 0 };
        const QrOptions  options = { .size = 512, .has_logo = true, .logo = logos[i] };
        const PosterText words   = { .title = S("新人礼"), .logo = logos[i] };
        must(qr_png(cx, str_of(link_text), &options, &png));
        must(qr_poster(cx, str_of(link_text), POSTER_CARD, &words, &poster));
        must(qr_svg(cx, str_of(link_text), &options, &svg));
        assert_says(cx, png, link_text);
        assert_says(cx, poster, link_text);
        assert_false(str_equal(png, drawn(cx, 512, true)));
        assert_true(str_find(svg, S("href=\"data:image/")) > 0);
    }
}

static void test_a_logo_that_is_no_picture_is_refused(void **state)
{
    Ctx            *cx      = test_house_ctx(*state);
    const Str       half    = str_slice(brand_logo(cx), 0, 200);
    const QrOptions options = { .size = 512, .has_logo = true, .logo = half };
    Str             png     = { 0 };
    assert_int_equal(qr_png(cx, str_of(link_text), &options, &png), ERR_INVALID);
    assert_string_equal(cx->err.reason, "picture.unreadable");
    forgive(cx);
}

static void test_a_jpeg_is_read_like_a_png(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_says(cx, as_jpeg(cx, drawn(cx, 512, true), 85), link_text);
}

static void test_bytes_that_are_no_picture_are_refused(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str png  = drawn(cx, 512, true);
    const Str jpeg = as_jpeg(cx, png, 85);
    assert_unread(cx, S(""), "qr_picture.not_a_picture");
    assert_unread(cx, S("<html>404</html>"), "qr_picture.not_a_picture");
    assert_unread(cx, S("\x89PNG\r\n\x1a\nrubbish"), "qr_picture.not_a_picture");
    assert_unread(cx, str_slice(png, 0, png.len / 2), "qr_picture.not_a_picture");
    assert_unread(cx, S("\xff\xd8\xff\xe0rubbish"), "qr_picture.not_a_picture");
    assert_unread(cx, str_slice(jpeg, 0, 300), "qr_picture.not_a_picture");
}

static void test_a_code_that_is_no_address_is_refused(void **state)
{
    Ctx            *cx      = test_house_ctx(*state);
    const QrOptions options = { .size = 300 };
    Str             png     = { 0 };
    must(qr_png(cx, S("javascript:alert(1)"), &options, &png));
    assert_unread(cx, png, "qr_picture.no_link");
}

static Str blank(Ctx *cx, int32_t width, int32_t height)
{
    Str png = { 0 };
    CANVAS(canvas);
    must(canvas_open(cx, &canvas, width, height));
    must(canvas_png(cx, &canvas, &png));
    return png;
}

static void test_a_picture_without_a_code_or_with_two_is_told(void **state)
{
    Ctx     *cx = test_house_ctx(*state);
    QrMatrix one, other;
    Str      png = { 0 };
    assert_unread(cx, blank(cx, 300, 300), "qr_picture.no_code");
    must(qr_matrix(cx, S("https://a.example/1"), false, &one));
    must(qr_matrix(cx, S("https://a.example/2"), false, &other));
    CANVAS(canvas);
    must(canvas_open(cx, &canvas, 700, 350));
    canvas_qr(&canvas, (Box){ 0, 0, 350, 350 }, &one);
    canvas_qr(&canvas, (Box){ 350, 0, 350, 350 }, &other);
    must(canvas_png(cx, &canvas, &png));
    assert_unread(cx, png, "qr_picture.several_codes");
}

static void test_a_picture_beyond_the_limits_is_not_decoded(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_unread(cx, blank(cx, SIDE_MAX, 16), "qr_picture.no_code");
    assert_unread(cx, blank(cx, SIDE_MAX + 1, 16), "qr_picture.too_large");
    char     *bytes = arena_make(cx->arena, char, BYTES_MAX + 1);
    const Str png   = drawn(cx, 512, false);
    for (size_t i = 0; i < png.len; i++) bytes[i] = png.ptr[i];
    assert_says(cx, (Str){ bytes, BYTES_MAX }, link_text);
    assert_unread(cx, (Str){ bytes, BYTES_MAX + 1 }, "qr_picture.too_large");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_codes_of_every_size_scan_with_and_without_logo),
        ON_HOUSE(test_posters_of_every_template_scan),
        ON_HOUSE(test_codes_and_posters_with_a_brands_own_logo_scan),
        ON_HOUSE(test_a_logo_that_is_no_picture_is_refused),
        ON_HOUSE(test_a_jpeg_is_read_like_a_png),
        ON_HOUSE(test_bytes_that_are_no_picture_are_refused),
        ON_HOUSE(test_a_code_that_is_no_address_is_refused),
        ON_HOUSE(test_a_picture_without_a_code_or_with_two_is_told),
        ON_HOUSE(test_a_picture_beyond_the_limits_is_not_decoded),
    };
    test_house_set_engine(DB_SQLITE);
    return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}
