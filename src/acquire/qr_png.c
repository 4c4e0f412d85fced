/* QR codes and posters as PNG. */
#include "acquire/canvas.h"
#include "acquire/qr.h"

static const char *const template_names[] = {
    [POSTER_SIMPLE] = "simple",
    [POSTER_CARD]   = "card",
    [POSTER_STORY]  = "story",
};
const Words poster_template_words = { template_names, COUNT(template_names) };

/* No picture: the woven mark. */
static Code read_logo(Ctx *cx, Str logo, Picture *picture)
{
    *picture = (Picture){ 0 };
    return logo.len > 0 ? content_picture_read(cx, logo, picture) : OK;
}

Code qr_png(Ctx *cx, Str text, const QrOptions *options, Str *png)
{
    QrMatrix matrix;
    Picture  logo;
    TRY(qr_matrix(cx, text, options->has_logo, &matrix));
    TRY(read_logo(cx, options->logo, &logo));
    const int32_t size = options->size, below = options->caption.len > 0 ? size / 8 : 0;
    CANVAS(canvas);
    TRY(canvas_open(cx, &canvas, size, size + below));
    const Box box = { 0, 0, size, size };
    canvas_qr(&canvas, box, &matrix);
    if (options->has_logo) canvas_mark(&canvas, box, &matrix, &logo);
    canvas_text(cx, &canvas, (Box){ size * 0.05, size * 0.97, size * 0.9, below }, options->caption,
                size / 16.0, false, 0x1f1f1f, 1);
    return canvas_png(cx, &canvas, png);
}

/* Where things stand on a poster, in pixels. */
typedef struct Layout {
    int32_t  width, height;
    uint32_t ground;
    Box      panel;
    Box      title, subtitle, qr, footer;
    double   title_pixels, small_pixels;
    uint32_t title_colour, small_colour;
} Layout;

// clang-format off
static const Layout layouts[] = {
    [POSTER_SIMPLE] = { 1080, 1440, 0xf0f5ff, { 60, 60, 960, 1320 },
                        { 140, 130, 800, 170 }, { 140, 300, 800, 120 }, { 220, 460, 640, 640 }, { 140, 1140, 800, 160 },
                        68, 36, 0x10239e, 0x595959 },
    [POSTER_CARD]   = { 1050, 600, 0x1668dc, { 30, 30, 990, 540 },
                        { 70, 110, 430, 180 }, { 70, 300, 430, 130 }, { 540, 60, 440, 440 }, { 540, 495, 440, 60 },
                        46, 28, 0x10239e, 0x595959 },
    [POSTER_STORY]  = { 1080, 1920, 0x1668dc, { 90, 520, 900, 1180 },
                        { 120, 130, 840, 220 }, { 120, 350, 840, 120 }, { 210, 600, 660, 660 }, { 160, 1320, 760, 300 },
                        80, 40, 0xffffff, 0xffffff },
};
// clang-format on

Code qr_poster(Ctx *cx, Str text, PosterTemplate template_, const PosterText *words, Str *png)
{
    ASSERT((size_t)template_ < COUNT(layouts) && template_ > 0);
    const Layout *at = &layouts[template_];
    QrMatrix      matrix;
    Picture       logo;
    TRY(qr_matrix(cx, text, true, &matrix));
    TRY(read_logo(cx, words->logo, &logo));

    CANVAS(canvas);
    TRY(canvas_open(cx, &canvas, at->width, at->height));
    canvas_fill(&canvas, (Box){ 0, 0, at->width, at->height }, 0, at->ground);
    canvas_fill(&canvas, at->panel, 36, 0xffffff);
    canvas_text(cx, &canvas, at->title, words->title, at->title_pixels, true, at->title_colour, 2);
    canvas_text(cx, &canvas, at->subtitle, words->subtitle, at->small_pixels, false,
                at->small_colour, 2);
    canvas_qr(&canvas, at->qr, &matrix);
    canvas_mark(&canvas, at->qr, &matrix, &logo);
    canvas_text(cx, &canvas, at->footer, words->footer, at->small_pixels, false, 0x595959, 2);
    return canvas_png(cx, &canvas, png);
}
