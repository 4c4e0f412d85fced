/* import.c -- an uploaded file is taken in, looked at, and decided about.  Reading it row by row
 * is import_read.c, the job import_job.c; statements are in import_sql.c. */
#include "bulk/import.h"

#include "bulk/import_guess.h"
#include "bulk/sheet.h"
#include "sys/file.h"

enum { SAMPLE_ROWS = 8, SAMPLE_CELL_CHARS = 60, SAMPLES = 5, STORED_MAX = 512 * 1024 };

static const JsonLimits stored_limits = { .bytes = STORED_MAX, .nodes = 5000, .depth = 8 };

/* ---- places ------------------------------------------------------------------------ */

static const char *path_of(Ctx *cx, int64_t id, const char *ending)
{
    return str_fmt(cx->arena, "%s/imports/%lld.%s", cx->services->data_dir, (long long)id, ending)
        .ptr;
}

const char *import_path(Ctx *cx, const ImportRow *row)
{
    return path_of(cx, row->id, row->format == FORMAT_XLSX ? "xlsx" : "csv");
}

const char *import_rows_path(Ctx *cx, int64_t id, int64_t revision)
{
    return path_of(cx, id, str_fmt(cx->arena, "%lld.rows", (long long)revision).ptr);
}

const char *import_order_path(Ctx *cx, int64_t id, int64_t revision)
{
    return path_of(cx, id, str_fmt(cx->arena, "%lld.order", (long long)revision).ptr);
}

const char *import_outcomes_path(Ctx *cx, int64_t id) { return path_of(cx, id, "outcomes"); }

void import_remove_files(Ctx *cx, const ImportRow *row)
{
    IGNORE(file_remove(import_path(cx, row))); /* each may never have been made */
    for (int64_t revision = 0; revision <= row->revision; revision++) {
        IGNORE(file_remove(import_rows_path(cx, row->id, revision)));
        IGNORE(file_remove(import_order_path(cx, row->id, revision)));
    }
    IGNORE(file_remove(import_outcomes_path(cx, row->id)));
}

/* ---- as stored and as shown --------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    JsonError error = { 0 };
    if (json_parse(cx->arena, text, stored_limits, out, &error) == OK) return OK;
    return fail(cx, ERR_INTERNAL, "import.unreadable", "%s", error.reason);
}

static Strs texts_of(Ctx *cx, const Json *array)
{
    Str *list = arena_make(cx->arena, Str, array->count);
    for (uint32_t i = 0; i < array->count; i++) list[i] = array->as.first[i].as.str;
    return (Strs){ list, array->count };
}

static Code lines_of(Ctx *cx, Str text, Rows *out)
{
    const Json *json = NULL;
    TRY(parse(cx, text, &json));
    ImportLine *lines = arena_make(cx->arena, ImportLine, json->count);
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *line  = &json->as.first[i];
        const Json *cells = json_get(line, S("cells"));
        lines[i].number   = json_i64(line, S("number"), 0);
        if (cells) lines[i].cells = texts_of(cx, cells);
    }
    *out = (Rows){ lines, json->count };
    return OK;
}

Code import_fields(Ctx *cx, const ImportRow *row, ImportField *out, size_t *count)
{
    const Json *json = NULL;
    TRY(parse(cx, row->mapping, &json));
    *count = json->count < SHEET_COLUMNS_MAX ? json->count : SHEET_COLUMNS_MAX;
    for (size_t i = 0; i < *count; i++)
        out[i] = (ImportField)value_of(&import_field_words, json->as.first[i].as.str);
    return OK;
}

Code import_tag_ids(Ctx *cx, const ImportRow *row, Ids *out)
{
    const Json *json = NULL;
    TRY(parse(cx, row->tags, &json));
    int64_t *ids = arena_make(cx->arena, int64_t, json->count);
    for (uint32_t i = 0; i < json->count; i++)
        if (!str_to_i64(json->as.first[i].as.str, &ids[i])) ids[i] = 0;
    *out = (Ids){ ids, json->count };
    return OK;
}

/* The first few texts of a column. */
static Strs samples_of(Ctx *cx, const Rows *lines, size_t column)
{
    Str   *list  = arena_make(cx->arena, Str, SAMPLES);
    size_t count = 0;
    for (size_t i = 0; i < lines->count && count < SAMPLES; i++) {
        const ImportLine *line = ROWS_AT(ImportLine, *lines, i);
        if (column < line->cells.count && line->cells.at[column].len > 0)
            list[count++] = line->cells.at[column];
    }
    return (Strs){ list, count };
}

static Code show(Ctx *cx, const ImportRow *row, CustomerImport *out)
{
    const Json *header = NULL;
    ImportField fields[SHEET_COLUMNS_MAX];
    size_t      count = 0;
    *out              = (CustomerImport){ .id            = row->id,
                                          .name          = row->name,
                                          .format        = row->format,
                                          .size          = row->size,
                                          .has_header    = row->has_header,
                                          .key           = row->match_by,
                                          .rule          = row->rule,
                                          .makes_tags    = row->makes_tags,
                                          .job_id        = row->job_id,
                                          .created_by    = row->created_by,
                                          .created_at_ms = row->created_at_ms,
                                          .revision      = row->revision };
    TRY(parse(cx, row->header, &header));
    TRY(lines_of(cx, row->sample, &out->sample));
    TRY(import_fields(cx, row, fields, &count));
    TRY(import_tag_ids(cx, row, &out->tag_ids));
    ImportColumn *columns = arena_make(cx->arena, ImportColumn, header->count);
    for (uint32_t i = 0; i < header->count; i++) {
        const Str name = header->as.first[i].as.str;
        columns[i]     = (ImportColumn){ .name    = name,
                                         .field   = i < count ? fields[i] : 0,
                                         .samples = samples_of(cx, &out->sample, i) };
        if (columns[i].field == 0 && row->has_header && import_guess_is_of_staff(name))
            columns[i].reason = S("import.column_of_staff");
    }
    out->columns = (Rows){ columns, header->count };
    return OK;
}

/* ---- opening ------------------------------------------------------------------------ */

static Str clip(Str cell) { return str_prefix_chars(str_trim(cell), SAMPLE_CELL_CHARS); }

static void put_cells(JsonOut *out, const CsvRow *row)
{
    json_open_array(out);
    for (size_t i = 0; i < row->count; i++) json_put_str(out, clip(row->cell[i]));
    json_close_array(out);
}

static void put_line(JsonOut *out, const CsvRow *row)
{
    json_open_object(out);
    json_pair_i64(out, S("number"), row->number);
    json_key(out, S("cells"));
    put_cells(out, row);
    json_close_object(out);
}

/* "A", "B", ... where the file names no columns. */
static void put_letters(JsonOut *out, size_t count)
{
    json_open_array(out);
    for (size_t i = 0; i < count; i++) {
        const char name[2] = { (char)('A' + (i < 26 ? i : i / 26 - 1)), (char)('A' + i % 26) };
        json_put_str(out, (Str){ name, i < 26 ? 1 : 2 });
    }
    json_close_array(out);
}

static Code put_mapping(Ctx *cx, const ImportField *fields, size_t count, Str *out)
{
    JsonOut json = json_out(cx->arena, STORED_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < count; i++) {
        const Str word = word_of(&import_field_words, (int)fields[i]);
        json_put_str(&json, word.ptr ? word : S(""));
    }
    json_close_array(&json);
    return json_out_done(&json, out);
}

/* Looks at the first row: what it names, or what stands in it. */
static Code read_first(Ctx *cx, const CsvRow *row, ImportRow *out, JsonOut *sample)
{
    ImportField fields[SHEET_COLUMNS_MAX];
    JsonOut     header = json_out(cx->arena, STORED_MAX);
    out->has_header    = import_guess_header(row->cell, row->count);
    if (out->has_header)
        put_cells(&header, row);
    else
        put_letters(&header, row->count);
    TRY(json_out_done(&header, &out->header));
    import_guess_all(row->cell, row->count, out->has_header, fields);
    out->match_by = import_guess_key(fields, row->count);
    if (!out->has_header) put_line(sample, row);
    return put_mapping(cx, fields, row->count, &out->mapping);
}

static Code look(Ctx *cx, Sheet *sheet, ImportRow *out)
{
    JsonOut sample = json_out(cx->arena, STORED_MAX);
    CsvRow  row    = { 0 };
    json_open_array(&sample);
    for (int seen = 0; seen <= SAMPLE_ROWS;) {
        const Code code = sheet_next(sheet, &row);
        if (code == ERR_NOT_FOUND) break;
        if (code == ERR_LIMIT && seen == 0)
            return fail(cx, ERR_LIMIT, "import.too_many_columns", "row %lld",
                        (long long)row.number);
        if (code != OK) continue;
        if (seen++ == 0)
            TRY(read_first(cx, &row, out, &sample));
        else
            put_line(&sample, &row);
    }
    json_close_array(&sample);
    REQUIRE(cx, out->header.len > 0, ERR_INVALID, "import.empty");
    return json_out_done(&sample, &out->sample);
}

static Code look_at_file(Ctx *cx, const char *path, ImportRow *row)
{
    Sheet *sheet = NULL;
    TRY(sheet_format(cx, path, &row->format));
    TRY(sheet_open(cx, path, row->format, &sheet));
    const Code code = look(cx, sheet, row);
    sheet_close(sheet);
    return code;
}

static Code keep(Ctx *cx, const char *path, const ImportRow *row)
{
    const Str key = str_fmt(cx->arena, "import:%lld", (long long)row->id);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(import_sql_insert(cx, row));
    TRY(timer_set(cx, S("bulk.files"), key, cx->now_ms + BULK_KEPT_MS, S("{}")));
    if (dir_make(str_fmt(cx->arena, "%s/imports", cx->services->data_dir).ptr) != OK ||
        file_rename(path, import_path(cx, row)) != OK)
        return fail(cx, ERR_UNAVAILABLE, "import.not_kept", "%s", file_error());
    return cx_commit(cx, &txn);
}

Code import_open(Ctx *cx, Str name, const char *path, CustomerImport *out)
{
    ASSERT(cx->depth == 0); /* reading a file takes its time */
    ImportRow row = { .id            = cx_new_id(cx),
                      .tenant_id     = cx->tenant_id,
                      .name          = name,
                      .size          = file_size(path),
                      .rule          = RULE_BOTH,
                      .tags          = S("[]"),
                      .created_by    = cx->user_id,
                      .created_at_ms = cx->now_ms,
                      .revision      = 1 };
    TRY(look_at_file(cx, path, &row));
    TRY(keep(cx, path, &row));
    return show(cx, &row, out);
}

/* ---- deciding ------------------------------------------------------------------------- */

Code import_get(Ctx *cx, int64_t id, CustomerImport *out)
{
    ImportRow row = { 0 };
    TRY(import_sql_get(cx, id, &row));
    return show(cx, &row, out);
}

static ImportField field_of_key(ImportKey key)
{
    switch (key) {
    case KEY_PHONE: return IMPORT_PHONE;
    case KEY_EXTERNAL_USERID: return IMPORT_EXTERNAL_USERID;
    case KEY_MEMBER_NO: return IMPORT_MEMBER_NO;
    }
    return 0;
}

static Code take_mapping(Ctx *cx, const ImportDraft *draft, size_t columns, ImportRow *row)
{
    ImportField fields[SHEET_COLUMNS_MAX];
    bool        taken[IMPORT_FIELD_END] = { false };
    if (draft->fields.count != columns)
        return fail_field(cx, "import.wrong_columns", S("fields"), NULL);
    for (size_t i = 0; i < columns; i++) {
        const Str word = draft->fields.at[i];
        const Str path = str_fmt(cx->arena, "fields[%zu]", i);
        fields[i]      = (ImportField)value_of(&import_field_words, word);
        if (word.len > 0 && fields[i] == 0)
            return fail_field(cx, "import.unknown_field", path, NULL);
        if (fields[i] == 0) continue;
        if (taken[fields[i]]) return fail_field(cx, "import.field_twice", path, NULL);
        taken[fields[i]] = true;
    }
    if (!taken[field_of_key(draft->key)]) return fail_field(cx, "import.no_key", S("key"), NULL);
    return put_mapping(cx, fields, columns, &row->mapping);
}

static Code take_tags(Ctx *cx, Ids ids, ImportRow *row)
{
    Rows    tags = { 0 };
    JsonOut json = json_out(cx->arena, STORED_MAX);
    TRY(customer_tags_by_ids(cx, ids, &tags));
    json_open_array(&json);
    for (size_t i = 0; i < ids.count; i++) {
        bool is_good = false;
        for (size_t j = 0; j < tags.count; j++) {
            const Tag *tag = ROWS_AT(Tag, tags, j);
            is_good        = is_good || (tag->id == ids.at[i] && tag->kind == TAG_INTERNAL);
        }
        if (!is_good)
            return fail_field(cx, "tag.unknown", str_fmt(cx->arena, "tag_ids[%zu]", i), NULL);
        json_put_id(&json, ids.at[i]);
    }
    json_close_array(&json);
    return json_out_done(&json, &row->tags);
}

Code import_write(Ctx *cx, int64_t id, int64_t revision, const ImportDraft *draft,
                  CustomerImport *out)
{
    ImportRow   row    = { 0 };
    const Json *header = NULL;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(import_sql_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "import.started");
    REQUIRE(cx, row.revision == revision, ERR_CONFLICT, "import.changed_meanwhile");
    TRY(parse(cx, row.header, &header));
    TRY(take_mapping(cx, draft, header->count, &row));
    TRY(take_tags(cx, draft->tag_ids, &row));
    row.has_header = draft->has_header;
    row.match_by   = draft->key;
    row.rule       = draft->rule;
    row.makes_tags = draft->makes_tags;
    TRY(import_sql_update(cx, &row));
    row.revision++;
    TRY(show(cx, &row, out));
    return cx_commit(cx, &txn);
}

Code import_delete(Ctx *cx, int64_t id)
{
    ImportRow row = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(import_sql_get(cx, id, &row));
    REQUIRE(cx, row.job_id == 0, ERR_CONFLICT, "import.started");
    TRY(import_sql_delete(cx, id));
    import_remove_files(cx, &row);
    return cx_commit(cx, &txn);
}

Code import_forget(Ctx *cx, int64_t id)
{
    ImportRow  row  = { 0 };
    const Code code = import_sql_get(cx, id, &row);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    import_remove_files(cx, &row);
    return import_sql_delete(cx, id);
}

/* ---- the form to fill in --------------------------------------------------------------- */

Code import_form(Ctx *cx, Str *xlsx)
{
    enum { COLUMNS = 9, FORM_MAX = 1 << 20 };
    static const bool text[COLUMNS] = { false };
    TRY(dir_make(str_fmt(cx->arena, "%s/tmp", cx->services->data_dir).ptr));
    const char *path = str_fmt(cx->arena, "%s/tmp/form-%lld.xlsx", cx->services->data_dir,
                               (long long)cx_new_id(cx))
                           .ptr;
    XlsxWriter *writer = xlsx_writer_open(path, S("客户"));
    xlsx_writer_row(writer,
                    (const Str[]){ S("姓名"), S("手机号"), S("会员号"), S("性别"), S("生日"),
                                   S("邮箱"), S("地址"), S("标签"), S("备注") },
                    text, COLUMNS);
    xlsx_writer_row(writer,
                    (const Str[]){ S("王芳"), S("13800138000"), S("VIP0001"), S("女"),
                                   S("1990-05-17"), S("wangfang@example.com"),
                                   S("上海市黄浦区人民大道1号"), S("老客户,爱喝茶"),
                                   S("周末来店") },
                    text, COLUMNS);
    Code code = xlsx_writer_close(writer);
    if (code == OK) code = file_read(cx->arena, path, FORM_MAX, xlsx);
    IGNORE(file_remove(path)); /* a leftover in tmp/ harms nobody */
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "import.not_kept");
    return OK;
}
