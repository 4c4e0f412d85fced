/* intake.h -- files with a header row brought in: events, orders, persons and products.
 *
 * One document, the mapping, says what the columns of a file mean (docs/import.md).  It serves the
 * command line, the presets that ship with weft and the console alike.  A run reads a file once,
 * from its beginning, a few thousand rows a transaction, and saves with each how far it is: after
 * a kill it goes on there.  What a row makes has an id of its own, so bringing a file in twice
 * doubles nothing.  Rows that are refused go to a file of their own, each with its reason. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "bulk/bulk.h"
#include "customer/customer.h"
#include "log/log.h"
#include "shop/shop.h"

typedef enum IntakeKind {
    INTAKE_EVENT = 1,
    INTAKE_ORDER,
    INTAKE_PERSON,
    INTAKE_PRODUCT
} IntakeKind;
extern const Words intake_kind_words;

/* The text of the preset of that name and kind (0: of any, when there is one only).
 * ERR_INVALID "intake.unknown_preset", with those there are. */
Code intake_preset(Ctx *cx, Str name, IntakeKind kind, Str *mapping) MUST_USE;

/* The mapping holds together, whatever the file: ERR_INVALID with the place in the document, the
 * reason and what is allowed there. */
Code intake_check(Ctx *cx, Str mapping) MUST_USE;
/* What a mapping is for. */
Code intake_kind_of(Ctx *cx, Str mapping, IntakeKind *out) MUST_USE;
/* A mapping guessed from the names of the file's columns, Chinese or English. */
Code intake_guess(Ctx *cx, const char *path, IntakeKind kind, Str *mapping) MUST_USE;

typedef struct IntakeOptions {
    Str         mapping; /* JSON */
    const char *path;    /* CSV or XLSX, packed by gzip or not              */
    const char *refused; /* where refused rows go; NULL: they are counted   */
    bool        english; /* the language of their reasons                   */
    int64_t     batch_rows; /* of a transaction; 0: as it is best           */
    int64_t     rows_max;   /* of this call; 0: to the end                  */
} IntakeOptions;

typedef struct IntakeReport {
    int64_t rows;         /* read so far, without the header                       */
    int64_t added, known; /* records that were new, and that were there            */
    int64_t people;       /* persons made                                          */
    int64_t refused, left_out;
    int64_t resumed; /* rows an earlier run had done                          */
    bool    is_over; /* false: there is more to read                          */
    int64_t bytes, bytes_total;
} IntakeReport;

/* Hears how far it is, with each transaction and in it: a failure stops the run there. */
typedef Code (*IntakeProgress)(void *with, const IntakeReport *report);

/* Brings a file in, or goes on with it.  ERR_INVALID as intake_check, and "intake.no_column",
 * "intake.empty", "intake.unreadable", the reasons of xlsx_reader_open; ERR_NOT_FOUND
 * "intake.no_file". */
Code intake_run(Ctx *cx, const IntakeOptions *options, IntakeProgress progress, void *with,
                IntakeReport *out) MUST_USE;

extern const SqlList intake_sql;

#endif
