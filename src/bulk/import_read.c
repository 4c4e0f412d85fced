/* import_read.c -- the rows of a file as records on disk. */
#include "bulk/import_read.h"

#include "bulk/import_clean.h"
#include "sys/file.h"

#include <string.h>

/* ---- one row -------------------------------------------------------------------------- */

static Str *text_member(ImportRecord *record, ImportField field)
{
    switch (field) {
    case IMPORT_NAME: return &record->facts.name;
    case IMPORT_PHONE: return &record->facts.phone;
    case IMPORT_EXTERNAL_USERID: return &record->external_userid;
    case IMPORT_MEMBER_NO: return &record->facts.member_no;
    case IMPORT_EMAIL: return &record->facts.email;
    case IMPORT_BIRTHDAY: return &record->facts.birthday;
    case IMPORT_ADDRESS: return &record->facts.address;
    case IMPORT_DESCRIPTION: return &record->facts.description;
    case IMPORT_TAGS: return &record->tags;
    case IMPORT_GENDER:
    case IMPORT_FIELD_END: break;
    }
    return NULL;
}

static void refuse(ImportRecord *record, Refusal refusal)
{
    if (record->refusal == REFUSAL_NONE) record->refusal = refusal;
}

static void take_cell(Arena *arena, ImportRecord *record, ImportField field, Str cell)
{
    Str  text   = import_clean_text(arena, cell);
    Str *member = text_member(record, field);
    if (text.len == 0) return;
    if (field == IMPORT_GENDER) {
        record->facts.gender = import_clean_gender(text);
        if (!record->facts.gender) refuse(record, REFUSAL_BAD_GENDER);
        return;
    }
    if (field == IMPORT_PHONE || field == IMPORT_MEMBER_NO)
        refuse(record, import_clean_number(arena, text, &text));
    if (field == IMPORT_TAGS) refuse(record, import_clean_tags(arena, text, &text));
    if (member) *member = text;
}

void import_read_row(Arena *arena, const ImportField *fields, size_t count, const CsvRow *row,
                     ImportRecord *out)
{
    *out = (ImportRecord){ .number = row->number };
    for (size_t i = 0; i < count && i < row->count; i++)
        if (fields[i] != 0) take_cell(arena, out, fields[i], row->cell[i]);
    const char *reason = customer_many_form(arena, &out->facts);
    if (reason) refuse(out, import_refusal_of(str_of(reason)));
}

Str import_read_key(const ImportRecord *record, ImportKey key)
{
    switch (key) {
    case KEY_PHONE: return record->facts.phone;
    case KEY_EXTERNAL_USERID: return record->external_userid;
    case KEY_MEMBER_NO: return record->facts.member_no;
    }
    return (Str){ 0 };
}

Str import_read_kind(ImportKey key) { return word_of(&import_key_words, (int)key); }

/* ---- records as bytes ------------------------------------------------------------------- *
 *
 * The file begins with a mark and the number of rows; a record is its size, the row's number,
 * index, refusal and gender, then texts with their lengths. */

enum { HEAD_SIZE = 16, RECORD_HEAD = 14, TEXTS = 10, RECORD_MAX = 512 * 1024, TEXT_MAX = 0xFFFF };
static const Str mark = { "weftrow2", 8 };

static void texts_of(ImportRecord *record, Str *texts[TEXTS])
{
    PersonFacts *facts      = &record->facts;
    Str *const   all[TEXTS] = { &facts->name,      &facts->description,
                                &facts->birthday,  &facts->address,
                                &facts->phone,     &facts->email,
                                &facts->member_no, &record->external_userid,
                                &record->tags,     &record->lookup };
    memcpy(texts, all, sizeof(all));
}

static void put_u32(char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++) to[i] = (char)(value >> (8 * i));
}

static uint32_t get_u32(const char *from)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) value |= (uint32_t)(unsigned char)from[i] << (8 * i);
    return value;
}

void import_record_add(StrBuf *out, ImportRecord *record)
{
    Str     *texts[TEXTS];
    char     head[RECORD_HEAD];
    uint32_t size = RECORD_HEAD;
    texts_of(record, texts);
    for (int i = 0; i < TEXTS; i++) {
        if (texts[i]->len > TEXT_MAX || record->refusal != REFUSAL_NONE) *texts[i] = (Str){ 0 };
        size += 2 + (uint32_t)texts[i]->len;
    }
    put_u32(head, size);
    put_u32(head + 4, (uint32_t)record->number);
    put_u32(head + 8, (uint32_t)record->index);
    head[12] = (char)record->refusal;
    head[13] = (char)record->facts.gender;
    strbuf_add(out, (Str){ head, RECORD_HEAD });
    for (int i = 0; i < TEXTS; i++) {
        const char len[2] = { (char)(texts[i]->len & 0xFF), (char)(texts[i]->len >> 8) };
        strbuf_add(out, (Str){ len, 2 });
        strbuf_add(out, *texts[i]);
    }
}

Code import_records_begin(Ctx *cx, const char *path, FileWriter **out)
{
    const char none[8] = { 0 };
    *out               = file_writer_open(path, 0);
    if (!*out) return fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    file_writer_add(*out, mark);
    file_writer_add(*out, (Str){ none, sizeof(none) });
    return OK;
}

Code import_records_end(Ctx *cx, FileWriter *out, const char *path, int64_t rows)
{
    char count[8] = { 0 };
    put_u32(count, (uint32_t)rows);
    if (file_writer_sync(out) != OK ||
        file_write_at(path, (int64_t)mark.len, (Str){ count, sizeof(count) }) != OK)
        return fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    return OK;
}

/* ---- who was there before ----------------------------------------------------------------- *
 *
 * Hashes of keys in an open table that doubles; 64 bits never met by chance in five million. */

typedef struct Seen {
    Arena    *arena;
    uint64_t *slots;
    size_t    room, count;
} Seen;

static bool seen_put(uint64_t *slots, size_t room, uint64_t hash)
{
    size_t at = (size_t)(hash * 0x9E3779B97F4A7C15u) & (room - 1);
    while (slots[at] != 0 && slots[at] != hash) at = (at + 1) & (room - 1);
    const bool is_new = slots[at] == 0;
    slots[at]         = hash;
    return is_new;
}

/* False when the text was there before. */
static bool seen_add(Seen *seen, Str text)
{
    enum { ROOM_FIRST = 1 << 14 };
    const uint64_t hash = str_hash(text) | 1;
    if (seen->count * 2 >= seen->room) {
        const size_t room  = seen->room ? seen->room * 2 : ROOM_FIRST;
        Arena       *arena = arena_new(room * sizeof(uint64_t) + 4096);
        uint64_t    *slots = arena_make(arena, uint64_t, room);
        for (size_t i = 0; i < seen->room; i++)
            if (seen->slots[i]) (void)seen_put(slots, room, seen->slots[i]);
        arena_free(seen->arena);
        *seen = (Seen){ arena, slots, room, seen->count };
    }
    const bool is_new = seen_put(seen->slots, seen->room, hash);
    seen->count += is_new;
    return is_new;
}

/* ---- all rows -------------------------------------------------------------------------------- */

typedef struct Reading {
    Ctx             *cx;
    const ImportRow *row;
    Sheet           *sheet;
    FileWriter      *out;
    Arena           *arena; /* of one row */
    Seen             seen;
    ImportField      fields[SHEET_COLUMNS_MAX];
    size_t           count;
    int64_t          rows;
    Code (*tick)(void *with);
    void *with;
} Reading;

static bool is_blank(const CsvRow *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (str_trim(row->cell[i]).len) return false;
    return true;
}

static void take_row(Reading *reading, const CsvRow *row, Code code)
{
    ImportRecord record = { .number = row->number, .refusal = REFUSAL_BAD_ROW };
    arena_reset(reading->arena);
    if (code == OK) import_read_row(reading->arena, reading->fields, reading->count, row, &record);
    const Str key = import_read_key(&record, reading->row->match_by);
    record.index  = reading->rows;
    if (record.refusal == REFUSAL_NONE && key.len == 0) record.refusal = REFUSAL_KEY_MISSING;
    if (record.refusal == REFUSAL_NONE && !seen_add(&reading->seen, key))
        record.refusal = REFUSAL_DUPLICATE;
    StrBuf bytes = strbuf(reading->arena, RECORD_MAX);
    import_record_add(&bytes, &record);
    file_writer_add(reading->out, strbuf_str(&bytes));
    reading->rows++;
}

static Code read_rows(Reading *reading)
{
    enum { TICK_ROWS = 50000 };
    Ctx   *cx        = reading->cx;
    CsvRow row       = { 0 };
    bool   is_header = reading->row->has_header;
    for (;;) {
        const Code code = sheet_next(reading->sheet, &row);
        if (code == ERR_NOT_FOUND) return OK;
        if (is_header) {
            is_header = false;
            continue;
        }
        if (code == OK && is_blank(&row)) continue;
        REQUIRE(cx, reading->rows < IMPORT_ROWS_MAX, ERR_LIMIT, "import.too_many_rows");
        take_row(reading, &row, code);
        if (reading->tick && reading->rows % TICK_ROWS == 0) TRY(reading->tick(reading->with));
    }
}

static Code write_records(Reading *reading, const char *path)
{
    Code code = import_records_begin(reading->cx, path, &reading->out);
    if (code == OK) code = read_rows(reading);
    if (code == OK) code = import_records_end(reading->cx, reading->out, path, reading->rows);
    file_writer_close(reading->out);
    return code;
}

Code import_read_all(Ctx *cx, const ImportRow *row, Code (*tick)(void *with), void *with)
{
    enum { ROW_ARENA = 4 << 20 };
    const char *place = import_rows_path(cx, row->id, row->revision);
    if (file_exists(place)) return OK;
    const char *path    = str_fmt(cx->arena, "%s.%lld", place, (long long)cx_new_id(cx)).ptr;
    Reading     reading = { .cx = cx, .row = row, .tick = tick, .with = with };
    TRY(import_fields(cx, row, reading.fields, &reading.count));
    TRY(sheet_open(cx, import_path(cx, row), row->format, &reading.sheet));
    reading.arena = arena_new(ROW_ARENA);
    Code code     = write_records(&reading, path);
    arena_free(reading.arena);
    arena_free(reading.seen.arena);
    sheet_close(reading.sheet);
    if (code == OK && file_rename(path, place) != OK)
        code = fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    if (code != OK) IGNORE(file_remove(path)); /* half of it is of no use */
    return code;
}

/* ---- records again --------------------------------------------------------------------------- */

enum { READ_ROOM = 2 * RECORD_MAX };

struct RecordReader {
    Arena      *arena;
    FileReader *file;
    char       *room;
    size_t      at, len; /* in the room                 */
    int64_t     place;   /* of the next record, in the file */
    int64_t     rows;
};

Code record_reader_open(Ctx *cx, const char *path, int64_t at, RecordReader **out)
{
    char        head[HEAD_SIZE];
    FileReader *file = file_reader_open(path);
    if (!file) return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", file_error());
    const bool is_good = file_reader_read(file, head, HEAD_SIZE) == HEAD_SIZE &&
                         str_equal((Str){ head, mark.len }, mark) &&
                         file_reader_seek(file, at > 0 ? at : HEAD_SIZE) == OK;
    if (!is_good) {
        file_reader_close(file);
        return fail(cx, ERR_NOT_FOUND, "import.no_file", "%s", path);
    }
    Arena *arena = arena_new(READ_ROOM + 4096);
    *out         = arena_make(arena, RecordReader, 1);
    **out        = (RecordReader){ .arena = arena,
                                   .file  = file,
                                   .room  = arena_make(arena, char, READ_ROOM),
                                   .place = at > 0 ? at : HEAD_SIZE,
                                   .rows  = (int64_t)get_u32(head + mark.len) };
    return OK;
}

int64_t record_reader_rows(const RecordReader *reader) { return reader->rows; }

int64_t record_reader_at(const RecordReader *reader) { return reader->place; }

/* At least `size` bytes in the room, unless the file ends. */
static bool fill(RecordReader *reader, size_t size)
{
    if (reader->len - reader->at >= size) return true;
    memmove(reader->room, reader->room + reader->at, reader->len - reader->at);
    reader->len -= reader->at;
    reader->at = 0;
    const int64_t got =
        file_reader_read(reader->file, reader->room + reader->len, READ_ROOM - reader->len);
    if (got > 0) reader->len += (size_t)got;
    return reader->len >= size;
}

bool record_reader_next(RecordReader *reader, Arena *arena, ImportRecord *out)
{
    Str *texts[TEXTS];
    if (!fill(reader, RECORD_HEAD)) return false;
    const uint32_t size = get_u32(reader->room + reader->at);
    if (size < RECORD_HEAD + 2 * TEXTS || size > RECORD_MAX || !fill(reader, size)) return false;
    const char *at  = reader->room + reader->at;
    const char *end = at + size;
    *out            = (ImportRecord){ .number       = (int64_t)get_u32(at + 4),
                                      .index        = (int64_t)get_u32(at + 8),
                                      .refusal      = (Refusal)at[12],
                                      .facts.gender = (Gender)at[13] };
    texts_of(out, texts);
    at += RECORD_HEAD;
    for (int i = 0; i < TEXTS; i++) {
        const size_t len = (size_t)((unsigned char)at[0] | (unsigned char)at[1] << 8);
        if ((size_t)(end - at) < 2 + len) return false;
        if (len) *texts[i] = str_copy(arena, (Str){ at + 2, len });
        at += 2 + len;
        if (i + 1 < TEXTS && end - at < 2) return false;
    }
    reader->at += size;
    reader->place += size;
    return true;
}

void record_reader_close(RecordReader *reader)
{
    if (!reader) return;
    file_reader_close(reader->file);
    arena_free(reader->arena);
}
