/* alert_sql.h -- the statements of alerts.  Private to alert/. */
#ifndef ALERT_ALERT_SQL_H
#define ALERT_ALERT_SQL_H

#include "alert/alert.h"

/* Who is told, as it is kept: a user, or the holders of a role. */
typedef struct AlertReceiver {
    int64_t tenant_id, alert_id;
    Str     kind; /* "user", "role" */
    int64_t ref_id;
} AlertReceiver;

/* Without who is told; what is deleted, too.  Of the system (no user) every one. */
Code alert_sql_list(Ctx *cx, Rows *alerts) MUST_USE;
Code alert_sql_find(Ctx *cx, int64_t id, Alert *out, bool *found) MUST_USE;
Code alert_sql_count(Ctx *cx, int64_t *count) MUST_USE;
Code alert_sql_insert(Ctx *cx, const Alert *alert) MUST_USE;
/* What people write, and what is left of the last look; false: it changed meanwhile. */
Code alert_sql_update(Ctx *cx, const Alert *alert, int64_t revision, bool *is_done) MUST_USE;
Code alert_sql_set_deleted(Ctx *cx, int64_t id, int64_t at_ms) MUST_USE;
/* What a look found; false: another look, or a change, came in between. */
Code alert_sql_note(Ctx *cx, const Alert *alert, int64_t looked_before_ms, bool *is_done) MUST_USE;

/* Of one rule, or (id 0) of all. */
Code alert_sql_receivers(Ctx *cx, int64_t id, Rows *receivers) MUST_USE;
Code alert_sql_set_receivers(Ctx *cx, int64_t id, Rows receivers) MUST_USE;
/* Users who are told now: each once, those who may sign in, by id. */
Code alert_sql_told(Ctx *cx, int64_t id, Ids *user_ids) MUST_USE;
/* How many of the ids are users, or roles, of the brand. */
Code alert_sql_known(Ctx *cx, Ids ids, bool are_roles, int64_t *count) MUST_USE;

/* Once that it was broken. */
Code alert_sql_insert_firing(Ctx *cx, const AlertFiring *firing) MUST_USE;
/* Ends what is still on. */
Code alert_sql_end_firings(Ctx *cx, int64_t alert_id) MUST_USE;
/* Of one rule, or (id 0) of all the caller may see, before an id, newest first. */
Code alert_sql_firings(Ctx *cx, int64_t alert_id, int64_t before, int64_t limit,
                       Rows *firings) MUST_USE;

#endif
