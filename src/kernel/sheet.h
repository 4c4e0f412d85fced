/* sheet.h -- spreadsheets people upload (XLSX or CSV, told by their bytes) and those they get
 * to fill in.  It knows rows and cells, not what they mean. */
#ifndef KERNEL_SHEET_H
#define KERNEL_SHEET_H

#include "kernel/ctx.h"
#include "wire/wire.h"

enum { SHEET_CELLS_MAX = 200, SHEET_CELL_BYTES_MAX = 4096 };

/* Hears one row, valid until it returns; of one that is malformed only the number counts. */
typedef Code (*SheetEach)(void *with, const CsvRow *row, bool is_malformed);

/* Every row to `each`, in order, until it fails.  ERR_INVALID "sheet.unreadable".  Takes long
 * and writes a file: outside a transaction. */
Code sheet_read(Ctx *cx, Str bytes, SheetEach each, void *with) MUST_USE;
/* An XLSX of `row_count` rows of `column_count` cells each; the first row is the header.
 * ERR_UNAVAILABLE "sheet.not_written". */
Code sheet_write(Ctx *cx, Str name, const Str *cells, size_t column_count, size_t row_count,
                 Str *xlsx) MUST_USE;
/* The same with numbers as numbers in the columns where `is_number`, below the header. */
Code sheet_write_typed(Ctx *cx, Str name, const Str *cells, const bool *is_number,
                       size_t column_count, size_t row_count, Str *xlsx) MUST_USE;
/* Which cell says one of the `names` (without case, "编号|code"); -1 = none. */
int  sheet_column(const CsvRow *header, Str names);
/* A copy of a cell without white space around; empty when the row or the sheet has none. */
Str  sheet_cell(Arena *arena, const CsvRow *row, int column);
bool sheet_is_blank(const CsvRow *row);

#endif
