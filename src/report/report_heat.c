/* report_heat.c -- shaded tables of a picture. */
#include "report/report_heads.h"

#include <math.h>

enum {
    SHADE_MOST  = 700, /* thousandths of the full ink, as in the console: text stays dark */
    SHADE_LEAST = 110, /* what is little is not nothing */
    TEXT_MOST   = 18,
    TEXT_LEAST  = 15,
    ROW_TALL    = 38,
    PLAIN_TALL  = 30, /* of a row whose cells say nothing */
    CELL_GAP    = 2,
    DEPTH_WIDE  = 18,
    ABOVE_TALL  = 32,
    ABOVE_GAP   = 4,
    CELL_ROOM   = 6, /* beside the text of a cell */
    HEAD_ROOM   = 14,
    HEAD_PIXELS = 17,
    SCALE_STEPS = 4, /* beside 0 */
};

/* How wide everything is, and what fits. */
typedef struct Layout {
    double name, total, cell;
    int    pixels;                 /* of the texts of cells; 0: they have no room */
    bool   is_brief[HEAT_COLUMNS]; /* figures of a scale are rounded              */
    double lowest[HEAT_COLUMNS];   /* of a scale; 0 where all are above           */
    double highest[HEAT_COLUMNS];  /* likewise below                              */
} Layout;

ReportHeat *report_heat_new(Arena *arena)
{
    ReportHeat *out = arena_make(arena, ReportHeat, 1);
    for (size_t i = 0; i < HEAT_ROWS; i++) {
        out->rows[i].total = NAN;
        for (size_t k = 0; k < HEAT_COLUMNS; k++) out->cells[i][k] = out->said[i][k] = NAN;
    }
    return out;
}

uint32_t report_heat_ink(int permille)
{
    ASSERT(permille >= -1000 && permille <= 1000);
    const int much = permille < 0 ? -permille : permille;
    const int mix  = much > 0 ? SHADE_LEAST + (SHADE_MOST - SHADE_LEAST) * much / 1000 : 0;
    return report_paint_mix(permille < 0 ? INK_BELOW : INK_BRAND, mix);
}

/* "73%", "1.2万" */
static Str brief_of(const ReportCard *card, ReportUnit unit, double value)
{
    if (unit == REPORT_SHARE) return str_fmt(card->cx->arena, "%.0f%%", value * 100);
    return report_card_brief(card, unit, value);
}

static ReportUnit unit_of(const ReportHeat *heat, size_t column)
{
    return heat->columns[column].unit ? heat->columns[column].unit : heat->unit;
}

static double said_of(const ReportHeat *heat, size_t row, size_t column)
{
    return heat->columns[column].is_said ? heat->said[row][column] : heat->cells[row][column];
}

static Str text_of(const ReportCard *card, const ReportHeat *heat, const Layout *layout, size_t row,
                   size_t column)
{
    const double value = said_of(heat, row, column);
    if (isnan(value)) return (Str){ 0 };
    if (layout->is_brief[heat->columns[column].scale])
        return brief_of(card, unit_of(heat, column), value);
    return report_word_real(card->cx->arena, unit_of(heat, column), value);
}

/* ---- what fits ------------------------------------------------------------------------------ */

static double wide_of(const ReportCard *card, Str text, double pixels, bool is_bold)
{
    return report_paint_wide(card->cx, card->paint, text,
                             &(PaintText){ .pixels = pixels, .is_bold = is_bold });
}

static double widest_name(const ReportCard *card, const ReportHeat *heat)
{
    double out = wide_of(card, heat->corner, TEXT_MOST, false);
    for (size_t i = 0; i < heat->row_count; i++)
        out = fmax(out, DEPTH_WIDE * (double)heat->rows[i].depth +
                            wide_of(card, heat->rows[i].name, TEXT_MOST, heat->rows[i].is_whole));
    return out;
}

static double widest_total(const ReportCard *card, const ReportHeat *heat)
{
    double out = wide_of(card, heat->total, TEXT_MOST, false);
    for (size_t i = 0; i < heat->row_count; i++)
        if (!isnan(heat->rows[i].total))
            out = fmax(out, wide_of(card,
                                    report_word_real(card->cx->arena, heat->total_unit,
                                                     heat->rows[i].total),
                                    TEXT_MOST, heat->rows[i].is_whole));
    return out;
}

static bool column_fits(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                        size_t column)
{
    const double room = layout->cell - CELL_GAP - CELL_ROOM;
    for (size_t i = 0; i < heat->row_count; i++)
        if (wide_of(card, text_of(card, heat, layout, i, column), layout->pixels,
                    heat->rows[i].is_whole) > room)
            return false;
    return true;
}

static bool cells_fit(const ReportCard *card, const ReportHeat *heat, const Layout *layout)
{
    for (size_t k = 0; k < heat->column_count; k++)
        if (!column_fits(card, heat, layout, k)) return false;
    return true;
}

static bool fit_pixels(const ReportCard *card, const ReportHeat *heat, Layout *layout)
{
    for (layout->pixels = TEXT_MOST; layout->pixels >= TEXT_LEAST; layout->pixels--)
        if (cells_fit(card, heat, layout)) return true;
    layout->pixels = 0;
    return false;
}

/* Figures as they are, smaller, those of the scales that do not fit rounded, smaller, none: the
 * first that fits. */
static void fit_text(const ReportCard *card, const ReportHeat *heat, Layout *layout)
{
    if (fit_pixels(card, heat, layout)) return;
    bool is_brief[HEAT_COLUMNS] = { false };
    layout->pixels              = TEXT_LEAST;
    for (size_t k = 0; k < heat->column_count; k++)
        is_brief[heat->columns[k].scale] |= !column_fits(card, heat, layout, k);
    for (size_t k = 0; k < HEAT_COLUMNS; k++) layout->is_brief[k] = is_brief[k];
    (void)fit_pixels(card, heat, layout);
}

/* What names and totals of the rows leave. */
static double room_of(const ReportCard *card, const ReportHeat *heat, Layout *layout)
{
    const double total = widest_total(card, heat);
    layout->total      = total > 0 ? fmin(total, card->inner.width * 0.2) + HEAD_ROOM : 0;
    layout->name       = fmin(widest_name(card, heat), card->inner.width * 0.3) + HEAD_ROOM;
    return card->inner.width - layout->name - layout->total;
}

static Layout lay_out(const ReportCard *card, const ReportHeat *heat)
{
    Layout layout = { 0 };
    for (size_t i = 0; i < heat->row_count; i++)
        for (size_t k = 0; k < heat->column_count; k++) {
            const size_t scale = heat->columns[k].scale;
            const double value = heat->cells[i][k];
            if (heat->rows[i].is_plain || heat->columns[k].is_plain) continue;
            if (value > layout.highest[scale]) layout.highest[scale] = value;
            if (value < layout.lowest[scale]) layout.lowest[scale] = value;
        }
    layout.cell = room_of(card, heat, &layout) / (double)heat->column_count;
    fit_text(card, heat, &layout);
    return layout;
}

bool report_heat_has_room(const ReportCard *card, const ReportHeat *heat)
{
    return lay_out(card, heat).pixels > 0;
}

size_t report_heat_fit(const ReportCard *card, const ReportHeat *heat)
{
    Layout       layout = { 0 };
    const double room   = room_of(card, heat, &layout);
    const size_t most   = (size_t)(room / report_heads_least(card, heat));
    return most < 1 ? 1 : most < heat->column_count ? most : heat->column_count;
}

/* ---- drawing it ----------------------------------------------------------------------------- */

static double x_of(const ReportCard *card, const Layout *layout, size_t column)
{
    return card->inner.x + layout->name + layout->total + layout->cell * (double)column;
}

static uint32_t shade_of(const Layout *layout, size_t scale, double value)
{
    const double most = fmax(layout->highest[scale], -layout->lowest[scale]);
    if (isnan(value) || most <= 0 || fabs(value) <= 0) return INK_STRIPE;
    const int permille = (int)(value / most * 1000);
    return report_heat_ink(permille != 0 ? permille : value < 0 ? -1 : 1);
}

static void draw_cell(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                      PaintBox box, size_t row, size_t column)
{
    const double    value = heat->cells[row][column];
    const bool      plain = heat->rows[row].is_plain || heat->columns[column].is_plain;
    const PaintText how   = { .pixels  = layout->pixels,
                              .ink     = INK_TEXT,
                              .is_bold = heat->rows[row].is_whole,
                              .align   = PAINT_CENTER };
    const PaintText none  = { .pixels = TEXT_MOST, .ink = INK_FAINT, .align = PAINT_CENTER };
    if (isnan(value) && heat->nothing.len > 0) {
        (void)report_paint_text(card->cx, card->paint, box, heat->nothing, &none);
        return;
    }
    if (!plain)
        report_paint_box(card->paint, box, 4, shade_of(layout, heat->columns[column].scale, value));
    if (layout->pixels > 0)
        (void)report_paint_text(card->cx, card->paint, box,
                                text_of(card, heat, layout, row, column), &how);
}

static void draw_row(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                     size_t row, PaintBox box)
{
    const ReportHeatHead *head = &heat->rows[row];
    const PaintText name  = { .pixels = TEXT_MOST, .ink = INK_TEXT, .is_bold = head->is_whole };
    const PaintText total = {
        .pixels = TEXT_MOST, .ink = INK_SOFT, .is_bold = head->is_whole, .align = PAINT_RIGHT
    };
    const double in = DEPTH_WIDE * (double)head->depth;
    (void)report_paint_text(
        card->cx, card->paint,
        (PaintBox){ box.x + in, box.y, layout->name - HEAD_ROOM - in, box.height }, head->name,
        &name);
    box.x += layout->name;
    box.width = layout->total - HEAD_ROOM;
    if (!isnan(head->total))
        (void)report_paint_text(
            card->cx, card->paint, box,
            report_card_fit(card, heat->total_unit, head->total, box.width, &total), &total);
    for (size_t k = 0; k < heat->column_count; k++)
        draw_cell(card, heat, layout,
                  (PaintBox){ x_of(card, layout, k) + CELL_GAP, box.y + CELL_GAP,
                              layout->cell - CELL_GAP, box.height - CELL_GAP },
                  row, k);
}

/* Beside shades; returns how wide it stands. */
static double draw_end(const ReportCard *card, double x, double y, Str said)
{
    const PaintText how = { .pixels = TEXT_MOST, .ink = INK_SOFT };
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, y, 160, 26 }, said, &how);
    return report_paint_wide(card->cx, card->paint, said, &how) + 8;
}

/* What the shades mean, where no figure says it: from the lowest, or 0, to the highest, or 0. */
static double draw_scale(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                         double y)
{
    const double lowest = layout->lowest[0], highest = layout->highest[0];
    const double most = fmax(highest, -lowest);
    double       x    = card->inner.x + layout->name + layout->total + CELL_GAP;
    x += draw_end(card, x, y, lowest < 0 ? brief_of(card, heat->unit, -most) : S("0"));
    for (int i = lowest < 0 ? -SCALE_STEPS : 0; i <= (lowest < 0 && highest <= 0 ? 0 : SCALE_STEPS);
         i++, x += 30)
        report_paint_box(card->paint, (PaintBox){ x, y + 4, 28, 18 }, 4,
                         i == 0 ? INK_STRIPE : report_heat_ink(1000 * i / SCALE_STEPS));
    (void)draw_end(card, x + 6, y,
                   highest > 0 || lowest >= 0 ? brief_of(card, heat->unit, most) : S("0"));
    return y + 34;
}

/* One name over columns that follow each other, and a line below it. */
static double draw_above(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                         double y)
{
    const PaintText how = { .pixels = HEAD_PIXELS, .ink = INK_SOFT, .align = PAINT_CENTER };
    bool            any = false;
    for (size_t k = 0, until = 0; k < heat->column_count; k = until) {
        const Str above = heat->columns[k].above;
        for (until = k + 1;
             until < heat->column_count && str_equal(heat->columns[until].above, above);)
            until++;
        if (above.len == 0) continue;
        any               = true;
        const double x    = x_of(card, layout, k) + CELL_GAP,
                     wide = layout->cell * (double)(until - k);
        (void)report_paint_text(card->cx, card->paint,
                                (PaintBox){ x, y, wide - ABOVE_GAP, ABOVE_TALL - 4 }, above, &how);
        report_paint_line(card->paint, x + 2, y + ABOVE_TALL, x + wide - ABOVE_GAP - 2,
                          y + ABOVE_TALL, 1.5, INK_LINE);
    }
    return any ? y + ABOVE_TALL : y;
}

double report_heat_draw(const ReportCard *card, const ReportHeat *heat, double y)
{
    ASSERT(heat->row_count >= 1 && heat->row_count <= HEAT_ROWS);
    ASSERT(heat->column_count >= 1 && heat->column_count <= HEAT_COLUMNS);
    const Layout      layout = lay_out(card, heat);
    const ReportHeads heads  = report_heads_lay(card, heat, layout.cell);
    const double      tall   = layout.pixels > 0 ? ROW_TALL : PLAIN_TALL;
    const PaintText   head   = { .pixels = HEAD_PIXELS, .ink = INK_SOFT };
    const PaintText   total  = { .pixels = HEAD_PIXELS, .ink = INK_SOFT, .align = PAINT_RIGHT };
    y                        = draw_above(card, heat, &layout, y);
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ card->inner.x, y, layout.name - HEAD_ROOM, heads.tall },
                            heat->corner, &head);
    if (layout.total > 0)
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ card->inner.x + layout.name, y, layout.total - HEAD_ROOM, heads.tall },
            heat->total, &total);
    report_heads_draw(card, &heads, heat->column_count,
                      (PaintBox){ x_of(card, &layout, 0) + CELL_GAP, y, layout.cell, heads.tall });
    y += heads.tall;
    for (size_t i = 0; i < heat->row_count; i++, y += tall)
        draw_row(card, heat, &layout, i, (PaintBox){ card->inner.x, y, card->inner.width, tall });
    y += 10;
    return layout.pixels > 0 ? y : draw_scale(card, heat, &layout, y);
}
