/* report_paint.c -- drawing by cairo and pango. */
#include "report/report_paint.h"

#include <pango/pangocairo.h>

enum { PNG_MAX = 9 << 20 };

void report_paint_close(Paint *paint)
{
    if (paint->pen) cairo_destroy(paint->pen);
    if (paint->surface) cairo_surface_destroy(paint->surface);
    *paint = (Paint){ 0 };
}

Code report_paint_open(Ctx *cx, Paint *out)
{
    const cairo_rectangle_t all = { 0, 0, PAINT_WIDTH, PAINT_TALL };
    out->surface                = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, &all);
    out->pen                    = cairo_create(out->surface);
    out->y                      = 0;
    REQUIRE(cx, cairo_status(out->pen) == CAIRO_STATUS_SUCCESS, ERR_UNAVAILABLE,
            "picture.no_memory");
    report_paint_box(out, (PaintBox){ 0, 0, PAINT_WIDTH, PAINT_TALL }, 0, INK_PAPER);
    return OK;
}

void report_paint_ink(Paint *paint, uint32_t ink, double alpha)
{
    cairo_set_source_rgba(paint->pen, (ink >> 16 & 255u) / 255.0, (ink >> 8 & 255u) / 255.0,
                          (ink & 255u) / 255.0, alpha);
}

uint32_t report_paint_tone(size_t at)
{
    static const uint32_t tones[] = { 0x1668dc, 0x52a065, 0xd89614, 0x8b5cd6, 0x13a8a8,
                                      0xd8635c, 0x5b8c00, 0xc41d7f, 0xe87040 };
    return tones[at % COUNT(tones)];
}

uint32_t report_paint_mix(uint32_t ink, int permille)
{
    uint32_t out = 0;
    ASSERT(permille >= 0 && permille <= 1000);
    for (int shift = 16; shift >= 0; shift -= 8) {
        const int part = (int)(ink >> shift & 255);
        out |= (uint32_t)(255 + (part - 255) * permille / 1000) << shift;
    }
    return out;
}

void report_paint_box(Paint *paint, PaintBox box, double radius, uint32_t ink)
{
    const double quarter = 1.5707963267948966;
    const double right = box.x + box.width - radius, bottom = box.y + box.height - radius;
    if (box.width <= 0 || box.height <= 0) return;
    report_paint_ink(paint, ink, 1);
    cairo_new_path(paint->pen);
    cairo_arc(paint->pen, right, box.y + radius, radius, -quarter, 0);
    cairo_arc(paint->pen, right, bottom, radius, 0, quarter);
    cairo_arc(paint->pen, box.x + radius, bottom, radius, quarter, 2 * quarter);
    cairo_arc(paint->pen, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(paint->pen);
    cairo_fill(paint->pen);
}

static void add_stop(cairo_pattern_t *fade, double at, uint32_t ink)
{
    cairo_pattern_add_color_stop_rgb(fade, at, (ink >> 16 & 255u) / 255.0,
                                     (ink >> 8 & 255u) / 255.0, (ink & 255u) / 255.0);
}

void report_paint_fade(Paint *paint, PaintBox box, uint32_t from, uint32_t to)
{
    cairo_pattern_t *fade =
        cairo_pattern_create_linear(0, box.y, box.width / 2, box.y + box.height);
    add_stop(fade, 0, from);
    add_stop(fade, 1, to);
    cairo_set_source(paint->pen, fade);
    cairo_rectangle(paint->pen, box.x, box.y, box.width, box.height);
    cairo_fill(paint->pen);
    cairo_pattern_destroy(fade);
}

void report_paint_line(Paint *paint, double x1, double y1, double x2, double y2, double width,
                       uint32_t ink)
{
    report_paint_ink(paint, ink, 1);
    cairo_set_line_width(paint->pen, width);
    cairo_new_path(paint->pen);
    cairo_move_to(paint->pen, x1, y1);
    cairo_line_to(paint->pen, x2, y2);
    cairo_stroke(paint->pen);
}

void report_paint_ribbon(Paint *paint, const PaintRibbon *ribbon, uint32_t ink, double alpha)
{
    const double middle = (ribbon->x1 + ribbon->x2) / 2;
    report_paint_ink(paint, ink, alpha);
    cairo_new_path(paint->pen);
    cairo_move_to(paint->pen, ribbon->x1, ribbon->y1);
    cairo_curve_to(paint->pen, middle, ribbon->y1, middle, ribbon->y2, ribbon->x2, ribbon->y2);
    cairo_line_to(paint->pen, ribbon->x2, ribbon->y2 + ribbon->width);
    cairo_curve_to(paint->pen, middle, ribbon->y2 + ribbon->width, middle,
                   ribbon->y1 + ribbon->width, ribbon->x1, ribbon->y1 + ribbon->width);
    cairo_close_path(paint->pen);
    cairo_fill(paint->pen);
}

static PangoLayout *layout_of(Ctx *cx, Paint *paint, Str text, const PaintText *how)
{
    PangoLayout          *layout = pango_cairo_create_layout(paint->pen);
    PangoFontDescription *font   = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, how->pixels * PANGO_SCALE);
    pango_font_description_set_weight(font, how->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    /* Lines are counted by paragraph: what breaks lines itself would have as many of each. */
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, str_z(cx->arena, text), -1);
    pango_font_description_free(font);
    return layout;
}

/* Broken into lines, and cut where they are too many. */
static PangoLayout *layout_within(Ctx *cx, Paint *paint, double width, Str text,
                                  const PaintText *how)
{
    PangoLayout *layout = layout_of(cx, paint, text, how);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_height(layout, how->lines > 0 ? -how->lines : -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, how->align == PAINT_RIGHT    ? PANGO_ALIGN_RIGHT
                                       : how->align == PAINT_CENTER ? PANGO_ALIGN_CENTER
                                                                    : PANGO_ALIGN_LEFT);
    return layout;
}

double report_paint_text(Ctx *cx, Paint *paint, PaintBox box, Str text, const PaintText *how)
{
    int width = 0, height = 0;
    if (text.len == 0) return 0;
    PangoLayout *layout = layout_within(cx, paint, box.width, text, how);
    pango_layout_get_pixel_size(layout, &width, &height);
    report_paint_ink(paint, how->ink, 1);
    cairo_move_to(paint->pen, box.x, box.y + (box.height > 0 ? (box.height - height) / 2.0 : 0));
    pango_cairo_show_layout(paint->pen, layout);
    g_object_unref(layout);
    return height;
}

double report_paint_wide(Ctx *cx, Paint *paint, Str text, const PaintText *how)
{
    int width = 0, height = 0;
    if (text.len == 0) return 0;
    PangoLayout *layout = layout_of(cx, paint, text, how);
    pango_layout_get_pixel_size(layout, &width, &height);
    g_object_unref(layout);
    return width;
}

double report_paint_tall(Ctx *cx, Paint *paint, double width, Str text, const PaintText *how)
{
    int wide = 0, height = 0;
    if (text.len == 0) return 0;
    PangoLayout *layout = layout_within(cx, paint, width, text, how);
    pango_layout_get_pixel_size(layout, &wide, &height);
    g_object_unref(layout);
    return height;
}

PaintText report_paint_shrunk(Ctx *cx, Paint *paint, double room, Str text, PaintText how,
                              double least)
{
    while (how.pixels > least && report_paint_wide(cx, paint, text, &how) > room)
        how.pixels = how.pixels - 1 > least ? how.pixels - 1 : least;
    return how;
}

static cairo_status_t append(void *with, const unsigned char *bytes, unsigned length)
{
    StrBuf *buf = with;
    strbuf_add(buf, (Str){ (const char *)bytes, length });
    return buf->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

Code report_paint_png(Ctx *cx, Paint *paint, Str *png)
{
    const double     tall = paint->y < PAINT_TALL ? paint->y : PAINT_TALL;
    cairo_surface_t *picture =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, PAINT_WIDTH, (int)tall);
    cairo_t *pen = cairo_create(picture);
    StrBuf   buf = strbuf(cx->arena, PNG_MAX);
    cairo_set_source_surface(pen, paint->surface, 0, 0);
    cairo_paint(pen);
    cairo_destroy(pen);
    const cairo_status_t status = cairo_surface_write_to_png_stream(picture, append, &buf);
    cairo_surface_destroy(picture);
    REQUIRE(cx, status == CAIRO_STATUS_SUCCESS, ERR_INTERNAL, "picture.not_written");
    *png = strbuf_str(&buf);
    return OK;
}
