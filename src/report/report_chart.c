/* report_chart.c -- courses over time and bars of a picture. */
#include "report/report_card.h"
#include <math.h>
#include <stdlib.h>

enum { SERIES_MAX = 5, POINTS_MAX = 400, PLOT_TALL = 300, BAR_TALL = 54, LEFT_ROOM = 96 };

static const uint32_t inks[SERIES_MAX] = { INK_BRAND, INK_BELOW, 0x1a9d5c, 0x8a5cd6, 0xd94f7c };

/* One line of a course. */
typedef struct Series {
    Str      name;
    size_t   column; /* of the answer                 */
    bool     is_before;
    uint32_t ink;
    double   sum;
    double  *at; /* by point; NAN: nothing there  */
} Series;

typedef struct Course {
    Str     *ticks; /* labels of the points */
    size_t   points;
    Series   series[2 * SERIES_MAX];
    size_t   count, left_out;
    double   least, most;
    PaintBox plot;
} Course;

static Str text_of(const ReportCard *card, size_t column, const Json *cell)
{
    return report_column_plain(card->cx->arena, &card->columns[column], cell, card->english);
}

/* ---- reading a course ------------------------------------------------------------------- */

static size_t point_of(Course *course, Str tick)
{
    /* Rows come in the order of time, those of one point mostly together. */
    for (size_t i = course->points; i > 0; i--)
        if (str_equal(course->ticks[i - 1], tick)) return i - 1;
    if (course->points == POINTS_MAX) return POINTS_MAX;
    course->ticks[course->points] = tick;
    return course->points++;
}

static Series *series_of(Arena *arena, Vec *all, Str name, size_t column)
{
    for (size_t i = 0; i < all->count; i++) {
        Series *one = VEC_AT(*all, Series, i);
        if (one->column == column && str_equal(one->name, name)) return one;
    }
    Series *made = VEC_ADD(all, Series);
    *made        = (Series){ .name = name, .column = column };
    made->at     = arena_make(arena, double, POINTS_MAX);
    for (size_t i = 0; i < POINTS_MAX; i++) made->at[i] = NAN;
    return made;
}

static int by_sum(const void *a, const void *b)
{
    const Series *one = a, *other = b;
    if (one->is_before != other->is_before) return one->is_before - other->is_before;
    return (one->sum < other->sum) - (one->sum > other->sum);
}

static void keep(Course *course, const Vec *all)
{
    size_t now = 0, before = 0;
    for (size_t i = 0; i < all->count; i++) {
        Series one = *VEC_AT(*all, Series, i);
        if ((one.is_before ? before : now) >= SERIES_MAX) {
            course->left_out += !one.is_before;
            continue;
        }
        one.ink                         = inks[one.is_before ? before : now];
        course->series[course->count++] = one;
        *(one.is_before ? &before : &now) += 1;
    }
}

static void measure(Course *course, bool is_whole)
{
    for (size_t i = 0; i < course->count; i++)
        for (size_t k = 0; k < course->points; k++) {
            const double value = course->series[i].at[k];
            if (isnan(value)) continue;
            if (value > course->most) course->most = value;
            if (value < course->least) course->least = value;
        }
    if (is_whole && course->least >= 0 && course->most <= 12) { /* no parts of a person */
        course->most = course->most <= 4 ? 4 : 4 * ceil(course->most / 4);
        return;
    }
    if (course->least < 0 && course->most <= 0) return; /* nothing is the highest */
    /* A round number above the highest. */
    const double most    = course->most > 0 ? course->most : 1;
    const double power   = pow(10, floor(log10(most)));
    const double steps[] = { 1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10 };
    course->most         = 10 * power;
    for (size_t i = COUNT(steps); i > 0; i--)
        if (steps[i - 1] * power >= most) course->most = steps[i - 1] * power;
}

static void read_course(const ReportCard *card, ReportUnit unit, Course *out)
{
    Arena *arena = card->cx->arena;
    Vec    all   = vec_of(arena, Series);
    *out         = (Course){ .ticks = arena_make(arena, Str, POINTS_MAX) };
    for (uint32_t i = 0; i < card->rows->count; i++) {
        const Json *row = &card->rows->as.first[i];
        if (row->count < card->count) continue;
        const size_t point = point_of(out, text_of(card, 0, &row->as.first[0]));
        const Str    group = card->labels > 1 ? text_of(card, 1, &row->as.first[1]) : (Str){ 0 };
        if (point == POINTS_MAX) continue;
        for (size_t k = card->labels; k < card->count; k++) {
            if (card->columns[k].unit != unit) continue;
            double    value = 0;
            const Str name  = group.ptr ? group : card->columns[k].heading;
            Series   *one   = series_of(arena, &all, name, k);
            one->is_before  = str_ends(card->columns[k].name, S("_before"));
            if (!report_word_number(&row->as.first[k], &value)) continue;
            one->at[point] = value;
            one->sum += value;
        }
    }
    if (card->labels > 1 && all.count > 1) qsort(all.at, all.count, sizeof(Series), by_sum);
    keep(out, &all);
    measure(out, unit == REPORT_COUNT);
}

/* ---- drawing it ---------------------------------------------------------------------------- */

static double x_of(const Course *course, size_t point)
{
    if (course->points < 2) return course->plot.x + course->plot.width / 2;
    return course->plot.x + course->plot.width * (double)point / (double)(course->points - 1);
}

static double y_of(const Course *course, double value)
{
    const double share = (value - course->least) / (course->most - course->least);
    return course->plot.y + course->plot.height * (1 - share);
}

static void draw_grid(const ReportCard *card, const Course *course, ReportUnit unit)
{
    const PaintText small = { .pixels = 20, .ink = INK_FAINT, .align = PAINT_RIGHT };
    for (int i = 0; i <= 4; i++) {
        const double value = course->least + (course->most - course->least) * i / 4;
        const double y     = y_of(course, value);
        report_paint_line(card->paint, course->plot.x, y, course->plot.x + course->plot.width, y,
                          1.5, INK_LINE);
        (void)report_paint_text(card->cx, card->paint,
                                (PaintBox){ card->inner.x, y - 15, LEFT_ROOM - 14, 30 },
                                report_card_brief(card, unit, value), &small);
    }
}

/* "2026-11-28" as "11-28". */
static Str tick_text(Str tick)
{
    return tick.len == 10 && tick.ptr[4] == '-' ? str_slice(tick, 5, 10) : tick;
}

static void draw_ticks(const ReportCard *card, const Course *course, bool are_centered)
{
    const size_t most = 5, points = course->points;
    const size_t shown = points < most ? points : most;
    for (size_t i = 0; i < shown; i++) {
        const size_t    at     = shown < 2 ? 0 : i * (points - 1) / (shown - 1);
        const double    x      = x_of(course, at);
        const bool      ends   = i + 1 == shown && !are_centered && shown > 1;
        const bool      begins = i == 0 && !are_centered && shown > 1;
        const PaintText how    = { .pixels = 20,
                                   .ink    = INK_FAINT,
                                   .align  = ends     ? PAINT_RIGHT
                                             : begins ? PAINT_LEFT
                                                      : PAINT_CENTER };
        (void)report_paint_text(card->cx, card->paint,
                                (PaintBox){ ends     ? x - 120
                                            : begins ? x
                                                     : x - 60,
                                            course->plot.y + course->plot.height + 10, 120, 30 },
                                tick_text(course->ticks[at]), &how);
    }
}

static void trace(const ReportCard *card, const Course *course, const Series *one)
{
    bool is_down = false;
    cairo_new_path(card->paint->pen);
    for (size_t i = 0; i < course->points; i++) {
        if (isnan(one->at[i])) {
            is_down = false;
            continue;
        }
        if (is_down)
            cairo_line_to(card->paint->pen, x_of(course, i), y_of(course, one->at[i]));
        else
            cairo_move_to(card->paint->pen, x_of(course, i), y_of(course, one->at[i]));
        is_down = true;
    }
}

/* What has no neighbour is no line. */
static void draw_dots(const ReportCard *card, const Course *course, const Series *one)
{
    for (size_t i = 0; i < course->points; i++) {
        const bool alone =
            (i == 0 || isnan(one->at[i - 1])) && (i + 1 == course->points || isnan(one->at[i + 1]));
        if (!alone || isnan(one->at[i])) continue;
        cairo_arc(card->paint->pen, x_of(course, i), y_of(course, one->at[i]), 6, 0, 6.2832);
        cairo_fill(card->paint->pen);
    }
}

static void draw_lines(const ReportCard *card, const Course *course)
{
    cairo_t     *pen      = card->paint->pen;
    const double dashes[] = { 8, 8 };
    for (size_t i = course->count; i > 0; i--) {
        const Series *one  = &course->series[i - 1];
        const double  zero = y_of(course, 0);
        if (course->count == 1 && course->points > 1) {
            trace(card, course, one);
            cairo_line_to(pen, x_of(course, course->points - 1), zero);
            cairo_line_to(pen, x_of(course, 0), zero);
            cairo_close_path(pen);
            report_paint_ink(card->paint, one->ink, 0.10);
            cairo_fill(pen);
        }
        trace(card, course, one);
        report_paint_ink(card->paint, one->ink, one->is_before ? 0.45 : 1);
        cairo_set_line_width(pen, one->is_before ? 3 : 4);
        cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
        if (one->is_before) cairo_set_dash(pen, dashes, 2, 0);
        cairo_stroke(pen);
        cairo_set_dash(pen, NULL, 0, 0);
        draw_dots(card, course, one);
    }
}

static void draw_columns(const ReportCard *card, Course *course)
{
    const double slot  = course->plot.width / (double)course->points;
    const double gap   = slot > 12 ? slot * 0.28 : slot * 0.12;
    const double width = (slot - gap) / (double)course->count;
    const double zero  = y_of(course, course->least > 0 ? course->least : 0);
    for (size_t k = 0; k < course->points; k++)
        for (size_t i = 0; i < course->count; i++) {
            const double value = course->series[i].at[k];
            if (isnan(value)) continue;
            const double y = y_of(course, value), tall = fabs(zero - y);
            const double left = course->plot.x + slot * (double)k + gap / 2 + width * (double)i;
            report_paint_box(
                card->paint,
                (PaintBox){ left, y < zero ? y : zero, width > 2 ? width - 1 : width, tall },
                tall > 8 && width > 10 ? 4 : 0, course->series[i].ink);
        }
}

static double draw_legend(const ReportCard *card, const Course *course, double y)
{
    const PaintText how = { .pixels = 23, .ink = INK_SOFT };
    double          x   = card->inner.x;
    if (course->count < 2 && card->count - card->labels < 2) return y;
    for (size_t i = 0; i < course->count; i++) {
        const Series *one  = &course->series[i];
        double        wide = report_paint_wide(card->cx, card->paint, one->name, &how);
        if (wide > card->inner.width / 2) wide = card->inner.width / 2;
        if (x > card->inner.x && x + wide + 40 > card->inner.x + card->inner.width) {
            x = card->inner.x;
            y += 38;
        }
        report_paint_ink(card->paint, one->ink, one->is_before ? 0.45 : 1);
        cairo_rectangle(card->paint->pen, x, y + 13, 22, 6);
        cairo_fill(card->paint->pen);
        (void)report_paint_text(card->cx, card->paint, (PaintBox){ x + 32, y, wide + 4, 34 },
                                one->name, &how);
        x += wide + 62;
    }
    return y + 48;
}

/* The figures of one unit: yuan and orders do not stand on one scale. */
static double draw_unit(const ReportCard *card, ReportUnit unit, double y)
{
    Course course;
    read_course(card, unit, &course);
    if (course.points == 0 || course.count == 0) return y;
    const double top  = draw_legend(card, &course, y);
    const bool   bars = str_equal(card->part->look, S("bar")) && course.points <= 62;
    course.plot =
        (PaintBox){ card->inner.x + LEFT_ROOM, top + 16, card->inner.width - LEFT_ROOM, PLOT_TALL };
    draw_grid(card, &course, unit);
    if (bars) {
        /* The labels stand below the middle of the bars. */
        const double slot = course.plot.width / (double)course.points;
        Course       mid  = course;
        mid.plot.x += slot / 2;
        mid.plot.width -= slot;
        draw_columns(card, &course);
        draw_ticks(card, &mid, true);
    } else {
        draw_lines(card, &course);
        draw_ticks(card, &course, false);
    }
    y = course.plot.y + PLOT_TALL + 46;
    if (course.left_out == 0) return y;
    return report_card_note(
        card,
        str_fmt(card->cx->arena,
                card->english ? "The %d largest; %zu more" : "最大的 %d 项，另有 %zu 项未画出",
                (int)SERIES_MAX, course.left_out),
        y);
}

double report_card_course(const ReportCard *card)
{
    bool   is_drawn[REPORT_SHARE + 1] = { false };
    double y                          = card->inner.y;
    for (size_t k = card->labels; k < card->count; k++) {
        const ReportUnit unit = card->columns[k].unit;
        if (!is_drawn[unit]) y = draw_unit(card, unit, y);
        is_drawn[unit] = true;
    }
    return y > card->inner.y ? y : report_card_table(card);
}

/* ---- bars by a label ------------------------------------------------------------------------- */

double report_card_bars(const ReportCard *card)
{
    const size_t figure = card->labels;
    const size_t shown  = card->rows->count < CARD_ROWS ? card->rows->count : CARD_ROWS;
    double       most = 0, y = card->inner.y;
    for (uint32_t i = 0; i < card->rows->count; i++) {
        const Json *row    = &card->rows->as.first[i];
        double      number = 0;
        if (row->count > figure && report_word_number(&row->as.first[figure], &number))
            most = fmax(most, fabs(number));
    }
    for (size_t i = 0; i < shown; i++, y += BAR_TALL) {
        const Json     *row  = &card->rows->as.first[i];
        const double    name = card->inner.width * 0.34, number = card->inner.width * 0.22;
        const double    room  = card->inner.width - name - number - 24;
        const PaintText label = { .pixels = 25, .ink = INK_TEXT };
        const PaintText value = {
            .pixels = 25, .ink = INK_TEXT, .is_bold = true, .align = PAINT_RIGHT
        };
        if (row->count <= figure) continue;
        const Json  *cell   = &row->as.first[figure];
        double       amount = 0;
        const double share  = report_word_number(cell, &amount) && most > 0 ? amount / most : 0;
        const double long_  = room * fabs(share);
        (void)report_paint_text(card->cx, card->paint,
                                (PaintBox){ card->inner.x, y, name - 12, BAR_TALL },
                                text_of(card, 0, &row->as.first[0]), &label);
        report_paint_box(card->paint, (PaintBox){ card->inner.x + name, y + 16, room, 22 }, 11,
                         INK_STRIPE);
        report_paint_box(card->paint,
                         (PaintBox){ card->inner.x + name, y + 16,
                                     long_ > 22  ? long_
                                     : long_ > 0 ? 22
                                                 : 0,
                                     22 },
                         11, share < 0 ? INK_BELOW : INK_BRAND);
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ card->inner.x + card->inner.width - number, y, number, BAR_TALL },
            report_card_fit_cell(card, figure, cell, number, &value), &value);
    }
    if (card->rows->count <= CARD_ROWS) return y;
    return report_card_note(card,
                            str_fmt(card->cx->arena,
                                    card->english ? "First %d of %u" : "前 %d 项，共 %u 项",
                                    (int)CARD_ROWS, card->rows->count),
                            y);
}
