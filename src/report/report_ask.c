/* report_ask.c -- one tile asked. */
#include "report/report_carrier.h"

#include "wire/shape_json.h"

enum { TEXT_MAX = 512 * 1024 };

static Code parse(Ctx *cx, Str text, const Json **out)
{
    const JsonLimits limits = { .bytes = 4u << 20, .nodes = 100000, .depth = 63 };
    JsonError        error;
    if (json_parse(cx->arena, text, limits, out, &error) != OK)
        return fail_field(cx, "board.bad_tiles", S("tile"), error.reason);
    return OK;
}

/* ---- the conditions of the board ----------------------------------------------------------- */

/* All of them on events of these types. */
static Code all_conditions(Ctx *cx, const ReportFilter *filter, Strs types, Rows *out)
{
    Vec conditions = vec_of(cx->arena, ReportCondition);
    Str owner = { 0 }, name = { 0 };
    TRY(report_filter_conditions(cx, filter, &conditions));
    if (filter->owner_kind) {
        TRY(target_owner_filter(cx, filter->owner_kind, filter->owner_id, types, &owner, &name));
        TRY(report_filter_add_owner(cx, &conditions, owner));
    }
    *out = vec_rows(&conditions);
    return OK;
}

/* Those that cannot apply to this tile are marked. */
static Code find_conditions(Ctx *cx, const ReportFilter *filter, Strs types,
                            const ReportCarried *carried, ColumnarWait *wait, Rows *out)
{
    ReportCarried own = { 0 };
    TRY(all_conditions(cx, filter, types, out));
    if (!report_filter_needs_carriers(*out)) return OK;
    if (!carried->is_asked) {
        TRY(report_carrier_find(cx, types, report_filter_properties(cx->arena, *out), wait, &own));
        carried = &own;
    }
    report_filter_judge(*out, carried->properties, types, carried->rows);
    return OK;
}

/* ---- beside the answer ----------------------------------------------------------------------- */

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
        json_pair_bool(&json, S("is_owner"), one->is_owner);
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

Code report_carrier_ask(Ctx *cx, const ReportAsk *ask, const ReportCarried *carried,
                        ColumnarWait *wait, ReportTile *out)
{
    const Json    *tile = NULL;
    ReportFilter   filter;
    ReportQuestion question;
    Rows           conditions = { 0 };
    QueryAnswer    answer     = { 0 };
    TRY(report_filter_read(cx, ask->filter, &filter));
    TRY(parse(cx, ask->tile, &tile));
    TRY(report_tile_read(cx, tile, &filter, &question));
    TRY(find_conditions(cx, &filter, question.types, carried, wait, &conditions));
    QueryValue value = question.value;
    TRY(report_tile_filters(cx, value.filters, conditions, &value.filters));
    TRY(query_answer(cx, &value, wait, &answer));
    TRY(query_names(cx, &value, &answer));
    *out = (ReportTile){ .columns   = answer.columns,
                         .rows      = answer.rows,
                         .row_count = answer.row_count,
                         .is_cut    = answer.is_cut,
                         .seq       = answer.seq,
                         .engine    = answer.engine,
                         .plan      = answer.plan,
                         .names     = answer.names };
    TRY(put_query(cx, &value, &out->query));
    TRY(put_left_out(cx, conditions, &out->left_out));
    TRY(find_before(cx, &question, value, wait, &out->before));
    return find_target(cx, &question, &filter, &out->targets);
}

Code report_ask(Ctx *cx, const ReportAsk *ask, ColumnarWait *wait, ReportTile *out)
{
    TRY(report_carrier_ask(cx, ask, &(ReportCarried){ 0 }, wait, out));
    return org_scope_tell(cx, &out->scope);
}
