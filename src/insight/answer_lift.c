/* answer_lift.c -- who has one thing has another how much oftener than everybody. */
#include "insight/answer.h"

#include <stdlib.h>

static const QuestionEvents any = { .field = { "steps", 5 } };

/* Persons and the things each of them has; things are nodes of the trail. */
typedef struct Having {
    const Question   *question;
    const TrailNames *names;
    const Trail      *trail;
    int64_t          *people;    /* by node                            */
    int64_t           everybody; /* who has one thing at least         */
    int32_t          *kept;      /* nodes, those most people have first */
    size_t            kept_count;
    int32_t          *place; /* of a node among the kept; TRAIL_NONE */
    uint64_t         *last;  /* by node: 1 more than the person who was counted last */
} Having;

static bool is_thing(const Having *having, int32_t node)
{
    return VEC_AT(having->names->cells, AnswerCell, node)->kind != ANSWER_NULL;
}

static Code take_trail(Asking *asking, Trail *trail, TrailNames *names)
{
    const Question *question = asking->question;
    const TrailAsk  ask      = { .steps      = question->steps.count
                                                   ? ROWS_AT(QuestionEvents, question->steps, 0)
                                                   : &any,
                                 .step_count = 1,
                                 .node       = &question->node,
                                 .from_ms    = question->from_ms,
                                 .until_ms   = question->until_ms };
    return asking_trail(asking, &ask, trail, names);
}

static void count_things(Having *having)
{
    const Trail *trail = having->trail;
    for (size_t at = 0; at < trail->person_count; at++) {
        bool has_any = false;
        for (size_t i = trail->starts[at]; i < trail->starts[at + 1]; i++) {
            const int32_t node = trail->node[i];
            if (!is_thing(having, node)) continue;
            has_any = true;
            if (having->last[node] == at + 1) continue;
            having->last[node] = at + 1;
            having->people[node]++;
        }
        having->everybody += has_any;
    }
}

/* The most frequent first; nodes are numbered by their names. */
static int by_people(const void *a, const void *b, void *with)
{
    const Having *having = with;
    const int32_t one = *(const int32_t *)a, other = *(const int32_t *)b;
    if (having->people[one] != having->people[other])
        return having->people[one] < having->people[other] ? 1 : -1;
    return (one > other) - (one < other);
}

static Having having_of(Asking *asking, const Trail *trail, const TrailNames *names)
{
    Arena       *arena  = asking->answer.arena;
    const size_t nodes  = names->cells.count;
    Having       having = { .question = asking->question,
                            .names    = names,
                            .trail    = trail,
                            .people   = arena_make(arena, int64_t, nodes + 1),
                            .kept     = arena_make(arena, int32_t, nodes + 1),
                            .place    = arena_make(arena, int32_t, nodes + 1),
                            .last     = arena_make(arena, uint64_t, nodes + 1) };
    count_things(&having);
    for (size_t i = 0; i < nodes; i++)
        if (is_thing(&having, (int32_t)i)) having.kept[having.kept_count++] = (int32_t)i;
    if (having.kept_count > 0)
        qsort_r(having.kept, having.kept_count, sizeof *having.kept, by_people, &having);
    if (having.kept_count > (size_t)asking->question->nodes)
        having.kept_count = (size_t)asking->question->nodes;
    for (size_t i = 0; i < nodes; i++) having.place[i] = TRAIL_NONE;
    for (size_t i = 0; i < having.kept_count; i++) having.place[having.kept[i]] = (int32_t)i;
    return having;
}

/* The places of what a person has, each once. */
static size_t things_of(const Having *having, size_t person, bool *has, int32_t *things)
{
    const Trail *trail = having->trail;
    size_t       count = 0;
    for (size_t i = trail->starts[person]; i < trail->starts[person + 1]; i++) {
        const int32_t place = having->place[trail->node[i]];
        if (place == TRAIL_NONE || has[place]) continue;
        has[place]      = true;
        things[count++] = place;
    }
    for (size_t i = 0; i < count; i++) has[things[i]] = false;
    return count;
}

static int64_t *count_pairs(const Having *having, Arena *arena)
{
    bool     has[QUESTION_LIFT_MAX] = { false };
    int32_t  things[QUESTION_LIFT_MAX];
    int64_t *both = arena_make(arena, int64_t, having->kept_count * having->kept_count + 1);
    for (size_t at = 0; at < having->trail->person_count; at++) {
        const size_t count = things_of(having, at, has, things);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < count; k++)
                both[(size_t)things[i] * having->kept_count + (size_t)things[k]]++;
    }
    return both;
}

static void put_pair(Answer *answer, const Having *having, size_t from, size_t to, int64_t both)
{
    const int32_t a = having->kept[from], b = having->kept[to];
    const double  rate = (double)both / (double)having->people[a];
    const double  base = (double)having->people[b] / (double)having->everybody;
    answer_cell(answer, *VEC_AT(having->names->cells, AnswerCell, a));
    answer_cell(answer, *VEC_AT(having->names->cells, AnswerCell, b));
    answer_int(answer, having->people[a]);
    answer_int(answer, having->people[b]);
    answer_int(answer, both);
    answer_int(answer, having->everybody);
    answer_real(answer, rate);
    answer_real(answer, base);
    /* Not rate / base: so it is the same both ways, to the last digit. */
    answer_real(answer, (double)both * (double)having->everybody /
                            ((double)having->people[a] * (double)having->people[b]));
}

Code answer_lift(Asking *asking)
{
    static const char *const columns[] = { "from",      "to",   "from_people", "to_people", "both",
                                           "everybody", "rate", "base",        "lift" };
    TrailNames               names     = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    const Having   having = having_of(asking, &trail, &names);
    const int64_t *both   = count_pairs(&having, asking->answer.arena);
    for (size_t i = 0; i < COUNT(columns); i++) answer_column(&asking->answer, str_of(columns[i]));
    for (size_t from = 0; from < having.kept_count; from++)
        for (size_t to = 0; to < having.kept_count; to++)
            if (from != to)
                put_pair(&asking->answer, &having, from, to, both[from * having.kept_count + to]);
    return OK;
}

/* A number as the answer writes it is what it is called by. */
static int32_t node_of(const Asking *asking, const TrailNames *names, Str name)
{
    for (size_t i = 0; name.ptr && i < names->cells.count; i++) {
        const AnswerCell *cell = VEC_AT(names->cells, AnswerCell, i);
        JsonOut           out  = json_out(asking->answer.arena, 64);
        Str               text = cell->text;
        if (cell->kind == ANSWER_REAL) {
            json_put_real(&out, cell->real);
            if (json_out_done(&out, &text) != OK) continue;
        }
        if (cell->kind != ANSWER_NULL && str_equal(text, name)) return (int32_t)i;
    }
    return TRAIL_NONE;
}

Code answer_lift_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    Vec        ids   = vec_of(asking->answer.arena, int64_t);
    TrailNames names = { 0 };
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    const int32_t from = node_of(asking, &names, cell->from),
                  to   = node_of(asking, &names, cell->to);
    for (size_t at = 0; at < trail.person_count; at++) {
        bool has_from = !cell->from.ptr, has_to = !cell->to.ptr;
        for (size_t i = trail.starts[at]; i < trail.starts[at + 1]; i++) {
            has_from |= from != TRAIL_NONE && trail.node[i] == from;
            has_to |= to != TRAIL_NONE && trail.node[i] == to;
        }
        if (has_from && has_to != cell->is_dropped) *VEC_ADD(&ids, int64_t) = trail.persons[at];
    }
    *out = (Ids){ (const int64_t *)(const void *)ids.at, ids.count };
    return OK;
}
