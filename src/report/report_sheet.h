/* report_sheet.h -- a board as a spreadsheet, written part by part.  Private to report/. */
#ifndef REPORT_REPORT_SHEET_H
#define REPORT_REPORT_SHEET_H

#include "report/report_book.h"

typedef struct ReportSheet ReportSheet;

/* With a cover that tells what it is; `mark` tells who made it.  The book is lent until it is
 * closed. */
ReportSheet *report_sheet_open(Ctx *cx, const ReportBook *book, Str mark, const char *path);
/* A sheet for the n-th part; of the answer nothing is kept. */
Code report_sheet_put(Ctx *cx, ReportSheet *sheet, size_t at, const ReportAnswer *answer) MUST_USE;
/* Always, once.  ERR_UNAVAILABLE "sheet.not_written". */
Code report_sheet_close(Ctx *cx, ReportSheet *sheet) MUST_USE;

#endif
