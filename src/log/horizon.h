/* horizon.h -- how far the log may be read without missing a late committer.
 *
 * PostgreSQL hands out places in the log before their transactions commit, so a higher
 * place may be visible before a lower one.  A run of places without a gap is final as it is.
 * Behind a gap: a transaction takes its number before its first place, so once every
 * transaction that has a number below one taken after the look has ended, what was visible at
 * that look is final, and the gap is a transaction that was undone. */
#ifndef LOG_HORIZON_H
#define LOG_HORIZON_H

#include "log/event_sql.h"

typedef struct Horizon {
    int64_t safe_seq;    /* nothing at or below it can still appear           */
    int64_t next_seq;    /* safe as soon as all below `next_number` have ended */
    int64_t next_number; /* 0: nothing is waited for                          */
    int64_t last_seq;    /* highest place seen                                */
} Horizon;

/* Looks again; outside a transaction.  `safe_seq` never goes back. */
Code horizon_look(Ctx *cx, Horizon *horizon) MUST_USE;
/* Whether there is more than can be read yet. */
bool horizon_waits(const Horizon *horizon);

#endif
