/* org_guess.c -- wrong passwords and codes are counted; after some of them nobody is asked for a
 * while. */
#include "org/org_guess.h"

#include "org/org_sql.h"

Code org_guess_check(Ctx *cx, Str name, Str address, int64_t *retry_after_s)
{
    OrgFailures failures = { 0 };
    TRY(cx_one(cx, &org_sql_failure_count, &failures,
               ARGS(V(name), V(address), V(cx->now_ms - SESSION_FAILURE_WINDOW_MS))));
    if (failures.pair < SESSION_FAILURES_MAX && failures.name < SESSION_NAME_FAILURES_MAX &&
        failures.source < SESSION_SOURCE_FAILURES_MAX &&
        failures.everybody < SESSION_ALL_FAILURES_MAX)
        return OK;
    const int64_t since = failures.since_ms != 0 ? failures.since_ms : cx->now_ms;
    *retry_after_s      = (since + SESSION_FAILURE_WINDOW_MS - cx->now_ms) / MS_PER_SECOND + 1;
    return fail(cx, ERR_LIMIT, "session.throttled", "%.*s from %.*s", FMT(name), FMT(address));
}

Code org_guess_note(Ctx *cx, Str name, Str address)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &org_sql_failure_insert, NULL,
               ARGS(V(cx_new_id(cx)), V(name), V(address), V(cx->now_ms))));
    TRY(cx_run(cx, &org_sql_failure_purge, NULL, ARGS(V(cx->now_ms - SESSION_FAILURE_WINDOW_MS))));
    return cx_commit(cx, &txn);
}

Code org_guess_clear(Ctx *cx, Str name, Str address)
{
    return cx_run(cx, &org_sql_failure_clear, NULL, ARGS(V(name), V(address)));
}

/* ---- at an open browser ----------------------------------------------------------- */

static Str who(Ctx *cx, Guess what)
{
    return str_fmt(cx->arena, "user:%lld%s", (long long)cx->user_id,
                   what == GUESS_CODE ? ":code" : "");
}

Code org_guess_check_own(Ctx *cx, Guess what)
{
    int64_t retry_after_s = 0; /* told at the door alone */
    return org_guess_check(cx, who(cx, what), who(cx, what), &retry_after_s);
}

Code org_guess_note_own(Ctx *cx, Guess what)
{
    return org_guess_note(cx, who(cx, what), who(cx, what));
}

Code org_guess_clear_own(Ctx *cx, Guess what)
{
    return org_guess_clear(cx, who(cx, what), who(cx, what));
}
