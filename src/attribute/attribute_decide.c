/* attribute_decide.c -- which of several values counts.  Nothing here knows of a store. */
#include "attribute/attribute_decide.h"

enum {
    WHOLE        = 1 << 20, /* a saying of now                                          */
    STEPS        = 64,      /* of a half-life                                           */
    HALVES_MAX   = 20,      /* then nothing is left of WHOLE                            */
    PLACE_WHOLE  = 1000,
    WEIGHT_WHOLE = 100, /* percent                                                  */
    SCALE        = 1000 /* of scores: WHOLE x 100 x 100 x 1000 / SCALE fits 64 bits */
};

static const char *const policy_words[] = {
    [POLICY_SOURCE_PRIORITY] = "source_priority",
    [POLICY_MOST_RECENT]     = "most_recent",
    [POLICY_MOST_FREQUENT]   = "most_frequent",
    [POLICY_WEIGHED]         = "weighed",
};
const Words policy_kind_words = { policy_words, COUNT(policy_words) };

static const char *const by_words[] = {
    [DECIDED_ONLY] = "only",         [DECIDED_PRIORITY] = "priority", [DECIDED_RECENT] = "recent",
    [DECIDED_FREQUENT] = "frequent", [DECIDED_WEIGHT] = "weight",     [DECIDED_VALUE] = "value",
};
const Words decided_by_words = { by_words, COUNT(by_words) };

/* WHOLE x 2^(-k/64). */
static const int32_t left_after[STEPS] = {
    1048576, 1037281, 1026107, 1015054, 1004120, 993303, 982604, 972019, 961548, 951191, 940944,
    930809,  920782,  910863,  901051,  891345,  881744, 872246, 862850, 853555, 844361, 835265,
    826268,  817367,  808563,  799853,  791237,  782714, 774282, 765942, 757691, 749529, 741455,
    733468,  725567,  717752,  710020,  702372,  694806, 687321, 679917, 672593, 665348, 658181,
    651091,  644078,  637140,  630276,  623487,  616771, 610127, 603555, 597053, 590622, 584260,
    577966,  571740,  565581,  559489,  553462,  547500, 541603, 535768, 529997,
};

/* ---- what a saying counts -------------------------------------------------------- */

static const PolicySource *source_of(const AttributePolicy *policy, Str source, int64_t *rank)
{
    for (size_t i = 0; i < policy->sources.count; i++) {
        const PolicySource *one = ROWS_AT(PolicySource, policy->sources, i);
        *rank                   = (int64_t)i;
        if (str_equal(one->source, source)) return one;
    }
    *rank = (int64_t)policy->sources.count;
    return NULL;
}

static int64_t age_factor(int32_t half_life_days, int64_t age_ms)
{
    if (half_life_days <= 0 || age_ms <= 0) return WHOLE;
    const int64_t step_ms = (int64_t)half_life_days * MS_PER_DAY / STEPS;
    const int64_t steps   = age_ms / step_ms;
    if (steps >= (int64_t)STEPS * HALVES_MAX) return 0;
    return left_after[steps % STEPS] >> (steps / STEPS);
}

static int64_t place_factor(const AttributePolicy *policy, int32_t distance_m)
{
    if (policy->near_m <= 0) return PLACE_WHOLE;
    if (distance_m < 0) return (int64_t)PLACE_WHOLE * policy->nowhere_percent / 100;
    return (int64_t)PLACE_WHOLE * policy->near_m / ((int64_t)policy->near_m + distance_m);
}

int64_t attribute_decide_weight(const AttributePolicy *policy, const Saying *saying,
                                int64_t newest_ms)
{
    int64_t             rank   = 0;
    const PolicySource *source = source_of(policy, saying->source, &rank);
    const int64_t       weight = source ? source->weight : WEIGHT_WHOLE;
    return weight * saying->confidence * place_factor(policy, saying->distance_m) *
           age_factor(policy->half_life_days, newest_ms - saying->at_ms) / SCALE;
}

/* ---- standings --------------------------------------------------------------------- */

static Standing *standing_of(Standing *standings, size_t *count, Str value)
{
    size_t low = 0, high = *count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int    order  = str_compare(standings[middle].value, value);
        if (order == 0) return &standings[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    /* Full: the largest text goes, whatever came first. */
    if (*count == STANDINGS_MAX && low == STANDINGS_MAX) return NULL;
    if (*count < STANDINGS_MAX) (*count)++;
    for (size_t i = *count - 1; i > low; i--) standings[i] = standings[i - 1];
    standings[low] = (Standing){ .value = value, .rank = INT64_MAX };
    return &standings[low];
}

static void add(const AttributePolicy *policy, Standing *standing, const Saying *saying,
                int64_t newest_ms)
{
    int64_t rank = 0;
    (void)source_of(policy, saying->source, &rank); /* the rank is enough */
    standing->count++;
    if (policy->kind == POLICY_WEIGHED)
        standing->score += attribute_decide_weight(policy, saying, newest_ms);
    if (!standing->source.ptr || saying->at_ms > standing->last_at_ms ||
        (saying->at_ms == standing->last_at_ms &&
         str_compare(saying->source, standing->source) < 0)) {
        standing->last_at_ms = saying->at_ms;
        standing->source     = saying->source;
    }
    if (rank < standing->rank) {
        standing->rank         = rank;
        standing->rank_last_ms = saying->at_ms;
    } else if (rank == standing->rank && saying->at_ms > standing->rank_last_ms) {
        standing->rank_last_ms = saying->at_ms;
    }
}

/* ---- the order ------------------------------------------------------------------------ */

/* Positive when a stands before b. */
static int by_rank(const Standing *a, const Standing *b)
{
    return (a->rank < b->rank) - (a->rank > b->rank);
}

static int by_rank_last(const Standing *a, const Standing *b)
{
    return (a->rank_last_ms > b->rank_last_ms) - (a->rank_last_ms < b->rank_last_ms);
}

static int by_last(const Standing *a, const Standing *b)
{
    return (a->last_at_ms > b->last_at_ms) - (a->last_at_ms < b->last_at_ms);
}

static int by_count(const Standing *a, const Standing *b)
{
    return (a->count > b->count) - (a->count < b->count);
}

static int by_score(const Standing *a, const Standing *b)
{
    return (a->score > b->score) - (a->score < b->score);
}

typedef struct Criterion {
    int (*order)(const Standing *a, const Standing *b);
    DecidedBy by;
} Criterion;

/* What is asked, one after the other, until it differs. */
static const Criterion criteria[][4] = {
    [POLICY_SOURCE_PRIORITY] = { { by_rank, DECIDED_PRIORITY },
                                 { by_rank_last, DECIDED_RECENT },
                                 { by_count, DECIDED_FREQUENT } },
    [POLICY_MOST_RECENT]     = { { by_last, DECIDED_RECENT },
                                 { by_rank, DECIDED_PRIORITY },
                                 { by_count, DECIDED_FREQUENT } },
    [POLICY_MOST_FREQUENT]   = { { by_count, DECIDED_FREQUENT },
                                 { by_last, DECIDED_RECENT },
                                 { by_rank, DECIDED_PRIORITY } },
    [POLICY_WEIGHED]         = { { by_score, DECIDED_WEIGHT },
                                 { by_last, DECIDED_RECENT },
                                 { by_rank, DECIDED_PRIORITY } },
};

static DecidedBy compare(PolicyKind kind, const Standing *a, const Standing *b, int *order)
{
    for (size_t i = 0; i < COUNT(criteria[0]) && criteria[kind][i].order; i++) {
        *order = criteria[kind][i].order(a, b);
        if (*order) return criteria[kind][i].by;
    }
    *order = str_compare(b->value, a->value);
    return DECIDED_VALUE;
}

/* Few: an insertion sort. */
static void put_in_order(PolicyKind kind, Standing *standings, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const Standing one   = standings[i];
        size_t         at    = i;
        int            order = 0;
        while (at > 0) {
            (void)compare(kind, &one, &standings[at - 1], &order); /* by what does not matter */
            if (order <= 0) break;
            standings[at] = standings[at - 1];
            at--;
        }
        standings[at] = one;
    }
}

/* Whole percents that sum to 100: the winner takes what rounding left. */
static void share(Standing *standings, size_t count)
{
    int64_t scores = 0, counts = 0;
    int32_t given = 0;
    for (size_t i = 0; i < count; i++) {
        scores += standings[i].score;
        counts += standings[i].count;
    }
    for (size_t i = 0; i < count; i++) {
        standings[i].percent = scores > 0 ? (int32_t)(standings[i].score / (scores / 100 + 1))
                                          : (int32_t)(standings[i].count * 100 / counts);
        given += standings[i].percent;
    }
    standings[0].percent += 100 - given;
}

size_t attribute_decide(const AttributePolicy *policy, const Saying *sayings, size_t count,
                        Standing standings[STANDINGS_MAX], DecidedBy *by)
{
    size_t  values    = 0;
    int64_t newest_ms = INT64_MIN;
    ASSERT(policy->kind >= POLICY_SOURCE_PRIORITY && policy->kind <= POLICY_WEIGHED);
    for (size_t i = 0; i < count; i++)
        if (sayings[i].at_ms > newest_ms) newest_ms = sayings[i].at_ms;
    for (size_t i = 0; i < count; i++)
        (void)standing_of(standings, &values, sayings[i].value); /* all names first */
    for (size_t i = 0; i < count; i++) {
        Standing *standing = standing_of(standings, &values, sayings[i].value);
        if (standing) add(policy, standing, &sayings[i], newest_ms);
    }
    if (values == 0) return 0;
    put_in_order(policy->kind, standings, values);
    share(standings, values);
    int order = 0;
    *by = values == 1 ? DECIDED_ONLY : compare(policy->kind, &standings[0], &standings[1], &order);
    return values;
}
