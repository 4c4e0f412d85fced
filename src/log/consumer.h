/* consumer.h -- readers of the log, each with its own cursor.
 *
 * What a consumer writes and its cursor move in one transaction: exactly once, also
 * after kill -9.  Consumers are woken by commits.  An event that fails for good is
 * undone alone and kept as a dead letter; one that fails for now (ERR_UNAVAILABLE,
 * retry) stops the batch, which is tried again with growing pauses; when it alone fails for
 * ten minutes it is kept as a dead letter, too, and what is of its person waits behind it.
 * On PostgreSQL the parts of a consumer are leased: a person's events stay in order, and a
 * dead process's parts move on after 5 s; a reader stops at the oldest running transaction. */
#ifndef LOG_CONSUMER_H
#define LOG_CONSUMER_H

#include "log/event.h"

typedef struct Consumer {
    const char        *name;   /* "customer": names the cursor, never renamed       */
    const char *const *types;  /* exact types, or "platform.*"; ends in NULL; NULL = all */
    /* cx: the system in the event's tenant, in the transaction that moves the cursor. */
    Code (*hear)(Ctx *cx, const Event *event);
    /* For what nobody waits for: lets events come together this long and hears them in one
     * commit, which leaves the store to those somebody waits for.  0: hears at once. */
    int64_t gather_ms;
    /* May tell that hearing an event would do nothing: it is passed then, and who hears nothing of
     * a batch needs no turn at the store.  cx has no transaction, only a memo of the batch; what it
     * reads may change right after, as if the event had been heard just before.  May be NULL. */
    Code (*is_idle)(Ctx *cx, const Event *event, bool *is_idle);
} Consumer;

typedef struct ConsumerRunner ConsumerRunner;

/* Threads that keep the consumers up to date until stopped.  `consumers` is borrowed. */
ConsumerRunner *consumer_runner_start(const Services *services, const Consumer *const *consumers,
                                      size_t count);
void consumer_runner_stop(ConsumerRunner *runner);
/* For tests and the command line: runs all consumers until nothing is left to hear. */
Code consumer_drain(const Services *services, const Consumer *const *consumers,
                    size_t count) MUST_USE;

typedef struct ConsumerState {
    Str     name;
    int64_t behind;           /* events between cursor and end of the log           */
    int64_t oldest_at_ms;     /* receipt of the first one not heard; 0 = up to date */
    int64_t dead_count;
} ConsumerState;
extern const Shape consumer_state_shape;
Code consumer_states(Ctx *cx, Rows *items) MUST_USE;

/* Dead letters of the tenant, newest first; replaying runs the consumer's `hear` again, for all
 * of a lane in order.  `event_seq` is the id of a timer or effect for "timer" and "outbox". */
typedef struct DeadLetter {
    int64_t id, tenant_id, event_seq;
    Str     consumer, type, reason, detail;
    Str     lane;         /* what waits behind it; empty: nothing               */
    int64_t failed_at_ms;
    int32_t attempts;
} DeadLetter;
extern const Shape dead_letter_shape;
Code dead_letter_list(Ctx *cx, Str cursor, int64_t limit, Rows *items, Str *next_cursor) MUST_USE;
Code dead_letter_replay(Ctx *cx, int64_t id) MUST_USE;

#endif
