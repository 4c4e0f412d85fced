/* intake_run.c -- a file read once, in batches, each a transaction that also says how far it is. */
#include "intake/intake_run.h"

#include "intake/intake_equal.h"
#include "intake/intake_source.h"
#include "sys/sys.h"

enum {
    BATCH_ARENA = 512 << 20,
    BATCH_BYTES = 32 << 20, /* of a batch's rows: long texts end it earlier */
    JOINED_MAX  = 5000,     /* rows of one record                           */
    TRIES_MAX   = 10,
};

/* A row that is refused, as it stood in the file. */
typedef struct RefusedRow {
    int64_t    row;
    const Str *cells;
    size_t     count;
    RowRefusal refusal;
} RefusedRow;

/* The run and what only this file knows of it. */
typedef struct Reading {
    IntakeRun      run;
    IntakeSource  *source;
    EqualRows     *equal;
    IntakeStand    stand;
    Strs           header;
    CsvRow         first; /* a first row that is no header; count 0: there is none */
    Vec            records, refused;
    size_t         refused_before; /* those that the store added are behind it */
    int64_t        joined;         /* rows of the last record                */
    int64_t        left_out;       /* of this batch                          */
    int64_t        read;           /* rows of the file                       */
    IntakeReport   before;         /* the report as of the last transaction  */
    IntakeProgress progress;
    void          *with;
} Reading;

void intake_run_refuse(IntakeRun *run, const IntakeRecord *record, RowRefusal refusal)
{
    Reading *reading = (Reading *)run; /* it begins with the run */
    *VEC_ADD(&reading->refused, RefusedRow) =
        (RefusedRow){ record->row, record->cells, record->cell_count, refusal };
}

/* ---- the file of refused rows -------------------------------------------------------------- */

static void write_cells(FileWriter *file, Arena *arena, const Str *cells, size_t count)
{
    size_t size = 16;
    for (size_t i = 0; i < count; i++) size += 2 * cells[i].len + 8;
    StrBuf line = strbuf(arena, size);
    csv_write_row(&line, cells, count);
    file_writer_add(file, strbuf_str(&line));
}

static void write_head(Reading *reading, FileWriter *file, Arena *arena)
{
    const bool   english = reading->run.options->english;
    const size_t count   = reading->header.count;
    Str         *cells   = arena_make(arena, Str, count + 2);
    for (size_t i = 0; i < count; i++) cells[i] = reading->header.at[i];
    cells[count]     = english ? S("Row") : S("行号");
    cells[count + 1] = english ? S("Reason") : S("原因");
    file_writer_add(file, S("\xEF\xBB\xBF"));
    write_cells(file, arena, cells, count + 2);
}

static void write_refused(Reading *reading, FileWriter *file, Arena *arena, const RefusedRow *row)
{
    const size_t count = reading->header.count;
    Str         *cells = arena_make(arena, Str, count + 2);
    for (size_t i = 0; i < count; i++) cells[i] = i < row->count ? row->cells[i] : S("");
    cells[count]     = str_fmt(arena, "%lld", (long long)row->row);
    cells[count + 1] = intake_row_reason(arena, &row->refusal, reading->run.options->english);
    write_cells(file, arena, cells, count + 2);
}

/* Behind what was saved: what a transaction that was undone has left is cut off. */
static Code append_refused(Reading *reading)
{
    Ctx        *cx   = reading->run.cx;
    const char *path = reading->run.options->refused;
    if (reading->refused.count == 0 || !path) return OK;
    const int64_t at   = reading->stand.refused_size;
    FileWriter   *file = file_writer_open(path, at);
    if (!file) return fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s: %s", path, file_error());
    const ArenaMark mark = arena_mark(reading->run.batch);
    if (at == 0) write_head(reading, file, reading->run.batch);
    for (size_t i = 0; i < reading->refused.count; i++)
        write_refused(reading, file, reading->run.batch, VEC_AT(reading->refused, RefusedRow, i));
    arena_rewind(reading->run.batch, mark);
    const Code code             = file_writer_sync(file);
    reading->stand.refused_size = file_writer_at(file);
    file_writer_close(file);
    return code == OK ? OK : fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s", file_error());
}

/* ---- storing --------------------------------------------------------------------------------- */

static void take_stand(Reading *reading)
{
    const IntakeReport *report = &reading->run.report;
    reading->stand.row_count   = report->rows;
    reading->stand.added       = report->added;
    reading->stand.known       = report->known;
    reading->stand.people      = report->people;
    reading->stand.refused     = report->refused;
    reading->stand.left_out    = report->left_out;
}

static Code write_batch(Reading *reading, int64_t rows)
{
    IntakeRun *run = &reading->run;
    Ctx       *cx  = run->cx;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (reading->records.count)
        TRY(run->mapping.spec->store(run, VEC_AT(reading->records, IntakeRecord, 0),
                                     reading->records.count));
    run->report.rows = rows;
    run->report.refused += (int64_t)reading->refused.count;
    run->report.left_out += reading->left_out;
    TRY(append_refused(reading));
    take_stand(reading);
    TRY(intake_sql_save(cx, &reading->stand));
    if (reading->progress) TRY(reading->progress(reading->with, &run->report));
    return cx_commit(cx, &txn);
}

/* Nothing of a transaction that was undone stays. */
static void undo_batch(Reading *reading, const IntakeStand *stand)
{
    reading->run.report    = reading->before;
    reading->stand         = *stand;
    reading->refused.count = reading->refused_before;
    intake_people_forget(reading->run.people);
}

static bool may_try_again(const Ctx *cx, Code code)
{
    return code == ERR_UNAVAILABLE &&
           (cx->err.retry || str_equal(str_of(cx->err.reason), S("customer.made_meanwhile")));
}

static void begin_batch(Reading *reading)
{
    arena_reset(reading->run.batch);
    reading->records        = vec_of(reading->run.batch, IntakeRecord);
    reading->refused        = vec_of(reading->run.batch, RefusedRow);
    reading->refused_before = 0;
    reading->left_out       = 0;
    reading->joined         = 0;
}

/* What was read up to that row is stored; again, where somebody else met the same person. */
static Code flush(Reading *reading, int64_t rows)
{
    Ctx              *cx    = reading->run.cx;
    const IntakeStand stand = reading->stand;
    reading->before         = reading->run.report;
    reading->refused_before = reading->refused.count;
    if (rows == reading->run.report.rows) return OK;
    for (int tried = 0;; tried++) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = write_batch(reading, rows);
        if (code == OK) {
            arena_rewind(cx->arena, mark);
            break;
        }
        undo_batch(reading, &stand);
        if (!may_try_again(cx, code) || tried == TRIES_MAX) return code;
        forgive(cx);
        arena_rewind(cx->arena, mark);
        clock_sleep_ms(1 + (int64_t)cx_random(cx, 20));
    }
    customer_people_busy(cx);
    begin_batch(reading);
    return OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

static const Str *copy_cells(Arena *arena, const CsvRow *row)
{
    Str *cells = arena_make(arena, Str, row->count);
    for (size_t i = 0; i < row->count; i++) cells[i] = str_copy(arena, row->cell[i]);
    return cells;
}

/* What an earlier run has done is only counted. */
static bool is_done(const Reading *reading) { return reading->read <= reading->stand.row_count; }

static void refuse_row(Reading *reading, const CsvRow *row, RowRefusal refusal)
{
    if (is_done(reading)) return;
    *VEC_ADD(&reading->refused, RefusedRow) =
        (RefusedRow){ row->number, copy_cells(reading->run.batch, row), row->count, refusal };
}

/* Whether it is of one record with the row before it. */
static bool joins_last(const Reading *reading, const IntakeRecord *record)
{
    const IntakeSpec *spec = reading->run.mapping.spec;
    if (!spec->joins || reading->records.count == 0) return false;
    return spec->joins(VEC_AT(reading->records, IntakeRecord, reading->records.count - 1), record);
}

static bool is_full(const Reading *reading)
{
    const int64_t asked = reading->run.options->batch_rows;
    const size_t  rows  = reading->records.count + reading->refused.count;
    return rows >= (size_t)(asked > 0 ? asked : reading->run.mapping.spec->batch_rows) ||
           arena_used(reading->run.batch) > BATCH_BYTES;
}

/* A copy of the row's cells in the batch, read under the mapping. */
static Code take_good(Reading *reading, const CsvRow *row)
{
    IntakeRun   *run     = &reading->run;
    IntakeRecord record  = { 0 };
    RowRefusal   refusal = { 0 };
    const CsvRow kept    = { copy_cells(run->batch, row), row->count, row->number };
    switch (intake_row_read(run->batch, &run->mapping, &kept, &record, &refusal)) {
    case ROW_LEFT_OUT: reading->left_out += !is_done(reading); return OK;
    case ROW_BAD:
        if (!is_done(reading))
            *VEC_ADD(&reading->refused, RefusedRow) =
                (RefusedRow){ kept.number, kept.cell, kept.count, refusal };
        return OK;
    case ROW_GOOD: break;
    }
    record.cells      = kept.cell;
    record.cell_count = kept.count;
    if (reading->equal) record.nth = equal_rows_nth(reading->equal, record.hash);
    if (is_done(reading)) return OK;
    reading->joined = joins_last(reading, &record) ? reading->joined + 1 : 1;
    REQUIRE(run->cx, reading->joined <= JOINED_MAX, ERR_LIMIT, "intake.too_many_lines");
    *VEC_ADD(&reading->records, IntakeRecord) = record;
    return OK;
}

/* Whether the row would begin another record: then the batch may end before it. */
static bool begins_record(Reading *reading, const CsvRow *row)
{
    IntakeRecord record  = { 0 };
    RowRefusal   refusal = { 0 };
    if (!reading->run.mapping.spec->joins) return true;
    return intake_row_read(reading->run.batch, &reading->run.mapping, row, &record, &refusal) ==
               ROW_GOOD &&
           !joins_last(reading, &record);
}

static bool has_right_count(const Reading *reading, const CsvRow *row)
{
    if (row->count == reading->header.count) return true;
    return row->count < reading->header.count && intake_source_is_sheet(reading->source);
}

static Code take_row(Reading *reading, const CsvRow *row, Code code)
{
    const RowRefusal unreadable = { .reason = "intake.bad_row" };
    const RowRefusal wrong      = { .reason = "intake.wrong_columns" };
    /* Rows that are only counted fill the batch, too, but nothing of it is to be stored. */
    if (!is_done(reading) && is_full(reading) && (code != OK || begins_record(reading, row)))
        TRY(flush(reading, reading->read));
    reading->read++;
    if (is_done(reading) && !reading->equal) return OK;
    if (is_done(reading) && arena_used(reading->run.batch) > BATCH_BYTES) begin_batch(reading);
    if (code != OK) {
        refuse_row(reading, &(CsvRow){ .number = row->number }, unreadable);
        return OK;
    }
    if (!has_right_count(reading, row)) {
        refuse_row(reading, row, wrong);
        return OK;
    }
    return take_good(reading, row);
}

static Code next_row(Reading *reading, CsvRow *row, Code *code)
{
    if (reading->first.count) {
        *row           = reading->first;
        reading->first = (CsvRow){ 0 };
        *code          = OK;
        return OK;
    }
    *code = intake_source_next(reading->run.cx, reading->source, row);
    return *code == ERR_UNAVAILABLE ? *code : OK;
}

static Code read_rows(Reading *reading)
{
    const int64_t most = reading->run.options->rows_max;
    CsvRow        row  = { 0 };
    Code          code = OK;
    for (;;) {
        TRY(next_row(reading, &row, &code));
        if (code == ERR_NOT_FOUND) break;
        TRY(take_row(reading, &row, code));
        intake_source_place(reading->source, &reading->run.report.bytes,
                            &reading->run.report.bytes_total);
        /* A call ends where a transaction did. */
        if (most > 0 && reading->run.report.rows - reading->run.report.resumed >= most) return OK;
    }
    reading->run.report.bytes = reading->run.report.bytes_total;
    TRY(flush(reading, reading->read));
    reading->run.report.is_over = true;
    if (reading->run.options->key.len) return OK;
    return intake_sql_end(reading->run.cx, reading->stand.run_key);
}

/* ---- beginning
 * ----------------------------------------------------------------------------------- */

static Strs copy_header(Ctx *cx, const CsvRow *row)
{
    Str *cells = arena_make(cx->arena, Str, row->count);
    for (size_t i = 0; i < row->count; i++) cells[i] = str_copy(cx->arena, str_trim(row->cell[i]));
    return (Strs){ cells, row->count };
}

/* The first row names the columns, unless the mapping does and it is none. */
static Code read_header(Reading *reading)
{
    Ctx     *cx      = reading->run.cx;
    Mapping *mapping = &reading->run.mapping;
    CsvRow   row     = { 0 };
    Code     code    = intake_source_next(cx, reading->source, &row);
    if (code == ERR_UNAVAILABLE) return code;
    REQUIRE(cx, code != ERR_NOT_FOUND, ERR_INVALID, "intake.empty");
    REQUIRE(cx, code == OK, ERR_INVALID, "intake.bad_header");
    reading->header = copy_header(cx, &row);
    if (mapping->columns.count == row.count && !mapping_is_header(mapping, reading->header)) {
        reading->first  = (CsvRow){ reading->header.at, row.count, row.number };
        reading->header = mapping->columns;
    }
    return mapping_bind(cx, mapping, reading->header);
}

/* What a run goes on with: the same file under the same mapping. */
static Code find_key(const IntakeRun *run, Str *key)
{
    Ctx *cx     = run->cx;
    Str  digest = { 0 };
    *key        = run->options->key;
    if (key->len) return OK;
    TRY(intake_source_digest(cx, run->options->path, &digest));
    *key = str_fmt(cx->arena, "%.*s:%.*s", FMT(digest),
                   FMT(digest_hex(cx->arena, sha256(run->options->mapping))));
    return OK;
}

static Code open_run(Reading *reading)
{
    IntakeRun *run = &reading->run;
    Ctx       *cx  = run->cx;
    Str        key = { 0 };
    TRY(mapping_parse(cx, run->options->mapping, &run->mapping));
    TRY(intake_source_open(cx, run->options->path, run->mapping.encoding, run->mapping.delimiter,
                           &reading->source));
    TRY(read_header(reading));
    TRY(find_key(run, &key));
    TRY(intake_sql_find(cx, key, &reading->stand));
    const IntakeStand *stand = &reading->stand;
    run->report              = (IntakeReport){ .rows     = stand->row_count,
                                               .added    = stand->added,
                                               .known    = stand->known,
                                               .people   = stand->people,
                                               .refused  = stand->refused,
                                               .left_out = stand->left_out,
                                               .resumed  = stand->row_count };
    if (stand->refused_size == 0 && run->options->refused)
        IGNORE(file_remove(run->options->refused)); /* of an earlier file; mostly absent */
    if (run->mapping.spec->counts_equal) reading->equal = equal_rows_new();
    if (run->mapping.spec->has_people) run->people = intake_people_new();
    return run->mapping.spec->begin ? run->mapping.spec->begin(run) : OK;
}

Code intake_run(Ctx *cx, const IntakeOptions *options, IntakeProgress progress, void *with,
                IntakeReport *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    Arena   *arena   = arena_new(1 << 16);
    Reading *reading = arena_make(arena, Reading, 1);
    *reading = (Reading){ .run = { .cx = cx, .options = options, .batch = arena_new(BATCH_ARENA) },
                          .progress = progress,
                          .with     = with };
    begin_batch(reading);
    Code code = open_run(reading);
    if (code == OK) code = read_rows(reading);
    customer_people_settle(cx);
    *out = reading->run.report;
    equal_rows_free(reading->equal);
    intake_people_free(reading->run.people);
    intake_source_close(reading->source);
    arena_free(reading->run.batch);
    arena_free(arena);
    return code;
}

Code intake_check(Ctx *cx, Str mapping)
{
    Mapping parsed;
    return mapping_parse(cx, mapping, &parsed);
}

Code intake_kind_of(Ctx *cx, Str mapping, IntakeKind *out)
{
    Mapping parsed;
    TRY(mapping_parse(cx, mapping, &parsed));
    *out = parsed.kind;
    return OK;
}
