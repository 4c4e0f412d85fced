/* target_sql.h -- the statements of targets.  Private to target/. */
#ifndef TARGET_TARGET_SQL_H
#define TARGET_TARGET_SQL_H

#include "target/target.h"

/* A member of staff who has not left. */
typedef struct TargetMember {
    int64_t id, store_id;
    Str     name;
    bool    is_seen; /* by the caller */
} TargetMember;

typedef struct TargetStore {
    int64_t id;
    Str     name;
} TargetStore;

typedef struct TargetTeam {
    int64_t staff_id, department_id;
} TargetTeam;

/* Whose days meet [from, to]; `metric` empty: all. */
Code target_sql_list(Ctx *cx, Str from, Str to, Str metric, Rows *targets) MUST_USE;
/* What is deleted, too. */
Code target_sql_find(Ctx *cx, int64_t id, Target *out, bool *found) MUST_USE;
/* The one of the same owner, metric, scene and days that is not deleted. */
Code target_sql_same(Ctx *cx, const Target *like, Target *out, bool *found) MUST_USE;
Code target_sql_count(Ctx *cx, int64_t *count) MUST_USE;
Code target_sql_insert(Ctx *cx, const Target *target) MUST_USE;
Code target_sql_set(Ctx *cx, int64_t id, int64_t revision, int64_t value, bool is_ceiling,
                    bool *is_done) MUST_USE;
Code target_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms) MUST_USE;

/* Everybody, of whom `is_seen` tells; stores; who is in which department. */
Code target_sql_members(Ctx *cx, Rows *members) MUST_USE;
Code target_sql_stores(Ctx *cx, Rows *stores) MUST_USE;
Code target_sql_teams(Ctx *cx, Rows *teams) MUST_USE;

#endif
