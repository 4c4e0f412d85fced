/* answer_paths.c -- the ways sessions go, and who went them. */
#include "columnar/path.h"
#include "insight/answer.h"

static Code take_trail(Asking *asking, Trail *trail, TrailNames *names)
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
    const QuestionEvents bits[3] = { question->start.types.count ? question->start : among,
                                     question->end.types.count ? question->end : among, among };
    return asking_trail(asking,
                        &(TrailAsk){ .steps      = bits,
                                     .step_count = COUNT(bits),
                                     .excluded   = &question->excluded,
                                     .node       = &question->node,
                                     .from_ms    = question->from_ms,
                                     .until_ms   = question->until_ms },
                        trail, names);
}

static PathAsk ask_of(const Question *question, const Trail *trail, const TrailNames *names)
{
    return (PathAsk){ .trail      = trail,
                      .session_ms = question->session_ms,
                      .length     = (size_t)question->length,
                      .from_start = question->start.types.count > 0,
                      .to_end     = question->end.types.count > 0,
                      .node_count = names->cells.count,
                      .kept       = (size_t)question->nodes };
}

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
    PathResult               result;
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    const PathAsk ask = ask_of(asking->question, &trail, &names);
    path_count(&ask, &result);
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
    PathResult result;
    TRAIL(trail);
    TRY(take_trail(asking, &trail, &names));
    PathAsk ask = ask_of(asking->question, &trail, &names);
    ask.hit     = note;
    ask.with    = &behind;
    path_count(&ask, &result);
    path_forget(&result);
    *out = (Ids){ (const int64_t *)(const void *)behind.ids.at, behind.ids.count };
    return OK;
}
