/* horizon.h -- how far the log may be read without missing a late committer.
 *
 * PostgreSQL hands out places in the log before their transactions commit, so a higher
 * place may be visible before a lower one.  What was visible at some instant is complete
 * once every transaction that ran at that instant has ended. */
#ifndef LOG_HORIZON_H
#define LOG_HORIZON_H

#include "log/event_sql.h"

typedef struct Horizon {
    int64_t safe_seq; /* nothing at or below it can still appear    */
    int64_t next_seq; /* safe as soon as `next_number` is reached   */
    int64_t next_number;
    int64_t last_seq; /* highest place seen                         */
} Horizon;

/* Looks again.  `safe_seq` never goes back. */
Code horizon_look(Ctx *cx, Horizon *horizon) MUST_USE;
/* Whether there is more than can be read yet. */
bool horizon_waits(const Horizon *horizon);

#endif
