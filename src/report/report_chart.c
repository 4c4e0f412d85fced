/* report_chart.c -- courses over time and bars of a picture. */
#include "report/report_course.h"

#include <math.h>
#include <stdlib.h>

enum { SERIES_MAX = 5 /* and as many before */, BARS_MAX = 62, BAR_TALL = 54 };

static Str text_of(const ReportCard *card, size_t column, const Json *cell)
{
    return report_column_plain(card->cx->arena, &card->columns[column], cell, card->english);
}

/* ---- reading a course ------------------------------------------------------------------- */

static size_t point_of(ReportCourse *course, Str tick)
{
    /* Rows come in the order of time, those of one point mostly together. */
    for (size_t i = course->points; i > 0; i--)
        if (str_equal(course->ticks[i - 1], tick)) return i - 1;
    if (course->points == COURSE_POINTS) return COURSE_POINTS;
    course->ticks[course->points] = tick;
    return course->points++;
}

/* By what divides it: two shops or two sources may have one name. */
static ReportSeries *series_of(Arena *arena, Vec *all, Str key, Str name, size_t column)
{
    for (size_t i = 0; i < all->count; i++) {
        ReportSeries *one = VEC_AT(*all, ReportSeries, i);
        if (one->column == column && str_equal(one->key, key)) return one;
    }
    ReportSeries *made = VEC_ADD(all, ReportSeries);
    *made              = (ReportSeries){ .key = key, .name = name, .column = column };
    made->at           = arena_make(arena, double, COURSE_POINTS);
    for (size_t i = 0; i < COURSE_POINTS; i++) made->at[i] = NAN;
    return made;
}

static int by_sum(const void *a, const void *b)
{
    const ReportSeries *one = a, *other = b;
    if (one->is_before != other->is_before) return one->is_before - other->is_before;
    return (one->sum < other->sum) - (one->sum > other->sum);
}

static void keep(Arena *arena, ReportCourse *course, const Vec *all)
{
    StrMap *seen = strmap_new(arena);
    size_t  now = 0, before = 0;
    for (size_t i = 0; i < all->count; i++) {
        ReportSeries one = *VEC_AT(*all, ReportSeries, i);
        if ((one.is_before ? before : now) >= SERIES_MAX) {
            course->left_out += !one.is_before;
            continue;
        }
        one.name                        = report_column_again(arena, seen, one.name);
        one.ink                         = report_paint_tone(one.is_before ? before : now);
        course->series[course->count++] = one;
        *(one.is_before ? &before : &now) += 1;
    }
}

static bool are_several(const ReportCard *card, ReportUnit unit)
{
    size_t count = 0;
    for (size_t k = card->labels; k < card->count; k++) count += card->columns[k].unit == unit;
    return count > 1;
}

/* "公众号", "公众号 · 支付金额" where there are several figures, or the figure alone. */
static Str name_of(const ReportCard *card, const Json *row, size_t figure, bool has_several)
{
    Arena    *arena   = card->cx->arena;
    const Str heading = card->columns[figure].heading;
    if (card->labels < 2) return heading;
    const Str group =
        report_column_said(arena, &card->columns[1], &row->as.first[1], card->english);
    return has_several ? str_fmt(arena, "%.*s · %.*s", FMT(group), FMT(heading)) : group;
}

static void read_course(const ReportCard *card, ReportUnit unit, ReportCourse *out)
{
    Arena     *arena       = card->cx->arena;
    Vec        all         = vec_of(arena, ReportSeries);
    const bool has_several = are_several(card, unit);
    *out                   = (ReportCourse){ .ticks = arena_make(arena, Str, COURSE_POINTS) };
    for (uint32_t i = 0; i < card->rows->count; i++) {
        const Json *row = &card->rows->as.first[i];
        if (row->count < card->count) continue;
        const size_t point = point_of(out, text_of(card, 0, &row->as.first[0]));
        const Str    key   = card->labels > 1 ? report_column_key(arena, &row->as.first[1]) : S("");
        if (point == COURSE_POINTS) continue;
        for (size_t k = card->labels; k < card->count; k++) {
            if (card->columns[k].unit != unit) continue;
            double        value = 0;
            ReportSeries *one = series_of(arena, &all, key, name_of(card, row, k, has_several), k);
            one->is_before    = str_ends(card->columns[k].name, S("_before"));
            if (!report_word_number(&row->as.first[k], &value)) continue;
            one->at[point] = value;
            one->sum += value;
        }
    }
    for (size_t i = 0; i < out->points; i++) out->ticks[i] = report_word_time(out->ticks[i]);
    if (card->labels > 1 && all.count > 1) qsort(all.at, all.count, sizeof(ReportSeries), by_sum);
    keep(arena, out, &all);
    report_course_measure(out, unit == REPORT_COUNT);
}

/* The figures of one unit: yuan and orders do not stand on one scale. */
static double draw_unit(const ReportCard *card, ReportUnit unit, double y)
{
    ReportCourse course;
    read_course(card, unit, &course);
    if (course.points == 0 || course.count == 0) return y;
    y = report_course_draw(card, &course, unit,
                           str_equal(card->part->look, S("bar")) && course.points <= BARS_MAX, y);
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
