/* report_calendar.c -- the days of a picture as squares: a column a week, Monday on top; a long
 * time by halves of years, so that every day can be seen on a phone. */
#include "report/report_square.h"

#include <math.h>
#include <stdlib.h>

enum {
    DAYS_MAX     = 1200, /* a question is for at most 1100 */
    STRIP_WEEKS  = 27,   /* of half a year                 */
    WEEK         = 7,
    NAMES_WIDE   = 46,
    MONTHS_TALL  = 30,
    HALF_TALL    = 34,
    GAP          = 3,
    WIDE_MOST    = 118,
    WIDE_TEXT    = 64, /* of a square whose figure stands on it */
    TALL_TEXT    = 54,
    TALL_MOST    = 34,
    DARKEST_PART = 95, /* of a hundred: one day of a sale does not make all others pale */
};

typedef struct Calendar {
    const ReportCard *card;
    size_t            figure;
    int64_t           first, last;     /* days */
    double           *values;          /* by the day since the first; NAN: none */
    int64_t           lowest, highest; /* days */
    ReportSquareEnds  ends;
    double            wide, tall; /* of a day, with the gap behind it */
} Calendar;

/* 0 Monday ... 6 Sunday: 1970 began on a Thursday. */
static int       weekday_of(int64_t day) { return (int)(((day + 3) % WEEK + WEEK) % WEEK); }
static int64_t   monday_of(int64_t day) { return day - weekday_of(day); }
static CivilTime date_of(int64_t day) { return civil_time(day * MS_PER_DAY, (Zone){ 0 }); }
static double value_at(const Calendar *all, int64_t day) { return all->values[day - all->first]; }

/* ---- reading it ------------------------------------------------------------------------------ */

static bool day_at(const Json *row, size_t figure, int64_t *day)
{
    return row->count > figure && row->as.first[0].kind == JSON_STR &&
           day_parse(row->as.first[0].as.str, day);
}

static bool find_days(const ReportCard *card, int64_t *first, int64_t *last)
{
    bool found = false;
    for (uint32_t i = 0; i < card->rows->count; i++) {
        int64_t day = 0;
        if (!day_at(&card->rows->as.first[i], 0, &day)) continue;
        if (!found || day < *first) *first = day;
        if (!found || day > *last) *last = day;
        found = true;
    }
    return found && *last - *first < DAYS_MAX;
}

static int by_size(const void *a, const void *b)
{
    const double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static void measure(Calendar *all)
{
    const size_t count = (size_t)(all->last - all->first + 1);
    double      *sizes = arena_make(all->card->cx->arena, double, count);
    size_t       some  = 0;
    all->lowest = all->highest = all->first;
    for (int64_t day = all->first; day <= all->last; day++) {
        const double value = value_at(all, day);
        if (isnan(value) || fabs(value) <= 0) continue;
        sizes[some++] = fabs(value);
        all->ends.has_above |= value > 0;
        all->ends.has_below |= value < 0;
        if (!(value <= value_at(all, all->highest))) all->highest = day;
        if (!(value >= value_at(all, all->lowest))) all->lowest = day;
    }
    if (some == 0) return;
    qsort(sizes, some, sizeof(double), by_size);
    all->ends.most   = sizes[(some - 1) * DARKEST_PART / 100];
    all->ends.is_cut = sizes[some - 1] > all->ends.most;
}

static void read_values(Calendar *all)
{
    const size_t count = (size_t)(all->last - all->first + 1);
    all->values        = arena_make(all->card->cx->arena, double, count);
    for (size_t i = 0; i < count; i++) all->values[i] = NAN;
    for (uint32_t i = 0; i < all->card->rows->count; i++) {
        const Json *row = &all->card->rows->as.first[i];
        int64_t     day = 0;
        if (day_at(row, all->figure, &day))
            (void)report_word_number(&row->as.first[all->figure], &all->values[day - all->first]);
    }
    measure(all);
}

/* ---- drawing a strip of weeks ------------------------------------------------------------------
 */

static Str month_said(const ReportCard *card, int month)
{
    static const char *const short_names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    if (card->english) return str_of(short_names[month - 1]);
    return str_fmt(card->cx->arena, "%d 月", month);
}

static Str weekday_said(int weekday, bool english)
{
    return report_said_value(S("weekday"), (Str){ &"1234567"[weekday], 1 }, english);
}

static double x_of(const Calendar *all, int64_t from, int64_t day)
{
    const int64_t week = (monday_of(day) - monday_of(from)) / WEEK;
    return all->card->inner.x + NAMES_WIDE + all->wide * (double)week;
}

/* Each from the week its first day falls in; one of less than two weeks has no room. */
static void draw_months(const Calendar *all, int64_t from, int64_t until, double y)
{
    const PaintText how = { .pixels = 18, .ink = INK_SOFT };
    for (int64_t day = from; day <= until;) {
        const CivilTime date = date_of(day);
        const int64_t   after =
            civil_to_ms((CivilTime){ .year = date.year, .month = date.month + 1, .day = 1 },
                        (Zone){ 0 }) /
            MS_PER_DAY;
        const double x    = x_of(all, from, day);
        const double ends = x_of(all, from, after <= until ? after : until + WEEK);
        const double room = all->wide * (all->wide >= WIDE_TEXT ? 1 : 2);
        if (ends - x >= room)
            (void)report_paint_text(all->card->cx, all->card->paint,
                                    (PaintBox){ x, y, ends - x, MONTHS_TALL - 4 },
                                    month_said(all->card, date.month), &how);
        day = after;
    }
}

static void draw_weekdays(const Calendar *all, double y)
{
    const PaintText how = { .pixels = 17, .ink = INK_FAINT };
    for (int d = 0; d < WEEK; d += all->tall >= TALL_TEXT ? 1 : 2)
        (void)report_paint_text(
            all->card->cx, all->card->paint,
            (PaintBox){ all->card->inner.x, y + all->tall * d, NAMES_WIDE - 4, all->tall - GAP },
            weekday_said(d, all->card->english), &how);
}

/* Its date and its figure, where there is room. */
static void write_day(const Calendar *all, int64_t day, PaintBox box)
{
    const ReportCard *card  = all->card;
    const double      value = value_at(all, day);
    const PaintText   date  = { .pixels = 14, .ink = INK_TEXT };
    const PaintText   how   = { .pixels = 17, .ink = INK_TEXT, .align = PAINT_CENTER };
    (void)report_paint_text(card->cx, card->paint, (PaintBox){ box.x + 5, box.y + 1, 40, 18 },
                            str_fmt(card->cx->arena, "%d", date_of(day).day), &date);
    if (isnan(value)) return;
    (void)report_paint_text(
        card->cx, card->paint, (PaintBox){ box.x + 2, box.y + 18, box.width - 4, box.height - 20 },
        report_card_fit(card, card->columns[all->figure].unit, value, box.width - 6, &how), &how);
}

static double draw_strip(const Calendar *all, int64_t from, int64_t until, double y)
{
    draw_months(all, from, until, y);
    y += MONTHS_TALL;
    draw_weekdays(all, y);
    for (int64_t day = from; day <= until; day++) {
        const PaintBox box = { x_of(all, from, day), y + all->tall * weekday_of(day),
                               all->wide - GAP, all->tall - GAP };
        report_paint_box(all->card->paint, box, 4,
                         report_square_ink(value_at(all, day), all->ends.most));
        if (all->tall >= TALL_TEXT) write_day(all, day, box);
    }
    return y + all->tall * WEEK + 8;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* The last day of the half of the year a day is in. */
static int64_t half_end(int64_t day)
{
    const CivilTime date = date_of(day);
    const CivilTime next = { .year = date.year, .month = date.month <= 6 ? 7 : 13, .day = 1 };
    return civil_to_ms(next, (Zone){ 0 }) / MS_PER_DAY - 1;
}

static double draw_half(const Calendar *all, int64_t from, int64_t until, double y)
{
    const PaintText how   = { .pixels = 20, .ink = INK_SOFT, .is_bold = true };
    const CivilTime date  = date_of(from);
    const bool      first = date.month <= 6, english = all->card->english;
    const char *which = english ? first ? "Jan–Jun" : "Jul–Dec" : first ? "上半年" : "下半年";
    const Str said =
        str_fmt(all->card->cx->arena, english ? "%d, %s" : "%d 年%s", date.year, which);
    (void)report_paint_text(all->card->cx, all->card->paint,
                            (PaintBox){ all->card->inner.x, y, all->card->inner.width, HALF_TALL },
                            said, &how);
    return draw_strip(all, from, until, y + HALF_TALL);
}

/* "最高 2026-11-11 周三 ¥4,309.65": of many days no square says it. */
static double draw_peak(const Calendar *all, const char *what, int64_t day, double y)
{
    const ReportCard *card  = all->card;
    Arena            *arena = card->cx->arena;
    const Str         said =
        str_fmt(arena, "%s %.*s %.*s %.*s", what, FMT(day_text(arena, day)),
                FMT(weekday_said(weekday_of(day), card->english)),
                FMT(report_word_real(arena, card->columns[all->figure].unit, value_at(all, day))));
    return report_card_note(card, said, y);
}

static double draw_figure(const ReportCard *card, size_t figure, double y)
{
    Calendar     all  = { .card = card, .figure = figure };
    const double room = card->inner.width - NAMES_WIDE;
    if (!find_days(card, &all.first, &all.last)) return y;
    read_values(&all);
    if (!all.ends.has_above && !all.ends.has_below)
        return report_card_words(card,
                                 card->english ? S("All figures are 0 in this period.")
                                               : S("这段时间的数字都是 0。"),
                                 y);
    const int64_t weeks = (monday_of(all.last) - monday_of(all.first)) / WEEK + 1;
    all.wide = fmin(room / (double)(weeks < STRIP_WEEKS ? weeks : STRIP_WEEKS), WIDE_MOST);
    all.tall = all.wide >= WIDE_TEXT ? TALL_TEXT : fmin(all.wide, TALL_MOST);
    if (weeks <= STRIP_WEEKS) {
        y = draw_strip(&all, all.first, all.last, y);
    } else {
        for (int64_t day = all.first, until = 0; day <= all.last; day = until + 1) {
            until = half_end(day) < all.last ? half_end(day) : all.last;
            y     = draw_half(&all, day, until, y);
        }
    }
    y = report_square_scale(card, card->columns[figure].unit, &all.ends, y + 4);
    if (all.ends.has_above)
        y = draw_peak(&all, card->english ? "Highest" : "最高", all.highest, y - 6);
    return all.ends.has_below
               ? draw_peak(&all, card->english ? "Lowest" : "最低", all.lowest, y - 6)
               : y;
}

double report_card_calendar(const ReportCard *card)
{
    int64_t first = 0, last = 0;
    if (card->count < 2 || card->labels != 1 || !str_equal(card->columns[0].name, S("day")) ||
        !find_days(card, &first, &last))
        return report_card_table(card);
    return report_square_each(card, 1, draw_figure);
}
