/* report_cohort.c -- retention of a picture: a row for each cohort, a column for each period. */
#include "report/report_heat.h"
#include "report/report_kept.h"

#include <math.h>

enum { PERIODS_MAX = 12 };

/* ---- what is shown --------------------------------------------------------------------------- */

static void add_row(ReportHeat *heat, const ReportCohort *cohort)
{
    const size_t row = heat->row_count++;
    heat->rows[row]  = (ReportHeatHead){
         .name     = cohort->name,
         .total    = (double)cohort->size,
         .is_whole = cohort->is_whole,
    };
    for (size_t k = 0; k < heat->column_count; k++) heat->cells[row][k] = cohort->shown[k];
}

/* All of them; else the wholes, and the newest where there is room. */
static void add_rows(const ReportKept *kept, ReportHeat *heat)
{
    const Vec *all    = &kept->cohorts;
    size_t     wholes = 0, left = 0;
    for (size_t i = 0; i < all->count; i++) wholes += (*VEC_AT(*all, ReportCohort *, i))->is_whole;
    const bool   has_parts = wholes > 1;
    const size_t room      = wholes < HEAT_ROWS && !has_parts ? HEAT_ROWS - wholes : 0;
    const size_t cohorts   = all->count - wholes;
    const size_t skipped   = all->count <= HEAT_ROWS ? 0 : cohorts > room ? cohorts - room : 0;
    for (size_t i = 0; i < all->count && heat->row_count < HEAT_ROWS; i++) {
        const ReportCohort *one = *VEC_AT(*all, ReportCohort *, i);
        if (one->is_whole || left++ >= skipped) add_row(heat, one);
    }
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
static double draw_note(const ReportKept *kept, const ReportHeat *heat, double y)
{
    const ReportCard *card = kept->card;
    StrBuf            out  = strbuf(card->cx->arena, 400);
    if (has_gap(heat)) strbuf_add(&out, card->english ? S("· not yet") : S("· 还没到"));
    size_t wholes = 0;
    for (size_t i = 0; i < kept->cohorts.count; i++)
        wholes += (*VEC_AT(kept->cohorts, ReportCohort *, i))->is_whole;
    const size_t beside = wholes == 1 ? 1 : 0; /* the newest stand below the whole */
    report_card_part(card, wholes > 1 ? REPORT_SOME : REPORT_NEWEST, REPORT_ROWS,
                     heat->row_count - beside, kept->cohorts.count - beside, &out);
    report_card_part(card, REPORT_FIRST, REPORT_PERIODS, heat->column_count, kept->all_periods,
                     &out);
    return report_card_note(card, strbuf_str(&out), y);
}

double report_card_cohort(const ReportCard *card)
{
    ReportKept *kept = arena_make(card->cx->arena, ReportKept, 1);
    ReportHeat *heat = report_heat_new(card->cx->arena);
    if (!report_kept_read(card, kept)) return report_card_table(card);
    heat->corner       = corner_said(card, json_str(card->query, S("unit")));
    heat->total        = card->english ? S("People") : S("人数");
    heat->nothing      = S("·");
    heat->unit         = card->columns[kept->shown].unit;
    heat->total_unit   = REPORT_COUNT;
    heat->column_count = kept->period_count < PERIODS_MAX ? kept->period_count : PERIODS_MAX;
    for (size_t k = 0; k < heat->column_count; k++)
        heat->columns[k] =
            (ReportHeatHead){ .name  = report_kept_period(card, kept->periods[k], false),
                              .brief = report_kept_period(card, kept->periods[k], true) };
    add_rows(kept, heat);
    return draw_note(kept, heat, report_heat_draw(card, heat, card->inner.y));
}
