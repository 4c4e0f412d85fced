/* report_moves.c -- ways through channels of a picture: from which to which, as a shaded table. */
#include "report/report_side.h"

#include <math.h>

enum { CHANNELS_MAX = 8 };

typedef struct Moves {
    const ReportCard *card;
    ReportSides       channels;
} Moves;

/* Who stays where he is does not move, nor who leaves. */
static bool read_move(Moves *moves, const Json *row, ReportSide **from, ReportSide **to,
                      double *count)
{
    const ReportCard *card  = moves->card;
    Arena            *arena = card->cx->arena;
    if (row->count < 4 || row->as.first[2].kind == JSON_NULL ||
        !report_card_figure(&row->as.first[3], count) || *count <= 0)
        return false;
    const Str a = report_column_said(arena, &card->columns[1], &row->as.first[1], card->english);
    const Str b = report_column_said(arena, &card->columns[2], &row->as.first[2], card->english);
    if (str_equal(a, b)) return false;
    *from = report_sides_find(arena, &moves->channels, a, a);
    *to   = report_sides_find(arena, &moves->channels, b, b);
    return true;
}

static void weigh(Moves *moves)
{
    for (uint32_t i = 0; i < moves->card->rows->count; i++) {
        ReportSide *from = NULL, *to = NULL;
        double      count = 0;
        if (!read_move(moves, &moves->card->rows->as.first[i], &from, &to, &count)) continue;
        from->weight += count;
        to->weight += count;
        from->total = isnan(from->total) ? count : from->total + count;
    }
}

static void fill(Moves *moves, ReportHeat *heat)
{
    for (uint32_t i = 0; i < moves->card->rows->count; i++) {
        ReportSide *from = NULL, *to = NULL;
        double      count = 0;
        if (!read_move(moves, &moves->card->rows->as.first[i], &from, &to, &count)) continue;
        if (from->place >= CHANNELS_MAX || to->place >= CHANNELS_MAX) continue;
        double *cell = &heat->cells[from->place][to->place];
        *cell        = isnan(*cell) ? count : *cell + count;
    }
}

static void name_channels(const Moves *moves, ReportHeat *heat)
{
    for (size_t i = 0; i < heat->row_count; i++) {
        const ReportSide *one = *VEC_AT(moves->channels.all, ReportSide *, i);
        const double      all = isnan(one->total) ? 0 : one->total;
        heat->columns[i]      = (ReportHeatHead){ .name = one->name };
        heat->rows[i]         = (ReportHeatHead){ .name = one->name };
        heat->rows[i].total   = report_word_real(moves->card->cx->arena, REPORT_COUNT, all);
    }
}

static double draw_words(const ReportCard *card, Str words, double y)
{
    const PaintText how = { .pixels = 20, .ink = INK_FAINT, .lines = 2 };
    return y +
           report_paint_text(card->cx, card->paint,
                             (PaintBox){ card->inner.x, y, card->inner.width, 0 }, words, &how) +
           4;
}

double report_card_moves(const ReportCard *card)
{
    Moves       moves = { .card = card };
    ReportHeat *heat  = report_heat_new(card->cx->arena);
    if (card->count != 4 || !str_equal(card->columns[1].name, S("from")) ||
        !str_equal(card->columns[2].name, S("to")))
        return report_card_table(card);
    moves.channels = report_sides_new(card->cx->arena, false);
    weigh(&moves);
    heat->row_count = heat->column_count = report_sides_place(&moves.channels, CHANNELS_MAX);
    if (heat->row_count == 0)
        return draw_words(card,
                          card->english ? S("Nobody moved from one channel to another.")
                                        : S("这段时间没有人换渠道。"),
                          card->inner.y);
    heat->corner = card->english ? S("From ↓ to →") : S("从 ↓ 到 →");
    heat->total  = card->english ? S("Moved away") : S("转出");
    heat->unit   = REPORT_COUNT;
    name_channels(&moves, heat);
    fill(&moves, heat);
    const double y = report_heat_draw(card, heat, card->inner.y);
    if (heat->row_count == moves.channels.all.count) return y;
    return draw_words(
        card,
        str_fmt(card->cx->arena,
                card->english ? "The busiest %zu channels of %zu" : "最忙的 %zu 个渠道，共 %zu 个",
                heat->row_count, moves.channels.all.count),
        y);
}
