/* report_word.h -- figures in words, in Chinese or English.  Private to report/. */
#ifndef REPORT_REPORT_WORD_H
#define REPORT_REPORT_WORD_H

#include "report/report.h"
#include "wire/wire.h"

/* What a column holds. */
typedef enum ReportUnit {
    REPORT_TEXT = 1,
    REPORT_COUNT,
    REPORT_FEN,
    REPORT_MS,
    REPORT_SHARE
} ReportUnit;

/* The metric of the catalogue of that key, or NULL. */
const Metric *report_word_metric(Rows metrics, Str key);
ReportUnit    report_word_unit(MetricUnit unit);
/* False: it is no number, or not there (NULL). */
bool          report_word_number(const Json *cell, double *out);
/* A cell as a spreadsheet takes it: yuan, seconds, percent as plain numbers. */
Str           report_word_plain(Arena *arena, ReportUnit unit, const Json *cell);
/* num / den as a person reads it: "¥4,309.65", "12.5%", "3,392"; "—" when den is 0. */
Str           report_word_figure(Arena *arena, ReportUnit unit, int64_t num, int64_t den);
/* The same of a number with parts. */
Str           report_word_real(Arena *arena, ReportUnit unit, double number);
/* A time among others of its kind: "2026-11-28" as "11-28", "09:00" as "09"; others as they are. */
Str           report_word_time(Str time);
/* What stands behind the heading of a plain column: "（元）"; may be empty. */
Str           report_word_suffix(ReportUnit unit, bool english);

#endif
