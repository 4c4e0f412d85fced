/* tagging_engine.h -- what rules give is given, and what they no longer give is taken away. */
#ifndef TAGGING_TAGGING_ENGINE_H
#define TAGGING_TAGGING_ENGINE_H

#include "tagging/tagging_person.h"

/* Which rules to ask: indexes of the set. */
typedef struct TagAsk {
    bool *wanted; /* set->count */
    bool  any;
} TagAsk;

/* Asks nothing yet. */
TagAsk tagging_engine_none(Ctx *cx, const TagRuleSet *set);
/* Adds those that read the word; all rules that read time or events with NULL. */
void   tagging_engine_add(const TagRuleSet *set, TagAsk *ask, Str word);
void   tagging_engine_add_moving(const TagRuleSet *set, TagAsk *ask);
void   tagging_engine_add_all(const TagRuleSet *set, TagAsk *ask);
void   tagging_engine_add_tag(const TagRuleSet *set, TagAsk *ask, int64_t tag_id);
/* Asks them, and makes the tags of the person follow.  A visitor, or who is gone, is left alone. */
Code tagging_engine_run(Ctx *cx, const TagRuleSet *set, CustomerId customer, TagAsk *ask) MUST_USE;

/* A tag is given or taken by others: keeps the intervals, and an exclusive group to one. */
Code tagging_engine_given(Ctx *cx, const TagRuleSet *set, CustomerId customer, int64_t tag_id,
                          Str value, Str source) MUST_USE;
/* The same of a tag that was given a while ago, in the order of the log. */
Code tagging_engine_heard(Ctx *cx, const TagRuleSet *set, CustomerId customer, int64_t tag_id,
                          Str source) MUST_USE;
Code tagging_engine_taken(Ctx *cx, CustomerId customer, int64_t tag_id, Str source) MUST_USE;

#endif
