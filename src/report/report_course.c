/* report_course.c -- lines and bars of a picture. */
#include "report/report_course.h"

#include <math.h>

enum {
    PLOT_TALL   = 300,
    LEFT_ROOM   = 96,
    FIGURES_MAX = 9, /* points of the line that stands out, beside each its figure */
    FIGURE_WIDE = 64,
    FIGURE_TALL = 24,
    FIGURE_GAP  = 4,
};

static const PaintText figure_text = {
    .pixels = 19, .ink = INK_TEXT, .is_bold = true, .align = PAINT_CENTER
};

static double round_above(double number)
{
    static const double steps[] = { 1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10 };
    const double        power   = pow(10, floor(log10(number)));
    double              out     = 10 * power;
    for (size_t i = COUNT(steps); i > 0; i--)
        if (steps[i - 1] * power >= number) out = steps[i - 1] * power;
    return out;
}

void report_course_measure(ReportCourse *course, bool is_whole)
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
        course->step = course->most / 4;
    } else if (course->least < 0) { /* nothing has a line of its own */
        course->step  = round_above(fmax(course->most, -course->least) / 2);
        course->most  = course->step * ceil(course->most / course->step);
        course->least = course->step * floor(course->least / course->step);
    } else {
        course->most = round_above(course->most > 0 ? course->most : 1);
        course->step = course->most / 4;
    }
}

/* ---- drawing it ---------------------------------------------------------------------------- */

static double x_of(const ReportCourse *course, size_t point)
{
    if (course->points < 2) return course->plot.x + course->plot.width / 2;
    return course->plot.x + course->plot.width * (double)point / (double)(course->points - 1);
}

static double y_of(const ReportCourse *course, double value)
{
    const double share = (value - course->least) / (course->most - course->least);
    return course->plot.y + course->plot.height * (1 - share);
}

static void draw_grid(const ReportCard *card, const ReportCourse *course, ReportUnit unit)
{
    const PaintText small = { .pixels = 20, .ink = INK_FAINT, .align = PAINT_RIGHT };
    const int       lines = (int)round((course->most - course->least) / course->step);
    for (int i = 0; i <= lines; i++) {
        const double value = course->least + course->step * i;
        const double y     = y_of(course, value);
        report_paint_line(card->paint, course->plot.x, y, course->plot.x + course->plot.width, y,
                          1.5, INK_LINE);
        (void)report_paint_text(card->cx, card->paint,
                                (PaintBox){ card->inner.x, y - 15, LEFT_ROOM - 14, 30 },
                                report_card_brief(card, unit, value), &small);
    }
}

/* Evenly, the last always: as many as have room. */
static void draw_ticks(const ReportCard *card, const ReportCourse *course, bool are_centered)
{
    PaintText how    = { .pixels = 20, .ink = INK_FAINT };
    double    widest = 0;
    for (size_t i = 0; i < course->points; i++)
        widest = fmax(widest, report_paint_wide(card->cx, card->paint, course->ticks[i], &how));
    const double room  = widest * 1.5 + 8; /* those at the ends do not stand in their middle */
    const size_t most  = (size_t)fmax(course->plot.width / room, 1);
    const size_t every = (course->points + most - 1) / most, last = course->points - 1;
    for (size_t i = last % every; i <= last; i += every) {
        const double x      = x_of(course, i);
        const bool   ends   = i == last && last > 0 && !are_centered;
        const bool   begins = i == 0 && last > 0 && !are_centered;
        how.align           = ends ? PAINT_RIGHT : begins ? PAINT_LEFT : PAINT_CENTER;
        const double left   = ends ? x - 160 : begins ? x : x - 80;
        (void)report_paint_text(
            card->cx, card->paint,
            (PaintBox){ left, course->plot.y + course->plot.height + 10, 160, 30 },
            course->ticks[i], &how);
    }
}

static void trace(const ReportCard *card, const ReportCourse *course, const ReportSeries *one)
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

static bool has_gap(const ReportCourse *course, const ReportSeries *one)
{
    for (size_t i = 0; i < course->points; i++)
        if (isnan(one->at[i])) return true;
    return false;
}

/* What has no neighbour is no line. */
static void draw_dots(const ReportCard *card, const ReportCourse *course, const ReportSeries *one)
{
    for (size_t i = 0; i < course->points; i++) {
        const bool alone =
            (i == 0 || isnan(one->at[i - 1])) && (i + 1 == course->points || isnan(one->at[i + 1]));
        if (!alone || isnan(one->at[i])) continue;
        cairo_arc(card->paint->pen, x_of(course, i), y_of(course, one->at[i]), 6, 0, 6.2832);
        cairo_fill(card->paint->pen);
    }
}

static double width_of(const ReportCourse *course, const ReportSeries *one)
{
    if (one->is_before) return 3;
    return one->is_whole ? 5 : course->has_whole ? 2.5 : 4;
}

static void fill_below(const ReportCard *card, const ReportCourse *course, const ReportSeries *one)
{
    const double zero = y_of(course, 0);
    trace(card, course, one);
    cairo_line_to(card->paint->pen, x_of(course, course->points - 1), zero);
    cairo_line_to(card->paint->pen, x_of(course, 0), zero);
    cairo_close_path(card->paint->pen);
    report_paint_ink(card->paint, one->ink, 0.10);
    cairo_fill(card->paint->pen);
}

static void draw_lines(const ReportCard *card, const ReportCourse *course)
{
    cairo_t     *pen      = card->paint->pen;
    const double dashes[] = { 8, 8 };
    for (size_t i = course->count; i > 0; i--) {
        const ReportSeries *one = &course->series[i - 1];
        if (course->count == 1 && course->points > 1 && !has_gap(course, one))
            fill_below(card, course, one);
        trace(card, course, one);
        report_paint_ink(card->paint, one->ink, one->is_before ? 0.45 : 1);
        cairo_set_line_width(pen, width_of(course, one));
        cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
        if (one->is_before) cairo_set_dash(pen, dashes, 2, 0);
        cairo_stroke(pen);
        cairo_set_dash(pen, NULL, 0, 0);
        draw_dots(card, course, one);
    }
}

typedef struct Written {
    Str      said;
    PaintBox box;
} Written;

static bool meet(const PaintBox *one, const PaintBox *other)
{
    return one->x < other->x + other->width + FIGURE_GAP &&
           other->x < one->x + one->width + FIGURE_GAP && one->y < other->y + other->height &&
           other->y < one->y + one->height;
}

/* Above its point, or below it, where it meets no other and stays on the plot; false: nowhere. */
static bool place_figure(const ReportCourse *course, const Vec *placed, double y, PaintBox *box)
{
    const double places[] = { y - 32, y + 10 };
    for (size_t i = 0; i < COUNT(places); i++) {
        bool is_free = true;
        box->y       = places[i] > course->plot.y - 28 ? places[i] : course->plot.y - 28;
        if (box->y + box->height > course->plot.y + course->plot.height) continue;
        for (size_t k = 0; k < placed->count; k++)
            is_free = is_free && !meet(box, &VEC_AT(*placed, Written, k)->box);
        if (is_free) return true;
    }
    return false;
}

static void add_figure(const ReportCard *card, const ReportCourse *course, ReportUnit unit,
                       double value, size_t point, Vec *placed)
{
    const double x = x_of(course, point), right = course->plot.x + course->plot.width;
    const Str    said   = report_card_fit(card, unit, value, FIGURE_WIDE, &figure_text);
    const double wide   = report_paint_wide(card->cx, card->paint, said, &figure_text) + 6;
    const double left   = fmax(fmin(x - wide / 2, right - wide + 3), course->plot.x - 1);
    Written      figure = { said, { left, 0, wide, FIGURE_TALL } };
    if (place_figure(course, placed, y_of(course, value), &figure.box))
        *VEC_ADD(placed, Written) = figure;
}

static const ReportSeries *only_whole(const ReportCourse *course)
{
    const ReportSeries *whole = NULL;
    for (size_t i = 0; i < course->count; i++) {
        if (whole && course->series[i].is_whole) return NULL; /* there are several */
        if (course->series[i].is_whole) whole = &course->series[i];
    }
    return whole;
}

/* Of the one that stands out: its ends before those between them, as far as they have room. */
static void write_figures(const ReportCard *card, const ReportCourse *course, ReportUnit unit)
{
    const ReportSeries *whole  = only_whole(course);
    Vec                 placed = vec_of(card->cx->arena, Written);
    if (!whole || course->points > FIGURES_MAX) return;
    for (size_t i = 0; i < course->points; i++) {
        const size_t point = i == 1 ? course->points - 1 : i > 1 ? i - 1 : 0;
        if (!isnan(whole->at[point]))
            add_figure(card, course, unit, whole->at[point], point, &placed);
    }
    for (size_t i = 0; i < placed.count; i++) {
        const Written *one = VEC_AT(placed, Written, i);
        report_paint_box(card->paint, one->box, 6, INK_CARD);
        (void)report_paint_text(card->cx, card->paint, one->box, one->said, &figure_text);
    }
}

static void draw_columns(const ReportCard *card, ReportCourse *course)
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

static double draw_legend(const ReportCard *card, const ReportCourse *course, double y)
{
    const PaintText how = { .pixels = 23, .ink = INK_SOFT };
    double          x   = card->inner.x;
    if (course->count < 2 && card->count - card->labels < 2) return y;
    for (size_t i = 0; i < course->count; i++) {
        const ReportSeries *one  = &course->series[i];
        double              wide = report_paint_wide(card->cx, card->paint, one->name, &how);
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

double report_course_draw(const ReportCard *card, ReportCourse *course, ReportUnit unit,
                          bool are_bars, double y)
{
    const double top = draw_legend(card, course, y);
    course->plot =
        (PaintBox){ card->inner.x + LEFT_ROOM, top + 16, card->inner.width - LEFT_ROOM, PLOT_TALL };
    draw_grid(card, course, unit);
    if (are_bars) {
        /* The labels stand below the middle of the bars. */
        const double slot = course->plot.width / (double)course->points;
        ReportCourse mid  = *course;
        mid.plot.x += slot / 2;
        mid.plot.width -= slot;
        draw_columns(card, course);
        draw_ticks(card, &mid, true);
    } else {
        draw_lines(card, course);
        write_figures(card, course, unit);
        draw_ticks(card, course, false);
    }
    return course->plot.y + PLOT_TALL + 46;
}
