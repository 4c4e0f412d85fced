/* timer.c -- setting and clearing timers.  They fire in timer_runner.c. */
#include "log/timer.h"

#include "log/timer_sql.h"

enum { TIMER_WORD_MAX = 200, TIMER_PAYLOAD_MAX = 64 * 1024 };

Code timer_set(Ctx *cx, Str kind, Str key, int64_t due_at_ms, Str payload)
{
    ASSERT(kind.len > 0 && key.len > 0);
    ASSERT(due_at_ms >= 0 && due_at_ms < TIMER_NEVER_MS);
    REQUIRE(cx, kind.len <= TIMER_WORD_MAX && key.len <= TIMER_WORD_MAX, ERR_INVALID,
            "timer.word_too_long");
    REQUIRE(cx, payload.len <= TIMER_PAYLOAD_MAX, ERR_LIMIT, "timer.payload_too_large");
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(
        cx, &timer_sql_set, NULL,
        ARGS(V(cx->tenant_id), V(cx_new_id(cx)), V(kind), V(key), V(due_at_ms), V(payload))));
    db_signal(cx->link, TOPIC_TIMER);
    return cx_commit(cx, &txn);
}

Code timer_clear(Ctx *cx, Str kind, Str key)
{
    return cx_run(cx, &timer_sql_clear, NULL, ARGS(V(cx->tenant_id), V(kind), V(key)));
}
