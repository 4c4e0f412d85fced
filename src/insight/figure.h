/* figure.h -- one number of a metric over a span of time, exact: a fraction of whole numbers, so
 * that alerts and targets compare without rounding. */
#ifndef INSIGHT_FIGURE_H
#define INSIGHT_FIGURE_H

#include "insight/query.h"

/* num / den with den > 0; den 0: there is none. */
typedef struct Figure {
    int64_t num, den;
} Figure;

enum { FIGURE_PARTS_MAX = 5000, FIGURE_FINE = 1000000 /* of numbers that are no whole ones */ };

typedef struct FigureAsk {
    Str     metric;  /* JSON: one of `metrics` of docs/query.md   */
    Str     filters; /* JSON; absent: all events                  */
    int64_t from_ms, until_ms;
    Str     dimension; /* of figure_parts */
} FigureAsk;

typedef struct FigurePart {
    Str    key; /* absent: events without it */
    Figure figure;
} FigurePart;

/* The number; of a ratio of the catalogue its two numbers.  Failures as query_answer; outside a
 * transaction. */
Code figure_ask(Ctx *cx, const FigureAsk *ask, Figure *out) MUST_USE;
/* The number by a dimension, of a ratio what is divided: Rows of FigurePart.  `adds_up` tells
 * whether parts are shares of a whole, as counts and sums are. */
Code figure_parts(Ctx *cx, const FigureAsk *ask, Rows *parts, bool *adds_up) MUST_USE;

/* -1, 0, 1; both are there. */
int  figure_compare(Figure a, Figure b);
/* Whether |a - b| is more than `percent` percent of |b|; both are there, b is not 0. */
bool figure_differs(Figure a, Figure b, int64_t percent);

#endif
