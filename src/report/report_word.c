/* report_word.c -- figures in words. */
#include "report/report_word.h"

#include <math.h>

enum { GROUPED_MAX = 500 }; /* the largest double has 309 digits */

static const double plain_max = 9e12; /* with two digits a spreadsheet keeps it exactly */

const Metric *report_word_metric(Rows metrics, Str key)
{
    for (size_t i = 0; i < metrics.count; i++)
        if (str_equal(ROWS_AT(Metric, metrics, i)->key, key)) return ROWS_AT(Metric, metrics, i);
    return NULL;
}

ReportUnit report_word_unit(MetricUnit unit)
{
    switch (unit) {
    case METRIC_FEN: return REPORT_FEN;
    case METRIC_RATIO: return REPORT_SHARE;
    case METRIC_MS: return REPORT_MS;
    case METRIC_COUNT:
    case METRIC_PEOPLE:
    default: return REPORT_COUNT;
    }
}

Str report_word_suffix(ReportUnit unit, bool english)
{
    switch (unit) {
    case REPORT_FEN: return english ? S(" (CNY)") : S("（元）");
    case REPORT_MS: return english ? S(" (s)") : S("（秒）");
    case REPORT_SHARE: return english ? S(" (%)") : S("（%）");
    case REPORT_TEXT:
    case REPORT_COUNT:
    default: return S("");
    }
}

/* ---- cells -------------------------------------------------------------------------------- */

bool report_word_number(const Json *cell, double *out)
{
    if (!cell || (cell->kind != JSON_INT && cell->kind != JSON_REAL)) return false;
    *out = cell->kind == JSON_INT ? (double)cell->as.integer : cell->as.real;
    return true;
}

static double factor_of(ReportUnit unit)
{
    return unit == REPORT_FEN ? 0.01 : unit == REPORT_MS ? 0.001 : unit == REPORT_SHARE ? 100 : 1;
}

Str report_word_plain(Arena *arena, ReportUnit unit, const Json *cell)
{
    double number = 0;
    if (cell->kind == JSON_STR) return cell->as.str;
    if (cell->kind == JSON_BOOL) return cell->as.boolean ? S("true") : S("false");
    if (!report_word_number(cell, &number)) return S("");
    if (cell->kind == JSON_INT && (unit == REPORT_COUNT || unit == REPORT_TEXT))
        return str_fmt(arena, "%lld", (long long)cell->as.integer);
    number *= factor_of(unit);
    if (fabs(number) > plain_max) return str_fmt(arena, "%.0f", number);
    return str_fmt(arena, "%.2f", number);
}

/* 1234567.89 as "1,234,567.89". */
static Str grouped(Arena *arena, double number, int decimals)
{
    StrBuf    out  = strbuf(arena, GROUPED_MAX);
    const Str text = str_fmt(arena, "%.*f", decimals, fabs(number));
    Str       rest = text, whole = str_cut(&rest, '.');
    if (number < 0) strbuf_add(&out, S("-"));
    for (size_t i = 0; i < whole.len; i++) {
        if (i > 0 && (whole.len - i) % 3 == 0) strbuf_add(&out, S(","));
        strbuf_add(&out, str_slice(whole, i, i + 1));
    }
    if (rest.ptr) strbuf_add(&out, S("."));
    if (rest.ptr) strbuf_add(&out, rest);
    return strbuf_str(&out);
}

static Str said(Arena *arena, ReportUnit unit, double number)
{
    const double value = number * factor_of(unit);
    if (unit == REPORT_FEN)
        return str_fmt(arena, "%s¥%.*s", value < 0 ? "-" : "", FMT(grouped(arena, fabs(value), 2)));
    if (unit == REPORT_SHARE) return str_fmt(arena, "%.*s%%", FMT(grouped(arena, value, 1)));
    if (unit == REPORT_MS) return str_fmt(arena, "%.*s s", FMT(grouped(arena, value, 1)));
    return grouped(arena, value, value == floor(value) ? 0 : 2);
}

Str report_word_figure(Arena *arena, ReportUnit unit, int64_t num, int64_t den)
{
    return den == 0 ? S("—") : said(arena, unit, (double)num / (double)den);
}

Str report_word_real(Arena *arena, ReportUnit unit, double number)
{
    return said(arena, unit, number);
}

Str report_word_time(Str time)
{
    if (time.len == 10 && time.ptr[4] == '-') return str_slice(time, 5, 10);
    return time.len == 5 && time.ptr[2] == ':' ? str_slice(time, 0, 2) : time;
}
