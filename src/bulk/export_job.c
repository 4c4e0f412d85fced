/* export_job.c -- customers written into a file, some thousand a step.
 *
 * A step adds its rows to a part of the file and saves how long that is with where it stands; the
 * next one cuts the part to that length first, so a kill leaves no row twice.  A spreadsheet is
 * made of the part at the end.  The file gets its name when it is whole. */
#include "bulk/bulk_job.h"
#include "bulk/export.h"
#include "bulk/selection.h"
#include "org/org.h"
#include "sys/file.h"

#define KIND_EXPORT "customer.export"

enum {
    FEW         = 500,
    STEP_IDS    = 5000,
    COLUMNS_MAX = 40,
    SHEET_ROWS  = 1048576,
    TEXT_MAX    = 8192,
    LINE_MAX    = 4 << 20,
    TICK_ROWS   = 20000,
};

/* What the args say. */
typedef struct Plan {
    int64_t      key;
    FileFormat   format;
    bool         clear, english;
    ExportColumn columns[COLUMNS_MAX];
    size_t       count;
} Plan;

/* Where it stands. */
typedef struct Stand {
    int64_t at, bytes, rows, refused;
} Stand;

/* ---- starting ----------------------------------------------------------------------------- */

static Code check(Ctx *cx, const ExportDraft *draft)
{
    for (size_t i = 0; i < draft->columns.count; i++)
        if (value_of(&export_column_words, draft->columns.at[i]) == 0)
            return fail_field(cx, "export.unknown_column", str_fmt(cx->arena, "columns[%zu]", i),
                              NULL);
    REQUIRE(cx, !draft->clear || cx_may(cx, PERM_CUSTOMER_REVEAL), ERR_DENIED, "export.not_clear");
    return OK;
}

static Code args_of(Ctx *cx, const ExportDraft *draft, int64_t key, bool english, Str *out)
{
    JsonOut args = json_out(cx->arena, TEXT_MAX);
    json_open_object(&args);
    json_pair_id(&args, S("selection"), key);
    json_pair_str(&args, S("format"), word_of(&file_format_words, (int)draft->format));
    json_pair_bool(&args, S("clear"), draft->clear);
    json_pair_bool(&args, S("english"), english);
    json_key(&args, S("columns"));
    json_open_array(&args);
    for (size_t i = 0; i < draft->columns.count; i++) json_put_str(&args, draft->columns.at[i]);
    json_close_array(&args);
    json_close_object(&args);
    return json_out_done(&args, out);
}

/* Who took personal data out, and how much. */
static Code note(Ctx *cx, const Job *job, const ExportDraft *draft)
{
    const Str detail = str_fmt(cx->arena, "{\"count\":%lld,\"clear\":%s,\"format\":\"%.*s\"}",
                               (long long)job->total, draft->clear ? "true" : "false",
                               FMT(word_of(&file_format_words, (int)draft->format)));
    return audit_write(cx, S("customer.exported"),
                       str_fmt(cx->arena, "job:%lld", (long long)job->id), S("ok"), detail,
                       (Str){ 0 });
}

static Code begin(Ctx *cx, const ExportDraft *draft, int64_t key, const JobDraft *job, Job *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_allowance_take(cx, DEED_EXPORT, job->total));
    if (draft->clear) TRY(org_allowance_take(cx, DEED_REVEAL, job->total));
    TRY(job_start(cx, *job, out));
    TRY(note(cx, out, draft));
    TRY(bulk_job_keep_files(cx, out->id, key));
    return cx_commit(cx, &txn);
}

Code bulk_export_start(Ctx *cx, const ExportDraft *draft, bool english, Job *out)
{
    int64_t  key = 0;
    JobDraft job = { .kind = S(KIND_EXPORT), .title = S("导出客户"), .unit = S("customer") };
    TRY(check(cx, draft));
    TRY(selection_freeze(cx, &draft->selection, &key, &job.total));
    /* Heading and watermark take two. */
    Code code = draft->format == FORMAT_CSV || job.total <= SHEET_ROWS - 2
                    ? OK
                    : fail(cx, ERR_LIMIT, "export.too_many_rows", "%lld", (long long)job.total);
    if (code == OK) code = args_of(cx, draft, key, english, &job.args);
    if (code == OK) code = begin(cx, draft, key, &job, out);
    return selection_or_remove(cx, code, key);
}

/* ---- the part -------------------------------------------------------------------------------- */

static const char *file_of(Ctx *cx, const Job *job, const char *ending)
{
    return str_fmt(cx->arena, "%s/jobs/%lld.%s", cx->services->data_dir, (long long)job->id, ending)
        .ptr;
}

/* A line of a CSV is written as it will be.  For a spreadsheet each cell is its length and its
 * text. */
static void put_line(FileWriter *out, Arena *arena, FileFormat format, const Str *cells,
                     size_t count)
{
    if (format == FORMAT_CSV) {
        StrBuf line = strbuf(arena, LINE_MAX);
        csv_write_row(&line, cells, count);
        file_writer_add(out, strbuf_str(&line));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const uint32_t len = (uint32_t)cells[i].len;
        file_writer_add(out, (Str){ (const char *)&len, sizeof(len) });
        file_writer_add(out, cells[i]);
    }
}

static void put_headings(Ctx *cx, FileWriter *out, const Plan *plan)
{
    Str cells[COLUMNS_MAX];
    for (size_t i = 0; i < plan->count; i++)
        cells[i] = export_column_heading(plan->columns[i], plan->english);
    if (plan->format == FORMAT_CSV) file_writer_add(out, S("\xEF\xBB\xBF"));
    put_line(out, cx->arena, plan->format, cells, plan->count);
}

static Code put_few(Ctx *cx, FileWriter *out, const Plan *plan, Ids ids, Stand *stand)
{
    Rows lines = { 0 };
    Str  cells[COLUMNS_MAX];
    TRY(customer_many_lines(cx, ids, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        const PersonLine *line = ROWS_AT(PersonLine, lines, i);
        for (size_t j = 0; j < plan->count; j++) {
            cells[j] = export_column_text(cx, plan->columns[j], line, plan->clear, plan->english);
            if (!cells[j].ptr) cells[j] = S("");
        }
        put_line(out, cx->arena, plan->format, cells, plan->count);
    }
    stand->rows += (int64_t)lines.count;
    stand->refused += (int64_t)(ids.count - lines.count);
    stand->at += (int64_t)ids.count;
    return OK;
}

static Code put_some(Ctx *cx, FileWriter *out, const Plan *plan, Ids ids, Stand *stand)
{
    if (stand->at == 0) put_headings(cx, out, plan);
    for (size_t i = 0; i < ids.count; i += FEW) {
        const ArenaMark mark = arena_mark(cx->arena);
        const Ids       few  = { ids.at + i, ids.count - i < FEW ? ids.count - i : FEW };
        TRY(put_few(cx, out, plan, few, stand));
        arena_rewind(cx->arena, mark);
    }
    if (file_writer_sync(out) != OK)
        return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    stand->bytes = file_writer_at(out);
    return OK;
}

static Code save(Ctx *cx, Job *job, const Stand *stand)
{
    job->checkpoint =
        str_fmt(cx->arena, "{\"at\":%lld,\"bytes\":%lld,\"rows\":%lld,\"refused\":%lld}",
                (long long)stand->at, (long long)stand->bytes, (long long)stand->rows,
                (long long)stand->refused);
    job->done   = stand->at;
    job->failed = stand->refused;
    return job_save(cx, job);
}

static Code add_to_part(Ctx *cx, Job *job, const Plan *plan, Ids ids, Stand *stand)
{
    const char *path = file_of(cx, job, "part");
    TRY(dir_make(str_fmt(cx->arena, "%s/jobs", cx->services->data_dir).ptr));
    FileWriter *out = file_writer_open(path, stand->bytes);
    if (!out && stand->bytes > 0) { /* it is gone, or shorter than it was: from the beginning */
        *stand = (Stand){ 0 };
        return save(cx, job, stand);
    }
    if (!out) return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    const Code code = put_some(cx, out, plan, ids, stand);
    file_writer_close(out);
    TRY(code);
    return save(cx, job, stand);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* "导出人 王芳，2026-11-27 15:30:00，共 12 位客户". */
static Code watermark(Ctx *cx, const Job *job, const Plan *plan, const Stand *stand, Str *out)
{
    User            user = { 0 };
    const CivilTime at   = civil_time(job->created_at_ms, cx->zone);
    if (job->created_by) {
        const Code code = org_user_get(cx, (UserId){ job->created_by }, &user);
        if (code == ERR_NOT_FOUND)
            forgive(cx);
        else
            TRY(code);
    }
    const Str who  = user.display_name.len ? user.display_name : user.name;
    const Str when = str_fmt(cx->arena, "%04d-%02d-%02d %02d:%02d:%02d", at.year, at.month, at.day,
                             at.hour, at.minute, at.second);
    *out           = str_fmt(cx->arena,
                   plan->english ? "Exported by %.*s (%lld) at %.*s, %lld customers, job %lld"
                                           : "导出人 %.*s（%lld），%.*s，共 %lld 位客户，任务 %lld",
                             FMT(who.len ? who : S("-")), (long long)job->created_by, FMT(when),
                             (long long)stand->rows, (long long)job->id);
    return OK;
}

/* The cells of the next line of the part; false at its end. */
static bool next_line(FileReader *part, Arena *arena, Str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t len = 0;
        if (file_reader_read(part, &len, sizeof(len)) != sizeof(len) || len > LINE_MAX)
            return false;
        char *text = arena_make(arena, char, len + 1);
        if (file_reader_read(part, text, len) != (int64_t)len) return false;
        cells[i] = (Str){ text, len };
    }
    return true;
}

static Code fill_sheet(Ctx *cx, Job *job, XlsxWriter *sheet, FileReader *part, size_t count)
{
    Str     cells[COLUMNS_MAX];
    int64_t rows = 0;
    for (;;) {
        const ArenaMark mark = arena_mark(cx->arena);
        if (!next_line(part, cx->arena, cells, count)) return OK;
        xlsx_writer_row(sheet, cells, NULL, count);
        arena_rewind(cx->arena, mark);
        if (++rows % TICK_ROWS == 0) TRY(job_save(cx, job)); /* notices that it was cancelled */
    }
}

static Code make_sheet(Ctx *cx, Job *job, const Plan *plan, Str mark, const char *path)
{
    FileReader *part = file_reader_open(file_of(cx, job, "part"));
    if (!part) return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    XlsxWriter *sheet = xlsx_writer_open(path, plan->english ? S("Customers") : S("客户"));
    if (mark.len) xlsx_writer_describe(sheet, S("weft"), mark);
    Code code = fill_sheet(cx, job, sheet, part, plan->count);
    if (mark.len) xlsx_writer_row(sheet, &mark, NULL, 1);
    if (xlsx_writer_close(sheet) != OK && code == OK)
        code = fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    file_reader_close(part);
    return code;
}

static Code end_csv(Ctx *cx, Job *job, const Stand *stand, Str mark)
{
    if (!mark.len) return OK;
    FileWriter *out = file_writer_open(file_of(cx, job, "part"), stand->bytes);
    if (!out) return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    put_line(out, cx->arena, FORMAT_CSV, &mark, 1);
    const Code code = file_writer_sync(out);
    file_writer_close(out);
    REQUIRE(cx, code == OK, ERR_UNAVAILABLE, "bulk.not_written");
    return OK;
}

static Code finish(Ctx *cx, Job *job, const Plan *plan, const Stand *stand)
{
    const char     *ending = plan->format == FORMAT_XLSX ? "xlsx" : "csv";
    const char     *place  = file_of(cx, job, ending);
    const char     *part   = file_of(cx, job, "part");
    const CivilTime now    = civil_time(cx->now_ms, cx->zone);
    Str             mark   = { 0 };
    const char     *whole  = part;
    if (file_exists(place) && !file_exists(part)) whole = NULL; /* killed behind the renaming */
    if (plan->clear) TRY(watermark(cx, job, plan, stand, &mark));
    if (whole && plan->format == FORMAT_CSV) TRY(end_csv(cx, job, stand, mark));
    if (whole && plan->format == FORMAT_XLSX) {
        whole = file_of(cx, job, "xlsx.part");
        TRY(make_sheet(cx, job, plan, mark, whole));
    }
    if (whole && file_rename(whole, place) != OK)
        return fail(cx, ERR_UNAVAILABLE, "bulk.not_written", "%s", file_error());
    if (plan->format == FORMAT_XLSX) IGNORE(file_remove(part)); /* a second time it is gone */
    job->result = str_fmt(
        cx->arena,
        "{\"file\":\"jobs/%lld.%s\",\"name\":\"%s-%04d%02d%02d.%s\",\"rows\":%lld,\"refused\":%lld,"
        "\"clear\":%s}",
        (long long)job->id, ending, plan->english ? "customers" : "客户", now.year, now.month,
        now.day, ending, (long long)stand->rows, (long long)stand->refused,
        plan->clear ? "true" : "false");
    TRY(bulk_job_keep_files(cx, job->id, plan->key));
    return job_save(cx, job);
}

/* ---- the job
 * ---------------------------------------------------------------------------------------- */

static Code read_plan(Ctx *cx, const Job *job, Plan *out)
{
    const Json *args = NULL;
    TRY(bulk_job_json(cx, job->args, &args));
    const JsonItems columns = json_items(args, S("columns"));
    const int       format  = value_of(&file_format_words, json_str(args, S("format")));
    *out                    = (Plan){ .key     = json_i64(args, S("selection"), 0),
                                      .format  = (FileFormat)format,
                                      .clear   = json_bool(args, S("clear"), false),
                                      .english = json_bool(args, S("english"), false) };
    for (size_t i = 0; i < columns.count && out->count < COLUMNS_MAX; i++)
        out->columns[out->count++] =
            (ExportColumn)value_of(&export_column_words, columns.at[i].as.str);
    return OK;
}

static Code read_stand(Ctx *cx, const Job *job, Stand *out)
{
    const Json *json = NULL;
    TRY(bulk_job_json(cx, job->checkpoint, &json));
    *out = (Stand){ .at      = json_i64(json, S("at"), 0),
                    .bytes   = json_i64(json, S("bytes"), 0),
                    .rows    = json_i64(json, S("rows"), 0),
                    .refused = json_i64(json, S("refused"), 0) };
    return OK;
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    Plan  plan;
    Stand stand = { 0 };
    Ids   ids   = { 0 };
    TRY(read_plan(cx, job, &plan));
    TRY(read_stand(cx, job, &stand));
    /* Rights may have gone since it was started. */
    REQUIRE(cx,
            !plan.clear || job->created_by == 0 ||
                (cx_may(cx, PERM_CUSTOMER_REVEAL) && cx_may(cx, PERM_CUSTOMER_EXPORT)),
            ERR_DENIED, "export.not_clear");
    *more = stand.at < job->total || stand.at == 0;
    if (!*more) return finish(cx, job, &plan, &stand);
    TRY(selection_read(cx, plan.key, stand.at, STEP_IDS, &ids));
    return add_to_part(cx, job, &plan, ids, &stand);
}

const JobKind export_job = { KIND_EXPORT, step };
