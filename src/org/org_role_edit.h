/* org_role_edit.h -- what people do with roles.  Private to org/. */
#ifndef ORG_ORG_ROLE_EDIT_H
#define ORG_ORG_ROLE_EDIT_H

#include "org/org.h"

typedef struct RoleDraft {
    Str       name;
    Strs      permissions;
    ScopeWord scope;
    Masks     masks;
    Str       landing; /* a path of the console; absent = the workbench */
} RoleDraft;
extern const Shape role_draft_shape;

/* A row of the matrix. */
typedef struct PermissionView {
    Str  word, noun, about;
    bool needs_all; /* only for a role whose scope is all  */
    bool is_given;  /* the caller has it, and may give it  */
} PermissionView;
extern const Shape permission_view_shape;

/* "role.name_taken", "role.name_missing", "role.unknown_permission", "role.needs_all_scope";
 * ERR_DENIED "user.role_exceeds", "user.scope_exceeds", "user.masks_exceed" when it is more than
 * the caller has. */
Code org_role_create(Ctx *cx, const RoleDraft *draft, Role *out) MUST_USE;
/* "role.preset", "role.changed_meanwhile", "role.bad_landing"; its holders work by it from the next
 * request on. */
Code org_role_update(Ctx *cx, RoleId id, int64_t revision, const RoleDraft *draft, Role *out)
    MUST_USE;
/* A custom role like another, presets included. */
Code org_role_copy(Ctx *cx, RoleId id, Str name, Role *out) MUST_USE;
/* Holders get the role `move_to`; with 0 they refuse it: "role.held", who it is in `allowed`. */
Code org_role_delete(Ctx *cx, RoleId id, int64_t revision, int64_t move_to) MUST_USE;
/* Users who have it, of those the caller may see. */
Code org_role_holders(Ctx *cx, RoleId id, Rows *users) MUST_USE;
/* Every permission there is, as PermissionViews. */
Code org_role_permission_list(Ctx *cx, Rows *items) MUST_USE;

#endif
