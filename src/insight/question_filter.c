/* question_filter.c -- JsonLogic filters as conditions. */
#include "insight/question_sql.h"
#include "insight/question_who.h"

#include <string.h>

enum { DEPTH_MAX = 20 };

typedef enum Operand {
    OPERAND_TEXT = 1,
    OPERAND_TIME,
    OPERAND_CLOCK,
    OPERAND_PERSON,
    OPERAND_PROPERTY
} Operand;

typedef struct Variable {
    Operand     operand;
    const char *column;   /* of ours            */
    Str         property; /* OPERAND_PROPERTY   */
    QuestionBy  by;       /* OPERAND_CLOCK      */
} Variable;

static Code filter_at(QuestionSql *q, const Json *json, Str field, int depth) MUST_USE;

static void add(QuestionSql *q, const char *text) { columnar_sql_add(&q->sql, text); }

static Code refuse(QuestionSql *q, Str field, const char *allowed)
{
    return fail_field(q->cx, "query.bad_filter", field, allowed);
}

static Str inside(QuestionSql *q, Str field, Str operator, int64_t at)
{
    if (at < 0) return str_fmt(q->cx->arena, "%.*s.%.*s", FMT(field), FMT(operator));
    return str_fmt(q->cx->arena, "%.*s.%.*s[%lld]", FMT(field), FMT(operator), (long long)at);
}

/* {"var": NAME} or {"var": [NAME]}. */
static bool is_variable(const Json *json, Str *name)
{
    if (json->kind != JSON_OBJECT || json->count != 1 ||
        !str_equal(json->as.first[0].key, S("var")))
        return false;
    const Json *of = &json->as.first[0];
    if (of->kind == JSON_ARRAY && of->count == 1) of = &of->as.first[0];
    *name = of->kind == JSON_STR ? of->as.str : S("");
    return true;
}

/* As question_sql.c divides by it. */
#define CHANNEL "(CASE WHEN e.source = 'sync' THEN 'wecom' ELSE e.source END)"

static Code find_variable(QuestionSql *q, Str name, Str field, Variable *out)
{
    static const struct {
        const char *name;
        Variable    variable;
    } own[]          = { { "type", { .operand = OPERAND_TEXT, .column = "e.type" } },
                         { "source", { .operand = OPERAND_TEXT, .column = "e.source" } },
                         { "channel", { OPERAND_TEXT, CHANNEL } },
                         { "object", { .operand = OPERAND_TEXT, .column = "e.object" } },
                         { "actor", { .operand = OPERAND_TEXT, .column = "e.actor" } },
                         { "occurred_at", { .operand = OPERAND_TIME, .column = "e.ms" } },
                         { "weekday", { OPERAND_CLOCK, .by = DIMENSION_WEEKDAY } },
                         { "hour_of_day", { OPERAND_CLOCK, .by = DIMENSION_HOUR_OF_DAY } },
                         { "person", { .operand = OPERAND_PERSON } } };
    const Str prefix = S("property.");
    for (size_t i = 0; i < COUNT(own); i++) {
        if (!str_equal(name, str_of(own[i].name))) continue;
        *out = own[i].variable;
        return OK;
    }
    if (!str_starts(name, prefix) || name.len == prefix.len)
        return refuse(
            q, field,
            "var: type, source, channel, object, actor, occurred_at, weekday, hour_of_day, person, "
            "property.NAME, customer.NAME");
    *out = (Variable){ .operand  = OPERAND_PROPERTY,
                       .property = str_slice(name, prefix.len, name.len) };
    return OK;
}

static void add_variable(QuestionSql *q, const Variable *variable, bool is_number)
{
    if (variable->column)
        add(q, variable->column);
    else if (variable->operand == OPERAND_PERSON)
        question_sql_person(q);
    else if (variable->operand == OPERAND_CLOCK)
        question_sql_clock(q, variable->by);
    else if (is_number)
        question_sql_number(q, variable->property);
    else
        question_sql_text(q, variable->property);
}

/* ---- a variable beside a constant -------------------------------------------------- */

/* An instant: a day, RFC 3339, or milliseconds. */
static bool time_of(QuestionSql *q, const Json *json, int64_t *ms)
{
    int64_t day = 0;
    if (json->kind == JSON_INT) *ms = json->as.integer;
    if (json->kind == JSON_INT) return true;
    if (json->kind != JSON_STR) return false;
    if (!day_parse(json->as.str, &day)) return rfc3339_parse(json->as.str, ms);
    *ms = day_start_ms(day, q->question->zone);
    return true;
}

static bool is_number(const Json *json)
{
    return json->kind == JSON_INT || json->kind == JSON_REAL;
}

static double number_of(const Json *json)
{
    return json->kind == JSON_INT ? (double)json->as.integer : json->as.real;
}

static Code add_constant(QuestionSql *q, const Variable *variable, const Json *constant, Str field)
{
    int64_t integer = 0;
    switch (variable->operand) {
    case OPERAND_TIME:
        if (!time_of(q, constant, &integer))
            return refuse(q, field, "a day, an RFC 3339 instant or milliseconds");
        columnar_sql_i64(&q->sql, integer);
        break;
    case OPERAND_CLOCK:
        if (constant->kind != JSON_INT) return refuse(q, field, "a whole number");
        columnar_sql_i64(&q->sql, constant->as.integer);
        break;
    case OPERAND_PERSON:
        if (constant->kind == JSON_INT)
            integer = constant->as.integer;
        else if (constant->kind != JSON_STR || !str_to_i64(constant->as.str, &integer))
            return refuse(q, field, "the id of a person");
        columnar_sql_i64(&q->sql, integer);
        break;
    case OPERAND_TEXT:
        if (constant->kind != JSON_STR) return refuse(q, field, "a text");
        columnar_sql_str(&q->sql, constant->as.str);
        break;
    case OPERAND_PROPERTY:
    default:
        if (is_number(constant))
            columnar_sql_bind(&q->sql, V(number_of(constant)));
        else if (constant->kind == JSON_STR)
            columnar_sql_str(&q->sql, constant->as.str);
        else if (constant->kind == JSON_BOOL)
            columnar_sql_str(&q->sql, constant->as.boolean ? S("true") : S("false"));
        else
            return refuse(q, field, "a number, a text, true, false");
    }
    return OK;
}

/* "left OP right" without what null would make of it. */
static Code compare(QuestionSql *q, const Variable *variable, const char *sign,
                    const Json *constant, Str field)
{
    add(q, "coalesce(");
    add_variable(q, variable, is_number(constant));
    columnar_sql_fmt(&q->sql, " %s ", sign);
    TRY(add_constant(q, variable, constant, field));
    add(q, ", 1 = 0)");
    return OK;
}

static Code is_absent(QuestionSql *q, const Variable *variable)
{
    add(q, "(");
    add_variable(q, variable, true);
    add(q, " IS NULL");
    if (variable->operand == OPERAND_PROPERTY) {
        add(q, " AND ");
        add_variable(q, variable, false);
        add(q, " IS NULL");
    }
    add(q, ")");
    return OK;
}

/* Present, and not 0, "" or false. */
static void is_true(QuestionSql *q, const Variable *variable)
{
    if (variable->operand != OPERAND_PROPERTY) {
        add(q, "coalesce(");
        add_variable(q, variable, true);
        add(q, variable->operand == OPERAND_TEXT ? " <> '', 1 = 0)" : " <> 0, 1 = 0)");
        return;
    }
    add(q, "(coalesce(");
    add_variable(q, variable, true);
    add(q, " <> 0, 1 = 0) OR coalesce(");
    /* Not by NOT IN: of what is absent ClickHouse finds it true. */
    static const char *const nothing[] = { " <> ''", " <> 'false'", " <> '[]'" };
    for (size_t i = 0; i < COUNT(nothing); i++) {
        if (i) add(q, " AND ");
        add_variable(q, variable, false);
        add(q, nothing[i]);
    }
    add(q, ", 1 = 0))");
}

/* ---- operators ------------------------------------------------------------------------ */

static const struct {
    const char *word, *sign, *turned; /* turned: with the sides changed */
    bool        is_equality, is_negative;
} comparisons[] = {
    { "==", "=", "=", true, false }, { "===", "=", "=", true, false },
    { "!=", "=", "=", true, true },  { "!==", "=", "=", true, true },
    { "<", "<", ">", false, false }, { "<=", "<=", ">=", false, false },
    { ">", ">", "<", false, false }, { ">=", ">=", "<=", false, false },
};

static Code one_comparison(QuestionSql *q, size_t which, const Json *left, const Json *right,
                           Str field)
{
    Str        name     = { 0 };
    Variable   variable = { 0 };
    const bool is_left  = is_variable(left, &name);
    if (!is_left && !is_variable(right, &name))
        return refuse(q, field, "a {\"var\":…} and a constant");
    const Json *constant = is_left ? right : left;
    Str         other    = { 0 };
    if (is_left && is_variable(right, &other))
        return refuse(q, field, "a constant: two variables are not compared");
    TRY(find_variable(q, name, field, &variable));
    if (comparisons[which].is_negative) add(q, "NOT ");
    if (constant->kind == JSON_NULL) {
        if (!comparisons[which].is_equality) return refuse(q, field, "null only with == and !=");
        return is_absent(q, &variable);
    }
    return compare(q, &variable, is_left ? comparisons[which].sign : comparisons[which].turned,
                   constant, field);
}

static Code comparison(QuestionSql *q, size_t which, const Json *args, Str field)
{
    const bool has_middle = !comparisons[which].is_equality && args->count == 3;
    if (args->kind != JSON_ARRAY || (args->count != 2 && !has_middle))
        return refuse(q, field, "two values");
    const Json *at = args->as.first;
    if (!has_middle) return one_comparison(q, which, &at[0], &at[1], field);
    add(q, "(");
    TRY(one_comparison(q, which, &at[0], &at[1], field));
    add(q, " AND ");
    TRY(one_comparison(q, which, &at[1], &at[2], field));
    add(q, ")");
    return OK;
}

/* The choices that are numbers, or those that are not: a property has a column for either. */
static Code add_choices(QuestionSql *q, const Variable *variable, const Json *choices,
                        bool are_numbers, Str field)
{
    bool is_open = false;
    for (uint32_t i = 0; i < choices->count; i++) {
        const Json *one = &choices->as.first[i];
        if (is_number(one) != are_numbers) continue;
        if (!is_open) {
            add(q, " OR coalesce(");
            add_variable(q, variable, are_numbers);
            add(q, " IN (");
        } else {
            add(q, ", ");
        }
        is_open = true;
        TRY(add_constant(q, variable, one, field));
    }
    if (is_open) add(q, "), 1 = 0)");
    return OK;
}

static Code one_of(QuestionSql *q, const Json *args, Str field)
{
    enum { CHOICES_MAX = 1000 };
    Str      name     = { 0 };
    Variable variable = { 0 };
    if (args->kind != JSON_ARRAY || args->count != 2 || !is_variable(&args->as.first[0], &name) ||
        args->as.first[1].kind != JSON_ARRAY || args->as.first[1].count > CHOICES_MAX)
        return refuse(q, field, "[{\"var\":…}, [up to 1000 constants]]");
    TRY(find_variable(q, name, field, &variable));
    add(q, "(1 = 0");
    TRY(add_choices(q, &variable, &args->as.first[1], true, field));
    TRY(add_choices(q, &variable, &args->as.first[1], false, field));
    add(q, ")");
    return OK;
}

static Code joined(QuestionSql *q, const Json *args, Str field, Str operator, int depth)
{
    if (args->kind != JSON_ARRAY || args->count == 0)
        return refuse(q, field, "a list of conditions");
    add(q, "(");
    for (uint32_t i = 0; i < args->count; i++) {
        if (i) add(q, str_equal(operator, S("and")) ? " AND " : " OR ");
        TRY(filter_at(q, &args->as.first[i], inside(q, field, S(""), i), depth + 1));
    }
    add(q, ")");
    return OK;
}

static Code negated(QuestionSql *q, const Json *args, Str field, bool is_double, int depth)
{
    const Json *of = args->kind == JSON_ARRAY && args->count == 1 ? &args->as.first[0] : args;
    if (of->kind == JSON_ARRAY) return refuse(q, field, "one condition");
    add(q, is_double ? "(" : "(NOT ");
    TRY(filter_at(q, of, field, depth + 1));
    add(q, ")");
    return OK;
}

static Code operation(QuestionSql *q, const Json *args, Str field, int depth)
{
    const Str operator= args->key;
    const Str place = inside(q, field, operator, - 1);
    if (str_equal(operator, S("and")) || str_equal(operator, S("or")))
        return joined(q, args, place, operator, depth);
    if (str_equal(operator, S("!")) || str_equal(operator, S("!!")))
        return negated(q, args, place, operator.len == 2, depth);
    if (str_equal(operator, S("in"))) return one_of(q, args, place);
    for (size_t i = 0; i < COUNT(comparisons); i++)
        if (str_equal(operator, str_of(comparisons[i].word))) return comparison(q, i, args, place);
    return refuse(q, place, "and, or, !, !!, ==, !=, <, <=, >, >=, in, var, in_segment, has_tag");
}

/* A condition on who somebody is, found before: whether the event's person is one of them. */
static bool add_who(QuestionSql *q, const Json *json)
{
    if (json->kind != JSON_OBJECT || json->count != 1) return false;
    const size_t set = question_who_at(q->question, &json->as.first[0]);
    if (set == q->question->who.count) return false;
    q->view->driver->add_set(&q->sql, q->view->reader, set);
    return true;
}

static Code filter_at(QuestionSql *q, const Json *json, Str field, int depth)
{
    Str      name     = { 0 };
    Variable variable = { 0 };
    if (add_who(q, json)) return OK;
    if (depth > DEPTH_MAX) return refuse(q, field, "at most 20 levels");
    if (json->kind == JSON_BOOL) {
        add(q, json->as.boolean ? "1 = 1" : "1 = 0");
        return OK;
    }
    if (is_variable(json, &name)) {
        TRY(find_variable(q, name, field, &variable));
        is_true(q, &variable);
        return OK;
    }
    if (json->kind != JSON_OBJECT || json->count != 1)
        return refuse(q, field, "a JsonLogic condition: an object of one operator");
    return operation(q, &json->as.first[0], field, depth);
}

Code question_filter_sql(QuestionSql *q, const Json *filter, Str field)
{
    return filter_at(q, filter, field, 0);
}
