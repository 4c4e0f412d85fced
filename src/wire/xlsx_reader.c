/* xlsx_reader.c -- one row after the other of a sheet: expat is stopped at each row's end
 * and resumed for the next, so memory does not grow with the sheet. */
#include "wire/xlsx.h"

#include "wire/xlsx_book.h"

#include <expat.h>
#include <string.h>

enum { PIECE = 64 << 10, COLUMNS_MAX = 16384, ROWS_MAX = 1048576, CELL_MAX = 32767 * 4 };

struct XlsxReader {
    Arena     *arena, *row_arena;
    XlsxZip   *zip;
    XML_Parser parser;
    XlsxBook   book;
    Str       *cells;  /* of the row at hand */
    size_t     count;  /* up to the last cell with text */
    int64_t    number; /* of the row at hand, from 1 */
    Code       code;   /* what is wrong with the row */
    size_t     column; /* of the cell at hand */
    char       type;   /* s shared, i inline, b boolean, e error, d date, t text, n number */
    int64_t    style;
    char      *text; /* of the cell */
    size_t     text_len;
    bool       in_rows, in_row, in_text, in_phonetic;
    bool       row_ready, suspended, last_fed, ended;
};

static bool is(const char *name, const char *wanted)
{
    return strcmp(xlsx_book_local(name), wanted) == 0;
}

static void row_wrong(XlsxReader *reader, Code code)
{
    if (reader->code == OK) reader->code = code;
}

static void begin_row(XlsxReader *reader, const char **attributes)
{
    int64_t number = 0;
    if (str_to_i64(str_of(xlsx_book_attribute(attributes, "r")), &number) && number > 0 &&
        number <= ROWS_MAX)
        reader->number = number;
    else
        reader->number++;
    reader->in_row = true;
    reader->column = SIZE_MAX; /* the first cell moves it to 0 */
}

/* "BC12" to 54; what is no reference is the column after the last one. */
static size_t column_of(const char *reference, size_t last)
{
    size_t column = 0, letters = 0;
    for (; reference && reference[letters] >= 'A' && reference[letters] <= 'Z' && letters < 4;
         letters++)
        column = column * 26 + (size_t)(reference[letters] - 'A') + 1;
    return letters ? column - 1 : last + 1;
}

static char type_of(const char *type)
{
    static const struct {
        const char *word;
        char        type;
    } types[] = { { "s", 's' }, { "inlineStr", 'i' }, { "str", 't' },
                  { "b", 'b' }, { "e", 'e' },         { "d", 'd' } };
    for (size_t i = 0; type && i < COUNT(types); i++)
        if (strcmp(type, types[i].word) == 0) return types[i].type;
    return 'n';
}

static void begin_cell(XlsxReader *reader, const char **attributes)
{
    reader->column   = column_of(xlsx_book_attribute(attributes, "r"), reader->column);
    reader->type     = type_of(xlsx_book_attribute(attributes, "t"));
    reader->text_len = 0;
    reader->style    = 0;
    if (!str_to_i64(str_of(xlsx_book_attribute(attributes, "s")), &reader->style))
        reader->style = 0;
}

static void on_start(void *data, const char *name, const char **attributes)
{
    XlsxReader *reader = data;
    if (is(name, "sheetData")) reader->in_rows = true;
    if (!reader->in_rows) return;
    if (is(name, "row")) begin_row(reader, attributes);
    if (!reader->in_row) return;
    if (is(name, "c"))
        begin_cell(reader, attributes);
    else if (is(name, "rPh"))
        reader->in_phonetic = true;
    else if (is(name, "v"))
        reader->in_text = reader->type != 'i';
    else if (is(name, "t"))
        reader->in_text = reader->type == 'i' && !reader->in_phonetic;
}

static void on_text(void *data, const char *text, int len)
{
    XlsxReader *reader = data;
    if (!reader->in_text) return;
    if ((size_t)len > CELL_MAX - reader->text_len) {
        row_wrong(reader, ERR_LIMIT);
        return;
    }
    memcpy(reader->text + reader->text_len, text, (size_t)len);
    reader->text_len += (size_t)len;
}

static Str shared_text(XlsxReader *reader, Str index)
{
    int64_t at = 0;
    if (str_to_i64(str_trim(index), &at) && at >= 0 && (size_t)at < reader->book.strings.count)
        return reader->book.strings.at[at];
    row_wrong(reader, ERR_INVALID);
    return S("");
}

static Str number_text(const XlsxReader *reader, Str raw)
{
    XlsxFormat format = { .look = XLSX_NUMBER };
    if (reader->style >= 0 && (size_t)reader->style < reader->book.format_count)
        format = reader->book.formats[reader->style];
    return xlsx_format_text(reader->row_arena, format, reader->book.from_1904, raw);
}

static Str cell_text(XlsxReader *reader)
{
    const Str raw = { reader->text, reader->text_len };
    if (raw.len == 0) return S("");
    switch (reader->type) {
    case 's': return shared_text(reader, raw);
    case 'b': return str_equal(raw, S("1")) ? S("TRUE") : S("FALSE");
    case 'd': return xlsx_format_iso(reader->row_arena, raw);
    case 'n': return number_text(reader, raw);
    default: return xlsx_format_unescape(reader->row_arena, raw);
    }
}

static void end_cell(XlsxReader *reader)
{
    if (reader->column >= COLUMNS_MAX) {
        row_wrong(reader, ERR_LIMIT);
        return;
    }
    const Str text = cell_text(reader);
    if (text.len == 0) return;
    /* Cells may stand in any order; those that are not there are empty. */
    reader->cells[reader->column] = text;
    if (reader->column >= reader->count) reader->count = reader->column + 1;
}

static void on_end(void *data, const char *name)
{
    XlsxReader *reader = data;
    if (!reader->in_row) {
        if (is(name, "sheetData")) reader->in_rows = false;
        return;
    }
    if (is(name, "v") || is(name, "t"))
        reader->in_text = false;
    else if (is(name, "rPh"))
        reader->in_phonetic = false;
    else if (is(name, "c"))
        end_cell(reader);
    if (!is(name, "row")) return;
    reader->in_row = false;
    if (reader->count == 0 && reader->code == OK) return; /* nothing in it */
    reader->row_ready = true;
    XML_StopParser(reader->parser, XML_TRUE);
}

static void on_dtd(void *data, const char *name, const char *system, const char *public_id,
                   int internal)
{
    XlsxReader *reader = data;
    (void)name, (void)system, (void)public_id, (void)internal;
    XML_StopParser(reader->parser, XML_FALSE);
}

bool xlsx_reader_is_web_page(Str head)
{
    static const char *const begins[] = { "<html", "<!doctype", "<table", "<meta",
                                          "<head", "<style",    "<?xml",  "<!--" };
    char                     text[32];
    size_t                   len = 0;
    for (size_t i = 0; i < head.len && len < sizeof(text); i++) {
        const unsigned char byte = (unsigned char)head.ptr[i];
        /* Marks of an encoding, the zeros of UTF-16, and what stands before the first sign. */
        if (byte == 0 || byte >= 0x80 || (len == 0 && byte <= ' ')) continue;
        text[len++] = (char)byte;
    }
    for (size_t i = 0; i < COUNT(begins); i++) {
        const Str begin = str_of(begins[i]);
        if (len >= begin.len && str_equal_nocase((Str){ text, begin.len }, begin)) return true;
    }
    return false;
}

Code xlsx_reader_open(const char *path, XlsxReader **out, const char **reason)
{
    XlsxZip *zip = NULL;
    TRY(xlsx_zip_open(path, &zip, reason));
    Arena      *arena  = arena_new(SIZE_MAX); /* bounded by what xlsx_book_read takes */
    XlsxReader *reader = arena_make(arena, XlsxReader, 1);
    reader->arena      = arena;
    reader->row_arena  = arena_new(SIZE_MAX);
    reader->zip        = zip;
    Code code          = xlsx_book_read(arena, zip, &reader->book, reason);
    if (code == OK) code = xlsx_zip_enter(zip, reader->book.sheet_path, reason);
    if (code != OK) {
        xlsx_reader_close(reader);
        return code == ERR_LIMIT ? ERR_LIMIT : ERR_INVALID;
    }
    reader->cells  = arena_make(arena, Str, COLUMNS_MAX);
    reader->text   = arena_make(arena, char, CELL_MAX);
    reader->parser = XML_ParserCreate(NULL);
    ASSERT(reader->parser != NULL);
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reader->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_dtd);
    *out = reader;
    return OK;
}

void xlsx_reader_close(XlsxReader *reader)
{
    if (!reader) return;
    if (reader->parser) XML_ParserFree(reader->parser);
    xlsx_zip_close(reader->zip);
    arena_free(reader->row_arena);
    arena_free(reader->arena);
}

/* Lets expat go on until the end of a row or of what it has. */
static Code advance(XlsxReader *reader)
{
    enum XML_Status status = XML_STATUS_ERROR;
    if (reader->suspended) {
        status = XML_ResumeParser(reader->parser);
    } else {
        const char *unused = NULL;
        int         got    = 0;
        void       *piece  = XML_GetBuffer(reader->parser, PIECE);
        ASSERT(piece != NULL);
        TRY(xlsx_zip_read(reader->zip, piece, PIECE, &got, &unused));
        reader->last_fed = got == 0;
        status           = XML_ParseBuffer(reader->parser, got, got == 0);
    }
    if (status == XML_STATUS_ERROR) return ERR_INVALID;
    reader->suspended = status == XML_STATUS_SUSPENDED;
    if (!reader->suspended && reader->last_fed) reader->ended = true;
    return OK;
}

static void forget_row(XlsxReader *reader)
{
    arena_reset(reader->row_arena);
    for (size_t i = 0; i < reader->count; i++) reader->cells[i] = (Str){ 0 };
    reader->count     = 0;
    reader->code      = OK;
    reader->row_ready = false;
}

Code xlsx_reader_next(XlsxReader *reader, CsvRow *row)
{
    forget_row(reader);
    while (!reader->row_ready) {
        if (reader->ended) return ERR_NOT_FOUND;
        const Code code = advance(reader);
        if (code == OK) continue;
        reader->ended = true; /* a broken sheet is told once, behind its last good row */
        *row          = (CsvRow){ .number = reader->number + !reader->in_row };
        return code;
    }
    *row = (CsvRow){ .number = reader->number };
    if (reader->code != OK) return reader->code;
    for (size_t i = 0; i < reader->count; i++)
        if (!reader->cells[i].ptr) reader->cells[i] = S("");
    row->cell  = reader->cells;
    row->count = reader->count;
    return OK;
}
