/* csv_fuzz.c -- any bytes in pieces of any size; the size may change nothing. */
#include "wire/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t read_all(Str text, size_t piece)
{
    CsvReader *reader = csv_reader_new(8, 100);
    CsvRow     row    = { 0 };
    uint64_t   hash   = 0;
    size_t     at     = 0;
    for (bool last = false; !last; at += piece) {
        last = text.len - at <= piece;
        csv_reader_feed(reader, str_slice(text, at, at + piece), last);
        for (Code code = OK; code != ERR_NOT_FOUND;) {
            code = csv_reader_next(reader, &row);
            if (code == ERR_NOT_FOUND) break;
            hash = hash * 31 + (uint64_t)code * 7 + (uint64_t)row.number;
            for (size_t i = 0; code == OK && i < row.count; i++) {
                ASSERT(row.cell[i].len <= 100);
                ASSERT(str_is_utf8(row.cell[i]));
                hash = hash * 31 + str_hash(row.cell[i]);
            }
        }
    }
    csv_reader_free(reader);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    const size_t piece = data[0] ? data[0] : 1;
    const Str    text  = { (const char *)data + 1, size - 1 };
    ASSERT(read_all(text, piece) == read_all(text, text.len + 1));
    return 0;
}
