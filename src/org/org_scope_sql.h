/* org_scope_sql.h -- the statements of the data scope.  Private to org/. */
#ifndef ORG_ORG_SCOPE_SQL_H
#define ORG_ORG_SCOPE_SQL_H

#include "org/org_sql.h"

/* Nobody else changes what scopes are made of until the transaction ends.  Users, roles, views and
 * sessions are changed after it only: taken the other way round, two would wait for each other. */
Code org_scope_sql_lock(Ctx *cx) MUST_USE;
/* Rows of one user, or with 0 of all, that are no longer right, and those that are missing. */
Code org_scope_sql_refresh(Ctx *cx, int64_t user_id) MUST_USE;
/* 1 when a user whose scope is not all may see that member. */
Code org_scope_sql_has(Ctx *cx, int64_t staff_id, int64_t *count) MUST_USE;
/* Members a user sees and the caller, whose scope is not all, does not. */
Code org_scope_sql_exceeding(Ctx *cx, int64_t user_id, int64_t *count) MUST_USE;
/* UserPlaces of the users of a JSON array of ids, by user. */
Code org_scope_sql_places(Ctx *cx, Str ids_json, Rows *rows) MUST_USE;
/* In place of those there are. */
Code org_scope_sql_set_places(Ctx *cx, int64_t user_id, Rows rows) MUST_USE;
/* Those of the staff (OrgNumber) the caller may see, whose scope is not all. */
Code org_scope_sql_seen(Ctx *cx, Str ids_json, Rows *numbers) MUST_USE;
/* A place within the caller's scope, or none, beside what all rows of it have in common. */
typedef struct ScopeRow {
    ScopeWord word;
    int64_t   staff_id; /* who he is; 0 = nobody                        */
    Str       staff_name;
    PlaceKind kind; /* 0 = no place at all                          */
    Str       place;
    bool      is_placed; /* where he works himself is among the places   */
} ScopeRow;
/* Of the caller, whose scope is not all, by kind and name; none of who may not sign in. */
Code org_scope_sql_told(Ctx *cx, Rows *rows) MUST_USE;
/* What a user's role gives now; of a disabled one, nothing is found. */
Code org_scope_sql_grant(Ctx *cx, int64_t user_id, Grant *out, bool *found) MUST_USE;
/* The same of a key of the command line. */
Code org_scope_sql_key(Ctx *cx, int64_t key_id, Grant *out, bool *found) MUST_USE;

#endif
