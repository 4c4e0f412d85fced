/* org_view.c -- seeing the console as another. */
#include "org/org_role.h"
#include "org/org_scope_sql.h"
#include "org/org_view_sql.h"

/* What his open pages were told so far was for other eyes. */
static Code tell(Ctx *cx)
{
    return org_role_tell(cx, str_fmt(cx->arena, "user:%lld", (long long)cx->user_id));
}

/* The other may not more than who looks. */
static Code check_user(Ctx *cx, int64_t user_id)
{
    User user  = { 0 };
    Role role  = { 0 };
    bool found = false;
    TRY(cx_find(cx, &org_sql_user_by_id, &user, &found,
                ARGS(V(cx->tenant_id), V(user_id), V(cx->scope_id))));
    REQUIRE(cx, found && !user.is_disabled, ERR_INVALID, "view_as.nobody");
    REQUIRE(cx, user.id != cx->user_id, ERR_INVALID, "view_as.self");
    TRY(org_role_get(cx, (RoleId){ user.role_id }, &role));
    return org_role_within_own(cx, &role);
}

static Code check_role(Ctx *cx, const ViewDraft *draft, int64_t *staff_id)
{
    Role role  = { 0 };
    User own   = { 0 };
    bool found = false;
    TRY(cx_find(cx, &org_sql_role_by_id, &role, &found, ARGS(V(cx->tenant_id), V(draft->role_id))));
    REQUIRE(cx, found, ERR_INVALID, "view_as.nobody");
    TRY(org_role_get(cx, (RoleId){ draft->role_id }, &role));
    TRY(org_role_within_own(cx, &role));
    *staff_id = draft->staff_id;
    if (*staff_id != 0) return org_scope_require(cx, (StaffId){ *staff_id });
    TRY(org_user_get(cx, (UserId){ cx->user_id }, &own));
    *staff_id = own.staff_id;
    return OK;
}

Code org_view_start(Ctx *cx, Str token, const ViewDraft *draft)
{
    const int64_t minutes = draft->minutes > 0 ? draft->minutes : VIEW_MINUTES;
    View          view    = { .tenant_id     = cx->tenant_id,
                              .id            = cx_new_id(cx),
                              .user_id       = cx->user_id,
                              .as_user_id    = draft->user_id,
                              .as_role_id    = draft->user_id == 0 ? draft->role_id : 0,
                              .started_at_ms = cx->now_ms,
                              .until_ms      = cx->now_ms + minutes * MS_PER_MINUTE };
    REQUIRE(cx, token.len > 0, ERR_CONFLICT, "view_as.needs_session");
    REQUIRE(cx, draft->user_id != 0 || draft->role_id != 0, ERR_INVALID, "view_as.nobody");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx));
    if (view.as_user_id != 0)
        TRY(check_user(cx, view.as_user_id));
    else
        TRY(check_role(cx, draft, &view.at_staff_id));
    TRY(org_view_sql_purge(cx));
    TRY(org_view_sql_insert(cx, &view));
    TRY(org_view_sql_set(cx, token_hash(cx->arena, token), view.id));
    TRY(org_scope_refresh(cx, (UserId){ view.id }));
    TRY(tell(cx));
    return cx_commit(cx, &txn);
}

Code org_view_end(Ctx *cx, Str token)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx));
    TRY(org_view_sql_set(cx, token_hash(cx->arena, token), 0));
    TRY(org_view_sql_purge(cx));
    TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(tell(cx));
    return cx_commit(cx, &txn);
}

Code org_view_find(Ctx *cx, Str token, ViewBrief *out, bool *found)
{
    *found = false;
    if (token.len == 0) return OK;
    return org_view_sql_of_session(cx, token_hash(cx->arena, token), out, found);
}
