/* report_side.h -- the values of one side of a table: which are shown, and in which order.
 * Private to report/. */
#ifndef REPORT_REPORT_SIDE_H
#define REPORT_REPORT_SIDE_H

#include "base/base.h"

enum { SIDE_LEFT_OUT = 1000 /* the place of what is not shown */ };

typedef struct ReportSide {
    Str    name, key; /* the key tells the order of times */
    double weight, total;
    size_t at;    /* in the order of the answer */
    size_t place; /* in the table               */
} ReportSide;

typedef struct ReportSides {
    StrMap *known;
    Vec     all; /* of ReportSide * */
    bool    is_time;
} ReportSides;

/* None yet. */
ReportSides report_sides_new(Arena *arena, bool is_time);
/* The one of `key`, or NULL. */
ReportSide *report_sides_find(const ReportSides *sides, Str key);
/* One of a new key; its total is none (NAN). */
ReportSide *report_sides_add(Arena *arena, ReportSides *sides, Str key, Str name);
/* The newest times in their order, or those with most weight first: how many are shown, at most
 * `most`.  Where fewer turn out to fit, again. */
size_t      report_sides_place(ReportSides *sides, size_t most);

#endif
