/* intake_source.h -- the rows of a file, whatever it is: CSV or XLSX, packed or not, in any of the
 * encodings there are.  Private to the slice. */
#ifndef INTAKE_INTAKE_SOURCE_H
#define INTAKE_INTAKE_SOURCE_H

#include "intake/intake_mapping.h"

typedef struct IntakeSource IntakeSource;

/* Opens it at its beginning.  ERR_NOT_FOUND "intake.no_file", ERR_INVALID "intake.empty",
 * "xlsx.web_page" and the reasons of xlsx_reader_open. */
Code intake_source_open(Ctx *cx, const char *path, FileEncoding encoding, char delimiter,
                        IntakeSource **out) MUST_USE;
void intake_source_close(IntakeSource *source); /* NULL is allowed */
/* The next row that is not blank, valid until the next call.  ERR_NOT_FOUND: the end.  ERR_LIMIT,
 * ERR_INVALID without cx->err: this row cannot be read (its number is set), the next one can.
 * ERR_UNAVAILABLE with cx->err "intake.unreadable": the file broke off. */
Code intake_source_next(Ctx *cx, IntakeSource *source, CsvRow *row) MUST_USE;
/* A place between two rows of a file, and what tells that it is the file still.  Of a spreadsheet,
 * which has no places between its rows, its end: line 0, and all its bytes lie before it. */
typedef struct IntakePlace {
    int64_t at, line;
    int64_t before;     /* digest of all bytes before it, unpacked by gzip, as they were read */
    int64_t changed_ns; /* file_reader_changed_ns when reading began                          */
} IntakePlace;
/* Behind the row that was read last; cheap.  ERR_UNAVAILABLE "intake.unreadable". */
Code intake_source_mark(Ctx *cx, IntakeSource *source, IntakePlace *out) MUST_USE;
/* Whether it is the file still: nobody wrote to it since, or, be it a copy, all bytes before the
 * place are the same, which are read for that.  What lies behind is not compared.  The source stays
 * where it is.  ERR_UNAVAILABLE "intake.unreadable". */
Code intake_source_compare(Ctx *cx, IntakeSource *source, const IntakePlace *place,
                           bool *is_same) MUST_USE;
/* To a place of the same file, once its first row was read.  A packed file is unpacked from its
 * beginning.  ERR_CONFLICT "intake.file_changed": it is shorter, or has no places;
 * ERR_UNAVAILABLE "intake.unreadable". */
Code intake_source_move(Ctx *cx, IntakeSource *source, const IntakePlace *place) MUST_USE;
/* Bytes read of the file, those read twice too. */
int64_t intake_source_taken(const IntakeSource *source);
/* Bytes read of how many. */
void intake_source_place(const IntakeSource *source, int64_t *at, int64_t *total);
/* Rows may have fewer cells than the header: a spreadsheet leaves out what is empty at the end. */
bool intake_source_is_sheet(const IntakeSource *source);
/* What the file is, not where it lies or how it is called: its size, beginning and end. */
Code intake_source_digest(Ctx *cx, const char *path, Str *out) MUST_USE;

#endif
