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

static void walk(Walking *walking)
{
    const Trail *trail = walking->trail;
    for (size_t p = 0; p < trail->person_count; p++) {
        walking->count = 0;
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

static void put_channel(Asking *asking, const AnswerCell *name, double touches,
                        const Attribution *attribution, size_t channel)
{
    Answer *answer = &asking->answer;
    answer_cell(answer, *name);
    answer_int(answer, (int64_t)touches);
    for (int model = 0; model < ATTRIBUTION_MODELS; model++)
        if (asking->question->models[model + 1])
            answer_real(answer, rounded(attribution->credit[model][channel]));
}

/* What no touch came before belongs to nobody, in every model alike. */
static void put_rest(Asking *asking, double without)
{
    answer_null(&asking->answer);
    answer_int(&asking->answer, 0);
    for (int model = 0; model < ATTRIBUTION_MODELS; model++)
        if (asking->question->models[model + 1]) answer_real(&asking->answer, without);
}

static AnswerCell name_of(const TrailNames *names, int32_t node)
{
    if (node == TRAIL_NONE) return (AnswerCell){ .kind = ANSWER_TEXT, .text = S("other") };
    const AnswerCell cell = *VEC_AT(names->cells, AnswerCell, node);
    return cell.kind == ANSWER_NULL ? (AnswerCell){ .kind = ANSWER_TEXT, .text = S("") } : cell;
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
    walk(walking);
    attribution_end(&attribution, arena);
    answer_column(&asking->answer, S("touch"));
    answer_column(&asking->answer, S("touches"));
    for (int model = 1; model < MODEL_COUNT; model++)
        if (question->models[model])
            answer_column(&asking->answer, word_of(&question_model_words, model));
    for (size_t channel = 0; channel < channels.count; channel++) {
        const AnswerCell name = name_of(&names, channels.node[channel]);
        put_channel(asking, &name, attribution.touches[channel], &attribution, channel);
    }
    if (walking->goals_without > 0) put_rest(asking, walking->without);
    return OK;
}
