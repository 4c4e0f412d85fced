/* org_role.c -- roles: two presets and sets of permission words. */
#include "org/org_role.h"

#include "org/org_sql.h"

enum { WORDS_JSON_MAX = 16 * 1024 };

/* What the preset operator may not do: give rights, connect platforms, read the audit. */
static const Permission not_for_operators[] = {
    PERM_USER_WRITE,
    PERM_API_KEY_WRITE,
    PERM_CONNECTION_WRITE,
    PERM_AUDIT_READ,
};

static bool is_for_operators(Permission permission)
{
    for (size_t i = 0; i < COUNT(not_for_operators); i++)
        if (not_for_operators[i] == permission) return false;
    return true;
}

Strs org_role_strs(Arena *arena, Str json)
{
    const Json *root  = NULL;
    JsonError   error = { 0 };
    if (json.len == 0 || json_parse(arena, json, JSON_LIMITS, &root, &error) != OK)
        return (Strs){ 0 };
    if (root->kind != JSON_ARRAY) return (Strs){ 0 };
    Str   *words = arena_make(arena, Str, root->count);
    size_t count = 0;
    for (uint32_t i = 0; i < root->count; i++)
        if (root->as.first[i].kind == JSON_STR) words[count++] = root->as.first[i].as.str;
    return (Strs){ words, count };
}

Str org_role_json(Arena *arena, Strs words)
{
    JsonOut out  = json_out(arena, WORDS_JSON_MAX);
    Str     text = S("[]");
    json_open_array(&out);
    for (size_t i = 0; i < words.count; i++) json_put_str(&out, words.at[i]);
    json_close_array(&out);
    const Code code = json_out_done(&out, &text);
    ASSERT(code == OK);
    return text;
}

PermissionSet org_role_grants(Arena *arena, RoleWord word, Str permission_json)
{
    if (word == ROLE_CUSTOM) return permission_set_of(org_role_strs(arena, permission_json));
    PermissionSet set = { 0 };
    for (int i = 1; i < PERMISSION_COUNT; i++)
        if (word == ROLE_ADMIN || is_for_operators((Permission)i))
            permission_add(&set, (Permission)i);
    return set;
}

PermissionSet org_role_permissions(Arena *arena, const Role *role)
{
    return org_role_grants(arena, role->word, role->permission_json);
}

static void fill(Arena *arena, Role *role)
{
    const PermissionSet set = org_role_permissions(arena, role);
    role->permissions       = permission_set_words(arena, &set);
}

Code org_role_list(Ctx *cx, Rows *roles)
{
    TRY(cx_list(cx, &org_sql_roles, roles, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < roles->count; i++) fill(cx->arena, ROWS_AT(Role, *roles, i));
    return OK;
}

Code org_role_get(Ctx *cx, RoleId id, Role *out)
{
    TRY(cx_one(cx, &org_sql_role_by_id, out, ARGS(V(cx->tenant_id), V(id.v))));
    ASSERT(out->tenant_id == cx->tenant_id);
    fill(cx->arena, out);
    return OK;
}

Code org_role_preset(Ctx *cx, RoleWord word, Role *out)
{
    TRY(cx_one(cx, &org_sql_role_preset, out,
               ARGS(V(cx->tenant_id), V(word_of(&role_words, (int)word)))));
    fill(cx->arena, out);
    return OK;
}
