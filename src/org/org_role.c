/* org_role.c -- roles: presets, and sets of permission words with a scope and masks. */
#include "org/org_role.h"

#include "org/org_preset.h"
#include "org/org_sql.h"
#include "wire/shape_json.h"

enum { WORDS_JSON_MAX = 16 * 1024 };

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
        if (org_preset_may(word, (Permission)i)) permission_add(&set, (Permission)i);
    return set;
}

/* What cannot be read is masked. */
Masks org_role_masks(Arena *arena, RoleWord word, Str mask_json)
{
    const Preset *preset = org_preset_of(word);
    if (preset) return preset->masks;
    const Json *root  = NULL;
    JsonError   error = { 0 };
    ShapeError  wrong = { 0 };
    Masks       masks = { 0 };
    uint64_t    given = 0;
    if (mask_json.len == 0 || json_parse(arena, mask_json, JSON_LIMITS, &root, &error) != OK)
        return masks;
    if (shape_from_json(arena, &masks_shape, root, &masks, &given, &wrong) != OK)
        return (Masks){ 0 };
    return masks;
}

/* What tells of the whole brand is not for who sees a part of it. */
static void drop_whole(PermissionSet *set)
{
    PermissionSet kept = { 0 };
    for (int i = 1; i < PERMISSION_COUNT; i++)
        if (!org_preset_needs_all((Permission)i) && permission_in(set, (Permission)i))
            permission_add(&kept, (Permission)i);
    *set = kept;
}

Rights org_role_rights(Arena *arena, const Grant *grant)
{
    const bool    is_key = grant->scope == 0; /* of the command line: nobody's */
    const int64_t eyes   = grant->as_user_id != 0 ? grant->as_user_id : grant->view_id;
    Rights        rights = {
               .scope_id    = is_key || grant->scope == SCOPE_ALL ? 0
                              : eyes != 0                         ? eyes
                                                                  : grant->user_id,
               .permissions = org_role_grants(arena, grant->word, grant->permission_json),
               .masks = org_role_masks(arena, is_key ? ROLE_ADMIN : grant->word, grant->mask_json),
    };
    if (!is_key && grant->scope != SCOPE_ALL) drop_whole(&rights.permissions);
    if (grant->must_enrol) rights.permissions = (PermissionSet){ { 0 } };
    if (grant->maker_word == 0) return rights;
    const PermissionSet own = org_role_grants(arena, grant->maker_word, grant->maker_json);
    rights.permissions      = permission_common(&rights.permissions, &own);
    if (grant->view_id == 0)
        rights.masks = org_role_masks(arena, grant->maker_word, grant->mask_json);
    return rights;
}

PermissionSet org_role_permissions(Arena *arena, const Role *role)
{
    return org_role_grants(arena, role->word, role->permission_json);
}

static void fill(Arena *arena, Role *role)
{
    const PermissionSet set = org_role_permissions(arena, role);
    role->permissions       = permission_set_words(arena, &set);
    const Masks masks       = org_role_masks(arena, role->word, role->mask_json);
    role->masks             = mask_decided(&masks);
    const Preset *preset    = org_preset_of(role->word);
    if (preset) role->landing = str_of(preset->landing);
    if (role->landing.len == 0) role->landing = S("/");
}

Code org_role_list(Ctx *cx, Rows *roles)
{
    TRY(cx_list(cx, &org_sql_roles, roles, ARGS(V(cx->tenant_id))));
    for (size_t i = 0; i < roles->count; i++) {
        Role *role = ROWS_AT(Role, *roles, i);
        fill(cx->arena, role);
        if (cx->scope_id != 0) role->user_count = 0; /* of the whole brand */
    }
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
