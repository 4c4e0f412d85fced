/* sheet.h -- the rows of a file, be it CSV or XLSX; private to the slice. */
#ifndef BULK_SHEET_H
#define BULK_SHEET_H

#include "bulk/bulk.h"
#include "wire/wire.h"

enum { SHEET_COLUMNS_MAX = 200, SHEET_CELL_MAX = 32 * 1024 };

typedef struct Sheet Sheet;

/* By the first bytes of the file; ERR_INVALID "xlsx.old_format", "import.empty". */
Code sheet_format(Ctx *cx, const char *path, FileFormat *out) MUST_USE;
/* ERR_INVALID and ERR_LIMIT with the reasons of xlsx_reader_open. */
Code sheet_open(Ctx *cx, const char *path, FileFormat format, Sheet **out) MUST_USE;
/* The next row, valid until the next call.  ERR_NOT_FOUND: the end.  ERR_LIMIT, ERR_INVALID: this
 * row cannot be read (row->number is set), the next one can. */
Code sheet_next(Sheet *sheet, CsvRow *row) MUST_USE;
/* NULL is allowed. */
void sheet_close(Sheet *sheet);

#endif
