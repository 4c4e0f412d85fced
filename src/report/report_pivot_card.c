/* report_pivot_card.c -- a pivot of a picture: rows by columns with their totals, each figure
 * shaded by its own measure.  What has no room is told; parts go before wholes. */
#include "report/report_heat.h"
#include "report/report_pivot_pick.h"

#include <math.h>

enum { FIGURES_MAX = 8 };

/* What of it is drawn. */
typedef struct Crossed {
    const ReportPivot *pivot;
    size_t             depth[PIVOT_SIDES];
    size_t             figures;
    Str                names[FIGURES_MAX]; /* of the figures */
    ReportPivotPicked  picked[PIVOT_SIDES];
} Crossed;

static Str text(const Crossed *crossed, const char *zh, const char *en)
{
    return str_of(crossed->pivot->card->english ? en : zh);
}

static const ReportPivotLine *line_at(const Vec *lines, size_t at)
{
    return *VEC_AT(*lines, ReportPivotLine *, at);
}

/* ---- what a figure stands as ----------------------------------------------------------------- */

static Str as_of(const Crossed *crossed, size_t figure)
{
    const JsonItems all = json_items(crossed->pivot->show, S("as"));
    return figure < all.count && all.at[figure].kind == JSON_STR ? all.at[figure].as.str
                                                                 : S("value");
}

/* "占行", as in the console; absent: it stands as it is. */
static Str as_said(const Crossed *crossed, size_t figure)
{
    const Str as = as_of(crossed, figure);
    if (str_equal(as, S("row"))) return text(crossed, "占行", "share of row");
    if (str_equal(as, S("column"))) return text(crossed, "占列", "share of column");
    if (str_equal(as, S("whole"))) return text(crossed, "占全部", "share of all");
    return str_equal(as, S("running")) ? text(crossed, "累计", "running total") : (Str){ 0 };
}

static double share(const Crossed *crossed, const ReportPivotLine *row,
                    const ReportPivotLine *column, size_t figure, Str as)
{
    const ReportPivotLine *const *whole = (const ReportPivotLine *const *)crossed->pivot->whole;
    const double                  value = report_pivot_value(crossed->pivot, row, column, figure);
    const double                  base =
        report_pivot_value(crossed->pivot, str_equal(as, S("row")) ? row : whole[PIVOT_ROWS],
                           str_equal(as, S("column")) ? column : whole[PIVOT_COLUMNS], figure);
    return isnan(base) || fabs(base) <= 0 ? NAN : value / base;
}

/* With all before it that are part of the same. */
static double running(const Crossed *crossed, const ReportPivotLine *row,
                      const ReportPivotLine *column, size_t figure)
{
    double out = 0;
    if (!row->parent) return report_pivot_value(crossed->pivot, row, column, figure);
    for (size_t i = 0; i < row->parent->below.count; i++) {
        const ReportPivotLine *one   = *VEC_AT(row->parent->below, ReportPivotLine *, i);
        const double           value = report_pivot_value(crossed->pivot, one, column, figure);
        if (!isnan(value)) out += value;
        if (one == row) break;
    }
    return out;
}

static double said_of(const Crossed *crossed, const ReportPivotLine *row,
                      const ReportPivotLine *column, size_t figure)
{
    const Str    as    = as_of(crossed, figure);
    const double value = report_pivot_value(crossed->pivot, row, column, figure);
    if (isnan(value) || str_equal(as, S("value"))) return value;
    return str_equal(as, S("running")) ? running(crossed, row, column, figure)
                                       : share(crossed, row, column, figure, as);
}

/* ---- heads ----------------------------------------------------------------------------------- */

/* "支付金额 · 占行" where each stands in a column of its own, or beside itself. */
static void name_figures(Crossed *crossed)
{
    const ReportCard *card  = crossed->pivot->card;
    Arena            *arena = card->cx->arena;
    StrMap           *twice = strmap_new(arena), *seen = strmap_new(arena);
    for (size_t i = 0; i < crossed->figures; i++)
        (void)report_column_again(arena, twice, card->columns[crossed->pivot->first + i].heading);
    for (size_t i = 0; i < crossed->figures; i++) {
        const Str  heading = card->columns[crossed->pivot->first + i].heading;
        const Str  as      = as_said(crossed, i);
        const bool is_one  = *(const size_t *)strmap_find(twice, heading) == 1;
        crossed->names[i]  = heading;
        if (as.ptr && (crossed->depth[PIVOT_COLUMNS] == 0 || !is_one))
            crossed->names[i] = str_fmt(arena, "%.*s · %.*s", FMT(heading), FMT(as));
        crossed->names[i] = report_column_again(arena, seen, crossed->names[i]);
    }
}

/* "华东 · 2026-11", "合计" */
static Str path_said(const Crossed *crossed, const ReportPivotLine *column)
{
    Arena *arena = crossed->pivot->card->cx->arena;
    if (!column->parent) return text(crossed, "合计", "Total");
    const Str above = column->parent->parent ? path_said(crossed, column->parent) : (Str){ 0 };
    return above.ptr ? str_fmt(arena, "%.*s · %.*s", FMT(above), FMT(column->name)) : column->name;
}

static bool is_time(const Crossed *crossed, ReportPivotSide side, size_t depth)
{
    return report_column_is_time(report_pivot_dimension(crossed->pivot, side, depth)->name);
}

static bool is_plain_column(const Crossed *crossed, const ReportPivotLine *column)
{
    return !json_bool(crossed->pivot->show, S("heat"), true) ||
           column->depth < crossed->depth[PIVOT_COLUMNS];
}

static ReportHeatHead column_head(const Crossed *crossed, const ReportPivotLine *column,
                                  size_t figure)
{
    const ReportPivot *pivot  = crossed->pivot;
    const Str          as     = as_of(crossed, figure);
    const size_t       across = crossed->depth[PIVOT_COLUMNS];
    ReportHeatHead     out    = { .scale    = figure,
                                  .total    = NAN,
                                  .is_plain = is_plain_column(crossed, column),
                                  .is_said  = !str_equal(as, S("value")),
                                  .unit     = pivot->card->columns[pivot->first + figure].unit };
    if (out.is_said && !str_equal(as, S("running"))) out.unit = REPORT_SHARE;
    if (crossed->figures > 1 || across == 0) {
        out.name = crossed->names[figure];
        if (across > 0) out.above = path_said(crossed, column);
        return out;
    }
    out.name = column->name;
    if (!column->parent)
        out.name = text(crossed, "合计", "Total");
    else if (column->depth < across)
        out.name = text(crossed, "小计", "Subtotal");
    if (column->depth == across && is_time(crossed, PIVOT_COLUMNS, across))
        out.brief = report_word_time(column->name);
    if (across > 1 && column->parent)
        out.above = column->depth < across   ? path_said(crossed, column)
                    : column->parent->parent ? path_said(crossed, column->parent)
                                             : (Str){ 0 };
    return out;
}

static ReportHeatHead row_head(const Crossed *crossed, const ReportPivotLine *row)
{
    const bool is_part = row->depth == crossed->depth[PIVOT_ROWS];
    return (ReportHeatHead){ .name     = row->parent ? row->name : text(crossed, "合计", "Total"),
                             .total    = NAN,
                             .depth    = row->depth > 0 ? row->depth - 1 : 0,
                             .is_whole = !row->parent || !is_part,
                             .is_plain = !is_part };
}

/* ---- what has room --------------------------------------------------------------------------- */

/* So many dimensions of a side that all lines are shown, at least the first. */
static size_t depth_of(const ReportPivot *pivot, ReportPivotSide side, size_t most)
{
    size_t depth = pivot->deep[side];
    while (depth > 1 && report_pivot_lines(pivot, side, depth).count > most) depth--;
    return depth;
}

static void fill(const Crossed *crossed, ReportHeat *heat)
{
    const Vec *rows    = &crossed->picked[PIVOT_ROWS].lines;
    const Vec *columns = &crossed->picked[PIVOT_COLUMNS].lines;
    heat->row_count    = rows->count;
    heat->column_count = columns->count * crossed->figures;
    for (size_t k = 0; k < heat->column_count; k++)
        heat->columns[k] =
            column_head(crossed, line_at(columns, k / crossed->figures), k % crossed->figures);
    for (size_t i = 0; i < heat->row_count; i++) {
        const ReportPivotLine *row = line_at(rows, i);
        heat->rows[i]              = row_head(crossed, row);
        for (size_t k = 0; k < heat->column_count; k++) {
            const ReportPivotLine *column = line_at(columns, k / crossed->figures);
            const size_t           figure = k % crossed->figures;
            heat->cells[i][k]             = report_pivot_value(crossed->pivot, row, column, figure);
            heat->said[i][k]              = said_of(crossed, row, column, figure);
        }
    }
}

/* False: there is nothing less. */
static bool take_less(Crossed *crossed, size_t *most, size_t room)
{
    const size_t less = room / crossed->figures;
    if (*most > 2) {
        *most = less < 2 ? 2 : less < *most ? less : *most - 1;
    } else if (crossed->figures > 1) {
        crossed->figures--;
    } else if (*most > 1) {
        (*most)--;
    } else {
        return false;
    }
    return true;
}

/* Fewer columns, then fewer figures, until each stands below its name and can be read. */
static void fill_what_fits(Crossed *crossed, ReportHeat *heat)
{
    const ReportCard *card = crossed->pivot->card;
    size_t            most = HEAT_COLUMNS / crossed->figures, room = 0;
    do {
        crossed->picked[PIVOT_COLUMNS] =
            report_pivot_pick(crossed->pivot, PIVOT_COLUMNS, crossed->depth[PIVOT_COLUMNS], most);
        most = crossed->picked[PIVOT_COLUMNS].lines.count;
        fill(crossed, heat);
        room = report_heat_fit(card, heat);
        if (room == heat->column_count && report_heat_has_room(card, heat)) return;
    } while (take_less(crossed, &most, room));
}

/* ---- all of it ------------------------------------------------------------------------------- */

static Str corner_of(const Crossed *crossed)
{
    StrBuf out = strbuf(crossed->pivot->card->cx->arena, 400);
    for (size_t i = 1; i <= crossed->depth[PIVOT_ROWS]; i++)
        strbuf_fmt(&out, "%s%.*s", i > 1 ? " / " : "",
                   FMT(report_pivot_dimension(crossed->pivot, PIVOT_ROWS, i)->heading));
    return strbuf_str(&out);
}

/* "未展开：城市" */
static void note_folded(StrBuf *out, const Crossed *crossed, ReportPivotSide side)
{
    for (size_t i = crossed->depth[side] + 1; i <= crossed->pivot->deep[side]; i++)
        strbuf_fmt(out, "%s%.*s%.*s", out->len > 0 ? "   " : "",
                   FMT(text(crossed, "未展开：", "Folded: ")),
                   FMT(report_pivot_dimension(crossed->pivot, side, i)->heading));
}

/* "支付金额：占行" */
static double draw_as(const Crossed *crossed, double y)
{
    const ReportCard *card = crossed->pivot->card;
    const PaintText   how  = { .pixels = 20, .ink = INK_SOFT, .lines = 2 };
    StrBuf            out  = strbuf(card->cx->arena, 2000);
    for (size_t i = 0; i < crossed->figures && crossed->depth[PIVOT_COLUMNS] > 0; i++) {
        const Str heading = card->columns[crossed->pivot->first + i].heading;
        const Str as      = as_said(crossed, i);
        if (as.ptr)
            strbuf_fmt(&out, card->english ? "%s%.*s: %.*s" : "%s%.*s：%.*s",
                       out.len == 0    ? ""
                       : card->english ? "; "
                                       : "；",
                       FMT(heading), FMT(as));
    }
    if (out.len == 0) return y;
    return y +
           report_paint_text(card->cx, card->paint,
                             (PaintBox){ card->inner.x, y, card->inner.width, 0 }, strbuf_str(&out),
                             &how) +
           6;
}

/* Of lines but for the whole. */
static void note_side(const Crossed *crossed, ReportPivotSide side, StrBuf *out)
{
    const ReportPivotPicked *picked = &crossed->picked[side];
    note_folded(out, crossed, side);
    report_card_part(crossed->pivot->card, picked->end,
                     side == PIVOT_ROWS ? REPORT_ROWS : REPORT_COLUMNS, picked->lines.count - 1,
                     picked->all - 1, out);
}

static double draw_note(const Crossed *crossed, double y)
{
    const ReportPivot *pivot = crossed->pivot;
    StrBuf             out   = strbuf(pivot->card->cx->arena, 1000);
    if (pivot->card->part->tile.is_cut)
        strbuf_add(&out, text(crossed, "结果太多，只有一部分", "Too many: a part of them"));
    note_side(crossed, PIVOT_ROWS, &out);
    note_side(crossed, PIVOT_COLUMNS, &out);
    report_card_part(pivot->card, REPORT_FIRST, REPORT_FIGURES, crossed->figures, pivot->figures,
                     &out);
    return report_card_note(pivot->card, strbuf_str(&out), y);
}

double report_card_pivot(const ReportCard *card)
{
    ReportPivot pivot;
    if (!report_pivot_read(card, &pivot)) return report_card_table(card);
    Crossed crossed = { .pivot = &pivot, .figures = pivot.figures };
    if (crossed.figures > FIGURES_MAX) crossed.figures = FIGURES_MAX;
    crossed.depth[PIVOT_ROWS]    = depth_of(&pivot, PIVOT_ROWS, HEAT_ROWS);
    crossed.depth[PIVOT_COLUMNS] = depth_of(&pivot, PIVOT_COLUMNS, HEAT_COLUMNS / crossed.figures);
    crossed.picked[PIVOT_ROWS] =
        report_pivot_pick(&pivot, PIVOT_ROWS, crossed.depth[PIVOT_ROWS], HEAT_ROWS);
    name_figures(&crossed);
    ReportHeat *heat = report_heat_new(card->cx->arena);
    heat->corner     = corner_of(&crossed);
    heat->unit       = card->columns[pivot.first].unit;
    fill_what_fits(&crossed, heat);
    return draw_note(&crossed, report_heat_draw(card, heat, draw_as(&crossed, card->inner.y)));
}
