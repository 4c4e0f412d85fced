/* answer_distribution.c -- how many people did something how often, over one to three axes. */
#include "insight/answer_spread.h"

#include <math.h>

enum { CELLS_MAX = 1000 * 1000 };

/* Persons and their numbers, and where they fall. */
typedef struct Spread {
    const Question *question;
    Arena          *arena;
    const Trail    *trail;
    size_t          axis_count;
    double         *values[QUESTION_AXES_MAX]; /* by person; NAN: he has none */
    SpreadAxis      axes[QUESTION_AXES_MAX];
    size_t          grid; /* cells of a part, bucket 0 of each axis with them */
    size_t          parts;
} Spread;

static const QuestionAxis *axis_at(const Spread *spread, size_t at)
{
    return ROWS_AT(QuestionAxis, spread->question->axes, at);
}

static Code take_trail(Asking *asking, Trail *trail, TrailNames *names)
{
    const Question *question = asking->question;
    QuestionEvents  steps[QUESTION_AXES_MAX];
    TrailAsk        ask = { .steps      = steps,
                            .step_count = question->axes.count,
                            .node       = question->dimensions.count
                                              ? ROWS_AT(QuestionDimension, question->dimensions, 0)
                                              : NULL,
                            .no_value   = NAN,
                            .from_ms    = question->from_ms,
                            .until_ms   = question->until_ms };
    for (size_t i = 0; i < question->axes.count; i++) {
        const QuestionAxis *axis = ROWS_AT(QuestionAxis, question->axes, i);
        steps[i]                 = axis->events;
        if (axis->property.ptr) ask.value = axis->property;
    }
    return asking_trail(asking, &ask, trail, names);
}

/* ---- the numbers of a person ------------------------------------------------------------ */

static double days_of(const Spread *spread, size_t at, uint32_t bit)
{
    const Trail *trail = spread->trail;
    int64_t      count = 0, last = INT64_MIN;
    for (size_t i = trail->starts[at]; i < trail->starts[at + 1]; i++) {
        if (!(trail->mask[i] & bit)) continue;
        const int64_t day = day_of(trail->ms[i], spread->question->zone);
        count += day != last;
        last = day;
    }
    return (double)count;
}

static double recency_of(const Spread *spread, size_t at, uint32_t bit)
{
    const Trail *trail = spread->trail;
    for (size_t i = trail->starts[at + 1]; i-- > trail->starts[at];)
        if (trail->mask[i] & bit)
            return (double)(spread->question->last_day -
                            day_of(trail->ms[i], spread->question->zone));
    return NAN;
}

/* The sum of nothing is 0; nothing has no average and no greatest. */
static double property_of(const Spread *spread, size_t at, uint32_t bit, SpreadMeasure measure)
{
    const Trail *trail = spread->trail;
    double       sum = 0, most = NAN;
    int64_t      count = 0;
    for (size_t i = trail->starts[at]; i < trail->starts[at + 1]; i++) {
        if (!(trail->mask[i] & bit) || isnan(trail->value[i])) continue;
        sum += trail->value[i];
        if (count++ == 0 || trail->value[i] > most) most = trail->value[i];
    }
    if (measure == SPREAD_SUM) return sum;
    if (measure == SPREAD_MAX) return most;
    return count > 0 ? sum / (double)count : NAN;
}

static double number_of(const Spread *spread, size_t at, size_t axis)
{
    const SpreadMeasure measure = axis_at(spread, axis)->measure;
    const uint32_t      bit     = 1u << axis;
    int64_t             count   = 0;
    if (measure == SPREAD_DAYS) return days_of(spread, at, bit);
    if (measure == SPREAD_RECENCY) return recency_of(spread, at, bit);
    if (measure != SPREAD_EVENTS) return property_of(spread, at, bit, measure);
    for (size_t i = spread->trail->starts[at]; i < spread->trail->starts[at + 1]; i++)
        count += (spread->trail->mask[i] & bit) != 0;
    return (double)count;
}

static void lay_axis(Spread *spread, size_t axis)
{
    const size_t persons  = spread->trail->person_count;
    double      *sorted   = arena_make(spread->arena, double, persons + 1);
    size_t       count    = 0;
    bool         is_whole = true;
    spread->values[axis]  = arena_make(spread->arena, double, persons + 1);
    for (size_t i = 0; i < persons; i++) {
        const double value      = number_of(spread, i, axis);
        spread->values[axis][i] = value;
        if (isnan(value)) continue;
        sorted[count++] = value;
        is_whole &= value == floor(value);
    }
    spread_sort(sorted, count);
    spread->axes[axis] =
        answer_spread_axis(axis_at(spread, axis),
                           &(SpreadMade){ .values = sorted, .count = count, .is_whole = is_whole });
    spread->grid *= spread->axes[axis].count + 2;
}

static Code lay_out(Ctx *cx, Spread *spread)
{
    spread->grid = 1;
    for (size_t i = 0; i < spread->axis_count; i++) lay_axis(spread, i);
    if (spread->grid > CELLS_MAX / spread->parts)
        return fail(cx, ERR_LIMIT, "query.too_large", "%zu parts of %zu cells", spread->parts,
                    spread->grid);
    return OK;
}

static size_t bucket_of(const Spread *spread, size_t person, size_t axis)
{
    const double value = spread->values[axis][person];
    return isnan(value) ? 0 : spread_bucket(&spread->axes[axis], value);
}

static size_t cell_of(const Spread *spread, size_t person)
{
    size_t cell = 0;
    for (size_t i = 0; i < spread->axis_count; i++)
        cell = cell * (spread->axes[i].count + 2) + bucket_of(spread, person, i);
    return cell;
}

static size_t part_of(const Spread *spread, size_t person)
{
    const Trail *trail = spread->trail;
    return trail->has_node ? (size_t)trail->node[trail->starts[person]] : 0;
}

/* ---- rows --------------------------------------------------------------------------------- */

/* Of each cell of the grid, and behind them of each part as a whole. */
typedef struct Counted {
    const SpreadCell *of[QUESTION_AXES_MAX]; /* by axis: people are the same in each */
} Counted;

static SpreadCell *count_axis(const Spread *spread, size_t axis, bool is_whole)
{
    const size_t persons = spread->trail->person_count;
    SpreadItem  *items   = arena_make(spread->arena, SpreadItem, persons + 1);
    size_t       count   = 0;
    for (size_t i = 0; i < persons; i++) {
        const double value = spread->values[axis][i];
        const size_t part  = part_of(spread, i);
        if (isnan(value)) continue;
        items[count++] = (SpreadItem){
            .person = spread->trail->persons[i],
            .value  = value,
            .cell   = (uint32_t)(is_whole ? part : part * spread->grid + cell_of(spread, i))
        };
    }
    return spread_count(spread->arena, items, count,
                        is_whole ? spread->parts : spread->parts * spread->grid);
}

static int64_t *count_people(const Spread *spread, bool is_whole)
{
    const size_t cells  = is_whole ? spread->parts : spread->parts * spread->grid;
    int64_t     *people = arena_make(spread->arena, int64_t, cells + 1);
    for (size_t i = 0; i < spread->trail->person_count; i++) {
        const size_t part = part_of(spread, i);
        people[is_whole ? part : part * spread->grid + cell_of(spread, i)]++;
    }
    return people;
}

static const double ranks[] = { 0.5, 0.9 };

static void put_figures(Asking *asking, const Spread *spread, const Counted *counted, size_t cell,
                        int64_t people, int64_t whole)
{
    Answer *answer = &asking->answer;
    answer_int(answer, people);
    answer_spread_share(answer, people, whole);
    for (size_t i = 0; i < spread->axis_count; i++) answer_real(answer, counted->of[i][cell].sum);
    if (spread->axis_count == 1)
        answer_spread_middle(answer, &counted->of[0][cell], ranks, COUNT(ranks));
}

static void put_columns(Asking *asking, const Spread *spread)
{
    static const char *const axis_columns[QUESTION_AXES_MAX][3] = {
        { "bucket", "from", "to" },
        { "bucket_2", "from_2", "to_2" },
        { "bucket_3", "from_3", "to_3" }
    };
    static const char *const counts[] = { "people", "share" }, *const middle[] = { "average",
                                                                                   "median",
                                                                                   "p90" };
    static const char *const totals[] = { "total", "total_2", "total_3" };
    Answer                  *answer   = &asking->answer;
    if (spread->question->dimensions.count)
        answer_column(answer, ROWS_AT(QuestionDimension, spread->question->dimensions, 0)->name);
    for (size_t i = 0; i < spread->axis_count; i++)
        answer_spread_columns(answer, axis_columns[i], 3);
    answer_spread_columns(answer, counts, COUNT(counts));
    answer_spread_columns(answer, totals, spread->axis_count);
    if (spread->axis_count == 1) answer_spread_columns(answer, middle, COUNT(middle));
}

/* The buckets of a cell; false: one of them is of those without a number. */
static bool buckets_of(const Spread *spread, size_t cell, size_t *buckets)
{
    bool has_all = true;
    for (size_t i = spread->axis_count; i-- > 0;) {
        buckets[i] = cell % (spread->axes[i].count + 2);
        cell /= spread->axes[i].count + 2;
        has_all &= buckets[i] > 0;
    }
    return has_all;
}

static void put_part(Asking *asking, const Spread *spread, const AnswerCell *part, size_t at,
                     const int64_t *people, int64_t whole, const Counted *cells)
{
    Answer *answer = &asking->answer;
    size_t  buckets[QUESTION_AXES_MAX];
    for (size_t i = 0; i < spread->grid; i++) {
        const size_t cell = at * spread->grid + i;
        if (!buckets_of(spread, i, buckets) && people[cell] == 0) continue;
        if (part) answer_cell(answer, *part);
        for (size_t k = 0; k < spread->axis_count; k++) {
            answer_int(answer, (int64_t)buckets[k]);
            answer_spread_ends(answer, &spread->axes[k], buckets[k]);
        }
        put_figures(asking, spread, cells, cell, people[cell], whole);
    }
}

static void put_rows(Asking *asking, const Spread *spread, const TrailNames *names)
{
    const bool     is_divided = spread->question->dimensions.count > 0;
    const int64_t *people = count_people(spread, false), *wholes = count_people(spread, true);
    Counted        cells = { 0 }, parts = { 0 };
    for (size_t i = 0; i < spread->axis_count; i++) {
        cells.of[i] = count_axis(spread, i, false);
        parts.of[i] = count_axis(spread, i, true);
    }
    for (size_t at = 0; at < spread->parts; at++) {
        const AnswerCell *part = is_divided ? VEC_AT(names->cells, AnswerCell, at) : NULL;
        if (wholes[at] == 0) continue;
        if (part) answer_cell(&asking->answer, *part);
        for (size_t k = 0; k < 3 * spread->axis_count; k++) answer_null(&asking->answer);
        put_figures(asking, spread, &parts, at, wholes[at], wholes[at]);
        put_part(asking, spread, part, at, people, wholes[at], &cells);
    }
}

static Spread spread_of(Asking *asking, const Trail *trail, const TrailNames *names)
{
    const bool is_divided = asking->question->dimensions.count > 0;
    return (Spread){ .question   = asking->question,
                     .arena      = asking->answer.arena,
                     .trail      = trail,
                     .axis_count = asking->question->axes.count,
                     .parts      = is_divided ? names->cells.count : 1 };
}

Code answer_distribution(Asking *asking)
{
    TrailNames names = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    Spread spread = spread_of(asking, &trail, &names);
    put_columns(asking, &spread);
    if (spread.parts == 0) return OK; /* nobody, so nothing divides */
    TRY(lay_out(asking->cx, &spread));
    put_rows(asking, &spread, &names);
    return OK;
}

static bool is_meant(const Spread *spread, size_t person, const QuestionCell *cell)
{
    for (size_t i = 0; i < spread->axis_count && i < cell->buckets.count; i++)
        if (cell->buckets.at[i] != QUESTION_ANY_BUCKET &&
            (size_t)cell->buckets.at[i] != bucket_of(spread, person, i))
            return false;
    return true;
}

Code answer_distribution_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    Vec        ids   = vec_of(asking->answer.arena, int64_t);
    TrailNames names = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    Spread spread = spread_of(asking, &trail, &names);
    TRY(lay_out(asking->cx, &spread));
    for (size_t i = 0; i < trail.person_count; i++)
        if (is_meant(&spread, i, cell)) *VEC_ADD(&ids, int64_t) = trail.persons[i];
    *out = (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
    return OK;
}
