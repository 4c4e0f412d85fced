/* answer_held.c -- events and people by time and type, counted over the people index. */
#include "columnar/people_index.h"
#include "insight/answer.h"

enum { CELLS_MAX = 1 << 20, THURSDAY_TO_MONDAY = 3 };

/* A dimension as places 0 … extent - 1. */
typedef struct Axis {
    QuestionBy by;
    int64_t    first;
    size_t     extent;
} Axis;

typedef struct Cell {
    int64_t events, people;
    size_t  person; /* 1 more than the last who was counted */
} Cell;

typedef struct Grid {
    const Asking   *asking;
    const GroupAsk *ask;
    Axis            axes[QUESTION_DIMENSIONS_MAX];
    size_t          place_count;
    bool           *is_there; /* of places              */
    Cell           *cells;    /* metric by metric, of places */
} Grid;

/* As the store numbers it: asking_groups makes names of it. */
static int64_t raw_of(QuestionBy by, int64_t local_ms)
{
    const int64_t from_monday = local_ms + THURSDAY_TO_MONDAY * (int64_t)MS_PER_DAY;
    if (by == DIMENSION_HOUR) return local_ms / MS_PER_HOUR;
    if (by == DIMENSION_DAY) return local_ms / MS_PER_DAY;
    if (by == DIMENSION_WEEK) return from_monday / (7 * (int64_t)MS_PER_DAY);
    if (by == DIMENSION_WEEKDAY) return from_monday / MS_PER_DAY % 7 + 1;
    return local_ms / MS_PER_HOUR % 24; /* DIMENSION_HOUR_OF_DAY */
}

static bool is_held(QuestionBy by)
{
    return by == DIMENSION_TYPE || by <= DIMENSION_WEEK || by == DIMENSION_WEEKDAY ||
           by == DIMENSION_HOUR_OF_DAY;
}

static int64_t local_of(const Asking *asking, int64_t ms)
{
    return ms + (int64_t)asking->question->zone.offset_minutes * MS_PER_MINUTE;
}

/* NULL, or what the index does not hold. */
static const char *not_held(const Asking *asking, const GroupAsk *ask)
{
    const Rows metrics = asking->question->metrics;
    if (asking->view->people == NULL) return "shared_store";
    if (asking->is_scoped) return "scope";
    if (asking->question->filter) return "filters";
    for (size_t i = 0; i < metrics.count; i++) {
        const QuestionMetric *metric = ROWS_AT(QuestionMetric, metrics, i);
        if (metric->events.filter) return "filters";
        if (metric->measure > MEASURE_PER_PERSON) return "property";
    }
    for (size_t i = 0; i < ask->dimension_count; i++)
        if (!is_held(ask->dimensions[i].by)) return "property";
    return local_of(asking, ask->from_ms) < 0 ? "property" : NULL;
}

static Axis axis_of(const Asking *asking, const GroupAsk *ask, QuestionBy by, size_t types)
{
    if (by == DIMENSION_TYPE) return (Axis){ by, 0, types + 1 };
    if (by == DIMENSION_WEEKDAY) return (Axis){ by, 1, 7 };
    if (by == DIMENSION_HOUR_OF_DAY) return (Axis){ by, 0, 24 };
    const int64_t first = raw_of(by, local_of(asking, ask->from_ms));
    const int64_t last  = raw_of(by, local_of(asking, ask->until_ms));
    return (Axis){ by, first, last < first ? 1 : (size_t)(last - first) + 1 };
}

/* False: there would be too many places. */
static bool lay_out(Grid *grid, Arena *arena, size_t types)
{
    const size_t metrics = grid->asking->question->metrics.count;
    grid->place_count    = 1;
    for (size_t i = 0; i < grid->ask->dimension_count; i++) {
        grid->axes[i] = axis_of(grid->asking, grid->ask, grid->ask->dimensions[i].by, types);
        if (grid->axes[i].extent > CELLS_MAX / grid->place_count) return false;
        grid->place_count *= grid->axes[i].extent;
    }
    if (grid->place_count * metrics > CELLS_MAX) return false;
    grid->is_there = arena_make(arena, bool, grid->place_count);
    grid->cells    = arena_make(arena, Cell, grid->place_count * metrics);
    return true;
}

static size_t place_of(const Grid *grid, int64_t local_ms, int32_t type)
{
    size_t place = 0;
    for (size_t i = 0; i < grid->ask->dimension_count; i++) {
        const Axis   *axis = &grid->axes[i];
        const int64_t raw  = axis->by == DIMENSION_TYPE ? type : raw_of(axis->by, local_ms);
        place              = place * axis->extent + (size_t)(raw - axis->first);
    }
    return place;
}

static void count_person(Grid *grid, const Trail *trail, size_t at)
{
    const size_t metrics   = grid->asking->question->metrics.count;
    const bool   is_nobody = trail->persons[at] == 0;
    for (size_t i = trail->starts[at]; i < trail->starts[at + 1]; i++) {
        const size_t place = place_of(grid, local_of(grid->asking, trail->ms[i]), trail->node[i]);
        grid->is_there[place] = true;
        for (size_t metric = 0; metric < metrics; metric++) {
            if (!(trail->mask[i] >> metric & 1)) continue;
            Cell *cell = &grid->cells[metric * grid->place_count + place];
            cell->events++;
            if (is_nobody || cell->person == at + 1) continue;
            cell->person = at + 1;
            cell->people++;
        }
    }
}

static AnswerCell counted(const Cell *cell, QuestionMeasure measure)
{
    if (measure == MEASURE_EVENTS)
        return (AnswerCell){ .kind = ANSWER_INT, .integer = cell->events };
    if (measure == MEASURE_PEOPLE)
        return (AnswerCell){ .kind = ANSWER_INT, .integer = cell->people };
    if (cell->people == 0) return (AnswerCell){ .kind = ANSWER_NULL };
    return (AnswerCell){ .kind = ANSWER_REAL, .real = (double)cell->events / (double)cell->people };
}

static AnswerCell key_of(const Grid *grid, Arena *arena, const Axis *axis, size_t at, Strs types)
{
    const int64_t raw = axis->first + (int64_t)at;
    if (axis->by == DIMENSION_TYPE)
        return (AnswerCell){ .kind = ANSWER_TEXT, .text = str_copy(arena, types.at[raw]) };
    if (axis->by <= DIMENSION_YEAR)
        return answer_time(arena, grid->asking->question, axis->by, raw);
    return (AnswerCell){ .kind = ANSWER_INT, .integer = raw };
}

static void put_rows(const Grid *grid, Strs types, Vec *rows)
{
    const size_t dimensions = grid->ask->dimension_count;
    const Rows   metrics    = grid->asking->question->metrics;
    for (size_t place = 0; place < grid->place_count; place++) {
        if (!grid->is_there[place] && dimensions > 0) continue;
        GroupRow *row  = VEC_ADD(rows, GroupRow);
        size_t    rest = place;
        row->keys      = arena_make(rows->arena, AnswerCell, dimensions + 1);
        row->values    = arena_make(rows->arena, AnswerCell, metrics.count);
        for (size_t i = dimensions; i-- > 0;) {
            const Axis *axis = &grid->axes[i];
            row->keys[i]     = key_of(grid, rows->arena, axis, rest % axis->extent, types);
            rest /= axis->extent;
        }
        for (size_t i = 0; i < metrics.count; i++)
            row->values[i] = counted(&grid->cells[i * grid->place_count + place],
                                     ROWS_AT(QuestionMetric, metrics, i)->measure);
    }
}

Code answer_held_groups(Asking *asking, const GroupAsk *ask, Strs hidden, Vec *rows)
{
    const Rows metrics = asking->question->metrics;
    Ctx       *cx      = asking->cx;
    Strs       types   = { 0 };
    Grid       grid    = { .asking = asking, .ask = ask };
    /* What begins in the store ends there: a comparison, subtotals. */
    if (str_equal(str_of(asking->plan ? asking->plan : ""), S("first_question"))) return OK;
    asking->plan = not_held(asking, ask);
    if (asking->plan) return OK;
    Strs *steps = arena_make(cx->arena, Strs, metrics.count);
    for (size_t i = 0; i < metrics.count; i++)
        steps[i] = ROWS_AT(QuestionMetric, metrics, i)->events.types;
    const PeopleIndexAsk held = { .steps        = steps,
                                  .step_count   = metrics.count,
                                  .left_out     = hidden,
                                  .has_node     = true,
                                  .is_unordered = true,
                                  .has_nobody   = true,
                                  .from_ms      = ask->from_ms,
                                  .until_ms     = ask->until_ms,
                                  .folds        = asking->folds,
                                  .wait         = asking->wait };
    TRAIL(trail);
    TRY(people_index_trail(cx, asking->view, &held, &trail, &types, &asking->plan));
    if (asking->plan) return OK;
    if (!lay_out(&grid, rows->arena, types.count)) {
        asking->plan = "too_many_groups";
        return OK;
    }
    for (size_t i = 0; i < trail.person_count; i++) count_person(&grid, &trail, i);
    put_rows(&grid, types, rows);
    return OK;
}
