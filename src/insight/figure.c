/* figure.c -- one number of a metric, asked of the same engine as boards. */
#include "insight/figure.h"

#include "metric/metric.h"
#include "wire/json.h"

#include <math.h>
#include <stdlib.h>

enum { ASKED_MAX = 300 * 1024, METRIC_NODES = 2000 };

/* Whole numbers of 64 bits, multiplied. */
__extension__ typedef __int128 Wide;

int figure_compare(Figure a, Figure b)
{
    ASSERT(a.den > 0 && b.den > 0);
    const Wide one = (Wide)a.num * b.den, other = (Wide)b.num * a.den;
    return (one > other) - (one < other);
}

/* Of a fraction that may pass 64 bits: what it is to a billionth. */
static double value_of_figure(Figure figure) { return (double)figure.num / (double)figure.den; }

bool figure_differs(Figure a, Figure b, int64_t percent)
{
    ASSERT(a.den > 0 && b.den > 0 && b.num != 0);
    const int64_t most = (int64_t)1 << 40;
    /* Where the products could pass 128 bits the numbers are far from any threshold's last digit.
     */
    if (llabs(a.num) > most || llabs(b.num) > most || a.den > most || b.den > most) {
        const double before = value_of_figure(b);
        return fabs(value_of_figure(a) - before) * 100 > (double)percent * fabs(before);
    }
    Wide change = (Wide)a.num * b.den - (Wide)b.num * a.den;
    Wide base   = (Wide)b.num * a.den;
    if (change < 0) change = -change;
    if (base < 0) base = -base;
    return change * 100 > base * percent;
}

/* ---- asking --------------------------------------------------------------------------- */

typedef struct Asked {
    Str  metrics; /* JSON: one or two */
    bool is_ratio, adds_up;
} Asked;

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 64 * 1024, .nodes = METRIC_NODES, .depth = 40 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail_field(cx, "query.bad_json", S("metric"), error.reason);
    return OK;
}

static bool is_sum(const Json *metric)
{
    const Str measure = metric->kind == JSON_STR ? metric->as.str : json_str(metric, S("measure"));
    return measure.len == 0 || str_equal(measure, S("events")) || str_equal(measure, S("people")) ||
           str_equal(measure, S("sum"));
}

static Code read_metric(Ctx *cx, Str metric, Asked *out)
{
    const Json *json = NULL, *of, *over;
    Str         text = { 0 };
    TRY(parse(cx, metric, &json));
    const Str key = json->kind == JSON_OBJECT ? json_str(json, S("metric")) : (Str){ 0 };
    *out          = (Asked){ .metrics = str_fmt(cx->arena, "[%.*s]", FMT(metric)) };
    if (key.len > 0) TRY(metric_find_formula(cx, key, &text));
    /* One the catalogue does not have is refused by who answers. */
    if (text.ptr) TRY(parse(cx, text, &json));
    out->adds_up = is_sum(json);
    of           = json->kind == JSON_OBJECT ? json_get(json, S("of")) : NULL;
    over         = json->kind == JSON_OBJECT ? json_get(json, S("over")) : NULL;
    if (!text.ptr || !of || !over) return OK;
    JsonOut pair = json_out(cx->arena, ASKED_MAX);
    json_open_array(&pair);
    json_put(&pair, of);
    json_put(&pair, over);
    json_close_array(&pair);
    out->is_ratio = true;
    out->adds_up  = is_sum(of);
    if (json_out_done(&pair, &out->metrics) != OK)
        return fail(cx, ERR_LIMIT, "query.too_large", "%s", "the formula");
    return OK;
}

static Str range_of(Ctx *cx, const FigureAsk *ask)
{
    return str_fmt(cx->arena, "{\"from\":\"%.*s\",\"to\":\"%.*s\"}",
                   FMT(rfc3339(cx->arena, ask->from_ms, cx->zone)),
                   FMT(rfc3339(cx->arena, ask->until_ms, cx->zone)));
}

static Code answer(Ctx *cx, const FigureAsk *ask, const Asked *asked, Str dimensions,
                   const Json **rows)
{
    const QueryValue value    = { .kind       = QUERY_PIVOT,
                                  .range      = range_of(cx, ask),
                                  .filters    = ask->filters,
                                  .metrics    = asked->metrics,
                                  .dimensions = dimensions,
                                  .limit      = FIGURE_PARTS_MAX };
    const JsonLimits limits   = { .bytes = 48u << 20, .nodes = 1u << 20, .depth = 4 };
    QueryAnswer      answered = { 0 };
    JsonError        error;
    TRY(query_answer(cx, &value, NULL, &answered));
    if (json_parse(cx->arena, answered.rows, limits, rows, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "rows of an answer");
    return OK;
}

static Figure number_of(const Json *cell)
{
    if (cell->kind == JSON_INT) return (Figure){ cell->as.integer, 1 };
    if (cell->kind != JSON_REAL || fabs(cell->as.real) > 9e12) return (Figure){ 0 };
    return (Figure){ llround(cell->as.real * FIGURE_FINE), FIGURE_FINE };
}

/* a / b: nothing where there is nothing to divide by. */
static Figure ratio_of(Figure a, Figure b)
{
    if (a.den == 0 || b.den == 0 || b.num <= 0) return (Figure){ 0 };
    if (a.den == b.den) return (Figure){ a.num, b.num };
    return (Figure){ llround(value_of_figure(a) / value_of_figure(b) * FIGURE_FINE), FIGURE_FINE };
}

Code figure_ask(Ctx *cx, const FigureAsk *ask, Figure *out)
{
    Asked       asked;
    const Json *rows = NULL;
    TRY(read_metric(cx, ask->metric, &asked));
    TRY(answer(cx, ask, &asked, (Str){ 0 }, &rows));
    *out = (Figure){ 0 };
    if (rows->count == 0) return OK;
    const Json *row = &rows->as.first[0];
    ASSERT(row->count >= (asked.is_ratio ? 2u : 1u));
    *out = number_of(&row->as.first[0]);
    if (asked.is_ratio) *out = ratio_of(*out, number_of(&row->as.first[1]));
    return OK;
}

static Str key_of(Ctx *cx, const Json *cell)
{
    if (cell->kind == JSON_STR) return cell->as.str;
    if (cell->kind == JSON_INT) return str_fmt(cx->arena, "%lld", (long long)cell->as.integer);
    if (cell->kind == JSON_REAL) return str_fmt(cx->arena, "%g", cell->as.real);
    return (Str){ 0 };
}

Code figure_parts(Ctx *cx, const FigureAsk *ask, Rows *parts, bool *adds_up)
{
    Asked       asked;
    const Json *rows = NULL;
    Vec         vec  = vec_of(cx->arena, FigurePart);
    TRY(read_metric(cx, ask->metric, &asked));
    TRY(answer(cx, ask, &asked, str_fmt(cx->arena, "[\"%.*s\"]", FMT(ask->dimension)), &rows));
    for (uint32_t i = 0; i < rows->count; i++) {
        const Json *row = &rows->as.first[i];
        *VEC_ADD(&vec, FigurePart) =
            (FigurePart){ key_of(cx, &row->as.first[0]), number_of(&row->as.first[1]) };
    }
    *parts   = vec_rows(&vec);
    *adds_up = asked.adds_up;
    return OK;
}
