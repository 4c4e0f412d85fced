/* report_kept.c -- reading an answer of retention. */
#include "report/report_kept.h"

#include <math.h>

enum { PERIOD_LAST = 4000 /* a question may ask for it */ };

static size_t place_of(const ReportCard *card, const char *name)
{
    return report_column_find(card->columns, card->count, name);
}

/* What each was worth, where it is asked, else how many came back. */
static bool find_columns(ReportKept *kept)
{
    const ReportCard *card  = kept->card;
    const size_t      worth = place_of(card, "value_per_person");
    kept->cohort            = place_of(card, "cohort");
    kept->size              = place_of(card, "size");
    kept->period            = place_of(card, "period");
    kept->shown             = worth < card->count ? worth : place_of(card, "rate");
    return kept->cohort < 2 && kept->size < card->count && kept->period < card->count &&
           kept->shown < card->count;
}

static bool is_row(const ReportKept *kept, const Json *row)
{
    return row->count >= kept->card->count && row->as.first[kept->period].kind == JSON_INT &&
           row->as.first[kept->size].kind == JSON_INT;
}

/* The first periods there are, in their order. */
static void find_periods(ReportKept *kept)
{
    bool *has = arena_make(kept->card->cx->arena, bool, PERIOD_LAST + 1);
    for (uint32_t i = 0; i < kept->card->rows->count; i++) {
        const Json *row = &kept->card->rows->as.first[i];
        if (!is_row(kept, row)) continue;
        const int64_t period = row->as.first[kept->period].as.integer;
        if (period >= 0 && period <= PERIOD_LAST) has[period] = true;
    }
    for (int64_t period = 0; period <= PERIOD_LAST; period++) {
        if (!has[period]) continue;
        if (kept->period_count < KEPT_PERIODS) kept->periods[kept->period_count++] = period;
        kept->all_periods++;
    }
}

/* "2026-11-02", "全部", and behind it, where it may be cut, what the answer is divided by:
 * "2026-11-02 · 公众号". */
static Str name_of(const ReportKept *kept, const Json *row)
{
    Arena            *arena  = kept->card->cx->arena;
    const ReportCard *card   = kept->card;
    const Str         cohort = report_column_said(arena, &card->columns[kept->cohort],
                                                  &row->as.first[kept->cohort], card->english);
    if (kept->cohort == 0) return cohort;
    const Str part = report_column_said(arena, &card->columns[0], &row->as.first[0], card->english);
    return str_fmt(arena, "%.*s · %.*s", FMT(cohort), FMT(part));
}

/* Two parts may have one name: two of the staff, two sources of one platform. */
static Str key_of(const ReportKept *kept, const Json *row)
{
    Arena    *arena  = kept->card->cx->arena;
    const Str cohort = report_column_key(arena, &row->as.first[kept->cohort]);
    if (kept->cohort == 0) return cohort;
    return str_fmt(arena, "%.*s\x1f%.*s", FMT(report_column_key(arena, &row->as.first[0])),
                   FMT(cohort));
}

static void read_rows(ReportKept *kept)
{
    StrMap *known = strmap_new(kept->card->cx->arena), *seen = strmap_new(kept->card->cx->arena);
    for (uint32_t i = 0; i < kept->card->rows->count; i++) {
        const Json *row = &kept->card->rows->as.first[i];
        if (!is_row(kept, row)) continue;
        const Str     key = key_of(kept, row);
        ReportCohort *one = strmap_find(known, key);
        if (!one) {
            one  = arena_make(kept->card->cx->arena, ReportCohort, 1);
            *one = (ReportCohort){ .name     = report_column_again(kept->card->cx->arena, seen,
                                                                   name_of(kept, row)),
                                   .is_whole = row->as.first[kept->cohort].kind == JSON_NULL,
                                   .size     = row->as.first[kept->size].as.integer };
            for (size_t k = 0; k < KEPT_PERIODS; k++) one->shown[k] = NAN;
            (void)strmap_put(known, key, one);
            *VEC_ADD(&kept->cohorts, ReportCohort *) = one;
        }
        const Json *cell = &row->as.first[kept->shown];
        for (size_t k = 0; k < kept->period_count; k++)
            if (row->as.first[kept->period].as.integer == kept->periods[k])
                (void)report_word_number(cell, &one->shown[k]); /* none: it stays without */
    }
}

bool report_kept_read(const ReportCard *card, ReportKept *out)
{
    *out = (ReportKept){ .card = card, .cohorts = vec_of(card->cx->arena, ReportCohort *) };
    if (!find_columns(out)) return false;
    find_periods(out);
    read_rows(out);
    return out->period_count > 0;
}

Str report_kept_period(const ReportCard *card, int64_t n, bool is_brief)
{
    const Str   unit    = json_str(card->query, S("unit"));
    const bool  is_week = str_equal(unit, S("week")), is_month = str_equal(unit, S("month"));
    const char *zh = is_month ? "月" : is_week ? "周" : "天";
    const char *en = is_month ? "Month" : is_week ? "Week" : "Day";
    if (card->english)
        return is_brief ? str_fmt(card->cx->arena, "%c%lld", en[0], (long long)n)
                        : str_fmt(card->cx->arena, "%s %lld", en, (long long)n);
    if (n == 0) return is_month ? S("当月") : is_week ? S("当周") : S("当天");
    return str_fmt(card->cx->arena, is_brief ? "%lld%s" : "第 %lld %s", (long long)n, zh);
}
