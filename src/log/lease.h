/* lease.h -- which parts of a consumer this process reads, where several share a store. */
#ifndef LOG_LEASE_H
#define LOG_LEASE_H

#include "log/consumer_sql.h"

/* Short, so that a welcome whose process died still meets its 20 s.  A process that pauses
 * longer loses nothing but its turn: what it would write is fenced (consumer.move), and while
 * its transaction runs nobody can take its parts. */
enum { LEASE_MS = 5000, LEASE_ROUND_MS = 1500 };

/* Renews what `node` holds and moves towards its fair share: gives what is too much, takes
 * what is free or was left by a dead process.  `held` are its parts after the round. */
Code lease_round(Ctx *cx, Str consumer, Str node, Rows *held) MUST_USE;
/* Gives everything back, so that others need not wait for the lease to end. */
Code lease_leave(Ctx *cx, Str consumer, Str node) MUST_USE;

#endif
