/* sheet.c -- rows out of an uploaded file, and an XLSX out of rows. */
#include "kernel/sheet.h"

#include "kernel/id.h"
#include "sys/sys.h"

enum { FORM_BYTES_MAX = 1 << 20, FORM_COLUMNS_MAX = 40 };

/* A name in tmp/ nobody else uses. */
static Code tmp_path(Ctx *cx, const char **path)
{
    const char *folder = str_z(cx->arena, str_fmt(cx->arena, "%s/tmp", cx->services->data_dir));
    REQUIRE(cx, dir_make(folder) == OK, ERR_UNAVAILABLE, "sheet.not_written");
    *path = str_z(cx->arena,
                  str_fmt(cx->arena, "%s/sheet-%lld.xlsx", folder, (long long)cx_new_id(cx)));
    return OK;
}

/* ---- reading ---------------------------------------------------------------- */

static Code read_rows(Code (*next)(void *from, CsvRow *row), void *from, SheetEach each, void *with)
{
    for (;;) {
        CsvRow     row  = { 0 };
        const Code code = next(from, &row);
        if (code == ERR_NOT_FOUND) return OK;
        TRY(each(with, &row, code != OK));
    }
}

static Code next_csv(void *from, CsvRow *row) { return csv_reader_next(from, row); }
static Code next_xlsx(void *from, CsvRow *row) { return xlsx_reader_next(from, row); }

static Code read_csv(Str bytes, SheetEach each, void *with)
{
    CsvReader *reader = csv_reader_new(SHEET_CELLS_MAX, SHEET_CELL_BYTES_MAX);
    csv_reader_feed(reader, bytes, true);
    const Code code = read_rows(next_csv, reader, each, with);
    csv_reader_free(reader);
    return code;
}

static Code read_xlsx(Ctx *cx, Str bytes, SheetEach each, void *with)
{
    const char *path = NULL, *reason = NULL;
    TRY(tmp_path(cx, &path));
    REQUIRE(cx, file_write(path, bytes, 0600) == OK, ERR_UNAVAILABLE, "sheet.not_written");
    XlsxReader *reader = NULL;
    Code        code   = xlsx_reader_open(path, &reader, &reason);
    if (code != OK) {
        code = fail(cx, ERR_INVALID, "sheet.unreadable", "%s", reason);
    } else {
        code = read_rows(next_xlsx, reader, each, with);
        xlsx_reader_close(reader);
    }
    IGNORE(file_remove(path)); /* a leftover in tmp/ harms nobody */
    return code;
}

Code sheet_read(Ctx *cx, Str bytes, SheetEach each, void *with)
{
    ASSERT(cx->depth == 0); /* others would wait for the writer meanwhile */
    if (str_starts(bytes, S("PK"))) return read_xlsx(cx, bytes, each, with);
    return read_csv(bytes, each, with);
}

int sheet_column(const CsvRow *header, Str names)
{
    for (size_t i = 0; i < header->count; i++) {
        Str rest = names;
        while (rest.ptr)
            if (str_equal_nocase(str_trim(header->cell[i]), str_cut(&rest, '|'))) return (int)i;
    }
    return -1;
}

Str sheet_cell(Arena *arena, const CsvRow *row, int column)
{
    if (column < 0 || (size_t)column >= row->count) return S("");
    return str_copy(arena, str_trim(row->cell[column]));
}

bool sheet_is_blank(const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (str_trim(row->cell[i]).len > 0) return false;
    return true;
}

/* ---- writing ---------------------------------------------------------------- */

Code sheet_write(Ctx *cx, Str name, const Str *cells, size_t column_count, size_t row_count,
                 Str *xlsx)
{
    static const bool text[FORM_COLUMNS_MAX] = { false };
    ASSERT(column_count <= FORM_COLUMNS_MAX);
    return sheet_write_typed(cx, name, cells, text, column_count, row_count, xlsx);
}

Code sheet_write_typed(Ctx *cx, Str name, const Str *cells, const bool *is_number,
                       size_t column_count, size_t row_count, Str *xlsx)
{
    const char *path = NULL;
    TRY(tmp_path(cx, &path));
    XlsxWriter *writer = xlsx_writer_open(path, name);
    REQUIRE(cx, writer != NULL, ERR_UNAVAILABLE, "sheet.not_written");
    for (size_t i = 0; i < row_count; i++)
        xlsx_writer_row(writer, cells + i * column_count, is_number, column_count);
    REQUIRE(cx, xlsx_writer_close(writer) == OK, ERR_UNAVAILABLE, "sheet.not_written");
    const Code code = file_read(cx->arena, path, FORM_BYTES_MAX, xlsx);
    IGNORE(file_remove(path)); /* as above */
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "sheet.not_written");
    return OK;
}
