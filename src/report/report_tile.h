/* report_tile.h -- a tile read: its question as it is to be asked.  Private to report/. */
#ifndef REPORT_REPORT_TILE_H
#define REPORT_REPORT_TILE_H

#include "report/report_filter.h"

typedef struct ReportQuestion {
    const Json  *tile;
    Str          look;
    QueryValue   value;    /* under the board's period, without its conditions       */
    QueryCompare compare;  /* of a number: asked apart                               */
    Str          metric;   /* the key of the only one of the catalogue; absent: none */
    bool         is_plain; /* without conditions of its own                         */
    Strs         types;    /* none: all                                              */
} ReportQuestion;

/* "board.bad_tiles", or what its query refuses. */
Code report_tile_read(Ctx *cx, const Json *tile, const ReportFilter *filter,
                      ReportQuestion *out) MUST_USE;
/* Its filters and the conditions that apply, as one. */
Code report_tile_filters(Ctx *cx, Str own, Rows conditions, Str *out) MUST_USE;
/* The days of a range; false when it is of instants. */
bool report_tile_days(const Ctx *cx, Str range, int64_t *from, int64_t *to);
/* The range it is compared with; absent where there is none. */
Str  report_tile_before(Ctx *cx, Str range, QueryCompare compare);

#endif
