/* report_ask.c -- one tile asked. */
#include "report/report_tile.h"

#include "wire/shape_json.h"

enum { CARRIER_DAYS = 400, TEXT_MAX = 256 * 1024, TYPES_MAX = 500 };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 4u << 20, .nodes = 100000, .depth = 63 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail_field(cx, "board.bad_tiles", S("tile"), error.reason);
    return OK;
}

/* ---- what the events carry --------------------------------------------------------------- */

static Str in_types(Ctx *cx, Strs types)
{
    JsonOut out  = json_out(cx->arena, TEXT_MAX);
    Str     text = { 0 };
    if (types.count == 0) return (Str){ 0 };
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

static Code find_carriers(Ctx *cx, Strs types, Strs properties, ColumnarWait *wait, Rows *out)
{
    const Json *rows     = NULL;
    QueryAnswer answer   = { 0 };
    QueryValue  value    = { .kind       = QUERY_PIVOT,
                             .range      = str_fmt(cx->arena, "{\"days\":%d}", (int)CARRIER_DAYS),
                             .filters    = in_types(cx, types),
                             .dimensions = S("[\"type\"]"),
                             .limit      = TYPES_MAX };
    Vec         carriers = vec_of(cx->arena, ReportCarrier);
    TRY(carried_metrics(cx, properties, &value.metrics));
    TRY(query_answer(cx, &value, wait, &answer));
    TRY(parse(cx, answer.rows, &rows));
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
    *out = vec_rows(&carriers);
    return OK;
}

/* The conditions of the board on this tile, those that cannot apply marked. */
static Code find_conditions(Ctx *cx, const ReportFilter *filter, Strs types, ColumnarWait *wait,
                            Rows *out)
{
    Vec  conditions = vec_of(cx->arena, ReportCondition);
    Str  owner = { 0 }, name = { 0 };
    Rows carriers = { 0 };
    bool is_asked = false;
    TRY(report_filter_conditions(cx, filter, &conditions));
    if (filter->owner_kind) {
        TRY(target_owner_filter(cx, filter->owner_kind, filter->owner_id, types, &owner, &name));
        TRY(report_filter_add(cx, &conditions, owner));
    }
    *out                  = vec_rows(&conditions);
    const Strs properties = report_filter_properties(cx->arena, *out);
    for (size_t i = 0; i < out->count; i++) {
        const ReportCondition *one = ROWS_AT(ReportCondition, *out, i);
        is_asked                   = is_asked || one->asks_who || one->properties.count > 0;
    }
    if (!is_asked) return OK;
    TRY(find_carriers(cx, types, properties, wait, &carriers));
    report_filter_judge(*out, properties, types, carriers);
    return OK;
}

/* ---- beside the answer ------------------------------------------------------------------------
 */

static Code put_left_out(Ctx *cx, Rows conditions, Str *out)
{
    JsonOut json = json_out(cx->arena, TEXT_MAX);
    json_open_array(&json);
    for (size_t i = 0; i < conditions.count; i++) {
        const ReportCondition *one = ROWS_AT(ReportCondition, conditions, i);
        if (!one->missing.ptr) continue;
        json_open_object(&json);
        json_key(&json, S("condition"));
        json_put_raw(&json, one->json);
        json_pair_str(&json, S("missing"), one->missing);
        json_close_object(&json);
    }
    json_close_array(&json);
    return json_out_done(&json, out) == OK
               ? OK
               : fail_field(cx, "board.bad_filter", S("filter.filters"), "a smaller one");
}

static Code find_before(Ctx *cx, const ReportQuestion *question, QueryValue value,
                        ColumnarWait *wait, Str *out)
{
    QueryAnswer answer = { 0 };
    *out               = S("[]");
    value.range        = report_tile_before(cx, value.range, question->compare);
    if (value.range.len == 0) return OK;
    TRY(query_answer(cx, &value, wait, &answer));
    *out = answer.rows;
    return OK;
}

/* A target is of all that its owner does: beside another condition there is none. */
static Code find_target(Ctx *cx, const ReportQuestion *question, const ReportFilter *filter,
                        Rows *out)
{
    int64_t           from = 0, to = 0;
    bool              found = false;
    const int64_t     today = day_of(cx->now_ms, cx->zone);
    const TargetOwner owner = filter->owner_kind ? filter->owner_kind : TARGET_BRAND;
    *out                    = (Rows){ 0 };
    if (question->metric.len == 0 || !question->is_plain || filter->filters || filter->channels ||
        !json_bool(question->tile, S("goal"), true) || !cx_may(cx, PERM_TARGET_READ) ||
        !report_tile_days(cx, question->value.range, &from, &to))
        return OK;
    Target   *target = arena_make(cx->arena, Target, 1);
    const Str day    = day_text(cx->arena, to < today ? to : today);
    TRY(target_find(cx, question->metric, owner, filter->owner_id, day, target, &found));
    if (found) *out = (Rows){ target, 1 };
    return OK;
}

static bool says_something(const Json *member)
{
    switch (member->kind) {
    case JSON_NULL: return false;
    case JSON_BOOL: return member->as.boolean;
    case JSON_INT: return member->as.integer != 0;
    case JSON_REAL:
    case JSON_STR:
    case JSON_ARRAY:
    case JSON_OBJECT:
    default: return true;
    }
}

/* A query value without what is absent in it. */
static Code put_query(Ctx *cx, const QueryValue *value, Str *out)
{
    const Json *json = NULL;
    JsonOut     text = json_out(cx->arena, TEXT_MAX);
    TRY(parse(cx, shape_json(cx->arena, &query_value_shape, value), &json));
    json_open_object(&text);
    for (uint32_t i = 0; i < json->count; i++) {
        if (!says_something(&json->as.first[i])) continue;
        json_key(&text, json->as.first[i].key);
        json_put(&text, &json->as.first[i]);
    }
    json_close_object(&text);
    return json_out_done(&text, out) == OK
               ? OK
               : fail_field(cx, "board.bad_tiles", S("query"), "a smaller query");
}

Code report_ask(Ctx *cx, const ReportAsk *ask, ColumnarWait *wait, ReportTile *out)
{
    const Json    *tile = NULL;
    ReportFilter   filter;
    ReportQuestion question;
    Rows           conditions = { 0 };
    QueryAnswer    answer     = { 0 };
    TRY(report_filter_read(cx, ask->filter, &filter));
    TRY(parse(cx, ask->tile, &tile));
    TRY(report_tile_read(cx, tile, &filter, &question));
    TRY(find_conditions(cx, &filter, question.types, wait, &conditions));
    QueryValue value = question.value;
    TRY(report_tile_filters(cx, value.filters, conditions, &value.filters));
    TRY(query_answer(cx, &value, wait, &answer));
    *out = (ReportTile){ .columns   = answer.columns,
                         .rows      = answer.rows,
                         .row_count = answer.row_count,
                         .is_cut    = answer.is_cut,
                         .seq       = answer.seq,
                         .engine    = answer.engine,
                         .plan      = answer.plan };
    TRY(put_query(cx, &value, &out->query));
    TRY(put_left_out(cx, conditions, &out->left_out));
    TRY(find_before(cx, &question, value, wait, &out->before));
    return find_target(cx, &question, &filter, &out->targets);
}
