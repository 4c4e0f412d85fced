/* report_cohort.c -- retention of a picture: a row for each cohort, a column for each period. */
#include "report/report_heat.h"

#include <math.h>

enum { PERIODS_MAX = 12, PERIOD_LAST = 4000 /* a question may ask for it */ };

/* A cohort, before it is known which are shown. */
typedef struct Group {
    Str     name;
    bool    is_whole;
    int64_t size;
    double  shown[PERIODS_MAX];
} Group;

typedef struct Reading {
    const ReportCard *card;
    size_t            cohort, size, period, shown; /* where they stand in a row */
    int64_t           periods[PERIODS_MAX];
    size_t            period_count, all_periods;
    Vec               cohorts; /* of Group *, in the order of the answer */
} Reading;

static size_t place_of(const ReportCard *card, const char *name)
{
    return report_column_find(card->columns, card->count, name);
}

/* What each was worth, where it is asked, else how many came back. */
static bool find_columns(Reading *reading)
{
    const ReportCard *card  = reading->card;
    const size_t      worth = place_of(card, "value_per_person");
    reading->cohort         = place_of(card, "cohort");
    reading->size           = place_of(card, "size");
    reading->period         = place_of(card, "period");
    reading->shown          = worth < card->count ? worth : place_of(card, "rate");
    return reading->cohort < 2 && reading->size < card->count && reading->period < card->count &&
           reading->shown < card->count;
}

static bool is_row(const Reading *reading, const Json *row)
{
    return row->count >= reading->card->count && row->as.first[reading->period].kind == JSON_INT &&
           row->as.first[reading->size].kind == JSON_INT;
}

/* The first periods there are, in their order. */
static void find_periods(Reading *reading)
{
    bool *has = arena_make(reading->card->cx->arena, bool, PERIOD_LAST + 1);
    for (uint32_t i = 0; i < reading->card->rows->count; i++) {
        const Json *row = &reading->card->rows->as.first[i];
        if (!is_row(reading, row)) continue;
        const int64_t period = row->as.first[reading->period].as.integer;
        if (period >= 0 && period <= PERIOD_LAST) has[period] = true;
    }
    for (int64_t period = 0; period <= PERIOD_LAST; period++) {
        if (!has[period]) continue;
        if (reading->period_count < PERIODS_MAX) reading->periods[reading->period_count++] = period;
        reading->all_periods++;
    }
}

/* "2026-11-02", "全部", and behind it, where it may be cut, what the answer is divided by:
 * "2026-11-02 · 公众号". */
static Str name_of(const Reading *reading, const Json *row)
{
    Arena            *arena  = reading->card->cx->arena;
    const ReportCard *card   = reading->card;
    const Str         cohort = report_column_said(arena, &card->columns[reading->cohort],
                                                  &row->as.first[reading->cohort], card->english);
    if (reading->cohort == 0) return cohort;
    const Str part = report_column_said(arena, &card->columns[0], &row->as.first[0], card->english);
    return str_fmt(arena, "%.*s · %.*s", FMT(cohort), FMT(part));
}

/* Two parts may have one name: two of the staff, two sources of one platform. */
static Str key_of(const Reading *reading, const Json *row)
{
    Arena    *arena  = reading->card->cx->arena;
    const Str cohort = report_column_key(arena, &row->as.first[reading->cohort]);
    if (reading->cohort == 0) return cohort;
    return str_fmt(arena, "%.*s\x1f%.*s", FMT(report_column_key(arena, &row->as.first[0])),
                   FMT(cohort));
}

static void read_rows(Reading *reading)
{
    StrMap *known = strmap_new(reading->card->cx->arena);
    for (uint32_t i = 0; i < reading->card->rows->count; i++) {
        const Json *row = &reading->card->rows->as.first[i];
        if (!is_row(reading, row)) continue;
        const Str key = key_of(reading, row);
        Group    *one = strmap_find(known, key);
        if (!one) {
            one  = arena_make(reading->card->cx->arena, Group, 1);
            *one = (Group){ .name     = name_of(reading, row),
                            .is_whole = row->as.first[reading->cohort].kind == JSON_NULL,
                            .size     = row->as.first[reading->size].as.integer };
            for (size_t k = 0; k < PERIODS_MAX; k++) one->shown[k] = NAN;
            (void)strmap_put(known, key, one);
            *VEC_ADD(&reading->cohorts, Group *) = one;
        }
        const Json *cell = &row->as.first[reading->shown];
        for (size_t k = 0; k < reading->period_count; k++)
            if (row->as.first[reading->period].as.integer == reading->periods[k])
                (void)report_word_number(cell, &one->shown[k]); /* none: it stays without */
    }
}

/* ---- what is shown --------------------------------------------------------------------------- */

static void add_row(const Reading *reading, ReportHeat *heat, const Group *cohort)
{
    const size_t row = heat->row_count++;
    heat->rows[row]  = (ReportHeatHead){
         .name     = cohort->name,
         .total    = (double)cohort->size,
         .is_whole = cohort->is_whole,
    };
    for (size_t k = 0; k < reading->period_count; k++) heat->cells[row][k] = cohort->shown[k];
}

/* All of them; else the wholes, and the newest where there is room. */
static void add_rows(const Reading *reading, ReportHeat *heat)
{
    const Vec *all    = &reading->cohorts;
    size_t     wholes = 0, left = 0;
    for (size_t i = 0; i < all->count; i++) wholes += (*VEC_AT(*all, Group *, i))->is_whole;
    const bool   has_parts = wholes > 1;
    const size_t room      = wholes < HEAT_ROWS && !has_parts ? HEAT_ROWS - wholes : 0;
    const size_t cohorts   = all->count - wholes;
    const size_t skipped   = all->count <= HEAT_ROWS ? 0 : cohorts > room ? cohorts - room : 0;
    for (size_t i = 0; i < all->count && heat->row_count < HEAT_ROWS; i++) {
        const Group *one = *VEC_AT(*all, Group *, i);
        if (one->is_whole || left++ >= skipped) add_row(reading, heat, one);
    }
}

static Str period_said(const ReportCard *card, Str unit, int64_t n, bool is_brief)
{
    const bool  is_week = str_equal(unit, S("week")), is_month = str_equal(unit, S("month"));
    const char *zh = is_month ? "月" : is_week ? "周" : "天";
    const char *en = is_month ? "Month" : is_week ? "Week" : "Day";
    if (card->english)
        return is_brief ? str_fmt(card->cx->arena, "%c%lld", en[0], (long long)n)
                        : str_fmt(card->cx->arena, "%s %lld", en, (long long)n);
    if (n == 0) return is_month ? S("当月") : is_week ? S("当周") : S("当天");
    return str_fmt(card->cx->arena, is_brief ? "%lld%s" : "第 %lld %s", (long long)n, zh);
}

static Str corner_said(const ReportCard *card, Str unit)
{
    if (str_equal(unit, S("week"))) return card->english ? S("First week") : S("首次所在周");
    if (str_equal(unit, S("month"))) return card->english ? S("First month") : S("首次所在月");
    return card->english ? S("First day") : S("首次日期");
}

static bool has_gap(const ReportHeat *heat)
{
    for (size_t i = 0; i < heat->row_count; i++)
        for (size_t k = 0; k < heat->column_count; k++)
            if (isnan(heat->cells[i][k])) return true;
    return false;
}

/* What the dots are, and what is not shown. */
static double draw_note(const Reading *reading, const ReportHeat *heat, double y)
{
    const ReportCard *card = reading->card;
    StrBuf            out  = strbuf(card->cx->arena, 400);
    if (has_gap(heat)) strbuf_add(&out, card->english ? S("· not yet") : S("· 还没到"));
    if (heat->row_count < reading->cohorts.count)
        strbuf_fmt(&out, card->english ? "%s%zu rows of %zu" : "%s%zu 行，共 %zu 行",
                   out.len > 0 ? "   " : "", heat->row_count, reading->cohorts.count);
    if (heat->column_count < reading->all_periods)
        strbuf_fmt(&out,
                   card->english ? "%sthe first %zu periods of %zu" : "%s前 %zu 期，共 %zu 期",
                   out.len > 0 ? "   " : "", heat->column_count, reading->all_periods);
    return report_card_note(card, strbuf_str(&out), y);
}

double report_card_cohort(const ReportCard *card)
{
    const Str   unit    = json_str(card->query, S("unit"));
    Reading     reading = { .card = card, .cohorts = vec_of(card->cx->arena, Group *) };
    ReportHeat *heat    = report_heat_new(card->cx->arena);
    if (!find_columns(&reading)) return report_card_table(card);
    find_periods(&reading);
    read_rows(&reading);
    if (reading.period_count == 0) return report_card_table(card);
    heat->corner       = corner_said(card, unit);
    heat->total        = card->english ? S("People") : S("人数");
    heat->nothing      = S("·");
    heat->unit         = card->columns[reading.shown].unit;
    heat->total_unit   = REPORT_COUNT;
    heat->column_count = reading.period_count;
    for (size_t k = 0; k < reading.period_count; k++)
        heat->columns[k] =
            (ReportHeatHead){ .name  = period_said(card, unit, reading.periods[k], false),
                              .brief = period_said(card, unit, reading.periods[k], true) };
    add_rows(&reading, heat);
    return draw_note(&reading, heat, report_heat_draw(card, heat, card->inner.y));
}
