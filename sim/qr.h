/* qr.h -- QR codes as pictures. */
#ifndef SIM_QR_H
#define SIM_QR_H

#include "base/base.h"

/* SVG and PNG of a text; absent when it is too long. */
Str qr_svg(Arena *arena, Str text);
Str qr_png(Arena *arena, Str text, int pixels_per_module);

#endif
