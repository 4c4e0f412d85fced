/* qr.h -- QR codes as SVG and PNG, and posters that carry one. */
#ifndef ACQUIRE_QR_H
#define ACQUIRE_QR_H

#include "kernel/kernel.h"

typedef struct QrOptions {
    int32_t size;     /* pixels of a side, quiet zone included: 128..4096        */
    bool    has_logo; /* room in the middle for a mark; level H is used          */
    Str     logo;     /* the mark's file (PNG or JPEG); absent = the woven mark  */
    Str     caption;  /* printed below (PNG and SVG); absent = none              */
} QrOptions;

/* ERR_INVALID "qr.too_long" for more than fits a code (about 1,200 bytes), and those of
 * content_picture_read() for a logo. */
Code qr_svg(Ctx *cx, Str text, const QrOptions *options, Str *svg) MUST_USE;
Code qr_png(Ctx *cx, Str text, const QrOptions *options, Str *png) MUST_USE;

typedef enum PosterTemplate { POSTER_SIMPLE = 1, POSTER_CARD, POSTER_STORY } PosterTemplate;
extern const Words poster_template_words;

typedef struct PosterText {
    Str title, subtitle, footer;
    Str logo; /* as in QrOptions */
} PosterText;

/* A PNG ready to be printed or sent: simple 1080x1440, card 1050x600 (a business card at
 * 300 dpi), story 1080x1920. */
Code qr_poster(Ctx *cx, Str text, PosterTemplate template_, const PosterText *words,
               Str *png) MUST_USE;

#endif
