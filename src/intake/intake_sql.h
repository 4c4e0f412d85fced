/* intake_sql.h -- statements of imports.  Private to the slice. */
#ifndef INTAKE_INTAKE_SQL_H
#define INTAKE_INTAKE_SQL_H

#include "intake/intake_source.h"

/* How far a run is. */
typedef struct IntakeStand {
    int64_t tenant_id;
    Str     run_key;
    int64_t row_count; /* dealt with, whole batches */
    int64_t added, known, people, refused, left_out, refused_size;
    int64_t at_ms;
    int64_t batch_rows, batch_done; /* where a batch that is stored in part ends, and how many of
                                       its records are stored; 0: none is */
    int64_t updated, skipped;       /* of those that were known */
    int64_t touched_rows; /* until here persons were told of their last event; 0 for other kinds */
    /* Where who goes on begins to read: behind touched_rows of events, else behind row_count.
     * from_line 0: at the beginning; negative: the run began before places were kept. */
    int64_t from_at, from_line, from_before;
    /* What tells that it is the file still: so far it was read to store what is stored, the digest
     * of that, and when the file was changed last.  read_at 0: it was not kept. */
    int64_t read_at, read_before, changed_ns;
} IntakeStand;

/* Of a run that was begun and not ended; else all zero. */
Code intake_sql_find(Ctx *cx, Str run_key, IntakeStand *out) MUST_USE;
Code intake_sql_save(Ctx *cx, const IntakeStand *stand) MUST_USE;
Code intake_sql_end(Ctx *cx, Str run_key) MUST_USE; /* the run is over */
/* Runs that nobody went on with since are over, too. */
Code intake_sql_end_old(Ctx *cx, int64_t before_ms) MUST_USE;
/* Lets go what runs that are over have met, so much as one transaction may; `more`: not all. */
Code intake_sql_sweep(Ctx *cx, bool *more) MUST_USE;
/* What rows of a run were counted among equal ones, those of a batch that ends at a row. */
typedef struct IntakeMet {
    int64_t tenant_id;
    Str     run_key;
    int64_t row_count;
    Str     hashes; /* base64 of uint64_t, little endian */
} IntakeMet;
Code intake_sql_add_met(Ctx *cx, const IntakeMet *met) MUST_USE;
/* Those of batches that end at that row or before, in their order. */
Code intake_sql_each_met(Ctx *cx, Str run_key, int64_t row_count,
                         Code (*each)(void *with, const void *met), void *with) MUST_USE;
/* Nobody else of the tenant makes persons of a file until the transaction ends. */
Code intake_sql_take_turn(Ctx *cx) MUST_USE;

/* Uploads. */
Code intake_sql_insert(Ctx *cx, const Intake *row) MUST_USE;
/* Of the caller, or of anybody when the system asks; "intake.not_found". */
Code intake_sql_get(Ctx *cx, int64_t id, Intake *out) MUST_USE;
Code intake_sql_list(Ctx *cx, int64_t limit, Rows *items) MUST_USE;
/* What was decided, at this revision; "intake.changed_meanwhile". */
Code intake_sql_update(Ctx *cx, const Intake *row) MUST_USE;
/* What its columns are, at this revision; likewise. */
Code intake_sql_look(Ctx *cx, const Intake *row) MUST_USE;
/* Gives it its job unless it has one. */
Code intake_sql_start(Ctx *cx, int64_t id, int64_t job_id, bool *is_first) MUST_USE;
Code intake_sql_delete(Ctx *cx, int64_t id) MUST_USE; /* absent is fine */
/* Of one that was started stays what it was, without a cell of the file; another goes. */
Code intake_sql_end_upload(Ctx *cx, int64_t id) MUST_USE;

/* Mappings. */
Code intake_sql_mappings(Ctx *cx, Rows *items) MUST_USE;
Code intake_sql_remember(Ctx *cx, const IntakeMapping *row) MUST_USE;
Code intake_sql_mapping_named(Ctx *cx, Str name, IntakeMapping *out) MUST_USE;
Code intake_sql_forget(Ctx *cx, int64_t id, bool *was_there) MUST_USE;

#endif
