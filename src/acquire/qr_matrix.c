/* Text to modules, by libqrencode. */
#include "acquire/qr_matrix.h"

#include <qrencode.h>

Code qr_matrix(Ctx *cx, Str text, bool robust, QrMatrix *out)
{
    enum { TEXT_BYTES_MAX = 1200 };
    REQUIRE(cx, text.len > 0 && text.len <= TEXT_BYTES_MAX, ERR_INVALID, "qr.too_long");
    QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0,
                                     robust ? QR_ECLEVEL_H : QR_ECLEVEL_M);
    if (code == NULL) return fail(cx, ERR_INVALID, "qr.too_long", "%zu bytes", text.len);

    const size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t     *cell  = arena_make(cx->arena, uint8_t, count);
    for (size_t i = 0; i < count; i++) cell[i] = code->data[i] & 1u;
    *out = (QrMatrix){ cell, code->width };
    QRcode_free(code);
    return OK;
}
