/* org_view_sql.h -- the statements of seeing as another.  Private to org/. */
#ifndef ORG_ORG_VIEW_SQL_H
#define ORG_ORG_VIEW_SQL_H

#include "org/org_sql.h"
#include "org/org_view.h"

extern const SqlList org_view_sql;

/* One more. */
Code org_view_sql_insert(Ctx *cx, const View *view) MUST_USE;
/* The view a session has, with names, if it has not run out. */
Code org_view_sql_of_session(Ctx *cx, Str token_hash, ViewBrief *out, bool *found) MUST_USE;
/* Puts a view (0 = none) to a session. */
Code org_view_sql_set(Ctx *cx, Str token_hash, int64_t view_id) MUST_USE;
/* Ends those of a user. */
Code org_view_sql_end_user(Ctx *cx, int64_t user_id) MUST_USE;
/* Ends those that look as a role. */
Code org_view_sql_end_role(Ctx *cx, int64_t role_id) MUST_USE;
/* Drops those that ran out. */
Code org_view_sql_purge(Ctx *cx) MUST_USE;

#endif
