/* report_pivot_pick.h -- which lines of a side of a pivot are drawn where not all have room.
 * Private to report/. */
#ifndef REPORT_REPORT_PIVOT_PICK_H
#define REPORT_REPORT_PIVOT_PICK_H

#include "report/report_pivot.h"

typedef struct ReportPivotPicked {
    Vec       lines; /* of ReportPivotLine *, in their order, the whole among them */
    size_t    all;   /* of how many                                                */
    ReportEnd end;   /* which of them                                              */
} ReportPivotPicked;

/* Down to a depth, at most `most`, at least the whole: of times the newest, of what comes round,
 * as hours of the day do, and of an order that was chosen the first, of all else the largest; those
 * that are part of another with it. */
ReportPivotPicked report_pivot_pick(const ReportPivot *pivot, ReportPivotSide side, size_t depth,
                                    size_t most);

#endif
