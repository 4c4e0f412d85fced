/* org_role_edit.c -- custom roles: made, changed, copied and deleted by people who never give more
 * than they have. */
#include "org/org_role_edit.h"
#include "org/org_allowance.h"
#include "org/org_preset.h"
#include "org/org_role.h"
#include "org/org_scope_sql.h"
#include "org/org_view_sql.h"
#include "wire/shape_json.h"

enum { MASK_JSON_MAX = 1024, HOLDERS_SHOWN = 5 };

/* ---- rules ------------------------------------------------------------------ */

static Code check_permissions(Ctx *cx, const RoleDraft *draft)
{
    for (size_t i = 0; i < draft->permissions.count; i++) {
        const Str field = str_fmt(cx->arena, "permissions[%zu]", i);
        const int value = value_of(&permission_words, draft->permissions.at[i]);
        if (value == PERM_UNSET) return fail_field(cx, "role.unknown_permission", field, NULL);
        if (draft->scope != SCOPE_ALL && org_preset_needs_all((Permission)value))
            return fail_field(cx, "role.needs_all_scope", field, "all");
    }
    return OK;
}

Code org_role_within_own(Ctx *cx, const Role *role)
{
    const PermissionSet set = org_role_permissions(cx->arena, role);
    if (cx->user_id == 0) return OK; /* the system itself may */
    for (int i = 1; i < PERMISSION_COUNT; i++)
        REQUIRE(cx, !permission_in(&set, (Permission)i) || cx_may(cx, (Permission)i), ERR_DENIED,
                "user.role_exceeds");
    REQUIRE(cx, cx->scope_id == 0 || role->scope != SCOPE_ALL, ERR_DENIED, "user.scope_exceeds");
    REQUIRE(cx, mask_within(&role->masks, &cx->masks), ERR_DENIED, "user.masks_exceed");
    return OK;
}

static Code check_name(Ctx *cx, Str name, int64_t own_id)
{
    OrgNumber same = { 0 };
    REQUIRE(cx, name.len > 0, ERR_INVALID, "role.name_missing");
    TRY(cx_one(cx, &org_sql_role_name_count, &same, ARGS(V(cx->tenant_id), V(name), V(own_id))));
    REQUIRE(cx, same.n == 0, ERR_CONFLICT, "role.name_taken");
    return OK;
}

static Str masks_json(Arena *arena, const Masks *masks)
{
    JsonOut out  = json_out(arena, MASK_JSON_MAX);
    Str     text = S("{}");
    shape_to_json(&out, &masks_shape, masks, (Zone){ 0 });
    const Code code = json_out_done(&out, &text);
    ASSERT(code == OK);
    return text;
}

/* Never out of the console: "//host" is another host to a browser. */
static Code check_landing(Ctx *cx, Str path)
{
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.ptr[i] <= ' ' || path.ptr[i] == '\\')
            return fail_field(cx, "role.bad_landing", S("landing"), NULL);
    if (path.len > 0 && (path.ptr[0] != '/' || str_starts(path, S("//"))))
        return fail_field(cx, "role.bad_landing", S("landing"), NULL);
    return OK;
}

static Code apply(Ctx *cx, const RoleDraft *draft, Role *role)
{
    role->name            = str_trim(draft->name);
    role->word            = ROLE_CUSTOM;
    role->scope           = draft->scope;
    role->permissions     = draft->permissions;
    role->permission_json = org_role_json(cx->arena, draft->permissions);
    role->masks           = draft->masks;
    role->mask_json       = masks_json(cx->arena, &draft->masks);
    role->landing         = draft->landing.ptr ? draft->landing : S("");
    TRY(check_landing(cx, role->landing));
    TRY(check_permissions(cx, draft));
    TRY(org_role_within_own(cx, role));
    return check_name(cx, role->name, role->id);
}

static Code get_custom(Ctx *cx, RoleId id, Role *out)
{
    TRY(org_role_get(cx, id, out));
    REQUIRE(cx, out->word == ROLE_CUSTOM, ERR_CONFLICT, "role.preset");
    return org_role_within_own(cx, out); /* nor does anybody take away what he has not */
}

Code org_role_tell(Ctx *cx, Str object)
{
    return event_emit(cx, EV_ACCESS_CHANGED, (EventDraft){ .object = object });
}

/* ---- changing --------------------------------------------------------------- */

Code org_role_create(Ctx *cx, const RoleDraft *draft, Role *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Role role = {
        .id = cx_new_id(cx), .tenant_id = cx->tenant_id, .revision = 1, .created_at_ms = cx->now_ms
    };
    TRY(apply(cx, draft, &role));
    TRY(cx_insert(cx, &org_sql_role, &role));
    TRY(org_role_get(cx, (RoleId){ role.id }, out));
    return cx_commit(cx, &txn);
}

Code org_role_update(Ctx *cx, RoleId id, int64_t revision, const RoleDraft *draft, Role *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Role    role;
    int64_t changed = 0;
    TRY(org_scope_sql_lock(cx)); /* before its row: as all do, so that no two wait for each other */
    TRY(get_custom(cx, id, &role));
    TRY(apply(cx, draft, &role));
    TRY(cx_run(cx, &org_sql_role_update, &changed,
               ARGS(V(cx->tenant_id), V(id.v), V(revision), V(role.name), V(role.permission_json),
                    V(word_of(&scope_words, (int)role.scope)), V(role.mask_json),
                    V(role.landing))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "role.changed_meanwhile");
    TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_role_tell(cx, S("tenant")));
    TRY(org_role_get(cx, id, out));
    return cx_commit(cx, &txn);
}

Code org_role_copy(Ctx *cx, RoleId id, Str name, Role *out)
{
    Role role;
    TRY(org_role_get(cx, id, &role));
    const RoleDraft draft = {
        .name        = name,
        .permissions = role.permissions,
        .scope       = role.scope,
        .masks       = role.masks,
        .landing     = role.landing,
    };
    return org_role_create(cx, &draft, out);
}

/* "王芳、李雷 …" for the person who wanted to delete it. */
static Str names_of(Arena *arena, Rows holders)
{
    StrBuf names = strbuf(arena, 2048);
    for (size_t i = 0; i < holders.count && i < HOLDERS_SHOWN; i++) {
        if (i > 0) strbuf_add(&names, S("、"));
        strbuf_add(&names, ROWS_AT(User, holders, i)->display_name);
    }
    if (holders.count > HOLDERS_SHOWN) strbuf_add(&names, S(" …"));
    return strbuf_str(&names);
}

/* A role somebody holds goes only when he gets another in its place. */
static Code free_role(Ctx *cx, const Role *role, int64_t move_to)
{
    Rows holders = { 0 };
    TRY(cx_list(cx, &org_sql_role_holders, &holders, ARGS(V(cx->tenant_id), V(role->id))));
    if (holders.count == 0) return OK;
    if (move_to == 0) {
        const Code code = fail(cx, ERR_CONFLICT, "role.held", "%zu users", holders.count);
        cx->err.field   = S("move_to"); /* what would help; and who it is */
        cx->err.allowed = names_of(cx->arena, holders);
        return code;
    }
    Role other = { 0 };
    bool found = false;
    TRY(cx_find(cx, &org_sql_role_by_id, &other, &found, ARGS(V(cx->tenant_id), V(move_to))));
    REQUIRE(cx, found && move_to != role->id, ERR_INVALID, "user.unknown_role");
    TRY(org_role_get(cx, (RoleId){ move_to }, &other));
    TRY(org_role_within_own(cx, &other));
    return cx_run(cx, &org_sql_role_move, NULL, ARGS(V(cx->tenant_id), V(role->id), V(move_to)));
}

Code org_role_delete(Ctx *cx, RoleId id, int64_t revision, int64_t move_to)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    Role    role;
    int64_t changed = 0;
    TRY(org_scope_sql_lock(cx)); /* nobody gets the role meanwhile */
    TRY(get_custom(cx, id, &role));
    TRY(free_role(cx, &role, move_to));
    TRY(org_view_sql_end_role(cx, id.v));
    TRY(org_allowance_forget(cx, id));
    TRY(cx_run(cx, &org_sql_role_delete, &changed, ARGS(V(cx->tenant_id), V(id.v), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "role.changed_meanwhile");
    TRY(org_scope_refresh(cx, (UserId){ 0 }));
    TRY(org_role_tell(cx, S("tenant")));
    return cx_commit(cx, &txn);
}

Code org_role_holders(Ctx *cx, RoleId id, Rows *users)
{
    return cx_list(cx, &org_sql_role_users, users,
                   ARGS(V(cx->tenant_id), V(id.v), V(cx->scope_id)));
}

/* ---- the matrix -------------------------------------------------------------- */

Code org_role_permission_list(Ctx *cx, Rows *items)
{
    PermissionView *views = arena_make(cx->arena, PermissionView, PERMISSION_COUNT);
    size_t          count = 0;
    for (int i = PERM_SIGNED_IN + 1; i < PERMISSION_COUNT; i++) {
        Str       rest = word_of(&permission_words, i);
        const Str word = rest, noun = str_cut(&rest, '.');
        views[count++] = (PermissionView){ .word      = word,
                                           .noun      = noun,
                                           .about     = str_of(permission_about((Permission)i)),
                                           .needs_all = org_preset_needs_all((Permission)i),
                                           .is_given  = cx_may(cx, (Permission)i) };
    }
    *items = (Rows){ views, count };
    return OK;
}
