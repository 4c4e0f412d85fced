/* report_card.c -- numbers and tables of a picture. */
#include "report/report_card.h"

#include <math.h>

bool report_card_change(const Json *now, const Json *then, double *out)
{
    double a = 0, b = 0;
    if (!report_word_number(now, &a) || !report_word_number(then, &b) || fabs(b) < 1e-12)
        return false;
    *out = (a - b) / fabs(b);
    return true;
}

static double draw_words(const ReportCard *card, Str words, double y, const PaintText *how)
{
    const PaintBox box = { card->inner.x, y, card->inner.width, 0 };
    return y + report_paint_text(card->cx, card->paint, box, words, how);
}

double report_card_words(const ReportCard *card, Str words, double y)
{
    return draw_words(card, words, y, &(PaintText){ .pixels = 26, .ink = INK_SOFT, .lines = 3 }) +
           6;
}

double report_card_note(const ReportCard *card, Str words, double y)
{
    if (words.len == 0) return y;
    return draw_words(card, words, y + 4,
                      &(PaintText){ .pixels = 20, .ink = INK_FAINT, .lines = 2 }) +
           4;
}

void report_card_part(const ReportCard *card, ReportEnd end, ReportCounted of, size_t shown,
                      size_t all, StrBuf *out)
{
    static const char *const ends_zh[]    = { "前", "最近", "最大的", "" };
    static const char *const ends_en[]    = { "The first", "The newest", "The largest", "Only" };
    static const char *const counted_zh[] = { "行", "列", "期", "项", "条曲线", "项指标" };
    static const char *const counted_en[] = { "rows",    "columns", "periods",
                                              "entries", "curves",  "figures" };
    const char              *gap          = out->len > 0 ? "   " : "";
    if (shown >= all) return;
    if (card->english)
        strbuf_fmt(out, "%s%s %zu of %zu %s", gap, ends_en[end], shown, all, counted_en[of]);
    else
        strbuf_fmt(out, "%s只画%s %zu %s，共 %zu %s", gap, ends_zh[end], shown, counted_zh[of], all,
                   counted_zh[of]);
}

/* How large figures are shortened, the largest first. */
typedef struct Step {
    double      from;
    const char *name;
} Step;

enum { STEPS = 3 };
static const Step steps_zh[STEPS] = { { 1e12, "万亿" }, { 1e8, "亿" }, { 1e4, "万" } };
static const Step steps_en[STEPS] = { { 1e9, "B" }, { 1e6, "M" }, { 1e3, "k" } };

/* Three digits, and all of what is whole: "1.23", "12.3", "1235". */
static Str three_digits(Arena *arena, double number)
{
    const int decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
    if (number < 1) return str_fmt(arena, "%.3g", number);
    const Str said = str_fmt(arena, "%.*f", decimals, number);
    size_t    end  = said.len;
    while (decimals > 0 && said.ptr[end - 1] == '0') end--;
    if (decimals > 0 && said.ptr[end - 1] == '.') end--;
    return str_slice(said, 0, end);
}

Str report_card_brief(const ReportCard *card, ReportUnit unit, double value)
{
    Arena       *arena = card->cx->arena;
    const double shown = unit == REPORT_FEN     ? value / 100
                         : unit == REPORT_SHARE ? value * 100
                         : unit == REPORT_MS    ? value / 1000
                                                : value;
    const char  *mark  = unit == REPORT_SHARE ? "%" : "";
    const char  *sign  = shown < 0 ? "-" : "";
    const char  *front = unit == REPORT_FEN ? "¥" : "";
    const double whole = fabs(shown);
    const Step  *all   = card->english ? steps_en : steps_zh;
    /* What is rounded to 10,000 is 1万. */
    for (size_t i = 0; i < STEPS; i++)
        if (whole >= all[i].from * 0.99995)
            return str_fmt(arena, "%s%s%.*s%s%s", sign, front,
                           FMT(three_digits(arena, whole / all[i].from)), all[i].name, mark);
    return str_fmt(arena, "%s%s%.*s%s", sign, front, FMT(three_digits(arena, whole)), mark);
}

Str report_card_fit(const ReportCard *card, ReportUnit unit, double value, double room,
                    const PaintText *how)
{
    const Str said = report_word_real(card->cx->arena, unit, value);
    return report_paint_wide(card->cx, card->paint, said, how) <= room
               ? said
               : report_card_brief(card, unit, value);
}

Str report_card_fit_cell(const ReportCard *card, size_t column, const Json *cell, double room,
                         const PaintText *how)
{
    const ReportColumn *of    = &card->columns[column];
    double              value = 0;
    if (of->unit != REPORT_TEXT && report_word_number(cell, &value))
        return report_card_fit(card, of->unit, value, room, how);
    return report_column_said(card->cx->arena, of, cell, card->english);
}

/* ---- a number ---------------------------------------------------------------------------- */

static const Json *cell_of(const Json *rows, size_t at)
{
    if (!rows || rows->count == 0 || at >= rows->as.first[0].count) return NULL;
    return &rows->as.first[0].as.first[at];
}

Str report_card_before(QueryCompare compare, bool english)
{
    if (compare == COMPARE_LAST_YEAR) return english ? S("A year ago") : S("去年同期");
    if (compare == COMPARE_BEFORE) return english ? S("The period before") : S("上期");
    return english ? S("Before") : S("对比期");
}

/* Whether more is better nobody can tell of every metric: no colour judges it. */
static void draw_change(const ReportCard *card, double y, size_t at)
{
    Arena          *arena  = card->cx->arena;
    const Json     *then   = cell_of(card->before, at);
    double          change = 0;
    const PaintText big = { .pixels = 30, .ink = INK_TEXT, .is_bold = true, .align = PAINT_RIGHT };
    const PaintText small = { .pixels = 24, .ink = INK_SOFT, .align = PAINT_RIGHT };
    PaintBox        box   = { card->inner.x + card->inner.width / 2, y, card->inner.width / 2, 34 };
    if (!then) return;
    if (report_card_change(cell_of(card->rows, at), then, &change))
        (void)report_paint_text(
            card->cx, card->paint, box,
            str_fmt(arena, "%s %.1f%%", change >= 0 ? "▲" : "▼", fabs(change) * 100), &big);
    box.y += 44;
    (void)report_paint_text(
        card->cx, card->paint, box,
        str_fmt(arena, "%.*s %.*s", FMT(report_card_before(card->part->compare, card->english)),
                FMT(report_column_said(arena, &card->columns[at], then, card->english))),
        &small);
}

/* How much of the target is reached, beside how much should be by now. */
static double draw_target(const ReportCard *card, double y)
{
    Arena *arena = card->cx->arena;
    if (card->part->tile.targets.count == 0) return y;
    const Target    *target = ROWS_AT(Target, card->part->tile.targets, 0);
    const ReportUnit unit   = card->columns[0].unit;
    const double     scale  = unit == REPORT_SHARE ? 10000 : 1;
    const PaintBox   bar    = { card->inner.x, y + 12, card->inner.width, 14 };
    const PaintText  small  = { .pixels = 24, .ink = INK_SOFT };
    if (target->actual_den == 0 || target->value <= 0) return y;
    const double share =
        (double)target->actual_num / (double)target->actual_den * scale / (double)target->value;
    const bool   is_good = target->state == TARGET_REACHED || target->state == TARGET_ON_PACE;
    const double filled  = share < 0 ? 0 : share > 1 ? 1 : share;
    const double due     = (double)target->expected / (double)target->value;
    report_paint_box(card->paint, bar, 7, INK_LINE);
    if (filled > 0.02)
        report_paint_box(card->paint, (PaintBox){ bar.x, bar.y, bar.width * filled, bar.height }, 7,
                         is_good ? INK_GOOD : INK_BELOW);
    if (due > 0 && due < 1)
        report_paint_line(card->paint, bar.x + bar.width * due, bar.y - 5, bar.x + bar.width * due,
                          bar.y + bar.height + 5, 3, INK_TEXT);
    const Str goal = report_word_figure(arena, unit, target->value, (int64_t)scale);
    const Str said =
        card->english
            ? str_fmt(arena, "%.1f%% of %s%.*s (%.*s – %.*s)", share * 100,
                      target->is_ceiling ? "at most " : "the target ", FMT(goal),
                      FMT(report_word_time(target->from_on)), FMT(report_word_time(target->to_on)))
            : str_fmt(arena, "%s %.*s，%s %.1f%%（%.*s 至 %.*s）",
                      target->is_ceiling ? "上限" : "目标", FMT(goal),
                      target->is_ceiling ? "已用" : "完成", share * 100,
                      FMT(report_word_time(target->from_on)), FMT(report_word_time(target->to_on)));
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ bar.x, bar.y + 26, bar.width, 34 },
                            said, &small);
    return bar.y + 62;
}

/* As large as the room allows. */
static void draw_value(const ReportCard *card, PaintBox box, Str said)
{
    const PaintText how =
        report_paint_shrunk(card->cx, card->paint, box.width, said,
                            (PaintText){ .pixels = 62, .ink = INK_TEXT, .is_bold = true }, 34);
    (void)report_paint_text(card->cx, card->paint, box, said, &how);
}

double report_card_number(const ReportCard *card)
{
    double y = card->inner.y;
    for (size_t i = 0; i < card->count && i < 3; i++) {
        const Json     *now   = cell_of(card->rows, i);
        const PaintText label = { .pixels = 24, .ink = INK_SOFT };
        PaintBox        box   = { card->inner.x, y,
                                  card->inner.width * (cell_of(card->before, i) ? 0.62 : 1), 84 };
        const Str       said =
            now ? report_column_said(card->cx->arena, &card->columns[i], now, card->english)
                      : S("—");
        if (card->count > 1)
            y += report_paint_text(card->cx, card->paint, (PaintBox){ box.x, y, box.width, 0 },
                                   card->columns[i].heading, &label);
        box.y = y;
        draw_value(card, box, said);
        draw_change(card, y + 4, i);
        y += 88;
        if (i == 0) y = draw_target(card, y);
    }
    return y;
}

/* ---- a table -------------------------------------------------------------------------------- */

enum { COLUMNS_MAX = 5, ROW_TALL = 58 };

/* The first column has what the others leave. */
static PaintBox place_of(const ReportCard *card, size_t shown, size_t column, double y)
{
    const double whole = card->inner.width,
                 first = shown == 1 ? whole : whole * (shown < 4 ? 0.40 : 0.30);
    const double rest  = shown == 1 ? 0 : (whole - first) / (double)(shown - 1);
    const double x     = card->inner.x + (column == 0 ? 0 : first + rest * (double)(column - 1));
    return (PaintBox){ x + (column ? 8 : 0), y, (column == 0 ? first : rest) - 8, ROW_TALL };
}

static void draw_row(const ReportCard *card, size_t shown, const Json *row, double y, bool is_odd)
{
    const Paint *paint = card->paint;
    if (is_odd)
        report_paint_box((Paint *)paint,
                         (PaintBox){ card->inner.x - 12, y, card->inner.width + 24, ROW_TALL }, 10,
                         INK_STRIPE);
    for (size_t i = 0; i < shown && i < row->count; i++) {
        const PaintText how = { .pixels = 25,
                                .ink    = INK_TEXT,
                                .align  = i < card->labels ? PAINT_LEFT : PAINT_RIGHT };
        const PaintBox  box = place_of(card, shown, i, y);
        (void)report_paint_text(card->cx, card->paint, box,
                                report_card_fit_cell(card, i, &row->as.first[i], box.width, &how),
                                &how);
    }
}

double report_card_table(const ReportCard *card)
{
    const size_t shown = card->count < COLUMNS_MAX ? card->count : COLUMNS_MAX;
    double       y     = card->inner.y;
    for (size_t i = 0; i < shown; i++) {
        const PaintText how = { .pixels = 23,
                                .ink    = INK_SOFT,
                                .align  = i < card->labels ? PAINT_LEFT : PAINT_RIGHT };
        (void)report_paint_text(card->cx, card->paint, place_of(card, shown, i, y),
                                card->columns[i].heading, &how);
    }
    y += ROW_TALL;
    report_paint_line(card->paint, card->inner.x, y, card->inner.x + card->inner.width, y, 2,
                      INK_LINE);
    for (uint32_t i = 0; i < card->rows->count && i < CARD_ROWS; i++, y += ROW_TALL)
        draw_row(card, shown, &card->rows->as.first[i], y, i % 2 == 1);
    const int64_t all = card->part->tile.row_count > (int64_t)card->rows->count
                            ? card->part->tile.row_count
                            : (int64_t)card->rows->count;
    if (all <= CARD_ROWS && shown == card->count) return y;
    const Str said =
        str_fmt(card->cx->arena,
                card->english ? "First %d rows of %lld, %zu columns of %zu"
                              : "前 %d 行，共 %lld 行；%zu 列，共 %zu 列",
                (int)(all < CARD_ROWS ? all : CARD_ROWS), (long long)all, shown, card->count);
    return report_card_note(card, said, y + 4);
}
