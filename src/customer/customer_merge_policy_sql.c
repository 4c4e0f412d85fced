/* customer_merge_policy_sql.c -- statements of the merge policy. */
#include "customer/customer_merge_policy_sql.h"

// clang-format off
static const Field kind_fields[] = {
    FIELD_ID  (MergeKind, tenant_id),
    FIELD     (MergeKind, kind),
    FIELD_ENUM(MergeKind, verified, merge_act_words),
    FIELD_ENUM(MergeKind, said, merge_act_words),
};
static const Shape kind_shape = SHAPE(MergeKind, kind_fields);

static const Field setting_fields[] = {
    FIELD_ENUM(MergeSetting, likeness, likeness_level_words),
    FIELD_TIME(MergeSetting, searched_at_ms),
    FIELD     (MergeSetting, changed_by_name),
    FIELD_TIME(MergeSetting, changed_at_ms),
    FIELD     (MergeSetting, revision),
};
static const Shape setting_shape = SHAPE(MergeSetting, setting_fields);
// clang-format on

static const Table kind_table = { "customer_merge_policy", &kind_shape };

static const Query kinds = {
    .name = "customer_merge_policy.kinds",
    .sql  = "SELECT {cols} FROM customer_merge_policy WHERE tenant_id = $1 ORDER BY kind",
    .out  = &kind_shape,
};
static const Query one_kind = {
    .name = "customer_merge_policy.kind",
    .sql  = "SELECT {cols} FROM customer_merge_policy WHERE tenant_id = $1 AND kind = $2",
    .out  = &kind_shape,
};
static const Query put_kind = {
    .name = "customer_merge_policy.put",
    .sql  = "INSERT INTO customer_merge_policy (tenant_id, kind, verified, said)"
            " VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, kind)"
            " DO UPDATE SET verified = $3, said = $4",
};
static const Query setting = {
    .name     = "customer_merge_policy.setting",
    .unscoped = "the name of who set it; of the brand",
    .sql      = "SELECT s.likeness AS likeness, s.searched_at_ms AS searched_at_ms,"
                " coalesce(u.display_name, '') AS changed_by_name,"
                " s.changed_at_ms AS changed_at_ms,"
                " s.revision AS revision FROM customer_merge_setting s"
                " LEFT JOIN org_user u ON u.tenant_id = s.tenant_id AND u.id = s.changed_by"
                " WHERE s.tenant_id = $1",
    .out      = &setting_shape,
};
static const Query set = {
    .name = "customer_merge_policy.set",
    .sql  = "UPDATE customer_merge_setting SET likeness = $2, searched_at_ms = $3, changed_by = $4,"
            " changed_at_ms = $5, revision = revision + 1"
            " WHERE tenant_id = $1 AND revision = $6",
};
static const Query set_first = {
    .name = "customer_merge_policy.set_first",
    .sql  = "INSERT INTO customer_merge_setting (tenant_id, likeness, searched_at_ms, changed_by,"
            " changed_at_ms, revision) VALUES ($1, $2, $3, $4, $5, 2)"
            " ON CONFLICT (tenant_id) DO NOTHING",
};
static const Query searched = {
    .name = "customer_merge_policy.searched",
    .sql  = "UPDATE customer_merge_setting SET searched_at_ms = $2 WHERE tenant_id = $1",
};

static const Query *const queries[] = {
    &kinds, &one_kind, &put_kind, &setting, &set, &set_first, &searched,
};
static const Table *const tables[]                  = { &kind_table };
const SqlList             customer_merge_policy_sql = SQL_LIST("customer", queries, tables);

Code customer_merge_policy_sql_kinds(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &kinds, rows, ARGS(V(cx->tenant_id)));
}

Code customer_merge_policy_sql_kind(Ctx *cx, Str kind, MergeKind *out, bool *found)
{
    return cx_find(cx, &one_kind, out, found, ARGS(V(cx->tenant_id), V(kind)));
}

Code customer_merge_policy_sql_put(Ctx *cx, const MergeKind *kind)
{
    return cx_run(cx, &put_kind, NULL,
                  ARGS(V(cx->tenant_id), V(kind->kind),
                       V(word_of(&merge_act_words, (int)kind->verified)),
                       V(word_of(&merge_act_words, (int)kind->said))));
}

Code customer_merge_policy_sql_setting(Ctx *cx, MergeSetting *out, bool *found)
{
    return cx_find(cx, &setting, out, found, ARGS(V(cx->tenant_id)));
}

Code customer_merge_policy_sql_set(Ctx *cx, LikenessLevel likeness, int64_t searched_at_ms,
                                   int64_t revision, bool *changed)
{
    int64_t   count = 0;
    const Str word  = word_of(&likeness_level_words, (int)likeness);
    if (revision == 1)
        TRY(cx_run(
            cx, &set_first, &count,
            ARGS(V(cx->tenant_id), V(word), V(searched_at_ms), V(cx->user_id), V(cx->now_ms))));
    else
        TRY(cx_run(cx, &set, &count,
                   ARGS(V(cx->tenant_id), V(word), V(searched_at_ms), V(cx->user_id), V(cx->now_ms),
                        V(revision))));
    *changed = count == 1;
    return OK;
}

Code customer_merge_policy_sql_searched(Ctx *cx, int64_t at_ms)
{
    return cx_run(cx, &searched, NULL, ARGS(V(cx->tenant_id), V(at_ms)));
}
