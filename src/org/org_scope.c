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

Code org_scope_within_own(Ctx *cx, UserId id)
{
    int64_t count = 0;
    if (cx->scope_id == 0) return OK;
    TRY(org_scope_sql_exceeding(cx, id.v, &count));
    REQUIRE(cx, count == 0, ERR_DENIED, "user.scope_exceeds");
    return OK;
}

Code org_scope_places(Ctx *cx, Ids user_ids, Rows *places)
{
    return org_scope_sql_places(cx, json_ids(cx->arena, user_ids), places);
}

Code org_scope_set_places(Ctx *cx, UserId id, Rows places)
{
    UserPlace *rows  = arena_make(cx->arena, UserPlace, places.count);
    Rows       known = { 0 };
    for (size_t i = 0; i < places.count; i++) {
        rows[i]           = *ROWS_AT(UserPlace, places, i);
        rows[i].tenant_id = cx->tenant_id;
        rows[i].user_id   = id.v;
    }
    TRY(org_scope_sql_set_places(cx, id.v, (Rows){ rows, places.count }));
    TRY(org_scope_places(cx, (Ids){ &id.v, 1 }, &known));
    for (size_t i = 0; i < places.count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < known.count; k++)
            is_known |= ROWS_AT(UserPlace, known, k)->kind == rows[i].kind &&
                        ROWS_AT(UserPlace, known, k)->place_id == rows[i].place_id;
        if (!is_known)
            return fail_field(cx, "user.unknown_place", str_fmt(cx->arena, "places[%zu]", i), NULL);
    }
    return OK;
}

Code org_scope_require(Ctx *cx, StaffId id)
{
    bool has = false;
    TRY(org_scope_has(cx, id, &has));
    REQUIRE(cx, has, ERR_NOT_FOUND, "not_found");
    return OK;
}

int64_t org_scope_staff_of(Arena *arena, const Event *event)
{
    const Str   staff   = S("staff:");
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    int64_t     id      = 0;
    if (str_starts(event->actor, staff) &&
        str_to_i64(str_slice(event->actor, staff.len, event->actor.len), &id))
        return id;
    if (json_parse(arena, event->payload, JSON_LIMITS, &payload, &error) != OK) return 0;
    return str_to_i64(json_str(payload, S("staff_id")), &id) ? id : 0;
}

Code org_scope_events(Ctx *cx, Rows *events)
{
    if (cx->scope_id == 0 || events->count == 0) return OK;
    int64_t *ids    = arena_make(cx->arena, int64_t, events->count);
    IdMap   *seen   = idmap_new(cx->arena);
    Rows     staff  = { 0 };
    size_t   stayed = 0;
    for (size_t i = 0; i < events->count; i++)
        ids[i] = org_scope_staff_of(cx->arena, ROWS_AT(Event, *events, i));
    TRY(org_scope_sql_seen(cx, json_ids(cx->arena, (Ids){ ids, events->count }), &staff));
    for (size_t i = 0; i < staff.count; i++)
        (void)idmap_put(seen, ROWS_AT(OrgNumber, staff, i)->n, cx);
    for (size_t i = 0; i < events->count; i++) {
        if (ids[i] != 0 && !idmap_find(seen, ids[i])) continue;
        *ROWS_AT(Event, *events, stayed) = *ROWS_AT(Event, *events, i);
        stayed++;
    }
    events->count = stayed;
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
