/* answer_held.c -- events and people by time and type, counted over the people index. */
#include "columnar/people_grid.h"
#include "columnar/people_index.h"
#include "insight/answer.h"
#include "insight/question_people.h"

enum { CELLS_MAX = 1 << 20, HOURS_MAX = 4 << 20, THURSDAY_TO_MONDAY = 3 };

/* A dimension as places 0 … extent - 1. */
typedef struct Axis {
    QuestionBy by;
    int64_t    first;
    size_t     extent;
} Axis;

/* The kinds of events that metrics count, and where metrics find theirs. */
typedef struct Kinds {
    Strs      types[QUESTION_METRICS_MAX];
    PeopleSet people[QUESTION_METRICS_MAX];
    bool      is_of_some; /* not each is everybody's */
    size_t    count, of_metric[QUESTION_METRICS_MAX];
} Kinds;

typedef struct Grid {
    const Asking      *asking;
    const GroupAsk    *ask;
    Axis               axes[QUESTION_DIMENSIONS_MAX];
    Kinds              kinds;
    Strs               types, hidden;
    PeopleGrid         held;
    const PeopleCells *cells;
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
    for (size_t i = 0; i < metrics.count; i++)
        if (ROWS_AT(QuestionMetric, metrics, i)->measure > MEASURE_PER_PERSON) return "property";
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

/* ---- places ------------------------------------------------------------------------------ */

/* One more kind, or the one that counts all events of everybody, once. */
static size_t kind_of(Kinds *kinds, Strs types, PeopleSet people)
{
    const bool is_all = types.count == 0 && people_set_is_all(people);
    size_t     at     = 0;
    while (at < kinds->count &&
           !(is_all && kinds->types[at].count == 0 && people_set_is_all(kinds->people[at])))
        at++;
    if (at < kinds->count) return at;
    kinds->types[at]  = types;
    kinds->people[at] = people;
    kinds->is_of_some |= !people_set_is_all(people);
    kinds->count++;
    return at;
}

/* Metrics of the same events are counted together.  False: filters ask something of events. */
static bool find_kinds(const Asking *asking, Kinds *kinds)
{
    Arena          *arena    = asking->answer.arena; /* of a request's there is little */
    const Question *question = asking->question;
    PeopleSet       only, own;
    if (!question_people(arena, question, question->filter, &only)) return false;
    for (size_t i = 0; i < question->metrics.count; i++) {
        const QuestionEvents *events = &ROWS_AT(QuestionMetric, question->metrics, i)->events;
        if (!question_people(arena, question, events->filter, &own)) return false;
        kinds->of_metric[i] = kind_of(kinds, events->types, people_set_and(arena, only, own));
    }
    return true;
}

static bool is_among(Strs types, Str type)
{
    for (size_t i = 0; i < types.count; i++)
        if (str_equal(types.at[i], type)) return true;
    return false;
}

static uint32_t mask_of(const Grid *grid, Str type)
{
    uint32_t mask = 0;
    if (is_among(grid->hidden, type)) return 0;
    for (size_t i = 0; i < grid->kinds.count; i++)
        if (grid->kinds.types[i].count == 0 || is_among(grid->kinds.types[i], type))
            mask |= 1u << i;
    return mask;
}

static void place_types(Grid *grid, Arena *arena)
{
    uint32_t *mask  = arena_make(arena, uint32_t, grid->types.count + 1);
    uint32_t *place = arena_make(arena, uint32_t, grid->types.count + 1);
    for (size_t type = 0; type < grid->types.count; type++) {
        mask[type]      = mask_of(grid, grid->types.at[type]);
        size_t place_of = 0;
        for (size_t i = 0; i < grid->ask->dimension_count; i++)
            place_of =
                place_of * grid->axes[i].extent + (grid->axes[i].by == DIMENSION_TYPE ? type : 0);
        place[type] = (uint32_t)place_of;
    }
    grid->held.type_mask  = mask;
    grid->held.type_place = place;
}

static bool has_time(const GroupAsk *ask)
{
    for (size_t i = 0; i < ask->dimension_count; i++)
        if (ask->dimensions[i].by != DIMENSION_TYPE) return true;
    return false;
}

/* All that is asked of time depends on the hour.  False: there are too many. */
static bool place_hours(Grid *grid, Arena *arena)
{
    const GroupAsk *ask   = grid->ask;
    const int64_t   first = local_of(grid->asking, ask->from_ms) / MS_PER_HOUR;
    const int64_t   last  = local_of(grid->asking, ask->until_ms) / MS_PER_HOUR;
    if (!has_time(ask)) return true;
    if (last - first >= HOURS_MAX) return false;
    const size_t count = last < first ? 0 : (size_t)(last - first) + 1;
    uint32_t    *place = arena_make(arena, uint32_t, count + 1);
    for (size_t hour = 0; hour < count; hour++) {
        const int64_t local_ms = (first + (int64_t)hour) * MS_PER_HOUR;
        size_t        place_of = 0;
        for (size_t i = 0; i < ask->dimension_count; i++) {
            const Axis   *axis = &grid->axes[i];
            const int64_t raw =
                axis->by == DIMENSION_TYPE ? axis->first : raw_of(axis->by, local_ms);
            place_of = place_of * axis->extent + (size_t)(raw - axis->first);
        }
        place[hour] = (uint32_t)place_of;
    }
    grid->held.hour_place = place;
    grid->held.first_hour = first;
    return true;
}

/* False: there would be too many places. */
static bool lay_out(Grid *grid, Arena *arena)
{
    const Asking   *asking  = grid->asking;
    const GroupAsk *ask     = grid->ask;
    const Rows      metrics = asking->question->metrics;
    grid->held              = (PeopleGrid){ .place_count = 1,
                                            .kind_count  = grid->kinds.count,
                                            .from_ms     = ask->from_ms,
                                            .until_ms    = ask->until_ms,
                                            .offset_ms   = local_of(asking, 0),
                                            .members     = people_members(arena, asking->folds) };
    if (grid->kinds.is_of_some) grid->held.kind_people = grid->kinds.people;
    for (size_t i = 0; i < ask->dimension_count; i++) {
        grid->axes[i] = axis_of(asking, ask, ask->dimensions[i].by, grid->types.count);
        if (grid->axes[i].extent > CELLS_MAX / grid->held.place_count) return false;
        grid->held.place_count *= grid->axes[i].extent;
    }
    if (grid->held.place_count * metrics.count > CELLS_MAX) return false;
    for (size_t i = 0; i < metrics.count; i++)
        grid->held.has_people |= ROWS_AT(QuestionMetric, metrics, i)->measure != MEASURE_EVENTS;
    place_types(grid, arena);
    return place_hours(grid, arena);
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool is_there(const Grid *grid, size_t place)
{
    for (size_t kind = 0; kind < grid->kinds.count; kind++)
        if (grid->cells->events[kind * grid->held.place_count + place]) return true;
    return false;
}

static AnswerCell counted(const Grid *grid, size_t metric, size_t place, QuestionMeasure measure)
{
    const size_t  cell   = grid->kinds.of_metric[metric] * grid->held.place_count + place;
    const int64_t events = grid->cells->events[cell];
    const int64_t people = grid->held.has_people ? grid->cells->people[cell] : 0;
    if (measure == MEASURE_EVENTS) return (AnswerCell){ .kind = ANSWER_INT, .integer = events };
    if (measure == MEASURE_PEOPLE) return (AnswerCell){ .kind = ANSWER_INT, .integer = people };
    if (people == 0) return (AnswerCell){ .kind = ANSWER_NULL };
    return (AnswerCell){ .kind = ANSWER_REAL, .real = (double)events / (double)people };
}

static AnswerCell key_of(const Grid *grid, Arena *arena, const Axis *axis, size_t at)
{
    const int64_t raw = axis->first + (int64_t)at;
    if (axis->by == DIMENSION_TYPE)
        return (AnswerCell){ .kind = ANSWER_TEXT, .text = str_copy(arena, grid->types.at[raw]) };
    if (axis->by <= DIMENSION_YEAR)
        return answer_time(arena, grid->asking->question, axis->by, raw);
    return (AnswerCell){ .kind = ANSWER_INT, .integer = raw };
}

static void put_rows(const Grid *grid, Vec *rows)
{
    const size_t dimensions = grid->ask->dimension_count;
    const Rows   metrics    = grid->asking->question->metrics;
    for (size_t place = 0; place < grid->held.place_count; place++) {
        if (dimensions > 0 && !is_there(grid, place)) continue;
        GroupRow *row  = VEC_ADD(rows, GroupRow);
        size_t    rest = place;
        row->keys      = arena_make(rows->arena, AnswerCell, dimensions + 1);
        row->values    = arena_make(rows->arena, AnswerCell, metrics.count);
        for (size_t i = dimensions; i-- > 0;) {
            const Axis *axis = &grid->axes[i];
            row->keys[i]     = key_of(grid, rows->arena, axis, rest % axis->extent);
            rest /= axis->extent;
        }
        for (size_t i = 0; i < metrics.count; i++)
            row->values[i] = counted(grid, i, place, ROWS_AT(QuestionMetric, metrics, i)->measure);
    }
}

static void count(Grid *grid, const PeopleHold *hold, Vec *rows)
{
    PeopleCells *cells[PEOPLE_THREADS_MAX];
    for (size_t i = 0; i < hold->threads; i++) cells[i] = people_grid_new(&grid->held);
    people_grid_count(&hold->seen, &grid->held, cells, hold->threads);
    grid->cells = cells[0];
    put_rows(grid, rows);
    for (size_t i = 0; i < hold->threads; i++) people_grid_free(cells[i]);
}

Code answer_held_groups(Asking *asking, const GroupAsk *ask, Strs hidden, Vec *rows)
{
    Grid grid = { .asking = asking, .ask = ask, .hidden = hidden };
    HOLDING_PEOPLE(hold);
    /* What begins in the store ends there: a comparison, subtotals. */
    if (str_equal(str_of(asking->plan ? asking->plan : ""), S("first_question"))) return OK;
    asking->plan = not_held(asking, ask);
    if (!asking->plan && !find_kinds(asking, &grid.kinds)) asking->plan = "filters";
    if (asking->plan) return OK;
    TRY(people_index_take(asking->cx, asking->view, &hold, &asking->plan));
    if (asking->plan) return OK;
    grid.types = hold.seen.types;
    if (lay_out(&grid, rows->arena))
        count(&grid, &hold, rows);
    else
        asking->plan = "too_many_groups";
    return OK;
}
