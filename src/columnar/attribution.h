/* attribution.h -- what touches before a goal are worth, by seven models.  What each is stands in
 * docs/query.md.
 *
 * A journey is the touches that led to a goal, or to none.  Journeys are added one by one; what all
 * of them say together is computed once at the end. */
#ifndef COLUMNAR_ATTRIBUTION_H
#define COLUMNAR_ATTRIBUTION_H

#include "base/base.h"

enum { ATTRIBUTION_CHANNELS_MAX = 60 };

typedef enum AttributionModel {
    ATTRIBUTION_FIRST = 0,
    ATTRIBUTION_LAST,
    ATTRIBUTION_LINEAR,
    ATTRIBUTION_DECAY,
    ATTRIBUTION_POSITION,
    ATTRIBUTION_MARKOV,
    ATTRIBUTION_SHAPLEY,
    ATTRIBUTION_MODELS
} AttributionModel;

typedef struct AttributionJourney {
    const int32_t *channels;  /* the touches in order, below channel_count */
    const int64_t *age_ms;    /* before the goal; NULL: all the same       */
    size_t         count;     /* of touches                                */
    double         goals;     /* how often the goal was reached this way   */
    double         value;     /* what that was worth                       */
    double         misses;    /* how often it led nowhere                  */
} AttributionJourney;

typedef struct Attribution {
    size_t  channel_count;
    double  half_life_ms;
    double *credit[ATTRIBUTION_MODELS]; /* by channel: of value; MARKOV only at the end */
    double *touches;                    /* by channel                                   */
    double *moves;                      /* (n + 3)^2: between channels, start, goal, nowhere */
    double  goals, value;               /* that had touches                             */
    double  conversion;                 /* at the end: chance of the goal, as Markov has it */
    double *removal;                    /* at the end, by channel: how much of it is lost  */
} Attribution;

/* All in the arena. */
Attribution attribution_of(Arena *arena, size_t channel_count, double half_life_ms);
void        attribution_add(Attribution *attribution, const AttributionJourney *journey);
/* Completes MARKOV, with which every model's credits sum up to `value`. */
void        attribution_end(Attribution *attribution, Arena *arena);

#endif
