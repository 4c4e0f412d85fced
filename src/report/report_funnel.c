/* report_funnel.c -- steps of a picture: a bar for each as wide as they are many, between them who
 * went on; one below the other where they are divided. */
#include "report/report_card.h"

#include <math.h>

enum {
    STEP_TALL    = 50,
    BAR_TALL     = 42,
    BETWEEN_TALL = 34,
    NAME_TALL    = 40,
    NUMBER_WIDE  = 34,
    COUNT_WIDE   = 140,
    RATE_WIDE    = 110,
    PARTS_MAX    = 4,
    SHADE        = 420, /* thousandths: text on it stays dark */
};

typedef struct Funnel {
    const ReportCard *card;
    size_t            step, name, count, dropped, rate, step_rate; /* where they stand in a row */
} Funnel;

static bool find_columns(Funnel *funnel)
{
    const ReportCard *card = funnel->card;
    const struct {
        const char *name;
        size_t     *at;
    } wanted[] = { { "step", &funnel->step },   { "name", &funnel->name },
                   { "count", &funnel->count }, { "dropped", &funnel->dropped },
                   { "rate", &funnel->rate },   { "step_rate", &funnel->step_rate } };
    for (size_t i = 0; i < COUNT(wanted); i++) {
        *wanted[i].at = report_column_find(card->columns, card->count, wanted[i].name);
        if (*wanted[i].at == card->count) return false;
    }
    return funnel->step < 2;
}

static Str said(const Funnel *funnel, const Json *row, size_t column)
{
    return report_column_said(funnel->card->cx->arena, &funnel->card->columns[column],
                              &row->as.first[column], funnel->card->english);
}

static double draw_between(const Funnel *funnel, const Json *row, double y)
{
    const ReportCard *card = funnel->card;
    const PaintText   how  = { .pixels = 20, .ink = INK_SOFT };
    const PaintBox    box  = { card->inner.x + NUMBER_WIDE, y, card->inner.width - NUMBER_WIDE,
                               BETWEEN_TALL };
    (void)report_paint_text(card->cx, card->paint, box,
                            str_fmt(card->cx->arena,
                                    card->english ? "↓ %.*s of the step before, %.*s dropped"
                                                  : "↓ 上一步转化率 %.*s，流失 %.*s",
                                    FMT(said(funnel, row, funnel->step_rate)),
                                    FMT(said(funnel, row, funnel->dropped))),
                            &how);
    return y + BETWEEN_TALL;
}

static double draw_step(const Funnel *funnel, const Json *row, double y)
{
    const ReportCard *card  = funnel->card;
    const PaintText   label = { .pixels = 24, .ink = INK_TEXT };
    const PaintText bold = { .pixels = 24, .ink = INK_TEXT, .is_bold = true, .align = PAINT_RIGHT };
    const PaintText soft = { .pixels = 22, .ink = INK_TEXT, .align = PAINT_RIGHT };
    const double    x = card->inner.x + NUMBER_WIDE, right = card->inner.x + card->inner.width;
    const double    room = right - x;
    double          rate = 0;
    (void)report_word_number(&row->as.first[funnel->rate], &rate);
    report_paint_box(card->paint, (PaintBox){ x, y, room, BAR_TALL }, 8, INK_STRIPE);
    if (rate > 0)
        report_paint_box(card->paint, (PaintBox){ x, y, fmax(room * fmin(rate, 1), 6), BAR_TALL },
                         rate * room > 16 ? 8 : 3, report_paint_mix(INK_BRAND, SHADE));
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ card->inner.x, y, NUMBER_WIDE, BAR_TALL },
                            said(funnel, row, funnel->step), &label);
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ x + 12, y, room - COUNT_WIDE - RATE_WIDE - 24, BAR_TALL },
                            said(funnel, row, funnel->name), &label);
    (void)report_paint_text(
        card->cx, card->paint,
        (PaintBox){ right - RATE_WIDE - COUNT_WIDE - 8, y, COUNT_WIDE, BAR_TALL },
        report_card_fit_cell(card, funnel->count, &row->as.first[funnel->count], COUNT_WIDE, &bold),
        &bold);
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ right - RATE_WIDE - 8, y, RATE_WIDE, BAR_TALL },
                            said(funnel, row, funnel->rate), &soft);
    return y + STEP_TALL;
}

static double draw_row(const Funnel *funnel, const Json *row, double y)
{
    const Json *step = &row->as.first[funnel->step];
    if (step->kind == JSON_INT && step->as.integer > 1) y = draw_between(funnel, row, y);
    return draw_step(funnel, row, y);
}

/* The name of a part over its steps. */
static double draw_part(const Funnel *funnel, const Json *row, bool is_first, double y)
{
    const ReportCard *card = funnel->card;
    const PaintText   how  = { .pixels = 25, .ink = INK_TEXT, .is_bold = true };
    if (funnel->step == 0) return y;
    if (!is_first) y += 14;
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ card->inner.x, y, card->inner.width, NAME_TALL },
                            said(funnel, row, 0), &how);
    return y + NAME_TALL;
}

double report_card_funnel(const ReportCard *card)
{
    Funnel funnel = { .card = card };
    StrBuf note   = strbuf(card->cx->arena, 200);
    Str    last   = { 0 };
    size_t parts  = 0;
    double y      = card->inner.y;
    if (!find_columns(&funnel))
        return card->labels == 1 && card->count > 1 ? report_card_bars(card)
                                                    : report_card_table(card);
    for (uint32_t i = 0; i < card->rows->count; i++) { /* those of a part follow each other */
        const Json *row = &card->rows->as.first[i];
        if (row->count < card->count) continue;
        const Str part =
            funnel.step > 0 ? report_column_key(card->cx->arena, &row->as.first[0]) : S("");
        const bool is_new = parts == 0 || !str_equal(part, last);
        parts += is_new;
        last = part;
        if (parts > PARTS_MAX) continue;
        if (is_new) y = draw_part(&funnel, row, parts == 1, y);
        y = draw_row(&funnel, row, y);
    }
    report_card_part(card, REPORT_FIRST, REPORT_ENTRIES, parts < PARTS_MAX ? parts : PARTS_MAX,
                     parts, &note);
    return report_card_note(card, strbuf_str(&note), y);
}
