/* org_scope.c -- who may see whom: kept in line, asked, and given to work left behind. */
#include "org/org_role.h"
#include "org/org_scope_sql.h"

Code org_scope_refresh(Ctx *cx, UserId id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(org_scope_sql_lock(cx));
    TRY(org_scope_sql_refresh(cx, id.v));
    return cx_commit(cx, &txn);
}

Code org_scope_has(Ctx *cx, StaffId id, bool *out)
{
    int64_t count = 1;
    if (cx->scope_id != 0) TRY(org_scope_sql_has(cx, id.v, &count));
    *out = count > 0;
    return OK;
}

Code org_scope_require(Ctx *cx, StaffId id)
{
    bool has = false;
    TRY(org_scope_has(cx, id, &has));
    REQUIRE(cx, has, ERR_NOT_FOUND, "not_found");
    return OK;
}

Code org_scope_rights_of(Ctx *cx, int64_t user_id)
{
    Grant  grant  = { 0 };
    Rights rights = { .scope_id = user_id };
    bool   found  = false;
    TRY(org_scope_sql_grant(cx, user_id, &grant, &found));
    if (!found) TRY(org_scope_sql_key(cx, user_id, &grant, &found));
    if (found) rights = org_role_rights(cx->arena, &grant);
    cx->scope_id    = rights.scope_id;
    cx->permissions = rights.permissions;
    cx->masks       = rights.masks;
    return OK;
}
