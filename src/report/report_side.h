/* report_side.h -- the values of one side of a table: which are shown, and in which order.
 * Private to report/. */
#ifndef REPORT_REPORT_SIDE_H
#define REPORT_REPORT_SIDE_H

#include "report/report_heat.h"

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
/* The one of `key`, made when it is new; its total is none (NAN). */
ReportSide *report_sides_find(Arena *arena, ReportSides *sides, Str key, Str name);
/* The newest times in their order, or those with most weight first; how many are shown. */
size_t      report_sides_place(ReportSides *sides, size_t most);

#endif
