/* sheet.c -- CSV fed piece by piece, or a spreadsheet, as rows. */
#include "bulk/sheet.h"

#include "sys/file.h"

enum { PIECE = 128 * 1024, HEAD = 8 };

struct Sheet {
    Arena      *arena;
    XlsxReader *xlsx;
    CsvReader  *csv;
    FileReader *file;
    bool        is_over; /* the last piece was fed */
    char        piece[PIECE];
};

Code sheet_format(Ctx *cx, const char *path, FileFormat *out)
{
    static const char old[HEAD] = { (char)0xD0, (char)0xCF, 0x11, (char)0xE0,
                                    (char)0xA1, (char)0xB1, 0x1A, (char)0xE1 };
    char              head[HEAD];
    FileReader       *file = file_reader_open(path);
    if (!file) return fail(cx, ERR_INTERNAL, "import.unreadable", "%s", file_error());
    const int64_t size = file_reader_read(file, head, HEAD);
    file_reader_close(file);
    const Str bytes = { head, size > 0 ? (size_t)size : 0 };
    REQUIRE(cx, bytes.len > 0, ERR_INVALID, "import.empty");
    REQUIRE(cx, !str_equal(bytes, (Str){ old, HEAD }), ERR_INVALID, "xlsx.old_format");
    *out = str_starts(bytes, S("PK\x03\x04")) ? FORMAT_XLSX : FORMAT_CSV;
    return OK;
}

Code sheet_open(Ctx *cx, const char *path, FileFormat format, Sheet **out)
{
    Arena *arena = arena_new(4 * PIECE);
    Sheet *sheet = arena_make(arena, Sheet, 1);
    sheet->arena = arena;
    if (format == FORMAT_XLSX) {
        const char *reason = NULL;
        const Code  code   = xlsx_reader_open(path, &sheet->xlsx, &reason);
        if (code != OK) {
            arena_free(arena);
            return fail(cx, code, reason, "%s", path);
        }
    } else {
        sheet->file = file_reader_open(path);
        if (!sheet->file) {
            arena_free(arena);
            return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", file_error());
        }
        sheet->csv = csv_reader_new(SHEET_COLUMNS_MAX, SHEET_CELL_MAX);
    }
    *out = sheet;
    return OK;
}

static Code next_csv(Sheet *sheet, CsvRow *row)
{
    for (;;) {
        const Code code = csv_reader_next(sheet->csv, row);
        if (code != ERR_NOT_FOUND || sheet->is_over) return code;
        const int64_t size = file_reader_read(sheet->file, sheet->piece, PIECE);
        /* What cannot be read is told as the end: the rows before it are good. */
        sheet->is_over = size < PIECE;
        csv_reader_feed(sheet->csv, (Str){ sheet->piece, size > 0 ? (size_t)size : 0 },
                        sheet->is_over);
    }
}

Code sheet_next(Sheet *sheet, CsvRow *row)
{
    if (!sheet->xlsx) return next_csv(sheet, row);
    const Code code = xlsx_reader_next(sheet->xlsx, row);
    return code == OK && row->count > SHEET_COLUMNS_MAX ? ERR_LIMIT : code;
}

void sheet_close(Sheet *sheet)
{
    if (!sheet) return;
    if (sheet->xlsx) xlsx_reader_close(sheet->xlsx);
    if (sheet->csv) csv_reader_free(sheet->csv);
    if (sheet->file) file_reader_close(sheet->file);
    arena_free(sheet->arena);
}
