/* target_sql.c -- every statement of targets. */
#include "target/target_sql.h"

// clang-format off
typedef struct TargetNumber { int64_t n; } TargetNumber;
static const Field number_fields[] = { FIELD(TargetNumber, n) };
static const Shape number_shape    = SHAPE(TargetNumber, number_fields);
static const Field member_fields[] = { FIELD_ID(TargetMember, id), FIELD_ID(TargetMember, store_id), FIELD(TargetMember, name), FIELD_WITH(TargetMember, is_seen, .flags = NOT_STORED) };
static const Shape member_shape    = SHAPE(TargetMember, member_fields);
static const Field named_store_fields[]  = { FIELD_ID(TargetStore, id), FIELD(TargetStore, name) };
static const Shape named_store_shape     = SHAPE(TargetStore, named_store_fields);
static const Field team_fields[]   = { FIELD_ID(TargetTeam, staff_id), FIELD_ID(TargetTeam, department_id) };
static const Shape team_shape      = SHAPE(TargetTeam, team_fields);
// clang-format on

static const Table targets = { "target", &target_shape };

static const char DECIDES[] = "whether all of an owner is seen is decided by it";

static const Query list = {
    .name = "target.list",
    .sql  = "SELECT {cols} FROM target WHERE tenant_id = $1 AND deleted_at_ms = 0"
            " AND from_on <= $3 AND to_on >= $2 AND ($4 = '' OR metric = $4)"
            " ORDER BY metric, scene, from_on, to_on, owner_kind, id LIMIT 5000",
    .out  = &target_shape,
};
static const Query by_id = {
    .name = "target.by_id",
    .sql  = "SELECT {cols} FROM target WHERE tenant_id = $1 AND id = $2",
    .out  = &target_shape,
};
static const Query same = {
    .name = "target.same",
    .sql  = "SELECT {cols} FROM target WHERE tenant_id = $1 AND metric = $2 AND scene = $3"
            " AND from_on = $4 AND to_on = $5 AND owner_kind = $6 AND owner_id = $7"
            " AND deleted_at_ms = 0",
    .out  = &target_shape,
};
static const Query count = {
    .name = "target.count",
    .sql  = "SELECT count(*) AS n FROM target WHERE tenant_id = $1 AND deleted_at_ms = 0",
    .out  = &number_shape,
};
static const Query set = {
    .name = "target.set",
    .sql  = "UPDATE target SET value = $4, is_ceiling = $5, changed_at_ms = $6,"
            " revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $3 AND deleted_at_ms = 0",
};
static const Query set_deleted = {
    .name = "target.set_deleted",
    .sql  = "UPDATE target SET deleted_at_ms = $3, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query members = {
    .name     = "target.members",
    .unscoped = DECIDES,
    .sql      = "SELECT {m.cols}, (CAST($2 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM org_scope s"
                " WHERE s.tenant_id = m.tenant_id AND s.user_id = $2 AND s.staff_id = m.id))"
                " AS is_seen FROM staff m WHERE m.tenant_id = $1 AND m.status <> 'left'"
                " ORDER BY m.id",
    .out      = &member_shape,
};
static const Query stores = {
    .name = "target.stores",
    .sql  = "SELECT {cols} FROM store WHERE tenant_id = $1 ORDER BY id",
    .out  = &named_store_shape,
};
static const Query teams = {
    .name     = "target.teams",
    .unscoped = DECIDES,
    .sql      = "SELECT {cols} FROM staff_department WHERE tenant_id = $1 ORDER BY staff_id",
    .out      = &team_shape,
};

static const Query *const queries[]  = { &list,        &by_id,   &same,   &count, &set,
                                         &set_deleted, &members, &stores, &teams };
static const Table *const tables[]   = { &targets };
const SqlList             target_sql = SQL_LIST("target", queries, tables);

Code target_sql_list(Ctx *cx, Str from, Str to, Str metric, Rows *rows)
{
    return cx_list(cx, &list, rows,
                   ARGS(V(cx->tenant_id), V(from), V(to), V(metric.ptr ? metric : S(""))));
}

Code target_sql_find(Ctx *cx, int64_t id, Target *out, bool *found)
{
    TRY(cx_find(cx, &by_id, out, found, ARGS(V(cx->tenant_id), V(id))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

Code target_sql_same(Ctx *cx, const Target *like, Target *out, bool *found)
{
    return cx_find(cx, &same, out, found,
                   ARGS(V(cx->tenant_id), V(like->metric), V(like->scene), V(like->from_on),
                        V(like->to_on), V(word_of(&target_owner_words, (int)like->owner_kind)),
                        V(like->owner_id)));
}

Code target_sql_count(Ctx *cx, int64_t *out)
{
    TargetNumber number = { 0 };
    TRY(cx_one(cx, &count, &number, ARGS(V(cx->tenant_id))));
    *out = number.n;
    return OK;
}

Code target_sql_insert(Ctx *cx, const Target *target) { return cx_insert(cx, &targets, target); }

Code target_sql_set(Ctx *cx, int64_t id, int64_t revision, int64_t value, bool is_ceiling,
                    bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &set, &changed,
               ARGS(V(cx->tenant_id), V(id), V(revision), V(value), V(is_ceiling), V(cx->now_ms))));
    *is_done = changed == 1;
    return OK;
}

Code target_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &set_deleted, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

Code target_sql_members(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &members, rows, ARGS(V(cx->tenant_id), V(cx->scope_id)));
}
Code target_sql_stores(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &stores, rows, ARGS(V(cx->tenant_id)));
}
Code target_sql_teams(Ctx *cx, Rows *rows)
{
    return cx_list(cx, &teams, rows, ARGS(V(cx->tenant_id)));
}
