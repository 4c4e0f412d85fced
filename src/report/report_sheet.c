/* report_sheet.c -- a board as a spreadsheet. */
#include "report/report_sheet.h"

#include "report/report_column.h"
#include "report/report_reason.h"
#include "wire/xlsx.h"

enum { CELLS_MAX = 64, WIDE_COLUMNS = 8, FIRST_WIDTH = 22, WIDTH = 16, CONDITION_MAX = 256 * 1024 };

struct ReportSheet {
    XlsxWriter       *to;
    const ReportBook *book;
    const char       *path;
};

static Str word(const ReportSheet *sheet, const char *zh, const char *en)
{
    return str_of(sheet->book->english ? en : zh);
}

static void pair(const ReportSheet *sheet, Str name, Str value)
{
    const Str cells[] = { name, value };
    if (value.len > 0) xlsx_writer_row(sheet->to, cells, NULL, COUNT(cells));
}

static void say_filter(const ReportSheet *sheet)
{
    const Strs said = sheet->book->said;
    for (size_t i = 0; i + 1 < said.count; i += 2) pair(sheet, said.at[i], said.at[i + 1]);
}

static Str moment(const Ctx *cx)
{
    const CivilTime at = civil_time(cx->now_ms, cx->zone);
    return str_fmt(cx->arena, "%04d-%02d-%02d %02d:%02d", at.year, at.month, at.day, at.hour,
                   at.minute);
}

/* ---- the cover ---------------------------------------------------------------------------- */

ReportSheet *report_sheet_open(Ctx *cx, const ReportBook *book, Str mark, const char *path)
{
    ReportSheet *sheet = arena_make(cx->arena, ReportSheet, 1);
    *sheet             = (ReportSheet){ .book = book, .path = path };
    sheet->to          = xlsx_writer_open(path, word(sheet, "看板", "Board"));
    xlsx_writer_describe(sheet->to, S("weft"), mark);
    xlsx_writer_width(sheet->to, 0, FIRST_WIDTH);
    xlsx_writer_width(sheet->to, 1, 3 * WIDTH);
    xlsx_writer_heading(sheet->to, &book->name, 1);
    pair(sheet, word(sheet, "生成时间", "Made at"), moment(cx));
    say_filter(sheet);
    pair(sheet, word(sheet, "说明", "Note"), mark);
    for (size_t i = 0; i < book->parts.count; i++)
        pair(sheet, str_fmt(cx->arena, "%zu", i + 1), ROWS_AT(ReportPart, book->parts, i)->title);
    return sheet;
}

/* ---- a part --------------------------------------------------------------------------------- */

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 48u << 20, .nodes = 2u << 20, .depth = 40 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "rows of an answer");
    return OK;
}

/* What its only metric means. */
static Str definition_of(const ReportSheet *sheet, const ReportPart *part, const ReportTile *tile)
{
    for (size_t i = 0; i < tile->columns.count; i++) {
        const Metric *metric = report_word_metric(sheet->book->metrics, tile->columns.at[i]);
        if (metric)
            return sheet->book->english && metric->about_en.len ? metric->about_en
                                                                : metric->about_zh;
    }
    return part->note;
}

static Code put_left_out(Ctx *cx, const ReportSheet *sheet, const ReportTile *tile)
{
    const ReportBook *book = sheet->book;
    const Json       *left = NULL;
    TRY(parse(cx, tile->left_out, &left));
    for (uint32_t i = 0; i < left->count; i++) {
        const Json *condition = json_get(&left->as.first[i], S("condition"));
        JsonOut     text      = json_out(cx->arena, CONDITION_MAX);
        Str         said      = { 0 };
        if (json_bool(&left->as.first[i], S("is_owner"), false))
            said = str_fmt(cx->arena, book->english ? "Whose = %.*s" : "归属 = %.*s",
                           FMT(book->owner));
        else
            said = report_said_conditions(cx->arena, &book->language, condition, book->english);
        json_put(&text, condition);
        if (said.ptr || json_out_done(&text, &said) == OK)
            pair(sheet, word(sheet, "不适用的条件", "Does not apply"), said);
    }
    return OK;
}

static void put_target(Arena *arena, const ReportSheet *sheet, const ReportTile *tile)
{
    if (tile->targets.count == 0) return;
    const Target    *target = ROWS_AT(Target, tile->targets, 0);
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

static void put_row(Arena *arena, const ReportSheet *sheet, const ReportColumn *columns,
                    size_t count, const Json *row, Str name)
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
        cells[at++]      = report_column_plain(arena, &columns[i], cell, sheet->book->english);
    }
    xlsx_writer_row(sheet->to, cells, numeric, at);
}

static void put_rows(Arena *arena, const ReportSheet *sheet, const ReportColumn *columns,
                     size_t count, const Json *rows, Str name)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        const ArenaMark mark = arena_mark(arena);
        put_row(arena, sheet, columns, count, &rows->as.first[i], name);
        arena_rewind(arena, mark);
    }
}

static Code put_table(Ctx *cx, const ReportSheet *sheet, const ReportTile *tile)
{
    Arena        *arena   = cx->arena;
    const bool    english = sheet->book->english;
    const size_t  count   = tile->columns.count;
    const Json   *query = NULL, *rows = NULL, *before = NULL;
    ReportColumn *columns;
    Str           cells[CELLS_MAX];
    size_t        at = 0;
    TRY(parse(cx, tile->query, &query));
    TRY(parse(cx, tile->rows, &rows));
    TRY(parse(cx, tile->before, &before));
    const bool is_compared = before->count > 0;
    columns = report_column_all(arena, sheet->book->metrics, query, tile->columns, english);
    report_column_call(arena, columns, count, tile->names);
    if (is_compared) cells[at++] = S(" ");
    for (size_t i = 0; i < count && at < CELLS_MAX; i++)
        cells[at++] = str_fmt(arena, "%.*s%.*s", FMT(columns[i].heading),
                              FMT(report_word_suffix(columns[i].unit, english)));
    xlsx_writer_heading(sheet->to, cells, at);
    put_rows(arena, sheet, columns, count, rows,
             is_compared ? word(sheet, "本期", "Now") : (Str){ 0 });
    put_rows(arena, sheet, columns, count, before, word(sheet, "对比期", "Before"));
    return OK;
}

Code report_sheet_put(Ctx *cx, ReportSheet *sheet, size_t at, const ReportAnswer *answer)
{
    const ReportPart *part = ROWS_AT(ReportPart, sheet->book->parts, at);
    xlsx_writer_sheet(sheet->to, str_fmt(cx->arena, "%zu %.*s", at + 1, FMT(part->title)));
    xlsx_writer_width(sheet->to, 0, FIRST_WIDTH);
    for (size_t i = 1; i < WIDE_COLUMNS; i++) xlsx_writer_width(sheet->to, i, WIDTH);
    xlsx_writer_heading(sheet->to, &part->title, 1);
    if (answer->reason.ptr) {
        pair(sheet, word(sheet, "无法计算", "Not answered"),
             report_reason_said(answer->reason, sheet->book->english));
        return OK;
    }
    pair(sheet, word(sheet, "含义", "What it is"), definition_of(sheet, part, &answer->tile));
    say_filter(sheet);
    TRY(put_left_out(cx, sheet, &answer->tile));
    put_target(cx->arena, sheet, &answer->tile);
    xlsx_writer_row(sheet->to, NULL, NULL, 0);
    return put_table(cx, sheet, &answer->tile);
}

Code report_sheet_close(Ctx *cx, ReportSheet *sheet)
{
    if (xlsx_writer_close(sheet->to) == OK) return OK;
    return fail(cx, ERR_UNAVAILABLE, "sheet.not_written", "%s", sheet->path);
}
