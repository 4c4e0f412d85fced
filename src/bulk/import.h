/* import.h -- where the files of an import lie; private to the slice. */
#ifndef BULK_IMPORT_H
#define BULK_IMPORT_H

#include "bulk/import_sql.h"

/* The uploaded file. */
const char *import_path(Ctx *cx, const ImportRow *row);
/* Its rows as they were read under what was decided at that revision. */
const char *import_rows_path(Ctx *cx, int64_t id, int64_t revision);
/* The same in the order they are applied. */
const char *import_order_path(Ctx *cx, int64_t id, int64_t revision);
/* What became of each row, a byte a row, in that order. */
const char *import_outcomes_path(Ctx *cx, int64_t id);
/* Removes the file and what was made of it. */
void        import_remove_files(Ctx *cx, const ImportRow *row);
/* The field of each column, as decided; at most SHEET_COLUMNS_MAX. */
Code        import_fields(Ctx *cx, const ImportRow *row, ImportField *out, size_t *count) MUST_USE;
/* Row and files, a week later; absent is fine. */
Code        import_forget(Ctx *cx, int64_t id) MUST_USE;
/* The tags for everybody. */
Code        import_tag_ids(Ctx *cx, const ImportRow *row, Ids *out) MUST_USE;

#endif
