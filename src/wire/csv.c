/* csv.c -- a reader that is fed pieces and gives rows, and the writer. */
#include "wire/csv.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { DETECT_BYTES = 4096, FIRST_LINE_MAX = 64 << 10, CARRY_MAX = 8, PIECE = 16 << 10 };

typedef enum State { CELL_START, CELL_PLAIN, CELL_QUOTED, CELL_QUOTE_SEEN } State;

/* Bytes that grow; what was given up is freed with the reader. */
typedef struct Bytes {
    char  *ptr;
    size_t at, len, room;
} Bytes;

struct CsvReader {
    Arena      *arena;
    size_t      cells_max, cell_bytes_max;
    Bytes       in;                  /* UTF-8, read up to `at` */
    bool        started;             /* the encoding is known */
    CsvEncoding told;                /* by the caller         */
    bool        last;                /* nothing more will be fed */
    iconv_t     converter;           /* (iconv_t)-1: the text is UTF-8 */
    Bytes       raw;                 /* of another encoding: the last piece, converted up to `at` */
    size_t      in_before;           /* of `in` was there before the last piece */
    size_t      found_in, found_raw; /* `in` up to there is `raw` up to there */
    int64_t     found;               /* bytes of text converted to find places */
    int64_t     fed;                 /* bytes of the file so far */
    char        separator;           /* 0 until the first line is known */
    State       state;
    Code        code; /* what is wrong with the row at hand */
    Bytes       row;  /* its text, cell after cell */
    size_t     *ends; /* where each of its cells ends */
    size_t      cell_count, cell_bytes;
    Str        *cells;
    bool        skip_newline; /* a CR ended the row */
    bool        quoted;       /* the row has a quoted cell, so it is not blank */
    bool        taken;        /* the row was handed out and is kept until the next call */
    int64_t     line, row_line;
};

static void bytes_add(Arena *arena, Bytes *bytes, const char *ptr, size_t len)
{
    if (bytes->room - bytes->len < len) {
        size_t room = bytes->room ? bytes->room * 2 : PIECE;
        while (room - bytes->len < len) room *= 2;
        char *more = arena_make(arena, char, room);
        if (bytes->len) memcpy(more, bytes->ptr, bytes->len);
        bytes->ptr  = more;
        bytes->room = room;
    }
    if (len) memcpy(bytes->ptr + bytes->len, ptr, len);
    bytes->len += len;
}

/* Moves what was not read yet to the front. */
static void compact(Bytes *in)
{
    if (in->at == 0) return;
    memmove(in->ptr, in->ptr + in->at, in->len - in->at);
    in->len -= in->at;
    in->at = 0;
}

CsvReader *csv_reader_new(size_t cells_max, size_t cell_bytes_max)
{
    ASSERT(cells_max > 0);
    /* The arena is the reader's own heap; its bound is the widest row and the pieces fed. */
    Arena     *arena  = arena_new(SIZE_MAX);
    CsvReader *reader = arena_make(arena, CsvReader, 1);
    *reader           = (CsvReader){ .arena          = arena,
                                     .cells_max      = cells_max,
                                     .cell_bytes_max = cell_bytes_max,
                                     .converter      = (iconv_t)-1,
                                     .line           = 1,
                                     .row_line       = 1 };
    reader->ends      = arena_make(arena, size_t, cells_max);
    reader->cells     = arena_make(arena, Str, cells_max);
    return reader;
}

void csv_reader_tell(CsvReader *reader, CsvEncoding encoding, char separator)
{
    ASSERT(!reader->started);
    reader->told      = encoding;
    reader->separator = separator;
}

void csv_reader_free(CsvReader *reader)
{
    if (!reader) return;
    if (reader->converter != (iconv_t)-1) iconv_close(reader->converter);
    arena_free(reader->arena);
}

/* Bytes of another encoding as UTF-8, as many as there is room for; what was taken is cut off. What
 * is none of it becomes a byte that is no UTF-8 either, so that its row is refused later. */
static size_t convert(const CsvReader *reader, Str *bytes, char *out, size_t room)
{
    char  *from = (char *)(uintptr_t)bytes->ptr, *to = out;
    size_t left = bytes->len;
    while (left) {
        const size_t done = iconv(reader->converter, &from, &left, &to, &room);
        if (done != (size_t)-1 || errno == E2BIG || room == 0) break;
        if (errno == EINVAL && !reader->last && left < CARRY_MAX) break; /* more is to come */
        *to++ = '\xFF';
        room--;
        from++;
        left--;
    }
    *bytes = (Str){ from, left };
    return (size_t)(to - out);
}

static void add_input(CsvReader *reader, Str bytes)
{
    char   piece[PIECE];
    size_t got        = 0;
    reader->in_before = reader->in.len;
    if (reader->converter == (iconv_t)-1) {
        bytes_add(reader->arena, &reader->in, bytes.ptr, bytes.len);
        return;
    }
    compact(&reader->raw);
    bytes_add(reader->arena, &reader->raw, bytes.ptr, bytes.len);
    reader->found_in  = reader->in_before;
    reader->found_raw = 0;
    Str rest          = { reader->raw.ptr, reader->raw.len };
    while ((got = convert(reader, &rest, piece, sizeof(piece))) > 0)
        bytes_add(reader->arena, &reader->in, piece, got);
    reader->raw.at = reader->raw.len - rest.len;
}

/* UTF-8 but for a code point that the end may have cut, unless it is `whole`. */
static bool looks_like_utf8(Str text, bool whole)
{
    for (size_t cut = 0; cut <= 3 && cut <= text.len; cut++) {
        if (str_is_utf8((Str){ text.ptr, text.len - cut })) return true;
        if (whole) return false;
    }
    return false;
}

/* The name of an encoding of two bytes a character: by its mark, or by every other byte of the
 * beginning being 0, as plain letters and separators leave them. */
static const char *wide_encoding(Str text)
{
    enum { LOOK = 64 };
    if (str_starts(text, S("\xFF\xFE"))) return "UTF-16LE";
    if (str_starts(text, S("\xFE\xFF"))) return "UTF-16BE";
    size_t even = 0, odd = 0;
    for (size_t i = 0; i < text.len && i < LOOK; i++) {
        if (text.ptr[i] == 0 && i % 2 == 0) even++;
        if (text.ptr[i] == 0 && i % 2 == 1) odd++;
    }
    if (odd > even && odd >= 2 && even == 0) return "UTF-16LE";
    return even > odd && even >= 2 && odd == 0 ? "UTF-16BE" : NULL;
}

/* Looks at the first bytes, always as many, and lets in what was held back. */
static void start(CsvReader *reader)
{
    Str held         = { reader->in.ptr, reader->in.len };
    reader->in       = (Bytes){ 0 };
    reader->started  = true;
    const char *wide = reader->told == CSV_ANY ? wide_encoding(held) : NULL;
    if (wide) {
        const bool has_mark = str_starts(held, S("\xFF\xFE")) || str_starts(held, S("\xFE\xFF"));
        reader->converter   = iconv_open("UTF-8", wide);
        held                = str_slice(held, has_mark ? 2 : 0, held.len);
    } else if (str_starts(held, S("\xEF\xBB\xBF")))
        held = str_slice(held, 3, held.len);
    else if (reader->told == CSV_GB18030 ||
             (reader->told == CSV_ANY &&
              !looks_like_utf8(str_slice(held, 0, DETECT_BYTES), held.len <= DETECT_BYTES)))
        reader->converter = iconv_open("UTF-8", "GB18030");
    if (held.len) add_input(reader, held);
}

void csv_reader_feed(CsvReader *reader, Str bytes, bool last)
{
    ASSERT(!reader->last);
    reader->last = last;
    reader->fed += (int64_t)bytes.len;
    compact(&reader->in);
    if (reader->started) {
        add_input(reader, bytes);
    } else {
        bytes_add(reader->arena, &reader->in, bytes.ptr, bytes.len);
        if (last || reader->in.len >= DETECT_BYTES) start(reader);
    }
}

/* The separator by the first line; false when that is not whole yet. */
static bool find_separator(CsvReader *reader)
{
    const Bytes *in     = &reader->in;
    const Str    text   = str_slice((Str){ in->ptr, in->len }, in->at, in->at + FIRST_LINE_MAX);
    bool         quoted = false, tab = false, semicolon = false;
    size_t       i = 0;
    for (; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (c == ',') {
            reader->separator = ',';
            return true;
        }
        tab       = tab || c == '\t';
        semicolon = semicolon || c == ';';
    }
    if (i == text.len && !reader->last && text.len < FIRST_LINE_MAX) return false;
    reader->separator = tab ? '\t' : semicolon ? ';' : ',';
    return true;
}

static void row_wrong(CsvReader *reader, Code code)
{
    if (reader->code == OK) reader->code = code;
}

static void cell_add(CsvReader *reader, const char *ptr, size_t len)
{
    if (len > reader->cell_bytes_max - reader->cell_bytes) {
        row_wrong(reader, ERR_LIMIT);
        return;
    }
    if (reader->code != OK) return;
    bytes_add(reader->arena, &reader->row, ptr, len);
    reader->cell_bytes += len;
}

static void cell_end(CsvReader *reader)
{
    if (reader->cell_count == reader->cells_max)
        row_wrong(reader, ERR_LIMIT);
    else
        reader->ends[reader->cell_count++] = reader->row.len;
    reader->cell_bytes = 0;
    reader->state      = CELL_START;
}

static void row_begin(CsvReader *reader)
{
    reader->row.len    = 0;
    reader->cell_count = 0;
    reader->cell_bytes = 0;
    reader->code       = OK;
    reader->quoted     = false;
    reader->taken      = false;
    reader->row_line   = reader->line;
}

static bool row_is_blank(const CsvReader *reader)
{
    return reader->cell_count == 1 && reader->row.len == 0 && !reader->quoted && reader->code == OK;
}

static bool is_bad_text(Str cell)
{
    return cell.len && (!str_is_utf8(cell) || memchr(cell.ptr, 0, cell.len));
}

/* Hands the finished row out. */
static Code row_take(CsvReader *reader, CsvRow *row)
{
    const Str all  = { reader->row.ptr, reader->row.len };
    size_t    from = 0;
    *row           = (CsvRow){ .number = reader->row_line };
    if (reader->code != OK) return reader->code;
    for (size_t i = 0; i < reader->cell_count; i++) {
        const size_t end = reader->ends[i];
        reader->cells[i] = end > from ? str_slice(all, from, end) : S("");
        /* Each by itself: a code point cut by a separator would look whole in the row. */
        if (is_bad_text(reader->cells[i])) return ERR_INVALID;
        from = end;
    }
    row->cell  = reader->cells;
    row->count = reader->cell_count;
    return OK;
}

static size_t quoted_run(Str text)
{
    const char *quote = memchr(text.ptr, '"', text.len);
    return quote ? (size_t)(quote - text.ptr) : text.len;
}

static size_t plain_run(const CsvReader *reader, Str text)
{
    size_t len = 0;
    while (len < text.len && text.ptr[len] != reader->separator && text.ptr[len] != '\n' &&
           text.ptr[len] != '\r' && text.ptr[len] != '"')
        len++;
    return len;
}

static int64_t newlines(const char *ptr, size_t len)
{
    int64_t count = 0;
    for (size_t i = 0; i < len; i++) count += ptr[i] == '\n';
    return count;
}

/* A byte with a meaning outside of quotes; true when it ends the row. */
static bool take_special(CsvReader *reader, char c)
{
    if (c == reader->separator) {
        cell_end(reader);
    } else if (c == '\n' || c == '\r') {
        cell_end(reader);
        reader->line++;
        reader->skip_newline = c == '\r';
        return true;
    } else { /* a quote in the middle of a plain cell */
        row_wrong(reader, ERR_INVALID);
        reader->state = CELL_PLAIN;
    }
    return false;
}

/* Takes what the present state allows from `text`; true when a row ended. */
static bool take(CsvReader *reader, Str text, size_t *used)
{
    const char c = text.ptr[0];
    *used        = 1;
    if (reader->skip_newline) {
        reader->skip_newline = false;
        if (c == '\n') return false;
    }
    if (reader->state == CELL_QUOTED && c != '"') {
        *used = quoted_run(text);
        cell_add(reader, text.ptr, *used);
        reader->line += newlines(text.ptr, *used);
        return false;
    }
    if (c == '"' && reader->state != CELL_PLAIN) {
        if (reader->state == CELL_QUOTE_SEEN) cell_add(reader, "\"", 1);
        reader->state  = reader->state == CELL_QUOTED ? CELL_QUOTE_SEEN : CELL_QUOTED;
        reader->quoted = true;
        return false;
    }
    *used = plain_run(reader, text);
    if (*used == 0) {
        *used = 1;
        return take_special(reader, c);
    }
    if (reader->state == CELL_QUOTE_SEEN) row_wrong(reader, ERR_INVALID);
    reader->state = CELL_PLAIN;
    cell_add(reader, text.ptr, *used);
    return false;
}

/* The row that no line end closed, if the file ends with one. */
static bool last_row(CsvReader *reader)
{
    if (!reader->last) return false;
    if (reader->state == CELL_START && reader->cell_count == 0) return false;
    if (reader->state == CELL_QUOTED) row_wrong(reader, ERR_INVALID);
    cell_end(reader);
    return true;
}

Code csv_reader_next(CsvReader *reader, CsvRow *row)
{
    if (!reader->started) return ERR_NOT_FOUND;
    if (reader->separator == 0 && !find_separator(reader)) return ERR_NOT_FOUND;
    Bytes *in = &reader->in;
    if (reader->taken) row_begin(reader);
    for (;;) {
        bool ended = false;
        while (!ended && in->at < in->len) {
            size_t used = 0;
            ended       = take(reader, (Str){ in->ptr + in->at, in->len - in->at }, &used);
            in->at += used;
        }
        if (!ended && !last_row(reader)) return ERR_NOT_FOUND;
        if (!row_is_blank(reader)) break;
        row_begin(reader);
    }
    reader->taken = true;
    return row_take(reader, row);
}

/* Where the text that was read ends in the file; ERR_NOT_FOUND: before the last piece.  What was
 * converted for a place before is not converted again. */
static Code find_offset(CsvReader *reader, int64_t *at)
{
    const Bytes *in = &reader->in;
    if (reader->converter == (iconv_t)-1) {
        *at = reader->fed - (int64_t)(in->len - in->at);
        return OK;
    }
    if (in->at < reader->in_before) return ERR_NOT_FOUND;
    char piece[PIECE];
    Str  rest =
        str_slice((Str){ reader->raw.ptr, reader->raw.len }, reader->found_raw, reader->raw.len);
    reader->found += (int64_t)(in->at - reader->found_in);
    for (size_t left = in->at - reader->found_in; left;) {
        const size_t room = left < sizeof(piece) ? left : sizeof(piece);
        left -= convert(reader, &rest, piece, room);
    }
    reader->found_in  = in->at;
    reader->found_raw = reader->raw.len - rest.len;
    *at               = reader->fed - (int64_t)rest.len;
    return OK;
}

int64_t csv_reader_found(const CsvReader *reader) { return reader->found; }

Code csv_reader_place(CsvReader *reader, CsvPlace *out)
{
    Bytes *in = &reader->in;
    ASSERT(reader->taken || (reader->state == CELL_START && reader->cell_count == 0));
    if (reader->skip_newline) {
        if (in->at == in->len && !reader->last) return ERR_NOT_FOUND;
        if (in->at < in->len && in->ptr[in->at] == '\n') in->at++;
        reader->skip_newline = false;
    }
    TRY(find_offset(reader, &out->at));
    out->line = reader->line;
    return OK;
}

void csv_reader_move(CsvReader *reader, const CsvPlace *place)
{
    ASSERT(reader->started && reader->separator);
    reader->in.len = reader->in.at = reader->in_before = 0;
    reader->raw.len = reader->raw.at = 0;
    reader->found_in = reader->found_raw = 0;
    reader->fed                          = place->at;
    reader->line                         = place->line;
    reader->last                         = false;
    reader->skip_newline                 = false;
    reader->state                        = CELL_START;
    row_begin(reader);
}

static bool runs_as_formula(Str cell) { return cell.len && strchr("=+-@\t\r", cell.ptr[0]); }

static bool needs_quotes(Str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (strchr(",\"\r\n;\t", cell.ptr[i])) return true;
    return cell.len && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ');
}

void csv_write_row(StrBuf *buf, const Str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const bool quoted = needs_quotes(cells[i]);
        if (i > 0) strbuf_char(buf, ',');
        if (quoted) strbuf_char(buf, '"');
        if (runs_as_formula(cells[i])) strbuf_char(buf, '\'');
        for (Str rest = cells[i]; rest.ptr;) {
            strbuf_add(buf, str_cut(&rest, '"'));
            if (rest.ptr) strbuf_add(buf, S("\"\""));
        }
        if (quoted) strbuf_char(buf, '"');
    }
    strbuf_add(buf, S("\r\n"));
}
