/* answer_interval.c -- how long it takes a person from one event to the next. */
#include "insight/answer_spread.h"

enum { PAIRS_MAX = 10 * 1000 * 1000 };

/* What automatic buckets are multiples of. */
static const double steps_ms[] = {
    1.0 * MS_PER_MINUTE, 5.0 * MS_PER_MINUTE, 10.0 * MS_PER_MINUTE, 30.0 * MS_PER_MINUTE,
    1.0 * MS_PER_HOUR,   2.0 * MS_PER_HOUR,   6.0 * MS_PER_HOUR,    12.0 * MS_PER_HOUR,
    1.0 * MS_PER_DAY,    2.0 * MS_PER_DAY,    3.0 * MS_PER_DAY,     7.0 * MS_PER_DAY,
    14.0 * MS_PER_DAY,   30.0 * MS_PER_DAY,   60.0 * MS_PER_DAY,    90.0 * MS_PER_DAY,
    180.0 * MS_PER_DAY,  365.0 * MS_PER_DAY,
};

typedef struct Pairs {
    SpreadItem *items; /* one a pair; `cell` is the part */
    size_t      count;
} Pairs;

static Code take_trail(Asking *asking, Trail *trail, TrailNames *names)
{
    const Question *question = asking->question;
    QuestionEvents  steps[2];
    steps[0] = steps[1] = *ROWS_AT(QuestionEvents, question->steps, 0);
    if (question->steps.count > 1) steps[1] = *ROWS_AT(QuestionEvents, question->steps, 1);
    const TrailAsk ask = { .steps      = steps,
                           .step_count = 2,
                           .node       = question->dimensions.count
                                             ? ROWS_AT(QuestionDimension, question->dimensions, 0)
                                             : NULL,
                           .from_ms    = question->from_ms,
                           .until_ms   = question->until_ms };
    return asking_trail(asking, &ask, trail, names);
}

/* The first event waits for the next; further ones meanwhile change nothing, unless it has waited
 * longer than the window. */
static size_t pair_person(const Question *question, const Trail *trail, size_t at, SpreadItem *out)
{
    size_t  count = 0, first = SIZE_MAX;
    int64_t most = question->window_ms ? question->window_ms : INT64_MAX;
    for (size_t i = trail->starts[at]; i < trail->starts[at + 1]; i++) {
        if (first != SIZE_MAX && trail->ms[i] - trail->ms[first] > most) first = SIZE_MAX;
        if (first != SIZE_MAX && trail->mask[i] & 2) {
            if (out)
                out[count] = (SpreadItem){
                    .person = trail->persons[at],
                    .value  = (double)(trail->ms[i] - trail->ms[first]),
                    .cell   = trail->has_node ? (uint32_t)trail->node[first] : 0,
                };
            count++;
            first = SIZE_MAX;
        }
        if (first == SIZE_MAX && trail->mask[i] & 1) first = i;
    }
    return count;
}

static Code take_pairs(Asking *asking, const Trail *trail, Pairs *out)
{
    size_t count = 0;
    for (size_t i = 0; i < trail->person_count; i++)
        count += pair_person(asking->question, trail, i, NULL);
    if (count > PAIRS_MAX)
        return fail(asking->cx, ERR_LIMIT, "query.too_large", "%zu intervals", count);
    *out = (Pairs){ .items = arena_make(asking->answer.arena, SpreadItem, count + 1) };
    for (size_t i = 0; i < trail->person_count; i++)
        out->count += pair_person(asking->question, trail, i, out->items + out->count);
    return OK;
}

static SpreadAxis axis_of(Asking *asking, const Pairs *pairs)
{
    double *sorted = arena_make(asking->answer.arena, double, pairs->count + 1);
    for (size_t i = 0; i < pairs->count; i++) sorted[i] = pairs->items[i].value;
    spread_sort(sorted, pairs->count);
    return answer_spread_axis(ROWS_AT(QuestionAxis, asking->question->axes, 0),
                              &(SpreadMade){ .values     = sorted,
                                             .count      = pairs->count,
                                             .steps      = steps_ms,
                                             .step_count = COUNT(steps_ms) });
}

static void put_figures(Asking *asking, const SpreadCell *cell, int64_t whole)
{
    static const double ranks[] = { 0.25, 0.5, 0.75, 0.9 };
    answer_int(&asking->answer, cell->count);
    answer_int(&asking->answer, cell->people);
    answer_spread_share(&asking->answer, cell->count, whole);
    answer_spread_middle(&asking->answer, cell, ranks, COUNT(ranks));
}

static void put_part(Asking *asking, const AnswerCell *part, const SpreadAxis *axis,
                     const SpreadCell *whole, const SpreadCell *cells)
{
    Answer *answer = &asking->answer;
    if (part) answer_cell(answer, *part);
    for (int i = 0; i < 3; i++) answer_null(answer);
    put_figures(asking, whole, whole->count);
    for (size_t i = 0; i <= axis->count; i++) {
        if (part) answer_cell(answer, *part);
        answer_int(answer, (int64_t)i + 1);
        answer_spread_ends(answer, axis, i + 1);
        put_figures(asking, &cells[i], whole->count);
    }
}

static void put_rows(Asking *asking, const Pairs *pairs, const TrailNames *names, size_t parts)
{
    Arena            *arena  = asking->answer.arena;
    const SpreadAxis  axis   = axis_of(asking, pairs);
    const SpreadCell *wholes = spread_count(arena, pairs->items, pairs->count, parts);
    const size_t      width  = axis.count + 1;
    for (size_t i = 0; i < pairs->count; i++) {
        SpreadItem *item = &pairs->items[i];
        item->cell       = (uint32_t)(item->cell * width + spread_bucket(&axis, item->value) - 1);
    }
    const SpreadCell *cells = spread_count(arena, pairs->items, pairs->count, parts * width);
    for (size_t i = 0; i < parts; i++) {
        const bool is_divided = asking->question->dimensions.count > 0;
        if (wholes[i].count == 0) continue;
        put_part(asking, is_divided ? VEC_AT(names->cells, AnswerCell, i) : NULL, &axis, &wholes[i],
                 &cells[i * width]);
    }
}

Code answer_interval(Asking *asking)
{
    static const char *const columns[] = { "bucket",    "from_ms", "to_ms",      "count",
                                           "people",    "share",   "average_ms", "q1_ms",
                                           "median_ms", "q3_ms",   "p90_ms" };
    TrailNames               names     = { 0 };
    Pairs                    pairs     = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    TRY(take_pairs(asking, &trail, &pairs));
    if (asking->question->dimensions.count)
        answer_column(&asking->answer,
                      ROWS_AT(QuestionDimension, asking->question->dimensions, 0)->name);
    answer_spread_columns(&asking->answer, columns, COUNT(columns));
    put_rows(asking, &pairs, &names, asking->question->dimensions.count ? names.cells.count : 1);
    return OK;
}

Code answer_interval_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    const bool is_any = cell->buckets.count == 0 || cell->buckets.at[0] == QUESTION_ANY_BUCKET;
    Vec        ids    = vec_of(asking->answer.arena, int64_t);
    TrailNames names  = { 0 };
    Pairs      pairs  = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    TRY(take_pairs(asking, &trail, &pairs));
    const SpreadAxis axis = axis_of(asking, &pairs);
    for (size_t i = 0; i < pairs.count; i++) {
        const SpreadItem *item = &pairs.items[i];
        if (!is_any && spread_bucket(&axis, item->value) != (size_t)cell->buckets.at[0]) continue;
        if (ids.count > 0 && *VEC_AT(ids, int64_t, ids.count - 1) == item->person) continue;
        *VEC_ADD(&ids, int64_t) = item->person;
    }
    *out = (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
    return OK;
}
