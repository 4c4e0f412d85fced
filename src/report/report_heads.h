/* report_heads.h -- the names over the columns of a shaded table, however narrow these are.
 * Private to report/. */
#ifndef REPORT_REPORT_HEADS_H
#define REPORT_REPORT_HEADS_H

#include "report/report_heat.h"

typedef struct ReportHeads {
    Str    said[HEAT_COLUMNS];
    size_t every; /* so many columns have one name: the first of them */
    int    lines;
    double pixels, tall;
} ReportHeads;

/* Over columns that are `cell` wide: their names; else the brief ones; else both on several lines,
 * and those that are cut still so that they are told apart.  Where there is no room for a beginning
 * only every n-th has one. */
ReportHeads report_heads_lay(const ReportCard *card, const ReportHeat *heat, double cell);
/* The first of `count` columns begins at `at.x`, which is `at.width` wide as all of them are. */
void report_heads_draw(const ReportCard *card, const ReportHeads *heads, size_t count, PaintBox at);
/* How wide a column has to be for its name, or the beginning of it. */
double report_heads_least(const ReportCard *card, const ReportHeat *heat);

#endif
