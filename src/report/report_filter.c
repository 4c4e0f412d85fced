/* report_filter.c -- the filter of a board as conditions. */
#include "report/report_filter.h"

enum { DEPTH_MAX = 25, TEXT_MAX = 64 * 1024, CONDITION_MAX = 256 * 1024 /* with all staff */ };

static Code refuse(Ctx *cx, const char *field, const char *allowed)
{
    return fail_field(cx, "board.bad_filter", str_of(field), allowed);
}

/* ---- reading ------------------------------------------------------------------------------ */

static Code read_owner(Ctx *cx, const Json *owner, ReportFilter *out)
{
    if (!owner || owner->kind == JSON_NULL) return OK;
    out->owner_kind = (TargetOwner)value_of(&target_owner_words, json_str(owner, S("kind")));
    out->owner_id   = json_i64(owner, S("id"), 0);
    if (out->owner_kind == 0 || (out->owner_kind == TARGET_BRAND) != (out->owner_id == 0))
        return refuse(cx, "filter.owner",
                      "{\"kind\":\"store\",\"id\":…}: department, store, staff");
    if (out->owner_kind == TARGET_BRAND) out->owner_kind = 0;
    return OK;
}

static Code read_channels(Ctx *cx, const Json *channels, ReportFilter *out)
{
    if (!channels || channels->kind == JSON_NULL) return OK;
    bool is_good = channels->kind == JSON_ARRAY && channels->count <= 100;
    for (uint32_t i = 0; is_good && i < channels->count; i++)
        is_good = channels->as.first[i].kind == JSON_STR;
    if (!is_good) return refuse(cx, "filter.channel", "a list of names");
    if (channels->count > 0) out->channels = channels;
    return OK;
}

Code report_filter_read(Ctx *cx, Str text, ReportFilter *out)
{
    const JsonLimits limits = { .bytes = TEXT_MAX, .nodes = 4000, .depth = 40 };
    const Json      *json   = NULL;
    JsonError        error;
    *out = (ReportFilter){ 0 };
    if (text.len == 0) return OK;
    if (json_parse(cx->arena, text, limits, &json, &error) != OK || json->kind != JSON_OBJECT)
        return refuse(cx, "filter", "an object");
    const Json *range = json_get(json, S("range")), *filters = json_get(json, S("filters"));
    const Str   compare = json_str(json, S("compare"));
    if (range && range->kind != JSON_OBJECT)
        return refuse(cx, "filter.range", "{\"days\"} or {\"from\",\"to\"}");
    out->range   = range;
    out->compare = (QueryCompare)value_of(&query_compare_words, compare);
    if (compare.len > 0 && out->compare == 0)
        return refuse(cx, "filter.compare", "none, previous, year");
    if (filters && filters->kind != JSON_NULL &&
        !(filters->kind == JSON_BOOL && filters->as.boolean))
        out->filters = filters;
    TRY(read_channels(cx, json_get(json, S("channel")), out));
    return read_owner(cx, json_get(json, S("owner")), out);
}

/* ---- what a condition asks ------------------------------------------------------------------ */

static void add_once(Vec *names, Str name)
{
    for (size_t i = 0; i < names->count; i++)
        if (str_equal(*VEC_AT(*names, Str, i), name)) return;
    *VEC_ADD(names, Str) = name;
}

static void ask(const Json *json, int depth, Vec *properties, bool *asks_who)
{
    const Str property = S("property."), customer = S("customer.");
    if ((json->kind != JSON_OBJECT && json->kind != JSON_ARRAY) || depth > DEPTH_MAX) return;
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *at      = &json->as.first[i];
        const bool  is_word = json->kind == JSON_OBJECT;
        const bool  is_list = at->kind == JSON_ARRAY && at->count == 1;
        const Json *of      = is_list ? &at->as.first[0] : at;
        if (is_word && (str_equal(at->key, S("in_segment")) || str_equal(at->key, S("has_tag")) ||
                        str_equal(at->key, S("has_relation")))) {
            *asks_who = true;
        } else if (is_word && str_equal(at->key, S("var")) && of->kind == JSON_STR) {
            if (str_starts(of->as.str, property))
                add_once(properties, str_slice(of->as.str, property.len, of->as.str.len));
            if (str_starts(of->as.str, customer) || str_equal(of->as.str, S("person")))
                *asks_who = true;
        } else {
            ask(at, depth + 1, properties, asks_who);
        }
    }
}

static Code add(Ctx *cx, Vec *conditions, const Json *json)
{
    JsonOut         out        = json_out(cx->arena, CONDITION_MAX);
    Vec             properties = vec_of(cx->arena, Str);
    ReportCondition one        = { 0 };
    ask(json, 0, &properties, &one.asks_who);
    one.properties = (Strs){ (const Str *)(const void *)properties.at, properties.count };
    json_put(&out, json);
    if (json_out_done(&out, &one.json) != OK || conditions->count >= REPORT_CONDITIONS_MAX)
        return refuse(cx, "filter.filters", "at most 20 conditions");
    *VEC_ADD(conditions, ReportCondition) = one;
    return OK;
}

static Code add_text(Ctx *cx, Vec *conditions, Str json)
{
    const Json *parsed = NULL;
    JsonError   error;
    if (json_parse(cx->arena, json, JSON_LIMITS, &parsed, &error) != OK)
        return fail(cx, ERR_INTERNAL, error.reason, "%s", "a condition of ours");
    return add(cx, conditions, parsed);
}

Code report_filter_add_owner(Ctx *cx, Vec *conditions, Str json)
{
    TRY(add_text(cx, conditions, json));
    VEC_AT(*conditions, ReportCondition, conditions->count - 1)->is_owner = true;
    return OK;
}

static Code add_channels(Ctx *cx, const Json *channels, Vec *conditions)
{
    JsonOut out  = json_out(cx->arena, TEXT_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    json_key(&out, S("in"));
    json_open_array(&out);
    json_put_raw(&out, S("{\"var\":\"channel\"}"));
    json_put(&out, channels);
    json_close_array(&out);
    json_close_object(&out);
    if (json_out_done(&out, &text) != OK) return refuse(cx, "filter.channel", "less of them");
    return add_text(cx, conditions, text);
}

Code report_filter_conditions(Ctx *cx, const ReportFilter *filter, Vec *conditions)
{
    if (filter->channels) TRY(add_channels(cx, filter->channels, conditions));
    if (!filter->filters) return OK;
    const JsonItems all = json_items(filter->filters, S("and"));
    for (size_t i = 0; i < all.count; i++) TRY(add(cx, conditions, &all.at[i]));
    /* {"and": []} is what is left when the last one was taken away. */
    const bool is_empty = json_get(filter->filters, S("and")) && all.count == 0;
    return all.count == 0 && !is_empty ? add(cx, conditions, filter->filters) : OK;
}

bool report_filter_needs_carriers(Rows conditions)
{
    for (size_t i = 0; i < conditions.count; i++) {
        const ReportCondition *one = ROWS_AT(ReportCondition, conditions, i);
        if (one->asks_who || one->properties.count > 0) return true;
    }
    return false;
}

Strs report_filter_properties(Arena *arena, Rows conditions)
{
    Vec all = vec_of(arena, Str);
    for (size_t i = 0; i < conditions.count; i++) {
        const Strs of = ROWS_AT(ReportCondition, conditions, i)->properties;
        for (size_t k = 0; k < of.count && all.count < REPORT_PROPERTIES_MAX; k++)
            add_once(&all, of.at[k]);
    }
    return (Strs){ (const Str *)(const void *)all.at, all.count };
}

/* ---- judging -------------------------------------------------------------------------------- */

static bool is_named(Strs types, Str type)
{
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.at[i], type)) return true;
    return false;
}

/* `which`: of the properties, or -1: the person. */
static bool is_carried(Strs types, Rows carriers, int which)
{
    int64_t happened = 0, carrying = 0;
    for (size_t i = 0; i < carriers.count; i++) {
        const ReportCarrier *one  = ROWS_AT(ReportCarrier, carriers, i);
        const int64_t        with = which < 0 ? one->people : one->with[which];
        if (types.count > 0 && !is_named(types, one->type)) continue;
        if (one->events == 0) continue; /* nothing is known of it */
        happened++;
        carrying += with > 0;
    }
    return types.count > 0 ? carrying == happened : happened == 0 || carrying > 0;
}

static void judge(ReportCondition *one, Strs properties, Strs types, Rows carriers)
{
    one->missing = (Str){ 0 };
    if (one->asks_who && !is_carried(types, carriers, -1)) one->missing = S("person");
    for (size_t k = 0; k < properties.count && !one->missing.ptr; k++)
        if (is_named(one->properties, properties.at[k]) && !is_carried(types, carriers, (int)k))
            one->missing = properties.at[k];
}

void report_filter_judge(Rows conditions, Strs properties, Strs types, Rows carriers)
{
    for (size_t i = 0; i < conditions.count; i++)
        judge(ROWS_AT(ReportCondition, conditions, i), properties, types, carriers);
}
