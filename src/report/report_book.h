/* report_book.h -- a board with its tiles, to be asked one by one.  Private to report/. */
#ifndef REPORT_REPORT_BOOK_H
#define REPORT_REPORT_BOOK_H

#include "report/report_word.h"

typedef struct ReportPart {
    Str        title, note, look;
    int64_t    x, y, w, h;
    Str        tile;   /* JSON                                     */
    ReportTile answer; /* once it was asked                        */
    Str        reason; /* why there is none; absent: there is      */
} ReportPart;

typedef struct ReportBook {
    Str  name, key; /* key: as in addresses            */
    Str  filter;    /* JSON, as it is looked at        */
    Str  owner;     /* whose figures; empty: of all    */
    bool english;
    Rows parts;   /* of ReportPart, in reading order */
    Rows metrics; /* the catalogue                   */
} ReportBook;

/* A board by its id, or one of the program by its key; `filter` absent: its own.  ERR_NOT_FOUND. */
Code report_book_open(Ctx *cx, Str key, Str filter, bool english, ReportBook *out) MUST_USE;
/* Asks the n-th part.  A refused question is no failure: `reason` tells it. */
Code report_book_ask(Ctx *cx, ReportBook *book, size_t at) MUST_USE;
/* The filter in words, member by member: "时间", "近 30 天"; pairs of texts. */
Code report_book_said(Ctx *cx, const ReportBook *book, Strs *pairs) MUST_USE;
/* The columns of a part's answer. */
ReportColumn *report_book_columns(Arena *arena, const ReportBook *book, const ReportPart *part);

#endif
