/* From a spreadsheet to lines, with a reason for each line refused. */
#include "acquire/acquire_batch.h"
#include "kernel/sheet.h"

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

static Code read_header(Reading *reading, const CsvRow *row)
{
    reading->columns = (Columns){ .name   = sheet_column(row, S("名称|name")),
                                  .medium = sheet_column(row, S("媒介|medium")),
                                  .group  = sheet_column(row, S("分组|group")) };
    REQUIRE(reading->cx, reading->columns.name >= 0, ERR_INVALID, "batch.no_name_column");
    reading->has_header = true;
    return OK;
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
    if (sheet_is_blank(row)) return OK;
    REQUIRE(reading->cx, reading->out->rows < BATCH_ROWS_MAX, ERR_LIMIT, "batch.too_many_rows");

    Arena *arena = reading->cx->arena;
    reading->out->rows++;
    const BatchRow line    = { .row        = row->number,
                               .name       = sheet_cell(arena, row, reading->columns.name),
                               .medium     = sheet_cell(arena, row, reading->columns.medium),
                               .group_name = sheet_cell(arena, row, reading->columns.group) };
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

/* A row that cannot be read is refused and the next one tried. */
static Code hear_row(void *with, const CsvRow *row, bool is_malformed)
{
    Reading *reading = with;
    if (is_malformed)
        refuse_row(reading, row->number);
    else
        TRY(read_row(reading, row));
    REQUIRE(reading->cx, reading->bad.count <= BATCH_ROWS_MAX, ERR_LIMIT, "batch.too_many_rows");
    return OK;
}

Code acquire_batch_read(Ctx *cx, Str bytes, BatchPreview *out)
{
    *out            = (BatchPreview){ 0 };
    Reading reading = { .cx = cx, .out = out, .names = strmap_new(cx->arena) };
    reading.good    = vec_of(cx->arena, BatchRow);
    reading.bad     = vec_of(cx->arena, BatchRefusal);
    TRY(sheet_read(cx, bytes, hear_row, &reading));
    REQUIRE(cx, out->rows > 0, ERR_INVALID, "batch.empty");

    out->all     = vec_rows(&reading.good);
    out->invalid = vec_rows(&reading.bad);
    out->valid   = (int64_t)out->all.count;
    out->sample  = (Rows){ out->all.at, out->all.count < 20 ? out->all.count : 20 };
    return OK;
}

Code acquire_batch_form(Ctx *cx, Str *xlsx)
{
    const Str cells[] = { S("名称"), S("媒介"),    S("分组"), S("人民广场店 海报"),
                          S("海报"), S("门店物料") };
    return sheet_write(cx, S("渠道活码"), cells, 3, 2, xlsx);
}
