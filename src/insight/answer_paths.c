/* answer_paths.c -- the ways sessions go, and who went them. */
#include "columnar/path.h"
#include "insight/answer.h"

/* `bits` has three elements. */
static Code trail_ask(Asking *asking, QuestionEvents *bits, TrailAsk *out)
{
    const Question *question = asking->question;
    QuestionEvents  among    = { .field = S("steps") };
    /* Events that make up the paths: those of `steps`, or all. */
    Vec             types = vec_of(asking->answer.arena, Str);
    for (size_t i = 0; i < question->steps.count; i++) {
        const QuestionEvents *step = ROWS_AT(QuestionEvents, question->steps, i);
        if (step->filter)
            return fail_field(asking->cx, "query.not_allowed", S("steps"),
                              "types: what filters them stands in filters");
        for (size_t t = 0; t < step->types.count; t++) *VEC_ADD(&types, Str) = step->types.at[t];
    }
    among.types = (Strs){ (const Str *)(const void *)types.at, types.count };
    /* Where no start or end is asked for, each of them may be one. */
    bits[0] = question->start.types.count ? question->start : among;
    bits[1] = question->end.types.count ? question->end : among;
    bits[2] = among;
    *out    = (TrailAsk){ .steps      = bits,
                          .step_count = 3,
                          .excluded   = &question->excluded,
                          .node       = &question->node,
                          .from_ms    = question->from_ms,
                          .until_ms   = question->until_ms };
    return OK;
}

static PathAsk ask_of(const Question *question)
{
    return (PathAsk){ .session_ms = question->session_ms,
                      .length     = (size_t)question->length,
                      .from_start = question->start.types.count > 0,
                      .to_end     = question->end.types.count > 0,
                      .kept       = (size_t)question->nodes };
}

/* ---- by pieces ------------------------------------------------------------------------- */

static void *begin(void *with, const TrailNames *names)
{
    PathAsk ask    = *(const PathAsk *)with;
    ask.node_count = names->cells.count;
    return path_new(&ask);
}

static void add(void *state, const Trail *piece) { path_add(state, piece); }
static void add_runs(void *state, const PeopleRuns *runs) { path_add_runs(state, runs); }
static void join(void *state, void *from) { path_join(state, from); }
static void forget(void *state) { path_done(state, NULL); }

/* Counted, of memory or of the store. */
static Code count_paths(Asking *asking, PathAsk *ask, TrailNames *names, PathResult *out)
{
    const bool      is_plain = !ask->from_start && !ask->to_end;
    const TrailWork work     = { .begin     = begin,
                                 .add       = add,
                                 .add_runs  = is_plain ? add_runs : NULL,
                                 .is_of_all = true,
                                 .join      = join,
                                 .forget    = forget,
                                 .with      = ask };
    void           *state    = NULL;
    QuestionEvents  bits[3];
    TrailAsk        trail_of;
    TRY(trail_ask(asking, bits, &trail_of));
    /* Pieces are counted as they lie. */
    const bool is_merged = asking->question->merge_repeats;
    if (!is_merged) TRY(asking_pieces(asking, &trail_of, &work, names, &state));
    if (state) {
        path_done(state, out);
        return OK;
    }
    TRAIL(trail);
    TRY(asking_trail(asking, &trail_of, &trail, names));
    if (is_merged) trail_merge_repeats(&trail, asking->question->session_ms);
    ask->trail      = &trail;
    ask->node_count = names->cells.count;
    path_count(ask, out);
    return OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

/* "other" and nothing after the end. */
static AnswerCell name_of(const TrailNames *names, int32_t node)
{
    if (node == PATH_ENDED) return (AnswerCell){ .kind = ANSWER_NULL };
    if (node == PATH_OTHER) return (AnswerCell){ .kind = ANSWER_TEXT, .text = S("other") };
    const AnswerCell cell = *VEC_AT(names->cells, AnswerCell, node);
    return cell.kind == ANSWER_NULL ? (AnswerCell){ .kind = ANSWER_TEXT, .text = S("") } : cell;
}

Code answer_paths(Asking *asking)
{
    static const char *const columns[] = { "step", "from", "to", "count" };
    TrailNames               names     = { 0 };
    PathAsk                  ask       = ask_of(asking->question);
    PathResult               result;
    TRY(count_paths(asking, &ask, &names, &result));
    for (size_t i = 0; i < COUNT(columns); i++) answer_column(&asking->answer, str_of(columns[i]));
    for (size_t i = 0; i < result.edge_count; i++) {
        answer_int(&asking->answer, result.edges[i].step);
        answer_cell(&asking->answer, name_of(&names, result.edges[i].from));
        answer_cell(&asking->answer, name_of(&names, result.edges[i].to));
        answer_int(&asking->answer, result.edges[i].count);
    }
    path_forget(&result);
    return OK;
}

typedef struct Behind {
    Vec                 ids; /* of int64_t */
    const QuestionCell *cell;
    const TrailNames   *names;
} Behind;

static bool is_named(const Behind *behind, int32_t node, Str name)
{
    const AnswerCell cell = name_of(behind->names, node);
    return cell.kind == ANSWER_TEXT && str_equal(cell.text, name);
}

static void note(void *with, int64_t person, int32_t step, int32_t from, int32_t to)
{
    Behind             *behind = with;
    const QuestionCell *cell   = behind->cell;
    if (step != cell->step) return;
    if (cell->from.ptr && !is_named(behind, from, cell->from)) return;
    if (cell->to.ptr && !is_named(behind, to, cell->to)) return;
    if (cell->is_dropped && to != PATH_ENDED) return;
    if (behind->ids.count > 0 && *VEC_AT(behind->ids, int64_t, behind->ids.count - 1) == person)
        return;
    *VEC_ADD(&behind->ids, int64_t) = person;
}

Code answer_paths_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    TrailNames names  = { 0 };
    Behind     behind = { vec_of(asking->answer.arena, int64_t), cell, &names };
    PathAsk    ask    = ask_of(asking->question);
    PathResult result;
    ask.hit  = note;
    ask.with = &behind;
    TRY(count_paths(asking, &ask, &names, &result));
    path_forget(&result);
    *out = (Ids){ (const int64_t *)(const void *)behind.ids.at, behind.ids.count };
    return OK;
}
