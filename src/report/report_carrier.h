/* report_carrier.h -- what events carry, so that a tile is not asked for what none of them has.
 * Private to report/. */
#ifndef REPORT_REPORT_CARRIER_H
#define REPORT_REPORT_CARRIER_H

#include "report/report_tile.h"

/* Asked once, it serves all tiles under one filter. */
typedef struct ReportCarried {
    bool is_asked;
    Strs properties; /* that were asked for */
    Rows rows;       /* of ReportCarrier    */
} ReportCarried;

/* Of events of `types` (none: all), with each of the properties. */
Code report_carrier_find(Ctx *cx, Strs types, Strs properties, ColumnarWait *wait,
                         ReportCarried *out) MUST_USE;
/* As report_ask, with what is known of the events; asked here where `carried` is not. */
Code report_carrier_ask(Ctx *cx, const ReportAsk *ask, const ReportCarried *carried,
                        ColumnarWait *wait, ReportTile *out) MUST_USE;

#endif
