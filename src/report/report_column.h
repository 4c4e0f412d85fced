/* report_column.h -- the columns of an answer in words, and what they hold by its question.
 * Private to report/. */
#ifndef REPORT_REPORT_COLUMN_H
#define REPORT_REPORT_COLUMN_H

#include "report/report_word.h"

typedef struct ReportColumn {
    Str        name; /* as the answer has it                         */
    Str        heading;
    Str        of;      /* the dimension its texts are of               */
    Str        nothing; /* what stands for null; may be empty           */
    ReportUnit unit;
    bool       is_sum; /* its figures may be added up over rows      */
    StrMap    *names;  /* of ids: Str by value; NULL: it has none     */
} ReportColumn;

/* One for each of `names`, in the arena.  `query` is the question as it was asked, `metrics` the
 * catalogue. */
ReportColumn *report_column_all(Arena *arena, Rows metrics, const Json *query, Strs names,
                                bool english);
/* What their ids are called: `names` of the answer, Rows of QueryName. */
void          report_column_call(Arena *arena, ReportColumn *columns, size_t count, Rows names);
/* Where the column of that name stands; `count`: there is none. */
size_t        report_column_find(const ReportColumn *columns, size_t count, const char *name);
/* Whether its values have an order in time; whether they come round, as weekdays do. */
bool          report_column_is_time(Str name);
bool          report_column_is_round(Str name);
/* A cell as a key: texts and figures apart, whole figures in their order, no two figures as one
 * though they read the same. */
Str           report_column_key(Arena *arena, const Json *cell);
/* A cell with the words of its column, numbers plain in its unit. */
Str report_column_plain(Arena *arena, const ReportColumn *column, const Json *cell, bool english);
/* The same with numbers as a person reads them: "¥4,309.65"; "—" for no figure, "（无）"
 * where a dimension has none. */
Str report_column_said(Arena *arena, const ReportColumn *column, const Json *cell, bool english);
/* A name among those `seen` before it, which it joins: the second one of two shops with one name is
 * "徐汇店 (2)". */
Str report_column_again(Arena *arena, StrMap *seen, Str name);
/* How a dimension, a measure or a column is called. */
Str report_column_name(Arena *arena, Str name, bool english);

#endif
