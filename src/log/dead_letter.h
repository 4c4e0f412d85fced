/* dead_letter.h -- how what failed for good is kept (lists and replay: consumer.h). */
#ifndef LOG_DEAD_LETTER_H
#define LOG_DEAD_LETTER_H

#include "log/consumer.h"

/* Keeps it, or counts one failure more; in the open transaction.  `event_seq` is the id of
 * a timer or effect for the consumers "timer" and "outbox". */
Code dead_letter_put(Ctx *cx, int64_t tenant_id, Str consumer, int64_t event_seq, Str type,
                     const Err *err, int attempts) MUST_USE;

#endif
