/* dead_letter.h -- how what failed for good is kept (lists and replay: consumer.h). */
#ifndef LOG_DEAD_LETTER_H
#define LOG_DEAD_LETTER_H

#include "log/consumer.h"

typedef struct DeadLetterDraft {
    int64_t    tenant_id;
    Str        consumer;
    int64_t    event_seq; /* the id of a timer or effect for "timer" and "outbox" */
    Str        type;
    Str        lane;      /* what comes after it there is held back (held.h)      */
    const Err *err;
    int        attempts;
} DeadLetterDraft;

/* Keeps it, or counts one failure more; in the open transaction. */
Code dead_letter_put(Ctx *cx, const DeadLetterDraft *draft) MUST_USE;

#endif
