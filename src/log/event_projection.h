/* event_projection.h -- what is kept beside the log: how many events of each type there are, and on
 * SQLite where those of a person lie (docs/adr/0066-events-of-a-person.md).
 *
 * Its cursor is that of "event.count": what came after it is looked for in the log itself, so that
 * answers are whole wherever it stands.  One step of any process moves it, in one transaction. */
#ifndef LOG_EVENT_PROJECTION_H
#define LOG_EVENT_PROJECTION_H

#include "log/recent.h"

enum {
    EVENT_PROJECTION_LEAST = 4096, /* is not put off any longer           */
    EVENT_PROJECTION_STEP  = 16384 /* what came is written in one, at most */
};

/* Moves the projection on by one bounded step, at most to `until` (a safe horizon), and tells how
 * many places are left.  `recent` saves reading what is still in memory; NULL is allowed.  Outside
 * a transaction. */
Code event_projection_advance(Ctx *cx, Recent *recent, int64_t until, int64_t *left) MUST_USE;

#endif
