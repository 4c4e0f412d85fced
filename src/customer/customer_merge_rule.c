/* customer_merge_rule.c -- which evidence merges by itself and which asks people. */
#include "customer/customer_identity.h"
#include "customer/customer_merge_policy.h"
#include "customer/customer_merge_sql.h"

// clang-format off
const IdentityPolicy customer_identity_policies[] = {
    /*                     strong anchor one   */
    { "unionid",           true,  false, true  },
    { "openid",            true,  false, true  },
    { "external_userid",   true,  true,  true  },
    { "phone",             true,  true,  false },
    { "email",             false, false, false },
    { "user_id",           true,  true,  true  },
    { "anonymous_id",      true,  false, false },
    { "buyer_id",          true,  false, false },
    { "member_no",         true,  true,  true  },
    { "pending_id",        true,  false, false },
};
// clang-format on
const size_t customer_identity_policy_count = COUNT(customer_identity_policies);

const IdentityPolicy *customer_identity_policy(Str kind)
{
    for (size_t i = 0; i < COUNT(customer_identity_policies); i++)
        if (str_equal(kind, str_of(customer_identity_policies[i].kind)))
            return &customer_identity_policies[i];
    return NULL;
}

static bool is_verified_person(const Rows *identities)
{
    for (size_t i = 0; i < identities->count; i++) {
        const CustomerIdentity *row    = ROWS_AT(CustomerIdentity, *identities, i);
        const IdentityPolicy   *policy = customer_identity_policy(row->kind);
        if (policy && policy->is_anchor && row->is_holder && row->verified_at_ms) return true;
    }
    return false;
}

Code customer_merge_is_verified(Ctx *cx, CustomerId id, bool *verified)
{
    Rows identities = { 0 };
    TRY(customer_identity_list(cx, id, &identities));
    *verified = is_verified_person(&identities);
    return OK;
}

/* Both hold a verified value of a kind of which a person has only one. */
static bool speak_against(const Rows *a, const Rows *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const CustomerIdentity *row    = ROWS_AT(CustomerIdentity, *a, i);
        const IdentityPolicy   *policy = customer_identity_policy(row->kind);
        if (!policy || !policy->is_one || !row->is_holder || !row->verified_at_ms) continue;
        for (size_t j = 0; j < b->count; j++) {
            const CustomerIdentity *other = ROWS_AT(CustomerIdentity, *b, j);
            if (other->is_holder && other->verified_at_ms && str_equal(other->kind, row->kind) &&
                str_equal(other->scope, row->scope) && !str_equal(other->lookup, row->lookup))
                return true;
        }
    }
    return false;
}

/* The policy lets it, and nothing speaks against it. */
static Code merges_by_rule(Ctx *cx, CustomerId a, CustomerId b, MergeAct act, bool *by_rule)
{
    Rows of_a = { 0 }, of_b = { 0 };
    bool shared = false;
    *by_rule    = false;
    if (act != MERGE_ACT_MERGE) return OK;
    TRY(customer_identity_list(cx, a, &of_a));
    TRY(customer_identity_list(cx, b, &of_b));
    if (is_verified_person(&of_a) && is_verified_person(&of_b)) return OK;
    if (speak_against(&of_a, &of_b)) return OK;
    TRY(customer_merge_sql_shared_staff(cx, a.v, b.v, &shared));
    *by_rule = !shared;
    return OK;
}

static Str or_empty(Str text) { return text.ptr ? text : S(""); }

static MergeReview review_of(Ctx *cx, CustomerId a, CustomerId b, const MergeEvidence *evidence)
{
    return (MergeReview){ .id          = cx_new_id(cx),
                          .tenant_id   = cx->tenant_id,
                          .a_id        = a.v < b.v ? a.v : b.v,
                          .b_id        = a.v < b.v ? b.v : a.v,
                          .state       = MERGE_REVIEW_OPEN,
                          .kind        = or_empty(evidence->kind),
                          .scope       = or_empty(evidence->scope),
                          .lookup      = or_empty(evidence->lookup),
                          .source      = or_empty(evidence->source),
                          .why         = or_empty(evidence->why),
                          .score       = evidence->score,
                          .asked_at_ms = cx->now_ms };
}

/* Said no to it before; a split says no to all that its kind could tell. */
static Code was_refused(Ctx *cx, const MergeReview *review, bool *refused)
{
    MergeReview known = { 0 }, of_kind = *review;
    of_kind.scope = of_kind.lookup = S("");
    TRY(customer_merge_sql_review_find(cx, review, &known));
    *refused = known.state == MERGE_REVIEW_REFUSED;
    if (*refused) return OK;
    TRY(customer_merge_sql_review_find(cx, &of_kind, &known));
    *refused = known.state == MERGE_REVIEW_REFUSED;
    return OK;
}

/* A visitor of a door has no row: the door folds him itself. */
static Code are_customers(Ctx *cx, int64_t a, int64_t b, bool *customers)
{
    Customer one   = { 0 };
    bool     found = false;
    TRY(customer_merge_sql_hold(cx, a, &one, &found));
    *customers = found;
    TRY(customer_merge_sql_hold(cx, b, &one, &found));
    *customers = *customers && found;
    return OK;
}

Code customer_merge_propose(Ctx *cx, CustomerId a, CustomerId b, const MergeEvidence *evidence,
                            MergeOutcome *out)
{
    bool     refused = false, by_rule = false, is_new = false, customers = false;
    MergeId  merge = { 0 };
    MergeAct act   = MERGE_ACT_ASK;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_resolve(cx, &a));
    TRY(customer_merge_resolve(cx, &b));
    *out = MERGE_DONE;
    if (a.v == b.v) return cx_commit(cx, &txn);
    const MergeReview review = review_of(cx, a, b, evidence);
    TRY(are_customers(cx, review.a_id, review.b_id, &customers));
    TRY(was_refused(cx, &review, &refused));
    TRY(customer_merge_policy_act(cx, review.kind, evidence->is_verified, &act));
    *out = MERGE_REFUSED;
    if (refused || !customers || act == MERGE_ACT_KEEP) return cx_commit(cx, &txn);
    TRY(merges_by_rule(cx, a, b, act, &by_rule));
    *out = by_rule ? MERGE_DONE : MERGE_ASKED;
    if (by_rule)
        TRY(customer_merge(cx, a, b, evidence, &merge));
    else
        TRY(customer_merge_sql_review_add(cx, &review, &is_new));
    return cx_commit(cx, &txn);
}

/* What `row` and `holder` both are known by. */
static Code propose_value(Ctx *cx, const CustomerIdentity *row, const CustomerIdentity *holder)
{
    MergeOutcome        outcome;
    const MergeEvidence evidence = { .kind   = row->kind,
                                     .scope  = row->scope,
                                     .lookup = row->lookup,
                                     .source = row->source,
                                     .score  = row->confidence,
                                     .is_verified =
                                         row->verified_at_ms != 0 && holder->verified_at_ms != 0 };
    if (row->customer_id == holder->customer_id) return OK;
    return customer_merge_propose(cx, (CustomerId){ row->customer_id },
                                  (CustomerId){ holder->customer_id }, &evidence, &outcome);
}

static Code propose_holder(Ctx *cx, const CustomerIdentity *row)
{
    CustomerIdentity holder = { 0 };
    bool             found  = false;
    TRY(customer_identity_holder(cx, row, &holder, &found));
    return found ? propose_value(cx, row, &holder) : OK;
}

static Code propose_claimants(Ctx *cx, const CustomerIdentity *holder)
{
    Rows claims = { 0 };
    TRY(customer_identity_claims(cx, holder, &claims));
    for (size_t i = 0; i < claims.count; i++)
        TRY(propose_value(cx, ROWS_AT(CustomerIdentity, claims, i), holder));
    return OK;
}

Code customer_merge_hear_claim(Ctx *cx, CustomerId id, int64_t identity_id)
{
    Rows identities = { 0 };
    TRY(customer_merge_resolve(cx, &id));
    TRY(customer_identity_list(cx, id, &identities));
    for (size_t i = 0; i < identities.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, identities, i);
        if (row->id != identity_id) continue;
        return row->is_holder ? propose_claimants(cx, row) : propose_holder(cx, row);
    }
    return OK;
}
