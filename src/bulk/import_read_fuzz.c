/* import_read_fuzz.c -- any bytes as a file of customers: what is taken from a row has the form in
 * which it is kept, or the row is refused. */
#include "bulk/import_guess.h"
#include "bulk/import_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_digits(Str text)
{
    for (size_t i = 0; i < text.len; i++) ASSERT(text.ptr[i] >= '0' && text.ptr[i] <= '9');
}

static void check(Arena *arena, const ImportRecord *record)
{
    if (record->refusal != REFUSAL_NONE) {
        ASSERT(import_refusal_reason(record->refusal).len > 0);
        return;
    }
    const PersonFacts *facts = &record->facts;
    PersonFacts        again = *facts;
    check_digits(facts->phone);
    ASSERT(str_is_utf8(facts->name) && str_is_utf8(facts->description));
    ASSERT(facts->birthday.len == 0 || facts->birthday.len == 5 || facts->birthday.len == 10);
    /* The form of the form is itself. */
    ASSERT(customer_many_form(arena, &again) == NULL);
    ASSERT(str_equal(again.phone, facts->phone) && str_equal(again.email, facts->email));
    ASSERT(str_equal(again.birthday, facts->birthday));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { ARENA = 64 << 20 };
    Arena      *arena  = arena_new(ARENA);
    CsvReader  *reader = csv_reader_new(SHEET_COLUMNS_MAX, SHEET_CELL_MAX);
    CsvRow      row    = { 0 };
    ImportField fields[SHEET_COLUMNS_MAX];
    size_t      count = 0;
    csv_reader_feed(reader, (Str){ (const char *)data, size }, true);
    for (Code code = OK; code != ERR_NOT_FOUND;) {
        ImportRecord record = { 0 };
        code                = csv_reader_next(reader, &row);
        if (code != OK) continue;
        if (count == 0) {
            count = row.count;
            import_guess_all(row.cell, count, import_guess_header(row.cell, count), fields);
            continue;
        }
        import_read_row(arena, fields, count, &row, &record);
        check(arena, &record);
    }
    csv_reader_free(reader);
    arena_free(arena);
    return 0;
}
