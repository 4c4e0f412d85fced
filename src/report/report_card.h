/* report_card.h -- what stands on the cards of a picture.  Private to report/. */
#ifndef REPORT_REPORT_CARD_H
#define REPORT_REPORT_CARD_H

#include "report/report_column.h"
#include "report/report_paint.h"
#include "report/report_picture.h"

enum { CARD_PADDING = 28, CARD_ROWS = 10 };

/* One tile with its answer read. */
typedef struct ReportCard {
    Ctx                *cx;
    Paint              *paint;
    const ReportPanel  *part;
    const ReportColumn *columns;
    size_t              count;  /* of columns                                       */
    size_t              labels; /* how many first ones divide                      */
    const Json         *query, *rows, *before;
    const Json         *show;  /* how a pivot stands, as the console keeps it */
    PaintBox            inner; /* what it may fill; the height is found by drawing */
    bool                english;
} ReportCard;

/* Each draws from inner.y down and returns where it ended. */
double report_card_number(const ReportCard *card);
double report_card_course(const ReportCard *card);    /* over time: lines, or bars        */
double report_card_bars(const ReportCard *card);      /* by a label: the largest first    */
double report_card_sankey(const ReportCard *card);    /* paths; others are a table       */
double report_card_cohort(const ReportCard *card);    /* retention, likewise              */
double report_card_funnel(const ReportCard *card);    /* steps, likewise bars             */
double report_card_models(const ReportCard *card);    /* attribution, likewise            */
double report_card_curve(const ReportCard *card);     /* the same as curves */
double report_card_matrix(const ReportCard *card);    /* two dimensions, likewise         */
double report_card_moves(const ReportCard *card);     /* paths from where to where        */
double report_card_calendar(const ReportCard *card);  /* days; others are a table       */
double report_card_divisions(const ReportCard *card); /* provinces, likewise            */
double report_card_pivot(const ReportCard *card);     /* any dimensions by any, likewise */
double report_card_table(const ReportCard *card);     /* the first rows                   */

/* In place of an answer: "这段时间没有数据。" */
double report_card_words(const ReportCard *card, Str words, double y);
/* Below an answer, faint: what is not shown.  Nothing where `words` is empty. */
double report_card_note(const ReportCard *card, Str words, double y);

/* Which of them are drawn where there is no room for all. */
typedef enum ReportEnd { REPORT_FIRST, REPORT_NEWEST, REPORT_LARGEST, REPORT_SOME } ReportEnd;
typedef enum ReportCounted {
    REPORT_ROWS,
    REPORT_COLUMNS,
    REPORT_PERIODS,
    REPORT_ENTRIES,
    REPORT_CURVES,
    REPORT_FIGURES
} ReportCounted;
/* For a note: "只画最近 6 列，共 21 列"; nothing where all are shown. */
void report_card_part(const ReportCard *card, ReportEnd end, ReportCounted of, size_t shown,
                      size_t all, StrBuf *out);

/* Short figures beside lines and in narrow cells: "1.2万", "12k". */
Str  report_card_brief(const ReportCard *card, ReportUnit unit, double value);
/* A figure as it is where it has that room in that writing, else a short one: cut in its middle it
 * would read as a smaller one. */
Str  report_card_fit(const ReportCard *card, ReportUnit unit, double value, double room,
                     const PaintText *how);
/* A cell likewise; what is no figure as it is said. */
Str  report_card_fit_cell(const ReportCard *card, size_t column, const Json *cell, double room,
                          const PaintText *how);
/* "上期", "去年同期": what a number is compared with. */
Str  report_card_before(QueryCompare compare, bool english);
/* By what part of `then` it rose, or fell (below 0), also from below 0; false where there is
 * nothing to compare with. */
bool report_card_change(const Json *now, const Json *then, double *out);

#endif
