/* report_word.c -- figures and columns in words. */
#include "report/report_word.h"

#include <math.h>

static const double plain_max = 9e12; /* with two digits a spreadsheet keeps it exactly */

typedef struct Word {
    const char *key, *zh, *en;
} Word;

// clang-format off
static const Word words[] = {
    { "events", "次数", "Events" },          { "people", "人数", "People" },
    { "per_person", "人均次数", "Per person" }, { "step", "步骤", "Step" },
    { "name", "名称", "Name" },              { "count", "人数", "People" },
    { "dropped", "流失", "Dropped" },        { "rate", "转化率", "Rate" },
    { "step_rate", "上一步转化率", "Rate of the step" }, { "median_ms", "中位用时", "Median time" },
    { "median_total_ms", "累计中位用时", "Median total time" }, { "from", "从", "From" },
    { "to", "到", "To" },                    { "cohort", "同期群", "Cohort" },
    { "size", "人数", "Size" },              { "period", "第几期", "Period" },
    { "reached", "可观察", "Reached" },      { "retained", "留存", "Retained" },
    { "bucket", "区间", "Bucket" },          { "model", "模型", "Model" },
    { "level", "层级", "Level" },            { "share", "占比", "Share" },
    { "sum", "合计", "Sum" },                { "average", "平均", "Average" },
    { "median", "中位数", "Median" },        { "min", "最小", "Least" },
    { "max", "最大", "Most" },
};
// clang-format on

static Str pick(Str zh, Str en, bool english) { return english && en.len > 0 ? en : zh; }

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

static bool holds(Str text, const char *part) { return str_find(text, str_of(part)) >= 0; }

static ReportUnit unit_of(Str name)
{
    if (holds(name, "_fen")) return REPORT_FEN;
    if (str_ends(name, S("_ms"))) return REPORT_MS;
    if (str_ends(name, S("rate")) || str_ends(name, S("share")) || str_ends(name, S("base")))
        return REPORT_SHARE;
    return REPORT_COUNT;
}

static Str name_of(Arena *arena, Str name, bool english)
{
    const Str property = S("property.");
    Str       rest = name, measure = str_cut(&rest, ':');
    for (size_t i = 0; i < metric_dimension_count; i++)
        if (str_equal(metric_dimensions[i].key, name))
            return pick(metric_dimensions[i].name_zh, metric_dimensions[i].name_en, english);
    if (str_starts(name, property)) return str_slice(name, property.len, name.len);
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!str_equal(measure, str_of(words[i].key))) continue;
        const Str word = str_of(english ? words[i].en : words[i].zh);
        return rest.ptr ? str_fmt(arena, "%.*s · %.*s", FMT(rest), FMT(word)) : word;
    }
    return name;
}

ReportColumn report_word_column(Arena *arena, Rows metrics, Str name, bool is_label, bool english)
{
    const Str     before    = S("_before");
    const bool    is_before = str_ends(name, before);
    const Str     bare      = is_before ? str_slice(name, 0, name.len - before.len) : name;
    const Metric *metric    = report_word_metric(metrics, bare);
    ReportColumn  out       = { .name = name, .unit = is_label ? REPORT_TEXT : unit_of(bare) };
    if (metric) out.unit = report_word_unit(metric->unit);
    out.heading =
        metric ? pick(metric->name_zh, metric->name_en, english) : name_of(arena, bare, english);
    if (is_before)
        out.heading = str_fmt(arena, english ? "%.*s, before" : "%.*s（对比期）", FMT(out.heading));
    return out;
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

static double number_of(const Json *cell)
{
    return cell->kind == JSON_INT ? (double)cell->as.integer : cell->as.real;
}

static double factor_of(ReportUnit unit)
{
    return unit == REPORT_FEN ? 0.01 : unit == REPORT_MS ? 0.001 : unit == REPORT_SHARE ? 100 : 1;
}

Str report_word_plain(Arena *arena, ReportUnit unit, const Json *cell)
{
    if (cell->kind == JSON_STR) return cell->as.str;
    if (cell->kind == JSON_BOOL) return cell->as.boolean ? S("true") : S("false");
    if (cell->kind != JSON_INT && cell->kind != JSON_REAL) return S("");
    if (cell->kind == JSON_INT && (unit == REPORT_COUNT || unit == REPORT_TEXT))
        return str_fmt(arena, "%lld", (long long)cell->as.integer);
    const double number = number_of(cell) * factor_of(unit);
    if (fabs(number) > plain_max) return str_fmt(arena, "%.0f", number);
    return str_fmt(arena, "%.2f", number);
}

/* 1234567.89 as "1,234,567.89". */
static Str grouped(Arena *arena, double number, int decimals)
{
    StrBuf    out  = strbuf(arena, 100);
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
    if (unit == REPORT_FEN) return str_fmt(arena, "¥%.*s", FMT(grouped(arena, value, 2)));
    if (unit == REPORT_SHARE) return str_fmt(arena, "%.*s%%", FMT(grouped(arena, value, 1)));
    if (unit == REPORT_MS) return str_fmt(arena, "%.*s s", FMT(grouped(arena, value, 1)));
    return grouped(arena, value, value == floor(value) ? 0 : 2);
}

Str report_word_figure(Arena *arena, ReportUnit unit, int64_t num, int64_t den)
{
    return den == 0 ? S("—") : said(arena, unit, (double)num / (double)den);
}

Str report_word_said(Arena *arena, ReportUnit unit, const Json *cell)
{
    if (cell->kind == JSON_NULL) return S("—");
    if (unit == REPORT_TEXT || (cell->kind != JSON_INT && cell->kind != JSON_REAL))
        return report_word_plain(arena, REPORT_TEXT, cell);
    return said(arena, unit, number_of(cell));
}
