/* bulk.h -- long work over many customers: export, tags, remarks, and taking it back.
 *
 * All of it runs as jobs in steps that save where they are with what they wrote: after a kill
 * they go on, no person twice, none left out.  Whom a job concerns is written down when it is
 * started; whether its maker may see a person is asked again for each. */
#ifndef BULK_BULK_H
#define BULK_BULK_H

#include "customer/customer.h"
#include "log/log.h"

/* How long a job's files are kept. */
enum { BULK_KEPT_MS = 7 * MS_PER_DAY };

/* Which customers: a list of the console but for some, or ids. */
typedef struct BulkSelection {
    Str result_id;
    Ids except_ids;
    Ids ids;
} BulkSelection;
extern const Shape bulk_selection_shape;

typedef struct BulkTagsDraft {
    BulkSelection selection;
    Ids           add_tag_ids, remove_tag_ids;
} BulkTagsDraft;
extern const Shape bulk_tags_draft_shape;

typedef enum RemarkMode { REMARK_REPLACE = 1, REMARK_PREFIX, REMARK_SUFFIX } RemarkMode;
extern const Words remark_mode_words;

typedef struct BulkRemarkDraft {
    BulkSelection selection;
    RemarkMode    mode;
    Str           text;
} BulkRemarkDraft;
extern const Shape bulk_remark_draft_shape;

typedef enum FileFormat { FORMAT_XLSX = 1, FORMAT_CSV } FileFormat;
extern const Words file_format_words;

typedef struct ExportDraft {
    BulkSelection selection;
    Strs          columns; /* words of export_column_words, in the order of the file */
    FileFormat    format;
    bool          clear; /* personal data unmasked: needs customer.reveal          */
} ExportDraft;
extern const Shape export_draft_shape;

/* Starts the job.  ERR_INVALID "bulk.nobody", "tag.unknown", "bulk.no_tags"; ERR_LIMIT
 * "bulk.too_many", and as org_allowance_take, which counts them; ERR_NOT_FOUND
 * "customer.result_gone". */
Code bulk_tags_start(Ctx *cx, const BulkTagsDraft *draft, Job *out) MUST_USE;
/* The same for remarks: every open relation the caller sees of those customers.  ERR_INVALID
 * "relation.remark_too_long". */
Code bulk_remark_start(Ctx *cx, const BulkRemarkDraft *draft, Job *out) MUST_USE;
/* The same for a file, its headings in English or Chinese.  ERR_INVALID "export.unknown_column",
 * ERR_DENIED "export.not_clear", ERR_LIMIT "export.too_many_rows" (XLSX ends at 1,048,576). */
Code bulk_export_start(Ctx *cx, const ExportDraft *draft, bool english, Job *out) MUST_USE;
/* Takes back what a job of tags or remarks changed; of an import the tags it gave, and the
 * customers it made whom nobody touched since (docs/import.md).  Its file says in either language
 * what had to stay.  ERR_CONFLICT "bulk.not_ended", "bulk.undone_already", and
 * "bulk.went_on" where somebody resumed it while it was looked through; ERR_INVALID
 * "bulk.not_undoable", "bulk.left_nothing". */
Code bulk_undo_start(Ctx *cx, int64_t job_id, bool english, Job *out) MUST_USE;
/* What an undo would do now. */
typedef struct BulkUndoPreview {
    int64_t made;          /* customers the import made                              */
    int64_t leaves, stays; /* of those that were looked at: nobody touched them; somebody did */
    int64_t changes;       /* others who lose its tags, or get back what they had */
    bool    is_whole;      /* all it made were looked at                          */
} BulkUndoPreview;
extern const Shape bulk_undo_preview_shape;
/* As bulk_undo_start; it changes nothing. */
Code bulk_undo_preview(Ctx *cx, int64_t job_id, BulkUndoPreview *out) MUST_USE;
/* The file of an ended job that the caller may have: its maker, or who steers jobs and may
 * export.  ERR_NOT_FOUND "job.no_file"; ERR_DENIED "permission.denied" when he may not, today, take
 * out or see what stands in it. */
Code bulk_job_file_allowed(Ctx *cx, const Job *job) MUST_USE;

extern const JobKind export_job, bulk_tags_job, bulk_remark_job, bulk_undo_job;
/* "bulk.files": removes the files of a job after a week. */
extern const TimerKind bulk_files_timer;
extern const SqlList   bulk_sql;

#endif
