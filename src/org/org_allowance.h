/* org_allowance.h -- how much the holders of a role may do in a day and in a month.
 * Private to org/. */
#ifndef ORG_ORG_ALLOWANCE_H
#define ORG_ORG_ALLOWANCE_H

#include "org/org.h"

enum { ALLOWANCE_MAX = 1000000000 };

/* Of a role; 0 = without bound. */
typedef struct Allowance {
    int64_t  tenant_id, role_id;
    Str      role_name;
    RoleWord word;
    int64_t  export_day, export_month, reveal_day, reveal_month, bulk_day, bulk_month;
    int64_t  revision; /* 1 = nobody has set anything */
    int64_t  changed_by, changed_at_ms;
} Allowance;
extern const Shape allowance_shape, allowance_draft_shape;

/* What somebody has taken of what he may. */
typedef struct AllowanceUse {
    int64_t tenant_id, user_id;
    Str     user_name, role_name;
    Deed    deed;
    int64_t on_day, in_month;     /* of the counts              */
    int64_t day_used, month_used; /* now                        */
    int64_t day_max, month_max;   /* of his role; 0 = no bound  */
} AllowanceUse;
extern const Shape allowance_use_shape;

/* Of every role, presets first. */
Code org_allowance_list(Ctx *cx, Rows *items) MUST_USE;
/* For presets, too.  ERR_NOT_FOUND; ERR_DENIED "allowance.own_role" of the role one has oneself,
 * unless one is owner or administrator; ERR_CONFLICT "allowance.changed_meanwhile". */
Code org_allowance_set(Ctx *cx, RoleId id, int64_t revision, const Allowance *draft,
                       Allowance *out) MUST_USE;
/* One AllowanceUse of the caller for each deed. */
Code org_allowance_mine(Ctx *cx, Rows *items) MUST_USE;
/* Of everybody the caller sees who took something this month, the most first. */
Code org_allowance_uses(Ctx *cx, Rows *items) MUST_USE;
/* A role that goes takes its allowance with it. */
Code org_allowance_forget(Ctx *cx, RoleId id) MUST_USE;

#endif
