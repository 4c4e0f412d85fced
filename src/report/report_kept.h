/* report_kept.h -- an answer of retention as cohorts, for a table or curves of a picture.
 * Private to report/. */
#ifndef REPORT_REPORT_KEPT_H
#define REPORT_REPORT_KEPT_H

#include "report/report_card.h"

enum { KEPT_PERIODS = 60 };

typedef struct ReportCohort {
    Str     name;
    bool    is_whole; /* of all, or of all of its part */
    int64_t size;
    double shown[KEPT_PERIODS]; /* the share that came back, or what each was worth; NAN: not yet */
} ReportCohort;

typedef struct ReportKept {
    const ReportCard *card;
    size_t            cohort, size, period, shown; /* where they stand in a row            */
    int64_t           periods[KEPT_PERIODS];
    size_t            period_count, all_periods; /* the first of them; how many there are */
    Vec               cohorts; /* of ReportCohort *, in the order of the answer         */
} ReportKept;

/* False: it is no retention, or has no period. */
bool report_kept_read(const ReportCard *card, ReportKept *out);
/* "第 3 天", brief "3天"; "当天" for 0. */
Str  report_kept_period(const ReportCard *card, int64_t n, bool is_brief);

#endif
