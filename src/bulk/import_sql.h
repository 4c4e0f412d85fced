/* import_sql.h -- the rows of bulk_import; private to the slice. */
#ifndef BULK_IMPORT_SQL_H
#define BULK_IMPORT_SQL_H

#include "bulk/bulk.h"

/* An import as it is stored. */
typedef struct ImportRow {
    int64_t    id, tenant_id;
    Str        name;
    FileFormat format;
    int64_t    size;
    bool       has_header;
    Str        header, sample, mapping; /* JSON */
    ImportKey  match_by;
    ImportRule rule;
    bool       makes_tags;
    Str        tags; /* JSON */
    int64_t    job_id, created_by, created_at_ms, revision;
} ImportRow;

Code import_sql_insert(Ctx *cx, const ImportRow *row) MUST_USE; /* a new one */
/* Of the caller, or of anybody when a job asks; ERR_NOT_FOUND "import.not_found". */
Code import_sql_get(Ctx *cx, int64_t id, ImportRow *out) MUST_USE;
/* What was decided, at this revision; "import.changed_meanwhile". */
Code import_sql_update(Ctx *cx, const ImportRow *row) MUST_USE;
/* Gives it its job unless it has one: `*is_first`; the revision stays. */
Code import_sql_start(Ctx *cx, int64_t id, int64_t job_id, bool *is_first) MUST_USE;
Code import_sql_delete(Ctx *cx, int64_t id) MUST_USE; /* absent is fine */
/* Waits for the turn of this transaction's brand (PostgreSQL; SQLite has one writer). */
Code import_sql_take_turn(Ctx *cx) MUST_USE;

#endif
