/* report_funnel.c -- steps of a picture: a bar for each as wide as they are many, between them who
 * went on; one below the other where they are divided. */
#include "report/report_card.h"

#include <math.h>
#include <stdlib.h>

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

/* Rows of one part, and how many stand at its first step. */
typedef struct FunnelPart {
    Vec    rows; /* of const Json * */
    double weight;
    size_t at;
} FunnelPart;

static int by_weight(const void *a, const void *b)
{
    const FunnelPart *one = a, *other = b;
    if (one->weight < other->weight) return 1;
    if (one->weight > other->weight) return -1;
    return (one->at > other->at) - (one->at < other->at);
}

/* The largest first; those of a part follow each other. */
static Vec read_parts(const Funnel *funnel)
{
    const ReportCard *card  = funnel->card;
    Arena            *arena = card->cx->arena;
    Vec               parts = vec_of(arena, FunnelPart);
    Str               last  = { 0 };
    for (uint32_t i = 0; i < card->rows->count; i++) {
        const Json *row = &card->rows->as.first[i];
        if (row->count < card->count) continue;
        const Str key = funnel->step > 0 ? report_column_key(arena, &row->as.first[0]) : S("");
        if (parts.count == 0 || !str_equal(key, last)) {
            FunnelPart part = { .rows = vec_of(arena, const Json *), .at = i };
            (void)report_word_number(&row->as.first[funnel->count], &part.weight);
            *VEC_ADD(&parts, FunnelPart) = part;
        }
        *VEC_ADD(&VEC_AT(parts, FunnelPart, parts.count - 1)->rows, const Json *) = row;
        last                                                                      = key;
    }
    if (parts.count > 1) qsort(parts.at, parts.count, sizeof(FunnelPart), by_weight);
    return parts;
}

double report_card_funnel(const ReportCard *card)
{
    Funnel funnel = { .card = card };
    StrBuf note   = strbuf(card->cx->arena, 200);
    double y      = card->inner.y;
    if (!find_columns(&funnel))
        return card->labels == 1 && card->count > 1 ? report_card_bars(card)
                                                    : report_card_table(card);
    const Vec    parts = read_parts(&funnel);
    const size_t shown = parts.count < PARTS_MAX ? parts.count : PARTS_MAX;
    for (size_t i = 0; i < shown; i++) {
        const Vec *rows = &VEC_AT(parts, FunnelPart, i)->rows;
        y               = draw_part(&funnel, *VEC_AT(*rows, const Json *, 0), i == 0, y);
        for (size_t k = 0; k < rows->count; k++)
            y = draw_row(&funnel, *VEC_AT(*rows, const Json *, k), y);
    }
    report_card_part(card, REPORT_LARGEST, REPORT_ENTRIES, shown, parts.count, &note);
    return report_card_note(card, strbuf_str(&note), y);
}
