/* org_totp_qr.c -- a QR code as one path of an SVG, by libqrencode. */
#include "org/org_totp_qr.h"

#include <qrencode.h>

enum { QUIET = 4, SVG_MAX = 256 * 1024, TEXT_MAX = 1000 };

static void add_runs(StrBuf *svg, const QRcode *code)
{
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width;) {
            int end = x;
            while (end < code->width && (code->data[y * code->width + end] & 1)) end++;
            if (end > x)
                strbuf_fmt(svg, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, end - x, end - x);
            x = end > x ? end : x + 1;
        }
}

Code org_totp_qr_svg(Ctx *cx, Str text, Str *svg)
{
    REQUIRE(cx, text.len <= TEXT_MAX, ERR_INVALID, "totp.too_long");
    QRcode *code =
        QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
    REQUIRE(cx, code != NULL, ERR_INVALID, "totp.too_long");
    StrBuf    out  = strbuf(cx->arena, SVG_MAX);
    const int side = code->width + 2 * QUIET;
    strbuf_fmt(&out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">"
               "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"",
               side, side, side, side);
    add_runs(&out, code);
    strbuf_add(&out, S("\"/></svg>"));
    QRcode_free(code);
    *svg = strbuf_str(&out);
    return OK;
}
