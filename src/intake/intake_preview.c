/* intake_preview.c -- the first rows of a file as they would be, without doing it. */
#include "intake/intake_apply.h"
#include "intake/intake_row.h"
#include "intake/intake_source.h"
#include "intake/intake_upload.h"

enum {
    SHOWN_ROWS    = 20,
    SHOWN_REFUSED = 10,
    LOOKED_ROWS   = 5000,
    SHOWN_CHARS   = 200,
    RECORDS_BYTES = 48 << 20, /* of rows that are looked at again: then it is enough      */
    RECORDS_ARENA = 256 << 20 /* with what is asked of the store for them                  */
};

typedef struct Looking {
    Ctx           *cx;
    Mapping        mapping;
    IntakeSource  *source;
    size_t         width; /* cells of a row */
    bool           english;
    Vec            rows;    /* of IntakePreviewRow */
    Vec            records; /* of IntakeRecord: the good ones of a kind that foresees more */
    IntakePreview *out;
} Looking;

/* ---- values as people read them -------------------------------------------------------------- */

static Str decimal_text(Arena *arena, int64_t units, int scale)
{
    int64_t unit = 1;
    for (int i = 0; i < scale; i++) unit *= 10;
    const char   *sign = units < 0 ? "-" : "";
    const int64_t size = units < 0 ? -units : units;
    return str_fmt(arena, "%s%lld.%0*lld", sign, (long long)(size / unit), scale,
                   (long long)(size % unit));
}

static Str time_text(Arena *arena, int64_t at_ms, Zone zone)
{
    enum { DAY_AND_TIME = 19, BETWEEN = 10 };
    const Str text = rfc3339(arena, at_ms, zone);
    char     *copy = (char *)(uintptr_t)str_copy(arena, str_slice(text, 0, DAY_AND_TIME)).ptr;
    copy[BETWEEN]  = ' ';
    return (Str){ copy, DAY_AND_TIME };
}

static Str shown(Ctx *cx, const MappedValue *mapped, const IntakeValue *value)
{
    if (!value->is_set) return S("");
    switch (mapped->type) {
    case VALUE_TEXT:
    case VALUE_CODE:
    case VALUE_NUMBER: return str_prefix_chars(value->text, SHOWN_CHARS);
    case VALUE_WORD: return word_of(mapped->allowed, (int)value->number);
    case VALUE_TIME: return time_text(cx->arena, value->number, cx->zone);
    case VALUE_MONEY: return decimal_text(cx->arena, value->number, 2);
    case VALUE_PRICE: return decimal_text(cx->arena, value->number, 4);
    case VALUE_COUNT: return str_fmt(cx->arena, "%lld", (long long)value->number);
    case VALUE_BOOL: return value->number ? S("✓") : S("✗");
    }
    return S("");
}

/* ---- the fields that are filled -------------------------------------------------------------- */

static size_t field_count(const Mapping *mapping)
{
    size_t count = mapping->people_count + mapping->payload_count;
    for (size_t i = 0; i < mapping->spec->field_count; i++)
        count += mapping->fields[i].place.ptr != NULL;
    return count;
}

static Strs field_names(Ctx *cx, const Mapping *mapping)
{
    Str   *names = arena_make(cx->arena, Str, field_count(mapping));
    size_t count = 0;
    for (size_t i = 0; i < mapping->spec->field_count; i++)
        if (mapping->fields[i].place.ptr) names[count++] = str_of(mapping->spec->fields[i].name);
    for (size_t i = 0; i < mapping->people_count; i++)
        names[count++] = str_fmt(cx->arena, "people.%.*s", FMT(mapping->people[i].kind));
    for (size_t i = 0; i < mapping->payload_count; i++)
        names[count++] = str_fmt(cx->arena, "payload.%.*s", FMT(mapping->payload[i].key));
    return (Strs){ names, count };
}

/* What can be read is shown, also of a row that is refused. */
static Strs cells_of(Looking *looking, const CsvRow *row)
{
    Ctx           *cx      = looking->cx;
    const Mapping *mapping = &looking->mapping;
    const Strs     cells   = { row->cell, row->count };
    Str           *texts   = arena_make(cx->arena, Str, looking->width);
    size_t         count   = 0;
    RowRefusal     refusal = { 0 };
    for (size_t i = 0;
         i < mapping->spec->field_count + mapping->people_count + mapping->payload_count; i++) {
        const size_t       at    = i - mapping->spec->field_count;
        const MappedValue *value = i < mapping->spec->field_count ? &mapping->fields[i]
                                   : at < mapping->people_count
                                       ? &mapping->people[at].value
                                       : &mapping->payload[at - mapping->people_count].value;
        IntakeValue        made  = { 0 };
        if (!value->place.ptr) continue;
        const bool is_good = mapped_value_make(cx->arena, value, &cells, &made, &refusal);
        texts[count++]     = str_copy(cx->arena, is_good ? shown(cx, value, &made) : S(""));
    }
    return (Strs){ texts, count };
}

/* ---- rows
 * ---------------------------------------------------------------------------------------- */

/* The first rows, and some more of those that are refused. */
static bool is_shown(const Looking *looking, RowVerdict verdict)
{
    return looking->rows.count < SHOWN_ROWS ||
           (verdict == ROW_BAD && looking->rows.count < SHOWN_ROWS + SHOWN_REFUSED);
}

static void take(Looking *looking, const CsvRow *row, RowVerdict verdict, const RowRefusal *refusal)
{
    IntakePreview *out = looking->out;
    out->good += verdict == ROW_GOOD;
    out->left_out += verdict == ROW_LEFT_OUT;
    out->refused += verdict == ROW_BAD;
    if (!is_shown(looking, verdict)) return;
    IntakePreviewRow *shown_row = VEC_ADD(&looking->rows, IntakePreviewRow);
    *shown_row = (IntakePreviewRow){ .row = row->number, .is_left_out = verdict == ROW_LEFT_OUT };
    if (verdict == ROW_BAD)
        shown_row->reason = intake_row_reason(looking->cx->arena, refusal, looking->english);
    shown_row->cells = cells_of(looking, row);
}

static const Str *copy_cells(Arena *arena, const CsvRow *row)
{
    Str *cells = arena_make(arena, Str, row->count);
    for (size_t i = 0; i < row->count; i++) cells[i] = str_copy(arena, row->cell[i]);
    return cells;
}

static RowVerdict read_one(Looking *looking, Arena *arena, const CsvRow *row, size_t header,
                           RowRefusal *refusal)
{
    IntakeRecord record   = { 0 };
    CsvRow       kept     = *row;
    const bool   is_short = row->count < header && intake_source_is_sheet(looking->source);
    *refusal              = (RowRefusal){ .reason = "intake.wrong_columns" };
    if (row->count != header && !is_short) return ROW_BAD;
    if (looking->mapping.spec->foresee) { /* it is looked at again */
        arena     = looking->records.arena;
        kept.cell = copy_cells(arena, row);
    }
    RowVerdict verdict = intake_row_read(arena, &looking->mapping, &kept, &record, refusal);
    if (verdict != ROW_GOOD) return verdict;
    if (looking->mapping.spec->check)
        refusal->reason = looking->mapping.spec->check(arena, &record);
    if (looking->mapping.spec->check && refusal->reason) return ROW_BAD;
    if (looking->mapping.spec->foresee) *VEC_ADD(&looking->records, IntakeRecord) = record;
    return ROW_GOOD;
}

/* ---- what would become of persons ------------------------------------------------------------ */

static void count_fate(IntakePreview *out, IntakeOutcome outcome)
{
    out->created += outcome == OUTCOME_CREATED;
    out->updated += outcome == OUTCOME_UPDATED;
    out->unchanged += outcome == OUTCOME_UNCHANGED;
    out->skipped += outcome == OUTCOME_SKIPPED;
    out->refused += outcome == OUTCOME_REFUSED;
    out->good -= outcome == OUTCOME_REFUSED;
}

/* Both lists are in the order of the file. */
static void tell_fates(Looking *looking, const PersonFate *fates)
{
    for (size_t i = 0, at = 0; i < looking->records.count; i++) {
        const IntakeRecord *record = VEC_AT(looking->records, IntakeRecord, i);
        count_fate(looking->out, fates[i].outcome);
        while (at < looking->rows.count &&
               VEC_AT(looking->rows, IntakePreviewRow, at)->row < record->row)
            at++;
        if (at == looking->rows.count) continue;
        IntakePreviewRow *row = VEC_AT(looking->rows, IntakePreviewRow, at);
        if (row->row != record->row) continue;
        row->outcome = fates[i].outcome;
        if (fates[i].reason)
            row->reason = intake_row_reason(
                looking->cx->arena, &(RowRefusal){ .reason = fates[i].reason }, looking->english);
    }
}

static Code foresee(Looking *looking)
{
    const size_t count = looking->records.count;
    Ctx          own   = *looking->cx;
    if (count == 0) return OK;
    own.arena         = looking->records.arena;
    PersonFate *fates = arena_make(own.arena, PersonFate, count);
    const Code  code  = looking->mapping.spec->foresee(
          &own, &looking->mapping, VEC_AT(looking->records, IntakeRecord, 0), count, fates);
    if (code == OK)
        tell_fates(looking, fates);
    else
        looking->cx->err = own.err;
    return code;
}

/* One row counted, and shown where it is one of the first; of the others nothing stays in memory.
 */
static void read_row(Looking *looking, const CsvRow *row, bool is_row, size_t header)
{
    Arena           *arena   = looking->cx->arena;
    const ArenaMark  mark    = arena_mark(arena);
    const ArenaMark  kept    = arena_mark(looking->records.arena);
    RowRefusal       refusal = { .reason = "intake.bad_row" };
    const CsvRow     none    = { .number = row->number };
    const RowVerdict verdict = is_row ? read_one(looking, arena, row, header, &refusal) : ROW_BAD;
    const bool       is_kept = is_shown(looking, verdict);
    take(looking, is_row ? row : &none, verdict, &refusal);
    if (!is_kept) arena_rewind(arena, mark);
    if (verdict != ROW_GOOD) arena_rewind(looking->records.arena, kept);
}

static Code read_rows(Looking *looking, const CsvRow *first, size_t header)
{
    Ctx   *cx   = looking->cx;
    CsvRow row  = *first;
    Code   code = OK;
    for (int seen = 0; seen < LOOKED_ROWS && arena_used(looking->records.arena) < RECORDS_BYTES;
         seen++) {
        if (row.count == 0) code = intake_source_next(cx, looking->source, &row);
        if (code == ERR_UNAVAILABLE) return code;
        if (code == ERR_NOT_FOUND) {
            looking->out->is_whole = true;
            return OK;
        }
        read_row(looking, &row, code == OK, header);
        row.count = 0;
    }
    return OK;
}

static Code look(Looking *looking)
{
    Ctx   *cx   = looking->cx;
    CsvRow row  = { 0 };
    Code   code = intake_source_next(cx, looking->source, &row);
    if (code == ERR_UNAVAILABLE) return code;
    REQUIRE(cx, code == OK, ERR_INVALID, "intake.bad_header");
    Str *cells = arena_make(cx->arena, Str, row.count);
    for (size_t i = 0; i < row.count; i++) cells[i] = str_copy(cx->arena, str_trim(row.cell[i]));
    CsvRow     first   = { cells, row.count, row.number };
    bool       is_data = false;
    const Strs header =
        mapping_header(cx->arena, &looking->mapping, (Strs){ cells, row.count }, &is_data);
    if (!is_data) first.count = 0;
    TRY(mapping_bind(cx, &looking->mapping, header));
    looking->width       = field_count(&looking->mapping);
    looking->out->fields = field_names(cx, &looking->mapping);
    return read_rows(looking, &first, header.count);
}

Code intake_preview(Ctx *cx, int64_t id, bool english, IntakePreview *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    Intake  row     = { 0 };
    Looking looking = { .cx = cx, .english = english, .out = out };
    *out            = (IntakePreview){ 0 };
    TRY(intake_sql_get(cx, id, &row));
    TRY(mapping_parse(cx, row.mapping, &looking.mapping));
    if (!row.has_header) looking.mapping.header = HEADER_NONE;
    looking.rows    = vec_of(arena_new(16 << 20), IntakePreviewRow);
    looking.records = vec_of(arena_new(RECORDS_ARENA), IntakeRecord);
    Code code       = intake_source_open(cx, intake_upload_path(cx, id), looking.mapping.encoding,
                                         looking.mapping.delimiter, &looking.source);
    if (code == OK) code = look(&looking);
    if (code == OK) code = foresee(&looking);
    intake_source_close(looking.source);
    IntakePreviewRow *rows = arena_make(cx->arena, IntakePreviewRow, looking.rows.count);
    for (size_t i = 0; i < looking.rows.count; i++)
        rows[i] = *VEC_AT(looking.rows, IntakePreviewRow, i);
    out->rows = (Rows){ rows, looking.rows.count };
    arena_free(looking.rows.arena);
    arena_free(looking.records.arena);
    return code;
}
