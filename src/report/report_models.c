/* report_models.c -- attribution of a picture: for each touch what every model credits it with,
 * side by side, the most first. */
#include "report/report_card.h"

#include <math.h>
#include <stdlib.h>

enum {
    MODELS_MAX  = 7,
    TOUCHES_MAX = 8,
    ROWS_MAX    = 400, /* 60 touches have names */
    NAME_TALL   = 38,
    BAR_TALL    = 22,
    BAR_GAP     = 4,
    GROUP_GAP   = 12,
    FIGURE_WIDE = 150,
    LEGEND_TALL = 36,
};

typedef struct Touch {
    const Json *row;
    double      weight; /* by all models */
    size_t      at;
} Touch;

typedef struct Models {
    const ReportCard *card;
    size_t            columns[MODELS_MAX], count;
    Touch             touches[ROWS_MAX];
    size_t            touched;
    const Json       *without; /* what no touch came before; NULL: there is none */
    double            most;
} Models;

static bool is_model(Str name)
{
    static const char *const all[] = { "first",    "last",   "linear", "time_decay",
                                       "position", "markov", "shapley" };
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_equal(name, str_of(all[i]))) return true;
    return false;
}

static double credit_of(const Models *models, const Json *row, size_t model)
{
    double out = 0;
    (void)report_word_number(&row->as.first[models->columns[model]], &out);
    return out;
}

static int by_weight(const void *a, const void *b)
{
    const Touch *one = a, *other = b;
    if (one->weight < other->weight) return 1;
    if (one->weight > other->weight) return -1;
    return (one->at > other->at) - (one->at < other->at);
}

static void read_touches(Models *models)
{
    const ReportCard *card = models->card;
    for (uint32_t i = 0; i < card->rows->count && models->touched < ROWS_MAX; i++) {
        const Json *row   = &card->rows->as.first[i];
        Touch       touch = { .row = row, .at = i };
        if (row->count < card->count) continue;
        if (row->as.first[0].kind == JSON_NULL) {
            models->without = row;
            continue;
        }
        for (size_t k = 0; k < models->count; k++) {
            touch.weight += credit_of(models, row, k);
            models->most = fmax(models->most, fabs(credit_of(models, row, k)));
        }
        if (fabs(touch.weight) > 0) models->touches[models->touched++] = touch;
    }
    if (models->touched > 1) qsort(models->touches, models->touched, sizeof(Touch), by_weight);
}

static double draw_legend(const Models *models, double y)
{
    const ReportCard *card = models->card;
    const PaintText   how  = { .pixels = 21, .ink = INK_SOFT };
    double            x    = card->inner.x;
    for (size_t k = 0; k < models->count; k++) {
        const Str    name = card->columns[models->columns[k]].heading;
        const double wide = report_paint_wide(card->cx, card->paint, name, &how);
        if (x > card->inner.x && x + wide + 30 > card->inner.x + card->inner.width) {
            x = card->inner.x;
            y += LEGEND_TALL;
        }
        report_paint_box(card->paint, (PaintBox){ x, y + 9, 18, 12 }, 3, report_paint_tone(k));
        (void)report_paint_text(card->cx, card->paint, (PaintBox){ x + 26, y, wide + 4, 30 }, name,
                                &how);
        x += wide + 52;
    }
    return y + LEGEND_TALL + 6;
}

static double draw_touch(const Models *models, const Touch *touch, double y)
{
    const ReportCard *card   = models->card;
    const PaintText   name   = { .pixels = 24, .ink = INK_TEXT };
    const PaintText   figure = { .pixels = 18, .ink = INK_TEXT };
    const double      room   = card->inner.width - FIGURE_WIDE;
    (void)report_paint_text(card->cx, card->paint,
                            (PaintBox){ card->inner.x, y, card->inner.width, NAME_TALL },
                            report_column_said(card->cx->arena, &card->columns[0],
                                               &touch->row->as.first[0], card->english),
                            &name);
    y += NAME_TALL;
    for (size_t k = 0; k < models->count; k++, y += BAR_TALL) {
        const double value = credit_of(models, touch->row, k);
        const double wide  = fabs(value) > 0 ? fmax(room * fabs(value) / models->most, 3) : 0;
        report_paint_box(card->paint, (PaintBox){ card->inner.x, y, wide, BAR_TALL - BAR_GAP },
                         wide > 8 ? 3 : 1, value < 0 ? INK_BELOW : report_paint_tone(k));
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ card->inner.x + wide + 8, y - 2, FIGURE_WIDE - 8, BAR_TALL },
            report_card_fit(card, card->columns[models->columns[k]].unit, value, FIGURE_WIDE - 8,
                            &figure),
            &figure);
    }
    return y + GROUP_GAP;
}

/* "未画出：费用、投产比" */
static void note_others(const Models *models, StrBuf *out)
{
    const ReportCard *card  = models->card;
    size_t            count = 0;
    for (size_t k = 2; k < card->count; k++) {
        if (is_model(card->columns[k].name)) continue;
        if (count++ == 0)
            strbuf_fmt(out, "%s%s", out->len > 0 ? "   " : "",
                       card->english ? "Not drawn: " : "未画出：");
        else
            strbuf_add(out, card->english ? S(", ") : S("、"));
        strbuf_add(out, card->columns[k].heading);
    }
}

/* "没有触点的成交 ¥120.00", in every model the same. */
static double draw_note(const Models *models, double y)
{
    const ReportCard *card = models->card;
    StrBuf            out  = strbuf(card->cx->arena, 1000);
    if (models->without)
        strbuf_fmt(
            &out, "%.*s %.*s",
            FMT(report_column_said(card->cx->arena, &card->columns[0],
                                   &models->without->as.first[0], card->english)),
            FMT(report_column_said(card->cx->arena, &card->columns[models->columns[0]],
                                   &models->without->as.first[models->columns[0]], card->english)));
    report_card_part(card, REPORT_LARGEST, REPORT_ENTRIES,
                     models->touched < TOUCHES_MAX ? models->touched : TOUCHES_MAX, models->touched,
                     &out);
    note_others(models, &out);
    return report_card_note(card, strbuf_str(&out), y);
}

double report_card_models(const ReportCard *card)
{
    Models *models = arena_make(card->cx->arena, Models, 1);
    double  y      = card->inner.y;
    models->card   = card;
    if (card->count < 3 || !str_equal(card->columns[0].name, S("touch")))
        return report_card_table(card);
    for (size_t k = 1; k < card->count && models->count < MODELS_MAX; k++)
        if (is_model(card->columns[k].name)) models->columns[models->count++] = k;
    if (models->count == 0) return report_card_table(card);
    read_touches(models);
    if (models->touched == 0) return report_card_table(card);
    y = draw_legend(models, y);
    for (size_t i = 0; i < models->touched && i < TOUCHES_MAX; i++)
        y = draw_touch(models, &models->touches[i], y);
    return draw_note(models, y);
}
