/* customer_merge.h -- two persons become one, and two again.
 *
 * A merge moves no history: rows are pointed at the survivor, the older of the two, and each
 * remembers whose it was, so a split points them back and every row stands as before.  Merges can
 * be taken back in any order.  What happens to the survivor meanwhile stays with him, unless it
 * came through a contact of the other.  The id of the folded person keeps resolving. */
#ifndef CUSTOMER_CUSTOMER_MERGE_H
#define CUSTOMER_CUSTOMER_MERGE_H

#include "customer/customer.h"

typedef struct MergeId {
    int64_t v;
} MergeId;
typedef struct MergeReviewId {
    int64_t v;
} MergeReviewId;

/* Rows of another slice that belong to a person.  Arguments of each statement: $1 the tenant, $2
 * whose the rows are now, $3 whose they become (not for `note`).  `note` remembers in
 * customer_origin whose they were, `take` points them at $3, `give_back` points back what $3 or
 * one folded into him had. */
struct MergeTable {
    const char  *name;
    const Query *note, *take, *give_back;
};

/* Why two are thought to be one: a value that both are known by.  Without a kind: somebody said so,
 * or they look alike (`why`). */
typedef struct MergeEvidence {
    Str     kind, scope, lookup; /* as in customer_identity               */
    Str     source;              /* "wecom", "track", "console", "likeness" */
    Str     why;                 /* for people; may be absent             */
    bool    is_verified;
    int32_t score; /* 0..100 */
} MergeEvidence;

typedef enum MergeOutcome {
    MERGE_DONE = 1, /* they are one now, or were already         */
    MERGE_ASKED,    /* it waits in the review queue              */
    MERGE_REFUSED   /* somebody said no to this before, one is no customer, or the policy
                       only keeps such evidence */
} MergeOutcome;

/* How a kind of identity counts; docs/identity.md says why. */
typedef struct IdentityPolicy {
    const char *kind;
    bool        is_strong;  /* verified, it merges by rule; else it only suggests         */
    bool        is_anchor;  /* verified, it makes its holder a verified person            */
    bool        is_one;     /* of one scope a person has one; two values speak against it */
} IdentityPolicy;
extern const IdentityPolicy customer_identity_policies[];
extern const size_t         customer_identity_policy_count;
/* NULL for a kind we do not know. */
const IdentityPolicy       *customer_identity_policy(Str kind);

/* ERR_CONFLICT "customer.merge_self", "customer.merge_same_staff" (both have been contacts of one
 * member: the platform shows them as two people). */
Code customer_merge(Ctx *cx, CustomerId a, CustomerId b, const MergeEvidence *evidence,
                    MergeId *out) MUST_USE;
/* Takes it back, and remembers that they are two.  ERR_NOT_FOUND "merge.not_found", ERR_CONFLICT
 * "merge.already_split".  `rest` and `home` may be NULL. */
Code customer_split(Ctx *cx, MergeId id, CustomerId *rest, CustomerId *home) MUST_USE;
/* By the policy: merges when the evidence is strong and at most one of them is a verified person,
 * else asks people.  What was refused is not asked again without new evidence. */
Code customer_merge_propose(Ctx *cx, CustomerId a, CustomerId b, const MergeEvidence *evidence,
                            MergeOutcome *out) MUST_USE;
/* Whom `id` stands for now; itself when nobody. */
Code customer_merge_resolve(Ctx *cx, CustomerId *id) MUST_USE;
/* Who that is today, of a visitor, too, who was folded into somebody; within the scope.  Unchanged
 * where nobody is found. */
Code customer_merge_today(Ctx *cx, CustomerId *id) MUST_USE;
/* customer.merged was heard: on PostgreSQL a transaction that began before may have written rows of
 * the folded person after they were taken; they follow now. */
Code customer_merge_gather(Ctx *cx, MergeId id) MUST_USE;
/* A person claims what another holds: customer.claimed was heard. */
Code customer_merge_hear_claim(Ctx *cx, CustomerId id, int64_t identity_id) MUST_USE;

extern const SqlList customer_merge_sql;

#endif
