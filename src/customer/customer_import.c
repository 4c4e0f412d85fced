/* customer_import.c -- a file of events read in batches, each a transaction of its own.  What a
 * row means is customer_preset.c; statements are in customer_sql.c. */
#include "customer/customer_identity.h"
#include "customer/customer_preset.h"
#include "customer/customer_sql.h"
#include "sys/file.h"
#include "wire/csv.h"
#include "wire/text_codec.h"

enum {
    BATCH_ROWS   = 2000,
    PIECE_BYTES  = 64 * 1024,
    CELLS_MAX    = 64,
    CELL_MAX     = 16 * 1024,
    REFUSALS_MAX = 100,
    ROWS_MAX     = 20000000 /* the order of equal rows is kept in memory: some 100 B a row */
};

typedef struct Import {
    Ctx                 *cx;
    const ImportOptions *options;
    const Preset        *preset;
    FileReader          *file;
    CsvReader           *csv;
    Arena               *kept;     /* for the whole file                               */
    StrMap              *people;   /* value -> its CustomerId                          */
    IdMap               *seen;     /* hash of a row -> how many of it there were        */
    Vec                  refusals; /* of ImportRefusal                                  */
    Str                  file_key;
    int64_t              done;     /* rows of an earlier run, already stored            */
    bool                 is_begun; /* the first row was looked at                       */
    ImportReport         report;
} Import;

static void close_import(Import *import)
{
    if (import->csv) csv_reader_free(import->csv);
    if (import->file) file_reader_close(import->file);
    arena_free(import->kept);
}

/* ---- one batch -------------------------------------------------------------------- */

typedef struct Batch {
    Vec rows;   /* of EventDraft                   */
    Vec people; /* of Customer, to be made         */
    Vec claims; /* of CustomerIdentity's claim     */
} Batch;

/* Equal rows are different events: the third of its kind is the third in every run. */
static Str event_id(Import *import, const PresetRow *row)
{
    const uint64_t hash  = str_hash(row->text);
    const int64_t  key   = hash ? (int64_t)hash : 1;
    int64_t       *count = idmap_find(import->seen, key);
    if (!count) {
        count = arena_make(import->kept, int64_t, 1);
        idmap_put(import->seen, key, count);
    }
    (*count)++;
    return str_fmt(import->cx->arena, "%s:%016llx:%lld", import->preset->id_prefix,
                   (unsigned long long)hash, (long long)*count);
}

static Customer person_of(Ctx *cx, const PresetRow *row)
{
    return (Customer){ .id               = cx_new_id(cx),
                       .tenant_id        = cx->tenant_id,
                       .name             = row->person_name,
                       .gender           = GENDER_UNKNOWN,
                       .kind             = CUSTOMER_ANONYMOUS,
                       .source           = ADD_WAY_IMPORT,
                       .search_text      = row->person_name,
                       .last_event_at_ms = row->occurred_at_ms,
                       .created_at_ms    = cx->now_ms,
                       .updated_at_ms    = cx->now_ms,
                       .revision         = 1 };
}

/* The person of a row: known from before, found by the identity, or to be made. */
static Code find_person(Import *import, Batch *batch, const PresetRow *row, CustomerId *out)
{
    Ctx        *cx    = import->cx;
    CustomerId *known = strmap_find(import->people, row->person);
    bool        found = false;
    if (known) {
        *out = *known;
        return OK;
    }
    known = arena_make(import->kept, CustomerId, 1);
    TRY(customer_identity_find(cx, str_of(import->preset->identity_kind),
                               str_of(import->preset->identity_scope), row->person, known, &found));
    if (!found) {
        Customer *person                        = VEC_ADD(&batch->people, Customer);
        *person                                 = person_of(cx, row);
        known->v                                = person->id;
        *VEC_ADD(&batch->claims, IdentityClaim) = (IdentityClaim){
            .kind       = str_of(import->preset->identity_kind),
            .scope      = str_of(import->preset->identity_scope),
            .value      = row->person,
            .source     = str_of(import->preset->source),
            .confidence = 100,
        };
    }
    strmap_put(import->people, str_copy(import->kept, row->person), known);
    *out = *known;
    return OK;
}

static Code add_row(Import *import, Batch *batch, const PresetRow *row)
{
    Ctx       *cx     = import->cx;
    CustomerId person = { 0 };
    const Str  id     = event_id(import, row);
    if (import->report.rows <= import->done) {
        import->report.known++;
        return OK;
    }
    TRY(find_person(import, batch, row, &person));
    *VEC_ADD(&batch->rows, EventDraft) = (EventDraft){
        .id             = id,
        .type           = row->type,
        .person_id      = person.v,
        .actor          = str_fmt(cx->arena, "customer:%lld", (long long)person.v),
        .object         = row->object,
        .source         = str_of(import->preset->source),
        .occurred_at_ms = row->occurred_at_ms,
        .payload        = row->payload,
    };
    return OK;
}

static Code make_people(Import *import, const Batch *batch)
{
    Ctx        *cx      = import->cx;
    EventDraft *created = arena_make(cx->arena, EventDraft, batch->people.count);
    if (batch->people.count == 0) return OK;
    TRY(customer_sql_insert_all(cx, vec_rows(&batch->people)));
    for (size_t i = 0; i < batch->people.count; i++) {
        const Customer *person = VEC_AT(batch->people, Customer, i);
        const Str       object = str_fmt(cx->arena, "customer:%lld", (long long)person->id);
        bool            held   = false;
        TRY(customer_identity_add_first(cx, (CustomerId){ person->id },
                                        VEC_AT(batch->claims, IdentityClaim, i), 1, &held));
        REQUIRE(cx, held, ERR_UNAVAILABLE, "import.other_import_running");
        created[i] =
            (EventDraft){ .id = str_fmt(cx->arena, "customer.created:%lld", (long long)person->id),
                          .type           = event_word(EV_CUSTOMER_CREATED),
                          .person_id      = person->id,
                          .object         = object,
                          .source         = str_of(import->preset->source),
                          .occurred_at_ms = person->last_event_at_ms };
    }
    import->report.people += (int64_t)batch->people.count;
    return event_append_all(cx, created, batch->people.count, NULL);
}

/* The last event of each person of the batch. */
static Code touch_people(Import *import, const Batch *batch)
{
    Ctx   *cx   = import->cx;
    IdMap *last = idmap_new(cx->arena);
    for (size_t i = 0; i < batch->rows.count; i++) {
        const EventDraft *draft = VEC_AT(batch->rows, EventDraft, i);
        const EventDraft *known = idmap_find(last, draft->person_id);
        if (!known || known->occurred_at_ms < draft->occurred_at_ms)
            idmap_put(last, draft->person_id, (void *)(uintptr_t)draft);
    }
    for (size_t i = 0; i < batch->rows.count; i++) {
        const EventDraft *draft = VEC_AT(batch->rows, EventDraft, i);
        if (idmap_find(last, draft->person_id) == draft)
            TRY(customer_touch(cx, (CustomerId){ draft->person_id }, draft->occurred_at_ms));
    }
    return OK;
}

static Code store(Import *import, const Batch *batch)
{
    Ctx    *cx    = import->cx;
    int64_t added = 0;
    if (import->report.rows <= import->done) return OK;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(make_people(import, batch));
    TRY(event_append_all(cx, (EventDraft *)(void *)batch->rows.at, batch->rows.count, &added));
    TRY(touch_people(import, batch));
    TRY(customer_sql_import_save(cx, import->file_key, import->report.rows));
    TRY(cx_commit(cx, &txn));
    import->report.added += added;
    import->report.known += (int64_t)batch->rows.count - added;
    return OK;
}

/* ---- reading ------------------------------------------------------------------------ */

static void refuse(Import *import, int64_t number, const char *reason)
{
    import->report.refused++;
    if (import->refusals.count >= REFUSALS_MAX) return;
    *VEC_ADD(&import->refusals, ImportRefusal) = (ImportRefusal){ number, str_of(reason) };
}

/* The next row; ERR_NOT_FOUND at the end of the file. */
static Code next_row(Import *import, CsvRow *row)
{
    for (;;) {
        const Code code = csv_reader_next(import->csv, row);
        if (code != ERR_NOT_FOUND || import->report.bytes >= import->report.bytes_total)
            return code;
        char         *piece = arena_alloc(import->cx->arena, PIECE_BYTES, 1);
        const int64_t size  = file_reader_read(import->file, piece, PIECE_BYTES);
        if (size < 0)
            return fail(import->cx, ERR_INTERNAL, "import.unreadable", "%s", file_error());
        import->report.bytes += size;
        if (size == 0) import->report.bytes_total = import->report.bytes; /* it was cut short */
        csv_reader_feed(import->csv, (Str){ piece, (size_t)size },
                        import->report.bytes >= import->report.bytes_total);
    }
}

static Code take_row(Import *import, Batch *batch, const CsvRow *row)
{
    PresetRow  parsed   = { 0 };
    const bool is_first = !import->is_begun;
    import->is_begun    = true;
    if (is_first && customer_preset_is_header(import->preset, row->cell, row->count)) return OK;
    import->report.rows++;
    REQUIRE(import->cx, import->report.rows <= ROWS_MAX, ERR_LIMIT, "import.too_many_rows");
    if (row->count != import->preset->column_count) {
        if (is_first) return fail(import->cx, ERR_INVALID, "import.wrong_columns", "first row");
        refuse(import, row->number, "import.wrong_columns");
        return OK;
    }
    const char *reason = import->preset->read(import->cx->arena, row->cell, &parsed);
    if (reason) {
        if (is_first) return fail(import->cx, ERR_INVALID, "import.wrong_columns", "first row");
        refuse(import, row->number, reason);
        return OK;
    }
    return add_row(import, batch, &parsed);
}

static Code run_batch(Import *import, bool *more)
{
    const int64_t rows = import->options->batch_rows > 0 ? import->options->batch_rows : BATCH_ROWS;
    Arena        *arena = import->cx->arena;
    Batch         batch = { vec_of(arena, EventDraft), vec_of(arena, Customer),
                            vec_of(arena, IdentityClaim) };
    CsvRow        row   = { 0 };
    *more               = true;
    for (int64_t i = 0; i < rows && *more; i++) {
        const Code code = next_row(import, &row);
        if (code == ERR_NOT_FOUND)
            *more = false;
        else if (code == ERR_LIMIT || code == ERR_INVALID) {
            import->report.rows++;
            refuse(import, row.number, "import.bad_row");
        } else {
            TRY(code);
            TRY(take_row(import, &batch, &row));
        }
    }
    return store(import, &batch);
}

/* ---- the whole ------------------------------------------------------------------------ */

/* Names a file by what it is, not where it lies: its size and its beginning. */
static Code name_file(Import *import)
{
    char          head[4096];
    const int64_t size = file_reader_read(import->file, head, sizeof(head));
    if (size < 0 || file_reader_seek(import->file, 0) != OK)
        return fail(import->cx, ERR_INTERNAL, "import.unreadable", "%s", file_error());
    const Str digest = digest_hex(import->cx->arena, sha256((Str){ head, (size_t)size }));
    import->file_key = str_fmt(import->kept, "%s:%lld:%.*s", import->preset->word,
                               (long long)import->report.bytes_total, FMT(digest));
    return OK;
}

static Code open_import(Import *import)
{
    Ctx *cx        = import->cx;
    import->preset = customer_preset_find(import->options->preset);
    REQUIRE(cx, import->preset, ERR_INVALID, "import.unknown_preset");
    import->file = file_reader_open(import->options->path);
    if (!import->file) return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", file_error());
    import->report.bytes_total = file_reader_size(import->file);
    import->csv                = csv_reader_new(CELLS_MAX, CELL_MAX);
    TRY(name_file(import));
    return customer_sql_import_find(cx, import->file_key, &import->done);
}

static Code run(Import *import, void (*progress)(void *with, const ImportReport *report),
                void   *with)
{
    TRY(open_import(import));
    for (bool more = true; more;) {
        const ArenaMark mark = arena_mark(import->cx->arena);
        TRY(run_batch(import, &more));
        arena_rewind(import->cx->arena, mark);
        if (progress) progress(with, &import->report);
    }
    return OK;
}

Code customer_import_file(Ctx *cx, const ImportOptions                                   *options,
                          void (*progress)(void *with, const ImportReport *report), void *with,
                          ImportReport *out)
{
    Arena     *kept     = arena_new((size_t)4 << 30);
    Import     import   = { .cx       = cx,
                            .options  = options,
                            .kept     = kept,
                            .people   = strmap_new(kept),
                            .seen     = idmap_new(kept),
                            .refusals = vec_of(kept, ImportRefusal) };
    const Code code     = run(&import, progress, with);
    *out                = import.report;
    ImportRefusal *list = arena_make(cx->arena, ImportRefusal, import.refusals.count);
    for (size_t i = 0; i < import.refusals.count; i++)
        list[i] = *VEC_AT(import.refusals, ImportRefusal, i);
    out->refusals = (Rows){ list, import.refusals.count };
    close_import(&import);
    return code;
}
