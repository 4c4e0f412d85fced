/* org_sign_in_sql.h -- the statements of security, codes and sessions.  Private to org/. */
#ifndef ORG_ORG_SIGN_IN_SQL_H
#define ORG_ORG_SIGN_IN_SQL_H

#include "org/org_security.h"
#include "org/org_session_list.h"
#include "org/org_sql.h"

typedef struct Totp {
    int64_t tenant_id, user_id;
    Str     sealed;    /* of the secret, hex                          */
    int64_t last_step; /* the last code taken: none is taken twice    */
    int64_t created_at_ms, confirmed_at_ms;
} Totp;

extern const SqlList org_sign_in_sql;

/* What was set; untouched when nothing was. */
Code org_sign_in_sql_security(Ctx *cx, Security *out, bool *found) MUST_USE;
/* Not `*changed` when `revision` is not the one there is. */
Code org_sign_in_sql_set_security(Ctx *cx, int64_t revision, bool is_totp_required,
                                  Str address_json, bool *changed) MUST_USE;
Code org_sign_in_sql_open_security(Ctx *cx) MUST_USE;

/* ---- codes ------------------------------------------------------------- */

/* Confirmed or not. */
Code org_sign_in_sql_totp(Ctx *cx, int64_t user_id, Totp *out, bool *found) MUST_USE;
/* In place of one that was not confirmed. */
Code org_sign_in_sql_enrol(Ctx *cx, const Totp *totp) MUST_USE;
Code org_sign_in_sql_confirm(Ctx *cx, int64_t user_id) MUST_USE;
/* Not `*taken` when that step, or a later one, was used by another request. */
Code org_sign_in_sql_use_step(Ctx *cx, int64_t user_id, int64_t step, bool *taken) MUST_USE;
Code org_sign_in_sql_drop_totp(Ctx *cx, int64_t user_id) MUST_USE;
Code org_sign_in_sql_add_recovery(Ctx *cx, int64_t user_id, Str code_hash) MUST_USE;
Code org_sign_in_sql_use_recovery(Ctx *cx, int64_t user_id, Str code_hash, bool *taken) MUST_USE;
Code org_sign_in_sql_recovery_left(Ctx *cx, int64_t user_id, int64_t *count) MUST_USE;
Code org_sign_in_sql_drop_recovery(Ctx *cx, int64_t user_id) MUST_USE;

/* ---- sessions ------------------------------------------------------------ */

/* Those of a user that have not run out, the latest seen first. */
Code org_sign_in_sql_sessions(Ctx *cx, int64_t user_id, Str own_hash, Rows *sessions) MUST_USE;
/* Whose it is. */
Code org_sign_in_sql_session_user(Ctx *cx, int64_t session_id, int64_t *user_id, bool *found)
    MUST_USE;
Code org_sign_in_sql_end_session(Ctx *cx, int64_t session_id) MUST_USE;
/* Whether a session of that user was opened in that way, not before that instant. */
Code org_sign_in_sql_came_by(Ctx *cx, int64_t user_id, Str token_hash, SessionWay way,
                             int64_t since_ms, bool *out) MUST_USE;
/* All of a user but the one of that hash (absent = all); it has shown a code by now. */
Code org_sign_in_sql_end_others(Ctx *cx, int64_t user_id, Str but_hash) MUST_USE;
Code org_sign_in_sql_keep_session(Ctx *cx, int64_t user_id, Str token_hash) MUST_USE;

#endif
