/* xlsx.h -- spreadsheets: a streaming reader of the first sheet, and a writer. */
#ifndef WIRE_XLSX_H
#define WIRE_XLSX_H

#include "wire/csv.h"

/* Reads cells as the text a person sees: shared and inline strings, booleans, numbers
 * (integers in full, never 1.38E+10), dates and times by their format as
 * "2026-11-22" or "2026-11-22 18:30:00", the cached value of formulas.  Merged cells:
 * the first holds the value.  Limits against zip bombs: 1 GiB unpacked, ratio 200. */
typedef struct XlsxReader XlsxReader;

/* ERR_INVALID when it is no spreadsheet ("xlsx.malformed", "xlsx.encrypted", "xlsx.old_format"
 * for an .xls, "xlsx.web_page", "xlsx.numbers"), ERR_LIMIT ("xlsx.too_large").  A sheet that breaks
 * off is told once by xlsx_reader_next, behind its last good row; blank rows are left out. */
Code xlsx_reader_open(const char *path, XlsxReader **out, const char **reason) MUST_USE;
/* Whether a file that begins so is a web page or XML, whatever its name: what shops and tills hand
 * out as .xls often is.  256 bytes are enough. */
bool xlsx_reader_is_web_page(Str head) MUST_USE;
/* As csv_reader_next; ERR_NOT_FOUND at the end. */
Code xlsx_reader_next(XlsxReader *reader, CsvRow *row) MUST_USE;
void xlsx_reader_close(XlsxReader *reader);

/* Writes sheets one after the other, the first with a frozen, bold header row; constant memory. */
typedef struct XlsxWriter XlsxWriter;
XlsxWriter *xlsx_writer_open(const char *path, Str sheet_name);
/* Text cells (never formulas); numbers are written as numbers when `numeric[i]`. */
void xlsx_writer_row(XlsxWriter *writer, const Str *cells, const bool *numeric, size_t count);
/* From now on a further sheet; its name is one of its own. */
void xlsx_writer_sheet(XlsxWriter *writer, Str name);
/* A row of bold text. */
void xlsx_writer_heading(XlsxWriter *writer, const Str *cells, size_t count);
/* How wide a column is, in characters; before the first row of the sheet. */
void xlsx_writer_width(XlsxWriter *writer, size_t column, int characters);
/* What the document says of itself: its maker, and a comment. */
void xlsx_writer_describe(XlsxWriter *writer, Str author, Str comment);
Code xlsx_writer_close(XlsxWriter *writer) MUST_USE;

#endif
