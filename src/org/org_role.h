/* org_role.h -- what a role allows, for the files of org. */
#ifndef ORG_ORG_ROLE_H
#define ORG_ORG_ROLE_H

#include "org/org.h"

/* Of a preset by its word, of a custom role by its JSON array. */
PermissionSet org_role_grants(Arena *arena, RoleWord word, Str permission_json);
/* The texts of a JSON array; what is no text is left out. */
Strs          org_role_strs(Arena *arena, Str json);
/* And back. */
Str           org_role_json(Arena *arena, Strs words);

#endif
