/* answer_funnel.c -- funnels and the people in them. */
#include "columnar/funnel.h"
#include "insight/answer.h"

static TrailAsk trail_ask(const Question *question)
{
    const bool is_all = question->mode == MODE_STRICT || question->by == COUNTED_SESSION;
    const bool is_one = question->dimensions.count > 0;
    return (TrailAsk){ .steps      = question->steps.at,
                       .step_count = question->steps.count,
                       .is_all     = is_all,
                       .node       = is_one ? question->dimensions.at : NULL,
                       .from_ms    = question->from_ms,
                       .until_ms   = question->until_ms };
}

static FunnelAsk ask_of(const Question *question)
{
    return (FunnelAsk){ .step_count = question->steps.count,
                        .mode       = (FunnelMode)question->mode,
                        .window_ms  = question->window_ms,
                        .session_ms = question->by == COUNTED_SESSION ? question->session_ms : 0 };
}

/* ---- by pieces ------------------------------------------------------------------------- */

static void *begin(void *with, const TrailNames *names)
{
    FunnelAsk ask  = *(const FunnelAsk *)with;
    ask.part_count = names->cells.count;
    return funnel_new(&ask);
}

static void add(void *state, const Trail *piece) { funnel_add(state, piece); }
static void join(void *state, void *from) { funnel_join(state, from); }
static void forget(void *state) { funnel_done(state, NULL); }

/* Counted, of memory or of the store. */
static Code count_funnel(Asking *asking, FunnelAsk *ask, TrailNames *names, void **state)
{
    const TrailAsk  trail_of = trail_ask(asking->question);
    const TrailWork work     = { .begin    = begin,
                                 .add      = add,
                                 .join     = join,
                                 .forget   = forget,
                                 .with     = ask,
                                 .is_alone = ask->hit != NULL };
    TRY(asking_pieces(asking, &trail_of, &work, names, state));
    if (*state) return OK;
    TRAIL(trail);
    TRY(asking_trail(asking, &trail_of, &trail, names));
    *state = begin(ask, names);
    funnel_add(*state, &trail);
    return OK;
}

/* ---- rows --------------------------------------------------------------------------------- */

static void put_part(Asking *asking, const AnswerCell *name, const FunnelPart *part)
{
    const Question *question = asking->question;
    Answer         *answer   = &asking->answer;
    const bool      is_timed = question->mode != MODE_ANY;
    for (size_t step = 0; step < question->steps.count; step++) {
        const int64_t reached = part->reached[step];
        const int64_t before  = part->reached[step ? step - 1 : 0];
        if (name) answer_cell(answer, *name);
        answer_int(answer, (int64_t)step + 1);
        answer_text(answer, ROWS_AT(QuestionEvents, question->steps, step)->name);
        answer_int(answer, reached);
        answer_int(answer, step ? before - reached : 0);
        answer_real(answer, part->reached[0] ? (double)reached / (double)part->reached[0] : 0);
        answer_real(answer, before ? (double)reached / (double)before : 0);
        if (is_timed && reached > 0 && step > 0) {
            answer_int(answer, part->median_ms[step]);
            answer_int(answer, part->median_total_ms[step]);
        } else {
            answer_null(answer);
            answer_null(answer);
        }
    }
}

Code answer_funnel(Asking *asking)
{
    static const char *const columns[] = { "step", "name",      "count",     "dropped",
                                           "rate", "step_rate", "median_ms", "median_total_ms" };
    const Question          *question  = asking->question;
    FunnelAsk                ask       = ask_of(question);
    TrailNames               names     = { 0 };
    void                    *state     = NULL;
    TRY(count_funnel(asking, &ask, &names, &state));
    const size_t part_count = names.cells.count;
    FunnelPart  *parts = arena_make(asking->answer.arena, FunnelPart, part_count ? part_count : 1);
    funnel_done(state, parts);
    if (question->dimensions.count)
        answer_column(&asking->answer, ROWS_AT(QuestionDimension, question->dimensions, 0)->name);
    for (size_t i = 0; i < COUNT(columns); i++) answer_column(&asking->answer, str_of(columns[i]));
    if (!question->dimensions.count) put_part(asking, NULL, &parts[0]);
    for (size_t i = 0; i < part_count; i++)
        if (parts[i].reached[0] > 0)
            put_part(asking, VEC_AT(names.cells, AnswerCell, i), &parts[i]);
    return OK;
}

typedef struct Behind {
    Vec                 ids; /* of int64_t */
    const QuestionCell *cell;
} Behind;

/* A person is told unit by unit, one after the other. */
static void note(void *with, int64_t person, size_t depth)
{
    Behind      *behind = with;
    const size_t step   = (size_t)behind->cell->step;
    if (behind->cell->is_dropped ? depth != step : depth < step) return;
    if (behind->ids.count > 0 && *VEC_AT(behind->ids, int64_t, behind->ids.count - 1) == person)
        return;
    *VEC_ADD(&behind->ids, int64_t) = person;
}

Code answer_funnel_people(Asking *asking, const QuestionCell *cell, Ids *out)
{
    TrailNames names  = { 0 };
    Behind     behind = { .ids = vec_of(asking->answer.arena, int64_t), .cell = cell };
    FunnelAsk  ask    = ask_of(asking->question);
    void      *state  = NULL;
    ask.hit           = note;
    ask.with          = &behind;
    TRY(count_funnel(asking, &ask, &names, &state));
    funnel_done(state, NULL);
    *out = (Ids){ (const int64_t *)(const void *)behind.ids.at, behind.ids.count };
    return OK;
}
