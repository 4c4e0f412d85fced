/* qr_matrix.h -- the modules of a QR code; private to the folder. */
#ifndef ACQUIRE_QR_MATRIX_H
#define ACQUIRE_QR_MATRIX_H

#include "kernel/kernel.h"

enum { QR_QUIET = 4 }; /* modules of white around, by ISO/IEC 18004 */

/* `side` x `side` cells, 1 = black; lives in the arena. */
typedef struct QrMatrix {
    const uint8_t *cell;
    int32_t        side;
} QrMatrix;

/* `robust` takes level H (30 % may be covered), else M. */
Code qr_matrix(Ctx *cx, Str text, bool robust, QrMatrix *out) MUST_USE;

#endif
