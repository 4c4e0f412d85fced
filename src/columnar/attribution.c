/* attribution.c -- sharing out what a goal is worth. */
#include "columnar/attribution.h"

#include <math.h>
#include <string.h>

Attribution attribution_of(Arena *arena, size_t channel_count, double half_life_ms)
{
    const size_t states      = channel_count + 3;
    Attribution  attribution = { .channel_count = channel_count, .half_life_ms = half_life_ms };
    ASSERT(channel_count <= ATTRIBUTION_CHANNELS_MAX);
    for (int model = 0; model < ATTRIBUTION_MODELS; model++)
        attribution.credit[model] = arena_make(arena, double, channel_count);
    attribution.touches = arena_make(arena, double, channel_count);
    attribution.removal = arena_make(arena, double, channel_count);
    attribution.moves   = arena_make(arena, double, states *states);
    return attribution;
}

/* ---- what one journey says alone ------------------------------------------------------ */

static double position_share(size_t at, size_t count)
{
    if (count == 1) return 1;
    if (count == 2) return 0.5;
    return at == 0 || at + 1 == count ? 0.4 : 0.2 / (double)(count - 2);
}

static void share_decay(Attribution *attribution, const AttributionJourney *journey)
{
    double sum = 0;
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < journey->count; i++) {
            /* Against the last touch, so that ages of years do not all become nought. */
            const double age =
                journey->age_ms ? (double)(journey->age_ms[i] - journey->age_ms[journey->count - 1])
                                : 0;
            const double weight = exp2(-age / attribution->half_life_ms);
            if (round == 0)
                sum += weight;
            else
                attribution->credit[ATTRIBUTION_DECAY][journey->channels[i]] +=
                    journey->value * weight / sum;
        }
    }
}

/* Each set of channels is worth what the journeys within it brought; then the Shapley value of a
 * channel is an equal share of every journey it took part in. */
static void share_shapley(Attribution *attribution, const AttributionJourney *journey)
{
    bool   is_in[ATTRIBUTION_CHANNELS_MAX] = { false };
    size_t distinct                        = 0;
    for (size_t i = 0; i < journey->count; i++) {
        if (!is_in[journey->channels[i]]) distinct++;
        is_in[journey->channels[i]] = true;
    }
    for (size_t channel = 0; channel < attribution->channel_count; channel++)
        if (is_in[channel])
            attribution->credit[ATTRIBUTION_SHAPLEY][channel] += journey->value / (double)distinct;
}

static void share(Attribution *attribution, const AttributionJourney *journey)
{
    double *const *credit = attribution->credit;
    const size_t   count  = journey->count;
    credit[ATTRIBUTION_FIRST][journey->channels[0]] += journey->value;
    credit[ATTRIBUTION_LAST][journey->channels[count - 1]] += journey->value;
    for (size_t i = 0; i < count; i++) {
        const int32_t channel = journey->channels[i];
        credit[ATTRIBUTION_LINEAR][channel] += journey->value / (double)count;
        credit[ATTRIBUTION_POSITION][channel] += journey->value * position_share(i, count);
    }
    share_decay(attribution, journey);
    share_shapley(attribution, journey);
}

/* ---- Markov -------------------------------------------------------------------------------- */

static void move(Attribution *attribution, size_t from, size_t to, double times)
{
    attribution->moves[from * (attribution->channel_count + 3) + to] += times;
}

void attribution_add(Attribution *attribution, const AttributionJourney *journey)
{
    const size_t start = attribution->channel_count, goal = start + 1, nowhere = start + 2;
    const double times = journey->goals + journey->misses;
    if (journey->count == 0) return;
    size_t from = start;
    for (size_t i = 0; i < journey->count; i++) {
        const size_t to = (size_t)journey->channels[i];
        attribution->touches[to] += times;
        move(attribution, from, to, times);
        from = to;
    }
    move(attribution, from, goal, journey->goals);
    move(attribution, from, nowhere, journey->misses);
    attribution->goals += journey->goals;
    attribution->value += journey->value;
    if (journey->goals > 0 || journey->value > 0) share(attribution, journey);
}

/* The chance of reaching the goal from the start when every move to `without` leads nowhere: the
 * linear system p = M p + g, by elimination.  `work` holds (n + 1) * (n + 2). */
static double chance(const Attribution *attribution, size_t without, double *work)
{
    const size_t channels = attribution->channel_count, states = channels + 3;
    const size_t n = channels + 1, width = n + 1, goal = channels + 1;
    for (size_t row = 0; row < n; row++) {
        const double *moves = attribution->moves + row * states;
        double        sum   = 0;
        for (size_t to = 0; to < states; to++) sum += moves[to];
        for (size_t to = 0; to < n; to++) {
            const double share     = sum > 0 && to != without ? moves[to] / sum : 0;
            work[row * width + to] = (row == to ? 1 : 0) - share;
        }
        work[row * width + n] = sum > 0 ? moves[goal] / sum : 0;
        if (row != without) continue;
        for (size_t to = 0; to < width; to++) work[row * width + to] = row == to ? 1 : 0;
    }
    for (size_t pivot = 0; pivot < n; pivot++) {
        size_t best = pivot;
        for (size_t row = pivot + 1; row < n; row++)
            if (fabs(work[row * width + pivot]) > fabs(work[best * width + pivot])) best = row;
        /* A circle without a way out: nothing leads from it to the goal. */
        if (fabs(work[best * width + pivot]) < 1e-12) continue;
        for (size_t to = 0; to < width; to++) {
            const double held        = work[pivot * width + to];
            work[pivot * width + to] = work[best * width + to];
            work[best * width + to]  = held;
        }
        for (size_t row = 0; row < n; row++) {
            const double factor = work[row * width + pivot] / work[pivot * width + pivot];
            if (row == pivot || factor == 0) continue;
            for (size_t to = pivot; to < width; to++)
                work[row * width + to] -= factor * work[pivot * width + to];
        }
    }
    const double own = work[channels * width + channels];
    return own == 0 ? 0 : work[channels * width + n] / own;
}

void attribution_end(Attribution *attribution, Arena *arena)
{
    const size_t n          = attribution->channel_count;
    double      *work       = arena_make(arena, double, (n + 1) * (n + 2));
    double       sum        = 0;
    attribution->conversion = chance(attribution, SIZE_MAX, work);
    for (size_t channel = 0; channel < n; channel++) {
        if (attribution->conversion > 0)
            attribution->removal[channel] =
                1 - chance(attribution, channel, work) / attribution->conversion;
        sum += attribution->removal[channel];
    }
    for (size_t channel = 0; channel < n; channel++)
        attribution->credit[ATTRIBUTION_MARKOV][channel] =
            sum > 0 ? attribution->value * attribution->removal[channel] / sum : 0;
}
