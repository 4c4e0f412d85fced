/* org_session_list.c -- who is signed in where; a session that ends takes its open pages along. */
#include "org/org_session_list.h"

#include "org/org_role.h"
#include "org/org_sign_in_sql.h"

static Code tell(Ctx *cx, int64_t user_id)
{
    return org_role_tell(cx, str_fmt(cx->arena, "user:%lld", (long long)user_id));
}

Code org_session_require(Ctx *cx)
{
    REQUIRE(cx, str_starts(cx->actor, S("user:")), ERR_DENIED, "permission.denied");
    return OK;
}

/* Somebody in scope who may not more than the caller. */
static Code check_user(Ctx *cx, UserId id)
{
    User user;
    Role role;
    TRY(org_user_get(cx, id, &user));
    TRY(org_role_get(cx, (RoleId){ user.role_id }, &role));
    return org_role_within_own(cx, &role);
}

Code org_session_list(Ctx *cx, UserId id, Str token, Rows *sessions)
{
    User user;
    TRY(org_user_get(cx, id, &user));
    return org_sign_in_sql_sessions(cx, id.v, token_hash(cx->arena, token), sessions);
}

static Code end_one(Ctx *cx, int64_t session_id, bool only_own)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    int64_t user_id = 0;
    bool    found   = false;
    TRY(org_sign_in_sql_session_user(cx, session_id, &user_id, &found));
    REQUIRE(cx, found && (!only_own || user_id == cx->user_id), ERR_NOT_FOUND, "session.not_found");
    if (user_id != cx->user_id) TRY(check_user(cx, (UserId){ user_id }));
    TRY(org_sign_in_sql_end_session(cx, session_id));
    TRY(tell(cx, user_id));
    return cx_commit(cx, &txn);
}

Code org_session_end_own(Ctx *cx, int64_t session_id) { return end_one(cx, session_id, true); }

Code org_session_end(Ctx *cx, int64_t session_id) { return end_one(cx, session_id, false); }

Code org_session_end_others(Ctx *cx, Str token)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_sign_in_sql_end_others(cx, cx->user_id, token_hash(cx->arena, token)));
    TRY(tell(cx, cx->user_id));
    return cx_commit(cx, &txn);
}

Code org_session_end_all(Ctx *cx, UserId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_sign_in_sql_end_others(cx, id.v, S("")));
    TRY(tell(cx, id.v));
    return cx_commit(cx, &txn);
}

Code org_session_end_user(Ctx *cx, UserId id)
{
    TRY(check_user(cx, id));
    return org_session_end_all(cx, id);
}
