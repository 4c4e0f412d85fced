/* question_who.c -- which persons the conditions of a question hold for. */
#include "insight/question_who.h"

#include "segment/segment.h"

enum { DEPTH_MAX = 20, RULE_MAX = 64 * 1024 };

typedef struct Finding {
    Ctx *cx;
    Vec  who; /* of QuestionWho */
} Finding;

/* ---- what of a filter asks of persons ------------------------------------------------ */

#define customer S("customer.") /* what begins so is an attribute */

/* "customer.NAME" of {"var": "customer.NAME"} or {"var": ["customer.NAME"]}; else absent. */
static Str attribute_of(const Json *json)
{
    if (json->kind != JSON_OBJECT || json->count != 1 ||
        !str_equal(json->as.first[0].key, S("var")))
        return (Str){ 0 };
    const Json *of = &json->as.first[0];
    if (of->kind == JSON_ARRAY && of->count == 1) of = &of->as.first[0];
    const bool is_one =
        of->kind == JSON_STR && str_starts(of->as.str, customer) && of->as.str.len > customer.len;
    return is_one ? of->as.str : (Str){ 0 };
}

static bool is_comparison(Str word)
{
    static const char *const words[] = { "==", "===", "!=", "!==", "<", "<=", ">", ">=", "in" };
    for (size_t i = 0; i < COUNT(words); i++)
        if (str_equal(word, str_of(words[i]))) return true;
    return false;
}

static bool asks_who(const Json *op)
{
    if (str_equal(op->key, S("in_segment")) || str_equal(op->key, S("has_tag")) ||
        str_equal(op->key, S("has_relation")))
        return true;
    if (str_equal(op->key, S("var"))) {
        const Json *of = op->kind == JSON_ARRAY && op->count == 1 ? &op->as.first[0] : op;
        return of->kind == JSON_STR && str_starts(of->as.str, customer);
    }
    if (!is_comparison(op->key) || op->kind != JSON_ARRAY) return false;
    for (uint32_t i = 0; i < op->count; i++)
        if (attribute_of(&op->as.first[i]).ptr) return true;
    return false;
}

/* ---- as a rule of audiences ------------------------------------------------------------- */

static void put_variable(JsonOut *out, Str name)
{
    json_open_object(out);
    json_pair_str(out, S("var"), str_slice(name, customer.len, name.len));
    json_close_object(out);
}

/* Ids are texts there; numbers are taken for them. */
static void put_names(JsonOut *out, const Json *names)
{
    if (names->kind == JSON_INT) {
        json_put_id(out, names->as.integer);
    } else if (names->kind != JSON_ARRAY) {
        json_put(out, names);
    } else {
        json_open_array(out);
        for (uint32_t i = 0; i < names->count; i++)
            if (names->as.first[i].kind == JSON_INT)
                json_put_id(out, names->as.first[i].as.integer);
            else
                json_put(out, &names->as.first[i]);
        json_close_array(out);
    }
}

/* The condition as segment/ reads it: attributes go by their own names there. */
static Code rule_of(Ctx *cx, const Json *op, Str *rule)
{
    JsonOut out = json_out(cx->arena, RULE_MAX);
    if (str_equal(op->key, S("var"))) {
        put_variable(&out, op->kind == JSON_STR ? op->as.str : op->as.first[0].as.str);
        return json_out_done(&out, rule);
    }
    json_open_object(&out);
    json_key(&out, op->key);
    if (str_equal(op->key, S("has_relation"))) {
        json_put(&out, op);
    } else if (!is_comparison(op->key)) {
        put_names(&out, op);
    } else {
        json_open_array(&out);
        for (uint32_t i = 0; i < op->count; i++) {
            const Str name = attribute_of(&op->as.first[i]);
            if (name.ptr)
                put_variable(&out, name);
            else
                json_put(&out, &op->as.first[i]);
        }
        json_close_array(&out);
    }
    json_close_object(&out);
    return json_out_done(&out, rule);
}

/* Who may not see audiences, or customers, does not find out by asking what they did. */
static Code check_permission(Ctx *cx, const Json *op)
{
    const bool       is_audience = str_equal(op->key, S("in_segment"));
    const Permission need        = is_audience ? PERM_SEGMENT_READ : PERM_CUSTOMER_READ;
    REQUIRE(cx, cx_may(cx, need), ERR_DENIED, "query.hidden_people");
    return OK;
}

static Code take(Finding *finding, const Json *op, Str place)
{
    Ctx *cx   = finding->cx;
    Str  rule = { 0 };
    Ids  ids  = { 0 };
    if (finding->who.count == QUESTION_WHO_MAX)
        return fail_field(cx, "query.too_many", place, "20 conditions on people");
    TRY(check_permission(cx, op));
    if (rule_of(cx, op, &rule) != OK)
        return fail_field(cx, "query.bad_filter", place, "up to 64 KiB");
    const Code code = segment_rule_ids(cx, rule, &ids);
    if (code == ERR_INVALID) cx->err.field = place;
    TRY(code);
    *VEC_ADD(&finding->who, QuestionWho) = (QuestionWho){ op, ids };
    return OK;
}

/* ---- where filters stand ------------------------------------------------------------------ */

/* Places as question_filter.c names them.  What is no filter at all is refused there. */
static Code walk(Finding *finding, const Json *json, Str field, int depth)
{
    if (!json || json->kind != JSON_OBJECT || json->count != 1 || depth > DEPTH_MAX) return OK;
    const Json *op     = &json->as.first[0];
    Arena      *arena  = finding->cx->arena;
    const Str   place  = str_fmt(arena, "%.*s.%.*s", FMT(field), FMT(op->key));
    const bool  is_not = str_equal(op->key, S("!")) || str_equal(op->key, S("!!"));
    if (asks_who(op)) return take(finding, op, place);
    if (is_not && op->kind == JSON_OBJECT) return walk(finding, op, place, depth + 1);
    if ((!is_not && !str_equal(op->key, S("and")) && !str_equal(op->key, S("or"))) ||
        op->kind != JSON_ARRAY)
        return OK;
    for (uint32_t i = 0; i < op->count; i++) {
        const Str at = is_not ? place : str_fmt(arena, "%.*s.[%u]", FMT(place), i);
        TRY(walk(finding, &op->as.first[i], at, depth + 1));
    }
    return OK;
}

static Code walk_events(Finding *finding, const QuestionEvents *events)
{
    return walk(finding, events->filter,
                str_fmt(finding->cx->arena, "%.*s.filters", FMT(events->field)), 0);
}

static Code walk_metric(Finding *finding, const QuestionMetric *metric)
{
    if (metric->measure != MEASURE_RATIO) return walk_events(finding, &metric->events);
    TRY(walk_metric(finding, metric->of));
    return walk_metric(finding, metric->over);
}

static Code find_in(Finding *finding, const Question *question)
{
    TRY(walk(finding, question->filter, S("filters"), 0));
    for (size_t i = 0; i < question->metrics.count; i++)
        TRY(walk_metric(finding, ROWS_AT(QuestionMetric, question->metrics, i)));
    for (size_t i = 0; i < question->axes.count; i++)
        TRY(walk_events(finding, &ROWS_AT(QuestionAxis, question->axes, i)->events));
    for (size_t i = 0; i < question->steps.count; i++)
        TRY(walk_events(finding, ROWS_AT(QuestionEvents, question->steps, i)));
    TRY(walk_events(finding, &question->touches));
    TRY(walk_events(finding, &question->cost));
    return walk_events(finding, &question->goal);
}

Code question_who_find(Ctx *cx, Question *question)
{
    Finding finding = { .cx = cx, .who = vec_of(cx->arena, QuestionWho) };
    if (question->of) {
        Question *of = arena_make(cx->arena, Question, 1);
        *of          = *question->of;
        TRY(question_who_find(cx, of));
        question->of = of;
        return OK;
    }
    TRY(find_in(&finding, question));
    question->who = vec_rows(&finding.who);
    return OK;
}

size_t question_who_at(const Question *question, const Json *condition)
{
    size_t at = 0;
    while (at < question->who.count &&
           ROWS_AT(QuestionWho, question->who, at)->condition != condition)
        at++;
    return at;
}

uint64_t question_who_hash(const Question *question)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < question->who.count; i++) {
        const Ids ids = ROWS_AT(QuestionWho, question->who, i)->persons;
        hash          = hash * 1099511628211u + ids.count +
               str_hash((Str){ (const char *)ids.at, ids.count * sizeof(int64_t) });
    }
    return hash;
}
