/* report_paint.h -- a tall picture drawn from the top: boxes, lines, text.  Private to report/. */
#ifndef REPORT_REPORT_PAINT_H
#define REPORT_REPORT_PAINT_H

#include "kernel/kernel.h"

#include <cairo.h>

enum {
    PAINT_WIDTH = 750, /* a phone's screen, at twice its points */
    PAINT_EDGE  = 28,
    PAINT_TALL  = 16000 /* the tallest picture; the platform takes 10 MiB */
};

enum {
    INK_PAPER  = 0xf2f4f8,
    INK_CARD   = 0xffffff,
    INK_TEXT   = 0x1f2733,
    INK_SOFT   = 0x6b7687,
    INK_FAINT  = 0xa3acba,
    INK_LINE   = 0xe6e9ef,
    INK_STRIPE = 0xf7f8fb,
    INK_BRAND  = 0x1668dc,
    INK_DEEP   = 0x0d4aa8,
    INK_GOOD   = 0x1a9d5c,
    INK_BAD    = 0xd9363e,
    INK_WARN   = 0xb25e00,
    INK_AMBER  = 0xfff4e0,
    INK_BELOW  = 0xe8912d, /* figures below nothing */
};

typedef struct Paint {
    cairo_surface_t *surface; /* records; its height is known at the end */
    cairo_t         *pen;
    double           y; /* where the next thing goes */
} Paint;

typedef struct PaintBox {
    double x, y, width, height;
} PaintBox;

typedef enum PaintAlign { PAINT_LEFT = 1, PAINT_CENTER, PAINT_RIGHT } PaintAlign;

typedef struct PaintText {
    double     pixels;
    uint32_t   ink;
    bool       is_bold;
    PaintAlign align; /* 0: left                     */
    int        lines; /* 0: one; the last is cut with an ellipsis; breaks in the text make none */
} PaintText;

/* A stream between two upright sides, from its upper end (x1, y1) to that of (x2, y2); as thick on
 * both, and narrower between them where it rises or falls steeply. */
typedef struct PaintRibbon {
    double x1, y1, x2, y2, width;
} PaintRibbon;

/* Closed at the end of the scope: PAINT(paint); */
void report_paint_close(Paint *paint);
#define PAINT(name) ON_SCOPE_EXIT(report_paint_close) Paint name = { 0 }
/* ERR_UNAVAILABLE "picture.no_memory". */
Code      report_paint_open(Ctx *cx, Paint *out) MUST_USE;
void      report_paint_box(Paint *paint, PaintBox box, double radius, uint32_t ink);
/* From the first ink at the top to the second at the bottom. */
void      report_paint_fade(Paint *paint, PaintBox box, uint32_t from, uint32_t to);
void      report_paint_line(Paint *paint, double x1, double y1, double x2, double y2, double width,
                            uint32_t ink);
/* Filled; `alpha` is from 0, nothing to see, to 1. */
void      report_paint_ribbon(Paint *paint, const PaintRibbon *ribbon, uint32_t ink, double alpha);
/* Within the width of the box, from its top, or in the middle of its height where it has one; how
 * high it stands: 0 without text. */
double    report_paint_text(Ctx *cx, Paint *paint, PaintBox box, Str text, const PaintText *how);
/* How wide it would be on one line, and how high within a width. */
double    report_paint_wide(Ctx *cx, Paint *paint, Str text, const PaintText *how);
double    report_paint_tall(Ctx *cx, Paint *paint, double width, Str text, const PaintText *how);
/* Smaller where the text is wider than its room, down to `least` pixels. */
PaintText report_paint_shrunk(Ctx *cx, Paint *paint, double room, Str text, PaintText how,
                              double least);
void      report_paint_ink(Paint *paint, uint32_t ink, double alpha);
/* Inks of series told apart, as in the console but for its grey; they come round. */
uint32_t  report_paint_tone(size_t at);
/* So many thousandths of the ink on white. */
uint32_t  report_paint_mix(uint32_t ink, int permille);
/* As high as what was drawn, plus an edge. */
Code      report_paint_png(Ctx *cx, Paint *paint, Str *png) MUST_USE;

#endif
