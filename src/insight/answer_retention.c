/* answer_retention.c -- who comes back, and who they are. */
#include "columnar/cohort.h"
#include "insight/answer.h"

static const QuestionEvents any = { .field = { "steps", 5 } };

typedef struct Units {
    int64_t *starts; /* count + 1 */
    size_t   count;
} Units;

static Units units_of(Arena *arena, const Question *question)
{
    Vec starts = vec_of(arena, int64_t);
    for (int64_t at = question->from_ms; at < question->until_ms;
         at         = question_unit_start(question->unit, question->zone, at, 1))
        *VEC_ADD(&starts, int64_t) = at;
    *VEC_ADD(&starts, int64_t) = question->until_ms;
    return (Units){ (int64_t *)(void *)starts.at, starts.count - 1 };
}

/* `steps` has two elements. */
static TrailAsk trail_ask(const Question *question, QuestionEvents *steps)
{
    steps[0] = steps[1] = any;
    if (question->steps.count > 0)
        steps[0] = steps[1] = *ROWS_AT(QuestionEvents, question->steps, 0);
    if (question->steps.count > 1) steps[1] = *ROWS_AT(QuestionEvents, question->steps, 1);
    return (TrailAsk){ .steps      = steps,
                       .step_count = 2,
                       .node       = question->dimensions.count
                                         ? ROWS_AT(QuestionDimension, question->dimensions, 0)
                                         : NULL,
                       .value      = question->value,
                       .from_ms    = question->from_ms,
                       .until_ms   = question->until_ms };
}

static CohortAsk ask_of(const Question *question, Units units)
{
    return (CohortAsk){ .unit_start   = units.starts,
                        .unit_count   = units.count,
                        .has_value    = question->value.ptr != NULL,
                        .periods      = question->periods.at,
                        .period_count = question->periods.count };
}

/* ---- by pieces ------------------------------------------------------------------------- */

static size_t parts_of(const TrailNames *names)
{
    return names->cells.count ? names->cells.count : 1;
}

static void *begin(void *with, const TrailNames *names)
{
    enum { CELLS_MAX = 4 * 1000 * 1000 };
    CohortAsk *ask  = with;
    ask->part_count = names->cells.count;
    if (parts_of(names) * ask->unit_count * ask->period_count > CELLS_MAX) return NULL;
    return cohort_new(ask);
}

static void add(void *state, const Trail *piece) { cohort_add(state, piece); }
static void add_runs(void *state, const PeopleRuns *runs) { cohort_add_runs(state, runs); }
static void join(void *state, void *from) { cohort_join(state, from); }
static void forget(void *state) { cohort_done(state, NULL, NULL, NULL); }

/* Counted, of memory or of the store. */
static Code count_cohorts(Asking *asking, CohortAsk *ask, TrailNames *names, void **state)
{
    QuestionEvents  steps[2];
    const TrailAsk  trail_of = trail_ask(asking->question, steps);
    const bool      is_plain = !trail_of.node && !trail_of.value.ptr && !ask->hit;
    const TrailWork work     = { .begin    = begin,
                                 .add      = add,
                                 .add_runs = is_plain ? add_runs : NULL,
                                 .join     = join,
                                 .forget   = forget,
                                 .with     = ask,
                                 .is_alone = ask->hit != NULL };
    TRY(asking_pieces(asking, &trail_of, &work, names, state));
    if (*state) return OK;
    TRAIL(trail);
    TRY(asking_trail(asking, &trail_of, &trail, names));
    *state = begin(ask, names);
    if (*state == NULL)
        return fail(asking->cx, ERR_LIMIT, "query.too_large", "%zu parts of %zu cohorts",
                    parts_of(names), ask->unit_count);
    cohort_add(*state, &trail);
    return OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static void put_row(Asking *asking, const AnswerCell *part, Str cohort, int64_t size,
                    int32_t period, const CohortCell *cell)
{
    Answer *answer = &asking->answer;
    if (part) answer_cell(answer, *part);
    answer_text(answer, cohort);
    answer_int(answer, size);
    answer_int(answer, period);
    answer_int(answer, cell->reached);
    answer_int(answer, cell->retained);
    if (cell->reached)
        answer_real(answer, (double)cell->retained / (double)cell->reached);
    else
        answer_null(answer);
    if (!asking->question->value.ptr) return;
    answer_real(answer, cell->value);
    if (cell->reached)
        answer_real(answer, cell->value / (double)cell->reached);
    else
        answer_null(answer);
}

static Str cohort_name(const Asking *asking, int64_t start)
{
    const Question *question = asking->question;
    return question_unit_name(asking->answer.arena, question->unit, question->zone,
                              question_unit_start(question->unit, question->zone, start, 0));
}

/* All cohorts of a part as one, and then each that has somebody. */
static Code put_part(Asking *asking, const AnswerCell *part, const CohortAsk *ask,
                     const int64_t *sizes, const CohortCell *cells)
{
    int64_t everybody = 0;
    for (size_t unit = 0; unit < ask->unit_count; unit++) everybody += sizes[unit];
    for (size_t i = 0; i < ask->period_count; i++) {
        CohortCell sum = { 0 };
        for (size_t unit = 0; unit < ask->unit_count; unit++) {
            sum.reached += cells[unit * ask->period_count + i].reached;
            sum.retained += cells[unit * ask->period_count + i].retained;
            sum.value += cells[unit * ask->period_count + i].value;
        }
        put_row(asking, part, (Str){ 0 }, everybody, ask->periods[i], &sum);
    }
    for (size_t unit = 0; unit < ask->unit_count; unit++) {
        if (sizes[unit] == 0) continue;
        const Str name = cohort_name(asking, ask->unit_start[unit]);
        for (size_t i = 0; i < ask->period_count; i++)
            put_row(asking, part, name, sizes[unit], ask->periods[i],
                    &cells[unit * ask->period_count + i]);
        TRY(answer_check_room(asking->cx, &asking->answer));
    }
    return OK;
}

Code answer_retention(Asking *asking)
{
    static const char *const columns[] = { "cohort",   "size", "period", "reached",
                                           "retained", "rate", "value",  "value_per_person" };
    enum { WITHOUT_VALUE = 6 };
    const Question *question = asking->question;
    Arena          *arena    = asking->answer.arena;
    TrailNames      names    = { 0 };
    const Units     units    = units_of(arena, question);
    CohortAsk       ask      = ask_of(question, units);
    void           *state    = NULL;
    TRY(count_cohorts(asking, &ask, &names, &state));
    const size_t parts = parts_of(&names);
    int64_t     *sizes = arena_make(arena, int64_t, parts * ask.unit_count);
    CohortCell  *cells = arena_make(arena, CohortCell, parts * ask.unit_count * ask.period_count);
    bool        *is_there = arena_make(arena, bool, parts);
    cohort_done(state, sizes, cells, is_there);
    if (question->dimensions.count)
        answer_column(&asking->answer, ROWS_AT(QuestionDimension, question->dimensions, 0)->name);
    const size_t shown = question->value.ptr ? COUNT(columns) : WITHOUT_VALUE;
    for (size_t i = 0; i < shown; i++) answer_column(&asking->answer, str_of(columns[i]));
    for (size_t part = 0; part < parts; part++) {
        if (!is_there[part] || (question->dimensions.count && !ask.part_count)) continue;
        TRY(put_part(asking, ask.part_count ? VEC_AT(names.cells, AnswerCell, part) : NULL, &ask,
                     sizes + part * ask.unit_count,
                     cells + part * ask.unit_count * ask.period_count));
    }
    return OK;
}

typedef struct Behind {
    Asking             *asking;
    const CohortAsk    *ask;
    Vec                 ids; /* of int64_t */
    const QuestionCell *cell;
} Behind;

static void note(void *with, int64_t person, size_t unit, size_t period_at, bool is_back)
{
    Behind *behind = with;
    if (behind->ask->periods[period_at] != behind->cell->period) return;
    if (is_back == behind->cell->is_dropped) return;
    if (behind->cell->cohort.ptr &&
        !str_equal(cohort_name(behind->asking, behind->ask->unit_start[unit]),
                   behind->cell->cohort))
        return;
    *VEC_ADD(&behind->ids, int64_t) = person;
}

Code answer_retention_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    Arena     *arena  = asking->answer.arena;
    TrailNames names  = { 0 };
    Behind     behind = { .asking = asking, .ids = vec_of(arena, int64_t), .cell = cell };
    CohortAsk  ask    = ask_of(asking->question, units_of(arena, asking->question));
    void      *state  = NULL;
    ask.periods       = &cell->period;
    ask.period_count  = 1;
    ask.hit           = note;
    ask.with          = &behind;
    behind.ask        = &ask;
    TRY(count_cohorts(asking, &ask, &names, &state));
    cohort_done(state, NULL, NULL, NULL);
    *out = (Ids){ (const int64_t *)(const void *)behind.ids.at, behind.ids.count };
    return OK;
}
