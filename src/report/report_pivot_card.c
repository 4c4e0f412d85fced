/* report_pivot_card.c -- a pivot of a picture: rows by columns with their totals, each figure
 * shaded by its own measure.  What has no room is told; parts go before wholes. */
#include "report/report_heat.h"
#include "report/report_pivot.h"

#include <math.h>

enum { FIGURES_MAX = 8 };

/* What of it is drawn. */
typedef struct Crossed {
    const ReportPivot *pivot;
    size_t             depth[PIVOT_SIDES];
    size_t             figures;
    Vec                rows, columns; /* of ReportPivotLine *, all of that depth */
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

/* "占行"; absent: it stands as it is. */
static Str as_said(const Crossed *crossed, size_t figure)
{
    const Str as = as_of(crossed, figure);
    if (str_equal(as, S("row"))) return text(crossed, "占行", "of row");
    if (str_equal(as, S("column"))) return text(crossed, "占列", "of column");
    if (str_equal(as, S("whole"))) return text(crossed, "占全部", "of all");
    return str_equal(as, S("running")) ? text(crossed, "累计", "running") : (Str){ 0 };
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

static Str figure_said(const Crossed *crossed, size_t figure)
{
    const ReportCard *card    = crossed->pivot->card;
    const Str         heading = card->columns[crossed->pivot->first + figure].heading;
    const Str         as      = as_said(crossed, figure);
    if (!as.ptr) return heading;
    return str_fmt(card->cx->arena, "%.*s · %.*s", FMT(heading), FMT(as));
}

/* "华东 · 2026-11", "合计" */
static Str path_said(const Crossed *crossed, const ReportPivotLine *column)
{
    Arena *arena = crossed->pivot->card->cx->arena;
    if (!column->parent) return text(crossed, "合计", "Total");
    const Str above = column->parent->parent ? path_said(crossed, column->parent) : (Str){ 0 };
    return above.ptr ? str_fmt(arena, "%.*s · %.*s", FMT(above), FMT(column->name)) : column->name;
}

/* "2026-11-28" as "11-28", "09:00" as "09". */
static Str brief_of(Str name)
{
    if (name.len == 10 && name.ptr[4] == '-') return str_slice(name, 5, 10);
    return name.len == 5 && name.ptr[2] == ':' ? str_slice(name, 0, 2) : (Str){ 0 };
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
        out.name = figure_said(crossed, figure);
        if (across > 0) out.above = path_said(crossed, column);
        return out;
    }
    out.name = column->name;
    if (!column->parent)
        out.name = text(crossed, "合计", "Total");
    else if (column->depth < across)
        out.name = text(crossed, "小计", "Subtotal");
    out.brief = column->depth == across ? brief_of(column->name) : out.name;
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

/* Of times the newest, of all else the first; the whole is always among them. */
static Vec some_of(const Crossed *crossed, ReportPivotSide side, const Vec *all, size_t most)
{
    const ReportPivot *pivot     = crossed->pivot;
    Vec                out       = vec_of(pivot->card->cx->arena, ReportPivotLine *);
    const size_t       cut       = all->count > most ? all->count - most : 0;
    const bool         is_chosen = side == PIVOT_ROWS && json_get(pivot->show, S("sort"));
    const bool         is_newest = cut > 0 && crossed->depth[side] == 1 && !is_chosen &&
                           report_column_is_time(report_pivot_dimension(pivot, side, 1)->name);
    const size_t whole = side == PIVOT_ROWS ? 0 : all->count - 1;
    const size_t first = (is_newest ? cut : 0) + (side == PIVOT_ROWS ? 1 : 0);
    const size_t parts = most - 1 < all->count - 1 ? most - 1 : all->count - 1;
    if (side == PIVOT_ROWS) *VEC_ADD(&out, const ReportPivotLine *) = line_at(all, whole);
    for (size_t i = first; i < first + parts; i++)
        *VEC_ADD(&out, const ReportPivotLine *) = line_at(all, i);
    if (side == PIVOT_COLUMNS) *VEC_ADD(&out, const ReportPivotLine *) = line_at(all, whole);
    return out;
}

static void fill(const Crossed *crossed, const Vec *columns, ReportHeat *heat)
{
    heat->row_count    = crossed->rows.count;
    heat->column_count = columns->count * crossed->figures;
    for (size_t k = 0; k < heat->column_count; k++)
        heat->columns[k] =
            column_head(crossed, line_at(columns, k / crossed->figures), k % crossed->figures);
    for (size_t i = 0; i < heat->row_count; i++) {
        const ReportPivotLine *row = line_at(&crossed->rows, i);
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
    const Vec         all  = crossed->columns;
    size_t            most = HEAT_COLUMNS / crossed->figures;
    size_t            room = 0;
    if (most > all.count) most = all.count;
    do {
        crossed->columns = some_of(crossed, PIVOT_COLUMNS, &all, most);
        fill(crossed, &crossed->columns, heat);
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

static void note_part(StrBuf *out, bool english, Str what, size_t shown, size_t all)
{
    const char *gap = out->len > 0 ? "   " : "";
    if (shown >= all) return;
    if (english)
        strbuf_fmt(out, "%s%zu of %zu %.*s", gap, shown, all, FMT(what));
    else
        strbuf_fmt(out, "%s%zu %.*s，共 %zu %.*s", gap, shown, FMT(what), all, FMT(what));
}

/* "未展开：城市" */
static void note_folded(StrBuf *out, const Crossed *crossed, ReportPivotSide side)
{
    for (size_t i = crossed->depth[side] + 1; i <= crossed->pivot->deep[side]; i++)
        strbuf_fmt(out, "%s%.*s%.*s", out->len > 0 ? "   " : "",
                   FMT(text(crossed, "未展开：", "Folded: ")),
                   FMT(report_pivot_dimension(crossed->pivot, side, i)->heading));
}

static double draw_note(const Crossed *crossed, size_t rows, size_t columns, double y)
{
    const ReportPivot *pivot = crossed->pivot;
    const bool         en    = pivot->card->english;
    StrBuf             out   = strbuf(pivot->card->cx->arena, 1000);
    if (pivot->card->part->tile.is_cut)
        strbuf_add(&out, text(crossed, "结果太多，只有一部分", "Too many: a part of them"));
    note_folded(&out, crossed, PIVOT_ROWS);
    note_part(&out, en, text(crossed, "行", "rows"), crossed->rows.count - 1, rows - 1);
    note_folded(&out, crossed, PIVOT_COLUMNS);
    note_part(&out, en, text(crossed, "列", "columns"), crossed->columns.count - 1, columns - 1);
    note_part(&out, en, text(crossed, "项指标", "figures"), crossed->figures, pivot->figures);
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
    const Vec rows       = report_pivot_lines(&pivot, PIVOT_ROWS, crossed.depth[PIVOT_ROWS]);
    crossed.rows         = some_of(&crossed, PIVOT_ROWS, &rows, HEAT_ROWS);
    crossed.columns      = report_pivot_lines(&pivot, PIVOT_COLUMNS, crossed.depth[PIVOT_COLUMNS]);
    const size_t columns = crossed.columns.count;
    ReportHeat  *heat    = report_heat_new(card->cx->arena);
    heat->corner         = corner_of(&crossed);
    heat->unit           = card->columns[pivot.first].unit;
    fill_what_fits(&crossed, heat);
    return draw_note(&crossed, rows.count, columns, report_heat_draw(card, heat, card->inner.y));
}
