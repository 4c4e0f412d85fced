/* question_shapes.c -- what is asked of how people are spread: distributions, intervals, lift. */
#include "insight/question_read.h"

static const char *const measure_list[]        = { NULL,  "events",  "days", "recency",
                                                   "sum", "average", "max" };
const Words              question_shapes_words = { measure_list, COUNT(measure_list) };

static const char *const part_list[] = { NULL, NULL, "median", NULL, "quartiles", "fifths" };
static const Words       part_words  = { part_list, COUNT(part_list) };

static Code refuse(Ctx *cx, const char *reason, Str field, const char *allowed)
{
    return fail_field(cx, reason, str_copy(cx->arena, field), allowed);
}

/* ---- cuts ------------------------------------------------------------------------------- */

static bool number_of(const Json *json, double *out)
{
    if (json->kind == JSON_INT) *out = (double)json->as.integer;
    if (json->kind == JSON_REAL) *out = json->as.real;
    return json->kind == JSON_INT || json->kind == JSON_REAL;
}

/* A list of ascending numbers, or of durations in ms. */
static Code read_cut(Ctx *cx, const Json *json, Str field, bool is_time, double *out)
{
    int64_t ms = 0;
    if (!is_time) {
        if (number_of(json, out)) return OK;
        return refuse(cx, "query.not_allowed", field, "a number");
    }
    if (json->kind != JSON_STR) return refuse(cx, "query.bad_window", field, "30m, 24h, 7d, 4w");
    TRY(question_read_duration(cx, json->as.str, str_z(cx->arena, field), 0, &ms));
    *out = (double)ms;
    return OK;
}

static Code read_cuts(Ctx *cx, const Json *json, Str field, bool is_time, QuestionAxis *out)
{
    if (json == NULL) return OK;
    if (json->kind == JSON_STR) {
        out->parts = value_of(&part_words, json->as.str);
        if (out->parts == 0)
            return refuse(cx, "query.not_allowed", field, "a list, or median, quartiles, fifths");
        return OK;
    }
    if (json->kind != JSON_ARRAY || json->count == 0 || json->count > SPREAD_CUTS_MAX)
        return refuse(cx, "query.too_many", field, "1..30 of them, ascending");
    for (uint32_t i = 0; i < json->count; i++) {
        const Str place = str_fmt(cx->arena, "%.*s[%u]", FMT(field), i);
        TRY(read_cut(cx, &json->as.first[i], place, is_time, &out->given.cuts[i]));
        if (i > 0 && out->given.cuts[i] <= out->given.cuts[i - 1])
            return refuse(cx, "query.not_allowed", place, "greater than the one before");
        out->given.count++;
    }
    return OK;
}

/* ---- distribution ------------------------------------------------------------------------ */

static Str without_prefix(Str property)
{
    const Str prefix = S("property.");
    return str_starts(property, prefix) ? str_slice(property, prefix.len, property.len) : property;
}

static Code read_property(Ctx *cx, const Json *json, Str field, QuestionAxis *out)
{
    const Str place = str_fmt(cx->arena, "%.*s.property", FMT(field));
    const Str text  = json_str(json, S("property"));
    if (out->measure < SPREAD_SUM) return OK;
    if (text.len == 0 || text.len > 200)
        return refuse(cx, "query.required", place, "the name of a property");
    out->property = without_prefix(text);
    return OK;
}

static Code read_axis(Ctx *cx, const Json *json, Str field, QuestionAxis *out)
{
    static const char names[] = "measure event property filters name cuts";
    Str               word    = S("events");
    if (json->kind == JSON_STR) {
        word        = json->as.str;
        out->events = (QuestionEvents){ .field = field };
    } else {
        if (json->kind != JSON_OBJECT)
            return refuse(cx, "query.not_allowed", field, "a measure or an object");
        TRY(question_read_events(cx, json, field, names, &out->events));
        if (json_get(json, S("measure"))) word = json_str(json, S("measure"));
    }
    out->measure = (SpreadMeasure)value_of(&question_shapes_words, word);
    if (out->measure == 0)
        return refuse(cx, "query.not_allowed", str_fmt(cx->arena, "%.*s.measure", FMT(field)),
                      "events, days, recency, sum, average, max");
    TRY(read_property(cx, json, field, out));
    return read_cuts(cx, json_get(json, S("cuts")), str_fmt(cx->arena, "%.*s.cuts", FMT(field)),
                     false, out);
}

/* A trail has one number of each event. */
static Code one_property(Ctx *cx, const Question *question)
{
    Str property = { 0 };
    for (size_t i = 0; i < question->axes.count; i++) {
        const QuestionAxis *axis = ROWS_AT(QuestionAxis, question->axes, i);
        if (!axis->property.ptr) continue;
        if (property.ptr && !str_equal(property, axis->property))
            return refuse(cx, "query.not_allowed", str_fmt(cx->arena, "metrics[%zu].property", i),
                          "the same property as before");
        property = axis->property;
    }
    return OK;
}

Code question_shapes_distribution(Ctx *cx, const QueryValue *value, Question *out)
{
    const Json *json = NULL;
    Vec         axes = vec_of(cx->arena, QuestionAxis);
    TRY(question_read_json(cx, value->metrics, "metrics", &json));
    const JsonItems items = json == NULL               ? (JsonItems){ 0 }
                            : json->kind == JSON_ARRAY ? (JsonItems){ json->as.first, json->count }
                                                       : (JsonItems){ json, 1 };
    if (items.count > QUESTION_AXES_MAX) return refuse(cx, "query.too_many", S("metrics"), "1..3");
    for (size_t i = 0; i < items.count; i++)
        TRY(read_axis(cx, &items.at[i], str_fmt(cx->arena, "metrics[%zu]", i),
                      VEC_ADD(&axes, QuestionAxis)));
    if (items.count == 0) VEC_ADD(&axes, QuestionAxis)->measure = SPREAD_EVENTS;
    out->axes = vec_rows(&axes);
    TRY(one_property(cx, out));
    return question_read_dimensions(cx, value->dimensions, 1, out);
}

/* ---- the others ---------------------------------------------------------------------------- */

Code question_shapes_interval(Ctx *cx, const QueryValue *value, Question *out)
{
    const Json   *json = NULL;
    QuestionAxis *axis = arena_make(cx->arena, QuestionAxis, 1);
    TRY(question_read_steps(cx, value->steps, 1, 2, out));
    TRY(question_read_json(cx, value->cuts, "cuts", &json));
    TRY(read_cuts(cx, json, S("cuts"), true, axis));
    out->axes = (Rows){ axis, 1 };
    return question_read_dimensions(cx, value->dimensions, 1, out);
}

Code question_shapes_lift(Ctx *cx, const QueryValue *value, Question *out)
{
    TRY(question_read_steps(cx, value->steps, 0, 1, out));
    TRY(question_read_node(cx, value, 20, out));
    if (out->nodes > QUESTION_LIFT_MAX) return refuse(cx, "query.too_many", S("nodes"), "1..60");
    return OK;
}

Code question_shapes_buckets(Ctx *cx, const Json *cell, Question *out)
{
    const JsonItems items   = json_items(cell, S("buckets"));
    int32_t        *buckets = arena_make(cx->arena, int32_t, items.count + 1);
    if (items.count > QUESTION_AXES_MAX)
        return refuse(cx, "query.too_many", S("cell.buckets"), "1..3");
    for (size_t i = 0; i < items.count; i++) {
        const Json *at = &items.at[i];
        buckets[i]     = QUESTION_ANY_BUCKET;
        if (at->kind == JSON_NULL) continue;
        if (at->kind != JSON_INT || at->as.integer < 0 || at->as.integer > SPREAD_CUTS_MAX + 1)
            return refuse(cx, "query.not_allowed", str_fmt(cx->arena, "cell.buckets[%zu]", i),
                          "0..31, or null for any");
        buckets[i] = (int32_t)at->as.integer;
    }
    out->cell.buckets = (Ints){ buckets, items.count };
    return OK;
}
