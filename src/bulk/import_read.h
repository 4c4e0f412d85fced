/* import_read.h -- from the rows of a file to persons; private to the slice.
 *
 * The file is read once, from its beginning, into a file of records: cleaned, checked, each
 * telling why it is refused if it is.  The steps of the job go on in that by a place in bytes,
 * which no spreadsheet lets them do. */
#ifndef BULK_IMPORT_READ_H
#define BULK_IMPORT_READ_H

#include "bulk/import.h"
#include "bulk/import_refusal.h"
#include "bulk/sheet.h"
#include "sys/file.h"

enum { IMPORT_ROWS_MAX = 5000000, IMPORT_TAGS_MAX = 50 };

/* One row of the file. */
typedef struct ImportRecord {
    int64_t     number; /* in the file, from 1                       */
    int64_t     index;  /* among the records as they were read, from 0 */
    Refusal     refusal;
    PersonFacts facts;
    Str         external_userid;
    Str         tags;   /* names, one a line                         */
    Str         lookup; /* of its key; absent where it was not ordered */
} ImportRecord;

/* What a row means under a mapping; text is borrowed from the row or lives in the arena. */
void import_read_row(Arena *arena, const ImportField *fields, size_t count, const CsvRow *row,
                     ImportRecord *out);
/* What it is matched by; empty: nothing. */
Str  import_read_key(const ImportRecord *record, ImportKey key);
/* "phone", "member_no", "external_userid". */
Str  import_read_kind(ImportKey key);

/* Reads the whole file into records, unless that was done.  `tick` (may be NULL) is called now
 * and then; its failure ends the reading.  ERR_LIMIT "import.too_many_rows". */
Code import_read_all(Ctx *cx, const ImportRow *row, Code (*tick)(void *with), void *with) MUST_USE;

/* A record as bytes: text of one that is refused is left out. */
void import_record_add(StrBuf *out, ImportRecord *record);
/* A file of such: begun, and made durable.  `out` is to be closed in any case. */
Code import_records_begin(Ctx *cx, const char *path, FileWriter **out) MUST_USE;
Code import_records_end(Ctx *cx, FileWriter *out, const char *path,
                        int64_t rows) MUST_USE; /* as above */

/* Records from a place on. */
typedef struct RecordReader RecordReader;
/* `at` 0: the first; ERR_NOT_FOUND "import.no_file". */
Code    record_reader_open(Ctx *cx, const char *path, int64_t at, RecordReader **out) MUST_USE;
int64_t record_reader_rows(const RecordReader *reader); /* in all */
/* The place of the next record. */
int64_t record_reader_at(const RecordReader *reader);
/* False at the end; text is valid until the arena is reset. */
bool    record_reader_next(RecordReader *reader, Arena *arena, ImportRecord *out);
void    record_reader_close(RecordReader *reader); /* NULL is allowed */

#endif
