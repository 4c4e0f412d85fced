/* report_tile.c -- a tile read. */
#include "report/report_tile.h"

enum { TEXT_MAX = 512 * 1024, DAYS_DEFAULT = 30 };

static Code text_of(Ctx *cx, const Json *json, Str *out)
{
    JsonOut text = json_out(cx->arena, TEXT_MAX);
    json_put(&text, json);
    if (json_out_done(&text, out) != OK)
        return fail_field(cx, "board.bad_tiles", S("query"), "a smaller query");
    return OK;
}

static Code refuse(Ctx *cx) { return fail_field(cx, "board.bad_tiles", S("tile"), "a tile"); }

/* The key of {"metric": KEY}, the only one. */
static Str metric_of(const Json *query)
{
    const JsonItems all = json_items(query, S("metrics"));
    return all.count == 1 && all.at[0].kind == JSON_OBJECT ? json_str(&all.at[0], S("metric"))
                                                           : (Str){ 0 };
}

/* People of a month are not the sum of those of its days: a number is asked for as one. */
static void as_number(QueryValue *value)
{
    *value = (QueryValue){ .kind     = QUERY_PIVOT,
                           .range    = value->range,
                           .filters  = value->filters,
                           .metrics  = value->metrics,
                           .timezone = value->timezone };
}

Code report_tile_read(Ctx *cx, const Json *tile, const ReportFilter *filter, ReportQuestion *out)
{
    const Json *query = tile->kind == JSON_OBJECT ? json_get(tile, S("query")) : NULL;
    Str         text  = { 0 };
    if (!query || query->kind != JSON_OBJECT) return refuse(cx);
    *out = (ReportQuestion){ .tile = tile, .look = json_str(tile, S("look")) };
    TRY(text_of(cx, query, &text));
    TRY(query_read(cx, text, &out->value));
    const bool is_trend = out->value.kind == QUERY_TREND;
    const bool is_whole = json_items(query, S("dimensions")).count == 0;
    if (filter->range) TRY(text_of(cx, filter->range, &out->value.range));
    if (filter->compare && is_trend) out->value.compare = filter->compare;
    if ((is_trend || out->value.kind == QUERY_PIVOT) && is_whole) out->metric = metric_of(query);
    out->is_plain = out->value.filters.len == 0;
    if (is_trend && str_equal(out->look, S("number"))) {
        out->compare = out->value.compare;
        as_number(&out->value);
    }
    return query_check(cx, &out->value, &out->types);
}

Code report_tile_filters(Ctx *cx, Str own, Rows conditions, Str *out)
{
    JsonOut text  = json_out(cx->arena, TEXT_MAX);
    size_t  count = 0;
    json_open_object(&text);
    json_key(&text, S("and"));
    json_open_array(&text);
    if (own.len > 0) json_put_raw(&text, own);
    count += own.len > 0;
    for (size_t i = 0; i < conditions.count; i++) {
        const ReportCondition *one = ROWS_AT(ReportCondition, conditions, i);
        if (one->missing.ptr) continue;
        json_put_raw(&text, one->json);
        count++;
    }
    json_close_array(&text);
    json_close_object(&text);
    *out = (Str){ 0 };
    if (count == 0) return OK;
    return json_out_done(&text, out) == OK
               ? OK
               : fail_field(cx, "board.bad_filter", S("filter.filters"), "a smaller one");
}

bool report_tile_days(const Ctx *cx, Str range, int64_t *from, int64_t *to)
{
    const int64_t today = day_of(cx->now_ms, cx->zone);
    const Json   *json  = NULL;
    JsonError     error;
    *from = today - DAYS_DEFAULT + 1;
    *to   = today;
    if (range.len == 0) return true;
    if (json_parse(cx->arena, range, JSON_LIMITS, &json, &error) != OK) return false;
    const int64_t days = json_i64(json, S("days"), 0);
    *from              = today - days + 1;
    if (days > 0) return true;
    const Str last = json_get(json, S("to")) ? json_str(json, S("to")) : day_text(cx->arena, today);
    return day_parse(json_str(json, S("from")), from) && day_parse(last, to) && *from <= *to;
}

Str report_tile_before(Ctx *cx, Str range, QueryCompare compare)
{
    int64_t from = 0, to = 0;
    if (compare != COMPARE_BEFORE && compare != COMPARE_LAST_YEAR) return (Str){ 0 };
    if (!report_tile_days(cx, range, &from, &to)) return (Str){ 0 };
    const bool    is_year = compare == COMPARE_LAST_YEAR;
    const int64_t days    = to - from + 1;
    return str_fmt(cx->arena, "{\"from\":\"%.*s\",\"to\":\"%.*s\"}",
                   FMT(day_text(cx->arena, is_year ? day_year_before(from) : from - days)),
                   FMT(day_text(cx->arena, is_year ? day_year_before(to) : to - days)));
}
