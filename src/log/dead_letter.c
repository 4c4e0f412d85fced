/* dead_letter.c -- what failed for good, until a person has it replayed. */
#include "log/dead_letter.h"

#include "log/consumer_sql.h"
#include "log/timer_sql.h"

enum { DETAIL_MAX = 2000 };

Code dead_letter_put(Ctx *cx, const DeadLetterDraft *draft)
{
    ASSERT(cx->link != NULL);
    const Err *err = draft->err;
    return cx_run(cx, &dead_letter_sql_put, NULL,
                  ARGS(V(draft->tenant_id), V(cx_new_id(cx)), V(draft->consumer),
                       V(draft->event_seq), V(draft->type), V(str_of(err->reason)),
                       V(str_prefix_bytes(err->detail, DETAIL_MAX)), V(cx->now_ms),
                       V(draft->attempts), V(draft->lane.ptr ? draft->lane : S(""))));
}

Code dead_letter_list(Ctx *cx, Str cursor, int64_t limit, Rows *items, Str *next_cursor)
{
    int64_t before = 0;
    TRY(page_keys(cx, cursor, INT64_MAX, &before, 1));
    limit     = page_limit(limit);
    Rows rows = { 0 };
    TRY(cx_list(cx, &dead_letter_sql_list, &rows, ARGS(V(cx->tenant_id), V(before), V(limit + 1))));
    Str next = { 0 };
    if ((int64_t)rows.count > limit) {
        rows.count = (size_t)limit;
        next       = page_cursor(cx->arena, &ROWS_AT(DeadLetter, rows, rows.count - 1)->id, 1);
    }
    *items       = rows;
    *next_cursor = next;
    return OK;
}

/* A timer given up waits at the end of time; it is due again and its letter is done. */
static Code replay_timer(Ctx *cx, const DeadLetter *letter)
{
    TRY(cx_run(cx, &timer_sql_revive, NULL,
               ARGS(V(cx->tenant_id), V(letter->event_seq), V(cx->now_ms), V(TIMER_NEVER_MS))));
    TRY(cx_run(cx, &dead_letter_sql_remove, NULL, ARGS(V(cx->tenant_id), V(letter->id))));
    db_signal(cx->link, TOPIC_TIMER);
    return OK;
}

Code dead_letter_replay(Ctx *cx, int64_t id)
{
    DeadLetter letter;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_one(cx, &dead_letter_sql_get, &letter, ARGS(V(cx->tenant_id), V(id))));
    ASSERT(letter.tenant_id == cx->tenant_id);
    REQUIRE(cx, !str_equal(letter.consumer, S("outbox")), ERR_CONFLICT,
            "dead_letter.not_replayable");
    if (str_equal(letter.consumer, S("timer"))) {
        TRY(replay_timer(cx, &letter));
    } else {
        TRY(cx_run(cx, &dead_letter_sql_want, NULL,
                   ARGS(V(cx->tenant_id), V(id), V(letter.consumer), V(letter.lane))));
        db_signal(cx->link, TOPIC_LOG);
    }
    return cx_commit(cx, &txn);
}
