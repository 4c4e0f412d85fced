/* org_me.h -- what a signed-in person sees of himself, and of what others did.  Private to org/. */
#ifndef ORG_ORG_ME_H
#define ORG_ORG_ME_H

#include "org/org_view.h"

typedef struct MeUser {
    int64_t id;
    Str     name, display_name, avatar, locale;
    int64_t role_id;
    Str     role_name;
    int64_t staff_id;
} MeUser;

typedef struct Me {
    MeUser  user;
    Tenant  tenant;
    Strs      permissions;
    Strs      modules; /* those he has */
    ScopeWord scope;
    Masks     masks;
    Str       landing;   /* the page his role begins with                         */
    ViewBrief view_as;   /* whose eyes he looks through; until 0 = his own        */
    bool      has_totp, must_enrol_totp;
    Str       version;
    int64_t   now_ms;
} Me;
extern const Shape me_shape;

/* Of cx->user_id, asking with the session of `token`; a key of the command line has an empty
 * user. */
Code org_me_get(Ctx *cx, Str token, Me *out) MUST_USE;
/* Absent texts stay as they are. */
Code org_me_change(Ctx *cx, Str display_name, Str locale) MUST_USE;

/* A line of the audit with the name of who did it. */
typedef struct AuditRow {
    int64_t id;
    Str     actor, user_name, action, object, outcome, detail, request_id, address;
    int64_t at_ms;
} AuditRow;
extern const Shape audit_row_shape;

/* Newest first. */
Code org_me_audit(Ctx *cx, const AuditFilter *filter, Rows *items, Str *next_cursor) MUST_USE;

#endif
