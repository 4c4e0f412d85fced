/* question_people.c -- and, or and not over the persons that conditions hold for.  What is refused
 * is so by question_filter.c, before. */
#include "insight/question_people.h"

#include "insight/question_who.h"

typedef struct Finding {
    Arena          *arena;
    const Question *question;
} Finding;

static bool find(const Finding *finding, const Json *filter, PeopleSet *out);

static bool join(const Finding *finding, const Json *args, bool is_and, PeopleSet *out)
{
    PeopleSet all = people_set_all(is_and), one;
    if (args->kind != JSON_ARRAY) return false;
    for (uint32_t i = 0; i < args->count; i++) {
        if (!find(finding, &args->as.first[i], &one)) return false;
        all = is_and ? people_set_and(finding->arena, all, one)
                     : people_set_or(finding->arena, all, one);
    }
    *out = all;
    return true;
}

static bool negate(const Finding *finding, const Json *args, bool is_double, PeopleSet *out)
{
    const Json *of = args->kind == JSON_ARRAY && args->count == 1 ? &args->as.first[0] : args;
    if (!find(finding, of, out)) return false;
    if (!is_double) *out = people_set_not(*out);
    return true;
}

static bool find(const Finding *finding, const Json *filter, PeopleSet *out)
{
    if (filter->kind == JSON_BOOL) {
        *out = people_set_all(filter->as.boolean);
        return true;
    }
    if (filter->kind != JSON_OBJECT || filter->count != 1) return false;
    const Json  *op  = &filter->as.first[0];
    const size_t who = question_who_at(finding->question, op);
    if (who < finding->question->who.count) {
        *out = people_set_of(ROWS_AT(QuestionWho, finding->question->who, who)->persons);
        return true;
    }
    if (str_equal(op->key, S("and"))) return join(finding, op, true, out);
    if (str_equal(op->key, S("or"))) return join(finding, op, false, out);
    if (str_equal(op->key, S("!"))) return negate(finding, op, false, out);
    return str_equal(op->key, S("!!")) && negate(finding, op, true, out);
}

bool question_people(Arena *arena, const Question *question, const Json *filter, PeopleSet *out)
{
    *out = people_set_all(true);
    return !filter || find(&(Finding){ arena, question }, filter, out);
}
