/* bulk.h -- long work over many customers: import, export, tags, remarks, and taking it back.
 *
 * All of it runs as jobs in steps that save where they are with what they wrote: after a kill
 * they go on, no person twice, none left out.  Whom a job concerns is written down when it is
 * started; whether its maker may see a person is asked again for each. */
#ifndef BULK_BULK_H
#define BULK_BULK_H

#include "customer/customer.h"
#include "log/log.h"

/* What is kept of a job's files, and of an upload nobody went on with. */
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
/* Takes back what a job of tags or remarks changed, where nobody changed it since.
 * What it had to leave stands in the file of the undo, with the reason in English or Chinese.
 * ERR_CONFLICT "bulk.not_ended", "bulk.undone_already"; ERR_INVALID "bulk.not_undoable". */
Code bulk_undo_start(Ctx *cx, int64_t job_id, bool english, Job *out) MUST_USE;
/* The file of an ended job that the caller may have: its maker, or who steers jobs and may
 * export.  ERR_NOT_FOUND "job.no_file". */
Code bulk_job_file_allowed(Ctx *cx, const Job *job) MUST_USE;

/* ---- import ------------------------------------------------------------------ */

typedef enum ImportField {
    IMPORT_NAME = 1, IMPORT_PHONE, IMPORT_EXTERNAL_USERID, IMPORT_MEMBER_NO, IMPORT_EMAIL,
    IMPORT_GENDER, IMPORT_BIRTHDAY, IMPORT_ADDRESS, IMPORT_DESCRIPTION, IMPORT_TAGS,
    IMPORT_FIELD_END
} ImportField;
extern const Words import_field_words;

typedef enum ImportKey { KEY_PHONE = 1, KEY_EXTERNAL_USERID, KEY_MEMBER_NO } ImportKey;
extern const Words import_key_words;

/* Of a known person: create leaves him alone, fill writes what is empty, update and both write
 * all that the file holds.  An unknown one: update and fill refuse the row. */
typedef enum ImportRule { RULE_CREATE = 1, RULE_UPDATE, RULE_FILL, RULE_BOTH } ImportRule;
extern const Words import_rule_words;

typedef struct ImportColumn {
    Str         name;
    ImportField field; /* 0: left out */
    Str         reason; /* why no file can set it, "import.column_of_staff"; absent: it may */
    Strs        samples;
} ImportColumn;

typedef struct ImportLine {
    int64_t number; /* of the row in the file, from 1 */
    Strs    cells;
} ImportLine;

typedef struct CustomerImport {
    int64_t    id;
    Str        name;
    FileFormat format;
    int64_t    size;
    bool       has_header;
    Rows       columns; /* of ImportColumn */
    Rows       sample;  /* of ImportLine   */
    ImportKey  key;
    ImportRule rule;
    bool       makes_tags;
    Ids        tag_ids;
    int64_t    job_id; /* 0: not started  */
    int64_t    created_by, created_at_ms, revision;
} CustomerImport;
extern const Shape customer_import_shape;

typedef struct ImportDraft {
    Strs       fields; /* a word of import_field_words for each column, "" to leave it out */
    bool       has_header;
    ImportKey  key;
    ImportRule rule;
    bool       makes_tags; /* tags the library does not know are made */
    Ids        tag_ids;    /* for everybody in the file               */
} ImportDraft;
extern const Shape import_draft_shape;

typedef enum RowOutcome {
    ROW_CREATED = 1, ROW_UPDATED, ROW_UNCHANGED, ROW_SKIPPED, ROW_DUPLICATE, ROW_REFUSED
} RowOutcome;
extern const Words row_outcome_words;

typedef struct ImportExample {
    int64_t    row;
    RowOutcome outcome;
    Str        reason; /* of a refused one */
    Str        name, phone;
} ImportExample;

typedef struct ImportPreview {
    int64_t rows, created, updated, unchanged, skipped, duplicate, refused;
    bool    is_whole; /* false: only the first rows were looked at */
    Rows    examples; /* of ImportExample, some of each outcome    */
} ImportPreview;
extern const Shape import_preview_shape;

/* Takes an uploaded file into imports/ and looks at its first rows: header, columns, a mapping.
 * ERR_INVALID "import.empty", "xlsx.malformed", "xlsx.encrypted", "xlsx.old_format"; ERR_LIMIT
 * "import.too_many_columns", "xlsx.too_large". */
Code import_open(Ctx *cx, Str name, const char *path, CustomerImport *out) MUST_USE;
/* "import.not_found". */
Code import_get(Ctx *cx, int64_t id, CustomerImport *out) MUST_USE;
/* "import.changed_meanwhile", "import.started", "import.wrong_columns", "import.unknown_field",
 * "import.field_twice", "import.no_key". */
Code import_write(Ctx *cx, int64_t id, int64_t revision, const ImportDraft *draft,
                  CustomerImport *out) MUST_USE;
Code import_delete(Ctx *cx, int64_t id) MUST_USE; /* with its files; "import.started" */
/* What it would do, row by row, without doing it.  Takes long: outside a transaction. */
Code import_preview(Ctx *cx, int64_t id, ImportPreview *out) MUST_USE;
/* Queues the job; `english`: the language of the reasons in the file of refused rows.
 * "import.started". */
Code import_start(Ctx *cx, int64_t id, bool english, Job *out) MUST_USE;
/* The empty spreadsheet to fill in. */
Code import_form(Ctx *cx, Str *xlsx) MUST_USE;

/* ---- persons of other files: intake/ ------------------------------------------ */

/* What a row tells of a person. */
typedef struct FilePerson {
    PersonFacts facts;
    Str         external_userid, tags; /* names with commas, or whatever stands between */
} FilePerson;

typedef struct PeopleRule {
    ImportKey  key;
    ImportRule rule;
    bool       makes_tags;
} PeopleRule;

typedef struct PersonFate {
    RowOutcome outcome;
    Str        reason; /* of a refused one: "import.tag_unknown" and the like */
} PersonFate;

/* Brings a person into the form he is kept in; `gender` in words.  NULL, or why he is refused. */
const char *bulk_person_form(Arena *arena, FilePerson *person, Str gender);
/* Persons of different keys, in the open transaction. */
Code        bulk_people_store(Ctx *cx, const PeopleRule *rule, const FilePerson *persons,
                              size_t count, PersonFate *fates) MUST_USE;
/* The sentence for a reason of ours. */
Str         bulk_reason_text(Str reason, bool english);

extern const JobKind import_job, export_job, bulk_tags_job, bulk_remark_job, bulk_undo_job;
/* "bulk.files": removes the files of a job or an upload after a week. */
extern const TimerKind bulk_files_timer;
extern const SqlList   bulk_sql, import_sql;

#endif
