/* report_square.c -- shades of squares of a picture. */
#include "report/report_square.h"

#include <math.h>

enum {
    SHADE_NOTHING = 50, /* thousandths of the full ink, as in the console */
    SHADE_LEAST   = 140,
    SHADE_MOST    = 750,
    STEPS         = 4, /* beside 0 */
    STEP_WIDE     = 34,
    SCALE_TALL    = 40,
    END_WIDE      = 150,
    MARK_WIDE     = 24,
};

uint32_t report_square_ink(double value, double most)
{
    const double part = most > 0 ? fmin(fabs(value) / most, 1) : 0;
    if (isnan(value)) return INK_STRIPE;
    if (fabs(value) <= 0) return report_paint_mix(INK_BRAND, SHADE_NOTHING);
    return report_paint_mix(value < 0 ? INK_BELOW : INK_BRAND,
                            SHADE_LEAST + (int)(part * (SHADE_MOST - SHADE_LEAST)));
}

/* ---- what the shades mean ------------------------------------------------------------------- */

static const PaintText small = { .pixels = 20, .ink = INK_SOFT };

static double draw_end(const ReportCard *card, double x, double y, Str said)
{
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, y, END_WIDE, 30 }, said, &small);
    return x + report_paint_wide(card->cx, card->paint, said, &small) + 10;
}

/* "≥ ¥2,140.00" */
static Str end_said(const ReportCard *card, ReportUnit unit, const ReportSquareEnds *ends,
                    bool is_below)
{
    const char *mark = !ends->is_cut ? "" : is_below ? "≤ " : "≥ ";
    if (!(is_below ? ends->has_below : ends->has_above)) return S("0");
    return str_fmt(card->cx->arena, "%s%.*s", mark,
                   FMT(report_card_fit(card, unit, is_below ? -ends->most : ends->most,
                                       END_WIDE - MARK_WIDE, &small)));
}

double report_square_scale(const ReportCard *card, ReportUnit unit, const ReportSquareEnds *ends,
                           double y)
{
    const int from = ends->has_below ? -STEPS : 0, until = ends->has_above ? STEPS : 0;
    double    x = draw_end(card, card->inner.x, y, end_said(card, unit, ends, true));
    for (int i = from; i <= until; i++, x += STEP_WIDE)
        report_paint_box(card->paint, (PaintBox){ x, y + 5, STEP_WIDE - 4, 20 }, 4,
                         report_square_ink(i, STEPS));
    (void)draw_end(card, x + 6, y, end_said(card, unit, ends, false));
    return y + SCALE_TALL;
}

/* ---- a drawing for each figure -----------------------------------------------------------------
 */

static bool is_figure(const ReportColumn *column)
{
    return column->unit != REPORT_TEXT && !str_ends(column->name, S("_before"));
}

/* "另有未画出：支付人数" */
static Str left_said(const ReportCard *card, size_t first, size_t drawn)
{
    StrBuf out  = strbuf(card->cx->arena, 1000);
    size_t seen = 0;
    for (size_t k = first; k < card->count; k++) {
        seen += is_figure(&card->columns[k]);
        if (card->columns[k].unit == REPORT_TEXT || (is_figure(&card->columns[k]) && seen <= drawn))
            continue;
        if (out.len == 0)
            strbuf_add(&out, card->english ? S("Not drawn: ") : S("未画出："));
        else
            strbuf_add(&out, card->english ? S(", ") : S("、"));
        strbuf_add(&out, card->columns[k].heading);
    }
    return strbuf_str(&out);
}

double report_square_each(const ReportCard *card, size_t first, ReportSquareDraw *draw)
{
    const PaintText name  = { .pixels = 24, .ink = INK_TEXT, .is_bold = true };
    double          y     = card->inner.y;
    size_t          count = 0, drawn = 0;
    for (size_t k = first; k < card->count; k++) count += is_figure(&card->columns[k]);
    for (size_t k = first; k < card->count && drawn < SQUARE_FIGURES; k++) {
        if (!is_figure(&card->columns[k])) continue;
        if (drawn++ > 0) y += 18;
        if (count > 1)
            y += report_paint_text(card->cx, card->paint,
                                   (PaintBox){ card->inner.x, y, card->inner.width, 0 },
                                   card->columns[k].heading, &name) +
                 8;
        y = draw(card, k, y);
    }
    return report_card_note(card, left_said(card, first, drawn), y);
}
