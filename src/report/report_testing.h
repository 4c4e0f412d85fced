/* report_testing.h -- pictures looked at by tests of report/.  Private to them. */
#ifndef REPORT_REPORT_TESTING_H
#define REPORT_REPORT_TESTING_H

#include "report/report_card.h"

#include <string.h>

/* The points of a picture, row by row: 0xrrggbb. */
typedef struct Seen {
    int             width, height;
    const uint32_t *points;
} Seen;

static inline cairo_status_t report_testing_take(void *from, unsigned char *bytes, unsigned length)
{
    Str *rest = (Str *)from;
    if (rest->len < length) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, rest->ptr, length);
    *rest = str_slice(*rest, length, rest->len);
    return CAIRO_STATUS_SUCCESS;
}

/* Nothing (0 points high) where it is no picture. */
static inline Seen report_testing_see(Arena *arena, Str png)
{
    Seen             out = { 0 };
    cairo_surface_t *picture =
        cairo_image_surface_create_from_png_stream(report_testing_take, &png);
    if (cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS) {
        const unsigned char *from   = cairo_image_surface_get_data(picture);
        const size_t         stride = (size_t)cairo_image_surface_get_stride(picture);
        out.width                   = cairo_image_surface_get_width(picture);
        out.height                  = cairo_image_surface_get_height(picture);
        const size_t wide           = (size_t)out.width;
        uint32_t    *points         = arena_make(arena, uint32_t, wide * (size_t)out.height);
        for (size_t y = 0; y < (size_t)out.height; y++)
            memcpy(points + y * wide, from + y * stride, wide * sizeof(uint32_t));
        for (size_t i = 0; i < wide * (size_t)out.height; i++) points[i] &= 0xffffff;
        out.points = points;
    }
    cairo_surface_destroy(picture);
    return out;
}

static inline uint32_t report_testing_at(const Seen *seen, int x, int y)
{
    return seen->points[(size_t)y * (size_t)seen->width + (size_t)x];
}

/* How many points within a box have that ink. */
static inline size_t report_testing_inked(const Seen *seen, PaintBox box, uint32_t ink)
{
    size_t out = 0;
    for (int y = (int)box.y; y < (int)(box.y + box.height) && y < seen->height; y++)
        for (int x = (int)box.x; x < (int)(box.x + box.width) && x < seen->width; x++)
            out += report_testing_at(seen, x, y) == ink;
    return out;
}

/* Whether a box of both, as far as they reach, looks the same. */
static inline bool report_testing_same(const Seen *one, const Seen *other, PaintBox box)
{
    const int tall = one->height < other->height ? one->height : other->height;
    for (int y = (int)box.y; y < (int)(box.y + box.height) && y < tall; y++)
        for (int x = (int)box.x; x < (int)(box.x + box.width); x++)
            if (report_testing_at(one, x, y) != report_testing_at(other, x, y)) return false;
    return true;
}

#endif
