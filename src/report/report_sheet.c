/* report_sheet.c -- a board as a spreadsheet. */
#include "report/report_sheet.h"

#include "report/report_said.h"
#include "wire/xlsx.h"

enum { CELLS_MAX = 64, FIRST_WIDTH = 22, WIDTH = 16 };

typedef struct Sheet {
    Ctx              *cx;
    XlsxWriter       *to;
    const ReportBook *book;
} Sheet;

static Str word(const Sheet *sheet, const char *zh, const char *en)
{
    return str_of(sheet->book->english ? en : zh);
}

static void pair(const Sheet *sheet, Str name, Str value)
{
    const Str cells[] = { name, value };
    if (value.len > 0) xlsx_writer_row(sheet->to, cells, NULL, COUNT(cells));
}

static Str moment(const Sheet *sheet)
{
    const CivilTime at = civil_time(sheet->cx->now_ms, sheet->cx->zone);
    return str_fmt(sheet->cx->arena, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour,
                   at.minute);
}

/* ---- the cover ---------------------------------------------------------------------------- */

static Code put_cover(const Sheet *sheet, Str mark)
{
    Strs      said    = { 0 };
    const Str title[] = { sheet->book->name };
    xlsx_writer_width(sheet->to, 0, FIRST_WIDTH);
    xlsx_writer_width(sheet->to, 1, 3 * WIDTH);
    xlsx_writer_heading(sheet->to, title, 1);
    pair(sheet, word(sheet, "生成时间", "Made at"), moment(sheet));
    TRY(report_book_said(sheet->cx, sheet->book, &said));
    for (size_t i = 0; i + 1 < said.count; i += 2) pair(sheet, said.at[i], said.at[i + 1]);
    pair(sheet, word(sheet, "说明", "Note"), mark);
    for (size_t i = 0; i < sheet->book->parts.count; i++)
        pair(sheet, str_fmt(sheet->cx->arena, "%zu", i + 1),
             ROWS_AT(ReportPart, sheet->book->parts, i)->title);
    return OK;
}

/* ---- a part ---------------------------------------------------------------------------------
 */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 48u << 20, .nodes = 2u << 20, .depth = 40 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "rows of an answer");
    return OK;
}

/* What its only metric means. */
static Str definition_of(const Sheet *sheet, const ReportPart *part)
{
    for (size_t i = 0; i < part->answer.columns.count; i++) {
        const Metric *metric = report_word_metric(sheet->book->metrics, part->answer.columns.at[i]);
        if (metric)
            return sheet->book->english && metric->about_en.len ? metric->about_en
                                                                : metric->about_zh;
    }
    return part->note;
}

static Code put_left_out(const Sheet *sheet, const ReportPart *part)
{
    const Json *left = NULL;
    TRY(parse(sheet->cx, part->answer.left_out, &left));
    for (uint32_t i = 0; i < left->count; i++) {
        const Json *condition = json_get(&left->as.first[i], S("condition"));
        JsonOut     text      = json_out(sheet->cx->arena, 64 * 1024);
        Str said = report_said_conditions(sheet->cx->arena, condition, sheet->book->english);
        json_put(&text, condition);
        if (said.ptr || json_out_done(&text, &said) == OK)
            pair(sheet, word(sheet, "不适用的条件", "Does not apply"), said);
    }
    return OK;
}

static void put_target(const Sheet *sheet, const ReportPart *part)
{
    Arena *arena = sheet->cx->arena;
    if (part->answer.targets.count == 0) return;
    const Target    *target = ROWS_AT(Target, part->answer.targets, 0);
    const Metric    *metric = report_word_metric(sheet->book->metrics, target->metric);
    const ReportUnit unit   = metric ? report_word_unit(metric->unit) : REPORT_COUNT;
    const int64_t    scale  = unit == REPORT_SHARE ? 10000 : 1;
    pair(sheet,
         str_fmt(arena, "%.*s %.*s – %.*s", FMT(word(sheet, "目标", "Target")),
                 FMT(target->from_on), FMT(target->to_on)),
         report_word_figure(arena, unit, target->value, scale));
    pair(sheet, word(sheet, "已达", "Reached"),
         report_word_figure(arena, unit, target->actual_num, target->actual_den));
    pair(sheet, word(sheet, "应达", "Due by now"),
         report_word_figure(arena, unit, target->expected, scale));
}

static void put_row(const Sheet *sheet, const ReportColumn *columns, size_t count, const Json *row,
                    Str name)
{
    Str    cells[CELLS_MAX];
    bool   numeric[CELLS_MAX];
    size_t at = 0;
    if (name.len > 0) {
        numeric[at] = false;
        cells[at++] = name;
    }
    for (size_t i = 0; i < count && i < row->count && at < CELLS_MAX; i++) {
        const Json *cell = &row->as.first[i];
        numeric[at]      = cell->kind == JSON_INT || cell->kind == JSON_REAL;
        const Str plain  = report_word_plain(sheet->cx->arena, columns[i].unit, cell);
        cells[at++]      = report_said_value(columns[i].name, plain, sheet->book->english);
    }
    xlsx_writer_row(sheet->to, cells, numeric, at);
}

static Code put_rows(const Sheet *sheet, const ReportPart *part)
{
    Arena              *arena   = sheet->cx->arena;
    const size_t        count   = part->answer.columns.count;
    const ReportColumn *columns = report_book_columns(arena, sheet->book, part);
    const Json         *rows = NULL, *before = NULL;
    Str                 cells[CELLS_MAX];
    size_t              at = 0;
    TRY(parse(sheet->cx, part->answer.rows, &rows));
    TRY(parse(sheet->cx, part->answer.before, &before));
    if (before->count > 0) cells[at++] = S(" ");
    for (size_t i = 0; i < count && at < CELLS_MAX; i++)
        cells[at++] = str_fmt(arena, "%.*s%.*s", FMT(columns[i].heading),
                              FMT(report_word_suffix(columns[i].unit, sheet->book->english)));
    xlsx_writer_heading(sheet->to, cells, at);
    for (uint32_t i = 0; i < rows->count; i++) {
        const ArenaMark mark = arena_mark(arena);
        put_row(sheet, columns, count, &rows->as.first[i],
                before->count > 0 ? word(sheet, "本期", "Now") : (Str){ 0 });
        arena_rewind(arena, mark);
    }
    for (uint32_t i = 0; i < before->count; i++)
        put_row(sheet, columns, count, &before->as.first[i], word(sheet, "对比期", "Before"));
    return OK;
}

static Code put_part(const Sheet *sheet, size_t at)
{
    const ReportPart *part    = ROWS_AT(ReportPart, sheet->book->parts, at);
    const Str         title[] = { part->title };
    Strs              said    = { 0 };
    xlsx_writer_sheet(sheet->to, str_fmt(sheet->cx->arena, "%zu %.*s", at + 1, FMT(part->title)));
    xlsx_writer_width(sheet->to, 0, FIRST_WIDTH);
    for (size_t i = 1; i < 8; i++) xlsx_writer_width(sheet->to, i, WIDTH);
    xlsx_writer_heading(sheet->to, title, 1);
    if (part->reason.ptr) {
        pair(sheet, word(sheet, "无法计算", "Not answered"), part->reason);
        return OK;
    }
    pair(sheet, word(sheet, "含义", "What it is"), definition_of(sheet, part));
    TRY(report_book_said(sheet->cx, sheet->book, &said));
    for (size_t i = 0; i + 1 < said.count; i += 2) pair(sheet, said.at[i], said.at[i + 1]);
    TRY(put_left_out(sheet, part));
    put_target(sheet, part);
    xlsx_writer_row(sheet->to, NULL, NULL, 0);
    return put_rows(sheet, part);
}

Code report_sheet_write(Ctx *cx, const ReportBook *book, Str mark, const char *path)
{
    const Sheet sheet = { cx, xlsx_writer_open(path, book->english ? S("Board") : S("看板")),
                          book };
    xlsx_writer_describe(sheet.to, S("weft"), mark);
    Code code = put_cover(&sheet, mark);
    for (size_t i = 0; i < book->parts.count && code == OK; i++) code = put_part(&sheet, i);
    if (xlsx_writer_close(sheet.to) != OK && code == OK)
        code = fail(cx, ERR_UNAVAILABLE, "sheet.not_written", "%s", path);
    return code;
}
