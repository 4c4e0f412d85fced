/* org_view.h -- an administrator sees the console as another user, or as a role at a place: read
 * only, audited, with an end.  Private to org/. */
#ifndef ORG_ORG_VIEW_H
#define ORG_ORG_VIEW_H

#include "org/org.h"

enum { VIEW_MINUTES = 30, VIEW_MINUTES_MAX = 120 };

typedef struct View {
    int64_t tenant_id, id; /* the id is the scope of who looks as a role */
    int64_t user_id, as_user_id, as_role_id, at_staff_id;
    int64_t started_at_ms, until_ms;
} View;

typedef struct ViewDraft {
    int64_t user_id;  /* as that user, or                                       */
    int64_t role_id;  /* as that role,                                          */
    int64_t staff_id; /* in the place of that member; absent = in one's own     */
    int64_t minutes;
} ViewDraft;
extern const Shape view_draft_shape;

/* Whose eyes one looks through. */
typedef struct ViewBrief {
    int64_t user_id;
    Str     user_name;
    int64_t role_id;
    Str     role_name;
    int64_t until_ms;
} ViewBrief;
extern const Shape view_brief_shape;

/* For the session of that token.  "view_as.nobody", "view_as.self", "view_as.needs_session" (a
 * key has no eyes); ERR_DENIED as org_role_within_own when the other may more. */
Code org_view_start(Ctx *cx, Str token, const ViewDraft *draft) MUST_USE;
/* A session without one is fine. */
Code org_view_end(Ctx *cx, Str token) MUST_USE;
/* Of the session of that token; `found` false if it sees with its own eyes. */
Code org_view_find(Ctx *cx, Str token, ViewBrief *out, bool *found) MUST_USE;

#endif
