/* intake_run.c -- a file read once, in batches, each a transaction that also says how far it is. */
#include "intake/intake_run.h"

#include "intake/intake_ahead.h"
#include "intake/intake_met.h"
#include "kernel/again.h"
#include "sys/sys.h"

#include <stdlib.h>

enum { TRIES_MAX = 10 };

/* The run and what only this file knows of it. */
typedef struct Reading {
    IntakeRun      run;
    IntakeSource  *source;
    IntakeAhead   *ahead;
    EqualRows     *equal; /* of kinds that count them */
    IntakeStand    stand;
    Strs           header;
    CsvRow         first; /* a first row that is no header; count 0: there is none */
    IntakeBatch   *batch;
    Vec            refused;        /* RefusedRow of this transaction          */
    size_t         refused_before; /* those that the store added are behind it */
    IntakeReport   before;         /* the report as of the last transaction   */
    int64_t        began_us;
    int64_t        back_ms;  /* what it took to come to the first batch */
    bool           is_ended; /* the call ends with this batch           */
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

static int by_row(const void *a, const void *b)
{
    const RefusedRow *left = *(const RefusedRow *const *)a, *right = *(const RefusedRow *const *)b;
    return left->row < right->row ? -1 : left->row > right->row;
}

/* In the order of the file, in which they are not stored. */
static void write_all_refused(Reading *reading, FileWriter *file, Arena *arena)
{
    const size_t       count = reading->refused.count;
    const RefusedRow **rows  = arena_make(arena, const RefusedRow *, count);
    for (size_t i = 0; i < count; i++) rows[i] = VEC_AT(reading->refused, RefusedRow, i);
    qsort((void *)rows, count, sizeof(rows[0]), by_row);
    for (size_t i = 0; i < count; i++) write_refused(reading, file, arena, rows[i]);
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
    write_all_refused(reading, file, reading->run.batch);
    arena_rewind(reading->run.batch, mark);
    const Code code             = file_writer_sync(file);
    reading->stand.refused_size = file_writer_at(file);
    file_writer_close(file);
    return code == OK ? OK : fail(cx, ERR_UNAVAILABLE, "intake.not_kept", "%s", file_error());
}

/* ---- storing --------------------------------------------------------------------------------- */

/* Records of a batch that are stored in one transaction. */
typedef struct Slice {
    size_t from, to;
    bool   is_last;
} Slice;

/* Places are kept from a run's first row on, or never. */
static bool keeps_place(const Reading *reading)
{
    return reading->stand.from_line >= 0 && !intake_source_is_sheet(reading->source);
}

/* Who goes on begins to read behind this batch. */
static void take_place(Reading *reading)
{
    const IntakePlace *place = &reading->batch->place;
    if (!keeps_place(reading)) return;
    reading->stand.from_at     = place->at;
    reading->stand.from_line   = place->line;
    reading->stand.from_before = place->before;
}

/* What is stored was read up to there. */
static void take_read(Reading *reading)
{
    const IntakePlace *place   = &reading->batch->place;
    reading->stand.read_at     = place->at;
    reading->stand.read_before = place->before;
    reading->stand.changed_ns  = place->changed_ns;
}

static void take_stand(Reading *reading, const Slice *slice)
{
    const IntakeReport *report = &reading->run.report;
    IntakeStand        *stand  = &reading->stand;
    stand->added               = report->added;
    stand->known               = report->known;
    stand->people              = report->people;
    stand->refused             = report->refused;
    stand->left_out            = report->left_out;
    stand->updated             = report->updated;
    stand->skipped             = report->skipped;
    stand->batch_rows          = slice->is_last ? 0 : reading->batch->rows;
    stand->batch_done          = slice->is_last ? 0 : (int64_t)slice->to;
    take_read(reading);
    if (!slice->is_last) return;
    stand->row_count = reading->batch->rows;
    if (!reading->run.mapping.spec->settle) take_place(reading);
}

/* Rows that are dealt with: of a batch that is stored in part so many as its records promise. */
static int64_t rows_until(const Reading *reading, const Slice *slice)
{
    const IntakeBatch *batch = reading->batch;
    const int64_t      from  = reading->stand.row_count;
    if (slice->is_last) return batch->rows;
    return from + (batch->rows - from) * (int64_t)slice->to / (int64_t)batch->records.count;
}

static Code write_slice(Reading *reading, const Slice *slice)
{
    IntakeRun   *run   = &reading->run;
    Ctx         *cx    = run->cx;
    IntakeBatch *batch = reading->batch;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    if (slice->to > slice->from)
        TRY(run->mapping.spec->store(run, VEC_AT(batch->records, IntakeRecord, slice->from),
                                     slice->to - slice->from));
    run->report.rows = rows_until(reading, slice);
    run->report.refused += (int64_t)reading->refused.count;
    if (slice->from == 0) run->report.left_out += batch->left_out;
    if (slice->is_last) run->report.bytes = batch->bytes;
    run->report.bytes_total = batch->bytes_total;
    TRY(append_refused(reading));
    take_stand(reading, slice);
    if (slice->is_last && !batch->is_last)
        TRY(intake_met_keep(cx, reading->stand.run_key, batch->rows, &batch->met));
    TRY(intake_sql_save(cx, &reading->stand));
    if (reading->progress) TRY(reading->progress(reading->with, &run->report));
    return cx_commit(cx, &txn);
}

/* Nothing of a transaction that was undone stays. */
static void undo_slice(Reading *reading, const IntakeStand *stand)
{
    reading->run.report    = reading->before;
    reading->stand         = *stand;
    reading->refused.count = reading->refused_before;
    intake_people_forget(reading->run.people);
    intake_touches_undo(reading->run.touches);
}

/* Again, where somebody else met the same person. */
static Code try_again(Reading     *reading, Code (*work)(Reading *reading, const Slice *slice),
                      const Slice *slice)
{
    Ctx              *cx    = reading->run.cx;
    const IntakeStand stand = reading->stand;
    reading->before         = reading->run.report;
    reading->refused_before = reading->refused.count;
    for (int tried = 0;; tried++) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Code      code = work(reading, slice);
        if (code == OK) {
            intake_touches_keep(reading->run.touches);
            arena_rewind(cx->arena, mark);
            return OK;
        }
        undo_slice(reading, &stand);
        if (!cx_again(cx, tried, TRIES_MAX)) return code;
        arena_rewind(cx->arena, mark);
    }
}

static size_t slice_rows(const IntakeRun *run)
{
    const int64_t rows =
        run->options->slice_rows ? run->options->slice_rows : run->mapping.spec->slice_rows;
    return run->mapping.spec->slice_rows && rows ? (size_t)rows : SIZE_MAX;
}

/* ---- what is put off ------------------------------------------------------------------------- */

static Code write_settled(Reading *reading, const Slice *slice)
{
    IntakeRun *run = &reading->run;
    (void)slice;
    TXN(txn);
    TRY(cx_begin(run->cx, &txn));
    TRY(run->mapping.spec->settle(run));
    reading->stand.touched_rows = reading->stand.row_count;
    take_place(reading);
    TRY(intake_sql_save(run->cx, &reading->stand));
    return cx_commit(run->cx, &txn);
}

/* Whether the call ends with this batch. */
static Code see_end(Reading *reading)
{
    const IntakeOptions *options = reading->run.options;
    const IntakeReport  *report  = &reading->run.report;
    const int64_t        most    = options->rows_max;
    reading->is_ended =
        reading->batch->is_last || (most > 0 && report->rows - report->resumed >= most);
    if (reading->is_ended || options->ends == NULL) return OK;
    if (report->rows == report->resumed) return OK; /* a call that ends has done something */
    return options->ends(reading->with, reading->back_ms, &reading->is_ended);
}

/* At the end of the call, and before too many wait. */
static Code settle(Reading *reading)
{
    enum { ROWS_MAX = 1000000 };
    IntakeRun    *run  = &reading->run;
    const int64_t rows = reading->stand.row_count - reading->stand.touched_rows;
    if (!run->mapping.spec->settle || rows == 0) return OK;
    if (reading->batch->rows < reading->stand.row_count) return OK; /* not all are remembered yet */
    if (!reading->is_ended && rows < ROWS_MAX && !intake_touches_are_many(run->touches)) return OK;
    TRY(try_again(reading, write_settled, NULL));
    intake_touches_forget(run->touches);
    return OK;
}

/* The run stops, and nobody may ever go on with it: what it has stored is told of all the same.
 * Where that fails, too, who goes on tells it, as `touched_rows` stays. */
static void settle_anyway(Reading *reading)
{
    IntakeRun *run = &reading->run;
    const Err  err = run->cx->err;
    if (!run->touches) return;
    forgive(run->cx);
    TXN(txn);
    if (cx_begin(run->cx, &txn) == OK && run->mapping.spec->settle(run) == OK)
        IGNORE(cx_commit(run->cx, &txn));
    txn_abandon(&txn);
    run->cx->err = err;
}

/* What an earlier run stored, and was killed before it did what it had put off.  Rows refused are
 * told already. */
static Code remember_slice(Reading *reading, const Slice *slice)
{
    IntakeRun *run = &reading->run;
    TXN(txn);
    TRY(cx_begin(run->cx, &txn));
    TRY(run->mapping.spec->remember(run, VEC_AT(reading->batch->records, IntakeRecord, slice->from),
                                    slice->to - slice->from));
    return cx_commit(run->cx, &txn);
}

/* The records of the batch up to there; kinds that put nothing off have nothing to remember. */
static Code remember(Reading *reading, size_t until)
{
    const size_t most = slice_rows(&reading->run);
    if (!reading->run.mapping.spec->remember) return OK;
    for (size_t at = 0; at < until;) {
        const size_t to = until - at > most ? at + most : until;
        TRY(try_again(reading, remember_slice, &(Slice){ at, to, to == until }));
        at = to;
    }
    return OK;
}

/* ---- persons ahead of their records ---------------------------------------------------------- */

static Code write_persons(Reading *reading, const Slice *slice)
{
    IntakeRun           *run     = &reading->run;
    const IntakeRecord **persons = VEC_AT(reading->batch->persons, const IntakeRecord *, 0);
    TXN(txn);
    TRY(cx_begin(run->cx, &txn));
    TRY(run->mapping.spec->meet(run, persons + slice->from, slice->to - slice->from));
    reading->stand.people = run->report.people;
    take_read(reading);
    TRY(intake_sql_save(run->cx, &reading->stand));
    if (reading->progress) TRY(reading->progress(reading->with, &run->report));
    return cx_commit(run->cx, &txn);
}

/* All of a batch in the order of the index, so that each of its pages is written once for the batch
 * and not once a slice.  Those who were met lately are left out. */
static Code meet_persons(Reading *reading)
{
    IntakeRun           *run     = &reading->run;
    Vec                 *persons = &reading->batch->persons;
    const IntakeRecord **at      = VEC_AT(*persons, const IntakeRecord *, 0);
    const size_t         rows    = slice_rows(run);
    const size_t         most    = rows - rows / 2; /* a person takes longer than a record */
    size_t               open    = 0;
    if (persons->count == 0) return OK;
    for (size_t i = 0; i < persons->count; i++)
        if (intake_people_find(run->people, at[i]->claims) == 0) at[open++] = at[i];
    persons->count = open;
    intake_people_expect(run->people, open);
    for (size_t from = 0; from < open;) {
        const size_t to = open - from > most ? from + most : open;
        TRY(try_again(reading, write_persons, &(Slice){ from, to, to == open }));
        customer_people_busy(run->cx);
        from = to;
    }
    return OK;
}

/* ---- a batch --------------------------------------------------------------------------------- */

/* Of the rows refused while they were read those that lie in a slice, so that their file is in the
 * order of this one; where records are stored in another, all go with the first. */
static Vec refused_in(const Reading *reading, const Slice *slice)
{
    const IntakeBatch *batch = reading->batch;
    Vec                out   = vec_of(batch->arena, RefusedRow);
    if (reading->run.mapping.spec->is_sorted) return slice->from == 0 ? batch->refused : out;
    const int64_t from =
        slice->from == 0 ? 0 : VEC_AT(batch->records, IntakeRecord, slice->from)->row;
    const int64_t to =
        slice->is_last ? INT64_MAX : VEC_AT(batch->records, IntakeRecord, slice->to)->row;
    for (size_t i = 0; i < batch->refused.count; i++) {
        const RefusedRow *row = VEC_AT(batch->refused, RefusedRow, i);
        if (row->row >= from && row->row < to) *VEC_ADD(&out, RefusedRow) = *row;
    }
    return out;
}

/* What is not stored of it yet. */
static Code store_batch(Reading *reading)
{
    IntakeBatch *batch = reading->batch;
    const size_t count = batch->records.count, most = slice_rows(&reading->run);
    size_t       at    = (size_t)reading->stand.batch_done;
    reading->run.batch = batch->arena;
    reading->refused   = vec_of(batch->arena, RefusedRow);
    if (batch->rows <= reading->stand.row_count) return remember(reading, count);
    TRY(remember(reading, at)); /* a run that was killed stored so many and told nobody of them */
    TRY(meet_persons(reading));
    do {
        const size_t to    = count - at > most ? at + most : count;
        const Slice  slice = { at, to, to == count };
        reading->refused   = refused_in(reading, &slice);
        TRY(try_again(reading, write_slice, &slice));
        customer_people_busy(reading->run.cx);
        at = to;
    } while (at < count);
    return OK;
}

Code intake_run_sweep(Ctx *cx)
{
    int tried = 0;
    for (bool more = true; more;) {
        const Code code = intake_sql_sweep(cx, &more);
        if (code != OK && !cx_again(cx, tried++, TRIES_MAX)) return code;
        if (code == OK) tried = 0;
    }
    return OK;
}

void intake_run_sweep_some(Ctx *cx)
{
    if (intake_run_sweep(cx) != OK) forgive(cx);
}

static Code read_rows(Reading *reading)
{
    IntakeRun *run = &reading->run;
    do {
        TRY(intake_ahead_next(reading->ahead, run->cx, &reading->batch));
        if (reading->back_ms == 0) reading->back_ms = (clock_mono_us() - reading->began_us) / 1000;
        TRY(store_batch(reading));
        TRY(see_end(reading));
        TRY(settle(reading));
    } while (!reading->is_ended); /* it ends where a batch did */
    if (!reading->batch->is_last) return OK;
    run->report.bytes   = run->report.bytes_total;
    run->report.is_over = true;
    if (run->options->key.len) return OK;
    TRY(intake_sql_end(run->cx, reading->stand.run_key));
    intake_run_sweep_some(run->cx);
    return OK;
}

/* ---- beginning ------------------------------------------------------------------------------- */

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
    const Strs first   = copy_header(cx, &row);
    bool       is_data = false;
    reading->header    = mapping_header(cx->arena, mapping, first, &is_data);
    if (is_data) reading->first = (CsvRow){ first.at, row.count, row.number };
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

static Code open_file(Reading *reading)
{
    const IntakeRun *run = &reading->run;
    return intake_source_open(run->cx, run->options->path, run->mapping.encoding,
                              run->mapping.delimiter, &reading->source);
}

/* It is another file than the one the run was begun with: as a new one, which doubles nothing. */
static Code begin_anew(Reading *reading)
{
    Ctx      *cx  = reading->run.cx;
    const Str key = reading->stand.run_key;
    REQUIRE(cx, reading->run.options->key.len == 0, ERR_CONFLICT, "intake.file_changed");
    TRY(intake_sql_end(cx, key));
    TRY(intake_run_sweep(cx));
    reading->stand = (IntakeStand){ .tenant_id = cx->tenant_id, .run_key = key };
    return OK;
}

/* Whether an earlier run read this file, as far as it kept what tells it. */
static Code compare_file(Reading *reading, bool *is_same)
{
    const IntakeStand *stand = &reading->stand;
    const IntakePlace  read  = { .at         = stand->read_at,
                                 .before     = stand->read_before,
                                 .changed_ns = stand->changed_ns };
    *is_same                 = true;
    if (read.at == 0) return OK;
    return intake_source_compare(reading->run.cx, reading->source, &read, is_same);
}

/* To where an earlier run ended, as far as it kept the place; `from`: so many rows lie before. */
static Code move_source(Reading *reading, int64_t *from)
{
    const IntakeStand *stand   = &reading->stand;
    const int64_t      rows    = reading->run.touches ? stand->touched_rows : stand->row_count;
    const IntakePlace  place   = { .at     = stand->from_at,
                                   .line   = stand->from_line,
                                   .before = stand->from_before };
    bool               is_same = true;
    *from                      = 0;
    TRY(compare_file(reading, &is_same));
    if (!is_same) return begin_anew(reading);
    if (place.line <= 0) return OK;
    TRY(intake_source_move(reading->run.cx, reading->source, &place));
    *from          = rows;
    reading->first = (CsvRow){ 0 };
    if (!reading->equal) return OK;
    return intake_met_count(reading->run.cx, stand->run_key, rows, reading->equal);
}

static IntakeReport report_of(const IntakeStand *stand)
{
    return (IntakeReport){ .rows     = stand->row_count,
                           .added    = stand->added,
                           .known    = stand->known,
                           .people   = stand->people,
                           .refused  = stand->refused,
                           .left_out = stand->left_out,
                           .updated  = stand->updated,
                           .skipped  = stand->skipped,
                           .resumed  = stand->row_count };
}

/* The thread that reads begins. */
static Code start_reading(Reading *reading)
{
    const IntakeRun   *run   = &reading->run;
    const IntakeStand *stand = &reading->stand;
    int64_t            from  = 0;
    TRY(move_source(reading, &from));
    const int64_t done   = run->touches ? stand->touched_rows : stand->row_count;
    const int64_t border = stand->row_count > from ? stand->row_count : 0;
    reading->run.report  = report_of(stand);
    if (from > 0) reading->back_ms = (clock_mono_us() - reading->began_us) / 1000 + 1;
    reading->ahead = intake_ahead_start(&(AheadPlan){ .cx         = run->cx,
                                                      .mapping    = &run->mapping,
                                                      .source     = reading->source,
                                                      .equal      = reading->equal,
                                                      .keeps_met  = keeps_place(reading),
                                                      .columns    = reading->header.count,
                                                      .first      = reading->first,
                                                      .from       = from,
                                                      .done       = done,
                                                      .until      = stand->batch_rows,
                                                      .border     = border,
                                                      .batch_rows = run->options->batch_rows });
    return OK;
}

/* How far an earlier run came, if there was one. */
static Code find_stand(Reading *reading)
{
    enum { KEPT_DAYS = 30 };
    IntakeRun *run = &reading->run;
    Ctx       *cx  = run->cx;
    Str        key = { 0 };
    TRY(find_key(run, &key));
    TRY(intake_sql_end_old(cx, cx->now_ms - KEPT_DAYS * (int64_t)MS_PER_DAY));
    TRY(intake_run_sweep(cx)); /* a kill may have come between the end of a run and this */
    TRY(intake_sql_find(cx, key, &reading->stand));
    run->key = reading->stand.run_key;
    return OK;
}

/* Up to its first row of data.  Where a run could read that once, it is another file by now. */
static Code open_rows(Reading *reading)
{
    Ctx *cx   = reading->run.cx;
    Code code = open_file(reading);
    if (code == OK) code = read_header(reading);
    if (code != ERR_INVALID || reading->stand.read_at == 0) return code;
    forgive(cx);
    return fail(cx, ERR_CONFLICT, "intake.file_changed", "its beginning is of no use");
}

static Code open_run(Reading *reading)
{
    IntakeRun *run = &reading->run;
    Ctx       *cx  = run->cx;
    TRY(mapping_parse(cx, run->options->mapping, &run->mapping));
    if (run->options->no_header) run->mapping.header = HEADER_NONE;
    TRY(find_stand(reading));
    TRY(open_rows(reading));
    if (run->mapping.spec->has_people) run->people = intake_people_new();
    if (run->mapping.spec->settle) run->touches = intake_touches_new();
    if (run->mapping.spec->counts_equal) reading->equal = equal_rows_new();
    if (run->mapping.spec->begin) TRY(run->mapping.spec->begin(run));
    TRY(start_reading(reading));
    if (reading->stand.refused_size == 0 && run->options->refused)
        IGNORE(file_remove(run->options->refused)); /* of an earlier file; mostly absent */
    return OK;
}

Code intake_run(Ctx *cx, const IntakeOptions *options, IntakeProgress progress, void *with,
                IntakeReport *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    Arena   *arena   = arena_new(1 << 16);
    Reading *reading = arena_make(arena, Reading, 1);
    *reading         = (Reading){ .run      = { .cx = cx, .options = options },
                                  .progress = progress,
                                  .with     = with,
                                  .began_us = clock_mono_us() };
    Code code        = open_run(reading);
    if (code == OK) code = read_rows(reading);
    if (code != OK) settle_anyway(reading);
    customer_people_settle(cx);
    intake_ahead_stop(reading->ahead);
    if (reading->source) reading->run.report.bytes_read = intake_source_taken(reading->source);
    *out = reading->run.report;
    equal_rows_free(reading->equal);
    intake_people_free(reading->run.people);
    intake_touches_free(reading->run.touches);
    intake_source_close(reading->source);
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
