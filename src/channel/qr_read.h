/* qr_read.h -- what a QR code in a picture says; a pure function of the bytes. */
#ifndef CHANNEL_QR_READ_H
#define CHANNEL_QR_READ_H

#include "base/base.h"

enum {
    QR_READ_BYTES_MAX = 2 << 20, /* of the picture                                  */
    QR_READ_SIDE_MAX  = 4096,    /* pixels                                          */
    QR_READ_TEXT_MAX  = 2048,    /* bytes of what the code says                     */
};

/* Reads the only QR code of a PNG or JPEG picture; `text` lives in the arena.  NULL when read,
 * else why not: "qr_picture.too_large" (the limits above), "qr_picture.not_a_picture" (neither
 * format, or broken), "qr_picture.no_code", "qr_picture.several_codes" (that say different
 * things).  Nothing the bytes hold can do more than that. */
const char *qr_read(Arena *arena, Str picture, Str *text) MUST_USE;

#endif
