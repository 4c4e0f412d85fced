/* org_sign_in_sql.c -- statements of security, codes and sessions. */
#include "org/org_sign_in_sql.h"

// clang-format off
static const Field totp_fields[] = {
    FIELD_ID  (Totp, tenant_id),
    FIELD_ID  (Totp, user_id),
    FIELD     (Totp, sealed),
    FIELD     (Totp, last_step),
    FIELD_TIME(Totp, created_at_ms),
    FIELD_TIME(Totp, confirmed_at_ms),
};
static const Shape totp_shape = SHAPE(Totp, totp_fields);

static const Field session_view_fields[] = {
    FIELD_ID  (SessionView, id),
    FIELD     (SessionView, user_agent),
    FIELD     (SessionView, address),
    FIELD_ENUM(SessionView, way, session_way_words),
    FIELD     (SessionView, is_current),
    FIELD_TIME(SessionView, created_at_ms),
    FIELD_TIME(SessionView, last_seen_at_ms),
    FIELD_TIME(SessionView, expires_at_ms),
};
const Shape session_view_shape = SHAPE(SessionView, session_view_fields);
// clang-format on

static const Table totp_table     = { "user_totp", &totp_shape };
static const Table security_table = { "tenant_security", &security_shape };

/* ---- security ----------------------------------------------------------- */

static const Query security = {
    .name = "tenant_security.get",
    .sql  = "SELECT {cols} FROM tenant_security WHERE tenant_id = $1",
    .out  = &security_shape,
};
static const Query security_add = {
    .name = "tenant_security.add",
    .sql  = "INSERT INTO tenant_security (tenant_id, is_totp_required, address_json, revision)"
            " VALUES ($1, $2, $3, 2) ON CONFLICT DO NOTHING",
};
static const Query security_set = {
    .name = "tenant_security.set",
    .sql  = "UPDATE tenant_security SET is_totp_required = $3, address_json = $4,"
            " revision = revision + 1 WHERE tenant_id = $1 AND revision = $2",
};
static const Query security_open = {
    .name = "tenant_security.open",
    .sql  = "UPDATE tenant_security SET is_totp_required = FALSE, address_json = '[]',"
            " revision = revision + 1 WHERE tenant_id = $1",
};

/* ---- codes ---------------------------------------------------------------- */

static const Query totp = {
    .name = "user_totp.get",
    .sql  = "SELECT {cols} FROM user_totp WHERE tenant_id = $1 AND user_id = $2",
    .out  = &totp_shape,
};
static const Query totp_forget = {
    .name = "user_totp.forget",
    .sql  = "DELETE FROM user_totp WHERE tenant_id = $1 AND user_id = $2 AND confirmed_at_ms = 0",
};
static const Query totp_confirm = {
    .name = "user_totp.confirm",
    .sql  = "UPDATE user_totp SET confirmed_at_ms = $3 WHERE tenant_id = $1 AND user_id = $2",
};
static const Query totp_step = {
    .name = "user_totp.step",
    .sql  = "UPDATE user_totp SET last_step = $3"
            " WHERE tenant_id = $1 AND user_id = $2 AND last_step < $3",
};
static const Query totp_drop = {
    .name = "user_totp.drop",
    .sql  = "DELETE FROM user_totp WHERE tenant_id = $1 AND user_id = $2",
};
static const Query recovery_add = {
    .name = "user_recovery_code.add",
    .sql  = "INSERT INTO user_recovery_code (tenant_id, user_id, code_hash, used_at_ms)"
            " VALUES ($1, $2, $3, 0)",
};
static const Query recovery_use = {
    .name = "user_recovery_code.use",
    .sql  = "UPDATE user_recovery_code SET used_at_ms = $4"
            " WHERE tenant_id = $1 AND user_id = $2 AND code_hash = $3 AND used_at_ms = 0",
};
static const Query recovery_left = {
    .name = "user_recovery_code.left",
    .sql  = "SELECT count(*) AS n FROM user_recovery_code"
            " WHERE tenant_id = $1 AND user_id = $2 AND used_at_ms = 0",
    .out  = &org_number_shape,
};
static const Query recovery_drop = {
    .name = "user_recovery_code.drop",
    .sql  = "DELETE FROM user_recovery_code WHERE tenant_id = $1 AND user_id = $2",
};

/* ---- sessions ---------------------------------------------------------------- */

static const Query sessions = {
    .name = "session.of_user",
    .sql  = "SELECT id, user_agent, address, way, token_hash = $3 AS is_current, created_at_ms,"
            " last_seen_at_ms, expires_at_ms FROM session"
            " WHERE tenant_id = $1 AND user_id = $2 AND expires_at_ms > $4"
            " ORDER BY last_seen_at_ms DESC, id DESC LIMIT 200",
    .out  = &session_view_shape,
};
static const Query session_user = {
    .name = "session.user",
    .sql  = "SELECT user_id AS n FROM session WHERE tenant_id = $1 AND id = $2",
    .out  = &org_number_shape,
};
static const Query session_end = {
    .name = "session.end",
    .sql  = "DELETE FROM session WHERE tenant_id = $1 AND id = $2",
};
static const Query session_end_others = {
    .name = "session.end_others",
    .sql  = "DELETE FROM session WHERE tenant_id = $1 AND user_id = $2 AND token_hash <> $3",
};
static const Query session_came_by = {
    .name = "session.came_by",
    .sql  = "SELECT count(*) AS n FROM session WHERE tenant_id = $1 AND user_id = $2"
            " AND token_hash = $3 AND way = $4 AND created_at_ms >= $5",
    .out  = &org_number_shape,
};
static const Query session_has_code = {
    .name = "session.has_code",
    .sql  = "UPDATE session SET way = 'totp' WHERE tenant_id = $1 AND token_hash = $2",
};

static const Query *const queries[] = {
    &security,     &security_add,       &security_set,    &security_open,    &totp,
    &totp_forget,  &totp_confirm,       &totp_step,       &totp_drop,        &recovery_add,
    &recovery_use, &recovery_left,      &recovery_drop,   &sessions,         &session_user,
    &session_end,  &session_end_others, &session_came_by, &session_has_code,
};
static const Table *const tables[]        = { &totp_table, &security_table };
const SqlList             org_sign_in_sql = SQL_LIST("org", queries, tables);

/* ---- security ------------------------------------------------------------------ */

Code org_sign_in_sql_security(Ctx *cx, Security *out, bool *found)
{
    return cx_find(cx, &security, out, found, ARGS(V(cx->tenant_id)));
}

Code org_sign_in_sql_set_security(Ctx *cx, int64_t revision, bool is_totp_required,
                                  Str address_json, bool *changed)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &security_set, &rows,
               ARGS(V(cx->tenant_id), V(revision), V(is_totp_required), V(address_json))));
    if (rows == 0 && revision == SECURITY_UNSET)
        TRY(cx_run(cx, &security_add, &rows,
                   ARGS(V(cx->tenant_id), V(is_totp_required), V(address_json))));
    *changed = rows == 1;
    return OK;
}

Code org_sign_in_sql_open_security(Ctx *cx)
{
    return cx_run(cx, &security_open, NULL, ARGS(V(cx->tenant_id)));
}

/* ---- codes ----------------------------------------------------------------------- */

Code org_sign_in_sql_totp(Ctx *cx, int64_t user_id, Totp *out, bool *found)
{
    return cx_find(cx, &totp, out, found, ARGS(V(cx->tenant_id), V(user_id)));
}

Code org_sign_in_sql_enrol(Ctx *cx, const Totp *row)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &totp_forget, NULL, ARGS(V(cx->tenant_id), V(row->user_id))));
    TRY(cx_insert(cx, &totp_table, row));
    return cx_commit(cx, &txn);
}

Code org_sign_in_sql_confirm(Ctx *cx, int64_t user_id)
{
    return cx_run(cx, &totp_confirm, NULL, ARGS(V(cx->tenant_id), V(user_id), V(cx->now_ms)));
}

Code org_sign_in_sql_use_step(Ctx *cx, int64_t user_id, int64_t step, bool *taken)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &totp_step, &rows, ARGS(V(cx->tenant_id), V(user_id), V(step))));
    *taken = rows == 1;
    return OK;
}

Code org_sign_in_sql_drop_totp(Ctx *cx, int64_t user_id)
{
    return cx_run(cx, &totp_drop, NULL, ARGS(V(cx->tenant_id), V(user_id)));
}

Code org_sign_in_sql_add_recovery(Ctx *cx, int64_t user_id, Str code_hash)
{
    return cx_run(cx, &recovery_add, NULL, ARGS(V(cx->tenant_id), V(user_id), V(code_hash)));
}

Code org_sign_in_sql_use_recovery(Ctx *cx, int64_t user_id, Str code_hash, bool *taken)
{
    int64_t rows = 0;
    TRY(cx_run(cx, &recovery_use, &rows,
               ARGS(V(cx->tenant_id), V(user_id), V(code_hash), V(cx->now_ms))));
    *taken = rows == 1;
    return OK;
}

Code org_sign_in_sql_recovery_left(Ctx *cx, int64_t user_id, int64_t *count)
{
    OrgNumber number = { 0 };
    TRY(cx_one(cx, &recovery_left, &number, ARGS(V(cx->tenant_id), V(user_id))));
    *count = number.n;
    return OK;
}

Code org_sign_in_sql_drop_recovery(Ctx *cx, int64_t user_id)
{
    return cx_run(cx, &recovery_drop, NULL, ARGS(V(cx->tenant_id), V(user_id)));
}

/* ---- sessions ------------------------------------------------------------------------ */

Code org_sign_in_sql_sessions(Ctx *cx, int64_t user_id, Str own_hash, Rows *list)
{
    return cx_list(cx, &sessions, list,
                   ARGS(V(cx->tenant_id), V(user_id), V(own_hash), V(cx->now_ms)));
}

Code org_sign_in_sql_session_user(Ctx *cx, int64_t session_id, int64_t *user_id, bool *found)
{
    OrgNumber number = { 0 };
    TRY(cx_find(cx, &session_user, &number, found, ARGS(V(cx->tenant_id), V(session_id))));
    *user_id = number.n;
    return OK;
}

Code org_sign_in_sql_end_session(Ctx *cx, int64_t session_id)
{
    return cx_run(cx, &session_end, NULL, ARGS(V(cx->tenant_id), V(session_id)));
}

Code org_sign_in_sql_came_by(Ctx *cx, int64_t user_id, Str token_hash, SessionWay way,
                             int64_t since_ms, bool *out)
{
    OrgNumber number = { 0 };
    const Str word   = word_of(&session_way_words, (int)way);
    TRY(cx_one(cx, &session_came_by, &number,
               ARGS(V(cx->tenant_id), V(user_id), V(token_hash), V(word), V(since_ms))));
    *out = number.n > 0;
    return OK;
}

Code org_sign_in_sql_end_others(Ctx *cx, int64_t user_id, Str but_hash)
{
    return cx_run(cx, &session_end_others, NULL, ARGS(V(cx->tenant_id), V(user_id), V(but_hash)));
}

Code org_sign_in_sql_keep_session(Ctx *cx, int64_t user_id, Str token_hash)
{
    TRY(org_sign_in_sql_end_others(cx, user_id, token_hash));
    return cx_run(cx, &session_has_code, NULL, ARGS(V(cx->tenant_id), V(token_hash)));
}
