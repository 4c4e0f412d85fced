/* report_picture.h -- a board that was asked, as a picture for a phone.  Private to report/. */
#ifndef REPORT_REPORT_PICTURE_H
#define REPORT_REPORT_PICTURE_H

#include "report/report_book.h"

typedef struct ReportMark {
    Str as_of; /* "2026-11-28 09:00"                               */
    Str late;  /* when it was due, where it came late; else absent */
    Str whose; /* of which customers the figures are; absent: of all */
} ReportMark;

/* A part of the book with what it says. */
typedef struct ReportPanel {
    Str          title, look;
    QueryCompare compare; /* of a number: what stands beside it      */
    Str          show;    /* JSON: how a pivot stands; absent: as it is */
    ReportTile   tile;
    Str          reason; /* why there is no answer; absent: there is */
} ReportPanel;

/* `panels`: of ReportPanel, in reading order.  A PNG, 750 pixels wide: numbers beside what they are
 * compared with and their targets, courses, bars, streams, shaded tables, and the first rows
 * of the rest. */
Code report_picture_draw(Ctx *cx, const ReportBook *book, Rows panels, const ReportMark *mark,
                         Str *png) MUST_USE;
/* The first numbers in words, each on a line of its own: "\n支付金额 ¥4,309.65（▲ 12.0%）". */
void report_picture_figures(Ctx *cx, const ReportBook *book, Rows panels, size_t most, StrBuf *out);

#endif
