/* report_sum.c -- which figures may be added up. */
#include "report/report_sum.h"

static bool is_adding(Str measure)
{
    return str_equal(measure, S("events")) || str_equal(measure, S("sum"));
}

/* {"measure": …}, or of two: {"of": …, "over": …}. */
static bool is_sum_formula(Arena *arena, Str formula)
{
    const Json *json = NULL;
    JsonError   error;
    if (json_parse(arena, formula, JSON_LIMITS, &json, &error) != OK || json->kind != JSON_OBJECT ||
        json_get(json, S("of")))
        return false;
    return !json_get(json, S("measure")) || is_adding(json_str(json, S("measure")));
}

/* The one of a question whose column has that name of its own; NULL: there is none. */
static const Json *named(const Json *query, Str name)
{
    const JsonItems all = json_items(query, S("metrics"));
    for (size_t i = 0; i < all.count; i++)
        if (all.at[i].kind == JSON_OBJECT && str_equal(json_str(&all.at[i], S("name")), name))
            return &all.at[i];
    return NULL;
}

bool report_sum_is(Arena *arena, Rows metrics, const Json *query, Str name)
{
    const Json   *own    = named(query, name);
    const Str     key    = own ? json_str(own, S("metric")) : name;
    const Metric *metric = report_word_metric(metrics, key);
    if (metric) return is_sum_formula(arena, metric->formula);
    if (own)
        return key.len == 0 &&
               (!json_get(own, S("measure")) || is_adding(json_str(own, S("measure"))));
    Str rest    = name;
    Str measure = str_cut(&rest, ':');
    return is_adding(str_cut(&measure, '('));
}
