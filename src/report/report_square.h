/* report_square.h -- what shaded squares of a picture share: their shades, what these mean, and a
 * drawing for each figure.  Private to report/. */
#ifndef REPORT_REPORT_SQUARE_H
#define REPORT_REPORT_SQUARE_H

#include "report/report_card.h"

enum { SQUARE_FIGURES = 2 /* drawn; the others are told */ };

/* One figure of a card, from `y` down; returns where it ended. */
typedef double ReportSquareDraw(const ReportCard *card, size_t figure, double y);

/* What the shades of a figure reach. */
typedef struct ReportSquareEnds {
    double most; /* what is as dark as it gets          */
    bool   has_above, has_below;
    bool   is_cut; /* some are further from nothing still */
} ReportSquareEnds;

/* The first figures, each under its name where there are several, and which are not drawn.  What
 * they were before is no figure of its own. */
double   report_square_each(const ReportCard *card, size_t first, ReportSquareDraw *draw);
/* Paler than text on it needs; below nothing in an ink of its own, of no figure (NAN) hardly any.
 */
uint32_t report_square_ink(double value, double most);
double   report_square_scale(const ReportCard *card, ReportUnit unit, const ReportSquareEnds *ends,
                             double y);

#endif
