/* From a spreadsheet to lines, with a reason for each line refused. */
#include "acquire/acquire_batch.h"
#include "sys/sys.h"
#include "wire/wire.h"

static const Field row_fields[] = {
    FIELD(BatchRow, row),
    FIELD(BatchRow, name),
    FIELD(BatchRow, medium),
    FIELD(BatchRow, group_name),
};
static const Shape row_shape = SHAPE(BatchRow, row_fields);

static const Field refusal_fields[] = { FIELD(BatchRefusal, row), FIELD(BatchRefusal, reason) };
static const Shape refusal_shape    = SHAPE(BatchRefusal, refusal_fields);

static const Field preview_fields[] = {
    FIELD(BatchPreview, rows),
    FIELD(BatchPreview, valid),
    FIELD_LIST(BatchPreview, invalid, refusal_shape),
    FIELD_LIST(BatchPreview, sample, row_shape),
};
const Shape batch_preview_shape = SHAPE(BatchPreview, preview_fields);

/* Where the columns stand; -1 = not there. */
typedef struct Columns {
    int name, medium, group;
} Columns;

typedef struct Reading {
    Ctx          *cx;
    Columns       columns;
    bool          has_header;
    BatchPreview *out;
    Vec           good, bad;
    StrMap       *names;
} Reading;

static bool is_one_of(Str cell, Str chinese, Str english)
{
    const Str word = str_trim(cell);
    return str_equal(word, chinese) || str_equal_nocase(word, english);
}

static Code read_header(Reading *reading, const CsvRow *row)
{
    reading->columns = (Columns){ -1, -1, -1 };
    for (size_t i = 0; i < row->count; i++) {
        if (is_one_of(row->cell[i], S("名称"), S("name"))) reading->columns.name = (int)i;
        if (is_one_of(row->cell[i], S("媒介"), S("medium"))) reading->columns.medium = (int)i;
        if (is_one_of(row->cell[i], S("分组"), S("group"))) reading->columns.group = (int)i;
    }
    REQUIRE(reading->cx, reading->columns.name >= 0, ERR_INVALID, "batch.no_name_column");
    reading->has_header = true;
    return OK;
}

static Str cell_at(Reading *reading, const CsvRow *row, int column)
{
    if (column < 0 || (size_t)column >= row->count) return S("");
    return str_copy(reading->cx->arena, str_trim(row->cell[column]));
}

static const char *refusal_of(Reading *reading, const BatchRow *line)
{
    if (line->name.len == 0) return "batch.name_missing";
    if (!str_is_utf8(line->name) || str_chars(line->name) > 60) return "batch.name_too_long";
    if (str_chars(line->medium) > 60) return "batch.medium_too_long";
    if (str_chars(line->group_name) > 40) return "batch.group_too_long";
    if (strmap_find(reading->names, line->name)) return "batch.name_twice";
    return NULL;
}

static Code read_row(Reading *reading, const CsvRow *row)
{
    if (!reading->has_header) return read_header(reading, row);
    bool is_blank = true;
    for (size_t i = 0; i < row->count; i++) is_blank = is_blank && str_trim(row->cell[i]).len == 0;
    if (is_blank) return OK;
    REQUIRE(reading->cx, reading->out->rows < BATCH_ROWS_MAX, ERR_LIMIT, "batch.too_many_rows");

    reading->out->rows++;
    const BatchRow line    = { .row        = row->number,
                               .name       = cell_at(reading, row, reading->columns.name),
                               .medium     = cell_at(reading, row, reading->columns.medium),
                               .group_name = cell_at(reading, row, reading->columns.group) };
    const char    *refusal = refusal_of(reading, &line);
    if (refusal) {
        *VEC_ADD(&reading->bad, BatchRefusal) = (BatchRefusal){ row->number, str_of(refusal) };
        return OK;
    }
    (void)strmap_put(reading->names, line.name, reading);
    *VEC_ADD(&reading->good, BatchRow) = line;
    return OK;
}

static void refuse_row(Reading *reading, int64_t number)
{
    reading->out->rows++;
    *VEC_ADD(&reading->bad, BatchRefusal) = (BatchRefusal){ number, S("batch.row_malformed") };
}

/* Rows until the end; a row that cannot be read is refused and the next one tried. */
static Code read_rows(Reading *reading, Code (*next)(void *from, CsvRow *row), void *from)
{
    CsvRow row;
    for (;;) {
        const Code code = next(from, &row);
        if (code == ERR_NOT_FOUND) return OK;
        if (code != OK)
            refuse_row(reading, row.number);
        else
            TRY(read_row(reading, &row));
        REQUIRE(reading->cx, reading->bad.count <= BATCH_ROWS_MAX, ERR_LIMIT,
                "batch.too_many_rows");
    }
}

enum { CELLS_MAX = 200, CELL_BYTES_MAX = 4096 };

static Code next_csv(void *from, CsvRow *row) { return csv_reader_next(from, row); }
static Code next_xlsx(void *from, CsvRow *row) { return xlsx_reader_next(from, row); }

static Code read_csv(Reading *reading, Str bytes)
{
    CsvReader *reader = csv_reader_new(CELLS_MAX, CELL_BYTES_MAX);
    csv_reader_feed(reader, bytes, true);
    const Code code = read_rows(reading, next_csv, reader);
    csv_reader_free(reader);
    return code;
}

static Code read_xlsx(Reading *reading, Str bytes)
{
    Ctx        *cx   = reading->cx;
    const char *path = str_z(cx->arena, str_fmt(cx->arena, "%s/tmp/batch-%lld.xlsx",
                                                cx->services->data_dir, (long long)cx_new_id(cx)));
    TRY(dir_make(str_z(cx->arena, str_fmt(cx->arena, "%s/tmp", cx->services->data_dir))));
    TRY(file_write(path, bytes, 0600));
    XlsxReader *reader = NULL;
    const char *reason = NULL;
    Code        code   = xlsx_reader_open(path, &reader, &reason);
    if (code != OK) {
        code = fail(cx, ERR_INVALID, "batch.unreadable", "%s", reason);
    } else {
        code = read_rows(reading, next_xlsx, reader);
        xlsx_reader_close(reader);
    }
    IGNORE(file_remove(path)); /* a leftover in tmp/ harms nobody */
    return code;
}

Code acquire_batch_read(Ctx *cx, Str bytes, BatchPreview *out)
{
    ASSERT(cx->depth == 0); /* callbacks would wait for the writer meanwhile */
    *out            = (BatchPreview){ 0 };
    Reading reading = { .cx = cx, .out = out, .names = strmap_new(cx->arena) };
    reading.good    = vec_of(cx->arena, BatchRow);
    reading.bad     = vec_of(cx->arena, BatchRefusal);
    TRY(str_starts(bytes, S("PK")) ? read_xlsx(&reading, bytes) : read_csv(&reading, bytes));
    REQUIRE(cx, out->rows > 0, ERR_INVALID, "batch.empty");

    out->all     = vec_rows(&reading.good);
    out->invalid = vec_rows(&reading.bad);
    out->valid   = (int64_t)out->all.count;
    out->sample  = (Rows){ out->all.at, out->all.count < 20 ? out->all.count : 20 };
    return OK;
}

Code acquire_batch_form(Ctx *cx, Str *xlsx)
{
    TRY(dir_make(str_z(cx->arena, str_fmt(cx->arena, "%s/tmp", cx->services->data_dir))));
    const Str   name   = str_fmt(cx->arena, "%s/tmp/form-%lld.xlsx", cx->services->data_dir,
                                 (long long)cx_new_id(cx));
    const char *path   = str_z(cx->arena, name);
    XlsxWriter *writer = xlsx_writer_open(path, S("渠道活码"));
    REQUIRE(cx, writer != NULL, ERR_UNAVAILABLE, "batch.not_written");
    static const bool text[3] = { false, false, false };
    xlsx_writer_row(writer, (const Str[]){ S("名称"), S("媒介"), S("分组") }, text, 3);
    xlsx_writer_row(writer, (const Str[]){ S("人民广场店 海报"), S("海报"), S("门店物料") }, text,
                    3);
    REQUIRE(cx, xlsx_writer_close(writer) == OK, ERR_UNAVAILABLE, "batch.not_written");
    const Code code = file_read(cx->arena, path, 1u << 20, xlsx);
    IGNORE(file_remove(path)); /* as above */
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "batch.not_written");
    return OK;
}
