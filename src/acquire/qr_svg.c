/* A QR code as SVG: one path of horizontal runs, sharp at every size. */
#include "acquire/qr.h"
#include "acquire/qr_matrix.h"
#include "wire/wire.h"

static void add_runs(StrBuf *svg, const QrMatrix *matrix)
{
    for (int32_t y = 0; y < matrix->side; y++)
        for (int32_t x = 0; x < matrix->side;) {
            int32_t end = x;
            while (end < matrix->side && matrix->cell[y * matrix->side + end]) end++;
            if (end > x)
                strbuf_fmt(svg, "M%d %dh%dv1h-%dz", x + QR_QUIET, y + QR_QUIET, end - x, end - x);
            x = end > x ? end : x + 1;
        }
}

static void add_woven(StrBuf *svg)
{
    strbuf_add(svg,
               S("<rect x=\"8\" y=\"8\" width=\"84\" height=\"84\" rx=\"14\" fill=\"#1668dc\"/>"
                 "<path d=\"M22 32l12 38 16-30 16 30 12-38\" fill=\"none\" stroke=\"#fff\""
                 " stroke-width=\"9\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"));
}

/* The file itself travels inside, so that the SVG can be sent on. */
static void add_picture(Arena *arena, StrBuf *svg, Str logo)
{
    strbuf_fmt(svg, "<image x=\"8\" y=\"8\" width=\"84\" height=\"84\" href=\"data:%.*s;base64,",
               FMT(mime_of_bytes(logo)));
    strbuf_add(svg, base64(arena, logo));
    strbuf_add(svg, S("\"/>"));
}

/* The mark on a white ground, a fifth of the side. */
static void add_logo(Arena *arena, StrBuf *svg, int32_t side, Str logo)
{
    const double size = (side - 2 * QR_QUIET) / 5.0, at = (side - size) / 2.0;
    strbuf_fmt(svg,
               "<g transform=\"translate(%.3f %.3f) scale(%.5f)\">"
               "<rect width=\"100\" height=\"100\" rx=\"18\" fill=\"#fff\"/>",
               at, at, size / 100.0);
    if (logo.len > 0)
        add_picture(arena, svg, logo);
    else
        add_woven(svg);
    strbuf_add(svg, S("</g>"));
}

Code qr_svg(Ctx *cx, Str text, const QrOptions *options, Str *svg)
{
    QrMatrix matrix;
    TRY(qr_matrix(cx, text, options->has_logo, &matrix));
    const int32_t side    = matrix.side + 2 * QR_QUIET;
    const bool    caption = options->caption.len > 0;
    const int32_t height  = caption ? side + side / 8 : side;

    StrBuf buf = strbuf(cx->arena, (1u << 20) + 2 * options->logo.len);
    strbuf_fmt(&buf,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
               " height=\"%lld\" shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\""
               " fill=\"#fff\"/><path fill=\"#000\" d=\"",
               side, height, options->size, (long long)options->size * height / side, side, height);
    add_runs(&buf, &matrix);
    strbuf_add(&buf, S("\"/>"));
    if (options->has_logo) add_logo(cx->arena, &buf, side, options->logo);
    if (caption)
        strbuf_fmt(&buf,
                   "<text x=\"%.1f\" y=\"%.2f\" font-size=\"%.2f\" text-anchor=\"middle\""
                   " font-family=\"'PingFang SC','Microsoft YaHei','Noto Sans CJK "
                   "SC',sans-serif\">%.*s</text>",
                   side / 2.0, side + side / 20.0, side / 14.0,
                   FMT(xml_escape(cx->arena, options->caption)));
    strbuf_add(&buf, S("</svg>"));
    REQUIRE(cx, !buf.failed, ERR_INTERNAL, "internal");
    *svg = strbuf_str(&buf);
    return OK;
}
