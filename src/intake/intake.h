/* intake.h -- tables in files brought in: events, orders, persons, products and costs.
 *
 * One document, the mapping, says what the columns of a file mean (docs/import.md).  It serves the
 * command line, the presets that ship with weft and the console alike.  A run reads a file once,
 * from its beginning, a few thousand rows a transaction, and saves with each how far it is: after
 * a kill it goes on there.  What a row makes has an id of its own, so bringing a file in twice
 * doubles nothing.  Rows that are refused go to a file of their own, each with its reason. */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H

#include "customer/customer.h"
#include "log/log.h"
#include "shop/shop.h"

typedef enum IntakeKind {
    INTAKE_EVENT = 1,
    INTAKE_ORDER,
    INTAKE_PERSON,
    INTAKE_PRODUCT,
    INTAKE_COST
} IntakeKind;
extern const Words intake_kind_words;

/* What a person is found by. */
typedef enum IntakeMatch { MATCH_PHONE = 1, MATCH_EXTERNAL_USERID, MATCH_MEMBER_NO } IntakeMatch;
extern const Words intake_match_words;

/* Of a known person: create leaves him alone, fill writes what is empty, update and both write
 * all that the file holds.  An unknown one: update and fill refuse the row. */
typedef enum IntakeRule { RULE_CREATE = 1, RULE_UPDATE, RULE_FILL, RULE_BOTH } IntakeRule;
extern const Words intake_rule_words;

/* What becomes of the row of a person. */
typedef enum IntakeOutcome {
    OUTCOME_CREATED = 1,
    OUTCOME_UPDATED,
    OUTCOME_UNCHANGED,
    OUTCOME_SKIPPED,
    OUTCOME_REFUSED
} IntakeOutcome;
extern const Words intake_outcome_words;

/* The text of the preset of that name and kind (0: of any, when there is one only).
 * ERR_INVALID "intake.unknown_preset", with those there are. */
Code intake_preset(Ctx *cx, Str name, IntakeKind kind, Str *mapping) MUST_USE;

/* The mapping holds together, whatever the file: ERR_INVALID with the place in the document, the
 * reason and what is allowed there. */
Code intake_check(Ctx *cx, Str mapping) MUST_USE;
/* What a mapping is for. */
Code intake_kind_of(Ctx *cx, Str mapping, IntakeKind *out) MUST_USE;
/* A mapping guessed from the names of the file's columns, Chinese or English; of a file without a
 * header from the looks of its first row. */
Code intake_guess(Ctx *cx, const char *path, IntakeKind kind, bool no_header,
                  Str *mapping) MUST_USE;

typedef struct IntakeOptions {
    Str         mapping; /* JSON */
    const char *path;    /* CSV or XLSX, packed by gzip or not              */
    const char *refused; /* where refused rows go; NULL: they are counted   */
    bool        english; /* the language of their reasons                   */
    bool        no_header; /* the first row is one of data, whatever the mapping says */
    int64_t     batch_rows; /* read together; 0: as it is best              */
    int64_t     slice_rows; /* of them in a transaction; 0: as it is best   */
    int64_t     rows_max;   /* of this call; 0: to the end                  */
    Code      (*ends)(void *with, int64_t back_ms, bool *ends); /* asked behind each batch whether
                               the call ends there, and told what it takes to come back to where it
                               is; NULL: it goes on */
    Str         key; /* of the run, whose end the caller tells; absent: by file and mapping */
} IntakeOptions;

typedef struct IntakeReport {
    int64_t rows;         /* read so far, without the header                       */
    int64_t added, known; /* records that were new, and that were there            */
    int64_t updated, skipped; /* persons among those: written anew; left alone by the rule */
    int64_t people;       /* persons made                                          */
    int64_t refused, left_out;
    int64_t resumed; /* rows an earlier run had done                          */
    bool    is_over; /* false: there is more to read                          */
    int64_t bytes, bytes_total;
    int64_t bytes_read; /* of the file, by this call; said at its end */
} IntakeReport;

/* Hears how far it is, with each transaction and in it: a failure stops the run there. */
typedef Code (*IntakeProgress)(void *with, const IntakeReport *report);

/* Brings a file in, or goes on with it.  ERR_INVALID as intake_check, and "intake.no_column",
 * "intake.empty", "intake.unreadable", the reasons of xlsx_reader_open; ERR_NOT_FOUND
 * "intake.no_file"; ERR_CONFLICT "intake.file_changed" since the run with a key of its own began
 * (one without begins anew).  A run that goes on reads on where it was; of a spreadsheet it passes
 * over the rows before, and a packed file it unpacks from the beginning.  A file that was written
 * to since is compared as far as it was read, once. */
Code intake_run(Ctx *cx, const IntakeOptions *options, IntakeProgress progress, void *with,
                IntakeReport *out) MUST_USE;

/* ---- the console ------------------------------------------------------------------- */

typedef struct IntakeColumn {
    Str  name;
    Strs samples;
    Str  reason; /* why no file can set it of a person, "import.column_of_staff"; absent: it may */
} IntakeColumn;

/* A file that was uploaded, and what was decided about it. */
typedef struct Intake {
    int64_t    id, tenant_id;
    Str        name;
    int64_t    size;
    IntakeKind kind;
    Rows       columns; /* of IntakeColumn */
    Str        columns_json, mapping;
    bool       has_header; /* the first row names the columns; else they are called A, B, C... */
    bool       is_good; /* the mapping was checked against the file */
    int64_t    job_id;  /* 0: not started */
    JobState   state;   /* of the job; 0: not started */
    int64_t    done, failed; /* its rows, and those refused */
    int64_t    created_by, created_at_ms, revision;
} Intake;
extern const Shape intake_shape;

typedef struct IntakeDraft {
    Str mapping;
} IntakeDraft;
extern const Shape intake_draft_shape;

typedef struct IntakeHeaderDraft {
    bool has_header;
} IntakeHeaderDraft;
extern const Shape intake_header_draft_shape;

/* A row as it would be. */
typedef struct IntakePreviewRow {
    int64_t row;
    bool    is_left_out;
    IntakeOutcome outcome; /* of a person; 0: of no person */
    Str     reason; /* of a refused one, in the language asked for */
    Strs    cells;  /* as the fields of the preview                */
} IntakePreviewRow;

typedef struct IntakePreview {
    Strs    fields; /* "total", "people.phone", "payload.sum" */
    Rows    rows;   /* of IntakePreviewRow: the first, and some more that are refused */
    int64_t good, refused, left_out;
    int64_t created, updated, unchanged, skipped; /* persons among the good */
    bool    is_whole; /* false: only the first rows were looked at */
} IntakePreview;
extern const Shape intake_preview_shape;

/* A mapping remembered by name, or one that ships with weft (id 0). */
typedef struct IntakeMapping {
    int64_t    id, tenant_id;
    Str        name;
    IntakeKind kind;
    Str        mapping;
    int64_t    updated_by, updated_at_ms;
} IntakeMapping;
extern const Shape intake_mapping_shape;

/* Takes an uploaded file in, looks at its first rows and guesses a mapping.  The reasons of
 * intake_run for a file that cannot be read. */
Code intake_open(Ctx *cx, Str name, const char *path, Intake *out) MUST_USE;
/* "intake.not_found"; only of the caller. */
Code intake_get(Ctx *cx, int64_t id, Intake *out) MUST_USE;
/* The caller's, newest first. */
Code intake_list(Ctx *cx, Rows *items) MUST_USE;
/* "intake.changed_meanwhile", "intake.started"; ERR_INVALID as intake_check and intake_run;
 * "tag.unknown" for a tag of everybody that is not there and is not to be made;
 * ERR_DENIED "intake.whole_brand": who sees a part of the brand brings persons in only. */
Code intake_write(Ctx *cx, int64_t id, int64_t revision, Str mapping, Intake *out) MUST_USE;
/* Whether its first row names the columns: they are looked at anew, a mapping is guessed.  Reads
 * the file: outside a transaction.  As intake_write, and as intake_open. */
Code intake_set_header(Ctx *cx, int64_t id, int64_t revision, bool has_header,
                       Intake *out) MUST_USE;
Code intake_delete(Ctx *cx, int64_t id) MUST_USE; /* with its file; "intake.started" */
/* The mapping guessed for that kind, of the names of its columns. */
Code intake_guess_for(Ctx *cx, int64_t id, IntakeKind kind, Str *mapping) MUST_USE;
/* What it would make of its first rows.  Reads the file: outside a transaction. */
Code intake_preview(Ctx *cx, int64_t id, bool english, IntakePreview *out) MUST_USE;
/* The empty spreadsheet of persons, to fill in. */
Code intake_form(Ctx *cx, Str *xlsx) MUST_USE;
/* Queues the job; "intake.started", "intake.not_decided". */
Code intake_start(Ctx *cx, int64_t id, bool english, Job *out) MUST_USE;
/* Rows of IntakeMapping: those that ship with weft, then one's own by name. */
Code intake_mappings(Ctx *cx, Rows *items) MUST_USE;
/* Remembers it by its name, in the place of one of that name. */
Code intake_remember(Ctx *cx, Str name, Str mapping, IntakeMapping *out) MUST_USE;
Code intake_forget(Ctx *cx, int64_t id) MUST_USE; /* "intake.not_found" */

extern const JobKind   intake_job;
/* "intake.files": files go after a week, but not under a job that may still need them; what
 * was brought in stays listed. */
extern const TimerKind intake_timer;
extern const SqlList   intake_sql;

#endif
