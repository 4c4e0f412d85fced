/* report_book.h -- a board with its tiles, to be asked one by one.  Private to report/. */
#ifndef REPORT_REPORT_BOOK_H
#define REPORT_REPORT_BOOK_H

#include "report/report_carrier.h"
#include "report/report_said.h"

typedef struct ReportPart {
    Str     title, note;
    int64_t x, y;
    Str     tile; /* JSON */
} ReportPart;

typedef struct ReportBook {
    Str           name;
    Str           filter; /* JSON, as it is looked at */
    bool          english;
    Rows          parts;    /* of ReportPart, in reading order              */
    Rows          metrics;  /* the catalogue                                */
    Str           owner;    /* whose figures; absent: of all                */
    Strs          said;     /* the filter in words: "时间", "近 30 天", …      */
    TagLanguage   language; /* what conditions on people speak of           */
    ReportCarried carried;  /* what the events of all parts carry, once asked */
} ReportBook;

/* What a part says. */
typedef struct ReportAnswer {
    ReportTile tile;
    Str        reason; /* why there is none; absent: there is */
} ReportAnswer;

/* A board by its id, or one of the program by its key; `filter` absent: its own.  ERR_NOT_FOUND,
 * "board.bad_filter", "target.unknown_owner". */
Code report_book_open(Ctx *cx, Str key, Str filter, bool english, ReportBook *out) MUST_USE;
/* What its conditions need to know of the events, once for all parts. */
Code report_book_find_carried(Ctx *cx, ReportBook *book) MUST_USE;
/* Asks the n-th part.  A refused question is no failure: `reason` tells it. */
Code report_book_ask(Ctx *cx, const ReportBook *book, size_t at, ReportAnswer *out) MUST_USE;

#endif
