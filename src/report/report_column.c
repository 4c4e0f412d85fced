/* report_column.c -- the columns of an answer in words, and what they hold. */
#include "report/report_column.h"

#include "report/report_property.h"
#include "report/report_said.h"
#include "report/report_sum.h"

typedef struct Word {
    const char *kind; /* of the question; NULL: of any */
    const char *key, *zh, *en;
} Word;

// clang-format off
static const Word words[] = {
    { "attribution", "first", "首次触点", "First touch" },
    { "attribution", "last", "末次触点", "Last touch" },
    { "attribution", "linear", "线性", "Linear" },
    { "attribution", "time_decay", "时间衰减", "Time decay" },
    { "attribution", "position", "位置（40/20/40）", "Position (40/20/40)" },
    { "attribution", "markov", "马尔可夫", "Markov" },
    { "attribution", "shapley", "Shapley", "Shapley" },
    { "attribution", "people", "新客人数", "New people" },
    { "attribution", "cost", "费用", "Cost" },
    { "retention", "value", "累计价值", "Value so far" },
    { "retention", "value_per_person", "每人累计", "Each so far" },
    { "interval", "count", "次数", "Count" },
    { "paths", "count", "次数", "Count" },
    { NULL, "touch", "触点", "Touch" },
    { NULL, "touches", "触达次数", "Touches" },
    { NULL, "buyers", "买家", "Buyers" },
    { NULL, "repeat_buyers", "复购买家", "Repeat buyers" },
    { NULL, "repeat_rate", "复购率", "Repeat rate" },
    { NULL, "cost_per_person", "获客成本", "Cost per person" },
    { NULL, "roi", "投产比", "ROI" },
    { NULL, "events", "次数", "Events" },
    { NULL, "people", "人数", "People" },
    { NULL, "per_person", "人均次数", "Per person" },
    { NULL, "step", "步骤", "Step" },
    { NULL, "name", "名称", "Name" },
    { NULL, "count", "人数", "People" },
    { NULL, "dropped", "流失", "Dropped" },
    { NULL, "rate", "转化率", "Rate" },
    { NULL, "step_rate", "上一步转化率", "Rate of the step" },
    { NULL, "median_ms", "中位用时", "Median time" },
    { NULL, "median_total_ms", "累计中位用时", "Median total time" },
    { NULL, "from", "从", "From" },
    { NULL, "to", "到", "To" },
    { NULL, "from_2", "从 2", "From 2" },
    { NULL, "to_2", "到 2", "To 2" },
    { NULL, "from_3", "从 3", "From 3" },
    { NULL, "to_3", "到 3", "To 3" },
    { NULL, "from_ms", "从", "From" },
    { NULL, "to_ms", "到", "To" },
    { NULL, "average_ms", "平均用时", "Average time" },
    { NULL, "q1_ms", "下四分位", "Lower quartile" },
    { NULL, "q3_ms", "上四分位", "Upper quartile" },
    { NULL, "p90_ms", "90 分位", "90th percentile" },
    { NULL, "cohort", "同期群", "Cohort" },
    { NULL, "size", "人数", "Size" },
    { NULL, "period", "第几期", "Period" },
    { NULL, "reached", "可观察", "Reached" },
    { NULL, "retained", "留存", "Retained" },
    { NULL, "bucket", "区间", "Bucket" },
    { NULL, "bucket_2", "区间 2", "Bucket 2" },
    { NULL, "bucket_3", "区间 3", "Bucket 3" },
    { NULL, "level", "层级", "Level" },
    { NULL, "column_level", "列层级", "Level of columns" },
    { NULL, "share", "占比", "Share" },
    { NULL, "total", "合计", "Total" },
    { NULL, "total_2", "合计 2", "Total 2" },
    { NULL, "total_3", "合计 3", "Total 3" },
    { NULL, "from_people", "前者人数", "With the first" },
    { NULL, "to_people", "后者人数", "With the second" },
    { NULL, "both", "两者都有", "With both" },
    { NULL, "everybody", "全部人数", "Everybody" },
    { NULL, "base", "基准", "Base rate" },
    { NULL, "lift", "提升度", "Lift" },
    { NULL, "sum", "总和", "Sum" },
    { NULL, "average", "平均值", "Average" },
    { NULL, "median", "中位数", "Median" },
    { NULL, "min", "最小值", "Minimum" },
    { NULL, "max", "最大值", "Maximum" },
    { NULL, "p90", "90 分位", "90th percentile" },
    { NULL, "p95", "95 分位", "95th percentile" },
    { NULL, "p99", "99 分位", "99th percentile" },
    { NULL, "person_id", "客户编号", "Customer" },
    { NULL, "first_at", "首次", "First" },
    { NULL, "last_at", "最近", "Last" },
    { NULL, "at", "时间", "At" },
    { NULL, "seq", "序号", "Number" },
    { NULL, "payload", "内容", "What it says" },
};
/* What null is in a column that divides. */
static const Word nothings[] = {
    { "attribution", "touch", "没有触点的成交", "Without any touch" },
    { "retention", "cohort", "全部", "All" },
    { "interval", "bucket", "全部", "All" },
    { "paths", "to", "离开", "Left" },
};
// clang-format on

/* What of its question a column depends on. */
typedef struct Asked {
    Str        kind;
    ReportUnit worth, cost; /* what goals or returns are worth; what touches cost */
    Str        node;        /* what paths, lift and touches are named by          */
    JsonItems  axes;        /* of a distribution                                  */
} Asked;

static Str member_text(const Json *object, Str key, Str otherwise)
{
    const Str text = json_str(object, key);
    return text.len > 0 ? text : otherwise;
}

/* Of a property by the end of its name. */
static ReportUnit unit_of_property(Str name)
{
    if (str_ends(name, S("_fen"))) return REPORT_FEN;
    return str_ends(name, S("_ms")) ? REPORT_MS : REPORT_COUNT;
}

static Asked asked_of(const Json *query)
{
    const Json *touches = json_get(query, S("touches"));
    Asked       out     = { .kind = json_str(query, S("kind")) };
    out.cost =
        unit_of_property(member_text(json_get(query, S("cost")), S("value"), S("amount_fen")));
    out.worth = unit_of_property(member_text(query, S("value"), S("")));
    out.node  = member_text(query, S("node"), S("type"));
    if (str_equal(out.kind, S("attribution"))) {
        out.worth = unit_of_property(member_text(json_get(query, S("goal")), S("value"), S("")));
        out.node  = member_text(touches, S("by"), S("type"));
    }
    if (str_equal(out.kind, S("distribution"))) out.axes = json_items(query, S("metrics"));
    return out;
}

static bool is_kind(const Asked *asked, const char *kind)
{
    return str_equal(asked->kind, str_of(kind));
}

static const Word *find(const Word *all, size_t count, Str kind, Str key)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(str_of(all[i].key), key) &&
            (all[i].kind == NULL || str_equal(str_of(all[i].kind), kind)))
            return &all[i];
    return NULL;
}

static bool is_one_of(Str name, const char *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(name, str_of(all[i]))) return true;
    return false;
}

/* ---- what it holds ------------------------------------------------------------------------ */

static bool is_dimension(Str name)
{
    for (size_t i = 0; i < metric_dimension_count; i++)
        if (str_equal(metric_dimensions[i].key, name)) return true;
    return str_starts(name, S("property."));
}

/* Columns that divide and are no numbers to count with. */
static bool is_label(const Asked *asked, Str name)
{
    static const char *const labels[] = { "step",  "name",  "cohort",      "period",
                                          "touch", "level", "column_level" };
    static const char *const nodes[]  = { "from", "to" };
    if (is_dimension(name) || is_one_of(name, labels, COUNT(labels))) return true;
    if (str_starts(name, S("bucket"))) return true;
    return !is_kind(asked, "distribution") && is_one_of(name, nodes, COUNT(nodes));
}

/* Of distributions: bounds, sums and middles are in the unit of their axis; 0: of none. */
static ReportUnit unit_of_axis(const Asked *asked, Str name)
{
    static const char *const of_axes[] = { "from", "to", "total", "average", "median", "p90" };
    const size_t             at   = str_ends(name, S("_2")) ? 1 : str_ends(name, S("_3")) ? 2 : 0;
    const Str                bare = at > 0 ? str_slice(name, 0, name.len - 2) : name;
    if (!is_one_of(bare, of_axes, COUNT(of_axes)) || at >= asked->axes.count) return 0;
    return unit_of_property(member_text(&asked->axes.at[at], S("property"), S("")));
}

static ReportUnit unit_of_kind(const Asked *asked, Str name)
{
    if (is_kind(asked, "distribution")) return unit_of_axis(asked, name);
    if (is_kind(asked, "retention"))
        return str_starts(name, S("value")) ? asked->worth : (ReportUnit)0;
    if (!is_kind(asked, "attribution")) return 0;
    if (str_starts(name, S("cost"))) return asked->cost;
    const Word *model = find(words, COUNT(words), asked->kind, name);
    const bool  is_of = model && model->kind && !str_equal(name, S("people"));
    return is_of ? asked->worth : (ReportUnit)0;
}

static ReportUnit unit_of(const Asked *asked, Str name)
{
    const ReportUnit unit = unit_of_kind(asked, name);
    if (unit) return unit;
    if (str_find(name, S("_fen")) >= 0) return REPORT_FEN;
    if (str_ends(name, S("_ms"))) return REPORT_MS;
    if (str_ends(name, S("rate")) || str_ends(name, S("share")) || str_equal(name, S("base")))
        return REPORT_SHARE;
    return REPORT_COUNT;
}

/* ---- how it is called --------------------------------------------------------------------- */

static Str pick(Str zh, Str en, bool english) { return english && en.len > 0 ? en : zh; }

/* "sum(paid_fen):order.paid" as "支付订单 · 实付金额 · 总和"; absent: it is no such column. */
static Str measure_name(Arena *arena, Str kind, Str name, bool english)
{
    Str         rest = name, measure = str_cut(&rest, ':'), inside = measure;
    Str         how  = str_cut(&inside, '(');
    const Word *word = find(words, COUNT(words), kind, how);
    StrBuf      out  = strbuf(arena, 400);
    if (!word) return (Str){ 0 };
    if (rest.ptr) strbuf_add(&out, report_said_types(arena, rest, english));
    if (rest.ptr) strbuf_add(&out, S(" · "));
    if (inside.len > 1)
        strbuf_add(&out, report_property_name(str_slice(inside, 0, inside.len - 1), english));
    if (inside.len > 1) strbuf_add(&out, S(" · "));
    strbuf_add(&out, str_of(english ? word->en : word->zh));
    return strbuf_str(&out);
}

static Str name_of(Arena *arena, Str kind, Str name, bool english)
{
    const Str property = S("property.");
    for (size_t i = 0; i < metric_dimension_count; i++)
        if (str_equal(metric_dimensions[i].key, name))
            return pick(metric_dimensions[i].name_zh, metric_dimensions[i].name_en, english);
    if (str_starts(name, property))
        return report_property_name(str_slice(name, property.len, name.len), english);
    const Str measure = measure_name(arena, kind, name, english);
    return measure.ptr ? measure : name;
}

Str report_column_name(Arena *arena, Str name, bool english)
{
    return name_of(arena, S(""), name, english);
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* Of which dimension the texts of a column are. */
static Str dimension_of(const Asked *asked, Str name)
{
    static const char *const nodes[] = { "from", "to", "touch" };
    if (is_one_of(name, nodes, COUNT(nodes))) return asked->node;
    return is_kind(asked, "funnel") && str_equal(name, S("name")) ? S("type") : name;
}

static ReportColumn column_of(Arena *arena, Rows metrics, const Asked *asked, Str name,
                              bool english)
{
    const Str     before    = S("_before");
    const bool    is_before = str_ends(name, before);
    const Str     bare      = is_before ? str_slice(name, 0, name.len - before.len) : name;
    const Metric *metric    = report_word_metric(metrics, bare);
    const Word   *nothing   = find(nothings, COUNT(nothings), asked->kind, bare);
    ReportColumn  out       = { .name = name, .of = dimension_of(asked, bare), .nothing = S("") };
    if (nothing) out.nothing = str_of(english ? nothing->en : nothing->zh);
    out.unit    = metric                  ? report_word_unit(metric->unit)
                  : is_label(asked, bare) ? REPORT_TEXT
                                          : unit_of(asked, bare);
    out.heading = metric ? pick(metric->name_zh, metric->name_en, english)
                         : name_of(arena, asked->kind, bare, english);
    if (is_before)
        out.heading = str_fmt(arena, english ? "%.*s, before" : "%.*s（对比期）", FMT(out.heading));
    return out;
}

ReportColumn *report_column_all(Arena *arena, Rows metrics, const Json *query, Strs names,
                                bool english)
{
    const Asked   asked = asked_of(query);
    ReportColumn *out   = arena_make(arena, ReportColumn, names.count + 1);
    for (size_t i = 0; i < names.count; i++) {
        out[i]        = column_of(arena, metrics, &asked, names.at[i], english);
        out[i].is_sum = report_sum_is(arena, metrics, query, names.at[i]);
    }
    return out;
}

void report_column_call(Arena *arena, ReportColumn *columns, size_t count, Rows names)
{
    for (size_t i = 0; i < names.count; i++) {
        QueryName *one = ROWS_AT(QueryName, names, i);
        for (size_t k = 0; k < count; k++) {
            if (!str_equal(columns[k].of, one->dimension)) continue;
            if (!columns[k].names) columns[k].names = strmap_new(arena);
            (void)strmap_put(columns[k].names, one->value, &one->name);
        }
    }
}

/* ---- which one --------------------------------------------------------------------------- */

size_t report_column_find(const ReportColumn *columns, size_t count, const char *name)
{
    size_t at = 0;
    while (at < count && !str_equal(columns[at].name, str_of(name))) at++;
    return at;
}

bool report_column_is_time(Str name)
{
    for (size_t i = 0; i < metric_dimension_count; i++)
        if (str_equal(metric_dimensions[i].key, name))
            return metric_dimensions[i].kind == DIMENSION_OF_TIME;
    return false;
}

bool report_column_is_round(Str name)
{
    return str_equal(name, S("weekday")) || str_equal(name, S("hour_of_day"));
}

/* ---- cells --------------------------------------------------------------------------------- */

Str report_column_key(Arena *arena, const Json *cell)
{
    if (cell->kind == JSON_STR) return cell->as.str;
    if (cell->kind == JSON_NULL) return S("\x01"); /* what has none is one, too */
    if (cell->kind == JSON_REAL) return str_fmt(arena, "\x01%.17g", cell->as.real);
    if (cell->kind == JSON_INT) return str_fmt(arena, "\x01%020lld", (long long)cell->as.integer);
    return str_fmt(arena, "\x01%.*s", FMT(report_word_plain(arena, REPORT_TEXT, cell)));
}

Str report_column_plain(Arena *arena, const ReportColumn *column, const Json *cell, bool english)
{
    const bool is_text = cell->kind == JSON_STR;
    const Str  plain   = report_word_plain(arena, column->unit, cell);
    if (cell->kind == JSON_NULL) return column->nothing;
    if (is_text && column->unit == REPORT_TEXT && str_equal(plain, S("other")))
        return english ? S("Other") : S("其他");
    if (is_text && str_equal(column->of, S("type")))
        return report_said_types(arena, plain, english);
    const Str *name = column->names ? strmap_find(column->names, plain) : NULL;
    return name ? *name : report_said_value(column->of, plain, english);
}

Str report_column_said(Arena *arena, const ReportColumn *column, const Json *cell, bool english)
{
    const bool is_figure = column->unit != REPORT_TEXT;
    if (is_figure && cell->kind == JSON_INT)
        return report_word_figure(arena, column->unit, cell->as.integer, 1);
    if (is_figure && cell->kind == JSON_REAL)
        return report_word_real(arena, column->unit, cell->as.real);
    const Str plain = report_column_plain(arena, column, cell, english);
    if (plain.len > 0) return plain;
    return is_figure ? S("—") : english ? S("(none)") : S("（无）"); /* as in the console */
}

Str report_column_again(Arena *arena, StrMap *seen, Str name)
{
    size_t *times = strmap_find(seen, name);
    if (!times) {
        times = arena_make(arena, size_t, 1);
        (void)strmap_put(seen, name, times);
    }
    return ++*times == 1 ? name : str_fmt(arena, "%.*s (%zu)", FMT(name), *times);
}
