/* attribute_decide.h -- which of several values counts: the rule alone, without store or clock.
 *
 * A decision follows from the set of evidence and the policy: neither the order in which it came
 * nor the instant of asking matters.  Ageing is measured from the newest evidence: as all of it
 * ages by the same half-life, the instant would change no order.  All arithmetic is of integers. */
#ifndef ATTRIBUTE_ATTRIBUTE_DECIDE_H
#define ATTRIBUTE_ATTRIBUTE_DECIDE_H

#include "base/base.h"

typedef enum PolicyKind {
    POLICY_SOURCE_PRIORITY = 1, /* the source that stands first                     */
    POLICY_MOST_RECENT,
    POLICY_MOST_FREQUENT,
    POLICY_WEIGHED /* the sum of source x confidence x age x distance */
} PolicyKind;
extern const Words policy_kind_words;

/* Sources in their order, the first counts most; `weight` in percent. */
typedef struct PolicySource {
    Str     source;
    int32_t weight;
} PolicySource;

typedef struct AttributePolicy {
    PolicyKind kind;
    Rows       sources;         /* of PolicySource; others come last, with 100 %          */
    int32_t    half_life_days;  /* weighed: after so long a saying counts half; 0: always  */
    int32_t    near_m;          /* weighed: at this distance a saying counts half; 0: never mind */
    int32_t    nowhere_percent; /* weighed: where the distance is not known and near_m asks  */
} AttributePolicy;

typedef struct Saying {
    Str     value, source;
    int64_t at_ms;
    int32_t confidence; /* 1..100         */
    int32_t distance_m; /* -1: not known  */
} Saying;

/* What set the winner apart from the second. */
typedef enum DecidedBy {
    DECIDED_ONLY = 1, /* nobody said anything else */
    DECIDED_PRIORITY,
    DECIDED_RECENT,
    DECIDED_FREQUENT,
    DECIDED_WEIGHT,
    DECIDED_VALUE /* all else is equal: the smaller text, so that it stays the same */
} DecidedBy;
extern const Words decided_by_words;

/* What speaks for one value. */
typedef struct Standing {
    Str     value;
    int64_t count, score; /* score: of the weighed rule, else 0                   */
    int32_t percent;      /* of all scores, or of all sayings; they sum to 100     */
    int64_t last_at_ms;
    Str     source;       /* of the newest saying                                  */
    int64_t rank;         /* of the best source                                    */
    int64_t rank_last_ms; /* newest of that source                                 */
} Standing;

enum { STANDINGS_MAX = 200 /* values that compete; the rest of the texts is left out */ };

/* The standings, the winner first; 0 without sayings.  `by` says what decided. */
size_t  attribute_decide(const AttributePolicy *policy, const Saying *sayings, size_t count,
                         Standing standings[STANDINGS_MAX], DecidedBy *by);
/* What one saying counts in the weighed rule, when the newest is of `newest_ms`. */
int64_t attribute_decide_weight(const AttributePolicy *policy, const Saying *saying,
                                int64_t newest_ms);

#endif
