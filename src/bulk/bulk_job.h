/* bulk_job.h -- what the jobs of the slice share; private to it. */
#ifndef BULK_BULK_JOB_H
#define BULK_BULK_JOB_H

#include "bulk/bulk.h"
#include "wire/wire.h"

/* Where a walk over a selection stands, and its figures; the job's checkpoint. */
typedef struct BulkWalk {
    int64_t at;      /* of the next id in the selection            */
    int64_t changed; /* customers                                  */
    int64_t kept;    /* as they were: nothing to do                */
    int64_t refused; /* not seen any more, or changed meanwhile    */
    int64_t gone;    /* taken away with the import that made them  */
    int64_t stayed;  /* made by it, and touched by somebody since  */
} BulkWalk;

/* The args of a job, or its checkpoint; {} when there is none. */
Code bulk_job_json(Ctx *cx, Str text, const Json **out) MUST_USE;
Code bulk_job_walk(Ctx *cx, const Job *job, BulkWalk *out) MUST_USE; /* of its checkpoint */

/* Its figures, into an open object. */
void bulk_job_put_walk(JsonOut *json, const BulkWalk *walk);

/* Walks on over the selection `key`: transactions of some hundred customers each, which end
 * early when somebody else wants the writer.  `work` does a few in the transaction that is open
 * and counts what became of them in `walk`.  The job is saved with each. */
typedef struct BulkWork {
    Job    *job;
    int64_t key;
    size_t  few; /* ids at a time */
    Code  (*work)(Ctx *cx, void *with, Ids ids, BulkWalk *walk);
    void   *with;
} BulkWork;
Code bulk_job_walk_on(Ctx *cx, const BulkWork *work, bool *more) MUST_USE;

/* An import: it can be taken back, too. */
#define KIND_INTAKE "intake.run"
/* The job, which the caller may take back: as bulk_undo_start says. */
Code bulk_undo_may(Ctx *cx, int64_t job_id, Job *out) MUST_USE;

/* Whether the transaction has been open long enough, or is in the way of somebody. */
bool bulk_job_is_long(Ctx *cx, int64_t began_us);
/* A list of ids in the args. */
Ids  bulk_job_ids(Ctx *cx, const Json *args, Str name);
/* What an undo had to leave: of tags noted while it goes, of remarks found at its end. */
typedef struct BulkLeft {
    int64_t undone_id; /* the job it takes back */
    bool    is_tags, is_import;
    Rows    tags;      /* of Tag, for their names */
    int64_t selection;
    bool    english;
} BulkLeft;
/* Notes Vec of TagLeft under the undo; `customers` counts them, each once. */
Code bulk_left_note(Ctx *cx, int64_t undo_id, const Vec *left, int64_t *customers) MUST_USE;
/* Ends an undo that had to leave some: a file of them, with the reason of each.  Any number of
 * times. */
Code bulk_left_write(Ctx *cx, Job *job, const BulkLeft *left) MUST_USE;
/* "job:ID": the source of what it adds. */
Str  bulk_job_source(Ctx *cx, int64_t job_id);
/* The selection and the file of a job go after a week; 0: it has no selection. */
Code bulk_job_keep_files(Ctx *cx, int64_t job_id, int64_t selection) MUST_USE;

#endif
