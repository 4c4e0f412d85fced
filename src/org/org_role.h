/* org_role.h -- what a role allows, for the files of org. */
#ifndef ORG_ORG_ROLE_H
#define ORG_ORG_ROLE_H

#include "org/org_sql.h"

/* What a session, a key or work left behind may do and see. */
typedef struct Rights {
    int64_t       scope_id; /* as in Ctx */
    PermissionSet permissions;
    Masks         masks;
} Rights;

/* Of a preset by its word, of a custom role by its JSON array. */
PermissionSet org_role_grants(Arena *arena, RoleWord word, Str permission_json);
/* Of a grant: a key has what it was given as far as its maker still has it, and his scope;
 * one of the command line sees all, as an administrator does. */
Rights        org_role_rights(Arena *arena, const Grant *grant);
/* Of a preset by its word, of a custom role by its JSON object. */
Masks         org_role_masks(Arena *arena, RoleWord word, Str mask_json);
/* Nobody gives, changes or takes away rights he has not himself: else who may write users could
 * make himself an administrator.  The system itself may. */
Code          org_role_within_own(Ctx *cx, const Role *role) MUST_USE;
/* access.changed for open pages: "user:12" or "tenant". */
Code          org_role_tell(Ctx *cx, Str object) MUST_USE;
/* The texts of a JSON array; what is no text is left out. */
Strs          org_role_strs(Arena *arena, Str json);
/* And back. */
Str           org_role_json(Arena *arena, Strs words);

#endif
