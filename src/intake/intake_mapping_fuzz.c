/* intake_mapping_fuzz.c -- any mapping over any file: the document, a 0 byte, the rows. */
#include "intake/intake_row.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_MAX = 64 << 20, COLUMNS = 16, CELL_MAX = 4096 };

static void check_record(const Mapping *mapping, const IntakeRecord *record)
{
    for (size_t i = 0; i < mapping->spec->field_count; i++) {
        const IntakeField *field = &mapping->spec->fields[i];
        const IntakeValue *value = &record->values[i];
        ASSERT(value->text.len <= field->bytes_max || field->bytes_max == 0);
        ASSERT(!field->is_needed || value->is_set);
        ASSERT(field->type != VALUE_WORD || !value->is_set ||
               word_of(field->words, (int)value->number).ptr);
    }
    for (size_t i = 0; i < record->claim_count; i++) ASSERT(record->claims[i].value.len > 0);
    ASSERT(!record->payload.ptr || record->payload.ptr[0] == '{');
}

static void read_rows(Ctx *cx, Mapping *mapping, Str text)
{
    CsvReader *reader   = csv_reader_new(COLUMNS, CELL_MAX);
    CsvRow     row      = { 0 };
    bool       is_bound = false;
    csv_reader_tell(reader, CSV_ANY, mapping->delimiter);
    csv_reader_feed(reader, text, true);
    for (Code code = OK; code != ERR_NOT_FOUND;) {
        code = csv_reader_next(reader, &row);
        if (code != OK) continue;
        if (!is_bound && mapping_bind(cx, mapping, (Strs){ row.cell, row.count }) != OK) break;
        IntakeRecord record  = { 0 };
        RowRefusal   refusal = { 0 };
        if (is_bound) switch (intake_row_read(cx->arena, mapping, &row, &record, &refusal)) {
            case ROW_GOOD: check_record(mapping, &record); break;
            case ROW_BAD:
                ASSERT(refusal.reason);
                ASSERT(intake_row_reason(cx->arena, &refusal, true).len > 0);
                break;
            case ROW_LEFT_OUT: break;
            }
        is_bound = true;
    }
    csv_reader_free(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text     = (const char *)data;
    const char *end      = size ? memchr(text, 0, size) : NULL;
    const Str   document = { text, end ? (size_t)(end - text) : size };
    Ctx         cx       = { .arena = arena_new(ARENA_MAX), .zone = { 480 } };
    Mapping     mapping;
    if (mapping_parse(&cx, document, &mapping) == OK && end)
        read_rows(&cx, &mapping, (Str){ end + 1, size - document.len - 1 });
    else
        ASSERT(cx.err.reason || !end);
    arena_free(cx.arena);
    return 0;
}
