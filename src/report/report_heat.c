/* report_heat.c -- shaded tables of a picture. */
#include "report/report_heat.h"

#include <math.h>

enum {
    SHADE_MOST  = 700, /* thousandths of the brand's blue, as in the console: text stays dark */
    SHADE_LEAST = 80,  /* what is little is not nothing */
    TEXT_MOST   = 18,
    TEXT_LEAST  = 15,
    ROW_TALL    = 38,
    PLAIN_TALL  = 30, /* of a row whose cells say nothing */
    CELL_GAP    = 2,
    CELL_ROOM   = 6, /* beside the text of a cell */
    HEAD_ROOM   = 14,
    SCALE_STEPS = 5,
};

/* How wide everything is, and what fits. */
typedef struct Layout {
    double name, total, cell;
    int    pixels;   /* of the texts of cells; 0: they have no room */
    bool   is_brief; /* figures are rounded                         */
    double highest;
} Layout;

ReportHeat *report_heat_new(Arena *arena)
{
    ReportHeat *out = arena_make(arena, ReportHeat, 1);
    *out            = (ReportHeat){ 0 };
    for (size_t i = 0; i < HEAT_ROWS; i++)
        for (size_t k = 0; k < HEAT_COLUMNS; k++) out->cells[i][k] = NAN;
    return out;
}

uint32_t report_heat_ink(int permille)
{
    const int mix = permille > 0 ? SHADE_LEAST + (SHADE_MOST - SHADE_LEAST) * permille / 1000 : 0;
    uint32_t  out = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
        const int full = (int)(INK_BRAND >> shift & 255);
        out |= (uint32_t)(255 + (full - 255) * mix / 1000) << shift;
    }
    return out;
}

/* "73%", "1.2万" */
static Str brief_of(const ReportCard *card, const ReportHeat *heat, double value)
{
    if (heat->unit == REPORT_SHARE) return str_fmt(card->cx->arena, "%.0f%%", value * 100);
    return report_card_brief(card, heat->unit, value);
}

static Str text_of(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                   double value)
{
    if (layout->is_brief) return brief_of(card, heat, value);
    return report_word_real(card->cx->arena, heat->unit, value);
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
        out = fmax(out, wide_of(card, heat->rows[i].name, TEXT_MOST, heat->rows[i].is_whole));
    return out;
}

static double widest_total(const ReportCard *card, const ReportHeat *heat)
{
    double out = wide_of(card, heat->total, TEXT_MOST, false);
    for (size_t i = 0; i < heat->row_count; i++)
        out = fmax(out, wide_of(card, heat->rows[i].total, TEXT_MOST, heat->rows[i].is_whole));
    return out;
}

static double widest_cell(const ReportCard *card, const ReportHeat *heat, const Layout *layout)
{
    double out = 0;
    for (size_t i = 0; i < heat->row_count; i++)
        for (size_t k = 0; k < heat->column_count; k++)
            if (!isnan(heat->cells[i][k]))
                out = fmax(out, wide_of(card, text_of(card, heat, layout, heat->cells[i][k]),
                                        layout->pixels, heat->rows[i].is_whole));
    return out;
}

/* Figures as they are, smaller, rounded, smaller, none: the first that fits. */
static void fit_text(const ReportCard *card, const ReportHeat *heat, Layout *layout)
{
    const double room = layout->cell - CELL_GAP - CELL_ROOM;
    for (int brief = 0; brief < 2; brief++)
        for (layout->pixels = TEXT_MOST; layout->pixels >= TEXT_LEAST; layout->pixels--) {
            layout->is_brief = brief == 1;
            if (widest_cell(card, heat, layout) <= room) return;
        }
    layout->pixels = 0;
}

static Layout lay_out(const ReportCard *card, const ReportHeat *heat)
{
    Layout layout = { .highest = 0 };
    for (size_t i = 0; i < heat->row_count; i++)
        for (size_t k = 0; k < heat->column_count; k++)
            if (heat->cells[i][k] > layout.highest) layout.highest = heat->cells[i][k];
    const double total = widest_total(card, heat);
    layout.total       = total > 0 ? fmin(total, card->inner.width * 0.2) + HEAD_ROOM : 0;
    layout.name        = fmin(widest_name(card, heat), card->inner.width * 0.3) + HEAD_ROOM;
    layout.cell = (card->inner.width - layout.name - layout.total) / (double)heat->column_count;
    fit_text(card, heat, &layout);
    return layout;
}

/* ---- drawing it ----------------------------------------------------------------------------- */

static double x_of(const ReportCard *card, const Layout *layout, size_t column)
{
    return card->inner.x + layout->name + layout->total + layout->cell * (double)column;
}

/* Names of columns that do not fit are said briefly; when these do not, either, only some are. */
static void draw_columns(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                         double y)
{
    PaintText how   = { .pixels = 17, .ink = INK_SOFT, .align = PAINT_CENTER };
    double    names = 0, briefs = 0;
    for (size_t k = 0; k < heat->column_count; k++) {
        names  = fmax(names, wide_of(card, heat->columns[k].name, how.pixels, false));
        briefs = fmax(briefs, wide_of(card, heat->columns[k].brief, how.pixels, false));
    }
    const bool   is_brief = names > layout->cell - 4 && briefs > 0;
    const double wide     = is_brief ? briefs : names;
    const bool   is_cut   = !is_brief && layout->cell > 60; /* room for the beginning of a name */
    const size_t every    = is_cut ? 1 : (size_t)ceil((wide + 4) / layout->cell);
    for (size_t k = 0; k < heat->column_count; k += every ? every : 1) {
        const double room = is_cut ? layout->cell - 4 : fmax(wide + 2, layout->cell);
        double       x    = x_of(card, layout, k) + (layout->cell - room) / 2;
        if (x + room > card->inner.x + card->inner.width)
            x = card->inner.x + card->inner.width - room;
        (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, y, room, ROW_TALL },
                                is_brief ? heat->columns[k].brief : heat->columns[k].name, &how);
    }
}

static void draw_cell(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                      PaintBox box, double value, bool is_bold)
{
    const PaintText how = {
        .pixels = layout->pixels, .ink = INK_TEXT, .is_bold = is_bold, .align = PAINT_CENTER
    };
    const PaintText none = { .pixels = TEXT_MOST, .ink = INK_FAINT, .align = PAINT_CENTER };
    if (isnan(value) && heat->nothing.len > 0) {
        (void)report_paint_text(card->cx, card->paint, box, heat->nothing, &none);
        return;
    }
    const bool is_shaded = !isnan(value) && value > 0 && layout->highest > 0;
    report_paint_box(card->paint, box, 4,
                     is_shaded ? report_heat_ink((int)(value * 1000 / layout->highest))
                               : INK_STRIPE);
    if (!isnan(value) && layout->pixels > 0)
        (void)report_paint_text(card->cx, card->paint, box, text_of(card, heat, layout, value),
                                &how);
}

static void draw_row(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                     size_t row, PaintBox box)
{
    const ReportHeatHead *head = &heat->rows[row];
    const PaintText name  = { .pixels = TEXT_MOST, .ink = INK_TEXT, .is_bold = head->is_whole };
    const PaintText total = {
        .pixels = TEXT_MOST, .ink = INK_SOFT, .is_bold = head->is_whole, .align = PAINT_RIGHT
    };
    box.width = layout->name - HEAD_ROOM;
    (void)report_paint_text(card->cx, card->paint, box, head->name, &name);
    box.x += layout->name;
    box.width = layout->total - HEAD_ROOM;
    if (layout->total > 0) (void)report_paint_text(card->cx, card->paint, box, head->total, &total);
    for (size_t k = 0; k < heat->column_count; k++)
        draw_cell(card, heat, layout,
                  (PaintBox){ x_of(card, layout, k) + CELL_GAP, box.y + CELL_GAP,
                              layout->cell - CELL_GAP, box.height - CELL_GAP },
                  heat->cells[row][k], head->is_whole);
}

/* What the shades mean, where no figure says it. */
static double draw_scale(const ReportCard *card, const ReportHeat *heat, const Layout *layout,
                         double y)
{
    const PaintText how  = { .pixels = TEXT_MOST, .ink = INK_SOFT };
    const Str       most = brief_of(card, heat, layout->highest);
    double          x    = card->inner.x + layout->name + layout->total + CELL_GAP;
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, y, 20, 26 }, S("0"), &how);
    x += 20;
    for (int i = 0; i < SCALE_STEPS; i++, x += 30)
        report_paint_box(card->paint, (PaintBox){ x, y + 4, 28, 18 }, 4,
                         i == 0 ? INK_STRIPE : report_heat_ink(1000 * i / (SCALE_STEPS - 1)));
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ x + 6, y, 160, 26 }, most, &how);
    return y + 34;
}

double report_heat_draw(const ReportCard *card, const ReportHeat *heat, double y)
{
    const Layout    layout = lay_out(card, heat);
    const double    tall   = layout.pixels > 0 ? ROW_TALL : PLAIN_TALL;
    const PaintText head   = { .pixels = 17, .ink = INK_SOFT };
    const PaintText total  = { .pixels = 17, .ink = INK_SOFT, .align = PAINT_RIGHT };
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ card->inner.x, y, layout.name - HEAD_ROOM, ROW_TALL },
                            heat->corner, &head);
    if (layout.total > 0)
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ card->inner.x + layout.name, y, layout.total - HEAD_ROOM, ROW_TALL },
            heat->total, &total);
    draw_columns(card, heat, &layout, y);
    y += ROW_TALL;
    for (size_t i = 0; i < heat->row_count; i++, y += tall)
        draw_row(card, heat, &layout, i, (PaintBox){ card->inner.x, y, card->inner.width, tall });
    y += 10;
    return layout.pixels > 0 ? y : draw_scale(card, heat, &layout, y);
}
