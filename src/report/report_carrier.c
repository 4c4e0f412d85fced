/* report_carrier.c -- what events carry: one question by their types. */
#include "report/report_carrier.h"

enum { CARRIER_DAYS = 400, TEXT_MAX = 256 * 1024, TYPES_MAX = 500 };

/* Absent: of all, as also where there are too many to be named. */
static Str in_types(Ctx *cx, Strs types)
{
    JsonOut out  = json_out(cx->arena, TEXT_MAX);
    Str     text = { 0 };
    if (types.count == 0 || types.count > TYPES_MAX) return (Str){ 0 };
    json_open_object(&out);
    json_key(&out, S("in"));
    json_open_array(&out);
    json_put_raw(&out, S("{\"var\":\"type\"}"));
    json_open_array(&out);
    for (size_t i = 0; i < types.count; i++) json_put_str(&out, types.at[i]);
    json_close_array(&out);
    json_close_array(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

/* How many events, people, and events with each property. */
static Code carried_metrics(Ctx *cx, Strs properties, Str *out)
{
    JsonOut json = json_out(cx->arena, TEXT_MAX);
    json_open_array(&json);
    json_put_raw(&json, S("{\"measure\":\"events\",\"name\":\"events\"}"));
    json_put_raw(&json, S("{\"measure\":\"people\",\"name\":\"people\"}"));
    for (size_t i = 0; i < properties.count; i++) {
        json_open_object(&json);
        json_pair_str(&json, S("name"), str_fmt(cx->arena, "with_%zu", i));
        json_key(&json, S("filters"));
        json_open_object(&json);
        json_key(&json, S("!="));
        json_open_array(&json);
        json_open_object(&json);
        json_pair_str(&json, S("var"), str_fmt(cx->arena, "property.%.*s", FMT(properties.at[i])));
        json_close_object(&json);
        json_null(&json);
        json_close_array(&json);
        json_close_object(&json);
        json_close_object(&json);
    }
    json_close_array(&json);
    if (json_out_done(&json, out) != OK)
        return fail_field(cx, "board.bad_filter", S("filter.filters"), "shorter names");
    return OK;
}

Code report_carrier_find(Ctx *cx, Strs types, Strs properties, ColumnarWait *wait,
                         ReportCarried *out)
{
    const JsonLimits limits = { .bytes = 4u << 20, .nodes = 100000, .depth = 8 };
    JsonError        error;
    const Json      *rows     = NULL;
    QueryAnswer      answer   = { 0 };
    const Str        range    = str_fmt(cx->arena, "{\"days\":%d}", (int)CARRIER_DAYS);
    QueryValue       value    = { .kind       = QUERY_PIVOT,
                                  .range      = range,
                                  .filters    = in_types(cx, types),
                                  .dimensions = S("[\"type\"]"),
                                  .limit      = TYPES_MAX };
    Vec              carriers = vec_of(cx->arena, ReportCarrier);
    TRY(carried_metrics(cx, properties, &value.metrics));
    TRY(query_answer(cx, &value, wait, &answer));
    if (json_parse(cx->arena, answer.rows, limits, &rows, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "rows of an answer");
    for (uint32_t i = 0; i < rows->count; i++) {
        const Json    *row = &rows->as.first[i];
        ReportCarrier *one = VEC_ADD(&carriers, ReportCarrier);
        ASSERT(row->count == 3 + properties.count);
        if (row->as.first[0].kind == JSON_STR) one->type = row->as.first[0].as.str;
        one->events = row->as.first[1].as.integer;
        one->people = row->as.first[2].as.integer;
        for (size_t k = 0; k < properties.count; k++)
            one->with[k] = row->as.first[3 + k].as.integer;
    }
    *out = (ReportCarried){ true, properties, vec_rows(&carriers) };
    return OK;
}
