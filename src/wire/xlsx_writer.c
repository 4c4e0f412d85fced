/* xlsx_writer.c -- sheets by libxlsxwriter in constant memory. */
#include "wire/xlsx.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { ROWS_MAX = 1048576, CELL_CHARS_MAX = 32767, SHEET_NAME_MAX = 31, EXACT_DIGITS = 15 };

struct XlsxWriter {
    Arena         *arena;
    lxw_workbook  *book;
    lxw_worksheet *sheet;
    lxw_format    *bold;
    lxw_row_t      row;
    bool           is_heading; /* the row in hand is bold */
    Code           code;       /* the first failure, told at the end */
};

/* What a sheet's name may not hold becomes a space. */
static const char *sheet_name_of(Arena *arena, Str name)
{
    const Str cut  = str_trim(str_prefix_chars(str_trim(name), SHEET_NAME_MAX));
    char     *copy = (char *)(uintptr_t)str_z(arena, cut);
    if (cut.len == 0 || !str_is_utf8(cut)) return NULL;
    for (char *at = copy; *at; at++)
        if (strchr("[]:*?/\\'", *at)) *at = ' ';
    return copy;
}

XlsxWriter *xlsx_writer_open(const char *path, Str sheet_name)
{
    Arena               *arena  = arena_new(4 << 20);
    XlsxWriter          *writer = arena_make(arena, XlsxWriter, 1);
    const char          *slash  = strrchr(path, '/');
    const Str            folder = slash ? (Str){ path, (size_t)(slash - path) + 1 } : S(".");
    lxw_workbook_options o      = { .constant_memory = LXW_TRUE,
                                    .tmpdir          = (char *)(uintptr_t)str_z(arena, folder) };
    *writer                     = (XlsxWriter){ .arena = arena };
    writer->book                = workbook_new_opt(path, &o);
    ASSERT(writer->book != NULL);
    const char *name = sheet_name_of(arena, sheet_name);
    writer->sheet    = workbook_add_worksheet(writer->book, name);
    if (!writer->sheet) writer->sheet = workbook_add_worksheet(writer->book, NULL);
    if (!writer->sheet) { /* no temporary file can be made beside it */
        writer->code = ERR_INTERNAL;
        return writer;
    }
    writer->bold = workbook_add_format(writer->book);
    format_set_bold(writer->bold);
    worksheet_freeze_panes(writer->sheet, 1, 0);
    writer->is_heading = true;
    return writer;
}

/* A number that a spreadsheet keeps exactly: at most 15 digits. */
static bool number_of(Arena *arena, Str text, double *out)
{
    const char *from   = str_z(arena, text);
    char       *end    = NULL;
    size_t      digits = 0;
    if (text.len == 0 || strspn(from, "+-.0123456789") != text.len) return false;
    for (size_t i = 0; i < text.len; i++) digits += from[i] >= '0' && from[i] <= '9';
    *out = strtod(from, &end);
    return digits <= EXACT_DIGITS && end == from + text.len && isfinite(*out);
}

/* Text that XML can carry and a cell can hold.  What looks like an escape of a
 * spreadsheet ("_x000D_") is escaped itself. */
static const char *text_of(Arena *arena, Str text)
{
    text       = str_replace(arena, text, S("_x"), S("_x005F_x"));
    text       = str_prefix_chars(text, CELL_CHARS_MAX);
    char *copy = (char *)(uintptr_t)str_z(arena, text);
    bool  utf8 = str_is_utf8(text);
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)copy[i];
        if ((c < ' ' && c != '\t' && c != '\n') || (!utf8 && c >= 0x80)) copy[i] = ' ';
    }
    return copy;
}

static lxw_error write_cell(XlsxWriter *writer, lxw_col_t column, Str cell, bool numeric)
{
    double      number = 0;
    lxw_format *format = writer->is_heading ? writer->bold : NULL;
    if (cell.len == 0) return LXW_NO_ERROR;
    if (numeric && number_of(writer->arena, cell, &number))
        return worksheet_write_number(writer->sheet, writer->row, column, number, format);
    return worksheet_write_string(writer->sheet, writer->row, column, text_of(writer->arena, cell),
                                  format);
}

static void write_row(XlsxWriter *writer, const Str *cells, const bool *numeric, size_t count)
{
    if (writer->row >= ROWS_MAX) writer->code = ERR_LIMIT;
    if (writer->code != OK) return;
    const ArenaMark mark = arena_mark(writer->arena);
    for (size_t i = 0; i < count; i++)
        if (write_cell(writer, (lxw_col_t)i, cells[i], numeric && numeric[i]) != LXW_NO_ERROR)
            writer->code = ERR_LIMIT;
    arena_rewind(writer->arena, mark);
    writer->row++;
    writer->is_heading = false;
}

void xlsx_writer_row(XlsxWriter *writer, const Str *cells, const bool *numeric, size_t count)
{
    write_row(writer, cells, numeric, count);
}

void xlsx_writer_heading(XlsxWriter *writer, const Str *cells, size_t count)
{
    writer->is_heading = true;
    write_row(writer, cells, NULL, count);
}

void xlsx_writer_sheet(XlsxWriter *writer, Str name)
{
    if (writer->code != OK) return;
    lxw_worksheet *sheet = workbook_add_worksheet(writer->book, sheet_name_of(writer->arena, name));
    if (!sheet) writer->code = ERR_INTERNAL;
    if (!sheet) return;
    writer->sheet = sheet;
    writer->row   = 0;
}

void xlsx_writer_width(XlsxWriter *writer, size_t column, int characters)
{
    const lxw_col_t at = (lxw_col_t)column;
    if (writer->code != OK) return;
    if (worksheet_set_column(writer->sheet, at, at, characters, NULL) != LXW_NO_ERROR)
        writer->code = ERR_LIMIT;
}

void xlsx_writer_describe(XlsxWriter *writer, Str author, Str comment)
{
    lxw_doc_properties about = { .author   = (char *)(uintptr_t)text_of(writer->arena, author),
                                 .comments = (char *)(uintptr_t)text_of(writer->arena, comment) };
    if (workbook_set_properties(writer->book, &about) != LXW_NO_ERROR) writer->code = ERR_LIMIT;
}

Code xlsx_writer_close(XlsxWriter *writer)
{
    Code code = writer->code;
    if (!writer->sheet)
        lxw_workbook_free(writer->book);
    else if (workbook_close(writer->book) != LXW_NO_ERROR && code == OK)
        code = ERR_INTERNAL;
    arena_free(writer->arena);
    return code;
}
