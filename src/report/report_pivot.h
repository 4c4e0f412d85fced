/* report_pivot.h -- an answer of a pivot with its totals as a tree of rows by one of columns, in
 * the order the console has them.  Private to report/. */
#ifndef REPORT_REPORT_PIVOT_H
#define REPORT_REPORT_PIVOT_H

#include "report/report_card.h"

typedef enum ReportPivotSide { PIVOT_ROWS, PIVOT_COLUMNS, PIVOT_SIDES } ReportPivotSide;

/* A row or a column: a value of a dimension within those it is part of; the whole has depth 0. */
typedef struct ReportPivotLine {
    Str                     key, name; /* of one whole no two have one name */
    size_t                  depth;
    struct ReportPivotLine *parent; /* NULL: it is the whole    */
    Vec                     below;  /* of ReportPivotLine *     */
    double                  weight;
    int                     direction;
    bool                    is_picked; /* drawn */
} ReportPivotLine;

typedef struct ReportPivot {
    const ReportCard *card;
    const Json       *show;              /* how it stands: {"as","heat","sort"} */
    size_t            deep[PIVOT_SIDES]; /* dimensions of each side             */
    size_t            first, figures;    /* where its figures stand in a row    */
    StrMap           *lines[PIVOT_SIDES], *cells;
    ReportPivotLine  *whole[PIVOT_SIDES];
} ReportPivot;

/* False: it is no pivot with totals. */
bool   report_pivot_read(const ReportCard *card, ReportPivot *out);
/* The lines of a side down to a depth, of ReportPivotLine *: the whole before its rows, and behind
 * its columns, as are those that are part of it. */
Vec    report_pivot_lines(const ReportPivot *pivot, ReportPivotSide side, size_t depth);
/* NAN: there is none. */
double report_pivot_value(const ReportPivot *pivot, const ReportPivotLine *row,
                          const ReportPivotLine *column, size_t figure);
/* The column of the answer a line's values are of; depth 1 is the first. */
const ReportColumn *report_pivot_dimension(const ReportPivot *pivot, ReportPivotSide side,
                                           size_t depth);

#endif
