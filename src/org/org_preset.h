/* org_preset.h -- the preset roles: what each kind of work may do, whom it sees, and how.
 * Private to org/. */
#ifndef ORG_ORG_PRESET_H
#define ORG_ORG_PRESET_H

#include "org/org.h"

typedef struct Preset {
    RoleWord    word;
    const char *name; /* as a new tenant gets it */
    ScopeWord   scope;
    Masks       masks;
    const char *landing; /* the page its holders begin with */
} Preset;

/* In the order of the list of roles. */
extern const Preset org_preset_all[];
extern const size_t org_preset_count;

/* NULL for ROLE_CUSTOM. */
const Preset *org_preset_of(RoleWord word);
/* Whether it tells of the whole brand, so that only a role whose scope is all can have it. */
bool          org_preset_needs_all(Permission permission);
/* Whether the matrix says of it who may; what it does not name is for owner and administrator. */
bool          org_preset_decides(Permission permission);
/* Whether a preset allows it; false for ROLE_CUSTOM. */
bool          org_preset_may(RoleWord word, Permission permission);

#endif
