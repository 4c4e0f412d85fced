/* report_sankey.c -- paths of a picture: a column for each step, streams as wide as they are many.
 */
#include "report/report_card.h"
#include "report/report_ways.h"

enum { BAR_WIDE = 12, HEADING_TALL = 40, LABEL_GAP = 7, NAME_TALL = 27, NAME_LEAST = 15 };

enum { INK_LEFT = 0x9aa4b2, INK_OTHER = 0x7a8699 }; /* the grey no tone has */

static uint32_t ink_of(const ReportWaysNode *node)
{
    if (node->kind == WAYS_LEFT) return INK_LEFT;
    return node->kind == WAYS_OTHER ? INK_OTHER : report_paint_tone(node->tone);
}

static double x_of(const ReportCard *card, const ReportWays *ways, size_t step)
{
    return card->inner.x + card->inner.width * (double)step / (double)ways->steps;
}

static void draw_headings(const ReportCard *card, const ReportWays *ways, double y)
{
    const PaintText how = { .pixels = 19, .ink = INK_FAINT };
    for (size_t step = 0; step < ways->steps && step < ways->all_steps; step++)
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ x_of(card, ways, step), y, card->inner.width / (double)ways->steps - 8, 0 },
            str_fmt(card->cx->arena, card->english ? "Step %zu" : "第 %zu 步", step + 1), &how);
}

static void draw_ribbons(const ReportCard *card, const ReportWays *ways, double top)
{
    for (size_t i = 0; i < ways->ribbon_count; i++) {
        const ReportWaysRibbon *one  = &ways->ribbons[i];
        const ReportWaysNode   *from = &ways->nodes[one->step][one->from];
        report_paint_ribbon(card->paint,
                            &(PaintRibbon){ .x1    = x_of(card, ways, one->step) + BAR_WIDE,
                                            .y1    = top + one->y_from,
                                            .x2    = x_of(card, ways, one->step + 1),
                                            .y2    = top + one->y_to,
                                            .width = one->tall < 1 ? 1 : one->tall },
                            ink_of(from), 0.25);
    }
}

/* A name that is too long is written smaller, or on two lines where the node is tall. */
static void draw_label(const ReportCard *card, const ReportWays *ways, const ReportWaysNode *node,
                       double x, double top)
{
    const double    room   = card->inner.width / (double)ways->steps - BAR_WIDE - 2 * LABEL_GAP;
    const PaintText count  = { .pixels = 18, .ink = INK_TEXT, .is_bold = true };
    PaintText       name   = { .pixels = 18, .ink = INK_TEXT, .lines = 1 };
    const double    wide   = report_paint_wide(card->cx, card->paint, node->name, &name);
    const bool      is_two = wide > room && node->slot >= 3 * NAME_TALL;
    const double    tall   = (is_two ? 3 : 2) * NAME_TALL;
    double          y      = top + node->y + node->tall / 2 - tall / 2;
    if (is_two) name.lines = 2;
    if (!is_two)
        name = report_paint_shrunk(card->cx, card->paint, room, node->name, name, NAME_LEAST);
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ x, y, room, is_two ? 0 : NAME_TALL },
                            node->name, &name);
    (void)report_paint_text(
        card->cx, card->paint, (PaintBox){ x, y + tall - NAME_TALL, room, NAME_TALL },
        report_card_fit(card, REPORT_COUNT, (double)node->count, room, &count), &count);
}

static void draw_nodes(const ReportCard *card, const ReportWays *ways, double top)
{
    for (size_t step = 0; step < ways->steps; step++)
        for (size_t i = 0; i < ways->counts[step]; i++) {
            const ReportWaysNode *node = &ways->nodes[step][i];
            const double          x    = x_of(card, ways, step);
            const double          tall = node->tall < 2 ? 2 : node->tall;
            report_paint_box(card->paint, (PaintBox){ x, top + node->y, BAR_WIDE, tall },
                             tall > 8 ? 3 : 0, ink_of(node));
            draw_label(card, ways, node, x + BAR_WIDE + LABEL_GAP, top);
        }
}

static double draw_note(const ReportCard *card, const ReportWays *ways, double y)
{
    Arena    *arena = card->cx->arena;
    const Str whole = report_word_figure(arena, REPORT_COUNT, ways->whole, 1);
    Str said = str_fmt(arena, card->english ? "%.*s sessions" : "共 %.*s 个会话", FMT(whole));
    if (ways->all_steps > ways->steps)
        said = str_fmt(arena,
                       card->english ? "%.*s; the first %zu steps of %zu"
                                     : "%.*s；只画前 %zu 步，共 %zu 步",
                       FMT(said), ways->steps, ways->all_steps);
    return report_card_note(card, said, y);
}

double report_card_sankey(const ReportCard *card)
{
    ReportWays *ways = arena_make(card->cx->arena, ReportWays, 1);
    if (!report_ways_read(card->cx->arena, card->columns, card->count, card->rows, card->english,
                          ways))
        return report_card_table(card);
    const double top = card->inner.y + HEADING_TALL;
    draw_headings(card, ways, card->inner.y);
    draw_ribbons(card, ways, top);
    draw_nodes(card, ways, top);
    return draw_note(card, ways, top + ways->tall + 14);
}
