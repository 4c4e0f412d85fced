/* xlsx_book.c -- relations, workbook, shared text and styles of a spreadsheet, by expat. */
#include "wire/xlsx_book.h"

#include <expat.h>
#include <string.h>

enum {
    PIECE       = 64 << 10,
    STYLES_MAX  = 65536,
    STRINGS_MAX = 4 << 20,
    TEXT_MAX    = 256 << 20,
    CELL_MAX    = 32767 * 4
};

typedef struct Reading {
    Arena      *arena;
    XML_Parser  parser;
    const char *wanted; /* relations: the id or the end of the type looked for */
    bool        by_type;
    Str         target;    /* relations: the answer */
    Str         sheet_id;  /* workbook: the first visible sheet */
    Str         hidden_id; /* workbook: the first sheet, if all are hidden */
    bool        from_1904;
    Vec         strings; /* Str */
    StrBuf      text;    /* of the item at hand */
    size_t      text_total;
    bool        in_text, in_phonetic, in_cell_formats;
    Vec         customs; /* Custom */
    Vec         formats; /* XlsxFormat */
    bool        too_large;
} Reading;

typedef struct Custom {
    int64_t    id;
    XlsxFormat format;
} Custom;

const char *xlsx_book_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xlsx_book_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(xlsx_book_local(attributes[i]), name) == 0) return attributes[i + 1];
    return NULL;
}

static Str attribute(const char **attributes, const char *name)
{
    return str_of(xlsx_book_attribute(attributes, name));
}

static bool is(const char *name, const char *wanted)
{
    return strcmp(xlsx_book_local(name), wanted) == 0;
}

static void stop_too_large(Reading *reading)
{
    reading->too_large = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void on_relation(void *data, const char *name, const char **attributes)
{
    Reading *reading = data;
    if (!is(name, "Relationship") || reading->target.ptr) return;
    const Str wanted = str_of(reading->wanted);
    const Str found  = attribute(attributes, reading->by_type ? "Type" : "Id");
    if (reading->by_type ? !str_ends(found, wanted) : !str_equal(found, wanted)) return;
    reading->target = str_copy(reading->arena, attribute(attributes, "Target"));
}

static void on_workbook(void *data, const char *name, const char **attributes)
{
    Reading *reading = data;
    if (is(name, "workbookPr")) {
        const Str value    = attribute(attributes, "date1904");
        reading->from_1904 = str_equal(value, S("1")) || str_equal(value, S("true"));
    }
    if (!is(name, "sheet") || reading->sheet_id.ptr) return;
    const Str  state  = attribute(attributes, "state");
    const bool hidden = state.len && !str_equal(state, S("visible"));
    const Str  id     = str_copy(reading->arena, attribute(attributes, "id"));
    if (!hidden)
        reading->sheet_id = id;
    else if (!reading->hidden_id.ptr)
        reading->hidden_id = id;
}

static void on_string_start(void *data, const char *name, const char **attributes)
{
    Reading *reading = data;
    (void)attributes;
    if (is(name, "si"))
        reading->text = strbuf(reading->arena, CELL_MAX);
    else if (is(name, "rPh"))
        reading->in_phonetic = true;
    else if (is(name, "t"))
        reading->in_text = !reading->in_phonetic;
}

static void on_string_end(void *data, const char *name)
{
    Reading *reading = data;
    if (is(name, "t")) reading->in_text = false;
    if (is(name, "rPh")) reading->in_phonetic = false;
    if (!is(name, "si")) return;
    if (reading->strings.count == STRINGS_MAX) {
        stop_too_large(reading);
        return;
    }
    *VEC_ADD(&reading->strings, Str) =
        xlsx_format_unescape(reading->arena, strbuf_str(&reading->text));
}

static void on_string_text(void *data, const char *text, int len)
{
    Reading *reading = data;
    if (!reading->in_text) return;
    reading->text_total += (size_t)len;
    strbuf_add(&reading->text, (Str){ text, (size_t)len });
    if (reading->text.failed || reading->text_total > TEXT_MAX) stop_too_large(reading);
}

static XlsxFormat format_of(const Reading *reading, int64_t id)
{
    for (size_t i = 0; i < reading->customs.count; i++)
        if (VEC_AT(reading->customs, Custom, i)->id == id)
            return VEC_AT(reading->customs, Custom, i)->format;
    return xlsx_format_of_id(id);
}

static void on_style(void *data, const char *name, const char **attributes)
{
    Reading *reading = data;
    int64_t  id      = 0;
    if (is(name, "cellXfs")) reading->in_cell_formats = true;
    if (!is(name, "numFmt") && !is(name, "xf")) return;
    if (!str_to_i64(attribute(attributes, "numFmtId"), &id)) id = 0;
    if (reading->customs.count == STYLES_MAX || reading->formats.count == STYLES_MAX) {
        stop_too_large(reading);
    } else if (is(name, "numFmt")) {
        const XlsxFormat format = xlsx_format_of_code(attribute(attributes, "formatCode"));
        *VEC_ADD(&reading->customs, Custom) = (Custom){ .id = id, .format = format };
    } else if (reading->in_cell_formats) {
        *VEC_ADD(&reading->formats, XlsxFormat) = format_of(reading, id);
    }
}

static void on_style_end(void *data, const char *name)
{
    Reading *reading = data;
    if (is(name, "cellXfs")) reading->in_cell_formats = false;
}

static void on_dtd(void *data, const char *name, const char *system, const char *public_id,
                   int internal)
{
    const Reading *reading = data;
    (void)name, (void)system, (void)public_id, (void)internal;
    XML_StopParser(reading->parser, XML_FALSE);
}

typedef struct Handlers {
    XML_StartElementHandler  start;
    XML_EndElementHandler    end;
    XML_CharacterDataHandler text;
} Handlers;

static Code parse_pieces(Reading *reading, XlsxZip *zip, const char **reason)
{
    for (int got = 1; got > 0;) {
        void *piece = XML_GetBuffer(reading->parser, PIECE);
        ASSERT(piece != NULL);
        TRY(xlsx_zip_read(zip, piece, PIECE, &got, reason));
        if (XML_ParseBuffer(reading->parser, got, got == 0) == XML_STATUS_OK) continue;
        *reason = reading->too_large ? "xlsx.too_large" : "xlsx.malformed";
        return reading->too_large ? ERR_LIMIT : ERR_INVALID;
    }
    return OK;
}

/* One whole part through the handlers; ERR_NOT_FOUND when the file has none of it. */
static Code read_part(Reading *reading, XlsxZip *zip, const char *name, Handlers handlers,
                      const char **reason)
{
    TRY(xlsx_zip_enter(zip, name, reason));
    reading->parser = XML_ParserCreate(NULL);
    ASSERT(reading->parser != NULL);
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, handlers.start, handlers.end);
    XML_SetCharacterDataHandler(reading->parser, handlers.text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_dtd);
    const Code code = parse_pieces(reading, zip, reason);
    XML_ParserFree(reading->parser);
    reading->parser = NULL;
    return code;
}

/* A target as the name of a part: relative to `folder`, or from the root with a "/". */
static const char *part_name(Arena *arena, const char *folder, Str target)
{
    if (str_starts(target, S("/"))) return str_z(arena, str_slice(target, 1, target.len));
    return str_fmt(arena, "%s%.*s", folder, FMT(target)).ptr;
}

/* The target of a relation, absent when there is none. */
static Code find_relation(Reading *reading, XlsxZip *zip, const char *part, Str wanted,
                          bool by_type, const char **reason)
{
    reading->wanted  = str_z(reading->arena, wanted);
    reading->by_type = by_type;
    reading->target  = (Str){ 0 };
    const Code code  = read_part(reading, zip, part, (Handlers){ .start = on_relation }, reason);
    return code == ERR_NOT_FOUND ? OK : code;
}

/* A part that a spreadsheet may lack. */
static Code read_optional(Reading *reading, XlsxZip *zip, const char *name, Handlers handlers,
                          const char **reason)
{
    const Code code = read_part(reading, zip, name, handlers, reason);
    return code == ERR_NOT_FOUND ? OK : code;
}

/* A part named by its relation, or by custom when the relation is missing. */
static Code find_part(Reading *reading, XlsxZip *zip, const char *relations, const char *type,
                      Str otherwise, const char **reason)
{
    TRY(find_relation(reading, zip, relations, str_of(type), true, reason));
    if (!reading->target.len) reading->target = otherwise;
    return OK;
}

static Code read_all(Reading *reading, XlsxZip *zip, XlsxBook *out, const char **reason)
{
    Arena *arena = reading->arena;
    TRY(find_part(reading, zip, "_rels/.rels", "/officeDocument", S("xl/workbook.xml"), reason));
    const char *book   = part_name(arena, "", reading->target);
    const char *slash  = strrchr(book, '/');
    const char *file   = slash ? slash + 1 : book;
    const char *folder = str_z(arena, (Str){ book, (size_t)(file - book) });
    const char *rels   = str_fmt(arena, "%s_rels/%s.rels", folder, file).ptr;
    TRY(read_part(reading, zip, book, (Handlers){ .start = on_workbook }, reason));

    const Str sheet_id = reading->sheet_id.ptr ? reading->sheet_id : reading->hidden_id;
    TRY(find_relation(reading, zip, rels, sheet_id, false, reason));
    if (!reading->target.len) reading->target = S("worksheets/sheet1.xml");
    out->sheet_path = part_name(arena, folder, reading->target);

    TRY(find_part(reading, zip, rels, "/sharedStrings", S("sharedStrings.xml"), reason));
    const Handlers strings = { on_string_start, on_string_end, on_string_text };
    TRY(read_optional(reading, zip, part_name(arena, folder, reading->target), strings, reason));

    TRY(find_part(reading, zip, rels, "/styles", S("styles.xml"), reason));
    const Handlers styles = { .start = on_style, .end = on_style_end };
    return read_optional(reading, zip, part_name(arena, folder, reading->target), styles, reason);
}

Code xlsx_book_read(Arena *arena, XlsxZip *zip, XlsxBook *out, const char **reason)
{
    Reading    reading = { .arena   = arena,
                           .text    = strbuf(arena, CELL_MAX),
                           .strings = vec_of(arena, Str),
                           .customs = vec_of(arena, Custom),
                           .formats = vec_of(arena, XlsxFormat) };
    const Code code    = read_all(&reading, zip, out, reason);
    if (code != OK) return code == ERR_LIMIT ? ERR_LIMIT : ERR_INVALID;
    out->from_1904 = reading.from_1904;
    out->strings =
        (Strs){ .at = (const Str *)vec_rows(&reading.strings).at, .count = reading.strings.count };
    out->formats      = vec_rows(&reading.formats).at;
    out->format_count = reading.formats.count;
    return OK;
}
