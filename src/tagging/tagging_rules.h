/* tagging_rules.h -- the rules of a tenant, compiled, and what each of them reads. */
#ifndef TAGGING_TAGGING_RULES_H
#define TAGGING_TAGGING_RULES_H

#include "tagging/tagging_sql.h"

typedef struct TagRule {
    int64_t     tag_id, group_id;
    TagKind     kind;
    TagType     type;
    bool        is_exclusive;
    Strs        choices;
    Rows        bands; /* of TagBand */
    int32_t     expires_days;
    const Rule *rule; /* NULL: none, or switched off */
    bool        is_timed;
    Strs        reads; /* "e:order.paid", "v:sugar", "t:", "r:", "time" */
    Str         sentence_zh, sentence_en;
} TagRule;

typedef struct TagRuleSet {
    Arena     *arena;
    int64_t    tenant_id, stamp;
    int        users;
    bool       is_stale;
    TagLanguage language;
    Rows       places; /* of TagPlace, in the library's order */
    TagRule   *rules;      /* of every tag of the library, in its order */
    size_t     count;
    StrMap    *by_read; /* what is read to a Vec of size_t */
} TagRuleSet;

/* The rules as of now, from the book of the services or, without one, made for the caller. */
Code           tagging_rules_hold(Ctx *cx, TagRuleSet **out) MUST_USE;
void           tagging_rules_release(Ctx *cx, TagRuleSet *set);
/* NULL when the tag is gone. */
const TagRule *tagging_rules_of(const TagRuleSet *set, int64_t tag_id);

/* A rule on its own, in cx's arena: compiled and checked for its type.  Not good: check->reason. */
Code tagging_rules_check(Ctx *cx, const TagRuleSet *set, const TagRuleDraft *draft, TagRule *out,
                         TagRuleCheck *check) MUST_USE;

/* ---- what a result means ---------------------------------------------------------------- */

/* The value of the tag, "" of a flag; absent when the rule gives none. */
Str tagging_rules_value(Arena *arena, const TagRule *rule, RuleValue result);

#endif
