/* intake_ahead.h -- the rows of a file read ahead: a thread makes records of the next batch while
 * the one before is stored.  Private to the slice. */
#ifndef INTAKE_INTAKE_AHEAD_H
#define INTAKE_INTAKE_AHEAD_H

#include "intake/intake_equal.h"
#include "intake/intake_row.h"
#include "intake/intake_source.h"

/* A row that is refused, as it stood in the file. */
typedef struct RefusedRow {
    int64_t    row;
    const Str *cells;
    size_t     count;
    RowRefusal refusal;
} RefusedRow;

/* What is stored together.  It lives until the next one is asked for. */
struct IntakeBatch {
    Arena  *arena;
    Vec     records; /* of IntakeRecord, in the order in which they are stored */
    Vec     refused; /* of RefusedRow, in the order of the file */
    int64_t left_out;
    int64_t rows; /* of the file, up to its end */
    Vec     persons; /* of const IntakeRecord *: the first of each person, in the order of the
                        index he is found in, where the kind meets them ahead */
    Vec     met;  /* of uint64_t: what was counted in `equal`, where it is kept */
    int64_t bytes, bytes_total;
    IntakePlace place; /* behind its last row */
    bool    is_last;
};

typedef struct AheadPlan {
    const Ctx     *cx;
    const Mapping *mapping; /* bound to the header */
    IntakeSource  *source; /* behind the header or `from` rows; now only the thread uses it */
    EqualRows     *equal;  /* likewise; NULL: each row is a record of its own           */
    bool           keeps_met; /* batches tell what they counted in it */
    size_t         columns; /* of the header                                         */
    CsvRow         first;   /* a first row that is no header; count 0: there is none  */
    int64_t        from;    /* rows that the source has behind it                     */
    int64_t        done;    /* rows that an earlier run has dealt with                */
    int64_t        border;  /* a batch ends behind this row; 0: none          */
    int64_t        until;   /* and the next behind this one; 0: when it is full */
    int64_t        batch_rows; /* 0: as the kind has it */
} AheadPlan;

typedef struct IntakeAhead IntakeAhead;
/* The thread begins to read; stop it in any case. */
IntakeAhead *intake_ahead_start(const AheadPlan *plan);
void         intake_ahead_stop(IntakeAhead *ahead); /* NULL is allowed */
/* Waits for the next batch and gives the one before back; not after the last.  ERR_UNAVAILABLE
 * "intake.unreadable", ERR_LIMIT "intake.too_many_lines" when reading ended there. */
Code intake_ahead_next(IntakeAhead *ahead, Ctx *cx, IntakeBatch **out) MUST_USE;

#endif
