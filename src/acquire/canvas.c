/* Drawing by cairo and pango. */
#include "acquire/canvas.h"

#include <pango/pangocairo.h>

void canvas_close(Canvas *canvas)
{
    if (canvas->pen) cairo_destroy(canvas->pen);
    if (canvas->surface) cairo_surface_destroy(canvas->surface);
    *canvas = (Canvas){ 0 };
}

Code canvas_open(Ctx *cx, Canvas *canvas, int32_t width, int32_t height)
{
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    canvas->pen     = cairo_create(canvas->surface);
    REQUIRE(cx, cairo_status(canvas->pen) == CAIRO_STATUS_SUCCESS, ERR_UNAVAILABLE,
            "picture.no_memory");
    canvas_fill(canvas, (Box){ 0, 0, width, height }, 0, 0xffffff);
    return OK;
}

static void set_colour(cairo_t *pen, uint32_t rgb)
{
    cairo_set_source_rgb(pen, (rgb >> 16 & 255u) / 255.0, (rgb >> 8 & 255u) / 255.0,
                         (rgb & 255u) / 255.0);
}

static void trace(cairo_t *pen, Box box, double radius)
{
    const double quarter = 1.5707963267948966;
    const double right = box.x + box.width - radius, bottom = box.y + box.height - radius;
    cairo_new_path(pen);
    cairo_arc(pen, right, box.y + radius, radius, -quarter, 0);
    cairo_arc(pen, right, bottom, radius, 0, quarter);
    cairo_arc(pen, box.x + radius, bottom, radius, quarter, 2 * quarter);
    cairo_arc(pen, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(pen);
}

void canvas_fill(Canvas *canvas, Box box, double radius, uint32_t rgb)
{
    set_colour(canvas->pen, rgb);
    trace(canvas->pen, box, radius);
    cairo_fill(canvas->pen);
}

void canvas_text(Ctx *cx, Canvas *canvas, Box box, Str text, double pixels, bool is_bold,
                 uint32_t rgb, int lines)
{
    if (text.len == 0) return;
    PangoLayout          *layout = pango_cairo_create_layout(canvas->pen);
    PangoFontDescription *font   = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, pixels * PANGO_SCALE);
    pango_font_description_set_weight(font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, (int)(box.width * PANGO_SCALE));
    pango_layout_set_height(layout, -lines);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, str_z(cx->arena, text), -1);

    int width = 0, height = 0;
    pango_layout_get_pixel_size(layout, &width, &height);
    set_colour(canvas->pen, rgb);
    cairo_move_to(canvas->pen, box.x, box.y + (box.height - height) / 2.0);
    pango_cairo_show_layout(canvas->pen, layout);
    pango_font_description_free(font);
    g_object_unref(layout);
}

/* The same as in the SVG. */
static void draw_woven(Canvas *canvas, Box box)
{
    const double unit = box.width / 100.0;
    canvas_fill(canvas, (Box){ box.x + 8 * unit, box.y + 8 * unit, 84 * unit, 84 * unit },
                14 * unit, 0x1668dc);
    set_colour(canvas->pen, 0xffffff);
    cairo_set_line_width(canvas->pen, 9 * unit);
    cairo_set_line_cap(canvas->pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(canvas->pen, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(canvas->pen, box.x + 22 * unit, box.y + 32 * unit);
    cairo_rel_line_to(canvas->pen, 12 * unit, 38 * unit);
    cairo_rel_line_to(canvas->pen, 16 * unit, -30 * unit);
    cairo_rel_line_to(canvas->pen, 16 * unit, 30 * unit);
    cairo_rel_line_to(canvas->pen, 12 * unit, -38 * unit);
    cairo_stroke(canvas->pen);
}

/* Whole, in the middle of the box, as large as fits. */
static void draw_picture(Canvas *canvas, Box box, const Picture *picture)
{
    cairo_surface_t *surface =
        cairo_image_surface_create_for_data((unsigned char *)picture->argb, CAIRO_FORMAT_ARGB32,
                                            picture->width, picture->height, 4 * picture->width);
    const double wide = box.width / picture->width, high = box.height / picture->height;
    const double scale = wide < high ? wide : high;
    cairo_save(canvas->pen);
    cairo_translate(canvas->pen, box.x + (box.width - scale * picture->width) / 2,
                    box.y + (box.height - scale * picture->height) / 2);
    cairo_scale(canvas->pen, scale, scale);
    cairo_set_source_surface(canvas->pen, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(canvas->pen), CAIRO_FILTER_BEST);
    cairo_paint(canvas->pen);
    cairo_restore(canvas->pen);
    cairo_surface_destroy(surface);
}

static double module_of(Box box, const QrMatrix *matrix)
{
    const int32_t modules = matrix->side + 2 * QR_QUIET;
    const double  whole   = (double)(int32_t)(box.width / modules);
    return whole < 1 ? box.width / modules : whole;
}

void canvas_qr(Canvas *canvas, Box box, const QrMatrix *matrix)
{
    const double module = module_of(box, matrix);
    const double margin = (box.width - module * matrix->side) / 2;

    canvas_fill(canvas, box, 0, 0xffffff);
    cairo_set_antialias(canvas->pen, CAIRO_ANTIALIAS_NONE);
    set_colour(canvas->pen, 0x000000);
    for (int32_t y = 0; y < matrix->side; y++)
        for (int32_t x = 0; x < matrix->side; x++)
            if (matrix->cell[y * matrix->side + x])
                cairo_rectangle(canvas->pen, box.x + margin + x * module,
                                box.y + margin + y * module, module, module);
    cairo_fill(canvas->pen);
    cairo_set_antialias(canvas->pen, CAIRO_ANTIALIAS_DEFAULT);
}

void canvas_mark(Canvas *canvas, Box box, const QrMatrix *matrix, const Picture *picture)
{
    const double size = module_of(box, matrix) * matrix->side / 5;
    const Box    mark = { box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size,
                          size };
    canvas_fill(canvas, mark, 0.18 * size, 0xffffff);
    if (!picture->argb) {
        draw_woven(canvas, mark);
        return;
    }
    const double edge = 0.08 * size;
    draw_picture(canvas, (Box){ mark.x + edge, mark.y + edge, size - 2 * edge, size - 2 * edge },
                 picture);
}

static cairo_status_t append(void *with, const unsigned char *bytes, unsigned length)
{
    StrBuf *buf = with;
    strbuf_add(buf, (Str){ (const char *)bytes, length });
    return buf->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

Code canvas_png(Ctx *cx, Canvas *canvas, Str *png)
{
    StrBuf buf = strbuf(cx->arena, 8u << 20);
    REQUIRE(cx,
            cairo_surface_write_to_png_stream(canvas->surface, append, &buf) ==
                CAIRO_STATUS_SUCCESS,
            ERR_INTERNAL, "picture.not_written");
    *png = strbuf_str(&buf);
    return OK;
}
