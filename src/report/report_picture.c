/* report_picture.c -- a board as a picture for a phone: a head, a card for each tile, a foot. */
#include "report/report_picture.h"

#include "report/report_card.h"
#include "report/report_reason.h"
#include "report/report_tile.h"

#include <math.h>

enum { GAP = 20, FOOT_TALL = 200 /* what has no room above it is told, not drawn */ };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 16u << 20, .nodes = 2000000, .depth = 16 };
    JsonError        error;
    if (json_parse(cx->arena, text.len > 0 ? text : S("[]"), limits, out, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "rows of an answer");
    return OK;
}

static Str pick(const ReportBook *book, const char *zh, const char *en)
{
    return str_of(book->english ? en : zh);
}

/* ---- the head ---------------------------------------------------------------------------- */

static Str filter_text(Ctx *cx, const ReportBook *book, Strs pairs)
{
    StrBuf out = strbuf(cx->arena, 4000);
    for (size_t i = 0; i + 1 < pairs.count; i += 2) {
        if (i > 0) strbuf_add(&out, S("   "));
        strbuf_add(&out, pairs.at[i]);
        strbuf_add(&out, book->english ? S(": ") : S("："));
        strbuf_add(&out, pairs.at[i + 1]);
    }
    return strbuf_str(&out);
}

static void draw_head(Ctx *cx, Paint *paint, const ReportBook *book, const ReportMark *mark)
{
    const double    wide  = PAINT_WIDTH - 2 * PAINT_EDGE - 16;
    const PaintText title = { .pixels = 44, .ink = 0xffffff, .is_bold = true, .lines = 2 };
    const PaintText small = { .pixels = 25, .ink = 0xdbe7fb, .lines = 3 };
    const double    x     = PAINT_EDGE + 8;
    const Str       asked = filter_text(cx, book, book->said);
    const Str       as_of =
        str_fmt(cx->arena, "%.*s %.*s", FMT(pick(book, "数据截至", "As of")), FMT(mark->as_of));
    /* The ground is as tall as what stands on it, which drawing it once tells. */
    for (int pass = 0; pass < 2; pass++) {
        double y = 40;
        if (pass == 1)
            report_paint_fade(paint, (PaintBox){ 0, 0, PAINT_WIDTH, paint->y }, INK_BRAND,
                              INK_DEEP);
        y += report_paint_text(cx, paint, (PaintBox){ x, y, wide, 0 }, book->name, &title) + 14;
        y += report_paint_text(cx, paint, (PaintBox){ x, y, wide, 0 }, as_of, &small) + 6;
        if (asked.len > 0)
            y += report_paint_text(cx, paint, (PaintBox){ x, y, wide, 0 }, asked, &small) + 6;
        paint->y = y + 28;
    }
    if (mark->late.len > 0) {
        const PaintText warn = { .pixels = 25, .ink = INK_WARN, .lines = 2 };
        const PaintBox  box  = { 0, paint->y, PAINT_WIDTH, 72 };
        report_paint_box(paint, box, 0, INK_AMBER);
        (void)report_paint_text(cx, paint, (PaintBox){ x, box.y, wide, box.height },
                                str_fmt(cx->arena,
                                        book->english
                                            ? "Due at %.*s; nothing ran then, so it comes now."
                                            : "本应 %.*s 发送，当时服务未运行，现补发。",
                                        FMT(mark->late)),
                                &warn);
        paint->y += box.height;
    }
    paint->y += GAP;
}

/* ---- a card -------------------------------------------------------------------------------- */

/* What its cells are decides where the name of a column is not known. */
static bool is_label(const ReportColumn *column, const Json *rows, size_t at)
{
    if (column->unit == REPORT_TEXT) return true;
    for (uint32_t i = 0; i < rows->count; i++) {
        const Json *row = &rows->as.first[i];
        if (at < row->count && row->as.first[at].kind != JSON_NULL)
            return row->as.first[at].kind == JSON_STR;
    }
    return false;
}

static size_t labels_of(const ReportColumn *columns, const Json *rows, size_t count)
{
    size_t labels = 0;
    while (labels < count && is_label(&columns[labels], rows, labels)) labels++;
    return labels;
}

/* What comes round is compared, not followed. */
static bool is_course(Str name)
{
    return report_column_is_time(name) && !report_column_is_round(name);
}

static bool looks_as(const ReportPanel *part, const char *const *looks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(part->look, str_of(looks[i]))) return true;
    return false;
}

static double draw_answer(const ReportCard *card)
{
    static const char *const courses[] = { "line", "area", "bar", "stacked" };
    static const char *const bars[]    = { "bar", "stacked", "pie", "line", "area" };
    if (str_equal(card->part->look, S("number"))) return report_card_number(card);
    if (str_equal(card->part->look, S("sankey"))) return report_card_sankey(card);
    if (str_equal(card->part->look, S("cohort"))) return report_card_cohort(card);
    if (str_equal(card->part->look, S("curve"))) return report_card_curve(card);
    if (str_equal(card->part->look, S("funnel"))) return report_card_funnel(card);
    if (str_equal(card->part->look, S("attribution"))) return report_card_models(card);
    if (str_equal(card->part->look, S("matrix"))) return report_card_matrix(card);
    if (str_equal(card->part->look, S("moves"))) return report_card_moves(card);
    if (str_equal(card->part->look, S("pivot"))) return report_card_pivot(card);
    if (str_equal(card->part->look, S("calendar"))) return report_card_calendar(card);
    if (str_equal(card->part->look, S("divisions"))) return report_card_divisions(card);
    const bool has_figure = card->labels > 0 && card->labels < card->count;
    if (has_figure && card->labels <= 2 && is_course(card->columns[0].name) &&
        looks_as(card->part, courses, COUNT(courses)))
        return report_card_course(card);
    if (has_figure && card->labels == 1 && looks_as(card->part, bars, COUNT(bars)))
        return report_card_bars(card);
    return report_card_table(card);
}

/* "2026-11-01 – 2026-11-28" */
static Str days_said(Ctx *cx, const ReportPanel *part)
{
    const Json *query = NULL;
    JsonError   error;
    int64_t     from = 0, to = 0;
    Str         range = { 0 };
    JsonOut     text  = json_out(cx->arena, 4096);
    if (json_parse(cx->arena, part->tile.query, JSON_LIMITS, &query, &error) != OK)
        return (Str){ 0 };
    json_put(&text, json_get(query, S("range")));
    if (json_get(query, S("range")) && json_out_done(&text, &range) != OK) return (Str){ 0 };
    if (!report_tile_days(cx, range, &from, &to)) return (Str){ 0 };
    if (from == to) return day_text(cx->arena, from);
    return str_fmt(cx->arena, "%.*s – %.*s", FMT(day_text(cx->arena, from)),
                   FMT(day_text(cx->arena, to)));
}

static double draw_title(Ctx *cx, Paint *paint, const ReportPanel *part, PaintBox inner)
{
    const PaintText title  = { .pixels = 29, .ink = INK_TEXT, .is_bold = true, .lines = 2 };
    const PaintText period = { .pixels = 22, .ink = INK_FAINT };
    double          y      = inner.y;
    y +=
        report_paint_text(cx, paint, (PaintBox){ inner.x, y, inner.width, 0 }, part->title, &title);
    if (!part->reason.ptr)
        y += report_paint_text(cx, paint, (PaintBox){ inner.x, y + 2, inner.width, 0 },
                               days_said(cx, part), &period);
    return y + 14;
}

/* "“渠道 = 公众号”不适用": the head says it of all cards, and here it does not hold. */
static Str left_said(Ctx *cx, const ReportBook *book, const ReportPanel *part)
{
    const Json *all = NULL;
    JsonError   error;
    StrBuf      out = strbuf(cx->arena, 2000);
    if (part->tile.left_out.len == 0 ||
        json_parse(cx->arena, part->tile.left_out, JSON_LIMITS, &all, &error) != OK ||
        all->kind != JSON_ARRAY)
        return (Str){ 0 };
    for (uint32_t i = 0; i < all->count; i++) {
        const Json *one   = &all->as.first[i];
        const Json *logic = json_get(one, S("condition"));
        Str         said  = pick(book, "归属", "Whose");
        if (!json_bool(one, S("is_owner"), false))
            said = report_said_conditions(cx->arena, &book->language, logic, book->english);
        if (!said.ptr) said = pick(book, "条件", "Conditions");
        strbuf_fmt(&out, book->english ? "%s“%.*s” does not apply here" : "%s“%.*s”对这里不适用",
                   out.len == 0    ? ""
                   : book->english ? "; "
                                   : "，",
                   FMT(said));
    }
    return strbuf_str(&out);
}

static Code draw_inside(Ctx *cx, Paint *paint, const ReportBook *book, const ReportPanel *part,
                        PaintBox inner, double *bottom)
{
    ReportCard card = { .cx      = cx,
                        .paint   = paint,
                        .part    = part,
                        .count   = part->tile.columns.count,
                        .inner   = inner,
                        .english = book->english };
    card.inner.y    = draw_title(cx, paint, part, inner);
    if (part->reason.ptr) {
        const Str why = report_reason_said(part->reason, book->english);
        *bottom =
            report_card_words(&card,
                              str_fmt(cx->arena, "%.*s%.*s",
                                      FMT(pick(book, "无法计算：", "Not answered: ")), FMT(why)),
                              card.inner.y);
        return OK;
    }
    TRY(parse(cx, part->tile.rows, &card.rows));
    TRY(parse(cx, part->tile.before, &card.before));
    TRY(parse(cx, part->tile.query, &card.query));
    TRY(parse(cx, part->show, &card.show));
    ReportColumn *columns =
        report_column_all(cx->arena, book->metrics, card.query, part->tile.columns, book->english);
    report_column_call(cx->arena, columns, part->tile.columns.count, part->tile.names);
    card.columns = columns;
    card.labels  = labels_of(card.columns, card.rows, card.count);
    *bottom =
        card.rows->count == 0
            ? report_card_words(&card, pick(book, "这段时间没有数据。", "Nothing in this period."),
                                card.inner.y)
            : draw_answer(&card);
    *bottom = report_card_note(&card, left_said(cx, book, part), *bottom);
    return OK;
}

/* False: there is no room for it and the foot below it; nothing of it is to be seen. */
static Code draw_card(Ctx *cx, Paint *paint, const ReportBook *book, const ReportPanel *part,
                      bool *fits)
{
    const PaintBox inner  = { PAINT_EDGE + CARD_PADDING, paint->y + CARD_PADDING - 4,
                              PAINT_WIDTH - 2 * (PAINT_EDGE + CARD_PADDING), 0 };
    const double   top    = paint->y;
    double         bottom = 0;
    /* As with the head: once to learn how tall it is, once on its ground. */
    for (int pass = 0; pass < 2; pass++) {
        *fits = pass == 0 || bottom + CARD_PADDING - 6 + GAP + FOOT_TALL <= PAINT_TALL;
        if (!*fits) {
            report_paint_box(paint, (PaintBox){ 0, top, PAINT_WIDTH, PAINT_TALL - top }, 0,
                             INK_PAPER);
            return OK;
        }
        if (pass == 1)
            report_paint_box(paint,
                             (PaintBox){ PAINT_EDGE, top, PAINT_WIDTH - 2 * PAINT_EDGE,
                                         bottom + CARD_PADDING - 6 - top },
                             20, INK_CARD);
        const ArenaMark mark = arena_mark(cx->arena);
        TRY(draw_inside(cx, paint, book, part, inner, &bottom));
        arena_rewind(cx->arena, mark);
    }
    paint->y = bottom + CARD_PADDING - 6 + GAP;
    return OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void draw_foot(Ctx *cx, Paint *paint, const ReportBook *book, const ReportMark *mark,
                      size_t left)
{
    const PaintText whose = { .pixels = 24, .ink = INK_SOFT, .align = PAINT_CENTER, .lines = 2 };
    const PaintText how   = { .pixels = 22, .ink = INK_FAINT, .align = PAINT_CENTER, .lines = 2 };
    const Str       more =
        left == 0 ? S("")
                        : str_fmt(cx->arena,
                            book->english ? "%zu more on the board · " : "看板上还有 %zu 个磁贴 · ",
                                  left);
    paint->y += report_paint_text(
        cx, paint, (PaintBox){ PAINT_EDGE, paint->y + 2, PAINT_WIDTH - 2 * PAINT_EDGE, 0 },
        mark->whose, &whose);
    paint->y += report_paint_text(
        cx, paint, (PaintBox){ PAINT_EDGE, paint->y + 6, PAINT_WIDTH - 2 * PAINT_EDGE, 0 },
        str_fmt(cx->arena, "%.*s%.*s", FMT(more),
                FMT(pick(book, "数字按你的权限统计 · 织客", "Figures as you may see them · weft"))),
        &how);
    paint->y += 34;
}

Code report_picture_draw(Ctx *cx, const ReportBook *book, Rows panels, const ReportMark *mark,
                         Str *png)
{
    PAINT(paint);
    TRY(report_paint_open(cx, &paint));
    draw_head(cx, &paint, book, mark);
    size_t drawn = 0;
    for (bool fits = true; fits && drawn < panels.count; drawn += fits)
        TRY(draw_card(cx, &paint, book, ROWS_AT(ReportPanel, panels, drawn), &fits));
    draw_foot(cx, &paint, book, mark, panels.count - drawn);
    return report_paint_png(cx, &paint, png);
}

/* ---- in words ------------------------------------------------------------------------------- */

/* Within a sentence. */
static Str before_said(const ReportPanel *part, const ReportBook *book)
{
    if (!book->english) return report_card_before(part->compare, false);
    return part->compare == COMPARE_LAST_YEAR ? S("a year ago") : S("the period before");
}

static bool say_figure(Ctx *cx, const ReportBook *book, const ReportPanel *part, StrBuf *out)
{
    const Json *rows = NULL, *before = NULL, *query = NULL;
    double      change = 0;
    if (part->reason.ptr || !str_equal(part->look, S("number"))) return false;
    if (parse(cx, part->tile.query, &query) != OK || parse(cx, part->tile.rows, &rows) != OK ||
        parse(cx, part->tile.before, &before) != OK || rows->count == 0 ||
        rows->as.first[0].count == 0) {
        forgive(cx);
        return false;
    }
    const ReportColumn *columns =
        report_column_all(cx->arena, book->metrics, query, part->tile.columns, book->english);
    const Json *now  = &rows->as.first[0].as.first[0];
    const Json *then = before->count > 0 && before->as.first[0].count > 0
                           ? &before->as.first[0].as.first[0]
                           : NULL;
    strbuf_fmt(out, "\n%.*s %.*s", FMT(str_prefix_bytes(part->title, 60)),
               FMT(report_column_said(cx->arena, &columns[0], now, book->english)));
    if (report_card_change(now, then, &change))
        strbuf_fmt(out, book->english ? " (%s%.1f%% on %.*s)" : "（%s%.1f%%，比%.*s）",
                   change >= 0 ? "▲" : "▼", fabs(change) * 100, FMT(before_said(part, book)));
    return true;
}

void report_picture_figures(Ctx *cx, const ReportBook *book, Rows panels, size_t most, StrBuf *out)
{
    size_t said = 0;
    for (size_t i = 0; i < panels.count && said < most; i++)
        said += say_figure(cx, book, ROWS_AT(ReportPanel, panels, i), out);
}
