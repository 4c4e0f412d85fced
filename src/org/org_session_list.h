/* org_session_list.h -- the browsers somebody is signed in with, seen and ended.  Private to
 * org/. */
#ifndef ORG_ORG_SESSION_LIST_H
#define ORG_ORG_SESSION_LIST_H

#include "org/org.h"

typedef struct SessionView {
    int64_t    id;
    Str        user_agent, address;
    SessionWay way;
    bool       is_current; /* the one that asks */
    int64_t    created_at_ms, last_seen_at_ms, expires_at_ms;
} SessionView;
extern const Shape session_view_shape;

/* How a person signs in is his own affair: a key that acts for him has no part in it
 * ("permission.denied"). */
Code org_session_require(Ctx *cx) MUST_USE;
/* Of a user the caller may see; `token` is the caller's own. */
Code org_session_list(Ctx *cx, UserId id, Str token, Rows *sessions) MUST_USE;
/* One of the caller's own. */
Code org_session_end_own(Ctx *cx, int64_t session_id) MUST_USE;
/* All of the caller's own but this one. */
Code org_session_end_others(Ctx *cx, Str token) MUST_USE;
/* One of anybody the caller may see and has no less rights than. */
Code org_session_end(Ctx *cx, int64_t session_id) MUST_USE;
/* All of such a user. */
Code org_session_end_user(Ctx *cx, UserId id) MUST_USE;

#endif
