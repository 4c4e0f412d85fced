/* customer_merge_policy.h -- how evidence counts in this brand: what merges by itself, what asks
 * people, what is only kept; and whether alike customers are looked for. */
#ifndef CUSTOMER_CUSTOMER_MERGE_POLICY_H
#define CUSTOMER_CUSTOMER_MERGE_POLICY_H

#include "customer/customer_merge.h"

typedef enum MergeAct { MERGE_ACT_MERGE = 1, MERGE_ACT_ASK, MERGE_ACT_KEEP } MergeAct;
extern const Words merge_act_words;

/* How sure two must look alike before people are asked; off = nobody is looked for. */
typedef enum LikenessLevel {
    LIKENESS_OFF = 1,
    LIKENESS_CAREFUL,
    LIKENESS_BALANCED, /* the setting as it is shipped */
    LIKENESS_WIDE
} LikenessLevel;
extern const Words likeness_level_words;

/* A kind of identity: what follows when both sides are vouched for, and when one only was said. */
typedef struct MergeKind {
    int64_t  tenant_id;
    Str      kind;
    MergeAct verified, said;
    bool     is_anchor, is_one; /* docs/identity.md; fixed */
} MergeKind;

typedef struct MergePolicy {
    Rows          kinds; /* MergeKind */
    LikenessLevel likeness;
    int64_t       searched_at_ms;
    Str           changed_by_name;
    int64_t       changed_at_ms, revision; /* 1 = as shipped */
} MergePolicy;
extern const Shape merge_policy_shape;

typedef struct MergePolicyDraft {
    Rows          kinds; /* MergeKind: those that are left out stay */
    LikenessLevel likeness;
} MergePolicyDraft;
extern const Shape merge_policy_draft_shape;

/* Of the brand. */
Code customer_merge_policy_get(Ctx *cx, MergePolicy *out) MUST_USE;
/* ERR_INVALID "merge_policy.unknown_kind", "merge_policy.said_merges" (what was only said never
 * merges by itself); ERR_CONFLICT "merge_policy.changed_meanwhile". */
Code customer_merge_policy_set(Ctx *cx, int64_t revision, const MergePolicyDraft *draft,
                               MergePolicy *out) MUST_USE;
/* What follows from evidence of that kind. */
Code customer_merge_policy_act(Ctx *cx, Str kind, bool is_verified, MergeAct *act) MUST_USE;
/* The level, and until when who changed was compared. */
Code customer_merge_policy_likeness(Ctx *cx, LikenessLevel *level,
                                    int64_t *searched_at_ms) MUST_USE;
/* All that changed before `at_ms` was compared. */
Code customer_merge_policy_searched(Ctx *cx, int64_t at_ms) MUST_USE;

extern const SqlList customer_merge_policy_sql;

#endif
