/* report_sheet.h -- a board as a spreadsheet.  Private to report/. */
#ifndef REPORT_REPORT_SHEET_H
#define REPORT_REPORT_SHEET_H

#include "report/report_book.h"

/* A cover with what it is, and a sheet for each part that was asked; `mark` tells who made it.
 * ERR_UNAVAILABLE "sheet.not_written". */
Code report_sheet_write(Ctx *cx, const ReportBook *book, Str mark, const char *path) MUST_USE;

#endif
