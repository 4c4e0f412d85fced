/* segment_rule.h -- a rule of an audience: compiled, what it depends on, what it needs in memory.
 * Private to segment/. */
#ifndef SEGMENT_SEGMENT_RULE_H
#define SEGMENT_SEGMENT_RULE_H

#include "segment/segment.h"

typedef struct SegmentRule {
    const Json *document; /* names of tags made ids                                          */
    CrowdRule   rule;
    Strs        reads;    /* topics: "v:gender", "t:7", "r:", "e:order.paid", "s:12", "there" */
    Strs        details;  /* event types whose data it asks                                  */
    Ids         segments; /* it asks, each once                                              */
    bool        is_timed; /* it asks what time it is                                         */
} SegmentRule;

/* All in `arena`, which outlives the rule as `language` does.  ERR_INVALID with `error`: those of
 * rules, "segment.unknown_tag", "segment.unknown_segment", "segment.unknown_property",
 * "segment.circular" where it asks `own_id`. */
Code segment_rule_compile(Arena *arena, const TagLanguage *language, Str text, int64_t own_id,
                          SegmentRule *out, RuleError *error) MUST_USE;
/* The same rule for those who are in none of `before`: of a pool. */
Str  segment_rule_without(Arena *arena, Str text, Ids before);

#endif
