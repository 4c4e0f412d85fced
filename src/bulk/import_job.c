/* import_job.c -- the job that brings a file in: reading it, applying its rows, and the file of
 * those that were refused.  What becomes of a row is import_apply.c. */
#include "bulk/bulk_job.h"
#include "bulk/import_apply.h"
#include "bulk/import_order.h"
#include "sys/clock.h"
#include "sys/file.h"

#define KIND_IMPORT "customer.import"

enum {
    FEW         = 500,    /* rows at a time                                  */
    STEP_ROWS   = 20000,  /* of a step: the runner looks between steps       */
    HOLD_US     = 200000, /* of the writer, unless somebody wants it before  */
    PREVIEW_MAX = 200000,
    TEXT_MAX    = 2048,
    WORK_ARENA  = 64 << 20,
};

/* ---- where it stands ------------------------------------------------------------------- */

typedef struct Stand {
    int64_t at;  /* place of the next record; 0: the file was not read yet */
    int64_t row; /* its number among the records, from 0                   */
    int64_t count[ROW_REFUSED + 1];
} Stand;

static void put_counts(JsonOut *json, const Stand *stand)
{
    for (int i = ROW_CREATED; i <= ROW_REFUSED; i++)
        json_pair_i64(json, word_of(&row_outcome_words, i), stand->count[i]);
}

static Code read_stand(Ctx *cx, const Job *job, Stand *out)
{
    const Json *json = NULL;
    *out             = (Stand){ 0 };
    TRY(bulk_job_json(cx, job->checkpoint, &json));
    out->at  = json_i64(json, S("at"), 0);
    out->row = json_i64(json, S("row"), 0);
    for (int i = ROW_CREATED; i <= ROW_REFUSED; i++)
        out->count[i] = json_i64(json, word_of(&row_outcome_words, i), 0);
    return OK;
}

static Code save(Ctx *cx, Job *job, const Stand *stand)
{
    JsonOut at = json_out(cx->arena, TEXT_MAX), result = json_out(cx->arena, TEXT_MAX);
    json_open_object(&at);
    json_pair_i64(&at, S("at"), stand->at);
    json_pair_i64(&at, S("row"), stand->row);
    put_counts(&at, stand);
    json_close_object(&at);
    json_open_object(&result);
    put_counts(&result, stand);
    json_close_object(&result);
    TRY(json_out_done(&at, &job->checkpoint));
    TRY(json_out_done(&result, &job->result));
    job->done   = stand->row;
    job->failed = stand->count[ROW_REFUSED] + stand->count[ROW_DUPLICATE];
    return job_save(cx, job);
}

/* ---- reading ----------------------------------------------------------------------------- */

typedef struct Tick {
    Ctx *cx;
    Job *job;
} Tick;

/* Notices that somebody cancelled it. */
static Code tick(void *with)
{
    const Tick *tick_ = with;
    return job_save(tick_->cx, tick_->job);
}

static Code read_file(Ctx *cx, Job *job, const ImportRow *row, Stand *stand)
{
    RecordReader *reader = NULL;
    TRY(import_read_all(cx, row, tick, &(Tick){ cx, job }));
    TRY(import_order_all(cx, row, tick, &(Tick){ cx, job }));
    TRY(record_reader_open(cx, import_order_path(cx, row->id, row->revision), 0, &reader));
    job->total = record_reader_rows(reader);
    stand->at  = record_reader_at(reader);
    record_reader_close(reader);
    return save(cx, job, stand);
}

/* ---- applying ------------------------------------------------------------------------------ */

typedef struct Applying {
    Job          *job;
    ImportPlan    plan;
    RecordReader *reader;
    Stand         stand;
    bool          is_over; /* no record is left */
} Applying;

/* What became of the rows of a transaction. */
typedef struct Fates {
    char   bytes[STEP_ROWS + FEW];
    size_t count;
} Fates;

/* Some records; the memory they took is given back. */
static Code apply_few(Ctx *cx, Applying *applying, Fates *out, Stand *stand)
{
    const ArenaMark mark    = arena_mark(cx->arena);
    ImportRecord   *records = arena_make(cx->arena, ImportRecord, FEW);
    RowFate        *fates   = arena_make(cx->arena, RowFate, FEW);
    size_t          count   = 0;
    while (count < FEW && record_reader_next(applying->reader, cx->arena, &records[count])) count++;
    applying->is_over = count < FEW;
    if (count) TRY(import_apply(cx, &applying->plan, records, count, fates));
    for (size_t i = 0; i < count; i++) {
        out->bytes[out->count++] = (char)import_fate_byte(fates[i]);
        stand->count[fates[i].outcome]++;
    }
    stand->row += (int64_t)count;
    stand->at = record_reader_at(applying->reader);
    arena_rewind(cx->arena, mark);
    return OK;
}

/* One transaction.  The fates are on disk before it commits: were it undone, they are written
 * anew. */
static Code apply_some(Ctx *cx, Applying *applying, Fates *fates)
{
    Stand       stand = applying->stand;
    const char *path  = import_outcomes_path(cx, applying->plan.row->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(import_sql_take_turn(cx));
    customer_people_busy(cx);
    const int64_t began_us = clock_mono_us();
    fates->count           = 0;
    do {
        TRY(apply_few(cx, applying, fates, &stand));
    } while (!applying->is_over && fates->count < STEP_ROWS && !db_is_wanted(cx->link) &&
             clock_mono_us() - began_us < HOLD_US);
    const Str bytes = { fates->bytes, fates->count };
    if (bytes.len && file_write_at(path, applying->stand.row, bytes) != OK)
        return fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    TRY(save(cx, applying->job, &stand));
    TRY(cx_commit(cx, &txn));
    applying->stand = stand;
    return OK;
}

static Code apply_step(Ctx *cx, Applying *applying, int64_t id, int64_t revision)
{
    const int64_t until = applying->stand.row + STEP_ROWS;
    TRY(record_reader_open(cx, import_order_path(cx, id, revision), applying->stand.at,
                           &applying->reader));
    Fates *fates = arena_make(cx->arena, Fates, 1);
    Code   code  = OK;
    do {
        code = apply_some(cx, applying, fates);
    } while (code == OK && !applying->is_over && applying->stand.row < until);
    record_reader_close(applying->reader);
    return code;
}

/* ---- those that were refused ------------------------------------------------------------------
 */

/* Where the rows of refusal go, in the format of the file. */
typedef struct RefusedFile {
    XlsxWriter *xlsx;
    FileWriter *csv;
    Arena      *arena;
} RefusedFile;

static void write_row(RefusedFile *out, const Str *cells, size_t count)
{
    if (out->xlsx) {
        xlsx_writer_row(out->xlsx, cells, NULL, count);
        return;
    }
    enum { ROW_MAX = 16 << 20 };
    arena_reset(out->arena);
    StrBuf line = strbuf(out->arena, ROW_MAX);
    csv_write_row(&line, cells, count);
    file_writer_add(out->csv, strbuf_str(&line));
}

static void write_refused(RefusedFile *out, const CsvRow *row, Str reason)
{
    Str    cells[SHEET_COLUMNS_MAX + 1];
    size_t count = row->count < SHEET_COLUMNS_MAX ? row->count : SHEET_COLUMNS_MAX;
    for (size_t i = 0; i < count; i++) cells[i] = row->cell[i];
    cells[count++] = reason;
    write_row(out, cells, count);
}

static bool is_blank(const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (str_trim(row->cell[i]).len) return false;
    return true;
}

/* A byte for each row in the order of the file. */
static void sort_fates(RecordReader *records, FileReader *fates, Str *out)
{
    enum { RECORD_ARENA = 2 << 20 };
    Arena        *arena  = arena_new(RECORD_ARENA);
    char         *bytes  = (char *)(uintptr_t)out->ptr;
    ImportRecord  record = { 0 };
    unsigned char byte   = 0;
    while (record_reader_next(records, arena, &record) && file_reader_read(fates, &byte, 1) == 1) {
        if ((size_t)record.index < out->len) bytes[record.index] = (char)byte;
        arena_reset(arena);
    }
    arena_free(arena);
}

static Code read_fates(Ctx *cx, const ImportRow *row, Arena *arena, Str *out)
{
    RecordReader *records = NULL;
    FileReader   *fates   = file_reader_open(import_outcomes_path(cx, row->id));
    if (!fates) return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", file_error());
    const Code code =
        record_reader_open(cx, import_order_path(cx, row->id, row->revision), 0, &records);
    if (code == OK) {
        const size_t rows = (size_t)record_reader_rows(records);
        *out              = (Str){ arena_make(arena, char, rows), rows };
        sort_fates(records, fates, out);
    }
    record_reader_close(records);
    file_reader_close(fates);
    return code;
}

/* Reads the file again beside the fates of its rows. */
static Code copy_refused(Sheet *sheet, Str fates, bool has_header, bool english, RefusedFile *out)
{
    CsvRow row       = { 0 };
    bool   is_header = has_header;
    size_t at        = 0;
    for (;;) {
        const Code code = sheet_next(sheet, &row);
        if (code == ERR_NOT_FOUND) return OK;
        if (is_header) {
            is_header = false;
            if (code == OK) write_refused(out, &row, english ? S("Reason") : S("原因"));
            continue;
        }
        if (code == OK && is_blank(&row)) continue;
        if (at == fates.len) return OK;
        const RowFate fate = import_fate_of((unsigned char)fates.ptr[at++]);
        if (fate.refusal == REFUSAL_NONE) continue;
        if (code != OK) row = (CsvRow){ .number = row.number };
        write_refused(out, &row, import_refusal_text(fate.refusal, english));
    }
}

static bool open_refused(RefusedFile *out, FileFormat format, const char *path)
{
    if (format == FORMAT_XLSX)
        out->xlsx = xlsx_writer_open(path, S("refused"));
    else
        out->csv = file_writer_open(path, 0);
    if (out->csv) file_writer_add(out->csv, S("\xEF\xBB\xBF"));
    return out->xlsx || out->csv;
}

static Code close_refused(RefusedFile *out)
{
    Code code = OK;
    if (out->xlsx) code = xlsx_writer_close(out->xlsx);
    if (out->csv) code = file_writer_sync(out->csv);
    file_writer_close(out->csv);
    return code;
}

static Code write_file(Ctx *cx, const ImportRow *row, bool english, const char *path)
{
    enum { LINE_ARENA = 32 << 20 };
    Sheet      *sheet = NULL;
    RefusedFile out   = { .arena = arena_new(LINE_ARENA) };
    Arena      *kept  = arena_new(IMPORT_ROWS_MAX + 4096);
    Str         fates = { 0 };
    Code        code  = read_fates(cx, row, kept, &fates);
    if (code == OK) code = sheet_open(cx, import_path(cx, row), row->format, &sheet);
    if (code == OK && !open_refused(&out, row->format, path))
        code = fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    if (code == OK) {
        code = copy_refused(sheet, fates, row->has_header, english, &out);
        if (close_refused(&out) != OK && code == OK)
            code = fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    }
    sheet_close(sheet);
    arena_free(kept);
    arena_free(out.arena);
    return code;
}

static Code say_file(Ctx *cx, Job *job, const ImportRow *row, const Stand *stand, bool english,
                     const char *ending)
{
    JsonOut   result = json_out(cx->arena, TEXT_MAX);
    const Str name   = english ? S("refused") : S("未导入的行");
    const Str tail   = str_fmt(cx->arena, ".%s", ending);
    Str       stem   = row->name;
    if (str_ends(stem, tail)) stem = str_slice(stem, 0, stem.len - tail.len);
    json_open_object(&result);
    put_counts(&result, stand);
    json_pair_str(&result, S("file"),
                  str_fmt(cx->arena, "jobs/%lld.%s", (long long)job->id, ending));
    json_pair_str(
        &result, S("name"),
        str_fmt(cx->arena, "%.*s-%.*s.%s", FMT(name), FMT(str_prefix_chars(stem, 80)), ending));
    json_close_object(&result);
    TRY(json_out_done(&result, &job->result));
    return job_save(cx, job);
}

static Code finish(Ctx *cx, Job *job, const ImportRow *row, const Stand *stand, bool english)
{
    const char *ending = row->format == FORMAT_XLSX ? "xlsx" : "csv";
    if (stand->count[ROW_REFUSED] + stand->count[ROW_DUPLICATE] > 0) {
        const char *place = str_fmt(cx->arena, "%s/jobs/%lld.%s", cx->services->data_dir,
                                    (long long)job->id, ending)
                                .ptr;
        const char *path = str_fmt(cx->arena, "%s.part", place).ptr;
        TRY(dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr));
        TRY(write_file(cx, row, english, path));
        if (file_rename(path, place) != OK)
            return fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
        TRY(say_file(cx, job, row, stand, english, ending));
    }
    import_remove_files(cx, row); /* personal data lies nowhere longer than it must */
    return OK;
}

/* ---- the job ------------------------------------------------------------------------------------
 */

static Code step(Ctx *cx, Job *job, bool *more)
{
    const Json *args     = NULL;
    ImportRow   row      = { 0 };
    Applying    applying = { .job = job };
    TRY(bulk_job_json(cx, job->args, &args));
    TRY(import_sql_get(cx, json_i64(args, S("import_id"), 0), &row));
    TRY(read_stand(cx, job, &applying.stand));
    *more = true;
    if (applying.stand.at == 0) return read_file(cx, job, &row, &applying.stand);
    if (applying.stand.row < job->total) {
        Code code = import_plan_begin(cx, &row, false, &applying.plan);
        if (code == OK) code = apply_step(cx, &applying, row.id, row.revision);
        import_plan_end(&applying.plan);
        return code;
    }
    *more = false;
    customer_people_settle(cx);
    return finish(cx, job, &row, &applying.stand, str_equal(json_str(args, S("lang")), S("en-US")));
}

const JobKind import_job = { KIND_IMPORT, step };

Code import_start(Ctx *cx, int64_t id, bool english, Job *out)
{
    ImportRow row   = { 0 };
    bool      first = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(import_sql_get(cx, id, &row));
    const JobDraft draft = { .kind  = S(KIND_IMPORT),
                             .title = str_fmt(cx->arena, "导入客户:%.*s",
                                              FMT(str_prefix_chars(row.name, 100))),
                             .unit  = S("row"),
                             .args  = str_fmt(cx->arena, "{\"import_id\":\"%lld\",\"lang\":\"%s\"}",
                                              (long long)id, english ? "en-US" : "zh-CN") };
    TRY(job_start(cx, draft, out));
    TRY(import_sql_start(cx, id, out->id, &first));
    REQUIRE(cx, first, ERR_CONFLICT, "import.started");
    TRY(bulk_job_keep_files(cx, out->id, 0));
    return cx_commit(cx, &txn);
}

/* ---- what it would do
 * ------------------------------------------------------------------------------ */

enum { EXAMPLES_EACH = 5 };

static void take_example(ImportPreview *out, Vec *examples, int *each, const ImportRecord *record,
                         RowFate fate)
{
    (void)out;
    if (each[fate.outcome]++ >= EXAMPLES_EACH) return;
    Arena *arena = examples->arena;
    *VEC_ADD(examples, ImportExample) =
        (ImportExample){ .row     = record->number,
                         .outcome = fate.outcome,
                         .reason  = import_refusal_reason(fate.refusal),
                         .name    = str_copy(arena, record->facts.name),
                         .phone   = str_copy(arena, record->facts.phone) };
}

static Code try_few(Ctx *cx, ImportPlan *plan, RecordReader *reader, Vec *examples, int *each,
                    ImportPreview *out, int64_t *count)
{
    Arena        *arena   = arena_new(WORK_ARENA);
    ImportRecord *records = arena_make(arena, ImportRecord, FEW);
    RowFate      *fates   = arena_make(arena, RowFate, FEW);
    size_t        taken   = 0;
    while (taken < FEW && record_reader_next(reader, arena, &records[taken])) taken++;
    Ctx few         = *cx;
    few.arena       = arena;
    const Code code = import_apply(&few, plan, records, taken, fates);
    if (code != OK) cx->err = few.err;
    for (size_t i = 0; i < taken && code == OK; i++) {
        count[fates[i].outcome]++;
        take_example(out, examples, each, &records[i], fates[i]);
    }
    out->is_whole = taken < FEW;
    out->rows += (int64_t)taken;
    arena_free(arena);
    return code;
}

static Code try_all(Ctx *cx, const ImportRow *row, RecordReader *reader, ImportPreview *out)
{
    Vec        examples               = vec_of(cx->arena, ImportExample);
    int        each[ROW_REFUSED + 1]  = { 0 };
    int64_t    count[ROW_REFUSED + 1] = { 0 };
    ImportPlan plan                   = { 0 };
    Code       code                   = import_plan_begin(cx, row, true, &plan);
    while (code == OK && !out->is_whole && out->rows < PREVIEW_MAX)
        code = try_few(cx, &plan, reader, &examples, each, out, count);
    import_plan_end(&plan);
    TRY(code);
    out->created   = count[ROW_CREATED];
    out->updated   = count[ROW_UPDATED];
    out->unchanged = count[ROW_UNCHANGED];
    out->skipped   = count[ROW_SKIPPED];
    out->duplicate = count[ROW_DUPLICATE];
    out->refused   = count[ROW_REFUSED];
    out->examples  = vec_rows(&examples);
    out->rows      = record_reader_rows(reader);
    return OK;
}

Code import_preview(Ctx *cx, int64_t id, ImportPreview *out)
{
    ImportRow     row    = { 0 };
    RecordReader *reader = NULL;
    ASSERT(cx->depth == 0); /* it takes long */
    TRY(import_sql_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "import.started");
    TRY(import_read_all(cx, &row, NULL, NULL));
    TRY(record_reader_open(cx, import_rows_path(cx, id, row.revision), 0, &reader));
    const Code code = try_all(cx, &row, reader, out);
    record_reader_close(reader);
    return code;
}
