/* intake_kind.h -- what can be brought in, and what fields each has.  Private to the slice.
 *
 * A fifth kind is its fields and three functions here, a line in intake_kind.c and a test. */
#ifndef INTAKE_INTAKE_KIND_H
#define INTAKE_INTAKE_KIND_H

#include "intake/intake.h"

enum { INTAKE_FIELDS_MAX = 40 };

typedef enum ValueType {
    VALUE_TEXT = 1, /* as people wrote it                                      */
    VALUE_CODE,     /* text that may look like a number and must not become one */
    VALUE_WORD,     /* one of a list                                           */
    VALUE_TIME,     /* ms                                                      */
    VALUE_MONEY,    /* fen                                                     */
    VALUE_PRICE,    /* ten thousandths of a yuan: of one piece                  */
    VALUE_COUNT,    /* a whole number                                          */
    VALUE_NUMBER,   /* of a payload: any decimal number                        */
    VALUE_BOOL      /* of a payload                                            */
} ValueType;

typedef struct IntakeField {
    const char  *name;
    ValueType    type;
    size_t       bytes_max; /* of text                          */
    bool         is_needed; /* the mapping and every row say it */
    const Words *words;
} IntakeField;

/* What a row said of a field; nothing: text absent and number 0. */
typedef struct IntakeValue {
    Str     text;
    int64_t number;
    bool    is_set;
} IntakeValue;

/* A row that was found good. */
typedef struct IntakeRecord {
    int64_t      row;    /* in the file, from 1 */
    IntakeValue *values; /* by the kind's field */
    const DoorClaim *claims; /* whose an event is, strongest first */
    size_t           claim_count;
    Str          payload;
    uint64_t     hash; /* of all its cells      */
    int64_t      nth;  /* of equal rows, from 1 */
    const Str   *cells;
    size_t       cell_count;
    void        *made; /* what the kind made of it while the file was read */
} IntakeRecord;

typedef struct IntakeRun   IntakeRun;
typedef struct IntakeBatch IntakeBatch; /* intake_ahead.h   */
typedef struct Mapping     Mapping;     /* intake_mapping.h */
struct PersonFate;                      /* intake_apply.h   */
typedef struct IntakeSpec {
    IntakeKind         kind;
    const IntakeField *fields;
    size_t             field_count;
    bool               counts_equal; /* two equal rows are two records, */
    size_t             id_field;     /* unless this field tells which  */
    bool               has_people;   /* the mapping says whose it is   */
    bool               is_sorted;    /* `prepare` gives records another order than the file's */
    int64_t            batch_rows;   /* that are read and ordered together */
    int64_t            slice_rows;   /* of a transaction; 0: the whole batch */
    /* Why a good record is none after all; NULL: nothing to say before it is stored. */
    const char *(*check)(Arena *arena, const IntakeRecord *record);
    /* Before the first batch, outside a transaction; NULL: nothing to do. */
    Code (*begin)(IntakeRun *run);
    /* Whether a row belongs to the record before it; NULL: each stands alone. */
    bool (*joins)(const IntakeRecord *before, const IntakeRecord *next);
    /* Beside the storing, by who reads: what can be made of a batch without the store, in the batch
     * and the arena of cx, which is the batch's; the order it gives depends on nothing else.  NULL:
     * nothing. */
    void (*prepare)(Ctx *cx, const Mapping *mapping, IntakeBatch *batch);
    /* What would become of good records, without doing it; outside a transaction.  NULL: they are
     * taken, that is all. */
    Code (*foresee)(Ctx *cx, const Mapping *mapping, IntakeRecord *records, size_t count,
                    struct PersonFate *fates);
    /* Persons of a batch, listed by `prepare`, before any of its records is stored: who of them is
     * new is made, in the open transaction.  NULL: `store` meets them. */
    Code (*meet)(IntakeRun *run, const IntakeRecord *const *persons, size_t count);
    /* A part of a batch in the open transaction; rows it does not take are given to
     * intake_run_refuse. */
    Code (*store)(IntakeRun *run, IntakeRecord *records, size_t count);
    /* What was put off while records were stored, in the open transaction.  When a run ended before
     * that, it remembers the same records again first.  NULL, both: nothing is put off. */
    Code (*settle)(IntakeRun *run);
    Code (*remember)(IntakeRun *run, IntakeRecord *records, size_t count);
} IntakeSpec;

extern const IntakeSpec intake_event_spec, intake_order_spec, intake_person_spec,
    intake_product_spec, intake_cost_spec;
/* NULL: there is no such kind. */
const IntakeSpec *intake_spec_of(IntakeKind kind);
/* The index of a field; -1: none. */
int               intake_field_find(const IntakeSpec *spec, Str name);

#endif
