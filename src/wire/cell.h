/* cell.h -- what spreadsheets, platforms and people do to the cells of a file, taken back: text,
 * numbers, amounts and instants as they were meant. */
#ifndef WIRE_CELL_H
#define WIRE_CELL_H

#include "base/base.h"

/* Without invisible characters, odd spaces around and the apostrophe that makes text of a
 * number; absent when nothing is left. */
Str  cell_text(Arena *arena, Str cell);
/* Letters, digits and marks of full width in their usual form: "１２３．５" is "123.5". */
Str  cell_narrow(Arena *arena, Str text);
/* An identifier as it was meant: digits of full width, "13800138000.0", an exact
 * 1.3800138000E+10.  False where a spreadsheet lost digits: 1.38E+10. */
bool cell_code(Arena *arena, Str text, Str *out);

/* A number of `scale` digits behind the point. */
typedef struct Decimal {
    int64_t mantissa;
    int     scale;
} Decimal;
/* "-1,234.50", "¥12", "1.2E+3"; false when it is no number or has more than 18 digits. */
bool cell_decimal(Str text, Decimal *out);
/* The number in units of 10^-scale; false when it has a fraction of a unit, unless `rounds`
 * (halves away from 0), and when it is too large. */
bool cell_units(Decimal decimal, int scale, bool rounds, int64_t *out);

/* An instant.  `format`: "" or "auto" finds out; "seconds", "milliseconds", "excel", "excel1904";
 * or a pattern of YYYY MM DD hh mm ss with anything between.  What names no offset is in `zone`.
 * Years 1990 to 2100; false when it is none. */
bool cell_time(Str text, Str format, Zone zone, int64_t *at_ms);
/* Whether cell_time knows the format. */
bool cell_time_format(Str format);

/* `*`, `?` and [0-9] in a pattern; letters as they are. */
bool cell_like(Str text, Str pattern);

#endif
