/* answer_trail.c -- events of a question, read into a trail. */
#include "columnar/people_index.h"
#include "columnar/people_piece.h"
#include "insight/answer.h"
#include "insight/question_people.h"

#include <stdlib.h>

enum { NODES_MAX = 200000, FIXED_COLUMNS = 4, COLUMNS_MAX = 8 };

typedef struct Collect {
    Trail      *trail;
    TrailNames *names;
    size_t      node_at, node_width, value_at; /* columns; 0: none */
    double      no_value;
} Collect;

static AnswerCell cell_of(Arena *arena, const ColumnarChunk *chunk, size_t at, size_t width,
                          size_t row)
{
    const ColumnarColumn *column = &chunk->columns[at];
    if (!columnar_is_null(column, row))
        return (AnswerCell){ .kind = ANSWER_TEXT, .text = str_copy(arena, column->texts[row]) };
    if (width == 2 && !columnar_is_null(column + 1, row))
        return (AnswerCell){ .kind = ANSWER_REAL, .real = column[1].reals[row] };
    return (AnswerCell){ .kind = ANSWER_NULL };
}

/* The key of a name: texts, numbers and nothing are never the same. */
static Str key_of(Arena *arena, const ColumnarChunk *chunk, const Collect *collect, size_t row)
{
    const ColumnarColumn *column = &chunk->columns[collect->node_at];
    if (!columnar_is_null(column, row)) return column->texts[row];
    if (collect->node_width == 2 && !columnar_is_null(column + 1, row))
        return str_fmt(arena, "\x01%.17g", column[1].reals[row]);
    return S("\x02");
}

static int32_t node_of(Ctx *cx, const ColumnarChunk *chunk, const Collect *collect, size_t row)
{
    TrailNames *names = collect->names;
    const Str   key   = key_of(cx->arena, chunk, collect, row);
    int32_t    *known = strmap_find(names->known, key);
    if (known) return *known;
    if (names->cells.count == NODES_MAX) return TRAIL_NONE;
    Arena *own = names->cells.arena;
    known      = arena_make(own, int32_t, 1);
    *known     = (int32_t)names->cells.count;
    *VEC_ADD(&names->cells, AnswerCell) =
        cell_of(own, chunk, collect->node_at, collect->node_width, row);
    strmap_put(names->known, str_copy(own, key), known);
    return *known;
}

static Code collect_chunk(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    const Collect        *collect = with;
    const ColumnarColumn *columns = chunk->columns;
    if (!trail_reserve(collect->trail, chunk->row_count))
        return fail(cx, ERR_LIMIT, "query.too_large", "over %d events", TRAIL_EVENTS_MAX);
    for (size_t i = 0; i < chunk->row_count; i++) {
        int32_t node  = TRAIL_NONE;
        double  value = collect->no_value;
        if (collect->node_at) {
            node = node_of(cx, chunk, collect, i);
            if (node == TRAIL_NONE)
                return fail(cx, ERR_LIMIT, "query.too_large", "over %d names", NODES_MAX);
        }
        if (collect->value_at && !columnar_is_null(&columns[collect->value_at], i))
            value = columns[collect->value_at].reals[i];
        trail_add(collect->trail, columns[0].ints[i], columns[1].ints[i], columns[2].ints[i],
                  (uint32_t)columns[3].ints[i], node, value);
    }
    return OK;
}

/* Which steps an event meets, as a number. */
static Code add_mask(QuestionSql *q, const TrailAsk *ask)
{
    const ColumnarDialect *dialect = q->view->driver->dialect;
    columnar_sql_add(&q->sql, dialect->integer[0]);
    columnar_sql_add(&q->sql, "0");
    for (size_t i = 0; i < ask->step_count; i++) {
        columnar_sql_add(&q->sql, " + CASE WHEN ");
        TRY(question_sql_events(q, &ask->steps[i]));
        columnar_sql_fmt(&q->sql, " THEN %u ELSE 0 END", 1u << i);
    }
    columnar_sql_add(&q->sql, dialect->integer[1]);
    return OK;
}

static Code add_any_step(QuestionSql *q, const TrailAsk *ask)
{
    columnar_sql_add(&q->sql, " AND (");
    for (size_t i = 0; i < ask->step_count; i++) {
        if (i) columnar_sql_add(&q->sql, " OR ");
        TRY(question_sql_events(q, &ask->steps[i]));
    }
    columnar_sql_add(&q->sql, ")");
    return OK;
}

static void add_excluded(QuestionSql *q, Strs types)
{
    columnar_sql_add(&q->sql, " AND e.type NOT IN (");
    for (size_t i = 0; i < types.count; i++) {
        if (i) columnar_sql_add(&q->sql, ", ");
        columnar_sql_str(&q->sql, types.at[i]);
    }
    columnar_sql_add(&q->sql, ")");
}

static Code add_where(QuestionSql *q, const TrailAsk *ask)
{
    TRY(question_sql_from(q, ask->from_ms, ask->until_ms));
    columnar_sql_add(&q->sql, " AND e.person <> 0");
    if (ask->excluded && ask->excluded->count > 0) add_excluded(q, *ask->excluded);
    return ask->is_all || ask->step_count == 0 ? OK : add_any_step(q, ask);
}

typedef struct Named {
    AnswerCell cell;
    int32_t    node;
} Named;

static int by_name(const void *a, const void *b)
{
    return answer_compare(&((const Named *)a)->cell, &((const Named *)b)->cell);
}

/* Engines tell rows in any order: nodes are numbered by their names, so that what is equally
 * frequent comes in the same order everywhere. */
static void order_nodes(Arena *arena, Trail *trail, TrailNames *names)
{
    const size_t count = names->cells.count;
    Named       *named = arena_make(arena, Named, count);
    int32_t     *now   = arena_make(arena, int32_t, count);
    for (size_t i = 0; i < count; i++)
        named[i] = (Named){ *VEC_AT(names->cells, AnswerCell, i), (int32_t)i };
    if (count > 0) qsort(named, count, sizeof *named, by_name);
    for (size_t i = 0; i < count; i++) {
        now[named[i].node]                   = (int32_t)i;
        *VEC_AT(names->cells, AnswerCell, i) = named[i].cell;
    }
    for (size_t i = 0; i < trail->count; i++) trail->node[i] = now[trail->node[i]];
}

/* ---- the statement ------------------------------------------------------------------------ */

typedef struct Reading {
    QuestionSql  q;
    ColumnarKind kinds[COLUMNS_MAX];
    size_t       count;
    Collect      collect;
} Reading;

static Code prepare(Asking *asking, const TrailAsk *ask, Reading *out)
{
    *out = (Reading){ .q = question_sql(asking->cx, asking->view, asking->question, asking->sight),
                      .kinds   = { COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT },
                      .count   = FIXED_COLUMNS,
                      .collect = { .no_value = ask->no_value } };
    question_sql_select(&out->q);
    question_sql_person(&out->q);
    columnar_sql_add(&out->q.sql, ", e.ms, e.seq, ");
    TRY(add_mask(&out->q, ask));
    if (ask->node) {
        columnar_sql_add(&out->q.sql, ", ");
        out->collect.node_at = out->count;
        out->collect.node_width =
            question_sql_dimension(&out->q, ask->node, 0, out->kinds + out->count);
        out->count += out->collect.node_width;
    }
    if (ask->value.ptr) {
        columnar_sql_add(&out->q.sql, ", ");
        question_sql_number(&out->q, ask->value);
        out->collect.value_at    = out->count;
        out->kinds[out->count++] = COLUMNAR_REAL;
    }
    return add_where(&out->q, ask);
}

/* ---- from the index ---------------------------------------------------------------------- */

/* Whom a trail is asked of. */
typedef struct TrailPeople {
    PeopleSet  only;
    PeopleSet *steps; /* NULL: each is everybody's */
} TrailPeople;

/* False: filters ask something of events. */
static bool find_people(const Asking *asking, const TrailAsk *ask, TrailPeople *out)
{
    Arena          *arena    = asking->answer.arena; /* of a request's there is little */
    const Question *question = asking->question;
    PeopleSet      *steps    = arena_make(arena, PeopleSet, ask->step_count + 1);
    *out                     = (TrailPeople){ 0 };
    if (!question_people(arena, question, question->filter, &out->only)) return false;
    for (size_t i = 0; i < ask->step_count; i++) {
        if (!question_people(arena, question, ask->steps[i].filter, &steps[i])) return false;
        if (!people_set_is_all(steps[i])) out->steps = steps;
    }
    return true;
}

/* NULL, or what the index does not hold. */
static const char *not_held(const Asking *asking, const TrailAsk *ask, TrailPeople *people)
{
    if (asking->view->people == NULL) return "shared_store";
    if (asking->is_scoped) return "scope";
    if (!find_people(asking, ask, people)) return "filters";
    if (ask->value.ptr || (ask->node && ask->node->by != DIMENSION_TYPE)) return "property";
    return NULL;
}

static Strs left_out(Arena *arena, const TrailAsk *ask, Strs hidden)
{
    const size_t excluded = ask->excluded ? ask->excluded->count : 0;
    Str         *types    = arena_make(arena, Str, excluded + hidden.count + 1);
    for (size_t i = 0; i < excluded; i++) types[i] = ask->excluded->at[i];
    for (size_t i = 0; i < hidden.count; i++) types[excluded + i] = hidden.at[i];
    return (Strs){ types, excluded + hidden.count };
}

/* asking->plan is NULL when it is held. */
static Code take_hold(Asking *asking, const TrailAsk *ask, PeopleHold *hold, TrailPeople *people)
{
    asking->plan = not_held(asking, ask, people);
    if (asking->plan) return OK;
    return people_index_take(asking->cx, asking->view, hold, &asking->plan);
}

static PeoplePieceAsk piece_ask(Asking *asking, const TrailAsk *ask, Strs hidden,
                                const PeopleHold *hold, const TrailPeople *people)
{
    Arena *arena = asking->cx->arena;
    Strs  *steps = arena_make(arena, Strs, ask->step_count + 1);
    for (size_t i = 0; i < ask->step_count; i++) steps[i] = ask->steps[i].types;
    PeoplePieceAsk out = { .steps       = steps,
                           .step_count  = ask->step_count,
                           .is_all      = ask->is_all,
                           .left_out    = left_out(arena, ask, hidden),
                           .has_node    = ask->node != NULL,
                           .from_ms     = ask->from_ms,
                           .until_ms    = ask->until_ms,
                           .folds       = asking->folds,
                           .only        = people_set_is_all(people->only) ? NULL : &people->only,
                           .step_people = people->steps };
    if (ask->node) out.names = people_piece_names(asking->answer.arena, &hold->seen);
    return out;
}

static void add_name(TrailNames *names, Str name)
{
    *VEC_ADD(&names->cells, AnswerCell) = (AnswerCell){ .kind = ANSWER_TEXT, .text = name };
}

/* Only types that are there have a number, still in the order of their names. */
static void name_nodes(Arena *arena, Trail *trail, Strs types, TrailNames *names)
{
    int32_t *now = arena_make(arena, int32_t, types.count + 1);
    for (size_t i = 0; i < trail->count; i++) now[trail->node[i]] = 1;
    for (size_t i = 0; i < types.count; i++) {
        if (now[i] == 0) continue;
        now[i] = (int32_t)names->cells.count;
        add_name(names, types.at[i]);
    }
    for (size_t i = 0; i < trail->count; i++) trail->node[i] = now[trail->node[i]];
}

/* asking->plan is NULL when the trail is there. */
static Code take_held(Asking *asking, const TrailAsk *ask, Strs hidden, Trail *trail,
                      TrailNames *names)
{
    HOLDING_PEOPLE(hold);
    TrailPeople people;
    if (asking->is_read) return OK;
    TRY(take_hold(asking, ask, &hold, &people));
    if (asking->plan) return OK;
    const PeoplePieceAsk held = piece_ask(asking, ask, hidden, &hold, &people);
    if (!people_piece_all(asking->cx->arena, &hold.seen, &held, trail))
        asking->plan = "merged_at_once";
    else if (ask->node)
        name_nodes(asking->answer.arena, trail, held.names, names);
    return columnar_wait(asking->cx, asking->wait);
}

/* The columnar store's pieces fall back behind each chunk: names live beside them. */
static TrailNames no_names(const Asking *asking, const TrailAsk *ask)
{
    if (!ask->node) return (TrailNames){ 0 };
    return (TrailNames){ .cells = vec_of(asking->answer.arena, AnswerCell),
                         .known = strmap_new(asking->answer.arena) };
}

/* One for each thread, or none. */
static size_t begin_states(const TrailWork *work, const TrailNames *names, size_t threads,
                           void **states)
{
    const size_t wanted = work->is_alone ? 1 : threads;
    for (size_t i = 0; i < wanted; i++) {
        states[i] = work->begin(work->with, names);
        if (states[i] == NULL) return 0;
    }
    return wanted;
}

static Code count_held(Asking *asking, const PeoplePieceAsk *held, const TrailWork *work,
                       const PeopleHold *hold, TrailNames *names, void **state)
{
    const PeoplePieceWork told = { work->add, work->add_runs, work->is_of_all };
    void                 *states[PEOPLE_THREADS_MAX];
    for (size_t i = 0; i < held->names.count; i++) add_name(names, held->names.at[i]);
    const size_t parts = begin_states(work, names, hold->threads, states);
    if (parts == 0) return OK;
    const bool is_good =
        people_piece_each(asking->cx->arena, &hold->seen, held, &told, states, parts);
    for (size_t i = 1; i < parts; i++) work->join(states[0], states[i]);
    *state = states[0];
    if (is_good) return columnar_wait(asking->cx, asking->wait);
    asking->plan    = "merged_at_once";
    asking->is_read = true;
    work->forget(states[0]);
    *state = NULL;
    return OK;
}

Code asking_pieces(Asking *asking, const TrailAsk *ask, const TrailWork *work, TrailNames *names,
                   void **state)
{
    Reading reading;
    *state = NULL;
    TRY(prepare(asking, ask, &reading)); /* refuses as the store would */
    HOLDING_PEOPLE(hold);
    TrailPeople people;
    TRY(take_hold(asking, ask, &hold, &people));
    asking->is_read = asking->plan != NULL;
    if (asking->is_read) return OK;
    *names                    = no_names(asking, ask);
    const PeoplePieceAsk held = piece_ask(asking, ask, reading.q.hidden, &hold, &people);
    return count_held(asking, &held, work, &hold, names, state);
}

/* ---- all of it ------------------------------------------------------------------------------ */

Code asking_trail(Asking *asking, const TrailAsk *ask, Trail *trail, TrailNames *names)
{
    Reading reading;
    TRY(prepare(asking, ask, &reading));
    *names = no_names(asking, ask);
    TRY(take_held(asking, ask, reading.q.hidden, trail, names));
    if (!asking->plan) return OK;
    reading.collect.trail = trail;
    reading.collect.names = names;
    trail_init(trail, ask->node != NULL, ask->value.ptr != NULL);
    TRY(asking_read(asking, &(ColumnarAsk){ .sql          = &reading.q.sql,
                                            .kinds        = reading.kinds,
                                            .column_count = reading.count,
                                            .each         = collect_chunk,
                                            .with         = &reading.collect }));
    TRY(asking_check(asking));
    if (ask->node) order_nodes(asking->answer.arena, trail, names);
    trail_sort(trail);
    return OK;
}
