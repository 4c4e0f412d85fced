/* customer_merge_policy.c -- how evidence counts in this brand.  Statements are in
 * customer_merge_policy_sql.c. */
#include "customer/customer_merge_policy.h"

#include "customer/customer_identity.h"
#include "customer/customer_merge_policy_sql.h"

// clang-format off
static const char *const act_words[] = {
    [MERGE_ACT_MERGE] = "merge", [MERGE_ACT_ASK] = "ask", [MERGE_ACT_KEEP] = "keep",
};
const Words merge_act_words = { act_words, COUNT(act_words) };

static const char *const level_words[] = {
    [LIKENESS_OFF] = "off", [LIKENESS_CAREFUL] = "careful", [LIKENESS_BALANCED] = "balanced",
    [LIKENESS_WIDE] = "wide",
};
const Words likeness_level_words = { level_words, COUNT(level_words) };

static const Field kind_fields[] = {
    FIELD_WITH(MergeKind, kind, .flags = REQUIRED, .max = 40),
    FIELD_ENUM(MergeKind, verified, merge_act_words, .flags = REQUIRED, .about = "When both sides are vouched for"),
    FIELD_ENUM(MergeKind, said, merge_act_words, .flags = REQUIRED, .about = "When one of them was only said"),
    FIELD     (MergeKind, is_anchor),
    FIELD     (MergeKind, is_one),
};
static const Shape merge_kind_shape = SHAPE(MergeKind, kind_fields);

static const Field policy_fields[] = {
    FIELD_LIST(MergePolicy, kinds, merge_kind_shape),
    FIELD_ENUM(MergePolicy, likeness, likeness_level_words),
    FIELD_TIME(MergePolicy, searched_at_ms),
    FIELD     (MergePolicy, changed_by_name),
    FIELD_TIME(MergePolicy, changed_at_ms),
    FIELD_WITH(MergePolicy, revision, .about = "1 = as it is shipped"),
};
const Shape merge_policy_shape = SHAPE(MergePolicy, policy_fields);

static const Field draft_fields[] = {
    FIELD_LIST(MergePolicyDraft, kinds, merge_kind_shape, .max = 50),
    FIELD_ENUM(MergePolicyDraft, likeness, likeness_level_words, .flags = REQUIRED),
};
const Shape merge_policy_draft_shape = SHAPE(MergePolicyDraft, draft_fields);
// clang-format on

/* One device may be of many: two accounts on it are no reason to ask. */
static MergeKind shipped(const IdentityPolicy *policy)
{
    const Str  kind      = str_of(policy->kind);
    const bool is_device = str_equal(kind, S("anonymous_id"));
    return (MergeKind){ .kind      = kind,
                        .verified  = policy->is_strong ? MERGE_ACT_MERGE : MERGE_ACT_ASK,
                        .said      = is_device ? MERGE_ACT_KEEP : MERGE_ACT_ASK,
                        .is_anchor = policy->is_anchor,
                        .is_one    = policy->is_one };
}

Code customer_merge_policy_get(Ctx *cx, MergePolicy *out)
{
    MergeSetting setting = { .likeness = LIKENESS_OFF, .revision = 1 };
    bool         found   = false;
    Rows         rows    = { 0 };
    TRY(customer_merge_policy_sql_setting(cx, &setting, &found));
    TRY(customer_merge_policy_sql_kinds(cx, &rows));
    MergeKind *kinds = arena_make(cx->arena, MergeKind, customer_identity_policy_count);
    for (size_t i = 0; i < customer_identity_policy_count; i++) {
        kinds[i] = shipped(&customer_identity_policies[i]);
        for (size_t j = 0; j < rows.count; j++) {
            const MergeKind *row = ROWS_AT(MergeKind, rows, j);
            if (!str_equal(row->kind, kinds[i].kind)) continue;
            kinds[i].verified = row->verified;
            kinds[i].said     = row->said;
        }
    }
    *out = (MergePolicy){ .kinds           = { kinds, customer_identity_policy_count },
                          .likeness        = setting.likeness,
                          .searched_at_ms  = setting.searched_at_ms,
                          .changed_by_name = setting.changed_by_name,
                          .changed_at_ms   = setting.changed_at_ms,
                          .revision        = setting.revision };
    return OK;
}

static Code check_kind(Ctx *cx, const MergeKind *kind)
{
    if (!customer_identity_policy(kind->kind))
        return fail_field(cx, "merge_policy.unknown_kind", S("kinds"), NULL);
    if (kind->said == MERGE_ACT_MERGE)
        return fail_field(cx, "merge_policy.said_merges", S("kinds"), "ask, keep");
    return OK;
}

Code customer_merge_policy_set(Ctx *cx, int64_t revision, const MergePolicyDraft *draft,
                               MergePolicy *out)
{
    MergePolicy known   = { 0 };
    bool        changed = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(customer_merge_policy_get(cx, &known));
    /* At another level everybody is looked at anew. */
    const int64_t searched_at_ms = known.likeness == draft->likeness ? known.searched_at_ms : 0;
    TRY(customer_merge_policy_sql_set(cx, draft->likeness, searched_at_ms, revision, &changed));
    REQUIRE(cx, changed, ERR_CONFLICT, "merge_policy.changed_meanwhile");
    for (size_t i = 0; i < draft->kinds.count; i++) {
        const MergeKind *kind = ROWS_AT(MergeKind, draft->kinds, i);
        TRY(check_kind(cx, kind));
        TRY(customer_merge_policy_sql_put(cx, kind));
    }
    TRY(customer_merge_policy_get(cx, out));
    return cx_commit(cx, &txn);
}

Code customer_merge_policy_act(Ctx *cx, Str kind, bool is_verified, MergeAct *act)
{
    const IdentityPolicy *policy = customer_identity_policy(kind);
    MergeKind             set    = { 0 };
    bool                  found  = false;
    *act                         = MERGE_ACT_ASK;
    if (!policy) return OK;
    TRY(customer_merge_policy_sql_kind(cx, kind, &set, &found));
    if (!found) set = shipped(policy);
    *act = is_verified ? set.verified : set.said;
    return OK;
}

Code customer_merge_policy_likeness(Ctx *cx, LikenessLevel *level, int64_t *searched_at_ms)
{
    MergeSetting setting = { .likeness = LIKENESS_OFF };
    bool         found   = false;
    TRY(customer_merge_policy_sql_setting(cx, &setting, &found));
    *level          = setting.likeness;
    *searched_at_ms = setting.searched_at_ms;
    return OK;
}

Code customer_merge_policy_searched(Ctx *cx, int64_t at_ms)
{
    return customer_merge_policy_sql_searched(cx, at_ms);
}
