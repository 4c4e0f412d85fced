/* customer_merge_policy_sql.h -- statements of the merge policy.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_MERGE_POLICY_SQL_H
#define CUSTOMER_CUSTOMER_MERGE_POLICY_SQL_H

#include "customer/customer_merge_policy.h"

typedef struct MergeSetting {
    LikenessLevel likeness;
    int64_t       searched_at_ms;
    Str           changed_by_name;
    int64_t       changed_at_ms, revision;
} MergeSetting;

/* What people set: Rows of MergeKind. */
Code customer_merge_policy_sql_kinds(Ctx *cx, Rows *rows) MUST_USE;
/* Of one kind. */
Code customer_merge_policy_sql_kind(Ctx *cx, Str kind, MergeKind *out, bool *found) MUST_USE;
/* In the place of what was set of it. */
Code customer_merge_policy_sql_put(Ctx *cx, const MergeKind *kind) MUST_USE;
/* The one row; `found` is false as long as nobody set anything. */
Code customer_merge_policy_sql_setting(Ctx *cx, MergeSetting *out, bool *found) MUST_USE;
/* `changed` is false when it no longer is at `revision`. */
Code customer_merge_policy_sql_set(Ctx *cx, LikenessLevel likeness, int64_t searched_at_ms,
                                   int64_t revision, bool *changed) MUST_USE;
/* Without another revision: a job does it. */
Code customer_merge_policy_sql_searched(Ctx *cx, int64_t at_ms) MUST_USE;

#endif
