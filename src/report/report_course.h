/* report_course.h -- lines or bars over time, or over periods, in a picture.  Private to report/.
 */
#ifndef REPORT_REPORT_COURSE_H
#define REPORT_REPORT_COURSE_H

#include "report/report_card.h"

enum { COURSE_SERIES = 10, COURSE_POINTS = 400 };

typedef struct ReportSeries {
    Str      key, name;
    size_t   column; /* of the answer                  */
    bool     is_before;
    bool     is_whole; /* of all: it stands out, with its figures */
    uint32_t ink;
    double   sum;
    double  *at; /* by point; NAN: nothing there   */
} ReportSeries;

typedef struct ReportCourse {
    Str         *ticks; /* labels of the points */
    size_t       points;
    ReportSeries series[COURSE_SERIES];
    size_t       count, left_out;
    bool         has_whole;
    double       least, most, step; /* of its scale */
    PaintBox     plot;
} ReportCourse;

/* Its scale, from its series: `is_whole`: of persons and events there are no parts. */
void   report_course_measure(ReportCourse *course, bool is_whole);
/* Legend, scale, lines or bars, and labels, from `y` down; returns where it ended. */
double report_course_draw(const ReportCard *card, ReportCourse *course, ReportUnit unit,
                          bool are_bars, double y);

#endif
