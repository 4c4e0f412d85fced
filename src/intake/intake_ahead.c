/* intake_ahead.c -- a thread that reads, and two batches that go round between it and who stores.
 */
#include "intake/intake_ahead.h"

#include "sys/sys.h"

enum {
    BATCH_ARENA = 512 << 20,
    BATCH_BYTES = 48 << 20, /* of a batch's rows: long texts end it earlier */
    JOINED_MAX  = 5000,     /* rows of one record                           */
    BATCHES     = 2,
    STACK_KIB   = 1024,
};

struct IntakeAhead {
    /* Of the thread alone while it runs. */
    AheadPlan       plan;
    Ctx             cx;
    int64_t         read;   /* rows of the file        */
    int64_t         joined; /* rows of the last record */
    size_t          filling;
    /* Of both. */
    pthread_mutex_t lock;
    pthread_cond_t  moved;
    size_t          filled, taken, given_back; /* batches so far; the thread fills */
    bool            is_over, stops;
    Code            code; /* why reading ended early, with cx.err */
    IntakeBatch     batches[BATCHES];
    /* Of who stores. */
    pthread_t       thread;
    Arena          *arena;
};

static IntakeBatch *batch_of(IntakeAhead *ahead) { return &ahead->batches[ahead->filling]; }

/* ---- going round --------------------------------------------------------------------------- */

static void begin_batch(IntakeAhead *ahead)
{
    IntakeBatch *batch = batch_of(ahead);
    arena_reset(batch->arena);
    batch->records  = vec_of(batch->arena, IntakeRecord);
    batch->refused  = vec_of(batch->arena, RefusedRow);
    batch->persons  = vec_of(batch->arena, const IntakeRecord *);
    batch->met      = vec_of(batch->arena, uint64_t);
    batch->left_out = 0;
    ahead->joined   = 0;
}

/* Waits until there is room for another batch; false: nobody wants one any more. */
static bool wait_for_room(IntakeAhead *ahead)
{
    LOCKED(&ahead->lock);
    while (ahead->filled - ahead->given_back == BATCHES && !ahead->stops)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    return !ahead->stops;
}

static void prepare(IntakeAhead *ahead, IntakeBatch *batch)
{
    const IntakeSpec *spec = ahead->plan.mapping->spec;
    Arena            *own  = ahead->cx.arena;
    if (!spec->prepare || batch->records.count == 0) return;
    ahead->cx.arena = batch->arena;
    spec->prepare(&ahead->cx, ahead->plan.mapping, batch);
    ahead->cx.arena = own;
}

/* What was read is handed over; false: nobody wants more. */
static bool hand_over(IntakeAhead *ahead, bool is_last)
{
    IntakeBatch *batch = batch_of(ahead);
    batch->rows        = ahead->read;
    batch->is_last     = is_last;
    intake_source_place(ahead->plan.source, &batch->bytes, &batch->bytes_total);
    if (is_last) batch->bytes = batch->bytes_total;
    prepare(ahead, batch);
    pthread_mutex_lock(&ahead->lock);
    ahead->filled++;
    pthread_cond_signal(&ahead->moved);
    pthread_mutex_unlock(&ahead->lock);
    if (is_last || !wait_for_room(ahead)) return false;
    ahead->filling = (ahead->filling + 1) % BATCHES;
    begin_batch(ahead);
    return true;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const Str *copy_cells(Arena *arena, const CsvRow *row)
{
    Str *cells = arena_make(arena, Str, row->count);
    for (size_t i = 0; i < row->count; i++) cells[i] = str_copy(arena, row->cell[i]);
    return cells;
}

/* What an earlier run has done is only counted. */
static bool is_done(const IntakeAhead *ahead) { return ahead->read <= ahead->plan.done; }

static void refuse(IntakeAhead *ahead, const CsvRow *row, RowRefusal refusal)
{
    IntakeBatch *batch = batch_of(ahead);
    *VEC_ADD(&batch->refused, RefusedRow) =
        (RefusedRow){ row->number, copy_cells(batch->arena, row), row->count, refusal };
}

/* Whether it is of one record with the row before it. */
static bool joins_last(IntakeAhead *ahead, const IntakeRecord *record)
{
    const IntakeSpec  *spec  = ahead->plan.mapping->spec;
    const IntakeBatch *batch = batch_of(ahead);
    if (!spec->joins || batch->records.count == 0) return false;
    return spec->joins(VEC_AT(batch->records, IntakeRecord, batch->records.count - 1), record);
}

/* Whether the row would begin another record: then the batch may end before it. */
static bool begins_record(IntakeAhead *ahead, const CsvRow *row)
{
    const Mapping *mapping = ahead->plan.mapping;
    IntakeRecord   record  = { 0 };
    RowRefusal     refusal = { 0 };
    if (!mapping->spec->joins) return true;
    return intake_row_read(batch_of(ahead)->arena, mapping, row, &record, &refusal) == ROW_GOOD &&
           !joins_last(ahead, &record);
}

/* The first batch of a kind that is stored in slices is one of them: storing begins at once. */
static size_t rows_wanted(const IntakeAhead *ahead)
{
    const IntakeSpec *spec  = ahead->plan.mapping->spec;
    const int64_t     asked = ahead->plan.batch_rows;
    if (asked > 0) return (size_t)asked;
    return (size_t)(ahead->filled == 0 && spec->slice_rows ? spec->slice_rows : spec->batch_rows);
}

static bool is_full(IntakeAhead *ahead)
{
    const IntakeBatch *batch = batch_of(ahead);
    const size_t       rows  = batch->records.count + batch->refused.count;
    if (ahead->plan.border > 0 && ahead->read == ahead->plan.border) return true;
    if (ahead->plan.until > 0 && ahead->read > ahead->plan.border)
        return ahead->read >= ahead->plan.until;
    return rows >= rows_wanted(ahead) || arena_used(batch->arena) > BATCH_BYTES;
}

/* Which of the rows that are equal to it this is, whatever becomes of them; 1 where the file says
 * itself which event it is. */
static int64_t nth_of(IntakeAhead *ahead, const CsvRow *row)
{
    Arena          *arena = batch_of(ahead)->arena;
    const ArenaMark mark  = arena_mark(arena);
    if (!ahead->plan.equal) return 1;
    const bool has_id = intake_row_has_id(arena, ahead->plan.mapping, row);
    arena_rewind(arena, mark);
    if (has_id) return 1;
    const uint64_t hash = intake_row_hash(row);
    if (ahead->plan.keeps_met) *VEC_ADD(&batch_of(ahead)->met, uint64_t) = hash;
    return equal_rows_nth(ahead->plan.equal, hash);
}

/* A copy of the row's cells in the batch, read under the mapping. */
static Code take_good(IntakeAhead *ahead, const CsvRow *row)
{
    const int64_t nth     = nth_of(ahead, row);
    IntakeBatch  *batch   = batch_of(ahead);
    IntakeRecord  record  = { 0 };
    RowRefusal    refusal = { 0 };
    const CsvRow  kept    = { copy_cells(batch->arena, row), row->count, row->number };
    switch (intake_row_read(batch->arena, ahead->plan.mapping, &kept, &record, &refusal)) {
    case ROW_LEFT_OUT: batch->left_out++; return OK;
    case ROW_BAD:
        *VEC_ADD(&batch->refused, RefusedRow) =
            (RefusedRow){ kept.number, kept.cell, kept.count, refusal };
        return OK;
    case ROW_GOOD: break;
    }
    record.cells      = kept.cell;
    record.cell_count = kept.count;
    record.nth        = nth;
    ahead->joined     = joins_last(ahead, &record) ? ahead->joined + 1 : 1;
    REQUIRE(&ahead->cx, ahead->joined <= JOINED_MAX, ERR_LIMIT, "intake.too_many_lines");
    *VEC_ADD(&batch->records, IntakeRecord) = record;
    return OK;
}

static bool has_right_count(const IntakeAhead *ahead, const CsvRow *row)
{
    if (row->count == ahead->plan.columns) return true;
    return row->count < ahead->plan.columns && intake_source_is_sheet(ahead->plan.source);
}

static Code take_row(IntakeAhead *ahead, const CsvRow *row, Code code)
{
    ahead->read++;
    if (is_done(ahead)) {
        if (code == OK && has_right_count(ahead, row))
            (void)nth_of(ahead, row); /* it is counted, that is all */
        return OK;
    }
    if (code != OK) {
        refuse(ahead, &(CsvRow){ .number = row->number },
               (RowRefusal){ .reason = "intake.bad_row" });
        return OK;
    }
    if (!has_right_count(ahead, row)) {
        refuse(ahead, row, (RowRefusal){ .reason = "intake.wrong_columns" });
        return OK;
    }
    return take_good(ahead, row);
}

static Code next_row(IntakeAhead *ahead, CsvRow *row, Code *code)
{
    if (ahead->plan.first.count) {
        *row              = ahead->plan.first;
        ahead->plan.first = (CsvRow){ 0 };
        *code             = OK;
        return OK;
    }
    *code = intake_source_next(&ahead->cx, ahead->plan.source, row);
    return *code == ERR_UNAVAILABLE ? *code : OK;
}

/* Where a batch ends that ends before the next row. */
static Code mark_place(IntakeAhead *ahead)
{
    return intake_source_mark(&ahead->cx, ahead->plan.source, &batch_of(ahead)->place);
}

static Code read_rows(IntakeAhead *ahead)
{
    CsvRow row  = { 0 };
    Code   code = OK;
    begin_batch(ahead);
    for (;;) {
        const bool may_end = ahead->read >= ahead->plan.done && is_full(ahead);
        if (may_end) TRY(mark_place(ahead));
        TRY(next_row(ahead, &row, &code));
        if (code == ERR_NOT_FOUND) break;
        if (may_end && (code != OK || begins_record(ahead, &row))) {
            if (ahead->read >= ahead->plan.until) ahead->plan.until = 0;
            if (!hand_over(ahead, false)) return OK;
        }
        TRY(take_row(ahead, &row, code));
    }
    TRY(mark_place(ahead));
    (void)hand_over(ahead, true); /* the last: nobody wants more */
    return OK;
}

static void *run(void *arg)
{
    IntakeAhead *ahead = arg;
    const Code   code  = read_rows(ahead);
    LOCKED(&ahead->lock);
    ahead->code    = code;
    ahead->is_over = true;
    pthread_cond_signal(&ahead->moved);
    return NULL;
}

/* ---- from the other side --------------------------------------------------------------------- */

IntakeAhead *intake_ahead_start(const AheadPlan *plan)
{
    enum { OWN = 16 << 20 };
    Arena       *arena = arena_new(OWN);
    IntakeAhead *ahead = arena_make(arena, IntakeAhead, 1);
    ahead->plan        = *plan;
    ahead->read        = plan->from;
    ahead->arena       = arena;
    ahead->cx          = *plan->cx;
    ahead->cx.arena    = arena;
    ahead->cx.link     = NULL;
    ahead->cx.memo     = NULL;
    ahead->cx.err      = (Err){ 0 };
    for (size_t i = 0; i < BATCHES; i++) ahead->batches[i].arena = arena_new(BATCH_ARENA);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->moved, NULL);
    ahead->thread = thread_start("weft-import", STACK_KIB, run, ahead);
    return ahead;
}

void intake_ahead_stop(IntakeAhead *ahead)
{
    if (!ahead) return;
    pthread_mutex_lock(&ahead->lock);
    ahead->stops = true;
    pthread_cond_signal(&ahead->moved);
    pthread_mutex_unlock(&ahead->lock);
    thread_join(ahead->thread);
    pthread_cond_destroy(&ahead->moved);
    pthread_mutex_destroy(&ahead->lock);
    for (size_t i = 0; i < BATCHES; i++) arena_free(ahead->batches[i].arena);
    arena_free(ahead->arena);
}

Code intake_ahead_next(IntakeAhead *ahead, Ctx *cx, IntakeBatch **out)
{
    LOCKED(&ahead->lock);
    ahead->given_back = ahead->taken;
    pthread_cond_signal(&ahead->moved);
    while (ahead->filled == ahead->taken && !ahead->is_over)
        pthread_cond_wait(&ahead->moved, &ahead->lock);
    if (ahead->filled == ahead->taken) {
        ASSERT(ahead->code != OK); /* asked behind the last */
        const Err *err = &ahead->cx.err;
        return fail(cx, ahead->code, err->reason, "%.*s", FMT(err->detail));
    }
    *out = &ahead->batches[ahead->taken % BATCHES];
    ahead->taken++;
    return OK;
}
