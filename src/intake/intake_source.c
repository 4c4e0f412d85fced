/* intake_source.c -- a file as rows. */
#include "intake/intake_source.h"

#include "sys/file.h"

#include <string.h>

enum {
    PIECE      = 256 * 1024,
    CELL_MAX   = 32 * 1024,
    TAIL       = 16,      /* a place may lie so many bytes before the last piece */
    LOOK_BYTES = 1 << 20, /* how far an encoding is looked for */
};

#define DIGEST_OF_NONE 14695981039346656037u

struct IntakeSource {
    Arena      *arena;
    FileReader *file;
    GzipReader *gzip;
    XlsxReader *xlsx;
    CsvReader  *csv;
    bool        is_ended; /* its end was met: what is written behind it meanwhile is not read */
    bool        is_over;
    char       *piece;
    char       *held; /* the end of the piece before, and the last piece */
    size_t      held_len;
    int64_t     fed;    /* where it ends in the (unpacked) file */
    uint64_t    digest; /* of all bytes before `digest_at` */
    int64_t     digest_at;
};

void intake_source_close(IntakeSource *source)
{
    if (!source) return;
    if (source->csv) csv_reader_free(source->csv);
    if (source->xlsx) xlsx_reader_close(source->xlsx);
    if (source->gzip) gzip_reader_free(source->gzip);
    if (source->file) file_reader_close(source->file);
    arena_free(source->arena);
}

static int64_t read_file(void *with, void *out, size_t room)
{
    return file_reader_read(with, out, room);
}

/* A piece of the file, unpacked; 0 at its end, -1 when it breaks off. */
static int64_t read_piece(IntakeSource *source, char *out, size_t room)
{
    size_t size = 0;
    if (!source->gzip) return file_reader_read(source->file, out, room);
    return gzip_reader_read(source->gzip, out, room, &size) == OK ? (int64_t)size : -1;
}

/* As large as asked for, but for the last one. */
static int64_t read_full_piece(IntakeSource *source, char *out, size_t room)
{
    size_t  size = 0;
    int64_t got  = 1;
    while (got > 0 && size < room) {
        got = read_piece(source, out + size, room - size);
        if (got > 0) size += (size_t)got;
    }
    source->is_ended = got == 0;
    return got < 0 && size == 0 ? -1 : (int64_t)size; /* what came before it breaks off */
}

/* From its beginning again. */
static Code rewind_file(Ctx *cx, IntakeSource *source)
{
    const bool is_packed = source->gzip != NULL;
    source->is_ended     = false;
    if (is_packed) gzip_reader_free(source->gzip);
    source->gzip = NULL;
    if (file_reader_seek(source->file, 0) != OK)
        return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "%s", file_error());
    if (is_packed) source->gzip = gzip_reader_new(read_file, source->file);
    return OK;
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80) return false;
    return true;
}

/* By the lines that are more than plain letters: a few broken ones do not make GBK of a file. */
static FileEncoding most_lines(Str text, bool is_whole)
{
    size_t good = 0, bad = 0;
    for (Str rest = text; rest.ptr;) {
        const Str line = str_cut(&rest, '\n');
        if (!rest.ptr && !is_whole) break; /* it was cut */
        if (is_ascii(line)) continue;
        if (str_is_utf8(line))
            good++;
        else
            bad++;
    }
    return bad > good ? ENCODING_GBK : ENCODING_UTF8;
}

static bool has_mark(Str text)
{
    return str_starts(text, S("\xEF\xBB\xBF")) || str_starts(text, S("\xFF\xFE")) ||
           str_starts(text, S("\xFE\xFF"));
}

/* A file may begin with thousands of rows of plain letters and be of GBK further down. */
static Code find_encoding(Ctx *cx, IntakeSource *source, FileEncoding *out)
{
    Arena        *arena   = arena_new(LOOK_BYTES + 4096);
    char         *bytes   = arena_alloc(arena, LOOK_BYTES, 1);
    const int64_t got     = read_full_piece(source, bytes, LOOK_BYTES);
    const size_t  size    = got > 0 ? (size_t)got : 0;
    const Str     text    = { bytes, size };
    const bool    is_wide = memchr(bytes, 0, size) != NULL;
    if (!has_mark(text) && !is_wide) *out = most_lines(text, size < LOOK_BYTES);
    arena_free(arena);
    return rewind_file(cx, source);
}

static CsvEncoding csv_encoding(FileEncoding encoding)
{
    switch (encoding) {
    case ENCODING_UTF8: return CSV_UTF8;
    case ENCODING_GBK: return CSV_GB18030;
    case ENCODING_UTF16:
    case ENCODING_AUTO: break;
    }
    return CSV_ANY;
}

static Code open_csv(Ctx *cx, IntakeSource *source, FileEncoding encoding, char delimiter)
{
    if (encoding == ENCODING_AUTO) TRY(find_encoding(cx, source, &encoding));
    source->held = arena_alloc(source->arena, TAIL + PIECE, 1);
    source->csv  = csv_reader_new(MAPPING_COLUMNS_MAX, CELL_MAX);
    csv_reader_tell(source->csv, csv_encoding(encoding), delimiter);
    return OK;
}

static Code open_sheet(Ctx *cx, IntakeSource *source, const char *path)
{
    const char *reason = NULL;
    const Code  code   = xlsx_reader_open(path, &source->xlsx, &reason);
    return code == OK ? OK : fail(cx, code, reason, "%s", path);
}

static Code open_any(Ctx *cx, IntakeSource *source, const char *path, FileEncoding encoding,
                     char delimiter)
{
    char head[256];
    source->file = file_reader_open(path);
    if (!source->file)
        return fail(cx, ERR_NOT_FOUND, "intake.no_file", "%s: %s", path, file_error());
    const int64_t size = file_reader_read(source->file, head, sizeof(head));
    if (size < 0 || file_reader_seek(source->file, 0) != OK)
        return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "%s", file_error());
    const Str bytes = { head, (size_t)size };
    REQUIRE(cx, size > 0, ERR_INVALID, "intake.empty");
    const bool is_ole = str_starts(bytes, S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
    REQUIRE(cx, !xlsx_reader_is_web_page(bytes), ERR_INVALID, "xlsx.web_page");
    if (is_ole || str_starts(bytes, S("PK\x03\x04"))) return open_sheet(cx, source, path);
    if (gzip_is(bytes)) source->gzip = gzip_reader_new(read_file, source->file);
    return open_csv(cx, source, encoding, delimiter);
}

Code intake_source_open(Ctx *cx, const char *path, FileEncoding encoding, char delimiter,
                        IntakeSource **out)
{
    Arena        *arena  = arena_new(3 * PIECE);
    IntakeSource *source = arena_make(arena, IntakeSource, 1);
    source->arena        = arena;
    source->piece        = arena_alloc(arena, PIECE, 1);
    source->digest       = DIGEST_OF_NONE;
    const Code code      = open_any(cx, source, path, encoding, delimiter);
    if (code == OK)
        *out = source;
    else
        intake_source_close(source);
    return code;
}

static bool is_blank(const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (str_trim(row->cell[i]).len) return false;
    return true;
}

static uint64_t digest_more(uint64_t digest, Str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        digest = (digest ^ (unsigned char)bytes.ptr[i]) * 1099511628211u;
    return digest;
}

/* Of the bytes as they were read, whatever stands in the file by now. */
static void digest_until(IntakeSource *source, int64_t at)
{
    const int64_t from = source->fed - (int64_t)source->held_len; /* of what is held */
    if (at <= source->digest_at) return;
    ASSERT(source->digest_at >= from && at <= source->fed);
    const Str held = { source->held, source->held_len };
    source->digest = digest_more(
        source->digest, str_slice(held, (size_t)(source->digest_at - from), (size_t)(at - from)));
    source->digest_at = at;
}

/* Lets the piece before go, but for its end.  A place lies in the last piece, or so little before
 * it as a character that was cut. */
static void hold(IntakeSource *source, size_t size)
{
    digest_until(source, source->fed - TAIL);
    const size_t kept = source->held_len < TAIL ? source->held_len : TAIL;
    memmove(source->held, source->held + source->held_len - kept, kept);
    memcpy(source->held + kept, source->piece, size);
    source->held_len = kept + size;
    source->fed += (int64_t)size;
}

static Code feed(Ctx *cx, IntakeSource *source)
{
    const int64_t size = source->is_ended ? 0 : read_full_piece(source, source->piece, PIECE);
    if (size < 0) return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "the file breaks off");
    source->is_over = size == 0;
    if (size > 0) hold(source, (size_t)size); /* rows of a short file are read behind its end */
    csv_reader_feed(source->csv, (Str){ source->piece, (size_t)size }, source->is_over);
    return OK;
}

static Code next_csv(Ctx *cx, IntakeSource *source, CsvRow *row)
{
    for (;;) {
        const Code code = csv_reader_next(source->csv, row);
        if (code != ERR_NOT_FOUND || source->is_over) return code;
        TRY(feed(cx, source));
    }
}

Code intake_source_next(Ctx *cx, IntakeSource *source, CsvRow *row)
{
    for (;;) {
        const Code code =
            source->xlsx ? xlsx_reader_next(source->xlsx, row) : next_csv(cx, source, row);
        if (code != OK || !is_blank(row)) return code;
    }
}

/* ---- places ---------------------------------------------------------------------------------- */

static Code seek(Ctx *cx, IntakeSource *source, int64_t at)
{
    if (file_reader_seek(source->file, at) == OK) return OK;
    return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "%s", file_error());
}

/* `is_there` false: there are not so many bytes. */
static Code digest_bytes(Ctx *cx, IntakeSource *source, int64_t count, uint64_t *digest,
                         bool *is_there)
{
    int64_t size = 1;
    for (int64_t left = count; left > 0 && size > 0; left -= size) {
        size = read_piece(source, source->piece, left < PIECE ? (size_t)left : PIECE);
        if (size > 0) *digest = digest_more(*digest, (Str){ source->piece, (size_t)size });
    }
    if (size < 0) return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "the file breaks off");
    *is_there = size > 0;
    return OK;
}

/* Of so many bytes from the beginning; the source stays where it is. */
static Code digest_front(Ctx *cx, IntakeSource *source, int64_t count, uint64_t *digest,
                         bool *is_there)
{
    GzipReader   *own = source->gzip;
    const int64_t at  = file_reader_at(source->file);
    *digest           = DIGEST_OF_NONE;
    TRY(seek(cx, source, 0));
    if (own) source->gzip = gzip_reader_new(read_file, source->file);
    const Code code = digest_bytes(cx, source, count, digest, is_there);
    if (own) gzip_reader_free(source->gzip);
    source->gzip = own;
    TRY(code);
    return seek(cx, source, at);
}

/* Of a spreadsheet, once: its rows lie in it packed and in parts. */
static Code mark_end(Ctx *cx, IntakeSource *source, IntakePlace *out)
{
    const int64_t size     = file_reader_size(source->file);
    bool          is_there = true;
    if (source->digest_at == 0) TRY(digest_front(cx, source, size, &source->digest, &is_there));
    source->digest_at = size;
    *out              = (IntakePlace){ .at         = size,
                                       .before     = (int64_t)source->digest,
                                       .changed_ns = file_reader_changed_ns(source->file) };
    return OK;
}

Code intake_source_mark(Ctx *cx, IntakeSource *source, IntakePlace *out)
{
    CsvPlace place = { 0 };
    if (source->xlsx) return mark_end(cx, source, out);
    while (csv_reader_place(source->csv, &place) != OK) TRY(feed(cx, source));
    ASSERT(place.at >= source->digest_at);
    digest_until(source, place.at);
    *out = (IntakePlace){ .at         = place.at,
                          .line       = place.line,
                          .before     = (int64_t)source->digest,
                          .changed_ns = file_reader_changed_ns(source->file) };
    return OK;
}

Code intake_source_compare(Ctx *cx, IntakeSource *source, const IntakePlace *place, bool *is_same)
{
    const int64_t changed_ns = file_reader_changed_ns(source->file);
    uint64_t      digest     = DIGEST_OF_NONE;
    bool          is_there   = false;
    *is_same                 = false;
    if (source->xlsx && place->at != file_reader_size(source->file)) return OK;
    *is_same = changed_ns != 0 && changed_ns == place->changed_ns;
    if (*is_same) return OK;
    TRY(digest_front(cx, source, place->at, &digest, &is_there));
    *is_same = is_there && digest == (uint64_t)place->before;
    return OK;
}

/* Unpacks so much from the beginning and lets it go. */
static Code unpack_until(Ctx *cx, IntakeSource *source, int64_t at)
{
    int64_t size = 1;
    TRY(rewind_file(cx, source));
    for (int64_t left = at; left > 0 && size > 0; left -= size)
        size = read_piece(source, source->piece, left < PIECE ? (size_t)left : PIECE);
    if (size < 0) return fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "the file breaks off");
    REQUIRE(cx, size > 0, ERR_CONFLICT, "intake.file_changed");
    return OK;
}

Code intake_source_move(Ctx *cx, IntakeSource *source, const IntakePlace *place)
{
    REQUIRE(cx, source->csv != NULL, ERR_CONFLICT, "intake.file_changed");
    if (source->gzip)
        TRY(unpack_until(cx, source, place->at));
    else
        TRY(seek(cx, source, place->at));
    source->is_ended = source->is_over = false;
    source->held_len                   = 0;
    source->fed = source->digest_at = place->at;
    source->digest                  = (uint64_t)place->before;
    csv_reader_move(source->csv, &(CsvPlace){ place->at, place->line });
    return OK;
}

int64_t intake_source_taken(const IntakeSource *source) { return file_reader_taken(source->file); }

void intake_source_place(const IntakeSource *source, int64_t *at, int64_t *total)
{
    *total = file_reader_size(source->file);
    *at    = source->xlsx ? 0 : file_reader_at(source->file);
}

bool intake_source_is_sheet(const IntakeSource *source) { return source->xlsx != NULL; }

Code intake_source_digest(Ctx *cx, const char *path, Str *out)
{
    enum { PART = 64 * 1024 };
    FileReader *file = file_reader_open(path);
    if (!file) return fail(cx, ERR_NOT_FOUND, "intake.no_file", "%s: %s", path, file_error());
    const int64_t size  = file_reader_size(file);
    const int64_t tail  = size > PART ? size - PART : 0;
    Arena        *arena = arena_new(4 * PART);
    char         *bytes = arena_alloc(arena, 2 * PART, 1);
    int64_t       got   = file_reader_read(file, bytes, PART);
    int64_t       more  = -1;
    if (got >= 0 && file_reader_seek(file, tail) == OK)
        more = file_reader_read(file, bytes + got, PART);
    file_reader_close(file);
    if (more >= 0)
        *out = str_fmt(cx->arena, "%lld:%.*s", (long long)size,
                       FMT(digest_hex(arena, sha256((Str){ bytes, (size_t)(got + more) }))));
    arena_free(arena);
    return more >= 0 ? OK : fail(cx, ERR_UNAVAILABLE, "intake.unreadable", "%s", file_error());
}
