/* lease.h -- which parts of a consumer this process reads, where several share a store. */
#ifndef LOG_LEASE_H
#define LOG_LEASE_H

#include "log/consumer_sql.h"

enum { LEASE_MS = 15000, LEASE_ROUND_MS = 5000 };

/* Renews what `node` holds and moves towards its fair share: gives what is too much, takes
 * what is free or was left by a dead process.  `held` are its parts after the round. */
Code lease_round(Ctx *cx, Str consumer, Str node, Rows *held) MUST_USE;
/* Gives everything back, so that others need not wait for the lease to end. */
Code lease_leave(Ctx *cx, Str consumer, Str node) MUST_USE;

#endif
