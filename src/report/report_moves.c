/* report_moves.c -- ways through channels of a picture: from which to which, as a shaded table. */
#include "report/report_heat.h"
#include "report/report_side.h"

#include <math.h>

enum { CHANNELS_MAX = 8 };

typedef struct Moves {
    const ReportCard *card;
    size_t            from, to, count; /* where they stand in a row */
    ReportSides       channels;
} Moves;

static Str said_of(const Moves *moves, size_t column, const Json *row)
{
    return report_column_said(moves->card->cx->arena, &moves->card->columns[column],
                              &row->as.first[column], moves->card->english);
}

static ReportSide *channel_of(Moves *moves, Str name)
{
    ReportSide *one = report_sides_find(&moves->channels, name);
    return one ? one : report_sides_add(moves->card->cx->arena, &moves->channels, name, name);
}

/* Who stays where he is does not move, nor who leaves: channels of one name are one. */
static bool read_move(Moves *moves, const Json *row, ReportSide **from, ReportSide **to,
                      double *count)
{
    const ReportCard *card = moves->card;
    if (row->count < card->count || row->as.first[moves->to].kind == JSON_NULL ||
        !report_word_number(&row->as.first[moves->count], count) || *count <= 0)
        return false;
    const Str a = said_of(moves, moves->from, row), b = said_of(moves, moves->to, row);
    if (str_equal(a, b)) return false;
    *from = channel_of(moves, a);
    *to   = channel_of(moves, b);
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

/* The busiest, as many as may be shown. */
static void place_channels(Moves *moves, ReportHeat *heat, size_t most)
{
    heat->row_count = heat->column_count = report_sides_place(&moves->channels, most);
    for (size_t i = 0; i < heat->row_count; i++) {
        const ReportSide *one = *VEC_AT(moves->channels.all, ReportSide *, i);
        const double      all = isnan(one->total) ? 0 : one->total;
        heat->columns[i]      = (ReportHeatHead){ .name = one->name };
        heat->rows[i]         = (ReportHeatHead){ .name = one->name, .total = all };
    }
}

static bool find_columns(Moves *moves)
{
    const ReportCard *card = moves->card;
    moves->from            = report_column_find(card->columns, card->count, "from");
    moves->to              = report_column_find(card->columns, card->count, "to");
    moves->count           = report_column_find(card->columns, card->count, "count");
    return moves->from < card->count && moves->to < card->count && moves->count < card->count;
}

double report_card_moves(const ReportCard *card)
{
    Moves       moves = { .card = card };
    ReportHeat *heat  = report_heat_new(card->cx->arena);
    if (!find_columns(&moves)) return report_card_table(card);
    moves.channels = report_sides_new(card->cx->arena, false);
    weigh(&moves);
    if (moves.channels.all.count == 0)
        return report_card_words(card,
                                 card->english ? S("Nobody moved from one channel to another.")
                                               : S("这段时间没有人换渠道。"),
                                 card->inner.y);
    heat->corner = card->english ? S("From ↓ to →") : S("从 ↓ 到 →");
    heat->total  = card->english ? S("Moved away") : S("转出");
    heat->unit = heat->total_unit = REPORT_COUNT;
    place_channels(&moves, heat, CHANNELS_MAX);
    place_channels(&moves, heat, report_heat_fit(card, heat));
    fill(&moves, heat);
    const double y = report_heat_draw(card, heat, card->inner.y);
    if (heat->row_count == moves.channels.all.count) return y;
    return report_card_note(
        card,
        str_fmt(card->cx->arena,
                card->english ? "The busiest %zu channels of %zu" : "最忙的 %zu 个渠道，共 %zu 个",
                heat->row_count, moves.channels.all.count),
        y);
}
