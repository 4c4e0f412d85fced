/* report_heat.h -- a table whose figures are shaded: the more, the deeper, those below nothing in
 * an ink of their own.  Private to report/. */
#ifndef REPORT_REPORT_HEAT_H
#define REPORT_REPORT_HEAT_H

#include "report/report_card.h"

enum { HEAT_ROWS = 24, HEAT_COLUMNS = 24 };

typedef struct ReportHeatHead {
    Str        name, brief; /* where a column is too narrow for the name; absent: there is none */
    Str        above;       /* of a column: what stands over it and those beside it of the same */
    double     total;       /* of a row; NAN: it has none  */
    bool       is_whole;    /* of all rows: it stands out  */
    bool       is_plain;    /* a sum of others: it is not shaded                 */
    bool       is_said;     /* of a column: it says what is in `said`, not its figures */
    size_t     depth;       /* of a row: how far it is moved to the right        */
    size_t     scale;       /* of a column: those of one are shaded by one measure     */
    ReportUnit unit;        /* of what a column says; 0: that of all             */
} ReportHeatHead;

typedef struct ReportHeat {
    Str            corner;  /* over the names of the rows */
    Str            total;   /* over their totals          */
    Str            nothing; /* what stands for no figure; empty: a pale cell */
    ReportUnit     unit, total_unit;
    ReportHeatHead rows[HEAT_ROWS], columns[HEAT_COLUMNS];
    size_t         row_count, column_count;
    double         cells[HEAT_ROWS][HEAT_COLUMNS]; /* NAN: no figure */
    double         said[HEAT_ROWS][HEAT_COLUMNS];
} ReportHeat;

/* Without any row or column, totals or figures. */
ReportHeat *report_heat_new(Arena *arena);
/* How many of its columns, which are named, fit beside its rows, which are complete, so that each
 * stands below its own name or the beginning of it; at least one. */
size_t      report_heat_fit(const ReportCard *card, const ReportHeat *heat);
/* Whether its figures have room. */
bool        report_heat_has_room(const ReportCard *card, const ReportHeat *heat);
/* From `y` down; returns where it ended.  It has at least a row and a column. */
double      report_heat_draw(const ReportCard *card, const ReportHeat *heat, double y);
/* The shade of so many thousandths, from -1000 to 1000, of the figure furthest from nothing: paler
 * than text on it needs. */
uint32_t    report_heat_ink(int permille);

#endif
