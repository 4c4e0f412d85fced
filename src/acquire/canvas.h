/* canvas.h -- a picture in memory: rectangles, text and QR codes, out as PNG; private. */
#ifndef ACQUIRE_CANVAS_H
#define ACQUIRE_CANVAS_H

#include "acquire/qr_matrix.h"
#include "content/content.h"

#include <cairo.h>

typedef struct Canvas {
    cairo_surface_t *surface;
    cairo_t         *pen;
} Canvas;

/* Closed at the end of the scope: CANVAS(canvas); */
void canvas_close(Canvas *canvas);
#define CANVAS(name) ON_SCOPE_EXIT(canvas_close) Canvas name = { 0 }

typedef struct Box {
    double x, y, width, height;
} Box;

/* A white picture; ERR_UNAVAILABLE "picture.no_memory". */
Code canvas_open(Ctx *cx, Canvas *canvas, int32_t width, int32_t height) MUST_USE;
/* `rgb` as 0xRRGGBB. */
void canvas_fill(Canvas *canvas, Box box, double radius, uint32_t rgb);
/* Text in the middle of the box, wrapped by words and characters, cut with an ellipsis
 * after `lines`. */
void canvas_text(Ctx *cx, Canvas *canvas, Box box, Str text, double pixels, bool is_bold,
                 uint32_t rgb, int lines);
/* A QR code with its quiet zone; modules fall on whole pixels where they can. */
void canvas_qr(Canvas *canvas, Box box, const QrMatrix *matrix);
/* The mark in the middle of a code drawn in `box`: a fifth of its side, on white.  Without a
 * picture it is the woven mark. */
void canvas_mark(Canvas *canvas, Box box, const QrMatrix *matrix, const Picture *picture);
Code canvas_png(Ctx *cx, Canvas *canvas, Str *png) MUST_USE;

#endif
