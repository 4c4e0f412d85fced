/* answer_spread.c -- the parts of rows that distributions and intervals share. */
#include "insight/answer_spread.h"

SpreadAxis answer_spread_axis(const QuestionAxis *asked, const SpreadMade *made)
{
    if (asked->given.count > 0) return asked->given;
    if (asked->parts > 0) return spread_parts(made->values, made->count, (size_t)asked->parts);
    if (made->steps) return spread_steps(made->values, made->count, made->steps, made->step_count);
    return spread_round(made->values, made->count, made->is_whole);
}

void answer_spread_ends(Answer *answer, const SpreadAxis *axis, size_t bucket)
{
    const bool is_first = bucket == 1, is_last = bucket == axis->count + 1;
    if (bucket == 0 || (is_first && !axis->has_low))
        answer_null(answer);
    else
        answer_real(answer, is_first ? axis->low : axis->cuts[bucket - 2]);
    if (bucket == 0 || (is_last && !axis->has_high))
        answer_null(answer);
    else
        answer_real(answer, is_last ? axis->high : axis->cuts[bucket - 1]);
}

void answer_spread_share(Answer *answer, int64_t part, int64_t whole)
{
    if (whole > 0)
        answer_real(answer, (double)part / (double)whole);
    else
        answer_null(answer);
}

void answer_spread_middle(Answer *answer, const SpreadCell *cell, const double *ranks, size_t count)
{
    const size_t has = (size_t)cell->count;
    if (has > 0)
        answer_real(answer, cell->sum / (double)has);
    else
        answer_null(answer);
    for (size_t i = 0; i < count; i++)
        if (has > 0)
            answer_real(answer, spread_rank(cell->values, has, ranks[i]));
        else
            answer_null(answer);
}

void answer_spread_columns(Answer *answer, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) answer_column(answer, str_of(names[i]));
}
