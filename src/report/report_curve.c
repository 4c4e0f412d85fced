/* report_curve.c -- retention of a picture as curves: that of all in bold, with its figures, and
 * the newest cohorts beside it. */
#include "report/report_course.h"
#include "report/report_kept.h"

#include <math.h>

enum { COHORTS_MAX = 8 };

static bool has_figure(const ReportKept *kept, const ReportCohort *cohort)
{
    for (size_t k = 0; k < kept->period_count; k++)
        if (!isnan(cohort->shown[k])) return true;
    return false;
}

static void add_curve(const ReportKept *kept, ReportCourse *course, const ReportCohort *cohort)
{
    ReportSeries *one = &course->series[course->count];
    one->name         = cohort->name;
    one->is_whole     = cohort->is_whole;
    one->ink          = report_paint_tone(course->count);
    one->at           = arena_make(kept->card->cx->arena, double, COURSE_POINTS);
    for (size_t k = 0; k < kept->period_count; k++) one->at[k] = cohort->shown[k];
    course->has_whole |= cohort->is_whole;
    course->count++;
}

/* Of several parts their wholes; else the whole and the newest cohorts of whom any came so far. */
static size_t add_curves(const ReportKept *kept, ReportCourse *course)
{
    const size_t all    = kept->cohorts.count;
    size_t       wholes = 0, others = 0, skipped = 0;
    for (size_t i = 0; i < all; i++) {
        const ReportCohort *one = *VEC_AT(kept->cohorts, ReportCohort *, i);
        wholes += one->is_whole;
        others += !one->is_whole && has_figure(kept, one);
    }
    if (others > COHORTS_MAX) skipped = others - COHORTS_MAX;
    for (size_t i = 0, left = 0; i < all; i++) {
        const ReportCohort *one = *VEC_AT(kept->cohorts, ReportCohort *, i);
        const bool          is_newest =
            !one->is_whole && wholes < 2 && has_figure(kept, one) && left++ >= skipped;
        if (one->is_whole ? course->count <= COHORTS_MAX : is_newest) add_curve(kept, course, one);
    }
    return wholes > 1 ? wholes : wholes + others;
}

static double draw_note(const ReportKept *kept, const ReportCourse *course, size_t all, double y)
{
    const ReportCard *card   = kept->card;
    StrBuf            out    = strbuf(card->cx->arena, 400);
    size_t            wholes = 0;
    for (size_t i = 0; i < course->count; i++) wholes += course->series[i].is_whole;
    const size_t beside = wholes == 1 ? 1 : 0; /* the newest stand beside the whole */
    report_card_part(card, wholes > 1 ? REPORT_FIRST : REPORT_NEWEST, REPORT_CURVES,
                     course->count - beside, all - beside, &out);
    report_card_part(card, REPORT_FIRST, REPORT_PERIODS, kept->period_count, kept->all_periods,
                     &out);
    return report_card_note(card, strbuf_str(&out), y);
}

double report_card_curve(const ReportCard *card)
{
    ReportKept   *kept   = arena_make(card->cx->arena, ReportKept, 1);
    ReportCourse *course = arena_make(card->cx->arena, ReportCourse, 1);
    if (!report_kept_read(card, kept)) return report_card_table(card);
    course->ticks  = arena_make(card->cx->arena, Str, COURSE_POINTS);
    course->points = kept->period_count;
    for (size_t k = 0; k < course->points; k++)
        course->ticks[k] = report_kept_period(card, kept->periods[k], false);
    const size_t all = add_curves(kept, course);
    if (course->count == 0)
        return report_card_words(
            card, card->english ? S("No period is over yet.") : S("还没到第一期。"), card->inner.y);
    report_course_measure(course, false);
    const double y =
        report_course_draw(card, course, card->columns[kept->shown].unit, false, card->inner.y);
    return draw_note(kept, course, all, y);
}
