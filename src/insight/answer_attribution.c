/* answer_attribution.c -- what touches before a goal are worth. */
#include "columnar/attribution.h"
#include "insight/answer.h"

#include <math.h>
#include <stdlib.h>

enum { IS_TOUCH = 1, IS_GOAL = 2, TOUCHES_MAX = 200 };

/* Channels by how often they touch: the most frequent keep their names, the rest is one. */
typedef struct Channels {
    int32_t *of_node; /* channel of each node */
    size_t   count;
    int32_t *node; /* of each channel; TRAIL_NONE: all others */
} Channels;

typedef struct Frequency {
    int64_t count;
    int32_t node;
} Frequency;

static int by_frequency(const void *a, const void *b)
{
    const Frequency *one = a, *other = b;
    if (one->count != other->count) return one->count < other->count ? 1 : -1;
    return (one->node > other->node) - (one->node < other->node);
}

static Channels channels_of(Arena *arena, const Trail *trail, size_t nodes)
{
    Frequency *frequencies = arena_make(arena, Frequency, nodes);
    Channels   channels    = { .of_node = arena_make(arena, int32_t, nodes),
                               .node    = arena_make(arena, int32_t, ATTRIBUTION_CHANNELS_MAX) };
    for (size_t i = 0; i < nodes; i++) frequencies[i].node = (int32_t)i;
    for (size_t i = 0; i < trail->count; i++)
        if (trail->mask[i] & IS_TOUCH) frequencies[trail->node[i]].count++;
    qsort(frequencies, nodes, sizeof *frequencies, by_frequency);
    for (size_t i = 0; i < nodes; i++) {
        const size_t last    = ATTRIBUTION_CHANNELS_MAX - 1;
        const size_t channel = i < last || nodes <= ATTRIBUTION_CHANNELS_MAX ? i : last;
        channels.of_node[frequencies[i].node] = (int32_t)channel;
        channels.node[channel]                = channel == i ? frequencies[i].node : TRAIL_NONE;
        if (frequencies[i].count > 0 && channel + 1 > channels.count) channels.count = channel + 1;
    }
    if (nodes > ATTRIBUTION_CHANNELS_MAX) channels.node[ATTRIBUTION_CHANNELS_MAX - 1] = TRAIL_NONE;
    return channels;
}

/* The people whose first touch was of a channel, and who of them reached the goal since, and again.
 */
typedef struct FirstTouch {
    int64_t count, buyers, repeat_buyers;
} FirstTouch;

typedef struct Walking {
    const Question *question;
    const Trail    *trail;
    const Channels *channels;
    Attribution    *attribution;
    double          without; /* value of goals without a touch before them */
    int64_t         goals_without;
    int32_t         touched[TOUCHES_MAX];
    int64_t         touched_ms[TOUCHES_MAX], age_ms[TOUCHES_MAX];
    size_t          count;
    FirstTouch     *people; /* by channel */
} Walking;

/* Too many touches: the oldest go. */
static void touch(Walking *walking, size_t event)
{
    if (walking->count == TOUCHES_MAX) {
        walking->count--;
        for (size_t i = 0; i < walking->count; i++) {
            walking->touched[i]    = walking->touched[i + 1];
            walking->touched_ms[i] = walking->touched_ms[i + 1];
        }
    }
    walking->touched[walking->count]      = walking->channels->of_node[walking->trail->node[event]];
    walking->touched_ms[walking->count++] = walking->trail->ms[event];
}

static void reach(Walking *walking, size_t event)
{
    const int64_t ms    = walking->trail->ms[event];
    const double  value = walking->question->value.ptr ? walking->trail->value[event] : 1;
    size_t        first = 0;
    while (first < walking->count && ms - walking->touched_ms[first] > walking->question->window_ms)
        first++;
    for (size_t i = first; i < walking->count; i++)
        walking->age_ms[i] = ms - walking->touched_ms[i];
    if (first == walking->count) {
        walking->without += value;
        walking->goals_without++;
    }
    attribution_add(walking->attribution,
                    &(AttributionJourney){ .channels = walking->touched + first,
                                           .age_ms   = walking->age_ms + first,
                                           .count    = walking->count - first,
                                           .goals    = 1,
                                           .value    = value });
    walking->count = 0;
}

/* A touch that is itself the goal counts as one, as it does for the models. */
static void count_person(Walking *walking, size_t person)
{
    const Trail *trail = walking->trail;
    const size_t until = trail->starts[person + 1];
    size_t       first = trail->starts[person];
    int64_t      goals = 0;
    while (first < until && !(trail->mask[first] & IS_TOUCH)) first++;
    if (first == until) return;
    for (size_t i = first; i < until; i++) goals += (trail->mask[i] & IS_GOAL) != 0;
    FirstTouch *of = &walking->people[walking->channels->of_node[trail->node[first]]];
    of->count++;
    of->buyers += goals > 0;
    of->repeat_buyers += goals > 1;
}

static void walk(Walking *walking)
{
    const Trail *trail = walking->trail;
    for (size_t p = 0; p < trail->person_count; p++) {
        walking->count = 0;
        count_person(walking, p);
        for (size_t i = trail->starts[p]; i < trail->starts[p + 1]; i++) {
            if (trail->mask[i] & IS_TOUCH) touch(walking, i);
            if (trail->mask[i] & IS_GOAL) reach(walking, i);
        }
        attribution_add(walking->attribution, &(AttributionJourney){ .channels = walking->touched,
                                                                     .count    = walking->count,
                                                                     .misses   = 1 });
    }
}

/* Sums of the same numbers in another order differ in their last digits. */
static double rounded(double credit) { return round(credit * 1e8) / 1e8; }

/* ---- what it cost ------------------------------------------------------------------------ */

typedef struct Cost {
    AnswerCell name; /* null: "" */
    double     amount;
    bool       is_taken; /* by a channel of that name */
} Cost;

typedef struct Costs {
    Vec  rows;     /* of Cost, by name                                             */
    bool is_known; /* who sees a part of the brand is told no cost of the whole */
} Costs;

static int by_name(const void *a, const void *b)
{
    return answer_compare(&((const Cost *)a)->name, &((const Cost *)b)->name);
}

static AnswerCell as_name(AnswerCell cell)
{
    return cell.kind == ANSWER_NULL ? (AnswerCell){ .kind = ANSWER_TEXT, .text = S("") } : cell;
}

/* Sums by what names them.  Costs are nobody's: conditions on the events of persons are not theirs.
 */
static Code read_costs(Asking *asking, Costs *costs)
{
    const Question *outer  = asking->question;
    QuestionMetric  metric = { .name     = S("cost"),
                               .measure  = MEASURE_SUM,
                               .events   = outer->cost,
                               .property = outer->cost_value };
    Question        inner  = *outer;
    Vec             groups = vec_of(asking->answer.arena, GroupRow);
    costs->rows            = vec_of(asking->answer.arena, Cost);
    costs->is_known        = outer->cost.types.count > 0 && !asking->is_scoped;
    if (!costs->is_known) return OK;
    inner.filter        = NULL;
    inner.metrics       = (Rows){ &metric, 1 };
    asking->question    = &inner;
    const GroupAsk ask  = { .dimensions      = &outer->cost_by,
                            .dimension_count = 1,
                            .from_ms         = outer->from_ms,
                            .until_ms        = outer->until_ms };
    const Code     code = asking_groups(asking, &ask, &groups);
    asking->question    = outer;
    TRY(code);
    for (size_t i = 0; i < groups.count; i++) {
        const GroupRow *row = VEC_AT(groups, GroupRow, i);
        *VEC_ADD(&costs->rows, Cost) =
            (Cost){ .name = as_name(row->keys[0]), .amount = row->values[0].real };
    }
    qsort(costs->rows.at, costs->rows.count, sizeof(Cost), by_name);
    return OK;
}

static double cost_of(Costs *costs, const AnswerCell *name)
{
    const Cost key = { .name = *name };
    Cost      *one = costs->rows.count
                         ? bsearch(&key, costs->rows.at, costs->rows.count, sizeof(Cost), by_name)
                         : NULL;
    if (!one) return 0;
    one->is_taken = true;
    return one->amount;
}

/* What no channel of its own has. */
static double cost_left(Costs *costs)
{
    double sum = 0;
    for (size_t i = 0; i < costs->rows.count; i++) {
        Cost *one = VEC_AT(costs->rows, Cost, i);
        if (!one->is_taken) sum += one->amount;
        one->is_taken = true;
    }
    return sum;
}

/* ---- rows ----------------------------------------------------------------------------------- */

static void put_ratio(Answer *answer, double of, double over)
{
    if (over > 0)
        answer_real(answer, of / over);
    else
        answer_null(answer);
}

/* `people` NULL: they are not counted here. */
static void put_worth(Asking *asking, const FirstTouch *people, const Costs *costs, double cost,
                      double revenue)
{
    Answer *answer = &asking->answer;
    if (!asking->question->with_people) return;
    if (people) {
        answer_int(answer, people->count);
        answer_int(answer, people->buyers);
        answer_int(answer, people->repeat_buyers);
        put_ratio(answer, (double)people->repeat_buyers, (double)people->buyers);
    } else {
        for (int i = 0; i < 4; i++) answer_null(answer);
    }
    if (!asking->question->cost.types.count) return;
    if (!costs->is_known) {
        for (int i = 0; i < 3; i++) answer_null(answer);
        return;
    }
    answer_int(answer, (int64_t)round(cost));
    put_ratio(answer, cost, people ? (double)people->count : 0);
    put_ratio(answer, revenue, cost);
}

static void put_channel(Asking *asking, const Walking *walking, const AnswerCell *name,
                        size_t channel, const Costs *costs, double cost)
{
    Answer            *answer      = &asking->answer;
    const Attribution *attribution = walking->attribution;
    const int          of_roi      = asking->question->cost_model - 1;
    answer_cell(answer, *name);
    answer_int(answer, (int64_t)attribution->touches[channel]);
    for (int model = 0; model < ATTRIBUTION_MODELS; model++)
        if (asking->question->models[model + 1])
            answer_real(answer, rounded(attribution->credit[model][channel]));
    put_worth(asking, &walking->people[channel], costs, cost,
              of_roi >= 0 ? rounded(attribution->credit[of_roi][channel]) : 0);
}

/* Paid for, and never touched anybody: a row of its own, so that costs sum up, too. */
static void put_untouched(Asking *asking, const Costs *costs)
{
    const FirstTouch nobody = { 0 };
    for (size_t i = 0; i < costs->rows.count; i++) {
        const Cost *one = VEC_AT(costs->rows, Cost, i);
        if (one->is_taken || round(one->amount) == 0) continue;
        answer_cell(&asking->answer, one->name);
        answer_int(&asking->answer, 0);
        for (int model = 1; model < MODEL_COUNT; model++)
            if (asking->question->models[model]) answer_real(&asking->answer, 0);
        put_worth(asking, &nobody, costs, one->amount, 0);
    }
}

/* What no touch came before belongs to nobody, in every model alike. */
static void put_rest(Asking *asking, double without, const Costs *costs)
{
    answer_null(&asking->answer);
    answer_int(&asking->answer, 0);
    for (int model = 0; model < ATTRIBUTION_MODELS; model++)
        if (asking->question->models[model + 1]) answer_real(&asking->answer, without);
    put_worth(asking, NULL, costs, 0, 0);
}

static void put_columns(Asking *asking)
{
    static const char *const names[]  = { "people",      "buyers", "repeat_buyers",
                                          "repeat_rate", "cost",   "cost_per_person",
                                          "roi" };
    const Question          *question = asking->question;
    const size_t             more     = question->cost.types.count ? COUNT(names) : 4;
    answer_column(&asking->answer, S("touch"));
    answer_column(&asking->answer, S("touches"));
    for (int model = 1; model < MODEL_COUNT; model++)
        if (question->models[model])
            answer_column(&asking->answer, word_of(&question_model_words, model));
    for (size_t i = 0; question->with_people && i < more; i++)
        answer_column(&asking->answer, str_of(names[i]));
}

static AnswerCell name_of(const TrailNames *names, int32_t node)
{
    if (node == TRAIL_NONE) return (AnswerCell){ .kind = ANSWER_TEXT, .text = S("other") };
    return as_name(*VEC_AT(names->cells, AnswerCell, node));
}

static Code put_channels(Asking *asking, const Walking *walking, const TrailNames *names)
{
    const Channels *channels = walking->channels;
    Costs           costs;
    TRY(read_costs(asking, &costs));
    double cost[ATTRIBUTION_CHANNELS_MAX] = { 0 };
    for (size_t i = 0; i < channels->count; i++)
        if (channels->node[i] != TRAIL_NONE) {
            const AnswerCell name = name_of(names, channels->node[i]);
            cost[i]               = cost_of(&costs, &name);
        }
    for (size_t i = 0; i < channels->count; i++) {
        const AnswerCell name = name_of(names, channels->node[i]);
        if (channels->node[i] == TRAIL_NONE) cost[i] = cost_left(&costs);
        put_channel(asking, walking, &name, i, &costs, cost[i]);
    }
    put_untouched(asking, &costs);
    if (walking->goals_without > 0) put_rest(asking, walking->without, &costs);
    return OK;
}

Code answer_attribution(Asking *asking)
{
    const Question      *question = asking->question;
    const QuestionEvents steps[2] = { question->touches, question->goal };
    Arena               *arena    = asking->answer.arena;
    TrailNames           names    = { 0 };
    TRAIL(trail);
    TRY(asking_trail(asking,
                     &(TrailAsk){ .steps      = steps,
                                  .step_count = 2,
                                  .node       = &question->touched_by,
                                  .value      = question->value,
                                  .from_ms    = question->from_ms,
                                  .until_ms   = question->until_ms },
                     &trail, &names));
    const Channels channels = channels_of(arena, &trail, names.cells.count);
    Attribution attribution = attribution_of(arena, channels.count, (double)question->half_life_ms);
    Walking    *walking     = arena_make(arena, Walking, 1);
    walking->question       = question;
    walking->trail          = &trail;
    walking->channels       = &channels;
    walking->attribution    = &attribution;
    walking->people         = arena_make(arena, FirstTouch, channels.count);
    walk(walking);
    attribution_end(&attribution, arena);
    put_columns(asking);
    TRY(put_channels(asking, walking, &names));
    return OK;
}
